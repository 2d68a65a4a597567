"""An installed wheel carries the data, and loads them without the checkout."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

LOAD_ALL = """
import sys
sys.path.insert(0, sys.argv[1])
import reglab
from reglab import datasets
print(reglab.__file__)
for name in ("breast_cancer", "diabetes", "digits", "wine"):
    print(*getattr(datasets, f"load_{name}")().X.shape)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel with the environment's own hatchling: no network, no isolation."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = out.glob("*.whl")
    return zipfile.ZipFile(built)


def test_the_wheel_loads_every_set_from_its_own_files(wheel, tmp_path):
    wheel.extractall(tmp_path)
    # -I and another working folder: nothing of the checkout is in reach.
    run = subprocess.run(
        [sys.executable, "-I", "-c", LOAD_ALL, tmp_path],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    origin, *shapes = run.stdout.splitlines()
    assert Path(origin).resolve().is_relative_to(tmp_path.resolve())
    assert shapes == ["569 30", "442 10", "1797 64", "178 13"]


def test_the_wheel_holds_the_package_its_data_and_licences_only(wheel):
    names = wheel.namelist()
    kept = ("reglab/", "reglab-")
    assert [name for name in names if not name.startswith(kept)] == []
    assert [name for name in names if name.endswith(("freeze.py", ".ipynb"))] == []
    assert sum("licenses/LICENSE" in name for name in names) == 2
    assert "reglab/datasets/mnist_card.md" in names
