"""What an experiment returns for one regime."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from reglab.audit.errors import AuditError
from reglab.audit.plan import Plan

__all__ = ["Measured"]


@dataclass(frozen=True)
class Measured:
    """The values of all methods in one regime.

    Parameters
    ----------
    values : dict of array-like of shape (n_seeds,)
        ``values[method][j]`` is the metric for seed j.
    seconds : dict of float, optional
        Processor time of each method, for all seeds and candidates together.
    chosen : dict of str, optional
        For tuned methods, the hyperparameters that most seeds chose.

    Examples
    --------
    >>> from reglab.audit import Measured
    >>> Measured({"ridge": [0.9, 0.8, 0.9], "OLS": [0.7, 0.9, 0.8]}).seconds
    {}
    """

    values: Mapping[str, ArrayLike]
    seconds: Mapping[str, float] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def checked(cls, found: object, plan: Plan, n_seeds: int) -> Measured:
        """Return what an experiment returned, in plain numbers.

        Parameters
        ----------
        found : Measured, or dict of values
        plan : Plan
        n_seeds : int
            How many seeds it was called with.

        Raises
        ------
        AuditError
            If a method of the primary comparison is missing, or a method does not have one finite
            number for each seed.
        """
        measured = found if isinstance(found, cls) else cls(found)  # type: ignore[arg-type]
        if not isinstance(measured.values, Mapping):
            kind = type(measured.values).__name__
            raise AuditError(f"the experiment must return a dict of values, got {kind}")
        missing = [name for name in plan.primary if name not in measured.values]
        if missing:
            names = ", ".join(map(str, measured.values)) or "none"
            raise AuditError(f"the experiment must return values of {missing[0]!r}, got {names}")
        values = {}
        for name, given in measured.values.items():
            own = np.asarray(given, dtype=float) if _numeric(given) else None
            if own is None or own.shape != (n_seeds,) or not np.isfinite(own).all():
                raise AuditError(
                    f"the experiment must return {n_seeds} finite numbers for {name!r}, one for "
                    f"each seed, got {_short(given)}"
                )
            values[str(name)] = [float(f"{value:.8g}") for value in own]
        return cls(
            values,
            {str(name): round(float(own), 3) for name, own in measured.seconds.items()},
            {str(name): str(text) for name, text in measured.chosen.items()},
        )


def _numeric(given):
    try:
        return np.asarray(given).dtype.kind in "biuf"
    except ValueError:  # rows of different lengths
        return False


def _short(given):
    text = repr(given).replace("\n", " ")
    return text if len(text) <= 60 else f"{text[:57]}..."
