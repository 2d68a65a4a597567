"""An end for answers that count: a loop with a turned sign would never stop."""

import sys

from ...core.steps import StepLimit

LINES = 500_000  # within a second; a loop in a loop to 459 takes less than half of them


def limited(function):
    """The same function, stopped when a call has run `LINES` lines, of whatever file."""

    def call(*args):
        left = LINES

        def count(frame, event, arg):
            nonlocal left
            left -= event == "line"
            if left < 0:
                raise StepLimit(f"does your loop end? It has run {LINES:,} lines for {args}")
            return count

        before = sys.gettrace()
        sys.settrace(count)
        try:
            return function(*args)
        finally:
            sys.settrace(before)

    return call
