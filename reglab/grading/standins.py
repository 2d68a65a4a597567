"""Correct earlier answers as text: what stands in, inside the sandbox, for a wrong one.

The references are hidden there, and a file may hold several of them. So the
text has one earlier answer, what that needs, and nothing else.
"""

import ast
import builtins
import importlib
import inspect
from functools import lru_cache

__all__ = ["stand_in_source"]


def stand_in_source(functions, hidden):
    """The source of some functions with all that they need of hidden modules.

    Parameters
    ----------
    functions : dict of callable
        At the top level of their modules, by the names that they shall have.
    hidden : iterable of str
        Modules that cannot be imported where the text is run. From all others
        it imports.

    Returns
    -------
    str
        Python code; its ``__stand_ins__`` lists the names. Empty without functions.

    Raises
    ------
    ValueError
        If two modules give the same name to different things.
    """
    homes = tuple((name, f.__module__, f.__qualname__) for name, f in sorted(functions.items()))
    return _source(homes, frozenset(hidden)) if homes else ""


@lru_cache(maxsize=256)
def _source(homes, hidden):
    parts = _Parts(hidden)
    for _, module, function in homes:
        parts.add(module, function)
    lines = [*parts.texts.values()]
    lines += [f"{name} = {function}" for name, _, function in homes if name != function]
    return "\n\n".join([*lines, f"__stand_ins__ = {[name for name, _, _ in homes]!r}"])


class _Parts:
    """Statements by the name that they define, in an order in which they can run."""

    def __init__(self, hidden):
        self._hidden, self.texts, self._begun = hidden, {}, set()

    def add(self, module, name):
        """Add what a module's name stands for, after what that needs."""
        node = _definitions(module).get(name)
        if node is None or (module, name) in self._begun:
            return
        self._begun.add((module, name))  # it may call itself
        if isinstance(node, ast.ImportFrom):
            text = self._imported(module, node, name)
        else:
            for needed in _names(node):
                if needed in _definitions(module):
                    self.add(module, needed)
            text = ast.unparse(node)
        if self.texts.setdefault(name, text) != text:
            raise ValueError(f"{name} of {module} is something else in another module")

    def _imported(self, module, node, name):
        (alias,) = [a for a in node.names if (a.asname or a.name) == name]
        home = importlib.util.resolve_name("." * node.level + (node.module or ""), _package(module))
        if home in self._hidden:
            self.add(home, alias.name)
            return f"{name} = {alias.name}" if alias.asname else self.texts[name]
        renamed = f" as {alias.asname}" if alias.asname else ""
        return f"from {home} import {alias.name}{renamed}"


def _package(module):
    return importlib.import_module(module).__spec__.parent


@lru_cache(maxsize=64)
def _definitions(module):
    """The statements at the top level of a module by the names that they define."""
    found = {}
    for node in ast.parse(inspect.getsource(importlib.import_module(module))).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                found[alias.asname or alias.name.partition(".")[0]] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                found.update({n.id: node for n in ast.walk(target) if isinstance(n, ast.Name)})
    return found


def _names(node):
    """The names that a statement looks up, but for those that Python brings along."""
    names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    return sorted(names - set(dir(builtins)))
