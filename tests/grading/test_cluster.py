"""A class graded on a Dask cluster: the same results as here, whatever happens to a worker."""

import json
import shutil
import signal
import subprocess
import sys

import psutil
import pytest

from reglab.grading import GradingError, grade_class, on_cluster, read_results
from reglab.grading.records.journal import Journal
from tests.dask_cluster import Cluster

pytestmark = pytest.mark.slow

LESSON = "03_small"
SIGN = "def soft_threshold(z, t):\n    return np.sign(z) * (np.abs(z) - t)"
ANSWERS = [{}, {"soft_threshold": SIGN}, {"soft_threshold": "exit()"}, {"lambda_max": "1 / 0"}]
# What a worker of another reglab answers, in a process that is otherwise the same.
OTHER = """
import reglab.grading.verdict.environment as environment
environment.versions = lambda: {"python": "another"}
"""


@pytest.fixture
def cluster(tmp_path):
    cluster = Cluster(tmp_path)
    yield cluster
    cluster.close()


@pytest.fixture(scope="module")
def fresh(filled, hand_in, tmp_path_factory):
    """A course folder that nobody has graded."""
    course = tmp_path_factory.mktemp("fresh") / "course"
    for number in range(20):
        hand_in(course, f"s{number:02}", filled(**ANSWERS[number % len(ANSWERS)]))
    hand_in(course, "damaged", "{")
    (course / "reglab_seed.json").write_text(json.dumps({LESSON: 7}))
    return course


@pytest.fixture(scope="module")
def local(fresh, checkout, tmp_path_factory):
    """What this machine finds."""
    course = tmp_path_factory.mktemp("local") / "course"
    shutil.copytree(fresh, course)
    return grade_class([LESSON], course, root=checkout, jobs=2)


@pytest.fixture
def course(fresh, tmp_path):
    shutil.copytree(fresh, tmp_path / "course")
    return tmp_path / "course"


def grade(cluster, course, checkout, **options):
    with on_cluster(cluster.address) as runner:
        return grade_class([LESSON], course, root=checkout, runner=runner, **options)


def test_a_worker_killed_in_the_middle_loses_nothing(cluster, course, checkout, local):
    """Of two workers one dies while it grades; its sandbox dies with it."""
    first = cluster.add_worker()
    cluster.add_worker()
    ended = []

    def kill_once(done, total, label):
        if len(Journal(course).read()) >= 5 and not ended:
            ended.extend(psutil.Process(first.pid).children(recursive=True))
            assert ended  # it grades
            first.send_signal(signal.SIGKILL)

    assert grade(cluster, course, checkout, progress=kill_once) == local
    assert first.wait(30) == -signal.SIGKILL
    assert not psutil.wait_procs(ended, timeout=60)[1]
    assert read_results(course) == local
    assert not list(course.glob(".mistakes"))  # workers keep what they know for themselves


def test_several_threads_of_a_worker_do_not_meet(cluster, course, checkout, local):
    cluster.add_worker("--nthreads", "3")
    assert grade(cluster, course, checkout) == local


def test_no_scheduler_is_one_line_within_seconds(course, checkout):
    command = [*("-m", "reglab", "grade", "03", "--course", str(course))]
    run = subprocess.run(
        [sys.executable, *command, "--cluster", "tcp://127.0.0.1:9"],
        cwd=checkout,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith(
        "reglab: cannot connect to a Dask scheduler at tcp://127.0.0.1:9: "
    )
    assert run.stderr.count("\n") == 1


def test_what_is_no_address():
    expected = pytest.raises(
        GradingError, match="cannot connect to a Dask scheduler at nonsense://x"
    )
    with expected, on_cluster("nonsense://x"):
        pass


def test_no_worker(cluster):
    expected = pytest.raises(GradingError, match="expected workers, found none; start some with")
    with expected, on_cluster(cluster.address):
        pass


def test_a_worker_without_a_sandbox_stops_the_run(cluster, course, checkout):
    folder = course.parent / "empty"
    folder.mkdir()
    cluster.add_worker(PATH=str(folder))
    with pytest.raises(GradingError, match=r"the worker on .*: no sandbox: bubblewrap is not"):
        grade(cluster, course, checkout)
    assert not read_results(course, missing_ok=True)


def test_a_worker_of_another_version_stops_the_run(cluster, course, checkout):
    (course.parent / "other.py").write_text(OTHER)
    cluster.add_worker("--preload", str(course.parent / "other.py"))
    with pytest.raises(GradingError, match="another version of reglab, Python or a library"):
        grade(cluster, course, checkout)
    assert not read_results(course, missing_ok=True)


def test_a_scheduler_that_dies_leaves_what_was_graded(cluster, course, checkout, local):
    cluster.add_worker()

    def kill_once(done, total, label):
        if len(Journal(course).read()) == 3:
            cluster.kill_scheduler()

    with pytest.raises(
        GradingError, match="the scheduler is gone; graded submissions are recorded"
    ):
        grade(cluster, course, checkout, progress=kill_once)
    assert len(read_results(course)) >= 3
    assert grade_class([LESSON], course, root=checkout, jobs=2) == local


def test_jobs_and_a_cluster_are_not_one_order(course, checkout):
    command = ["-m", "reglab", "grade", "03", "--course", str(course), "--jobs", "2"]
    run = subprocess.run(
        [sys.executable, *command, "--cluster", "tcp://127.0.0.1:9"],
        cwd=checkout,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 2
    assert "expected --jobs or --cluster, and not both" in run.stderr
