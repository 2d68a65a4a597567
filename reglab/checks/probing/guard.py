"""Notice an answer that calls the reference or a library's version of it.

There are three measures, and none of them stops a determined student. In the notebook, a
profile hook notices such calls. In the grader, a scan of the answer's syntax tree finds the names
of forbidden functions, and the bodies of the references are blank. Entries of `forbid` are
``"module:function"`` or ``"module"``.
"""

import ast
import contextlib
import re
import sys
import threading
from collections.abc import Iterable, Iterator

__all__ = ["Guard", "findings", "parsed", "scan"]


class Guard:
    """A profile hook that records calls of forbidden functions.

    A call is recognized by the module in its frame and the qualified name of its code object, or
    by the file of the code object. So nothing has to be imported, and partials and renamed
    imports are noticed, too.

    Examples
    --------
    >>> import textwrap
    >>> guard = Guard(("textwrap:dedent",))
    >>> with guard:
    ...     text = textwrap.dedent("  a")
    >>> guard.calls
    ['textwrap:dedent']
    """

    def __init__(self, forbid: Iterable[str]):
        self.calls: list[str] = []
        self._functions: dict[str, list] = {}
        self._modules: list[tuple[str, str]] = []
        for target in forbid:
            module, _, function = target.partition(":")
            if function:
                self._functions.setdefault(function, []).append((target, module, _tail(module)))
            else:
                self._modules.append((target, module))
        self._suspended = 0

    def __enter__(self):
        self._before = sys.getprofile(), threading.getprofile()
        # cProfile is not callable, so it could not be restored: leave it in place.
        profiled = self._before[0] is not None and not callable(self._before[0])
        self._watching = bool(self._functions or self._modules) and not profiled
        if self._watching:
            sys.setprofile(self._hook)
            threading.setprofile(self._hook)
        return self

    def __exit__(self, *exc):
        if self._watching:
            sys.setprofile(self._before[0])
            threading.setprofile(self._before[1])

    @contextlib.contextmanager
    def suspended(self) -> Iterator[None]:
        """Record nothing inside the block: our replacements may call anything."""
        self._suspended += 1
        try:
            yield
        finally:
            self._suspended -= 1

    def _hook(self, frame, event, arg):
        if event != "call" or self._suspended:
            return
        code, module = frame.f_code, frame.f_globals.get("__name__", "")
        for target, name, tail in self._functions.get(code.co_qualname, ()):
            if module == name or code.co_filename.replace("\\", "/").endswith(tail):
                self._record(target, frame)
        for target, name in self._modules:
            if isinstance(module, str) and _inside(module, name):
                self._record(target, frame)

    def _record(self, target, frame):
        if target not in self.calls and not _importing(frame):
            self.calls.append(target)


def _importing(frame):
    """Whether a call is part of an import: loading a module does not count as a call."""
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


# Not our modules called path, but what a student uses who writes a file.
_STANDARD = ("os.path", "sys.path")


def _tail(module):
    return "/" + module.replace(".", "/") + ".py"


def scan(source: str, forbid: Iterable[str]) -> list[str]:
    """Find the places where an answer's source names what it may not call.

    Parameters
    ----------
    source : str
        The answer cell's code.
    forbid : iterable of str
        ``"module:function"`` or ``"module"``.

    Returns
    -------
    list of str
        One line for each place. Source that cannot be parsed gives none: it cannot run either.

    Examples
    --------
    >>> scan("from reglab.linear import lasso_cd", ["reglab.linear.lasso:lasso_cd"])
    ['line 1: imports lasso_cd from reglab.linear']
    """
    tree = parsed(source)
    return [] if tree is None else findings(tree, forbid)


def findings(tree: ast.AST, forbid: Iterable[str]) -> list[str]:
    """Find in a syntax tree what `scan` finds in its source."""
    functions: dict[str, set] = {}
    modules = set()
    for target in forbid:
        module, _, function = target.partition(":")
        if function:
            functions.setdefault(function, set()).add(module)
        else:
            modules.add(module)
    found = []
    for node in ast.walk(tree):
        finding = _finding(node, functions, modules)
        if finding:
            found.append(f"line {getattr(node, 'lineno', 0)}: {finding}")
    return sorted(set(found), key=lambda line: int(line.split()[1].rstrip(":")))


def _finding(node, functions, modules):
    """Describe the forbidden name that a node of a syntax tree mentions; None if there is none."""
    if isinstance(node, ast.ImportFrom):
        return _import_from(node, functions, modules)
    if isinstance(node, ast.Import):
        for alias in node.names:
            if any(_inside(alias.name, m) for m in modules):
                return f"imports {alias.name}"
    if isinstance(node, ast.Attribute):
        if node.attr in functions:
            return f"uses {_shown(node)}"
        for module in modules:
            if node.attr == module.rpartition(".")[2] and _shown(node) not in _STANDARD:
                return f"uses {_shown(node)}"
    if isinstance(node, ast.Subscript) and _is_namespace(node.value):
        for text in _texts([node.slice]):
            if text in functions or _ours(text, modules):
                return f"looks up {text} by name"
    if isinstance(node, ast.Call):
        # import_module(...) as well as importlib.import_module(...)
        called = getattr(node.func, "id", getattr(node.func, "attr", ""))
        for text in _texts(node.args):
            if called in ("getattr", "attrgetter", "methodcaller") and text in functions:
                return f"looks up {text} by name"
            if called in ("__import__", "import_module") and _ours(text, modules):
                return f"imports {text} by name"
        if isinstance(node.func, ast.Name) and called in ("exec", "eval"):
            return f"runs text with {called}"
    return None


def _shown(node):
    try:
        return ast.unparse(node)[:60]
    except RecursionError:  # a chain of a thousand attributes
        return f"... .{node.attr}"[:60]


def _is_namespace(node):
    """``sys.modules``, ``vars(module)``, ``module.__dict__``, ``exercise.reference``."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in ("vars", "globals")
    return isinstance(node, ast.Attribute) and node.attr in ("modules", "__dict__", "reference")


def _texts(nodes):
    return [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def parsed(source: str) -> ast.Module | None:
    """Return the syntax tree of a cell without its magics; None if it is not Python."""
    return _parsed(source) or _parsed(_without_magics(source))


def _parsed(source):
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _without_magics(source):
    """A notebook cell without the lines that only IPython reads (``%timeit``, ``!ls``)."""
    return re.sub(r"(?m)^([ \t]*)(?:[%!?].*|[^#\n]*\?)$", r"\1pass", source)


def _import_from(node, functions, modules):
    module = node.module or ""
    everywhere = {home for homes in functions.values() for home in homes}
    for alias in node.names:
        homes = everywhere if alias.name == "*" else functions.get(alias.name, ())
        # The function's own file, or a package above it that may pass the function on.
        if any(_inside(home, module) for home in homes):
            what = "everything" if alias.name == "*" else alias.name
            return f"imports {what} from {module}"
        if any(_inside(f"{module}.{alias.name}", m) or _inside(module, m) for m in modules):
            return f"imports {alias.name} from {module}"
    return None


def _inside(module, forbidden):
    return module == forbidden or module.startswith(forbidden + ".")


def _ours(module, modules):
    return module.startswith("reglab.") or any(_inside(module, m) for m in modules)
