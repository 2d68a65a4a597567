"""From effects to verdicts: Holm over all claims of a family, then one rule for each claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reglab.audit.claim import Claim
from reglab.audit.effects import Effect, effects_of
from reglab.audit.registry import Entry
from reglab.compare import holm

__all__ = ["Finding", "Outcome", "findings"]

LEVEL = 0.05
SUPPORTS, CONTRADICTS, UNDECIDED = "as claimed", "not as claimed", "undecided"
HOLDS, CONDITIONS, FAILS = "holds", "holds under conditions", "fails"
OPEN, NOT_RUN = "not decided with these seeds", "not run"


@dataclass(frozen=True)
class Outcome:
    """What the primary comparison says in one regime.

    Parameters
    ----------
    effect : Effect
    p, p_same : float
        Those of the effect, adjusted for all tests of the family.
    word : str
        "as claimed", "not as claimed" or "undecided".
    size : str
        "more", "less", "same" or "unclear".
    """

    effect: Effect
    p: float
    p_same: float
    word: str
    size: str

    @property
    def deciding_p(self) -> float:
        """The p-value of the test that the word rests on."""
        return self.p_same if self.size == "same" else self.p


@dataclass(frozen=True)
class Finding:
    """The verdict on a claim.

    Parameters
    ----------
    name : str
    claim : Claim
    verdict : str
        "holds", "holds under conditions", "fails", "not decided with these seeds" or "not run".
    outcomes : tuple of Outcome
        One for each regime that was run.
    others : tuple of Effect
        Further comparisons; no verdict depends on them.
    record : dict or None
    """

    name: str
    claim: Claim
    verdict: str
    outcomes: tuple[Outcome, ...] = ()
    others: tuple[Effect, ...] = ()
    record: Mapping[str, Any] | None = field(default=None, repr=False)

    def regimes(self, word: str) -> list[str]:
        """Return the regimes whose outcome is a word.

        Parameters
        ----------
        word : str
        """
        return [own.effect.regime for own in self.outcomes if own.word == word]


def findings(
    entries: Sequence[Entry], records: Mapping[str, Mapping[str, Any] | None]
) -> list[Finding]:
    """Return the verdicts on a family of claims.

    Each primary comparison in each regime makes two tests: whether the difference is 0, and whether
    it is inside the margin. Their p-values are adjusted together by Holm's method, over all claims
    and regimes of the family, those that were not run included. In one regime, the difference is

    - "same" if the test of the margin is significant,
    - "more" or "less" if the test of 0 is,
    - "unclear" otherwise.

    The outcome is as claimed if this is the word that the plan expects, undecided if it is
    "unclear", and not as claimed otherwise. A claim holds if all its outcomes are as claimed, holds
    under conditions if some are, fails if all are not as claimed, and is not decided otherwise.

    Parameters
    ----------
    entries : sequence of Entry
    records : dict
        By name; None for claims that were not run.

    Returns
    -------
    list of Finding
    """
    primary: list[tuple[str, Effect]] = []
    others: dict[str, list[Effect]] = {}
    missing = 0
    for entry in entries:
        record, plan = records.get(entry.name), entry.claim.plan
        done = list(effects_of(plan, record)) if record else []
        own = [effect for effect in done if effect.method == plan.primary[0]]
        primary += [(entry.name, effect) for effect in own]
        others[entry.name] = [effect for effect in done if effect.method != plan.primary[0]]
        missing += len(plan.regimes) - len(own)
    # What was not run counts as a test with p = 1: the family is fixed before anything runs.
    tests = [p for _, own in primary for p in (own.p, own.p_same)] + [1.0] * (2 * missing)
    adjusted = holm(tests).tolist() if tests else []
    outcomes: dict[str, list[Outcome]] = {entry.name: [] for entry in entries}
    expected = {entry.name: entry.claim.plan.expects for entry in entries}
    for i, (name, effect) in enumerate(primary):
        outcomes[name].append(
            _outcome(effect, adjusted[2 * i], adjusted[2 * i + 1], expected[name])
        )
    return [
        Finding(
            entry.name,
            entry.claim,
            _verdict(outcomes[entry.name], len(entry.claim.plan.regimes)),
            tuple(outcomes[entry.name]),
            tuple(others[entry.name]),
            records.get(entry.name),
        )
        for entry in entries
    ]


def _outcome(effect, p, p_same, expected):
    if p_same < LEVEL:
        size = "same"
    elif p < LEVEL:
        size = "more" if effect.diff > 0 else "less"
    else:
        size = "unclear"
    word = UNDECIDED if size == "unclear" else SUPPORTS if size == expected else CONTRADICTS
    return Outcome(effect, p, p_same, word, size)


def _verdict(outcomes, n_regimes):
    if len(outcomes) < n_regimes:
        return NOT_RUN
    words = {own.word for own in outcomes}
    if words == {SUPPORTS}:
        return HOLDS
    if SUPPORTS in words:
        return CONDITIONS
    return FAILS if words == {CONTRADICTS} else OPEN
