"""Two million short lines."""

SPY = "for number in range(2_000_000):\n    print('left in by mistake', number)"
EXPECTED = {"status": "stopped"}
