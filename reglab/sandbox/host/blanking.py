"""Blank a module: keep its names, replace function bodies by an error."""

import ast
from collections.abc import Set

from reglab._syntax import bound_names
from reglab.sandbox.host.call_graph import statements

__all__ = ["blank"]

_ERROR = "RuntimeError('reglab hides this function while it grades')"
_GONE = f"raise {_ERROR}"
_GONE_FROM_LAMBDA = f"(_ for _ in ()).throw({_ERROR})"  # an expression can't raise
# Never reached. It makes the compiler create the closure cell that `super()` needs, so that
# `reglab.sandbox.guest.restore` can put the body back into the same function.
_METHOD = "__class__"


def blank(source: str, names: Set[str] | None = None) -> str:
    """Remove the bodies of the functions and methods of a module.

    Constants, classes and imports stay, so that other modules can still import
    them.

    Parameters
    ----------
    source : str
    names : set of str, optional
        Names of functions, classes and lambdas at the top level. By default, all functions are
        blanked, nested ones included.

    Returns
    -------
    str

    Examples
    --------
    >>> print(blank("K = 2\\ndef double(x):\\n    'Twice.'\\n    return K * x"))
    K = 2
    <BLANKLINE>
    def double(x):
        raise RuntimeError('reglab hides this function while it grades')
    """
    tree = ast.parse(source)
    for node in statements(tree):
        bound = bound_names(node)
        if names is None or not names.isdisjoint(bound):
            _Blanked().visit(node)
        elif not bound:
            # A call that fills a table or the head of a loop may hold functions without a name.
            for part in ast.iter_child_nodes(node):
                if isinstance(part, ast.expr | ast.withitem):
                    _Blanked().visit(part)
    return ast.unparse(tree)


class _Blanked(ast.NodeTransformer):
    """Empties functions and lambdas in place, including those in defaults and decorators."""

    def visit_FunctionDef(self, node):
        names = {n.id for n in _own_nodes(node) if isinstance(n, ast.Name)}
        gone = [_GONE, *([_METHOD] if names & {"super", "__class__"} else [])]
        node.body = []
        self.generic_visit(node)
        node.body = ast.parse("\n".join(gone)).body
        return node

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node):
        self.generic_visit(node)
        if ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]  # it may describe the method
        return node

    def visit_Lambda(self, node):
        self.visit(node.args)
        node.body = ast.parse(_GONE_FROM_LAMBDA, mode="eval").body
        return node


def _own_nodes(node):
    """All nodes below one, except inside classes, which have their own `super`."""
    new = list(ast.iter_child_nodes(node))
    while new:
        part = new.pop()
        yield part
        if not isinstance(part, ast.ClassDef):
            new += ast.iter_child_nodes(part)
