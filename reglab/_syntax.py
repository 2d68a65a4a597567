"""The names that a statement binds and looks up, from its syntax tree."""

import ast
import symtable

__all__ = ["bound_names", "looked_up_names"]


def bound_names(node: ast.AST) -> list[str]:
    """Return the names that a statement at the top level of a module binds.

    Examples
    --------
    >>> [bound_names(node) for node in ast.parse("import a.b, c as d\\nx, y = 1, 2").body]
    [['a', 'd'], ['x', 'y']]
    """
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [alias.asname or alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return [n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)]
    return []


def looked_up_names(node: ast.AST) -> set[str]:
    """Return the names that a statement looks up in its module, without arguments and locals.

    Examples
    --------
    >>> (node,) = ast.parse("def f(x):\\n    y = x\\n    return g(y, lambda z: z + K)").body
    >>> sorted(looked_up_names(node))
    ['K', 'g']
    """
    found, new = set(), [symtable.symtable(ast.unparse(node), "<statement>", "exec")]
    module = new[0]
    while new:
        table = new.pop()
        for symbol in table.get_symbols():
            if symbol.is_referenced() and (table is module or symbol.is_global()):
                found.add(symbol.get_name())
        new += table.get_children()
    return found
