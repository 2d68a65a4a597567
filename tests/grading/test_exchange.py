"""Beside every feedback page lies what nbgrader's release asks for."""

import pytest

from reglab.grading.records.exchange import LONGEST, SECRET, TIMESTAMP, make_releasable


@pytest.fixture
def page(tmp_path):
    folder = tmp_path / "feedback" / "ann" / "03_lasso"
    folder.mkdir(parents=True)
    return folder / "03_lasso.html"


@pytest.fixture
def submitted(tmp_path):
    folder = tmp_path / "submitted" / "ann" / "03_lasso"
    folder.mkdir(parents=True)
    return folder


def secret_of(page):
    return (page.parent / SECRET).read_text()


def test_what_the_exchange_wrote_is_copied_and_replaces_an_older_one(page, submitted):
    (submitted / SECRET).write_text("of the second submission")
    (submitted / TIMESTAMP).write_text("2020-01-31 12:00:00 UTC")
    (page.parent / SECRET).write_text("of the first submission")
    make_releasable(page, submitted)
    assert secret_of(page) == "of the second submission"
    assert (page.parent / TIMESTAMP).read_text() == "2020-01-31 12:00:00 UTC"


def test_without_an_exchange_nobody_knows_the_secret(page, submitted):
    make_releasable(page, submitted / "nothing")
    first = secret_of(page)
    assert len(first) == 64
    assert (page.parent / TIMESTAMP).read_text() == ""
    make_releasable(page, submitted)
    assert secret_of(page) == first  # a page that was released stays where it was
    (page.parent / SECRET).unlink()
    make_releasable(page, submitted)
    assert secret_of(page) != first


def test_a_link_or_too_much_is_not_copied(page, submitted, tmp_path):
    """Else a page could be released in the place of another student's."""
    (tmp_path / "of another").write_text("of another")
    (submitted / SECRET).symlink_to(tmp_path / "of another")
    (submitted / TIMESTAMP).write_bytes(b"9" * (LONGEST + 1))
    make_releasable(page, submitted)
    assert len(secret_of(page)) == 64
    assert (page.parent / TIMESTAMP).read_text() == ""


@pytest.mark.parametrize("linked", ["ann", "ann/03_lasso"])
def test_nor_what_lies_behind_a_linked_folder(page, tmp_path, linked):
    other = tmp_path / "submitted" / "bo" / "03_lasso"
    other.mkdir(parents=True)
    (other / SECRET).write_text("of another")
    link = tmp_path / "submitted" / linked
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(other if "/" in linked else other.parent)
    make_releasable(page, tmp_path / "submitted" / "ann" / "03_lasso")
    assert secret_of(page) != "of another"


def test_a_secret_under_a_second_name_is_not_copied(page, submitted, tmp_path):
    (tmp_path / "of another").write_text("of another")
    (submitted / SECRET).hardlink_to(tmp_path / "of another")
    make_releasable(page, submitted)
    assert secret_of(page) != "of another"
