"""Exercise 5.3: the known wrong answers."""

import numpy as np

from ..probes import ONE_SE_RULE


@ONE_SE_RULE.misconception(
    "the smallest lam within one se",
    hint="You pick the weaker side. The simplest model has the LARGER lam (with scikit-learn's C "
    "it is the smaller one).",
)
def weaker_side(lams, mean, se):
    best = np.argmin(mean)
    return np.min(lams[mean <= mean[best] + se[best]])


@ONE_SE_RULE.misconception(
    "the minimum itself",
    hint="That is the lam of the smallest mean. The rule goes on to the largest lam that is no "
    "more than one se worse.",
)
def minimum(lams, mean, se):
    return lams[np.argmin(mean)]


@ONE_SE_RULE.misconception(
    "the largest lam of all",
    hint="You return the largest lam whatever its error. Its mean must be within one se of the "
    "minimum.",
)
def largest_of_all(lams, mean, se):
    return np.max(lams)


@ONE_SE_RULE.misconception(
    "each lam's own se",
    hint="You use the se of each candidate. The threshold is one number: the smallest mean plus "
    "the se at that lam.",
)
def own_se(lams, mean, se):
    return np.max(lams[mean - se <= np.min(mean)])


@ONE_SE_RULE.misconception(
    "intervals that overlap",
    hint="You ask whether two bars overlap. The rule compares a mean with the smallest mean plus "
    "one se, that of the minimum.",
)
def overlapping(lams, mean, se):
    best = np.argmin(mean)
    return np.max(lams[mean - se <= mean[best] + se[best]])


@ONE_SE_RULE.misconception(
    "the smallest se",
    hint="You add the smallest se of all. The threshold uses the se at the lam with the smallest "
    "mean.",
)
def smallest_se(lams, mean, se):
    return np.max(lams[mean <= np.min(mean) + np.min(se)])


@ONE_SE_RULE.misconception(
    "the mean of all se",
    hint="You add the average se. The threshold uses the se at the lam with the smallest mean.",
)
def mean_se(lams, mean, se):
    return np.max(lams[mean <= np.min(mean) + np.mean(se)])


@ONE_SE_RULE.misconception(
    "the smallest mean plus se",
    hint="You minimize mean + se. Find the smallest mean first, then add the se at that lam.",
)
def smallest_sum(lams, mean, se):
    return np.max(lams[mean <= np.min(mean + se)])


@ONE_SE_RULE.misconception(
    "two se",
    hint="Your band is two standard errors wide. The rule takes one.",
)
def two_se(lams, mean, se):
    best = np.argmin(mean)
    return np.max(lams[mean <= mean[best] + 2 * se[best]])


@ONE_SE_RULE.misconception(
    "the largest error within one se",
    hint="You take the largest mean within the band. Take the largest lam.",
)
def largest_error(lams, mean, se):
    best = np.argmin(mean)
    within = mean <= mean[best] + se[best]
    return lams[np.argmax(np.where(within, mean, -np.inf))]


@ONE_SE_RULE.misconception(
    "the place in place of the lam",
    hint="You return a position in the array. Return the lam that stands there.",
)
def position(lams, mean, se):
    best = np.argmin(mean)
    within = np.flatnonzero(mean <= mean[best] + se[best])
    return int(within[np.argmax(lams[within])])


@ONE_SE_RULE.misconception(
    "the last one in the array",
    hint="You take the last lam within one se, which is the largest only if lams grow. Compare the "
    "lams themselves.",
)
def last(lams, mean, se):
    best = np.argmin(mean)
    return lams[np.flatnonzero(mean <= mean[best] + se[best])[-1]]


@ONE_SE_RULE.misconception(
    "the first one in the array",
    hint="You take the first lam within one se, which is the largest only if lams fall. Compare "
    "the lams themselves.",
)
def first(lams, mean, se):
    best = np.argmin(mean)
    return lams[np.flatnonzero(mean <= mean[best] + se[best])[0]]


@ONE_SE_RULE.misconception(
    "stopped at the first step outside",
    hint="You walk from the minimum and stop where the curve leaves the band. Of ALL lams within "
    "one se the largest counts.",
)
def walked(lams, mean, se):
    order = np.argsort(lams)
    mean, se, best = mean[order], se[order], np.argmin(mean[order])
    i = best
    while i + 1 < len(lams) and mean[i + 1] <= mean[best] + se[best]:
        i += 1
    return lams[order][i]


@ONE_SE_RULE.misconception(
    "strictly within",
    hint="A mean of exactly one se above the minimum is still within: <= in place of <.",
)
def strictly(lams, mean, se):
    best = np.argmin(mean)
    return np.max(lams[(mean < mean[best] + se[best]) | (mean == mean[best])])


@ONE_SE_RULE.misconception(
    "all lams within one se",
    hint="You return every lam within one se. Return one number, the largest of them.",
)
def all_within(lams, mean, se):
    best = np.argmin(mean)
    return lams[mean <= mean[best] + se[best]]
