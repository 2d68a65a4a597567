"""Is there a sandbox on this machine? Asked by the doctor, and by grading before it begins."""

import shutil
import subprocess
import sys

__all__ = ["INSTALL", "bwrap", "trouble"]

INSTALL = "apt install bubblewrap (Linux, user namespaces allowed)"


def bwrap():
    """The program's path, or an empty text."""
    return shutil.which("bwrap") or ""


def trouble():
    """Why bubblewrap cannot be used on this machine, in a few words; empty if it can.

    Being installed is not enough where the kernel forbids it, so it is tried.
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
