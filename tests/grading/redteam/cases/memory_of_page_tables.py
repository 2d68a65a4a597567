"""Reading one byte of each of many pages: the pages are shared, but their tables are not."""

SPY = """
import ctypes

libc = ctypes.CDLL(None)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
libc.madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
SIZE = 2**36
while True:
    start = libc.mmap(None, SIZE, 1, 0x4022, -1, 0)  # private, without reserved memory
    libc.madvise(start, SIZE, 15)  # no huge pages
    for place in range(0, SIZE, 2**21):
        ctypes.c_char.from_address(start + place).value
"""
EXPECTED = {"status": "stopped", "says": "used more memory"}
