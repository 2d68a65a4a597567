"""Runs end in stored results, whatever happens to them on the way."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reglab.audit import Store
from reglab.audit.registry import choose, load_claim
from reglab.audit.run import run_audit

CLAIM = '''
"""A claim for tests."""
import time, os
from pathlib import Path
import numpy as np
from reglab.audit import Claim, Plan

def experiment(regime, seeds):
    {code}
    noise = [np.random.default_rng(seed).normal() for seed in seeds]
    return {{"a": [9 + x for x in noise], "b": noise}}

CLAIM = Claim(
    plan=Plan(
        "a is above b.", "score", "points", 1.0, ("one", "two", "three"), ("a", "b"), "more", 5
    ),
    source="a blog", how="By drawing.", not_tested="All else.", experiment=experiment,
)
'''


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write a claim whose experiment begins with some code, in the current folder."""
    monkeypatch.chdir(tmp_path)

    def made(name, code="pass"):
        path = tmp_path / "claims" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(CLAIM.format(code=code))
        return path

    return made


def reglab(*arguments, **options):
    command = [sys.executable, "-m", "reglab", "audit", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, **options)


def regimes(name):
    return json.loads(Path("build/audit", f"{name}.json").read_text())["regimes"]


def test_a_run_ends_in_a_verdict_and_a_page(write):
    write("mine")
    run = reglab("mine")
    assert run.returncode == 0, run.stderr
    assert "✓ mine: holds. a is above b." in run.stdout
    assert list(regimes("mine")) == ["one", "two", "three"]
    page = Path("build/audit/index.html").read_text()
    assert "a is above b." in page
    assert "holds" in page
    assert regimes("mine")["one"]["seeds"] == [1000, 1001, 1002, 1003, 1004]
    assert {"python", "numpy", "scipy"} <= set(regimes("mine")["one"]["versions"])


def test_a_trial_gives_no_verdict_and_uses_no_registered_seed(write):
    write("mine")
    run = reglab("mine", "--quick")
    assert run.returncode == 0, run.stderr
    assert "decide nothing" in run.stdout
    assert "holds" not in run.stdout
    record = json.loads(Path("build/audit/quick/mine.json").read_text())
    assert list(record["regimes"]) == ["one"]
    assert record["regimes"]["one"]["seeds"] == [0, 1, 2]
    assert not Path("build/audit/mine.json").exists()
    page = Path("build/audit/quick/index.html").read_text()
    assert "there are no verdicts" in page
    assert "as claimed" not in page.partition("<main")[2]


def test_finished_regimes_are_not_run_again(write):
    write("mine", 'Path("ran").open("a").write(regime + " ")')
    assert reglab("mine").returncode == 0
    assert sorted(Path("ran").read_text().split()) == ["one", "three", "two"]
    assert reglab("mine").returncode == 0
    assert len(Path("ran").read_text().split()) == 3
    assert reglab("mine", "--again").returncode == 0
    assert len(Path("ran").read_text().split()) == 6


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_was_stopped_continues(write, how):
    waits = 'while regime == "two" and not Path("go").exists(): time.sleep(0.02)'
    write("mine", f'Path("ran").open("a").write(regime + " ")\n    {waits}')
    command = [sys.executable, "-m", "reglab", "audit", "mine", "--jobs", "1"]
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as run:
        deadline = time.monotonic() + 60
        while not (Path("ran").exists() and "two" in Path("ran").read_text()):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        # Ctrl-C reaches all processes of a terminal, a kill only one.
        (os.killpg if how == signal.SIGINT else os.kill)(run.pid, how)
        errors = run.communicate(timeout=30)[1]
    assert run.returncode != 0
    assert "Traceback" not in errors
    assert list(regimes("mine")) == ["one"]
    Path("go").touch()
    again = reglab("mine")
    assert again.returncode == 0, again.stderr
    assert list(regimes("mine")) == ["one", "two", "three"]
    ran = Path("ran").read_text().split()
    assert ran.count("one") == 1


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ('raise ValueError("no\\nway")', "mine, two: ValueError: no (mine.py, line 9)"),
        ("os._exit(3)", "mine, two: its process died"),
        ("return {}", "mine, two: the experiment must return values of 'a', got none"),
        ("sys.exit(1)", "mine, two: NameError"),
        ("raise SystemExit(1)", "mine, two: SystemExit"),
    ],
)
def test_an_experiment_that_fails_costs_only_its_regime(write, code, message):
    write("mine", f'if regime == "two": {code}')
    write("other")
    run = reglab("mine", "other", "--jobs", "1")
    assert run.returncode == 1
    assert message in run.stderr
    assert "Traceback" not in run.stderr
    assert list(regimes("mine")) == ["one", "three"]
    assert "mine: not run" in run.stdout
    assert "other: holds" in run.stdout


def test_a_plan_that_changed_after_the_run_is_refused(write):
    path = write("mine")
    assert reglab("mine").returncode == 0
    before = Path("build/audit/mine.json").read_bytes()
    path.write_text(path.read_text().replace('"points", 1.0', '"points", 0.5'))
    for options in ([], ["--again"]):
        run = reglab("mine", *options)
        assert run.returncode == 2
        assert "plan changed after its run (margin)" in run.stderr
        assert len(run.stderr.strip().splitlines()) == 1
    assert Path("build/audit/mine.json").read_bytes() == before


def test_code_that_changed_after_the_run_is_told(write):
    path = write("mine")
    assert reglab("mine").returncode == 0
    path.write_text(path.read_text().replace("9 + x", "8 + x"))
    run = reglab("mine")
    assert "The code of mine changed after its run" in run.stdout
    assert "its code changed after its run" in Path("build/audit/index.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no_such"], "there is no claim no_such, and no file"),
        (["l1_zeroes"], "did you mean l1_zeros?"),
        (["claims/none.py"], "No such file"),
        (["broken"], "claims/broken.py: SyntaxError"),
        (["empty"], "expected a Claim that is named CLAIM, found none"),
        (["mine", "mine"], "mine is named twice"),
        (["claims/l1_zeros.py"], "l1_zeros is a claim of the course"),
        (["mine", "--quick", "--full"], "expected --quick or --full"),
        (["mine", "--cluster", "nonsense://x"], "cannot connect to a Dask scheduler"),
    ],
)
def test_bad_input_gets_one_line(write, arguments, message):
    write("mine")
    write("l1_zeros")
    write("broken").write_text("def (")
    write("empty").write_text("")
    run = reglab(*arguments)
    assert run.returncode == 2
    assert message in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


def test_equal_seeds_give_equal_values(write):
    write("mine")
    found = []
    for folder in ("a", "b"):
        store = Store(folder)
        assert run_audit([load_claim("claims/mine.py")], store, quick=True) == []
        found.append(store.record("mine")["regimes"]["one"]["values"])
    assert found[0] == found[1]


def test_all_claims_of_the_course_are_found_in_order():
    entries = choose([])
    numbers = [entry.claim.number for entry in entries]
    assert numbers == list(range(1, 38))
