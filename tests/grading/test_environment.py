"""The key of a result covers all that its points depend on."""

import shutil
from dataclasses import replace

import pytest

from reglab.grading.intake.take_in import Submission
from reglab.grading.verdict import environment
from reglab.grading.verdict.grade_notebook import Settings, result_key
from reglab.sandbox.guest.limits import Limits


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A copy of the package, and a function that gives its key."""
    folder = tmp_path / "reglab"
    ignored = shutil.ignore_patterns("__pycache__", "_data")
    shutil.copytree(environment.PACKAGE, folder, ignore=ignored)
    monkeypatch.setattr(environment, "PACKAGE", folder)

    def key():
        environment.environment_key.cache_clear()
        return environment.environment_key()

    yield folder, key
    environment.environment_key.cache_clear()


@pytest.mark.parametrize(
    "name",
    [
        "exercises/lasso/lasso_cd.py",
        "checks/judging/judge.py",
        "linear/ridge.py",
        "sandbox/guest/session.py",
        "grading/verdict/examine.py",
        "grading/verdict/marks.py",
        "course/config.py",
        "course/exercises.py",
    ],
)
def test_code_that_marks_depend_on_is_in_the_key(package, name):
    folder, key = package
    before = key()
    assert key() == before
    path = folder / name
    path.write_text(path.read_text("utf-8") + "\n# changed\n", "utf-8")
    assert key() != before


def test_the_data_sets_that_student_code_reads_are_in_the_key(package, monkeypatch):
    folder, key = package
    data = folder.parent / "data"
    shutil.copytree(environment.data_folder(), data)
    monkeypatch.setattr(environment, "data_folder", lambda: data)
    before = key()
    with open(data / "diabetes" / "diabetes.csv", "ab") as file:
        file.write(b"\n")
    assert key() != before


@pytest.mark.parametrize(
    "name", ["_files.py", "cli/app.py", "grading/report/words.py", "plots/style.py"]
)
def test_code_that_only_shows_something_is_not(package, name):
    folder, key = package
    before = key()
    (folder / name).write_text("# changed\n", "utf-8")
    assert key() == before


def test_a_new_file_and_a_new_library_are_in_the_key(package, monkeypatch):
    folder, key = package
    before = key()
    (folder / "checks" / "new.py").write_text("")
    with_file = key()
    monkeypatch.setattr(environment, "versions", lambda: {"numpy": "99.0"})
    assert len({before, with_file, key()}) == 3


def test_everything_else_that_points_depend_on_is_in_a_result_s_key(bundle):
    submission, settings = Submission("ann", "03_small", b"{}"), Settings(5)

    def key(submission=submission, bundle=bundle, settings=settings):
        return result_key(submission, bundle, settings)

    assert key() == key(replace(submission, notes=("late",)))
    assert key() == key(replace(submission, student="bo"))
    assert key() == key(bundle=replace(bundle, points=()))  # weights need no second run
    assert key() == key(settings=replace(settings, cache="/elsewhere"))
    others = [
        key(replace(submission, content=b"{ }")),
        key(replace(submission, files={"a.csv": b""})),
        key(bundle=replace(bundle, master=bundle.master + " ")),
        key(settings=Settings(6)),
        key(settings=Settings(5, Limits(memory_mb=1))),
        key(settings=Settings(5, sandboxed=False)),
    ]
    assert len({key(), *others}) == 1 + len(others)
