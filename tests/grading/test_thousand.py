"""A thousand submissions: none is lost, each gets what it must, and memory stays bounded."""

import os
import sqlite3
import time
from collections import Counter

import psutil
import pytest

from reglab.grading import Status, grade_class, read_results
from reglab.grading.records.journal import JOURNAL

pytestmark = pytest.mark.slow

LESSON = "03_small"
COUNT = 1_000
MEGABYTE = 2**20
SOFT = "def soft_threshold(z, t):\n    return "
LARGEST = "def lambda_max(X, y):\n    return "
# Answers, the points that they must get of the 4 that are not a human's, and the status.
KINDS = [
    ({}, 4.0, Status.GRADED),
    ({"soft_threshold": SOFT + "np.sign(z) * np.maximum(abs(z) - t, 0)"}, 4.0, Status.GRADED),
    ({"soft_threshold": SOFT + "np.sign(z) * (np.abs(z) - t)"}, 2.8, Status.GRADED),
    ({"soft_threshold": SOFT + "None"}, 2.0, Status.GRADED),
    ({"soft_threshold": SOFT + "open('/etc/passwd').read()"}, 2.0, Status.GRADED),
    ({"soft_threshold": "import os\n\nos._exit(0)"}, 2.0, Status.STOPPED),
    ({"lambda_max": LARGEST + "0.0"}, 3.0, Status.GRADED),
    ({"lambda_max": LARGEST + "'x' * 10**7"}, 3.0, Status.GRADED),
    ({"lambda_max": "1 / 0"}, 3.0, Status.GRADED),
    ({"lambda_max": LARGEST + "__import__('os').fork() and 0.0"}, 3.0, None),
]
ENDLESS = ({"lambda_max": "while True:\n    pass"}, 3.0, Status.STOPPED)
BROKEN = ("{", "", "\x00" * 100, "[]", '{"cells": 5}')


def kind_of(number):
    """Which kind of submission: every 250th runs for ever, every 20th is no notebook."""
    if number % 250 == 249:
        return ENDLESS
    if number % 20 == 19:
        return BROKEN[number // 20 % len(BROKEN)], None, Status.FAILED
    return KINDS[number % len(KINDS)]


@pytest.fixture
def course(filled, hand_in, tmp_path):
    """The class; no two submissions are alike, and nobody may loop for longer than 10 s."""
    for number in range(COUNT):
        notebook = kind_of(number)[0]
        if not isinstance(notebook, str):
            notebook = filled(**notebook)
            notebook.cells[0].source += f"\n# {number}"
        hand_in(tmp_path, f"s{number:04}", notebook)
    (tmp_path / "course.toml").write_text("[limits]\ncell_seconds = 10\nexercise_seconds = 10\n")
    return tmp_path


class Peaks:
    """What the run holds in memory, looked at as results come in: the most of each part."""

    def __init__(self):
        self.mb, self.at = Counter(), {}
        self._begin = time.monotonic()

    def __call__(self, done, total, label):
        if done % 10 or done in self.at:
            return
        process = psutil.Process()
        self._see("main process", process)
        for child in process.children(recursive=True):
            try:
                line = " ".join(child.cmdline())
                if "multiprocessing.spawn" in line:
                    self._see("worker", child)
                elif "reglab.sandbox.guest.fork_server" in line and "bwrap" not in line:
                    self._see("sandbox", child)
            except psutil.NoSuchProcess:
                continue
        self.at[done] = (time.monotonic() - self._begin, dict(self.mb))

    def _see(self, part, process):
        self.mb[part] = max(self.mb[part], process.memory_info().rss / MEGABYTE)


def test_a_thousand_submissions(course, checkout, capsys):
    peaks = Peaks()
    results = grade_class([LESSON], course, root=checkout, jobs=2, progress=peaks)

    assert [result.student for result in results] == [f"s{number:04}" for number in range(COUNT)]
    for number, result in enumerate(results):
        _, score, status = kind_of(number)
        assert (number, result.score) == (number, score), result.reason
        assert status in (None, result.status), result
    assert read_results(course) == results
    assert not (course / JOURNAL).exists()
    with sqlite3.connect(course / "gradebook.db") as book:
        count = "SELECT count(*), count(DISTINCT student_id) FROM submitted_assignment"
        graded = sum(result.score is not None for result in results)
        assert book.execute(count).fetchall() == [(graded, graded)]
    book.close()

    with capsys.disabled():
        print("\n", figures(peaks), sep="")
    for part in ("main process", "worker", "sandbox"):
        early, late = peaks.at[200][1][part], peaks.at[COUNT][1][part]
        assert late < early + 100, f"{part}: {early:.0f} MB after 200, {late:.0f} MB after {COUNT}"


def figures(peaks):
    lines = [f"{'done':>6} {'seconds':>8} {'a minute':>9}  most memory so far, MB"]
    for done in (100, 200, 400, 600, 800, COUNT):
        seconds, parts = peaks.at[done]
        memory = ", ".join(f"{part} {mb:.0f}" for part, mb in sorted(parts.items()))
        lines.append(f"{done:6} {seconds:8.1f} {60 * done / seconds:9.0f}  {memory}")
    lines.append(f"{os.cpu_count()} cores, 2 jobs")
    return "\n".join(lines)
