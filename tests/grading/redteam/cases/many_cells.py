"""A notebook of a hundred thousand cells."""


def submission(lesson):
    notebook = lesson.filled()
    text = lesson.raw(notebook)
    cell = '{"cell_type": "code", "source": "1", "metadata": {}}'
    head, _, rest = text.partition('"cells": [')
    return f'{head}"cells": [{", ".join([cell] * 100_000)}, {rest}'


EXPECTED = {"status": "failed", "says": "cells"}
