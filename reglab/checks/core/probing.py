"""The student's side of a check: call the answers, and send back plain evidence.

Nothing here decides anything. The evidence is bytes; `judging` reads it.
"""

import contextlib
import linecache
import os
import sys
import sysconfig
import traceback
import warnings
import zlib
from pathlib import Path

import numpy as np

from .answers import Answers, replaced
from .capture import captured
from .encoding import Raised, encode, type_name
from .guard import Guard

__all__ = ["draw_all", "draw_cases", "probe_drawn", "probe_exercise", "probe_property"]

_OURS = str(Path(__file__).resolve().parents[2])
_STANDARD = tuple({sysconfig.get_path(path) for path in ("stdlib", "platstdlib")})


def draw_cases(exercise, prop, seed, attempt=0):
    """The cases of a property for a seed: the same on both sides, every time.

    Parameters
    ----------
    exercise : Exercise
    prop : Property
    seed : int
    attempt : int
        Independent draws for statistical properties.

    Returns
    -------
    list of dict
    """
    # The name goes into the seed, so that properties do not share one stream.
    label = zlib.crc32(f"{exercise.id}.{prop.name}".encode())
    data = prop.draw(np.random.default_rng([seed, label, attempt]))
    return data if isinstance(data, list) else [data]


def probe_property(prop, answers, cases):
    """Outputs of one property's probe, case by case; an exception becomes `Raised`."""
    outputs = []
    for data in cases:
        try:
            outputs.append(prop.probe(answers, data))
        except KeyboardInterrupt as stop:
            stop.args = (prop.title,)  # for whoever tells the student where it was
            raise
        except BaseException as error:
            outputs.append(_raised(error))
            if isinstance(error, NotImplementedError | SystemExit):
                break  # the other cases would say the same
    return outputs


def draw_all(exercise, seed, only=None):
    """The cases of all attempts, for one property of an exercise or for each.

    Parameters
    ----------
    exercise : Exercise
    seed : int
    only : str, optional
        The one property; all of them if not given.

    Returns
    -------
    dict
        ``{property: [[case, ...], ...]}``.
    """
    return {
        prop.name: [_drawn(exercise, prop, seed, attempt) for attempt in range(prop.attempts)]
        for prop in exercise.properties.values()
        if only in (None, prop.name)
    }


def probe_exercise(
    exercise, functions, seed, *, namespace=None, stand_ins=None, guard=True, only=None
):
    """Draw the cases of an exercise and probe its answers, see `probe_drawn`.

    Parameters
    ----------
    exercise : Exercise
    functions : dict of callable
        The graded names.
    seed : int
    namespace, stand_ins, guard
        See `probe_drawn`.
    only : str, optional
        The one property to probe; all of them if not given.

    Returns
    -------
    bytes
    """
    # Drawn before anything is watched: a draw may well call what an answer may not.
    drawn = draw_all(exercise, seed, only)
    return probe_drawn(
        exercise, functions, drawn, namespace=namespace, stand_ins=stand_ins, guard=guard
    )


def probe_drawn(exercise, functions, drawn, *, namespace=None, stand_ins=None, guard=True):
    """Run the probes of an exercise on given cases and encode what came back.

    Parameters
    ----------
    exercise : Exercise
    functions : dict of callable
        The graded names.
    drawn : dict
        From `draw_all`.
    namespace : dict, optional
        Where the answers look earlier answers up.
    stand_ins : dict of callable, optional
        Correct earlier answers that replace wrong ones (see `replaced`).
    guard : bool
        Whether to watch for forbidden calls.

    Returns
    -------
    bytes
        `encode` of ``{"mutated": [...], "called": [...], "printed": text,
        "outputs": {property: [[case, ...], ...]}}``. The answers' outputs come
        last, so that huge ones cost nothing but themselves.
    """
    answers = Answers(functions)
    watch = Guard(exercise.forbid if guard else ())
    stand_ins = {name: _outside(watch, f) for name, f in (stand_ins or {}).items()}
    outputs = {}
    with contextlib.ExitStack() as stack:
        printed = stack.enter_context(captured())
        # Verdicts must not depend on the warning filters of whoever runs the check.
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        stack.enter_context(np.errstate(all="ignore"))
        stack.callback(sys.setrecursionlimit, sys.getrecursionlimit())
        stack.enter_context(replaced(functions.values(), namespace or {}, stand_ins))
        stack.enter_context(watch)
        for name, attempts in drawn.items():
            prop = exercise.properties[name]
            outputs[name] = [probe_property(prop, answers, cases) for cases in attempts]
    return encode(
        {
            "mutated": answers.mutated,
            "called": watch.calls,
            "printed": printed.text,
            "outputs": outputs,
        }
    )


def _drawn(exercise, prop, seed, attempt):
    try:
        return draw_cases(exercise, prop, seed, attempt)
    except Exception:
        return []  # a fault of ours: the judge draws as well, and reports it


def _outside(watch, function):
    def stand_in(*args, **kwargs):
        with watch.suspended():
            return function(*args, **kwargs)

    return stand_in


def _raised(error):
    """An exception as plain text; its own methods may misbehave, so they are fenced in."""
    try:
        message = " ".join(str(error).split())
    except KeyboardInterrupt:
        raise
    except BaseException:
        message = ""
    try:
        line = _own_line(error)
    except Exception:
        line = ""
    return Raised(type_name(error), message[:200], line)


def _own_line(error):
    """The last line of a traceback that is neither ours nor a library's."""
    frames = traceback.walk_tb(error.__traceback__)
    own = [(frame.f_code, line) for frame, line in frames if _is_own(frame.f_code.co_filename)]
    if not own:
        return ""
    code, line = own[-1]
    text = linecache.getline(code.co_filename, line).strip()
    return f"line {line} of {code.co_name}: {text}" if text else f"line {line} of {code.co_name}"


def _is_own(filename):
    parts = Path(filename).parts
    if filename.startswith("<frozen") or "site-packages" in parts or "dist-packages" in parts:
        return False
    return not any(filename.startswith(folder + os.sep) for folder in (_OURS, *_STANDARD))
