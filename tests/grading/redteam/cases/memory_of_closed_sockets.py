"""Memory in sockets that are closed: connections nobody accepts, messages nobody reads."""

SPY = """
import os
import socket

one = socket.socket(socket.AF_UNIX)
one.bind("somewhere")
try:
    one.listen(4096)
    print("FOUND a listening socket")
except OSError:
    pass
for kind in (socket.SOCK_DGRAM, socket.SOCK_SEQPACKET, socket.SOCK_RAW):
    for make in (socket.socket, socket.socketpair):
        try:
            make(socket.AF_UNIX, kind)
            print("FOUND", make, kind)
        except OSError:
            pass
pair = socket.socketpair()
try:
    socket.send_fds(pair[0], [b"x"], [0] * 50)
    print("FOUND a way to send descriptors")
except OSError:
    pass
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
