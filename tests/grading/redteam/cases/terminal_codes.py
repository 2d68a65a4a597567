"""Control characters in errors and outputs: none of them may reach the instructor's terminal."""

SPY = "print('\\x1b[2J\\x1b]0;title\\x07')"
ANSWERS = {
    "soft_threshold": (
        "def soft_threshold(z, t):\n    raise ValueError('\\x1b[2J\\x1b]0;taken\\x07\\u202eover')"
    ),
}
EXPECTED = {"status": "graded", "soft": 0, "lambda": 1}
