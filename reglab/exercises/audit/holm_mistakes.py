"""Exercise 12.5: the known mistakes. Every answer here except the first is wrong on purpose."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.audit.holm import HOLM


def _holm(p):
    """A correct answer; the mistakes change some of its words."""
    m = len(p)
    order = np.argsort(p, kind="stable")
    steps = (m - np.arange(m)) * p[order]
    steps = np.maximum.accumulate(steps)
    steps = np.minimum(steps, 1.0)
    adjusted = np.empty(m)
    adjusted[order] = steps
    return adjusted


SORTED, FACTORS = 'np.argsort(p, kind="stable")', "(m - np.arange(m))"
RUNNING, LIMIT = "np.maximum.accumulate(steps)", "np.minimum(steps, 1.0)"
BACK = "adjusted[order] = steps"


def _mistake(name, hint, *changes, kind):
    HOLM.mistake(name, hint, edited(_holm, *changes), kind=kind)


# --- another method
_mistake(
    "Bonferroni",
    "You multiply every p-value by m. Holm multiplies only the smallest by m, the next one by "
    "m - 1, and so on.",
    (FACTORS, "m"),
    kind="half",
)
_mistake(
    "Benjamini-Hochberg",
    "You use the method of Benjamini and Hochberg. It controls the share of false finds among the "
    "finds, not the probability of any false find.",
    (FACTORS, "m / np.arange(1, m + 1)"),
    (RUNNING, "np.minimum.accumulate(steps[::-1])[::-1]"),
    kind="half",
)
_mistake(
    "Benjamini-Hochberg factors",
    "You divide m by the rank, as Benjamini and Hochberg do. Holm's factors are m, m - 1, ..., 1.",
    (FACTORS, "m / np.arange(1, m + 1)"),
    kind="half",
)
_mistake(
    "Hochberg",
    "You start with the largest p-value and take minima, which is Hochberg's method. Start with "
    "the smallest and take maxima.",
    (RUNNING, "np.minimum.accumulate(steps[::-1])[::-1]"),
    kind="half",
)
_mistake(
    "Sidak",
    "You use 1 - (1 - p)^k in place of k p, which requires independent tests. Holm multiplies.",
    (
        "steps = (m - np.arange(m)) * p[order]",
        "steps = 1 - (1 - p[order]) ** (m - np.arange(m))",
    ),
    kind="slip",
)
_mistake(
    "nothing adjusted",
    "You return the p-values as they are. Multiply the smallest by m, the next one by m - 1, and "
    "so on.",
    (FACTORS, "1"),
    kind="wrong",
)

# --- factors
_mistake(
    "factors the wrong way round",
    "You multiply the smallest p-value by 1 and the largest by m. The smallest gets the factor m.",
    (FACTORS, "np.arange(1, m + 1)"),
    kind="slip",
)
_mistake(
    "factors from m - 1 to 0",
    "Your factors are m - 1, ..., 0: one too small. The smallest p-value is multiplied by m.",
    (FACTORS, "(m - 1 - np.arange(m))"),
    kind="slip",
)
_mistake(
    "factors from m + 1 to 2",
    "Your factors are m + 1, ..., 2: one too large. The smallest p-value is multiplied by m.",
    (FACTORS, "(m + 1 - np.arange(m))"),
    kind="slip",
)
_mistake(
    "factors from m - 1 to 1",
    "Your first factor is m - 1. The smallest p-value is multiplied by m, the largest by 1.",
    (FACTORS, "np.maximum(m - 1 - np.arange(m), 1)"),
    kind="slip",
)
_mistake(
    "divided by the factors",
    "You divide the p-values by the factors. An adjusted p-value is larger: multiply.",
    (FACTORS, "1 / (m - np.arange(m))"),
    kind="slip",
)
_mistake(
    "sorted from large to small",
    "You sort the p-values from large to small. The smallest gets the factor m.",
    (SORTED, 'np.argsort(-p, kind="stable")'),
    kind="slip",
)
_mistake(
    "factors by place",
    "You multiply p[0] by m, p[1] by m - 1, and so on. Sort the p-values first.",
    (SORTED, "np.arange(m)"),
    kind="half",
)
_mistake(
    "equal p-values counted once",
    "You count equal p-values as one test. Each of the m tests counts.",
    (FACTORS, "(len(np.unique(p)) - np.searchsorted(np.unique(p), p[order]))"),
    kind="slip",
)

# --- running maximum
_mistake(
    "no running maximum",
    "An adjusted value is below the one before it in your sorted order. There it gets the value "
    "before it.",
    (RUNNING, "steps"),
    kind="slip",
)
_mistake(
    "maximum of two neighbours",
    "You compare each value only with the product before it. Compare it with the adjusted value "
    "before it, which is the largest so far.",
    (RUNNING, "np.maximum(steps, np.append(0.0, steps[:-1]))"),
    kind="slip",
)
_mistake(
    "running maximum from the largest",
    "You start the running maximum at the largest p-value. Start it at the smallest.",
    (RUNNING, "np.maximum.accumulate(steps[::-1])[::-1]"),
    kind="half",
)
_mistake(
    "running maximum in the order of the input",
    "You take the running maximum in the order of the input. Take it in the sorted order, before "
    "you put the values back.",
    (RUNNING, "steps"),
    ("return adjusted", "return np.maximum.accumulate(adjusted)"),
    kind="half",
)
_mistake(
    "running sum",
    "You add up the values. Each is the largest so far in the sorted order, not the sum.",
    (RUNNING, "np.cumsum(steps)"),
    kind="half",
)

# --- limit
_mistake(
    "no limit at 1",
    "Some of your values are above 1, which no probability is. They become 1.",
    (LIMIT, "steps"),
    kind="slip",
)
_mistake(
    "values above 1 set to 0",
    "You set values above 1 to 0. They become 1.",
    (LIMIT, "np.where(steps > 1, 0.0, steps)"),
    kind="slip",
)
_mistake(
    "values above 1 back to the p-value",
    "Where the product is above 1, you return the p-value. It becomes 1.",
    (LIMIT, "np.where(steps > 1, p[order], steps)"),
    kind="slip",
)
_mistake(
    "divided by the largest",
    "You divide all values by the largest one. Only values above 1 change: they become 1.",
    (LIMIT, "steps / max(steps.max(), 1.0)"),
    kind="slip",
)

# --- order
_mistake(
    "in sorted order",
    "Your result is sorted. Put each adjusted value where its p-value was.",
    (BACK, "adjusted[:] = steps"),
    kind="slip",
)
_mistake(
    "put back with order in place of its inverse",
    "You put the values back by indexing the adjusted values with the order of argsort. argsort "
    "says where the sorted values come from: assign to result[order].",
    (BACK, "adjusted[:] = steps[order]"),
    kind="slip",
)
_mistake(
    "argsort taken for ranks",
    "You take argsort for ranks. Entry j of argsort is the place of the j-th smallest p-value.",
    ("steps = (m - np.arange(m)) * p[order]", "steps = ((m - order) * p)[order]"),
    kind="half",
)
_mistake(
    "in reverse order",
    "Your result is in reverse order. Put each adjusted value where its p-value was.",
    (BACK, "adjusted[order] = steps\n    adjusted = adjusted[::-1]"),
    kind="slip",
)

# --- what is returned
_mistake(
    "whether p is below 0.05",
    "You return which tests reject. Return the adjusted p-values.",
    ("return adjusted", "return adjusted <= 0.05"),
    kind="half",
)
_mistake(
    "1 after the first test that does not reject",
    "You set all values after the first one above 0.05 to 1. The adjusted values do not depend on "
    "0.05: use the running maximum.",
    (LIMIT, "np.where(np.minimum(steps, 1.0) > 0.05, 1.0, steps)"),
    kind="half",
)
_mistake(
    "in percent",
    "You multiply by 100. Return probabilities from 0 to 1.",
    ("return adjusted", "return 100 * adjusted"),
    kind="slip",
)
for _digits in (2, 3, 4, 6):
    _mistake(
        f"rounded to {_digits} digits",
        "You round, and of small p-values nothing is left. Return the numbers as they are.",
        ("return adjusted", f"return np.round(adjusted, {_digits})"),
        kind="slip",
    )
_mistake(
    "half precision",
    "You use half precision (float16), which has three digits. Keep double precision.",
    ("np.empty(m)", "np.empty(m, dtype=np.float16)"),
    kind="slip",
)
