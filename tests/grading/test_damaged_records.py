"""A damaged record stops every command with one line, or has no effect; it is never overwritten."""

import json
import os
import random
import shutil
import sqlite3

import pytest

from reglab.grading import (
    GradingError,
    export_marks,
    grade_class,
    preview_class,
    read_results,
    replay,
    write_report,
)
from reglab.grading.lms.read import read_ledger
from reglab.grading.records.journal import JOURNAL, Journal
from reglab.grading.records.receipts import RECEIPTS
from reglab.grading.records.seed import SEED_FILE
from reglab.grading.records.store import RESULTS_FILE, write_results
from reglab.grading.runs.recover import recover

pytestmark = pytest.mark.slow

LESSON = "03_small"
WRONG = "def soft_threshold(z, t):\n    return z"
NOTEBOOK = f"autograded/bob/{LESSON}/{LESSON}.ipynb"
GRADEBOOK = "gradebook.db"
RECORDS = (RESULTS_FILE, JOURNAL, RECEIPTS, SEED_FILE, GRADEBOOK, NOTEBOOK)


@pytest.fixture(scope="module")
def graded(checkout, filled, hand_in, tmp_path_factory):
    """A graded course with a mark by hand, whose last run was killed: it left a journal."""
    course = tmp_path_factory.mktemp("graded") / "course"
    for student, answers in {"ann": {}, "bob": {"soft_threshold": WRONG}, "cy": {}}.items():
        hand_in(course, student, filled(**answers))
    grade_class([LESSON], course, root=checkout, seed=7)
    with sqlite3.connect(course / GRADEBOOK) as book:
        cell = "(SELECT id FROM base_cell WHERE name = '03-why')"
        book.execute(f"UPDATE grade SET manual_score = 2.5 WHERE cell_id = {cell}")
    book.close()
    results = grade_class([LESSON], course, root=checkout)
    assert [result.score for result in results] == [6.5, 4.5, 6.5]
    write_results(course / RESULTS_FILE, results[:2])
    Journal(course).write(results[1])
    Journal(course).write(results[2])
    return course


@pytest.fixture
def course(graded, tmp_path):
    return shutil.copytree(graded, tmp_path / "course")


def marks(course):
    """Run the command `export`."""
    export_marks(course, course.parent / "marks.csv", "moodle", partial=True)
    return (course.parent / "marks.csv").read_text()


def report(course):
    """Run the command `report`, without the part of `read_results` that is in a journal."""
    return write_report(read_results(course), course.parent / "report", course=course)


def content(course):
    """All records, byte by byte; a folder is its names."""
    paths = [*(course / name for name in RECORDS), *course.glob("*.before"), *course.glob("*.copy")]
    return {
        path.name: sorted(path.iterdir()) if path.is_dir() else path.read_bytes()
        for path in paths
        if path.exists()
    }


def flipped(data, rng):
    place = rng.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << rng.randrange(8)]) + data[place + 1 :]


def cut(data, rng):
    return data[: rng.randrange(1, len(data))]


def overwritten(data, rng):
    place = rng.randrange(len(data))
    return data[:place] + rng.randbytes(20) + data[place + 20 :]


WAYS = {
    **{f"{way.__name__} {n}": way for n in range(3) for way in (flipped, cut, overwritten)},
    "empty": lambda data, rng: b"",
    "another type": lambda data, rng: b"[7]\n",
    "a string": lambda data, rng: b'"results"\n',
    "not UTF-8": lambda data, rng: b"\xff\xfe" + data,
    "another version": lambda data, rng: data.replace(b'"version": 3', b'"version": 9'),
    "a folder": None,
    "deleted": None,
}


def damage(path, way):
    if WAYS[way] is not None:
        path.write_bytes(WAYS[way](path.read_bytes(), random.Random(f"{path.name} {way}")))
        return
    path.unlink()
    if way == "a folder":
        path.mkdir()


def outcome(run):
    """What a function returns, and the message of its error; any other error is a bug."""
    try:
        return run(), ""
    except GradingError as error:
        return None, str(error)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", RECORDS, ids=lambda name: name.rpartition("/")[2])
def test_a_damaged_record_is_one_line_or_has_no_effect(name, way, course, checkout):
    known, exported = [*read_results(course), Journal(course).read()[-1]], marks(course)
    damage(course / name, way)
    before = content(course)
    failed = set()
    commands = {
        "export": lambda: marks(course) == exported or name == GRADEBOOK,
        "report": lambda: report(course).is_file(),
        "grade": lambda: grade_class([LESSON], course, root=checkout) == known,
    }
    for command, run in commands.items():
        same, error = outcome(run)
        assert same or error, command
        if error:
            failed.add(command)
            assert "\n" not in error
            assert str(course / name) in error
            assert content(course) == before, command
    expected = way in ("empty", "another type", "a string", "a folder")
    if name in (RESULTS_FILE, SEED_FILE, RECEIPTS, GRADEBOOK) and (expected or way == "deleted"):
        assert "grade" in failed
    if name in (RESULTS_FILE, GRADEBOOK) and (expected or way == "deleted"):
        assert "export" in failed


@pytest.mark.parametrize("number", range(40))
def test_a_gradebook_with_a_bad_byte_raises_no_traceback(number, course):
    path = course / GRADEBOOK
    rng = random.Random(number)
    path.write_bytes(overwritten(path.read_bytes(), rng))
    before = path.read_bytes()
    ledger, error = outcome(lambda: read_ledger(course))
    assert ledger or path.name in error
    assert "\n" not in error
    assert path.read_bytes() == before


def test_a_deleted_gradebook_says_what_becomes_of_marks_by_hand(course, checkout):
    (course / GRADEBOOK).unlink()
    for command in (grade_class, preview_class):
        with pytest.raises(GradingError) as error:
            command([LESSON], course, root=checkout)
        assert str(error.value) == (
            f"{course}/gradebook.db is missing, although results.json has marks of 3 submissions; "
            "marks that were given by hand since the last grading are only there; nothing was "
            f"changed: restore a backup of it, or run `reglab grade --recover --course {course}`, "
            "which takes the marks by hand that results.json has"
        )
    assert not (course / GRADEBOOK).exists()


def test_a_replay_needs_the_records_too(course, checkout):
    (course / RESULTS_FILE).write_text("{")
    with pytest.raises(GradingError, match=r"results\.json is damaged"):
        replay(LESSON, "ann", course, root=checkout)
    with pytest.raises(GradingError, match=f"{course}/results.json is damaged"):
        preview_class([LESSON], course, root=checkout)


@pytest.mark.parametrize("content", [b"\xff", b"a = ", b"a = " + b"[" * 5000])
def test_a_damaged_course_file_is_one_line(course, checkout, content):
    (course / "course.toml").write_bytes(content)
    with pytest.raises(GradingError, match=r"course\.toml must be valid TOML") as error:
        grade_class([LESSON], course, root=checkout)
    assert "\n" not in str(error.value)


def test_a_deleted_seed_file_leads_to_no_other_seed(course, checkout):
    for path in course.glob(f"{SEED_FILE}*"):
        path.unlink()
    with pytest.raises(GradingError, match=f"{SEED_FILE} is missing: expected the seed that"):
        grade_class([LESSON], course, root=checkout)
    assert not list(course.glob(f"{SEED_FILE}*"))


def old_course(course, version):
    """The course folder as an older version of reglab left it."""
    known = [*read_results(course), Journal(course).read()[-1]]
    lacking = {1: ("key", "submitted", "sandboxed", "suspicions"), 2: ("suspicions",)}[version]
    items = [
        {name: value for name, value in result.to_dict().items() if name not in lacking}
        for result in known
    ]
    text = json.dumps({"version": version, "results": items}, indent=1) + "\n"
    (course / RESULTS_FILE).write_text(text)
    seeds = json.loads((course / SEED_FILE).read_text())
    (course / SEED_FILE).write_text(json.dumps({LESSON: seeds[LESSON]}, indent=2) + "\n")
    for path in (*course.glob("*.before"), *course.glob("*.copy"), course / JOURNAL):
        path.unlink()
    if version == 1:
        (course / RECEIPTS).unlink()
    else:
        lines = [json.loads(line) for line in (course / RECEIPTS).read_text().splitlines()]
        lines = [{k: v for k, v in line.items() if k not in ("check", "source")} for line in lines]
        (course / RECEIPTS).write_text("".join(json.dumps(line) + "\n" for line in lines))
    return known


@pytest.mark.parametrize("version", [1, 2])
def test_a_course_that_an_older_version_began_goes_on(version, course, checkout):
    known = old_course(course, version)
    shutil.rmtree(course / "submitted" / "cy")  # its result is only in the old file
    seed = json.loads((course / SEED_FILE).read_text())[LESSON]
    assert [result.score for result in read_results(course)] == [6.5, 4.5, 6.5]
    again = {r.student: r for r in grade_class([LESSON], course, root=checkout)}
    assert {name: result.score for name, result in again.items()} == {"ann": 6.5, "bob": 4.5}
    assert again["bob"].exercises == known[1].exercises
    assert json.loads((course / SEED_FILE).read_text())[LESSON] == seed
    assert json.loads((course / f"{SEED_FILE}.copy").read_text())[LESSON] == seed
    stored = {result.student: result for result in read_results(course)}
    assert stored["cy"].score == 6.5
    assert stored["cy"].sandboxed == (version == 2)
    assert report(course).is_file()


LINKS = ("a pipe", "an endless device", "a link to itself", "a link to nothing")
EVERY = (*RECORDS, "course.toml")


@pytest.mark.parametrize("way", LINKS)
@pytest.mark.parametrize("name", EVERY, ids=lambda name: name.rpartition("/")[2])
def test_what_is_no_file_is_one_line_and_is_not_waited_for(name, way, course, checkout):
    path = course / name
    path.unlink(missing_ok=True)
    if way == "a pipe":
        os.mkfifo(path)
    else:
        targets = {"an endless device": "/dev/zero", "a link to itself": path.name}
        path.symlink_to(targets.get(way, course.parent / "not-mounted" / "file"))
    _, error = outcome(lambda: grade_class([LESSON], course, root=checkout))
    assert str(path) in error
    assert "\n" not in error
    assert os.path.lexists(path)
    if name == "course.toml":
        assert "cannot be read" in error
    else:
        _, error = outcome(lambda: recover(course, root=checkout))
        assert not error
        assert len(list(path.parent.glob(f"{path.name}.damaged-*"))) == 1
        assert sum(result.score for result in grade_class([LESSON], course, root=checkout)) == 17.5


def test_a_gradebook_that_may_not_be_read_is_not_called_damaged(course, checkout, monkeypatch):
    real = os.access
    refused = lambda path, mode: os.fspath(path) != str(course / GRADEBOOK) and real(path, mode)  # noqa: E731
    monkeypatch.setattr(os, "access", refused)  # root may read everything
    with pytest.raises(GradingError, match=r"gradebook\.db may not be read by this user") as error:
        grade_class([LESSON], course, root=checkout)
    assert str(error.value).endswith("allow it, and run the same command again")


@pytest.mark.parametrize("name", [RESULTS_FILE, JOURNAL, RECEIPTS, SEED_FILE, NOTEBOOK])
def test_a_record_without_permission_is_whole(name, course, checkout, monkeypatch):
    """A permission is all that it needs: neither a backup nor a recovery."""
    real = os.open

    def refused(path, *args, **kwargs):
        if os.fspath(path) == str(course / name):  # root may read everything
            raise PermissionError(13, "Permission denied")
        return real(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", refused)
    _, error = outcome(lambda: grade_class([LESSON], course, root=checkout))
    assert str(course / name) in error
    assert "cannot be read (Permission denied)" in error
    assert error.endswith("let this user read it, and run the same command again")
