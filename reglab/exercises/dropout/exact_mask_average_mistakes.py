"""Exercise 7.4: the known mistakes. Every answer declared here is wrong on purpose."""

import itertools
import math  # noqa: F401 - an edit uses it

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.dropout.exact_mask_average import EXACT_MASK_AVERAGE, exact_average


def _masks(x):
    return [np.array(keep) for keep in itertools.product([True, False], repeat=len(x))]


def _average(f, x, rate):
    """Correct. Most mistakes are this function with a few words changed."""
    total = 0.0
    for mask in _masks(x):
        probability = (1 - rate) ** np.sum(mask) * rate ** np.sum(~mask)
        total = total + probability * f(mask * x / (1 - rate))
    return total


EXACT_MASK_AVERAGE.mistake(
    "all masks alike",
    "You give every mask the same weight. That is right only for rate = 0.5: use P(mask).",
    edited(_average, ("probability *", "0.5 ** len(x) *")),
    kind="half",
)

EXACT_MASK_AVERAGE.mistake(
    "not weighted",
    "You add up f over the masks. Multiply each value by its probability.",
    edited(_average, ("probability *", "")),
    kind="half",
)

EXACT_MASK_AVERAGE.mistake(
    "probabilities swapped",
    "Your P(mask) has rate for the units that stay. rate is the probability of dropping.",
    edited(_average, ("(1 - rate) **", "rate **"), ("* rate **", "* (1 - rate) **")),
    kind="slip",
)

EXACT_MASK_AVERAGE.mistake(
    "dropped units not weighed",
    "Your P(mask) includes only the units that stay. Dropped units have a factor, too.",
    edited(_average, (" * rate ** np.sum(~mask)", "")),
    kind="slip",
)

EXACT_MASK_AVERAGE.mistake(
    "units that stay not weighed",
    "Your P(mask) includes only the dropped units. Units that stay have a factor, too.",
    edited(_average, ("(1 - rate) ** np.sum(mask) * ", "")),
    kind="slip",
)

EXACT_MASK_AVERAGE.mistake(
    "divided by the number of masks",
    "You also divide by the number of masks. The probabilities already sum to 1.",
    edited(_average, ("return total", "return total / 2 ** len(x)")),
    kind="slip",
)

EXACT_MASK_AVERAGE.mistake(
    "survivors not rescaled",
    "You apply f to mask * x. Inverted dropout scales kept units: mask * x / (1 - rate).",
    edited(_average, ("mask * x / (1 - rate)", "mask * x")),
    kind="slip",
)

EXACT_MASK_AVERAGE.mistake(
    "divided by the rate",
    "You apply f to mask * x / rate. Divide by the probability of staying.",
    edited(_average, ("x / (1 - rate)", "x / (rate if rate else 1.0)")),
    kind="slip",
)

EXACT_MASK_AVERAGE.mistake(
    "multiplied by the keep probability",
    "You apply f to mask * x * (1 - rate). Inverted dropout divides by the probability of staying.",
    edited(_average, ("x / (1 - rate)", "x * (1 - rate)")),
    kind="slip",
)

EXACT_MASK_AVERAGE.mistake(
    "f of the average",
    "You average the masked inputs and apply f once, which gives f(x). Apply f to every masked "
    "input, and average the values.",
    lambda f, x, rate: f(x),
    kind="wrong",
)

EXACT_MASK_AVERAGE.mistake(
    "scaled outside of f",
    "You divide the value of f by 1 - rate. Scale the units, before you apply f.",
    edited(_average, ("x / (1 - rate))", "x) / (1 - rate)")),
    kind="slip",
)

EXACT_MASK_AVERAGE.mistake(
    "f of the mask",
    "You apply f to the mask without x. Apply it to mask * x / (1 - rate).",
    edited(_average, ("mask * x", "mask")),
    kind="half",
)

EXACT_MASK_AVERAGE.mistake(
    "the empty mask left out",
    "You leave out the mask that drops all units. It has a probability, too.",
    edited(_average, ("_masks(x)", "_masks(x)[:-1]")),
    kind="slip",
)

EXACT_MASK_AVERAGE.mistake(
    "the full mask left out",
    "You leave out the mask that keeps all units. It has a probability, too.",
    edited(_average, ("_masks(x)", "_masks(x)[1:]")),
    kind="slip",
)

EXACT_MASK_AVERAGE.mistake(
    "at most one unit dropped",
    "You drop at most one unit. Include all subsets of the units: 2^d masks.",
    edited(_average, ("_masks(x)", "[np.ones(len(x), dtype=bool), *~np.eye(len(x), dtype=bool)]")),
    kind="half",
)

EXACT_MASK_AVERAGE.mistake(
    "the number of units instead of the units",
    "You average over how many units stay, not over which ones. Different units give "
    "different values.",
    edited(
        _average,
        ("_masks(x)", "[np.arange(len(x)) < stay for stay in range(len(x) + 1)]"),
        ("probability *", "math.comb(len(x), np.sum(mask)) * probability *"),
    ),
    kind="half",
)


EXACT_MASK_AVERAGE.mistake(
    "scaled twice",
    "You divide x by the probability of staying twice. Divide once.",
    edited(_average, ("x / (1 - rate)", "x / (1 - rate) ** 2")),
    kind="slip",
)

EXACT_MASK_AVERAGE.mistake(
    "multiplied by 1 + rate",
    "You apply f to mask * x * (1 + rate). Divide by the probability of staying.",
    edited(_average, ("x / (1 - rate)", "x * (1 + rate)")),
    kind="slip",
)

EXACT_MASK_AVERAGE.mistake(
    "divided by the root",
    "You divide x by the root of 1 - rate. Divide by 1 - rate.",
    edited(_average, ("x / (1 - rate)", "x / np.sqrt(1 - rate)")),
    kind="slip",
)

EXACT_MASK_AVERAGE.mistake(
    "rate taken for the probability of staying",
    "You use rate as the probability of staying. It is the probability of dropping.",
    edited(
        _average,
        ("(1 - rate) **", "rate **"),
        ("* rate **", "* (1 - rate) **"),
        ("x / (1 - rate)", "x / (rate if rate else 1.0)"),
    ),
    kind="slip",
)

EXACT_MASK_AVERAGE.mistake(
    "dropped units removed",
    "You apply f to the units that stay alone. Apply it to all d units, with 0 for dropped ones.",
    edited(_average, ("mask * x", "x[mask]")),
    kind="half",
)

EXACT_MASK_AVERAGE.mistake(
    "the number of masks counted twice",
    "You multiply P(mask) by the number of masks with as many units, but you already go through "
    "each of them.",
    edited(
        _average,
        ("probability = ", "probability = math.comb(len(x), np.sum(mask)) * "),
    ),
    kind="half",
)

EXACT_MASK_AVERAGE.mistake(
    "only the mask that drops all units",
    "You keep only the term of the mask that drops all units. Add the terms of all masks.",
    edited(_average, ("total = total + ", "total = ")),
    kind="half",
)

EXACT_MASK_AVERAGE.mistake(
    "only the mask that keeps all units",
    "You keep only the term of the mask that keeps all units. Add the terms of all masks.",
    edited(_average, ("_masks(x)", "_masks(x)[:1]")),
    kind="half",
)

EXACT_MASK_AVERAGE.mistake(
    "the first unit never dropped",
    "Your masks never drop the first unit. Include all 2^d masks.",
    edited(
        _average,
        ("_masks(x)", "[np.append(True, mask).astype(bool) for mask in _masks(x[1:])]"),
        ("np.sum(mask)", "np.sum(mask[1:])"),
    ),
    kind="half",
)

EXACT_MASK_AVERAGE.mistake(
    "the last unit never dropped",
    "Your masks never drop the last unit. Include all 2^d masks.",
    edited(
        _average,
        ("_masks(x)", "[np.append(mask, True).astype(bool) for mask in _masks(x[:-1])]"),
        ("np.sum(mask)", "np.sum(mask[:-1])"),
    ),
    kind="half",
)

for _digits in (3, 4, 6, 8):
    EXACT_MASK_AVERAGE.mistake(
        f"rounded to {_digits} digits",
        "You round the average. Return it as it is.",
        edited(_average, ("return total", f"return np.round(total, {_digits})")),
        kind="slip",
    )

EXACT_MASK_AVERAGE.mistake(
    "half precision",
    "You return half precision (float16), which has three digits. Keep double precision.",
    edited(_average, ("return total", "return np.asarray(total).astype(np.float16)")),
    kind="slip",
)

EXACT_MASK_AVERAGE.mistake(
    "one number from an array",
    "f may return an array, and float() takes one number only. Add the values as they are.",
    edited(_average, ("return total", "return float(total)")),
    kind="slip",
)

EXACT_MASK_AVERAGE.mistake(
    "a whole number",
    "Where f returns whole numbers you cut off the fraction of the average. Keep it a float.",
    edited(
        _average,
        ("return total", "return int(total) if isinstance(f(x), int) else total"),
    ),
    kind="slip",
)

EXACT_MASK_AVERAGE.mistake(
    "the logarithm of a rate of 0",
    "With rate = 0 you take the logarithm of 0. Compute P(mask) with powers: 0^0 is 1.",
    edited(
        _average,
        (
            "(1 - rate) ** np.sum(mask) * rate ** np.sum(~mask)",
            "np.exp(np.sum(mask) * np.log(1 - rate) + np.sum(~mask) * np.log(rate))",
        ),
    ),
    kind="slip",
)


def _near(data, out):
    """Whether the answer is off by a little, as a sample is, but more than rounding."""
    exact, got = exact_average(data), out["exact_mask_average"]
    error = abs(got - exact) / abs(exact)
    # A sample may hit the average of two units by luck; other mistakes are right for one.
    return bool(error < 0.2 and (error > 1e-6 or len(data["x"]) == 2))


@EXACT_MASK_AVERAGE.mistake(
    "sampled instead of enumerated",
    "Your answer is near but not exact: do not draw random masks, go through all of them.",
    signature=("nonlinear", _near),
    kind="wrong",
)
def sampled(f, x, rate):
    rng = np.random.default_rng(0)  # fixed, or this mistake would sometimes earn marks by luck
    masks = rng.random((2001, len(x))) >= rate  # odd: no sample hits the average by luck
    return np.mean([f(x * mask / (1 - rate)) for mask in masks], axis=0)
