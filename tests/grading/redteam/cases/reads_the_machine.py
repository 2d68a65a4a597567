"""Looks for users, hosts, keys and sockets of the machine."""

SPY = """
import glob
import os
import socket

for path in ("/etc/passwd", "/etc/shadow", "/etc/hosts", "/etc/resolv.conf", "/etc/machine-id"):
    if os.path.exists(path):
        print("FOUND", path)
for path in ("/root", "/home", "/var", "/run", "/sys", "/mnt", "/srv", "/opt/secret", "/boot"):
    if os.path.exists(path) and os.listdir(path):
        inside = [p for p in glob.glob(path + "/**", recursive=True) if os.path.isfile(p)]
        if any("python" not in p for p in inside):
            print("FOUND", path, inside[:3])
if socket.gethostname() != "grading" or os.getuid() == 0:
    print("FOUND", socket.gethostname(), os.getuid())
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
