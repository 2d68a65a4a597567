"""Standard streams that are closed or exchanged."""

SPY = """
import os
import sys

sys.stdout.close()
sys.stdout = sys.stderr = sys.__stdout__ = None
os.close(1)
os.close(2)
"""
EXPECTED = {"status": "graded"}
