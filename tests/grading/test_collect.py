"""Downloads of Moodle, Canvas and nbgrader: everybody's notebook arrives, and nothing else does."""

import io
import json
import os
import stat
import sys
import zipfile
from datetime import UTC, datetime

import nbformat
import pytest

from reglab import cli
from reglab.grading import GradingError, collect_downloads
from reglab.grading.intake.downloads import archive, budget
from reglab.grading.intake.downloads.names import recognize
from reglab.grading.intake.timestamp import read_timestamp
from reglab.grading.records.receipts import Receipts

LESSON = "03_small"
LESSONS = ("03_small", "06_weight_penalties")


def notebook(text="{}", lesson=None):
    """Bytes of a notebook; with the cells of a lesson if one is given."""
    metadata = {"nbgrader": {"grade_id": f"{lesson[:2]}-setup"}} if lesson else {}
    cell = {"cell_type": "code", "metadata": metadata, "source": text, "outputs": []}
    return json.dumps(
        {"cells": [cell], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}
    ).encode()


def member(name, time=(2026, 10, 1, 12, 0, 0), mode=stat.S_IFREG | 0o644):
    info = zipfile.ZipInfo(name, time)
    info.external_attr = mode << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def zipped(path, files):
    """An archive; its members are names, or (name, keywords of `member`)."""
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in files:
            name, extra = name if isinstance(name, tuple) else (name, {})
            packed.writestr(member(name, **extra), content)
    return path


@pytest.fixture
def course(tmp_path):
    return tmp_path / "course"


@pytest.fixture
def take(course, checkout, tmp_path):
    """Give a function that collects an archive with the given files."""

    def take(*files, path=None):
        path = path or zipped(tmp_path / "download.zip", files)
        return collect_downloads([path], course, root=checkout)

    return take


def there(course):
    """What stands in submitted/, by student."""
    paths = sorted((course / "submitted").glob("*/*/*"))
    assert all(not path.is_symlink() for path in paths)
    return {
        path.parent.parent.name: path.read_bytes()
        for path in paths
        if path.name == f"{path.parent.name}.ipynb"
    }


def time_of(course, student):
    return read_timestamp(course / "submitted" / student / LESSON)[0]


@pytest.mark.parametrize(
    ("path", "student", "lesson"),
    [
        ("Ann Lee_1234567_assignsubmission_file_/03_small.ipynb", "Ann Lee", LESSON),
        ("Ann Lee_1234567_assignsubmission_file/03_small.ipynb", "Ann Lee", LESSON),
        ("Ann Lee_1234567_assignsubmission_file_03_small.ipynb", "Ann Lee", LESSON),
        ("Ann Lee_1234567_assignsubmission_file_work.zip/mine/03_small.ipynb", "Ann Lee", LESSON),
        ("Small/Ann_Lee Öz_12_assignsubmission_file_/03_small.ipynb", "Ann_Lee Öz", LESSON),
        ("Participant_12_assignsubmission_file_/03_small.ipynb", "Participant_12", LESSON),
        ("leeann_12345_67890_03_small.ipynb", "leeann_12345", LESSON),
        ("leeann_LATE_12345_67890_03_small-1.ipynb", "leeann_12345", LESSON),
        ("leeann_12345_67890_06_weight_penalties-12.ipynb", "leeann_12345", LESSONS[1]),
        ("leeann_12345_67890_work.zip/03_SMALL.ipynb", "leeann_12345", LESSON),
        ("leeann_12345_67890_homework.ipynb", "leeann_12345", None),
        ("03_small_ann_attempt_2026-01-30-15-00-00_03_small.ipynb", "ann", LESSON),
        ("ann_03_small_attempt_2026-01-30-15-00-00_03_small.ipynb", "ann", LESSON),
        ("ps1_bitdiddle_attempt_2016-01-30-15-00-00_problem1.ipynb", "bitdiddle", None),
        ("ann/03_small.ipynb", "ann", LESSON),
        ("ann.zip/03_small.ipynb", "ann", LESSON),
        ("submitted/ann/03_small/03_small.ipynb", "ann", LESSON),
        ("class/ann/03_small (2).ipynb", "ann", LESSON),
        ("ann/03_small-Copy1.ipynb", "ann", LESSON),
        ("submissions_2026_11_small/ann/03_small.ipynb", "ann", LESSON),
        ("submissions_2026_11_small/leeann_1_2_03_small.ipynb", "leeann_1", LESSON),
    ],
)
def test_names_say_whose_a_notebook_is(path, student, lesson):
    found = recognize(tuple(path.split("/")), LESSONS)
    assert (found.student, found.lesson) == (student, lesson)


@pytest.mark.parametrize(
    "path",
    [
        "03_small.ipynb",
        "03_small/03_small.ipynb",
        "notebooks/03_small/03_small.ipynb",
        "two\nlines/03_small.ipynb",
        "Ann\u202eeeL_12_assignsubmission_file_/03_small.ipynb",
        "..hidden/03_small.ipynb",
        f"{'x' * 300}/03_small.ipynb",
    ],
)
def test_a_name_that_does_not_say_it_is_nobodys(path):
    assert recognize(tuple(path.split("/")), LESSONS) is None


def test_the_example_of_nbgrader_is_read_with_its_time():
    found = recognize(("ps1_bitdiddle_attempt_2016-01-30-15-00-00_problem1.ipynb",), LESSONS)
    assert found.time == datetime(2016, 1, 30, 15)


def test_a_download_of_moodle_with_archives_in_it(course, take, tmp_path):
    inner = zipped(tmp_path / "inner.zip", [("work/03_small.ipynb", notebook("bob"))])
    found = take(
        ("Ann Lee_12_assignsubmission_file_/03_small.ipynb", notebook("ann")),
        ("Bob Öz_13_assignsubmission_file_/bob.zip", inner.read_bytes()),
        ("Bob Öz_13_assignsubmission_file_/__MACOSX/._03_small.ipynb", b"litter"),
        ("Cy_14_assignsubmission_file_/essay.pdf", b"%PDF"),
        ("Cy_14_assignsubmission_onlinetext_/onlinetext.html", b"<p>"),
        ("Dee_15_assignsubmission_file_/Untitled.ipynb", notebook("dee", LESSON)),
        ("Eve_16_assignsubmission_file_/Untitled.ipynb", notebook("eve")),
    )
    assert there(course) == {
        "Ann Lee": notebook("ann"),
        "Bob Öz": notebook("bob"),
        "Dee": notebook("dee", LESSON),
    }
    left = dict(found.left)
    assert left["Eve_16_assignsubmission_file_/Untitled.ipynb"].startswith("the lesson is")
    assert left["Cy_14_assignsubmission_file_/essay.pdf"] == "it is not a notebook"
    text = found.text()
    assert text.startswith("Collected 3 notebooks, 3 files were not taken:\n")
    assert "onlinetext.html: it is not a notebook" in text


def test_canvas_counts_by_its_numbers_and_says_who_is_late(course, take):
    found = take(
        ("leeann_LATE_12345_67999_03_small-1.ipynb", notebook("second")),
        ("leeann_12345_67890_03_small.ipynb", notebook("first")),
        ("lee_12346_67891_03_small.ipynb", notebook("lee")),
    )
    assert there(course) == {"leeann_12345": notebook("second"), "lee_12346": notebook("lee")}
    # Canvas packs all files at the time of the download, which says nothing.
    assert time_of(course, "leeann_12345") is None
    assert found.late == [("leeann_12345", LESSON)]
    sources = [r.source for r in Receipts(course).of("leeann_12345", LESSON)]
    assert sources == ["canvas 67890", "canvas 67999 late"]


def test_canvas_numbers_order_two_downloads(course, take):
    for number, counts in ((200, "200"), (300, "300"), (100, "300")):
        take((f"leeann_12345_{number}_03_small.ipynb", notebook(str(number))))
        assert there(course) == {"leeann_12345": notebook(counts)}


@pytest.mark.parametrize("downloads", [["100 A", "200 B", "300 A"], ["100 A", "300 A"]])
def test_an_answer_that_came_back_is_not_replaced_by_an_older_one(course, take, downloads):
    def hand_in(number, text):
        take((f"leeann_LATE_12345_{number}_03_small.ipynb", notebook(text)))

    for download in downloads:
        hand_in(*download.split())
    for number, text in (("200", "B"), ("100", "A"), ("150", "C"), ("200", "B")):
        hand_in(number, text)
        assert there(course) == {"leeann_12345": notebook("A")}
        # What is graded keeps its source, so that it stays late.
        assert Receipts(course).of("leeann_12345", LESSON)[-1].source == "canvas 300 late"


def test_the_latest_attempt_counts_and_each_has_a_receipt(course, take):
    name = "03_small_ann_attempt_2026-10-0{}-12-00-00_03_small.ipynb"
    files = [(name.format(day), notebook(str(day))) for day in (2, 3, 1)]
    take(*files)
    assert there(course) == {"ann": notebook("3")}
    assert time_of(course, "ann") == datetime(2026, 10, 3, 12)
    receipts = Receipts(course).of("ann", LESSON)
    assert [r.handed_in[:10] for r in receipts] == ["2026-10-01", "2026-10-02", "2026-10-03"]
    # Again: nothing is new.
    again = take(*files)
    assert (again.taken, again.same) == ([], [("ann", LESSON)])
    assert Receipts(course).of("ann", LESSON) == receipts


def test_a_newer_one_is_never_replaced_by_an_older_one(course, take):
    new, old = (2026, 10, 5, 12, 0, 0), (2026, 10, 4, 12, 0, 0)
    take((("ann/03_small.ipynb", {"time": new}), notebook("new")))
    found = take((("ann/03_small.ipynb", {"time": old}), notebook("old")))
    assert there(course) == {"ann": notebook("new")}
    assert found.left == [("ann/03_small.ipynb", "the one in submitted/ is newer")]
    # Grading counts two, and the last receipt is of what is graded.
    receipts = Receipts(course).of("ann", LESSON)
    assert len({r.sha256 for r in receipts}) == 2
    assert receipts[-1].sha256 == receipts[0].sha256


def test_what_is_replaced_is_kept(course, take):
    for hour in (10, 11):
        take((("ann/03_small.ipynb", {"time": (2026, 10, 4, hour, 0, 0)}), notebook(str(hour))))
    assert there(course) == {"ann": notebook("11")}
    (kept,) = (course / "earlier" / "ann" / LESSON).iterdir()
    assert kept.read_bytes() == notebook("10")


def test_without_times_nobody_guesses_which_is_newer(course, take, tmp_path):
    folder = tmp_path / "folder" / "ann"
    folder.mkdir(parents=True)
    for text in ("one", "two"):
        (folder / "03_small.ipynb").write_bytes(notebook(text))
        found = take(path=folder.parent)
    assert there(course) == {"ann": notebook("one")}
    assert "one is unknown" in found.left[0][1]


def test_a_folder_with_times_as_nbgrader_has_them(course, take, tmp_path):
    folder = tmp_path / "folder" / "ann" / LESSON
    folder.mkdir(parents=True)
    (folder / f"{LESSON}.ipynb").write_bytes(notebook())
    (folder / "timestamp.txt").write_text("2026-10-03 12:00:00 UTC")
    take(path=tmp_path / "folder")
    assert time_of(course, "ann") == datetime(2026, 10, 3, 12)


def test_the_time_in_an_archive_is_kept_to_the_second(course, take):
    name = "Ann_1_assignsubmission_file_/03_small.ipynb"
    take(((name, {"time": (2026, 10, 1, 12, 0, 2)}), notebook()))
    expected = datetime(2026, 10, 1, 12, 0, 2).astimezone(UTC).replace(tzinfo=None)
    assert time_of(course, "Ann") == expected
    # Archives of Unix carry seconds since 1970, which need no time zone.
    info = member("bob/03_small.ipynb")
    info.extra = b"\x55\x54\x05\x00\x01" + (1_790_000_001).to_bytes(4, "little")
    assert archive._time(info) == datetime(2026, 9, 21, 14, 13, 21)
    assert archive._time(member("x", time=(1980, 1, 1, 0, 0, 0))) is None
    assert archive._time(member("x", time=(2099, 1, 1, 0, 0, 0))) is None


def test_a_student_does_not_say_when_they_handed_in(course, take, tmp_path):
    late, early = (2026, 10, 9, 12, 0, 0), (2026, 10, 1, 12, 0, 0)
    expected = datetime(*late).astimezone(UTC).replace(tzinfo=None)
    own = zipped(
        tmp_path / "own.zip",
        [
            (("03_small.ipynb", {"time": early}), notebook("own")),
            (("timestamp.txt", {"time": early}), "2026-10-01 12:00:00 UTC"),
        ],
    ).read_bytes()
    attempt = "03_small_fay_attempt_2026-10-09-12-00-00_work.zip"
    files = [
        ("Ann_1_assignsubmission_file_/03_small.ipynb", notebook("ann")),
        ("Ann_1_assignsubmission_file_/timestamp.txt", "2026-10-01 12:00:00 UTC"),
        ("Bob_2_assignsubmission_file_/work.zip", own),
        ("cy_3_4_work.zip", own),
        ("dee_5_6_03_small.ipynb", notebook("dee")),
        ("timestamp.txt", "2026-10-01 12:00:00 UTC"),
        ("eve.zip", zipped(tmp_path / "eve.zip", [("03_small.ipynb", b"{}")]).read_bytes()),
        (attempt, own),
    ]
    take(*[((name, {"time": late}), content) for name, content in files])
    times = {name: time_of(course, name) for name in there(course)}
    assert times == {
        **dict.fromkeys(("Ann", "Bob", "eve"), expected),
        **dict.fromkeys(("cy_3", "dee_5")),
        "fay": datetime(2026, 10, 9, 12),
    }


def test_a_download_in_an_archive_keeps_its_times(course, take, tmp_path):
    early, late = (2026, 10, 1, 12, 0, 0), (2026, 10, 9, 12, 0, 0)
    name = "Ann_1_assignsubmission_file_/03_small.ipynb"
    inner = zipped(tmp_path / "inner.zip", [((name, {"time": early}), notebook())])
    take((("03_small.zip", {"time": late}), inner.read_bytes()))
    # The lesson's archive was packed by nobody who handed in.
    assert time_of(course, "Ann") == datetime(*early).astimezone(UTC).replace(tzinfo=None)


def test_a_students_archive_in_a_folder_has_no_time(course, take, tmp_path):
    folder = tmp_path / "folder" / "Ann_1_assignsubmission_file_"
    folder.mkdir(parents=True)
    zipped(folder / "work.zip", [("03_small.ipynb", notebook())])
    take(path=folder.parent)
    assert there(course) == {"Ann": notebook()}
    assert time_of(course, "Ann") is None


def test_two_students_of_one_name_are_left_to_a_human(course, take):
    name = "Ann Lee_{}_assignsubmission_file_/03_small.ipynb"
    found = take((name.format(1), notebook("1")), (name.format(2), notebook("2")), KEEPS)
    assert list(there(course)) == ["keeps"]
    assert [reason for _, reason in found.left] == [
        "2 students are called Ann Lee: put each into submitted/ by hand"
    ] * 2


def test_a_second_student_of_that_name_replaces_nobody(course, take):
    name = "Ann Lee_{}_assignsubmission_file_/03_small.ipynb"
    take((name.format(1), notebook("1")))
    found = take(((name.format(2), {"time": (2026, 10, 9, 0, 0, 0)}), notebook("2")))
    assert there(course) == {"Ann Lee": notebook("1")}
    assert "another student is called Ann Lee" in found.left[0][1]


def test_a_copy_under_another_name_does_not_count(course, take):
    found = take(
        ("ann/03_small.ipynb", notebook("final", LESSON)),
        (("ann/backup.ipynb", {"time": (2026, 10, 9, 0, 0, 0)}), notebook("backup", LESSON)),
    )
    assert there(course) == {"ann": notebook("final", LESSON)}
    assert "which has the lesson's name" in found.left[0][1]


# Hostile archives: each keeps its one honest notebook, and nothing else happens.
KEEPS = ("keeps/03_small.ipynb", notebook("keeps"))
LINK = stat.S_IFLNK | 0o777


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../evil/03_small.ipynb", "leads out"),
        ("a/../../evil/03_small.ipynb", "leads out"),
        ("/evil/03_small.ipynb", "leads out"),
        ("C:/evil/03_small.ipynb", "leads out"),
        ("..\\..\\evil\\03_small.ipynb", "leads out"),
        ("../_12_assignsubmission_file_/03_small.ipynb", "leads out"),
        (".._12_assignsubmission_file_/03_small.ipynb", None),
        ("evil\x07/03_small.ipynb", "the student is"),
        (("evil/03_small.ipynb", {"mode": LINK}), "it is a link"),
        (("evil/03_small.ipynb", {"mode": stat.S_IFIFO}), "regular file"),
        (("evil.zip", {"mode": LINK}), "it is a link"),
        ("evil.zip", "not a valid archive"),
        ("KEEPS/03_small.ipynb", "only in case"),
    ],
)
def test_a_hostile_member_is_not_taken(course, take, tmp_path, name, reason):
    before = set(tmp_path.rglob("*"))
    found = take(("fine/03_small.ipynb", notebook("fine")), (name, b"../../secret"), KEEPS)
    students = {"fine"} if reason == "only in case" else {"fine", "keeps"}
    assert set(there(course)) == students
    assert [r for _, r in found.left if reason and reason in r] or reason is None
    made = {path for path in set(tmp_path.rglob("*")) - before if course not in path.parents}
    assert made <= {course, tmp_path / "download.zip"}


def test_a_known_student_in_another_case_is_not_mixed_up(course, take):
    take(("ann/03_small.ipynb", notebook("1")))
    found = take((("Ann/03_small.ipynb", {"time": (2026, 10, 9, 0, 0, 0)}), notebook("2")))
    assert there(course) == {"ann": notebook("1")}
    assert found.left[0][1] == "Ann and ann differ only in case"


def test_bombs_are_not_unpacked(course, take, tmp_path, monkeypatch):
    # The same limits, a hundred times smaller.
    monkeypatch.setattr(archive, "LARGEST", 250_000)
    monkeypatch.setattr(budget, "SMALL", 10_000)
    bomb = zipped(tmp_path / "bomb.zip", [("x/03_small.ipynb", b"0" * 200_000)])
    found = take(
        ("large/03_small.ipynb", os.urandom(260_000)),
        ("flat/03_small.ipynb", b"0" * 200_000),
        ("deep.zip", bomb.read_bytes()),
        KEEPS,
    )
    assert set(there(course)) == {"keeps"}
    reasons = sorted(reason for _, reason in found.left)
    assert reasons[0].startswith("it has 0 MB, more than")
    assert all("times its size" in reason for reason in reasons[1:])
    assert len(reasons) == 3
    monkeypatch.setattr(budget, "MOST_BYTES", 1_000)
    with pytest.raises(GradingError, match="collect it in parts"):
        take(*[(f"s{i}/03_small.ipynb", notebook("x" * 200)) for i in range(9)])
    monkeypatch.setattr(budget, "MOST_ENTRIES", 5)
    with pytest.raises(GradingError, match="at most 5 files"):
        take(*[(f"s{i}/03_small.ipynb", b"") for i in range(9)])


def test_archives_in_archives_end_somewhere(course, take, tmp_path):
    content = notebook()
    name = "ann/03_small.ipynb"
    for _ in range(6):
        packed = io.BytesIO()
        zipped(packed, [(name, content)])
        content, name = packed.getvalue(), "more.zip"
    found = take((name, content), KEEPS)
    assert set(there(course)) == {"keeps"}
    assert "an archive in an archive" in found.left[0][1]


def test_encrypted_and_damaged_members(course, take, tmp_path):
    path = zipped(tmp_path / "bad.zip", [("ann/03_small.ipynb", notebook("ann")), KEEPS])
    raw = bytearray(path.read_bytes())
    first = raw.index(b"PK\x01\x02")
    raw[first + 8] |= 1  # the flag in the directory of the archive
    path.write_bytes(raw)
    found = take(path=path)
    assert found.left == [("ann/03_small.ipynb", "it is encrypted")]
    raw[first + 8] &= ~1
    raw[60:70] = b"\xff" * 10
    path.write_bytes(raw)
    found = take(path=path)
    assert found.left == [("ann/03_small.ipynb", "it is damaged")]
    assert set(there(course)) == {"keeps"}


def test_a_notebook_with_a_dot_in_front_of_a_name_is_listed(take):
    found = take(
        (".bob/03_small.ipynb", notebook()),
        ("__MACOSX/ann/._03_small.ipynb", b"x"),
        ("ann/.ipynb_checkpoints/03_small-checkpoint.ipynb", notebook()),
        ("ann/03_small.ipynb", notebook()),
    )
    why = "a name in its path begins with a dot, or is one that only desktops use"
    assert found.left == [(".bob/03_small.ipynb", why)]


def test_hard_links_in_folders_are_not_followed(take, tmp_path):
    folder = tmp_path / "folder"
    (folder / "ann").mkdir(parents=True)
    (tmp_path / "outside.ipynb").write_bytes(notebook("secret"))
    (folder / "ann" / "03_small.ipynb").hardlink_to(tmp_path / "outside.ipynb")
    (folder / "bob").mkdir()
    (folder / "bob" / "03_small.ipynb").write_bytes(notebook())
    found = take(path=folder)
    assert [item for item in found.taken if "ann" in str(item)] == []
    assert len(found.taken) == 1
    assert dict(found.left) == {
        "ann/03_small.ipynb": "it is a hard link: copy the download with `cp -r`"
    }


def test_links_in_folders_and_in_the_course_are_not_followed(course, take, tmp_path):
    outside = tmp_path / "outside"
    (outside / LESSON).mkdir(parents=True)
    folder = tmp_path / "folder"
    (folder / "ann").mkdir(parents=True)
    (outside / "03_small.ipynb").write_bytes(notebook("secret"))
    (folder / "ann" / "03_small.ipynb").symlink_to(outside / "03_small.ipynb")
    (folder / "bob").symlink_to(outside)
    (folder / "keeps").mkdir()
    (folder / "keeps" / "03_small.ipynb").write_bytes(notebook())
    (course / "submitted").mkdir(parents=True)
    (course / "submitted" / "keeps").symlink_to(outside)
    found = take(path=folder)
    assert sorted(outside.rglob("*.ipynb")) == [outside / "03_small.ipynb"]
    assert (outside / "03_small.ipynb").read_bytes() == notebook("secret")
    reasons = dict(found.left)
    assert reasons["ann/03_small.ipynb"] == reasons["bob"] == "it is a link"
    assert "got a link" in reasons["keeps/03_small.ipynb"]
    assert found.taken == []


def test_nothing_recognized_is_one_clear_line(take, tmp_path):
    with pytest.raises(GradingError) as caught:
        take(("report.pdf", b"x"), ("03_small.ipynb", notebook()), ("ann.txt", b"x"))
    text = str(caught.value)
    assert "\n" not in text
    assert "assignsubmission" in text
    assert "found report.pdf (it is not a notebook), 03_small.ipynb (the student is" in text
    for path, expected in {"none": "nothing", "text.txt": "another file"}.items():
        (tmp_path / "text.txt").write_text("")
        with pytest.raises(GradingError, match=f"must be a folder or a .zip.*{expected}"):
            take(path=tmp_path / path)
    (tmp_path / "broken.zip").write_bytes(b"PK no archive")
    with pytest.raises(GradingError, match="archive, but it is not a valid archive"):
        take(path=tmp_path / "broken.zip")
    (tmp_path / "empty").mkdir()
    with pytest.raises(GradingError, match="found no file"):
        take(path=tmp_path / "empty")


def test_the_command_refuses_what_writes_nothing(monkeypatch, capsys, tmp_path):
    argv = ["grade", "--all", "--course", tmp_path, "--collect", tmp_path, "--preview"]
    monkeypatch.setattr(sys, "argv", ["reglab", *map(str, argv)])
    with pytest.raises(SystemExit, match="2"):
        cli.main()
    assert "expected --collect without --preview" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_download_is_graded_and_its_lateness_said(course, checkout, filled, take):
    from reglab.grading import grade_class

    text = nbformat.writes(filled())
    take(("leeann_LATE_12345_67999_03_small-1.ipynb", text), ("ann/03_small.ipynb", text))
    found = {r.student: r for r in grade_class([LESSON], course, root=checkout)}
    assert {result.score for result in found.values()} == {found["ann"].max_score}
    assert "late: Canvas says so" in found["leeann_12345"].flags
    assert not any(flag.startswith("late") for flag in found["ann"].flags)
    assert len(Receipts(course).of("ann", LESSON)) == 1
