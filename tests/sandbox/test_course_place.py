"""A course that submissions could read is not graded."""

import sys
from pathlib import Path

import pytest

from reglab.sandbox.errors import SandboxError
from reglab.sandbox.host.bubblewrap import require_sandbox


@pytest.mark.parametrize("course", ["/usr/src/course", "/lib/course", f"{sys.prefix}/course"])
def test_a_course_inside_of_what_is_bound_is_refused(course):
    with pytest.raises(SandboxError, match="the course folder must not be inside") as refused:
        require_sandbox(course)
    assert str(Path(course).resolve()) in str(refused.value)


def test_a_course_elsewhere_is_not(tmp_path):
    require_sandbox(tmp_path)
    require_sandbox()
