"""Exact solution of a lasso or elastic net over few columns, by exchanging signs."""

import numpy as np
from numpy.typing import NDArray

# A gradient that exceeds its bound by less than this (relative) only has a rounding error.
SLACK = 1e-11
# Largest number of rounds in a row that do not reduce the contradictions.
PATIENCE = 3
# With a smaller ridge, solving in row space would lose digits.
LEAST_RIDGE = 1e-6


class SignedProblem:
    """Minimize ``1/2 z'Gz - c'z + sum_j penalty_j*|z_j| + 1/2 sum_j ridge_j*z_j^2``.

    Parameters
    ----------
    G : ndarray of shape (k, k)
        Positive semidefinite.
    c : ndarray of shape (k,)
    penalty, ridge : ndarray of shape (k,)
        > 0.
    dust : float
        Gradients that exceed their penalty by at most this count as equal to it.
    Z : ndarray of shape (k, n) or None
        With ``G = ZZ'/n``: if many more than n weights are nonzero, systems of size n suffice.
    """

    def __init__(
        self,
        G: NDArray[np.float64],
        c: NDArray[np.float64],
        penalty: NDArray[np.float64],
        ridge: NDArray[np.float64],
        *,
        dust: float,
        Z: NDArray[np.float64] | None = None,
    ) -> None:
        self.G, self.c, self.penalty, self.ridge, self.Z = G, c, penalty, ridge, Z
        self.bound = penalty * (1 + SLACK) + dust

    def solve(
        self, z: NDArray[np.float64], signs: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Start from z with the given signs; return the minimum, its signs, and ``c - Gz``."""
        return self._exchange(signs) or self._descend(z, signs)

    def _exchange(self, signs):
        """Exchange all contradictions at once (Kim and Park, 2010); None if that fails.

        With the signs of the nonzero weights fixed, the minimum solves a linear system. A weight
        that gets the wrong sign becomes 0, and a weight at 0 whose gradient exceeds its penalty
        takes the gradient's sign.
        """
        signs = signs.copy()
        fewest, patience = len(signs) + 1, PATIENCE
        while patience:
            z, g = self._minimum(signs)
            wrong, pulled = np.flatnonzero(z * signs < 0), self._pulled(g, signs)
            contradictions = wrong.size + pulled.size
            if contradictions == 0:
                return z, signs, g
            patience = PATIENCE if contradictions < fewest else patience - 1
            fewest = min(fewest, contradictions)
            signs[wrong] = 0
            signs[pulled] = np.sign(g[pulled])
        return None

    def _descend(self, z, signs):
        """Exchange one sign at a time, along a line on which the objective falls.

        This is the search of Lee, Battle, Raina and Ng (2006), Efficient Sparse Coding Algorithms,
        NIPS: move towards the minimum for the current signs, stop where the first weight reaches 0,
        and drop it; at the minimum, add the weight whose gradient exceeds its bound most. No set of
        signs occurs twice, so this ends. It is slow, and needed only if G is nearly singular.
        """
        z, signs, joined = z.copy(), signs.copy(), None
        while True:
            target, g = self._minimum(signs)
            crossing = np.flatnonzero(target * signs < 0)
            if crossing.size:
                steps = z[crossing] / (z[crossing] - target[crossing])
                first = crossing[np.argmin(steps)]
                if first == joined and z[first] == 0:  # its gradient exceeded the bound by rounding
                    signs[first] = 0
                    return (z, signs, self.c - self.G @ z)
                z += np.min(steps) * (target - z)
                z[first] = signs[first] = 0
                continue
            z, pulled = target, self._pulled(g, signs)
            if pulled.size == 0:
                return z, signs, g
            joined = pulled[np.argmax(np.abs(g[pulled]) - self.bound[pulled])]
            signs[joined] = np.sign(g[joined])

    def _pulled(self, g, signs):
        return np.flatnonzero((np.abs(g) > self.bound) & (signs == 0))

    def _minimum(self, signs):
        """Minimize with the signs fixed; return the weights and ``c - Gz``."""
        z = np.zeros(len(signs))
        active = np.flatnonzero(signs)
        if active.size == 0:
            return z, self.c
        right = self.c[active] - self.penalty[active] * signs[active]
        ridge = self.ridge[active]
        if self.Z is not None and active.size > 1.5 * self.Z.shape[1] and min(ridge) > LEAST_RIDGE:
            rows = self.Z[active]
            z[active] = found = _solve_in_row_space(rows, ridge, right)
            return z, self.c - self.Z @ (found @ rows) / self.Z.shape[1]
        rows = self.G[active]
        system = rows[:, active]
        system.flat[:: active.size + 1] += ridge
        z[active] = found = np.linalg.solve(system, right)
        return z, self.c - found @ rows


def _solve_in_row_space(rows, ridge, right):
    """Solve ``(rows rows'/n + diag(ridge)) x = right`` by a system of size n (Woodbury)."""
    n = rows.shape[1]
    root = np.sqrt(ridge)
    scaled = rows / root[:, None]
    system = scaled.T @ scaled
    system.flat[:: n + 1] += n
    return (right - root * (scaled @ np.linalg.solve(system, scaled.T @ (right / root)))) / ridge
