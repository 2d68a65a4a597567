"""The messages to the grader get points, statuses and fields that nobody asked for."""

ATTACK = """
import reglab.sandbox.guest.wire as wire

real = wire.send

def fake(channel, message, blob=b"", **options):
    real(channel, {**message, "score": 2.0, "passed": True, "points": 1e9, "ready": True}, blob)

wire.send = fake
"""
EXPECTED = {"status": "graded", "soft": 0, "lambda": 0}
