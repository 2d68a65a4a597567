"""A limit on the threads of linear algebra, for many small matrices."""

from functools import cache
from typing import TYPE_CHECKING, Any

from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


@cache
def _controller():
    # Cached, as searching for the libraries takes milliseconds; NumPy has already loaded its own.
    return ThreadpoolController()


def one_thread() -> "AbstractContextManager[Any]":
    """Limit linear algebra to one core inside a `with` block.

    Threads that share a small product spend most of their time waiting for each other; if another
    program is busy, they wait many times longer than the product takes.
    """
    return _controller().limit(limits=1, user_api="blas")
