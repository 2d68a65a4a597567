"""The parts of an exercise, and how its file declares them.

An exercise is one file, `reglab/exercises/<lesson>/<name>.py`. It states each property once: its
title, its inputs (`draw`), what is called (`call`) and what is required (the judge). Only the
calls run in the same process as student code; see `reglab.sandbox.host.probing_part`.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reglab.checks.model.verdict import PASSED, Verdict, failed

__all__ = ["INPUTS_UNCHANGED", "KINDS", "Exercise", "Mistake", "Property"]

INPUTS_UNCHANGED = "inputs_unchanged"
# The share of the points for it, in an exercise with aspects.
UNCHANGED_SHARE = 0.1
# What a known mistake is: one slip, one of two ideas missing, or no right idea.
KINDS = ("slip", "half", "wrong")


def _nothing(rng):
    return {}


@dataclass
class Property:
    """One thing that a correct answer does.

    Attributes
    ----------
    name, title : str
        `title` is what a student reads beside the tick or the cross.
    draw : callable
        ``draw(rng)`` returns the data of one case (a dict of plain inputs) or a list of cases,
        smallest first: students see the first one that fails.
    call : callable
        ``call(answers, data)`` returns a dict of outputs. It is the only code that touches the
        student's objects.
    returns : dict of schema
        What each output must look like.
    after : str or None
        A property that must pass before this one counts.
    statistical : bool
        Fails only if it fails on two independent draws.
    exhaustive : bool
        The cases are the same for every seed, because there are no others.
    judge : callable
        ``judge(data, outputs)`` returns a `Verdict`.
    aspect : str
        The aspect of the exercise that it belongs to, if the exercise has aspects.
    """

    name: str
    title: str
    draw: Callable
    call: Callable
    returns: dict
    after: str | None = None
    statistical: bool = False
    exhaustive: bool = False
    judge: Any = None
    aspect: str = ""

    @property
    def attempts(self) -> int:
        """How many independent draws are tried."""
        return 2 if self.statistical else 1

    def validate(self, raw: dict, data: dict) -> dict:
        """Return the outputs of one case as judges see them.

        Raises
        ------
        SchemaError
            If an output does not fit its schema.
        """
        return {name: s.validate(raw[name], data, name) for name, s in self.returns.items()}


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer: runnable code, a name, and its own hint.

    Random outputs, and outputs that depend on a free choice such as a step size, cannot be
    compared. Then `signature` is the name of a property and a function ``recognize(data,
    outputs)`` that must hold on all cases of that property.

    `kind` is ``"slip"`` (a sign, a factor, one edge case), ``"half"`` (one of two ideas) or
    ``"wrong"``. It decides what the mistake earns at least, see `reglab.checks.judging.floors`.
    """

    name: str
    hint: str
    answers: dict
    signature: tuple[str, Callable] | None = None
    kind: str = ""


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
        The graded names, if not only the last part of `id`.
    arguments : tuple of str, optional
        The names in the data of a case that the answer is called with. Properties call it like
        this unless they have their own `call`.
    returns : schema, optional
        The schema of what such a call returns.
    uses : tuple of str
        Ids of earlier exercises whose answers this one calls.
    forbid : tuple of str
        What an answer may not call: ``"module:function"`` or ``"module"``.
    reference : callable or dict of callable
        The correct answer; a dict by name if there are several.
    aspects : dict of float, optional
        What the points are for, such as ``{"weights": 3, "intercept": 1}``, with weights. Each
        property belongs to one of them, and those of an aspect share its part equally. By
        default all properties share the points equally.
    value : bool
        Whether the answer is a value, such as a text, and not a function. In a call
        ``answers.name()`` returns it. There are no arguments that could be changed, so the
        automatic property is missing.

    Attributes
    ----------
    properties : dict of Property
    mistakes : list of Mistake

    Raises
    ------
    ValueError
        If `points` is not a whole number >= 0, a tuple was written as text, `forbid` names a
        whole room, or the weight of an aspect is not above 0.
    """

    id: str
    title: str
    points: int
    names: tuple = ()
    arguments: tuple = ()
    returns: object = None
    uses: tuple = ()
    forbid: tuple = ()
    reference: Any = field(default_factory=dict)
    aspects: dict[str, float] = field(default_factory=dict)
    value: bool = False
    properties: dict = field(default_factory=dict, init=False)
    mistakes: list = field(default_factory=list, init=False)

    def __post_init__(self):
        if type(self.points) is not int or self.points < 0:
            raise ValueError(f"{self.id}: points must be a whole number >= 0, got {self.points!r}")
        for name in ("names", "arguments", "uses", "forbid"):
            if isinstance(getattr(self, name), str):
                raise ValueError(f"{self.id}: {name} must be a tuple, got text")
        for target in self.forbid:
            if ":" not in target and target.count(".") < 1:
                raise ValueError(
                    f"{self.id}: forbid must name a module or a function, got all of {target}"
                )
            if ":" not in target and target.startswith("reglab.") and target.count(".") < 2:
                raise ValueError(
                    f"{self.id}: forbid must name a file or a function, got the room {target}"
                )
        if not all(weight > 0 for weight in self.aspects.values()):
            raise ValueError(f"{self.id}: weights of aspects must be above 0, got {self.aspects}")
        self.names = tuple(self.names) or (self.id.rpartition(".")[2],)
        if callable(self.reference):
            self.reference = {self.names[0]: self.reference}

    @property
    def core(self) -> Property:
        """The first property, which the automatic one waits for."""
        return next(iter(self.properties.values()))

    def shares(self) -> dict[str, float]:
        """Return the share of the points of each property, the automatic one included."""
        automatic = [] if self.value else [INPUTS_UNCHANGED]
        if not self.aspects:
            names = [*self.properties, *automatic]
            return dict.fromkeys(names, 1 / len(names))
        rest = dict.fromkeys(automatic, UNCHANGED_SHARE)
        sizes = Counter(prop.aspect for prop in self.properties.values())
        one = (1 - sum(rest.values())) / sum(self.aspects[aspect] for aspect in sizes)
        found = {
            prop.name: one * self.aspects[prop.aspect] / sizes[prop.aspect]
            for prop in self.properties.values()
        }
        return found | rest

    def property(
        self,
        title: str,
        *,
        draw: Callable | None = None,
        call: Callable | None = None,
        returns: dict | None = None,
        after: str | None = None,
        aspect: str = "",
        statistical: bool = False,
        exhaustive: bool = False,
        judge: Callable | None = None,
        name: str | None = None,
    ) -> Callable:
        """Declare a property. As a decorator it takes the judge, whose name the property gets.

        Parameters
        ----------
        title, draw, call, after, aspect, statistical, exhaustive
            See `Property`. Without a `call`, the answer is called with the exercise's `arguments`.
            For a value nothing is drawn.
        returns : dict of schema, optional
            The exercise's `returns` by default.
        judge : callable, optional
            If given, nothing is decorated, and `name` is the name of the property.
        name : str, optional

        Returns
        -------
        callable
            The decorator, or the judge if it was given.

        Raises
        ------
        ValueError
            If the name is taken, `after` is not an earlier property, `aspect` is none of the
            exercise's, or there is nothing to call.
        """
        if call is None and not self.arguments:
            raise ValueError(f"{self.id}, {title!r}: expected a call, or arguments of the exercise")
        if returns is None:
            returns = {self.names[0]: self.returns}
        if self.value:  # it has no inputs
            draw, exhaustive = _nothing, True

        def attach(judge):
            key = name or judge.__name__
            if not key.isidentifier():
                raise ValueError(f"{self.id}, {title!r}: expected a name, got {key!r}")
            if key in self.properties:
                raise ValueError(f"{self.id}: property {key} is declared twice")
            if after is not None and after not in self.properties:
                raise ValueError(f"{self.id}.{key}: after={after!r} is not an earlier property")
            if (aspect or self.aspects) and aspect not in self.aspects:
                known = list(self.aspects)
                raise ValueError(f"{self.id}.{key}: aspect must be one of {known}, got {aspect!r}")
            asked = call or self._call
            self.properties[key] = Property(
                key, title, draw, asked, returns, after, statistical, exhaustive, judge, aspect
            )
            return judge

        return attach if judge is None else attach(judge)

    def _call(self, answers, data):
        key = self.names[0]
        return {key: getattr(answers, key)(*(data[name] for name in self.arguments))}

    def mistake(
        self,
        name: str,
        hint: str,
        function: Callable | dict[str, Callable] | None = None,
        signature: tuple[str, Callable] | None = None,
        *,
        kind: str = "",
        answer: str | None = None,
    ) -> Callable:
        """Declare a known mistake. Without a `function`, it decorates the wrong function.

        Parameters
        ----------
        name, hint : str
        function : callable or dict of callable, optional
            A dict by name if it replaces several of the exercise's names.
        signature : (str, callable), optional
            See `Mistake`.
        kind : {"slip", "half", "wrong"}
            See `Mistake`. Without one, the mistake has no floor, and the matrix asks for it.
        answer : str, optional
            Which of the exercise's names the function replaces, the first by default. The
            reference provides the others.

        Returns
        -------
        callable
            The decorator, or the function if it was given.

        Raises
        ------
        ValueError
            If the name is taken, the signature's property or `answer` does not exist, or there is
            no such kind.
        """
        if any(known.name == name for known in self.mistakes):
            raise ValueError(f"{self.id}: mistake {name!r} is declared twice")
        if signature is not None and signature[0] not in self.properties:
            raise ValueError(f"{self.id}, {name!r}: {signature[0]!r} is not a property")
        replaced = list(function) if isinstance(function, dict) else [answer or self.names[0]]
        if unknown := [key for key in replaced if key not in self.names]:
            raise ValueError(
                f"{self.id}, {name!r}: expected one of {self.names}, got {unknown[0]!r}"
            )
        if kind and kind not in KINDS:
            raise ValueError(f"{self.id}, {name!r}: kind must be one of {KINDS}, got {kind!r}")

        def attach(function):
            wrong = function if isinstance(function, dict) else {replaced[0]: function}
            answers = {**self.reference, **wrong}
            self.mistakes.append(Mistake(name, hint, answers, signature, kind))
            return function

        return attach if function is None else attach(function)


def judge_inputs_unchanged(mutated: Sequence[str]) -> Verdict:
    """Judge the property that every exercise has: its arguments are left unchanged."""
    if not mutated:
        return PASSED
    return failed(
        f"Your code changes its argument {mutated[0]} in place. The caller still needs it: copy "
        "what you change. (The copy of a dict or a list still shares its arrays.)"
    )
