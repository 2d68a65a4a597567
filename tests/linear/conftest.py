"""Data whose exact answers are known, because its singular value decomposition is chosen."""

from types import SimpleNamespace

import numpy as np
import pytest


def _make_svd_data(n, p, s, seed=0):
    """X = 1 m' + U diag(s) V' with orthonormal, centred U; y = c + U a + (a part outside U)."""
    rng = np.random.default_rng(seed)
    k = len(s)
    # The first column of Q is constant, so all others sum to 0.
    Q = np.linalg.qr(np.column_stack([np.ones(n), rng.standard_normal((n, n - 1))]))[0][:, 1:]
    U, V = Q[:, :k], np.linalg.qr(rng.standard_normal((p, k)))[0]
    a, x_mean, y_mean = rng.standard_normal(k), rng.standard_normal(p), rng.standard_normal()
    outside = Q[:, k:] @ rng.standard_normal(n - 1 - k)
    Xc = U * s @ V.T
    return SimpleNamespace(
        X=x_mean + Xc,
        y=y_mean + U @ a + outside,
        Xc=Xc,
        yc=U @ a + outside,
        a=a,
        s=np.array(s),
        V=V,
        x_mean=x_mean,
        y_mean=y_mean,
    )


@pytest.fixture(scope="session")
def make_svd_data():
    return _make_svd_data
