"""Exercise 8.7, the expected calibration error."""

import numpy as np

from reglab.checks.judging.stock import agrees
from reglab.checks.model import Exercise, Number, number
from reglab.exercises.draws import whole
from reglab.nn import ece

ECE = Exercise(
    "augmentation.ece",
    title="8.7 ece",
    points=2,
    arguments=("p", "y", "bins"),
    returns=Number(),
    forbid=("reglab.nn.calibration", "sklearn.calibration"),
    reference=ece,
    aspects={"gaps": 5, "exact": 1, "one bin": 1.5, "edges": 2, "calibrated": 0.5},
)

# Not on an edge of 3, 4, 6 or 10 bins.
OFF_EDGES = (0.55, 0.65, 0.85, 0.95)


def _pairs(rng, confidences, right, bins):
    """A few rows of two classes, in random order; the first class is chosen in every row."""
    order = rng.permutation(len(confidences))
    confidences, right = np.array(confidences, dtype=float)[order], np.array(right)[order]
    return {"p": np.column_stack([confidences, 1 - confidences]), "y": 1 - right, "bins": bins}


def _rows(rng, confidences, right, k, bins):
    """Rows of k classes with confidences above one half; any class may be chosen."""
    confidences, n = np.array(confidences, dtype=float), len(confidences)
    chosen = rng.integers(k, size=n)
    p = np.zeros((n, k))
    p[np.arange(k) != chosen[:, None]] = rng.dirichlet(np.ones(k - 1), size=n).ravel()
    p *= 1 - confidences[:, None]
    p[np.arange(n), chosen] = confidences
    return {"p": p, "y": np.where(right, chosen, (chosen + 1) % k), "bins": bins}


def _drawn(rng, n, k, bins, *, near_edges=False):
    """Confidences from just above 1/k to nearly 1; in every other bin most rows are right.

    So with other bins gaps cancel. In these bins confidences are in the lower half, in the others
    in the upper one, so that the mean is not the middle. None is near an edge, so that rounding
    does not change the bins, unless `near_edges` says so.
    """
    p = rng.dirichlet(np.full(k, 0.6), size=20 * n)
    confidence = p.max(axis=1)
    where = (confidence * bins) % 1
    low, high = max(0.1, 0.006 * bins), 0.45
    often = np.floor(confidence * bins) % 2 == 0
    part = np.where(often, where, 1 - where)
    kept = np.flatnonzero(near_edges | ((part > low) & (part < high)))[:n]
    p, chosen = p[kept], p[kept].argmax(axis=1)
    hit = rng.random(len(p)) < np.where(often[kept], 0.95, 0.15)
    return {"p": p, "y": np.where(hit, chosen, (chosen + 1) % k), "bins": bins}


def _and(data, confidence, right):
    """The same rows, and some of one confidence in which the first class is chosen."""
    more = np.full((len(right), data["p"].shape[1]), (1 - confidence) / (data["p"].shape[1] - 1))
    more[:, 0] = confidence
    y = np.concatenate([data["y"], 1 - np.array(right)])
    return {**data, "p": np.concatenate([data["p"], more]), "y": y}


def _low(rng):
    """Confidences around a tenth; those slightly below it are right, and no others."""
    n, k = whole(rng, 60, 100), whole(rng, 36, 44)
    p = rng.dirichlet(np.ones(k), size=4 * n)
    confidence = p.max(axis=1)
    kept = np.flatnonzero((np.abs(confidence - 0.1) > 0.006) & (confidence < 0.19))[:n]
    p, confidence, chosen = p[kept], confidence[kept], p[kept].argmax(axis=1)
    hit = (confidence < 0.1) & (confidence > 0.075)
    data = {"p": p, "y": np.where(hit, chosen, (chosen + 1) % k), "bins": 10}
    # The mean in the second bin is far above the median.
    return _and(data, 0.185, [0] * 12)


def _case(data):
    p, y = data["p"], data["y"]
    shown = f"{p.shape[0]} rows, {p.shape[1]} classes"
    if len(p) <= 4:
        # The first class is chosen in these rows.
        rows = zip(p[:, 0], y, strict=True)
        shown = ", ".join(f"{number(c)} {'right' if k == 0 else 'wrong'}" for c, k in rows)
        shown = f"confidences {shown}"
    return f"{shown}, bins = {data['bins']}"


HINT = (
    "For each bin, multiply its share of the rows by |accuracy - mean confidence| in it. "
    "Add these up."
)
# So that rounding costs one property only.
ROUGHLY = 0.02


def _two_bins(rng):
    """A bin of three rows and a bin of one row, with gaps of opposite signs."""
    often, once = (
        float(rng.choice(pair)) for pair in rng.permutation([OFF_EDGES[:2], OFF_EDGES[2:]])
    )
    right = [1, 1, 0, int(once < often)]
    return _pairs(rng, [often, often, often, once], right, whole(rng, 3, 4))


def _two_classes(rng):
    sizes = [(whole(rng, 20, 60), whole(rng, 6, 12)) for _ in range(7)]
    return [_two_bins(rng), *(_drawn(rng, n, 2, bins) for n, bins in sizes)]


ECE.property(
    "two classes: the gaps of the bins, each with its share of the rows",
    name="two_classes",
    draw=_two_classes,
    aspect="gaps",
    judge=agrees(ECE, HINT, _case, rtol=ROUGHLY),
)


def _several_classes(rng):
    sizes = [(whole(rng, 40, 80), whole(rng, 3, 6), whole(rng, 5, 18)) for _ in range(6)]
    # Some bins have a single row.
    sizes += [(whole(rng, 25, 35), 3, whole(rng, 16, 18)) for _ in range(4)]
    return [_drawn(rng, *size) for size in sizes]


ECE.property(
    "several classes",
    name="several_classes",
    draw=_several_classes,
    aspect="gaps",
    judge=agrees(ECE, HINT, _case, rtol=ROUGHLY),
)

ECE.property(
    "many classes, with confidences below a tenth",
    name="low_confidences",
    draw=lambda rng: [_low(rng) for _ in range(6)],
    aspect="gaps",
    judge=agrees(ECE, HINT, _case, rtol=ROUGHLY),
)

ECE.property(
    "many bins, most of them with one row or none",
    name="many_bins",
    draw=lambda rng: [
        _and(_drawn(rng, whole(rng, 25, 30), 2, whole(rng, 42, 50)), 0.99, [0]) for _ in range(8)
    ],
    aspect="gaps",
    judge=agrees(ECE, HINT, _case, rtol=ROUGHLY),
)

ECE.property(
    "thousands of rows",
    name="many_rows",
    draw=lambda rng: [
        _drawn(rng, whole(rng, 1500, 2500), 3, bins)
        for bins in rng.permutation([13, 14, 16, 17]).tolist()
    ],
    aspect="gaps",
    judge=agrees(ECE, HINT, _case, rtol=ROUGHLY),
)


def _for_all_digits(rng):
    sizes = [(30, 2, 6), (60, 3, 9), (80, 5, 12), (40, 3, whole(rng, 100, 200))]
    return [_drawn(rng, *size, near_edges=True) for size in sizes]


ECE.property(
    "the result is right to the last decimals",
    name="exact",
    draw=_for_all_digits,
    aspect="exact",
    judge=agrees(ECE, f"{HINT} Round nothing, and use double precision.", _case),
)


def _opposite(rng, sure, unsure):
    """Rows for one bin: those with a confidence above 1/2 are wrong, the others right.

    So with more than one bin the result differs.
    """
    n, k = sure + unsure, 5
    confidence = np.concatenate([rng.uniform(0.7, 0.95, sure), rng.uniform(0.35, 0.45, unsure)])
    chosen = rng.integers(k, size=n)
    p = np.zeros((n, k))
    p[np.arange(k) != chosen[:, None]] = rng.dirichlet(np.full(k - 1, 50.0), size=n).ravel()
    p *= 1 - confidence[:, None]
    p[np.arange(n), chosen] = confidence
    return {"p": p, "y": np.where(confidence < 0.5, chosen, (chosen + 1) % k), "bins": 1}


ECE.property(
    "with one bin it is the gap between accuracy and mean confidence",
    name="one_bin",
    draw=lambda rng: [
        _opposite(rng, whole(rng, 4, 6), whole(rng, 18, 25)),
        _opposite(rng, whole(rng, 18, 25), whole(rng, 4, 6)),
    ],
    aspect="one bin",
    judge=agrees(
        ECE,
        "With bins = 1 all rows are in one bin: the result is |accuracy - mean confidence|.",
        _case,
        rtol=ROUGHLY,
    ),
)


def _certain(rng):
    """Rows with a confidence of 1, at least one of them wrong."""
    bins, some = int(rng.choice([3, 4, 6, 10])), rng.choice(OFF_EDGES)
    return [
        _pairs(rng, [1.0, 1.0], [1, 0], whole(rng, 2, 12)),
        _pairs(rng, [1.0, 1.0, some], [0, whole(rng, 0, 1), whole(rng, 0, 1)], bins),
        _and(_drawn(rng, whole(rng, 30, 40), whole(rng, 4, 5), whole(rng, 6, 12)), 1.0, [1, 0, 0]),
    ]


ECE.property(
    "a confidence of 1 counts, in the last bin",
    name="certainty",
    draw=_certain,
    after="two_classes",
    aspect="edges",
    judge=agrees(
        ECE, "The last bin contains 1, so that every row is in a bin.", _case, rtol=ROUGHLY
    ),
)


def _on_edges(rng):
    """Confidences on edges, each with a row of the other kind in the bin below or above.

    The numbers of bins are powers of 2, so that every way to compute the edges is exact.
    """
    cases = []
    for side in (-0.5, 0.5):
        bins, right = 2 ** whole(rng, 2, 4), whole(rng, 0, 1)
        edge = whole(rng, bins // 2 + 1, bins - 1)
        cases.append(_pairs(rng, [edge / bins, (edge + side) / bins], [right, 1 - right], bins))
    bins = 2 ** whole(rng, 2, 4)
    # Each bin has rows on its upper edge and rows in its middle; all are right in every other bin.
    bin_of = np.repeat(np.arange(bins // 2, bins), np.resize([2, 6], bins // 2))
    confidences = (bin_of + np.resize([0.5, 1.0], len(bin_of))) / bins
    return [*cases, _rows(rng, confidences, bin_of % 2 == 0, whole(rng, 3, 5), bins)]


ECE.property(
    "a confidence on an edge belongs to the bin below it",
    name="edges",
    draw=_on_edges,
    after="two_classes",
    aspect="edges",
    judge=agrees(ECE, "A bin contains its upper edge but not its lower edge.", _case, rtol=ROUGHLY),
)


def _beside_edges(rng):
    """Pairs as in `_on_edges`, of which one is slightly below or above an edge."""
    cases = []
    for side, power in ((-1, 20), (1, 20), (-1, 30), (1, 30)):
        bins, right = 2 ** whole(rng, 2, 4), whole(rng, 0, 1)
        edge = whole(rng, bins // 2 + 1, bins - 1)
        near = edge / bins + side * 2.0**-power
        cases.append(_pairs(rng, [near, (edge - side / 2) / bins], [right, 1 - right], bins))
    return cases


ECE.property(
    "a confidence slightly below or above an edge is in the bin on its side",
    name="beside_edges",
    draw=_beside_edges,
    after="two_classes",
    aspect="edges",
    judge=agrees(
        ECE, "Compare confidences with the edges exactly, without rounding.", _case, rtol=ROUGHLY
    ),
)


def _calibrated(rng):
    """Groups with one confidence each, equal to the share of right rows in the group."""
    sure = whole(rng, 2, 4)
    confidences, right = [1.0] * sure, [True] * sure
    for size in rng.permutation([4, 5, 7, 8, 10])[:3]:
        hits = whole(rng, size // 2 + 1, size - 1)
        confidences += [hits / size] * size
        right += [True] * hits + [False] * (size - hits)
    return _rows(rng, confidences, right, whole(rng, 2, 4), whole(rng, 2, 15))


ECE.property(
    "a calibrated classifier has 0",
    name="calibrated",
    draw=_calibrated,
    after="two_classes",
    aspect="calibrated",
    judge=agrees(
        ECE, "If accuracy equals mean confidence in every bin, every gap is 0.", _case, atol=2e-3
    ),
)
