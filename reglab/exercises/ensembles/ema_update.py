"""Exercise 11.7, the exponential moving average of the weights."""

from collections import OrderedDict

from reglab.checks.model import Exercise, number
from reglab.ensembles import ema_update
from reglab.exercises.ensembles.parameters import (
    EXACT,
    NEAR,
    Params,
    compare_params,
    drawn,
    drawn_signs,
    entry,
    large_shapes,
    sent,
    small_shapes,
    turned,
)

EMA_UPDATE = Exercise(
    "ensembles.ema_update",
    title="11.7 ema_update",
    points=1,
    returns=Params(),
    forbid=("reglab.ensembles.moving_average:ema_update",),
    reference=ema_update,
    aspects={"step": 4, "start": 2, "ends": 1, "names": 1, "exact": 1, "new": 1},
)


def _decay(rng):
    """A decay far from 0, 1/2 and 1."""
    return float(rng.choice([rng.uniform(0.2, 0.35), rng.uniform(0.65, 0.8)]))


def _case(rng, decay, shapes, scale=1.0):
    signs = drawn_signs(rng, shapes)
    average, params = drawn(rng, signs, scale), drawn(rng, signs, scale)
    # Old and new differ by at least half of what they are: none is near the other by chance.
    params = {name: 3.0 * values for name, values in params.items()}
    return {"shapes": shapes, "average": average, "params": params, "decay": decay}


def _update(answers, data):
    params = answers.ema_update(data["average"], data["params"], data["decay"])
    return {"ema_update": sent(params, data["shapes"])}


def _start(answers, data):
    params = answers.ema_update(None, data["params"], data["decay"])
    return {"ema_update": sent(params, data["shapes"])}


def _expected(data):
    old, new, decay = data["average"], data["params"], data["decay"]
    return {name: decay * old[name] + (1 - decay) * new[name] for name in data["shapes"]}


def _is_update(hint, change="", tolerance=NEAR):
    """A judge: the result is one step from the average of the case."""

    def judge(data, out):
        def words(name, where):
            old, new = number(data["average"][name][where]), number(data["params"][name][where])
            return f"decay {number(data['decay'])}, {entry(name, where)} = {old}, now {new}{change}"

        return compare_params(data, _expected(data), out["ema_update"], hint, words, tolerance)

    return judge


def _is_params(hint):
    """A judge: the result has the values of params."""

    def judge(data, out):
        def words(name, where):
            new = number(data["params"][name][where])
            return f"no average yet, decay {number(data['decay'])}, {entry(name, where)} = {new}"

        return compare_params(data, data["params"], out["ema_update"], hint, words, EXACT)

    return judge


STEP = "Compute decay * average + (1 - decay) * params for each array."

EMA_UPDATE.property(
    "one step: decay weighs the old value, 1 - decay the new one",
    name="step",
    aspect="step",
    draw=lambda rng: _case(rng, _decay(rng), small_shapes(rng)),
    call=_update,
    judge=_is_update(STEP),
)

EMA_UPDATE.property(
    "arrays of any name and shape, also with a leading axis of networks",
    name="shapes",
    aspect="step",
    draw=lambda rng: _case(rng, _decay(rng), large_shapes(rng)),
    call=_update,
    judge=_is_update("Do the same for every name in params, entry by entry."),
)

EMA_UPDATE.property(
    "before the first step the average is a copy of params",
    name="start",
    aspect="start",
    draw=lambda rng: [
        _case(rng, decay, small_shapes(rng)) for decay in (_decay(rng), _decay(rng), 0.0, 1.0)
    ],
    call=_start,
    judge=_is_params("If average is None, return a copy of params, whatever decay is."),
)


def _three(rng):
    # A large decay, so that the first epochs still count at the end.
    decay, shapes = float(rng.uniform(0.65, 0.8)), small_shapes(rng)
    signs = drawn_signs(rng, shapes)
    return {"shapes": shapes, "decay": decay, "epochs": [drawn(rng, signs) for _ in range(4)]}


def _trained(answers, data):
    """The average after a training that changes its parameters in place."""
    params = OrderedDict((name, values.copy()) for name, values in data["epochs"][0].items())
    average = None
    for epoch in data["epochs"]:
        for name, values in epoch.items():
            params[name][...] = values
        average = answers.ema_update(average, params, data["decay"])
    return {"ema_update": sent(average, data["shapes"])}


def _after_training(data):
    average = data["epochs"][0]
    for params in data["epochs"][1:]:
        average = _expected({**data, "average": average, "params": params})
    return average


@EMA_UPDATE.property(
    "a training that changes params in place: the average after three steps",
    draw=_three,
    call=_trained,
    after="step",
    aspect="new",
)
def training(data, out):
    def words(name, where):
        values = ", ".join(number(epoch[name][where]) for epoch in data["epochs"])
        return f"decay {number(data['decay'])}, {entry(name, where)} = {values} in four epochs"

    hint = "Return new arrays: what you return must stay when training changes params in place."
    return compare_params(data, _after_training(data), out["ema_update"], hint, words)


def _then_changed(answers, data):
    """The result after params and the old average have changed in place."""
    # Not plain dicts, so that the answer gets these arrays and no copies of them.
    average, params = (
        OrderedDict((name, values.copy()) for name, values in data[part].items())
        for part in ("average", "params")
    )
    result = answers.ema_update(average, params, data["decay"])
    for own in (average, params):
        for values in own.values():
            values += 1000.0
    return {"ema_update": sent(result, data["shapes"])}


EMA_UPDATE.property(
    "its arrays are new: they stay when the old average changes later",
    name="new_arrays",
    aspect="new",
    draw=lambda rng: _case(rng, _decay(rng), small_shapes(rng)),
    call=_then_changed,
    after="step",
    judge=_is_update(
        "Return new arrays in a new dict.",
        ", both changed by 1000 afterwards",
    ),
)

EMA_UPDATE.property(
    "with decay 0 the result is params, with decay 1 the old average",
    name="ends",
    aspect="ends",
    draw=lambda rng: [_case(rng, decay, small_shapes(rng)) for decay in (0.0, 1.0)],
    call=_update,
    judge=_is_update("Use the same formula for decay 0 and 1. Only None means: no average yet."),
)


def _other_order(rng):
    case = _case(rng, _decay(rng), {"W1": (3, 3), "W2": (3, 3), "W3": (3, 3)})
    return {**case, "average": turned(case["average"])}


EMA_UPDATE.property(
    "arrays belong together by name, whatever their order in the dict",
    name="by_name",
    aspect="names",
    draw=_other_order,
    call=_update,
    judge=_is_update("Look up each array by its name in average and in params."),
)

EMA_UPDATE.property(
    "it is exact for tiny and for huge weights and for a decay near 1",
    name="exact",
    aspect="exact",
    draw=lambda rng: [
        _case(rng, decay, small_shapes(rng), scale)
        for decay, scale in (
            (_decay(rng), 1.0),
            (_decay(rng), float(rng.uniform(1e-7, 9e-7))),
            (_decay(rng), float(rng.uniform(1e6, 9e6))),
            (1.0 - float(rng.uniform(1e-3, 2e-3)), 1.0),
        )
    ],
    call=_update,
    after="step",
    judge=_is_update("You are close. Do not round, and use float64.", tolerance=EXACT),
)
