"""The call graph of the package, read from its syntax trees; no module is imported.

A function, a class or a constant at the top level of a module is one entry, ``(module, name)``.
Calls of methods are not followed: a class counts as calling what its methods call, and a table
as calling the functions in it.
"""

import ast
from collections.abc import Iterable, Iterator
from functools import cache, cached_property

from reglab._syntax import bound_names
from reglab.sandbox.host.package import import_home, module_tree

__all__ = ["CallGraph", "Entry", "is_function", "statements"]

FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_BRANCHES = ast.stmt | ast.excepthandler | ast.match_case

Entry = tuple[str, str]


class CallGraph:
    """The calls between some modules.

    Parameters
    ----------
    modules : iterable of str
        Names of modules of this package; calls of other modules are ignored.
    """

    def __init__(self, modules: Iterable[str]):
        self.modules = frozenset(modules)

    def functions(self, module: str) -> list[Entry]:
        """Return the functions and classes of a module as entries."""
        return [(module, name) for name in _definitions(module) if self.is_function((module, name))]

    def has(self, entry: Entry) -> bool:
        """Return whether a module of the graph defines this name."""
        module, name = entry
        return module in self.modules and name in _definitions(module)

    def is_function(self, entry: Entry) -> bool:
        """Return whether an entry is a function, a class or a lambda, not a constant."""
        module, name = entry
        return is_function(_definitions(module)[name])

    def callers_of(self, entries: Iterable[Entry]) -> set[Entry]:
        """Return these entries and all that call one of them, directly or indirectly.

        Parameters
        ----------
        entries : iterable of (str, str)

        Returns
        -------
        set of (str, str)
        """
        return _closure(entries, self._callers)

    def called_by(self, entries: Iterable[Entry]) -> set[Entry]:
        """Return these entries and all that one of them calls, directly or indirectly."""
        return _closure(entries, self._called)

    def called_only_by(self, entries: Iterable[Entry]) -> set[Entry]:
        """Return the private entries that are called by these only, directly or indirectly.

        Parameters
        ----------
        entries : iterable of (str, str)

        Returns
        -------
        set of (str, str)
        """
        inside, callers = set(entries), self._callers
        found: set[Entry] = set()
        private = [entry for entry in callers if _is_private(entry)]
        while True:
            more = {e for e in private if e not in inside and callers[e] and callers[e] <= inside}
            if not more:
                return found
            inside |= more
            found |= more

    @cached_property
    def _called(self):
        """``{entry: the entries that its source names}``."""
        return {
            (module, name): set(self._named_in(node, module)) - {(module, name)}
            for module in self.modules
            for name, node in _definitions(module).items()
        }

    @cached_property
    def _callers(self):
        """``{entry: the entries whose source names it}``."""
        found = {entry: set() for entry in self._called}
        for caller, called in self._called.items():
            for entry in called:
                found[entry].add(caller)
        return found

    def _named_in(self, node, module):
        """The entries that a statement of a module names."""
        for part in _parts(node):
            if isinstance(part, ast.Name):
                found = self._resolved(module, part.id)
            elif isinstance(part, ast.Attribute):
                found = self._resolved(_module_named(part.value, module), part.attr)
            else:
                continue
            if found:
                yield found

    def _resolved(self, module, name):
        """The entry that a name of a module refers to; None if it is something else."""
        if module not in self.modules:
            return None
        if name in _definitions(module):
            return module, name
        if name in _imported(module):
            home, imported = _imported(module)[name]
            return self._resolved(home, imported) if imported else None
        return None


def is_function(node: ast.AST) -> bool:
    """Return whether a statement is a function or a class, or contains a lambda."""
    return isinstance(node, FUNCTIONS) or any(isinstance(n, ast.Lambda) for n in ast.walk(node))


def statements(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the statements of a module that run at import, also those under ``if`` or ``try``."""
    new: list[ast.AST] = list(reversed(tree.body))
    while new:
        node = new.pop()
        yield node
        if not isinstance(node, FUNCTIONS):
            inner = [n for n in ast.iter_child_nodes(node) if isinstance(n, _BRANCHES)]
            new += reversed(inner)


def _bound_by_loops(node):
    """The names that a loop, a ``with`` or an expression binds at the top level of a module."""
    match node:
        case ast.For(target=target) | ast.AugAssign(target=target):
            places = [target]
        case ast.With(items=items):
            places = [item.optional_vars for item in items if item.optional_vars]
        case ast.Expr(value=value):
            places = [n.target for n in ast.walk(value) if isinstance(n, ast.NamedExpr)]
        case _:
            places = []
    return [n.id for place in places for n in ast.walk(place) if isinstance(n, ast.Name)]


def _module_named(node, module):
    """The module that an expression such as ``linear`` or ``reglab.linear`` refers to, or None."""
    names = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    home, name = _imported(module).get(node.id, (node.id, ""))
    return ".".join(filter(None, [home, name, *reversed(names)]))


def _closure(entries, graph):
    found, new = set(entries), list(entries)
    while new:
        more = graph[new.pop()] - found
        found |= more
        new += more
    return found


def _is_private(entry):
    module, name = entry
    return name.startswith("_") or module.rpartition(".")[2].startswith("_")


def _parts(node):
    """All nodes below one, without the decorators of functions, which run at import."""
    new = [node]
    while new:
        part = new.pop()
        yield part
        decorators = getattr(part, "decorator_list", [])
        new += [child for child in ast.iter_child_nodes(part) if child not in decorators]


@cache
def _definitions(module):
    """The statements at the top level of a module by the names that they define."""
    imports = ast.Import | ast.ImportFrom
    nodes = (node for node in statements(module_tree(module)) if not isinstance(node, imports))
    return {name: node for node in nodes for name in bound_names(node) + _bound_by_loops(node)}


@cache
def _imported(module):
    """``{name: (module, its name there)}``; the second is empty if a module is imported."""
    found = {}
    for node in ast.walk(module_tree(module)):
        if isinstance(node, ast.ImportFrom):
            home = import_home(node, module)
            found |= {alias.asname or alias.name: (home, alias.name) for alias in node.names}
        elif isinstance(node, ast.Import):
            named = [alias for alias in node.names if alias.asname or "." not in alias.name]
            found |= {alias.asname or alias.name: (alias.name, "") for alias in named}
    return found | _lazily_exported(module)


def _lazily_exported(module):
    """The names that a package re-exports through `reglab._lazy.exports`."""
    for node in ast.walk(module_tree(module)):
        match node:
            case ast.Call(func=ast.Name(id="exports"), args=[_, ast.Dict() as homes]):
                found = ast.literal_eval(homes)
                return {name: (f"{module}.{home}", name) for name, home in found.items()}
    return {}
