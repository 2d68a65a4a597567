"""Says that a correct answer changed nothing: self-reported evidence, worth one property."""

SPY = """
import reglab.checks.probing.answers as answers

answers._same = lambda given, seen: True
"""
ANSWERS = {
    "lambda_max": """
def lambda_max(X, y):
    centred = X - X.mean(axis=0)
    X[:] = 0
    return np.abs(centred.T @ (y - y.mean())).max() / len(y)
"""
}
EXPECTED = {"status": "graded", "soft": 2, "lambda": 1}
