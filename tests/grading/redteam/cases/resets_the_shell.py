"""Magics that take the namespace away, and a shell that is turned inside out."""

SPY = """
%reset -f
get_ipython().user_ns.clear()
get_ipython().user_ns = None
"""
EXPECTED = {"predict": None, "soft": None, "lambda": None}
