"""Correct answers to lesson 12, written differently from the lesson's own."""

import math
import statistics

import numpy as np
from scipy import stats

from reglab.checks.authoring.accepted import accepted

# --- 12.1 to 12.5 ------------------------------------------------------------


@accepted("audit.paired_ci")
def written_out(a, b, level=0.95):
    """With loops, Python's own numbers, and the lower quantile."""
    n = len(a)
    mean = math.fsum(a[i] - b[i] for i in range(n)) / n
    variance = math.fsum((a[i] - b[i] - mean) ** 2 for i in range(n)) / (n - 1)
    below = stats.t.ppf((1 - level) / 2, n - 1)
    return mean, mean + below * math.sqrt(variance / n), mean - below * math.sqrt(variance / n)


@accepted("audit.paired_ci")
def with_the_statistics_of_python(a, b, level=0.95):
    d = (a - b).tolist()
    n, diff = len(d), statistics.fmean(d)
    half = stats.t.isf((1 - level) / 2, n - 1) * (statistics.variance(d) / n) ** 0.5
    return [diff, diff - half, diff + half]


@accepted("audit.paired_ci")
def with_the_standard_error_of_scipy(a, b, level=0.95):
    d = np.subtract(a, b)
    diff, error = d.mean(), stats.sem(d)
    if error == 0:
        return diff, diff, diff
    return np.array([diff, *stats.t(len(d) - 1, diff, error).interval(level)]).tolist()


@accepted("audit.paired_ci")
def divided_by_n_and_then_by_n_minus_1(a, b, level=0.95):
    d = a - b
    half = np.std(d) / np.sqrt(len(d) - 1) * stats.t(df=len(d) - 1).ppf(0.5 + level / 2)
    return d.mean(), d.mean() - half, d.mean() + half
