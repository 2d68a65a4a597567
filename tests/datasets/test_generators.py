"""What every generator promises: explicit randomness, one clear line for bad input."""

import re

import numpy as np
import pytest

from reglab import datasets

Y = np.arange(20) % 4
CALLS = {
    "make_sine": {"n": 20, "noise": 0.1},
    "split_rows": {"n": 20, "sizes": (0.5, 0.5)},
    "flip_labels": {"y": Y, "rate": 0.5},
    "add_outliers": {"y": Y, "rate": 0.5, "size": 3.0},
    "make_collinear": {"n": 20, "p": 2, "spread": 0.1, "noise": 0.1},
    "make_sparse_regression": {"n": 20, "p": 5, "n_active": 2, "noise": 0.1},
    "make_grouped_regression": {
        "n": 20,
        "n_groups": 3,
        "group_size": 2,
        "n_active": 1,
        "noise": 0.1,
        "rho": 0.9,
    },
    "make_noise": {"n": 20, "p": 3},
    "make_mnist1d": {"n": 20},
}


def call(name, seed=0, **changes):
    """Arrays of one call, as a tuple also where there is only one."""
    arguments = {**CALLS[name], "rng": np.random.default_rng(seed), **changes}
    made = getattr(datasets, name)(**arguments)
    return made if isinstance(made, tuple) else (made,)


@pytest.mark.parametrize("name", CALLS)
def test_one_seed_gives_the_same_twice_and_another_gives_something_else(name):
    first, second, other = call(name, 0), call(name, 0), call(name, 1)
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))
    assert not all(np.array_equal(a, b) for a, b in zip(first, other, strict=True))


@pytest.mark.parametrize("name", CALLS)
def test_the_generator_goes_on_between_calls(name):
    rng = np.random.default_rng(0)
    first, second = call(name, rng=rng), call(name, rng=rng)
    assert not all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("rng", [0, None, np.random.RandomState(0)], ids=["seed", "none", "old"])
def test_only_a_generator_is_a_source_of_randomness(name, rng):
    with pytest.raises(ValueError, match=r"^rng must be a numpy.random.Generator, got "):
        call(name, rng=rng)


@pytest.mark.parametrize("name", CALLS)
def test_rng_has_no_default(name):
    with pytest.raises(TypeError, match="rng"):
        getattr(datasets, name)(**CALLS[name])


def those(keys):
    """Every (generator, argument) with an argument among `keys`."""
    return [(name, key) for name in CALLS for key in keys if key in CALLS[name]]


COUNTS = ("n", "p", "n_groups", "group_size")


@pytest.mark.parametrize(("name", "count"), those(COUNTS))
@pytest.mark.parametrize("bad", [0, -1, 2.0, "2", None, True])
def test_counts_are_whole_numbers_of_at_least_one(name, count, bad):
    message = f"{count} must be an integer >= 1, got {bad!r}"
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        call(name, **{count: bad})


NUMBERS = ("noise", "spread", "rate", "rho", "size")


@pytest.mark.parametrize(("name", "key"), those(NUMBERS))
@pytest.mark.parametrize("bad", [-0.1, np.nan, np.inf, "1", None, [0.1], 1j, True])
def test_numbers_are_real_and_in_range(name, key, bad):
    with pytest.raises(ValueError, match=rf"^{key} must be a number in \[0, .*\], got "):
        call(name, **{key: bad})


@pytest.mark.parametrize("key", ["rate", "rho"])
def test_shares_and_correlations_end_at_one(key):
    name = {"rate": "flip_labels", "rho": "make_sparse_regression"}[key]
    with pytest.raises(ValueError, match=rf"^{key} must be a number in \[0, 1\], got 1.5$"):
        call(name, **{key: 1.5})


@pytest.mark.parametrize("name", [name for name in CALLS if name.startswith("make_")])
def test_data_are_float64_and_share_no_memory(name):
    made = call(name)
    targets = np.int64 if name == "make_mnist1d" else np.float64  # classes, or real numbers
    assert [array.dtype for array in made[:2]] == [np.float64, targets]
    assert not any(np.shares_memory(a, b) for a in made for b in made if a is not b)


@pytest.mark.parametrize(
    "name", ["make_collinear", "make_sparse_regression", "make_grouped_regression"]
)
def test_without_noise_the_truth_explains_everything(name):
    X, y, w, *_ = call(name, noise=0.0)
    np.testing.assert_allclose(y, X @ w, rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    "name", ["make_collinear", "make_sparse_regression", "make_grouped_regression"]
)
def test_the_residual_of_the_truth_is_noise_of_the_given_size(name):
    n = 40_000
    X, y, w, *_ = call(name, n=n, noise=2.0)
    residual = y - X @ w
    # Standard errors of a mean and of a mean square of normal numbers; 5 of each.
    assert abs(residual.mean()) < 5 * 2 / np.sqrt(n)
    assert abs((residual**2).mean() - 4) < 5 * 4 * np.sqrt(2 / n)
    assert np.abs(X.T @ residual / n).max() < 5 * 2 / np.sqrt(n) * X.std(axis=0).max() * 1.01
