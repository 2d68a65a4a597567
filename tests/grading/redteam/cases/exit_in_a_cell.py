"""os._exit in a cell of its own: no answer is lost."""

SPY = "import os\n\nos._exit(0)"
EXPECTED = {"status": "stopped", "says": "ended early"}
