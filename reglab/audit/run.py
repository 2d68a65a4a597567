"""Run the experiments of claims: each regime is a task, and each result is stored when it ends."""

from __future__ import annotations

import platform
import time
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

from reglab.audit.errors import AuditError
from reglab.audit.measured import Measured
from reglab.audit.registry import Entry, entry_of, own_entry
from reglab.audit.store import Store
from reglab.workers.ctrl_c import ends_on_ctrl_c
from reglab.workers.pool import in_parallel

__all__ = ["run_audit"]

PACKAGES = ("numpy", "scipy")
QUICK_SEEDS = range(3)


def run_audit(
    entries: Sequence[Entry],
    store: Store,
    *,
    quick: bool = False,
    again: bool = False,
    jobs: int = 1,
    progress: Callable[[int, int, str], object] = lambda *_: None,
    finished: Callable[[str], object] = lambda _: None,
    runner: Callable | None = None,
) -> list[str]:
    """Register claims, and measure the regimes that are not in the store yet.

    A plan is stored before its first regime runs, a regime when it ends. So a run that was killed
    continues where it was.

    Parameters
    ----------
    entries : sequence of Entry
    store : Store
    quick : bool, optional
        Run the first regime only, with seeds 0, 1 and 2, which no final run uses.
    again : bool, optional
        Forget stored results of the same plans first.
    jobs : int, optional
        Regimes that run at the same time.
    progress : callable, optional
        ``progress(done, total, name)`` after each regime.
    finished : callable, optional
        ``finished(name)`` after the last regime of a claim.
    runner : callable, optional
        ``runner(function, tasks, done=..., lost=...)``, such as the one of `on_cluster`; processes
        on this machine by default.

    Returns
    -------
    list of str
        What went wrong: one line for each regime without a result.

    Raises
    ------
    AuditError
        If a plan changed after its run, or another audit is running.
    """
    with store.only_run(), ends_on_ctrl_c():
        # All plans are checked and stored before anything runs.
        for entry in entries:
            old = store.record(entry.name)
            if old is not None and old["regimes"] and not quick:
                store.check(entry, old)
        records = {e.name: store.register(e, again=again, trial=quick) for e in entries}
        left = {e.name: _missing(records[e.name], e, quick=quick) for e in entries}
        tasks = [
            (entry.name, _text_of(entry), regime, list(_seeds(entry, quick=quick)))
            for entry in entries
            for regime in left[entry.name]
        ]
        by_name = {entry.name: entry for entry in entries}
        total, problems = sum(len(_regimes(entry, quick=quick)) for entry in entries), []
        count = total - len(tasks)
        progress(count, total, "")

        def done(task, result):
            nonlocal count
            name, _, regime, seeds = task
            if isinstance(result, str):
                problems.append(f"{name}, {regime}: {result}")
            else:
                values, seconds, versions = result
                facts = {"seeds": seeds, "wall_seconds": seconds, "versions": versions}
                store.add(by_name[name], regime, Measured(*values), facts)
            count += 1
            left[name].remove(regime)
            progress(count, total, name)
            if not left[name] and not any(line.startswith(f"{name}, ") for line in problems):
                finished(name)

        runner = runner or partial(in_parallel, jobs=jobs)
        runner(measure, tasks, done=done, lost=lambda task: "its process died")
    return problems


def measure(name: str, text: str | None, regime: str, seeds: list[int]) -> Any:
    """Run one regime; return its values, its seconds and versions, or what went wrong.

    Parameters
    ----------
    name : str
    text : str or None
        The claim's file, if it is none of the course's.
    regime : str
    seeds : list of int
    """
    try:
        entry = own_entry(name) if text is None else entry_of(name, text, f"{name}.py")
        plan, began = entry.claim.plan, time.perf_counter()
        found = Measured.checked(entry.claim.experiment(regime, seeds), plan, len(seeds))
    except AuditError as error:
        return str(error)
    except (Exception, SystemExit) as error:  # an experiment is any code
        line = str(error).splitlines()[0] if str(error) else ""
        return f"{type(error).__name__}: {line}{_place(error, name)}"
    values = (dict(found.values), dict(found.seconds), dict(found.chosen))
    return values, round(time.perf_counter() - began, 2), versions()


def versions() -> dict[str, str]:
    """Return the versions of Python and of the libraries that experiments use."""
    return {"python": platform.python_version()} | {
        name: metadata.version(name) for name in PACKAGES
    }


def _place(error, name):
    """The last line of the claim's own file in a traceback."""
    file = f"{name}.py"
    own = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).name == file]
    return f" ({file}, line {own[-1].lineno})" if own else ""


def _regimes(entry, *, quick):
    return entry.claim.plan.regimes[: 1 if quick else None]


def _missing(record, entry, *, quick):
    return [name for name in _regimes(entry, quick=quick) if name not in record["regimes"]]


def _seeds(entry, *, quick):
    return QUICK_SEEDS if quick else entry.claim.plan.seeds


def _text_of(entry):
    """The file of a claim that workers cannot import."""
    try:
        return None if own_entry(entry.name).text == entry.text else entry.text
    except ModuleNotFoundError:
        return entry.text
