"""The results of an experiment: a table of methods, compared seed by seed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from reglab.compare import p_better, paired_ci
from reglab.nn.history import History
from reglab.nn.network import Network


@dataclass(frozen=True)
class Outcome:
    """The results of one method, with one number for each seed.

    Parameters
    ----------
    accuracy : ndarray of shape (n_seeds,)
        On the test rows, from 0 to 1.
    nll : ndarray of shape (n_seeds,)
        Mean negative log-likelihood of the test rows, in nats.
    history : History
    network : Network
        The trained networks of all seeds.
    chosen : tuple of dict, one for each seed, optional
        The hyperparameters that were chosen on the validation rows; None without `tune`.
    validation : ndarray of shape (n_seeds, n_candidates), optional
        Accuracy of every candidate on the validation rows; None without `tune`.
    untuned : Outcome, optional
        The same method with the recipe's own hyperparameters; None without `tune`.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> nn.Outcome(np.array([0.9, 0.8]), np.array([0.3, 0.5]), None, None).accuracy.mean().round(2)
    np.float64(0.85)
    """

    accuracy: np.ndarray
    nll: np.ndarray
    history: History
    network: Network
    chosen: tuple[dict[str, Any], ...] | None = None
    validation: np.ndarray | None = None
    untuned: "Outcome | None" = None


class Table(Mapping):
    """Outcomes by name; printing it shows every method and its gain over the first one.

    Parameters
    ----------
    outcomes : dict of Outcome

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> a, b = np.array([0.90, 0.92, 0.91]), np.array([0.92, 0.93, 0.94])
    >>> nll = np.array([0.3, 0.2, 0.1])
    >>> nn.Table({
    ...     "plain": nn.Outcome(a, nll, None, None),
    ...     "dropout": nn.Outcome(b, nll, None, None),
    ... })
    method    accuracy, %  gain over plain, points  better in
    plain           91.00
    dropout         93.00  +2.00 [-0.48, +4.48]         100 %
    3 seeds, paired; 95 % intervals
    """

    def __init__(self, outcomes: "Mapping[str, Outcome]") -> None:
        self._outcomes = dict(outcomes)

    def __getitem__(self, name):
        return self._outcomes[name]

    def __iter__(self):
        return iter(self._outcomes)

    def __len__(self):
        return len(self._outcomes)

    @property
    def untuned(self) -> "Table":
        """The same methods with the hyperparameters of their recipes."""
        if any(outcome.untuned is None for outcome in self.values()):
            raise ValueError("untuned needs a table that was made with tune=")
        return Table({name: outcome.untuned for name, outcome in self.items()})

    def gain(
        self, name: str, over: str | None = None, level: float = 0.95
    ) -> tuple[float, float, float]:
        """Return the gain in accuracy over another method: mean and confidence interval.

        Parameters
        ----------
        name : str
        over : str, optional
            The first method by default.
        level : float
            As for `paired_ci`.

        Returns
        -------
        diff, lo, hi : float
            In percentage points.
        """
        a, b = self._pair(name, over)
        diff, lo, hi = paired_ci(a, b, level)
        return 100 * diff, 100 * lo, 100 * hi

    def p_better(self, name: str, over: str | None = None) -> float:
        """Return the share of seeds in which a method is more accurate; a tie counts one half.

        This estimates P(A better than B) for a further seed, with both methods on the same data.

        Parameters
        ----------
        name : str
        over : str, optional
            The first method by default.
        """
        return p_better(*self._pair(name, over))

    def chosen(self, name: str) -> "Counter[str]":
        """Return how many seeds chose each set of hyperparameters.

        Parameters
        ----------
        name : str

        Returns
        -------
        Counter
            Texts such as "lr 0.003, rate 0.5", and their numbers of seeds.
        """
        choices = self[name].chosen
        if choices is None:
            raise ValueError("chosen needs a table that was made with tune=")
        return Counter(", ".join(f"{key} {_text(v)}" for key, v in own.items()) for own in choices)

    def _pair(self, name, over):
        base = next(iter(self)) if over is None else over
        return self[name].accuracy, self[base].accuracy

    def __repr__(self):
        tuned = all(outcome.untuned is not None for outcome in self.values())
        rows = [_row(self, name) for name in self]
        heads = ["method", "accuracy, %", f"gain over {next(iter(self))}, points", "better in"]
        if tuned:
            heads.append("untuned gain, points")
            rows = [[*row, _gain(self.untuned, own)] for row, own in zip(rows, self, strict=True)]
        columns = list(zip(heads, *rows, strict=True))
        widths = [max(map(len, column)) for column in columns]
        widths[0] = max(8, widths[0])
        # Numbers are aligned at their right end, names and intervals at their left end.
        ends = "<><><"[: len(heads)]
        form = "  ".join(f"{{:{end}{width}}}" for end, width in zip(ends, widths, strict=True))
        lines = [form.format(*row) for row in (heads, *rows)]
        count = self[next(iter(self))].accuracy.size
        note = f"{count} seeds, paired; 95 % intervals"
        if tuned:
            n = next(iter(self.values())).validation.shape[1]
            note += f"; each method chose from {n} candidates on validation rows"
        return "\n".join(line.rstrip() for line in [*lines, note])


def _row(table, name):
    mean = f"{100 * table[name].accuracy.mean():.2f}"
    first = name == next(iter(table))
    better = "" if first else f"{100 * table.p_better(name):.0f} %"
    return [str(name), mean, _gain(table, name), better]


def _gain(table, name):
    if name == next(iter(table)):
        return ""
    diff, lo, hi = table.gain(name)
    return f"{diff:+.2f} [{lo:+.2f}, {hi:+.2f}]"


def _text(value):
    if isinstance(value, tuple):
        return "/".join(map(_text, value))
    if isinstance(value, int | float):
        return f"{value:.3g}"
    return getattr(value, "__name__", str(value))
