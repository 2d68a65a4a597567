"""What a forked child does for one submission, from the first cell to the last probe.

The grader asks it to run a cell, probe an exercise or send a value. It replies
with bytes; all decisions are made by the grader.
"""

import errno
import importlib
import os
import pickle
import sys
import types
from typing import TYPE_CHECKING

from . import wire
from .limits import OutputLimit
from .restore import restore

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterable

    from .shell import Shell

__all__ = ["serve"]

LONGEST = 300  # characters of an error's message


def serve(channel: "socket.socket", shell: "Shell") -> None:
    """Answer the grader's questions until the channel is closed.

    Parameters
    ----------
    channel : socket.socket
    shell : Shell
    """
    handlers = {
        "file": _file,
        "cell": _cell,
        "probe": _probe,
        "value": _value,
        "restore": _restore,
    }
    while True:
        try:
            message, blob = wire.receive(channel)
        except wire.Closed:
            return
        except KeyboardInterrupt:
            continue  # meant for the previous question, which was just answered
        try:
            answer, evidence = handlers[message["ask"]](shell, message, blob)
        except KeyboardInterrupt:
            answer, evidence = {"stopped": "time"}, b""
        except BaseException as error:  # a bug here, or student code that broke this process
            answer, evidence = {"failed": _described(error)}, b""
        wire.send(channel, answer, evidence)


def _file(shell, message, blob):
    """Write a file that came with the notebook into the working folder."""
    path = os.path.join(os.getcwd(), message["name"])
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(blob)
    return {}, b""


def _cell(shell, message, blob):
    """Run a cell of the notebook."""
    cell = shell.run(message["source"])
    answer = {"printed": cell.printed}
    if isinstance(cell.error, KeyboardInterrupt):
        answer["stopped"] = "time"
    elif isinstance(cell.error, OutputLimit):
        answer["stopped"] = "output"
    elif isinstance(cell.error, OSError) and cell.error.errno in (errno.ENOSPC, errno.EFBIG):
        answer["stopped"] = "files"
    elif cell.error is not None:
        answer["error"] = _described(cell.error)
    return answer, b""


def _probe(shell, message, blob):
    """Call the answers of an exercise on the cases of one of its properties."""
    from reglab.checks.model import registry
    from reglab.checks.probing.answers import Missing, find
    from reglab.checks.probing.probe import probe_drawn

    exercise = registry.exercise(message["exercise"])
    try:
        functions = find(exercise.names, shell.namespace, values=exercise.value)
    except Missing as missing:
        return {"missing": str(missing)}, b""
    # Safe to unpickle: only the grader can have sent it, and student code runs here anyway.
    drawn = pickle.loads(blob)
    replacements = _replacements(message["replacements"])
    return {}, probe_drawn(
        exercise, functions, drawn, namespace=shell.namespace, replacements=replacements
    )


def _restore(shell, message, blob):
    """Fill blank modules from which no later answer could be copied."""
    for module, source in message["modules"].items():
        restore(module, source)
    return {}, b""


def _value(shell, message, blob):
    """Send the value of a name, such as a prediction's."""
    from reglab.checks.model.encoding import encode

    return {}, encode(shell.namespace.get(message["name"]))


_made: dict = {}  # source -> its functions, to run a source once for all properties


def _replacements(source):
    """The functions in a source text, which replace earlier answers."""
    if not source:
        return {}
    if source not in _made:
        module = types.ModuleType("reglab_replacements")
        exec(compile(source, "<earlier answers>", "exec"), module.__dict__)
        _made[source] = {name: getattr(module, name) for name in module.__replacements__}
    return _made[source]


def _described(error):
    """Type, message and line of an error, even if its own methods raise."""
    from reglab.checks.probing.probe import raised

    raised = raised(error)
    return {"type": raised.type, "message": raised.message[:LONGEST], "line": raised.line}


def preload(modules: "Iterable[str]") -> list[str]:
    """Import what the lesson imports, before any submission runs; return what failed."""
    failed = []
    for name in modules:
        try:
            importlib.import_module(name)
        except Exception as error:
            # In `from a import b`, `b` may not be a module; then importing `a` is enough.
            if getattr(error, "name", None) != name or "." not in name:
                failed.append(f"{name}: {type(error).__name__}: {error}")
    sys.stdout.flush()
    return failed
