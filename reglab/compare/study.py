"""A registered experiment: the plan first, then the grid, then a result that holds both."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

from reglab.compare.grid import Candidate, run_grid
from reglab.compare.registration import Registration
from reglab.compare.result import Result
from reglab.compare.vault import Vault


def run_registered(
    plan: Registration,
    methods: Mapping[str, Sequence[Candidate]],
    data: Callable[[str, int], Vault],
) -> Result:
    """Run ``run_grid(methods, plan.regimes, range(plan.n_seeds), data)`` for a registered plan.

    Parameters
    ----------
    plan : Registration
        Registered before, with ``plan.register()``.
    methods : dict of list of callable
        As for `run_grid`; the two methods of ``plan.primary`` are among them.
    data : callable
        As for `run_grid`; its vaults are new and have the plan's metric.

    Returns
    -------
    Result
        The scores, with the plan's digest, the counts of candidates and of reads of test rows.

    Raises
    ------
    ValueError
        If the plan was not registered, a method of its primary comparison is missing, the name of a
        method is not a text, or a vault is not new or has another metric.

    Notes
    -----
    Taught in: 12_audit, section 12.7.

    References
    ----------
    B. A. Nosek, C. R. Ebersole, A. C. DeHaven and D. T. Mellor (2018), "The preregistration
    revolution", PNAS 115(11), 2600-2606.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab.compare import Registration, Vault, run_registered
    >>> plan = Registration("one is right", "accuracy", 0.01, 2, ("all",), ("one", "zero"))
    >>> def always(label):
    ...     return lambda X, y, rng: lambda X: np.full(len(X), label)
    >>> def data(regime, seed):
    ...     X, y = np.zeros((4, 1)), np.array([0, 1, 1, 1])
    ...     return Vault((X, y), (X, y), (X, y))
    >>> methods = {"zero": [always(0)], "one": [always(1)]}
    >>> run_registered(plan, methods, data)
    Traceback (most recent call last):
        ...
    ValueError: register the plan before you run it: plan.register()
    """
    if not isinstance(plan, Registration):
        raise ValueError(f"plan must be a Registration, got {type(plan).__name__}")
    if plan.registered is None:
        raise ValueError("register the plan before you run it: plan.register()")
    missing = [name for name in plan.primary if name not in methods]
    if missing:
        raise ValueError(
            f"methods must include {' and '.join(plan.primary)}, the primary comparison, "
            f"got {', '.join(map(str, methods)) or 'none'}"
        )
    if odd := [name for name in methods if not isinstance(name, str)]:
        raise ValueError(f"names of methods must be texts, got {odd[0]!r}")
    vaults = []

    def checked(regime, seed):
        vault = data(regime, seed)
        if not isinstance(vault, Vault) or vault.scored or any(vault.reads.values()):
            raise ValueError("data must return a new Vault for every regime and seed")
        if vault.metric_name != plan.metric:
            raise ValueError(
                f"vaults must have the plan's metric {plan.metric}, got {vault.metric_name}"
            )
        vaults.append(vault)
        return vault

    started = time.time()
    scores = run_grid(methods, plan.regimes, range(plan.n_seeds), checked)
    return Result(
        registration=plan.digest,
        plan=asdict(plan),
        registered=plan.registered,
        started=started,
        finished=time.time(),
        candidates={name: len(own) for name, own in methods.items()},
        test_scores=dict(Counter(name for vault in vaults for name in vault.scored)),
        test_reads=sum(vault.reads["test"] for vault in vaults),
        scores={name: own.tolist() for name, own in scores.items()},
    )
