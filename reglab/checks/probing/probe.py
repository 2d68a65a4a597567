"""The part of a check that runs in the student's process: call the answers, encode the outputs.

Nothing is judged here. What is sent back are bytes, which `judging` reads.
"""

import contextlib
import linecache
import os
import sys
import sysconfig
import traceback
import warnings
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import numpy as np

from reglab.checks.model.encoding import Raised, encode, type_name
from reglab.checks.model.exercise import Exercise, Property
from reglab.checks.model.shortened import shortened
from reglab.checks.probing.answers import Answers, replaced
from reglab.checks.probing.capture import captured
from reglab.checks.probing.guard import Guard

__all__ = ["probe_drawn", "probe_property", "raised"]

_OURS = str(Path(__file__).resolve().parents[2])
_STANDARD = tuple({sysconfig.get_path(path) for path in ("stdlib", "platstdlib")})


def probe_property(prop: Property, answers: Answers, cases: Iterable[dict]) -> list:
    """Call the answers on each case of a property; an exception becomes a `Raised`."""
    outputs = []
    for data in cases:
        try:
            outputs.append(prop.call(answers, data))
        except KeyboardInterrupt as stop:
            stop.args = (prop.title,)  # so that the student is told where it was
            raise
        except BaseException as error:
            outputs.append(raised(error))
            if isinstance(error, NotImplementedError | SystemExit):
                break  # the other cases would end in the same way
    return outputs


def probe_drawn(
    exercise: Exercise,
    functions: Mapping[str, Callable],
    drawn: Mapping[str, list],
    *,
    namespace: dict | None = None,
    replacements: Mapping[str, Callable] | None = None,
    guard: bool = True,
) -> bytes:
    """Call the answers to an exercise on given cases and encode the outputs.

    Parameters
    ----------
    exercise : Exercise
    functions : dict of callable
        The graded names.
    drawn : dict
        From `draw_all`.
    namespace : dict, optional
        Where the answers look up earlier answers.
    replacements : dict of callable, optional
        Correct earlier answers that replace wrong ones (see `replaced`).
    guard : bool
        Whether to watch for forbidden calls.

    Returns
    -------
    bytes
        `encode` of ``{"mutated": [...], "called": [...], "printed": text,
        "outputs": {property: [[case, ...], ...]}}``. The outputs come last, so that one that is
        too large does not crowd out the rest.
    """
    answers = Answers(functions)
    watch = Guard(exercise.forbid if guard else ())
    replacements = {name: _outside(watch, f) for name, f in (replacements or {}).items()}
    outputs = {}
    with contextlib.ExitStack() as stack:
        printed = stack.enter_context(captured())
        # Verdicts must not depend on the warning filters that happen to be set.
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        stack.enter_context(np.errstate(all="ignore"))
        stack.callback(sys.setrecursionlimit, sys.getrecursionlimit())
        stack.enter_context(replaced(functions.values(), namespace or {}, replacements))
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


def _outside(watch, function):
    def replacement(*args, **kwargs):
        with watch.suspended():
            return function(*args, **kwargs)

    return replacement


def raised(error: BaseException) -> Raised:
    """Describe an exception in plain text, even if its own methods raise."""
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
    return Raised(type_name(error), shortened(message, 200), line)


def _own_line(error):
    """The last line of a traceback that is in neither reglab nor a library."""
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
