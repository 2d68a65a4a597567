"""The same class on a kernel that allows no namespaces inside a sandbox.

There, every submission gets a new sandbox of its own. What is weaker is in docs/grading.md; where
a case is affected, it says so itself, in ``WITHOUT_INNER_NAMESPACES`` and ``BECAUSE``.
"""

import pytest

from tests.grading.redteam.hostile_class import CASES, HONEST, grade_hostile_class

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def graded(checkout, filled, tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    return grade_hostile_class(folder, checkout, filled, inner_namespaces=False)


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_submission_gets_what_it_earned(graded, name):
    graded.assert_earned(name)


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_submission_finds_nothing(graded, name):
    graded.assert_found_nothing(name)


@pytest.mark.parametrize("student", HONEST)
def test_an_honest_submission_beside_them_gets_its_marks(graded, student):
    graded.assert_honest(student)


def test_what_differs_says_why():
    for case in CASES.values():
        assert hasattr(case, "WITHOUT_INNER_NAMESPACES") == hasattr(case, "BECAUSE")
        assert getattr(case, "WITHOUT_INNER_NAMESPACES", {}) != case.EXPECTED
