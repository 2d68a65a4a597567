"""A float with its own arithmetic and comparison."""

ANSWERS = {
    "lambda_max": """
class Agreeing(float):
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__
    __hash__ = float.__hash__

def lambda_max(X, y):
    return Agreeing(2.0)
""",
}
EXPECTED = {"status": "graded", "soft": 2, "lambda": 0}
