"""The workers of this process: one for a lesson, kept for the submissions to come."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from reglab.grading.verdict.imports import imported_modules
from reglab.sandbox.host.package_copy import make_copy
from reglab.sandbox.host.worker import SandboxWorker

__all__ = ["close_workers", "sweep", "worker_for"]

_COPY = "reglab-copy-"
_worker: dict = {}  # at most one: a warm process that has loaded Keras holds 600 MB


def worker_for(bundle, sandboxed):
    """The worker of a lesson.

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
        make_copy(bundle.exercises, folder)
        modules = imported_modules(bundle.notebooks()[0])
        _worker[key] = SandboxWorker(folder, modules, sandboxed=sandboxed), folder
    return _worker[key][0]


def sweep():
    """Remove the copies of processes that were killed; there are no secrets in them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_COPY}*-*"):
        pid = folder.name.removeprefix(_COPY).partition("-")[0]
        if pid.isdecimal() and not Path("/proc", pid).exists():
            shutil.rmtree(folder, ignore_errors=True)


@atexit.register
def close_workers():
    """End the warm process, and remove what it read."""
    for worker, folder in _worker.values():
        worker.close()
        shutil.rmtree(folder, ignore_errors=True)
    _worker.clear()
