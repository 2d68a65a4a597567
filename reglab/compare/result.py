"""The result of a registered experiment, as one piece of text that can be handed in."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Result:
    """What `run_registered` found, with what a reader needs in order to trust it.

    Parameters
    ----------
    registration : str
        The digest of the `Registration` that was run.
    plan : dict
        The fields of the registration.
    registered, started, finished : float
        Seconds since 1970.
    candidates : dict of int
        Number of candidates of each method.
    test_scores : dict of int
        How often predictions of each method were scored on test rows, over all regimes and seeds.
    test_reads : int
        How often test rows were handed out, over all regimes and seeds.
    scores : dict of list
        ``scores[method][i][j]`` for regime i and seed j.

    Examples
    --------
    >>> from reglab.compare import Result
    >>> result = Result("5f", {}, 1.0, 2.0, 3.0, {"a": 1}, {"a": 1}, 1, {"a": [[0.5]]})
    >>> Result.from_record(result.record()) == result
    True
    """

    registration: str
    plan: dict[str, Any]
    registered: float
    started: float
    finished: float
    candidates: dict[str, int]
    test_scores: dict[str, int]
    test_reads: int
    scores: dict[str, list[list[float]]]

    def __post_init__(self) -> None:
        # JSON has no tuples: without them, a result that was read again is equal.
        plan = {k: list(v) if isinstance(v, tuple) else v for k, v in self.plan.items()}
        object.__setattr__(self, "plan", plan)

    def scores_of(self, method: str) -> NDArray[np.float64]:
        """Return the scores of a method, of shape (n_regimes, n_seeds)."""
        return np.array(self.scores[method])

    def record(self) -> str:
        """Return everything as JSON text."""
        return json.dumps(asdict(self))

    @classmethod
    def from_record(cls, text: str) -> Result:
        """Return the result that a text of `record` describes.

        Parameters
        ----------
        text : str

        Raises
        ------
        ValueError
            If the text is not such a record.
        """
        if not isinstance(text, str):
            raise _refused(f"expected text, got {type(text).__name__}")
        try:
            found = json.loads(text)
        except ValueError as error:
            raise _refused(str(error)) from None
        except RecursionError:
            raise _refused("it is nested too deeply") from None
        if not isinstance(found, dict):
            raise _refused(f"expected a dict in JSON, got {type(found).__name__}")
        if missing := [name for name in _FORMS if name not in found]:
            raise _refused(f"expected {', '.join(_FORMS)}, got no {missing[0]}")
        if unknown := [name for name in found if name not in _FORMS]:
            raise _refused(f"expected {', '.join(_FORMS)}, got {unknown[0][:40]!r} as well")
        for name, (words, fits) in _FORMS.items():
            if not fits(found[name]):
                raise _refused(f"{name} must be {words}")
        return cls(**found)


def _refused(reason):
    return ValueError(f"the text must be what record() returned: {reason}")


def _is_number(value):
    # A larger integer is no float, and a record has none.
    return type(value) is float or (type(value) is int and abs(value) < 2**63)


def _is_count(value):
    return type(value) is int and 0 <= value < 2**63


def _is_table(value):
    return isinstance(value, list) and all(
        isinstance(row, list) and all(map(_is_number, row)) for row in value
    )


def _dict_of(fits):
    return lambda value: isinstance(value, dict) and all(map(fits, value.values()))


# What each field of a record must be, in words and as a test.
_FORMS: dict[str, tuple[str, Callable[[Any], bool]]] = {
    "registration": ("text", lambda value: isinstance(value, str)),
    "plan": ("a dict", lambda value: isinstance(value, dict)),
    "registered": ("a number", _is_number),
    "started": ("a number", _is_number),
    "finished": ("a number", _is_number),
    "candidates": ("a dict of whole numbers", _dict_of(_is_count)),
    "test_scores": ("a dict of whole numbers", _dict_of(_is_count)),
    "test_reads": ("a whole number", _is_count),
    "scores": ("a dict of lists of lists of numbers", _dict_of(_is_table)),
}
