"""The rules about names: which cells may bind graded names, and what experiments may define."""

from collections.abc import Callable, Iterator

from reglab.course.exercises import graded_call
from reglab.course.source import Source
from reglab.course.syntax import bound, parse, reads


def name_findings(source: Source, names: Callable[[str], tuple[str, ...]]) -> Iterator[str]:
    """Yield a finding if a graded name is bound elsewhere than in its answer cell.

    ``from sklearn.linear_model import lasso_path`` in a later cell would replace the
    student's function, and the check would judge the library's.

    Parameters
    ----------
    source : Source
        It must obey the rules in `rules`.
    names : callable
        ``names(exercise_id) -> tuple of str``: the names that the exercise looks up.

    Yields
    ------
    str
        One finding each.
    """
    owners: dict[str, set[str]] = {}
    for cell in source.cells:
        if cell.is_autograded:
            call = graded_call(cell.text)
            if call.kind != "predict":
                answer = cell.id.rpartition("-")[0]
                for name in names(call.exercise):
                    owners.setdefault(name, set()).add(answer)
    unbound = set(owners)
    for cell in _code(source):
        binds = bound(parse(cell.text))
        if "*" in binds and owners:
            yield f"{cell.where}: expected imports by name, got a star import"
        for name in sorted(binds & owners.keys()):
            if cell.id in owners[name]:
                unbound.discard(name)
            else:
                where = " or ".join(sorted(owners[name]))
                yield f"{cell.where}: expected {name} to be bound in {where} only, got it here"
    for name in sorted(unbound):
        where = " or ".join(sorted(owners[name]))
        yield f"{source.label}: expected {name} to be bound in {where}, got it nowhere"


def cost_findings(source: Source) -> Iterator[str]:
    """Yield a finding if an answer or a graded cell reads a name from an experiment.

    Cells tagged `experiment` are left out while grading. What a later cell computes from
    such a name depends on the experiment, too, until a cell binds the name again.

    Parameters
    ----------
    source : Source
        It must obey the rules in `rules`.

    Yields
    ------
    str
        One finding each.
    """
    origin: dict[str, str] = {}  # name -> the experiment it comes from
    for cell in _code(source):
        tree = parse(cell.text)
        needed = sorted(reads(tree) & origin.keys())
        if cell.is_experiment:
            if cell.grading:
                yield f"{cell.where}: expected no experiment tag on a cell that is graded"
            origin |= dict.fromkeys(bound(tree), cell.id)
            continue
        if cell.is_answer or cell.is_graded:
            for name in needed:
                yield (
                    f"{cell.where}: expected {name} from a cell that is always run, "
                    f"got it from the experiment in {origin[name]}"
                )
        for name in bound(tree):
            if needed and not cell.grading:
                origin[name] = origin[needed[0]]
            else:
                origin.pop(name, None)


def _code(source):
    return (cell for cell in source.cells if cell.kind == "code")
