"""Twenty thousand empty files."""

SPY = "for number in range(20_000):\n    open(str(number), 'w').close()"
EXPECTED = {"status": "stopped", "says": "wrote more files"}
WITHOUT_INNER_NAMESPACES = {"status": "graded", "says": ""}
BECAUSE = "bubblewrap limits the size of the writable folders, not the number of files in them."
