"""The sandbox worker of this process, which is kept for all submissions of a lesson."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from reglab.grading.verdict.bundle import Bundle
from reglab.grading.verdict.imports import imported_modules
from reglab.sandbox.host.package_copy import make_copy
from reglab.sandbox.host.worker import SandboxWorker

__all__ = ["close_workers", "sweep", "worker_for"]

_COPY = "reglab-copy-"
_worker: dict = {}  # at most one: a warm process with Keras uses 600 MB


def worker_for(bundle: Bundle, sandboxed: bool) -> SandboxWorker:
    """Return the worker of a lesson.

    Parameters
    ----------
    bundle : Bundle
    sandboxed : bool

    Returns
    -------
    SandboxWorker
    """
    key = (bundle.key, sandboxed)
    if key not in _worker:
        close_workers()
        sweep()
        folder = Path(tempfile.mkdtemp(prefix=f"{_COPY}{os.getpid()}-"))
        try:
            make_copy(bundle.exercises, folder)
            modules = imported_modules(bundle.notebooks()[0])
            _worker[key] = SandboxWorker(folder, modules, sandboxed=sandboxed), folder
        except BaseException:  # also Ctrl-C: `close_workers` does not know this folder yet
            shutil.rmtree(folder, ignore_errors=True)
            raise
    return _worker[key][0]


def sweep() -> None:
    """Remove the copies that killed processes left behind; they contain no secrets."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_COPY}*-*"):
        pid = folder.name.removeprefix(_COPY).partition("-")[0]
        if pid.isdecimal() and not Path("/proc", pid).exists():
            shutil.rmtree(folder, ignore_errors=True)


@atexit.register
def close_workers() -> None:
    """End the warm process and remove its copy of the package."""
    for worker, folder in _worker.values():
        worker.close()
        shutil.rmtree(folder, ignore_errors=True)
    _worker.clear()
