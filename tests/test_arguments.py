"""One number is checked alike by every room: text, booleans and arrays are no numbers."""

import re

import numpy as np
import pytest

from reglab import augment, datasets, linear, nn
from reglab._arguments import check_array, check_number

X, y = np.eye(3), np.arange(3.0)
IMAGES, RNG = np.zeros((2, 3, 3)), np.random.default_rng(0)
CALLS = {
    "linear": lambda value: linear.ridge_closed_form(X, y, value),
    "nn": lambda value: nn.BatchNorm(value),
    "augment": lambda value: augment.hflip(IMAGES, value, rng=RNG),
    "datasets": lambda value: datasets.flip_labels(np.array([0, 1]), value, rng=RNG),
}


@pytest.mark.parametrize("room", CALLS)
@pytest.mark.parametrize("bad", ["0.5", b"1", True, None, [0.5], 0.5j, np.nan, np.inf, -0.1, {}])
def test_what_is_no_number_is_refused_in_one_line(room, bad):
    with pytest.raises(ValueError, match=r"^\w+ must be a number (>= 0|in \[0, .*), got [^\n]*$"):
        CALLS[room](bad)


@pytest.mark.parametrize("room", CALLS)
@pytest.mark.parametrize("good", [0.5, np.float32(0.5), np.array(0.5), 0, np.int64(0)])
def test_what_is_a_number_is_taken(room, good):
    CALLS[room](good)


@pytest.mark.parametrize(
    ("limits", "value", "said"),
    [
        ({}, np.inf, "a finite number, got inf"),
        ({"least": 1}, 0, "a number >= 1, got 0"),
        ({"above": 1}, 1, "a number > 1, got 1"),
        ({"most": 1}, 2, "a number <= 1, got 2"),
        ({"below": 1}, 1, "a number < 1, got 1"),
        ({"above": 0, "most": 1}, 0, "a number in (0, 1], got 0"),
        ({"least": 0, "below": 1}, 1, "a number in [0, 1), got 1"),
        ({}, 10**400, f"a finite number, got {10**400}"),
        ({}, [[1], [2, 3]], "a finite number, got [[1], [2, 3]]"),
    ],
)
def test_the_limits_are_said(limits, value, said):
    with pytest.raises(ValueError, match=f"^x must be {re.escape(said)}$"):
        check_number(value, "x", **limits)


def test_float32_stays_where_it_is_asked_for():
    small = np.ones(3, dtype=np.float32)
    assert check_array(small, "X", keep_float32=True) is small
    assert check_array(small, "X").dtype == np.float64
    exact = np.ones(3)
    assert check_array(exact, "X") is exact
