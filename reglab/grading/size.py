"""Sizes as text."""

__all__ = ["megabytes"]


def megabytes(size: float) -> str:
    """Return a size in bytes as text.

    Examples
    --------
    >>> megabytes(5_000_000), megabytes(25 * 2**20)
    ('5 MB', '26 MB')
    """
    return f"{size / 1e6:.0f} MB"
