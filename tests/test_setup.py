"""The files that set the course up agree with pyproject.toml, which is their source."""

import itertools
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

import reglab

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CORE = PROJECT["dependencies"]
EXTRAS = PROJECT["optional-dependencies"]
# What Binder and conda users were promised, whatever pyproject.toml says.
PROMISED = {"jupyterlab", "numpy", "scikit-learn", "tensorflow", "nbgrader", "matplotlib", "pytest"}

PIN = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)==([0-9][0-9a-z.+]*)(?: ; ([\w'.*<>=!() -]+))? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")


def requirements(lines):
    """Return {name: specifier}, without extras that point back to reglab itself."""
    parsed = [Requirement(line) for line in lines]
    return {canonicalize_name(r.name): r.specifier for r in parsed if r.name != "reglab"}


def lock_lines():
    lines = (ROOT / "requirements.lock").read_text("ascii").splitlines()
    return [line for line in lines if not line.startswith("#")]


def pins():
    """Return (name, version, marker or None) for every pin of the lock."""
    found = [PIN.fullmatch(line) for line in lock_lines() if not line.startswith(" ")]
    return [(m[1], m[2], Marker(m[3]) if m[3] else None) for m in found]


def test_lock_holds_pins_and_hashes_and_nothing_else():
    # So no address, host name or path can be in it, and no name without a version.
    lines = lock_lines()
    assert [line for line in lines if not (PIN.fullmatch(line) or HASH.fullmatch(line))] == []
    for line, following in itertools.pairwise([*lines, ""]):
        if not line.startswith(" "):
            assert HASH.fullmatch(following), f"{line} has no hash"


def test_lock_says_how_to_make_it_again():
    comment = [
        line for line in (ROOT / "requirements.lock").read_text().splitlines() if "#" in line
    ]
    assert "make lock" in " ".join(comment)
    assert "/" not in "".join(comment)


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize(
    ("system", "machine", "os_name"),
    [("linux", "x86_64", "posix"), ("darwin", "arm64", "posix"), ("win32", "AMD64", "nt")],
)
def test_lock_gives_each_platform_one_version_of_every_requirement(
    python, system, machine, os_name
):
    here = {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": system,
        "platform_machine": machine,
        "platform_system": {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}[system],
        "os_name": os_name,
    }
    wanted = requirements([*CORE, *EXTRAS["course"], *EXTRAS["dev"]])
    if python == "3.14":
        del wanted["tensorflow"]  # not released for it yet
    for name, specifier in wanted.items():
        versions = [v for n, v, m in pins() if n == name and (m is None or m.evaluate(here))]
        assert len(versions) == 1, f"{name}: expected one version, got {versions}"
        assert versions[0] in specifier, f"{name} {versions[0]} is not {specifier}"


def environment():
    return yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))


def test_environment_asks_for_the_same_packages_and_bounds_as_pyproject():
    *conda, pip = environment()["dependencies"]
    from_conda = requirements(
        line for line in conda if line != "pip" and not line.startswith("python=")
    )
    from_pip = requirements(line for line in pip["pip"] if not line.startswith("-e"))
    pytest_only = [line for line in EXTRAS["dev"] if Requirement(line).name == "pytest"]
    expected = requirements([*CORE, *EXTRAS["course"], *pytest_only])
    assert from_conda | from_pip == expected
    assert set(expected) >= PROMISED


def test_environment_takes_tensorflow_and_the_checkout_through_pip():
    # conda-forge has no TensorFlow for Windows; Binder installs no pyproject.toml by itself.
    (pip,) = (entry["pip"] for entry in environment()["dependencies"] if isinstance(entry, dict))
    assert [line.split(">")[0] for line in pip] == ["tensorflow", "-e .[course]"]
    assert "pip" in environment()["dependencies"]


def test_environment_pins_a_supported_python_from_conda_forge():
    assert "python=3.12" in environment()["dependencies"]
    assert "3.12" in SpecifierSet(PROJECT["requires-python"])
    assert environment()["channels"][0] == "conda-forge"
    assert "defaults" not in environment()["channels"]


def test_version_is_the_same_everywhere():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == PROJECT["version"] == reglab.__version__
    assert {key for key in ("cff-version", "message", "title", "authors") if citation.get(key)} == {
        "cff-version",
        "message",
        "title",
        "authors",
    }


def test_licences_name_their_terms_and_holder():
    code = (ROOT / "LICENSE").read_text("utf-8")
    content = (ROOT / "LICENSE-CONTENT").read_text("utf-8")
    assert code.startswith("BSD 3-Clause License")
    assert "https://creativecommons.org/licenses/by/4.0/" in content
    for text in (code, content):
        assert "Copyright (c) 2026, The reglab authors" in text


def git(folder, *arguments):
    # A Windows machine's settings, and none of this one's.
    windows = ["-c", "core.autocrlf=true", "-c", "core.safecrlf=false"]
    subprocess.run(["git", *windows, *arguments], cwd=folder, check=True, capture_output=True)


def test_a_checkout_on_windows_has_unix_line_ends_and_untouched_data(tmp_path):
    written = {
        "notebook.ipynb": b"{\r\n}\r\n",
        "Makefile": b"all:\r\n",
        "data/set/set.csv": b"a\r\nb\n",
        "picture.png": b"\x89PNG\r\n\x1a\n",
    }
    (tmp_path / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
    git(tmp_path, "init")
    for name, content in written.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    git(tmp_path, "add", ".")
    for name in written:
        (tmp_path / name).unlink()
    git(tmp_path, "checkout", "--", ".")
    after = {name: (tmp_path / name).read_bytes() for name in written}
    assert after == written | {"notebook.ipynb": b"{\n}\n", "Makefile": b"all:\n"}


def test_workflow_runs_install_build_check_and_tests_on_three_systems():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "tests.yml").read_text("utf-8"))
    install = workflow["jobs"]["install"]
    systems = {name.partition("-")[0] for name in install["strategy"]["matrix"]["os"]}
    assert systems == {"ubuntu", "macos", "windows"}
    commands = "\n".join(step.get("run", "") for step in install["steps"])
    assert "--require-hashes -r requirements.lock" in commands
    assert "reglab build --check" in commands
    assert 'pytest -m "not slow"' in commands
    everything = workflow["jobs"]["everything"]["steps"]
    assert any(step.get("run") == "bash .ci/run" for step in everything)
