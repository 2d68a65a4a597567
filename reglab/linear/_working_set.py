"""The columns whose weights may be nonzero, and the solutions along a path."""

import numpy as np
from numpy.typing import NDArray

from reglab.linear._pivoting import SLACK, SignedProblem
from reglab.linear._residual_basis import ResidualBasis
from reglab.linear.optimality import gap_of_gradient

# With at most this many columns, and at least as many rows, all columns are members from the
# start: their Gram matrix costs less than one pass over the rows for every penalty.
SMALL = 500
# At most this many columns, or twice the active ones, join at once: those with the largest
# gradients.
ROOM = 100
# A pull towards the last solution, relative to a column's variance. It makes every linear system
# solvable, even with duplicated columns, and its error shrinks with every round.
PROXIMAL = 1e-12
ROUNDS = 3
# A gradient below this, relative to the standard deviations of column and y, is rounding error.
DUST = 1e-14


class WorkingSet:
    """Some columns of centred data in units of their standard deviation, and their products.

    With ``Z`` the scaled columns, G and c hold ``Z'Z/n`` and ``Z'yc/n``, and the weights are
    ``z_j = w_j * scale_j``, so the conditioning does not depend on the scale of the columns. The
    gradient ``g = Xc'r/n`` of all columns is that of the last solution.

    Parameters
    ----------
    Xc : ndarray of shape (n_samples, n_features)
        Centred.
    yc : ndarray of shape (n_samples,)
        Centred.
    tol : float
        Largest duality gap of a solution, relative to the loss of w = 0.
    """

    def __init__(self, Xc: NDArray[np.float64], yc: NDArray[np.float64], tol: float) -> None:
        n, n_features = Xc.shape
        self.columns, self.yc = Xc.T, yc
        self.unit = np.mean(yc**2)
        self.goal, self.dust = tol * self.unit / 2, DUST * np.sqrt(self.unit)
        self.g = self.columns @ yc / n
        self.complete = n_features <= min(n, SMALL)
        if self.complete:
            products = self.columns @ Xc / n
            self.scale = _standard_deviations(np.diag(products))
            self.G = products / np.multiply.outer(self.scale, self.scale)
            self.members = np.arange(n_features)
        else:
            squares = np.einsum("ij,ij->i", self.columns, self.columns)
            self.scale = _standard_deviations(squares / n)
            self.G, self.Z = np.empty((0, 0)), np.empty((0, n))
            self.members = np.empty(0, dtype=int)
            self.basis = ResidualBasis(self.columns, self.scale)
        self.scale_in = self.scale[self.members]
        self.c = self.g[self.members] / self.scale_in
        self.z, self.signs, self.slope = np.zeros((3, len(self.c)))
        self.l1 = np.inf
        self.outside = np.full(n_features, not self.complete)

    def weights(self) -> NDArray[np.float64]:
        """Return the weights of the members in the data's units."""
        return self.z / self.scale_in

    def admit_above(self, bound: float | NDArray[np.float64]) -> int:
        """Add columns with a gradient above the bound; return how many were added."""
        if self.complete:
            return 0
        size = np.abs(self.g)
        new = np.flatnonzero((size > bound) & self.outside)
        room = max(ROOM, 2 * int(np.count_nonzero(self.signs)))
        if new.size > room:
            new = new[np.argpartition(-size[new], room)[:room]]
        if new.size:
            self._admit(new)
        return new.size

    def _admit(self, new):
        n, k, m = len(self.yc), len(self.members), len(self.members) + len(new)
        if m > len(self.G):  # double the capacity, so that growing rarely copies
            self.Z, self.G = _enlarged(self.Z, (2 * m, n)), _enlarged(self.G, (2 * m, 2 * m))
        self.Z[k:m] = self.columns[new] / self.scale[new, None]
        self.G[:m, k:m] = self.Z[:m] @ self.Z[k:m].T / n
        self.G[k:m, :k] = self.G[:k, k:m].T
        self.c = np.append(self.c, self.Z[k:m] @ self.yc / n)
        known = np.stack([self.z, self.signs, self.slope])
        self.z, self.signs, self.slope = np.hstack([known, np.zeros((3, len(new)))])
        self.members = np.append(self.members, new)
        self.scale_in = self.scale[self.members]
        self.outside[new] = False

    def solve(self, l1: float, l2: float) -> bool:
        """Minimize with ``l1 * ||w||_1 + l2/2 * ||w||^2``; return whether no sign changed."""
        before, rounds = self.signs, 0
        while rounds < ROUNDS:
            self._solve_members(l1, l2)
            if self._gap(l1, l2) <= self.goal:
                break
            if not self.admit_above(self._bound(l1)):
                rounds += 1  # every gradient is within its bound: only the pull's error is left
        return np.array_equal(before, self.signs)

    def _bound(self, l1):
        return l1 * (1 + SLACK) + self.dust * self.scale

    def _solve_members(self, l1, l2):
        k = len(self.members)
        pull = PROXIMAL * self.z
        problem = SignedProblem(
            self.G[:k, :k],
            self.c + pull,
            penalty=l1 / self.scale_in,
            ridge=PROXIMAL + l2 / self.scale_in**2,
            dust=self.dust,
            Z=None if self.complete else self.Z[:k],
        )
        guess = self.z + (1 - l1 / self.l1) * self.slope
        self.z, self.signs, g, self.slope = problem.solve(self.z, self.signs, guess)
        self.l1 = l1
        if self.complete:
            self.g = self.scale * (g - pull)
        else:
            r = self.yc - self.z @ self.Z[:k]
            self.g = self.basis.gradients(r, self._bound(l1), self.outside)
            self.g[self.members] = self.scale_in * (self.Z[:k] @ r) / len(r)

    def follow(self, l1s: NDArray[np.float64]) -> NDArray[np.float64]:
        """Go on to falling penalties ``l1s`` (l2 = 0) until a sign changes.

        Until then weights and gradients are linear in the penalty, so no system is solved. Returns
        the weights of the members, one row for each penalty that was reached.
        """
        rate = self.slope / self.l1
        start = self.z + self.slope  # z = start - l1 * rate
        z = start - l1s[:, None] * rate
        kept = np.all(z * self.signs >= 0, axis=1)
        kept &= PROXIMAL * np.sum(z**2, axis=1) <= self.goal  # a bound on the pull's error
        if not kept[:1].any():
            return z[:0] / self.scale_in
        at_0, rise = self._gradients_of(start), -self._gradients_of(rate, of_y=0.0)
        active = self.members[self.signs != 0]
        at_0[active] = rise[active] = 0
        kept &= l1s >= _least_penalty(at_0, rise)
        reached = len(kept) if kept.all() else int(np.argmin(kept))
        if reached:
            self.z, self.slope = z[reached - 1], rate * l1s[reached - 1]
            self.l1 = l1s[reached - 1]
            self.g = at_0 + self.l1 * rise
            self.g[active] = self.l1 * self.signs[self.signs != 0]
        return z[:reached] / self.scale_in

    def _gradients_of(self, z, of_y=1.0):
        """Return ``Xc'(of_y * yc - Zz)/n`` of all columns."""
        k = len(self.members)
        if self.complete:
            return self.scale * (of_y * self.c - z @ self.G)
        return self.columns @ (of_y * self.yc - z @ self.Z[:k]) / len(self.yc)

    def _gap(self, l1, l2):
        w = self.weights()
        # mean(r^2) without a pass over the rows
        mean_square = self.unit - self.z @ self.c - w @ self.g[self.members]
        return gap_of_gradient(self.g, w, self.members, mean_square, l1, l2)


def _least_penalty(at_0, rise):
    """Return the least l1 down to which ``|at_0 + l1 * rise| <= l1 * (1 + SLACK)``."""
    at_0, room = np.append(at_0, -at_0), 1 + SLACK - np.append(rise, -rise)
    falls = room > 0  # the others fall below the penalty more and more
    return np.max(at_0[falls] / room[falls], initial=0.0)


def _standard_deviations(variances):
    # A constant column gets 1: its gradient is 0 for any divisor.
    return np.where(variances > 0, np.sqrt(variances), 1.0)


def _enlarged(A, shape):
    larger = np.empty(shape)
    larger[: len(A), : A.shape[1]] = A
    return larger
