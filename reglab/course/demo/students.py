"""A demo class: submissions of a lesson whose mistakes are known, to see grading at work."""

import ast
import inspect
import re
from pathlib import Path

from reglab.course.errors import CourseError
from reglab.course.exercises import graded_call
from reglab.course.files import write_file
from reglab.course.lessons import find_lessons, find_root
from reglab.course.quiet import quiet

__all__ = ["make_class"]

LESSON = "03_lasso"

TWO_MISTAKES = """\
def lambda_max(X, y):
    return np.max(np.abs(X.T @ y))  # neither centred nor averaged
"""
CALLS_REFERENCE = """\
from reglab.linear import lasso_cd as solve


def lasso_cd(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    return solve(X, y, lam, w0, tol, max_iter)
"""
EXCEPTION = """\
def kkt_violation(X, y, w, b, lam):
    r = y - X @ w - b
    g = X.T @ r / n
    return max(np.max(np.abs(g) - lam), abs(r.mean()))
"""
CHANGES_ITS_INPUT = """\
def lambda_max(X, y):
    X -= X.mean(axis=0)
    return np.max(np.abs(X.T @ (y - y.mean()))) / len(y)
"""
WHY = """\
Cholesterol and LDL are strongly correlated, so one can stand in for the other. And the weight is
zero for this lam only. I would repeat the fit on resampled people.
"""

# Each student: what differs from the perfect submission, by exercise. ("bank", name) is a known
# mistake, ("accepted", name) a correct answer written differently, None the cell as released.
_EXERCISES = ("soft_threshold", "lambda_max", "kkt_violation", "lasso_cd", "lasso_path")
CLASS = {
    "01-perfect": {},
    "02-written-differently": {
        "soft_threshold": ("accepted", "two_halves"),
        "lambda_max": ("accepted", "by_covariance"),
        "kkt_violation": ("accepted", "by_distance_to_interval"),
        "lasso_cd": ("accepted", "gram_matrix"),
        "lasso_path": ("accepted", "sorted_then_put_back"),
    },
    "03-hard-threshold": {"soft_threshold": ("bank", "hard threshold"), "support_grows": "a"},
    "04-not-centred": {"lambda_max": ("bank", "not centred"), "support_grows": "c"},
    "05-zero-weights": {"kkt_violation": ("bank", "zero weights not checked")},
    "06-stale-residual": {"lasso_cd": ("bank", "residual never refreshed"), "support_grows": "a"},
    "07-intercept-penalized": {"lasso_cd": ("bank", "intercept penalized")},
    "08-solving-order": {"lasso_path": ("bank", "rows in solving order")},
    "09-two-mistakes": {"lambda_max": TWO_MISTAKES, "support_grows": "a"},
    "10-blank": dict.fromkeys((*_EXERCISES, "support_grows", "why")),
    "11-calls-the-reference": {"lasso_cd": CALLS_REFERENCE},
    "12-exception": {"kkt_violation": EXCEPTION},
    "13-changes-its-input": {"lambda_max": CHANGES_ITS_INPUT, "support_grows": "c"},
    "14-partly-done": dict.fromkeys((*_EXERCISES[2:], "why")),
}


def make_class(lesson, out, *, root=None):
    """Write a course folder with a demo class's submissions.

    Parameters
    ----------
    lesson : str
        Its name or number. There is a demo class for lesson 03.
    out : path
        The course folder; gets ``submitted/<student>/<lesson>/<lesson>.ipynb``.
    root : path, optional
        The checkout; by default the nearest one at or above the working directory.

    Returns
    -------
    list of str
        The students, in order.

    Raises
    ------
    CourseError
        If there is no demo class for the lesson, or it has not been built.
    """
    root = find_root() if root is None else Path(root).resolve()
    (lesson,) = find_lessons(root, [lesson])
    if lesson.name != LESSON:
        raise CourseError(f"expected {LESSON}, the lesson with a demo class, got {lesson.name}")
    released = lesson.release / f"{lesson.name}.ipynb"
    for path in (lesson.notebook, released):
        if not path.is_file():
            raise CourseError(
                f"{lesson.label(path)}: expected the built lesson, found none; "
                f"run `reglab build {lesson.name}` first"
            )
    with quiet():
        import nbformat
    perfect = {name: _solved(cell) for name, cell in _answers(_read(lesson.notebook)).items()}
    perfect |= {"support_grows": "b", "why": WHY}
    accepted = _accepted(lesson)
    for student, changes in CLASS.items():
        notebook = _read(released)
        for name, cell in _answers(notebook).items():
            code = _code(name, changes.get(name, perfect[name]), accepted)
            if code is not None:
                cell.source = code.strip("\n")
        path = Path(out) / "submitted" / student / lesson.name / f"{lesson.name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, nbformat.writes(notebook).encode())
    return list(CLASS)


def _read(path):
    import nbformat

    return nbformat.read(path, as_version=4)


def _answers(notebook):
    """The answer cells, by the last part of the exercise that the cell after each one grades."""
    answers, last = {}, None
    for cell in notebook.cells:
        metadata = cell.metadata.get("nbgrader", {})
        if metadata.get("solution") and metadata.get("grade"):
            answers["why"] = cell
        elif metadata.get("solution"):
            last = cell
        elif metadata.get("grade") and last is not None:
            answers[graded_call(cell.source).exercise.rpartition(".")[2]] = last
            last = None  # a second graded cell belongs to the same answer
    return answers


def _solved(cell):
    """A solution without the marks around it."""
    lines = cell.source.split("\n")
    return "\n".join(line for line in lines if not re.match(r"\s*### (BEGIN|END) SOLUTION", line))


def _accepted(lesson):
    from reglab.checks.core.accepted import load_accepted

    answers = load_accepted(lesson.folder / "accepted.py")
    functions = [function for items in answers.values() for a in items for function in a.values()]
    return {function.__name__: function for function in functions}


def _code(name, change, accepted):
    """The text of an answer cell; None leaves it as it was released."""
    if change in ("a", "b", "c"):
        return f'path_prediction = "{change}"'
    if not isinstance(change, tuple):
        return change
    kind, wanted = change
    if kind == "accepted":
        return _transplanted(accepted[wanted], name)
    from reglab.checks.core import registry

    bank = registry.exercise(f"lasso.{name}").misconceptions
    (known,) = [item for item in bank if item.name == wanted]
    return _transplanted(known.answers[name], name)


def _transplanted(function, name):
    """A function's source under another name, with all that it needs of its module.

    Graded names are left out: in a notebook they are the student's own.
    """
    text = Path(inspect.getsourcefile(function)).read_text(encoding="utf-8")
    home = {bound: node for node in ast.parse(text).body for bound in _bound(node)}
    needed, todo = {}, [function.__name__]
    while todo:
        node = home[todo[-1]]
        needed[todo.pop()] = node
        parts = node.body if isinstance(node, ast.FunctionDef) else [node]
        read = {n.id for part in parts for n in ast.walk(part) if isinstance(n, ast.Name)}
        todo += [r for r in read if r in home and r not in needed and r not in _EXERCISES]
    imports, code = [], []
    for bound, node in sorted(needed.items(), key=lambda item: item[1].lineno):
        if isinstance(node, ast.Import | ast.ImportFrom):
            node.names = [a for a in node.names if (a.asname or a.name) == bound]
            imports.append(ast.unparse(node))
        else:
            code.append(ast.get_source_segment(text, node))
    pieces = ["\n".join(imports), *code] if imports else code
    return re.sub(rf"\b{function.__name__}\b", name, "\n\n\n".join(pieces))


def _bound(node):
    """The names that a statement at the top level of a module binds."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [alias.asname or alias.name for alias in node.names]
    targets = node.targets if isinstance(node, ast.Assign) else []
    return [n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)]
