"""nbgrader's own commands take the same path, and give the same marks."""

import shutil

import pytest

from reglab.course.quiet import quiet
from reglab.grading import grade_class
from reglab.grading.records.store import read_results

LESSON = "03_small"
pytestmark = pytest.mark.slow

WRONG = "def soft_threshold(z, t):\n    return z * (abs(z) > t)"
# Each earns full marks in nbgrader as it comes.
CHEAT = (
    "import sys\n"
    "sys.displayhook = lambda value: None\n"
    "get_ipython().input_transformers_cleanup.append(lambda lines: ['2.0\\n'])\n"
    "def soft_threshold(z, t):\n    return z"
)
ENDS = "def soft_threshold(z, t):\n    import os\n    os._exit(0)"


@pytest.fixture(scope="module")
def course(checkout, filled, hand_in, tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    hand_in(folder, "cheat", filled(soft_threshold=CHEAT))
    hand_in(folder, "ends", filled(soft_threshold=ENDS))
    hand_in(folder, "right", filled())
    hand_in(folder, "wrong", filled(soft_threshold=WRONG))
    grade_class([LESSON], folder, root=checkout)
    return folder


def by_nbgrader(course):
    """What `nbgrader autograde` and the formgrader's button write into the gradebook."""
    shutil.rmtree(course / "autograded")
    for name in ("gradebook.db", "results.json"):
        (course / name).rename(course / f"ours-{name}")
    with quiet():
        from nbgrader.apps import NbGraderAPI
        from nbgrader.coursedir import CourseDirectory
        from traitlets.config import Config
        from traitlets.config.loader import PyFileConfigLoader

        config = Config(PyFileConfigLoader("nbgrader_config.py", str(course)).load_config())
        config.CourseDirectory.root = str(course)
        api = NbGraderAPI(CourseDirectory(config=config), config=config)
        assert api.generate_assignment(LESSON, force=True, create=True)["success"]
        results = {s: api.autograde(LESSON, s) for s in ("cheat", "ends", "right", "wrong")}
        scores = {}
        with api.gradebook as book:
            for submission in book.assignment_submissions(LESSON):
                grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
                scores[submission.student.id] = {
                    g.name: g.auto_score for g in grades if g.max_score and g.auto_score is not None
                }
    return results, scores


def test_the_formgrader_s_button_gives_the_marks_of_reglab_grade(course):
    ours = {
        result.student: {i.cell: i.score for i in result.exercises if i.score is not None}
        for result in read_results(course)
    }
    results, scores = by_nbgrader(course)
    assert all(result["success"] for result in results.values()), results
    assert scores == ours
    assert scores["right"]["03-soft-threshold-hidden"] == 2.0
    assert scores["cheat"]["03-soft-threshold-hidden"] == 0.0
    assert scores["ends"]["03-soft-threshold-hidden"] == 0.0
    assert scores["ends"]["03-lambda-max-hidden"] == 1.0
