"""A run_cell that runs nothing and reports success."""

ATTACK = """
class Result:
    success, result, error_before_exec, error_in_exec = True, 2.0, None, None

get_ipython().run_cell = lambda *args, **kwargs: Result()
type(get_ipython()).run_cell = lambda *args, **kwargs: Result()
"""
EXPECTED = {"status": "graded", "predict": 0, "soft": 0, "lambda": 0}
