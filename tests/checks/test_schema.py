"""Schemas say in one line what was expected and what came."""

import math

import numpy as np
import pytest

from reglab.checks.model import Array, Foreign, Integer, ListOf, Number, Raised, TooLarge, Tuple
from reglab.checks.model.schema import SchemaError, alike

NINE = Array(lambda data: (9,))
FIT = Tuple(w=Array(lambda data: (2,)), b=Number(), n_iter=Integer())


@pytest.mark.parametrize(
    ("schema", "value", "message"),
    [
        (NINE, np.zeros((9, 1)), "out: expected shape (9,), got (9, 1)"),
        (NINE, 1.0, "out: expected shape (9,), got ()"),
        (NINE, None, "out: expected a NumPy array, got None (is there a return?)"),
        (NINE, [1.0], "out: expected a NumPy array, got a list of length 1"),
        (NINE, Foreign("matrix"), "out: expected a NumPy array, got matrix"),
        (
            NINE,
            TooLarge("an array of shape (10, 10)"),
            "out: expected a NumPy array, got an array of shape (10, 10), too large to be read",
        ),
        (
            Array(lambda data: (3,)),
            np.array([1.0, math.nan, 2.0]),
            "out: expected finite numbers, got nan at index 1",
        ),
        (
            Array(lambda data: (2, 2)),
            np.array([[1.0, 2.0], [-math.inf, 3.0]]),
            "out: expected finite numbers, got -inf at index (1, 0)",
        ),
        (
            Array(lambda data: (2,)),
            np.array([1.0, -1e200]),
            "out: expected numbers below 1e+100, got 1e+200",
        ),
        (Number(), None, "out: expected a number, got None (is there a return?)"),
        (Number(), True, "out: expected a number, got bool True"),
        (Number(), "2", "out: expected a number, got str '2'"),
        (Number(), np.zeros(1), "out: expected a number, got an array of shape (1,)"),
        (Number(), Foreign("complex"), "out: expected a number, got complex"),
        (Number(), math.nan, "out: expected a finite number, got nan"),
        (Number(), np.array(math.inf), "out: expected a finite number, got inf"),
        (Number(), -1e200, "out: expected a number below 1e+100, got -1e+200"),
        (Integer(), 2.5, "out: expected a whole number, got 2.5"),
        (Integer(), math.inf, "out: expected a whole number, got inf"),
        (Integer(), math.nan, "out: expected a whole number, got nan"),
        (Integer(), None, "out: expected a whole number, got None (is there a return?)"),
        (FIT, None, "out: expected (w, b, n_iter), got None (is there a return?)"),
        (FIT, (np.zeros(2), 1.0), "out: expected (w, b, n_iter), got 2 values"),
        (FIT, (np.zeros(3), 1.0, 1), "w: expected shape (2,), got (3,)"),
        (ListOf(Number(), 2), [1.0], "out: expected 2 calls, got a list of length 1"),
        (
            ListOf(Number(), 2),
            [1.0, None],
            "out, call 2: expected a number, got None (is there a return?)",
        ),
        (ListOf(Number(), 2), 7, "out: expected 2 calls, got int 7"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_expected_and_got(schema, value, message):
    with pytest.raises(SchemaError) as caught:
        schema.validate(value, {}, "out")
    assert str(caught.value) == message


@pytest.mark.parametrize("value", [2, 2.0, np.array(2.0), np.array(2)])
def test_a_number_comes_in_several_forms(value):
    got = Number().validate(value, {}, "out")
    assert type(got) is float
    assert got == 2


@pytest.mark.parametrize("value", [3, 3.0, np.array(3)])
def test_a_whole_number_comes_in_several_forms(value):
    got = Integer().validate(value, {}, "out")
    assert type(got) is int
    assert got == 3


def test_an_array_of_integers_or_of_shape_zero_becomes_floats():
    schema = Array(lambda data: data["shape"])
    assert schema.validate(np.array([1, 2]), {"shape": (2,)}, "out").dtype == np.float64
    assert schema.validate(1.5, {"shape": ()}, "out").shape == ()


def test_not_finite_may_be_allowed():
    assert math.isnan(Number(finite=False).validate(math.nan, {}, "out"))
    schema = Array(lambda data: (1,), finite=False)
    assert schema.validate(np.array([math.inf]), {}, "out")[0] == math.inf


def test_a_list_will_do_for_a_tuple():
    w, b, n_iter = FIT.validate([np.zeros(2), 1, 3.0], {}, "out")
    assert (w.tolist(), b, n_iter) == ([0.0, 0.0], 1.0, 3)


@pytest.mark.parametrize(
    ("schema", "one", "other", "same"),
    [
        (Number(rtol=1e-3), 1.0, 1.0005, True),
        (Number(rtol=1e-3), 1.0, 1.01, False),
        (Number(), math.nan, math.nan, True),
        (Number(), 1, np.array(1.0), True),
        (Number(), None, None, True),
        (Number(), None, 1.0, False),
        (Number(), 1.0, None, False),
        (Number(), True, True, True),
        (Number(), True, False, False),
        (Number(), 1.0, "1.0", False),
        (Number(), Foreign("a"), Foreign("a"), True),
        (Number(), Foreign("a"), TooLarge("a"), False),
        (Number(), Raised("ValueError"), Raised("TypeError"), False),
        (Number(compare=False), 1.0, None, False),
        (Number(compare=False), 1.0, np.nan, False),
        (Number(compare=False), np.nan, np.nan, True),
        (NINE, np.zeros(9), np.zeros((9, 1)), False),
        (NINE, np.zeros((9, 1)), np.zeros((9, 1)), True),
        (NINE, np.zeros(9), [0.0] * 9, False),
        (FIT, (np.ones(2), 1.0, 4), [np.ones(2), 1.0, 4], True),
        (FIT, (np.ones(2), 1.0, 4), (np.ones(2), 1.0), False),
        (FIT, (np.ones(2), 1.0, 4), (np.ones(2), 2.0, 4), False),
        (ListOf(Number(), 2), [1.0, 2.0], [1.0, 2.0], True),
        (ListOf(Number(), 2), [1.0, 2.0], [1.0, 3.0], False),
        (ListOf(Number(), 2), [1.0, 2.0], [1.0], False),
    ],
)
def test_alike(schema, one, other, same):
    assert alike(schema, one, other) is same
