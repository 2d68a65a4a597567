# %% [markdown]
# # Lesson 12. Audit an article
#
# **By the end you can**
#
# - turn a sentence such as "dropout beats a plain network" into an experiment that can fail;
# - compute a paired interval, test whether two methods are equivalent, and adjust for many comparisons;
# - decide before the experiment how many seeds it needs;
# - give every method the same data and equally many candidates, and read the test rows once;
# - recommend a technique for a situation, with the evidence and its limits.
#
# **Time** about 150 minutes; the end of 12.4 is a good place for a break. The last section is a small project of
# your own, about two hours more. **Before this** lessons 1 to 10.
#
# Each exercise ends with a check. A failed check shows the smallest case that fails and a hint;
# `example("audit.tost")` gives you the inputs of that case. `compare` contains the reference solutions of this
# lesson. The figures use them, so they work before your own functions do. (Cells that compare *your* answer with
# the library need your answer.)

# %% jupyter={"source_hidden": true}
# Folded: the imports of this lesson
import json
from pathlib import Path

import numpy as np
from scipy import stats
from sklearn.linear_model import ElasticNet, Lasso, Ridge

from reglab import augment, compare, datasets, linear, nn, plots
from reglab.checks import check, example, predict, reveal

# %% [markdown]
# ## 12.0 One run proves nothing
#
# One of the articles behind this course trains a network seven times, each time with another technique, and compares
# the techniques by one accuracy each.
#
# How far apart are two runs of the *same* technique? We train a plain network on 200 images of digits, 20 % of them with
# wrong labels. Then we train it again with the same images and the same initial weights, and change only the order of the
# batches. We do this for 20 seeds; each has its own images.
#
# *Before you run the cell:* by how many points will the two runs of one seed differ?

# %% tags=["experiment"]
digits = datasets.load_digits()
SEEDS = range(20)
PLAIN = (nn.Dense(128), nn.ReLU(), nn.Dense(10))


def split(n, noise):
    """Training, validation and test rows of all seeds, with a share of wrong labels among the first two."""
    return datasets.split_seeds(digits.X / 16, digits.y, (n, 200, 1000), seeds=SEEDS, noise=noise)


# %% tags=["experiment"]
train, _, test = split(200, 0.2)
start = nn.Network(PLAIN, 64, rng=[np.random.default_rng(seed) for seed in SEEDS])
runs = []
for order in (1, 2):
    network = start.copy()
    nn.fit(
        network, *train, optimizer=nn.Adam(2e-3), epochs=60, batch_size=50,
        rng=[np.random.default_rng([seed, order]) for seed in SEEDS],
    )  # fmt: skip
    runs.append(100 * nn.accuracy(network(test[0]), test[1]))
apart = runs[0] - runs[1]


# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
def signed(value, digits):
    """A number with its sign, and a real minus sign."""
    return f"{value:+.{digits}f}".replace("-", "−")


fig, ax = plots.figure(
    f"Two runs that differ only in the order of the batches:\n"
    f"single pairs differ by up to {abs(apart).max():.1f} points; the mean difference is "
    f"{signed(apart.mean(), 1)}",
    "accuracy of run 1 minus that of run 2 (points)",
    "",
    size=(7.4, 2.6),
)
plots.intervals(
    ax,
    {"20 seeds,\nmean and 95 %": compare.paired_ci(*runs)},
    dots={"20 seeds,\nmean and 95 %": apart},
)
plots.show(
    fig,
    "Differences between two runs of the same network for 20 seeds, as dots on both sides of 0, and the "
    "95 % interval of their mean, which is much narrower than the spread of the dots.",
)

# %% [markdown]
# Pick one of these pairs, call run 1 "with our new technique", and you have a result. So this lesson asks of every
# sentence: *which experiment could prove it wrong, and how many seeds does that experiment need?*
#
# ## 12.1 An interval for a difference
#
# You know `compare.paired_ci` from lesson 1. Now write it yourself, because everything else in this lesson rests on it.

# %% [markdown]
# ### Exercise 12.1
#
# Write `paired_ci`. Entry $i$ of `a` and `b` is of the same seed, so subtract first: $d_i = a_i - b_i$. With the
# mean $\bar d$ and the standard deviation $s$ of the $n$ differences, where $s$ divides by $n - 1$, the interval is
#
# $$\bar d \pm t\,\frac{s}{\sqrt n}.$$
#
# Here $t$ is the quantile $(1 + \text{level})/2$ of Student's distribution with $n - 1$ degrees of freedom:
# `stats.t.ppf(q, n - 1)`. Return the three numbers $\bar d$, lower end and upper end, in this order, and do not round
# them. If all differences are equal, so that $s = 0$, both ends are $\bar d$.
#
# The scores may be integers or floats, of any size and unit. `scipy.stats` also has functions that return the whole
# interval (`ttest_rel`, `ttest_1samp`, `bayes_mvs`, `mvsdist`): you may not use these here.


# %% nbgrader={"grade_id": "12-paired-ci", "solution": true}
def paired_ci(a, b, level=0.95):
    """Mean of the differences a - b, with its confidence interval.

    a, b : arrays of shape (n,), one score for each seed, n >= 2
    level : float between 0 and 1
    Returns (diff, lo, hi), three numbers.
    """
    ### BEGIN SOLUTION
    d = a - b
    n = len(d)
    half = stats.t.ppf((1 + level) / 2, n - 1) * np.std(d, ddof=1) / np.sqrt(n)
    return np.mean(d), np.mean(d) - half, np.mean(d) + half
    ### END SOLUTION


# %% nbgrader={"grade_id": "12-paired-ci-check", "grade": true}
check("audit.paired_ci")

# %% nbgrader={"grade_id": "12-paired-ci-hidden", "grade": true}
# The graded check of Exercise 12.1 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("audit.paired_ci")
### END HIDDEN TESTS


# %% [markdown]
# ### Does it agree with the library?
#
# `scipy.stats.ttest_rel` is the paired t test, and its result has the interval. `ttest_ind` ignores the pairs.
#
# *Before you run the cell:* each seed makes both methods better or worse together. How much wider is an interval that
# ignores this?

# %% tags=["experiment"]
rng = np.random.default_rng(0)
easy = 2.0 * rng.standard_normal(20)  # what a seed's data do to both methods, in points
a = 90.5 + easy + 0.7 * rng.standard_normal(20)
b = 90.0 + easy + 0.7 * rng.standard_normal(20)
paired = stats.ttest_rel(a, b).confidence_interval()
unpaired = stats.ttest_ind(a, b).confidence_interval()
diff, lo, hi = paired_ci(a, b)
print(f"yours     [{lo:+.3f}, {hi:+.3f}]   half-width {(hi - lo) / 2:.2f}")
for name, interval in (("paired", paired), ("unpaired", unpaired)):
    print(
        f"{name:9} [{interval.low:+.3f}, {interval.high:+.3f}]   half-width {(interval.high - interval.low) / 2:.2f}"
    )

# %% [markdown]
# The unpaired interval contains the differences between the seeds' data, which have nothing to do with the methods. It
# needs many times as many seeds for the same answer.
#
# The interval assumes that the differences are roughly normal. If they are strongly skewed it is too narrow: for exponential
# differences, an interval called "95 %" holds the true mean in about 88 % of the experiments with 5 seeds, and in about 92 %
# with 20. That is one reason why this course uses 20.

# %% [markdown]
# **Predict.** The 95 % interval of a difference contains 0. Are the two methods equal?
#
# - `"a"`: Yes: the difference is not significant.
# - `"b"`: Yes, with a probability of 95 %.
# - `"c"`: That is not known: the interval contains 0, and other differences as well.

# %% nbgrader={"grade_id": "12-predict-not-significant-choice", "solution": true}
not_significant_prediction = None
### BEGIN SOLUTION
not_significant_prediction = "c"
### END SOLUTION

# %% nbgrader={"grade_id": "12-predict-not-significant", "grade": true}
predict("audit.not_significant", not_significant_prediction)

# %% tags=["experiment"]
reveal("audit.not_significant")


# %% [markdown]
# ## 12.2 Equal enough
#
# If an interval contains 0, we do not know the sign. To say "these methods are equal" we need something else. They
# are never exactly equal, so we first say which differences would not matter: those smaller than a **margin**.
# In this course it is one point of accuracy, and it is chosen before the experiment. Two methods are **equivalent** if
# we can show that the true difference is inside $(-\text{margin}, \text{margin})$.

# %% [markdown]
# ### Exercise 12.2
#
# Write `tost`, the two one-sided tests for equivalence. With the differences $d_i = a_i - b_i$, their mean $\bar d$,
# their standard deviation $s$ (it divides by $n - 1$) and $\text{se} = s/\sqrt n$, compute
#
# $$t_1 = \frac{\bar d + \text{margin}}{\text{se}}, \qquad t_2 = \frac{\bar d - \text{margin}}{\text{se}}.$$
#
# The first test asks whether the true mean is above $-\text{margin}$; its p-value is $P(T > t_1)$. The second one asks
# whether it is below $\text{margin}$; its p-value is $P(T < t_2)$. $T$ has Student's distribution with $n - 1$ degrees of
# freedom (`stats.t.sf` and `stats.t.cdf`). Both must succeed, so the result is **the larger of the two p-values**.
# Return it without rounding. You may use the one-sided tests of `scipy.stats`.
#
# If all differences are equal, $s$ is 0. Then return 0 if $|\bar d| < \text{margin}$, otherwise 1.


# %% nbgrader={"grade_id": "12-tost", "solution": true}
def tost(a, b, margin):
    """The p-value of "a and b are equivalent": small if the mean of a - b is within the margin.

    a, b : arrays of shape (n,), one score for each seed, n >= 2, integers or floats
    margin : number, > 0, in the units of a and b
    Returns a number from 0 to 1.
    """
    ### BEGIN SOLUTION
    d = a - b
    n = len(d)
    se = np.std(d, ddof=1) / np.sqrt(n)
    if se == 0:
        return 0.0 if abs(np.mean(d)) < margin else 1.0
    above = stats.t.sf((np.mean(d) + margin) / se, n - 1)
    below = stats.t.cdf((np.mean(d) - margin) / se, n - 1)
    return max(above, below)
    ### END SOLUTION


# %% nbgrader={"grade_id": "12-tost-check", "grade": true}
check("audit.tost")

# %% nbgrader={"grade_id": "12-tost-hidden", "grade": true}
# The graded check of Exercise 12.2 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("audit.tost")
### END HIDDEN TESTS


# %% [markdown]
# Each of the two tests leaves 5 % on its side, so `tost` is below 0.05 exactly if the **90 %** interval is inside the
# margins. (Lesson 1's intervals are 95 % ones; that is why the next exercise needs both.)

# %% [markdown]
# ### Exercise 12.3
#
# Write `verdict`. It says in one word what the seeds show about a method with scores `a`, compared with one with
# scores `b`; larger scores are better. With the intervals for the mean of $a - b$ from Exercise 12.1, **the first rule
# that fits counts**:
#
# 1. `"equivalent"` if the 90 % interval is inside the margins: its lower end is above $-\text{margin}$ and its upper
#    end is below $\text{margin}$. (This is the same as `tost(a, b, margin) < 0.05`.)
# 2. `"helps"` if the 95 % interval is entirely above 0.
# 3. `"hurts"` if the 95 % interval is entirely below 0.
# 4. `"unclear"` otherwise.
#
# If all differences are equal, both intervals are this single number, and the same rules apply.
#
# Use your `paired_ci`, and `tost` if you like. If one of them is still wrong, this exercise is checked with a correct
# one in its place.


# %% nbgrader={"grade_id": "12-verdict", "solution": true}
def verdict(a, b, margin):
    """What the differences a - b say: "equivalent", "helps", "hurts" or "unclear".

    a, b : arrays of shape (n,), one score for each seed, n >= 2, integers or floats
    margin : number, > 0, in the units of a and b
    """
    ### BEGIN SOLUTION
    _, lo, hi = paired_ci(a, b, 0.90)
    if -margin < lo and hi < margin:
        return "equivalent"
    _, lo, hi = paired_ci(a, b, 0.95)
    if lo > 0:
        return "helps"
    if hi < 0:
        return "hurts"
    return "unclear"
    ### END SOLUTION


# %% nbgrader={"grade_id": "12-verdict-check", "grade": true}
check("audit.verdict")

# %% nbgrader={"grade_id": "12-verdict-hidden", "grade": true}
# The graded check of Exercise 12.3 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("audit.verdict")
### END HIDDEN TESTS


# %% [markdown]
# **Predict.** The 95 % interval of a gain is +0.3 to +0.7 points, and the margin is 1 point. What does verdict
# return?
#
# - `"a"`: "helps": the interval is above 0.
# - `"b"`: "equivalent": the gain is too small to matter.
# - `"c"`: Neither: if an interval without 0 is called equivalent, there is a bug.

# %% nbgrader={"grade_id": "12-predict-excludes-zero-choice", "solution": true}
excludes_zero_prediction = None
### BEGIN SOLUTION
excludes_zero_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "12-predict-excludes-zero", "grade": true}
predict("audit.excludes_zero", excludes_zero_prediction)

# %% tags=["experiment"]
reveal("audit.excludes_zero")


# %% [markdown]
# ## 12.3 How many seeds?
#
# We simulate experiments whose true difference we know. The differences of single seeds have a standard deviation of 1
# point, which is typical for our networks, and the margin is 1 point. For each true gain we simulate 4,000 experiments
# with 5, 10 and 20 seeds, and count the verdicts.
#
# *Before you run the cell:* the methods are equal, and you have 5 seeds. How often is the verdict "unclear"?

# %% tags=["experiment"]
GAINS, COUNTS = np.linspace(0, 2, 9), (5, 10, 20)


def shares_of_verdicts(n, gain, trials=4000):
    """The share of each verdict among simulated experiments with n seeds, sd 1 and margin 1."""
    d = gain + np.random.default_rng(n).standard_normal((trials, n))
    mean, se = d.mean(axis=1), d.std(axis=1, ddof=1) / np.sqrt(n)
    t90, t95 = stats.t.ppf([0.95, 0.975], n - 1)
    equivalent = abs(mean) + t90 * se < 1
    helps = ~equivalent & (mean - t95 * se > 0)
    hurts = ~equivalent & (mean + t95 * se < 0)
    shares = {"equivalent": equivalent, "helps": helps, "hurts": hurts}
    found = {name: own.mean() for name, own in shares.items()}
    return found | {"unclear": 1 - sum(found.values())}


simulated = {n: [shares_of_verdicts(n, gain) for gain in GAINS] for n in COUNTS}

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, axes = plots.figures(
    f"If the methods are equal, 5 seeds leave {100 * simulated[5][0]['unclear']:.0f} % of the experiments "
    f"undecided, 20 seeds {100 * simulated[20][0]['unclear']:.0f} %",
    [(f"true gain (points), {n} seeds", "share of experiments" if n == 5 else "") for n in COUNTS],
    size=(10, 3.8),
    sharey=True,
)
for ax, n in zip(axes, COUNTS, strict=True):
    plots.stacked_shares(ax, GAINS, simulated[n])
axes[-1].legend(loc="center left", bbox_to_anchor=(1, 0.5))
plots.show(
    fig,
    "Shares of the four verdicts against the true gain, for 5, 10 and 20 seeds. With 5 seeds most "
    "experiments without a true gain are unclear; with 20 seeds nearly all of them are equivalent. With 20 "
    "seeds 'helps' takes over from about three quarters of the margin on; with 5 seeds many experiments are "
    "unclear even at one margin.",
)

# %% [markdown]
# An unclear verdict is not a result about the methods. It is a result about the experiment: it had too few seeds. You
# can know that before you start, if you know how much the differences of single seeds vary, for example from a pilot
# study with other seeds.

# %% [markdown]
# ### Exercise 12.4
#
# How many seeds do you need before `tost` can find two equal methods equivalent? Suppose that the true mean
# difference is 0 and that the differences are normal with standard deviation sd. The $n$ differences that you see
# have a mean $\bar d$ and a standard deviation $s$, and `tost` is below 0.05 if $|\bar d| < \text{margin} - t\,s/\sqrt n$,
# where $t$ is the quantile 0.95 of Student's distribution with $n - 1$ degrees of freedom. If you knew $s$, the
# probability of this would be
#
# $$p(s) = \max\Big(0,\; 2\,\Phi\Big(\frac{\text{margin}\,\sqrt n - t\,s}{\text{sd}}\Big) - 1\Big),$$
#
# where $\Phi$ is the normal distribution function (`stats.norm.cdf`). But $s$ varies: $(n - 1)\,s^2/\text{sd}^2$ has a
# chi-squared distribution with $n - 1$ degrees of freedom. The **power** is the mean of $p(s)$ over $s$. A simple
# and accurate way is to take 1,000 values of $s$ that are equally likely,
#
# $$s_j = \text{sd}\,\sqrt{\frac{q_j}{n - 1}}, \qquad j = 1, \dots, 1000,$$
#
# where $q_j$ is the quantile $(j - 0.5)/1000$ of this distribution (`stats.chi2.ppf`), and to average $p(s_j)$.
#
# Write `seeds_needed`. It returns the smallest $n \ge 2$ whose power is at least `power`, as an integer. The power
# grows with $n$, so you can try $n = 2, 3, \dots$ one after the other. If you compute the mean over $s$ in another way,
# it must be accurate to about 0.003: no check depends on a smaller difference. The checks ask for cases with sd from
# a fifth of the margin to three times the margin. For the large ones the power asked for is below 0.8, so the answers
# stay below about 50.


# %% nbgrader={"grade_id": "12-seeds-needed", "solution": true}
def seeds_needed(sd, margin, power=0.8):
    """The smallest number of seeds with which two equal methods are found equivalent.

    sd : number, > 0, the standard deviation of the paired differences
    margin : number, > 0, in the same unit
    power : float between 0 and 1, the probability that tost is below 0.05
    Returns an integer, 2 or larger.
    """
    ### BEGIN SOLUTION
    n = 2
    while True:
        t = stats.t.ppf(0.95, n - 1)
        q = stats.chi2.ppf((np.arange(1000) + 0.5) / 1000, n - 1)
        s = sd * np.sqrt(q / (n - 1))
        p = 2 * stats.norm.cdf((margin * np.sqrt(n) - t * s) / sd) - 1
        if np.mean(np.maximum(0, p)) >= power:
            return n
        n += 1
    ### END SOLUTION


# %% nbgrader={"grade_id": "12-seeds-needed-check", "grade": true}
check("audit.seeds_needed")

# %% nbgrader={"grade_id": "12-seeds-needed-hidden", "grade": true}
# The graded check of Exercise 12.4 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("audit.seeds_needed")
### END HIDDEN TESTS


# %% tags=["experiment"]
ratios = (0.5, 1.0, 1.5, 2.0, 3.0)
plots.table(
    {
        "sd / margin": ratios,
        "seeds needed (yours)": [seeds_needed(ratio, 1.0) for ratio in ratios],
        "power with 5": [compare.equivalence_power(5, ratio, 1.0) for ratio in ratios],
        "with 10": [compare.equivalence_power(10, ratio, 1.0) for ratio in ratios],
        "with 20": [compare.equivalence_power(20, ratio, 1.0) for ratio in ratios],
    },
    {
        "sd / margin": ".1f",
        "seeds needed (yours)": "d",
        "power with 5": ".2f",
        "with 10": ".2f",
        "with 20": ".2f",
    },
)

# %% [markdown]
# If the standard deviation doubles, you need about three to four times as many seeds. Put the number into the plan before
# the experiment. Adding seeds until the interval looks good means choosing by the result.

# %% [markdown]
# **Predict.** A paper reports the best of 20 seeds for its method and the best of 5 seeds for the baseline. Is
# that fair?
#
# - `"a"`: Yes: both are shown at their best.
# - `"b"`: No: the best of 20 is higher by luck alone.
# - `"c"`: Yes, if the 5 seeds of the baseline are among the 20.

# %% nbgrader={"grade_id": "12-predict-best-seed-choice", "solution": true}
best_seed_prediction = None
### BEGIN SOLUTION
best_seed_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "12-predict-best-seed", "grade": true}
predict("audit.best_seed", best_seed_prediction)

# %% tags=["experiment"]
reveal("audit.best_seed")


# %% [markdown]
# ## 12.4 Many comparisons
#
# An audit compares many techniques in many situations.

# %% [markdown]
# **Predict.** You make 24 independent comparisons of methods that do not differ, each with a 95 % interval. How
# likely is it that at least one interval does not contain 0?
#
# - `"a"`: about 5 %
# - `"b"`: about 24 %
# - `"c"`: about 70 %

# %% nbgrader={"grade_id": "12-predict-many-choice", "solution": true}
many_prediction = None
### BEGIN SOLUTION
many_prediction = "c"
### END SOLUTION

# %% nbgrader={"grade_id": "12-predict-many", "grade": true}
predict("audit.many", many_prediction)

# %% tags=["experiment"]
reveal("audit.many")


# %% [markdown]
# Holm's method protects the whole family of comparisons, and it never rejects fewer hypotheses than the simpler rule of
# Bonferroni, which multiplies every p-value by $m$.

# %% [markdown]
# ### Exercise 12.5
#
# Write `holm`. It adjusts the p-values of $m$ tests so that you can compare each with 0.05 and still have a
# probability of at most 0.05 that any true null hypothesis is rejected. Sort them, $p_{(1)} \le \dots \le p_{(m)}$. Then
#
# - multiply the smallest by $m$, the next one by $m - 1$, and so on; the largest is multiplied by 1;
# - a value above 1 becomes 1;
# - no adjusted value may be below the one before it in the sorted order: if it is, it gets that one's value.
#
# In one formula, $\tilde p_{(i)} = \max_{j \le i}\, \min\big(1,\, (m - j + 1)\, p_{(j)}\big)$. Return the adjusted values
# **in the order of the input**, not sorted: entry $i$ of the result belongs to `p[i]`. Equal p-values get equal adjusted
# values. Do not round, and leave `p` as it is.


# %% nbgrader={"grade_id": "12-holm", "solution": true}
def holm(p):
    """Holm's adjusted p-values, in the order of p.

    p : array of shape (m,), floats from 0 to 1, in any order, m >= 1
    Returns an array of shape (m,).
    """
    ### BEGIN SOLUTION
    m = len(p)
    adjusted = np.zeros(m)
    largest = 0.0
    for j, i in enumerate(np.argsort(p)):
        largest = max(largest, min(1.0, (m - j) * p[i]))
        adjusted[i] = largest
    return adjusted
    ### END SOLUTION


# %% nbgrader={"grade_id": "12-holm-check", "grade": true}
check("audit.holm")

# %% nbgrader={"grade_id": "12-holm-hidden", "grade": true}
# The graded check of Exercise 12.5 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("audit.holm")
### END HIDDEN TESTS


# %% tags=["experiment"]
# 1,000 audits of 24 comparisons each, in which nothing has any effect
noise_p = stats.ttest_1samp(
    np.random.default_rng(0).standard_normal((1000, 24, 20)), 0, axis=-1
).pvalue
adjusted = np.array([compare.holm(p) for p in noise_p])
print(
    f"audits with at least one p < 0.05, as computed:    {100 * np.mean(noise_p.min(axis=1) < 0.05):.0f} %"
)
print(
    f"audits with at least one p < 0.05, after Holm:     {100 * np.mean(adjusted.min(axis=1) < 0.05):.0f} %"
)
three = np.array([0.011, 0.5, 0.012])
print(
    f"p-values {three}: yours {holm(three).round(3)}, Benjamini-Hochberg {stats.false_discovery_control(three)}"
)

# %% [markdown]
# `scipy.stats.false_discovery_control` answers another question. The method of Benjamini and Hochberg limits the share of
# false discoveries among all discoveries; Holm limits the chance that there is any false discovery. For a list of
# recommendations, in which each reader takes only one, we want the second. (Verdicts of equivalence are not adjusted in
# this lesson, so some of them may be wrong by chance.)
#
# This is a good place for a break.
#
# ## 12.5 Equal chances
#
# A comparison can be computed correctly and still be unfair. The methods must get the same rows, the same initial
# weights and the same number of steps.

# %% [markdown]
# **Predict.** One method gets twice as many training steps as its baseline. Is the comparison fair?
#
# - `"a"`: Yes: a method may get as many steps as it needs.
# - `"b"`: Yes, if both start at the same weights and see the same rows.
# - `"c"`: No: the steps alone may explain the difference.

# %% nbgrader={"grade_id": "12-predict-steps-choice", "solution": true}
steps_prediction = None
### BEGIN SOLUTION
steps_prediction = "c"
### END SOLUTION

# %% nbgrader={"grade_id": "12-predict-steps", "grade": true}
predict("audit.steps", steps_prediction)

# %% tags=["experiment"]
reveal("audit.steps")


# %% [markdown]
# Each method must also get equally many **candidates**, the baseline included: settings among which it chooses on
# validation rows. And nobody may look at the test rows before all choices are made. A `Vault` holds the rows of one seed. It counts how often
# each part is read, and it keeps the labels of the test rows: you hand in predictions and get one score for each method.

# %% tags=["experiment"]
wine = datasets.load_wine()
parts = datasets.split_rows(len(wine.y), (60, 50, 68), rng=np.random.default_rng(0))
vault = compare.Vault(*((wine.X[rows], wine.y[rows]) for rows in parts))
X_train, y_train = vault.train()
always_one = np.ones(len(vault.test()), dtype=int)
print("accuracy of always answering 1:", round(vault.score(always_one, "always 1"), 3))
print("reads so far:", vault.reads)
try:
    vault.score(always_one, "always 1")
except ValueError as error:
    print("a second time:", error)

# %% [markdown]
# A vault does not stop somebody who wants to cheat: the rows are in the same memory. It stops us from scoring a method
# twice by accident, and its counts go into the record of an experiment (section 12.7).

# %% [markdown]
# ### Exercise 12.6
#
# Write `run_grid`. It runs every method in every regime and with every seed, and it gives all of them the same
# chances. A **method** is a list of **candidates**, for example one for each learning rate. A candidate is a function:
# `candidate(X, y, rng)` trains on `X` and `y`, and returns a function that predicts, `predict(X)`.
#
# For every regime and every seed:
#
# 1. Call `data(regime, seed)` **once**. It returns a `Vault`, which all methods share:
#    `vault.train()` and `vault.validation()` return `X, y`; `vault.test()` returns the `X` of the test rows only.
# 2. For each method, train **every** candidate on the training rows alone. Each one gets a new
#    `np.random.default_rng(seed)`, so all candidates of all methods draw the same random numbers.
# 3. Choose the candidate with the largest `vault.metric(y_val, predictions)` on the validation rows, and the first of
#    several that are equally good. (The metric may be the accuracy or R², which can be negative: larger is better.)
# 4. Only then read the test rows, once for each method. The chosen candidate, as trained in step 2 and no other,
#    predicts them, and `vault.score(predictions, name)` returns the score. A vault scores each name once.
#
# Return a dict with one array of shape `(n_regimes, n_seeds)` for each method: keep the score of every seed. Raise a
# `ValueError` if the methods do not all have the same number of candidates.

# %%
from reglab.compare import Vault


# %% nbgrader={"grade_id": "12-run-grid", "solution": true}
def run_grid(methods, regimes, seeds, data):
    """Test scores of all methods, with the same data and equally many candidates for each.

    methods : dict, name -> list of candidates; candidate(X, y, rng) returns predict(X)
    regimes : list of what data understands, such as ["clean", "noisy"] or [50, 200]
    seeds : list or range of int
    data : data(regime, seed) returns a Vault
    Returns a dict, name -> array of shape (n_regimes, n_seeds).
    Raises ValueError if the numbers of candidates differ.
    """
    ### BEGIN SOLUTION
    if len({len(candidates) for candidates in methods.values()}) != 1:
        raise ValueError("all methods need the same number of candidates")
    scores = {name: np.zeros((len(regimes), len(seeds))) for name in methods}
    for i, regime in enumerate(regimes):
        for j, seed in enumerate(seeds):
            vault = data(regime, seed)
            X, y = vault.train()
            X_val, y_val = vault.validation()
            for name, candidates in methods.items():
                fitted = [candidate(X, y, np.random.default_rng(seed)) for candidate in candidates]
                quality = [vault.metric(y_val, predict(X_val)) for predict in fitted]
                best = fitted[np.argmax(quality)]
                scores[name][i, j] = vault.score(best(vault.test()), name)
    return scores
    ### END SOLUTION


# %% nbgrader={"grade_id": "12-run-grid-check", "grade": true}
check("audit.run_grid")

# %% nbgrader={"grade_id": "12-run-grid-hidden", "grade": true}
# The graded check of Exercise 12.6 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("audit.run_grid")
### END HIDDEN TESTS


# %% [markdown]
# ### Which penalty for which data?
#
# One of our articles advises: many irrelevant features, take L1; correlated features, take L2; a combination of both
# is "impressive". We test this with new data for every seed, so the intervals are about the problem and not about one
# data set. There are 60 training rows and 60 columns. All three methods choose among nine strengths on 60 validation
# rows, and are tested on 500. (Each has a range of its own: the lasso sets all weights to 0 where ridge is still weak.)
#
# *Before you run the cell:* in which of the four situations will the lasso be better than ridge?

# %% tags=["experiment"]
STRENGTHS = {"ridge": (1e-2, 1e2), "lasso": (1e-2, 1.0), "elastic net": (1e-2, 1.0)}
SITUATIONS = {  # columns that matter, and the correlation of any two columns
    "3 of 60 columns matter": (3, 0.0),
    "all 60 columns matter": (60, 0.0),
    "3 of 60 matter, correlation 0.9": (3, 0.9),
    "all 60 matter, correlation 0.9": (60, 0.9),
}


def situation(name, seed):
    """New rows of a situation; the noise has as much variance as the signal."""
    (n_active, rho), rng = SITUATIONS[name], np.random.default_rng(seed)
    X, signal, _ = datasets.make_sparse_regression(620, 60, n_active, noise=0.0, rho=rho, rng=rng)
    y = signal / signal.std() + rng.standard_normal(620)
    parts = np.split(np.arange(620), [60, 120])
    return compare.Vault(*((X[rows], y[rows]) for rows in parts), metric="r2")


def penalized(name, make):
    """Nine candidates: one for each strength."""
    return [
        lambda X, y, rng, lam=lam: make(lam, len(y)).fit(X, y).predict
        for lam in np.geomspace(*STRENGTHS[name], 9)
    ]


penalties = {
    name: penalized(name, make)
    for name, make in {
        "ridge": lambda lam, n: Ridge(alpha=n * lam),
        "lasso": lambda lam, n: Lasso(alpha=lam, max_iter=20_000),
        "elastic net": lambda lam, n: ElasticNet(alpha=lam, max_iter=20_000),
    }.items()
}
r2 = compare.run_grid(penalties, list(SITUATIONS), SEEDS, situation)

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
linear_rows = {
    (name, own): compare.paired_ci(r2[name][i], r2["ridge"][i])
    for name in ("lasso", "elastic net")
    for i, own in enumerate(SITUATIONS)
}
linear_p = dict(
    zip(
        linear_rows,
        compare.holm(
            [compare.paired_p(r2[name][list(SITUATIONS).index(own)], r2["ridge"][list(SITUATIONS).index(own)])
             for name, own in linear_rows]
        ),
        strict=True,
    )
)  # fmt: skip
gain = {own: linear_rows["lasso", own][0] for own in SITUATIONS}
best, worst = max(gain, key=gain.get), min(gain, key=gain.get)
fig, ax = plots.figure(
    f"Lasso minus ridge: {signed(gain[best], 2)} in R² where {best},\n"
    f"{signed(gain[worst], 2)} where {worst}",
    "R² on test rows minus that of ridge (95 % interval; filled: p < 0.05 after Holm)",
    "",
    size=(8.6, 4.2),
)
plots.forest(ax, linear_rows, {key: p < 0.05 for key, p in linear_p.items()})
ax.legend(loc="lower right")
plots.show(
    fig,
    "Differences in R² between lasso or elastic net and ridge in four situations, with 95 % intervals.",
)

# %% [markdown]
# The first half of the advice holds for uncorrelated columns: if few matter the lasso is better, and if all matter it is
# worse. With correlation, the lasso loses nearly all of its advantage where few columns matter, and where all matter it is
# still worse. So the second half holds here in the sense that ridge is never clearly worse than the lasso on correlated columns. The
# elastic net loses less than the lasso where the lasso loses. (Lesson 4 has the details.)
#
# ## 12.6 Which technique when?
#
# Now the networks. We compare seven techniques with a plain network, on 100 training images, with correct labels and with
# 20 % wrong ones. Every method has eight candidates, and `nn.run_table` trains 20 seeds times eight candidates side by side.

# %% [markdown]
# **Predict.** All methods train with one fixed learning rate. Is that a neutral choice?
#
# - `"a"`: Yes: the same rate for all methods treats them equally.
# - `"b"`: No: one rate suits some methods better than others.
# - `"c"`: Yes, if it is the default of the library.

# %% nbgrader={"grade_id": "12-predict-neutral-rate-choice", "solution": true}
neutral_rate_prediction = None
### BEGIN SOLUTION
neutral_rate_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "12-predict-neutral-rate", "grade": true}
predict("audit.neutral_rate", neutral_rate_prediction)


# %% tags=["experiment"]
EPOCHS, BATCH = 60, 50
RATES = (5e-4, 1e-3, 3e-3, 1e-2)
EIGHT_RATES = (1e-4, 3e-4, 5e-4, 1e-3, 2e-3, 3e-3, 1e-2, 3e-2)
ROTATED = augment.on_rows(augment.rotate, (8, 8), degrees=15)
SHIFTED = augment.on_rows(augment.random_shift, (8, 8), max_px=1)
ADAM = nn.Adam(3e-3)  # the fixed rate of the untuned comparison below, as in lessons 7 and 8
RECIPES = {
    "plain": nn.Recipe(PLAIN, ADAM),
    "early stopping": nn.Recipe(PLAIN, ADAM, early_stopping=nn.EarlyStopping(5)),
    "L2": nn.Recipe(PLAIN, ADAM, l2=3e-3),
    "L1": nn.Recipe(PLAIN, ADAM, l1=1e-4),
    "dropout": nn.Recipe((nn.Dense(128), nn.ReLU(), nn.Dropout(0.5), nn.Dense(10)), ADAM),
    "augmentation": nn.Recipe(PLAIN, ADAM, augment=ROTATED),
    "label smoothing": nn.Recipe(PLAIN, ADAM, label_smoothing=0.1),
    "batch norm": nn.Recipe((nn.Dense(128), nn.BatchNorm(), nn.ReLU(), nn.Dense(10)), ADAM),
}
CANDIDATES = {
    "plain": {"lr": EIGHT_RATES},
    "early stopping": {"lr": EIGHT_RATES},
    "L2": {"lr": RATES, "l2": (3e-3, 2e-2)},
    "L1": {"lr": RATES, "l1": (1e-4, 1e-3)},
    "dropout": {"lr": RATES, "rate": (0.25, 0.5)},
    "augmentation": {"lr": RATES, "augment": (ROTATED, SHIFTED)},
    "label smoothing": {"lr": RATES, "label_smoothing": (0.1, 0.4)},
    "batch norm": {"lr": EIGHT_RATES},
}


def technique_grid(n, noise, names=tuple(RECIPES)):
    """All techniques with n training images, and a share of wrong labels."""
    train, validation, test = split(n, noise)
    return nn.run_table(
        {name: RECIPES[name] for name in names}, train, test, validation=validation,
        tune={name: CANDIDATES[name] for name in names}, seeds=SEEDS, epochs=EPOCHS, batch_size=BATCH,
    )  # fmt: skip


# %% tags=["experiment"]
live = {(100, noise): technique_grid(100, noise) for noise in (0.0, 0.2)}
for (n, noise), table in live.items():
    print(f"{n} images, {100 * noise:.0f} % wrong labels\n{table}")
    for name in table:
        (chosen, count), *_ = table.chosen(name).most_common()
        print(f"  {name} chose most often: {chosen} ({count} of {len(SEEDS)})")
    print()

# %% [markdown]
# The last column compares all methods at their fixed settings, with the learning rate 0.003 for all. Compare it with the
# gains of tuned methods: with correct labels dropout looks useless at the fixed rate and gains when it may choose, and with
# wrong labels early stopping and dropout look many times better than they are.
#
# The next figure changes one thing only. On the left, the plain network is tuned as all others are. On the right, all others
# are tuned, and the plain network has the fixed rate.

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the rows of a forest plot, and drawing of the figure


def regime_name(n, noise):
    return f"{n} images, {100 * noise:.0f} % wrong"


def forest_rows(accuracy, base):
    """Paired intervals of all techniques over a baseline, and whether each is significant after Holm.

    accuracy: {(technique, regime): one accuracy for each seed}; base: {regime: the same}
    """
    rows = {
        key: 100 * np.array(compare.paired_ci(own, base[key[1]])) for key, own in accuracy.items()
    }
    p = compare.holm([compare.paired_p(own, base[key[1]]) for key, own in accuracy.items()])
    return rows, dict(zip(rows, p < 0.05, strict=True))


techniques = list(RECIPES)[1:]
accuracy = {
    (name, regime_name(*key)): table[name].accuracy
    for name in techniques
    for key, table in live.items()
}
bases = {
    "tuned as well": {regime_name(*key): table["plain"].accuracy for key, table in live.items()},
    "fixed at 0.003": {
        regime_name(*key): table["plain"].untuned.accuracy for key, table in live.items()
    },
}
found = {kind: forest_rows(accuracy, base) for kind, base in bases.items()}
largest = {kind: max(rows.values(), key=lambda row: row[0])[0] for kind, (rows, _) in found.items()}
fig, axes = plots.figures(
    f"The largest gain is {largest['tuned as well']:+.1f} points over a tuned plain network,\n"
    f"and {largest['fixed at 0.003']:+.1f} over one whose learning rate was not chosen",
    [
        (
            f"gain (points, 95 %; filled: p < 0.05 after Holm)\nplain network's learning rate {kind}",
            "",
        )
        for kind in bases
    ],
    size=(11, 6.2),
    sharex=True,
    sharey=True,
)
for ax, (rows, significant) in zip(axes, found.values(), strict=True):
    plots.forest(ax, rows, significant)
axes[0].legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2)  # above the axes
plots.show(
    fig,
    "Gains of seven techniques over a plain network in two regimes, with 95 % intervals, filled where "
    "significant after Holm. On the left the plain network chose its learning rate as all others did, and most "
    "gains are near 0. On the right its learning rate was fixed, and with wrong labels nearly all techniques "
    "seem to gain several points.",
)

# %% tags=["experiment"]
reveal("audit.neutral_rate")

# %% [markdown]
# Each gain on the right is the gain on the left plus one number for each regime: what the plain network gains by
# choosing its learning rate. With wrong labels this is several points, because a smaller rate keeps the network from memorizing
# them. So most of what looks like a gain of a technique on the right is a gain of choosing a rate. There, the baseline had one
# candidate, and the others had eight.
#
# Is the left side fair? Every method has eight candidates, but they are used differently: the plain network tries eight
# learning rates, L2 tries four rates with two strengths each. (We changed the candidates twice, after runs in which the
# chosen ones were often at the edge.) "Equally many" is a rule that anybody can check; it is not the only possible one. If you
# would rather count hours, say so in your plan.
#
# ### More regimes
#
# Six regimes take several minutes, so they were recorded: `regimes.json` is in the folder of this notebook. It was made with
# the cell above (in the repository: `python docs/regimes.py`), and it holds the accuracies of all seeds, and the versions
# of the packages.

# %% tags=["experiment"]
record = json.loads(Path("regimes.json").read_text(encoding="utf-8"))
print(
    f"recorded on {record['date']}: {', '.join(f'{k} {v}' for k, v in record['versions'].items())}"
)
recorded = {
    (name, regime_name(regime["n"], regime["noise"])): np.array(regime["accuracy"][name])
    for name in techniques
    for regime in record["regimes"]
}
recorded_base = {
    regime_name(regime["n"], regime["noise"]): np.array(regime["accuracy"]["plain"])
    for regime in record["regimes"]
}
rows, significant = forest_rows(recorded, recorded_base)

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
kept = [rows[key][0] for key, counts in significant.items() if counts]
fig, ax = plots.figure(
    f"After Holm, {len(kept)} of {len(rows)} differences from a tuned plain network are significant: "
    f"gains up to\n{signed(max(kept), 1)} points, and losses up to {signed(min(kept), 1)}",
    "gain over a tuned plain network (points, 95 %; filled: p < 0.05 after Holm)",
    "",
    size=(9, 9),
)
plots.forest(ax, rows, significant)
ax.legend(loc="upper left", frameon=True, edgecolor="white", framealpha=1)
plots.show(
    fig,
    "Gains of seven techniques over a tuned plain network in six regimes: 100 and 400 images with 0, 20 and "
    "40 % wrong labels. Most intervals are near 0; batch normalization loses where labels are wrong.",
)

# %% [markdown]
# ### The table of the course
#
# And now the list that an article would print: which technique when? This one is computed from the recorded results. "Helps" and
# "hurts" need p < 0.05 after Holm; "equal" means a verdict of equivalence with a margin of one point. What is in none of
# the columns was not decided with 20 seeds. (Holm now adjusts 42 comparisons; above it adjusted 14. So a difference that was
# significant above need not be so here, although its numbers are the same.)

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the decision table


def decisions(accuracy, base, significant, regimes, margin):
    """For each regime the techniques that help, are equal or hurt, as text."""
    columns = {"helps": [], "equal": [], "hurts": []}
    for own in regimes:
        words = {}
        for name, regime in accuracy:
            if regime == own:
                a, b = accuracy[name, regime], base[regime]
                word = compare.verdict(a, b, margin)
                if word == "equivalent" or significant[name, regime]:
                    words[name] = word
        for column, word in (("helps", "helps"), ("equal", "equivalent"), ("hurts", "hurts")):
            columns[column].append(", ".join(k for k, v in words.items() if v == word) or "–")
    return {"situation": list(regimes), **columns}


networks = decisions(recorded, recorded_base, significant, list(recorded_base), 0.01)
plots.table(networks)
print()
linear_scores = {key: r2[key[0]][list(SITUATIONS).index(key[1])] for key in linear_rows}
ridge_scores = {own: r2["ridge"][i] for i, own in enumerate(SITUATIONS)}
small = {key: p < 0.05 for key, p in linear_p.items()}
plots.table(decisions(linear_scores, ridge_scores, small, list(SITUATIONS), 0.02))
print(
    "networks: compared with a tuned plain network; linear models: with tuned ridge, margin 0.02 in R²"
)

# %% [markdown]
# Compare it with the advice of the article:
#
# | the article's advice | what we found in this course |
# |---|---|
# | many irrelevant features: L1 | yes, if really few matter (above, and lesson 3) |
# | correlated features: L2 | with correlation 0.9 the lasso lost nearly all of its advantage where few columns matter, and ridge was better where all matter (above) |
# | features known to matter: L1 emphasizes them | the lasso may drop them (lesson 4); a smaller penalty for them is possible, and not tested here |
# | L1 for interpretable models | sparser, yes; but another sample selects other columns (lesson 4) |
# | small data: dropout, L2 | look at the rows "100 images": tune the learning rate first, then see what is left |
# | much data: simple methods or none | not tested: our regimes have at most 400 images |
# | early stopping or dropout against "over-regularization" | both are regularizers |
#
# ### Recommend
#
# A friend has 400 photos, labelled by volunteers. She thinks that about one label in five is wrong. She wants to
# train one small network and asks which regularization technique she should use.
#
# Write a recommendation of at most 150 words, from the results of this lesson. Name the situation, an effect with its
# interval, the cost, what was not tested, and what would change your advice. The next cell prints the intervals of the
# regime that is closest. (5 points, marked by a person.)

# %% tags=["experiment"]
for (name, regime), (diff, low, high) in rows.items():
    if regime == regime_name(400, 0.2):
        print(f"{name:16} {diff:+.2f} [{low:+.2f}, {high:+.2f}]")

# %% [markdown] nbgrader={"grade_id": "12-why", "grade": true, "solution": true, "points": 5}
# ### BEGIN SOLUTION
# In the regime closest to yours (400 digits, 20 % wrong labels, a network with one hidden layer), choose the learning rate
# first, on 200 validation images whose labels are as noisy as yours: this alone gained several points over a rate of 0.003.
# Over a network that was tuned in this way, label smoothing and dropout gained between half a point and a point (the intervals
# are printed above): above 0, but less than our margin of one point. L1, L2, early stopping and rotations
# were equivalent to the plain network. Neither technique makes an epoch much slower, but eight candidates cost eight trainings. We did not test
# photos, deeper networks, or wrong labels that resemble the right ones; ours were wrong at random. If your volunteers confuse
# similar things, or if you can correct labels, I would advise differently: correct the validation labels first.
#
# **Marking scheme.** One point each: (1) the regime is named (number of images, share of wrong labels, kind of network); (2) an effect
# with its interval or verdict over a *tuned* baseline; (3) the cost (trainings, time, or validation rows); (4) something
# that was not tested; (5) what would change the advice. No points at all for a technique that is named without a regime.
# Advice against any technique ("tune the learning rate, and stop there") is as good as advice for one, if it rests on the results.
# ### END SOLUTION

# %% [markdown]
# ## 12.7 Your own audit
#
# Take a sentence that you want to know about: from an article, from a colleague, or from this course. Then plan, register,
# run and report. Here is a complete example. The sentence is "ridge regression is better than the nearest row on a small part
# of the wine data". First the data and the candidates:


# %% tags=["experiment"]
def wine_rows(regime, seed):
    """New parts for every seed, standardized with the training rows."""
    train, validation, test = datasets.split_rows(
        len(wine.y), (40, 40, 98), rng=np.random.default_rng(seed), labels=wine.y
    )
    mean, sd = wine.X[train].mean(axis=0), wine.X[train].std(axis=0)
    return compare.Vault(
        *(((wine.X[rows] - mean) / sd, wine.y[rows]) for rows in (train, validation, test))
    )


def ridge_classes(lam):
    """Ridge regression for each class; the largest value wins."""

    def train(X, y, rng):
        fits = [linear.ridge_closed_form(X, y == k, lam) for k in range(3)]
        return lambda X: np.argmax([X @ w + b for w, b in fits], axis=0)

    return train


def nearest_row(power):
    """The class of the nearest training row."""

    def train(X, y, rng):
        return lambda new: y[np.argmin(np.sum(abs(new[:, None] - X) ** power, axis=-1), axis=1)]

    return train


wine_methods = {
    "ridge": [ridge_classes(lam) for lam in (0.01, 0.1, 1.0)],
    "nearest row": [nearest_row(power) for power in (1, 2, 4)],
}

# %% [markdown]
# A plan needs a margin and a number of seeds. A plan with `n_seeds=20` uses the seeds 0 to 19. So a **pilot study** with
# other seeds tells how much the differences vary, without looking at the results that will count. (Three seeds are too few
# for that. With several regimes take the largest standard deviation.)

# %% tags=["experiment"]
pilot = compare.run_grid(wine_methods, ["40 rows"], range(100, 120), wine_rows)
sd = np.std(pilot["ridge"] - pilot["nearest row"], ddof=1)
margin = 0.02  # two points of accuracy
n_seeds = compare.seeds_needed(sd, margin)
print(f"sd of the differences {sd:.3f}: {n_seeds} seeds")

# %% [markdown]
# **Registration** means that the plan is fixed before any result exists. `plan.register()` prints a digest, a fingerprint of
# all fields: a changed plan has another digest, and `plan.report(result)` refuses a result that belongs to another plan.

# %% tags=["experiment"]
plan = compare.Registration(
    claim="On wine with 40 training rows, ridge regression of the classes (lam 0.01, 0.1 or 1) beats "
    "the nearest row (powers 1, 2 or 4).",
    metric="accuracy",
    margin=margin,
    n_seeds=n_seeds,
    regimes=("40 rows",),
    primary=("ridge", "nearest row"),
)
digest = plan.register()

# %% tags=["experiment"]
wine_result = compare.run_registered(plan, wine_methods, wine_rows)
print(plan.report(wine_result))

# %% [markdown]
# (The verdict uses the intervals without Holm. If a report has several rows, call a method better only if p (Holm) is below
# 0.05 as well.)

# %% tags=["experiment"]
from dataclasses import replace

stricter = replace(plan, margin=0.001)  # a margin that was chosen after the result
try:
    stricter.report(wine_result)
except ValueError as error:
    print(error)

# %% [markdown]
# The digest proves that the plan was not changed after somebody saw the digest. It does not prove *when* the plan was made. So
# give the digest away before you run: send it to a classmate, or write it on the board. The plan does not contain the methods,
# their candidates or the data. Name them in the claim, as above, or hand them over with the digest: otherwise one could run
# several versions of one plan and report the best.

# %% [markdown]
# ### Exercise 12.7
#
# Now audit a sentence of your own, on data of your own.
#
# 1. Choose a data set: `datasets.load_wine()`, one of the course's generators, or a CSV of yours. Your `data(regime, seed)`
#    splits it (or draws new rows) for each seed and returns a `Vault`. It uses `seed`, and
#    with several regimes also `regime`.
# 2. Write down **one sentence** to test, such as "ridge is better than the lasso on diabetes".
# 3. Choose the metric, the margin, the number of seeds, the regimes and the primary comparison. The margin is in units of
#    the metric: 0.02 is two points of accuracy. Regimes are texts; a single one needs a comma, `("40 rows",)`. Run a pilot
#    study with seeds that the plan does not use, such as `range(100, 120)`. Then register:
#    `plan = compare.Registration(...)` and `plan.register()`.
# 4. Run it: `result = compare.run_registered(plan, methods, data)`. There are at least two methods, and all of them have
#    equally many candidates, at least two each, the baseline included.
# 5. `plan.report(result)` shows what came out. `print(result.record())` prints the whole result as text, on one long
#    line. Copy **all** of it, from `{` to `}`, and paste it below between the quotes. Leave the `r` in front of them.
#
# Do not change the plan after you have seen the result. A new run of another plan would use the same seeds and give the same
# scores, so it would no longer be a test. If you must, say on your page what you changed and why, and use rows that you have not
# seen (for example `data` with `seed + 1000`).
#
# Your experiment is not run again for grading, so put it into cells of your own, and paste the record as text. The check
# reads the record. It can't find invented numbers, because the digest is that of the plan and not of the scores. It does not
# ask whether your sentence turned out true. Keep the experiment small: a laptop should finish within a few minutes.

# %% nbgrader={"grade_id": "12-my-record", "solution": true}
my_record = r""""""
### BEGIN SOLUTION
my_record = r"""
{"registration": "2113eb13822626d7409a9c54e732981ea7a3f4c37c0de06e4835f8166b11a622", "plan": {"claim": "On wine, logistic regression with an L2 penalty is more accurate than nearest neighbours.", "metric": "accuracy", "margin": 0.02, "n_seeds": 20, "regimes": ["20 rows", "80 rows"], "primary": ["logistic", "neighbours"]}, "registered": 1796057648.6712534, "started": 1796057648.6968772, "finished": 1796057654.6791062, "candidates": {"logistic": 3, "neighbours": 3}, "test_scores": {"logistic": 40, "neighbours": 40}, "test_reads": 80, "scores": {"logistic": [[0.925, 0.975, 0.9, 1.0, 0.875, 0.925, 0.9, 0.975, 0.85, 0.95, 0.95, 0.975, 0.875, 0.975, 0.925, 0.875, 0.95, 0.975, 0.925, 0.925], [0.95, 0.975, 0.925, 0.975, 0.975, 0.975, 0.975, 0.975, 1.0, 0.975, 0.95, 1.0, 1.0, 0.975, 0.9, 1.0, 0.975, 0.975, 1.0, 0.95]], "neighbours": [[0.9, 0.975, 0.9, 0.9, 0.775, 0.9, 0.875, 0.875, 0.875, 0.9, 0.9, 0.975, 0.775, 0.975, 0.925, 0.875, 0.9, 0.9, 0.9, 0.9], [0.875, 0.975, 0.925, 0.975, 0.875, 0.975, 1.0, 0.975, 0.925, 0.925, 0.925, 0.975, 0.9, 0.95, 0.95, 0.975, 0.95, 0.975, 0.975, 0.925]]}}
"""
### END SOLUTION

# %% nbgrader={"grade_id": "12-my-record-check", "grade": true}
check("audit.my_record")

# %% nbgrader={"grade_id": "12-my-record-hidden", "grade": true}
# The graded check of Exercise 12.7 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("audit.my_record")
### END HIDDEN TESTS


# %% [markdown]
# ### The page to hand in
#
# Write one page about your audit. (6 points, marked by a person.) Say
#
# 1. the sentence, and where it comes from;
# 2. the plan: data, regimes, metric, margin, number of seeds and why so many, primary comparison, and the first 12 digits of the
#    registered digest;
# 3. what each method could choose from, and why that is fair;
# 4. the result: difference with its interval, verdict, and in how many seeds the method was better;
# 5. what was not tested, and what somebody who disagrees could criticize;
# 6. what you now recommend, and for which situation.

# %% [markdown] nbgrader={"grade_id": "12-page", "grade": true, "solution": true, "points": 6}
# ### BEGIN SOLUTION
# An example of a short page: (1) "Ridge beats the nearest row on small data", a sentence of mine. (2) Wine, 40 training, 40
# validation and 98 test rows; accuracy; a margin of two points; the number of seeds from `seeds_needed`, with the standard
# deviation of a pilot of 20 other seeds; ridge minus nearest row; digest as printed. (3) Three strengths for ridge, three
# distances for the nearest row, chosen on the same validation rows. (4) As in the report. (5) All seeds share the 178 wines, so the
# interval is about this data set; only three candidates; no other baseline such as logistic regression. (6) For standardized tables
# of this size I would start with ridge.
#
# **Marking scheme.** One point for each of the six parts. Part 2 needs a reason for the number of seeds. Part 3 needs
# equally many candidates and a baseline that was tuned. Part 4 needs the interval; a result that is unclear or against the sentence earns
# the point as well, and a page that claims more than its verdict says does not. Part 5 needs at least one limit of this study and not
# only of studies in general. Part 6 must follow from the result.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | what | formula | here | library |
# |---|---|---|---|
# | paired interval | $\bar d \pm t\,s/\sqrt n$ | `paired_ci(a, b)` | `scipy.stats.ttest_rel(a, b).confidence_interval()` |
# | equivalence | larger p-value of two one-sided tests | `tost(a, b, margin)` | two calls of `ttest_1samp(..., alternative=...)` |
# | verdict | 90 % interval inside the margins first, then 95 % and 0 | `verdict(a, b, margin)` | – |
# | seeds | smallest $n$ with power 0.8 | `seeds_needed(sd, margin)` | – |
# | many tests | $\max_{j \le i} \min(1, (m - j + 1) p_{(j)})$ | `holm(p)` | – (`false_discovery_control` limits something else) |
# | equal chances | same rows, steps, number of candidates | `run_grid` | – |
#
# - One run proves nothing, and "not significant" does not mean "equal".
# - The baseline must be tuned as hard as the method. Most of the gains that look large vanish then.
# - Choose on validation rows, report on test rows, once. Fix the plan before you see results.
# - A recommendation names a situation, an effect with its interval, a cost, and what was not tested.
#
# **Further reading.** S. Holm, *A simple sequentially rejective multiple test procedure* (1979). D. J. Schuirmann, *A
# comparison of the two one-sided tests procedure and the power approach for assessing the equivalence of average
# bioavailability* (1987). X. Bouthillier et al., *Accounting for variance in machine learning benchmarks* (2021). J. Pineau et al., *Improving
# reproducibility in machine learning research* (2021). B. A. Nosek et al., *The preregistration revolution* (2018).
