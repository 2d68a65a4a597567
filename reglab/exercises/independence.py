"""Whether the draws of a random answer are independent of each other."""

import numpy as np

# A correlation is beyond this many standard errors less than once in 10^9 by chance.
FAR = 6.5
# A variance is beyond this many less than once in 10^7.
UNUSUAL = 5.6


def dependence(*groups, draws="the draws for images", call="batch"):
    """Describe how draws depend on each other; an empty text if they look independent.

    Parameters
    ----------
    *groups : arrays of shape (calls, n)
        One number for each draw of each call, from one distribution in each group.
    draws : str
        What the n draws are for, in the plural.
    call : str
        What is drawn at a time, in the singular.

    Returns
    -------
    str
    """
    calls, n = groups[0].shape
    least, most = _usual_variances(calls)
    for measure in (_centred, _size):
        scaled = [z for group in groups if (z := measure(group)) is not None]
        if not scaled:
            continue
        z = np.hstack(scaled)
        together = np.triu(z.T @ z / calls, 1)
        i, j = np.unravel_index(np.argmax(np.abs(together)), together.shape)
        if abs(together[i, j]) > FAR / np.sqrt(calls):
            first, second = sorted((int(i % n), int(j % n)))
            which = f"{first} and {second}" if first != second else f"{first}, two for each,"
            return f"{draws} {which} depend on each other"
        for part in scaled:
            ratio = np.mean(part.sum(axis=1) ** 2) / n
            if ratio < least:
                return f"the draws of a {call} balance each other"
            if ratio > most:
                return f"the draws of a {call} resemble each other"
        for step in (1, 2):
            if abs(np.mean(z[step:] * z[:-step])) > FAR / np.sqrt(z[step:].size):
                before = f"the {call} before" if step == 1 else f"the last {call} but one"
                return f"the draws of a {call} depend on those of {before}"
    return ""


def _usual_variances(calls):
    """What the variance of the sum of a call may be, as multiples of that of independent draws."""
    # Wilson and Hilferty: the cube root of a chi-squared number is nearly normal.
    error = np.sqrt(2 / (9 * calls))
    return tuple((1 - error**2 + sign * UNUSUAL * error) ** 3 for sign in (-1, 1))


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
