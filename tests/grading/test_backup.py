"""A copy of a course folder, restored at another place, is the whole course."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

import reglab
from reglab.grading import export_marks, grade_class, read_results, write_report
from reglab.grading.lms import FORMATS
from reglab.grading.records.seed import SEED_FILE

LESSON = "03_small"
WRONG = "def soft_threshold(z, t):\n    return z * (abs(z) > t)"
WHEN = datetime(2026, 11, 2, tzinfo=UTC)
pytestmark = pytest.mark.slow

# Runs in a fresh process on "another machine", which has no checkout with the small lesson: the
# course folder has its own copy.
RESTORED = """
import json, sys
from dataclasses import asdict
from pathlib import Path
from reglab.grading import grade_class, replay

folder = Path(sys.argv[1])
found = {
    student: [replay("03", student, folder).differences, replay("03", student, folder).causes]
    for student in ("right", "wrong")
}
graded = []
real = sys.modules["reglab.grading.runs.grade_class"].grade_notebook
sys.modules["reglab.grading.runs.grade_class"].grade_notebook = (
    lambda *args: (graded.append(args[0].student), real(*args))[1]
)
results = [asdict(result) for result in grade_class(None, folder)]
print(json.dumps({"replayed": found, "graded": graded, "results": results}))
"""


def written(folder, out):
    """The files that are made from the records of a course: exports and the report."""
    out.mkdir()
    for format in FORMATS:
        export_marks(folder, out / f"{format}.csv", format, partial=True)
    page = write_report(read_results(folder), folder / "report", course=folder, when=WHEN)
    (out / "report.html").write_text(page.read_text().replace(f">{folder.name}<", ">course<"))
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_a_restored_course_reproduces_its_marks_and_grades_nothing_again(
    checkout, filled, hand_in, tmp_path
):
    from nbgrader.api import Gradebook

    here = tmp_path / "here" / "course"
    hand_in(here, "right", filled())
    hand_in(here, "wrong", filled(soft_threshold=WRONG))
    (here / "submitted" / "right" / LESSON / "timestamp.txt").write_text("2026-11-01 12:00:00 UTC")
    (here / "course.toml").write_text('[points]\n"lasso.soft_threshold" = 4\n')
    grade_class([LESSON], here, root=checkout)
    with Gradebook(f"sqlite:///{here}/gradebook.db") as book:
        (notebook,) = book.find_submission(LESSON, "wrong").notebooks
        grade = next(grade for grade in notebook.grades if grade.name == "03-why")
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        next(c for c in notebook.comments if c.name == "03-why").manual_comment = "Nearly."
        book.db.commit()
    before = grade_class([LESSON], here, root=checkout)
    assert before[1].score == 1 + 1 + 1.6 + 2.5
    files = written(here, tmp_path / "before")
    seeds = (here / SEED_FILE).read_bytes()

    there = tmp_path / "elsewhere" / "restored"
    shutil.copytree(here, there, symlinks=True, ignore=shutil.ignore_patterns(".mistakes"))
    shutil.rmtree(here.parent)
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(reglab.__file__).parents[1]),
        "HOME": str(tmp_path / "elsewhere"),
        "LANG": "C",
        "TZ": "Asia/Tokyo",
        "PYTHONHASHSEED": "7",
        "USER": "another",
    }
    done = subprocess.run(
        [sys.executable, "-c", RESTORED, there],
        env=environment,
        cwd=tmp_path / "elsewhere",
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["replayed"] == {"right": [[], []], "wrong": [[], []]}
    assert found["graded"] == []
    assert found["results"] == json.loads(json.dumps([asdict(result) for result in before]))
    assert written(there, tmp_path / "after") == files
    assert (there / SEED_FILE).read_bytes() == seeds
    assert (there / SEED_FILE).stat().st_mode & 0o777 == 0o600
    # Nothing in the records says where the course was before.
    records = [path for path in there.iterdir() if path.is_file() and path.suffix != ".log"]
    for path in [*records, *there.glob("feedback/**/*.html"), *there.glob("report/*")]:
        assert str(here.parent).encode() not in path.read_bytes(), path
