"""One file of exercises, and its statements that are copied into the sandbox."""

import ast

from reglab._syntax import bound_names, looked_up_names
from reglab.sandbox.errors import SandboxError
from reglab.sandbox.host.package import module_path, module_text

__all__ = ["EXERCISES", "ExerciseFile", "NotCut", "is_exercises", "judges"]

EXERCISES = "reglab.exercises"
# The keywords of an exercise and of a property that are copied.
OF_EXERCISE = ("id", "title", "points", "names", "arguments", "forbid", "value")
OF_PROPERTY = ("title", "call", "name")
# Parts of the checks that a call may import. The others judge.
OF_CHECKS = ("reglab.checks.model", "reglab.checks.probing")


class NotCut(SandboxError):
    """The calls of an exercise can't be separated from the rest of its file."""


class ExerciseFile:
    """One file of exercises: what it defines, and which parts are taken for the sandbox."""

    def __init__(self, name: str):
        self.name = name
        self._taken: dict[str, ast.stmt] = {}
        self._declared: list[ast.stmt] = []
        self._asked: list[tuple[str, str]] = []
        self._private: set[str] = set()
        self._body = ast.parse(module_text(name)).body
        self._defined = {bound: node for node in self._body for bound in bound_names(node)}
        # Read before `declare` cuts them out of the declarations.
        self.references = self._references()

    def declare(self, id: str) -> list[str | None]:
        """Take an exercise's declarations and return the names of its properties, in order."""
        found: list[str | None] = []
        variable: str | None = None
        for node in self._body:
            match node:
                case ast.Assign(targets=[ast.Name(name)], value=ast.Call() as call) if (
                    ast.unparse(call.func) == "Exercise" and _literal(call, "id", 0) == id
                ):
                    variable = name
                    call.keywords = [k for k in call.keywords if k.arg in OF_EXERCISE]
                    self._declare(node)
                    self._taken[variable] = node
                case (
                    ast.FunctionDef(decorator_list=[ast.Call(func=func) as call, *_])
                    | ast.Expr(value=ast.Call(func=func) as call)
                ) if variable and ast.unparse(func) == f"{variable}.property":
                    found.append(_literal(call, "name") or getattr(node, "name", None))
                    self._private |= _looked_up_by(call, "judge") - {variable}
                    self._declare(_without_judge(call, found[-1]))
        return found

    def demand_judges_apart(self) -> None:
        """Raise `NotCut` if a call uses what a judge uses by name."""
        for name in sorted(self._private & self._taken.keys()):
            self._demand_apart(name, "is for judging")

    def demand_reference_apart(self, name: str) -> set[tuple[str, str]]:
        """Raise `NotCut` if a call uses a name that a reference uses, or is.

        Returns
        -------
        set of (str, str)
            The ``(module, name)`` of exercises' files that the name uses in turn.
        """
        node = self._defined.get(name)
        if node is None or _declares(node):
            return set()
        if isinstance(node, ast.ImportFrom):
            return set(self._imported(node, name, node))
        if name in self._taken and not _is_constant(node):
            self._demand_apart(name, "is a reference or is used by one")
        return self._used(node)

    def _references(self):
        """The ``(module, name)`` that the references of all exercises of the file use."""
        nodes = (node for statement in self._body for node in ast.walk(statement))
        calls = [node for node in nodes if isinstance(node, ast.Call)]
        exercises = [call for call in calls if ast.unparse(call.func) == "Exercise"]
        values = [k.value for call in exercises for k in call.keywords if k.arg == "reference"]
        return set().union(*(self._used(ast.Expr(value)) for value in values))

    def _used(self, node):
        """The ``(module, name)`` that a statement uses, found through its imports."""
        found = set()
        for name in looked_up_names(node) & self._defined.keys():
            statement = self._defined[name]
            if isinstance(statement, ast.ImportFrom):
                found |= set(self._imported(statement, name, node))
            else:
                found.add((self.name, name))
        return found

    def _demand_apart(self, name, why):
        if not isinstance(self._taken[name], ast.Import | ast.ImportFrom):
            raise NotCut(f"{self.name}: a call uses {name}, which {why}")

    def take(self, name: str) -> None:
        """Take the statement that binds a name, and all that it needs from this file."""
        if name in self._taken:
            return
        node = self._defined.get(name)
        if node is None:
            raise NotCut(f"{self.name}: {name} must be bound at the top level")
        if _declares(node):
            raise NotCut(f"{self.name}: a call needs {name}, which declares part of an exercise")
        if (
            isinstance(node, ast.Assign)
            and len(bound_names(node)) > 1
            and not _is_plain(node.value)
        ):
            raise NotCut(f"{self.name}: {name} must have its own assignment")
        self._taken[name] = node
        if not isinstance(node, ast.Import | ast.ImportFrom):
            self._need(node)

    def new_needs(self) -> list[tuple[str, str]]:
        """Return the ``(module, name)`` needed from other files since the last call."""
        needs, self._asked = self._asked, []
        return needs

    def text(self) -> str:
        """Return what was taken, in the order of the file."""
        kept = {id(node): node for node in [*self._taken.values(), *self._declared]}
        nodes = sorted(kept.values(), key=lambda node: node.lineno)
        return "\n".join(map(self._written, nodes))

    def _declare(self, node):
        self._declared.append(node)
        self._need(node)

    def _need(self, node):
        """Take the names that a statement looks up, and note those of other modules."""
        for name in sorted(looked_up_names(node) & self._defined.keys()):
            self.take(name)
            if isinstance(self._defined[name], ast.ImportFrom):
                self._need_import(self._defined[name], name, node)
        for inner in ast.walk(node):
            if isinstance(inner, ast.ImportFrom):
                for alias in inner.names:
                    self._ask(inner.module, alias.name)

    def _need_import(self, statement, name, node):
        for module, asked in self._imported(statement, name, node):
            self._ask(module, asked)

    def _imported(self, statement, name, node):
        """The ``(module, name)`` that a node uses through an imported name."""
        (alias,) = [a for a in statement.names if (a.asname or a.name) == name]
        whole = f"{statement.module}.{alias.name}"
        if is_exercises(whole) and module_path(whole).is_file():
            return [(whole, attribute) for attribute in _attributes(node, name)]
        return [(statement.module, alias.name)]

    def _ask(self, module, name):
        if is_exercises(module):
            self._asked.append((module, name))
        elif module and judges(module):
            raise NotCut(f"{self.name}: a call needs {module}.{name}, which is for judging")

    def _written(self, node):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [a for a in node.names if (a.asname or a.name.split(".")[0]) in self._taken]
            return ast.unparse(type(node)(**{**vars(node), "names": names}))
        return ast.unparse(node)


def judges(module: str) -> bool:
    """Return whether a module is in the checks, outside of the parts that a call may import."""
    apart = any(_is_below(part, module) for part in OF_CHECKS)
    return _is_below("reglab.checks", module) and not apart


def _without_judge(call, name):
    """``X.property(title, call=..., name=...)(None)``: a property without draw and judge."""
    title = [*call.args[:1], *(k.value for k in call.keywords if k.arg == "title")]
    if any(isinstance(node, ast.Call) for part in title for node in ast.walk(part)):
        raise NotCut(f"property {name}: the title must be a literal, got a call")
    kept = [k for k in call.keywords if k.arg in OF_PROPERTY and k.arg != "name"]
    kept.append(ast.keyword("name", ast.Constant(name)))
    cut = ast.Call(call.func, call.args[:1], kept)
    node = ast.Expr(ast.Call(cut, [ast.Constant(None)], []))
    return ast.fix_missing_locations(ast.copy_location(node, call))


def _literal(call, name, position=None):
    """The literal value of an argument in a call; None if there is none."""
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
    """Whether an expression consists of literals only."""
    try:
        ast.literal_eval(node)
    except ValueError:
        return False
    return True


def _is_constant(node):
    """Whether a statement binds names to literals only."""
    return isinstance(node, ast.Assign | ast.AnnAssign) and _is_plain(node.value)


def _declares(node):
    """Whether a statement declares an exercise, a prediction, a property or a mistake."""
    if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Call):
        return ast.unparse(node.value.func) in ("Exercise", "Prediction")
    calls = [d for d in getattr(node, "decorator_list", []) if isinstance(d, ast.Call)]
    return any(getattr(call.func, "attr", "") in ("property", "mistake") for call in calls)


def _attributes(node, name):
    """The attributes of a name, such as an imported module, that a node reads."""
    return {
        part.attr
        for part in ast.walk(node)
        if isinstance(part, ast.Attribute)
        and isinstance(part.value, ast.Name)
        and part.value.id == name
    }


def is_exercises(module: str | None) -> bool:
    """Return whether a module is in the package of exercises."""
    return module is not None and _is_below(EXERCISES, module)


def _is_below(package, module):
    return f"{module}.".startswith(f"{package}.")
