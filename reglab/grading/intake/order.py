"""Put the cells of a submission into the order in which they were released.

The order decides what student code can see: once an exercise is judged, functions that it hid
become available. So the student must not choose the order.
"""

from bisect import bisect_right
from collections.abc import Callable
from itertools import chain
from typing import TypeVar

__all__ = ["in_released_order"]

Cell = TypeVar("Cell")


def in_released_order(
    cells: list[Cell], released: int, place_of: Callable[[Cell], tuple[int, bool] | None]
) -> tuple[list[Cell], list[Cell]]:
    """Sort the released cells; the student's own cells stay after the cell that they followed.

    Parameters
    ----------
    cells : list
    released : int
        Number of released cells.
    place_of : callable
        ``place_of(cell)`` is a cell's place among the released cells, and whether it must be
        there; None for the student's own cell. A cell that need not be there, because the student
        changed its text, is sorted only if it was not moved.

    Returns
    -------
    cells : list
    moved : list
        The smallest set of cells that had to be moved, in submitted order.

    Examples
    --------
    >>> places = {"A": (0, True), "B": (1, True), "C": (2, True)}
    >>> in_released_order(["x", "C", "y", "A", "B", "z"], 3, places.get)
    (['x', 'A', 'B', 'z', 'C', 'y'], ['C'])
    """
    known = [(index, *place) for index, cell in enumerate(cells) if (place := place_of(cell))]
    stayed = _longest_rising([place for _, place, _ in known])
    others = [index for number, (index, _, _) in enumerate(known) if number not in stayed]
    places = {index: place for index, place, must in known if must or index not in others}
    # Cells before the first released one, then one group for each released cell.
    groups: list[list[Cell]] = [[] for _ in range(released + 1)]
    group = groups[0]
    for index, cell in enumerate(cells):
        if index in places:
            group = groups[places[index] + 1]
            group.insert(0, cell)
        else:
            group.append(cell)
    moved = [cells[index] for index in others if index in places]
    return list(chain.from_iterable(groups)), moved


def _longest_rising(numbers):
    """The indices of a longest increasing subsequence of distinct numbers."""
    ends, last, before = [], [], []  # by length: the smallest last element, and its index
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
