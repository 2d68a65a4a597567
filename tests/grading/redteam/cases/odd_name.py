"""A student with blanks, quotes, brackets, percent signs and other scripts in the name."""

STUDENT = '-o\'Neil; "drop" [bold]{0}%s 学生 é'
EXPECTED = {"status": "graded"}
