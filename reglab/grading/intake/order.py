"""The cells of a submission in the order in which they were released.

The order decides what student code can see: an exercise that is judged early makes others' answers
available. So it is never the student's.
"""

from bisect import bisect_right
from itertools import chain

__all__ = ["in_released_order"]


def in_released_order(cells, released, place_of):
    """Sort cells that were given out; the student's own stay behind the cell that they followed.

    Parameters
    ----------
    cells : list
    released : int
        How many cells were given out.
    place_of : callable
        ``place_of(cell)`` is a cell's place among those that were given out, and whether it must
        be there. A cell for which it need not, as its text is the student's now, is sorted only
        if it was not moved. None for a cell of the student's own.

    Returns
    -------
    cells : list
    moved : list
        The fewest cells that had to be moved for it, as they came.

    Examples
    --------
    >>> places = {"A": (0, True), "B": (1, True), "C": (2, True)}
    >>> in_released_order(["x", "C", "y", "A", "B", "z"], 3, places.get)
    (['x', 'A', 'B', 'z', 'C', 'y'], ['C'])
    """
    known = [(index, *place_of(cell)) for index, cell in enumerate(cells) if place_of(cell)]
    stayed = _longest_rising([place for _, place, _ in known])
    moved = [index for number, (index, _, _) in enumerate(known) if number not in stayed]
    places = {index: place for index, place, must in known if must or index not in moved}
    groups = [[] for _ in range(released + 1)]  # what comes before the first, then one for each
    group = groups[0]
    for index, cell in enumerate(cells):
        if index in places:
            group = groups[places[index] + 1]
            group.insert(0, cell)
        else:
            group.append(cell)
    moved = [cells[index] for index in moved if index in places]
    return list(chain.from_iterable(groups)), moved


def _longest_rising(numbers):
    """The indices of a longest rising part of a list of different numbers."""
    ends, last, before = [], [], []  # by length: the smallest end, and its index
    for index, number in enumerate(numbers):
        length = bisect_right(ends, number)
        before.append(last[length - 1] if length else None)
        ends[length : length + 1] = [number]
        last[length : length + 1] = [index]
    found, index = set(), last[-1] if last else None
    while index is not None:
        found.add(index)
        index = before[index]
    return found
