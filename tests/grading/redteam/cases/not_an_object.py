"""JSON that is a list, with cells that are none."""


def submission(lesson):
    return '[{"cells": [1, null, "x"]}]'


EXPECTED = {"status": "failed"}
