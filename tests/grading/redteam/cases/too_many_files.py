"""A hundred thousand empty files."""

SPY = "for number in range(100_000):\n    open(str(number), 'w').close()"
EXPECTED = {"status": "stopped", "says": "wrote more files"}
