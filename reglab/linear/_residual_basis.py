"""Gradients of all columns for a sequence of residuals, mostly without reading the columns."""

import numpy as np
from numpy.typing import NDArray

# With fewer numbers the columns stay in the cache, and one product with all of them is cheapest.
SMALL = 2**19
# Residuals in the basis, at most; then a new one replaces the oldest.
LARGEST = 64
# A larger share of uncertain columns costs more than one product with all of them.
FEW = 0.2
# A remainder below this, relative to the residual, is rounding error and has no direction.
ROUNDING = 1e-10
# Columns that are gathered at once; their copy stays in the cache.
BLOCK = 64


class ResidualBasis:
    """An orthonormal basis Q of earlier residuals, and its products with all columns.

    Along a path, a residual is nearly a combination of earlier ones: ``r = Qa + e`` with a small e.
    Then ``x_j'r = (x_j'Q)a + x_j'e``, the products ``x_j'Q`` are known, and by the Cauchy-Schwarz
    inequality the rest is at most ``||x_j|| * ||e||``. A column needs a product of its own only if
    this leaves open whether its gradient exceeds the penalty. If many columns do, e joins the
    basis.

    Parameters
    ----------
    columns : ndarray of shape (n_features, n_samples)
        Centred; row j is column j of the data.
    scale : ndarray of shape (n_features,)
        At least ``||x_j|| / sqrt(n_samples)``.
    """

    def __init__(self, columns: NDArray[np.float64], scale: NDArray[np.float64]) -> None:
        self.columns, self.scale = columns, scale
        p, n = columns.shape
        capacity = min(LARGEST, n)
        self.Q, self.products = np.empty((capacity, n)), np.empty((capacity, p))
        self.size, self.next = 0, 0

    def gradients(
        self, r: NDArray[np.float64], bound: NDArray[np.float64], wanted: NDArray[np.bool_]
    ) -> NDArray[np.float64]:
        """Return ``x_j'r/n`` for each column.

        The result is exact for wanted columns that exceed the bound. Other columns may have
        an approximation; if they are wanted, it is within the bound, as the exact value is.
        """
        n = len(r)
        if self.columns.size < SMALL:
            return self.columns @ r / n
        a = self.Q[: self.size] @ r
        e = r - a @ self.Q[: self.size]
        g = a @ self.products[: self.size]
        norm = np.sqrt(e @ e)
        uncertain = np.flatnonzero((np.abs(g) + norm / np.sqrt(n) * self.scale > bound) & wanted)
        if uncertain.size > FEW * len(g) and norm > ROUNDING * np.sqrt(r @ r):
            return g + norm * self._append(e / norm)
        for start in range(0, uncertain.size, BLOCK):
            block = uncertain[start : start + BLOCK]
            g[block] = self.columns[block] @ r / n
        return g

    def _append(self, q):
        """Add the direction q to the basis; return its products ``x_j'q/n``."""
        Q = self.Q[: self.size]
        q -= (Q @ q) @ Q  # once more: the first time left rounding error
        q /= np.sqrt(q @ q)
        self.Q[self.next] = q
        self.products[self.next] = product = self.columns @ q / len(q)
        self.size, self.next = max(self.size, self.next + 1), (self.next + 1) % len(self.Q)
        return product
