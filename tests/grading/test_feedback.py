"""What students get back: points and hints, nothing hidden, and nothing that runs."""

import re

import nbformat
import pytest

from reglab.course.quiet import quiet
from reglab.grading import grade_class
from reglab.grading.feedback.generate import ForStudents
from reglab.grading.records.exchange import SECRET

LESSON = "03_small"
PRINTS = """\
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
    hostile = filled(soft_threshold=PRINTS, lambda_max=FAILS, why=MINE)
    hostile.cells.append(nbformat.v4.new_markdown_cell(MINE, id="mine"))
    hostile.cells.append(nbformat.v4.new_code_cell("import reglab.linear as l; l.ridge_svd_path()"))
    hand_in(folder, "a hostile", hostile)
    hand_in(folder, "b", "{")
    hand_in(folder, "c", filled())
    # As nbgrader's exchange would have written it; the others came another way.
    (folder / "submitted" / "c" / LESSON / SECRET).write_text("of c")
    results = grade_class(["03"], folder, root=checkout)
    assert [str(result.status) for result in results] == ["graded", "failed", "graded"]
    assert [flag for result in results for flag in result.flags if "feedback" in flag] == []
    return folder


def configured(course, folder="feedback"):
    from traitlets.config import Config

    from reglab.course.config import configure
    from reglab.grading.settings import configure as configure_grading

    config = Config()
    configure(config)
    configure_grading(config)
    config.CourseDirectory.root = str(course)
    config.CourseDirectory.assignment_id = LESSON
    config.CourseDirectory.course_id = "course"
    config.CourseDirectory.feedback_directory = folder
    return config


@pytest.fixture(scope="module")
def pages(course):
    """Our feedback pages by student."""
    found = course.glob(f"feedback/*/{LESSON}/{LESSON}.html")
    return {path.parts[-3]: path.read_text("utf-8") for path in found}


@pytest.fixture(scope="module")
def others(course, pages):
    """The pages of ``nbgrader generate_feedback``, which leaves ours alone here."""
    from nbgrader.converters import GenerateFeedback
    from nbgrader.coursedir import CourseDirectory

    config = configured(course, "nbgraders")
    with quiet():
        folder = CourseDirectory(config=config)
        GenerateFeedback(coursedir=folder, config=config).start()
    found = course.glob(f"nbgraders/*/{LESSON}/{LESSON}.html")
    return {path.parts[-3]: path.read_text("utf-8") for path in found}


def seen(markup):
    """The text on a page, without what only formats it."""
    body = re.sub(r"<(style|script)\b.*?</\1>", "", markup, flags=re.DOTALL)
    return " ".join(re.sub("<[^>]*>", " ", body).split())


@pytest.mark.slow
def test_everybody_gets_a_page_with_points_and_hints(pages):
    assert set(pages) == {"a hostile", "b", "c"}
    text = seen(pages["a hostile"])
    assert "1.8 of 4 points; 3 more will be given by hand" in text
    assert "You keep or kill values" in text
    assert "AttributeError" in text
    assert "in line 2 of lambda_max: return y.no_such_thing" in text
    assert "4 of 4 points" in seen(pages["c"])
    assert "Receipt" in text


@pytest.mark.slow
def test_nbgrader_s_own_page_has_them_too(others):
    assert set(others) == {"a hostile", "c"}
    text = seen(others["a hostile"])
    assert "Score: 1.8 / 7.0" in text  # the prediction
    assert "You keep or kill values" in text
    assert "Score: 4.0 / 7.0" in seen(others["c"])
    assert "0.0 / 0.0" not in text  # no visible checks in the list of scores


@pytest.mark.slow
def test_no_hidden_test_no_path_and_no_frame_is_on_any_page(pages, others, course):
    for markup in (*pages.values(), *others.values()):
        text = seen(markup)
        assert "HIDDEN TESTS" not in text
        assert "grade(" not in text
        assert "Traceback" not in text
        assert "site-packages" not in text
        assert "/reglab/" not in text
        assert str(course) not in text


@pytest.mark.slow
def test_nothing_of_a_student_s_runs(pages, others):
    for markup in (pages["a hostile"], others["a hostile"]):
        for tag in re.findall("<[^!/][^>]*>", markup):
            assert "steal" not in tag
            assert "javascript:" not in tag
            assert not re.search(r"\son\w+=", tag)
        for script in re.findall("<script[^>]*>(.*?)</script>", markup, re.DOTALL):
            assert "steal" not in script
    assert "&lt;script&gt;steal()" in others["a hostile"]  # what was printed


@pytest.mark.slow
def test_who_could_not_be_graded_reads_why_and_what_to_do(pages):
    text = seen(pages["b"])
    assert "Status: failed." in text
    assert "broken JSON at line 1" in text
    assert "What to do: Open the notebook in JupyterLab." in text


@pytest.mark.slow
def test_nbgrader_releases_the_pages_of_the_whole_class(course, pages, tmp_path):
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange.default import ExchangeReleaseFeedback
    from nbgrader.utils import notebook_hash

    config = configured(course)
    config.Exchange.root = str(tmp_path)
    with quiet():  # it leaves files open
        folder = CourseDirectory(config=config)
        ExchangeReleaseFeedback(coursedir=folder, config=config).start()
    released = {path.name: path for path in (tmp_path / "course" / "feedback").iterdir()}
    assert len(released) == len(pages)
    name = notebook_hash(secret="of c", notebook_id=LESSON)
    assert released[f"{name}.html"].read_text("utf-8") == pages["c"]


def test_hidden_tests_frames_and_rich_outputs_are_taken_out():
    new = nbformat.v4
    frames = ["File /course/reglab/checks/judging.py, line 7", "ValueError: odd"]
    error = new.new_output("error", ename="ValueError", evalue="odd", traceback=frames)
    script = new.new_output("display_data", data={"application/javascript": "steal()"})
    source = "a = 1\n### BEGIN HIDDEN TESTS\ngrade('x')\n### END HIDDEN TESTS\nb = 2"
    cell = new.new_code_cell(source, outputs=[error, script])
    cell.metadata.nbgrader = {"points": 0, "grade": True, "grade_id": "a"}
    notebook, _ = ForStudents().preprocess(new.new_notebook(cells=[cell]), {})
    (cell,) = notebook.cells
    assert cell.source == "a = 1\nb = 2"
    assert [output.traceback for output in cell.outputs] == [["ValueError: odd"]]
    assert not cell.metadata.nbgrader.grade
