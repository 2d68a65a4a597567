"""docs/authoring.md, followed to the letter: its files, its commands, and what they print."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "authoring.md").read_text("utf-8")

FILE = r"`(?P<path>[\w/.]+\.py)`\n\n```python\n(?P<code>.*?)```"
COMMAND = r"```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)```"
STEPS = list(re.finditer(f"{FILE}|{COMMAND}", PAGE, re.DOTALL))


@pytest.fixture
def checkout(tmp_path):
    """A course without lessons, and the package that its author works on."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "reglab", tmp_path / "reglab", ignore=ignored)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    package = tmp_path / "reglab" / "checks" / "shrinkage"
    package.mkdir()
    # As the page says: an empty __init__.py, and an empty bank to begin with.
    (package / "__init__.py").touch()
    (package / "bank.py").touch()
    (tmp_path / "solutions").mkdir()
    return tmp_path


def run(command, folder):
    program, *arguments = command.split()
    assert program == "reglab"
    # The copy, and not the installed package.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1", "PATH": path}
    return subprocess.run(
        [sys.executable, "-m", "reglab.cli", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def test_the_example_from_an_empty_file_to_a_built_lesson(checkout):
    ran = []
    for step in STEPS:
        if step["path"]:
            path = checkout / step["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step["code"], encoding="utf-8")
            continue
        done = run(step["command"], checkout)
        assert done.stdout.rstrip() == step["output"].rstrip(), step["command"] + done.stderr
        ran.append(step["command"].split()[1])
    assert ran == ["checks", "checks", "checks", "build"]
    released = checkout / "notebooks" / "90_shrinkage" / "90_shrinkage.ipynb"
    assert "raise NotImplementedError" in released.read_text("utf-8")


def test_every_file_of_the_page_is_formatted(tmp_path):
    files = [step for step in STEPS if step["path"]]
    assert len(files) == 6
    for number, step in enumerate(files):
        (tmp_path / f"step_{number}.py").write_text(step["code"], encoding="utf-8")
    command = [sys.executable, "-m", "ruff", "format", "--check", "--line-length", "100"]
    done = subprocess.run([*command, str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_link_leads_somewhere():
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", PAGE)
    assert links
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []
