"""Well-formed answers without end, in a thread: the grader reads one for each question."""

ATTACK = """
import socket
import stat
import threading
import os

from reglab.sandbox.guest import wire

def flood(descriptor):
    channel = socket.socket(fileno=os.dup(descriptor))
    while True:
        wire.send(channel, {"printed": "x" * 100_000, "stopped": ["files"], "error": {"a": 1}})

for descriptor in range(3, 256):
    try:
        if stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            threading.Thread(target=flood, args=(descriptor,), daemon=True).start()
    except OSError:
        pass
"""
EXPECTED = {"predict": None, "soft": 0, "lambda": 0}
