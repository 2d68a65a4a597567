"""An answer that never ends, and goes on after an interrupt."""

ANSWERS = {
    "soft_threshold": """
def soft_threshold(z, t):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
"""
}
EXPECTED = {"status": "stopped", "soft": 0, "lambda": 1, "says": "no answer in time"}
