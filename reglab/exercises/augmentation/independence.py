"""Whether draws for the images of a batch are independent of each other."""

import numpy as np

# Correlations beyond this many standard errors do not occur by chance (less than once in 10^8).
FAR = 6.5
# The same for the variance of a sum of independent draws, as a multiple of what is expected.
LEAST, MOST = 0.45, 1.9
CALLS = 120


def dependence(*groups):
    """Describe how draws depend on each other; an empty text if they look independent.

    Parameters
    ----------
    *groups : arrays of shape (calls, n)
        One number for each call and image, from one distribution in each group.

    Returns
    -------
    str
    """
    calls, n = groups[0].shape
    for measure in (_centred, _size):
        scaled = [z for group in groups if (z := measure(group)) is not None]
        if not scaled:
            continue
        z = np.hstack(scaled)
        together = np.triu(z.T @ z / calls, 1)
        i, j = np.unravel_index(np.argmax(np.abs(together)), together.shape)
        if abs(together[i, j]) > FAR / np.sqrt(calls):
            first, second = sorted((int(i % n), int(j % n)))
            if first == second:
                return f"the two draws for image {first} depend on each other"
            return f"the draws for images {first} and {second} depend on each other"
        for part in scaled:
            ratio = np.mean(part.sum(axis=1) ** 2) / n
            if not LEAST < ratio < MOST:
                return "the draws of a batch balance each other"
        if abs(np.mean(z[1:] * z[:-1])) > FAR / np.sqrt(z[1:].size):
            return "the draws of a call depend on those of the call before"
    return ""


def _centred(values):
    return _scaled(values - values.mean())


def _size(values):
    """The distance from the middle: draws with only their signs random are not independent."""
    size = np.abs(values - values.mean())
    return _scaled(size - size.mean())


def _scaled(values):
    """Values with variance 1; None if they hardly vary."""
    spread = values.std()
    return values / spread if spread > 1e-6 * max(1.0, np.abs(values).max()) else None
