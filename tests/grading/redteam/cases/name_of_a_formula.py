"""A student whose name a spreadsheet would compute."""

STUDENT = "=HYPERLINK(1)"
EXPECTED = {"status": "graded"}
