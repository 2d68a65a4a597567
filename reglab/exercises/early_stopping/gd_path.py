"""Exercise 10.2, gradient descent from zero."""

from dataclasses import dataclass

import numpy as np

from reglab import linear
from reglab.checks.model import PASSED, Array, Exercise, Tuple, failed, first_difference, number
from reglab.checks.model.schema import SchemaError
from reglab.exercises.early_stopping.inputs import quarters, regression, up_to
from reglab.linear import gd_path


@dataclass(frozen=True, init=False)
class Path(Tuple):
    """W and b; anything that is not a pair is sent as a description."""

    def __init__(self):
        super().__init__(
            W=Array(lambda data: (data["steps"] + 1, data["X"].shape[1])),
            b=Array(lambda data: (data["steps"] + 1,)),
        )

    def validate(self, value, data, name):
        if isinstance(value, str):
            raise SchemaError(f"{name}: expected (W, b), got {value}")
        return super().validate(value, data, name)


GD_PATH = Exercise(
    "early_stopping.gd_path",
    title="10.2 gd_path",
    points=3,
    returns=Path(),
    forbid=("reglab.linear.gradient_descent:gd_path", "reglab.linear.gradient_descent"),
    reference=gd_path,
)


def _call(answers, data):
    path = answers.gd_path(data["X"], data["y"], data["eta"], data["steps"])
    if isinstance(path, np.ndarray):
        path = f"an array of shape {path.shape}"
    return {"gd_path": path}


# Deviations from the mean, in order: x and y rise together.
_X_ON_PAPER = ((-2.0, -1.0, 3.0), (-1.0, -1.0, 2.0), (-3.0, 1.0, 2.0), (-2.0, 0.0, 2.0))
_Y_ON_PAPER = ((-2.0, 0.0, 2.0), (-1.0, -1.0, 2.0), (-3.0, 1.0, 2.0), (-4.0, 1.0, 3.0))


def _on_paper(rng):
    """Three rows of one column, in short numbers; x and y are not centred, and steps converge."""
    x, y = (np.array(rng.choice(choices)) for choices in (_X_ON_PAPER, _Y_ON_PAPER))
    eta = round(rng.uniform(0.55, 0.9) / np.mean(x**2), 2)
    rows = rng.permutation(3)
    x_mean, y_mean = (rng.choice([-1.0, 1.0]) * quarters(rng, 1.0, 6.0) for _ in range(2))
    y = y_mean + rng.choice([-1.0, 1.0]) * y
    return {"X": x_mean + x[rows, None], "y": y[rows], "eta": float(eta)}


def _tall(rng):
    return regression(rng, up_to(rng, 10, 16), up_to(rng, 2, 4))


def _first_step(rng):
    # Only rows 0 and 1 are judged; the others tell mistakes apart.
    steps = up_to(rng, 2, 4)
    return [{**_on_paper(rng), "steps": 2}, {**_tall(rng), "steps": steps}]


def _data(data):
    """The data in words, if they fit on a line."""
    if data["X"].size > 3:
        return f"X of shape {data['X'].shape}"
    x, y = (", ".join(number(v) for v in values) for values in (data["X"][:, 0], data["y"]))
    return f"x = {x}, y = {y}, eta = {number(data['eta'])}"


def _compare(data, W, hint):
    expected = linear.gd_path(data["X"], data["y"], data["eta"], data["steps"])[0][: len(W)]
    where = first_difference(expected, W)
    if where is None:
        return PASSED
    row, column = where
    return failed(
        hint,
        f"{_data(data)}: expected W[{row}, {column}] = {number(expected[where])}, "
        f"got {number(W[where])}",
    )


@GD_PATH.property(
    "row 0 is 0, and the first step goes down the gradient",
    draw=_first_step,
    call=_call,
)
def first_step(data, out):
    hint = (
        "Row 0 is w = 0. Row 1 is eta * Xc'yc / n, with X and y centred: check each factor on "
        "the small example."
    )
    return _compare(data, out["gd_path"][0][:2], hint)


def _paths(rng):
    wide = regression(rng, up_to(rng, 4, 6), up_to(rng, 7, 10))  # more columns than rows
    steps = [2, up_to(rng, 5, 8), up_to(rng, 5, 8)]
    cases = (_on_paper(rng), _tall(rng), wide)
    return [{**data, "steps": n} for data, n in zip(cases, steps, strict=True)]


@GD_PATH.property(
    "every step starts where the last one ended",
    draw=_paths,
    call=_call,
    after="first_step",
)
def every_step(data, out):
    hint = "Each step needs the gradient at the previous row, because the residual changes with w."
    return _compare(data, out["gd_path"][0], hint)


def _known_weights(data):
    """The weights of a right path, and those of the known mistakes that move."""
    arguments = data["X"], data["y"], data["eta"], data["steps"]
    p = data["X"].shape[1]
    yield linear.gd_path(*arguments)[0]
    for mistake in GD_PATH.mistakes:
        found = mistake.answers["gd_path"](*arguments)
        W = found[0] if isinstance(found, tuple) else found
        # (If rows are centred, a single column becomes 0; that mistake moves with more columns.)
        if np.shape(W) == (data["steps"] + 1, p) and (p == 1 or np.any(W)):
            yield W


def _compare_intercepts(data, expected, b):
    where = first_difference(expected, b)
    if where is None:
        return PASSED
    return failed(
        "For each row, the best intercept for its weights is mean(y) - mean(X) w.",
        f"{_data(data)}: expected b[{where[0]}] = {number(expected[where])}, got "
        f"{number(b[where])}",
    )


@GD_PATH.property(
    "b is the best intercept for the weights of its row",
    draw=lambda rng: [{**data, "steps": up_to(rng, 3, 5)} for data in (_on_paper(rng), _tall(rng))],
    call=_call,
)
def intercept(data, out):
    W, b = out["gd_path"]
    # A known mistake in the weights fails its own properties. W shows which mistake it is; the
    # expected b is computed from it.
    for known in _known_weights(data):
        if first_difference(known, W) is None:
            return _compare_intercepts(data, data["y"].mean() - known @ data["X"].mean(axis=0), b)
    return _compare(
        data, W, "Compute b from the weights of its row. Your weights are not right yet."
    )


def _far(rng):
    # Columns of similar size with little correlation, so that a few hundred steps are enough.
    return [
        {**_on_paper(rng), "steps": up_to(rng, 35, 45)},
        {**regression(rng, up_to(rng, 60, 100), 2, spread=1.5), "steps": 300},
    ]


@GD_PATH.property(
    "after very many steps it is least squares",
    draw=_far,
    call=_call,
    after="every_step",
)
def arrives(data, out):
    W, _ = out["gd_path"]
    expected = linear.fit_ols(data["X"], data["y"])[0]
    where = first_difference(expected, W[-1], rtol=1e-5)
    if where is None:
        return PASSED
    hint = "Only the gradient changes w: with enough steps it becomes 0 at least squares."
    if np.any(W[1]) and not np.any(W[-1]):
        hint = "Your loop ends early, so the later rows stay 0. Take all steps."
    return failed(
        hint,
        f"{_data(data)}, {data['steps']} steps: expected W[-1, {where[0]}] = "
        f"{number(expected[where])}, got {number(W[-1][where])}",
    )


@GD_PATH.property(
    "no step: one row",
    draw=lambda rng: [{**_on_paper(rng), "steps": 0}, {**_tall(rng), "steps": 0}],
    call=_call,
    after="intercept",
)
def no_step(data, out):
    W, b = out["gd_path"]
    if np.all(W == 0) and np.isclose(b[0], data["y"].mean()):
        return PASSED
    return failed(
        "With steps = 0 the path is its starting point.",
        f"steps = 0: expected w = 0 and b = {number(data['y'].mean())}, got b = {number(b[0])}",
    )
