"""A file that grows until nothing more fits in."""

SPY = """
with open("large", "wb") as file:
    while True:
        file.write(bytes(2**20))
"""
EXPECTED = {"status": "stopped", "says": "wrote more files"}
