"""The part of a lesson's checks that runs beside student code: probes, and what they call.

Inputs are drawn outside. What draws them may know an answer, so it has no body here.
"""

import ast

from reglab.grading.calls import CallGraph
from reglab.grading.hollow import hollow
from reglab.grading.package import PACKAGE, module_path

__all__ = ["probing_sources"]

# What probing needs of the core; the rest of it judges.
_CORE = ("registry", "answers", "probing", "encoding", "predictions")
_COLUMNS = "reglab.checks.core.columns"  # of the core, but used for drawing only


def probing_sources(lessons):
    """The modules of the checks that are imported in the sandbox, and their texts.

    Parameters
    ----------
    lessons : iterable of str
        Such as ``"lasso"``.

    Returns
    -------
    dict of str
        By the module's name.
    """
    modules = _imported_modules(lessons)
    texts = {module: module_path(module).read_text(encoding="utf-8") for module in modules}
    cut = [m for m in modules if m == _COLUMNS or m.split(".")[2:3] not in ([], ["core"])]
    graph, needed = CallGraph(modules), set()
    for module in cut:
        texts[module], called = _without_draws(texts[module])
        needed |= {(module, name) for name in called} | set(graph.decorated(module))
    needed = graph.called_by(graph.resolved(needed))
    for module in cut:
        unneeded = {name for _, name in set(graph.functions(module)) - needed}
        texts[module] = hollow(texts[module], unneeded)
    return texts


def _without_draws(text):
    """A module that names nothing to draw with, and the names that it uses while it is loaded."""
    tree, called = ast.parse(text), set()
    for node in tree.body:
        is_function = isinstance(node, ast.FunctionDef)
        for part in node.decorator_list if is_function else [node]:
            for call in _calls_in(part):
                for keyword in call.keywords:
                    if keyword.arg == "draw":
                        keyword.value = ast.Constant(None)
                # What a call passes on may be part of a probe.
                called |= {n.id for n in ast.walk(call) if isinstance(n, ast.Name)}
    return ast.unparse(tree), called


def _calls_in(node):
    """The calls that a statement makes when it runs, so none of a lambda's or a method's."""
    new = [node]
    while new:
        part = new.pop()
        if isinstance(part, ast.Call):
            yield part
        if not isinstance(part, ast.Lambda | ast.FunctionDef):
            new += ast.iter_child_nodes(part)


def _imported_modules(lessons):
    """The modules of the checks that the probes import, followed import by import."""
    new = [f"reglab.checks.{lesson}.probes" for lesson in lessons]
    new += [f"reglab.checks.core.{name}" for name in _CORE]
    found = []
    while new:
        module = new.pop()
        path = module_path(module)
        if module in found or not path.is_file():
            continue
        found.append(module)
        parent = module.rpartition(".")[0]
        if parent.startswith("reglab.checks."):
            new.append(parent)
        new += [name for name in _imports(path) if name.startswith("reglab.checks.")]
    return found


def _imports(path):
    """Absolute names that a module imports while it is loaded; functions may be among them."""
    package = ["reglab", *path.relative_to(PACKAGE).parent.parts]
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*base, *filter(None, [node.module])])
            yield name
            yield from (f"{name}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
