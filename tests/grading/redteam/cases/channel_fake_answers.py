"""Answers to questions that were not asked yet: everything passed, with full points."""

ATTACK = """
import os
import socket
import stat

from reglab.checks.model.encoding import encode
from reglab.sandbox.guest import wire

case = {"out": 2.0, "passed": True}
blob = encode(
    {"mutated": [], "called": [], "printed": "", "outputs": {"zero": [[case]]}, "score": 2.0}
)
for descriptor in range(3, 256):
    try:
        if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            for _ in range(30):
                wire.send(socket.socket(fileno=os.dup(descriptor)), {"score": 2.0}, blob)
    except OSError:
        pass
"""
EXPECTED = {"predict": 0, "soft": 0, "lambda": 0}
