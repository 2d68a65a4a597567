"""Exercise 10.2, gradient descent from zero: what is drawn and called."""

from dataclasses import dataclass

import numpy as np

from ...core import Array, Exercise, Tuple
from ...core.schema import SchemaError
from ..designs import on_paper, regression, up_to

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


def _tall(rng):
    return regression(rng, up_to(rng, 10, 16), up_to(rng, 2, 4))


def _first_step(rng):
    # Only rows 0 and 1 are judged; the others tell mistakes apart.
    steps = up_to(rng, 2, 4)
    return [{**on_paper(rng), "steps": 2}, {**_tall(rng), "steps": steps}]


@GD_PATH.property(
    "row 0 is 0, and the first step goes down the gradient",
    draw=_first_step,
    returns=PATH,
)
def first_step(answers, data):
    return _call(answers, data)


def _paths(rng):
    wide = regression(rng, up_to(rng, 4, 6), up_to(rng, 7, 10))  # more columns than rows
    steps = [2, up_to(rng, 5, 8), up_to(rng, 5, 8)]
    cases = (on_paper(rng), _tall(rng), wide)
    return [{**data, "steps": n} for data, n in zip(cases, steps, strict=True)]


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
    draw=lambda rng: [{**data, "steps": up_to(rng, 3, 5)} for data in (on_paper(rng), _tall(rng))],
    returns=PATH,
)
def intercept(answers, data):
    return _call(answers, data)


def _far(rng):
    # Columns of similar size, hardly correlated: a few hundred steps are enough.
    return [
        {**on_paper(rng), "steps": up_to(rng, 35, 45)},
        {**regression(rng, up_to(rng, 60, 100), 2, spread=1.5), "steps": 300},
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
    draw=lambda rng: [{**on_paper(rng), "steps": 0}, {**_tall(rng), "steps": 0}],
    returns=PATH,
    after="intercept",
)
def no_step(answers, data):
    return _call(answers, data)
