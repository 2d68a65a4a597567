"""An exception whose methods raise, and whose type and message are no plain text."""

ANSWERS = {
    "soft_threshold": """
class Worse(type):
    __name__ = property(lambda self: 1 / 0)

class Bad(Exception, metaclass=Worse):
    def __str__(self):
        raise self

    __repr__ = __str__

def soft_threshold(z, t):
    raise Bad
""",
}
EXPECTED = {"status": "graded", "soft": 0, "lambda": 1}
