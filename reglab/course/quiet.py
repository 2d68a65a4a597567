"""Import jupytext and nbgrader without their noise and without their slowest dependency."""

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

# jsonschema compiles a grammar for internationalized addresses when it is imported. That
# takes a third of the time of a build, and no notebook schema has such a field. jsonschema
# treats the module as optional, and None in sys.modules marks a module as absent.
_SLOW = "rfc3987_syntax"


@contextmanager
def quiet() -> Iterator[None]:
    """Run a block of imports or conversions without warnings and slow extras."""
    skip = _SLOW not in sys.modules
    if skip:
        sys.modules[_SLOW] = None  # type: ignore[assignment]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        if skip:
            del sys.modules[_SLOW]
