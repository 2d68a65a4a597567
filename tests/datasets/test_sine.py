"""Points on a sine with known noise."""

import numpy as np
import pytest

from reglab.datasets import make_sine, sine


def test_the_wave_has_its_zeros_crests_and_period():
    x = np.array([[0.0, 0.25, 0.5], [0.75, 1.0, 1.25]])
    np.testing.assert_allclose(sine(x), [[0, 1, 0], [-1, 0, 1]], atol=1e-15)
    assert sine(0.25) == 1


@pytest.mark.parametrize(
    ("x", "message"),
    [([0.1, np.nan], "finite"), (["a"], "real numbers"), ([[1], [1, 2]], "rectangular")],
)
def test_what_is_no_number_is_refused(x, message):
    with pytest.raises(ValueError, match=rf"^x must .*{message}"):
        sine(x)


def test_points_are_uniform_on_the_unit_interval():
    n = 40_000
    x, _ = make_sine(n, 0.0, rng=np.random.default_rng(1))
    assert 0 <= x.min() <= x.max() < 1
    counts = np.histogram(x, bins=10, range=(0, 1))[0]
    assert np.abs(counts - n / 10).max() < 5 * np.sqrt(n * 0.1 * 0.9)


def test_without_noise_the_points_lie_on_the_curve():
    x, y = make_sine(50, 0.0, rng=np.random.default_rng(2))
    assert np.array_equal(y, sine(x))


def test_the_error_of_the_truth_is_the_noise():
    n, noise = 40_000, 0.3
    x, y = make_sine(n, noise, rng=np.random.default_rng(3))
    residual = y - sine(x)
    assert abs((residual**2).mean() - noise**2) < 5 * noise**2 * np.sqrt(2 / n)
    assert abs(np.corrcoef(x, residual)[0, 1]) < 5 / np.sqrt(n)


def test_the_inputs_do_not_depend_on_the_noise():
    quiet, loud = (make_sine(9, noise, rng=np.random.default_rng(4))[0] for noise in (0.0, 1.0))
    assert np.array_equal(quiet, loud)
