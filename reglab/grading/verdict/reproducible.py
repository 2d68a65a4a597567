"""Note answers whose marks may differ in another run: unseeded random numbers and the clock.

The notes change no mark. They come from the syntax trees of the answers and of what these use, so
code that hides such a call is not noted; a second run with other marks is, see `OTHER_MARKS`.
"""

import ast
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from reglab.checks.probing.guard import parsed
from reglab.grading.intake.repair import grade_id
from reglab.grading.results import ExerciseResult
from reglab.grading.verdict.behind import LONGEST, statements_behind
from reglab.grading.verdict.own_answers import answers, own_code

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["OTHER_MARKS", "repeat_notes", "unrepeatable"]

OTHER_MARKS = (
    "not reproducible: the same submission, lesson, seed, limits and versions gave other marks "
    "before; the answer may use random numbers without a seed, or the clock, or just reach a limit"
)
_CLOCKS = ("time", "perf_counter", "monotonic", "process_time", "thread_time")
_ALWAYS = {
    *("os.urandom", "os.getrandom", "uuid.uuid1", "uuid.uuid4", "random.SystemRandom", "id"),
    *(f"time.{name}{unit}" for name in _CLOCKS for unit in ("", "_ns")),
    *(f"datetime.datetime.{name}" for name in ("now", "utcnow", "today")),
    "datetime.date.today",
}
_BIT_GENERATORS = ("SeedSequence", "PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")
# Reproducible if they get a seed.
_SEEDED = {
    *("random.Random", "random.seed", "numpy.random.default_rng", "numpy.random.RandomState"),
    *("numpy.random.seed", *(f"numpy.random.{name}" for name in _BIT_GENERATORS)),
}
_NO_DRAWS = ("getstate", "setstate", "get_state", "set_state", "get_bit_generator", "seed")


def repeat_notes(
    notebook: "NotebookNode", exercises: Iterable[ExerciseResult], released: "NotebookNode"
) -> Iterator[str]:
    """Yield a note for each answer that uses what differs from run to run.

    Parameters
    ----------
    notebook : NotebookNode
        With the text of the answers as submitted.
    exercises : iterable of ExerciseResult
        The graded cells.
    released : NotebookNode
        The released notebook; unchanged cells are used for their imports only.

    Yields
    ------
    str
        One line each.
    """
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    short = [cell.source for cell in code if len(cell.source) <= LONGEST]
    own = [source for source in own_code(notebook, released) if len(source) <= LONGEST]
    names = _imported(filter(None, map(parsed, short)))
    seeded = {name for tree in filter(None, map(parsed, own)) for name in _seeds(tree, names)}
    there = {grade_id(cell) for cell in code}
    for answer in answers(exercises):
        if answer.cell not in there:
            continue
        asked = answer.exercise.names
        behind = statements_behind("\n".join(asked), own, answer.earlier - set(asked))
        found = dict.fromkeys(
            what for _, tree in behind for what in unrepeatable(tree, names, seeded)
        )
        if found:
            uses = ", ".join(list(found)[:3])
            yield f"{answer.cell}: uses {uses}, so its marks may differ in another run"


def unrepeatable(tree: ast.AST, names: dict[str, str], seeded: Iterable[str] = ()) -> Iterator[str]:
    """Yield what code uses that differs from run to run.

    Parameters
    ----------
    tree : ast.AST
    names : dict of str
        What imported names stand for.
    seeded : iterable of str
        ``"random"`` and ``"numpy.random"``, if their own generators get a seed.

    Examples
    --------
    >>> tree = ast.parse("rng = np.random.default_rng(); x = np.random.default_rng(3)")
    >>> list(unrepeatable(tree, {"np": "numpy"}))
    ['numpy.random.default_rng without a seed']
    """
    nodes = list(ast.walk(tree))
    stored = {n.id for n in nodes if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    stored |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    for node in nodes:
        if isinstance(node, ast.Call):
            name = _dotted(node.func, names)
            if name in _SEEDED and not _has_seed(node):
                yield f"{name} without a seed"
        if not isinstance(node, ast.Attribute | ast.Name) or not isinstance(node.ctx, ast.Load):
            continue
        if isinstance(node, ast.Name) and node.id in stored:
            continue
        name = _dotted(node, names)
        module, _, function = name.rpartition(".")
        if name in _ALWAYS or module == "secrets":
            yield name
        elif module in {"random", "numpy.random"} - set(seeded) and _draws(function, name):
            yield f"{name} without a seed"


def _draws(function, name):
    """Whether a name of a module with a generator of its own is a function that draws."""
    return function.islower() and function not in _NO_DRAWS and name not in _SEEDED


def _imported(trees):
    """``{name: what it stands for}`` of all imports."""
    found = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    whole = alias.asname or alias.name.partition(".")[0]
                    found[whole] = alias.name if alias.asname else whole
            elif isinstance(node, ast.ImportFrom) and not node.level:
                for alias in node.names:
                    found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return found


def _dotted(node, names):
    """A name with its module, such as ``numpy.random.rand``; empty if it is not that simple."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    if node.id not in names and (parts or node.id != "id"):
        return ""
    return ".".join([names.get(node.id, node.id), *reversed(parts)])


def _has_seed(call):
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    return any(not (isinstance(v, ast.Constant) and v.value is None) for v in values)


def _seeds(tree, names):
    """The modules whose own generator gets a seed in a cell."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _has_seed(node):
            module, _, function = _dotted(node.func, names).rpartition(".")
            if function == "seed":
                yield module
