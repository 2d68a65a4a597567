"""Answers that use unseeded random numbers or the clock are noted, and so are other marks."""

import ast
import shutil
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from reglab.grading import grade_class, read_results
from reglab.grading.records.store import save_results
from reglab.grading.results import ExerciseResult
from reglab.grading.runs.preview import changes, preview_class
from reglab.grading.runs.replay import replay
from reglab.grading.verdict.reproducible import OTHER_MARKS, repeat_notes, unrepeatable

LESSON = "03_small"
CHECKOUT = Path(__file__).parents[2]
ITEMS = [ExerciseResult("lasso.soft_threshold", "03-soft-threshold-hidden", 1.0, 2.0)]
ANSWER = "def soft_threshold(z, t):\n    x = {}\n    return z - np.clip(z, -t, t)\n"


@pytest.fixture
def noted(filled, release):
    """Give a function: what the notes say of an answer, and of other cells before it."""

    def notes(answer, *others):
        notebook = filled(soft_threshold=answer)
        notebook.cells[1:1] = [nbformat.v4.new_code_cell(source) for source in others]
        return list(repeat_notes(notebook, ITEMS, release()))

    return notes


@pytest.mark.parametrize(
    ("imports", "call", "said"),
    [
        ("import os", "os.urandom(8)", "os.urandom"),
        ("from os import urandom as u", "u(8)", "os.urandom"),
        ("import secrets as s", "s.token_bytes()", "secrets.token_bytes"),
        ("import random", "random.SystemRandom().random()", "random.SystemRandom"),
        ("import random", "random.random()", "random.random without a seed"),
        ("import random", "random.Random().random()", "random.Random without a seed"),
        ("from random import shuffle", "shuffle([1])", "random.shuffle without a seed"),
        ("import uuid", "uuid.uuid4()", "uuid.uuid4"),
        ("", "np.random.default_rng().normal()", "numpy.random.default_rng without a seed"),
        ("", "np.random.default_rng(None)", "numpy.random.default_rng without a seed"),
        ("", "np.random.rand(3)", "numpy.random.rand without a seed"),
        (
            "import numpy.random as nr",
            "nr.RandomState()",
            "numpy.random.RandomState without a seed",
        ),
        ("", "np.random.Generator(np.random.PCG64())", "numpy.random.PCG64 without a seed"),
        ("import time", "time.perf_counter()", "time.perf_counter"),
        ("from datetime import datetime", "datetime.now()", "datetime.datetime.now"),
        ("", "id(z)", "id"),
    ],
)
def test_what_differs_from_run_to_run_is_noted(noted, imports, call, said):
    line = f"03-soft-threshold: uses {said}, so its marks may differ in another run"
    assert noted(f"{imports}\n{ANSWER.format(call)}") == [line]
    # Also in a function of another cell, and with the import in a third one.
    helper = f"def helper(z=1):\n    return {call}\n"
    assert noted(ANSWER.format("helper()"), imports, helper) == [line]


@pytest.mark.parametrize(
    "call",
    [
        "np.random.default_rng(0).normal()",
        "np.random.default_rng(seed=t)",
        "isinstance(z, np.random.Generator)",
        "np.random.RandomState(3).rand()",
        "rng.random(3)",
        "time * 2",
    ],
)
def test_what_is_the_same_in_every_run_is_not(noted, call):
    assert noted(ANSWER.format(call)) == []


def test_a_seed_in_any_cell_counts_for_the_global_generator(noted):
    answer = ANSWER.format("np.random.rand()")
    assert noted(answer, "np.random.seed(3)") == []
    assert noted(answer, "np.random.seed()") != []


def test_what_the_answer_does_not_use_is_not_noted(noted):
    demo = "import time\nstart = time.time()\nprint(soft_threshold(1.0, 0.5), time.time() - start)"
    assert noted(ANSWER.format(1) + demo) == []
    assert noted(ANSWER.format(1), demo) == []


@pytest.mark.parametrize("path", sorted(CHECKOUT.glob("solutions/*/accepted.py")), ids=str)
def test_no_accepted_answer_is_noted(path):
    tree = ast.parse(path.read_text("utf-8"))
    assert list(unrepeatable(tree, {"np": "numpy", "random": "random", "time": "time"})) == []


RANDOM = """import os

def soft_threshold(z, t):
    return (z - np.clip(z, -t, t)) * (int.from_bytes(os.urandom(8), "big") > 0)
"""


@pytest.mark.slow
def test_other_marks_for_the_same_key_are_flagged(checkout, filled, hand_in, tmp_path):
    hand_in(tmp_path, "ann", filled(soft_threshold=RANDOM))
    hand_in(tmp_path, "bob", filled())
    ann, bob = grade_class([LESSON], tmp_path, root=checkout)
    note = "03-soft-threshold: uses os.urandom, so its marks may differ in another run"
    assert (ann.flags, ann.reason, str(ann.status)) == ((note,), note, "graded")
    assert bob.flags == ()
    # As if the first run had given fewer points.
    items = [
        replace(item, score=0.5, report={**item.report, "fraction": 0.25})
        if item.exercise == "lasso.soft_threshold"
        else item
        for item in ann.exercises
    ]
    save_results(tmp_path, [replace(ann, score=ann.score - 1.5, exercises=tuple(items))])
    assert replay(LESSON, "ann", tmp_path, root=checkout).causes[-1] == OTHER_MARKS
    assert OTHER_MARKS not in replay(LESSON, "bob", tmp_path, root=checkout).causes
    shutil.rmtree(tmp_path / "autograded")
    text = changes(preview_class([LESSON], tmp_path, root=checkout), tmp_path)
    assert text.splitlines()[1] == f"  {OTHER_MARKS}"
    assert "1 of 2 would change, 0 would be new, 1 would stay." in text
    for _ in range(2):
        ann, bob = grade_class([LESSON], tmp_path, root=checkout)
        assert ann.flags == (OTHER_MARKS, note)
        assert bob.flags == ()
        assert read_results(tmp_path) == [ann, bob]
        shutil.rmtree(tmp_path / "autograded")
