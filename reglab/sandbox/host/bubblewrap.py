"""The bubblewrap command that runs a process in a sandbox, with a list of visible files."""

import os
import sys
from os import PathLike
from pathlib import Path

import reglab.exercises
from reglab._bubblewrap import INSTALL, bwrap, trouble
from reglab.sandbox.errors import SandboxError
from reglab.sandbox.host.cgroup import claim

__all__ = [
    "WORK",
    "bare_environment",
    "private_folders",
    "require_sandbox",
    "sandbox_command",
]

COPY, WORK, CACHE = "/reglab-copy", "/submission", "/reglab-cache"
# The files of /etc that programs need for libraries, fonts and time; no user names or secrets.
_ETC = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "fonts", "alternatives")
_SYSTEM = ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/sbin", "/nix/store", "/gnu/store")
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def sandbox_command(copy: Path, command: list[str], *, files_mb: int | None = None) -> list[str]:
    """Wrap a command so that it runs in a sandbox.

    The sandbox has no network and sees only its own processes. Of the machine's
    files it sees the system's programs, this Python and the copy, all
    read-only. It ends with the process that started it.

    Parameters
    ----------
    copy : Path
        The folder from `make_copy`; mounted as `COPY`.
    command : list of str
    files_mb : int, optional
        The size of the writable folders. Needed only if a submission can't mount its own
        folders of limited size.

    Returns
    -------
    list of str
    """
    binds = [*_SYSTEM, *_python(), *(f"/etc/{name}" for name in _ETC)]
    arguments = ["--unshare-all", "--unshare-user", "--die-with-parent", "--new-session"]
    # Never root, even if the instructor is: a user id without a name and without capabilities.
    arguments += ["--uid", "1000", "--gid", "1000", "--hostname", "grading"]
    arguments += ["--cap-drop", "ALL", "--clearenv", "--dir", "/tmp"]
    # Before the binds, since these may be below the folders.
    for folder in private_folders():
        size = ["--size", str(files_mb * 2**20)] if files_mb else []
        arguments += [*size, "--tmpfs", folder]
    for path in binds:
        if os.path.islink(path) and path in _SYSTEM:
            arguments += ["--symlink", os.readlink(path), path]  # /bin -> usr/bin
        elif os.path.exists(path):
            arguments += ["--ro-bind", path, path]
    for path in _readable_answers():
        arguments += ["--tmpfs", path, "--remount-ro", path]
    arguments += ["--ro-bind", str(copy), COPY, "--proc", "/proc", "--dev", "/dev"]
    arguments += ["--remount-ro", "/", *(["--remount-ro", "/dev"] if files_mb else [])]
    for name, value in bare_environment(COPY, WORK).items():
        arguments += ["--setenv", name, value]
    return [bwrap(), *arguments, "--chdir", WORK, "--", *command]


def private_folders() -> list[str]:
    """Return the writable folders, working folder first.

    They are empty for each submission, except for an environment below ``/tmp``, which stays
    visible and read-only.
    """
    return [WORK, CACHE, "/tmp"]


def bare_environment(copy: str, home: str, cache: str = CACHE) -> dict[str, str]:
    """Return the environment of student code; no other variable of the instructor is passed."""
    threads = dict.fromkeys(_THREADS, "1")
    return {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "PYTHONPATH": copy,
        "HOME": home,
        "LANG": "C.UTF-8",
        "MPLBACKEND": "agg",
        "TMPDIR": home,
        "IPYTHONDIR": cache,
        "MPLCONFIGDIR": cache,
        "KERAS_HOME": cache,
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "NBGRADER_EXECUTION": "autograde",
        # One thread per submission: several are graded at a time, and marks must not depend on
        # the number of cores.
        **threads,
        # So does the number of processes that joblib and Python start on their own.
        "LOKY_MAX_CPU_COUNT": "2",
        "PYTHON_CPU_COUNT": "2",
        "TF_NUM_INTRAOP_THREADS": "1",
        "TF_NUM_INTEROP_THREADS": "1",
    }


def require_sandbox(course: str | PathLike | None = None) -> None:
    """Check that a sandbox can be started, and that a course cannot be read in it.

    Parameters
    ----------
    course : path, optional
        The course folder. It holds the secret seed and the submissions of all students.

    Raises
    ------
    SandboxError
        One line that says what to install, or where the course folder must not be.
    """
    found = trouble()
    if found:
        raise SandboxError(
            f"no sandbox: {found}. Student code would run unprotected, so nothing was graded; "
            f"{INSTALL}, or grade with --no-sandbox if you trust every submission"
        )
    for path in _python():
        if path == "/tmp" or any(Path(path).is_relative_to(own) for own in (WORK, CACHE, COPY)):
            raise SandboxError(
                f"this Python must not be in {path}, a folder that the sandbox makes for "
                "submissions; create the environment in another folder"
            )
    claim()  # before there are worker processes, which would be in the way
    place = Path(course or "/").resolve()
    for bound in (*_SYSTEM, *_python()):
        if place.is_relative_to(Path(bound).resolve()):
            raise SandboxError(
                f"the course folder must not be inside {bound}, which submissions can read; "
                f"move {place}"
            )


def _python():
    """The folders of this Python installation that are not in ``/usr``."""
    found = [path for path in _python_everywhere() if not path.is_relative_to("/usr")]
    return sorted(map(str, found))


def _python_everywhere():
    """The folders of this Python installation."""
    found = {Path(path) for path in (sys.prefix, sys.base_prefix)}
    found |= {path.resolve() for path in found} | {Path(sys.executable).resolve().parents[1]}
    return {path for path in found if str(path) != "/"}


def _readable_answers():
    """The folders inside the bound ones that must stay hidden, because they contain answers.

    These are the package itself (there is a copy without answers) and other packages with lessons;
    and if one is in a checkout, such as ``pip install -e git+...`` makes inside the environment,
    the other folders of the checkout: its solutions, its tests, its history.
    """
    folders = [Path(__file__).resolve().parents[2]]
    folders += [Path(home).resolve() for home in reglab.exercises.__path__[1:]]
    for folder in folders[:]:
        if (folder.parent / "solutions").is_dir():
            folders += [path for path in folder.parent.iterdir() if path.is_dir()]
    bound = [*_SYSTEM, *_python()]
    return sorted(
        {
            str(folder)
            for folder in folders
            if any(folder.is_relative_to(path) for path in bound)
            and not any(Path(path).is_relative_to(folder) for path in _python_everywhere())
        }
    )
