"""A Python environment in /tmp, with a checkout in it: nothing there can be written or copied."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import reglab
from reglab.sandbox.errors import SandboxError
from reglab.sandbox.host import bubblewrap

CHECKOUT = Path(reglab.__file__).parents[1]
# Large packages that this test does not need.
LARGE = shutil.ignore_patterns("tensorflow*", "keras*", "nvidia*", "jax*", "__pycache__")
LEAVE = """
import os, sys

written = []
for folder, _, _ in os.walk("/tmp"):
    try:
        open(os.path.join(folder, "left-behind"), "w").close()
        written.append(folder)
    except OSError:
        pass
print([folder for folder in written if folder.startswith(sys.prefix)])
print("/tmp" in written)
"""
LOOK = """
import os, sys

print([f for f, _, names in os.walk("/tmp") if "left-behind" in names])
print([names for _, _, names in os.walk(os.path.join(sys.prefix, "src")) if names])
import scipy  # from the environment, after the folders were mounted
"""
GRADER = """
import json, sys
from pathlib import Path
from reglab.sandbox.guest.limits import Limits
from reglab.sandbox.host.package_copy import make_copy
from reglab.sandbox.host.worker import SandboxWorker

cells, copy, warm = json.loads(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == "warm"
make_copy(["lasso.soft_threshold"], copy)
worker = SandboxWorker(copy, ["numpy"], warm=warm)
for cell in cells:
    with worker.session(Limits()) as session:
        answer, _ = session.ask({"ask": "cell", "source": cell}, 60)
        assert "error" not in answer, answer
        print(answer["printed"], end="")
worker.close()
"""


def linked_or_copied(source, target):
    try:
        os.link(source, target)
    except OSError:  # on another disk
        shutil.copy2(source, target)


@pytest.fixture(scope="module")
def environment():
    """The folder of an environment in /tmp with the packages of this one and a checkout."""
    with TemporaryDirectory(dir="/tmp", prefix="with space ") as name:
        place = Path(name) / "venv"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        site = place / "lib" / version / "site-packages"
        shutil.copytree(
            sysconfig.get_path("purelib"),
            site,
            dirs_exist_ok=True,
            ignore=LARGE,
            copy_function=linked_or_copied,
        )
        for part in ("reglab", "data", "solutions"):
            shutil.copytree(CHECKOUT / part, place / "src" / "reglab" / part)
        yield place


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["warm", "cold"])
def test_a_submission_writes_nothing_there_and_leaves_nothing(environment, mode, tmp_path):
    done = subprocess.run(
        [environment / "bin" / "python", "-c", GRADER, json.dumps([LEAVE, LOOK]), tmp_path, mode],
        env={**os.environ, "PYTHONPATH": str(environment / "src" / "reglab")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    wrote_there, wrote_in_tmp, found, solutions = done.stdout.splitlines()
    assert wrote_there == "[]"
    assert wrote_in_tmp == "True"  # as on every other machine, so marks do not depend on the place
    assert found == "[]"
    assert solutions == "[]"


@pytest.mark.parametrize("place", ["/tmp", "/submission/venv", "/reglab-cache"])
def test_an_environment_where_the_sandbox_has_its_own_folders_is_refused(place, monkeypatch):
    monkeypatch.setattr(bubblewrap.sys, "prefix", place)
    with pytest.raises(SandboxError, match=f"this Python must not be in {place}, a folder that"):
        bubblewrap.require_sandbox()
