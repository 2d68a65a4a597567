"""What an author runs: the checks, on every answer whose verdict is known."""
