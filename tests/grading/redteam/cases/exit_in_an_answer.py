"""os._exit in the answer: only that answer is lost."""

ANSWERS = {"soft_threshold": "import os\n\ndef soft_threshold(z, t):\n    os._exit(0)"}
EXPECTED = {"status": "stopped", "soft": 0, "lambda": 1, "says": "ended early"}
