"""How long a submission had to wait for a core, so that its neighbours cost it no time.

The kernel counts for each thread how long it ran and how long it was ready to run but had to
wait (``/proc/<pid>/task/<tid>/schedstat``, in nanoseconds).
"""

import os
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress

__all__ = ["Waiting"]

WINDOW = 0.5  # seconds over which runs and waits of several threads are put together


class Waiting:
    r"""The time that the processes of a submission waited for a core.

    In a window of :math:`d` seconds, threads ran for :math:`r` seconds and waited for :math:`w`
    seconds, each summed over all threads. On average :math:`k = (r + w) / d` threads were ready.
    With :math:`c` cores for itself, the submission would have had :math:`\min(k, c)` cores, but
    it had :math:`r / d`. The missing share of the time in which it was ready counts as waiting:

    .. math:: d \min(k, 1) \left(1 - \frac{r / d}{\min(k, c)}\right)

    With one thread this is exactly :math:`w`. Threads that wait only for each other do not wait
    in this sense, because :math:`r = d c` then; and a thread that sleeps is not ready.

    The sums don't tell whether threads were ready in turns, or all at once between two sleeps. So
    the threads that are ready are counted at each look. Of :math:`d`, only the share of the looks
    that found one counts, but no less than one thread alone was ready; and :math:`c` is at most the
    number that these looks found on average.

    Parameters
    ----------
    cores : int, optional
        By default the cores that this process may use.
    """

    def __init__(self, cores: int | None = None):
        self._cores = cores or len(os.sched_getaffinity(0))
        self.start([])

    def start(self, pids: Iterable[int]) -> None:
        """Begin to count at zero."""
        self._seconds = 0.0
        self._opened = self._looked = time.monotonic()
        self._found = _schedstats(pids)  # the kernel's counters at the last look
        self._since: dict[int, float] = {}  # since when each thread may have waited
        # What counts of them, when the window began and now.
        self._before = self._now = dict(self._found)
        self._ready: list[int] = []  # how many threads were ready, at each look in the window

    def look(self, pids: Iterable[int]) -> float:
        """Read the counters, and return the seconds of waiting since `start`.

        Parameters
        ----------
        pids : iterable of int
            All processes of the submission. What a process used since the last look is lost
            when it ends, and then counts as time that was used.

        Returns
        -------
        float
        """
        pids, now = list(pids), time.monotonic()
        found, ready = _schedstats(pids), _ready(pids)
        here = {thread: self._counted(thread, found[thread], now) for thread in found}
        self._since = {thread: self._waits(thread, found, ready, now) for thread in found}
        self._found, self._looked = found, now
        self._now = {**self._now, **here}
        self._ready.append(len(ready))
        length = now - self._opened
        seconds = waited(self._before, self._now, length, self._cores, self._ready)
        # Windows are not shorter, since several threads' waits in a moment can't be put together.
        if length >= WINDOW:
            self._seconds += seconds
            self._before = self._now = here
            self._opened, self._ready = now, []
            return self._seconds
        return self._seconds + seconds

    def _counted(self, thread, found, now):
        """The seconds that a thread ran and waited: no more than can be since the last look.

        A thread that executes another program brings its counters, and gets the number of the
        first thread of its process, which may have slept.
        """
        first = self._found.get(thread, (0.0, 0.0))
        if found[0] < first[0] or found[1] < first[1]:  # the number now belongs to another thread
            first = (0.0, 0.0)
        most = now - self._since.get(thread, self._looked)
        ran = min(found[0] - first[0], most)
        lost = min(found[1] - first[1], most - ran)
        before = self._now.get(thread, (0.0, 0.0))
        return before[0] + ran, before[1] + lost

    def _waits(self, thread, found, ready, now):
        """Since when a thread may have waited for a core, without a change of its counters."""
        if thread not in ready:
            return now
        same = self._found.get(thread) == found[thread]
        return self._since.get(thread, self._looked) if same else self._looked


def waited(
    before: dict[int, tuple[float, float]],
    now: dict[int, tuple[float, float]],
    length: float,
    cores: float,
    ready: Sequence[int] = (),
) -> float:
    """Return the seconds of a window that count as waiting, see `Waiting`.

    Parameters
    ----------
    before, now : dict
        For each thread, the seconds that it has run and waited since it began.
    length : float
        Of the window, in seconds.
    cores : float
    ready : sequence of int
        How many threads were ready at each look in the window; empty if nobody looked.

    Returns
    -------
    float

    Examples
    --------
    One thread that had half a core, and 40 threads that shared two cores only with each other:

    >>> waited({7: (1.0, 0.0)}, {7: (1.5, 0.5)}, 1.0, 2)
    0.5
    >>> waited({}, {n: (0.05, 0.95) for n in range(40)}, 1.0, 2)
    0.0

    40 threads that wake up together, wait for each other and sleep for the rest of the time:

    >>> waited({}, {n: (0.005, 0.095) for n in range(40)}, 1.0, 2, [0, 0, 0, 0])
    0.0
    """
    parts = []
    for thread, (ran, lost) in now.items():
        first = before.get(thread, (0.0, 0.0))
        if ran < first[0] or lost < first[1]:  # the number now belongs to another thread
            first = (0.0, 0.0)
        parts.append((ran - first[0], lost - first[1]))
    ran, lost = map(sum, zip(*parts, strict=True)) if parts else (0.0, 0.0)
    if lost <= 0:
        return 0.0
    # The kernel counts a wait when it ends, so it may have begun before the window.
    longest = max(sum(part) for part in parts)
    length = max(length, longest)
    if ready:
        seen = [min(number, cores) for number in ready if number]
        length = max(longest, length * len(seen) / len(ready))
        cores = max(1.0, sum(seen) / max(1, len(seen)))
    wanted = (ran + lost) / length
    missing = 1 - ran / length / min(wanted, cores)
    return length * min(wanted, 1) * max(0.0, missing)


def _schedstats(pids):
    """Seconds that each thread has run and waited; empty where the kernel does not count them."""
    found = {}
    for pid in pids:
        try:
            threads = os.listdir(f"/proc/{pid}/task")
        except OSError:
            continue
        for thread in threads:
            try:
                with open(f"/proc/{pid}/task/{thread}/schedstat", "rb") as file:
                    ran, lost, _ = file.read().split()
            except (OSError, ValueError):
                continue
            found[int(thread)] = int(ran) / 1e9, int(lost) / 1e9
    return found


def _ready(pids):
    """The threads that run or wait for a core at this moment."""
    found = set()
    for pid in pids:
        with suppress(OSError):
            for thread in os.listdir(f"/proc/{pid}/task"):
                with suppress(OSError), open(f"/proc/{pid}/task/{thread}/stat", "rb") as file:
                    if file.read().rpartition(b")")[2].split()[:1] == [b"R"]:
                        found.add(int(thread))
    return found
