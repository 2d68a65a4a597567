"""Files beside the notebook that are named like libraries and like parts of the grader."""

WRONG = True
FILES = {
    name: b"raise SystemExit('shadowed')\n"
    for name in ("numpy.py", "json.py", "socket.py", "reglab.py", "sitecustomize.py", "IPython.py")
}
FILES["reglab/checks/__init__.py"] = b"def grade(*args):\n    return 2.0\n"
FILES[".pythonrc.py"] = b"raise SystemExit\n"
EXPECTED = {"status": "graded", "soft": 0, "lambda": 0}
