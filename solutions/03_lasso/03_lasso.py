# %% [markdown]
# # Lesson 3. The lasso
#
# **By the end you can**
#
# - say why an L1 penalty gives weights that are exactly zero, and an L2 penalty does not;
# - write the lasso yourself, by coordinate descent;
# - prove that an answer is right, whoever computed it;
# - compute a regularization path and read it.
#
# **Time** about 90 minutes; 3.4 is a good place for a break. **Before this** lesson 2 (ridge), NumPy.
#
# Each exercise ends with a check. A cross comes with the smallest case that fails and a hint;
# `example("lasso.lambda_max")` then hands you the inputs of that case. `linear` holds reference
# solutions of the course; the figures use them, so that they work before yours do.
#
# In every exercise, numbers are finite and arrays are not empty. Arrays may hold whole numbers.
# The data may have any units, so a tiny number is not 0: only 0 is. Leave the arguments as they
# are: copy what you want to change.

# %%
import numpy as np
import sklearn.linear_model as sk
from scipy import stats

from reglab import datasets, linear, plots
from reglab.checks import check, example, predict, reveal
from reglab.sliders import slider

# %% [markdown]
# ## 3.0 A question with ten answers
#
# We have 442 people with diabetes. For each of them there are ten measurements, and a score that
# says how far the disease went in the following year. A clinic would like to measure fewer than
# ten things. Which ones can it drop?
#
# The columns have different units, so we first bring each to mean 0 and standard deviation 1. A
# weight is then *points of the score per standard deviation* of the measurement, and one penalty
# treats all of them alike.

# %%
data = datasets.load_diabetes()
X = (data.X - data.X.mean(axis=0)) / data.X.std(axis=0)
y = data.y
labels = "age, sex, BMI, blood pressure, cholesterol, LDL, HDL, chol./HDL, triglycerides, glucose"
labels = labels.split(", ")
X.shape, y.shape

# %% [markdown]
# Lesson 2 gave us ridge, with the penalty $\tfrac{\lambda}{2}\lVert w\rVert_2^2$. Does it answer the
# question? Let us shrink hard, and look at the smallest weights.

# %% tags=["experiment"]
lams = np.geomspace(1e-2, 1e3, 60)
W_ridge, _ = linear.ridge_svd_path(X, y, lams)
zeros = int(np.sum(W_ridge == 0))

fig, ax = plots.figure(
    f"Ridge never drops a measurement: {zeros} of {W_ridge.size} weights are zero",
    "penalty lam",
    "|weight| (points per standard deviation)",
)
for j, label in enumerate(labels):
    ax.loglog(lams, np.abs(W_ridge[:, j]), label=label, **plots.series(j))
fig.legend(loc="outside right center", fontsize=9)
plots.show(
    fig,
    "Absolute ridge weights of ten measurements against lam, both on log scales. The "
    "curves fall but none reaches zero.",
)

# %% [markdown]
# Where a curve dips, a weight changes its sign at one single `lam` (our grid steps over the zero).
# Between such points ridge keeps all ten measurements, however large `lam` gets. We need another
# penalty.

# %% [markdown]
# ## 3.1 One weight, two penalties
#
# The **lasso** replaces the squares in ridge's penalty by absolute values:
#
# $$\min_{w,\,b}\ \frac{1}{2n}\lVert y - Xw - b\rVert_2^2 + \lambda \lVert w\rVert_1,
# \qquad \lVert w\rVert_1 = \sum_j |w_j| \tag{3.1}$$
#
# As before, $\lambda$ is `lam` in code, and the intercept $b$ is not penalized.
#
# Take a single weight first. Without a penalty its best value would be $z$. Compare
#
# $$\text{L2: } \tfrac12 (x - z)^2 + \tfrac{t}{2} x^2 \qquad\qquad
# \text{L1: } \tfrac12 (x - z)^2 + t\,|x| \tag{3.2}$$
#
# *Before you run the next cell:* with $z = 0.6$ and $t = 1$, where do you expect each minimum?

# %% tags=["experiment"]
z, t = 0.6, 1.0
x = np.linspace(-0.6, 1.2, 361)
curves = {"L2": (x - z) ** 2 / 2 + t * x**2 / 2, "L1": (x - z) ** 2 / 2 + t * np.abs(x)}
minima = {name: x[np.argmin(curve)] for name, curve in curves.items()}

fig, ax = plots.figure(
    f"L2 stops halfway, at {minima['L2']:.1f}; L1 goes all the way to {abs(minima['L1']):.0f}",
    "weight x",
    "loss + penalty",
)
for i, (name, curve) in enumerate(curves.items()):
    ax.plot(x, curve, label=name, **plots.series(i))
    ax.plot(minima[name], curve.min(), markersize=9, **plots.series(i, marker=True))
ax.axvline(z, color="0.5", linewidth=1)
ax.annotate("z, no penalty", (z, 1.25), xytext=(4, 0), textcoords="offset points", color="0.3")
ax.legend()
plots.show(
    fig,
    "Two curves over the weight x. The L2 curve is smooth with its minimum at 0.3; the "
    "L1 curve has a kink at 0, which is its minimum.",
)

# %% [markdown]
# The square is flat at 0: the last step to 0 saves almost nothing, so it is never worth it. The
# absolute value has a **kink**: even the last tiny step saves $t$ per unit. As long as the loss rises
# by at most $t$ per unit on the way, 0 is the best place.
#
# So the minimizer of the L1 problem has two regimes. If $|z| \le t$ it is 0. Otherwise it is $z$,
# moved towards 0 by $t$. This function is called the **soft threshold**, or the *proximal operator*
# of $t|x|$.
#
# ### Exercise 3.1
#
# Write `soft_threshold`. It takes a number or an array of any shape, and works on each entry. Its
# zeros must be exact: later, `w != 0` will say which features are in.


# %% nbgrader={"grade_id": "03-soft-threshold", "solution": true}
def soft_threshold(z, t):
    """The x that minimizes (x - z)**2 / 2 + t * |x|.

    z : number, or array of any shape
    t : float, 0 or larger
    Returns a number if z is one, and otherwise an array of floats of the same shape.
    """
    ### BEGIN SOLUTION
    return np.sign(z) * np.maximum(np.abs(z) - t, 0.0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "03-soft-threshold-check", "grade": true}
check("lasso.soft_threshold")

# %% nbgrader={"grade_id": "03-soft-threshold-hidden", "grade": true}
# The graded check of Exercise 3.1 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("lasso.soft_threshold")
### END HIDDEN TESTS

# %% [markdown]
# ## 3.2 The same picture with two weights
#
# With two weights, think of the penalty as a budget: among all $w$ with $\lVert w\rVert_1 \le c$,
# which fits best? (Each $\lambda$ in (3.1) corresponds to some $c$: the larger $\lambda$, the smaller
# $c$.) The loss has elliptic contours
# around the least-squares answer; the best point is where the smallest ellipse touches the budget.
#
# *Before you run the cell:* a diamond and a disc. At which of their points do you expect the
# ellipse to touch?

# %% tags=["experiment"]
H, w_ols = np.array([[1.0, 0.5], [0.5, 1.0]]), np.array([0.7, 1.8])
angle = np.linspace(0, 2 * np.pi, 4001)
circle = np.stack([np.cos(angle), np.sin(angle)])
borders = {"L1": circle / np.abs(circle).sum(axis=0), "L2": circle}
grid = np.stack(np.meshgrid(np.linspace(-1.3, 1.6, 200), np.linspace(-1.3, 2.2, 200)))


def loss(w):
    d = w - w_ols.reshape(2, *[1] * (w.ndim - 1))
    return np.einsum("i...,ij,j...->...", d, H, d) / 2


best = {name: border[:, np.argmin(loss(border))] for name, border in borders.items()}
fig, axes = plots.figures(
    f"The diamond is touched at a corner, w1 = {abs(best['L1'][0]):.0f}; "
    f"the disc is not, w1 = {best['L2'][0]:.2f}",
    [("weight w1", "weight w2")] * 2,
    sharey=True,
)
for ax, (name, border) in zip(axes, borders.items(), strict=True):
    ax.fill(*border, color="0.85")
    touching = float(loss(best[name]))
    ax.contour(
        *grid, loss(grid), levels=[touching / 4, touching, 2], colors="0.4", linewidths=[1, 2, 1]
    )
    ax.plot(*best[name], markersize=10, **plots.series(1, marker=True))
    ax.plot(*w_ols, markersize=8, **plots.series(0, marker=True))
    ax.annotate("least squares", w_ols, xytext=(-40, 8), textcoords="offset points", fontsize=9)
    ax.set_title(name)
    ax.set_aspect("equal")
plots.show(
    fig,
    "Elliptic loss contours around the least-squares point. They touch the L1 diamond "
    "at its upper corner, where w1 is 0, and the L2 disc beside its top.",
)

# %% [markdown]
# A corner sticks out, so it is where many ellipses touch first, and a corner lies on an axis: one
# weight is zero. A disc has no corners.

# %% [markdown]
# ## 3.3 When is an answer right?
#
# Before we look for the minimum of (3.1), we want to recognize it. Write
#
# $$r = y - Xw - b, \qquad g_j = \tfrac1n x_j^\top r. \tag{3.3}$$
#
# $g_j$ says how strongly the loss pulls $w_j$ upwards. The penalty pulls back with $\lambda$. At a
# minimum nothing moves, so the pulls balance:
#
# $$\text{mean}(r) = 0, \qquad
# g_j = \lambda\,\text{sign}(w_j) \ \text{ if } w_j \ne 0, \qquad
# |g_j| \le \lambda \ \text{ if } w_j = 0. \tag{3.4}$$
#
# The last one is the soft threshold again: a weight stays at 0 while the loss pulls with at most
# $\lambda$. These are the **KKT conditions** (Karush, Kuhn, Tucker). The problem is convex, so they
# are also sufficient: whoever meets them has a minimum.

# %% [markdown]
# ### Exercise 3.2
#
# For a large enough `lam` every weight is 0. Then $b$ is the mean of $y$, and (3.4) asks for
# $|g_j| \le \lambda$ in every column. Write `lambda_max`, the smallest `lam` for which that holds.
# Do not assume that the columns of `X` have mean 0.


# %% nbgrader={"grade_id": "03-lambda-max", "solution": true}
def lambda_max(X, y):
    """The smallest lam at which every weight of the lasso is 0.

    X : array of shape (n_samples, n_features)
    y : array of shape (n_samples,)
    Returns a float.
    """
    ### BEGIN SOLUTION
    return np.max(np.abs((X - X.mean(axis=0)).T @ (y - y.mean()))) / len(y)
    ### END SOLUTION


# %% nbgrader={"grade_id": "03-lambda-max-check", "grade": true}
check("lasso.lambda_max")

# %% nbgrader={"grade_id": "03-lambda-max-hidden", "grade": true}
# The graded check of Exercise 3.2 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("lasso.lambda_max")
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 3.3
#
# Turn (3.4) into a number: `kkt_violation` is the largest amount by which a condition fails.
#
# - $w_j \ne 0$, however small, contributes $|g_j - \lambda\,\text{sign}(w_j)|$;
# - $w_j = 0$ contributes whatever $|g_j|$ has in excess of $\lambda$, or else 0;
# - $b$ contributes $|\text{mean}(r)|$.
#
# It is a certificate: a value near 0 proves that an answer is right, without a second solver.


# %% nbgrader={"grade_id": "03-kkt-violation", "solution": true}
def kkt_violation(X, y, w, b, lam):
    """The largest violation of the conditions (3.4).

    X : array of shape (n_samples, n_features)
    y : array of shape (n_samples,)
    w : array of shape (n_features,)
    b : float
    lam : float, 0 or larger
    Returns a float, 0 or larger.
    """
    ### BEGIN SOLUTION
    r = y - X @ w - b
    g = X.T @ r / len(y)
    active = np.abs(g - lam * np.sign(w))
    at_zero = np.maximum(np.abs(g) - lam, 0.0)
    return max(np.max(np.where(w != 0, active, at_zero)), abs(r.mean()))
    ### END SOLUTION


# %% nbgrader={"grade_id": "03-kkt-violation-check", "grade": true}
check("lasso.kkt_violation")

# %% nbgrader={"grade_id": "03-kkt-violation-hidden", "grade": true}
# The graded check of Exercise 3.3 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("lasso.kkt_violation")
### END HIDDEN TESTS

# %% [markdown]
# ## 3.4 One weight at a time
#
# There is no formula for all weights at once. But for *one* weight there is, and you have written
# it. Work on centred data, so that $b$ drops out. Hold all weights but $w_j$ fixed, and let
#
# $$a_j = \tfrac1n x_j^\top x_j, \qquad z_j = \tfrac1n x_j^\top r + a_j w_j. \tag{3.5}$$
#
# $z_j$ is the pull on weight $j$ when its own part is taken out of the fit. In $w_j$ alone, the
# objective is $\tfrac{a_j}{2} w_j^2 - z_j w_j + \lambda |w_j|$ plus a constant. Its minimum is at
#
# $$w_j \leftarrow \frac{S(z_j, \lambda)}{a_j} \tag{3.6}$$
#
# with the soft threshold $S$. (Divide by $a_j$, and it is the L1 problem of (3.2) with $z = z_j/a_j$
# and $t = \lambda/a_j$; and $S(z_j/a_j, \lambda/a_j) = S(z_j, \lambda)/a_j$.) **Coordinate descent** applies (3.6) to $j = 1, \dots, p$ in turn.
# One round over all columns is a **sweep**. Sweeps are repeated until the conditions (3.4) hold.
#
# Two things to watch. The residual $r$ belongs to the *current* weights: when $w_j$ has moved, $r$
# has too. And a constant column, whose entries are all equal, has $a_j = 0$ up to rounding: three
# times 0.1 minus its mean can leave $10^{-17}$. So look at the entries, not at the size of $a_j$,
# which depends on units.

# %% [markdown]
# ### Exercise 3.4
#
# Write `lasso_cd`. Use your functions from above.
#
# 1. Centre `X` and `y`.
# 2. Start from the weights `w0`, or from zeros if there is no `w0`.
# 3. Sweep over the columns in a fixed order, such as from the first to the last, with (3.6). A
#    constant column gets the weight 0, whatever `w0` says.
# 4. After each sweep, stop if the violation is at most `tol * lambda_max(X, y)`. Take the violation
#    of the centred problem with `b` = 0; there mean(r) is 0 up to rounding. Stop after `max_iter`
#    sweeps in any case.
# 5. Compute `b` from the means you have subtracted, and return `w`, `b` and the number of sweeps
#    done, which is at least 1.
#
# The check accepts weights whose violation is at most `1e-6 * lambda_max(X, y)`.


# %% nbgrader={"grade_id": "03-lasso-cd", "solution": true}
def lasso_cd(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    """Solve the lasso (3.1) by coordinate descent.

    X : array of shape (n_samples, n_features)
    y : array of shape (n_samples,)
    lam : float, 0 or larger
    w0 : array of shape (n_features,), the weights to start from; zeros if None
    tol : float, 0 or larger, the violation to stop at, relative to lambda_max
    max_iter : int, 1 or larger, the largest number of sweeps
    Returns w of shape (n_features,), b (a float), and the number of sweeps (an int).
    """
    ### BEGIN SOLUTION
    n, p = X.shape
    X_mean, y_mean = X.mean(axis=0), y.mean()
    Xc, yc = X - X_mean, y - y_mean
    a = np.mean(Xc**2, axis=0)
    w = np.zeros(p) if w0 is None else np.array(w0, dtype=float)
    constant = np.ptp(X, axis=0) == 0
    w[constant] = 0.0
    r = yc - Xc @ w
    target = tol * lambda_max(X, y)
    for n_iter in range(1, max_iter + 1):
        for j in range(p):
            if constant[j]:
                continue
            old = w[j]
            w[j] = soft_threshold(Xc[:, j] @ r / n + a[j] * old, lam) / a[j]
            r += Xc[:, j] * (old - w[j])
        if kkt_violation(Xc, yc, w, 0.0, lam) <= target:
            break
    return w, y_mean - X_mean @ w, n_iter
    ### END SOLUTION


# %% nbgrader={"grade_id": "03-lasso-cd-check", "grade": true}
check("lasso.lasso_cd")

# %% nbgrader={"grade_id": "03-lasso-cd-hidden", "grade": true}
# The graded check of Exercise 3.4 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("lasso.lasso_cd")
### END HIDDEN TESTS

# %% [markdown]
# ### Does it agree with the library?
#
# scikit-learn's `Lasso` minimizes the same objective, with the same $1/(2n)$. Its `alpha` is our
# `lam`. Your certificate judges both answers.

# %% tags=["experiment"]
lam = 5.0
w, b, n_iter = lasso_cd(X, y, lam)
library = sk.Lasso(alpha=lam).fit(X, y)

print(f"{'':15}{'yours':>9}{'library':>9}")
for label, ours, theirs in zip(labels, w, library.coef_, strict=True):
    print(f"{label:15}{ours + 0:9.3f}{theirs + 0:9.3f}")  # + 0: a zero may carry a minus sign
print(f"\nsweeps        {n_iter:9d}{library.n_iter_:9d}")
print(
    f"violation     {kkt_violation(X, y, w, b, lam):9.0e}"
    f"{kkt_violation(X, y, library.coef_, library.intercept_, lam):9.0e}"
)

# %% [markdown]
# Weights that are 0 are exactly 0 in both, not just small. The library stops earlier than you do:
# its default tolerance is coarser, and your certificate sees that.

# %% [markdown]
# ### How fast is it?
#
# *Before you run the cell:* the soft threshold solves each weight exactly. Why is one sweep not
# enough?

# %% tags=["experiment"]
lam_values, sweeps = (20.0, 5.0, 0.5), np.arange(1, 61)
scale = linear.lambda_max(X, y)
fig, ax = plots.figure(
    "More weights, and more correlated ones, take more sweeps",
    "sweeps",
    "KKT violation / lambda_max",
)
for i, lam in enumerate(lam_values):
    fits = [linear.lasso_cd(X, y, lam, tol=0.0, max_iter=k) for k in sweeps]
    violation = [max(linear.kkt_violation(X, y, w, b, lam) / scale, 1e-16) for w, b, _ in fits]
    active = fits[-1][0] != 0
    overlap = np.abs(np.triu(np.corrcoef(X[:, active].T), k=1)).max()
    label = f"lam = {lam:g}: {active.sum()} weights, correlations up to {overlap:.2f}"
    ax.semilogy(sweeps, violation, markevery=10, label=label, **plots.series(i, marker=True))
ax.legend(loc="lower left")
plots.show(
    fig,
    "KKT violation against sweeps on a log scale, for three values of lam. With few "
    "nonzero weights it falls steeply; with many it falls slowly.",
)

# %% [markdown]
# If no two columns were correlated, one sweep would do. But when two are, each time one weight moves,
# the best place of the other moves too. A smaller `lam` lets more features in, and with them more
# strongly correlated pairs.

# %% [markdown]
# ## 3.5 The path
#
# Which `lam` is right? That is lesson 5. For now we look at all of them: the weights as functions
# of `lam` are the **regularization path**. It starts at `lambda_max`, where all weights are 0.
#
# **Predict.** As `lam` falls from `lambda_max` towards 0, what can happen to the set of nonzero
# weights?
#
# - `"a"`: It only grows: a feature that has entered stays in.
# - `"b"`: It can also lose features again.
# - `"c"`: It is full as soon as `lam` is below `lambda_max`.
#
# Replace the last two lines of the next cell by your choice, for example `path_prediction = "c"`.
# You get the point for a choice, right or wrong.

# %% nbgrader={"grade_id": "03-predict-path-choice", "solution": true}
path_prediction = None
### BEGIN SOLUTION
path_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "03-predict-path", "grade": true}
predict("lasso.support_grows", path_prediction)

# %% [markdown]
# ### Exercise 3.5
#
# Write `lasso_path`. Neighbouring values of `lam` have neighbouring solutions. So solve from the
# largest `lam` to the smallest, and start each fit at the weights of the one before: a **warm
# start**. The caller may give `lams` in any order, and a value more than once; row `i` of the
# result belongs to `lams[i]`. Each row must be as accurate as a fit of `lasso_cd` with its default
# `tol`. (The warm starts save you time. The check does not measure it: it looks at the solutions.)


# %% nbgrader={"grade_id": "03-lasso-path", "solution": true}
def lasso_path(X, y, lams):
    """Lasso solutions for many values of lam.

    X : array of shape (n_samples, n_features)
    y : array of shape (n_samples,)
    lams : array of shape (n_lams,), 0 or larger, in any order
    Returns W of shape (n_lams, n_features) and b of shape (n_lams,).
    """
    ### BEGIN SOLUTION
    W, b, w = np.zeros((len(lams), X.shape[1])), np.zeros(len(lams)), None
    for i in np.argsort(lams)[::-1]:
        w, b[i], _ = lasso_cd(X, y, lams[i], w0=w)
        W[i] = w
    return W, b
    ### END SOLUTION


# %% nbgrader={"grade_id": "03-lasso-path-check", "grade": true}
check("lasso.lasso_path")

# %% nbgrader={"grade_id": "03-lasso-path-hidden", "grade": true}
# The graded check of Exercise 3.5 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("lasso.lasso_path")
### END HIDDEN TESTS

# %% [markdown]
# Back to your prediction:

# %% tags=["experiment"]
reveal("lasso.support_grows")

# %% [markdown]
# Now the path of the diabetes data. We want many values of `lam`, so the library computes it:
# `sk.lasso_path` gives the weights in columns, for `alphas` from large to small, and wants centred
# data. Does your path agree with it, and what does the warm start save?

# %% tags=["experiment"]
lams = linear.lambda_max(X, y) * np.geomspace(1, 0.02, 25)
W_yours, _ = lasso_path(X, y, lams)
_, W, _ = sk.lasso_path(X, y - y.mean(), alphas=lams, tol=1e-10, max_iter=100_000)
print(f"largest difference to the library: {np.max(np.abs(W_yours - W.T)):.0e}")

cold = [lasso_cd(X, y, lam)[2] for lam in lams[1:]]
warm = [lasso_cd(X, y, lam, w0=w)[2] for lam, w in zip(lams[1:], W_yours, strict=False)]
print(f"sweeps from zeros: {sum(cold)}, from the neighbour's weights: {sum(warm)}")

# %% tags=["experiment"]
lams = linear.lambda_max(X, y) * np.geomspace(1, 1e-3, 200)
_, W, _ = sk.lasso_path(X, y - y.mean(), alphas=lams, tol=1e-10, max_iter=100_000)
support = W != 0
left = np.argwhere(support[:, :-1] & ~support[:, 1:])
j, k = left[0]
back = "with the other sign" if W[j, k] * W[j, -1] < 0 else "with the same sign"

fig, axes = plots.figures(
    f"{labels[j]} leaves at lam = {lams[k + 1]:.2f} and comes back {back}",
    [("lam, falling", "weight (points per standard deviation)"), ("lam, falling", "")],
    size=(10, 4.2),
)
for ax in axes:
    for i, label in enumerate(labels):
        ax.semilogx(lams, W[i], label=label, **{**plots.series(i), "lw": 3 if i == j else 1.3})
    ax.invert_xaxis()
fig.legend(*axes[0].get_legend_handles_labels(), loc="outside right center", fontsize=9)
axes[1].set_title(f"{labels[j]} close up", fontsize=10)
axes[1].set_xticks([0.5, 0.2, 0.1, 0.05], ["0.5", "0.2", "0.1", "0.05"])
axes[1].minorticks_off()
axes[1].set_xlim(0.6, lams[-1])
axes[1].set_ylim(-3, 3)
axes[1].axhline(0, color="0.3", linewidth=1)
plots.show(
    fig,
    "Ten weights against falling lam. In the close-up the HDL weight rises from a "
    "negative value to zero, stays there, and goes on to positive values.",
)

# %% [markdown]
# **Optional:** walk along the path yourself, from the strongest penalty on. The slider moves `lam`; you see
# one vertical cut through the figure above, which shows all of them at once.


# %% tags=["experiment"]
def cut(lam):
    """The ten weights at one penalty; crosses are exact zeros."""
    _, path, _ = sk.lasso_path(X, y - y.mean(), alphas=[lam], tol=1e-10, max_iter=100_000)
    w = path[:, 0]
    zero = w == 0
    fig, ax = plots.figure(
        f"lam = {lam:.3g}: {zero.sum()} of {w.size} weights are exactly 0",
        "weight (points per standard deviation)",
        "",
    )
    rows = np.arange(w.size)
    ax.plot(
        w[~zero], rows[~zero], label="not 0", **{**plots.series(0, marker=True), "linestyle": ""}
    )
    ax.plot(w[zero], rows[zero], label="0", **{**plots.series(5, marker=True), "linestyle": ""})
    ax.axvline(0, color="0.3", linewidth=1)
    ax.set_xlim(-42, 42)
    ax.set_yticks(rows, labels)
    ax.legend(loc="upper left")
    plots.show(fig, f"Ten lasso weights at lam = {lam:.3g}; {zero.sum()} of them are exactly 0.")


slider(cut, "lam", linear.lambda_max(X, y) * np.geomspace(1, 1e-3, 41), form="{:.3g}")
# %% [markdown]
# A path is not a ranking of importance. What a weight is depends on which other features are in.

# %% [markdown]
# ## 3.6 How many measurements does the clinic need?
#
# We split the people into two halves, fit a path on one, and predict the other. As one split proves
# little, we do it 20 times. In each split, the error of the sparse model is compared with the error
# of least squares on all ten measurements, on the *same* people. The bars are 95 % intervals for the
# mean of these 20 differences. They describe this data set; as the splits share people, they are
# too narrow for new ones.
#
# Suppose that the clinic accepts 2 % more squared error. The ring marks the sparsest model whose
# whole interval stays below that.

# %% tags=["experiment"]
lams, n_splits = np.geomspace(20, 0.5, 14), 20
extra, used = np.zeros((n_splits, len(lams))), np.zeros((n_splits, len(lams)))
for split in range(n_splits):
    rows = np.random.default_rng(split).permutation(len(y))
    train, test = rows[: len(y) // 2], rows[len(y) // 2 :]
    # Scaled by the training half alone: the test half must not help.
    mean, std = data.X[train].mean(axis=0), data.X[train].std(axis=0)
    X_train, X_test = (data.X[train] - mean) / std, (data.X[test] - mean) / std

    w, b = linear.fit_ols(X_train, y[train])
    full_error = np.mean((y[test] - X_test @ w - b) ** 2)

    y_mean = y[train].mean()
    _, W, _ = sk.lasso_path(X_train, y[train] - y_mean, alphas=lams)
    errors = np.mean((y[test][:, None] - X_test @ W - y_mean) ** 2, axis=0)
    extra[split] = 100 * (errors / full_error - 1)
    used[split] = np.sum(W != 0, axis=0)

mean_extra, mean_used = extra.mean(axis=0), used.mean(axis=0)
half = stats.t.ppf(0.975, n_splits - 1) * extra.std(axis=0, ddof=1) / np.sqrt(n_splits)
enough = np.flatnonzero(mean_extra + half < 2)[0]  # the sparsest with at most 2 % more error

fig, axes = plots.figures(
    f"With {mean_used[enough]:.1f} of 10 measurements on average, the error grows by less than 2 %",
    [
        ("lam, falling", "nonzero weights (mean of 20 splits)"),
        ("nonzero weights (mean of 20 splits)", "extra squared test error (%)"),
    ],
)
axes[0].semilogx(lams, mean_used, **plots.series(0, marker=True))
axes[0].invert_xaxis()
axes[1].errorbar(mean_used, mean_extra, yerr=half, capsize=3, **plots.series(1, marker=True))
axes[1].axhline(0, color="0.3", linewidth=1)
axes[1].plot(mean_used[enough], mean_extra[enough], "o", ms=13, mfc="none", mec="black")
plots.show(
    fig,
    "Left: the number of nonzero weights grows as lam falls. Right: the extra test "
    "error against that number falls to about zero; a ring marks the sparsest model within "
    "2 percent.",
)

# %% [markdown]
# The curve on the right is the clinic's answer: a price list, not a single number. Note what it
# does not say. It does not say that the dropped measurements have nothing to do with the disease.

# %% [markdown]
# ## 3.7 Why?
#
# A colleague fits the lasso with `lam = 5` and writes: "The weight of cholesterol is exactly zero.
# Cholesterol therefore has nothing to do with the disease."
#
# In at most 120 words: give **two** reasons why this does not follow, and name **one** thing that
# you would look at before writing such a sentence. (3 points, marked by a person.)

# %% [markdown] nbgrader={"grade_id": "03-why", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# Two reasons, for example: (1) Cholesterol is strongly correlated with other columns, LDL and the
# ratio chol./HDL among them. One of them can stand in for it, and the lasso keeps whichever reduces
# the loss a little more. (2) Zero is a statement about this `lam`, this scaling and these 442
# people: at a smaller `lam` cholesterol is in the model. I would look at how often cholesterol is
# selected when the fit is repeated on resampled people, and at what changes when LDL is left out.
#
# **Marking scheme.** 1 point for each valid reason, at most two (correlated stand-in; depends on
# lam; depends on scaling; depends on the sample; zero conditional effect is not zero association;
# the model is linear). 1 point for a check that could show the opposite (resampling, leaving out
# the correlated column, the path over lam, looking at the single correlation). No point for "the
# lasso is inaccurate" or for repeating the claim.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | what | formula | here | scikit-learn | scale |
# |---|---|---|---|---|
# | soft threshold | $S(z, t) = \text{sign}(z)\max(\lvert z\rvert - t, 0)$ | `soft_threshold` | – | – |
# | lasso | $\frac{1}{2n}\lVert y - Xw - b\rVert^2 + \lambda\lVert w\rVert_1$ | `lasso_cd(..., lam)` | `Lasso(alpha)` | `alpha = lam` |
# | smallest lam with all weights 0 | $\max_j \lvert x_j^\top (y - \bar y)\rvert / n$, centred | `lambda_max` | first of `alphas_` | same |
# | optimality | $g_j = \lambda\,\text{sign}(w_j)$, or $\lvert g_j\rvert \le \lambda$ at 0 | `kkt_violation` | `dual_gap_` | – |
# | path | one solution for each lam | `lasso_path` | `lasso_path` | `alphas = lams` |
#
# - An exact zero comes from the kink of $|w|$, and from a solver that lands on it.
# - A solution carries its own proof: the KKT conditions.
# - Along the path, features come and go.
#
# **Further reading.** R. Tibshirani, *Regression shrinkage and selection via the lasso* (1996).
# J. Friedman, T. Hastie, R. Tibshirani, *Regularization paths for generalized linear models via
# coordinate descent* (2010). T. Hastie, R. Tibshirani, M. Wainwright, *Statistical Learning with
# Sparsity* (2015), chapters 2 and 5. Data: B. Efron et al., *Least angle regression* (2004).
