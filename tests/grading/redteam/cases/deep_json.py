"""A notebook of brackets, a hundred thousand deep."""


def submission(lesson):
    return '{"cells": ' + "[" * 100_000 + "]" * 100_000 + "}"


EXPECTED = {"status": "failed", "says": "is not a notebook"}
