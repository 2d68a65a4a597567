"""Exercise 6.3: the known mistakes. Every function here except `adam` is wrong on purpose."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.weight_penalties.adam_step import ADAM_STEP


def adam(p, g, state, lr, l2=0, wd=0):
    """Correct. Most mistakes are this function with a few words changed."""
    beta1, beta2 = 0.9, 0.999
    m, v, t = (np.zeros_like(p), np.zeros_like(p), 0) if state is None else state
    h = g + l2 * p
    t = t + 1
    m = beta1 * m + (1 - beta1) * h
    v = beta2 * v + (1 - beta2) * h**2
    size = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    step = size * m / (np.sqrt(v) + 1e-7)
    new_p = p - lr * wd * p - step
    return new_p, (m, v, t)


# The moments.

ADAM_STEP.mistake(
    "betas exchanged",
    "You swapped the betas: beta1 = 0.9 is for m, and beta2 = 0.999 is for v.",
    edited(adam, ("beta1, beta2 =", "beta2, beta1 =")),
    kind="slip",
)
ADAM_STEP.mistake(
    "weights of old and new exchanged",
    "You keep 0.1 of the old m and take 0.9 of the new gradient. Keep 0.9 and take 0.1.",
    edited(
        adam,
        ("beta1 * m + (1 - beta1) * h", "(1 - beta1) * m + beta1 * h"),
        ("beta2 * v + (1 - beta2) * h**2", "(1 - beta2) * v + beta2 * h**2"),
    ),
    kind="slip",
)
ADAM_STEP.mistake(
    "sums instead of averages",
    "Your m and v are sums: the factors 1 - beta in front of the new gradient are missing.",
    edited(adam, ("(1 - beta1) * h", "h"), ("(1 - beta2) * h**2", "h**2")),
    kind="slip",
)
ADAM_STEP.mistake(
    "square forgotten",
    "Your v averages gradients, and its root is nan where they are negative. Average their "
    "squares.",
    edited(adam, ("h**2", "h")),
    kind="half",
)
ADAM_STEP.mistake(
    "absolute value for the square",
    "Your v averages |h|. Average h^2; the root is taken later.",
    edited(adam, ("h**2", "np.abs(h)")),
    kind="slip",
)
ADAM_STEP.mistake(
    "v from m",
    "Your v averages the squares of m. Average the squares of h.",
    edited(adam, ("h**2", "m**2")),
    kind="slip",
)
ADAM_STEP.mistake(
    "beta1 = 0.99",
    "Your beta1 is 0.99. Use 0.9, with weight 0.1 for the new gradient.",
    edited(adam, ("0.9, 0.999", "0.99, 0.999")),
    kind="slip",
)
ADAM_STEP.mistake(
    "beta2 = 0.99",
    "Your beta2 is 0.99. Use 0.999, with weight 0.001 for the new square.",
    edited(adam, ("0.9, 0.999", "0.9, 0.99")),
    kind="slip",
)
ADAM_STEP.mistake(
    "share of the new square",
    "Your v takes 0.01 of the new square. The weights of old and new add up to 1: 0.999 and 0.001.",
    edited(adam, ("(1 - beta2) * h**2", "0.01 * h**2")),
    kind="slip",
)
ADAM_STEP.mistake(
    "v averaged with 0.99, corrected with 0.999",
    "You average v with 0.99 and correct it with 0.999. Use 0.999 for both.",
    edited(adam, ("beta2 * v + (1 - beta2) * h**2", "0.99 * v + 0.01 * h**2")),
    kind="slip",
)
ADAM_STEP.mistake(
    "v never falls",
    "Your v keeps its maximum. An average falls when gradients get smaller.",
    edited(
        adam, ("beta2 * v + (1 - beta2) * h**2", "np.maximum(v, beta2 * v + (1 - beta2) * h**2)")
    ),
    kind="slip",
)


ADAM_STEP.mistake(
    "betas exchanged in the averages",
    "Your m averages with 0.999 and your v with 0.9. It is the other way round: 0.9 for m, 0.999 "
    "for v.",
    edited(
        adam,
        ("beta1 * m + (1 - beta1) * h", "beta2 * m + (1 - beta2) * h"),
        ("beta2 * v + (1 - beta2) * h**2", "beta1 * v + (1 - beta1) * h**2"),
    ),
    kind="slip",
)


# The correction of the moments, and the step.

ADAM_STEP.mistake(
    "betas exchanged in the correction",
    "You swapped the betas in the correction: it is sqrt(1 - 0.999^t) / (1 - 0.9^t).",
    edited(
        adam,
        ("np.sqrt(1 - beta2**t) / (1 - beta1**t)", "np.sqrt(1 - beta1**t) / (1 - beta2**t)"),
    ),
    kind="slip",
)
ADAM_STEP.mistake(
    "root of v forgotten",
    "You divide by v, an average of squares. Divide by its root.",
    edited(adam, ("np.sqrt(v)", "v")),
    kind="slip",
)
ADAM_STEP.mistake(
    "lr forgotten",
    "Your step of Adam does not have the factor lr.",
    edited(adam, ("size = lr * ", "size = ")),
    kind="slip",
)
ADAM_STEP.mistake(
    "lr forgotten, also in decay",
    "Neither the step of Adam nor the decay in your p has the factor lr.",
    edited(adam, ("size = lr * ", "size = "), ("lr * wd * p", "wd * p")),
    kind="slip",
)

ADAM_STEP.mistake(
    "no bias correction",
    "m and v start at 0 and are too small at first: include the factors with 1 - beta^t.",
    edited(adam, (" * np.sqrt(1 - beta2**t) / (1 - beta1**t)", "")),
    kind="slip",
)
ADAM_STEP.mistake(
    "only m corrected",
    "You correct m but not v: the factor sqrt(1 - beta2^t) is missing.",
    edited(adam, (" * np.sqrt(1 - beta2**t)", "")),
    kind="slip",
)
ADAM_STEP.mistake(
    "only v corrected",
    "You correct v but not m: divide by 1 - beta1^t.",
    edited(adam, (" / (1 - beta1**t)", "")),
    kind="slip",
)
ADAM_STEP.mistake(
    "correction without the root",
    "The correction of v is under the root, so outside its factor is sqrt(1 - beta2^t).",
    edited(adam, ("np.sqrt(1 - beta2**t)", "(1 - beta2**t)")),
    kind="slip",
)
ADAM_STEP.mistake(
    "beta times t",
    "From t = 2 on 1 - beta*t is negative, and its root is nan. The correction is a power, "
    "1 - beta^t.",
    edited(adam, ("beta2**t", "beta2 * t"), ("beta1**t", "beta1 * t")),
    kind="slip",
)
ADAM_STEP.mistake(
    "correction upside down",
    "Your correction is upside down: it is sqrt(1 - beta2^t) / (1 - beta1^t).",
    edited(
        adam, ("np.sqrt(1 - beta2**t) / (1 - beta1**t)", "(1 - beta1**t) / np.sqrt(1 - beta2**t)")
    ),
    kind="slip",
)
ADAM_STEP.mistake(
    "both corrections multiplied",
    "You multiply by both corrections. Divide m by 1 - beta1^t.",
    edited(adam, ("/ (1 - beta1**t)", "* (1 - beta1**t)")),
    kind="slip",
)
ADAM_STEP.mistake(
    "root over both corrections",
    "You take the root of both corrections. Take only that of 1 - beta2^t.",
    edited(
        adam, ("np.sqrt(1 - beta2**t) / (1 - beta1**t)", "np.sqrt((1 - beta2**t) / (1 - beta1**t))")
    ),
    kind="slip",
)
ADAM_STEP.mistake(
    "eps under the root",
    "You compute sqrt(v + eps), which is far from sqrt(v) where v is small: add eps outside.",
    edited(adam, ("(np.sqrt(v) + 1e-7)", "np.sqrt(v + 1e-7)")),
    kind="slip",
)
ADAM_STEP.mistake(
    "eps forgotten",
    "A parameter with gradient 0 has m = v = 0, and 0/0 is nan: add eps.",
    edited(adam, (" + 1e-7", "")),
    kind="slip",
)
ADAM_STEP.mistake(
    "root forgotten",
    "You divide by v, an average of squares. Divide by its root.",
    edited(adam, ("np.sqrt(1 - beta2**t)", "(1 - beta2**t)"), ("np.sqrt(v)", "v")),
    kind="slip",
)
ADAM_STEP.mistake(
    "root of the corrected v forgotten",
    "You divide by v, an average of squares. Divide by its root.",
    edited(
        adam,
        (" * np.sqrt(1 - beta2**t)", ""),
        ("np.sqrt(v)", "v / (1 - beta2**t)"),
    ),
    kind="slip",
)
ADAM_STEP.mistake(
    "eps under the root of the corrected v",
    "You add eps to the corrected v under the root, where it outweighs v for tiny gradients. "
    "Add eps outside.",
    edited(
        adam,
        (" * np.sqrt(1 - beta2**t)", ""),
        ("(np.sqrt(v) + 1e-7)", "np.sqrt(v / (1 - beta2**t) + 1e-7)"),
    ),
    kind="slip",
)


_AFTER = (
    (" * np.sqrt(1 - beta2**t)", ""),
    ("(np.sqrt(v) + 1e-7)", "(np.sqrt(v / (1 - beta2**t)) + EPS)"),
)
for _eps in (1e-8, 1e-6, 1e-5, 1e-4, 1e-3):
    _hint = (
        "Your eps is smaller than 1e-7, so steps are too long where gradients are small."
        if _eps < 1e-7
        else "Your eps is larger than 1e-7, so steps are too short where gradients are small."
    )
    ADAM_STEP.mistake(f"eps = {_eps:g}", _hint, edited(adam, ("1e-7", f"{_eps:g}")), kind="slip")
    ADAM_STEP.mistake(
        f"eps = {_eps:g} after the correction",
        _hint,
        edited(adam, *((old, new.replace("EPS", f"{_eps:g}")) for old, new in _AFTER)),
        kind="slip",
    )

ADAM_STEP.mistake(
    "one scale for the whole array",
    "Your v is one number for the whole array. Each entry needs its own.",
    edited(adam, ("h**2", "np.mean(h**2)")),
    kind="slip",
)
ADAM_STEP.mistake(
    "uphill",
    "Your p moves with the gradient. Descent subtracts the step.",
    edited(adam, ("- step", "+ step")),
    kind="slip",
)
ADAM_STEP.mistake(
    "plain gradient descent",
    "You compute p - lr*g. Adam divides an average of gradients by the root of an average of "
    "their squares.",
    lambda p, g, state, lr, l2=0, wd=0: (p - lr * wd * p - lr * (g + l2 * p), (0, 0, 0)),
    kind="wrong",
)
ADAM_STEP.mistake(
    "sign of the gradient",
    "Every step has length lr, whatever came before: you use the sign of g + l2*p alone. Keep "
    "averages of it and of its square.",
    lambda p, g, state, lr, l2=0, wd=0: (p - lr * wd * p - lr * np.sign(g + l2 * p), (0, 0, 0)),
    kind="wrong",
)
ADAM_STEP.mistake(
    "momentum without scaling or correction",
    "You move by m alone, which is too small at first. Correct m and v, and divide by the root of "
    "v.",
    edited(
        adam,
        (" * np.sqrt(1 - beta2**t) / (1 - beta1**t)", ""),
        (" / (np.sqrt(v) + 1e-7)", ""),
    ),
    kind="half",
)
ADAM_STEP.mistake(
    "classic momentum",
    "You compute a step with classic momentum. Adam averages gradients with the weights 0.9 and "
    "0.1, corrects the averages and divides by the root of v.",
    edited(
        adam,
        (" * np.sqrt(1 - beta2**t) / (1 - beta1**t)", ""),
        (" / (np.sqrt(v) + 1e-7)", ""),
        ("(1 - beta1) * h", "h"),
    ),
    kind="half",
)
ADAM_STEP.mistake(
    "momentum without scaling",
    "You move by the corrected m alone. Divide by the root of the corrected v.",
    edited(adam, (" * np.sqrt(1 - beta2**t)", ""), (" / (np.sqrt(v) + 1e-7)", "")),
    kind="half",
)
ADAM_STEP.mistake(
    "scaling without momentum",
    "Your step uses g instead of m, the average of the gradients.",
    edited(adam, (" / (1 - beta1**t)", ""), ("size * m", "size * h")),
    kind="half",
)
ADAM_STEP.mistake(
    "step of Nesterov",
    "You average m with the gradient once more before the step, as in Nesterov's variant (NAdam). "
    "Use the corrected m as it is.",
    edited(adam, ("size * m", "size * (0.9 * m + 0.1 * h)")),
    kind="slip",
)
ADAM_STEP.mistake(
    "the step instead of p",
    "You return the step. Return the new p: the old one minus the step.",
    edited(adam, ("p - lr * wd * p - step", "lr * wd * p + step")),
    kind="slip",
)


# The number of steps, and the state.

ADAM_STEP.mistake(
    "t starts at 0",
    "Your first step has t = 0, and 1 - beta^0 is 0. Increase t first: the first step has t = 1.",
    edited(adam, ("beta2**t", "beta2 ** (t - 1)"), ("beta1**t", "beta1 ** (t - 1)")),
    kind="slip",
)
ADAM_STEP.mistake(
    "t one too large",
    "You correct the first step as if it were the second: your t is too large by 1.",
    edited(adam, ("beta2**t", "beta2 ** (t + 1)"), ("beta1**t", "beta1 ** (t + 1)")),
    kind="slip",
)
ADAM_STEP.mistake(
    "t always 1",
    "You correct every step like the first one. t must grow, so keep it in the state.",
    edited(adam, ("beta2**t", "beta2"), ("beta1**t", "beta1")),
    kind="slip",
)
ADAM_STEP.mistake(
    "moments restart in every step",
    "You start every step from m = v = 0: use the state that is passed.",
    edited(adam, (" if state is None else state", "")),
    kind="half",
)
ADAM_STEP.mistake(
    "old state returned",
    "You return the old state, None at first. Return the new m, v and t.",
    edited(adam, ("return new_p, (m, v, t)", "return new_p, state")),
    kind="slip",
)
ADAM_STEP.mistake(
    "state not returned",
    "You return p alone. The next step needs the state: return p, state.",
    edited(adam, ("return new_p, (m, v, t)", "return new_p")),
    kind="slip",
)
ADAM_STEP.mistake(
    "m and v returned one by one",
    "You return more than two values. Put m, v and t into one state: return p, (m, v, t).",
    edited(adam, ("return new_p, (m, v, t)", "return new_p, m, v, t")),
    kind="slip",
)


_shared: dict = {}


@ADAM_STEP.mistake(
    "one memory for all arrays",
    "You keep the moments outside the function, so all arrays share them. Keep them in the state.",
    kind="half",
)
def outside(p, g, state, lr, l2=0, wd=0):
    state = None if state is None else _shared["state"]
    p, _shared["state"] = adam(p, g, state, lr, l2, wd)
    return p, "outside"


ADAM_STEP.mistake(
    "corrected moments kept",
    "You keep the corrected m and v. Keep the uncorrected ones, because the averages continue "
    "from those.",
    edited(
        adam,
        (
            "size = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)",
            "m, v = m / (1 - beta1**t), v / (1 - beta2**t)",
        ),
        ("size * m", "lr * m"),
    ),
    kind="slip",
)
ADAM_STEP.mistake(
    "t grows by two",
    "You count each step twice: once before the correction and once in the new state.",
    edited(adam, ("(m, v, t)", "(m, v, t + 1)")),
    kind="slip",
)
ADAM_STEP.mistake(
    "m and v exchanged in the state",
    "You return m and v in another order than you read them from the state.",
    edited(adam, ("(m, v, t)", "(v, m, t)")),
    kind="slip",
)
ADAM_STEP.mistake(
    "state first",
    "You return the state first. The new p comes first: return p, state.",
    edited(adam, ("return new_p, (m, v, t)", "return (m, v, t), new_p")),
    kind="slip",
)


_kept: dict = {}


def _differs_when_repeated(data, out):
    first, again = out["adam_step"][0], out["again"][0]
    return isinstance(again, tuple) and not np.array_equal(first[0], again[0])


@ADAM_STEP.mistake(
    "memory that outlives a run",
    "Your first step changes when it is repeated, because you keep values between runs. With "
    "state None, start from 0.",
    signature=("first_step", _differs_when_repeated),
    kind="half",
)
def never_forgets(p, g, state, lr, l2=0, wd=0):
    if np.shape(_kept.get("state", [p])[0]) != p.shape:
        _kept.clear()
    # What an earlier run has left: all properties see it.
    earlier = (np.ones(p.shape), np.ones(p.shape), 5)
    p, _kept["state"] = adam(p, g, _kept.get("state", earlier), lr, l2, wd)
    return p, "kept"


ADAM_STEP.mistake(
    "t starts at 0, which Python cannot divide by",
    "Your first step has t = 0, and 1 - beta^0 is 0. Increase t first: the first step has t = 1.",
    edited(
        adam,
        (
            "np.sqrt(1 - beta2**t) / (1 - beta1**t)",
            "(1 - beta2 ** (t - 1)) ** 0.5 / (1 - beta1 ** (t - 1))",
        ),
    ),
    kind="slip",
)
ADAM_STEP.mistake(
    "t one too small after the first step",
    "You correct the second step as if it were the first: from there on your t is too small by 1.",
    edited(adam, ("beta2**t", "beta2 ** max(t - 1, 1)"), ("beta1**t", "beta1 ** max(t - 1, 1)")),
    kind="slip",
)
ADAM_STEP.mistake(
    "moments kept in whole numbers",
    "np.zeros_like of a whole-number p is an array of whole numbers, which cuts off the fractions "
    "of m and v. Make arrays of floats.",
    edited(
        adam,
        ("    m = beta1", "    m, v = m.copy(), v.copy()\n    m[...] = beta1"),
        ("    v = beta2", "    v[...] = beta2"),
    ),
    kind="slip",
)
ADAM_STEP.mistake(
    "new p in whole numbers",
    "Your new p has the type of the old one, so whole numbers lose their fractions. Return floats.",
    edited(adam, ("return new_p,", "return new_p.astype(p.dtype),")),
    kind="slip",
)


# The penalty and decay.

ADAM_STEP.mistake(
    "l2 ignored",
    "Your step does not depend on l2: add the penalty's gradient, l2*p, to g.",
    edited(adam, (" + l2 * p", "")),
    kind="slip",
)
ADAM_STEP.mistake(
    "l2 doubled",
    "Your penalty gradient is too large by a factor of 2: the gradient of l2/2 * p^2 is l2*p.",
    edited(adam, ("l2 * p", "2 * l2 * p")),
    kind="slip",
)
ADAM_STEP.mistake(
    "l2 halved",
    "Your penalty gradient is too small by a factor of 2: the gradient of l2/2 * p^2 is l2*p.",
    edited(adam, ("l2 * p", "l2 / 2 * p")),
    kind="slip",
)
ADAM_STEP.mistake(
    "penalty added to the gradient",
    "You add the penalty's value to g. Add its gradient, l2*p.",
    edited(adam, ("l2 * p", "l2 / 2 * p**2")),
    kind="slip",
)
ADAM_STEP.mistake(
    "l2 as decay",
    "You subtract lr*l2*p outside the moments, as decay does with wd. Add the penalty's "
    "gradient l2*p to g before the moments.",
    edited(adam, (" + l2 * p", ""), ("lr * wd * p", "lr * (wd + l2) * p")),
    kind="slip",
)
ADAM_STEP.mistake(
    "l2 in m only",
    "You include l2*p in m but not in v. Both are moments of g + l2*p.",
    edited(adam, ("h**2", "g**2")),
    kind="slip",
)
ADAM_STEP.mistake(
    "l2 without its sign",
    "You subtract l2*p from g. Add it, so that descent makes |p| smaller.",
    edited(adam, ("g + l2 * p", "g - l2 * p")),
    kind="slip",
)
ADAM_STEP.mistake(
    "wd ignored",
    "Your step does not depend on wd: subtract lr*wd*p.",
    edited(adam, (" - lr * wd * p", "")),
    kind="slip",
)
ADAM_STEP.mistake(
    "decay inside the moments",
    "You add wd*p to the gradient, so Adam rescales it, as an L2 penalty. Subtract lr*wd*p "
    "outside the moments.",
    edited(adam, ("l2 * p", "(l2 + wd) * p"), (" - lr * wd * p", "")),
    kind="slip",
)
ADAM_STEP.mistake(
    "decay divided by the root of v",
    "You add wd*p to m and divide both by sqrt(v). Do not rescale decay: subtract it separately.",
    edited(adam, ("size * m", "size * (m + wd * p)"), (" - lr * wd * p", "")),
    kind="slip",
)
ADAM_STEP.mistake(
    "decay with the corrected learning rate",
    "You multiply decay by the corrected learning rate. The correction is for m and v only: "
    "use lr for decay.",
    edited(adam, ("lr * wd * p", "size * wd * p")),
    kind="slip",
)
ADAM_STEP.mistake(
    "decay without lr",
    "You subtract wd*p in every step. Here decay is scaled by the learning rate: lr*wd*p.",
    edited(adam, ("lr * wd * p", "wd * p")),
    kind="slip",
)
ADAM_STEP.mistake(
    "decay of the gradient",
    "You subtract lr*wd*g. Decay shrinks the parameter: lr*wd*p.",
    edited(adam, ("lr * wd * p", "lr * wd * g")),
    kind="slip",
)
ADAM_STEP.mistake(
    "decay of the moments",
    "Your decay shrinks m. Shrink the parameter itself and nothing in the state.",
    edited(adam, ("beta1 * m", "beta1 * (1 - lr * wd) * m"), (" - lr * wd * p", "")),
    kind="slip",
)
ADAM_STEP.mistake(
    "decay after the step",
    "Your decay shrinks the step of Adam, too: you multiply the new p by 1 - lr*wd. Subtract lr*wd "
    "times the old p.",
    edited(adam, ("p - lr * wd * p - step", "(p - step) * (1 - lr * wd)")),
    kind="slip",
)
ADAM_STEP.mistake(
    "growth instead of decay",
    "Your p grows by lr*wd*p. Decay makes it smaller: subtract.",
    edited(adam, ("- lr * wd * p", "+ lr * wd * p")),
    kind="slip",
)
ADAM_STEP.mistake(
    "decay with a sign instead of p",
    "You subtract lr*wd*sign(p), the step of an L1 penalty. Decay is proportional to p.",
    edited(adam, ("lr * wd * p", "lr * wd * np.sign(p)")),
    kind="slip",
)
ADAM_STEP.mistake(
    "decay halved",
    "You subtract lr*wd/2 * p. Decay has no square, so there is no 1/2.",
    edited(adam, ("lr * wd * p", "lr * wd / 2 * p")),
    kind="slip",
)
ADAM_STEP.mistake(
    "decay inside and outside",
    "You apply decay twice: as wd*p in the gradient and as lr*wd*p outside it. Keep only the "
    "second.",
    edited(adam, ("l2 * p", "(l2 + wd) * p")),
    kind="slip",
)
ADAM_STEP.mistake(
    "penalty of the decayed p",
    "You decay p first and take the penalty's gradient there. Use the old p for both.",
    edited(adam, ("l2 * p", "l2 * (1 - lr * wd) * p")),
    kind="slip",
)
ADAM_STEP.mistake(
    "l2 and wd exchanged",
    "You swapped l2 and wd: l2 goes through the moments, wd does not.",
    edited(adam, ("l2 * p", "wd * p"), ("lr * wd * p", "lr * l2 * p")),
    kind="slip",
)
ADAM_STEP.mistake(
    "decay of m",
    "You subtract lr*wd*m. Decay shrinks the parameter: lr*wd*p.",
    edited(adam, ("lr * wd * p", "lr * wd * m")),
    kind="slip",
)
ADAM_STEP.mistake(
    "l2 = 1 by default",
    "Without an argument l2 your step has a penalty. Leave the default as it is: l2=0.",
    edited(adam, ("l2=0", "l2=1")),
    kind="slip",
)
ADAM_STEP.mistake(
    "wd = 1 by default",
    "Without an argument wd your step has decay. Leave the default as it is: wd=0.",
    edited(adam, ("wd=0", "wd=1")),
    kind="slip",
)
