"""Connections: to the machine itself, to others, by name, and to its local services."""

SPY = """
import socket
import urllib.request

for address in (("127.0.0.1", 22), ("127.0.0.1", 8888), ("192.0.2.1", 80), ("10.0.0.1", 80)):
    with socket.socket() as one:
        one.settimeout(0.5)
        try:
            one.connect(address)
            print("FOUND", address)
        except OSError:
            pass
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
    try:
        one.sendto(b"x", ("192.0.2.1", 53))
        print("FOUND a way out")
    except OSError:
        pass
for name in ("example.org", "localhost.localdomain"):
    try:
        print("FOUND", socket.getaddrinfo(name, 80))
    except OSError:
        pass
for path in ("/run/docker.sock", "/var/run/docker.sock", "/run/dbus/system_bus_socket"):
    with socket.socket(socket.AF_UNIX) as one:
        try:
            one.connect(path)
            print("FOUND", path)
        except OSError:
            pass
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
