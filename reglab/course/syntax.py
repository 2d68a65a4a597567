"""Find the names that a code cell binds and reads, from its syntax tree."""

import ast
import copy
import symtable
import warnings

# Magics that run the rest of their cell as Python; the other cell magics don't.
_PYTHON_MAGICS = ("capture", "prun", "time", "timeit")


def parse(code: str) -> ast.Module:
    r"""Return the syntax tree of a notebook cell.

    Parameters
    ----------
    code : str
        The text of the cell; may contain IPython magics and shell lines.

    Returns
    -------
    ast.Module

    Raises
    ------
    SyntaxError
        Also where Python only warns, such as for ``"\l"`` in a label: a warning on stderr
        in a graded cell costs all points.

    Examples
    --------
    >>> sorted(bound(parse("%matplotlib inline\nfiles = !ls")))
    ['files']
    """
    first, _, rest = code.partition("\n")
    if first.startswith("%%"):
        magic = first[2:].split()
        code = rest if magic and magic[0] in _PYTHON_MAGICS else ""
    try:
        return _compile(code)
    except SyntaxError as error:
        plain = _without_magics(code)
        if plain == code:
            raise error
        return _compile(plain)


def _compile(code):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tree = ast.parse(code)
        # Some errors, such as `return` outside a function, are found only by compiling.
        compile(tree, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    return tree


def _without_magics(code):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from IPython.core.inputtransformer2 import TransformerManager

        # IPython adds a line end. Code without magics must not change.
        return TransformerManager().transform_cell(code).removesuffix("\n")


def bound(tree: ast.Module) -> set[str]:
    """Return the global names that a cell binds or deletes.

    These are the targets of assignments, imports, definitions, loops, ``with``, ``except``
    and ``match``, and names that a function declares ``global``. A star import is ``"*"``: it
    may bind any name. Local names of functions do not count.

    Parameters
    ----------
    tree : ast.Module

    Returns
    -------
    set of str

    Examples
    --------
    >>> sorted(bound(parse("import numpy as np; def_ = [x for x in np.arange(3)]")))
    ['def_', 'np']
    """
    names = {s.get_name() for s in _table(tree).get_symbols() if _binds(s)}
    for table in _inner(_table(tree)):
        names |= {s.get_name() for s in table.get_symbols() if s.is_declared_global() and _binds(s)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
            names.add("*")
    return names


def reads(tree: ast.Module) -> set[str]:
    """Return the names that a cell reads before it binds them.

    Parameters
    ----------
    tree : ast.Module

    Returns
    -------
    set of str
        Includes built-in names.

    Examples
    --------
    >>> sorted(reads(parse("for lam in lams:\\n    w = lam * w0\\nw = w + w0")))
    ['lams', 'w0']
    """
    taken: set[str] = set()
    own: set[str] = set()
    _follow(tree.body, taken, own)
    return taken


def _follow(statements, taken, own):
    for node in statements:
        match node:
            case ast.For() | ast.AsyncFor():
                _take(node.iter, taken, own)
                taken |= _names(node.target, ast.Load) - own  # `for w[k] in ...` reads w and k
                own |= _names(node.target, ast.Store)
                _follow(node.body + node.orelse, taken, own)
            case ast.With() | ast.AsyncWith():
                for item in node.items:
                    _take(item.context_expr, taken, own)
                    own |= _names(item.optional_vars, ast.Store)
                _follow(node.body, taken, own)
            case ast.If() | ast.While():
                _take(node.test, taken, own)
                _follow(node.body + node.orelse, taken, own)
            case ast.Try() | ast.TryStar():
                handlers = [s for handler in node.handlers for s in handler.body]
                own |= {handler.name for handler in node.handlers if handler.name}
                _follow(node.body + handlers + node.orelse + node.finalbody, taken, own)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                own.add(node.name)  # a function may call itself
                _take(node, taken, own)
            case _:
                if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
                    taken |= {node.target.id} - own
                _take(node, taken, own)
                own |= bound(ast.Module([node], []))


def _take(node, taken, own):
    if isinstance(node, ast.expr):
        node = ast.Expr(node)
    top = _table(ast.Module([node], []))
    names = {s.get_name() for s in top.get_symbols() if s.is_referenced()}
    for table in _inner(top):
        names |= {s.get_name() for s in table.get_symbols() if s.is_global() and s.is_referenced()}
    taken |= names - own


def _names(node, context):
    nodes = ast.walk(node) if node else ()
    return {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, context)}


class _AsGenerators(ast.NodeTransformer):
    """Turn comprehensions into generator expressions, which have the same scope.

    From Python 3.12 on, comprehensions are inlined (PEP 709), and their loop variables
    appear among the names of the code around them.
    """

    def _generator(self, node):
        self.generic_visit(node)
        elt = ast.Tuple([node.key, node.value], ast.Load()) if hasattr(node, "key") else node.elt
        return ast.GeneratorExp(elt, node.generators)

    visit_ListComp = visit_SetComp = visit_DictComp = _generator


def _table(tree):
    tree = _AsGenerators().visit(copy.deepcopy(tree))
    return symtable.symtable(ast.unparse(tree), "<cell>", "exec")


def _inner(table):
    for child in table.get_children():
        yield child
        yield from _inner(child)


def _binds(symbol):
    return symbol.is_assigned() or symbol.is_imported()
