"""A test of whether bubblewrap works on this machine, for `reglab doctor` and for grading."""

import shutil
import subprocess
import sys

__all__ = ["INSTALL", "bwrap", "trouble"]

INSTALL = "apt install bubblewrap (Linux, user namespaces allowed)"


def bwrap() -> str:
    """Return the path of bubblewrap, or an empty text."""
    return shutil.which("bwrap") or ""


def trouble() -> str:
    """Return why bubblewrap does not work on this machine; empty if it works.

    Bubblewrap is run, because the kernel may forbid it even if it is installed.
    """
    if not bwrap():
        return "bubblewrap is not installed"
    command = [bwrap(), "--unshare-all", "--ro-bind", "/", "/", "--", sys.executable, "-c", ""]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap: {error}"
    if run.returncode != 0:
        reason = (run.stderr.strip().splitlines() or ["no message"])[0]
        return f"bubblewrap fails: {reason}"
    return ""
