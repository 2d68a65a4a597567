"""Exercise 10.1: scripted runs of training with an answer, and what the guest sends."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from reglab.checks.model import Array, Integer, ListOf, Number, Tuple
from reglab.checks.model.encoding import type_name
from reglab.checks.model.schema import SchemaError

NAMES = ("W1", "b1", "W2")  # of the parameters in every run
NOT_ASKED = -1.0  # an epoch after the stop


def script(rng, metrics, patience, *, first_epoch=0, style="fresh", **options):
    """A run of training: what each epoch measures, and its parameters.

    `style` says how the parameters change: "fresh" arrays in a fresh dict, arrays changed "in
    place", or arrays "replaced" in the same dict.
    """
    n, (p, h) = len(metrics), rng.integers(2, 5, size=2)
    shapes = {"W1": (p, h), "b1": (h,), "W2": (h, 1)}
    return {
        "metrics": np.array(metrics, dtype=float),
        "options": {"patience": patience, **options},
        "first_epoch": first_epoch,
        "style": style,
        "params": {name: rng.normal(size=(n, *shape)) for name, shape in shapes.items()},
    }


@dataclass(frozen=True)
class Epoch(Integer):
    """The number of an epoch, as `update` got it."""

    def validate(self, value, data, name):
        if value is None:
            raise SchemaError(f"{name}: expected an epoch, got None")
        return super().validate(value, data, name)


@dataclass(frozen=True)
class Answered(ListOf):
    """What update returned in each epoch: booleans, Python's or NumPy's."""

    item: object = Number()
    length: int = 0

    def validate(self, value, data, name):
        if not isinstance(value, list) or not 1 <= len(value) <= len(data["metrics"]):
            raise SchemaError("update: expected an answer in each epoch, got something else")
        for i, one in enumerate(value):
            if one is not True and one is not False:
                came = "None (is there a return?)" if one is None else type_name(one)
                raise SchemaError(
                    f"update, epoch {data['first_epoch'] + i}: expected True or False, got {came}"
                )
        return value


def _of(name):
    return Array(lambda data: data["params"][name].shape[1:])


@dataclass(frozen=True, init=False)
class Params(Tuple):
    """Arrays by name, sent in the order of NAMES; anything else is sent as a description."""

    def __init__(self):
        super().__init__(**{name: _of(name) for name in NAMES})

    def validate(self, value, data, name):
        if isinstance(value, str):
            raise SchemaError(f"{name}: expected a dict with {', '.join(NAMES)}, got {value}")
        return super().validate(value, data, name)


def sent(params):
    """Parameters in the form that is sent."""
    if params is None:
        return "None"
    if isinstance(params, np.ndarray):
        return f"an array of shape {params.shape}"
    if not isinstance(params, Mapping):
        return f"a {type_name(params)}"
    if set(params) != set(NAMES):
        keys = [key if isinstance(key, str) else type_name(key) for key in params]
        return f"a dict with {', '.join(keys)}" if keys else "an empty dict"
    return tuple(params[name] for name in NAMES)


def _bytes(values):
    values = np.asarray(values)
    return values.shape, values.tobytes()


class Run:
    """One run: a stopper, and the parameters that the training loop changes.

    Parameters
    ----------
    answers : Answers
    data : dict
        A `script`.

    Attributes
    ----------
    stopper : object
        The answer's.
    answered : list
        What each update returned.
    log : ndarray
        For each epoch 1.0 if it said stop, 0.0 if not, NOT_ASKED after the stop.
    """

    def __init__(self, answers, data):
        self.answers, self.data = answers, data
        self.stopper = answers.EarlyStopper(**data["options"])
        self.answered, self.log = [], np.full(len(data["metrics"]), NOT_ASKED)
        self.live = self._values(0)

    def epoch(self, i):
        """Train for an epoch and report it; True if the stopper says stop."""
        answer = self._update(i)
        if isinstance(answer, str | tuple | list | dict):  # these may be true in an `if`
            raise TypeError(f"update must return True or False, got a {type_name(answer)}")
        self.log[i] = bool(answer)
        return bool(answer)

    def all_epochs(self):
        """Train until the stopper says stop, or the script ends."""
        for i in range(len(self.data["metrics"])):
            if self.epoch(i):
                break
        return self

    def whatever_it_says(self):
        """Train for all epochs, so that a wrong count does not affect what is kept."""
        for i in range(len(self.data["metrics"])):
            self._update(i)
        return self

    def final(self):
        """What the stopper returns at the end of a run."""
        params = self.stopper.final_params(self.live)
        self._watch("last", len(self.answered) - 1)
        return params

    def _update(self, i):
        self._train(i)
        number, metric = self.data["first_epoch"] + i, float(self.data["metrics"][i])
        answer = self.stopper.update(number, metric, self.live)
        self._watch("params", i)
        self.answered.append(answer)
        return answer

    def _values(self, i):
        return {name: values[i].copy() for name, values in self.data["params"].items()}

    def _train(self, i):
        if self.data["style"] == "fresh":
            self.live = self._values(i)
        elif self.data["style"] == "replaced":
            self.live.update(self._values(i))
        else:
            for name, value in self._values(i).items():
                self.live[name][...] = value

    def _watch(self, argument, i):
        expected = {name: values[i] for name, values in self.data["params"].items()}
        # (Equal bytes and shapes are compared faster than equal numbers.)
        same = self.live.keys() == expected.keys() and all(
            _bytes(self.live[name]) == _bytes(value) for name, value in expected.items()
        )
        if not same and argument not in self.answers.mutated:
            self.answers.mutated.append(argument)
