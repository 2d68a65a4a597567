"""Lesson 00, the student's half: what is drawn and what is called.

Imports no reference, judge or bank: this file is all that a sandbox holds.
"""

import numpy as np

from ..core import Array, Exercise, Prediction

STANDARDIZE = Exercise("start_here.standardize", title="0.1 standardize", points=0)


def _on_paper(rng):
    """Two rows in halves; the second column is ten times as large."""
    low, gap = rng.integers(2, 8, size=2) / 2, rng.integers(2, 9, size=2) / 2
    return rng.permuted(np.array([low, low + gap]) * [1.0, 10.0], axis=0)


def _tables(rng):
    # Smallest first. Columns and rows have means and spreads of their own, so that a mean over
    # the wrong axis is a wrong number and not a lucky one.
    n, p = int(rng.integers(7, 13)), int(rng.integers(3, 6))
    size = rng.permutation([0.5, 3.0, 40.0, 8.0, 100.0][:p]) * rng.uniform(0.8, 1.25, size=p)
    mean = rng.choice([-1.0, 1.0], size=p) * rng.permutation([4.0, 20.0, 300.0, 60.0, 1.5][:p])
    return [{"X": _on_paper(rng)}, {"X": mean + size * rng.uniform(-1, 1, size=(n, p))}]


def _units(rng):
    # As from metres to inches, from Celsius to Fahrenheit, from hours to minutes, from kg to g.
    factor = float(rng.choice([39.37, 1.8, 60.0, 1000.0]))
    shift = int(rng.integers(-1200, 1201)) / 4
    return [{**case, "factor": factor, "shift": shift} for case in _tables(rng)]


def _like_X(data):
    return data["X"].shape


@STANDARDIZE.property(
    "every column has mean 0 and standard deviation 1",
    draw=_tables,
    returns={"standardize": Array(_like_X)},
)
def moments(answers, data):
    return {"standardize": answers.standardize(data["X"])}


@STANDARDIZE.property(
    "values keep their order and their relative distances",
    draw=_tables,
    returns={"standardize": Array(_like_X)},
    after="moments",
)
def distances(answers, data):
    return {"standardize": answers.standardize(data["X"])}


@STANDARDIZE.property(
    "another unit and another zero change nothing",
    draw=_units,
    returns={"before": Array(_like_X), "after": Array(_like_X)},
    after="distances",
)
def units(answers, data):
    X = data["X"]
    return {
        "before": answers.standardize(X),
        "after": answers.standardize(data["factor"] * X + data["shift"]),
    }


UNITS = Prediction(
    "start_here.units",
    "You standardize a column of weights in kilograms. Then you convert it to grams and "
    "standardize again. What changes?",
    {
        "a": "Every value becomes 1000 times as large.",
        "b": "Nothing: both results are the same.",
        "c": "The mean stays 0, and the standard deviation becomes 1000.",
    },
    points=0,
)
