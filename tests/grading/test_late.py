"""Late, resubmitted and unknown times are said, in words."""

from datetime import datetime, timedelta

import pytest

from reglab.grading.intake.take_in import Submission
from reglab.grading.verdict.late import lateness

DUE = datetime(2026, 11, 1, 23, 59)


def said(time=None, due=DUE, count=1, source=""):
    return list(lateness(Submission("ann", "03_lasso", b"", time=time), due, count, source))


@pytest.mark.parametrize("before", [0, 1, 1_000_000])
def test_in_time_is_not_worth_a_word(before):
    assert said(DUE - timedelta(seconds=before)) == []


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (timedelta(seconds=30), "late: by 0:00 hours"),
        (timedelta(minutes=5), "late: by 0:05 hours"),
        (timedelta(hours=25, minutes=10), "late: by 1 day and 1:10 hours"),
        (timedelta(days=12), "late: by 12 days and 0:00 hours"),
    ],
)
def test_late_says_by_how_much(after, words):
    assert said(DUE + after) == [words]


def test_no_time_is_said_only_where_it_matters():
    assert said() == ["late or not is unknown: there is no timestamp.txt"]
    assert said(due=None) == []
    assert said(datetime(2030, 1, 1), due=None) == []


def test_canvas_says_itself_what_is_late():
    assert said(source="canvas 67890") == []
    assert said(source="canvas 67890 late") == ["late: Canvas says so"]
    assert said(source="moodle 12") == ["late or not is unknown: there is no timestamp.txt"]


def test_a_second_submission_is_counted():
    assert said(DUE, count=3) == ["resubmitted: this is number 3"]
