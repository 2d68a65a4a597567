"""Exercise 12.7, the record of a registered experiment of the student's own.

The experiment is not run: only its record is read, which a student could also make up. So the
properties ask whether the record is whole, and whether the experiment was planned first and fair.
"""

import functools
import itertools
import math

from reglab.checks.model import PASSED, Exercise, Text, failed, in_pieces, number
from reglab.compare import Registration, Result
from reglab.exercises.audit.example_record import RECORD


def my_record():
    """The record of an experiment that was planned, run and pasted as it should be."""
    return RECORD


MY_RECORD = Exercise(
    "audit.my_record",
    title="12.7 my_record",
    points=2,
    value=True,
    returns=Text(),
    reference=my_record,
    aspects={"record": 1, "plan": 3, "fair": 4, "scores": 3},
)

# What hints say where the experiment has to run again.
AGAIN = (
    "Then run it again on rows that were not used, for example `data` with seed + 1000, and say so "
    "on your page."
)


# Far above any record: 100 seeds, five regimes and ten methods are about 100,000 characters.
LONGEST = 200_000


def _pasted(answers, data):
    text = answers.my_record()
    if isinstance(text, str) and not text.strip():
        raise NotImplementedError  # as it was released
    return {"my_record": in_pieces(text[: LONGEST + 1] if isinstance(text, str) else text)}


def problem_of(text):
    """What `from_record` says about a text, without the words that are always the same."""
    try:
        Result.from_record(text.strip())
    except ValueError as error:
        return str(error).partition("record() returned: ")[2]
    return ""


def result_and_plan(text):
    """The result in a record, and its plan; None if no registration has such fields."""
    result = Result.from_record(text.strip())
    try:
        return result, Registration(**result.plan)
    except (TypeError, ValueError):
        return result, None


def _about(requires):
    """A judge: ``requires(result, plan)`` is the verdict."""

    @functools.wraps(requires)
    def judge(data, out):
        # A forged message may hold another text than the one that was readable.
        if problem := problem_of(out["my_record"]):
            return failed("Paste the record as it was printed.", problem)
        return requires(*result_and_plan(out["my_record"]))

    return judge


NO_PLAN = (
    "The plan in the record is none that Registration accepts. Paste the record as it was printed."
)

NEW_PLAN = (
    "Paste the record as it was printed: a plan must not be changed after its result was seen. A "
    "new plan needs rows that were not used, for example `data` with seed + 1000, and your page "
    "must say so."
)


def _short(name):
    return repr(name if len(name) < 30 else f"{name[:26]} ...")


def _listed(counts):
    """Numbers by method, as a text; of many methods only the first."""
    texts = [f"{_short(name)} {count}" for name, count in list(counts.items())[:4]]
    return ", ".join(texts + ["..."] * (len(counts) > 4)) or "none"


@MY_RECORD.property(
    "the text is the whole record of a result",
    call=_pasted,
    aspect="record",
)
def readable(data, out):
    text = out["my_record"].strip()
    problem = problem_of(text)
    if not problem:
        return PASSED
    if len(text) > LONGEST:
        return failed("Paste the record of one result only.", f"more than {LONGEST:,} characters")
    return failed(
        "Copy all that print(result.record()) printed, from { to }, and nothing else. Leave the r "
        "in front of the quotes.",
        f"{len(text):,} characters that begin with {_short(text)}: {problem}",
    )


@MY_RECORD.property(
    "the digest is that of the plan",
    call=_pasted,
    after="readable",
    aspect="plan",
)
@_about
def digest(result, plan):
    if plan is None:
        names = ", ".join(map(_short, list(result.plan)[:6])) or "none"
        return failed(NO_PLAN, f"fields of the plan: {names}")
    if plan.digest == result.registration:
        return PASSED
    return failed(
        f"The plan is not the one that was registered. {NEW_PLAN}",
        f"the plan in the record has the digest {plan.digest[:12]}..., the run belongs to "
        f"{_short(result.registration[:12])}",
    )


@MY_RECORD.property(
    "the plan was registered before the run",
    call=_pasted,
    after="readable",
    aspect="plan",
)
@_about
def before(result, plan):
    # Equal times are right: some clocks tick only 60 times in a second.
    if 0 < result.registered <= result.started <= result.finished < math.inf:
        return PASSED
    late = result.registered - result.started
    if late > 0:
        return failed(
            f"Register the plan first. {AGAIN}",
            f"registered {number(late)} s after the run started",
        )
    return failed("Paste the record as it was printed, with its times.", _wrong_times(result))


def _wrong_times(result):
    """What is wrong with the times: not the times themselves, because all of them look alike."""
    for name in ("registered", "started", "finished"):
        time = getattr(result, name)
        if not 0 < time < math.inf:
            return f"{name} is {number(time)}: expected seconds since 1970"
    return f"finished {number(result.started - result.finished)} s before the run started"


@MY_RECORD.property(
    "both methods of the primary comparison are there",
    call=_pasted,
    after="readable",
    aspect="plan",
)
@_about
def primary(result, plan):
    if plan is None:
        return failed(NO_PLAN)
    missing = [name for name in plan.primary if name not in result.scores]
    if not missing:
        return PASSED
    return failed(
        "primary must name two of the methods that you ran: the method and its baseline.",
        f"no scores of {' and '.join(map(_short, missing))}",
    )


@MY_RECORD.property(
    "there are at least two methods",
    call=_pasted,
    after="readable",
    aspect="fair",
)
@_about
def methods(result, plan):
    names = set(result.scores)
    if len(names) < 2:
        return failed(
            "Run at least two methods, a baseline among them.", f"{len(names)} with scores"
        )
    for field in ("candidates", "test_scores"):
        if odd := names ^ set(getattr(result, field)):
            return failed(
                "The record must list the same methods everywhere. Paste it as it was printed.",
                f"{_short(min(odd))} is in only one of scores and {field}",
            )
    return PASSED


@MY_RECORD.property(
    "all methods have equally many candidates, at least two",
    call=_pasted,
    after="readable",
    aspect="fair",
)
@_about
def candidates(result, plan):
    counts = set(result.candidates.values())
    if len(counts) == 1 and min(counts) >= 2:
        return PASSED
    return failed(
        "Give every method the same number of candidates, at least two, the baseline included.",
        f"candidates: {_listed(result.candidates)}",
    )


@MY_RECORD.property(
    "every method was scored once for each regime and seed",
    call=_pasted,
    after="readable",
    aspect="fair",
)
@_about
def scored(result, plan):
    cells = {name: sum(map(len, table)) for name, table in result.scores.items()}
    if cells and result.test_scores == cells:
        return PASSED
    return failed(
        "Each method gets one score on the test rows of each regime and seed.",
        f"times that predictions were scored: expected {_listed(cells)}, "
        f"got {_listed(result.test_scores)}",
    )


@MY_RECORD.property(
    "test rows were handed out once for each score",
    call=_pasted,
    after="readable",
    aspect="fair",
)
@_about
def reads(result, plan):
    expected = sum(result.test_scores.values())
    if expected and result.test_reads == expected:
        return PASSED
    return failed(
        "Leave vault.test() to run_registered. Candidates and your data function must not call it.",
        f"test rows handed out: expected {expected}, got {result.test_reads}",
    )


@MY_RECORD.property(
    "there is a score for each registered regime and seed",
    call=_pasted,
    after="readable",
    aspect="scores",
)
@_about
def table(result, plan):
    if plan is None:
        return failed(NO_PLAN)
    if not result.scores:
        return failed("Report every method that you ran.", "no scores")
    wanted = (len(plan.regimes), plan.n_seeds)
    for name, own in result.scores.items():
        lengths = {len(row) for row in own}
        if len(own) != wanted[0] or lengths != {wanted[1]}:
            got = " or ".join(map(str, sorted(lengths))) or "no"
            return failed(
                "Report every seed and every regime of the plan, and no others.",
                f"{_short(name)}: expected {wanted[0]} regimes with {wanted[1]} seeds each, got "
                f"{len(own)} with {got}",
            )
    return PASSED


@MY_RECORD.property(
    "the scores are numbers that the metric can have",
    call=_pasted,
    after="readable",
    aspect="scores",
)
@_about
def possible(result, plan):
    low = 0.0 if plan and plan.metric == "accuracy" else -math.inf
    found = [(name, value) for name, own in result.scores.items() for row in own for value in row]
    wrong = [(n, v) for n, v in found if not (math.isfinite(v) and low <= v <= 1)]
    if found and not wrong:
        return PASSED
    return failed(
        "An accuracy is from 0 to 1, and R² is a finite number of at most 1. If a method diverged, "
        f"give it candidates that do not. {AGAIN}",
        f"a score of {_short(wrong[0][0])} is {number(wrong[0][1])}" if wrong else "no scores",
    )


# So many equal scores are no chance, even if all scores are shares of a few rows.
CHANCE = 4


def _tables(result):
    """The scores of each method below the best possible score, as tuples of rows."""
    tables = [tuple(map(tuple, own)) for own in result.scores.values()]
    return [rows for rows in tables if any(value != 1 for row in rows for value in row)]


def _too_alike(pairs):
    """Whether all pairs of scores are equal, and too many of them for chance."""
    below = [a for a, b in pairs if a == b != 1]
    return all(a == b for a, b in pairs) and len(below) >= CHANCE


@MY_RECORD.property(
    "the scores differ between seeds",
    call=_pasted,
    after="readable",
    aspect="scores",
)
@_about
def seeds(result, plan):
    if not any(row for own in result.scores.values() for row in own):
        return failed("Report every method that you ran.", "no scores")
    tables = _tables(result)
    pairs = [(row[0], value) for rows in tables for row in rows for value in row[1:]]
    # A baseline may have the same score always, and a method may be right always.
    if len(tables) < 2 or not _too_alike(pairs):
        return PASSED
    return failed(
        f"All seeds have the same scores. Does `data` use `seed`? Mend it. {AGAIN}",
        f"{len(tables)} methods have the same score for every seed of a regime",
    )


@MY_RECORD.property(
    "the scores differ between regimes, if there are several",
    call=_pasted,
    after="readable",
    aspect="scores",
)
@_about
def regimes(result, plan):
    if not any(row for own in result.scores.values() for row in own):
        return failed("Report every method that you ran.", "no scores")
    names = plan.regimes if plan else ()
    least = min(map(len, result.scores.values()))
    for i, j in itertools.combinations(range(least), 2):
        tables = [rows for rows in _tables(result) if {*rows[i], *rows[j]} != {1}]
        if any(len(rows[i]) != len(rows[j]) for rows in tables):
            continue
        pairs = [pair for rows in tables for pair in zip(rows[i], rows[j], strict=True)]
        if len(tables) >= 2 and _too_alike(pairs):
            shown = [_short(names[k]) if k < len(names) else f"number {k + 1}" for k in (i, j)]
            return failed(
                "Two regimes have the same scores for all methods and seeds. Does `data` use "
                f"`regime`? Mend it. {AGAIN}",
                f"the regimes {shown[0]} and {shown[1]} have the same scores",
            )
    return PASSED
