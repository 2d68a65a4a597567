"""Predictions: choices that students make before they see a result. Any choice earns the points."""

from dataclasses import dataclass, field

__all__ = ["Prediction"]


@dataclass
class Prediction:
    """A question with options.

    Parameters
    ----------
    id, question : str
    options : dict
        ``{"a": "text", ...}``.
    points : int
        Awarded for any choice.

    Attributes
    ----------
    correct : str
        The right option; `explanation` says why.
    beliefs : dict
        ``{option: (name, hint)}``, for each wrong option.
    """

    id: str
    question: str
    options: dict
    points: int = 1
    correct: str = ""
    explanation: str = ""
    beliefs: dict = field(default_factory=dict)

    def answer(self, option: str, explanation: str) -> None:
        """Declare the right option."""
        self.correct, self.explanation = self._known(option), explanation

    def belief(self, option: str, name: str, hint: str) -> None:
        """Declare the belief behind a wrong option, and its hint."""
        self.beliefs[self._known(option)] = (name, hint)

    def normalize(self, choice: object) -> str | None:
        """Return the option that a student means, or None: ``"A"`` and ``" a "`` are ``"a"``."""
        if type(choice) is not str:
            return None
        choice = choice.strip().lower()
        return choice if choice in self.options else None

    def _known(self, option):
        if option not in self.options:
            raise ValueError(f"{self.id}: expected one of {list(self.options)}, got {option!r}")
        return option
