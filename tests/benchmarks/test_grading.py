"""The grading benchmark: the same honest class for both, and every mark compared."""

import json
import sys

import nbformat
import numpy as np
import pytest

from benchmarks import grading as bench
from benchmarks import grading_class, grading_runs, grading_small
from benchmarks.grading_runs import Run, RunError
from reglab.course import find_lessons, find_root

LESSON = "03_lasso"
CASE = bench.Case("NumPy lesson", LESSON, 3)
RECORD = {"seed": 1, "jobs": 2, "date": "2026-01-01", "versions_and_machine": {}}
MARKS = {"ann": {"03-lambda-max-hidden": 1.0, "03-lasso-cd-hidden": 2.5}}


def written(folder, **options):
    grading_class.write_class(folder, LESSON, 6, **{"experiments": False, **options})
    paths = sorted(folder.glob(f"submitted/*/{LESSON}/{LESSON}.ipynb"))
    return [nbformat.read(path, as_version=4) for path in paths]


@pytest.fixture
def everybody_runs(monkeypatch):
    """Let nothing be graded: commands end at once, and both find the same marks."""
    commands = []

    def run(command, where, course, look=None):
        commands.append(command[2:])
        look(1)
        return Run(10.0, 100.0) if "nbgrader" in command else Run(2.0, 100.0, 1.5)

    monkeypatch.setattr(grading_runs, "run", run)
    monkeypatch.setattr(grading_runs, "prepare_nbgrader", lambda folder, lesson: None)
    monkeypatch.setattr(grading_runs, "scores", lambda folder, lesson: MARKS)
    monkeypatch.setattr(bench, "require_sandbox", lambda: None)
    return commands


def test_a_class_is_the_same_every_time_and_its_members_differ(tmp_path):
    notebooks = written(tmp_path / "one")
    assert len(notebooks) == 6
    assert notebooks == written(tmp_path / "two")
    sources = {tuple(cell.source for cell in notebook.cells) for notebook in notebooks}
    assert len(sources) == 6


def test_experiments_are_handed_in_only_where_asked(tmp_path):
    def experiments(notebooks):
        return [cell for n in notebooks for cell in n.cells if grading_class._is_experiment(cell)]

    assert not experiments(written(tmp_path / "one"))
    assert experiments(written(tmp_path / "two", experiments=True))


def test_answers_are_honest_and_some_are_wrong():
    (lesson,) = find_lessons(find_root(), [LESSON])
    known = grading_class.answers(lesson)
    assert len(known["soft_threshold"].right) > 3
    assert len(known["soft_threshold"].wrong) > 3
    rng = np.random.default_rng(0)
    classes = [grading_class.drawn(known, rng) for _ in range(50)]
    wrong = [isinstance(c.get("soft_threshold"), grading_class.Mistake) for c in classes]
    assert 0.05 < np.mean(wrong) < 0.5


def test_ours_runs_before_and_after_nbgrader_and_the_mean_counts(everybody_runs):
    row = bench.compare(CASE, jobs=2)
    assert [command[0] for command in everybody_runs] == ["reglab", "nbgrader", "reglab"]
    assert {"case", "submissions", "ours_s", "nbgrader_s", "ratio", "peak_mb"} <= row.keys()
    assert (row["ours_s"], row["nbgrader_s"], row["ratio"]) == (2.0, 10.0, 5.0)


def test_a_large_class_is_graded_by_ours_alone(everybody_runs):
    row = bench.compare(bench.Case("large", LESSON, 2, alone=True), jobs=2)
    assert [command[0] for command in everybody_runs] == ["reglab"]
    assert row["nbgrader_s"] is None
    assert row["ratio"] is None
    assert "| – | – | – |" in bench.table([row], RECORD)


def test_marks_that_differ_are_an_error(everybody_runs, monkeypatch):
    found = iter([MARKS, {"ann": {**MARKS["ann"], "03-lasso-cd-hidden": 5.0}}, MARKS])
    monkeypatch.setattr(grading_runs, "scores", lambda folder, lesson: next(found))
    with pytest.raises(RunError, match=r"ann, 03-lasso-cd-hidden: reglab 2\.5, nbgrader 5\.0"):
        bench.compare(CASE, jobs=2)


def test_a_student_or_a_mark_that_only_one_has_is_a_difference():
    assert not grading_runs.differences(
        MARKS, {"ann": {**MARKS["ann"], "03-lasso-cd-hidden": 2.504}}
    )
    assert len(grading_runs.differences(MARKS, {})) == 2
    assert grading_runs.differences({}, MARKS)[0].endswith("reglab None, nbgrader 1.0")


def test_a_command_that_fails_says_why(tmp_path):
    command = [sys.executable, "-c", "import sys; print('no such lesson'); sys.exit(2)"]
    with pytest.raises(RunError, match="no such lesson"):
        grading_runs.run(command, tmp_path, tmp_path)


def test_memory_counts_what_a_command_has_started(tmp_path):
    inner = "import time; a = bytearray(60_000_000); time.sleep(2)"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    run = grading_runs.run([sys.executable, "-c", outer], tmp_path, tmp_path)
    assert run.peak_mb > 60


def test_the_command_writes_rows_and_fills_its_page(tmp_path, monkeypatch, capsys, everybody_runs):
    page = tmp_path / "page.md"
    page.write_text("Before\n<!-- measured: grading -->\nold\n<!-- end -->\nAfter\n", "utf-8")
    monkeypatch.setattr(bench, "CASES", [CASE, bench.Case("other", LESSON, 2)])
    monkeypatch.setattr(
        "sys.argv", ["grading", "--out", str(tmp_path), "--page", str(page), "--only", "NumPy"]
    )
    bench.main()
    record = json.loads((tmp_path / "grading.json").read_text("utf-8"))
    assert [row["case"] for row in record["rows"]] == ["NumPy lesson"]
    assert record["seed"] == grading_class.SEED
    assert record["jobs"] >= 1
    assert "NumPy lesson: 5.0 times nbgrader, BELOW 7" in capsys.readouterr().out
    text = (tmp_path / "grading.md").read_text("utf-8")
    assert "| NumPy lesson | 3 | 2.0 | 90 | 1.5 | 10.0 | 18 | **5.0** | 100 | 100 |" in text
    assert text in page.read_text("utf-8")
    assert "old" not in page.read_text("utf-8")


def test_every_case_has_a_name_of_its_own_and_a_lesson():
    names = [case.name for case in bench.CASES]
    assert len(set(names)) == len(names)
    lessons = {case.lesson for case in bench.CASES} - {grading_small.LESSON}
    find_lessons(find_root(), lessons)


def test_the_smallest_lesson_has_three_graded_cells_and_right_answers(tmp_path):
    root = grading_small.make_course(tmp_path / "course")
    grading_small.write_class(tmp_path / "class", root, 2)
    paths = sorted(tmp_path.glob("class/submitted/*/*/*.ipynb"))
    notebooks = [nbformat.read(path, as_version=4) for path in paths]
    assert len(notebooks) == 2
    given = [cell.metadata.get("nbgrader", {}) for cell in notebooks[0].cells]
    assert sum(cell.get("points", 0) > 0 for cell in given) == 3
    assert sum(cell.get("points", 0) for cell in given) == grading_small.POINTS
    assert "NotImplementedError" not in nbformat.writes(notebooks[0])


def test_a_wrong_mark_in_the_smallest_lesson_is_an_error(everybody_runs):
    case = bench.Case("three cells", grading_small.LESSON, 1, alone=True)
    with pytest.raises(RunError, match="expected 5 points for every student"):
        bench.compare(case, jobs=2)


def test_the_first_result_is_timed(tmp_path):
    write = "import time; open('results.journal', 'w').write('{}'); time.sleep(1)"
    run = grading_runs.run([sys.executable, "-c", write], tmp_path, tmp_path)
    assert 0 < run.first_s < run.seconds
    (tmp_path / "results.journal").unlink()
    assert grading_runs.run([sys.executable, "-c", ""], tmp_path, tmp_path).first_s is None


def test_a_verdict_says_whether_the_promised_speed_was_reached():
    def row(ratio, first, lesson=LESSON, experiments=False):
        found = {"case": lesson, "lesson": lesson, "ratio": ratio, "first_s": first}
        return {**found, "experiments": experiments}

    three = grading_small.LESSON
    rows = [row(7.0, 5.0), row(6.9, 5.0, "06"), row(5.0, 5.0, experiments=True)]
    assert bench.verdict([*rows, row(None, 10.0, three)]) == [
        "03_lasso: 7.0 times nbgrader, at or above 7",
        "06: 6.9 times nbgrader, BELOW 7",
        "first result after 10.0 s, within 10 s",
    ]
    (said,) = bench.verdict([row(None, 10.1, three)])
    assert said == "first result after 10.1 s, NOT within 10 s"
