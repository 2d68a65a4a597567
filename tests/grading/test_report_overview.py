"""Who needs a human, who has what, and what a page may link to."""

import os
from urllib.parse import unquote

import pytest

from reglab.grading import GradeResult, Status
from reglab.grading.report import overview, words
from reglab.grading.report.answers import Outcome
from reglab.grading.report.links import feedback_link
from reglab.grading.report.text import name, plain

LESSON = "03_lasso"


def result(student, status=Status.GRADED, *, lesson=LESSON, **values):
    return GradeResult(student, lesson, status, **values)


def test_everybody_who_is_not_simply_graded_needs_a_human():
    results = [result(status.name.lower(), status) for status in Status]
    needs = overview.needs_human(results)
    assert {r.status for r in needs} == set(Status) - {Status.GRADED}
    assert needs[0].status is Status.FAILED
    assert needs[-1].status is Status.MISSING


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"reason": "the reason", "flags": ("a flag",)}, "the reason"),
        ({"flags": ("a flag", "another")}, "a flag"),
        ({}, "no reason was recorded"),
    ],
)
def test_there_is_always_a_reason(values, line):
    assert overview.why(result("a", Status.NEEDS_REVIEW, **values)) == line


def test_points_by_hand_are_summed_by_lesson():
    results = [
        result("a", by_hand=3.0),
        result("b", by_hand=2.5),
        result("c"),
        result("a", lesson="04_elastic_net", by_hand=1.0),
    ]
    first, second = overview.by_hand(results)
    assert (first.lesson, first.points, first.students) == (LESSON, 5.5, ("a", "b"))
    assert (second.lesson, second.points, second.students) == ("04_elastic_net", 1.0, ("a",))


def test_the_median_is_of_those_who_have_a_score():
    results = [
        result("a", score=2.0, max_score=10.0),
        result("b", score=5.0, max_score=10.0),
        result("c", score=8.0, max_score=16.0),
        result("d", Status.FAILED),
        result("e", score=0.0, max_score=0.0),
    ]
    (row,) = overview.lesson_rows(results)
    assert row.median == 0.5
    assert row.submissions == 5
    assert row.statuses == {Status.GRADED: 4, Status.FAILED: 1}
    (row,) = overview.lesson_rows([result("a", Status.MISSING)])
    assert row.median is None


def test_a_student_has_the_sum_of_what_is_scored():
    results = [
        result("b", score=2.0, max_score=3.0),
        result("a", score=1.0, max_score=4.0),
        result("a", lesson="04_elastic_net", score=2.5, max_score=5.0),
        result("a", Status.FAILED, lesson="05_choosing_lambda"),
    ]
    first, second = overview.student_rows(results)
    assert (first.student, first.score, first.max_score) == ("a", 3.5, 9.0)
    assert set(first.results) == {LESSON, "04_elastic_net", "05_choosing_lambda"}
    assert (second.student, second.score) == ("b", 2.0)


def test_every_word_has_a_sign_and_a_meaning():
    assert set(words.STATUSES) == set(Status)
    assert set(words.OUTCOMES) == set(Outcome)
    assert set(words.SIGNS) == {*Status, *Outcome}


@pytest.fixture
def course(tmp_path):
    """A course folder with a feedback page for each student that a test names."""

    def make(*students):
        for student in students:
            folder = tmp_path / "course" / "feedback" / student / LESSON
            folder.mkdir(parents=True)
            (folder / f"{LESSON}.html").write_text("well done", encoding="utf-8")
        return tmp_path / "course"

    return make


@pytest.mark.parametrize(
    "student", ["ann", "two words", "comma, 100 %", "Zoë", "#?&'", "javascript:alert(1)", "ü" * 120]
)
def test_a_link_leads_to_the_page(course, tmp_path, student):
    root = course(student)
    for folder in (tmp_path / "report", root / "feedback", root):
        link = feedback_link(result(student), root, folder)
        assert set(link).isdisjoint(" :?#&'\"<>")
        page = os.path.normpath(folder / unquote(link))
        assert os.path.samefile(page, root / "feedback" / student / LESSON / f"{LESSON}.html")


@pytest.mark.parametrize("student", ["", ".", "..", "../ann", "a/b", "nul\0", "x" * 5000, "gone"])
def test_there_is_no_link_where_there_is_no_page(course, tmp_path, student):
    root = course("ann")
    outside = root / LESSON
    outside.mkdir()
    (outside / f"{LESSON}.html").write_text("not a feedback page", encoding="utf-8")
    assert feedback_link(result(student), root, tmp_path) == ""


def test_without_a_course_folder_there_is_no_link(tmp_path):
    assert feedback_link(result("ann"), None, tmp_path) == ""


@pytest.mark.parametrize(
    "character", ["\u202e", "\u2066", "\u200f", "\x00", "\x1b", "\u2028x", "\ud800", "\ufeff"]
)
def test_nothing_in_a_text_steers_the_reader(character):
    shown = plain(f"a{character}b")
    assert shown.isprintable()
    assert (shown[0], shown[-1]) == ("a", "b")
    assert shown != "ab"


def test_an_honest_name_stays_as_it_is():
    for text in ("Zoë Müller", "عمر الخيام", "李小龙", "O'Brien, Ann"):
        assert name(text) == plain(text) == text


def test_long_names_that_differ_at_the_end_stay_apart():
    one, other = name("x" * 5000 + "1"), name("x" * 5000 + "2")
    assert one != other
    assert max(map(len, (one, other))) <= 60
    assert name(" \n") == "(no name)"
