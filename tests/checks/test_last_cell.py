"""A cell that did not run leaves an older function behind, and the check says so."""

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from reglab.checks.probing.last_cell import cells_that_did_not_run


@pytest.fixture
def shell(tmp_path, monkeypatch):
    """Run cells as a notebook does; `said` is what the check of `f` would say after them."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    ipython = InteractiveShell(config=Config(HistoryManager={"enabled": False}))

    def said(*cells):
        for cell in cells:
            ipython.run_cell(cell, store_history=True)
        return cells_that_did_not_run(["f"], ipython.user_ns)

    return said


OLDER = "This check judges the older f."


def test_a_syntax_error(shell):
    (sentence,) = shell("def f(x):\n    return 1", "def f(x):\n    return (2\n")
    assert "SyntaxError in line 2 ('(' was never closed), so it defined nothing" in sentence
    assert sentence.endswith(OLDER)


def test_an_error_before_the_function(shell):
    (sentence,) = shell("def f(x):\n    return 1", "1 / 0\ndef f(x):\n    return 2")
    assert sentence.endswith(f"stopped with an error, so it defined nothing. {OLDER}")


def test_without_an_older_function_nothing_is_judged(shell):
    (sentence,) = shell("def f(x:")
    assert sentence.endswith("so it defined nothing.")


@pytest.mark.parametrize(
    "cells",
    [
        ["def f(x):\n    return 1"],
        ["def f(x:", "def f(x):\n    return 1"],
        ["def f(x):\n    return 1\n1 / 0"],
        ["%%time\ndef f(x):\n    return 1"],
        ["def f(x):\n    return 1", "def other(x:"],
        ["def f(x):\n    return 1", "def g(x):\n    return 2", "f = g"],
        ["def f(x:", "f = abs"],
        ["import functools", "@functools.lru_cache\ndef f(x):\n    return 1"],
        ["def f(x):\n    return 1\nf = max"],
        ["f = lambda x: 1"],
        ["def wrap(g):\n    return lambda x: g(x)", "@wrap\ndef f(x):\n    return 1"],
        ["1 + 1"],
    ],
)
def test_an_answer_that_was_defined_last_is_not_doubted(shell, cells):
    assert shell(*cells) == []


def test_outside_of_a_notebook_nothing_is_said():
    assert cells_that_did_not_run(["f"], {"f": abs}) == []
    assert cells_that_did_not_run(["f"], {"f": abs, "In": "def f(:"}) == []
