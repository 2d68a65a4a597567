"""Answers whose fields are of other kinds than those that the grader knows."""

ATTACK = """
import reglab.sandbox.guest.wire as wire

real = wire.send

def fake(channel, message, blob=b"", **options):
    odd = {"printed": {"a": ["\\ud800"]}, "stopped": {"b": 1}, "error": {"line": [None]}}
    real(channel, odd, b"no archive")

wire.send = fake
"""
EXPECTED = {"predict": 0, "soft": 0, "lambda": 0}
