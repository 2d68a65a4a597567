"""Processes that double and double."""

SPY = "import os\n\nwhile True:\n    os.fork()"
EXPECTED = {"status": "stopped", "says": "more processes"}
