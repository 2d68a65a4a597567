# %% [markdown]
# # Lesson 11. Double descent and ensembles
#
# **By the end you can**
#
# - show that the test error of unregularized least squares peaks where the number of features equals the number of
#   rows, explain the peak, and remove it;
# - bag any learner, and let bagging estimate its own error on rows that were left out;
# - combine different models by stacking, without fooling yourself;
# - average the weights of one training run, and say what that is worth against a fair baseline.
#
# **Time** about 120 minutes; the end of 11.1 is a good place for a break. **Before this** lessons 2 (ridge), 5
# (validation), 7 (dropout) and 10 (early stopping).
#
# Each exercise ends with a check. A failed check shows the smallest case that fails and a hint;
# `example("ensembles.min_norm_fit")` gives you the inputs of that case. `ensembles`, `nn` and `linear` contain the
# reference solutions of the course. The figures use them, so they work before your own functions do. (Cells that
# compare *your* answer with the library need your answer.)

# %% jupyter={"source_hidden": true}
# Folded: the imports of this lesson
import numpy as np
from sklearn.ensemble import (
    BaggingClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
    StackingClassifier,
)
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier
from threadpoolctl import threadpool_limits

from reglab import compare, datasets, ensembles, linear, nn, plots, validation
from reglab.checks import check, example, predict, reveal
from reglab.quiet import quiet_start

with quiet_start():
    import keras

# Linear algebra on small matrices is faster without threads of its own.
limits = threadpool_limits(1)

# %% [markdown]
# ## 11.0 More features than rows
#
# Twenty points, and three models. Each has $k$ features of the form $\max(0, a x + c)$ with random $a$ and $c$, and
# least squares finds their weights. With 6 features, the model can't follow the points. With 20 features, as many
# as there are points, it follows them as closely as it can. Lesson 1 called this overfitting, and advised a smaller
# model. With 2,000 features, infinitely many choices of weights fit all points exactly; we take the shortest weights.
#
# *Before you run the cell:* sketch the curve of the third model.

# %% tags=["experiment"]
rng = np.random.default_rng(0)
x = np.clip(np.linspace(-3, 3, 20) + rng.uniform(-0.1, 0.1, 20), -3, 3)
y = np.sin(1.5 * x) + 0.1 * rng.normal(size=20)
grid = np.linspace(-3, 3, 601)
curves = {}
for k in (6, 20, 2000):
    F, W = ensembles.random_relu_features(x[:, None], k, rng=np.random.default_rng([0, k]))
    curves[k] = ensembles.relu_map(grid[:, None], W) @ ensembles.min_norm_fit(F, y)
far = {k: np.sqrt(np.mean((curve - np.sin(1.5 * grid)) ** 2)) for k, curve in curves.items()}
farthest = max(np.abs(curves[20]))

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, axes = plots.figures(
    "Root mean squared distance from the true curve: "
    + ", ".join(f"{far[k]:.2g} with {k:,}" for k in curves)
    + f" features\n(dots: the data, dashed: the true curve; the second curve reaches {farthest:.2g})",
    [(f"x ({k:,} features)", "y" if k == 6 else "") for k in curves],
    size=(10.2, 3.8),
    sharey=True,
)
for i, (ax, curve) in enumerate(zip(axes, curves.values(), strict=True)):
    ax.plot(grid, np.sin(1.5 * grid), color="0.4", linewidth=1, linestyle="--")
    ax.plot(grid, curve, **{**plots.series(i), "linestyle": "-"})
    ax.plot(x, y, ".", color="0.1", markersize=7)
    ax.set_ylim(-3, 3)
plots.show(
    fig,
    "Three fits of twenty points. With 6 features the curve misses many points. With 20 features it "
    "follows them more closely and swings far beyond them in between. With 2,000 features it passes "
    "through all of them and stays close to the true curve.",
)

# %% [markdown]
# (With a single input some of the 20 features are redundant, so the second curve need not pass through every point.)
# The third model has the most parameters by far, it fits the training data exactly, noise included, and yet it is much
# closer to the truth than the second one. So what does "too many parameters" mean? The first half of this lesson
# answers that. The second half is about other models that are larger than one would think sensible: many models at
# once, whose predictions are averaged.

# %% [markdown]
# ## 11.1 Double descent
#
# The features of the picture are a network with one hidden layer that is never trained. Only the output weights are
# fitted, so any size $k$ costs just one least-squares fit.

# %% [markdown]
# ### Exercise 11.1
#
# Write `random_relu_features`: $k$ features that are drawn at random and never trained,
#
# $$F = \max\!\Big(0, \tfrac{1}{\sqrt{d + 1}}\,[X, \mathbf 1]\, W\Big),$$
#
# where $[X, \mathbf 1]$ is $X$ with a column of ones on its right, and $W$ has shape $(d + 1, k)$. All entries of $W$
# are independent draws from the standard normal distribution, with new draws in every call. The last row of $W$ holds
# the biases. Return $W$ as it was drawn, because the features of test rows need the same one. (For test rows, the
# course provides `ensembles.relu_map(X, W)`. In this exercise, write the formula yourself.)


# %% nbgrader={"grade_id": "11-random-relu-features", "solution": true}
def random_relu_features(X, k, *, rng):
    """k random ReLU features of the rows of X.

    X : array (n, d), of floats or integers
    k : int, 1 or larger;  rng : numpy Generator, draws W
    Returns F of shape (n, k) and W of shape (d + 1, k); the last row of W holds the biases.
    """
    ### BEGIN SOLUTION
    n, d = X.shape
    W = rng.normal(size=(d + 1, k))
    X1 = np.column_stack([X, np.ones(n)])
    return np.maximum(0, X1 @ W / np.sqrt(d + 1)), W
    ### END SOLUTION


# %% nbgrader={"grade_id": "11-random-relu-features-check", "grade": true}
check("ensembles.random_relu_features")

# %% nbgrader={"grade_id": "11-random-relu-features-hidden", "grade": true}
# The graded check of Exercise 11.1 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("ensembles.random_relu_features")
### END HIDDEN TESTS

# %% [markdown]
# ### Which of the many?
#
# With $k < n$ features, least squares has one solution (if no feature is redundant). With $k \ge n$ and features in
# general position, all rows can be fitted exactly, and from $k = n + 1$ on in infinitely many ways. The
# **minimum-norm solution** is
#
# $$w = \operatorname{argmin} \lVert w \rVert \quad\text{among all } w \text{ that minimize } \lVert y - Fw \rVert.
# \tag{11.1}$$
#
# It is the limit of ridge regression for $\lambda \to 0$, and it is also where gradient descent ends if it starts at
# $w = 0$: no step ever leaves the space that the rows of $F$ span.

# %% [markdown]
# ### Exercise 11.2
#
# Write `min_norm_fit`: the weights that minimize
#
# $$\frac{1}{2n} \lVert y - Fw \rVert^2 + \frac{\lambda}{2} \lVert w \rVert^2 .$$
#
# - There is no intercept, and nothing is centred.
# - If $\lambda = 0$, several $w$ may fit equally well. Return the one of the smallest norm.
# - $F$ may be tall ($n > k$), square or wide ($n < k$), and of any rank: columns or rows may be repeated, or be zero.
#
# The singular value decomposition covers all of these cases. With $F = U S V^\top$ and without the singular values
# that are 0,
#
# $$w = V \operatorname{diag}\!\Big(\frac{s_j}{s_j^2 + n\lambda}\Big)\, U^\top y .$$
#
# In floating point, a singular value that should be 0 comes out near $10^{-16}$ times the largest one. Treat those
# below $\max(n, k) \cdot \varepsilon$ times the largest as 0, where $\varepsilon$ is `np.finfo(float).eps`.


# %% nbgrader={"grade_id": "11-min-norm-fit", "solution": true}
def min_norm_fit(F, y, lam=0.0):
    """Minimize 1/(2n) ||y - Fw||^2 + lam/2 ||w||^2; lam = 0: the solution of smallest norm.

    F : array (n, k), of any shape and rank;  y : array (n,);  of floats or integers
    lam : float, 0 or larger
    Returns w of shape (k,). There is no intercept.
    """
    ### BEGIN SOLUTION
    U, s, Vt = np.linalg.svd(F, full_matrices=False)
    keep = s > max(F.shape) * np.finfo(float).eps * s[0]
    U, s, Vt = U[:, keep], s[keep], Vt[keep]
    return Vt.T @ (s / (s**2 + len(y) * lam) * (U.T @ y))
    ### END SOLUTION


# %% nbgrader={"grade_id": "11-min-norm-fit-check", "grade": true}
check("ensembles.min_norm_fit")

# %% nbgrader={"grade_id": "11-min-norm-fit-hidden", "grade": true}
# The graded check of Exercise 11.2 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("ensembles.min_norm_fit")
### END HIDDEN TESTS

# %% [markdown]
# ### Does it agree with the library?
#
# `np.linalg.lstsq` and `np.linalg.pinv` return the solution of smallest norm, too. For $\lambda > 0$ it is ridge
# regression without an intercept, with `alpha` $= n\lambda$ in scikit-learn (lesson 2). The normal equations, in
# contrast, are singular as soon as $k > n$.

# %% tags=["experiment"]
rng = np.random.default_rng(0)
F, y = rng.normal(size=(20, 60)), rng.normal(size=20)
lam = 0.1
pairs = {
    "np.linalg.lstsq": (np.linalg.lstsq(F, y)[0], min_norm_fit(F, y)),
    "np.linalg.pinv(F) @ y": (np.linalg.pinv(F) @ y, min_norm_fit(F, y)),
    "Ridge(alpha=n * lam)": (
        Ridge(alpha=len(y) * lam, fit_intercept=False).fit(F, y).coef_,
        min_norm_fit(F, y, lam),
    ),
}
for name, (library, yours) in pairs.items():
    print(f"{name:22} largest difference from yours {np.max(np.abs(library - yours)):.0e}")
w = min_norm_fit(F, y)
null = np.linalg.svd(F)[2][-1]  # a direction orthogonal to every row of F
for name, own in {"yours": w, "yours plus null": w + null}.items():
    residual = np.max(np.abs(F @ own - y))
    print(f"{name:22} largest residual {residual:.0e}, length {np.linalg.norm(own):.3f}")

# %% [markdown]
# All weights `w + c * null` fit the rows exactly. Yours are the shortest of them.
#
# ### From 5 features to 1,000
#
# Now we watch the test error while $k$ grows. The truth is linear with ten inputs; there are $n = 100$ training rows.
# We repeat everything for 30 draws of the data and the features, without noise in $y$ and with noise of standard
# deviation 0.5. The test targets have no noise, so that a perfect model would have error 0.

# %% [markdown]
# **Predict.** What happens to the test error as the number of features k passes the number of rows n and goes on?
#
# - `"a"`: It rises all the way: more parameters overfit more.
# - `"b"`: It rises to a peak at k = n and falls again.
# - `"c"`: It falls all the way: more features fit better.

# %% nbgrader={"grade_id": "11-predict-peak-choice", "solution": true}
peak_prediction = None
### BEGIN SOLUTION
peak_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "11-predict-peak", "grade": true}
predict("ensembles.peak", peak_prediction)

# %% [markdown]
# All methods of this section differ only in how much of each direction they keep. With $F = U S V^\top$, and $f$ a
# filter as in lesson 10,
#
# $$w = V \operatorname{diag}\!\Big(\frac{f_j}{s_j}\Big)\, U^\top y. \tag{11.2}$$
#
# For the minimum-norm solution, $f_j = 1$. For ridge, $f_j = s_j^2 / (s_j^2 + n \lambda)$. For gradient descent that
# stops after $t$ steps, $f_j = 1 - (1 - \eta s_j^2 / n)^t$. So one decomposition serves all. For ridge we choose
# $\lambda$ among eight values by 50 validation rows, which are as noisy as the training rows. Gradient descent
# chooses among eight numbers of steps by the same rows; we'll look at it later.

# %% tags=["experiment"]
N, D, DRAWS, SIGMAS = 100, 10, range(30), (0.0, 0.5)
WIDTHS = np.array([5, 10, 20, 30, 50, 70, 90, 100, 110, 150, 200, 300, 500, 1000])
LAMS, STEPS = 10.0 ** np.arange(-5, 3), 10 ** np.arange(8)


def linear_data(seed, sigma, sizes):
    """Rows of one linear problem, sets of these sizes: (X, y), the last one without noise."""
    rng = np.random.default_rng(seed)
    beta = rng.normal(size=D) / np.sqrt(D)
    sets = []
    for i, size in enumerate(sizes):
        X = rng.normal(size=(size, D))
        noise = rng.normal(size=size) * (sigma if i + 1 < len(sizes) else 0)
        sets.append((X, X @ beta + noise))
    return sets, rng


def mse(predicted, y):
    """Mean squared error of every column."""
    return np.mean((predicted - y[:, None]) ** 2, axis=0)


def widths_of_one_draw(seed, sigma):
    """For every width: test errors by method, and the length of the minimum-norm weights."""
    ((X, y), (X_val, y_val), (X_test, y_test)), rng = linear_data(seed, sigma, (N, 50, 500))
    found = []
    for k in WIDTHS:
        F, W = ensembles.random_relu_features(X, k, rng=rng)
        U, s, Vt = np.linalg.svd(F, full_matrices=False)
        kept = s > max(F.shape) * np.finfo(float).eps * s[0]
        U, s, Vt = U[:, kept], s[kept], Vt[kept]
        ridge = [linear.ridge_filter(s**2 / N, lam) for lam in LAMS]
        stopped = [linear.gd_filter(s**2 / N, N / s[0] ** 2, t) for t in STEPS]
        filters = np.array([np.ones(s.size), *ridge, *stopped])
        weights = Vt.T @ (filters / s * (U.T @ y)).T  # (11.2), a column for each filter
        choose = mse(ensembles.relu_map(X_val, W) @ weights, y_val)
        test = mse(ensembles.relu_map(X_test, W) @ weights, y_test)
        a, b = slice(1, 1 + len(LAMS)), slice(1 + len(LAMS), None)
        found.append({
            "minimum norm": test[0],
            "ridge": test[a][choose[a].argmin()],
            "ridge, oracle": test[a].min(),
            "gradient descent": test[b][choose[b].argmin()],
            "length": np.linalg.norm(weights[:, 0]),
        })  # fmt: skip
    return {name: [own[name] for own in found] for name in found[0]}


descent = {}  # by noise and name: an array (draws, widths)
for sigma in SIGMAS:
    draws = [widths_of_one_draw(seed, sigma) for seed in DRAWS]
    for name in draws[0]:
        descent[sigma, name] = np.array([own[name] for own in draws])


# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
def quartiles(values):
    """Median, lower and upper quartile over draws, for every column."""
    return np.percentile(values, [50, 25, 75], axis=0).T


def log_axes(ax, ticks=(5, 10, 30, 100, 300, 1000)):
    """Log scales with plain numbers on the horizontal axis."""
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_xticks(ticks, [str(tick) for tick in ticks])
    ax.tick_params(axis="x", which="minor", bottom=False, labelbottom=False)


medians = {key: np.median(values, axis=0) for key, values in descent.items()}
peak, end = (medians[0.5, "minimum norm"][list(WIDTHS).index(k)] for k in (N, 1000))
tuned_top = medians[0.5, "ridge"][WIDTHS >= 50].max()
fig, axes = plots.figures(
    f"With noise, the error of the minimum-norm fit is {peak:.3g} at k = n = 100 and {end:.2g} at "
    f"k = 1,000;\nwith lam chosen on validation rows it is at most {tuned_top:.2g} from k = 50 on",
    [
        (f"number of features k (noise: sd {sigma:g}; median and quartiles)", label)
        for sigma, label in zip(SIGMAS, ("test error (mean squared)", ""), strict=True)
    ],
    size=(10.2, 4.4),
    sharey=True,
)
for ax, sigma in zip(axes, SIGMAS, strict=True):
    rows = {
        "minimum norm": quartiles(descent[sigma, "minimum norm"]),
        "ridge, lam by validation": quartiles(descent[sigma, "ridge"]),
    }
    plots.bands(ax, WIDTHS, rows, zero=False)
    ax.plot(
        WIDTHS, medians[sigma, "ridge, oracle"], color="0.1", linewidth=0.8, linestyle="-",
        label="ridge, lam by test rows (oracle)",
    )  # fmt: skip
    ax.axvline(N, color="0.6", linewidth=0.8)
    log_axes(ax)
axes[0].legend(loc="lower left")
plots.show(
    fig,
    "Test error against the number of features, on log scales, without and with noise: median and "
    "quartiles of 30 draws. The minimum-norm fit falls, rises to a sharp peak at 100 features and "
    "falls again. Ridge with a chosen lambda has no peak; the oracle is close to it.",
)

# %% tags=["experiment"]
reveal("ensembles.peak")

# %% [markdown]
# The error falls, rises to a peak where $k = n$, and falls a second time: **double descent**. (To the right of the
# peak, the minimum-norm fit has training error 0.) Is the second descent better than the first one? We compare $k =
# 1{,}000$ with the best of all narrower models, $k < n$, draw by draw. This flatters the narrow ones: they are chosen
# by the test error.

# %% tags=["experiment"]
columns = {"noise, sd": list(SIGMAS), "best k < n": [], "k = 1,000": [], "1,000 is better in": []}
for sigma in SIGMAS:
    errors = descent[sigma, "minimum norm"]
    narrow, wide = errors[:, WIDTHS < N].min(axis=1), errors[:, -1]
    columns["best k < n"].append(np.median(narrow))
    columns["k = 1,000"].append(np.median(wide))
    columns["1,000 is better in"].append(f"{100 * np.mean(wide < narrow):.0f} % of draws")
plots.table(columns, {"noise, sd": "g", "best k < n": ".4f", "k = 1,000": ".4f"})
best = {sigma: medians[sigma, "ridge"][-1] for sigma in SIGMAS}
print(f"ridge with a chosen lam at k = 1,000: {best[0.0]:.4f} and {best[0.5]:.4f}")

# %% [markdown]
# Without noise the wide model wins. With noise it mostly loses against the best narrow one: passing through noisy
# points has a price, even with the shortest weights. With noise, both also lose against ridge with a chosen $\lambda$.
# So "wider is better" is as wrong as "wider overfits more". What can be said is this: without regularization, the
# width where the model can *just* fit all rows is the worst one; with a chosen $\lambda$ there is no peak, so the
# width hardly needs to be chosen, as long as it is large. (The tuned curve has no peak, but it need not fall at every
# step. With 50 validation rows, the choice is noisy.)
#
# The figure has a thin line for the $\lambda$ that is best on the test rows, the **oracle**. It shows how much is lost
# by choosing on 50 validation rows.

# %% [markdown]
# **Predict.** May lam be chosen on the test rows, since no weight is trained on them?
#
# - `"a"`: Yes: lam is not a weight, so nothing learns from the test rows.
# - `"b"`: Yes, if all methods do it: then the comparison is fair.
# - `"c"`: No: the error of the chosen lam on these rows is then too low.

# %% nbgrader={"grade_id": "11-predict-tune-on-test-choice", "solution": true}
tune_on_test_prediction = None
### BEGIN SOLUTION
tune_on_test_prediction = "c"
### END SOLUTION

# %% nbgrader={"grade_id": "11-predict-tune-on-test", "grade": true}
predict("ensembles.tune_on_test", tune_on_test_prediction)

# %% tags=["experiment"]
reveal("ensembles.tune_on_test")

# %% [markdown]
# ### More data, more error
#
# Now $k = 100$ features are fixed, and the number of rows grows from 20 to 400, with noise.

# %% [markdown]
# **Predict.** k = 100 features are fixed. From n = 40 rows to n = 100: what happens to the test error of the
# minimum-norm fit?
#
# - `"a"`: It falls: more rows never hurt.
# - `"b"`: It stays about the same: both fits pass through all of their rows.
# - `"c"`: It rises: n = 100 is where n equals k.

# %% nbgrader={"grade_id": "11-predict-more-data-choice", "solution": true}
more_data_prediction = None
### BEGIN SOLUTION
more_data_prediction = "c"
### END SOLUTION

# %% nbgrader={"grade_id": "11-predict-more-data", "grade": true}
predict("ensembles.more_data", more_data_prediction)

# %% tags=["experiment"]
ROWS = np.array([20, 40, 60, 80, 90, 100, 110, 130, 160, 200, 300, 400])
by_rows = {"minimum norm": [], "ridge, lam = 0.01": []}
for seed in DRAWS:
    ((X, y), (X_test, y_test)), rng = linear_data(1000 + seed, 0.5, (ROWS[-1], 500))
    F, W = ensembles.random_relu_features(X, 100, rng=rng)
    F_test = ensembles.relu_map(X_test, W)
    for name, lam in zip(by_rows, (0.0, 0.01), strict=True):
        weights = np.array([ensembles.min_norm_fit(F[:n], y[:n], lam) for n in ROWS])
        by_rows[name].append(mse(F_test @ weights.T, y_test))
by_rows = {name: np.array(values) for name, values in by_rows.items()}

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
at = {n: list(ROWS).index(n) for n in (40, 100, 400)}
plain = by_rows["minimum norm"]
worse = np.sum(plain[:, at[100]] > plain[:, at[40]])
fig, ax = plots.figure(
    f"With 100 features, 100 rows are worse than 40 in {worse} of {len(plain)} draws: median error\n"
    + ", ".join(f"{np.median(plain[:, i]):.2g} with {n} rows" for n, i in at.items()),
    "number of training rows n (log scale; median and quartiles of 30 draws)",
    "test error (mean squared)",
    size=(7.6, 4.2),
)
plots.bands(ax, ROWS, {name: quartiles(v) for name, v in by_rows.items()}, zero=False)
ax.axvline(100, color="0.6", linewidth=0.8)
log_axes(ax, (20, 40, 60, 100, 200, 400))
ax.legend(loc="upper left")
plots.show(
    fig,
    "Test error against the number of training rows with 100 features, median and quartiles of 30 "
    "draws, log scales. The minimum-norm fit rises to a sharp peak at 100 rows and falls after it. "
    "Ridge with a small fixed lambda has no peak and ends lower.",
)

# %% tags=["experiment"]
reveal("ensembles.more_data")

# %% [markdown]
# The peak moves with $n$: what matters is not the number of parameters but its relation to the number of rows. If
# more data make a model worse, it lacks regularization. A small fixed $\lambda$ is enough here.
#
# ### The peak, seen from inside
#
# In (11.2), the minimum-norm fit divides by every singular value $s_j$ of $F$. A direction with a tiny $s_j$ gets
# a huge weight. It fits what is left over: the noise in $y$ and, even without noise, the part of the truth that
# these random features can't represent well. So let us look at the singular values for $k$ below, at and above $n$.
#
# *Before you run the cell:* for which $k$ is the smallest singular value smallest?

# %% tags=["experiment"]
((X, y), *_), rng = linear_data(0, 0.5, (N, 1))
spectra = {}
for k in (50, 100, 300):
    F, _ = ensembles.random_relu_features(X, k, rng=rng)
    spectra[k] = np.linalg.svd(F, compute_uv=False)

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
ratios = {k: s[0] / s[-1] for k, s in spectra.items()}
longest = {k: medians[0.5, "length"][list(WIDTHS).index(k)] for k in (50, 100, 300)}
fig, axes = plots.figures(
    "The smallest singular value is smallest at k = n, and so the weights are longest:\nmedian length "
    + ", ".join(f"{value:.2g} at k = {k}" for k, value in longest.items()),
    [("number of the singular value", "singular value of F"),
     ("number of features k (median and quartiles)", "length of w")],
    size=(10.2, 4.2),
)  # fmt: skip
for i, (k, s) in enumerate(spectra.items()):
    label = f"k = {k}: largest / smallest about {float(f'{ratios[k]:.2g}'):,.0f}"
    axes[0].plot(np.arange(1, s.size + 1), s, label=label, **plots.series(i))
axes[0].set_yscale("log")
axes[0].legend(loc="lower left")
lengths = {f"noise: sd {sigma:g}": quartiles(descent[sigma, "length"]) for sigma in SIGMAS}
plots.bands(axes[1], WIDTHS, lengths, zero=False)
axes[1].axvline(N, color="0.6", linewidth=0.8)
log_axes(axes[1])
axes[1].legend(loc="upper right")
plots.show(
    fig,
    "Left: singular values of one feature matrix, sorted, for 50, 100 and 300 features. For 100 the "
    "last ones fall far below the others. Right: the length of the minimum-norm weights against the "
    "number of features; it has a peak at 100 and is small for many features.",
)

# %% [markdown]
# At $k = n$ the rows of $F$ are nearly dependent: some directions have hardly any variance. To pass through all
# points, the fit needs enormous weights there. With more features, the rows are easier to tell apart: the smallest
# singular value grows again, and shorter weights suffice. So the peak is *variance*, and not the bias of a model that
# is too simple (lesson 1).
#
# If the harm is done in directions of tiny variance, then every method that shrinks the weights there should help. Ridge
# does so. Lesson 10 had another such method: gradient descent, which needs many steps for those directions.
#
# *Before you run the cell:* does gradient descent that stops early have a peak?

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
stopped_top = medians[0.5, "gradient descent"][WIDTHS >= 50].max()
fig, ax = plots.figure(
    f"With the number of steps chosen on validation rows, gradient descent has no peak either:\n"
    f"from k = 50 on its median error is at most {stopped_top:.2g}, that of ridge {tuned_top:.2g}",
    "number of features k (noise: sd 0.5; median and quartiles)",
    "test error (mean squared)",
    size=(8.4, 4.2),
)
rows = {
    "minimum norm": "minimum norm",
    "ridge, lam by validation": "ridge",
    "gradient descent, stopped by validation": "gradient descent",
}
rows = {label: quartiles(descent[0.5, name]) for label, name in rows.items()}
plots.bands(ax, WIDTHS, rows, zero=False)
ax.axvline(N, color="0.6", linewidth=0.8)
log_axes(ax)
ax.legend(loc="upper left")
plots.show(
    fig,
    "Test error against the number of features with noise, log scales. The minimum-norm fit has a "
    "sharp peak at 100 features; ridge and gradient descent that was stopped have none, and they are "
    "close to each other.",
)

# %% [markdown]
# Run it to the end, and gradient descent has the peak, too: it ends at the minimum-norm solution. Networks are
# trained by gradient descent, mostly with some early stopping, weight decay or dropout. So their users seldom meet the
# peak. Nakkiran and others (2021) show it for deep networks, as the width grows and as the number of epochs grows.

# %% [markdown]
# ## 11.2 Bagging
#
# The peak was variance: fits to different draws of the data differ wildly. There is another remedy for variance. If we
# had many independent training sets, we could average the models that they give. We have only one set, so we imitate
# new ones: draw $n$ of the $n$ rows *with replacement*. Such a **bootstrap sample** repeats some rows and lacks others:
# any given row is absent with probability $(1 - 1/n)^n \approx 0.37$. Train a model on each sample and average their
# predictions. This is **bagging** (bootstrap aggregating).
#
# Suppose that each model's prediction has variance $\sigma^2$, and any two have the correlation $\rho$. Then
#
# $$\operatorname{Var}\Big(\frac1M \sum_{m=1}^M p_m\Big) = \rho\, \sigma^2 + \frac{1 - \rho}{M}\, \sigma^2 .
# \tag{11.3}$$
#
# So averaging helps as far as the models *differ*; the first term remains, however many models there are. And the
# bias of a single model remains as well.

# %% [markdown]
# ### Exercise 11.3
#
# Write `bag_predict`, the mean prediction of `n_models` models:
#
# $$p(x) = \frac1M \sum_{m=1}^M p_m(x).$$
#
# - For each model, draw $n$ row numbers from $0, \dots, n - 1$ with replacement, and train the model on these rows of
#   $X$ and $y$, with their shape and dtype unchanged. This is a *bootstrap sample*. Each model has a new one. How you
#   draw it from `rng` is up to you.
# - Call `fit` once for each model, with arrays: `fit(X_rows, y_rows)` trains, and returns a function. Call this
#   function with all of `X_test`. It returns the model's prediction.
# - Average the predictions entry by entry: probabilities of shape `(n_test, n_classes)` for a classifier, numbers of
#   shape `(n_test,)` for regression.


# %% nbgrader={"grade_id": "11-bag-predict", "solution": true}
def bag_predict(fit, X, y, X_test, n_models, *, rng):
    """Mean prediction of n_models models, each trained on its own bootstrap sample.

    fit : function; fit(X, y) returns a function predict, and predict(X_test) is an array
    X : array (n, ...);  y : array (n,);  X_test : array (n_test, ...);  of floats or integers;
        the rows of X may be vectors or images
    n_models : int, 1 or larger;  rng : numpy Generator, draws the rows
    Returns the mean of the predictions, an array of the shape of one prediction.
    """
    ### BEGIN SOLUTION
    n = len(y)
    predictions = []
    for _ in range(n_models):
        rows = rng.integers(n, size=n)
        predict = fit(X[rows], y[rows])
        predictions.append(predict(X_test))
    return np.mean(predictions, axis=0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "11-bag-predict-check", "grade": true}
check("ensembles.bag_predict")

# %% nbgrader={"grade_id": "11-bag-predict-hidden", "grade": true}
# The graded check of Exercise 11.3 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("ensembles.bag_predict")
### END HIDDEN TESTS

# %% [markdown]
# ### Rows that were left out
#
# Bagging brings its own validation rows: every model has some rows that it has not seen.

# %% [markdown]
# ### Exercise 11.4
#
# A bootstrap sample lacks about 37 % of the rows. They are *out of bag*: the model hasn't learned them, so it can be
# tested on them. Write `oob_error`:
#
# - Draw a bootstrap sample for each of the `n_models` models, as in Exercise 11.3, and call `fit` once for each. Pass
#   rows of $X$ to `fit` and to the returned function without changing their shape or dtype.
# - For each row, sum the probabilities of the models that did not draw it. The class with the largest sum is the
#   prediction for this row.
# - Some rows may have been drawn by every model. Leave them out: they count neither as right nor as wrong.
# - The error is the share of wrong predictions among the other rows. If there are no other rows, it is `nan`.
#
# Return the error and the number of rows that were judged. `oob_error` does not call your `bag_predict`.


# %% nbgrader={"grade_id": "11-oob-error", "solution": true}
def oob_error(fit, X, y, n_models, *, rng):
    """Share of rows that the models which did not draw them classify wrongly.

    fit : function; fit(X, y) returns a function predict, and predict(X) has shape (n, n_classes);
        there may be more classes than those in y
    X : array (n, ...);  y : array (n,), classes 0, 1, ..., n_classes - 1
    n_models : int, 1 or larger;  rng : numpy Generator, draws the rows
    Returns the error, from 0 to 1 (nan if no row is judged), and the number of judged rows.
    """
    ### BEGIN SOLUTION
    n = len(y)
    total, votes = 0.0, np.zeros(n, dtype=int)
    for _ in range(n_models):
        rows = rng.integers(n, size=n)
        out = ~np.isin(np.arange(n), rows)
        p = fit(X[rows], y[rows])(X)
        total = total + np.where(out[:, None], p, 0.0)
        votes += out
    judged = votes > 0
    if not judged.any():
        return np.nan, 0
    wrong = np.argmax(total, axis=1) != y
    return wrong[judged].mean(), judged.sum()
    ### END SOLUTION


# %% nbgrader={"grade_id": "11-oob-error-check", "grade": true}
check("ensembles.oob_error")

# %% nbgrader={"grade_id": "11-oob-error-hidden", "grade": true}
# The graded check of Exercise 11.4 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("ensembles.oob_error")
### END HIDDEN TESTS

# %% [markdown]
# ### Does it agree with the library?
#
# `BaggingClassifier(oob_score=True)` does both. The random numbers differ, so the results do, a little. (For the
# single tree, we show the error on its own training rows: it remembers them all.)


# %% tags=["experiment"]
digits = datasets.load_digits()
NOISES, TEN = (0.0, 0.2), range(10)
LABELS = {0.0: "correct labels", 0.2: "20 % wrong labels"}
data = {  # by share of wrong labels: training, validation and test rows for ten seeds
    noise: datasets.split_seeds(digits.X / 16, digits.y, (200, 200, 1000), seeds=TEN, noise=noise)
    for noise in NOISES
}


def tree(X, y):
    """Train a full-grown tree, and return its function of probabilities for ten classes."""
    model = DecisionTreeClassifier(random_state=0).fit(X, y)

    def probabilities(X_test):
        p = np.zeros((len(X_test), 10))
        p[:, model.classes_] = model.predict_proba(X_test)
        return p

    return probabilities


(X, y), _, (X_test, y_test) = ((part[0][0], part[1][0]) for part in data[0.0])
mine = bag_predict(tree, X, y, X_test, 50, rng=np.random.default_rng(0))
error, n_judged = oob_error(tree, X, y, 50, rng=np.random.default_rng(0))
library = BaggingClassifier(DecisionTreeClassifier(), 50, oob_score=True, random_state=0).fit(X, y)
plots.table(
    {
        "error, %": ["one tree", "your bag of 50", "BaggingClassifier"],
        "test rows": [
            100 * np.mean(p.argmax(axis=1) != y_test)
            for p in (tree(X, y)(X_test), mine, library.predict_proba(X_test))
        ],
        "training rows": [
            f"{100 * np.mean(tree(X, y)(X).argmax(axis=1) != y):.1f} (its own)",
            f"{100 * error:.1f} (out of bag, {n_judged} of {len(y)})",
            f"{100 * (1 - library.oob_score_):.1f} (out of bag)",
        ],
    },
    ".1f",
)

# %% [markdown]
# ### How many trees?
#
# Ten seeds, each with its own 200 training images of digits; once with correct labels, and once with 20 % wrong ones.
# Test labels are correct. Out-of-bag accuracy (1 minus the error) needs no test rows.
#
# *Before you run the cell:* for wrong labels, will the out-of-bag accuracy be close to the accuracy on the test rows?

# %% tags=["experiment"]
COUNTS = (1, 2, 5, 10, 16, 32)
single, bagged, out_of_bag, noisy_test, apart = {}, {}, {}, {}, {}
for noise, ((X_all, y_all), _, (X_new, y_new)) in data.items():
    for seed in TEN:
        X, y, X_test, y_test = X_all[seed], y_all[seed], X_new[seed], y_new[seed]
        single[noise, seed] = np.mean(tree(X, y)(X_test).argmax(axis=1) == y_test)
        rows = ensembles.bootstrap_rows(len(y), COUNTS[-1], rng=np.random.default_rng([seed, 1]))
        p = np.array([tree(X[own], y[own])(np.vstack([X, X_test])) for own in rows])
        out = np.array([~np.isin(np.arange(len(y)), own) for own in rows])
        own_rows = np.cumsum(p[:, : len(y)] * out[..., None], axis=0)
        new_rows = np.cumsum(p[:, len(y) :], axis=0)
        first, second = p[:2, len(y) :].argmax(axis=-1)
        apart[noise, seed] = np.mean(first != second)
        like_ours = datasets.flip_labels(y_test, noise, rng=np.random.default_rng([seed, 2]))
        for m in COUNTS:
            judged = out[:m].any(axis=0)
            guess = new_rows[m - 1].argmax(axis=1)
            bagged[noise, m, seed] = np.mean(guess == y_test)
            noisy_test[noise, m, seed] = np.mean(guess == like_ours)
            out_of_bag[noise, m, seed] = np.mean((own_rows[m - 1].argmax(axis=1) == y)[judged])


# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: means over seeds, and drawing of the figure
def over_seeds(values, noise):
    """Mean in percent for every number of trees, and half its 95 % interval."""
    found = []
    for m in COUNTS:
        own = np.array([values[noise, m, seed] for seed in TEN])
        mean, lo, _ = compare.paired_ci(own, np.zeros(own.size))
        found.append((100 * mean, 100 * (mean - lo)))
    return np.array(found).T


one = {noise: np.array([single[noise, seed] for seed in TEN]) for noise in NOISES}
forest = {noise: np.array([bagged[noise, COUNTS[-1], seed] for seed in TEN]) for noise in NOISES}
gains = {noise: compare.paired_ci(forest[noise], one[noise]) for noise in NOISES}
fig, axes = plots.figures(
    f"{COUNTS[-1]} bagged trees minus one: "
    + ", ".join(
        f"{100 * d:+.1f} ± {100 * (d - lo):.1f} {which}"
        for which, (d, lo, _) in zip(
            ("points with correct labels", "with wrong ones"), gains.values(), strict=True
        )
    )
    + ";\nout of bag, their accuracy seems to be "
    + " and ".join(f"{over_seeds(out_of_bag, noise)[0, -1]:.0f} %" for noise in NOISES)
    + ", on correct test labels it is "
    + " and ".join(f"{100 * forest[noise].mean():.0f} %" for noise in NOISES),
    [
        (f"number of trees ({LABELS[noise]})", label)
        for noise, label in zip(NOISES, ("accuracy (%, mean and 95 % interval)", ""), strict=True)
    ],
    size=(10.2, 4.4),
    sharey=True,
)
for ax, noise in zip(axes, NOISES, strict=True):
    rows = {"bag, correct test labels": bagged, "out of bag": out_of_bag}
    if noise:
        rows["bag, test labels as noisy as training"] = noisy_test
    found = {name: over_seeds(values, noise) for name, values in rows.items()}
    plots.curves(
        ax, COUNTS, {n: v[0] for n, v in found.items()}, halves={n: v[1] for n, v in found.items()}
    )
    ax.axhline(
        100 * one[noise].mean(), color="0.3", linewidth=1, linestyle="--",
        label="one tree, all rows",
    )  # fmt: skip
    ax.set_xscale("log")
    ax.set_xticks(COUNTS, [str(m) for m in COUNTS])
    ax.minorticks_off()
axes[0].set_ylim(0, 100)
for ax in axes:
    ax.legend(loc="lower right")
plots.show(
    fig,
    "Accuracy against the number of bagged trees. With one or two trees it is below one tree on all "
    "rows; it then rises steeply up to about 10 trees and slowly after that. Out of bag it lags behind, "
    "because only about a third of the trees judge a row.",
)

# %% [markdown]
# A tree on one bootstrap sample is worse than a tree on all rows, as it has seen fewer of them. Averaging more than
# makes up for that. Trees are unstable: when a few rows change, the tree changes. So the models differ a lot, and by
# (11.3) there is much to gain. (Two trees gain little: full-grown trees give probabilities 0 and 1, so two trees
# that disagree make a tie.) More trees hardly ever hurt; they only cost time.
#
# Out of bag, a row is judged by only about 37 % of the trees, so the estimate lags behind the accuracy of the whole bag,
# most of all for medium numbers of trees. (With one tree, both are judged by a single tree.) With wrong labels it stays
# far below the accuracy on correct ones, and that is no fault: it estimates the accuracy **on labels like yours**. On
# test labels of which 20 % are wrong, too, the bag of 32 is not much better (triangles).
#
# ### Three ways to combine models
#
# - **Bagging** trains models separately, on different samples, and averages. It lowers variance. A *random forest* is
#   bagging of trees that may look at only a few features, drawn at random, at every split: this lowers $\rho$ in
#   (11.3).
# - **Boosting** trains models one after the other, and each one fits what is left over:
#
#   $$F_m(x) = F_{m-1}(x) + \eta\, h_m(x), \qquad h_m \text{ fitted to the negative gradient of the loss at }
#   F_{m-1}. \tag{11.4}$$
#
#   It lowers bias: each $h_m$ may be a small tree. The number of trees and the step size $\eta$ regularize it, as steps
#   did in lesson 10. More trees *can* hurt.
# - **Stacking** (section 11.4) trains different kinds of models and *learns* how to weigh them.
#
# Boosting is not graded here. In the figure above, nothing was tuned. Now we compare all but stacking on a question
# with two answers, which is faster: is the digit even or odd? Each method has two candidates and chooses one by the
# validation rows, for each of five seeds.
#
# *Before you run the cell:* which of the four is best with correct labels, and which with wrong ones?

# %% tags=["experiment"]
METHODS = {
    "one tree": [DecisionTreeClassifier(min_samples_leaf=m, random_state=0) for m in (1, 5)],
    "bagging": [
        BaggingClassifier(DecisionTreeClassifier(min_samples_leaf=m), 16, random_state=0)
        for m in (1, 5)
    ],
    "random forest": [
        RandomForestClassifier(16, max_features=m, random_state=0) for m in (3, 8)
    ],
    "boosting": [
        HistGradientBoostingClassifier(
            learning_rate=eta, max_iter=30, max_leaf_nodes=4, min_samples_leaf=10, random_state=0,
            early_stopping=False,
        )
        for eta in (0.05, 0.2)
    ],
}  # fmt: skip
FIVE, scores = range(5), {}
for noise in NOISES:
    train, choose, test = datasets.split_seeds(
        digits.X / 16, digits.y % 2, (200, 200, 1000), seeds=FIVE, noise=noise
    )
    for name, candidates in METHODS.items():
        scores[noise, name] = []
        for seed in FIVE:
            fitted = [own.fit(train[0][seed], train[1][seed]) for own in candidates]
            right = [own.score(choose[0][seed], choose[1][seed]) for own in fitted]
            best = fitted[int(np.argmax(right))]
            scores[noise, name].append(best.score(test[0][seed], test[1][seed]))


def plus_minus(a, b, digits=1):
    """Mean paired difference a - b and half the width of its 95 % interval, in points."""
    diff, lo, _ = compare.paired_ci(a, b)
    return f"{100 * diff:+z.{digits}f} ± {100 * (diff - lo):.{digits}f}"  # z: no minus before 0


columns = {"test accuracy, %": list(METHODS)}
for noise in NOISES:
    own = {name: np.array(scores[noise, name]) for name in METHODS}
    columns[LABELS[noise]] = [100 * values.mean() for values in own.values()]
    columns[f"minus bagging ({100 * noise:.0f} %)"] = [
        "" if name == "bagging" else plus_minus(values, own["bagging"])
        for name, values in own.items()
    ]
plots.table(columns, ".1f")

# %% [markdown]
# The three ensembles are far ahead of the single tree, whatever the labels are. Among them, five seeds can't tell
# much; look at the intervals. (With thousands of rows, correct labels and more trees, boosting often wins. But wrong
# labels are what "is left over" in the end, so it needs a small $\eta$, few trees, or early stopping.)

# %% [markdown]
# ## 11.3 Five networks, or one?
#
# Networks differ even when they are trained on the same rows: they start from other weights. So there are two ways to
# get five networks: the same rows five times, or five bootstrap samples. If five networks beat one *at the same
# settings*, that proves little (lesson 7): perhaps the single network had the wrong learning rate. So here every method
# chooses among **four candidates** on the validation rows, for each of ten seeds. The ensembles choose a common learning
# rate for their five members, by the accuracy of their mean.

# %% [markdown]
# **Predict.** 20 % of the labels are wrong. Which is better on test rows: the mean of five plain networks, or one
# network with dropout, if all are tuned equally on validation rows?
#
# - `"a"`: The five, clearly: a mean of five beats any single network.
# - `"b"`: The one, clearly: the five memorize the same wrong labels, and a mean keeps them.
# - `"c"`: Neither by much: a tuned network with dropout does about as well as the five.

# %% nbgrader={"grade_id": "11-predict-five-or-one-choice", "solution": true}
five_or_one_prediction = None
### BEGIN SOLUTION
five_or_one_prediction = "c"
### END SOLUTION

# %% nbgrader={"grade_id": "11-predict-five-or-one", "grade": true}
predict("ensembles.five_or_one", five_or_one_prediction)

# %% tags=["experiment"]
SEEDS, MEMBERS = TEN, 5
RATES = (7.5e-4, 1.5e-3, 3e-3, 6e-3)  # of plain networks; dropout and L2 allow larger ones
PLAIN = (nn.Dense(64), nn.ReLU(), nn.Dense(10))
DROPOUT = (nn.Dense(64), nn.ReLU(), nn.Dropout(0.5), nn.Dense(10))
RUN, FIXED = {"epochs": 30, "batch_size": 50}, RATES[3]
each = np.arange(len(SEEDS))
sets = {
    noise: [tuple(a[: len(SEEDS)] for a in part) for part in own] for noise, own in data.items()
}
train, choose, test = sets[0.2]
recipes = {
    "one plain": nn.Recipe(PLAIN, nn.Adam(FIXED)),
    "one with dropout": nn.Recipe(DROPOUT, nn.Adam(FIXED)),
    "one with L2": nn.Recipe(PLAIN, nn.Adam(FIXED), l2=1e-2),
}
candidates = {
    "one plain": {"lr": RATES},
    "one with dropout": {"lr": (1.5e-3, 3e-3, 6e-3, 1.2e-2)},
    "one with L2": {"lr": (3e-3, 6e-3), "l2": (3e-3, 1e-2)},
}
single_networks = nn.run_table(
    recipes, train, test, validation=choose, tune=candidates, seeds=SEEDS, **RUN
)
print(single_networks)
for name in recipes:
    print(f"{name} chose", dict(single_networks.chosen(name)))
wrong = train[1] != sets[0.0][0][1]  # the same images, with correct labels


def memorized(outcome):
    """Share of the wrong training labels that the networks answer, in percent."""
    return 100 * np.mean((outcome.network(train[0]).argmax(axis=-1) == train[1])[wrong])


print()
plots.table(
    {
        "wrong labels memorized, %": list(recipes),
        "tuned": [memorized(single_networks[name]) for name in recipes],
        f"at {FIXED:g}": [memorized(single_networks[name].untuned) for name in recipes],
    },
    ".0f",
)


# %% [markdown]
# Now the ensembles. All members with all candidates, for all seeds, are trained side by side. On the same rows, the
# first member *is* the single plain network: it has the same initial weights and the same batches.


# %% tags=["experiment"]
def five_networks(noise, bootstrap):
    """Test accuracy of five networks, at the learning rate that validation chose for their mean."""
    (X, y), (X_val, y_val), (X_test, y_test) = sets[noise]
    if bootstrap:  # a table for each member
        rows = [
            ensembles.bootstrap_rows(X.shape[1], MEMBERS, rng=np.random.default_rng([seed, 7]))
            for seed in SEEDS
        ]
        X = np.concatenate([X[i][own] for i, own in enumerate(rows)])
        y = np.concatenate([y[i][own] for i, own in enumerate(rows)])
    rngs = [
        rng
        for seed in SEEDS
        for m in range(MEMBERS)
        for rng in [np.random.default_rng([seed, m] if m else seed)] * len(RATES)
    ]
    networks = nn.Network(PLAIN, 64, rng=rngs)
    optimizer = nn.Adam(RATES * (len(SEEDS) * MEMBERS))  # a rate for each network
    nn.fit(networks, X, y, optimizer=optimizer, rng=rngs, **RUN)

    def probabilities(rows):
        """Of shape (seeds, members, rates, rows, classes)."""
        return networks(rows).reshape(len(SEEDS), MEMBERS, len(RATES), -1, 10)

    def right(p, y):
        """Accuracy for all seeds; between the seeds and the rows may be other axes."""
        return np.mean(p.argmax(axis=-1) == y.reshape(len(y), *[1] * (p.ndim - 3), -1), axis=-1)

    def best_rate(p):
        """The rate of every seed: by accuracy on validation rows, of equal ones by loss."""
        loss = -np.log(np.take_along_axis(p, y_val[:, None, :, None], axis=-1)).mean(axis=(2, 3))
        return np.lexsort((loss, -right(p, y_val)), axis=-1)[:, 0]

    on_validation, on_test = probabilities(X_val), probabilities(X_test)
    best, best_of_one = best_rate(on_validation.mean(axis=1)), best_rate(on_validation[:, 0])
    p = on_test[each, :, best]  # of the chosen rates
    answers = p.argmax(axis=-1)
    return {
        "mean": right(p.mean(axis=1), y_test),
        "mean, untuned": right(on_test[:, :, RATES.index(FIXED)].mean(axis=1), y_test),
        "member": right(p, y_test).mean(axis=1),
        "first": right(on_test[each, 0, best_of_one], y_test),  # with its own choice
        "differ": np.mean(answers[:, 0] != answers[:, 1]),
    }


KINDS = {"five, same rows": False, "five, bootstraps": True}
many = {(0.2, name): five_networks(0.2, own) for name, own in KINDS.items()}


# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: a table, and drawing of the figure
five_trees = {noise: np.array([bagged[noise, MEMBERS, seed] for seed in TEN]) for noise in NOISES}


def members_table(noise):
    """Print what averaging gains, for networks and for trees."""
    own = {name: many[noise, name] for name in KINDS}
    trees = [
        np.mean([bagged[noise, 1, s] for s in TEN]), five_trees[noise].mean(),
        np.mean([apart[noise, s] for s in TEN]),
    ]  # fmt: skip
    rows = [[o["member"].mean(), o["mean"].mean(), o["differ"]] for o in own.values()]
    columns = 100 * np.array([*rows, trees]).T
    plots.table(
        {
            LABELS[noise]: [*KINDS, "five trees, bootstraps"],
            "a member, %": columns[0],
            "their mean, %": columns[1],
            "two members differ on, %": columns[2],
        },
        ".1f",
    )


accuracy = {n: (own.accuracy, own.untuned.accuracy) for n, own in single_networks.items()}
accuracy |= {n: (many[0.2, n]["mean"], many[0.2, n]["mean, untuned"]) for n in KINDS}
base = accuracy["one plain"]
gains = {
    name: [100 * np.array(compare.paired_ci(own[i], base[i])) for i in (0, 1)]
    for name, own in accuracy.items()
    if name != "one plain"
}
over = {
    (name, i): plus_minus(accuracy[name][i], base[i])
    for name in ("five, same rows", "one with dropout")
    for i in (0, 1)
}
fig, axes = plots.figures(
    f"Five plain networks gain {over['five, same rows', 0]} points, one with dropout "
    f"{over['one with dropout', 0]}, if all are tuned;\nat one learning rate "
    f"{over['five, same rows', 1]} and {over['one with dropout', 1]} (20 % wrong labels)",
    [("all tuned", ""), (f"all with learning rate {FIXED:g}", "")],
    size=(10.2, 3.8),
    sharex=True,
)
for i, ax in enumerate(axes):
    plots.intervals(ax, {name: tuple(own[i]) for name, own in gains.items()})
axes[1].set_yticklabels([])
fig.supxlabel("accuracy minus that of one plain network (points, 95 % interval)", fontsize=10)
plots.show(
    fig,
    "Gain in accuracy over one plain network, with 20 percent wrong labels. Tuned: "
    + "; ".join("{}: {:+.1f} [{:+.1f}, {:+.1f}]".format(n, *own[0]) for n, own in gains.items())
    + ". At one learning rate: "
    + "; ".join("{}: {:+.1f} [{:+.1f}, {:+.1f}]".format(n, *own[1]) for n, own in gains.items()),
)
members_table(0.2)

# %% tags=["experiment"]
reveal("ensembles.five_or_one")

# %% [markdown]
# At the learning rate 0.006, the plain networks memorize many more of the wrong labels than when they are tuned (second
# table), and a mean over five of them repeats what all five have learned: that is the first term of (11.3). Dropout and
# L2 reduce the memorizing itself, so at this rate one regularized network is better than five plain ones, at a
# fifth of the price. If all are tuned, the plain networks choose a smaller learning rate and memorize less, and then the
# differences are small: look at the left panel. So neither "five always beat one" nor "one regularized network beats
# five" means anything unless the settings are stated.
#
# The bootstraps are a different story. Each member has seen only about 63 % of the rows, and it pays for that with
# several points of accuracy. The mean regains them, and not much more: look at the interval. For trees it was worth it,
# because two trees differ far more often than two networks (last column). Networks with the same rows differ least;
# what makes them differ is only the start and the order of the batches.

# %% [markdown]
# ### With correct labels

# %% [markdown]
# **Predict.** The labels are correct. Does bagging help networks as it helps trees?
#
# - `"a"`: Yes: averaging over bootstrap samples helps every learner.
# - `"b"`: Even more: networks have more parameters, so they overfit more.
# - `"c"`: No: networks gain little or nothing, or even lose.

# %% nbgrader={"grade_id": "11-predict-bagging-networks-choice", "solution": true}
bagging_networks_prediction = None
### BEGIN SOLUTION
bagging_networks_prediction = "c"
### END SOLUTION

# %% nbgrader={"grade_id": "11-predict-bagging-networks", "grade": true}
predict("ensembles.bagging_networks", bagging_networks_prediction)

# %% tags=["experiment"]
many |= {(0.0, name): five_networks(0.0, own) for name, own in KINDS.items()}

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
one_plain = many[0.0, "five, same rows"]["first"]
means = {name: many[0.0, name]["mean"] for name in KINDS}
fig, ax = plots.figure(
    f"With correct labels, five bootstrapped networks minus one on all rows:\n"
    f"{plus_minus(means['five, bootstraps'], one_plain)} points; "
    f"five bagged trees minus one tree: {plus_minus(five_trees[0.0], one[0.0])}",
    "accuracy minus that of one plain network (points, 95 % interval; all tuned)",
    "",
    size=(8.2, 2.8),
)
plots.intervals(
    ax, {name: 100 * np.array(compare.paired_ci(v, one_plain)) for name, v in means.items()}
)
plots.show(
    fig,
    "Gain over one plain network with correct labels: five networks on the same rows, "
    f"{plus_minus(means['five, same rows'], one_plain)} points; five on bootstrap samples, "
    f"{plus_minus(means['five, bootstraps'], one_plain)} points.",
)
members_table(0.0)

# %% tags=["experiment"]
reveal("ensembles.bagging_networks")

# %% [markdown]
# Bagging needs a learner that varies a lot from sample to sample. For networks, the loss of rows costs about as much as
# the mean regains, so the usual **deep ensemble** gives all rows to all members (Lakshminarayanan and others, 2017).
# Its accuracy is only a part of its use: members that disagree are a sign of an uncertain prediction. (Five members and
# one hidden layer: larger networks and more members may gain more.)

# %% [markdown]
# ## 11.4 Stacking
#
# So far all models were of one kind. **Stacking** combines different ones: a second model, the **meta-model**, gets the
# probabilities of the first ones as its features, and learns how much to trust each. We take four: the nearest
# neighbour (1-NN), a full-grown tree, logistic regression and naive Bayes. The first two memorize their training rows:
# there they are always right.

# %% [markdown]
# **Predict.** Which predictions may the second level of a stack be trained on?
#
# - `"a"`: Those for the training rows, each by models that were not trained on that row.
# - `"b"`: Those for the training rows, by the final base models: they are trained on all rows.
# - `"c"`: Those for the test rows: no base model was trained on them.

# %% nbgrader={"grade_id": "11-predict-stack-rows-choice", "solution": true}
stack_rows_prediction = None
### BEGIN SOLUTION
stack_rows_prediction = "a"
### END SOLUTION

# %% nbgrader={"grade_id": "11-predict-stack-rows", "grade": true}
predict("ensembles.stack_rows", stack_rows_prediction)

# %% [markdown]
# The meta-model has to see how the base models err on *new* rows. Cross-validation (lesson 5) provides that: each row
# is predicted by models that were trained on the other folds, **out of fold**. The base models that are used later,
# for test rows, are trained on all rows.

# %% [markdown]
# ### Exercise 11.5
#
# Write `stack_oof`, the predictions on which the second level of a stack is trained. For each fold `(train, val)`,
# every model is trained on the rows `train` and predicts the rows `val`:
#
# $$Z_{ijc} = p(\text{class } c \mid x_i) \text{ by model } j \text{, which was not trained on row } i. \tag{11.5}$$
#
# - Each entry of `models` is a class or a function without arguments: `models[j]()` returns a new, untrained
#   classifier. Make a new one for every fold.
# - A classifier is used as in scikit-learn: `model.fit(X, y)` trains it and returns it, and
#   `model.predict_proba(X)` has one row for each row of `X` and one column for each class in `model.classes_`.
# - `model.classes_` is an array of the classes among its training rows, in increasing order. If class 1 is missing
#   there, it may be `[0, 2]`, and `predict_proba` then has two columns. In $Z$ a missing class has probability 0.
# - Each row is in exactly one `val`, but the rows and the folds may be in any order, and the folds may differ in
#   size. `train` has no row of its own `val`, but it need not have all the others.


# %% nbgrader={"grade_id": "11-stack-oof", "solution": true}
def stack_oof(models, X, y, folds):
    """Out-of-fold probabilities (11.5): of model j, not trained on row i, for class c.

    models : list of classes or functions; each call returns a new classifier
    X : array (n, p)
    y : array (n,) of whole numbers, the classes 0, ..., n_classes - 1; every class occurs
    folds : list of pairs (train, val) of arrays with row numbers, as from kfold_indices
    Returns an array (n, n_models, n_classes); row i belongs to row i of X.
    """
    ### BEGIN SOLUTION
    Z = np.zeros((len(y), len(models), y.max() + 1))
    for train, val in folds:
        for j, make in enumerate(models):
            model = make()
            model.fit(X[train], y[train])
            p = model.predict_proba(X[val])
            for column, c in enumerate(model.classes_):
                Z[val, j, c] = p[:, column]
    return Z
    ### END SOLUTION


# %% nbgrader={"grade_id": "11-stack-oof-check", "grade": true}
check("ensembles.stack_oof")

# %% nbgrader={"grade_id": "11-stack-oof-hidden", "grade": true}
# The graded check of Exercise 11.5 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("ensembles.stack_oof")
### END HIDDEN TESTS

# %% [markdown]
# ### Does it agree with the library?
#
# `StackingClassifier(cv=folds, stack_method="predict_proba")` does the same: out-of-fold probabilities for the
# meta-model, and base models that are trained on all rows for later.

# %% tags=["experiment"]
BASE = {
    "1-NN": lambda: KNeighborsClassifier(1),
    "tree": lambda: DecisionTreeClassifier(random_state=0),
    "logistic": lambda: LogisticRegression(C=0.1, solver="newton-cg", tol=1e-3),
    "naive Bayes": lambda: GaussianNB(var_smoothing=0.01),
}


def meta_model(C=1.0):
    """The second level: logistic regression on the probabilities of the first one."""
    return LogisticRegression(C=C, solver="newton-cg", tol=1e-3, max_iter=500)


def flat(Z):
    """Probabilities of all models side by side, as features."""
    return Z.reshape(len(Z), -1)


(X, y), _, (X_test, y_test) = ((part[0][0], part[1][0]) for part in data[0.2])
folds = validation.kfold_indices(len(y), 5, np.random.default_rng(0))
library = StackingClassifier(
    [(name, make()) for name, make in BASE.items()], meta_model(), cv=folds,
    stack_method="predict_proba",
).fit(X, y)  # fmt: skip
fitted = [make().fit(X, y) for make in BASE.values()]
Z_test = np.stack([model.predict_proba(X_test) for model in fitted], axis=1)
yours = meta_model().fit(flat(stack_oof(list(BASE.values()), X, y, folds)), y)
p = yours.predict_proba(flat(Z_test))
gap = np.max(np.abs(p - library.predict_proba(X_test)))
print(f"largest difference between your stack's probabilities and the library's: {gap:.0e}")

# %% [markdown]
# ### Does stacking help?
#
# We compare three combinations with the best single model, for ten seeds. The best of the four models is chosen on the
# validation rows. The stacks have four candidates, too, for the strength of the meta-model's L2 penalty. The plain mean
# of the four probabilities has nothing to choose.
#
# *Before you run the cell:* rank the three combinations, for correct labels and for wrong ones.

# %% tags=["experiment"]
STRENGTHS = (0.1, 0.3, 1.0, 3.0)  # C of the meta-model
stacked, trust, seems, solo = {}, {}, {}, {}


def combine(noise, seed):
    """All combinations for one seed: their accuracy on test rows, and what the stacks look like."""
    (X, y), (X_val, y_val), (X_test, y_test) = ((a[seed], b[seed]) for a, b in data[noise])
    fitted = [make().fit(X, y) for make in BASE.values()]
    Z_in, Z_val, Z_test = (
        np.stack([model.predict_proba(rows) for model in fitted], axis=1)
        for rows in (X, X_val, X_test)
    )
    best = np.argmax(np.mean(Z_val.argmax(axis=2) == y_val[:, None], axis=0))
    solo[noise, seed] = np.mean(Z_test.argmax(axis=2) == y_test[:, None], axis=0), best
    found = {"best of the four": Z_test[:, best], "mean of the four": Z_test.mean(axis=1)}
    folds = validation.kfold_indices(len(y), 5, np.random.default_rng([seed, 3]))
    levels = {
        "stack, out of fold": ensembles.stack_oof(list(BASE.values()), X, y, folds),
        "stack, in-sample": Z_in,
    }
    for name, Z in levels.items():
        metas = [meta_model(C).fit(flat(Z), y) for C in STRENGTHS]
        meta = max(metas, key=lambda own: own.score(flat(Z_val), y_val))
        found[name] = meta.predict_proba(flat(Z_test))
        sizes = np.abs(meta.coef_).reshape(10, len(BASE), 10).sum(axis=(0, 2))
        trust[noise, name, seed] = sizes[:2].sum() / sizes.sum()  # 1-NN and tree
        seems[noise, name, seed] = meta.score(flat(Z), y)
    for name, p in found.items():
        stacked[noise, name, seed] = np.mean(p.argmax(axis=1) == y_test)


for noise in NOISES:
    for seed in TEN:
        combine(noise, seed)
columns = {"one model": list(BASE)}
for noise in NOISES:
    columns[f"{LABELS[noise]}, %"] = 100 * np.mean([solo[noise, s][0] for s in TEN], axis=0)
    chosen = np.bincount([solo[noise, s][1] for s in TEN], minlength=len(BASE))
    columns[f"best on validation ({100 * noise:.0f} %)"] = [f"{n} of {len(TEN)}" for n in chosen]
plots.table(columns, ".1f")


# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure, and a table
def by_seed(values, noise, name):
    """The values of all seeds."""
    return np.array([values[noise, name, seed] for seed in TEN])


names = ("mean of the four", "stack, out of fold", "stack, in-sample")
over_best = {
    (noise, name): plus_minus(
        by_seed(stacked, noise, name), by_seed(stacked, noise, "best of the four")
    )
    for noise in NOISES
    for name in names[1:]
}
fig, axes = plots.figures(
    f"Minus the best single model: a stack on out-of-fold predictions "
    f"{over_best[0.0, names[1]]} and {over_best[0.2, names[1]]} points,\non in-sample predictions "
    f"{over_best[0.0, names[2]]} and {over_best[0.2, names[2]]} (correct and wrong labels)",
    [(LABELS[noise], "") for noise in NOISES],
    size=(10.2, 3.6),
    sharex=True,
)
for ax, noise in zip(axes, NOISES, strict=True):
    base = by_seed(stacked, noise, "best of the four")
    rows = {n: 100 * np.array(compare.paired_ci(by_seed(stacked, noise, n), base)) for n in names}
    plots.intervals(ax, rows)
axes[1].set_yticklabels([])
fig.supxlabel("accuracy minus that of the best single model (points, 95 % interval)", fontsize=10)
plots.show(
    fig,
    "Gain over the best of four models, chosen on validation rows, with correct and with wrong "
    "labels: mean of the four, stacking on out-of-fold predictions, stacking on in-sample predictions.",
)
plots.table(
    {
        "stack": [f"{n}, {LABELS[noise]}" for noise in NOISES for n in names[1:]],
        "accuracy on its training rows, %": [
            100 * by_seed(seems, noise, n).mean() for noise in NOISES for n in names[1:]
        ],
        "on test rows, %": [
            100 * by_seed(stacked, noise, n).mean() for noise in NOISES for n in names[1:]
        ],
        "weight of 1-NN and tree, %": [
            100 * by_seed(trust, noise, n).mean() for noise in NOISES for n in names[1:]
        ],
    },
    ".1f",
)

# %% tags=["experiment"]
reveal("ensembles.stack_rows")

# %% [markdown]
# In-sample, the two memorizers are always right, so the meta-model looks perfect on its own rows (first column), and
# with wrong labels it trusts them more than out of fold (last column). On test rows the stack on out-of-fold predictions is better. It
# costs one training for each fold and model, and nothing else.
#
# But is stacking better than choosing one model, or than a plain mean? With correct labels, 1-NN is much better than
# the other three (table above), and the choice on validation rows finds it; there is nothing to combine. With wrong labels, 1-NN
# copies them, and the four make different mistakes. Then the plain mean, which has no weights to learn from 200 noisy
# rows, is hard to beat. Learned weights need data.

# %% [markdown]
# ## 11.5 Averages for free
#
# Five networks cost five trainings. But *one* training passes through many networks, one after every epoch. Averages
# over them are nearly free:
#
# - **snapshots**: average the *predictions* of the networks after several epochs (which costs as many predictions);
# - **mean of weights**: average the *weights* after several epochs; the result is one network;
# - **exponential moving average** (EMA): a mean of the weights in which older networks count less and less; it needs
#   no stored snapshots.
#
# The mean of the weights is not the mean of the predictions, because a network is not linear in its weights. For
# networks from different starts it would be useless: their units come in different orders. Within one run it works,
# because the weights stay in one region.

# %% [markdown]
# ### Exercise 11.6
#
# Write `average_weights`: one network whose parameters are the means over $M$ snapshots,
#
# $$\bar w = \frac1M \sum_{m=1}^M w_m, \tag{11.6}$$
#
# array by array. A snapshot is a dict of arrays such as `{"W1": ..., "b1": ...}`. All snapshots have the same names,
# though not always in the same order, and the arrays of a name have the same shape in all of them. Return new arrays,
# also if there is only one snapshot, and leave the snapshots unchanged.


# %% nbgrader={"grade_id": "11-average-weights", "solution": true}
def average_weights(snapshots):
    """The mean (11.6) of the parameters of several snapshots.

    snapshots : list of dicts of float arrays, at least one; equal names, equal shapes per name
    Returns a dict with the same names; its arrays are new.
    """
    ### BEGIN SOLUTION
    return {name: np.mean([params[name] for params in snapshots], axis=0) for name in snapshots[0]}
    ### END SOLUTION


# %% nbgrader={"grade_id": "11-average-weights-check", "grade": true}
check("ensembles.average_weights")

# %% nbgrader={"grade_id": "11-average-weights-hidden", "grade": true}
# The graded check of Exercise 11.6 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("ensembles.average_weights")
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 11.7
#
# Write `ema_update`, one step of the exponential moving average of the parameters,
#
# $$a \leftarrow \beta\, a + (1 - \beta)\, w, \tag{11.7}$$
#
# array by array. As in batch normalization (lesson 9), the decay $\beta$ is the weight of the *old* value. Before the
# first step there is no average yet, and `average` is None: then return a copy of `params`, whatever `decay` is. A
# training loop uses it like this:
#
# ```python
# average = None
# for epoch in range(100):
#     ...                                             # train: changes params in place
#     average = ema_update(average, params, decay=0.9)
# ```
#
# Return new arrays, and leave `average` and `params` unchanged.


# %% nbgrader={"grade_id": "11-ema-update", "solution": true}
def ema_update(average, params, decay):
    """One step (11.7) of the exponential moving average of parameters.

    average : dict of float arrays, the average so far; None before the first step
    params : dict of float arrays, the parameters now: same names and shapes
    decay : float from 0 to 1, the weight of the old value
    Returns a dict of new arrays: a copy of params if average is None.
    """
    ### BEGIN SOLUTION
    if average is None:
        return {name: w.copy() for name, w in params.items()}
    return {name: decay * average[name] + (1 - decay) * w for name, w in params.items()}
    ### END SOLUTION


# %% nbgrader={"grade_id": "11-ema-update-check", "grade": true}
check("ensembles.ema_update")

# %% nbgrader={"grade_id": "11-ema-update-hidden", "grade": true}
# The graded check of Exercise 11.7 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("ensembles.ema_update")
### END HIDDEN TESTS

# %% [markdown]
# ### Does it agree with the library?
#
# `keras.optimizers.Adam(use_ema=True, ema_momentum=0.9)` updates such an average after every step;
# `finalize_variable_values` then writes it into the model. We record the weights after each of five steps, and pass
# them to your function.

# %% tags=["experiment"]
keras.utils.set_random_seed(0)
layer = keras.layers.Dense(3)
model = keras.Sequential([keras.layers.Input((4,)), layer])
optimizer = keras.optimizers.Adam(0.1, use_ema=True, ema_momentum=0.9)
model.compile(optimizer, "mse", run_eagerly=True)
rng = np.random.default_rng(0)
X, Y, average = rng.normal(size=(20, 4)), rng.normal(size=(20, 3)), None
for _ in range(5):
    model.train_on_batch(X, Y)
    params = dict(zip(("W", "b"), layer.get_weights(), strict=True))
    average = ema_update(average, params, 0.9)
optimizer.finalize_variable_values(model.trainable_variables)
W_keras = layer.get_weights()[0]
print(f"distance of your average from Keras's: {np.max(np.abs(average['W'] - W_keras)):.0e}")
print(f"distance of the last weights from it:  {np.max(np.abs(params['W'] - W_keras)):.0e}")
keras.backend.clear_session()

# %% [markdown]
# ### What are they worth?
#
# We train one run of 60 epochs with plain SGD for each of five learning rates and ten seeds. SGD keeps no state between
# steps, so 60 calls of one epoch are the same as one call of 60. At the end of a run there are five ways to predict: with the last
# weights; with the mean of the weights after epochs 35, 40, ..., 60; with the EMA (0.9 per epoch); with five snapshots
# (after epochs 20, 30, ..., 60); and, as a further baseline, with the weights of the best epoch by validation loss
# (lesson 10). Each way chooses its own learning rate by the accuracy on the validation rows.
#
# *Before you run the cell:* which of the four will gain most over the last epoch at the learning rate 0.4? And how
# much of that will be left if all are tuned?

# %% tags=["experiment"]
SGD_RATES, EPOCHS = (0.05, 0.1, 0.2, 0.4, 0.8), 60
averages = {}
for noise, (train, (X_val, y_val), (X_test, y_test)) in sets.items():
    starts = [rng for s in SEEDS for rng in [np.random.default_rng(s)] * len(SGD_RATES)]
    network = nn.Network(PLAIN, 64, rng=starts)
    sgd = nn.SGD(SGD_RATES * len(SEEDS))
    labels = np.repeat(y_val, len(SGD_RATES), axis=0)
    ema, snapshots = None, {}
    lowest, best = np.full(len(starts), np.inf), ensembles.ema_update(None, network.params, 0.9)
    for epoch in range(1, EPOCHS + 1):
        rngs = [r for s in SEEDS for r in [np.random.default_rng([s, epoch])] * len(SGD_RATES)]
        nn.fit(network, *train, optimizer=sgd, epochs=1, batch_size=50, rng=rngs)
        ema = ensembles.ema_update(ema, network.params, 0.9)
        if epoch % 5 == 0:
            snapshots[epoch] = network.copy().params
        loss = nn.negative_log_likelihood(network(X_val), labels)
        better = loss < lowest
        lowest[better] = loss[better]
        for name, values in network.params.items():
            best[name][better] = values[better]

    def with_weights(params, rows, network=network):
        """Probabilities of the networks with these weights, of shape (seeds, rates, rows, 10)."""
        other = network.copy()
        for name, values in params.items():
            other.params[name][...] = values
        return other(rows).reshape(len(SEEDS), len(SGD_RATES), -1, 10)

    late = ensembles.average_weights([snapshots[e] for e in range(35, EPOCHS + 1, 5)])
    ways = {
        "last epoch": [network.params],
        "best epoch (early stopping)": [best],
        "mean of weights": [late],
        "EMA of weights": [ema],
        "five snapshots": [snapshots[e] for e in range(20, EPOCHS + 1, 10)],
    }
    for name, several in ways.items():
        right = {}
        for part, (rows, y) in {"val": (X_val, y_val), "test": (X_test, y_test)}.items():
            p = np.mean([with_weights(params, rows) for params in several], axis=0)
            right[part] = np.mean(p.argmax(axis=-1) == y[:, None], axis=-1)
        chosen = right["val"].argmax(axis=1)
        averages[noise, name] = {
            "tuned": right["test"][each, chosen],
            "untuned": right["test"][:, SGD_RATES.index(0.4)],
            "rate": np.array(SGD_RATES)[chosen],
        }

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure, and a table
others = list(ways)[1:]
kinds = {"tuned": "all tuned", "untuned": "all with learning rate 0.4"}
best_mean = {
    kind: plus_minus(averages[0.2, "mean of weights"][kind], averages[0.2, "last epoch"][kind])
    for kind in kinds
}
fig, axes = plots.figures(
    f"Mean of weights minus last epoch, 20 % wrong labels: {best_mean['untuned']} points at "
    f"one\nlearning rate, {best_mean['tuned']} if both are tuned",
    [(label, "") for label in kinds.values()],
    size=(10.2, 4.0),
    sharex=True,
)
texts = []
for ax, kind in zip(axes, kinds, strict=True):
    for shift, noise in ((-0.15, 0.0), (0.15, 0.2)):
        base = averages[noise, "last epoch"][kind]
        for i, name in enumerate(others):
            d, lo, hi = 100 * np.array(compare.paired_ci(averages[noise, name][kind], base))
            style = {**plots.series(int(noise > 0), marker=True), "linestyle": ""}
            ax.errorbar(
                d, i + shift, xerr=[[d - lo], [hi - d]], capsize=3, **style,
                label=LABELS[noise] if i == 0 else None,
            )  # fmt: skip
            texts.append(f"{name}, {LABELS[noise]}, {kind}: {d:+.1f} [{lo:+.1f}, {hi:+.1f}]")
    ax.axvline(0, color="0.3", linewidth=1)
    ax.set_ylim(len(others) - 0.4, -0.6)
axes[0].set_yticks(range(len(others)), others)
axes[1].set_yticks(range(len(others)), [""] * len(others))
axes[0].legend(loc="upper right")
fig.supxlabel("accuracy minus that of the last epoch (points, 95 % interval)", fontsize=10)
plots.show(fig, "Gain over the weights of the last epoch, in points. " + "; ".join(texts))
plots.table(
    {
        "way to predict": list(ways),
        **{
            f"{LABELS[noise]}, %": [100 * averages[noise, n]["tuned"].mean() for n in ways]
            for noise in NOISES
        },
        "median rate (20 % wrong)": [f"{np.median(averages[0.2, n]['rate']):g}" for n in ways],
        "trainings": ["1"] * len(ways),
        "predictions": ["1", "1", "1", "1", "5"],
    },
    ".1f",
)

# %% [markdown]
# At 0.4, a learning rate that is too large for wrong labels, all averages gain a lot over the last epoch, without any
# further training: they contain earlier networks, which have memorized less. But stopping at the best epoch gains at least
# as much. When every way may choose its learning rate, the last epoch chooses a smaller one, and hardly anything is left
# of the gains (left panel). With correct labels there is little to gain in either panel. So averaging is a cheap protection against a
# learning rate that is too large, as early stopping is. It does not replace tuning the baseline.
#
# (Izmailov and others, 2018, report gains over conventional training for large networks, with a constant or cyclical
# learning rate; a small network and 200 rows can't show that. And Fort and others, 2019, found that snapshots of one
# run compute much the same function, while networks from different starts do not: by (11.3), a reason why snapshots
# can't replace five trainings.)

# %% [markdown]
# ## 11.6 Why?
#
# A colleague has stacked 12 models. First she trained each of them on all her rows, then the meta-model on their
# predictions for these rows. On some of these rows, which she calls "validation", the stack has accuracy 1.00. On
# test rows it has 0.81. The plain mean of the same 12 models has 0.85 on the test rows.
#
# In at most 150 words: What happened? Which line of her program would show it? Write the line as it may have been, and as
# it should be (you may use `stack_oof`). And would more base models help? (3 points, marked by a person.)

# %% [markdown] nbgrader={"grade_id": "11-why", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# (1) The meta-model learned from predictions for rows that the base models had been trained on. Models that memorize
# are always right there, so it gave them its trust, and the validation accuracy of 1.00 says only that memorized rows
# are remembered: the validation rows were among the training rows. On new rows the memorizers err, and the learned
# weights are worse than equal ones (0.81 against 0.85). (2) The line that makes the features of the meta-model, such as
# `Z = [m.fit(X, y).predict_proba(X) for m in models]`: `fit` and `predict_proba` get the same rows. It should predict
# out of fold, `stack_oof(models, X, y, folds)` or `cross_val_predict(..., method="predict_proba")`, and the stack
# should be judged on rows that neither level has seen. (3) No: more models give the meta-model more memorizers to
# trust and more weights to learn. After the repair, more models help only as far as they make different mistakes; the
# plain mean stays the baseline to beat.
#
# **Marking scheme.** 1 point for "the base models had seen these rows, so the meta-model trusts those that memorize"
# (half a point for "it overfits" or "data leak" without saying which rows). 1 point for a line in which the same rows
# are fitted and predicted, *and* the repair (half a point for one of the two). 1 point for "no", with a reason that
# has to do with in-sample predictions, or with errors that the models share; half a point for "no" with "more
# parameters overfit more" alone.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | what | formula | here | library | note |
# |---|---|---|---|---|
# | random features | $\max(0, [X, 1] W / \sqrt{d + 1})$ | `random_relu_features`, `relu_map` | – | the last row of $W$ is the bias |
# | minimum norm | (11.1) | `min_norm_fit(F, y)` | `np.linalg.lstsq`, `np.linalg.pinv` | no intercept |
# | ridge on features | $s / (s^2 + n\lambda)$ | `min_norm_fit(F, y, lam)` | `Ridge(alpha=n * lam, fit_intercept=False)` | our loss is averaged |
# | bagging | mean over bootstrap samples | `bag_predict` | `BaggingClassifier` | mean of probabilities |
# | out-of-bag error | models that did not draw the row | `oob_error` | `oob_score=True` (accuracy) | labels like yours |
# | boosting | (11.4) | – | `HistGradientBoostingClassifier` | `learning_rate` is $\eta$ |
# | stacking | (11.5) | `stack_oof` | `StackingClassifier(cv=..., stack_method="predict_proba")` | out of fold |
# | mean of weights | (11.6) | `average_weights` | – | one network |
# | EMA of weights | (11.7) | `ema_update` | `Adam(use_ema=True, ema_momentum=...)` | decay weighs the old value |
#
# - Without regularization, the worst model is the one that can just fit all rows. Wider is better after that, but with
#   noise not necessarily better than a narrow one. With a chosen $\lambda$, or with early stopping, there is no peak.
# - Averaging lowers variance as far as the models differ. Trees differ a lot; networks little.
# - Out-of-bag error estimates the error on labels like yours.
# - A second level must learn from predictions for rows that the first level has not seen.
# - At one fixed learning rate, ensembles and averages of networks gain a lot or a little, depending on the rate. Tune
#   the single network as hard before you pay for five.
#
# **Further reading.** M. Belkin, D. Hsu, S. Ma, S. Mandal, *Reconciling modern machine-learning practice and the
# classical bias–variance trade-off* (2019). P. Nakkiran and others, *Deep double descent: where bigger models and more
# data hurt* (2021). T. Hastie, A. Montanari, S. Rosset, R. J. Tibshirani, *Surprises in high-dimensional ridgeless
# least squares interpolation* (2022). P. Nakkiran, P. Venkat, S. Kakade, T. Ma, *Optimal regularization can mitigate
# double descent* (2021). L. Breiman, *Bagging predictors* (1996). D. H. Wolpert, *Stacked generalization* (1992). J.
# H. Friedman, *Greedy function approximation: a gradient boosting machine* (2001). B. Lakshminarayanan, A. Pritzel, C.
# Blundell, *Simple and scalable predictive uncertainty estimation using deep ensembles* (2017). P. Izmailov and
# others, *Averaging weights leads to wider optima and better generalization* (2018). S. Fort, H. Hu, B.
# Lakshminarayanan, *Deep ensembles: a loss landscape perspective* (2019).
