"""Grade a class with `reglab grade` and with `nbgrader autograde`: the same marks, how fast?

``python -m benchmarks.grading`` writes build/bench/grading.json and .md, and says whether the
promised speed was reached. A difference between the marks is an error. The last cases are graded
with ours alone: a lesson of three graded cells, and more and more submissions.
"""

import os
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks import grading_runs as runs
from benchmarks import grading_small as small
from benchmarks.command import parse, parser, write
from benchmarks.grading_class import SEED, write_class
from benchmarks.race import circumstances, progress_bar
from benchmarks.report import measured
from reglab.course.lessons import find_root
from reglab.sandbox.host.bubblewrap import require_sandbox

TIMES_NBGRADER = 7.0  # as fast as plain nbgrader, in both lessons
FIRST_SECONDS = 10.0  # until the first result, on two idle cores
LIBRARIES = ("nbgrader", "ipykernel", "scikit-learn", "keras", "tensorflow")


@dataclass(frozen=True)
class Case:
    """One class.

    Attributes
    ----------
    name, lesson : str
    submissions : int
    experiments : bool
        Whether students hand in the long experiments of the lesson, which only nbgrader runs.
    alone : bool
        Whether only ours grades it.
    """

    name: str
    lesson: str
    submissions: int
    experiments: bool = False
    alone: bool = False


CASES = [
    Case("NumPy lesson (03)", "03_lasso", 24),
    Case("Keras lesson (06)", "06_weight_penalties", 20),
    Case("NumPy lesson (03), experiments handed in", "03_lasso", 4, experiments=True),
    Case("Keras lesson (06), experiments handed in", "06_weight_penalties", 2, experiments=True),
    Case("NumPy lesson of three graded cells", small.LESSON, 200, alone=True),
    *(
        Case(f"{n} small submissions (00)", "00_start_here", n, alone=True)
        for n in (100, 300, 1000)
    ),
]


def compare(case, jobs, look=lambda done: None):
    """Return the row of a case.

    Ours runs before and after nbgrader, each time in a new folder, and the mean counts: so a
    machine that gets slower or faster meanwhile favours nobody.
    """
    with tempfile.TemporaryDirectory(prefix="reglab-bench-") as name:
        folder = Path(name)
        first, marks = _ours(case, folder / "first", jobs, look)
        if case.alone:
            return row(case, [first])
        plain, theirs = _nbgrader(case, folder / "plain", lambda n: look(case.submissions + n))
        again, marks_again = _ours(
            case, folder / "again", jobs, lambda n: look(2 * case.submissions + n)
        )
        found = runs.differences(marks, theirs) + runs.differences(marks_again, theirs)
        if found:
            raise runs.RunError(f"{case.name}: {len(found)} marks differ: {'; '.join(found[:5])}")
        return row(case, [first, again], plain)


def row(case, mine, plain=None):
    """Return what is recorded of a case."""
    ours_s = statistics.mean(run.seconds for run in mine)
    return {
        "case": case.name,
        "lesson": case.lesson,
        "submissions": case.submissions,
        "experiments": case.experiments,
        "ours_s": ours_s,
        "ours_runs_s": [run.seconds for run in mine],
        "nbgrader_s": plain and plain.seconds,
        "first_s": mine[0].first_s,
        "ratio": plain and plain.seconds / ours_s,
        "peak_mb": max(run.peak_mb for run in mine),
        "nbgrader_peak_mb": plain and plain.peak_mb,
    }


def turns(case):
    """How many submissions are graded for a case in all."""
    return case.submissions * (1 if case.alone else 3)


def table(rows, record):
    """Return a Markdown table: seconds, submissions a minute, and memory."""
    lines = [
        "| case | submissions | reglab, s | a minute | first result, s | nbgrader, s | a minute "
        "| ratio | memory, MB: reglab | nbgrader |",
        "| --- " * 10 + "|",
    ]
    for item in rows:
        n, plain = item["submissions"], item["nbgrader_s"]
        cells = [f"{item['ours_s']:.1f}", f"{60 * n / item['ours_s']:.0f}"]
        cells += [f"{item['first_s']:.1f}" if item["first_s"] else "–"]
        if plain:
            cells += [f"{plain:.1f}", f"{60 * n / plain:.0f}", f"**{item['ratio']:.1f}**"]
            cells += [f"{item['peak_mb']:.0f}", f"{item['nbgrader_peak_mb']:.0f}"]
        else:
            cells += ["–", "–", "–", f"{item['peak_mb']:.0f}", "–"]
        lines.append(f"| {item['case']} | {n} | " + " | ".join(cells) + " |")
    about = f"{record['jobs']} submissions at a time, seed {record['seed']}."
    return "\n".join(lines) + f"\n\n{measured(record)} {about}\n"


def verdict(rows):
    """Return one line for each speed that was promised, for those that were measured."""
    lines = []
    for item in rows:
        if item["ratio"] and not item["experiments"]:
            met = "at or above" if item["ratio"] >= TIMES_NBGRADER else "BELOW"
            lines.append(
                f"{item['case']}: {item['ratio']:.1f} times nbgrader, {met} {TIMES_NBGRADER:g}"
            )
    first = [item["first_s"] for item in rows if item["lesson"] == small.LESSON]
    for seconds in filter(None, first):
        met = "within" if seconds <= FIRST_SECONDS else "NOT within"
        lines.append(f"first result after {seconds:.1f} s, {met} {FIRST_SECONDS:g} s")
    return lines


def _ours(case, folder, jobs, look):
    if case.lesson == small.LESSON:
        root = small.make_course(folder.with_name("course"))
        small.write_class(folder, root, case.submissions)
    else:
        root = find_root()
        write_class(folder, case.lesson, case.submissions, experiments=case.experiments)
    runs.prepare_ours(folder, case.lesson)
    found = runs.run(runs.ours(case.lesson, folder, jobs), root, folder, look)
    marks = runs.scores(folder, case.lesson)
    if case.lesson == small.LESSON and {sum(m.values()) for m in marks.values()} != {small.POINTS}:
        raise runs.RunError(f"{case.name}: expected {small.POINTS:g} points for every student")
    return found, marks


def _nbgrader(case, folder, look):
    write_class(folder, case.lesson, case.submissions, experiments=case.experiments)
    runs.prepare_nbgrader(folder, case.lesson)
    command = runs.nbgrader("autograde", case.lesson)
    found = runs.run(command, folder, folder, look)
    return found, runs.scores(folder, case.lesson)


def main():
    """Run all cases, or those whose names contain --only."""
    arguments = parser(__doc__)
    arguments.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    options, cases = parse(arguments, CASES)
    require_sandbox()
    rows = []
    with progress_bar() as progress:
        task = progress.add_task("", total=sum(map(turns, cases)))
        done = 0
        for case in cases:
            progress.update(task, description=case.name)
            before = done
            rows.append(
                compare(
                    case, options.jobs, lambda n, b=before: progress.update(task, completed=b + n)
                )
            )
            done += turns(case)
            progress.update(task, completed=done)
            progress.console.print(line(rows[-1]))
    record = {"seed": SEED, "jobs": options.jobs, **circumstances(LIBRARIES), "rows": rows}
    write(options, "grading", record, table(rows, record))
    print("\n".join(verdict(rows)))


def line(item):
    """Return one row as a line."""
    text = f"{item['case']}: reglab {item['ours_s']:.1f} s, {item['peak_mb']:.0f} MB"
    if item["nbgrader_s"]:
        text += f"; nbgrader {item['nbgrader_s']:.1f} s, {item['ratio']:.1f} times as long"
    return text


if __name__ == "__main__":
    main()
