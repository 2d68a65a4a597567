"""An array type whose comparisons and arithmetic always agree with the other side."""

ANSWERS = {
    "soft_threshold": """
class Agreeing(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return np.ones(self.shape, bool) if ufunc is np.equal else np.zeros(self.shape)

    def __array_function__(self, function, types, args, kwargs):
        return True

def soft_threshold(z, t):
    return np.asarray(z).view(Agreeing)
""",
}
EXPECTED = {"status": "graded", "soft": 0, "lambda": 1}
