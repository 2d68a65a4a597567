"""Exercise 9.2, batch normalization backward.

The answer decides what is in the cache, so `bn_backward` gets the cache of the student's own
`bn_forward`. The output of that forward pass is sent as well, so that a mistake in it does not
lose points twice.
"""

import numpy as np

from reglab.checks.model import PASSED, Array, Exercise, Tuple, number
from reglab.checks.model.encoding import type_name
from reglab.exercises.batch_norm.comparing import SMALL, compare, difference, vector, written
from reglab.exercises.batch_norm.gradients import forward, is_right, right_gradients, slopes
from reglab.exercises.batch_norm.inputs import (
    affine,
    batch,
    n_columns,
    n_rows,
    on_paper,
    small_affine,
)
from reglab.exercises.batch_norm.returned import Anything, batch_shape, column_shape
from reglab.exercises.libraries import KERAS
from reglab.nn import bn_backward, bn_forward

BN_BACKWARD = Exercise(
    "batch_norm.bn_backward",
    title="9.2 bn_backward, with your bn_forward",
    points=4,
    names=("bn_backward", "bn_forward"),
    forbid=(
        "reglab.nn.batch_norm:bn_backward",
        "reglab.nn.batch_norm:bn_forward",
        "reglab.nn.batch_norm",
        *KERAS,
    ),
    reference={"bn_backward": bn_backward, "bn_forward": bn_forward},
    aspects={"dx": 5, "dgamma": 2, "dbeta": 1, "any batch": 2},
)

SHAPES = {"dx": batch_shape, "dgamma": column_shape, "dbeta": column_shape}


def _returns(part, *, finite=True):
    """The `returns` of a property about one of the three gradients."""
    asked = {part: Array(SHAPES[part], finite=finite)}
    parts = {name: Anything() for name in SHAPES} | asked
    return {
        "bn_backward": Tuple(**parts),
        "bn_forward": Array(batch_shape, finite=False, compare=False),
    }


def _case(x, gamma, beta, dout, eps):
    return {"x": x, "gamma": gamma, "beta": beta, "dout": dout, "eps": eps}


def _drawn(rng, m, d, eps):
    return _case(batch(rng, m, d), *affine(rng, d), rng.normal(1.0, 2.0, (m, d)), eps)


def _by_hand(rng):
    x, eps = on_paper(rng)
    # One nonzero entry, which is not a sum of a constant and a multiple of x, so that the error
    # shows which term is wrong. Its row is not an extreme and not the mean, so that no gradient is
    # 0.
    dout = np.zeros(x.shape)
    rows = np.flatnonzero((x != x.mean()) & (x != x.min()) & (x != x.max()))
    dout[rng.choice(rows)] = rng.choice([-6.0, -4.0, 4.0, 6.0])
    return _case(x, *small_affine(rng), dout, eps)


def _cases(rng):
    d, n = n_columns(rng), int(rng.integers(3, 6))
    return [
        _by_hand(rng),
        _drawn(rng, d + int(rng.integers(1, 4)), d, rng.uniform(0.3, 0.7)),
        # As many columns as rows: sums over the wrong ones have the right shape.
        _drawn(rng, n, n, rng.uniform(5e-4, 2e-3)),
    ]


def _forward(answers, data, **changed):
    args = {**data, **changed}
    try:
        result = answers.bn_forward(
            args["x"], args["gamma"], args["beta"], None, training=True, eps=args["eps"]
        )
    except NotImplementedError:
        if _unwritten(answers, data):
            raise
        raise ValueError("bn_forward: not written yet; see 9.1") from None
    if not isinstance(result, tuple | list) or len(result) != 3:
        raise ValueError(
            f"bn_forward: expected (out, cache, state), got {type_name(result)}; see 9.1"
        )
    return result


def _unwritten(answers, data):
    """Whether bn_backward itself is still unwritten."""
    try:
        answers.bn_backward(data["dout"], None)
    except NotImplementedError:
        return True
    except Exception:
        return False
    return False


def _call(answers, data):
    out, cache, _ = _forward(answers, data)
    out = np.array(out, dtype=float)  # a copy: what comes later may change the array
    if "later" in data:
        _forward(answers, data, x=data["later"])
    return {"bn_backward": answers.bn_backward(data["dout"], cache), "bn_forward": out}


def _in_words(data, *names):
    parts = [written(data["x"])]
    if data["x"].size <= SMALL:
        parts += [f"{name} = {vector(data[name])}" for name in names]
    return ", ".join([*parts, f"eps = {number(data['eps'])}"])


def _compare_slope(data, out, part, hint):
    got, own = out["bn_backward"][part], out["bn_forward"]
    right = right_gradients(data, own, part)
    if any(difference(one, got) is None for one in right):
        return PASSED
    if not is_right(data, own):
        hint = "bn_backward uses the cache of your bn_forward, which is not right yet: see 9.1."
    if not right:
        return compare(forward(data), own, _in_words(data, "gamma", "beta"), hint, what="out =")
    return compare(slopes(data)[part], got, _in_words(data, "gamma", "dout"), hint)


def _share_outside(values, *directions):
    """The relative size of each column after projection off the given directions."""
    left = []
    for j, column in enumerate(values.T):
        basis, _ = np.linalg.qr(np.stack([one[:, j] for one in directions], axis=1))
        left.append(column - basis @ (basis.T @ column))
    return np.linalg.norm(left) / (np.linalg.norm(values) or 1.0)


def _which_way(data, got):
    """A hint from the error of dx: a constant in each column, or a multiple of x_hat."""
    error = got - slopes(data)[0]
    centred = data["x"] - data["x"].mean(axis=0)
    if _share_outside(error, np.ones_like(error)) < 1e-3:
        return (
            "You are off by the same number in all rows of a column. Check the term through "
            "the mean: its sign, its 1/m, its factors (and that x is centred in the other "
            "term)."
        )
    if _share_outside(error, centred) < 1e-3:
        return (
            "You are off by a multiple of x - mean. Check the term through the variance: its "
            "sign, its 1/m, its factor and the power of the root."
        )
    return "Compare each of your three terms with (9.4): factors, and sums over the m rows."


@BN_BACKWARD.property(
    "dbeta is the slope in beta",
    draw=lambda rng: [*_cases(rng), _whole(rng), *_other_scales(rng)],
    call=_call,
    returns=_returns("dbeta"),
    aspect="dbeta",
)
def dbeta(data, out):
    hint = "Every row of a column uses the same beta, so add up their gradients."
    return _compare_slope(data, out, 2, hint)


@BN_BACKWARD.property(
    "dgamma is the slope in gamma",
    draw=_cases,
    call=_call,
    returns=_returns("dgamma"),
    aspect="dgamma",
)
def dgamma(data, out):
    hint = (
        "out = gamma * x_hat + beta: multiply dout by the factor of gamma, then sum over the rows."
    )
    return _compare_slope(data, out, 1, hint)


@BN_BACKWARD.property(
    "dx is the slope of the loss in every entry of x",
    draw=_cases,
    call=_call,
    returns=_returns("dx"),
    aspect="dx",
)
def dx(data, out):
    return _compare_slope(data, out, 0, _which_way(data, out["bn_backward"][0]))


def _two_batches(rng):
    m, d = n_rows(rng), n_columns(rng)
    return {**_drawn(rng, m, d, rng.uniform(0.3, 0.7)), "later": batch(rng, m, d)}


@BN_BACKWARD.property(
    "the cache belongs to its batch, whatever came after it",
    draw=_two_batches,
    call=_call,
    returns=_returns("dx"),
    after="dx",
    aspect="any batch",
)
def own_cache(data, out):
    hint = "Take everything from cache. A variable outside the function holds the last batch."
    return _compare_slope(data, out, 0, hint)


def _whole(rng):
    m, d = n_rows(rng), n_columns(rng)
    case = _drawn(rng, m, d, rng.uniform(0.3, 0.7))
    return {**case, "dout": rng.integers(-5, 6, (m, d))}


def _gamma_zero(rng):
    d = n_columns(rng)
    case = _drawn(rng, n_rows(rng), d, rng.uniform(0.3, 0.7))
    case["gamma"][rng.integers(d)] = 0.0
    return case


def _other_scales(rng):
    d, found = n_columns(rng), []
    for scale, size in ((1e-4, 1e-6), (1e3, 1e4)):
        case = _drawn(rng, n_rows(rng), d, scale**2 * rng.uniform(0.3, 0.7))
        found.append({**case, "x": scale * case["x"], "dout": size * case["dout"]})
    return found


def _slope(part, hint):
    """A judge of one of the three gradients, if the forward pass is right.

    Those of a wrong one were compared at ordinary numbers; here they may not exist.
    """

    def judge(data, out):
        if not is_right(data, out["bn_forward"]):
            return PASSED
        return _compare_slope(data, out, part, hint)

    return judge


BN_BACKWARD.property(
    "dx, if dout holds whole numbers",
    name="whole_numbers",
    draw=_whole,
    call=_call,
    returns=_returns("dx", finite=False),
    judge=_slope(0, "dx has fractions: an array with the dtype of dout cannot hold them."),
    after="dx",
    aspect="any batch",
)

BN_BACKWARD.property(
    "dx, if a gamma is 0",
    name="gamma_zero",
    draw=_gamma_zero,
    call=_call,
    returns=_returns("dx", finite=False),
    judge=_slope(0, "Do not divide by gamma: keep in the cache what you need."),
    after="dx",
    aspect="any batch",
)

BN_BACKWARD.property(
    "dx, if x and dout are tiny or large",
    name="other_scales",
    draw=_other_scales,
    call=_call,
    returns=_returns("dx", finite=False),
    judge=_slope(0, "Use the numbers as they are: nothing is rounded, cut off or added."),
    after="dx",
    aspect="any batch",
)

BN_BACKWARD.property(
    "dgamma, if dout holds whole numbers, a gamma is 0, or x and dout are tiny or large",
    name="any_dgamma",
    draw=lambda rng: [_whole(rng), _gamma_zero(rng), *_other_scales(rng)],
    call=_call,
    returns=_returns("dgamma", finite=False),
    judge=_slope(1, "It is the sum of dout * x_hat as it is, in floats, whatever gamma is."),
    after="dgamma",
    aspect="any batch",
)
