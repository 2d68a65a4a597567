"""A file that ends in the middle."""


def submission(lesson):
    return lesson.raw(lesson.filled())[:-200]


EXPECTED = {"status": "failed", "says": "broken JSON"}
