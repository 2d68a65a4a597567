"""Lesson 00, the student's half: what is drawn and what is called.

Imports no reference, judge or bank: this file is all that a sandbox holds.
"""

import numpy as np

from ..core import Array, Exercise, Prediction

STANDARDIZE = Exercise("start_here.standardize", title="0.1 standardize", points=0)


def _tables(rng):
    # Smallest first. Columns and rows have means and spreads of their own, so that a mean over
    # the wrong axis is a wrong number and not a lucky one.
    small = {"X": np.array([[1.0, 10.0], [3.0, 30.0]])}
    mean, spread = np.array([-4.0, 20.0, 300.0]), np.array([0.5, 3.0, 40.0])
    return [small, {"X": mean + spread * rng.uniform(-1, 1, size=(8, 3))}]


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
    draw=_tables,
    returns={"before": Array(_like_X), "after": Array(_like_X)},
    after="moments",
)
def units(answers, data):
    return {
        "before": answers.standardize(data["X"]),
        "after": answers.standardize(1000.0 * data["X"] + 273.0),
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
