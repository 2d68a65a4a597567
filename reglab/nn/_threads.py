"""How many cores linear algebra takes, where its matrices are small and many."""

from functools import cache

from threadpoolctl import ThreadpoolController


@cache
def _controller():
    # Looking for the libraries takes milliseconds; NumPy's own is there from the start.
    return ThreadpoolController()


def one_thread():
    """Give linear algebra one core inside a `with` block.

    Threads that share a small product mostly wait for each other, beside another busy program for
    many times as long as the product takes.
    """
    return _controller().limit(limits=1, user_api="blas")
