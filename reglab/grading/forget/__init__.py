"""Export one student's data from a course folder, and delete it there."""

from reglab._lazy import exports

__getattr__, __dir__, __all__ = exports(
    __name__, dict.fromkeys(("ELSEWHERE", "Found", "delete", "export", "find"), "run")
)
