"""A line of 200 million characters."""

SPY = "print('x' * 200_000_000)"
EXPECTED = {"status": "stopped", "says": "printed more than 5 MB"}
