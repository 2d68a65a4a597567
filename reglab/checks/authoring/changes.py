"""Change code in every small way: another operator, number or default, a dropped statement."""

import ast
import copy
from collections import Counter
from collections.abc import Iterator

__all__ = ["Change", "small_changes"]

_COMPARE = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_ARITHMETIC = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
# A function in place of another one of the same arguments.
_CALLS = {
    **{"maximum": "minimum", "minimum": "maximum", "max": "min", "min": "max"},
    **{"argmax": "argmin", "argmin": "argmax", "sum": "mean", "mean": "sum"},
    **{"zeros_like": "empty_like", "ceil": "floor", "floor": "ceil", "any": "all", "all": "any"},
    **{"log1p": "log", "expm1": "exp", "std": "var", "var": "std", "cumsum": "cumprod"},
    **{"permutation": "sort", "geomspace": "linspace", "asarray": "array"},
}
# Functions that can be left out: f(x, ...) becomes x.
_LEFT_OUT = {
    *("abs", "sqrt", "float", "int", "sorted", "copy", "array", "asarray", "exp", "log", "sign"),
    *("round", "bool", "astype", "ravel"),
}


_BLOCKS = (ast.FunctionDef, ast.For, ast.While, ast.If, ast.With)


class Change:
    """Code with one small change.

    Attributes
    ----------
    before, after : str
        The line that differs, as `ast.unparse` writes it; with its number among equal changes.
    source : str
        The whole changed code.
    """

    def __init__(self, before: str, after: str, source: str, number: int):
        self.source = source
        more = f" ({number})" if number > 1 else ""
        self.before, self.after = before, after + more

    def __str__(self) -> str:
        return f"{self.before}  ->  {self.after}"


def small_changes(tree: ast.FunctionDef | ast.ClassDef) -> Iterator[Change]:
    """Yield every small change of a function or class.

    What checks arguments stays as it is: calls of ``check_...``, and branches that end in an
    exception. So do texts, annotations and the documentation.

    Parameters
    ----------
    tree : ast.FunctionDef or ast.ClassDef
        It is not changed.

    Examples
    --------
    >>> tree = ast.parse("def half(x):\\n    return x / 2").body[0]
    >>> [change.after for change in small_changes(tree)]
    ['return x * 2', 'return x', 'return x / 3', 'return x / 1']
    """
    tree = copy.deepcopy(tree)
    tree.decorator_list = []
    _without_words(tree)
    lines = ast.unparse(tree).splitlines()
    seen: Counter = Counter()
    for owner, field, index, node in list(_places(tree)):
        for other in _alternatives(node, owner):
            _put(owner, field, index, other)
            source = ast.unparse(ast.fix_missing_locations(tree))
            _put(owner, field, index, node)
            before, after = _difference(lines, source.splitlines())
            if before != after:
                seen[before, after] += 1
                yield Change(before, after, source, seen[before, after])


def _without_words(tree):
    """Remove annotations and docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        if isinstance(node, ast.arg):
            node.annotation = None


def _places(node):
    """Every place in a tree: (owner, field, index or None, node)."""
    if _checks_arguments(node):
        return
    for field, value in ast.iter_fields(node):
        items = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, item in items:
            if isinstance(item, ast.AST):
                yield node, field, index, item
                yield from _places(item)


def _checks_arguments(node):
    if isinstance(node, ast.If):
        return isinstance(node.body[-1], ast.Raise) and not node.orelse
    if isinstance(node, ast.Expr | ast.Assign) and isinstance(node.value, ast.Call | ast.Tuple):
        parts = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
        return all(isinstance(part, ast.Call) and _checks_arguments(part) for part in parts)
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func).rpartition(".")[2]
        return name.lstrip("_").startswith("check_") or name == "errstate"
    return isinstance(node, ast.Raise | ast.Import | ast.ImportFrom)


def _put(owner, field, index, node):
    if index is None:
        setattr(owner, field, node)
    else:
        getattr(owner, field)[index] = node


def _difference(before, after):
    """The first line that differs, of both."""
    for one, other in zip(before, after, strict=False):
        if one != other:
            return one.strip(), other.strip()
    return (before[-1].strip(), "") if len(before) > len(after) else ("", after[-1].strip())


def _alternatives(node, owner):
    """Nodes that can take the place of a node."""
    kind = type(node)
    if _checks_arguments(node):
        return
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for op in _COMPARE[type(node.ops[0])]:
            yield ast.Compare(node.left, [op()], node.comparators)
    elif isinstance(node, ast.BinOp):
        for op in _ARITHMETIC.get(type(node.op), ()):
            yield ast.BinOp(node.left, op(), node.right)
        if isinstance(node.op, ast.Mult | ast.Add | ast.Sub | ast.Div):
            yield node.left
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
        yield from node.values if len(node.values) == 2 else ()
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse
    elif isinstance(node, ast.Constant):
        yield from map(ast.Constant, _other_values(node.value))
    elif isinstance(node, ast.Call):
        yield from _other_calls(node)
    elif isinstance(node, ast.Attribute) and node.attr == "T" and isinstance(node.ctx, ast.Load):
        yield node.value
    elif isinstance(node, ast.Slice) and node.step is not None:
        yield ast.Slice(node.lower, node.upper, None)
    elif kind is ast.AugAssign:
        yield ast.Assign([node.target], node.value)
        for op in _ARITHMETIC.get(type(node.op), ()):
            yield ast.AugAssign(node.target, op(), node.value)
        yield ast.Pass()
    elif isinstance(node, ast.If | ast.While):
        yield type(node)(ast.Constant(False), node.body, node.orelse)
        if isinstance(node, ast.If):
            yield ast.If(ast.Constant(True), node.body, node.orelse)
    elif (
        kind is ast.Break
        or kind is ast.Continue
        or (isinstance(node, ast.Assign | ast.Expr) and isinstance(owner, _BLOCKS))
    ):
        yield ast.Pass()


def _other_values(value):
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value - 1]
    if isinstance(value, float):
        return [value * 2, value / 2] if value else [1.0]
    return []


def _other_calls(call):
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in _CALLS:
        func = copy.deepcopy(call.func)
        if isinstance(func, ast.Attribute):
            func.attr = _CALLS[name]
        else:
            func.id = _CALLS[name]
        yield ast.Call(func, call.args, call.keywords)
    if name in _LEFT_OUT:
        is_method = isinstance(call.func, ast.Attribute) and not (
            isinstance(call.func.value, ast.Name) and call.func.value.id in ("np", "math")
        )
        if is_method:
            yield call.func.value
        elif call.args:
            yield call.args[0]
    for index in range(len(call.keywords)):
        yield ast.Call(call.func, call.args, call.keywords[:index] + call.keywords[index + 1 :])
    if name == "range" and len(call.args) == 1:
        for op in (ast.Add, ast.Sub):
            yield ast.Call(call.func, [ast.BinOp(call.args[0], op(), ast.Constant(1))], [])
