"""Exercise 10.2, gradient descent from zero."""

from dataclasses import dataclass

import numpy as np

from reglab import linear
from reglab.checks.model import PASSED, Array, Exercise, failed, first_difference, number
from reglab.checks.model.encoding import type_name
from reglab.checks.model.schema import SchemaError
from reglab.exercises.draws import whole
from reglab.exercises.early_stopping.inputs import quarters, regression
from reglab.linear import gd_path


@dataclass(frozen=True)
class Intercepts(Array):
    """b; if only W was returned, that is said."""

    def validate(self, value, data, name):
        if isinstance(value, str):
            raise SchemaError(value)
        return super().validate(value, data, name)


WEIGHTS = {"W": Array(lambda data: (data["steps"] + 1, data["X"].shape[1]))}
PATH = {**WEIGHTS, "b": Intercepts(lambda data: (data["steps"] + 1,))}

GD_PATH = Exercise(
    "early_stopping.gd_path",
    title="10.2 gd_path",
    points=3,
    forbid=(
        "reglab.linear.gradient_descent:gd_path",
        "reglab.linear.gradient_descent",
        "reglab.linear.optimality:lambda_max",  # for one column, the length of the gradient
        "reglab.linear.optimality:kkt_violation",
    ),
    reference=gd_path,
    aspects={"weights": 6, "intercepts": 3, "no step": 1},
)


def _path(answers, data):
    """W and b; text in the place of b if only W was returned."""
    path = answers.gd_path(data["X"], data["y"], data["eta"], data["steps"])
    if isinstance(path, np.ndarray):
        path = path, f"gd_path: expected (W, b), got an array of shape {path.shape}"
    if not isinstance(path, tuple | list):
        raise TypeError(f"gd_path must return (W, b), got {type_name(path)}")
    if len(path) != 2:
        raise TypeError(f"gd_path must return (W, b), got {len(path)} values")
    return {"W": path[0], "b": path[1]}


def _weights(answers, data):
    return {"W": _path(answers, data)["W"]}


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
    return regression(rng, whole(rng, 10, 16), whole(rng, 2, 4))


def _first_step(rng):
    # Only rows 0 and 1 are judged; the others tell mistakes apart.
    steps = whole(rng, 2, 4)
    return [{**_on_paper(rng), "steps": 2}, {**_tall(rng), "steps": steps}]


def _data(data):
    """The data in words, if they fit on a line."""
    if data["X"].size > 3:
        return f"X of shape {data['X'].shape}"
    x, y = (", ".join(number(v) for v in values) for values in (data["X"][:, 0], data["y"]))
    return f"x = {x}, y = {y}, eta = {number(data['eta'])}"


def _compare(data, W, hint, words=_data):
    expected = linear.gd_path(data["X"], data["y"], data["eta"], data["steps"])[0][: len(W)]
    # Each column has its own unit. Where nothing moves, 1e-9 is next to nothing.
    largest = np.max(np.abs(expected), axis=0)
    atol = 1e-9 * np.where(largest > 0, largest, 1.0)
    where = first_difference(expected, W, atol=atol)
    if where is None:
        return PASSED
    row, column = where
    return failed(
        hint,
        f"{words(data)}: expected W[{row}, {column}] = {number(expected[where])}, "
        f"got {number(W[where])}",
    )


@GD_PATH.property(
    "row 0 is 0, and the first step goes down the gradient",
    draw=_first_step,
    call=_weights,
    returns=WEIGHTS,
    aspect="weights",
)
def first_step(data, out):
    hint = (
        "Row 0 is w = 0. Row 1 is eta * Xc'yc / n, with X and y centred: check each factor on "
        "the small example."
    )
    return _compare(data, out["W"][:2], hint)


def _paths(rng):
    wide = regression(rng, whole(rng, 4, 6), whole(rng, 7, 10))  # more columns than rows
    steps = [2, whole(rng, 5, 8), whole(rng, 5, 8)]
    cases = (_on_paper(rng), _tall(rng), wide)
    return [{**data, "steps": n} for data, n in zip(cases, steps, strict=True)]


@GD_PATH.property(
    "every step starts where the last one ended",
    draw=_paths,
    call=_weights,
    after="first_step",
    returns=WEIGHTS,
    aspect="weights",
)
def every_step(data, out):
    hint = "Each step needs the gradient at the previous row, because the residual changes with w."
    return _compare(data, out["W"], hint)


def _known_weights(data):
    """The weights of the known mistakes that move."""
    p = data["X"].shape[1]
    for mistake in GD_PATH.mistakes:
        found = mistake.answers["gd_path"](data["X"], data["y"], data["eta"], data["steps"])
        W = found[0] if isinstance(found, tuple) else found
        # (If rows are centred, a single column becomes 0; that mistake moves with more columns.)
        if np.shape(W) == (data["steps"] + 1, p) and (p == 1 or np.any(W)):
            yield W


def _descends(data, W):
    """Whether a path starts at 0 and every row has a smaller squared error than the row before."""
    Xc, yc = data["X"] - data["X"].mean(axis=0), data["y"] - data["y"].mean()
    errors = np.sum((yc[:, None] - Xc @ W.T) ** 2, axis=0)
    return not np.any(W[0]) and np.all(np.diff(errors) < 0)


def _compare_intercepts(data, expected, b):
    where = first_difference(expected, b, atol=1e-9 * np.max(np.abs(data["y"])))
    if where is None:
        return PASSED
    return failed(
        "For each row, the best intercept for its weights is mean(y) - mean(X) w.",
        f"{_data(data)}: expected b[{where[0]}] = {number(expected[where])}, got "
        f"{number(b[where])}",
    )


@GD_PATH.property(
    "b is the best intercept for the weights of its row",
    draw=lambda rng: [{**data, "steps": whole(rng, 3, 5)} for data in (_on_paper(rng), _tall(rng))],
    call=_path,
    returns=PATH,
    aspect="intercepts",
)
def intercept(data, out):
    W, b = out["W"], out["b"]
    # Wrong weights fail their own properties. If they are a path all the same, or those of a known
    # mistake, b is compared with the best intercepts for them.
    known = (first_difference(one, W) is None for one in _known_weights(data))
    if _descends(data, W) or any(known):
        return _compare_intercepts(data, data["y"].mean() - W @ data["X"].mean(axis=0), b)
    return _compare(data, W, "b cannot be judged yet. First make row 0 and the first steps right.")


def _large_steps(rng):
    """Steps that go too far, and come back from the other side: eta*s is between 1 and 2."""
    paper, tall = _on_paper(rng), _tall(rng)
    # The step on paper is 0.55/s to 0.9/s, and the other one 0.8/s.
    return [
        {**paper, "eta": 2 * paper["eta"], "steps": whole(rng, 4, 6)},
        {**tall, "eta": rng.uniform(2.1, 2.4) * tall["eta"], "steps": whole(rng, 4, 6)},
    ]


@GD_PATH.property(
    "steps that go too far are taken, too",
    draw=_large_steps,
    call=_weights,
    after="every_step",
    returns=WEIGHTS,
    aspect="weights",
)
def large_steps(data, out):
    hint = "Take every step with eta as given: do not shorten it, and do not stop where w turns."
    return _compare(data, out["W"], hint)


def _in_units(data, x_unit, y_unit):
    """The same data in other units: the path is the same up to its unit."""
    return {
        **data,
        "X": data["X"] * x_unit,
        "y": data["y"] * y_unit,
        "eta": data["eta"] / x_unit**2,
    }


def _units(rng):
    """Large and small y and X, and a column that is nearly constant."""
    units = [(1.0, 1e6), (1.0, 1e-8), (1e-4, 1.0), (1e4, 1e-4), (1e-4, 1e-8)]
    cases = [{**_in_units(_tall(rng), *unit), "steps": whole(rng, 4, 6)} for unit in units]
    nearly = _tall(rng)
    column = nearly["X"][:, 0]
    nearly["X"][:, 0] = column.mean() + 1e-3 * (column - column.mean())
    return [*cases, {**nearly, "steps": whole(rng, 4, 6)}]


def _sizes(data):
    """The size of the numbers in words."""
    x, y = (np.max(np.abs(values)) for values in (data["X"], data["y"]))
    return f"{_data(data)} with numbers up to {x:.1g}, y up to {y:.1g}"


@GD_PATH.property(
    "X and y may be large or small numbers",
    draw=_units,
    call=_weights,
    after="every_step",
    returns=WEIGHTS,
    aspect="weights",
)
def units(data, out):
    hint = (
        "(10.3) is the same for all numbers: nothing in it is limited or rounded, and no step is "
        "left out because the gradient is small."
    )
    return _compare(data, out["W"], hint, _sizes)


def _integers(rng):
    """Whole numbers in X, in y and in both."""
    n, p = whole(rng, 8, 12), whole(rng, 2, 3)
    X = rng.integers(-4, 5, size=(n, p)) + rng.permutation([3, -5, 4])[:p]
    X[:2] = [[-8] * p, [9] * p]  # no column is constant
    y = rng.integers(-20, 21, size=n)
    eta = 0.8 / float(np.linalg.eigvalsh(np.cov(X.T, ddof=0)).max())
    kinds = [(X, y), (X, y + 0.25), (X + 0.25, y)]
    return [{"X": a, "y": b, "eta": eta, "steps": whole(rng, 3, 5)} for a, b in kinds]


@GD_PATH.property(
    "X and y may hold whole numbers",
    draw=_integers,
    call=_weights,
    after="every_step",
    returns=WEIGHTS,
    aspect="weights",
)
def whole_numbers(data, out):
    hint = "The weights are fractions, also if X or y holds integers: make W an array of floats."
    return _compare(data, out["W"], hint)


def _constant(rng):
    """A column without any variance, and a single row."""
    tall = _tall(rng)
    tall["X"][:, -1] = quarters(rng, 1.0, 6.0)
    row = regression(rng, 8, whole(rng, 2, 3))
    row["X"], row["y"] = row["X"][:1], row["y"][:1]
    return [{**data, "steps": whole(rng, 3, 5)} for data in (tall, row)]


@GD_PATH.property(
    "a constant column, or a single row: the weights stay 0",
    draw=_constant,
    call=_weights,
    after="every_step",
    returns=WEIGHTS,
    aspect="weights",
)
def constant(data, out):
    hint = "A column that is constant is 0 when it is centred, so its gradient is 0."
    return _compare(data, out["W"], hint)


def _far(rng):
    # Columns of similar size with little correlation, so that a few hundred steps are enough.
    return [
        {**_on_paper(rng), "steps": whole(rng, 35, 45)},
        {**_on_paper(rng), "steps": whole(rng, 1200, 1500)},
        {**regression(rng, whole(rng, 60, 100), 2, spread=1.5), "steps": 300},
    ]


@GD_PATH.property(
    "after very many steps it is least squares",
    draw=_far,
    call=_weights,
    after="every_step",
    returns=WEIGHTS,
    aspect="weights",
)
def arrives(data, out):
    W = out["W"]
    expected = linear.fit_ols(data["X"], data["y"])[0]
    where = first_difference(expected, W[-1], rtol=1e-5)
    hint = "Only the gradient changes w: with enough steps it becomes 0 at least squares."
    if where is None:
        return _compare(data, W, hint)
    if np.any(W[1]) and not np.any(W[-1]):
        hint = "Your last rows are 0: the weights stay where they are. Take all steps."
    return failed(
        hint,
        f"{_data(data)}, {data['steps']} steps: expected W[-1, {where[0]}] = "
        f"{number(expected[where])}, got {number(W[-1][where])}",
    )


def _in_turn(rng):
    """The same shapes, eta and steps with other numbers."""
    one = {**_tall(rng), "steps": whole(rng, 3, 5)}
    two = {**one, "y": 10.0 - one["y"] + rng.normal(size=len(one["y"]))}
    three = {**two, "X": two["X"] + 0.1 * rng.normal(size=two["X"].shape)}
    four = {**three, "eta": 0.7 * three["eta"]}
    return [one, two, three, four, {**four, "steps": four["steps"] + 1}]


@GD_PATH.property(
    "every call has its own path",
    draw=_in_turn,
    call=_weights,
    after="every_step",
    returns=WEIGHTS,
    aspect="weights",
)
def each_call(data, out):
    hint = "Compute the path from X, y, eta and steps in every call: keep nothing between calls."
    return _compare(data, out["W"], hint)


def _other_intercepts(rng):
    return [{**_in_units(_tall(rng), 1.0, 1e5), "steps": 4}, *_integers(rng)]


@GD_PATH.property(
    "b for large and for whole numbers",
    draw=_other_intercepts,
    call=_path,
    after="intercept",
    returns=PATH,
    aspect="intercepts",
)
def other_intercepts(data, out):
    # That b fits the weights has been checked where the weights are known.
    W, b = out["W"], out["b"]
    return _compare_intercepts(data, data["y"].mean() - W @ data["X"].mean(axis=0), b)


@GD_PATH.property(
    "no step: one row",
    draw=lambda rng: [{**_on_paper(rng), "steps": 0}, {**_tall(rng), "steps": 0}],
    call=_path,
    after="intercept",
    returns=PATH,
    aspect="no step",
)
def no_step(data, out):
    W, b = out["W"], out["b"]
    if np.all(W == 0) and np.isclose(b[0], data["y"].mean()):
        return PASSED
    where = first_difference(np.zeros_like(W), W, atol=0.0)
    came = f"b[0] = {number(b[0])}" if where is None else f"W[0, {where[1]}] = {number(W[where])}"
    return failed(
        "With steps = 0 the path is its starting point.",
        f"steps = 0: expected W = 0 and b[0] = {number(data['y'].mean())}, got {came}",
    )
