"""The last exercise first, so that what it hides comes back early; the other one looks for it."""

STEAL = """
import gc
import types

def soft_threshold(z, t):
    for f in gc.get_objects():
        if type(f) is types.FunctionType and f.__name__ == "soft_threshold":
            if (f.__module__ or "").startswith("reglab"):
                copy = types.FunctionType(f.__code__.replace(co_qualname="f"), {"np": np})
                return copy(z, t)
    return z
"""


def submission(lesson):
    notebook = lesson.filled(soft_threshold=STEAL)
    own = [cell for cell in notebook.cells if cell.id.startswith("03-lambda-max")]
    rest = [cell for cell in notebook.cells if cell not in own]
    notebook.cells = [rest[0], *own, *rest[1:]]
    return notebook


EXPECTED = {"soft": 0, "says": "moved cells were graded in their released places"}
