"""A cell that never ends."""

SPY = "while True:\n    pass"
EXPECTED = {"status": "stopped", "says": "no answer in time"}
