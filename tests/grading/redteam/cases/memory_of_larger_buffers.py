"""Buffers of sockets and pipes that are made larger than the grader counts them."""

SPY = """
import fcntl
import os
import socket

one, other = socket.socketpair()
before = one.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)
for option in (socket.SO_SNDBUF, 32, socket.SO_RCVBUF, 33):
    try:
        one.setsockopt(socket.SOL_SOCKET, option, 2**26)
        print("FOUND a larger buffer", option)
    except OSError:
        pass
if one.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) != before:
    print("FOUND a larger buffer")
reading, writing = os.pipe()
try:
    fcntl.fcntl(writing, 1031, 2**20)
    print("FOUND a larger pipe")
except OSError:
    pass
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
