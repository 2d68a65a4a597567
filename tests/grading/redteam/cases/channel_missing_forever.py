"""An answer that says that everything is missing, with a message that is no text."""

ATTACK = """
import reglab.sandbox.guest.wire as wire

real = wire.send
wire.send = lambda channel, message, blob=b"", **o: real(
    channel, {"missing": ["<script>alert(1)</script>" * 10_000]}, b""
)
"""
EXPECTED = {"predict": 0, "soft": 0, "lambda": 0}
