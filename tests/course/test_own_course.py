"""A course outside of this repository: made, verified, built, found, graded, reported."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import reglab
import reglab.exercises
from reglab.checks.model import registry
from reglab.course.errors import CourseError
from reglab.course.new_course import TEMPLATE, new_course
from reglab.errors import UserError
from reglab.sandbox.host import bubblewrap

CODE = Path(reglab.__file__).parents[1]
ANSWERS = {
    "01-weighted-mean": "def weighted_mean(x, w):\n    return np.average(x, weights=w)",
    "01-trimmed-mean": "def trimmed_mean(x, k):\n    x = np.sort(x)\n    return x[k:-k].mean()",
}
THIEF = {
    "01-weighted-mean": """\
from reglab.exercises.averages.weighted_mean import weighted_mean as known
from pathlib import Path

def weighted_mean(x, w):
    return known(x, w)
""",
    "01-trimmed-mean": """\
def trimmed_mean(x, k):
    names = {}
    exec(Path("FOLDER/exercises/averages/trimmed_mean.py").read_text(), names)
    return names["trimmed_mean"](x, k)
""",
}


def run(command, folder, **variables):
    environment = {**os.environ, "PYTHONPATH": str(CODE), "PYTHONUTF8": "1", **variables}
    return subprocess.run(
        [sys.executable, "-m", "reglab", *command.split()],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A new course, built."""
    folder = tmp_path_factory.mktemp("outside") / "stats-101"
    new_course(folder)
    done = run("build", folder)
    assert done.returncode == 0, done.stderr
    return folder


def hand_in(course, student, answers):
    """Submit the released notebook with some answers written into it."""
    name = "01_averages/01_averages.ipynb"
    notebook = nbformat.read(course / "notebooks" / name, as_version=4)
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in answers:
            cell.source = answers[grade_id].replace("FOLDER", str(course))
    target = course / "submitted" / student / name
    target.parent.mkdir(parents=True)
    nbformat.write(notebook, target)


def test_the_lesson_of_a_new_course_holds_in_the_matrix(built):
    done = run("checks verify", built)
    assert (done.returncode, done.stderr) == (0, "")
    assert "known mistakes  7 of 7 rejected, 7 with their own hint" in done.stdout


def test_a_notebook_finds_the_exercises_of_its_course(built):
    code = (
        "from reglab.checks import check\n"
        "print(check('averages.weighted_mean', weighted_mean=lambda x, w: x.mean()).text())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=built / "notebooks" / "01_averages",
        env={**os.environ, "PYTHONPATH": str(CODE), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
    )
    assert "You ignore the weights" in done.stdout, done.stderr


def test_a_second_lesson_is_begun_in_the_course(tmp_path):
    course = tmp_path / "mine"
    new_course(course)
    assert run("new lesson 02_medians", course).returncode == 0
    assert run("new exercise medians median", course).returncode == 0
    assert (course / "exercises" / "medians" / "median.py").is_file()
    assert "medians.median: not finished" in run("checks verify medians", course).stderr
    # A course without any exercise is not one in which all is well.
    shutil.rmtree(course / "exercises")
    (course / "exercises").mkdir()
    assert run("checks verify", course).returncode == 2


@pytest.mark.slow
def test_submissions_are_graded_in_the_sandbox_and_reported(built, tmp_path):
    built = shutil.copytree(built, tmp_path / "stats-101")
    hand_in(built, "ann", ANSWERS)
    hand_in(built, "bob", THIEF)
    done = run(f"grade --all --course {built} --csv marks.csv --report report", tmp_path)
    assert done.returncode == 0, done.stderr
    rows = dict(line.split(",", 1) for line in (tmp_path / "marks.csv").read_text().splitlines())
    # x[k:-k] is right but for k = 0, in the first of three properties.
    assert rows["ann"].startswith("01_averages,3.4,4,0,")  # a known slip
    assert "For k = 0 your slice x[k:-k] is empty." in rows["ann"]
    assert rows["bob"].startswith("01_averages,0,4,0,")
    page = (tmp_path / "report" / "index.html").read_text("utf-8")
    assert "weighted_mean" in page
    assert "trimmed_mean" in page
    # A changed exercise is graded again, and an unchanged one is not.
    known = (built / "results.json").read_text("utf-8")
    assert run(f"grade --all --course {built}", tmp_path).returncode == 0
    assert (built / "results.json").read_text("utf-8") == known
    path = built / "exercises" / "averages" / "trimmed_mean.py"
    path.write_text(path.read_text("utf-8").replace("points=2", "points=2  # same"), "utf-8")
    assert run(f"grade --all --course {built}", tmp_path).returncode == 0
    assert (built / "results.json").read_text("utf-8") != known


def installed(course, folder, package="stats_101_lessons"):
    """What installing a course leaves: its package, and the entry point that names it."""
    shutil.copytree(course / "exercises", folder / "stats_101_lessons")
    (folder / "stats_101-0.1.0.dist-info").mkdir()
    texts = {
        "METADATA": "Metadata-Version: 2.1\nName: stats-101\nVersion: 0.1.0\n",
        "entry_points.txt": f"[reglab.exercises]\nstats-101 = {package}\n",
    }
    for name, text in texts.items():
        (folder / "stats_101-0.1.0.dist-info" / name).write_text(text)
    return os.pathsep.join([str(CODE), str(folder)])


def test_the_lessons_of_an_installed_package_are_found(built, tmp_path):
    done = run("checks list", tmp_path, PYTHONPATH=installed(built, tmp_path))
    assert "averages.trimmed_mean" in done.stdout, done.stderr


def test_an_entry_point_without_its_package_is_one_line(built, tmp_path):
    path = installed(built, tmp_path, package="gone_lessons")
    done = run("checks list", tmp_path, PYTHONPATH=path)
    assert done.returncode == 2
    assert "expected an installed package gone_lessons" in done.stderr
    assert done.stderr.count("\n") == 1


def test_one_lesson_in_two_courses_is_one_line(built, tmp_path):
    done = run("checks list", built, PYTHONPATH=installed(built, tmp_path))
    assert done.returncode == 2
    assert "expected one lesson averages, found it in" in done.stderr
    assert done.stderr.count("\n") == 1


def test_grading_does_not_start_with_one_lesson_in_two_courses(built, tmp_path):
    path = installed(built, tmp_path)
    done = run(f"grade --all --course {built} --csv marks.csv", tmp_path, PYTHONPATH=path)
    assert done.returncode == 2
    assert "expected one lesson averages, found it in" in done.stderr
    assert not (tmp_path / "marks.csv").exists()


def test_a_call_that_needs_the_reference_is_reported_before_grading(tmp_path):
    course = tmp_path / "mine"
    new_course(course)
    path = course / "exercises" / "averages" / "weighted_mean.py"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace(
            "answers.weighted_mean(data",
            "0 * weighted_mean(*data.values()) + answers.weighted_mean(data",
        ),
        "utf-8",
    )
    done = run("checks verify averages.weighted_mean", course)
    assert done.returncode == 1
    assert "a call uses weighted_mean, which is a reference" in done.stderr


def test_a_folder_without_exercises_is_one_line(tmp_path):
    for done in (
        run(f"--lessons {tmp_path} checks list", tmp_path),
        run("checks list", tmp_path, REGLAB_LESSONS=str(tmp_path)),
    ):
        assert done.returncode == 2
        assert (
            done.stderr == f"reglab: expected a course with a folder exercises/, got {tmp_path}\n"
        )


@pytest.mark.parametrize("name", ["1st", "a b", "-x", "x.y"])
def test_a_name_that_no_package_can_have_is_refused(tmp_path, name):
    with pytest.raises(CourseError, match="name must have letters"):
        new_course(tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_folder_with_files_is_left_alone(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes").write_text("mine")
    with pytest.raises(CourseError, match="folder must be new or empty"):
        new_course(tmp_path / "mine")
    with pytest.raises(CourseError, match="got the file"):
        new_course(tmp_path / "mine" / "notes")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes"]


def test_lessons_are_looked_for_in_all_folders(tmp_path, monkeypatch):
    (tmp_path / "ridge").mkdir()
    (tmp_path / "ridge" / "__init__.py").touch()
    home = reglab.exercises.__path__[0]
    monkeypatch.setattr(reglab.exercises, "__path__", [home, str(tmp_path)])
    with pytest.raises(UserError, match=f"expected one lesson ridge, found it in {home} and in"):
        registry.lessons()


def test_a_submission_can_not_read_an_installed_course(built, tmp_path, monkeypatch):
    """The sandbox shows site-packages; a course that is installed there is not to be seen."""
    home = tmp_path / "exercises"
    shutil.copytree(built / "exercises", home)
    (tmp_path / "library.py").touch()
    monkeypatch.setattr(reglab.exercises, "__path__", [*reglab.exercises.__path__, str(home)])
    shown = [*bubblewrap._python(), str(tmp_path)]
    monkeypatch.setattr(bubblewrap, "_python", lambda: shown)
    command = bubblewrap.sandbox_command(tmp_path, ["ls", "-R", str(tmp_path)])
    seen = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "library.py" in seen
    assert "trimmed_mean.py" not in seen


def test_the_files_of_a_new_course_are_formatted(built):
    command = [sys.executable, "-m", "ruff", "format", "--check", "--line-length", "100", "."]
    done = subprocess.run(command, cwd=built / "exercises", capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert (TEMPLATE / "nbgrader_config.py.txt").read_text("utf-8") == (
        Path(__file__).parents[2] / "nbgrader_config.py"
    ).read_text("utf-8")
