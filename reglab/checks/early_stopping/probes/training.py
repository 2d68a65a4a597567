"""A scripted run of training with an answer to Exercise 10.1, and how parameters are sent."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ...core import Array, Integer, Tuple
from ...core.encoding import type_name
from ...core.schema import SchemaError
from ..designs import NAMES

NOT_ASKED = -1.0  # an epoch after the stop


def log_shape(data):
    return data["metrics"].shape


@dataclass(frozen=True)
class Epoch(Integer):
    """The number of an epoch, as `update` got it."""

    def validate(self, value, data, name):
        if value is None:
            raise SchemaError(f"{name}: expected an epoch, got None")
        return super().validate(value, data, name)


def _of(name):
    return Array(lambda data: data["params"][name].shape[1:])


@dataclass(frozen=True, init=False)
class Params(Tuple):
    """Arrays by name, sent in the order of NAMES; anything else was sent in words."""

    def __init__(self):
        super().__init__(**{name: _of(name) for name in NAMES})

    def validate(self, value, data, name):
        if isinstance(value, str):
            raise SchemaError(f"{name}: expected a dict with {', '.join(NAMES)}, got {value}")
        return super().validate(value, data, name)


def sent(params):
    """Parameters as they travel."""
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


class Run:
    """One run: a stopper, and the parameters that the training loop changes under its hands.

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
        if isinstance(answer, str | tuple | list | dict):  # each of them is true in an `if`
            raise TypeError(f"update has to answer True or False, got a {type_name(answer)}")
        self.log[i] = bool(answer)
        return bool(answer)

    def all_epochs(self):
        """Train until the stopper says stop, or the script ends."""
        for i in range(len(self.data["metrics"])):
            if self.epoch(i):
                break
        return self

    def whatever_it_says(self):
        """Train for all epochs: a wrong count must not decide what is kept."""
        for i in range(len(self.data["metrics"])):
            self._update(i)
        return self

    def final(self):
        """What the stopper hands back at the end of a run."""
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
        expected = self._values(i)
        same = self.live.keys() == expected.keys() and all(
            np.array_equal(self.live[name], expected[name]) for name in expected
        )
        if not same and argument not in self.answers.mutated:
            self.answers.mutated.append(argument)
