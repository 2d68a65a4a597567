# %% [markdown]
# # Lesson 4. Elastic net: features in groups, more features than samples, outliers
#
# **By the end you can**
#
# - predict which penalty suits which kind of data, and check the prediction;
# - write the elastic net, which lies between ridge and the lasso;
# - measure how far a selection of features can be trusted;
# - explain what the loss does and what the penalty does.
#
# **Time** about 90 minutes; the end of 4.2 is a good place for a break. **Before this** lessons 2 and 3.
#
# Each exercise ends with a check. A cross comes with the smallest case that fails and a hint.
# `linear` and `validation` contain the course's reference solutions. The figures use them, so they
# work before your own functions do.

# %% jupyter={"source_hidden": true}
# Folded: the imports of this lesson
import numpy as np
import sklearn.linear_model as sk
from scipy import stats

from reglab import datasets, linear, plots, validation
from reglab.checks import check, example, predict, reveal
from reglab.linear import soft_threshold

# %% [markdown]
# The experiments of this lesson draw new data for each seed. Their results are means with 95 %
# intervals. If methods see the same data, the interval is for the *difference* (lesson 1, section 1.5).
# `interval` is formula (1.5) for one list of numbers, such as differences.


# %% tags=["experiment"]
def interval(values):
    """Mean over the first axis, and the half-width of its 95 % interval."""
    values = np.asarray(values)
    error = values.std(axis=0, ddof=1) / np.sqrt(len(values))
    return values.mean(axis=0), stats.t.ppf(0.975, len(values) - 1) * error


def ends(values):
    """Mean, lower and upper end of the interval, for drawing."""
    middle, half = interval(values)
    return middle, middle - half, middle + half


# %% [markdown]
# ## 4.0 Two sensors, one signal
#
# Two thermometers hang side by side. Their readings have a correlation of .95, and what we want to
# predict depends on both in the same way: the true weights are equal. We fit ridge, the lasso and a
# mixture of both to 50 samples, and divide the smaller of the two weights by the larger: 1 means
# that a method shares evenly, 0 that it dropped one of the two.
#
# *Before you run the next two cells:* which of the two do you expect to share, ridge or the lasso?

# %% tags=["experiment"]
penalties = {"ridge": 0.0, "lasso": 1.0, "elastic net": 0.5}
n_draws, ratios, dropped = 100, {}, {}
for name, l1_ratio in penalties.items():
    values = []
    for seed in range(n_draws):
        X, y, w_true, _ = datasets.make_grouped_regression(
            50, 1, 2, 1, 2.0, rho=0.95, rng=np.random.default_rng(seed)
        )
        y = y * np.sign(w_true[0])
        lam = 0.5 * linear.lambda_max(X, y) / (l1_ratio or 1)
        w = linear.elastic_net_path(X, y, [lam], l1_ratio)[0][0]
        values.append(w.min() / w.max())
    ratios[name], dropped[name] = np.array(values), int(np.sum(np.array(values) == 0))
    low, high = stats.binomtest(dropped[name], n_draws).proportion_ci()
    print(
        f"{name:12} drops one of the two in {dropped[name]:2} of {n_draws} draws "
        f"(95 %: {low:.0%}-{high:.0%})"
    )

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, axes = plots.figures(
    f"Smaller weight / larger weight: lasso {ratios['lasso'].mean():.2f}, ridge "
    f"{ratios['ridge'].mean():.2f}; in {dropped['lasso']} of {n_draws} draws\n"
    "the lasso drops a thermometer",
    [("smaller / larger weight, mean of 100 draws", ""), ("smaller / larger weight", "draws")],
    size=(10, 3.8),
)
plots.intervals(axes[0], {name: ends(values) for name, values in ratios.items()}, zero=False)
for i, (name, values) in enumerate(ratios.items()):
    axes[1].hist(values, bins=np.linspace(0, 1, 21), histtype="step", label=name, **plots.series(i))
axes[0].set_xlim(0, 1)
axes[1].legend(loc="upper center")
plots.show(
    fig,
    "Left: the mean ratio of the smaller to the larger weight, with intervals: ridge and the "
    "elastic net far to the right, the lasso far to the left. Right: histograms; the lasso's has a "
    "tall spike at 0.",
)

# %% [markdown]
# Ridge shares: of all pairs with the same sum, the equal pair has the smallest sum of squares. For the
# lasso's penalty, $|w_1| + |w_2|$ is the same however the sum is divided, as long as the signs agree. So
# a little noise decides, and often one of the two gets everything. (If the two columns were *equal*, the
# lasso would determine only the sum of their weights: any division with equal signs is a solution.)
#
# That is a problem if you want to interpret the weights, and it makes the selection unstable. But ridge
# never selects. The third row is the subject of this lesson, the **elastic net**: it shares much as
# ridge does, and can still set weights to exactly 0, though fewer of them than the lasso.

# %% [markdown]
# "Ridge shares evenly" has a condition. Suppose that one of the two thermometers reports in Fahrenheit, so
# that its numbers vary 1.8 times as much.
#
# *Before you run the cell:* which of the two gets the larger part of the prediction?

# %% tags=["experiment"]
for scale, name in ((1.0, "Celsius"), (1.8, "Fahrenheit")):
    parts = []
    for seed in range(n_draws):
        X, y, *_ = datasets.make_grouped_regression(
            50, 1, 2, 1, 2.0, rho=0.95, rng=np.random.default_rng(seed)
        )
        lam = 0.5 * linear.lambda_max(X, y)
        effect = linear.ridge_closed_form(X * [1.0, scale], y, lam)[0] * [1.0, scale]
        parts.append(effect[0] / effect.sum())
    mean, half = interval(parts)
    print(f"second one in {name:10}: the first one's part is {mean:.1%} ± {half:.1%}")

# %% [markdown]
# The larger numbers need a smaller weight for the same effect, and a smaller weight is penalized less.
# Ridge shares evenly only among features of the same scale. This is one more reason to standardize.

# %% [markdown]
# ## 4.1 The elastic net
#
# $$\min_{w,\,b}\ \frac{1}{2n}\lVert y - Xw - b\rVert_2^2
# + \lambda\Big(\rho\,\lVert w\rVert_1 + \frac{1-\rho}{2}\lVert w\rVert_2^2\Big) \tag{4.1}$$
#
# $\rho$ is `l1_ratio` in code: 1 is the lasso, 0 is ridge. (In the code of the experiments `rho` is a
# correlation.) Compared with the conditions of lesson 3, the squares also pull each weight towards 0
# with strength $\lambda(1-\rho)\,w_j$, and the threshold is $\lambda\rho$. With $r = y - Xw - b$ and
# $g_j = \tfrac1n x_j^\top r$ as before,
#
# $$g_j - \lambda(1-\rho)\,w_j = \lambda\rho\,\text{sign}(w_j) \ \text{ if } w_j \ne 0, \qquad
# |g_j| \le \lambda\rho \ \text{ if } w_j = 0. \tag{4.2}$$
#
# As before, the condition for $b$ is that $r$ has mean 0, so $b = \bar y - \bar x^\top w$.
#
# Coordinate descent needs a new step. As a function of the single weight $w_j$, the objective is now
# $\tfrac{a_j + \lambda(1-\rho)}{2} w_j^2 - z_j w_j + \lambda\rho\,|w_j|$ plus a constant. You know the
# minimum of such a function.

# %% [markdown]
# ### Exercise 4.1
#
# Write `elastic_net_cd`. This was the step of `lasso_cd`, for centred `Xc`, the residual `r` and
# `a[j]`, the mean of `Xc[:, j]**2`:
#
# ```python
# z = Xc[:, j] @ r / n + a[j] * w[j]       # the pull on weight j, without its own part
# w_new = soft_threshold(z, lam) / a[j]
# r += Xc[:, j] * (w[j] - w_new)           # r belongs to the current weights
# ```
#
# 1. Centre `X` and `y`, and start from `w0` or from zeros. `w0` may hold whole numbers.
# 2. Sweep over the columns with the new step. As in lesson 3, a constant column, whose entries are
#    all equal, needs no step: its weight is 0, whatever `w0` says.
# 3. After each sweep, compute the violations of (4.2). Stop after the first sweep whose largest
#    violation is at most `tol * linear.lambda_max(X, y)`, and in any case after `max_iter` sweeps.
# 4. Return `w`, `b = mean(y) - mean(X) @ w` and the number of sweeps. (If the start is already a
#    solution, 0 and 1 sweeps are both correct.)


# %% nbgrader={"grade_id": "04-elastic-net-cd", "solution": true}
def elastic_net_cd(X, y, lam, l1_ratio, w0=None, tol=1e-8, max_iter=10_000):
    """Solve (4.1) by coordinate descent.

    X : array of shape (n_samples, n_features)
    y : array of shape (n_samples,)
    lam : float, 0 or larger
    l1_ratio : float from 0 to 1
    w0 : array of shape (n_features,), the weights to start from; zeros if None
    tol : float, the largest violation of (4.2) that is left, relative to the lasso's lambda_max
    max_iter : int, the largest number of sweeps
    Returns w of shape (n_features,), b (a float), and the number of sweeps (an int).
    """
    ### BEGIN SOLUTION
    n, p = X.shape
    Xc, r = X - X.mean(axis=0), y - y.mean()
    l1, l2 = lam * l1_ratio, lam * (1 - l1_ratio)
    a = np.mean(Xc**2, axis=0)
    target = tol * np.max(np.abs(Xc.T @ r)) / n
    w = np.zeros(p) if w0 is None else np.array(w0, dtype=float)
    constant = np.ptp(X, axis=0) == 0
    w[constant] = 0.0
    r = r - Xc @ w
    for n_iter in range(1, max_iter + 1):
        for j in np.flatnonzero(~constant):
            old = w[j]
            w[j] = soft_threshold(Xc[:, j] @ r / n + a[j] * old, l1) / (a[j] + l2)
            r += Xc[:, j] * (old - w[j])
        pull = Xc.T @ r / n - l2 * w
        at_zero = np.maximum(np.abs(pull) - l1, 0)
        if np.max(np.where(w == 0, at_zero, np.abs(pull - l1 * np.sign(w)))) <= target:
            break
    return w, y.mean() - X.mean(axis=0) @ w, n_iter
    ### END SOLUTION


# %% nbgrader={"grade_id": "04-elastic-net-cd-check", "grade": true}
check("elastic_net.elastic_net_cd")

# %% nbgrader={"grade_id": "04-elastic-net-cd-hidden", "grade": true}
# The graded check of Exercise 4.1 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("elastic_net.elastic_net_cd")
### END HIDDEN TESTS

# %% [markdown]
# ### Does it agree with the library?
#
# scikit-learn's `ElasticNet` minimizes the same objective: its `alpha` is our `lam`, and its `l1_ratio`
# is ours.

# %% tags=["experiment"]
data = datasets.load_diabetes()
X_diabetes = (data.X - data.X.mean(axis=0)) / data.X.std(axis=0)
names = "age, sex, BMI, blood pressure, cholesterol, LDL, HDL, chol./HDL, triglycerides, glucose"
names = names.split(", ")
w, b, n_iter = elastic_net_cd(X_diabetes, data.y, lam=2.0, l1_ratio=0.8)
library = sk.ElasticNet(alpha=2.0, l1_ratio=0.8, tol=1e-10).fit(X_diabetes, data.y)
plots.table(
    {
        "": [*names, "intercept"],
        "yours": [*(w + 0), b],  # + 0: no -0.000
        "library": [*(library.coef_ + 0), library.intercept_],
    }
)

# %% [markdown]
# ## 4.2 Groups
#
# Features often come in groups: genes that are active together, words that occur together, sensors on
# one machine. To see how a method treats a group, we measure how far apart its weights are.
#
# ### Exercise 4.2
#
# Write `group_gap`. `groups[j]` is the label of column `j`. Each label 0, 1, ..., `n_groups - 1` occurs,
# and the columns of a group may be in any positions. The gap of a group is its **largest weight minus its
# smallest**: 0 if all its weights are equal. Entry `g` of the result belongs to label `g`.


# %% nbgrader={"grade_id": "04-group-gap", "solution": true}
def group_gap(w, groups):
    """The largest minus the smallest weight of each group.

    w : array of shape (n_features,)
    groups : array of shape (n_features,), the labels 0, 1, ..., n_groups - 1 in any order
    Returns an array of shape (n_groups,); entry g belongs to label g.
    """
    ### BEGIN SOLUTION
    return np.array([np.ptp(w[groups == label]) for label in np.unique(groups)])
    ### END SOLUTION


# %% nbgrader={"grade_id": "04-group-gap-check", "grade": true}
check("elastic_net.group_gap")

# %% nbgrader={"grade_id": "04-group-gap-hidden", "grade": true}
# The graded check of Exercise 4.2 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("elastic_net.group_gap")
### END HIDDEN TESTS

# %% [markdown]
# Here are 12 features in three groups of four. Within a group they have a correlation of .95. In two of
# the groups, every feature has the same true weight, 1 or -1; in the third all true weights are 0.
#
# *Before you run the next two cells:* how will the lasso's path differ from the elastic net's?

# %% tags=["experiment"]
X, y, w_true, groups = datasets.make_grouped_regression(
    80, 3, 4, 2, 2.0, rho=0.95, rng=np.random.default_rng(4)
)
paths, gaps = {}, {}
for name, l1_ratio in {"lasso": 1.0, "elastic net": 0.5}.items():
    lams = linear.lambda_max(X, y) / l1_ratio * np.geomspace(1, 1e-2, 80)
    W, _ = linear.elastic_net_path(X, y, lams, l1_ratio)
    paths[name] = lams, W
    at = np.argmin(np.abs(np.abs(W).sum(axis=1) - 6))  # where both have the same size of weights
    gaps[name] = linear.group_gap(W[at], groups)[np.unique(groups[w_true != 0])].mean()
    print(f"{name:12} mean gap in the two groups with nonzero weights: {gaps[name]:.2f}")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, axes = plots.figures(
    f"Gap inside the groups with nonzero true weights: lasso {gaps['lasso']:.2f}, "
    f"elastic net {gaps['elastic net']:.2f}",
    [("lam, falling", "weight"), ("lam, falling", "")],
    size=(10, 4.2),
    sharey=True,
)
for ax, (name, (lams, W)) in zip(axes, paths.items(), strict=True):
    for j, group in enumerate(groups):
        label = f"group {group + 1}: true weight {w_true[j]:g}" if j % 4 == 0 else None
        ax.semilogx(lams, W[:, j], label=label, **plots.series(int(group)))
    ax.invert_xaxis()
    ax.set_title(name, fontsize=10)
fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3, fontsize=9)
plots.show(
    fig,
    "Paths of 12 weights in three groups. The lasso's weights of one group fan out; the elastic "
    "net's stay close together until the penalty is small.",
)

# %% [markdown]
# We compare the gaps where both models have weights of the same total size, $\lVert w\rVert_1 = 6$. (The
# true total is 8.) One draw proves nothing, so here is the paired difference for 50 draws:

# %% tags=["experiment"]
differences = []
for seed in range(50):
    X, y, w_true, groups = datasets.make_grouped_regression(
        80, 3, 4, 2, 2.0, rho=0.95, rng=np.random.default_rng(seed)
    )
    gap = []
    for l1_ratio in (1.0, 0.5):
        lams = linear.lambda_max(X, y) / l1_ratio * np.geomspace(1, 1e-2, 40)
        W, _ = linear.elastic_net_path(X, y, lams, l1_ratio)
        at = np.argmin(np.abs(np.abs(W).sum(axis=1) - 6))
        gap.append(linear.group_gap(W[at], groups)[np.unique(groups[w_true != 0])].mean())
    differences.append(gap[0] - gap[1])
mean, half = interval(differences)
print(f"lasso's gap minus elastic net's, 50 draws: {mean:.2f} ± {half:.2f}")

# %% [markdown]
# ## 4.3 Would it be selected again?
#
# A selection is a result like any other: with different people in the study, it would have been
# different. How different? We cannot repeat the study, but we can draw from the people that we have. A
# **bootstrap sample** consists of $n$ rows drawn *with replacement*: some rows occur twice or more, and
# about a third do not occur at all. Fit on many such samples, and count how often each feature is kept.
#
# ### Exercise 4.3
#
# Write `selection_frequency`. `fit(X, y)` returns weights; a feature is kept if its weight is not 0.
# Draw the $n$ row numbers of each sample independently from `rng`, for example with `rng.integers`; the
# order of the rows in a sample does not matter. Call `fit` once for each sample. The result contains a
# share from 0 to 1 for each feature.


# %% nbgrader={"grade_id": "04-selection-frequency", "solution": true}
def selection_frequency(fit, X, y, n_boot, rng):
    """How often each feature is kept when fit is repeated on bootstrap samples.

    fit : function of X and y that returns weights of shape (n_features,)
    X : array of shape (n_samples, n_features)
    y : array of shape (n_samples,)
    n_boot : int, the number of bootstrap samples
    rng : numpy.random.Generator
    Returns an array of shape (n_features,).
    """
    ### BEGIN SOLUTION
    n, p = X.shape
    kept = np.zeros(p)
    for _ in range(n_boot):
        rows = rng.integers(n, size=n)
        kept += fit(X[rows], y[rows]) != 0
    return kept / n_boot
    ### END SOLUTION


# %% nbgrader={"grade_id": "04-selection-frequency-check", "grade": true}
check("elastic_net.selection_frequency")

# %% nbgrader={"grade_id": "04-selection-frequency-hidden", "grade": true}
# The graded check of Exercise 4.3 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("elastic_net.selection_frequency")
### END HIDDEN TESTS

# %% [markdown]
# Back to the clinic of lesson 3. At `lam = 2` the lasso keeps some of the ten measurements.
# Cholesterol and LDL have a correlation of .9.
#
# *Before you run the next two cells:* for which measurements do you expect a share near 0 or 1, and for
# which a share in between?

# %% tags=["experiment"]
shares = {
    name: validation.selection_frequency(
        lambda X, y, ratio=l1_ratio: linear.elastic_net_path(X, y, [2.0 / ratio], ratio)[0][0],
        X_diabetes,
        data.y,
        300,
        np.random.default_rng(0),
    )
    for name, l1_ratio in {"lasso": 1.0, "elastic net,\nsame L1 part": 0.5}.items()
}
unsure = np.flatnonzero((shares["lasso"] > 0.2) & (shares["lasso"] < 0.8))
order = np.argsort(-shares["lasso"])
columns = {name.replace(",\n", ", "): share[order] for name, share in shares.items()}
plots.table({"kept in this share of the samples": [names[j] for j in order], **columns}, ".0%")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"For {len(unsure)} of 10 measurements, the lasso's choice depends on the sample",
    "share of 300 bootstrap samples in which the measurement is kept",
    "",
    size=(8, 4.2),
)
for i, (name, share) in enumerate(shares.items()):
    style = plots.series(i, marker=True) | {"linestyle": "none", "markersize": 8}
    ax.plot(share[order], np.arange(10) + 0.24 * i - 0.12, label=name, **style)
ax.set_yticks(np.arange(10), [names[j] for j in order])
ax.axvspan(0.2, 0.8, color="0.93", zorder=0)
ax.set_xlim(-0.03, 1.03)
ax.invert_yaxis()
fig.legend(loc="outside right upper")
plots.show(
    fig,
    "Selection frequency of ten measurements. BMI, blood pressure, HDL and triglycerides are kept "
    "nearly always; several others lie in the grey zone between 20 and 80 percent.",
)

# %% [markdown]
# Whether a measurement in the grey zone is kept depends on who happened to be in the study. If you report
# "the lasso selected it" without this share, you hide that. (The elastic net keeps more measurements: its
# squares divide an effect among all measurements that carry it, so fewer of them get the weight 0.)

# %% [markdown]
# How far can you trust a selection? To measure that, we need data whose truth is known. We draw 100 samples
# with 50 features, of which 5 have nonzero true weights, and follow the lasso's path until 5 features
# are in. *Precision* is the share of these that have nonzero true weights. Any two features have the
# same correlation.
#
# *Before you run the next two cells:* at correlation .95, how many of the five will be correct?

# %% tags=["experiment"]
precision = {}
for rho in (0.0, 0.5, 0.95):
    values = []
    for seed in range(50):
        X, y, w_true = datasets.make_sparse_regression(
            100, 50, 5, 1.0, rho=rho, rng=np.random.default_rng(seed)
        )
        W, _ = linear.lasso_path(X, y, linear.lambda_max(X, y) * np.geomspace(1, 1e-3, 80))
        kept = W[np.flatnonzero((W != 0).sum(axis=1) >= 5)[0]] != 0
        values.append(np.mean(w_true[kept] != 0))
    precision[rho] = interval(values)
    print(f"correlation {rho:4}: precision {precision[rho][0]:.2f} ± {precision[rho][1]:.2f}")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"Of five kept features {5 * precision[0.0][0]:.1f} are correct if all are independent, "
    f"{5 * precision[0.95][0]:.1f} at correlation .95",
    "correlation of any two features",
    "precision (mean of 50 draws)",
    size=(8.5, 4.0),
)
ax.errorbar(
    list(precision),
    [mean for mean, _ in precision.values()],
    yerr=[half for _, half in precision.values()],
    capsize=4,
    **plots.series(0, marker=True),
)
ax.axhline(0.1, color="0.4", linewidth=1)
ax.annotate("random guessing: 5 of 50", (0.0, 0.12), fontsize=9, color="0.3")
ax.set_ylim(0, 1.05)
plots.show(
    fig,
    "Precision against correlation: almost 1 for independent features, lower at .5, and below one "
    "half at .95; guessing would give .1.",
)

# %% [markdown]
# "The lasso finds the features that matter" is true only if features cannot replace each other. (The
# exact condition is called *irrepresentability*; see further reading.)

# %% [markdown]
# One of the articles that this course started from recommends the L1 penalty when some features are *known* to matter. But the lasso does not know
# that, and may drop such a feature in favour of a stronger one that is correlated with it. If you know
# that a feature matters, penalize it less: multiplying its column by 10 is the same as dividing its
# penalty by 10.
#
# *Before you run the cell:* feature 1 has a weight of 0.5 and a correlation of .8 with a feature of weight
# 2. In how many of 200 draws will the lasso keep it?

# %% tags=["experiment"]
kept = []
for seed in range(200):
    rng = np.random.default_rng(seed)
    shared, own = rng.standard_normal((60, 1)), rng.standard_normal((60, 10))
    X = np.column_stack([np.sqrt(0.8) * shared + np.sqrt(0.2) * own[:, :2], own[:, 2:]])
    y = 2 * X[:, 0] + 0.5 * X[:, 1] + rng.standard_normal(60)  # feature 1 matters, a little
    lam = 0.2 * linear.lambda_max(X, y)
    known = np.where(np.arange(10) == 1, 10.0, 1.0)
    kept.append([linear.lasso_path(X * k, y, [lam])[0][0, 1] != 0 for k in (1.0, known)])
kept = np.array(kept)
for name, k in zip(("the full penalty", "a tenth of it"), kept.sum(axis=0), strict=True):
    low, high = stats.binomtest(int(k), 200).proportion_ci()
    print(f"with {name:16} the known feature is kept in {k} of 200 draws ({low:.0%}-{high:.0%})")
only = np.sum(kept[:, 0] & ~kept[:, 1]), np.sum(~kept[:, 0] & kept[:, 1])
test = stats.binomtest(int(only[0]), int(sum(only)))  # McNemar's, exact
print(f"kept with the full penalty only: {only[0]}, with a tenth only: {only[1]}; ", end="")
print(f"p = {test.pvalue:.0e}")

# %% [markdown]
# ## 4.4 More features than samples
#
# **Predict.** 40 samples, 200 features. When does the lasso predict better than ridge?
#
# - `"a"`: Never: with more features than samples the lasso fails.
# - `"b"`: When few of the features matter.
# - `"c"`: Always: it is the one that selects.
#
# Replace the last two lines of the next cell with your choice, for example `features_prediction = "c"`.

# %% nbgrader={"grade_id": "04-predict-features-choice", "solution": true}
features_prediction = None
### BEGIN SOLUTION
features_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "04-predict-features", "grade": true}
predict("elastic_net.many_features", features_prediction)

# %% [markdown]
# We draw two kinds of data, with 5 or with 60 nonzero weights of equal size and the same share of noise.
# Each method chooses the best of 40 values of `lam` on 40 validation samples; then it is tested, once, on
# 1,000 new samples. $R^2$ is 1 for perfect predictions and 0 for predicting the mean.


# %% tags=["experiment"]
def r2_scores(X, y, n_train, l1_ratios=(1.0, 0.0, 0.5)):
    """R2 on the rows from 2 * n_train on, with lam chosen on the second n_train rows."""
    train, val, test = np.split(np.arange(len(y)), [n_train, 2 * n_train])
    scores = []
    for l1_ratio in l1_ratios:
        top = linear.lambda_max(X[train], y[train]) * (1 / l1_ratio if l1_ratio else 100)
        lams = top * np.geomspace(1, 1e-3 if l1_ratio else 1e-4, 40)
        W, b = linear.elastic_net_path(X[train], y[train], lams, l1_ratio)
        best = np.argmin(np.mean((y[val][:, None] - X[val] @ W.T - b) ** 2, axis=0))
        error = np.mean((y[test] - X[test] @ W[best] - b[best]) ** 2)
        scores.append(1 - error / np.var(y[test]))
    return scores


scores = {}
for n_active in (5, 60):
    scores[n_active] = []
    for seed in range(30):
        X, y, _ = datasets.make_sparse_regression(
            1080, 200, n_active, np.sqrt(n_active) / 2, rng=np.random.default_rng(seed)
        )
        scores[n_active].append(r2_scores(X, y, 40, (1.0, 0.0)))
means = {k: interval(v) for k, v in scores.items()}
gains = {k: interval(np.diff(v, axis=1)[:, 0]) for k, v in scores.items()}
for k, (gain, half) in gains.items():
    print(f"{k:2} nonzero weights: R2 lasso {means[k][0][0]:.2f}, ridge {means[k][0][1]:.2f}, "
          f"ridge minus lasso {gain:+.2f} ± {half:.2f}")  # fmt: skip

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"R2: the lasso is better by {-gains[5][0]:.2f} ± {gains[5][1]:.2f} with 5 nonzero weights,\n"
    f"ridge by {gains[60][0]:.2f} ± {gains[60][1]:.2f} with 60",
    "nonzero true weights, of 200 (40 samples)",
    "R2 on new data (mean of 30 draws)",
    size=(8, 4.2),
)
for i, name in enumerate(("lasso", "ridge")):
    ax.errorbar(
        np.arange(2) + 0.06 * (2 * i - 1),
        [means[k][0][i] for k in (5, 60)],
        yerr=[means[k][1][i] for k in (5, 60)],
        capsize=4,
        label=name,
        **plots.series(i, marker=True) | {"linestyle": "none", "markersize": 8},
    )
ax.axhline(0, color="0.3", linewidth=1)
ax.set_xticks([0, 1], ["5", "60"])
ax.set_xlim(-0.5, 1.5)
ax.legend()
plots.show(
    fig,
    "R2 of lasso and ridge for 5 and for 60 features that matter. With 5 the lasso is far ahead; "
    "with 60 it is worse than predicting the mean, and ridge is a little better.",
)

# %% tags=["experiment"]
reveal("elastic_net.many_features")

# %% [markdown]
# 40 samples are too few to separate 60 small effects from noise. Choosing among them costs more accuracy
# than shrinking all of them.

# %% [markdown]
# Moreover, the lasso has a hard limit. In (4.2) with $\rho = 1$ all kept features have
# $|x_j^\top r| = n\lambda$. Unless the columns are in a special position, the number of features that
# satisfy this at once is at most the rank of the centred `X`: 39 for 40 samples. The elastic net, with
# its squares, has no such limit.

# %% tags=["experiment"]
X, y, _ = datasets.make_sparse_regression(40, 200, 60, 4.0, rng=np.random.default_rng(0))
for name, l1_ratio in {"lasso": 1.0, "elastic net": 0.2}.items():
    lams = linear.lambda_max(X, y) / l1_ratio * np.geomspace(1, 1e-4, 60)
    W, _ = linear.elastic_net_path(X, y, lams, l1_ratio)
    print(f"{name:12} at most {(W != 0).sum(axis=1).max()} nonzero weights on the path")
print(f"rank of the centred X: {np.linalg.matrix_rank(X - X.mean(axis=0))}")

# %% [markdown]
# ## 4.5 Which penalty for which design?
#
# A common rule, which an article repeats: with many irrelevant features use L1, with correlated features
# use L2. We test it with 40 features in ten groups of four. They are either independent or have a
# correlation of .9 within their group, and either all ten groups have nonzero weights or only two. That
# makes four designs. Everything else is the same, and each design is drawn 30 times. Each method chooses
# among 40 values of `lam` on validation rows, as in 4.4.
#
# *Before you run the cell:* which method do you expect to win in each of the four designs?

# %% tags=["experiment"]
table = {}
for rho in (0.0, 0.9):
    for n_active in (10, 2):
        signal = n_active * 4 * (1 + 3 * rho)  # the variance of Xw: noise takes a fifth of all
        rows = []
        for seed in range(30):
            X, y, _, _ = datasets.make_grouped_regression(
                1100, 10, 4, n_active, np.sqrt(signal) / 2, rho=rho, rng=np.random.default_rng(seed)
            )
            rows.append(r2_scores(X, y, 50))
        table[rho, n_active] = np.array(rows)

columns = {"correlation": [], "groups": [], "lasso": [], "ridge": [], "e.net": []}
columns |= {"e.net - lasso": [], "e.net - ridge": []}
for (rho, n_active), rows in table.items():
    against = [interval(rows[:, 2] - rows[:, other]) for other in (0, 1)]
    texts = [f"{mean:+.3f} ± {half:.3f}" for mean, half in against]
    entries = [rho, str(n_active), *rows.mean(axis=0), *texts]
    for column, entry in zip(columns.values(), entries, strict=True):
        column.append(entry)
print("R2 on new data, mean of 30 draws")
plots.table(columns, {"correlation": ".1f"})

# %% [markdown]
# The next figure shows the differences between the columns *lasso* and *ridge*.
#
# *Before you run the next two cells:* if the rule were right, what would correlated features do to the
# difference "lasso minus ridge"?

# %% tags=["experiment"]
gain = {design: rows[:, 0] - rows[:, 1] for design, rows in table.items()}  # lasso minus ridge
effect = {rho: gain[rho, 2] - gain[rho, 10] for rho in (0.0, 0.9)}
(free, free_half), (tied, tied_half) = interval(effect[0.0]), interval(effect[0.9])
interaction, half = interval(effect[0.9] - effect[0.0])
print(f"lasso minus ridge, change from ten groups to two: independent {free:+.3f} ± {free_half:.3f}, "
      f"correlated {tied:+.3f} ± {tied_half:.3f}")  # fmt: skip
print(f"difference between these two changes: {interaction:.3f} ± {half:.3f}")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"From ten groups to two, lasso minus ridge rises by {free:.2f};\n"
    f"by only {tied:.2f} if features are correlated",
    "groups that matter, of 10",
    "R2 of lasso - R2 of ridge (mean of 30 draws)",
    size=(8, 4.2),
)
for i, rho in enumerate((0.0, 0.9)):
    points = [interval(gain[rho, k]) for k in (10, 2)]
    ax.errorbar(
        np.arange(2) + 0.04 * (2 * i - 1),
        [mean for mean, _ in points],
        yerr=[half for _, half in points],
        capsize=4,
        label=f"correlation {rho:g} inside groups",
        **plots.series(i, marker=True),
    )
ax.axhline(0, color="0.3", linewidth=1)
ax.annotate("lasso better", (-0.38, 0.006), fontsize=9, color="0.3")
ax.annotate("ridge better", (-0.38, -0.02), fontsize=9, color="0.3")
ax.set_xticks([0, 1], ["all 10", "only 2"])
ax.set_xlim(-0.4, 1.4)
ax.legend()
plots.show(
    fig,
    "Difference in R2 between lasso and ridge. Both lines rise from below zero, where all groups "
    "matter, to above zero, where two do; the line for correlated features is much flatter.",
)

# %% [markdown]
# Half of the rule is confirmed: irrelevant features favour the lasso. But correlated features do not favour
# ridge as such. Correlation makes the choice less important, because correlated features can replace
# each other. Which penalty is better depends on how many groups matter. The last row, with few groups
# of correlated features, is what the elastic net was designed for. Even there, with `l1_ratio` fixed at
# .5, it is hardly better than the better of the other two. But it is not the worst in any row, which
# helps if you do not know what your data are like.

# %% [markdown]
# ## 4.6 Outliers
#
# **Predict.** One sample in ten has a wrong $y$, far from the correct value. Which change helps most?
#
# - `"a"`: Another penalty: L1 instead of L2.
# - `"b"`: Another loss: one that does not square large residuals.
# - `"c"`: A larger lam, whichever the penalty.
#
# Replace the last two lines of the next cell with your choice, for example `outlier_prediction = "c"`.

# %% nbgrader={"grade_id": "04-predict-outliers-choice", "solution": true}
outlier_prediction = None
### BEGIN SOLUTION
outlier_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "04-predict-outliers", "grade": true}
predict("elastic_net.outliers", outlier_prediction)

# %% [markdown]
# **Huber's loss** is quadratic for small residuals, and linear where $|r| > \delta$:
#
# $$h_\delta(r) = \begin{cases} \tfrac12 r^2 & |r| \le \delta \\
# \delta\,(|r| - \tfrac12\delta) & |r| > \delta \end{cases} \tag{4.3}$$
#
# Its derivative says how strongly a sample pulls the fit towards itself. Compute it: what happens to the
# pull of an outlier that moves even further away?
#
# ### Exercise 4.4
#
# Write `huber_loss_grad`. It returns two arrays of the shape of `r`: the loss (4.3) of each residual,
# and its derivative with respect to $r$. Nothing is summed or averaged. `r` may hold whole numbers.


# %% nbgrader={"grade_id": "04-huber-loss-grad", "solution": true}
def huber_loss_grad(r, delta):
    """Huber's loss (4.3) and its derivative, for each residual.

    r : array of any shape with at least one axis, of floats or whole numbers
    delta : float, larger than 0
    Returns two arrays of the shape of r: the loss, and its derivative in r.
    """
    ### BEGIN SOLUTION
    size = np.abs(r)
    loss = np.where(size <= delta, r**2 / 2, delta * (size - delta / 2))
    return loss, np.clip(r, -delta, delta)
    ### END SOLUTION


# %% nbgrader={"grade_id": "04-huber-loss-grad-check", "grade": true}
check("elastic_net.huber_loss_grad")

# %% nbgrader={"grade_id": "04-huber-loss-grad-hidden", "grade": true}
# The graded check of Exercise 4.4 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("elastic_net.huber_loss_grad")
### END HIDDEN TESTS

# %% [markdown]
# Now your prediction. We draw 100 samples with ten features, five of which have nonzero weights, and
# noise with standard deviation 1. For ten of the samples we add 30 to $y$ or subtract 30. Ridge and the
# lasso even get an unfair advantage: of 40 values of `lam`, each uses the one that comes closest to the
# true weights, which in practice are unknown. Huber's loss is used with $\delta = 1$, fixed beforehand,
# and without a penalty. (This is the standard deviation of the noise, which in practice has to be
# estimated.)
#
# *Before you run the next two cells:* if all weights were set to 0, the squared error of the weights would
# be 5. How far below that will each method get?

# %% tags=["experiment"]
methods = ("least squares", "ridge, best lam", "lasso, best lam", "Huber, delta = 1")
lams, errors = np.geomspace(10, 1e-3, 40), []
for seed in range(30):
    rng = np.random.default_rng(seed)
    X, y, w_true = datasets.make_sparse_regression(100, 10, 5, 1.0, rng=rng)
    y, _ = datasets.add_outliers(y, 0.1, 30.0, rng=rng)
    fits = [
        linear.fit_ols(X, y)[0][None],
        linear.ridge_svd_path(X, y, lams)[0],
        linear.lasso_path(X, y, lams)[0],
        linear.huber_fit(X, y, 1.0)[0][None],
    ]
    errors.append([np.min(np.sum((W - w_true) ** 2, axis=1)) for W in fits])
nothing = 5  # five true weights, each 1 or -1
means, halves = interval(errors)
paired, paired_half = interval(np.array(errors)[:, 2] - np.array(errors)[:, 3])
for method, mean, half in zip(methods, means, halves, strict=True):
    print(f"{method:17} {mean:5.2f} ± {half:.2f}")
print(f"lasso minus Huber on the same data: {paired:.1f} ± {paired_half:.1f}")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"Squared error of the weights: lasso {means[2]:.1f}, ridge {means[1]:.1f}, "
    f"Huber {means[3]:.1f}",
    "squared distance to the true weights (mean of 30 draws)",
    "",
    size=(8, 3.6),
)
plots.intervals(ax, {m: ends(e) for m, e in zip(methods, np.transpose(errors), strict=True)})
ax.axvline(nothing, color="0.4", linewidth=1)
ax.annotate("all weights 0", (nothing + 0.1, 3.2), fontsize=9, color="0.3")
ax.set_xlim(0)
plots.show(
    fig,
    "Squared error of the weights with intervals: least squares is worst, ridge and lasso are "
    "about equal and not far below the error of a model with all weights 0, Huber is close to zero.",
)

# %% tags=["experiment"]
reveal("elastic_net.outliers")

# %% [markdown]
# Against wrong values of $y$, the L1 *loss* is robust, and so is Huber's loss. The L1 *penalty* is not.
# An article confuses the two, so remember: **the loss decides how strongly a sample can pull on the fit;
# the penalty decides how strongly a weight is pulled towards 0.**
#
# ### Does it agree with the library?
#
# scikit-learn's `HuberRegressor` also estimates the scale of the noise. At its solution,
# `delta = epsilon * scale_` and `lam = alpha * scale_ / n`:

# %% tags=["experiment"]
model = sk.HuberRegressor(epsilon=1.5, alpha=1.0, tol=1e-10, max_iter=10_000).fit(X, y)
delta = 1.5 * model.scale_
_, pull = huber_loss_grad(y - X @ model.coef_ - model.intercept_, delta)
balance = X.T @ pull / len(y) - model.scale_ / len(y) * model.coef_
print(f"largest gradient of our objective at the library's solution: {np.abs(balance).max():.0e}")

# %% [markdown]
# ## 4.7 Why?
#
# A hospital has 120 patients and 3,000 gene activities; genes that are regulated together are
# strongly correlated. The target is a lab value that is sometimes recorded ten times too large by
# mistake. A colleague suggests: "Use the lasso. It selects, and its absolute values make it robust."
#
# In at most 120 words: which **loss** and which **penalty** would you choose, and why? And name one
# thing that you would report together with the list of selected genes. (3 points, marked by a person.)

# %% [markdown] nbgrader={"grade_id": "04-why", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# Loss: Huber's (or absolute errors), because a value that is ten times too large enters through its
# residual, and squares let it pull ten times as hard or more; no penalty changes that. Penalty: the
# elastic net, because genes of one group are correlated: the lasso would pick one of them by chance
# and could keep at most 119. I would report how often each gene (or group) is selected on bootstrap
# samples.
#
# **Marking scheme.** 1 point for a robust loss with a reason that mentions the residual or its pull.
# 1 point for a penalty with a reason from the design (groups; more features than samples; expected
# sparsity): elastic net, or another choice that is well argued. 1 point for something that measures
# the trust in the selection (selection frequency, agreement of groups, error on held-out patients).
# No point for robustness through the L1 penalty.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | what | formula | here | scikit-learn | scale |
# |---|---|---|---|---|
# | elastic net | $\frac{1}{2n}\lVert y - Xw - b\rVert^2 + \lambda(\rho\lVert w\rVert_1 + \frac{1-\rho}{2}\lVert w\rVert_2^2)$ | `elastic_net_cd(..., lam, l1_ratio)` | `ElasticNet(alpha, l1_ratio)` | `alpha = lam` |
# | one step | $S(z_j, \lambda\rho) / (a_j + \lambda(1-\rho))$ | `soft_threshold` | – | – |
# | gap in a group | $\max w_j - \min w_j$ | `group_gap` | – | – |
# | selection frequency | share of bootstrap fits with $w_j \ne 0$ | `selection_frequency` | – | – |
# | Huber's loss | (4.3) | `huber_loss_grad` | `HuberRegressor(epsilon, alpha)` | `delta = epsilon * scale_` |
#
# - The lasso picks from a group, ridge shares, the elastic net does some of both.
# - Before you trust a selected feature, measure how often it would be selected again.
# - The lasso can handle more features than samples, but only if few of them matter.
# - Against outliers, change the loss, not the penalty.
#
# **Further reading.** H. Zou, T. Hastie, *Regularization and variable selection via the elastic net*
# (2005). P. Zhao, B. Yu, *On model selection consistency of lasso* (2006). F. Bach, *Bolasso: model
# consistent lasso estimation through the bootstrap* (2008). N. Meinshausen, P. Bühlmann, *Stability
# selection* (2010). P. Huber, *Robust estimation of a location parameter* (1964).
