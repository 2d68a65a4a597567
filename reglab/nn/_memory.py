"""Memory for temporary arrays, which every step of a training frees and needs again."""

from functools import cache

import numpy as np

# Just below the largest block for which the C library of Linux learns.
SIZE = 2**25 - 2**16


@cache
def keep_freed_memory() -> None:
    """Let the process keep large arrays' memory when they are freed, instead of returning it.

    The C library of Linux (glibc) returns large blocks to the system, and to get pages back takes
    longer than to compute what is written into them: a quarter of the time of convolutions. Once
    a program has freed a large block, glibc keeps free memory up to twice its size. So one block is
    asked for and freed, untouched. (See M_MMAP_THRESHOLD in the manual of mallopt.) Other systems
    have other rules; there, this does nothing.
    """
    np.empty(SIZE, dtype=np.uint8)
