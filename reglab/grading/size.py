"""Sizes in words."""

__all__ = ["megabytes"]


def megabytes(size):
    """A size as a reader wants it.

    Examples
    --------
    >>> megabytes(5_000_000), megabytes(25 * 2**20)
    ('5 MB', '26 MB')
    """
    return f"{size / 1e6:.0f} MB"
