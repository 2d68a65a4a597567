"""A report reads well as text and as HTML, whatever is in it."""

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reglab.checks.judging.report import PropertyResult, Report

PASS = PropertyResult("p", "it is half of x", "pass")
FAIL = PropertyResult("q", "it is odd", "fail", "x = 1: expected 1, got 2", "Halve it.", "doubled")
WAIT = PropertyResult("r", "it is fast", "wait")
FAULT = PropertyResult("s", "it agrees", "fault", "this check failed on our side")


def report(*results, points=3, **options):
    return Report("toy.f", "toy f", points, list(results), **options)


def test_text():
    assert report(PASS, FAIL, WAIT, FAULT, notes=["g was replaced."]).text() == (
        "toy f: 1 of 4 properties hold.\n"
        "  ✓ pass  it is half of x\n"
        "  ✗ FAIL  it is odd\n"
        "          x = 1: expected 1, got 2\n"
        "          Hint: Halve it.\n"
        "  · wait  it is fast\n"
        "  ? ours  it agrees\n"
        "          this check failed on our side\n"
        "Note: g was replaced."
    )
    assert repr(report(PASS)) == str(report(PASS)) == report(PASS).text()


def test_what_could_not_be_checked_does_not_hold():
    assert report(PASS, FAULT).text().startswith("toy f: 1 of 2 properties hold.")
    assert report(FAULT).text().startswith("toy f: 0 of 1 properties hold.")


def test_a_problem_stands_for_the_whole():
    problem = report(PASS, problem="not written yet.")
    assert problem.text() == "toy f: not written yet."
    assert problem.first_hint == "not written yet."
    assert problem.earned == 0.0
    assert not problem.passed


@pytest.mark.parametrize(
    ("results", "earned", "passed"),
    [
        ([PASS], 3.0, True),
        ([PASS, FAIL], 1.5, False),
        ([PASS, FAIL, WAIT], 1.0, False),
        ([PASS, FAIL, WAIT] * 2 + [FAIL], 0.86, False),
        ([PASS, FAULT], 3.0, True),
        ([FAIL, FAULT], 0.0, False),
        ([FAULT], 3.0, True),
    ],
)
def test_points_are_a_share_of_what_could_be_judged(results, earned, passed):
    found = report(*results)
    assert found.earned == earned
    assert type(found.earned) is float
    assert found.passed is passed
    assert found.needs_review is (FAULT in results)


def test_the_first_hint_is_that_of_the_first_failure():
    assert report(PASS, WAIT, FAIL).first_hint == "Halve it."
    assert report(PASS).first_hint == ""
    bare = PropertyResult("q", "it is odd", "fail", "x = 1")
    assert report(bare, FAIL).first_hint == "x = 1"


class Words(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.words = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words.append(data)


def test_html_shows_a_sign_and_a_word_beside_the_colour():
    words = Words(report(PASS, FAIL, WAIT, FAULT)._repr_html_()).words
    for mark in ("✓ pass", "✗ FAIL", "· wait", "? ours"):
        assert mark in words


EVIL = "<script>alert('x')</script>\x1b[31m\x00&amp; \" onload='y'"


def test_html_shows_everything_as_text():
    result = PropertyResult("p", EVIL, "fail", EVIL, EVIL)
    found = Words(Report("toy.f", EVIL, 1, [result], notes=[EVIL])._repr_html_())
    assert set(found.tags) <= {"div", "p", "strong", "table", "tr", "td", "br", "code", "em"}
    assert {name for name, _ in found.attributes} <= {"class", "style", "role"}
    assert "".join(found.words).count("alert('x')") == 5


def test_html_of_a_problem():
    found = Words(Report("toy.f", "toy f", 1, problem=EVIL)._repr_html_())
    assert "script" not in found.tags
    assert "table" not in found.tags


def test_control_characters_do_not_reach_the_screen():
    result = PropertyResult("p", "title\x1b[2J", "fail", "a\rb\nc\u2028d", "hint\x07")
    text = Report("toy.f", "f", 1, [result]).text()
    assert all(c.isprintable() or c == "\n" for c in text)
    assert "a b c d" in text


anything = st.text(max_size=300) | st.integers(1, 400).map(lambda n: "w" * n)


@settings(max_examples=150, deadline=None)
@given(
    title=anything,
    results=st.lists(
        st.builds(
            PropertyResult,
            st.just("p"),
            anything,
            st.sampled_from(["pass", "fail", "wait", "fault"]),
            anything,
            anything,
        ),
        max_size=3,
    ),
    notes=st.lists(anything, max_size=2),
    problem=st.just("") | anything,
)
def test_no_line_is_longer_than_80_characters(title, results, notes, problem):
    made = Report("toy.f", title, 2, results, problem=problem, notes=notes)
    assert max(map(len, made.text().split("\n"))) <= 80
    made._repr_html_()


def test_nothing_is_lost_when_a_wide_word_is_broken():
    text = report(PropertyResult("q", "t", "fail", "w" * 200)).text()
    assert text.count("w") == 200


def test_a_report_as_data():
    data = json.loads(json.dumps(report(PASS, FAIL, notes=["n"]).to_dict()))
    assert data["earned"] == 1.5
    assert data["results"][1]["misconception"] == "doubled"
    assert data["first_hint"] == "Halve it."
    assert (data["points"], data["passed"], data["needs_review"]) == (3, False, False)
