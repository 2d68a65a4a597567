"""An answer that raises KeyboardInterrupt, as if the time were up."""

ANSWERS = {"soft_threshold": "def soft_threshold(z, t):\n    raise KeyboardInterrupt"}
EXPECTED = {"status": "stopped", "soft": 0, "lambda": 1}
