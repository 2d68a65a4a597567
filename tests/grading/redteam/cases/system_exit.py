"""exit(), quit() and SystemExit in cells: nothing is lost."""

SPY = "import sys\n\nsys.exit('done')"


def submission(lesson):
    notebook = lesson.spy(SPY)
    lesson.first(notebook, "exit()")
    lesson.first(notebook, "quit()")
    lesson.first(notebook, "raise SystemExit")
    return notebook


EXPECTED = {"status": "graded"}
