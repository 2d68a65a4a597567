"""A full disk, a read-only folder and missing permissions: one line, and nothing is lost."""

import errno
import os
import shutil
import subprocess
import sys

import pytest

from reglab._files import write_file
from reglab.grading import GradingError, grade_class, read_results
from reglab.grading.records import line_file
from reglab.grading.records.files import one_line_errors, replace_record
from reglab.grading.records.journal import Journal

LESSON = "03_small"
WRONG = "def soft_threshold(z, t):\n    return z"


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "free some space and run the same command again"),
        (errno.EDQUOT, "free some space"),
        (errno.EROFS, "allow this user to read and write it"),
        (errno.EACCES, "allow this user to read and write it"),
        (errno.EISDIR, "move what is in its place away"),
    ],
    ids=errno.errorcode.get,
)
def test_an_error_of_the_disk_is_one_line_with_the_way_out(number, says):
    with pytest.raises(GradingError, match=says) as error, one_line_errors():
        raise OSError(number, os.strerror(number), "/course/results.json")
    assert str(error.value).startswith("/course/results.json: cannot be read or written (")
    assert "\n" not in str(error.value)


def test_an_error_of_our_code_keeps_its_traceback():
    with pytest.raises(OSError, match="Broken pipe"), one_line_errors():
        raise OSError(errno.EPIPE, "Broken pipe")


@pytest.mark.parametrize(
    "write",
    [
        lambda path: replace_record(path, b"2" * 5_000_000),
        lambda path: write_file(path, b"2" * 5_000_000),
        lambda path: line_file.append(path, {"text": "2" * 5_000_000}),
    ],
    ids=["record", "file", "line"],
)
def test_a_file_that_cannot_be_written_whole_keeps_what_it_had(write, tmp_path):
    """In a process of its own, whose files may have 1 MB: a limit that any user can set."""
    path = tmp_path / "record"
    line_file.append(path, {"text": "1"})
    before = path.read_bytes()
    child = os.fork()
    if child == 0:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
        try:
            write(path)
        except OSError as error:
            os._exit(3 if error.errno == errno.EFBIG and error.filename == str(path) else 4)
        os._exit(5)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    assert path.read_bytes().startswith(before)
    assert line_file.read(path, dict) == [{"text": "1"}]
    assert [found.name for found in tmp_path.iterdir()] == ["record"]
    line_file.append(path, {"text": "3"})
    assert line_file.read(path, dict) == [{"text": "1"}, {"text": "3"}]


@pytest.fixture(scope="module")
def fresh(filled, hand_in, tmp_path_factory):
    course = tmp_path_factory.mktemp("fresh") / "course"
    for number in range(8):
        hand_in(course, f"s{number}", filled(**({"soft_threshold": WRONG} if number % 2 else {})))
    (course / "reglab_seed.json").write_text(f'{{"{LESSON}": 7}}')
    return course


@pytest.fixture(scope="module")
def undisturbed(fresh, checkout, tmp_path_factory):
    course = shutil.copytree(fresh, tmp_path_factory.mktemp("undisturbed") / "course")
    grade_class([LESSON], course, root=checkout)
    return course


def run(script, checkout, *options):
    """Run a shell script where some folders are replaced, without any privilege."""
    command = ["bwrap", "--bind", "/", "/", "--dev", "/dev", *map(str, options), "sh", "-c", script]
    return subprocess.run(command, cwd=checkout, capture_output=True, text=True, timeout=300)


def assert_one_line(done):
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("reglab: ")
    assert done.stderr.count("\n") == 1


REGLAB = f"{sys.executable} -m reglab"


def pages(course):
    """The memory pages that a folder takes in a file system in memory."""
    return sum(-(-path.stat().st_size // 4096) for path in course.rglob("*") if path.is_file()) + 4


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.0, 0.4, 0.6, 0.75, 0.85, 0.95])
def test_a_run_that_fills_the_disk_goes_on_later(share, fresh, checkout, undisturbed, tmp_path):
    course, after = tmp_path / "course", tmp_path / "after"
    course.mkdir()
    size = pages(fresh) + round(share * (pages(undisturbed) - pages(fresh)))
    script = (
        f"cp -r {fresh}/. {course} && "
        f"{REGLAB} grade 03 --course {course} --jobs 1 --no-sandbox > /dev/null; "
        f"status=$?; cp -r {course} {after}; exit $status"
    )
    assert_one_line(run(script, checkout, "--size", 4096 * size, "--tmpfs", course))
    recorded = [*read_results(after, missing_ok=True), *Journal(after).read()]
    known = {r.student: r for r in read_results(undisturbed)}
    for result in recorded:
        assert result.exercises == known[result.student].exercises
        assert not any("no feedback page" in flag for flag in result.flags)
    assert grade_class([LESSON], after, root=checkout) == read_results(undisturbed)
    assert {(r.student, r.lesson) for r in recorded} <= {
        (r.student, r.lesson) for r in read_results(after)
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        "grade 03 --course {0} --no-sandbox",
        "grade --recover --course {0}",
        "grade 03 --course {0} --no-sandbox --collect {1}",
        "report --course {0} --out {0}/report",
        "export --course {0} --to {0}/marks.csv --format nbgrader",
    ],
)
@pytest.mark.parametrize("how", ["read-only", "full"])
def test_no_command_ends_in_a_traceback(how, command, checkout, undisturbed, tmp_path):
    course = tmp_path / "course"
    download = tmp_path / "download"
    damaged = f"truncate -s 100 {course}/results.json; " if "--recover" in command else ""
    if how == "read-only":
        shutil.copytree(undisturbed, course)
        subprocess.run(["sh", "-c", damaged or "true"], check=True)
        options = ("--ro-bind", course, course)
        script = ""
    else:
        course.mkdir()
        options = ("--size", 3_000_000, "--tmpfs", course)
        script = f"cp -r {undisturbed}/. {course}; {damaged}"
        script += f"cat /dev/zero > {course}/filler 2> /dev/null; "
    made = download / f"eve/{LESSON}/{LESSON}.ipynb"
    made.parent.mkdir(parents=True)
    shutil.copy(undisturbed / f"submitted/s0/{LESSON}/{LESSON}.ipynb", made)
    script += f"{REGLAB} {command.format(course, download)} > /dev/null"
    done = run(script, checkout, *options)
    assert_one_line(done)
    assert str(course) in done.stderr


@pytest.mark.slow
def test_marks_of_a_read_only_course_can_be_exported(checkout, undisturbed, tmp_path):
    course = shutil.copytree(undisturbed, tmp_path / "course")
    script = f"{REGLAB} export --course {course} --to {tmp_path}/m.csv --format nbgrader"
    done = run(script, checkout, "--ro-bind", course, course)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "m.csv").read_text().count("\n") == 9
