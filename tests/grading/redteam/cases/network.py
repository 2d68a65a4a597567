"""Connections: to the machine itself, to others, by name, and to its local services."""

SPY = """
import socket
import urllib.request


def reach(family, kind, address):
    try:
        with socket.socket(family, kind) as one:
            one.settimeout(0.5)
            one.connect(address)
            one.send(b"x")
        print("FOUND", address)
    except OSError:
        pass


for address in (("127.0.0.1", 22), ("127.0.0.1", 8888), ("192.0.2.1", 80), ("10.0.0.1", 80)):
    reach(socket.AF_INET, socket.SOCK_STREAM, address)
    reach(socket.AF_INET, socket.SOCK_DGRAM, address)
reach(socket.AF_INET6, socket.SOCK_STREAM, ("::1", 22))
for name in ("example.org", "localhost.localdomain"):
    try:
        print("FOUND", socket.getaddrinfo(name, 80))
    except OSError:
        pass
for path in ("/run/docker.sock", "/var/run/docker.sock", "/run/dbus/system_bus_socket"):
    reach(socket.AF_UNIX, socket.SOCK_STREAM, path)
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
