"""Correct answers to lesson 12, written differently from the lesson's own."""

import json
from dataclasses import asdict

import numpy as np

from reglab.checks.authoring.accepted import accepted
from reglab.compare import Registration, Result

# --- 12.7 --------------------------------------------------------------------


def _record(registration, seconds=0.0, **changes):
    """A record of two methods whose scores are all different."""
    shape = len(registration.regimes), registration.n_seeds
    start = 0.9 if registration.metric == "accuracy" else -2.5
    scores = {
        name: (start - np.arange(shape[0] * shape[1]).reshape(shape) / 977 - place / 50).tolist()
        for place, name in enumerate(registration.primary)
    }
    fields = {
        "registration": registration.digest,
        "plan": asdict(registration),
        "registered": 1.8e9,
        "started": 1.8e9 + seconds,
        "finished": 1.8e9 + 2 * seconds,
        "candidates": dict.fromkeys(scores, 2),
        "test_scores": dict.fromkeys(scores, shape[0] * shape[1]),
        "test_reads": 2 * shape[0] * shape[1],
        "scores": scores,
    }
    return Result(**fields | changes).record()


# The records are made once, outside the answers: with other numbers in it, a record is still right.
_LONG = _record(
    Registration(
        'größer ist "besser",\nund \\ zwei \U0001f642',
        metric="accuracy",
        margin=0.02,
        n_seeds=60,
        regimes=["n = 50", "n = 200"],
        primary=["a", "b"],
    ),
    seconds=3.5,
)
_SHORT = _record(Registration("x", "r2", 1, 2, ("all",), ("new", "old")))
_WHOLE = _record(
    Registration("a claim", "r2", 0.5, 2, ("one", "two"), ("new", "old")),
    scores={"new": [[1, 0], [-3, 1]], "old": [[0, 0], [-900, 1]]},
)
_INDENTED = json.dumps(json.loads(_WHOLE), indent=2, ensure_ascii=False)


@accepted("audit.my_record")
def with_many_seeds_and_quotes_in_the_claim():
    return f"\n{_LONG}\n"


@accepted("audit.my_record")
def with_the_least_of_everything_and_a_slow_clock():
    return _SHORT


@accepted("audit.my_record")
def with_whole_numbers_and_indented():
    return _INDENTED
