"""What a code cell binds and what it reads, from its syntax tree."""

import ast
import copy
import symtable
import warnings

# Magics that run the rest of their cell as Python; the others hold another language.
_PYTHON_MAGICS = ("capture", "prun", "time", "timeit")


def parse(code):
    r"""Return the syntax tree of a notebook cell, magics and all.

    Parameters
    ----------
    code : str
        The cell; may hold IPython magics and shell lines.

    Returns
    -------
    ast.Module

    Raises
    ------
    SyntaxError
        Also for what Python only warns about, such as ``"\l"`` in a label: in a graded
        cell a warning on stderr costs all points.

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
        # `return` outside a function and the like show only when a tree is compiled.
        compile(tree, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    return tree


def _without_magics(code):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from IPython.core.inputtransformer2 import TransformerManager

        # IPython adds a line end of its own; without magics nothing else may change.
        return TransformerManager().transform_cell(code).removesuffix("\n")


def bound(tree):
    """Return the names a cell binds (or deletes) among the globals of the notebook.

    Assignments of every form count, imports, definitions, loop and ``with`` targets,
    ``except ... as``, captures of ``match``, and ``global`` in a function. A star import
    is ``"*"``: it may bind anything. What functions bind for themselves does not count.

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


def reads(tree):
    """Return the names a cell takes from earlier cells: read before the cell binds them.

    Parameters
    ----------
    tree : ast.Module

    Returns
    -------
    set of str
        Built-in names are among them.

    Examples
    --------
    >>> sorted(reads(parse("for lam in lams:\\n    w = lam * w0\\nw = w + w0")))
    ['lams', 'w0']
    """
    taken, own = set(), set()
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
    """Comprehensions as generator expressions, which have the same scope.

    From Python 3.12 on, the others are inlined (PEP 709), and their loop variables
    stand among the names of the code around them.
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
