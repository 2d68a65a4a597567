"""Exercise 2.3: what each property demands."""

import numpy as np

from reglab import linear as reference

from ...core import PASSED, failed, first_difference, number
from ..probes import EFFECTIVE_DF
from ..probes.effective_df import TINY
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
    df, lams = np.array(out["effective_df"]), data["lams"]
    rising = np.flatnonzero(np.diff(df) >= 0)
    if rising.size:
        i = int(rising[0])
        return failed(
            "Every share s^2 / (s^2 + n lam) falls in lam, so their sum does.",
            f"{case(data, lams[i])}: {number(df[i])}; lam = {number(lams[i + 1])}: "
            f"{number(df[i + 1])}",
        )
    # Any numbers may fall: these have to be the degrees of freedom.
    expected = [reference.effective_df(data["X"], float(lam)) for lam in lams]
    where = first_difference(expected, df)
    if where is None:
        return PASSED
    i = where[0]
    return failed(
        "An enormous penalty leaves nothing of any direction, and a tiny one almost everything.",
        f"{case(data, lams[i])}: expected {number(expected[i])}, got {number(df[i])}",
    )


@EFFECTIVE_DF.judge("shifted_columns")
def shifted_columns(data, out):
    expected = reference.effective_df(data["X"], data["lam"])
    for name, change in (("plain", ""), ("shifted", ", a constant added to each column")):
        if first_difference(expected, out[name]) is not None:
            return failed(
                "The intercept takes up every constant: centre X first.",
                f"{case(data)}{change}: expected {number(expected)}, got {number(out[name])}",
            )
    return PASSED
