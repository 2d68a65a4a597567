"""What is expected for a case, computed once: a class and a matrix ask for it again and again."""

import functools
import pickle
from collections import OrderedDict

__all__ = ["once_for_a_case"]

MOST_KEPT = 256


def once_for_a_case(expected):
    """The same function of one drawn case, which remembers what it returned.

    For what takes milliseconds: a solver run to the end, or a call of scikit-learn. The caller
    must not change what comes back.
    """
    results = OrderedDict()

    @functools.wraps(expected)
    def remembered(data):
        key = pickle.dumps(data)
        if key not in results:
            results[key] = expected(data)
            if len(results) > MOST_KEPT:
                results.popitem(last=False)
        return results[key]

    return remembered
