"""Divisions for many seeds: each is its seed's own, and what judges stays clean."""

import numpy as np
import pytest

from reglab.datasets import load_digits, split_seeds

DATA = load_digits()
SIZES = (50, 30, 100)


def test_parts_of_a_seed_share_no_row_and_rows_keep_their_labels():
    X = np.arange(400.0).reshape(200, 2)
    y = np.arange(200) % 7
    parts = split_seeds(X, y, SIZES, seeds=range(3))
    for k in range(3):
        rows = [(part_X[k, :, 0] / 2).astype(int) for part_X, _ in parts]
        assert len(set(np.concatenate(rows))) == sum(SIZES)
        for own, (part_X, part_y) in zip(rows, parts, strict=True):
            assert np.array_equal(part_X[k], X[own])
            assert np.array_equal(part_y[k], y[own])


def test_a_seed_gives_the_same_division_whatever_the_others_are():
    many = split_seeds(DATA.X, DATA.y, SIZES, seeds=range(4), noise=0.2)
    alone = split_seeds(DATA.X, DATA.y, SIZES, seeds=[2], noise=0.2)
    for (X, y), (own_X, own_y) in zip(many, alone, strict=True):
        assert np.array_equal(X[2], own_X[0])
        assert np.array_equal(y[2], own_y[0])
    assert not np.array_equal(many[0][0][0], many[0][0][1])


def test_noise_changes_its_share_of_all_parts_but_the_last():
    clean = split_seeds(DATA.X, DATA.y, SIZES, seeds=range(3))
    noisy = split_seeds(DATA.X, DATA.y, SIZES, seeds=range(3), noise=0.2)
    for (X, y), (X_noisy, y_noisy), changed in zip(clean, noisy, (10, 6, 0), strict=True):
        assert np.array_equal(X, X_noisy)
        assert ((y != y_noisy).sum(axis=1) == changed).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"seeds": []}, "seeds must hold at least one seed, got none"),
        ({"y": DATA.y[:-1]}, r"X and y must have shapes .* got \(1797, 64\) and \(1796,\)"),
        ({"sizes": (1000, 1000)}, "sizes must have a sum of at most n = 1797, got 2000"),
        ({"noise": 2.0}, r"rate must be .*, got 2.*"),
    ],
)
def test_bad_arguments_are_one_line(change, message):
    arguments = {"X": DATA.X, "y": DATA.y, "sizes": SIZES, "seeds": [0], **change}
    with pytest.raises(ValueError, match=f"^{message}$"):
        split_seeds(**arguments)
