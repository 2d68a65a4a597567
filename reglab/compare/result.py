"""The result of a registered experiment, as one piece of text that can be handed in."""

from __future__ import annotations

import json
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
        try:
            return cls(**json.loads(text))
        except (TypeError, ValueError) as error:
            raise ValueError(f"the text must be what record() returned: {error}") from None
