"""Time several ways to do the same work in turn, so that a slow minute of the machine hits all."""

import importlib.metadata
import statistics
import time
from dataclasses import dataclass

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn


@dataclass(frozen=True)
class Entry:
    """One contestant: ``run()`` does the work, ``quality(result)`` says how well, in a number.

    If another process does the work, it can have its own clock: ``clock()`` returns the seconds of
    the last run.
    """

    name: str
    run: callable
    quality: callable
    clock: callable = None


@dataclass(frozen=True)
class Finish:
    """Median seconds, and the quality of the last result."""

    seconds: float
    quality: float


def race(entries, *, repeats=3, budget=15.0):
    """Run all entries in turn, round after round; return {name: Finish}.

    Parameters
    ----------
    entries : list of Entry
        Run once before the clock starts, so that compilers and caches are warm.
    repeats : int
        Rounds that count, at least.
    budget : float
        Seconds: rounds go on until `repeats` are done and the budget is used, up to twenty times
        `repeats`, for short work is noisier.

    Returns
    -------
    dict of str to Finish
    """
    results = {entry.name: entry.run() for entry in entries}
    seconds = {entry.name: [] for entry in entries}
    start, rounds = time.perf_counter(), 0
    while rounds < repeats or (
        rounds < 20 * repeats and time.perf_counter() - start < budget * (rounds / (rounds + 1))
    ):
        # Every other round backwards: nobody always runs on the cache of the same neighbour.
        for entry in entries if rounds % 2 else entries[::-1]:
            begin = time.perf_counter()
            results[entry.name] = entry.run()
            elapsed = time.perf_counter() - begin
            seconds[entry.name].append(entry.clock() if entry.clock else elapsed)
        rounds += 1
    return {
        entry.name: Finish(
            statistics.median(seconds[entry.name]), float(entry.quality(results[entry.name]))
        )
        for entry in entries
    }


def installed(distribution):
    """Return the version of a distribution, or None."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None


def circumstances(distributions, **others):
    """Return what a reader needs to compare: machine, Python, versions (others as given), date."""
    record = {name: installed(name) for name in ["numpy", *distributions]} | others
    if installed("pyperf"):
        from pyperf import Run

        seen = Run([1.0], collect_metadata=True).get_metadata()
        wanted = ("cpu_count", "cpu_model_name", "python_version", "load_avg_1min")
        record |= {key: seen[key] for key in wanted if key in seen}
    return {"date": time.strftime("%Y-%m-%d", time.gmtime()), "versions_and_machine": record}


def progress_bar():
    """Return a progress bar that names the case at work and counts the cases."""
    columns = (TextColumn("{task.description:<34}"), BarColumn())
    return Progress(*columns, TextColumn("{task.completed}/{task.total}"), TimeElapsedColumn())
