"""Exercise 7.4, the average over all masks."""

import numpy as np

from reglab.checks.model import (
    PASSED,
    Array,
    Exercise,
    ListOf,
    Number,
    expected_got,
    failed,
    first_difference,
    number,
)
from reglab.exercises.dropout.inputs import activations, rates, short_rate
from reglab.nn import exact_mask_average

EXACT_MASK_AVERAGE = Exercise(
    "dropout.exact_mask_average",
    title="7.4 exact_mask_average",
    points=3,
    returns=Number(),
    forbid=("reglab.nn.monte_carlo:exact_mask_average", "reglab.nn.monte_carlo"),
    reference=exact_mask_average,
    aspects={"average": 5, "probabilities": 3.5, "edges": 4.5, "exact": 2},
)

# Functions of x, of shape (d,), to average over masks.
FUNCTIONS = {
    "the square of the sum of x": lambda x: np.sum(x) ** 2,
    "the largest entry of x": np.max,
    "exp of the mean of x": lambda x: np.exp(np.mean(x)),
    "the sum of x": np.sum,
    "2 x[0] - x[1] + 3": lambda x: 2 * x[0] - x[1] + 3,
    "1 for every x": lambda x: 1.0,
    "the number of positive entries": lambda x: int(np.sum(x > 0)),
}
SQUARE, LARGEST, EXP, *LINEAR, COUNT = FUNCTIONS


def _average(answers, data):
    f = FUNCTIONS[data["f"]]
    return {"exact_mask_average": answers.exact_mask_average(f, data["x"], data["rate"])}


def exact_average(data):
    return exact_mask_average(FUNCTIONS[data["f"]], data["x"], data["rate"])


# What is rounded to three digits is near, but a sample of masks is not.
NEAR, EXACT = 1e-3, 1e-6


def _equals(hint, rtol=NEAR, atol=0.0):
    """A judge: the average is near, or with a small `rtol` exact."""

    def judge(data, out):
        expected, got = exact_average(data), out["exact_mask_average"]
        if first_difference(expected, got, rtol=rtol, atol=atol) is None:
            return PASSED
        d = len(data["x"])
        x = f"[{', '.join(map(number, data['x']))}]" if d <= 6 else f"{d} units"
        case = f"f = {data['f']}, x = {x}, rate = {number(data['rate'])}"
        return failed(hint, f"{case}: {expected_got(expected, got)}")

    return judge


def _halves(rng, n_units):
    """Units in halves, each larger than the one before."""
    return np.cumsum(rng.integers(2, 7, size=n_units)) / 2


def _nonlinear(rng):
    _, middle, low = rates(rng)
    return [
        {"f": SQUARE, "x": _halves(rng, 1) + 0.5, "rate": short_rate(rng)},
        {"f": SQUARE, "x": _halves(rng, 2), "rate": short_rate(rng)},
        {"f": SQUARE, "x": _halves(rng, 3), "rate": middle},
        {"f": SQUARE, "x": _halves(rng, 4), "rate": low},
    ]


ALL_MASKS = "Go through all 2^d masks, and add P(mask) * f(mask * x / (1 - rate)) for each."

EXACT_MASK_AVERAGE.property(
    "it is the average of f over all masks",
    name="nonlinear",
    aspect="average",
    draw=_nonlinear,
    call=_average,
    judge=_equals(ALL_MASKS),
)


def _other_functions(rng):
    high, _, low = rates(rng)
    return [
        {"f": LARGEST, "x": _halves(rng, 3), "rate": low},
        {"f": EXP, "x": np.abs(activations(rng, int(rng.integers(4, 7)))), "rate": high},
        {"f": EXP, "x": np.abs(activations(rng, int(rng.integers(4, 7)))), "rate": low},
    ]


EXACT_MASK_AVERAGE.property(
    "also for other functions: the largest entry, and an exponential",
    name="other_functions",
    aspect="average",
    draw=_other_functions,
    call=_average,
    judge=_equals(ALL_MASKS + " Every masked input has d entries."),
)


N_MASKS = 8  # of three units
SOME = [1, 6, N_MASKS]  # two masks and all of them: each is one more call, which may take long


def mask_number(x):
    """An array with 1 at the number of the mask of three positive units, and in the last entry."""
    one = np.zeros(N_MASKS + 1)
    one[int((x > 0) @ np.array([4, 2, 1]))] = one[-1] = 1.0
    return one


def _three_units(rng):
    high, _, low = rates(rng)
    return [{"x": rng.uniform(0.5, 2, size=3), "rate": rate} for rate in (high, low)]


def _call_mask_by_mask(answers, data):
    functions = [lambda x, k=k: float(mask_number(x)[k]) for k in SOME]
    found = [answers.exact_mask_average(f, data["x"], data["rate"]) for f in functions]
    return {"exact_mask_average": found}


@EXACT_MASK_AVERAGE.property(
    "every mask counts, with its own probability",
    aspect="probabilities",
    draw=lambda rng: _three_units(rng)[:1],
    call=_call_mask_by_mask,
    returns={"exact_mask_average": ListOf(Number(), length=len(SOME))},
)
def probabilities(data, out):
    return _right_probabilities(data, np.array(out["exact_mask_average"]), SOME)


@EXACT_MASK_AVERAGE.property(
    "f may return an array",
    aspect="probabilities",
    draw=_three_units,
    call=lambda answers, data: {
        "exact_mask_average": answers.exact_mask_average(mask_number, data["x"], data["rate"])
    },
    returns={"exact_mask_average": Array(lambda data: (N_MASKS + 1,))},
)
def arrays(data, out):
    return _right_probabilities(data, out["exact_mask_average"], list(range(N_MASKS + 1)))


def _right_probabilities(data, got, masks):
    expected = exact_mask_average(mask_number, data["x"], data["rate"])[masks]
    where = first_difference(expected, got, atol=NEAR)
    if where is None:
        return PASSED
    number_of_mask = masks[where[0]]
    name = ", ".join(f"{number_of_mask:03b}")
    mask = f"the mask [{name}]" if number_of_mask < N_MASKS else "all masks"
    return failed(
        "P(mask) has a factor 1 - rate for each unit that stays, and a factor rate for each "
        "dropped one.",
        f"{mask}, rate = {number(data['rate'])}: expected the probability "
        f"{number(expected[where])}, got {number(got[where])}",
    )


def _linear(rng):
    cases = zip(LINEAR, rng.permutation([2, 4, 6]), rates(rng), strict=True)
    return [{"f": f, "x": activations(rng, d), "rate": rate} for f, d, rate in cases]


EXACT_MASK_AVERAGE.property(
    "for a linear f the average is f(x)",
    name="linear",
    aspect="average",
    draw=_linear,
    call=_average,
    after="nonlinear",
    judge=_equals(
        "For a linear f the masks average out to f(x): check that you include all "
        "masks with their P.",
        atol=NEAR,  # positive and negative units may cancel
    ),
)


def _rate_zero(rng):
    return {"f": SQUARE, "x": activations(rng, int(rng.integers(3, 7))), "rate": 0.0}


EXACT_MASK_AVERAGE.property(
    "with rate = 0 the average is f(x)",
    name="rate_zero",
    aspect="edges",
    draw=_rate_zero,
    call=_average,
    after="nonlinear",
    judge=_equals("With rate = 0 only the mask that keeps all units has P > 0."),
)


def _many_units(rng):
    return [
        {"f": SQUARE, "x": activations(rng, d), "rate": rates(rng)[rng.integers(3)]}
        for d in (9, 10)
    ]


EXACT_MASK_AVERAGE.property(
    "nine and ten units, 512 and 1024 masks",
    name="many_units",
    aspect="edges",
    draw=_many_units,
    call=_average,
    judge=_equals("The number of units is len(x), so there are 2^len(x) masks."),
)


def _whole_numbers(rng):
    return [
        {"f": COUNT, "x": np.append(np.abs(activations(rng, d)), [0.0, -2.5]), "rate": rate}
        for d, rate in zip((3, 2, 3), rates(rng), strict=True)
    ]


EXACT_MASK_AVERAGE.property(
    "f may return a whole number, the average has a fraction",
    name="whole_numbers",
    aspect="edges",
    draw=_whole_numbers,
    call=_average,
    judge=_equals(
        "Weigh every value of f with P(mask), and keep the sum as a float: P(mask) has a fraction.",
    ),
)


def _near_one(rng):
    near = [{"f": EXP, "x": activations(rng, d) / 4, "rate": rates(rng)[1]} for d in (2, 4)]
    # Nearly all of these masks are rare, and they count nevertheless.
    high, _, low = rates(rng)
    rare = [{"f": SQUARE, "x": activations(rng, 10), "rate": rate} for rate in (high, low)]
    return [*near, *rare]


EXACT_MASK_AVERAGE.property(
    "the average is exact",
    name="exact",
    aspect="exact",
    draw=_near_one,
    call=_average,
    after="nonlinear",
    judge=_equals(
        "You are near. Go through the masks with double precision, and do not round.", EXACT
    ),
)

EXACT_MASK_AVERAGE.property(
    "the average may be tiny",
    name="tiny",
    aspect="exact",
    draw=lambda rng: [{"f": SQUARE, "x": 1e-6 * activations(rng, 3), "rate": rates(rng)[2]}],
    call=_average,
    after="nonlinear",
    judge=_equals("The formula is the same for a tiny f: do not round, and add nothing.", EXACT),
)
