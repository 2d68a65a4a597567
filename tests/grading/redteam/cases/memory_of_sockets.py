"""Sockets whose buffers are full, in several processes: memory that no process shows."""

SPY = """
import os
import socket

for _ in range(4):  # sixteen processes, each with its own limit of open files
    os.fork()
kept = []
while True:
    try:
        pair = socket.socketpair()
    except OSError:  # too many open files: another process goes on
        continue
    kept.append(pair)
    for one in pair:
        one.setblocking(False)
        try:
            while True:
                one.send(b"x" * 30_000)
        except OSError:
            pass
"""
EXPECTED = {"status": "stopped", "says": "used more memory"}
