"""Shorten what student code says, and show that something was left out."""

__all__ = ["shortened"]


def shortened(text: str, most: int) -> str:
    """Return a text of at most `most` characters; a longer one ends in ``" ..."``.

    Examples
    --------
    >>> shortened("expected a number, got [1, 2, 3]", 27)
    'expected a number, got ...'
    """
    if len(text) <= most:
        return text
    kept = text[: most - 4]
    words = kept.rpartition(" ")[0]
    return (words if len(words) > most // 2 else kept) + " ..."
