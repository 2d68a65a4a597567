"""One file of exercises, and the statements of it that run beside student code."""

import ast

from reglab._syntax import bound_names, looked_up_names
from reglab.sandbox.errors import SandboxError
from reglab.sandbox.host.package import module_path, module_text

__all__ = ["EXERCISES", "ExerciseFile", "NotCut", "judges"]

EXERCISES = "reglab.exercises"
# The keywords of an exercise and of a property that travel.
OF_EXERCISE = ("id", "title", "points", "names", "arguments", "forbid")
OF_PROPERTY = ("title", "call", "name")
# Parts of the checks that a call may import. The rest judges.
OF_CHECKS = ("reglab.checks.model", "reglab.checks.probing")


class NotCut(SandboxError):
    """An exercise is written in a way in which its calls can't be told from the rest."""


class ExerciseFile:
    """One file of exercises: what it defines, and what of that is taken."""

    def __init__(self, name):
        self.name, self._taken, self._declared, self._asked = name, {}, [], []
        self._body = ast.parse(module_text(name)).body
        self._defined = {bound: node for node in self._body for bound in bound_names(node)}

    def declare(self, id):
        """Take an exercise's declarations; the names of its properties, in order."""
        found, variable, private = [], None, set()
        for node in self._body:
            match node:
                case ast.Assign(targets=[ast.Name(name)], value=ast.Call() as call) if (
                    ast.unparse(call.func) == "Exercise" and _literal(call, "id", 0) == id
                ):
                    variable = name
                    private |= _looked_up_by(call, "reference")
                    call.keywords = [k for k in call.keywords if k.arg in OF_EXERCISE]
                    self._declare(node)
                    self._taken[variable] = node
                case (
                    ast.FunctionDef(decorator_list=[ast.Call(func=func) as call, *_])
                    | ast.Expr(value=ast.Call(func=func) as call)
                ) if variable and ast.unparse(func) == f"{variable}.property":
                    found.append(_literal(call, "name") or getattr(node, "name", None))
                    private |= _looked_up_by(call, "judge") - {variable}
                    self._declare(_without_judge(call, found[-1]))
        self._demand_apart(private)
        return found

    def _demand_apart(self, private):
        """What judges or is a reference must not come along because a call uses it, too."""
        for name in sorted(private & self._taken.keys()):
            if not isinstance(self._taken[name], ast.Import | ast.ImportFrom):
                raise NotCut(f"{self.name}: {name} is used by a call, and judges or is a reference")

    def take(self, name):
        """Take the statement that binds a name, with all that it needs here."""
        if name in self._taken:
            return
        node = self._defined.get(name)
        if node is None:
            raise NotCut(f"{self.name}: expected {name} to be bound at the top level")
        if _declares(node):
            raise NotCut(f"{self.name}: a call needs {name}, which declares part of an exercise")
        if (
            isinstance(node, ast.Assign)
            and len(bound_names(node)) > 1
            and not _is_plain(node.value)
        ):
            raise NotCut(f"{self.name}: expected {name} to have an assignment of its own")
        self._taken[name] = node
        if not isinstance(node, ast.Import | ast.ImportFrom):
            self._need(node)

    def new_needs(self):
        """The ``(module, name)`` that are needed elsewhere, since this was last asked."""
        needs, self._asked = self._asked, []
        return needs

    def text(self):
        """What was taken, in the order of the file."""
        kept = {id(node): node for node in [*self._taken.values(), *self._declared]}
        nodes = sorted(kept.values(), key=lambda node: node.lineno)
        return "\n".join(map(self._written, nodes))

    def _declare(self, node):
        self._declared.append(node)
        self._need(node)

    def _need(self, node):
        """Take the names that a statement looks up, and ask for those of other modules."""
        for name in sorted(looked_up_names(node) & self._defined.keys()):
            self.take(name)
            if isinstance(self._defined[name], ast.ImportFrom):
                self._need_import(self._defined[name], name, node)
        for inner in ast.walk(node):
            if isinstance(inner, ast.ImportFrom):
                for alias in inner.names:
                    self._ask(inner.module, alias.name)

    def _need_import(self, statement, name, node):
        (alias,) = [a for a in statement.names if (a.asname or a.name) == name]
        whole = f"{statement.module}.{alias.name}"
        if _is_exercises(whole) and module_path(whole).is_file():
            for attribute in _attributes(node, name):
                self._ask(whole, attribute)
        else:
            self._ask(statement.module, alias.name)

    def _ask(self, module, name):
        if _is_exercises(module):
            self._asked.append((module, name))
        elif module and judges(module):
            raise NotCut(f"{self.name}: a call needs {module}.{name}, which judges")

    def _written(self, node):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [a for a in node.names if (a.asname or a.name.split(".")[0]) in self._taken]
            return ast.unparse(type(node)(**{**vars(node), "names": names}))
        return ast.unparse(node)


def judges(module):
    """Whether a module belongs to the checks, and not to the parts that a call may import."""
    apart = any(_is_below(part, module) for part in OF_CHECKS)
    return _is_below("reglab.checks", module) and not apart


def _without_judge(call, name):
    """``X.property(title, call=..., name=...)(None)``: a property without draw and judge."""
    title = [*call.args[:1], *(k.value for k in call.keywords if k.arg == "title")]
    if any(isinstance(node, ast.Call) for part in title for node in ast.walk(part)):
        raise NotCut(f"property {name}: expected a title that is not computed")
    kept = [k for k in call.keywords if k.arg in OF_PROPERTY and k.arg != "name"]
    kept.append(ast.keyword("name", ast.Constant(name)))
    cut = ast.Call(call.func, call.args[:1], kept)
    node = ast.Expr(ast.Call(cut, [ast.Constant(None)], []))
    return ast.fix_missing_locations(ast.copy_location(node, call))


def _literal(call, name, position=None):
    """The literal text that a call is given for an argument; None if there is none."""
    values = [k.value for k in call.keywords if k.arg == name]
    if position is not None:
        values = [*call.args[position : position + 1], *values]
    found = [v.value for v in values if isinstance(v, ast.Constant)]
    return found[0] if found else None


def _looked_up_by(call, keyword):
    """The names that the value of a keyword looks up."""
    values = [k.value for k in call.keywords if k.arg == keyword]
    return set().union(*(looked_up_names(ast.Expr(value)) for value in values))


def _is_plain(node):
    """Whether an expression is made of literals alone."""
    try:
        ast.literal_eval(node)
    except ValueError:
        return False
    return True


def _declares(node):
    """Whether a statement declares an exercise, a prediction, a property or a mistake."""
    if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call):
        return ast.unparse(node.value.func) in ("Exercise", "Prediction")
    calls = [d for d in getattr(node, "decorator_list", []) if isinstance(d, ast.Call)]
    return any(getattr(call.func, "attr", "") in ("property", "mistake") for call in calls)


def _attributes(node, name):
    """What is read of a module that is known by a name."""
    return {
        part.attr
        for part in ast.walk(node)
        if isinstance(part, ast.Attribute)
        and isinstance(part.value, ast.Name)
        and part.value.id == name
    }


def _is_exercises(module):
    return module is not None and _is_below(EXERCISES, module)


def _is_below(package, module):
    return f"{module}.".startswith(f"{package}.")
