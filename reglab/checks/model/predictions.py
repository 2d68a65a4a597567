"""Predictions: a choice made before the result is shown, scored for having been made."""

from dataclasses import dataclass, field

__all__ = ["Prediction"]


@dataclass
class Prediction:
    """A question with options, declared in two halves like an exercise.

    Parameters
    ----------
    id, question : str
    options : dict
        ``{"a": "text", ...}``.
    points : int
        For having predicted, whatever was chosen.

    Attributes
    ----------
    correct : str
        The option that holds; `explanation` says why.
    beliefs : dict
        ``{option: (name, hint)}``: each wrong option is a known belief.
    """

    id: str
    question: str
    options: dict
    points: int = 1
    correct: str = ""
    explanation: str = ""
    beliefs: dict = field(default_factory=dict)

    def answer(self, option, explanation):
        """Attach the option that holds."""
        self.correct, self.explanation = self._known(option), explanation

    def belief(self, option, name, hint):
        """Attach the belief behind a wrong option, and its hint."""
        self.beliefs[self._known(option)] = (name, hint)

    def normalize(self, choice):
        """The option that a student means, or None: ``"A"`` and ``" a "`` are ``"a"``."""
        if type(choice) is not str:
            return None
        choice = choice.strip().lower()
        return choice if choice in self.options else None

    def _known(self, option):
        if option not in self.options:
            raise ValueError(f"{self.id}: expected one of {list(self.options)}, got {option!r}")
        return option
