"""A time limit for a question to the sandbox that a busy machine does not shorten."""

import time
from collections.abc import Callable

from reglab.sandbox.guest.limits import PATIENCE

__all__ = ["Deadline"]

SHORT_SECONDS = 0.25
SHORTEST = 0.05  # seconds between two questions how long the submission has waited


class Deadline:
    """Counts wall time less the time that a submission waited for a core.

    Parameters
    ----------
    seconds : float
        After `PATIENCE` times as much wall time it has passed anyway.
    waited : callable
        ``waited()`` is how many seconds the submission has waited since the deadline was made.

    Examples
    --------
    >>> Deadline(10.0, lambda: 0.0)() > 9
    True
    """

    def __init__(self, seconds: float, waited: Callable[[], float]):
        self._seconds, self._waited = seconds, waited
        self._began = time.monotonic()
        self._until = self._began + seconds

    def __call__(self) -> float:
        """Return how many seconds are left at least."""
        now = time.monotonic()
        if now >= self._until and now < self._wall:
            left = self._seconds - self.used()
            if left > 0:
                self._until = min(now + max(left, SHORTEST), self._wall)
        return self._until - now

    @property
    def _wall(self):
        return self._began + PATIENCE * self._seconds

    def used(self) -> float:
        """Return the seconds that count.

        Of a short time all of it counts, because asking how long the submission waited takes
        time, too.
        """
        elapsed = time.monotonic() - self._began
        return elapsed if elapsed < SHORT_SECONDS else elapsed - min(self._waited(), elapsed)

    def busy(self) -> bool:
        """Return whether it passed only because the machine was busy."""
        return time.monotonic() >= self._wall and self.used() < self._seconds
