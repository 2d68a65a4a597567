"""An input transformer that turns every later cell into nothing."""

ATTACK = """
get_ipython().input_transformers_cleanup.append(lambda lines: [])
get_ipython().input_transformers_post.append(lambda lines: ["2.0"])
"""
EXPECTED = {"status": "graded", "predict": 0, "soft": 0, "lambda": 0, "hint": "not defined"}
