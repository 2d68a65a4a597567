"""An end for answers that count: a loop with a turned sign would never stop."""

from ...core.steps import Steps

LINES = 500_000  # within a second; a loop in a loop to 459 takes less than half of them


def limited(function):
    """The same function, stopped when a call has run `LINES` lines, of whatever file."""

    def call(*args):
        message = f"does your loop end? It has run {LINES:,} lines for {args}"
        return Steps(LINES, message).limit(function, everywhere=True)(*args)

    return call
