"""The parts of an exercise, and how a lesson declares them.

An exercise is declared in two halves. `probes.py` makes the `Exercise` and its
properties (what to draw, what to call): all that the student's side needs.
`judges.py` and `bank.py` attach judges, the reference and the known mistakes:
the grader's side only.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from .verdict import PASSED, failed

__all__ = ["INPUTS_UNCHANGED", "Exercise", "Misconception", "Property"]

INPUTS_UNCHANGED = "inputs_unchanged"


@dataclass
class Property:
    """One thing that a correct answer does.

    Attributes
    ----------
    name, title : str
        `title` is what a student reads beside the tick or the cross.
    draw : callable
        ``draw(rng)`` gives the data of one case (a dict of plain inputs) or a
        list of cases, smallest first: the first that fails is the one shown.
    probe : callable
        ``probe(answers, data)`` gives a dict of outputs: the only code that
        touches the student's objects.
    returns : dict of schema
        What each output must look like.
    after : str or None
        A property that must pass before this one counts.
    statistical : bool
        Fails only if it fails on two independent draws.
    exhaustive : bool
        The cases are the same for every seed, as they are all that there are.
    judge : callable
        ``judge(data, outputs)`` gives a `Verdict`.
    """

    name: str
    title: str
    draw: Callable
    probe: Callable
    returns: dict
    after: str | None = None
    statistical: bool = False
    exhaustive: bool = False
    judge: Callable | None = None

    @property
    def attempts(self):
        """How many independent draws are probed."""
        return 2 if self.statistical else 1

    def validate(self, raw, data):
        """The outputs of one case as judges see them; a `SchemaError` if they do not fit."""
        return {name: s.validate(raw[name], data, name) for name, s in self.returns.items()}


@dataclass(frozen=True)
class Misconception:
    """A known wrong answer: runnable code, a name, and a hint of its own.

    Where outputs are random, or depend on a free choice such as a step size,
    equality cannot recognize it. Then `signature` is a property's name and a
    function ``recognize(data, outputs)`` that must hold on all of its cases.
    """

    name: str
    hint: str
    answers: dict
    signature: tuple[str, Callable] | None = None


@dataclass
class Exercise:
    """One exercise: what is asked for, what it is worth, what a correct answer does.

    Parameters
    ----------
    id : str
        ``"lesson.name"``; the last part is the name that is looked up.
    title : str
    points : int
        0 for an exercise that is for practice only.
    names : tuple of str, optional
        The graded names, if there are more than the last part of `id`.
    uses : tuple of str
        Ids of earlier exercises whose answers this one calls.
    forbid : tuple of str
        What an answer may not call: ``"module:function"`` or ``"module"``.

    Raises
    ------
    ValueError
        If `points` is no whole number from 0, a tuple was written as text, or
        `forbid` names a whole room.
    """

    id: str
    title: str
    points: int
    names: tuple = ()
    uses: tuple = ()
    forbid: tuple = ()
    properties: dict = field(default_factory=dict)
    misconceptions: list = field(default_factory=list)
    reference: dict = field(default_factory=dict)

    def __post_init__(self):
        if type(self.points) is not int or self.points < 0:
            raise ValueError(f"{self.id}: expected a whole number of points, 0 or more")
        for name in ("names", "uses", "forbid"):
            if isinstance(getattr(self, name), str):
                raise ValueError(f"{self.id}: expected a tuple for {name}, got text")
        for target in self.forbid:
            if ":" not in target and target.count(".") < 1:
                raise ValueError(f"{self.id}: forbid a module or a function, not all of {target}")
            if ":" not in target and target.startswith("reglab.") and target.count(".") < 2:
                raise ValueError(f"{self.id}: forbid a file or a function, not the room {target}")
        self.names = tuple(self.names) or (self.id.rpartition(".")[2],)

    @property
    def core(self):
        """The first property: the one that the automatic ones come after."""
        return next(iter(self.properties.values()))

    def property(self, title, *, draw, returns, after=None, statistical=False, exhaustive=False):
        """Declare a property; decorates its probe, whose name becomes the property's."""

        def attach(probe):
            name = probe.__name__
            if name in self.properties:
                raise ValueError(f"{self.id}: property {name} is declared twice")
            if after is not None and after not in self.properties:
                raise ValueError(f"{self.id}.{name}: after={after!r} is no earlier property")
            self.properties[name] = Property(
                name, title, draw, probe, returns, after, statistical, exhaustive
            )
            return probe

        return attach

    def judge(self, name):
        """Declare the judge of a property; decorates ``judge(data, outputs)``."""

        def attach(judge):
            self.properties[name].judge = judge
            return judge

        return attach

    def misconception(self, name, *, hint, signature=None, answer=None):
        """Declare a known wrong answer; decorates the wrong function.

        `answer` says which of the exercise's names it stands for (the first, if
        not given); the others are taken from the reference.
        """
        if signature is not None and signature[0] not in self.properties:
            raise ValueError(f"{self.id}, {name!r}: {signature[0]!r} is no property")
        if answer is not None and answer not in self.names:
            raise ValueError(f"{self.id}, {name!r}: expected one of {self.names}, got {answer!r}")

        def attach(function):
            answers = {**self.reference, (answer or self.names[0]): function}
            self.misconceptions.append(Misconception(name, hint, answers, signature))
            return function

        return attach


def judge_inputs_unchanged(mutated):
    """The property that every exercise has: the arguments come back as they went in."""
    if not mutated:
        return PASSED
    return failed(
        f"Your code changes its argument {mutated[0]} in place. The caller still needs it: copy "
        "what you change. (The copy of a dict or a list still shares its arrays.)"
    )
