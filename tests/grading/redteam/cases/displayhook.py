"""The display hook is given the points, which plain nbgrader takes for the score."""

ATTACK = """
import sys

sys.displayhook(2.0)
get_ipython().displayhook(2.0)
get_ipython().display_pub.publish({"text/plain": "2.0"})
sys.displayhook = get_ipython().displayhook = lambda *args: 2.0
"""
EXPECTED = {"status": "graded", "soft": 0, "lambda": 0}
