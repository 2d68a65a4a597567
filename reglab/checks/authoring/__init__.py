"""What an author runs: every answer whose verdict is known, held against the checks."""
