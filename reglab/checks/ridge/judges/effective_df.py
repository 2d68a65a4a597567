"""Exercise 2.3: what each property demands."""

import numpy as np

from reglab import linear as reference

from ...core import PASSED, failed, first_difference, number
from ..probes import EFFECTIVE_DF
from ..probes.effective_df import LAMS, TINY
from .shared import case


@EFFECTIVE_DF.judge("shares")
def shares(data, out):
    got, expected = out["effective_df"], reference.effective_df(data["X"], data["lam"])
    if first_difference(expected, got) is None:
        return PASSED
    return failed(
        "Sum s_j^2 / (s_j^2 + n lam) over the singular values s_j of the centred X.",
        f"{case(data)}: expected {number(expected)}, got {number(got)}",
    )


@EFFECTIVE_DF.judge("rank")
def rank(data, out):
    X = data["X"]
    got, expected = out["effective_df"], int(np.linalg.matrix_rank(X - X.mean(axis=0)))
    if abs(got - expected) <= 1e-5:
        return PASSED
    return failed(
        "With next to no penalty, each direction in which the centred X varies counts 1.",
        f"{case(data, TINY)}, rank {expected} after centring: expected {expected}, "
        f"got {number(got)}",
    )


@EFFECTIVE_DF.judge("falls")
def falls(data, out):
    df = np.array(out["effective_df"])
    rising = np.flatnonzero(np.diff(df) >= 0)
    if rising.size:
        i = int(rising[0])
        return failed(
            "Every share s^2 / (s^2 + n lam) falls in lam, so their sum does.",
            f"{case(data, LAMS[i])}: {number(df[i])}; lam = {number(LAMS[i + 1])}: "
            f"{number(df[i + 1])}",
        )
    # The largest share is below s^2 / (n lam), and the s^2 sum to n times the variances.
    limit = float(np.sum(np.var(data["X"], axis=0))) / LAMS[-1]
    if df[-1] > limit:
        return failed(
            "An enormous penalty leaves nothing of any direction.",
            f"{case(data, LAMS[-1])}: expected at most {number(limit)}, got {number(df[-1])}",
        )
    return PASSED


@EFFECTIVE_DF.judge("shifted_columns")
def shifted_columns(data, out):
    if first_difference(out["plain"], out["shifted"]) is None:
        return PASSED
    return failed(
        "The intercept takes up every constant: centre X first.",
        f"{case(data)}, 10 added to X: {number(out['plain'])} became {number(out['shifted'])}",
    )
