"""New namespaces, in which this process would have all rights, to look below the folders."""

SPY = """
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
NEWUSER, NEWNS = 0x10000000, 0x20000
for flags in (NEWUSER | NEWNS, NEWNS, NEWUSER):
    if libc.unshare(flags) == 0:
        print("FOUND a namespace", flags)
for folder in (b"/proc", b"/submission", b"/dev/shm", b"/reglab-cache", b"/tmp"):
    if libc.umount2(folder, 2) == 0:
        print("FOUND what is below", folder, os.listdir(folder))
if libc.mount(b"tmpfs", b"/submission", b"tmpfs", 0, b"size=100g") == 0:
    print("FOUND a mount")
if libc.mount(b"proc", b"/proc", b"proc", 0, None) == 0:
    print("FOUND processes", os.listdir("/proc"))
if libc.chroot(b"/usr") == 0 or libc.setuid(0) == 0:
    print("FOUND rights")
pid = libc.syscall(56, NEWUSER | 17, 0, 0, 0, 0) if os.uname().machine == "x86_64" else -1
if pid == 0:
    os._exit(0)
if pid > 0:
    print("FOUND a process in a namespace")
print("TRIED")
"""
EXPECTED = {"status": "graded", "prints": "TRIED"}
