"""Lesson 04: bootstrap samples whose rows are not drawn independently are refused."""

import numpy as np
import pytest

from tests.exercises.reading import failing, runner

run = runner("elastic_net")


def mirrored(n, n_boot, rng):
    for k in range(n_boot):
        rows = rng.integers(n, size=n) if k % 2 == 0 else n - 1 - rows  # noqa: F821
        yield rows


def mirrored_inside(n, n_boot, rng):
    for _ in range(n_boot):
        rows = rng.integers(n, size=(n + 1) // 2)
        yield np.concatenate([rows, n - 1 - rows])[:n]


def balanced(n, n_boot, rng):
    yield from rng.permutation(np.tile(np.arange(n), n_boot)).reshape(n_boot, n)


def sliding(n, n_boot, rng):
    stream = rng.integers(n, size=n + n_boot)
    yield from (stream[k : k + n] for k in range(n_boot))


def neighbours(n, n_boot, rng):
    for _ in range(n_boot):
        starts = rng.integers(n, size=n // 3 + 1)
        yield ((starts[:, None] + np.arange(3)) % n).ravel()[:n]


def all_rows_first(n, n_boot, rng):
    yield np.arange(n)
    yield from (rng.integers(n, size=n) for _ in range(n_boot - 1))


def as_many_different_rows_each_time(n, n_boot, rng):
    for _ in range(n_boot):
        rows = rng.permutation(n)[: round(0.63 * n)]
        yield np.concatenate([rows, rng.choice(rows, n - len(rows))])


def shifted(n, n_boot, rng):
    rows = rng.integers(n, size=n)
    yield from ((rows + k) % n for k in range(n_boot))


def multinomial(n, n_boot, rng):
    yield from (
        np.repeat(np.arange(n), rng.multinomial(n, np.full(n, 1 / n))) for _ in range(n_boot)
    )


def answer(draw):
    def selection_frequency(fit, X, y, n_boot, rng):
        kept = [fit(X[rows], y[rows]) != 0 for rows in draw(len(y), n_boot, rng)]
        return np.mean(kept, axis=0)

    return selection_frequency


WRONG = [
    mirrored,
    mirrored_inside,
    balanced,
    sliding,
    neighbours,
    all_rows_first,
    as_many_different_rows_each_time,
    shifted,
]


@pytest.mark.parametrize("draw", WRONG, ids=lambda draw: draw.__name__)
@pytest.mark.parametrize("seed", [3, 7])
def test_rows_that_are_not_independent_are_refused(draw, seed):
    assert "with_replacement" in failing(run("selection_frequency", answer(draw), seed))


def test_sorted_rows_are_right():
    assert run("selection_frequency", answer(multinomial)).passed


def test_shares_that_are_added_up_are_right():
    def selection_frequency(fit, X, y, n_boot, rng):
        share = np.zeros(X.shape[1])
        for _ in range(n_boot):
            rows = rng.integers(len(y), size=len(y))
            share += (fit(X[rows], y[rows]) != 0) / n_boot
        return share

    assert run("selection_frequency", selection_frequency).passed
