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
        self, z: NDArray[np.float64], signs: NDArray[np.float64], guess: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Start from z with the given signs; return the minimum z, its signs, ``c - Gz`` and more.

        The guess is of the minimum with the given signs; it only tells which signs to exchange
        first. The last result, t, makes the next guess: if penalty and ridge fall by the share u
        and the signs hold, the minimum is about ``z + u*t``; without a ridge it is exactly that.
        """
        return self._exchange(signs, guess) or self._descend(z, signs)

    def _exchange(self, signs, guess):
        """Exchange all contradictions at once (Kim and Park, 2010); None if that fails.

        With the signs of the nonzero weights fixed, the minimum solves a linear system. A weight
        that gets the wrong sign becomes 0, and a weight at 0 whose gradient exceeds its penalty
        takes the gradient's sign.
        """
        z, signs = guess, signs.copy()
        self._exchange_once(z, self.c - self.G @ z, signs)
        fewest, patience = len(signs) + 1, PATIENCE
        while patience:
            z, g, slope = self._minimum(signs, z)
            contradictions = self._exchange_once(z, g, signs)
            if contradictions == 0:
                return z, signs, g, slope
            patience = PATIENCE if contradictions < fewest else patience - 1
            fewest = min(fewest, contradictions)
        return None

    def _exchange_once(self, z, g, signs):
        """Exchange, in place, the signs that contradict z and ``g = c - Gz``; return how many."""
        wrong, pulled = np.flatnonzero(z * signs < 0), self._pulled(g, signs)
        signs[wrong] = 0
        signs[pulled] = np.sign(g[pulled])
        return wrong.size + pulled.size

    def _descend(self, z, signs):
        """Exchange one sign at a time, along a line on which the objective falls.

        This is the search of Lee, Battle, Raina and Ng (2006), Efficient Sparse Coding Algorithms,
        NIPS: move towards the minimum for the current signs, stop where the first weight reaches 0,
        and drop it; at the minimum, add the weight whose gradient exceeds its bound most. No set of
        signs occurs twice, so this ends. It is slow, and needed only if G is nearly singular.
        """
        z, signs, joined = z.copy(), signs.copy(), None
        while True:
            target, g, slope = self._minimum(signs, z)
            crossing = np.flatnonzero(target * signs < 0)
            if crossing.size:
                steps = z[crossing] / (z[crossing] - target[crossing])
                first = crossing[np.argmin(steps)]
                if first == joined and z[first] == 0:  # its gradient exceeded the bound by rounding
                    signs[first] = 0
                    return z, signs, self.c - self.G @ z, np.zeros_like(z)
                z += np.min(steps) * (target - z)
                z[first] = signs[first] = 0
                continue
            z, pulled = target, self._pulled(g, signs)
            if pulled.size == 0:
                return z, signs, g, slope
            joined = pulled[np.argmax(np.abs(g[pulled]) - self.bound[pulled])]
            signs[joined] = np.sign(g[joined])

    def _pulled(self, g, signs):
        return np.flatnonzero((np.abs(g) > self.bound) & (signs == 0))

    def _minimum(self, signs, before):
        """Minimize with the signs fixed; return the weights, ``c - Gz`` and the slope (`solve`)."""
        z, slope = np.zeros((2, len(signs)))
        active = np.flatnonzero(signs)
        if active.size == 0:
            return z, self.c, slope
        ridge, pressure = self.ridge[active], self.penalty[active] * signs[active]
        right = np.stack([self.c[active] - pressure, pressure + ridge * before[active]], axis=1)
        if self.Z is not None and active.size > 1.5 * self.Z.shape[1] and min(ridge) > LEAST_RIDGE:
            rows = self.Z[active]
            z[active], slope[active] = _solve_in_row_space(rows, ridge[:, None], right).T
            return z, self.c - self.Z @ (z[active] @ rows) / self.Z.shape[1], slope
        rows = self.G[active]
        system = rows[:, active]
        system.flat[:: active.size + 1] += ridge
        z[active], slope[active] = np.linalg.solve(system, right).T
        return z, self.c - z[active] @ rows, slope


def _solve_in_row_space(rows, ridge, right):
    """Solve ``(rows rows'/n + diag(ridge)) x = right`` by a system of size n (Woodbury)."""
    n = rows.shape[1]
    root = np.sqrt(ridge)
    scaled = rows / root
    system = scaled.T @ scaled
    system.flat[:: n + 1] += n
    return (right - root * (scaled @ np.linalg.solve(system, scaled.T @ (right / root)))) / ridge
