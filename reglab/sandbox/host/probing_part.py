"""The part of a lesson's exercises that runs in the sandbox: the calls, and what they need.

The file of an exercise also contains draws, judges, the reference and known mistakes. So the
part for the sandbox is cut out of the syntax tree, and only what is recognized is copied: of an
exercise its id, title, names, arguments and what it forbids; of a property its title and its
call. Everything else is left out.
"""

import ast
from collections.abc import Iterable

from reglab.checks.model import Exercise, registry
from reglab.sandbox.host.exercise_file import EXERCISES, ExerciseFile, NotCut, is_exercises, judges
from reglab.sandbox.host.package import imports, module_path, module_text

__all__ = ["probing_sources"]

GUEST = "reglab.sandbox.guest"


def probing_sources(lessons: Iterable[str]) -> dict[str, str]:
    """Return the modules of checks and exercises that the sandbox imports, with their texts.

    Parameters
    ----------
    lessons : iterable of str
        Their names, such as ``"lasso"``.

    Returns
    -------
    dict of str
        Texts by the module's name.

    Raises
    ------
    NotCut
        If the copied part would lack a property, or would need something that is not copied.
    """
    cut = _Cut()
    cut.whole(EXERCISES)
    for lesson in lessons:
        cut.whole(f"{EXERCISES}.{lesson}")
        for item in registry.items_of(lesson).values():
            if isinstance(item, Exercise):
                cut.exercise(item)
    texts = cut.texts()
    texts |= {module: module_text(module) for module in _checks_imported(texts)}
    return texts


class _Cut:
    """The statements of each module that are taken, by the names that they bind."""

    def __init__(self):
        self._modules, self._whole = {}, set()

    def whole(self, package):
        """Take a package's ``__init__``, which contains only a docstring."""
        self._whole.add(package)

    def exercise(self, exercise):
        """Take the probing part of an exercise."""
        module = self._module(registry.module_of(exercise.id))
        found = module.declare(exercise.id)
        if found != list(exercise.properties):
            raise NotCut(
                f"{exercise.id}: properties at the top level of {module.name} must be "
                f"{list(exercise.properties)}, with literal names, got {found}"
            )
        self._follow(module)

    def texts(self):
        """The text of each module from which something was taken."""
        self._demand_apart()
        taken = {name: module.text() for name, module in self._modules.items()}
        return {name: "" for name in self._whole} | {n: text for n, text in taken.items() if text}

    def _demand_apart(self):
        """Raise `NotCut` if something was taken that judges, or that a reference consists of."""
        for module in self._modules.values():
            module.demand_judges_apart()
        new = set().union(*(module.references for module in self._modules.values()))
        seen = set()
        while new:
            home, name = new.pop()
            seen.add((home, name))
            if is_exercises(home):
                new |= self._module(home).demand_reference_apart(name) - seen

    def _module(self, name):
        if name not in self._modules:
            self._modules[name] = ExerciseFile(name)
        return self._modules[name]

    def _follow(self, module):
        """Take what is needed from other modules of exercises, and in turn what that needs."""
        for home, name in module.new_needs():
            target = self._module(home)
            target.take(name)
            self._follow(target)


def _checks_imported(texts):
    """The modules of the checks that the guest and these texts import, directly or indirectly."""
    new = {name for module in _guest_modules() for name in imports(module)}
    for text in texts.values():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and node.module:
                new |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    found = set()
    while new:
        module = new.pop()
        ours = module.startswith("reglab.checks.") and module not in found
        if ours and module_path(module).is_file():
            if judges(module):
                raise NotCut(f"{module} is for judging and must not be imported in the sandbox")
            found.add(module)
            new |= {*imports(module), module.rpartition(".")[0]}
    return found


def _guest_modules():
    folder = module_path(GUEST).parent
    return [f"{GUEST}.{path.stem}" for path in folder.glob("*.py") if path.stem != "__init__"]
