"""The doctor sees what is missing, says how to mend it, and stays readable."""

import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement

from reglab import doctor
from reglab.datasets import _integrity
from reglab.doctor import Check, diagnose, render

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
WANTED = [
    Requirement(line)
    for line in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["course"]]
]


def by_name():
    return {check.name: check for check in diagnose()}


def test_this_machine_runs_the_course():
    # The tests run in the environment that `make` made, so all that is required is there.
    assert [check for check in diagnose() if check.required and not check.ok] == []


def test_every_package_of_pyproject_is_looked_at_with_its_version():
    checks = by_name()
    for requirement in WANTED:
        assert checks[requirement.name].found == metadata.version(requirement.name)


@pytest.mark.parametrize("requirement", WANTED, ids=lambda r: r.name)
def test_an_old_or_missing_package_fails_with_the_command_that_mends_it(monkeypatch, requirement):
    real = metadata.version
    command = f'python -m pip install "{requirement.name}{requirement.specifier}"'

    def old(name):
        return "0.0.1" if name == requirement.name else real(name)

    monkeypatch.setattr(doctor.metadata, "version", old)
    check = by_name()[requirement.name]
    assert (check.ok, check.mend) == (False, command)
    assert check.found == f"0.0.1, needs {requirement.specifier}"

    def missing(name):
        if name == requirement.name:
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(doctor.metadata, "version", missing)
    assert by_name()[requirement.name] == Check(requirement.name, False, "not installed", command)


def test_reglab_itself_not_installed_is_a_finding_and_no_crash(monkeypatch):
    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(doctor.metadata, "metadata", missing)
    check = by_name()["reglab"]
    assert not check.ok
    assert "pip install -e" in check.mend


@given(minor=st.integers(0, 30), micro=st.integers(0, 20))
def test_python_is_fine_exactly_where_pyproject_says_so(minor, micro):
    check = doctor._python((3, minor, micro, "final", 0), PROJECT["requires-python"])
    assert check.ok == (minor >= 11)
    assert check.found == f"3.{minor}.{micro}"


@pytest.mark.parametrize("name", _integrity.SETS)
def test_a_damaged_data_set_is_found_alone(monkeypatch, tmp_path, name):
    for good in set(_integrity.SETS) - {name}:
        (tmp_path / good).symlink_to(_integrity.data_folder() / good)
    monkeypatch.setattr(_integrity, "data_folder", lambda: tmp_path)
    checks = by_name()
    assert [s for s in _integrity.SETS if not checks[f"{s} data"].ok] == [name]
    assert f"git restore data/{name}" in checks[f"{name} data"].mend


def kernel_file(monkeypatch, tmp_path, content):
    """Put a python3 kernel where Jupyter looks first."""
    folder = tmp_path / "kernels" / "python3"
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text(content)
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))


def test_a_kernel_of_another_python_is_found(monkeypatch, tmp_path):
    other = tmp_path / "python"
    other.touch()
    kernel_file(monkeypatch, tmp_path, f'{{"argv": ["{other}"], "display_name": "x"}}')
    check = by_name()["kernel"]
    assert not check.ok
    assert str(other) in check.found


def test_a_kernel_of_this_python_is_fine(monkeypatch, tmp_path):
    kernel_file(monkeypatch, tmp_path, f'{{"argv": ["{sys.executable}"], "display_name": "x"}}')
    assert by_name()["kernel"].ok


@pytest.mark.parametrize("content", ["not json", "[]", '{"argv": []}'])
def test_a_broken_kernel_file_is_a_finding_and_no_crash(monkeypatch, tmp_path, content):
    kernel_file(monkeypatch, tmp_path, content)
    assert not by_name()["kernel"].ok


@pytest.mark.parametrize(
    ("script", "ok", "found"),
    [
        ("exit 0", True, "bubblewrap"),
        ("echo 'no permission' >&2; exit 1", False, "bubblewrap fails: no permission"),
        ("exit 1", False, "bubblewrap fails: no message"),
    ],
)
def test_the_sandbox_must_start_and_not_only_be_there(monkeypatch, tmp_path, script, ok, found):
    bwrap = tmp_path / "bwrap"
    bwrap.write_text(f"#!/bin/sh\n{script}\n")
    bwrap.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    check = by_name()["sandbox"]
    assert (check.ok, check.found, check.required) == (ok, found, False)


def test_no_sandbox_leaves_the_lessons_ready(monkeypatch):
    monkeypatch.setenv("PATH", "")
    check = by_name()["sandbox"]
    assert (check.ok, check.required) == (False, False)
    text = render([Check("Python", True, "3.12.1"), check])
    assert text.splitlines()[-1] == "Ready for the lessons. Only grading needs: sandbox."


words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=30)
prose = st.lists(words, min_size=1, max_size=30).map(" ".join)
checks = st.builds(Check, st.sampled_from(["Python", "breast_cancer data"]), st.booleans(), prose)


@given(st.lists(checks, max_size=5))
def test_text_is_narrow_and_never_tells_by_the_sign_alone(results):
    *lines, verdict = render(results).splitlines()
    assert all(len(line) <= 80 for line in [*lines, verdict])
    words = {"✓": "✓ ok", "✗": "✗ problem"}
    heads = [line for line in lines if line[:1] in words]
    assert [line.startswith("✓ ok") for line in heads] == [check.ok for check in results]
    assert all(line.startswith(words[line[0]]) for line in heads)
    assert verdict.startswith("Ready") == all(check.ok for check in results)


def test_every_failure_shows_its_remedy():
    text = render([Check("numpy", False, "not installed", "pip install numpy")])
    assert "-> pip install numpy" in text
    assert "1 of 1 checks failed" in text


def test_the_doctor_imports_nothing_heavy():
    code = (
        "import sys; from reglab.doctor import diagnose; diagnose();"
        "print(sorted({'numpy', 'sklearn', 'tensorflow', 'matplotlib'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
