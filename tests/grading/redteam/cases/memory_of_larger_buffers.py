"""Buffers of sockets and pipes that are made larger than the grader counts them."""

SPY = """
import array
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
sent = 0
try:
    while sent < 1_000:  # sockets on their way in a message are open in no process
        pair = socket.socketpair()
        socket.send_fds(one, [b"x"], [pair[0].fileno(), pair[1].fileno()])
        pair[0].close()
        pair[1].close()
        sent += 1
except OSError:
    pass
if sent > 100:
    print("FOUND a hiding place for", sent)
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
