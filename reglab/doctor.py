"""Checks of whether this machine is ready for the course: versions, kernel, data, sandbox.

Packages are looked up by their metadata and not imported, so a broken TensorFlow does not break
these checks.
"""

import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from reglab._bubblewrap import INSTALL, trouble
from reglab.datasets._integrity import SETS, DataIntegrityError, read_verified

WIDTH = 80
REINSTALL = 'python -m pip install -e ".[course]" in the course folder'


@dataclass(frozen=True)
class Check:
    """The result of one check.

    Parameters
    ----------
    name : str
        What was checked.
    ok : bool
        Whether it meets the requirements of the course.
    found : str
        What was found.
    mend : str
        The remedy; empty if `ok`.
    required : bool
        False if only grading needs it; the lessons run without it.
    """

    name: str
    ok: bool
    found: str
    mend: str = ""
    required: bool = True


def diagnose() -> list[Check]:
    """Check everything that the course needs on this machine; change and download nothing.

    Returns
    -------
    list of Check
        Python, every package of the course, the notebook kernel, the data sets and the sandbox, in
        this order.

    Examples
    --------
    >>> from reglab.doctor import diagnose
    >>> diagnose()[0].name
    'Python'
    """
    return [*_installation(), _kernel(), *(_data(name) for name in SETS), _sandbox()]


def render(results: Sequence[Check]) -> str:
    """Write the results as text of at most 80 columns.

    Parameters
    ----------
    results : list of Check, length n_checks
        From `diagnose`.

    Returns
    -------
    str
        A line for every check, followed by the remedy if it is not ok, and a verdict as the last
        line.

    Examples
    --------
    >>> from reglab.doctor import Check, render
    >>> print(render([Check("numpy", False, "not installed", "pip install numpy")]))
    ✗ problem   numpy               not installed
                                    -> pip install numpy
    Not ready: 1 of 1 checks failed.
    """
    lines = []
    for check in results:
        lines += _wrap(f"{_label(check):<12}{check.name:<19} ", check.found)
        if not check.ok:
            lines += _wrap(" " * 32 + "-> ", check.mend)
    return "\n".join([*lines, _verdict(results)])


def _label(check):
    if check.ok:
        return "✓ ok"
    return "✗ problem" if check.required else "- optional"


def _wrap(start, text):
    return textwrap.wrap(text, WIDTH, initial_indent=start, subsequent_indent=" " * len(start)) or [
        start.rstrip()
    ]


def _verdict(results):
    problems = sum(1 for check in results if check.required and not check.ok)
    if problems:
        return f"Not ready: {problems} of {len(results)} checks failed."
    missing = [check.name for check in results if not check.ok]
    if missing:
        return f"Ready for the lessons. Only grading needs: {', '.join(missing)}."
    return f"Ready: all {len(results)} checks passed."


def _installation():
    """Check Python and the packages against the requirements in reglab's metadata."""
    try:
        wanted = metadata.metadata("reglab")
    except metadata.PackageNotFoundError:
        python = _python(sys.version_info, "")
        return [python, Check("reglab", False, "not installed", REINSTALL)]
    requirements = [Requirement(line) for line in metadata.requires("reglab") or ()]
    packages = [
        _package(requirement)
        for requirement in requirements
        if requirement.marker is None or requirement.marker.evaluate({"extra": "course"})
    ]
    return [_python(sys.version_info, wanted["Requires-Python"]), *packages]


def _python(version, supported):
    found = ".".join(str(part) for part in version[:3])
    ok = SpecifierSet(supported).contains(found, prereleases=True)
    return Check("Python", ok, found, "" if ok else f"install a Python {supported}")


def _package(requirement):
    mend = f'python -m pip install "{requirement.name}{requirement.specifier}"'
    try:
        found = metadata.version(requirement.name)
    except metadata.PackageNotFoundError:
        return Check(requirement.name, False, "not installed", mend)
    if requirement.specifier.contains(found, prereleases=True):
        return Check(requirement.name, True, found)
    return Check(requirement.name, False, f"{found}, needs {requirement.specifier}", mend)


def _kernel():
    """Check that the kernel of the notebooks, python3, starts this Python."""
    mend = "python -m pip install ipykernel, then python -m ipykernel install --sys-prefix"
    try:
        from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
    except ImportError:
        return Check("kernel", False, "jupyter_client is not installed", mend)
    try:
        program = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except (NoSuchKernel, IndexError, TypeError, ValueError) as error:
        return Check("kernel", False, f"no usable python3 kernel ({type(error).__name__})", mend)
    # A bare "python" in a kernel file means the Python that Jupyter itself runs in.
    if program in {"python", "python3", "python.exe"} or _same_environment(program, sys.executable):
        return Check("kernel", True, "python3")
    return Check("kernel", False, f"python3 starts another Python, {program}", mend)


def _same_environment(program, ours):
    # Links are not resolved: all virtual environments link to the same interpreter.
    return Path(program).exists() and Path(program).parent == Path(ours).parent


def _data(name):
    try:
        read_verified(name)
    except DataIntegrityError as error:
        return Check(f"{name} data", False, "missing or changed", str(error))
    return Check(f"{name} data", True, "checksums agree")


def _sandbox():
    """Check that bubblewrap starts: grading needs it, lessons do not."""
    found = trouble()
    if found:
        return Check("sandbox", False, found, f"to grade on this machine: {INSTALL}", False)
    return Check("sandbox", True, "bubblewrap", required=False)
