"""A picture under the notebook's name."""


def submission(lesson):
    return b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100


EXPECTED = {"status": "failed", "says": "is not a notebook"}
