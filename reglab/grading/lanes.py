"""The lanes of this process: one for a lesson, kept for the submissions to come."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from reglab.grading.imports import imported_modules
from reglab.grading.lane import Lane
from reglab.grading.view import make_view

__all__ = ["close_lanes", "lane_for", "sweep"]

_VIEW = "reglab-view-"
_lane = {}  # at most one: a warm process that has loaded Keras holds 600 MB


def lane_for(bundle, sandboxed):
    """The lane of a lesson.

    Parameters
    ----------
    bundle : Bundle
    sandboxed : bool

    Returns
    -------
    Lane
    """
    key = (bundle.key, sandboxed)
    if key not in _lane:
        close_lanes()
        sweep()
        folder = Path(tempfile.mkdtemp(prefix=f"{_VIEW}{os.getpid()}-"))
        make_view(bundle.exercises, folder)
        modules = imported_modules(bundle.notebooks()[0])
        _lane[key] = Lane(folder, modules, sandboxed=sandboxed), folder
    return _lane[key][0]


def sweep():
    """Remove the views of processes that were killed; there are no secrets in them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_VIEW}*-*"):
        pid = folder.name.removeprefix(_VIEW).partition("-")[0]
        if pid.isdecimal() and not Path("/proc", pid).exists():
            shutil.rmtree(folder, ignore_errors=True)


@atexit.register
def close_lanes():
    """End the warm process, and remove what it read."""
    for lane, folder in _lane.values():
        lane.close()
        shutil.rmtree(folder, ignore_errors=True)
    _lane.clear()
