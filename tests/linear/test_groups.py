"""The gap inside groups: known answers and invariances."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from reglab.linear import group_gap


def test_labels_need_neither_order_nor_to_be_gapless():
    w = [1.0, -2.0, 5.0, 1.5, -2.5]
    assert_array_equal(group_gap(w, [7, -1, 7, 3, -1]), [0.5, 0, 4])


def test_signs_count():
    assert_array_equal(group_gap([1.0, -1.0], [0, 0]), [2])


@settings(deadline=None, derandomize=True, max_examples=50, database=None)
@given(
    w=arrays(float, 6, elements=st.floats(-1e3, 1e3)),
    scale=st.floats(-10, 10),
    shift=st.floats(-10, 10),
    order=st.permutations(range(6)),
)
def test_scaling_scales_shifting_and_reordering_change_nothing(w, scale, shift, order):
    groups = np.array([0, 0, 0, 1, 1, 2])
    gap = group_gap(w, groups)
    assert gap[2] == 0
    assert_allclose(group_gap(scale * w, groups), abs(scale) * gap, atol=1e-9)
    assert_allclose(group_gap(w + shift, groups), gap, atol=1e-9)
    assert_array_equal(group_gap(w[order], groups[order]), gap)
