"""What students get back: points and hints, nothing hidden, and nothing that runs."""

import re

import nbformat
import pytest

from reglab.course.quiet import quiet
from reglab.grading import GradeResult, Status, grade_class
from reglab.grading.autograde import Nbgrader
from reglab.grading.course import CourseFolder
from reglab.grading.exchange import SECRET
from reglab.grading.notice import write_notice
from reglab.grading.results import ExerciseResult
from reglab.grading.single import with_feedback

HOSTILE = """\
from IPython.display import HTML, Javascript, Markdown, display

display(HTML("<b>bold</b><script>steal()</script><img src=x onerror=steal()>"))
display(Javascript("steal()"))
display(Markdown("[click](javascript:steal()) <iframe src=//evil></iframe>"))
print("<script>steal()</script>")

def soft_threshold(z, t):
    return np.where(np.abs(z) > t, z, 0.0)
"""
FAILS = "def lambda_max(X, y):\n    return y.no_such_thing"
MINE = '<script>steal()</script> <a href="javascript:steal()">x</a> <p onclick="steal()">y</p>'


@pytest.fixture(scope="module")
def course(checkout, filled, hand_in, tmp_path_factory):
    """The folder of a small class, graded."""
    folder = tmp_path_factory.mktemp("course")
    hostile = filled(soft_threshold=HOSTILE, lambda_max=FAILS, why=MINE)
    hostile.cells.append(nbformat.v4.new_markdown_cell(MINE, id="mine"))
    hostile.cells.append(nbformat.v4.new_code_cell("import reglab.linear as l; l.ridge_svd_path()"))
    hand_in(folder, "a [hostile]", hostile)
    hand_in(folder, "b", "{")
    hand_in(folder, "c", filled())
    # As nbgrader's exchange would have written it; the others came another way.
    (folder / "submitted" / "c" / "03_small" / SECRET).write_text("of c")
    results = grade_class(["03"], folder, root=checkout)
    assert [str(result.status) for result in results] == ["graded", "failed", "graded"]
    assert [flag for result in results for flag in result.flags if "feedback" in flag] == []
    return folder


@pytest.fixture(scope="module")
def pages(course):
    """The feedback pages by student."""
    found = course.glob("feedback/*/03_small/03_small.html")
    return {path.parts[-3]: path.read_text("utf-8") for path in found}


@pytest.mark.slow
def test_everybody_gets_a_page(pages):
    assert set(pages) == {"a [hostile]", "b", "c"}


@pytest.mark.slow
def test_points_and_hints_are_on_it(pages):
    text = pages["a [hostile]"]
    assert "Score: 1.0 / 7.0" in text  # the prediction
    assert "You keep or kill values" in text
    assert "Score: 4.0 / 7.0" in pages["c"]
    assert "3 points are still to be given by hand." in text
    assert "0.0 / 0.0" not in text + pages["c"]  # no visible checks in the list of scores


@pytest.mark.slow
def test_no_hidden_test_and_no_frame_of_a_library_is_on_it(pages):
    for text in pages.values():
        assert "HIDDEN TESTS" not in text
        assert "grade(" not in re.sub("<[^>]*>", "", text)
        assert "site-packages" not in text
        assert "/reglab/" not in text
    assert "AttributeError" in pages["a [hostile]"]
    assert "TypeError" in pages["a [hostile]"]


@pytest.mark.slow
def test_nothing_of_a_student_s_runs(pages):
    text = pages["a [hostile]"]
    assert "<b>bold</b>" in text  # harmless markup stays
    for tag in re.findall("<[^!/][^>]*>", text):
        assert "steal" not in tag
        assert "javascript:" not in tag
        assert not re.search(r"\son\w+=", tag)
        assert not tag.startswith("<iframe")
    for script in re.findall("<script[^>]*>(.*?)</script>", text, re.DOTALL):
        assert "steal" not in script


@pytest.mark.slow
def test_who_could_not_be_graded_reads_why_and_what_to_do(pages):
    text = pages["b"]
    assert "broken JSON at line 1" in text
    assert "What to do:" in text


@pytest.mark.slow
def test_nbgrader_releases_the_pages_of_the_whole_class(course, pages, tmp_path):
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange.default import ExchangeReleaseFeedback
    from nbgrader.utils import notebook_hash
    from traitlets.config import Config

    config = Config()
    config.CourseDirectory.root = str(course)
    config.CourseDirectory.assignment_id = "03_small"
    config.CourseDirectory.course_id = "course"
    config.Exchange.root = str(tmp_path)
    folder = CourseDirectory(config=config)
    with quiet():  # it leaves files open
        ExchangeReleaseFeedback(coursedir=folder, config=config).start()
    released = {path.name: path for path in (tmp_path / "course" / "feedback").iterdir()}
    assert len(released) == len(pages)
    name = notebook_hash(secret="of c", notebook_id="03_small")
    assert released[f"{name}.html"].read_text("utf-8") == pages["c"]


def test_a_notice_escapes_what_came_from_outside(tmp_path):
    path = tmp_path / "new" / "page.html"
    reason = "found <script>steal()</script> \udcff.ipynb"
    write_notice(GradeResult("a", "03_lasso", Status.MISSING, reason=reason), path)
    text = path.read_text("utf-8")
    assert "<script>" not in text
    assert "&lt;script&gt;steal()" in text


def test_a_plain_page_has_the_points_and_the_hints(tmp_path):
    path = tmp_path / "page.html"
    items = (
        ExerciseResult("lasso.lambda_max", "03-lambda-max-hidden", 0.75, 1.0, "Keep <X>."),
        ExerciseResult("03-why", "03-why", None, 3.0),
    )
    write_notice(GradeResult("a", "03_lasso", Status.GRADED, 0.75, 1.0, 3.0, exercises=items), path)
    text = " ".join(path.read_text("utf-8").split())
    assert "<h1>03_lasso: 0.75 / 1 + 3 by hand</h1>" in text
    assert "lambda_max: 0.75 of 1. Keep &lt;X&gt;.</li>" in text
    assert "03-why: to be given by hand of 3</li>" in text
    assert "What to do" not in text


def test_a_page_that_nbgrader_cannot_make_is_a_plain_one_and_a_flag(tmp_path, monkeypatch):
    monkeypatch.setattr(Nbgrader, "feedback", lambda *args: "the template is gone")
    result = GradeResult("a", "03_lasso", Status.GRADED, 1.0, 1.0)
    course = CourseFolder(tmp_path, "03_lasso")
    assert with_feedback(course, result).flags == ("no full feedback page: the template is gone",)
    assert "03_lasso: 1 / 1" in course.feedback("a").read_text("utf-8")
