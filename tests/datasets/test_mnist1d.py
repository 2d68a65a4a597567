"""Our MNIST-1D against the authors' package `mnist1d`, row by row and as a distribution."""

import mnist1d
import numpy as np
import pytest
from scipy.stats import chisquare, ks_2samp, kstest

from reglab.datasets import _mnist1d, make_mnist1d

PER_CLASS = 300  # rows for the comparison of distributions
RECIPE = mnist1d.get_dataset_args()
TEMPLATES = mnist1d.get_templates()


def theirs(label):
    """One row of the package before it standardizes, from the global state of NumPy."""
    return mnist1d.transform(TEMPLATES["x"][label], TEMPLATES["t"], RECIPE)[0]


def raw(X):
    """Undo the standardization with fixed numbers."""
    return X * _mnist1d.SD + _mnist1d.MEAN


@pytest.fixture
def draws(monkeypatch):
    """What `make_mnist1d` draws for 48,000 rows, by name."""
    seen = {}

    def record(y, **drawn):
        seen.update(drawn, y=y)
        return np.zeros((len(y), 40))

    monkeypatch.setattr(_mnist1d, "_rows", record)
    make_mnist1d(48_000, rng=np.random.default_rng(0))
    return seen


def test_the_templates_are_those_of_the_package():
    np.testing.assert_allclose(_mnist1d._templates(), TEMPLATES["x"], rtol=0, atol=1e-15)


def test_the_package_makes_the_same_row_of_the_same_random_numbers(monkeypatch):
    # Every class with every padding; every shift occurs, too.
    y, padding = (part.ravel() for part in np.indices((10, 25)))
    n, rng = y.size, np.random.default_rng(0)
    shift = np.arange(n) % 48
    units = rng.random((n, 2))
    smooth, white = rng.standard_normal((2, n, 72))
    scale, shear = 1 + 0.4 * (units[:, 0] - 0.5), 0.75 * (units[:, 1] - 0.5)
    ours = _mnist1d._rows(y, padding, scale, shift, smooth, white, shear)

    for k in range(n):
        # In the order in which `mnist1d.transform` draws.
        uniform = iter([(padding[k] + 0.5) / 25, *units[k]])
        normal = iter([smooth[k], white[k]])
        monkeypatch.setattr(np.random, "rand", lambda it=uniform: next(it))
        monkeypatch.setattr(np.random, "randn", lambda size, it=normal: next(it))
        monkeypatch.setattr(np.random, "choice", lambda most, k=k: shift[k])
        # The package adds 1e-8 to the templates, to tell their zeros from the padding.
        np.testing.assert_allclose(ours[k], theirs(y[k]), rtol=0, atol=2e-8)


def test_whole_numbers_are_uniform_and_have_the_range_of_the_package(draws):
    low, high = RECIPE.padding
    for name, size in [("padding", high - low + 1), ("shift", RECIPE.max_translation)]:
        counts = np.bincount(draws[name])
        assert counts.size == size
        assert chisquare(counts).pvalue > 1e-4


def test_scale_and_shear_are_uniform_and_have_the_range_of_the_package(draws):
    for name, middle, width in [
        ("scale", 1, RECIPE.scale_coeff),
        ("shear", 0, RECIPE.shear_scale),
    ]:
        units = (draws[name] - middle) / width + 0.5
        assert kstest(units, "uniform").pvalue > 1e-4


def test_noise_is_standard_normal(draws):
    for name in ("smooth", "white"):
        assert draws[name].shape == (48_000, 72)
        assert kstest(draws[name].ravel()[::29], "norm").pvalue > 1e-4


def test_everything_random_is_drawn_independently(draws):
    names = ("y", "padding", "scale", "shift", "shear")
    values = [draws[name] for name in names]
    columns = np.column_stack([*values, draws["smooth"][:, :3], draws["white"][:, :3]])
    correlations = np.corrcoef(columns, rowvar=False) - np.eye(columns.shape[1])
    assert np.abs(correlations).max() < 5 / np.sqrt(48_000)


@pytest.fixture(scope="module")
def both():
    """Rows of every class, (10, PER_CLASS, 40): ours and those of the package."""
    # The package draws from NumPy's global state only.
    state = np.random.get_state()  # noqa: NPY002
    np.random.seed(1)  # noqa: NPY002
    package = np.array([[theirs(label) for _ in range(PER_CLASS)] for label in range(10)])
    np.random.set_state(state)  # noqa: NPY002
    X, y = make_mnist1d(10 * PER_CLASS, rng=np.random.default_rng(1))
    return np.array([raw(X[y == label]) for label in range(10)]), package


def test_every_class_has_the_same_distribution_at_every_position(both):
    # One test for each class and position.
    ours, package = (rows.swapaxes(1, 2).reshape(400, PER_CLASS) for rows in both)
    smallest = min(ks_2samp(a, b).pvalue for a, b in zip(ours, package, strict=True))
    assert smallest * 400 > 0.01  # Bonferroni


def test_every_class_has_the_same_mean_and_autocovariance(both):
    """All first moments, and E x_t x_(t+lag), within 5 standard errors of the difference."""
    products = [
        np.concatenate([rows, *(rows * np.roll(rows, -lag, axis=2) for lag in (0, 1, 2, 5))], 2)
        for rows in both
    ]
    difference = products[0].mean(axis=1) - products[1].mean(axis=1)
    error = np.sqrt(sum(values.var(axis=1, ddof=1) / PER_CLASS for values in products))
    assert np.abs(difference / error).max() < 5


def test_mean_and_standard_deviation_are_those_of_the_recipe():
    """Sums over all classes, paddings and shifts, and exact variances of everything else."""
    values, covered = _mnist1d._stretched()
    A, F = _mnist1d._interpolation(), _mnist1d._filter()
    shapes = np.stack([np.roll(values, k, axis=-1) for k in range(48)]) @ A.T
    outside = ~np.stack([np.roll(covered, k, axis=-1) for k in range(48)])
    smooth = 0.25**2 * (((A * outside[..., None, :]) @ F) ** 2).sum(axis=-1)
    white = 0.02**2 * (A**2).sum(axis=-1)
    line = 0.75**2 / 12 * np.linspace(-0.5, 0.5, 40) ** 2
    square = (1 + 0.4**2 / 12) * (shapes**2).mean() + np.mean(smooth) + np.mean(white + line)
    assert shapes.mean() == pytest.approx(_mnist1d.MEAN, rel=1e-9)
    assert np.sqrt(square - shapes.mean() ** 2) == pytest.approx(_mnist1d.SD, rel=1e-9)


def test_rows_are_standardized_over_classes_and_positions():
    X, _ = make_mnist1d(20_000, rng=np.random.default_rng(2))
    # The 40 values of a row depend on each other, so the row is the unit.
    for values, expected in [(X.mean(axis=1), 0), ((X**2).mean(axis=1), 1)]:
        assert abs(values.mean() - expected) < 5 * values.std() / np.sqrt(len(X))


@pytest.mark.parametrize("n", [1, 9, 10, 37, 500])
def test_classes_are_as_balanced_as_n_allows_and_in_random_order(n):
    X, y = make_mnist1d(n, rng=np.random.default_rng(3))
    assert (X.shape, X.dtype, y.shape, y.dtype) == ((n, 40), np.float64, (n,), np.int64)
    counts = np.bincount(y, minlength=10)
    assert counts.size == 10
    assert set(counts) <= {n // 10, -(-n // 10)}
    assert n < 10 or not np.array_equal(y, np.sort(y))


def test_no_class_is_preferred_if_n_is_no_multiple_of_ten():
    rng = np.random.default_rng(4)
    first = np.concatenate([make_mnist1d(3, rng=rng)[1] for _ in range(2000)])
    assert chisquare(np.bincount(first, minlength=10)).pvalue > 1e-4


def test_a_rare_row_does_not_change_the_scale_of_the_others(monkeypatch):
    """Rows are standardized by fixed numbers, not by those of the draw."""
    plain, _ = make_mnist1d(50, rng=np.random.default_rng(5))
    rows = _mnist1d._rows

    def with_one_large_row(*args, **drawn):
        X = rows(*args, **drawn)
        X[0] = 1000
        return X

    monkeypatch.setattr(_mnist1d, "_rows", with_one_large_row)
    changed, _ = make_mnist1d(50, rng=np.random.default_rng(5))
    assert np.array_equal(plain[1:], changed[1:])
