"""Exercise 9.3, how many steps the starting values matter in the running average."""

from dataclasses import dataclass

import numpy as np

from reglab.checks.model import PASSED, Exercise, Integer, failed, number
from reglab.checks.model.schema import SchemaError
from reglab.checks.probing.steps import Steps
from reglab.exercises.batch_norm.inputs import quarters
from reglab.nn import warmup_steps

# Of one call. Two nested loops to 160 need fewer, and a loop to 105,000 has at most 5 lines.
LINES = 40_000
LINES_OF_A_LONG_LOOP = 600_000


def _in_words(data):
    return f"momentum = {number(data['momentum'])}, tol = {number(data['tol'])}"


@dataclass(frozen=True)
class Count(Integer):
    """A whole number; errors name momentum and tol."""

    def validate(self, value, data, name):
        try:
            return super().validate(value, data, name)
        except SchemaError as error:
            raise SchemaError(f"{_in_words(data)}; {error}") from None


WARMUP_STEPS = Exercise(
    "batch_norm.warmup_steps",
    title="9.3 warmup_steps",
    points=2,
    returns=Count(),
    forbid=("reglab.nn.running_statistics:warmup_steps", "reglab.nn.running_statistics"),
    reference=warmup_steps,
    aspects={"formula": 4, "rounding": 3, "ends": 2, "type": 1},
)


def _counted(answers, data, lines):
    """The answer, stopped after some lines in any files."""
    args = data["momentum"], data["tol"]
    message = f"does your loop end? It has run {lines:,} lines for {args}"
    limited = Steps(lines, message).limit(answers.warmup_steps, everywhere=True)
    return {"warmup_steps": limited(*args)}


def _call(answers, data):
    return _counted(answers, data, LINES)


def _call_long(answers, data):
    return _counted(answers, data, LINES_OF_A_LONG_LOOP)


def _case(momentum, tol):
    return {"momentum": momentum, "tol": tol}


def _between(rng, momentum, t, above=(0.2, 0.45)):
    """A tolerance that the powers of momentum reach between t - 1 and t, not near either."""
    return _case(momentum, momentum ** (t - rng.uniform(*above)))


def _short(rng):
    """Short numbers with a short answer, and no power of momentum near tol."""
    momentum = float(rng.choice([0.5, 0.6, 0.7, 0.75, 0.8]))
    tols = np.arange(10, 61) / 100
    ratio = np.log(tols) / np.log(momentum)
    apart = (ratio > 1.1) & (np.abs(ratio - np.round(ratio)) > 0.1)
    return _case(momentum, float(rng.choice(tols[apart])))


def _typical(rng):
    return [
        _short(rng),
        _between(rng, 0.8, int(rng.integers(7, 13))),
        # Here rounding to the nearest step gives too few steps.
        _between(rng, rng.uniform(0.88, 0.94), int(rng.integers(20, 40)), above=(0.6, 0.9)),
        _between(rng, rng.uniform(0.97, 0.98), int(rng.integers(100, 160))),
    ]


def _shown(data, expected, got):
    momentum = data["momentum"]
    left = f" ({number(momentum)}^{expected} = {momentum**expected:.3g})" if expected else ""
    return f"{_in_words(data)}: expected {expected}{left}, got {got}"


def _equals(hint, *, off_by=0):
    """A judge that compares with the reference and shows how much of the start remains."""

    def judge(data, out):
        got, expected = out["warmup_steps"], warmup_steps(data["momentum"], data["tol"])
        if abs(expected - got) <= off_by:
            return PASSED
        return failed(hint, _shown(data, expected, got))

    return judge


def _few(rng):
    """Answers of 4, and from 7 to 12, so that no constant is near all of them."""
    return [
        _case(0.5, int(rng.integers(7, 9)) / 100),
        _between(rng, 0.8, int(rng.integers(7, 13))),
    ]


def _dozens(rng):
    return [
        # Here rounding to the nearest step gives too few steps.
        _between(rng, rng.uniform(0.88, 0.94), int(rng.integers(20, 40)), above=(0.6, 0.9)),
        _between(rng, rng.uniform(0.97, 0.98), int(rng.integers(100, 160))),
    ]


NEARLY = "Solve momentum^t = tol for t, or count the steps."

WARMUP_STEPS.property(
    "where it takes few steps, it is right, or off by one at most",
    name="nearly",
    draw=_few,
    call=_call,
    judge=_equals(NEARLY, off_by=1),
    aspect="formula",
)

WARMUP_STEPS.property(
    "where it takes dozens of steps, it is right, or off by one at most",
    name="dozens",
    draw=_dozens,
    call=_call,
    judge=_equals(NEARLY + " Set no limit, and use momentum and tol as they are.", off_by=1),
    aspect="formula",
)

WARMUP_STEPS.property(
    "it is the first t at which momentum^t is tol or less",
    name="first",
    draw=_typical,
    call=_call,
    judge=_equals("Check the steps before and after: only from this t on, momentum^t <= tol."),
    after="nearly",
    aspect="rounding",
)


def _near_zero(rng):
    tiny = 10 ** -rng.uniform(8.2, 8.8)
    return [
        _between(rng, float(rng.choice([0.5, 0.6, 0.7])), int(rng.integers(70, 90))),
        _between(rng, rng.uniform(0.2, 0.3), int(rng.integers(40, 60))),
        _case(tiny, tiny**3.5),
    ]


WARMUP_STEPS.property(
    "momentum and tol may be close to 0",
    name="near_zero",
    draw=_near_zero,
    call=_call,
    judge=_equals(
        "Use momentum and tol as they are, however small: nothing is added or cut off.", off_by=1
    ),
    after="nearly",
    aspect="formula",
)


def _many(rng):
    """A tolerance of a few per cent, and momenta with which it takes more and more steps."""
    tol = rng.uniform(0.01, 0.05)
    counts = [int(rng.integers(t, 1.03 * t)) for t in (1_100, 10_500, 101_000)]
    return [_case(float(tol ** (1 / (t - rng.uniform(0.3, 0.7)))), tol) for t in counts]


WARMUP_STEPS.property(
    "momentum may be close to 1, so that it takes thousands of steps, or more",
    name="near_one",
    draw=_many,
    call=_call_long,
    judge=_equals(
        "Set no limit to the number of steps, and use a loop or a formula, not recursion.", off_by=1
    ),
    after="nearly",
    aspect="formula",
)

# Powers t of 1/8 and 1/64 for which the quotient of the logarithms is above t, because they are
# rounded (natural ones and those to base 10). These powers themselves are not rounded.
ROUNDED_UP = (7, 13, 14), (26, 27, 28, 29)


def _powers(rng):
    def power(k, t):
        return _case(0.5**k, 0.5 ** (k * t))

    # If k and t are powers of 2, the quotients of the logarithms are not rounded either.
    plain = zip(rng.integers(1, 3, size=2), rng.choice([1, 2, 4, 8], size=2), strict=True)
    rounded = [(rng.choice([3, 6]), rng.choice(counts)) for counts in ROUNDED_UP]
    return [power(int(k), int(t)) for k, t in (*plain, *rounded)]


WARMUP_STEPS.property(
    "where momentum^t is exactly tol, t is enough",
    name="exact",
    draw=_powers,
    call=_call,
    judge=_equals("momentum^t may equal tol: t is the first with momentum**t <= tol in Python."),
    after="nearly",
    aspect="rounding",
)


def _close(rng):
    """A tolerance just below or above a power of momentum, by more than rounding errors."""
    found = []
    for size in (1e-6, 1e-10):
        for sign in (-1, 1):
            t = int(rng.integers(5, 20))
            momentum = float(rng.uniform(0.05, 0.3) ** (1 / t))
            found.append(_case(momentum, momentum**t * (1 + sign * size * rng.uniform(1, 2))))
    return [*found, _case(rng.uniform(0.5, 0.9), 1 - 1e-10)]


WARMUP_STEPS.property(
    "a momentum^t that is slightly above tol is not enough",
    name="close",
    draw=_close,
    call=_call,
    judge=_equals("Compare with <= alone: no tolerance, and no rounding before you round up."),
    after="first",
    aspect="rounding",
)


def _none_needed(rng):
    hundredths = rng.integers(10, 96, 2) / 100
    return [
        _case(float(hundredths[0]), 1.0),
        _case(float(rng.choice([0.75, 0.8, 0.9, 0.95])), quarters(rng, 2.0, 5.0)),
        _case(0.0, 1.0),
        _case(float(hundredths[1]), rng.uniform(1.0, 5.0)),
        _case(rng.uniform(0.8, 0.9), rng.uniform(1.4, 1.9)),
        _case(float(hundredths[1]), rng.uniform(1000.0, 5000.0)),
    ]


@WARMUP_STEPS.property(
    "with tol = 1 or more no step is needed",
    draw=_none_needed,
    call=_call,
    after="nearly",
    aspect="ends",
)
def none_needed(data, out):
    hint = "momentum^0 is 1, which is already tol or less, so t = 0."
    if data["momentum"] == 0:
        hint = "Check tol first: 0^0 is 1, which is already tol or less, so t = 0."
    return _equals(hint)(data, out)


def _no_memory(rng):
    tols = int(rng.integers(1, 100)) / 100, rng.uniform(0, 1), 10 ** -rng.uniform(301, 305)
    return [_case(0.0, float(tol)) for tol in tols]


WARMUP_STEPS.property(
    "with momentum = 0 and tol below 1 one step is enough",
    name="no_memory",
    draw=_no_memory,
    call=_call,
    judge=_equals(
        "0^0 is 1 and 0^1 is 0. The logarithm of 0 does not exist, so handle this case separately."
    ),
    after="nearly",
    aspect="ends",
)


def _call_an_int(answers, data):
    steps = _call(answers, data)["warmup_steps"]
    return {"warmup_steps": steps, "is_int": int(isinstance(steps, int | np.integer))}


@WARMUP_STEPS.property(
    "it is an int, for range() and for counting",
    draw=lambda rng: [_between(rng, rng.uniform(0.8, 0.95), int(rng.integers(9, 20)))],
    call=_call_an_int,
    returns={"warmup_steps": Count(), "is_int": Integer()},
    after="nearly",
    aspect="type",
)
def an_int(data, out):
    if out["is_int"]:
        return PASSED
    got = number(out["warmup_steps"])
    hint = "Return an int, because it is a number of steps."
    return failed(hint, f"{_in_words(data)}: expected an int, got the float {got}")
