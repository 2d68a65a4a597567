"""Exercise 10.2, gradient descent from zero: what is drawn and called."""

from dataclasses import dataclass

import numpy as np

from ...core import Array, Exercise, Tuple
from ...core.schema import SchemaError
from ..designs import regression

GD_PATH = Exercise(
    "early_stopping.gd_path",
    title="10.2 gd_path",
    points=3,
    forbid=("reglab.linear.gradient_descent:gd_path", "reglab.linear.gradient_descent"),
)


@dataclass(frozen=True, init=False)
class Path(Tuple):
    """W and b; anything that is no pair was sent in words."""

    def __init__(self):
        super().__init__(
            W=Array(lambda data: (data["steps"] + 1, data["X"].shape[1])),
            b=Array(lambda data: (data["steps"] + 1,)),
        )

    def validate(self, value, data, name):
        if isinstance(value, str):
            raise SchemaError(f"{name}: expected (W, b), got {value}")
        return super().validate(value, data, name)


PATH = {"gd_path": Path()}


def _call(answers, data):
    path = answers.gd_path(data["X"], data["y"], data["eta"], data["steps"])
    if isinstance(path, np.ndarray):
        path = f"an array of shape {path.shape}"
    return {"gd_path": path}


def _first_step(rng):
    on_paper = {"X": np.array([[1.0], [2.0], [6.0]]), "y": np.array([5.0, 7.0, 9.0]), "eta": 0.1}
    # Only rows 0 and 1 are judged; the others tell mistakes apart.
    return [{**on_paper, "steps": 2}, {**regression(rng, 12, 3), "steps": 3}]


@GD_PATH.property(
    "row 0 is 0, and the first step goes down the gradient",
    draw=_first_step,
    returns=PATH,
)
def first_step(answers, data):
    return _call(answers, data)


def _paths(rng):
    on_paper = {"X": np.array([[-1.0], [0.0], [1.0]]), "y": np.array([1.0, 3.0, 5.0]), "eta": 0.75}
    return [
        {**on_paper, "steps": 2},
        {**regression(rng, 15, 3), "steps": 6},
        {**regression(rng, 5, 9), "steps": 6},  # more columns than rows
    ]


@GD_PATH.property(
    "every step starts where the last one ended",
    draw=_paths,
    returns=PATH,
    after="first_step",
)
def every_step(answers, data):
    return _call(answers, data)


@GD_PATH.property(
    "b is the best intercept for the weights of its row",
    draw=lambda rng: [{**data, "steps": 4} for data in (_first_step(rng)[0], _paths(rng)[1])],
    returns=PATH,
)
def intercept(answers, data):
    return _call(answers, data)


def _far(rng):
    # Columns of similar size, hardly correlated: a few hundred steps are enough.
    return [
        {**_first_step(rng)[0], "eta": 0.2, "steps": 40},
        {**regression(rng, 80, 2, spread=1.5), "steps": 300},
    ]


@GD_PATH.property(
    "after very many steps it is least squares",
    draw=_far,
    returns=PATH,
    after="every_step",
)
def arrives(answers, data):
    return _call(answers, data)


@GD_PATH.property(
    "no step: one row",
    draw=lambda rng: [{**regression(rng, 8, 2), "steps": 0}],
    returns=PATH,
    after="intercept",
)
def no_step(answers, data):
    return _call(answers, data)
