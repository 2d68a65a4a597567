"""Check whether any function that student code can see answers an exercise."""

from reglab.grading.leaks.search import Leak, Search, find_leaks

__all__ = ["Leak", "Search", "find_leaks"]
