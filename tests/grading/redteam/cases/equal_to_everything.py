"""An answer that returns an object which equals all others and claims any attribute."""

ANSWERS = {
    "soft_threshold": """
class Anything:
    shape, dtype, ndim, size = (3,), float, 1, 3
    __hash__ = object.__hash__

    def __getattr__(self, name):
        return self

    def __call__(self, *args, **kwargs):
        return self

    def __eq__(self, other):
        return True

    __le__ = __ge__ = __lt__ = __gt__ = __eq__

    def __float__(self):
        return 0.0

    def __array__(self, *args, **kwargs):
        return np.zeros(3)

def soft_threshold(z, t):
    return Anything()
""",
    "lambda_max": "def lambda_max(X, y):\n    return Anything()",
}
EXPECTED = {"status": "graded", "soft": 0, "lambda": 0}
