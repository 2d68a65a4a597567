"""Exercise 12.7: the known mistakes. Every text here is wrong on purpose.

No student has the same record as another one, so each mistake is recognized by its signature.
"""

import json
import re

from reglab.exercises.audit.example_record import RECORD
from reglab.exercises.audit.my_record import AGAIN, MY_RECORD, NEW_PLAN, problem_of, result_and_plan

_FIELDS = json.loads(RECORD)
_NAMES = list(_FIELDS["scores"])


def _unreadable(name, hint, text, recognize):
    """A text that is no record; recognize(text) is asked only if it is none."""
    MY_RECORD.mistake(
        name,
        hint,
        lambda: text,
        ("readable", lambda data, out: _fits(out["my_record"].strip(), recognize)),
        kind="wrong",
    )


def _fits(text, recognize):
    return bool(problem_of(text)) and bool(recognize(text))


_unreadable(
    "the digest alone",
    "You pasted the digest. It only says which plan it was: paste what print(result.record()) "
    "printed.",
    _FIELDS["registration"],
    lambda text: re.fullmatch(r"(Registered\s+)?['\"]?[0-9a-f]{64}['\"]?(\s.*)?", text, re.DOTALL),
)
_unreadable(
    "the report",
    "You pasted the report. It is computed from the record: paste what print(result.record()) "
    "printed.",
    "method  regime   minus least squares, points  better in  p (Holm)  verdict\n"
    "ridge   30 rows  +6.80 [+5.18, +8.42]             100 %    0.0018  helps",
    lambda text: text.startswith("method ") and "verdict" in text,
)
_unreadable(
    "not printed",
    "You pasted a text with quotes around it, as the notebook shows it without print. Paste what "
    "print(result.record()) printed.",
    repr(RECORD),
    lambda text: re.fullmatch(r"(?s)(['\"])\{.*\}\1", text),
)
_unreadable(
    "the result without record()",
    "You pasted the result itself. Paste what print(result.record()) printed.",
    "Result(" + ", ".join(f"{name}={value!r}" for name, value in _FIELDS.items()) + ")",
    lambda text: text.startswith("Result("),
)
_unreadable(
    "a dict of Python",
    "You pasted a Python dict, with single quotes. Paste what print(result.record()) printed.",
    repr(_FIELDS),
    lambda text: text.startswith("{'"),
)
_unreadable(
    "the plan alone",
    "You pasted the plan. Run it with compare.run_registered, and paste what "
    "print(result.record()) printed.",
    json.dumps(_FIELDS["plan"]),
    lambda text: text.startswith(('{"claim"', "Registration(")) and "n_seeds" in text,
)
_unreadable(
    "the scores alone",
    "You pasted the scores. The record also holds the plan, the times and the counts: paste what "
    "print(result.record()) printed.",
    json.dumps(_FIELDS["scores"]),
    lambda text: _has_only_tables(text),
)


def _has_only_tables(text):
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return (
        isinstance(found, dict)
        and "registration" not in found
        and found
        and all(isinstance(table, list) for table in found.values())
    )


_unreadable(
    "cut off at the end",
    "The end of the record is missing. Copy it to the last }, which is the last character.",
    RECORD[: 2 * len(RECORD) // 3],
    lambda text: text.startswith('{"registration"') and not text.endswith("}"),
)
_unreadable(
    "cut off at the start",
    "The start of the record is missing. Copy it from the first {, which is the first character.",
    RECORD[len(RECORD) // 3 :],
    lambda text: not text.startswith("{") and text.endswith("}}") and '{"reg' not in text,
)
_unreadable(
    "pasted twice",
    "There are two records in your text. Paste the one of your experiment, once.",
    f"{RECORD}\n{RECORD}",
    lambda text: text.count('{"registration"') > 1 and text.startswith("{"),
)
_unreadable(
    "something before the record",
    "There is something before the record. Paste only the record, from its first { to its last }.",
    f"My record:\n{RECORD}",
    lambda text: '{"registration"' in text and not problem_of(text[text.index('{"reg') :]),
)
_unreadable(
    "something after the record",
    "There is something after the record. Paste only the record, from its first { to its last }.",
    f"{RECORD}\nhelps",
    lambda text: text.startswith("{") and not problem_of(text[: text.rindex("}") + 1]),
)
_unreadable(
    "without the r",
    "The backslashes are gone. Leave the r in front of the quotes, so that Python keeps the text "
    "as you pasted it.",
    RECORD.replace("\\", ""),
    lambda text: text.startswith('{"registration"') and not problem_of(_without_claim(text)),
)


def _without_claim(text):
    """A record whose claim is empty: what is wrong only in the claim is gone."""
    return re.sub(r'(?s)("claim":\s*").*("\s*,\s*"metric")', r"\1\2", text)


_unreadable(
    "quotes of a text processor",
    "Your text has curly quotes, as text processors make them. Copy from the notebook directly.",
    RECORD.replace('"', "\u201d"),
    lambda text: "\u201d" in text,
)
_unreadable(
    "broken into lines",
    "There are line breaks inside the record. It is one long line: copy it as it was printed.",
    RECORD.replace("least squares", "least\nsquares"),
    lambda text: any(not problem_of(space.join(text.split("\n"))) for space in (" ", "")),
)


def _changed(name, hint, change, property, recognize, kind="slip"):
    """A record with some fields changed; recognize(result, plan) is asked if it is readable."""

    def signature(data, out):
        return not problem_of(out["my_record"]) and recognize(*result_and_plan(out["my_record"]))

    text = json.dumps({**_FIELDS, **change})
    MY_RECORD.mistake(name, hint, lambda: text, (property, signature), kind=kind)


def _each(value, **others):
    return dict.fromkeys(_NAMES, value) | others


BASE = "least squares"

_changed(
    "plan changed after the run",
    "The plan is not the one that you registered, for example because you changed a field in the "
    f"record. {NEW_PLAN}",
    {"plan": {**_FIELDS["plan"], "margin": 0.05}},
    "digest",
    lambda result, plan: plan is not None and plan.digest != result.registration,
)
_changed(
    "a field of the plan removed",
    "The plan in the record is not whole. Paste the record as it was printed.",
    {"plan": {k: v for k, v in _FIELDS["plan"].items() if k != "claim"}},
    "digest",
    lambda result, plan: plan is None,
    kind="half",
)
_changed(
    "registered after the run",
    f"Your run started before the plan was registered. Register first. {AGAIN}",
    {"registered": _FIELDS["finished"] + 5},
    "before",
    lambda result, plan: result.registered > result.started,
)
_changed(
    "no time of registration",
    "The record does not say when the plan was registered. Paste it as it was printed.",
    {"registered": 0.0},
    "before",
    lambda result, plan: result.registered <= 0,
)
_changed(
    "the primary method renamed",
    "A method of the primary comparison has no scores. Use the same names in primary and in "
    "methods.",
    {
        name: {("Ridge" if key == "ridge" else key): v for key, v in _FIELDS[name].items()}
        for name in ("candidates", "test_scores", "scores")
    },
    "primary",
    lambda result, plan: plan is not None and not set(plan.primary) <= set(result.scores),
)
_changed(
    "only one method",
    f"There is only one method. Add the baseline to the same experiment. {AGAIN}",
    {
        "candidates": {"ridge": 3},
        "test_scores": {"ridge": 10},
        "test_reads": 10,
        "scores": {"ridge": _FIELDS["scores"]["ridge"]},
    },
    "methods",
    lambda result, plan: len(result.scores) == 1,
)
_changed(
    "a method without scores",
    "A method has candidates but no scores in the record. Report every method that you ran.",
    {"scores": {k: v for k, v in _FIELDS["scores"].items() if k != "neighbours"}},
    "methods",
    lambda result, plan: set(result.candidates) - set(result.scores),
)
_changed(
    "single candidates",
    "Every method has a single candidate, so nothing was chosen on validation rows. Give each at "
    f"least two, such as two learning rates. {AGAIN}",
    {"candidates": _each(1)},
    "candidates",
    lambda result, plan: set(result.candidates.values()) == {1},
)
_changed(
    "the baseline has fewer candidates",
    f"Your baseline had fewer tries than the method. Give it as many candidates. {AGAIN}",
    {"candidates": _each(3, **{BASE: 1})},
    "candidates",
    lambda result, plan: _baseline_has_fewer(result, plan),
)
_changed(
    "the baseline has more candidates",
    f"Your methods have different numbers of candidates. Give all of them equally many. {AGAIN}",
    {"candidates": _each(3, **{BASE: 5})},
    "candidates",
    lambda result, plan: (
        len(set(result.candidates.values())) > 1 and not _baseline_has_fewer(result, plan)
    ),
)


def _baseline_has_fewer(result, plan):
    own = result.candidates.get(plan.primary[1]) if plan else None
    return own is not None and own < max(result.candidates.values())


_changed(
    "a method scored twice",
    "A method was scored more than once on the same test rows. Each has one score for each regime "
    "and seed.",
    {"test_scores": _each(10, ridge=20), "test_reads": 40},
    "scored",
    lambda result, plan: any(
        result.test_scores.get(name, 0) > sum(map(len, own)) for name, own in result.scores.items()
    ),
)
_changed(
    "a method never scored",
    "The record has scores that no test rows gave. Let run_registered score every method.",
    {"test_scores": _each(10, ridge=0), "test_reads": 20},
    "scored",
    lambda result, plan: any(
        result.test_scores.get(name, 0) < sum(map(len, own)) for name, own in result.scores.items()
    ),
)
_changed(
    "test rows read while training",
    "Test rows were handed out more often than they were scored. Candidates must not call "
    f"vault.test(). {AGAIN}",
    {"test_reads": 90},
    "reads",
    lambda result, plan: result.test_reads > sum(result.test_scores.values()),
)
_changed(
    "test rows never read",
    "Test rows were handed out less often than predictions were scored, so some predictions are "
    "not from test rows of a vault.",
    {"test_reads": 0},
    "reads",
    lambda result, plan: result.test_reads < sum(result.test_scores.values()),
)


def _lengths(result):
    return {len(row) for own in result.scores.values() for row in own}


_changed(
    "fewer seeds than registered",
    "There are fewer seeds than you registered. Run all of them: to leave some out is a choice "
    "that you did not register.",
    {
        "scores": {name: [row[:3] for row in own] for name, own in _FIELDS["scores"].items()},
        "test_scores": _each(6),
        "test_reads": 18,
    },
    "table",
    lambda result, plan: plan is not None and min(_lengths(result), default=0) < plan.n_seeds,
)
_changed(
    "more seeds than registered",
    "There are more seeds than you registered. To add seeds until the result is clear is a choice "
    "that you did not register.",
    {
        "scores": {name: [row + row[:2] for row in own] for name, own in _FIELDS["scores"].items()},
        "test_scores": _each(14),
        "test_reads": 42,
    },
    "table",
    lambda result, plan: plan is not None and max(_lengths(result), default=0) > plan.n_seeds,
)
_changed(
    "a regime left out",
    "A regime that you registered has no scores. Report all of them, also those that speak against "
    "the claim.",
    {
        "scores": {name: own[:1] for name, own in _FIELDS["scores"].items()},
        "test_scores": _each(5),
        "test_reads": 15,
    },
    "table",
    lambda result, plan: (
        plan is not None and any(len(own) < len(plan.regimes) for own in result.scores.values())
    ),
)


_changed(
    "seed ignored",
    f"All seeds have the same scores. Does `data` use `seed`? Mend it. {AGAIN}",
    {"scores": {name: [row[:1] * 5 for row in own] for name, own in _FIELDS["scores"].items()}},
    "seeds",
    lambda result, plan: True,
)
_changed(
    "regime ignored",
    "Two regimes have the same scores for all methods and seeds. Does `data` use `regime`? Mend "
    f"it. {AGAIN}",
    {"scores": {name: own[:1] * 2 for name, own in _FIELDS["scores"].items()}},
    "regimes",
    lambda result, plan: True,
)


def _with_score(value):
    return {"scores": {**_FIELDS["scores"], "ridge": [[value] * 5, [0.9] * 5]}}


def _values(result):
    return [value for own in result.scores.values() for row in own for value in row]


_changed(
    "NaN among the scores",
    "There is a NaN among the scores. Find out which method diverged, and give it candidates that "
    f"do not. {AGAIN}",
    _with_score(float("nan")),
    "possible",
    lambda result, plan: any(value != value for value in _values(result)),
)
_changed(
    "infinite scores",
    "There is an infinite score. Find out which method diverged, and give it candidates that do "
    f"not. {AGAIN}",
    _with_score(float("-inf")),
    "possible",
    lambda result, plan: any(value in (float("inf"), float("-inf")) for value in _values(result)),
)
_changed(
    "per cent",
    "Your scores are above 1. The metric is a share or R², not per cent.",
    {
        "scores": {
            k: [[100 * v for v in row] for row in own] for k, own in _FIELDS["scores"].items()
        }
    },
    "possible",
    lambda result, plan: max(_values(result), default=0) > 1,
)
