"""Exercise 8.6, mixup."""

import numpy as np

from reglab.augment import mixup
from reglab.checks.model import PASSED, Array, Exercise, Number, Tuple, failed, number
from reglab.exercises.augmentation import own_rng
from reglab.exercises.augmentation.inputs import decimal, seeded, shares, whole
from reglab.exercises.augmentation.own_rng import generator
from reglab.exercises.libraries import KERAS

MIXUP = Exercise(
    "augmentation.mixup",
    title="8.6 mixup",
    points=3,
    returns=Tuple(
        X=Array(lambda data: data["X"].shape), Y=Array(lambda data: data["Y"].shape), lam=Number()
    ),
    forbid=("reglab.augment.mixing", *KERAS),
    reference=mixup,
)


def _mix(answers, data, rng):
    return answers.mixup(data["X"], data["Y"], data["alpha"], rng=rng)


def _call(answers, data):
    return {"mixup": _mix(answers, data, generator(data))}


def _rows(rng, shape):
    return rng.uniform(1.0, 5.0, size=shape) * rng.choice([-1.0, 1.0], size=shape)


def _batches(rng):
    """Rows that differ, so that a mixture shows its parts."""
    small = rng.permutation(np.arange(1.0, 80.0))[:5, None] / 4
    labels = np.eye(5)[rng.permutation(5)]
    cases = [seeded(rng, X=small, Y=labels, alpha=decimal(rng, 1.5, 6))]
    # Neither alpha nor 1 / alpha is so small that lam would often be 1 up to rounding.
    for shape, highest in (
        ((whole(rng, 8, 11), whole(rng, 2, 5)), 6),
        ((whole(rng, 12, 16), whole(rng, 2, 4), whole(rng, 2, 3)), 3),
    ):
        labels = shares(rng, shape[0], whole(rng, 3, 5))
        alpha = decimal(rng, 1.5, highest)
        cases.append(seeded(rng, X=_rows(rng, shape), Y=labels, alpha=alpha))
    return cases


def possible_partners(rows, mixed, lam, share=None):
    """Whether row i may be mixed with row j, as a boolean array of shape (n, n).

    `share` is the weight of the partner, 1 - lam if not given.
    """
    share = 1 - lam if share is None else share
    rows, mixed = (values.reshape(len(values), -1) for values in (rows, mixed))
    candidates = lam * rows[:, None] + share * rows[None, :]
    return np.all(np.isclose(candidates, mixed[:, None], rtol=1e-6, atol=1e-8), axis=-1)


def mixtures(data, mixed, lam):
    """Check that each row is a mixture of the given row and another given row."""
    X = data["X"]
    found = possible_partners(X, mixed, lam).any(axis=1)
    if np.all(found):
        return PASSED
    i = int(np.argmin(found))
    row = f"row {i}"
    if X.size == len(X):
        values = ", ".join(number(value) for value in np.ravel(X))
        row = f"the row {number(X[i, 0])} of {values} became {number(mixed[i, 0])}, which"
    return failed(
        "Return lam * X + (1 - lam) * X[partners] and the same lam, one number for the batch.",
        f"{len(X)} rows, alpha = {number(data['alpha'])}, lam = {number(lam)}: expected lam times "
        f"a row plus 1 - lam times a row of X, but {row} is no such mixture",
    )


@MIXUP.property(
    "each row of X is lam times itself plus 1 - lam times a partner", draw=_batches, call=_call
)
def rows_mixed(data, out):
    X, (mixed, _, lam) = data["X"], out["mixup"]
    verdict = mixtures(data, mixed, lam)
    if not verdict.passed:
        return verdict
    # A shuffle may leave a small batch in its own order.
    if len(X) >= 12 and np.allclose(mixed, X, rtol=0, atol=1e-12):
        return failed(
            "Mix each row with its partner.",
            f"{len(X)} rows, alpha = {number(data['alpha'])}, lam = {number(lam)}: expected mixed "
            "rows, got X as it was",
        )
    return PASSED


@MIXUP.property(
    "labels are mixed with the same lam and the same partners",
    draw=lambda rng: [case for _ in range(6) for case in _batches(rng)],
    call=_call,
    after="rows_mixed",
)
def labels_mixed(data, out):
    X, Y, (mixed_x, mixed_y, lam) = data["X"], data["Y"], out["mixup"]
    of_x = possible_partners(X, mixed_x, lam)
    together = of_x & possible_partners(Y, mixed_y, lam)
    if np.all(together.any(axis=1)):
        return PASSED
    i = int(np.argmin(together.any(axis=1)))
    j = int(np.argmax(of_x[i]))
    expected = lam * Y[i] + (1 - lam) * Y[j]
    k = int(np.argmax(np.abs(expected - mixed_y[i])))
    return failed(
        "Mix the labels like the rows, with the same lam and the same partners.",
        f"lam = {number(lam)}, row {i} has partner {j}, labels {number(Y[i, k])} and "
        f"{number(Y[j, k])} for class {k}: expected {number(expected[k])}, got "
        f"{number(mixed_y[i, k])}",
    )


def _batch(rng, n, alpha):
    return seeded(rng, X=_rows(rng, (n, whole(rng, 2, 4))), Y=shares(rng, n, 3), alpha=alpha)


def _rows_and_lam(answers, data, rng):
    """The mixed rows with lam as an additional column, so that the judge knows it."""
    mixed, _, lam = _mix(answers, data, rng)
    return np.column_stack([mixed, np.full(len(mixed), lam)])


MIXUP.property(
    own_rng.TITLE,
    name="own_rng",
    draw=lambda rng: _batch(rng, whole(rng, 12, 20), decimal(rng, 1.5, 6)),
    call=own_rng.with_generators(_rows_and_lam),
    returns=own_rng.of_generators(lambda data: (len(data["X"]), data["X"].shape[1] + 1)),
    judge=own_rng.follows_rng(
        "mixtures", lambda data, got: mixtures(data, got[:, :-1], got[0, -1])
    ),
    after="rows_mixed",
)


CALLS = 80
LAMS = 500


def _many(answers, data, calls):
    """Mixed rows and lam of `calls` calls with one Generator."""
    rng = generator(data)
    batches = [_mix(answers, data, rng) for _ in range(calls)]
    return {"mixed": np.array([b[0] for b in batches]), "lam": np.array([b[2] for b in batches])}


def _fitting(data, out):
    """Whether row i may be mixed with row j in each call, of shape (calls, n, n)."""
    calls = zip(out["mixed"], out["lam"], strict=True)
    return np.array([possible_partners(data["X"], mixed, lam) for mixed, lam in calls])


def drawn_partners(data, out):
    """Partner of every row in the calls that show it, of shape (calls, n).

    If lam is 1 up to rounding, any row may be the partner.
    """
    found = _fitting(data, out)
    told = np.all(found.sum(axis=2) == 1, axis=1)
    return found[told].argmax(axis=2)


def _all_mixtures(data, out):
    """The verdict of `mixtures` on all calls."""
    wrong = np.flatnonzero(~np.all(_fitting(data, out).any(axis=2), axis=1))
    call = wrong[0] if len(wrong) else 0
    return mixtures(data, out["mixed"][call], out["lam"][call])


@MIXUP.property(
    "partners are a random permutation of the rows",
    draw=lambda rng: [
        _batch(rng, n, decimal(rng, 2, 6)) for n in (whole(rng, 4, 5), whole(rng, 10, 14))
    ],
    call=lambda answers, data: _many(answers, data, CALLS),
    returns={
        "mixed": Array(lambda data: (CALLS, *data["X"].shape)),
        "lam": Array(lambda data: (CALLS,)),
    },
    after="rows_mixed",
)
def partners(data, out):
    verdict, chosen, n = _all_mixtures(data, out), drawn_partners(data, out), len(data["X"])
    if not verdict.passed:
        return verdict
    if len(chosen) < len(out["lam"]) / 2:
        return failed(
            "Draw lam with rng.beta, so that it is hardly ever 1.",
            f"{len(out['lam'])} batches, alpha = {number(data['alpha'])}: expected mixed rows, got "
            f"X as it was in {len(out['lam']) - len(chosen)} of them",
        )
    case = f"{len(chosen)} batches of {n} rows"
    twice = np.flatnonzero(np.any(np.sort(chosen, axis=1) != np.arange(n), axis=1))
    if len(twice):
        return failed(
            "Each row is the partner of exactly one row: use a permutation.",
            f"{case}: expected each row once among the partners, got {chosen[twice[0]].tolist()}",
        )
    if np.all(chosen == chosen[0]):
        return failed(
            "Draw new partners from rng for each batch.",
            f"{case}: expected changing partners, got {chosen[0].tolist()} in each",
        )
    steps = (chosen - np.arange(n)) % n
    if np.all(steps == steps[:, :1]):
        return failed(
            "In your batches every partner is the same number of rows away. Shuffle the partners.",
            f"{case}: expected shuffled partners, got {chosen[0].tolist()} and the like",
        )
    counts = np.array([np.bincount(column, minlength=n) for column in chosen.T])
    expected, freedom = len(chosen) / n, (n - 1) ** 2
    # Each call gives a whole permutation, so the sum of squares is n / (n - 1) times chi-squared.
    chi2 = np.sum((counts - expected) ** 2) / expected * (n - 1) / n
    if chi2 < freedom + 9 * np.sqrt(2 * freedom):
        return PASSED
    i, j = np.unravel_index(np.argmax(np.abs(counts - expected)), counts.shape)
    return failed(
        "Every row must be equally likely as partner, including the row itself.",
        f"{case}: expected row {j} as the partner of row {i} about {round(expected)} times, got "
        f"{counts[i, j]}",
    )


def beta_shares(alpha, points):
    """The distribution function of Beta(alpha, alpha)."""
    from scipy.stats import beta

    return beta.cdf(points, alpha, alpha)


@MIXUP.property(
    "lam has the distribution Beta(alpha, alpha), one number for each batch",
    draw=lambda rng: [
        _batch(rng, whole(rng, 2, 4), decimal(rng, low, high, digits=2))
        for low, high in ((6, 12), (0.2, 0.4))
    ],
    call=lambda answers, data: _many(answers, data, LAMS),
    returns={
        "lam": Array(lambda data: (LAMS,)),
        # Partners are not compared: a known mistake is recognized by its lam.
        "mixed": Array(lambda data: (LAMS, *data["X"].shape), compare=False),
    },
    after="rows_mixed",
    statistical=True,
)
def beta(data, out):
    verdict = _all_mixtures(data, out)
    if not verdict.passed:
        return verdict
    alpha, lams = data["alpha"], np.sort(out["lam"])
    if lams[0] < 0 or lams[-1] > 1:
        return failed(
            "Draw lam from a Beta distribution, so that it is between 0 and 1.",
            f"alpha = {number(alpha)}: expected 0 <= lam <= 1, got {lams[0]:.3f} to {lams[-1]:.3f}",
        )
    hint = "Draw lam with rng.beta, with alpha for both parameters."
    case = f"alpha = {number(alpha)}, {len(lams)} batches"
    share, ranks = beta_shares(alpha, lams), (np.arange(len(lams)) + 0.5) / len(lams)
    worst = int(np.argmax(np.abs(share - ranks)))
    # Kolmogorov-Smirnov test: 2.6 / sqrt(n) is exceeded by chance once in 400,000 draws.
    if abs(share[worst] - ranks[worst]) >= 2.6 / np.sqrt(len(lams)):
        return failed(
            hint,
            f"{case}: expected {share[worst]:.0%} of lam below {lams[worst]:.3f}, got "
            f"{ranks[worst]:.0%}",
        )
    # Another parameter may hardly change the distribution function, but it changes the variance.
    squares = (lams - 0.5) ** 2
    variance = 1 / (4 * (2 * alpha + 1))
    if abs(squares.mean() - variance) < 6 * squares.std() / np.sqrt(len(lams)):
        return PASSED
    return failed(
        hint,
        f"{case}: expected a standard deviation of lam of about {np.sqrt(variance):.3f}, got "
        f"{np.sqrt(squares.mean()):.3f}",
    )
