"""Where there is no sandbox, nothing is graded, unless the instructor asks for it."""

import pytest

from reglab.grading import grade_class
from reglab.sandbox.errors import SandboxError
from reglab.sandbox.host import bubblewrap


@pytest.fixture
def course(filled, hand_in, tmp_path, monkeypatch):
    """A course folder on a machine without bubblewrap."""
    monkeypatch.setattr(bubblewrap, "trouble", lambda: "bubblewrap is not installed")
    hand_in(tmp_path, "ann", filled())
    return tmp_path


def test_nothing_is_graded_and_one_line_says_what_to_install(course, checkout):
    with pytest.raises(SandboxError, match="nothing was graded; apt install bubblewrap") as error:
        grade_class(["03"], course, root=checkout)
    assert "\n" not in str(error.value)
    assert [path.name for path in course.iterdir()] == ["submitted"]


@pytest.mark.slow
def test_on_request_it_is_and_the_result_says_so(course, checkout):
    (result,) = grade_class(["03"], course, root=checkout, sandboxed=False)
    assert (result.score, result.sandboxed) == (4.0, False)
