"""What is said of a database: its URL without a password, and the first line of its errors."""

import re

__all__ = ["hidden", "reason"]


def reason(error: Exception) -> str:
    """Return the first line of a database's error."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:200]


def hidden(url: str) -> str:
    """Return a database's URL without its password."""
    return re.sub(r"(//[^/@:]*):[^@]*@", r"\1:***@", url)
