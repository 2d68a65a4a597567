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
# The last part is followed in a folder of its own.
IN_THE_CHECKOUT, _, OWN_COURSE = PAGE.partition("\n## A course of your own\n")

FILE = r"`(?P<path>[\w/.]+\.py)`\n\n```python\n(?P<code>.*?)```"
COMMAND = r"```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)```"
STEPS, OWN_STEPS = (
    list(re.finditer(f"{FILE}|{COMMAND}", part, re.DOTALL))
    for part in (IN_THE_CHECKOUT, OWN_COURSE)
)


@pytest.fixture
def checkout(tmp_path):
    """A course without lessons, and the package that its author works on."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "reglab", tmp_path / "reglab", ignore=ignored)
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    (tmp_path / "solutions").mkdir()
    return tmp_path


def run(command, folder):
    program, *arguments = command.split()
    assert program == "reglab"
    # The copy, and not the installed package.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    code = folder if (folder / "reglab").is_dir() else ROOT
    environment = {**os.environ, "PYTHONPATH": str(code), "PYTHONUTF8": "1", "PATH": path}
    return subprocess.run(
        [sys.executable, "-m", "reglab", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def follow(steps, folder):
    """Write the files of the page and run its commands; the first words of the commands."""
    for step in steps:
        if step["path"]:
            path = folder / step["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step["code"], encoding="utf-8")
            continue
        done = run(step["command"], folder)
        assert done.stdout.rstrip() == step["output"].rstrip(), step["command"] + done.stderr
        yield step["command"].split()[1]


def test_the_example_from_an_empty_file_to_a_built_lesson(checkout):
    ran = list(follow(STEPS, checkout))
    assert ran == ["new", "new", *["checks"] * 5, "build"]
    released = checkout / "notebooks" / "90_shrinkage" / "90_shrinkage.ipynb"
    assert "raise NotImplementedError" in released.read_text("utf-8")


def test_a_course_of_ones_own_from_an_empty_folder(tmp_path):
    ran = list(follow(OWN_STEPS, tmp_path))
    assert ran == ["new", "--lessons", "--lessons", "--lessons"]
    assert (tmp_path / "my_course/notebooks/01_averages/01_averages.ipynb").is_file()


def test_a_skeleton_is_loaded_and_reported_as_unfinished(checkout):
    assert run("reglab new lesson 90_shrinkage", checkout).returncode == 0
    assert run("reglab new exercise shrinkage shrink", checkout).returncode == 0
    assert run("reglab new exercise 90 grow", checkout).returncode == 0
    listed = run("reglab checks list", checkout)
    assert re.search(r"shrinkage\.shrink +1 +3 +1 *\n +shrinkage\.grow +1 +3 +1", listed.stdout)
    done = run("reglab checks verify shrinkage.grow", checkout)
    assert done.returncode == 1
    assert "shrinkage.grow: not finished: 'TODO" in done.stderr
    assert "shrinkage.grow: the reference fails" in done.stderr
    built = run("reglab build 90", checkout)
    assert built.returncode == 2
    assert re.search(r"90_shrinkage\.py:\d+/90-shrink: expected no TODO\n", built.stderr)
    assert "90.2 grow" in (checkout / "reglab/exercises/shrinkage/grow.py").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("lesson shrinkage", "name must be of the form 90_shrinkage, got 'shrinkage'"),
        ("lesson 90_class", "name must be of the form 90_shrinkage, got '90_class'"),
        ("lesson 91_lasso", "lasso already exists"),
        ("exercise 90 shrink", "unknown lesson '90': expected one of none"),
    ],
)
def test_what_can_not_be_begun_is_one_line(checkout, arguments, says):
    before = sorted(path for path in checkout.rglob("*") if "__pycache__" not in path.parts)
    done = run(f"reglab new {arguments}", checkout)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert sorted(path for path in checkout.rglob("*") if "__pycache__" not in path.parts) == before


@pytest.mark.parametrize("name", ["shrink", "Shrink", "class", "a-b", "../up", "inputs"])
def test_a_name_that_is_taken_or_no_name_is_refused(checkout, name):
    run("reglab new lesson 90_shrinkage", checkout)
    run("reglab new exercise 90 shrink", checkout)
    path = checkout / "reglab/exercises/shrinkage/shrink.py"
    path.write_text("# mine")
    assert run(f"reglab new exercise 90 {name}", checkout).returncode == 2
    assert path.read_text() == "# mine"


def test_every_file_of_the_page_is_formatted(tmp_path):
    files = [step for step in [*STEPS, *OWN_STEPS] if step["path"]]
    assert files
    for number, step in enumerate(files):
        (tmp_path / f"step_{number}.py").write_text(step["code"], encoding="utf-8")
    command = [sys.executable, "-m", "ruff", "format", "--check", "--line-length", "100"]
    done = subprocess.run([*command, str(tmp_path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_link_leads_somewhere():
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", PAGE)
    assert links
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []
