"""Gradients from a basis of residuals: exact where they matter, approximate within the bound."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from reglab.linear import _residual_basis, duality_gap, elastic_net_path, lambda_max
from reglab.linear._residual_basis import ResidualBasis


@pytest.fixture(autouse=True)
def however_small_the_data(monkeypatch):
    monkeypatch.setattr(_residual_basis, "SMALL", 0)


class CountedColumns(np.ndarray):
    """Columns that count how many of them are multiplied."""

    def __matmul__(self, other):
        CountedColumns.multiplied += len(self)
        return np.asarray(self) @ other


def make_basis(n=30, p=200, seed=0):
    columns = np.random.default_rng(seed).standard_normal((p, n))
    columns -= columns.mean(axis=1, keepdims=True)
    CountedColumns.multiplied = 0
    return ResidualBasis(columns.view(CountedColumns), columns.std(axis=1)), columns


def check(g, exact, bound, wanted):
    """Every wanted gradient is within its bound, or exact."""
    outside = np.abs(g) > bound
    assert_allclose(g[wanted & outside], exact[wanted & outside], rtol=1e-10)
    assert np.all(np.abs(exact[wanted & ~outside]) <= bound[wanted & ~outside] + 1e-12)


@pytest.mark.parametrize("capacity", [3, 64])
@pytest.mark.parametrize("level", [1e-3, 0.1, 0.3, 2.0])
def test_no_wanted_gradient_above_the_bound_is_missed(level, capacity, monkeypatch):
    monkeypatch.setattr(_residual_basis, "LARGEST", capacity)
    basis, columns = make_basis()
    rng = np.random.default_rng(1)
    r, wanted = rng.standard_normal(30), rng.random(200) < 0.9
    for _ in range(50):
        r = r + 0.1 * rng.standard_normal(30)
        bound = level * rng.uniform(0.9, 1.1, 200)
        check(basis.gradients(r, bound, wanted), columns @ r / 30, bound, wanted)


def test_a_combination_of_earlier_residuals_costs_no_product():
    basis, columns = make_basis()
    rng = np.random.default_rng(2)
    first, second, everything = *rng.standard_normal((2, 30)), np.full(200, True)
    for r in (first, second):
        basis.gradients(r, np.zeros(200), everything)
    assert CountedColumns.multiplied == 400
    r = 0.3 * first - 2 * second
    bound = np.full(200, 1.01 * np.max(np.abs(columns @ r)) / 30)
    assert_allclose(basis.gradients(r, bound, everything), columns @ r / 30, atol=1e-12)
    assert CountedColumns.multiplied == 400


def test_a_residual_of_zeros_has_no_direction():
    basis, _ = make_basis()
    everything = np.full(200, True)
    np.testing.assert_array_equal(basis.gradients(np.zeros(30), np.zeros(200), everything), 0)
    r = np.ones(30)
    for _ in range(3):
        assert np.all(np.isfinite(basis.gradients(r, np.full(200, -1.0), everything)))


@pytest.mark.parametrize("l1_ratio", [1.0, 0.5])
@pytest.mark.parametrize(("n", "p", "copies"), [(30, 200, 1), (60, 80, 1), (20, 30, 3), (1, 3, 1)])
def test_paths_are_as_exact_as_with_all_products(n, p, copies, l1_ratio):
    rng = np.random.default_rng(3)
    X = np.repeat(rng.standard_normal((n, p)) * rng.uniform(0.2, 5, p), copies, axis=1)
    X[:, 0] = 0.1
    y = X[:, :5].sum(axis=1) + rng.standard_normal(n)
    lams = max(lambda_max(X, y), 1e-3) / l1_ratio * np.geomspace(1.2, 1e-3, 60)
    W, b = elastic_net_path(X, y, lams, l1_ratio)
    gaps = [duality_gap(X, y, *answer, l1_ratio) for answer in zip(W, b, lams, strict=True)]
    assert max(gaps) <= 1e-10 * np.var(y) / 2 + 1e-20
