"""Prints that go on although they were stopped."""

SPY = """
while True:
    try:
        print("x" * 100_000)
    except BaseException:
        pass
"""
EXPECTED = {"status": "stopped"}
