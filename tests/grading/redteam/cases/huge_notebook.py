"""A file of 100 MB."""


def submission(lesson):
    return " " * 100_000_000


EXPECTED = {"status": "failed", "says": "more than 25 MB"}
