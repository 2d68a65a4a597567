"""What draws the inputs of a check knows where the lasso becomes zero."""

ANSWERS = {
    "lambda_max": """
def lambda_max(X, y):
    from reglab.exercises.columns import largest_lam
    return largest_lam(X, y)
"""
}
EXPECTED = {"soft": 2, "lambda": 0}
