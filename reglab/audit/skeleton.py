"""Write the file of a new claim, to be filled in."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from reglab._files import write_new
from reglab.audit.errors import AuditError
from reglab.audit.registry import own_entries, valid_name

__all__ = ["new_claim"]

TAKEN = ("new", "run")  # commands
TEXT = '''\
"""TODO the claim in a few words."""

import numpy as np

from reglab import linear
from reglab.audit import Claim, Plan

# Each regime is a condition under which the claim is tested: here, how strong the noise is.
REGIMES = {"noise 0.5": 0.5, "noise 2": 2.0}


def experiment(regime, seeds):
    """Measure both methods once per seed. Draw everything from the seed."""
    values = {"ridge": [], "least squares": []}
    for seed in seeds:
        rng = np.random.default_rng(seed)
        w = rng.normal(size=20)
        X = rng.normal(size=(30, 20))
        y = X @ w + REGIMES[regime] * rng.normal(size=30)
        for name, lam in (("ridge", 0.1), ("least squares", 0.0)):
            estimate, _ = linear.ridge_closed_form(X, y, lam)
            values[name].append(np.mean((estimate - w) ** 2))
    return values


CLAIM = Claim(
    plan=Plan(
        claim="TODO the sentence, in your words.",
        metric="the mean squared error of the coefficients",
        unit="",
        margin=0.01,  # smaller differences do not matter
        regimes=tuple(REGIMES),
        primary=("ridge", "least squares"),
        expects="less",  # or "more", or "same"
        n_seeds=20,
    ),
    source="TODO who says so: a title and an address",
    how="TODO how it is tested: data, methods, what is chosen on which rows.",
    not_tested="TODO what the experiment leaves open.",
    experiment=experiment,
)
'''


def new_claim(name: str, folder: str | PathLike[str]) -> Path:
    """Write ``<folder>/<name>.py``, and return its path.

    Parameters
    ----------
    name : str
    folder : path

    Raises
    ------
    AuditError
        If the name cannot be used, or the file exists.
    """
    if not valid_name(name):
        raise AuditError(f"expected a name such as dropout_beats_l2, got {name!r}")
    if name in TAKEN or name in {entry.name for entry in own_entries()}:
        raise AuditError(f"{name} is taken; choose another name")
    path = Path(folder, f"{name}.py")
    if path.exists():
        raise AuditError(f"{path} exists; choose another name")
    return write_new(path, TEXT)
