"""The source of correct earlier answers, which replace wrong ones in the sandbox.

The references are hidden there, and a file may contain several of them. So the
text contains only the earlier answers and what they need.
"""

import ast
from collections.abc import Callable, Mapping, Set
from functools import lru_cache

from reglab._syntax import bound_names, looked_up_names
from reglab.sandbox.host.package import import_home, module_tree

__all__ = ["ReferenceRefused", "reference_source"]


class ReferenceRefused(Exception):
    """The source of a reference would reveal what is still to be judged."""


def reference_source(
    functions: Mapping[str, Callable],
    hidden: Set[tuple[str, str]],
    secret: Set[tuple[str, str]] = frozenset(),
) -> str:
    """Return the source of some functions with the hidden functions that they need.

    Parameters
    ----------
    functions : dict of callable
        Functions at the top level of their modules, by the names that they get in the text.
    hidden : frozenset of (str, str)
        Modules and names of functions that are blank where the text runs. All others are imported.
    secret : frozenset of (str, str)
        What the text must not contain.

    Returns
    -------
    str
        Python code whose ``__replacements__`` lists the names; empty if there are no functions.

    Raises
    ------
    ReferenceRefused
        If the text would contain something secret.
    ValueError
        If two modules give the same name to different things.
    """
    homes = tuple((name, f.__module__, f.__qualname__) for name, f in sorted(functions.items()))
    if not homes:
        return ""
    text, held = _source(homes, frozenset(hidden))
    if held & secret:
        module, name = min(held & secret)
        raise ReferenceRefused(
            f"a reference would reveal {module}.{name}, which is still to be judged"
        )
    return text


@lru_cache(maxsize=256)
def _source(homes, hidden):
    """The text, and the modules and names that it defines."""
    parts = _Parts(hidden)
    for _, module, function in homes:
        parts.add(module, function)
    lines = [*parts.texts.values()]
    lines += [f"{name} = {function}" for name, _, function in homes if name != function]
    lines.append(f"__replacements__ = {[name for name, _, _ in homes]!r}")
    return "\n\n".join(lines), frozenset(parts.begun)


class _Parts:
    """Statements by the names that they define, in an order in which they can run."""

    def __init__(self, hidden):
        self._hidden, self._origins, self.texts, self.begun = hidden, {}, {}, set()

    def add(self, module, name):
        """Add the statement that defines a name, after the statements that it needs."""
        node = _definitions(module).get(name)
        if node is None or (module, name) in self.begun:
            return
        self.begun.add((module, name))  # it may call itself
        # One module may define what another one imports; the text contains it once.
        if self._origins.setdefault(name, _origin(module, name)) != _origin(module, name):
            raise ValueError(f"{name} of {module} is something else in another module")
        if isinstance(node, ast.ImportFrom):
            text = self._imported(module, node, name)
        else:
            for needed in sorted(looked_up_names(node) & _definitions(module).keys()):
                self.add(module, needed)
            text = ast.unparse(node)
        self.texts.setdefault(name, text)

    def _imported(self, module, node, name):
        home, alias = _source_of(module, node, name)
        if (home, alias.name) in self._hidden:
            self.add(home, alias.name)
            return f"{name} = {alias.name}" if alias.asname else self.texts[name]
        renamed = f" as {alias.asname}" if alias.asname else ""
        return f"from {home} import {alias.name}{renamed}"


def _source_of(module, node, name):
    """The module from which a ``from ... import`` takes a name, and the alias node."""
    (alias,) = [a for a in node.names if (a.asname or a.name) == name]
    return import_home(node, module), alias


def _origin(module, name):
    """The module and name where a name, possibly imported, is defined."""
    node = _definitions(module).get(name)
    if isinstance(node, ast.Import):
        return "", ast.unparse(node)
    if not isinstance(node, ast.ImportFrom):
        return module, name
    home, alias = _source_of(module, node, name)
    return _origin(home, alias.name) if home.startswith("reglab.") else (home, alias.name)


@lru_cache(maxsize=64)
def _definitions(module):
    """The statements at the top level of a module by the names that they bind."""
    return {name: node for node in module_tree(module).body for name in bound_names(node)}
