"""`make` and `.ci/run` with stand-ins for python3 and make: nothing is installed."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Answers like a Python 3.12 and logs what it is asked for. `-m venv` puts a copy of
# itself into .venv, which installs whatever it is told to, unless FAIL is in the call;
# installing uv puts another copy there.
STAND_IN = """#!/bin/sh
echo "$*" >> "$LOG"
case "$*" in
    *"$FAIL"*) exit 1 ;;
    *version_info\\[:2\\]\\)) echo "$VERSION" ;;
    *_base_executable*) echo "$0" ;;
    "-m venv .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    *uv-only.lock) cp "$0" .venv/bin/uv ;;
esac
"""


@pytest.fixture
def make(tmp_path):
    """Give a function that runs make in a fresh folder with the stand-in."""
    folder = tmp_path / "checkout"
    shutil.copytree(ROOT / ".ci", folder / ".ci")
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, folder)
    python, log = tmp_path / "python3", tmp_path / "log"
    python.write_text(STAND_IN)
    python.chmod(0o755)

    def run(python=python, version="3.12", fail="never"):
        log.write_text("")
        # Not the flags of the `make test` that may have started us.
        clean = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
        env = clean | {"LOG": str(log), "FAIL": fail, "VERSION": version}
        done = subprocess.run(
            ["make", f"PYTHON={python}"], cwd=folder, env=env, capture_output=True, text=True
        )
        return done, log.read_text().splitlines()

    run.folder = folder
    return run


def complaint(done):
    """Return the one line that says what is wrong."""
    assert done.returncode != 0
    assert "Ready" not in done.stdout
    (line,) = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    return line


def test_a_missing_python_is_one_line_with_the_fix(make):
    done, _ = make(python="no-such-python")
    assert "no-such-python was not found: install Python 3.11" in complaint(done)


@pytest.mark.parametrize("version", ["2.7", "3.10", "3.15"])
def test_an_unsupported_python_is_one_line_with_the_fix(make, version):
    done, _ = make(version=version)
    assert f"got {version}: make PYTHON=python3.12" in complaint(done)


def test_a_python_without_venv_is_one_line_with_the_fix(make):
    done, _ = make(fail="import ensurepip")
    assert "apt install python3.12-venv" in complaint(done)


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_the_first_make_installs_verified_packages_and_the_second_nothing(make, version):
    done, calls = make(version=version)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("Ready.")
    assert any("--require-hashes -r requirements.lock" in call for call in calls)
    assert "--no-deps" in calls[-1]
    assert calls[-1].endswith("-e .")
    done, calls = make(version=version)
    assert done.stdout.splitlines()[:-1] == []
    assert calls == []


UV = (
    "pip install -q --compile-bytecode --python .venv/bin/python --require-hashes "
    "-r requirements.lock"
)
PIP = "-m pip install -qq --require-hashes -r requirements.lock"


@pytest.mark.parametrize(
    ("fail", "expected"),
    [("never", [UV]), ("install -q --compile", [UV, PIP]), ("--version", [PIP])],
    ids=["uv works", "uv can't install", "uv doesn't start"],
)
def test_uv_installs_where_it_can_and_pip_where_it_cannot(make, fail, expected):
    done, calls = make(fail=fail)
    assert done.returncode == 0
    assert [call for call in calls if call.endswith("requirements.lock")] == expected


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_a_changed_requirement_is_installed_at_the_next_make(make, changed):
    make()
    stamp = (make.folder / ".venv" / ".ready").stat().st_mtime
    os.utime(make.folder / changed, (stamp + 10, stamp + 10))
    _, calls = make()
    assert any("requirements.lock" in call for call in calls)


@pytest.mark.parametrize("broken_off", ["-m venv", "-r requirements.lock", "-e ."])
def test_a_set_up_that_broke_off_is_not_ready_and_starts_afresh(make, broken_off):
    done, _ = make(fail=broken_off)
    assert done.returncode != 0
    assert not (make.folder / ".venv" / ".ready").exists()
    (make.folder / ".venv" / "half-written").touch()
    done, _ = make()
    assert done.stdout.splitlines()[-1].startswith("Ready.")
    assert not (make.folder / ".venv" / "half-written").exists()


@pytest.fixture
def ci(tmp_path):
    """Give a function that runs .ci/run with stand-ins for all that it calls."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    tools = tmp_path / "tools"
    tools.mkdir()

    def run(failing="none", user=0):
        scripts = {"id": f"[ $1 = -u ] && echo {user} || echo ann", "apt-get": "exit 0"}
        for name in ("make", "git", "bwrap", "chromium", "python3", *scripts):
            script = scripts.get(name, f'echo "ran {name} $1"\n[ "$1" != "{failing}" ]')
            (tools / name).write_text(f"#!/bin/sh\n{script}\n")
            (tools / name).chmod(0o755)
        env = os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
        return subprocess.run([tmp_path / ".ci" / "run"], env=env, capture_output=True, text=True)

    return run


@pytest.mark.parametrize("failing", ["none", "test", "test-slow", "test-redteam"])
def test_ci_runs_all_targets_and_names_the_one_that_failed(ci, failing):
    done = ci(failing)
    for target in ("test", "test-slow", "test-redteam"):
        assert f"ran make {target}\n" in done.stdout
    assert done.stderr == ("" if failing == "none" else f"FAILED: make {failing}\n")
    assert done.returncode == (failing != "none")


def test_ci_of_an_ordinary_user_runs_the_red_team_once_and_says_so(ci):
    done = ci(user=1000)
    assert "Running as ann, an ordinary user" in done.stdout
    assert "ran make test-slow\n" in done.stdout
    assert "ran make test-redteam\n" not in done.stdout
    assert done.returncode == 0


LEAVES_A_PROCESS = """
import os, subprocess
import numpy
left = subprocess.Popen(["sleep", "60"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(os.getuid(), left.pid, os.getcwd())
raise SystemExit(3)
"""


def ended(stat):
    """Whether a process ends at once: it was killed."""
    for _ in range(100):
        try:
            if stat.read_text().rpartition(")")[2].split()[0] in "ZX":
                return True
        except OSError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.slow
def test_a_command_runs_as_an_ordinary_user_and_nothing_of_it_stays(tmp_path):
    """Also from a folder that only its owner may enter, as `tmp_path` is."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    (tmp_path / ".venv").symlink_to(sys.prefix)
    command = [tmp_path / ".ci" / "as-user", "python", "-c", LEAVES_A_PROCESS]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 3, done.stderr
    said, found = done.stdout.splitlines()
    user, process, folder = found.split()
    assert said.startswith("Running as ")
    assert int(user) > 0
    if os.getuid() == 0:
        assert not Path(folder).exists()
        assert ended(Path("/proc", process, "stat"))
        assert said.split()[2] not in Path("/etc/passwd").read_text()
    else:
        assert folder == str(tmp_path)
