"""A module without its answers: the same names, and bodies that only say that they are gone."""

import ast

__all__ = ["hollow"]

_GONE = "raise RuntimeError('reglab hides this function while it grades')"
# Never reached. It makes the compiler prepare what `super()` needs, so that the body can be
# put back into the same function, see `reglab.inside.restore`.
_METHOD = "__class__"


def hollow(source, names=None):
    """Take the body out of the functions of a module, methods included.

    What else stands in the module stays, so that other modules can still import
    it: constants, classes, imports.

    Parameters
    ----------
    source : str
    names : set of str, optional
        Of functions and classes at the top level; all functions, wherever they are, if not given.

    Returns
    -------
    str

    Examples
    --------
    >>> print(hollow("K = 2\\ndef double(x):\\n    'Twice.'\\n    return K * x"))
    K = 2
    <BLANKLINE>
    def double(x):
        raise RuntimeError('reglab hides this function while it grades')
    """
    tree = ast.parse(source)
    for index, node in enumerate(tree.body):
        if names is None or getattr(node, "name", None) in names:
            tree.body[index] = _Hollow().visit(node)
    return ast.unparse(tree)


class _Hollow(ast.NodeTransformer):
    def visit_FunctionDef(self, node):
        names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
        gone = [_GONE, *([_METHOD] if names & {"super", "__class__"} else [])]
        node.body = ast.parse("\n".join(gone)).body
        return node

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node):
        node.body = ast.Constant(None)
        return node
