"""A receipt for everything that was taken in; lines are only ever added."""

import json
from datetime import datetime

import pytest

from reglab.grading.intake.take_in import Submission
from reglab.grading.records.receipts import RECEIPTS, Receipts


def submission(content=b"{}", student="ann", lesson="03_small", **more):
    return Submission(student, lesson, content, **more)


def lines(folder):
    return (folder / RECEIPTS).read_text("utf-8").splitlines()


def test_a_receipt_has_the_hash_and_both_times(tmp_path):
    handed_in = submission(time=datetime(2026, 11, 1, 12))
    (receipt,) = Receipts(tmp_path).take(handed_in)
    assert receipt.sha256 == handed_in.sha256
    assert (receipt.size, receipt.handed_in) == (2, "2026-11-01 12:00:00")
    datetime.fromisoformat(receipt.taken_in)
    assert json.loads(lines(tmp_path)[0])["student"] == "ann"


def test_the_same_submission_gets_one_receipt_whoever_looks(tmp_path):
    for _ in range(3):
        receipts = Receipts(tmp_path)
        receipts.take(submission())
        assert len(receipts.take(submission())) == 1
    assert len(lines(tmp_path)) == 1


def test_every_change_gets_a_receipt_and_so_does_going_back(tmp_path):
    receipts = Receipts(tmp_path)
    for content in (b"1", b"2", b"1"):
        found = receipts.take(submission(content))
    assert [r.sha256 for r in found] == [submission(c).sha256 for c in (b"1", b"2", b"1")]
    found = receipts.take(submission(b"1", files={"a.csv": b"1"}))
    assert len(found) == 4


def test_students_and_lessons_are_apart(tmp_path):
    receipts = Receipts(tmp_path)
    receipts.take(submission())
    assert len(receipts.take(submission(student="bo"))) == 1
    assert len(receipts.take(submission(lesson="02_ridge"))) == 1


def test_a_preview_writes_nothing(tmp_path):
    assert len(Receipts(tmp_path).take(submission(), write=False)) == 1
    assert not (tmp_path / RECEIPTS).exists()


@pytest.mark.parametrize("cut", [1, 20, -2])
def test_a_line_that_was_cut_off_costs_only_itself(tmp_path, cut):
    Receipts(tmp_path).take(submission(b"1"))
    whole = (tmp_path / RECEIPTS).read_bytes()
    (tmp_path / RECEIPTS).write_bytes(whole + whole[:cut])
    found = Receipts(tmp_path).take(submission(b"2"))
    assert len(found) == 2
    assert len(Receipts(tmp_path).take(submission(b"2"))) == 2
    assert (tmp_path / RECEIPTS).read_bytes().startswith(whole)


def test_names_of_any_kind_are_one_line(tmp_path):
    odd = submission(student='a\udcff"\n<script>')
    Receipts(tmp_path).take(odd)
    assert len(lines(tmp_path)) == 1
    assert len(Receipts(tmp_path).take(odd)) == 1
