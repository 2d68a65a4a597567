"""Exercise 8.7, the expected calibration error."""

import numpy as np

from reglab.checks.judging.stock import agrees
from reglab.checks.model import Exercise, Number, number
from reglab.exercises.augmentation.inputs import whole
from reglab.nn import ece

ECE = Exercise(
    "augmentation.ece",
    title="8.7 ece",
    points=2,
    arguments=("p", "y", "bins"),
    returns=Number(),
    forbid=("reglab.nn.calibration", "sklearn.calibration"),
    reference=ece,
    aspects={"gaps": 5.5, "one bin": 1.5, "edges": 2.5, "calibrated": 0.5},
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


def _drawn(rng, n, k, bins, right):
    """Confidences from just above 1/k to nearly 1; a row is right independently of them."""
    p = rng.dirichlet(np.full(k, 0.6), size=n)
    chosen = p.argmax(axis=1)
    hit = rng.random(n) < right
    hit[:3] = True, False, True
    return {"p": p, "y": np.where(hit, chosen, (chosen + 1) % k), "bins": bins}


def _low(rng):
    """Confidences around a tenth, of which those below are wrong and those above are right."""
    n, k = whole(rng, 60, 100), whole(rng, 36, 44)
    p = rng.dirichlet(np.ones(k), size=n)
    chosen = p.argmax(axis=1)
    return {"p": p, "y": np.where(p.max(axis=1) > 0.1, chosen, (chosen + 1) % k), "bins": 10}


def _gaps(rng):
    # A bin of three rows and a bin of one row, with gaps of opposite signs.
    often, once = (
        float(rng.choice(pair)) for pair in rng.permutation([OFF_EDGES[:2], OFF_EDGES[2:]])
    )
    return [
        _pairs(rng, [often, often, often, once], [1, 1, 0, int(once < often)], whole(rng, 3, 4)),
        # Confidences too low in the lower bins and too high in the upper ones, and few rows in
        # each.
        *(
            _drawn(rng, whole(rng, *n), whole(rng, *k), whole(rng, *bins), right=0.6)
            for n, k, bins in (
                ((25, 40), (3, 3), (5, 9)),
                ((40, 100), (3, 5), (5, 9)),
                *3 * [((60, 100), (4, 6), (11, 18))],
            )
        ),
        # Confidences below a tenth, and more bins than rows.
        _low(rng),
        _drawn(rng, whole(rng, 30, 50), 3, whole(rng, 100, 200), right=0.6),
        _drawn(rng, whole(rng, 1500, 2500), 4, whole(rng, 12, 18), right=0.6),
    ]


def _case(data):
    p, y = data["p"], data["y"]
    shown = f"{p.shape[0]} rows, {p.shape[1]} classes"
    if len(p) <= 4:
        # The first class is chosen in these rows.
        rows = zip(p[:, 0], y, strict=True)
        shown = ", ".join(f"{number(c)} {'right' if k == 0 else 'wrong'}" for c, k in rows)
        shown = f"confidences {shown}"
    return f"{shown}, bins = {data['bins']}"


ECE.property(
    "the gaps of the bins, each with its share of the rows",
    name="weighted_gaps",
    draw=_gaps,
    aspect="gaps",
    judge=agrees(
        ECE,
        "For each bin, multiply its share of the rows by |accuracy - mean confidence| in it. "
        "Add these up.",
        _case,
    ),
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
    ),
)


def _certain(rng):
    """Rows with a confidence of 1, at least one of them wrong."""
    n = whole(rng, 12, 20)
    confidences = np.where(rng.random(n) < 0.4, 1.0, rng.uniform(0.51, 0.99, size=n))
    right = rng.random(n) < 0.5
    confidences[:2], right[:2] = 1.0, (True, False)
    bins, some = int(rng.choice([3, 4, 6, 10])), rng.choice(OFF_EDGES)
    return [
        _pairs(rng, [1.0, 1.0], [1, 0], whole(rng, 2, 12)),
        _pairs(rng, [1.0, 1.0, some], [0, whole(rng, 0, 1), whole(rng, 0, 1)], bins),
        _rows(rng, confidences, right, whole(rng, 3, 5), whole(rng, 2, 12)),
    ]


ECE.property(
    "a confidence of 1 counts, in the last bin",
    name="certainty",
    draw=_certain,
    after="weighted_gaps",
    aspect="edges",
    judge=agrees(ECE, "The last bin contains 1, so that every row is in a bin.", _case),
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
    bins, n = 2 ** whole(rng, 2, 4), whole(rng, 12, 30)
    halves = rng.integers(bins + 1, 2 * bins, size=n) / (2 * bins)
    return [*cases, _rows(rng, halves, rng.random(n) < 0.5, whole(rng, 3, 5), bins)]


ECE.property(
    "a confidence on an edge belongs to the bin below it",
    name="edges",
    draw=_on_edges,
    after="weighted_gaps",
    aspect="edges",
    judge=agrees(ECE, "A bin contains its upper edge but not its lower edge.", _case),
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
    after="weighted_gaps",
    aspect="edges",
    judge=agrees(ECE, "Compare confidences with the edges exactly, without rounding.", _case),
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
    after="weighted_gaps",
    aspect="calibrated",
    judge=agrees(ECE, "If accuracy equals mean confidence in every bin, every gap is 0.", _case),
)
