"""A solver that nobody thought of, asked where its solution becomes zero."""

ANSWERS = {
    "lambda_max": """
def lambda_max(X, y):
    import reglab.linear
    from reglab.linear import elastic_net, lasso, optimality, path
    for module in (path, elastic_net, lasso):
        for name, solve in vars(module).items():
            if not (callable(solve) and name.endswith(("_cd", "_path"))):
                continue
            low, high = 0.0, 1e6
            try:
                for _ in range(60):
                    lam = (low + high) / 2
                    result = solve(X, y, lam) if name.endswith("_cd") else solve(X, y, [lam])
                    low, high = (lam, high) if np.any(result[0]) else (low, lam)
                return high
            except Exception:
                continue
    return 0.0
"""
}
EXPECTED = {"soft": 2, "lambda": 0}
