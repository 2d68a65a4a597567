"""Exercise 11.7: the known mistakes. Every function here is wrong on purpose."""

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.ensembles.ema_update import EMA_UPDATE


def _ema(average, params, decay):
    if average is None:
        return {name: np.copy(values) for name, values in params.items()}
    result = {}
    for name, new in params.items():
        old = average[name]
        result[name] = decay * old + (1 - decay) * new
    return result


STEP = "decay * old + (1 - decay) * new"
COPY = "{name: np.copy(values) for name, values in params.items()}"

EMA_UPDATE.mistake(
    "decay weighs the new value",
    "Your decay weighs the new value. Here it weighs the old one, as in batch normalization.",
    edited(_ema, (STEP, "(1 - decay) * old + decay * new")),
    kind="slip",
)
EMA_UPDATE.mistake(
    "new value with weight 1",
    "You add the whole new value, so the average grows step by step. The weights decay and "
    "1 - decay add up to 1.",
    edited(_ema, (STEP, "decay * old + new")),
    kind="slip",
)
EMA_UPDATE.mistake(
    "old value with weight 1",
    "You keep the whole old value, so the average grows step by step. The weights decay and "
    "1 - decay add up to 1.",
    edited(_ema, (STEP, "old + (1 - decay) * new")),
    kind="slip",
)
EMA_UPDATE.mistake(
    "new value left out",
    "You only shrink the old value. Add (1 - decay) times the new one.",
    edited(_ema, (STEP, "decay * old")),
    kind="half",
)
EMA_UPDATE.mistake(
    "both values with weight decay",
    "You give both values the weight decay. The new one has the weight 1 - decay.",
    edited(_ema, (STEP, "decay * (old + new)")),
    kind="slip",
)
EMA_UPDATE.mistake(
    "difference in place of a sum",
    "You subtract the new value. Add it, times 1 - decay.",
    edited(_ema, (STEP, "decay * old - (1 - decay) * new")),
    kind="slip",
)
EMA_UPDATE.mistake(
    "away from the new value",
    "Your average moves away from the new value: check the sign of the difference.",
    edited(_ema, (STEP, "old + (1 - decay) * (old - new)")),
    kind="slip",
)
EMA_UPDATE.mistake(
    "plain mean",
    "You take the mean of old and new, whatever decay is. Their weights are decay and 1 - decay.",
    edited(_ema, (STEP, "(old + new) / 2")),
    kind="half",
)
EMA_UPDATE.mistake(
    "fixed decay",
    "You always use 0.9. Use the decay that was passed.",
    edited(_ema, (STEP, "0.9 * old + 0.1 * new")),
    kind="slip",
)
EMA_UPDATE.mistake(
    "no average at all",
    "You return params. Only before the first step is the average a copy of params.",
    edited(_ema, (STEP, "1.0 * new")),
    kind="wrong",
)
EMA_UPDATE.mistake(
    "average never changes",
    "You return the old average. Move it towards params.",
    edited(_ema, (STEP, "1.0 * old")),
    kind="wrong",
)
EMA_UPDATE.mistake(
    "corrected for a start at 0",
    "You divide by 1 - decay, as Adam corrects a start at 0. This average starts at params.",
    edited(_ema, (STEP, f"({STEP}) / (1 - decay if decay < 1 else 1)")),
    kind="slip",
)
EMA_UPDATE.mistake(
    "start at 0",
    "Your average starts at 0, so the first one is too small. Start with a copy of params.",
    edited(_ema, (COPY, "{name: (1 - decay) * values for name, values in params.items()}")),
    kind="slip",
)
EMA_UPDATE.mistake(
    "start at 0, other weight",
    "Your first average is decay times params. Start with a copy of params.",
    edited(_ema, (COPY, "{name: decay * values for name, values in params.items()}")),
    kind="slip",
)
EMA_UPDATE.mistake(
    "zeros first",
    "Your first average is 0. Start with a copy of params.",
    edited(_ema, (COPY, "{name: 0 * values for name, values in params.items()}")),
    kind="slip",
)
EMA_UPDATE.mistake(
    "None not handled",
    "Before the first step average is None, and None has no entries. Ask for `average is None` "
    "first.",
    edited(_ema, ("average is None", "False")),
    kind="slip",
)
EMA_UPDATE.mistake(
    "params themselves first",
    "Your first average holds the arrays of params, and training changes them in place. Copy "
    "the arrays, not only the dict.",
    edited(_ema, (COPY, "dict(params)")),
    kind="slip",
)


@EMA_UPDATE.mistake(
    "old average changed in place",
    "You change the old average that was passed. Return a new dict with new arrays.",
    kind="slip",
)
def in_place(average, params, decay):
    if average is None:
        return {name: values.copy() for name, values in params.items()}
    for name in params:
        average[name] *= decay
        average[name] += (1 - decay) * params[name]
    return average


@EMA_UPDATE.mistake(
    "params changed in place",
    "You compute the average inside the arrays of params: then training goes on from the "
    "average. Return new arrays.",
    kind="slip",
)
def in_params(average, params, decay):
    if average is None:
        return {name: values.copy() for name, values in params.items()}
    for name in params:
        params[name] *= 1 - decay
        params[name] += decay * average[name]
    return params


@EMA_UPDATE.mistake(
    "new arrays in the dict of params",
    "Return a new dict with new arrays. You write into the dict that was passed.",
    kind="slip",
)
def into_params(average, params, decay):
    if average is None:
        return {name: values.copy() for name, values in params.items()}
    for name in params:
        params[name] = decay * average[name] + (1 - decay) * params[name]
    return params


@EMA_UPDATE.mistake(
    "nothing returned",
    "You change average in place and return nothing. Return a dict of new arrays.",
    kind="half",
)
def nothing_returned(average, params, decay):
    if average is None:
        average = {name: values.copy() for name, values in params.items()}
    for name in params:
        average[name] *= decay
        average[name] += (1 - decay) * params[name]


@EMA_UPDATE.mistake(
    "by position",
    "You match the arrays by their position in the dict. Look them up by name.",
    kind="slip",
)
def by_position(average, params, decay):
    if average is None:
        return {name: values.copy() for name, values in params.items()}
    pairs = zip(params, average.values(), params.values(), strict=True)
    return {name: decay * old + (1 - decay) * new for name, old, new in pairs}


EMA_UPDATE.mistake(
    "decay 0 means the default",
    "With decay 0 you use another decay: 0 counts as false in `decay or ...`. Use it as it is.",
    edited(_ema, ("result = {}", "result, decay = {}, decay or 0.9")),
    kind="slip",
)
EMA_UPDATE.mistake(
    "decay 0 as no average",
    "With decay 0 you return the old average. Then the new value has the weight 1.",
    edited(_ema, ("result = {}", "result, decay = {}, decay or 1.0")),
    kind="slip",
)
EMA_UPDATE.mistake(
    "only the weights W",
    "You average the arrays W only, and take the others from params. Average all.",
    edited(_ema, (STEP, f'({STEP}) if name.startswith("W") else 1.0 * new')),
    kind="slip",
)
EMA_UPDATE.mistake(
    "only the weights W returned",
    "You return the arrays W only. Return all names: biases and batch norm are parameters, too.",
    lambda average, params, decay: {
        name: values
        for name, values in _ema(average, params, decay).items()
        if name.startswith("W")
    },
    kind="slip",
)
EMA_UPDATE.mistake(
    "half precision",
    "You use half precision (float16), which has three digits. Keep double precision.",
    edited(_ema, (STEP, f"({STEP}).astype(np.float16)")),
    kind="slip",
)
for _digits in (2, 3, 4, 6):
    EMA_UPDATE.mistake(
        f"rounded to {_digits} digits",
        "You round the average. Weights may be small: return them as they are.",
        edited(_ema, (STEP, f"np.round({STEP}, {_digits})")),
        kind="slip",
    )
EMA_UPDATE.mistake(
    "mean of the absolute values",
    "You average absolute values. Keep the signs.",
    edited(_ema, (STEP, "decay * np.abs(old) + (1 - decay) * np.abs(new)")),
    kind="slip",
)
EMA_UPDATE.mistake(
    "list of arrays",
    "You return a list. Return a dict with the names of params.",
    lambda average, params, decay: list(_ema(average, params, decay).values()),
    kind="slip",
)
EMA_UPDATE.mistake(
    "one number per array",
    "You average the entries of each array, too. Each entry has its own moving average.",
    edited(_ema, (STEP, f"np.mean({STEP})")),
    kind="half",
)
