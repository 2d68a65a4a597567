"""Compute what a case expects only once, because a whole class is judged on the same cases."""

import functools
import pickle
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

__all__ = ["once_for_a_case"]

MOST_KEPT = 256


def once_for_a_case(expected: Callable[[dict], Any]) -> Callable[[dict], Any]:
    """Return the same function of one drawn case, which remembers its results.

    It is meant for slow functions, such as a solver that runs to convergence. Callers must not
    change the result.
    """
    results: OrderedDict[bytes, Any] = OrderedDict()

    @functools.wraps(expected)
    def remembered(data):
        key = pickle.dumps(data)
        if key not in results:
            results[key] = expected(data)
            if len(results) > MOST_KEPT:
                results.popitem(last=False)
        return results[key]

    return remembered
