"""Read and join what a student's process sent about an exercise."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from reglab.checks.judging.decoding import decode
from reglab.checks.model.encoding import EncodingError, Raised
from reglab.checks.model.exercise import Exercise

__all__ = ["Evidence", "read_evidence"]


@dataclass
class Evidence:
    """What judges may look at.

    Attributes
    ----------
    outputs : dict
        ``{property: [attempt][case]}``, decoded.
    mutated, called : list of str
        Arguments that were changed in place, and forbidden functions that were called.
    printed : str
    """

    outputs: dict = field(default_factory=dict)
    mutated: list = field(default_factory=list)
    called: list = field(default_factory=list)
    printed: str = ""

    def stop(self, exercise: Exercise, reason: str, message: str) -> None:
        """Let the properties for which nothing was sent fail with a reason."""
        for name, prop in exercise.properties.items():
            self.outputs.setdefault(name, [[Raised(reason, message)]] * prop.attempts)


def read_evidence(exercise: Exercise, blobs: Iterable[bytes]) -> Evidence:
    """Read what `probe_exercise` encoded: all properties at once, or one at a time.

    Parameters
    ----------
    exercise : Exercise
    blobs : iterable of bytes

    Returns
    -------
    Evidence
        It holds the properties for which something was sent.

    Raises
    ------
    EncodingError
        If `probe_exercise` cannot have sent it.
    """
    found = Evidence()
    try:
        for blob in blobs:
            part = decode(blob)
            names = exercise.properties.keys() & part["outputs"].keys()
            found.outputs |= {name: part["outputs"][name] for name in names}
            found.mutated += [m for m in part["mutated"] if m not in found.mutated]
            found.called += [c for c in part["called"] if c not in found.called]
            found.printed += str(part["printed"])
        cases = [attempt for attempts in found.outputs.values() for attempt in attempts]
    except (LookupError, TypeError, AttributeError) as error:
        raise EncodingError(f"expected evidence, got {type(error).__name__}") from error
    if not all(isinstance(text, str) for text in (*found.mutated, *found.called)):
        raise EncodingError("expected names")
    if not all(isinstance(attempt, list) for attempt in cases):
        raise EncodingError("expected a list of cases for each property")
    return found
