# %% [markdown]
# # Lesson 3. The lasso
#
# **By the end you can**
#
# - say why an L1 penalty gives weights that are exactly zero, and an L2 penalty does not;
# - write the lasso yourself, by coordinate descent;
# - prove that an answer is correct, no matter how it was computed;
# - compute a regularization path and read it.
#
# **Time** about 100 minutes; the end of 3.3 is a good place for a break. **Before this** lesson 2
# (ridge), NumPy.
#
# Each exercise ends with a check. A cross comes with the smallest case that fails and a hint;
# `example("lasso.lambda_max")` then returns the inputs of that case. `linear` contains the course's
# reference solutions. The figures use them, so they work before your own functions do.
#
# In every exercise, numbers are finite and arrays are not empty. Arrays may hold whole numbers.
# The data may have any units, so don't treat tiny numbers as 0. Don't change the arguments: copy
# what you want to change.

# %% jupyter={"source_hidden": true}
# Folded: the imports of this lesson
import numpy as np
import sklearn.linear_model as sk

from reglab import datasets, linear, plots
from reglab.checks import check, example, predict, reveal
from reglab.compare import paired_ci
from reglab.sliders import slider

# %% [markdown]
# ## 3.0 Which measurements can we drop?
#
# We have 442 people with diabetes. For each of them there are ten measurements, and a score that
# says how far the disease progressed in the following year. A clinic would like to measure fewer than
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
# question?
#
# *Before you run the next two cells:* we compute the ridge weights for 60 values of `lam` up to 1000. How
# many of these 600 weights will be exactly 0?

# %% tags=["experiment"]
lams = np.geomspace(1e-2, 1e3, 60)
W_ridge, _ = linear.ridge_svd_path(X, y, lams)
zeros = int(np.sum(W_ridge == 0))
print(f"{zeros} of {W_ridge.size} weights are 0; smallest size {np.abs(W_ridge).min():.0e}")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"Ridge never drops a measurement: {zeros} of {W_ridge.size} weights are zero",
    "penalty lam",
    "|weight| (points per standard deviation)",
    size=(8.0, 4.4),
)
ax.set_yscale("log")
plots.weight_paths(ax, lams, np.abs(W_ridge), labels)
plots.show(
    fig,
    "Absolute ridge weights of ten measurements against lam, both on log scales. The "
    "curves fall but none reaches zero.",
)

# %% [markdown]
# Where a curve dips, a weight changes its sign at one single value of `lam` (our grid steps over that
# zero). Everywhere else ridge keeps all ten measurements, however large `lam` gets. We need a different
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
# *Before you run the next two cells:* with $z = 0.6$ and $t = 1$, where do you expect each minimum?

# %% tags=["experiment"]
z, t = 0.6, 1.0
x = np.linspace(-0.6, 1.2, 361)
curves = {"L2": (x - z) ** 2 / 2 + t * x**2 / 2, "L1": (x - z) ** 2 / 2 + t * np.abs(x)}
minima = {name: x[np.argmin(curve)] for name, curve in curves.items()}
print(", ".join(f"{name}: minimum at {x_min:.2f}" for name, x_min in minima.items()))

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
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
ax.legend(loc="upper center")
plots.show(
    fig,
    "Two curves over the weight x. The L2 curve is smooth with its minimum at 0.3; the "
    "L1 curve has a kink at 0, which is its minimum.",
)

# %% [markdown]
# The square is flat at 0: the last step towards 0 hardly reduces the penalty, so a minimum is never
# exactly there (unless $z = 0$). The absolute value has a **kink** at 0: even the last tiny step reduces
# the penalty by $t$ per unit. As long as the loss rises by at most $t$ per unit on the way, 0 is the
# minimum.
#
# So the minimizer of the L1 problem has two cases. If $|z| \le t$, it is 0. Otherwise it is $z$,
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
# $c$.) The loss has elliptic contours around the least-squares solution. The best point within the
# budget is where the smallest ellipse touches it.
#
# *Before you run the next two cells:* the budget of L1 is a diamond, that of L2 is a disc. At which point
# do you expect an ellipse to touch each of them?

# %% tags=["experiment"]
H, w_ols = np.array([[1.0, 0.5], [0.5, 1.0]]), np.array([0.7, 1.8])
angle = np.linspace(0, 2 * np.pi, 4001)
circle = np.stack([np.cos(angle), np.sin(angle)])
borders = {"L1": circle / np.abs(circle).sum(axis=0), "L2": circle}
best, touching = {}, {}
for name, border in borders.items():
    gap = border - w_ols[:, None]
    loss = np.sum(gap * (H @ gap), axis=0) / 2
    best[name], touching[name] = border[:, np.argmin(loss)], loss.min()
    print(f"{name}: w1 = {abs(best[name][0]):.2f}, w2 = {best[name][1]:.2f}")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, axes = plots.figures(
    f"The diamond is touched at a corner, w1 = {abs(best['L1'][0]):.0f}; "
    f"the disc is not, w1 = {best['L2'][0]:.2f}",
    [("weight w1", "weight w2")] * 2,
    sharey=True,
)
for ax, (name, border) in zip(axes, borders.items(), strict=True):
    ax.fill(*border, color="0.85")
    plots.loss_contours(
        ax,
        H,
        w_ols,
        levels=[touching[name] / 4, touching[name], 2],
        xlim=(-1.3, 1.6),
        ylim=(-1.3, 2.2),
        colors="0.4",
        linewidths=[1, 2, 1],
    )
    ax.plot(*best[name], markersize=10, **plots.series(1, marker=True))
    ax.plot(*w_ols, markersize=8, **plots.series(0, marker=True))
    ax.annotate("least squares", w_ols, xytext=(-40, 8), textcoords="offset points", fontsize=9)
    ax.set_title(name)
plots.show(
    fig,
    "Elliptic loss contours around the least-squares point. They touch the L1 diamond "
    "at its upper corner, where w1 is 0, and the L2 disc beside its top.",
)

# %% [markdown]
# A corner sticks out, so many ellipses touch the diamond there first. And a corner lies on an axis, where
# one weight is zero. A disc has no corners.

# %% [markdown]
# ## 3.3 When is an answer correct?
#
# Before we look for the minimum of (3.1), we need a way to recognize it. Write
#
# $$r = y - Xw - b, \qquad g_j = \tfrac1n x_j^\top r. \tag{3.3}$$
#
# $g_j$ says how strongly the loss pulls $w_j$ upwards. The penalty pulls it towards 0 with strength
# $\lambda$. At a minimum the two balance:
#
# $$\text{mean}(r) = 0, \qquad
# g_j = \lambda\,\text{sign}(w_j) \ \text{ if } w_j \ne 0, \qquad
# |g_j| \le \lambda \ \text{ if } w_j = 0. \tag{3.4}$$
#
# The last condition is the soft threshold again: a weight stays at 0 as long as the loss pulls with at
# most $\lambda$. These are the **KKT conditions** (Karush, Kuhn, Tucker). The problem is convex, so they
# are also sufficient: weights that satisfy them are a minimum.

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
# The result is a certificate that needs no second solver: a value of 0 proves that an answer is
# correct, and a value near 0 that it is nearly so.


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
# There is no formula for all weights at once. But there is one for a *single* weight, and you have
# written it already. Work on centred data, so that $b$ drops out. Keep all weights except $w_j$ fixed,
# and let
#
# $$a_j = \tfrac1n x_j^\top x_j, \qquad z_j = \tfrac1n x_j^\top r + a_j w_j. \tag{3.5}$$
#
# $z_j$ is the pull on weight $j$ after its own part has been removed from the fit. As a function of
# $w_j$ alone, the objective is $\tfrac{a_j}{2} w_j^2 - z_j w_j + \lambda |w_j|$ plus a constant. Its
# minimum is at
#
# $$w_j \leftarrow \frac{S(z_j, \lambda)}{a_j} \tag{3.6}$$
#
# with the soft threshold $S$. (Divide by $a_j$ to get the L1 problem of (3.2) with $z = z_j/a_j$
# and $t = \lambda/a_j$; and $S(z_j/a_j, \lambda/a_j) = S(z_j, \lambda)/a_j$.) **Coordinate descent**
# applies (3.6) to $j = 1, \dots, p$ in turn. One round over all columns is a **sweep**. Sweeps are
# repeated until the conditions (3.4) hold.
#
# Watch out for two things. The residual $r$ belongs to the *current* weights, so it changes whenever
# $w_j$ changes. And a constant column, whose entries are all equal, has $a_j = 0$ only up to rounding:
# centring three entries 0.1 can leave $10^{-17}$. So compare the entries, and not $a_j$ with a small
# number: how small $a_j$ is depends on units.

# %% [markdown]
# ### Exercise 3.4
#
# Write `lasso_cd`. Use your functions from above.
#
# 1. Centre `X` and `y`.
# 2. Start from the weights `w0`, or from zeros if there is no `w0`.
# 3. Sweep over the columns in a fixed order, such as from the first to the last, with (3.6). A
#    constant column gets the weight 0, whatever `w0` says.
# 4. After each sweep, stop if the violation is at most `tol * lambda_max(X, y)`. Compute the violation
#    on the centred data with `b` = 0, where mean(r) is 0 up to rounding. Stop after `max_iter` sweeps
#    in any case.
# 5. Compute `b` from the means that you subtracted, and return `w`, `b` and the number of sweeps,
#    which is at least 1.
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
# `lam`. Use your certificate to judge both answers.

# %% tags=["experiment"]
lam = 5.0
w, b, n_iter = lasso_cd(X, y, lam)
library = sk.Lasso(alpha=lam).fit(X, y)

plots.table({"": labels, "yours": w + 0, "library": library.coef_ + 0})  # + 0: no -0.000
print(f"\nsweeps: yours {n_iter}, library {library.n_iter_}")
found = (w, b), (library.coef_, library.intercept_)
print("violation: yours {:.0e}, library {:.0e}".format(
    *(kkt_violation(X, y, *fit, lam) for fit in found)))  # fmt: skip

# %% [markdown]
# The zeros are exact in both, not just small. The library stops earlier than your code, because its
# default tolerance is coarser. The violation shows that.

# %% [markdown]
# ### How fast is it?
#
# *Before you run the next two cells:* the soft threshold solves for each weight exactly. Why is one sweep
# not enough? And when will it take more sweeps: with many nonzero weights or with few?

# %% tags=["experiment"]
lam_values, sweeps = (20.0, 5.0, 0.5), np.arange(1, 61)
scale = linear.lambda_max(X, y)
violations, needed = {}, []
for lam in lam_values:
    fits = [linear.lasso_cd(X, y, lam, tol=0.0, max_iter=k) for k in sweeps]
    violation = [max(linear.kkt_violation(X, y, w, b, lam) / scale, 1e-16) for w, b, _ in fits]
    active = fits[-1][0] != 0
    overlap = np.abs(np.triu(np.corrcoef(X[:, active].T), k=1)).max()
    label = f"lam = {lam:g}: {active.sum()} weights, correlations up to {overlap:.2f}"
    violations[label] = violation
    needed.append(int(np.argmax(np.array(violation) < 1e-4)) + 1)
    print(f"{label}; violation below 1e-4 after {needed[-1]} sweeps")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"A violation of 1e-4 takes {needed[0]} sweeps with few nonzero weights,\n"
    f"{needed[-1]} with many that are correlated",
    "sweeps",
    "KKT violation / lambda_max",
    size=(7.0, 4.6),
)
plots.curves(ax, sweeps, violations, markevery=10)
ax.set_yscale("log")
fig.legend(loc="outside lower center", fontsize=9)
plots.show(
    fig,
    "KKT violation against sweeps on a log scale, for three values of lam. With few "
    "nonzero weights it falls steeply; with many it falls slowly.",
)

# %% [markdown]
# If no two columns were correlated, one sweep would be enough. But if two columns are correlated, the
# best value of one weight changes whenever the other weight changes. A smaller `lam` lets more features
# in, and among them more strongly correlated pairs.

# %% [markdown]
# ## 3.5 The path
#
# Which `lam` should you use? Lesson 5 answers that. For now we look at all of them: the weights as
# functions of `lam` are the **regularization path**. It starts at `lambda_max`, where all weights are 0.
#
# **Predict.** As `lam` falls from `lambda_max` towards 0, what can happen to the set of nonzero
# weights?
#
# - `"a"`: It only grows: a feature that has entered stays in.
# - `"b"`: It can also lose features again.
# - `"c"`: It is full as soon as `lam` is below `lambda_max`.
#
# Replace the last two lines of the next cell with your choice, for example `path_prediction = "c"`.
# You get the point for any choice, right or wrong.

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
# Write `lasso_path`. Similar values of `lam` have similar solutions. So solve from the largest `lam` to
# the smallest, and start each fit at the weights of the previous one: a **warm start**. `lams` may come
# in any order, and a value may occur more than once; row `i` of the result belongs to `lams[i]`. Each
# row must be as accurate as a fit of `lasso_cd` with its default `tol`. (Warm starts save time. The
# check does not measure time; it looks at the solutions only.)


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
# Does your path agree with the library? `sk.lasso_path` returns the weights in columns, for `alphas` from
# large to small, and expects centred data.
#
# *Before you run the cell:* how many sweeps do you think the warm starts save: a tenth of them, or half?

# %% tags=["experiment"]
lams = linear.lambda_max(X, y) * np.geomspace(1, 0.02, 25)
W_yours, _ = lasso_path(X, y, lams)
_, W, _ = sk.lasso_path(X, y - y.mean(), alphas=lams, tol=1e-10, max_iter=100_000)
print(f"largest difference from the library: {np.max(np.abs(W_yours - W.T)):.0e}")

cold = [lasso_cd(X, y, lam)[2] for lam in lams[1:]]
warm = [lasso_cd(X, y, lam, w0=w)[2] for lam, w in zip(lams[1:], W_yours, strict=False)]
print(f"sweeps from zeros: {sum(cold)}, from the neighbour's weights: {sum(warm)}")

# %% [markdown]
# Now the whole path of the diabetes data, with 200 values of `lam`, computed by the library.

# %% tags=["experiment"]
lams = linear.lambda_max(X, y) * np.geomspace(1, 1e-3, 200)
_, W, _ = sk.lasso_path(X, y - y.mean(), alphas=lams, tol=1e-10, max_iter=100_000)
support = W != 0
left = np.argwhere(support[:, :-1] & ~support[:, 1:])
j, k = left[0]
back = "with the other sign" if W[j, k] * W[j, -1] < 0 else "with the same sign"
print(f"{labels[j]} leaves at lam = {lams[k + 1]:.2f} and comes back {back}")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, axes = plots.figures(
    f"{labels[j]} leaves at lam = {lams[k + 1]:.2f} and comes back {back}",
    [("lam, falling", "weight (points per standard deviation)"), ("lam, falling", "")],
    size=(10, 4.4),
)
plots.weight_paths(axes[0], lams, W.T, labels, highlight=j, falling=True)
plots.weight_paths(axes[1], lams, W.T, [], highlight=j, falling=True)
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
# **Optional:** walk along the path yourself, starting with the strongest penalty. The slider moves `lam`,
# and you see one vertical cut through the figure above.


# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure under the slider
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
# A path is not a ranking of importance. The size of a weight depends on which other features are in.

# %% [markdown]
# ## 3.6 How many measurements does the clinic need?
#
# Suppose that the clinic accepts 2 % more squared error than least squares on all ten measurements has.
# How few measurements are enough? For that we need people for three different jobs:
#
# - **training** people, on whom the path is fitted;
# - **validation** people, on whom we choose: the largest `lam` whose error is at most 2 % above that of
#   least squares;
# - **test** people, on whom the chosen model is judged, once.
#
# Why not choose on the test people? Because the choice would pick a model that happens to fit *them*.
# Lesson 5 comes back to this.
#
# One split proves little, so we use 20. In each split both methods are trained and judged on the same
# people, so their errors are pairs, as in lesson 1, section 1.5.
#
# *Before you run the next two cells:* the chosen model has at most 2 % more error on the validation people.
# Will its error on the test people be more than 2 % above that of least squares, or less? And how much
# will it vary from split to split?

# %% tags=["experiment"]
lams, n_splits = np.geomspace(20, 0.02, 28), 20
extra = np.zeros((n_splits, 2))  # in percent: on validation and on test people
used = np.zeros(n_splits, dtype=int)
prices, sizes = np.zeros((2, n_splits, len(lams)))
for split in range(n_splits):
    rng = np.random.default_rng(split)
    train, val, test = datasets.split_rows(len(y), (221, 110, 111), rng=rng)
    # Scaled by the training people alone.
    Z = (data.X - data.X[train].mean(axis=0)) / data.X[train].std(axis=0)
    w, b = linear.fit_ols(Z[train], y[train])
    full = (y - Z @ w - b) ** 2  # one squared error for each person
    y_mean = y[train].mean()
    _, W, _ = sk.lasso_path(Z[train], y[train] - y_mean, alphas=lams)
    sparse = (y[:, None] - Z @ W - y_mean) ** 2

    prices[split] = 100 * (sparse[val].mean(axis=0) / full[val].mean() - 1)
    sizes[split] = np.sum(W != 0, axis=0)
    chosen = np.flatnonzero(prices[split] <= 2)[0]  # lams falls: the first is the largest
    used[split] = sizes[split, chosen]
    on_test = 100 * (sparse[test, chosen].mean() / full[test].mean() - 1)
    extra[split] = prices[split, chosen], on_test

middle, low, high = paired_ci(extra[:, 1], np.zeros(n_splits))
print(
    f"measurements of the chosen model: {used.mean():.1f} on average, from {used.min()} to {used.max()}"
)
print(
    f"extra error on validation people: {extra[:, 0].mean():.1f} %, at most {extra[:, 0].max():.1f} %"
)
print(f"extra error on test people:       {middle:.1f} % ({low:.1f} to {high:.1f}), "
      f"from {extra[:, 1].min():.0f} % to {extra[:, 1].max():.0f} %")  # fmt: skip

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, axes = plots.figures(
    f"On validation people the chosen models look {extra[:, 0].mean():.1f} % worse than least squares;\n"
    f"on test people it is {middle:.1f} % on average, and up to {extra[:, 1].max():.0f} % in one split",
    [
        ("nonzero weights (mean of 20 splits)", "extra squared error, validation (%)"),
        ("extra squared error (%)", ""),
    ],
    size=(10, 4.0),
)
half = [paired_ci(column, 0 * column) for column in prices.T]
axes[0].errorbar(
    sizes.mean(axis=0),
    [m for m, _, _ in half],
    yerr=[h - m for m, _, h in half],
    capsize=3,
    **plots.series(0, marker=True),
)
axes[0].axhline(2, color="0.3", linewidth=1)
axes[0].annotate("2 % more", (3, 2), xytext=(0, 4), textcoords="offset points", fontsize=9)
rows = {"validation\npeople": extra[:, 0], "test\npeople": extra[:, 1]}
found = {name: paired_ci(values, 0 * values) for name, values in rows.items()}
plots.intervals(axes[1], found, dots=rows)
plots.show(
    fig,
    "Left: the extra validation error against the number of nonzero weights falls steeply from two "
    "weights to about five and is flat from there on. Right: the extra errors of the chosen models. "
    "On validation people they are all below 2 percent, on test people they scatter widely to both "
    "sides of 0.",
)

# %% [markdown]
# On the validation people the chosen model looks fine, because it was chosen to. On the test people the
# extra error varies by several percent to both sides: about 110 people are too few to settle a question
# about 2 %. The average over 20 splits is more reliable, but the splits share their people, so its
# interval describes this data set and is too narrow for new people. And the result does not say that
# the dropped measurements have nothing to do with the disease.

# %% [markdown]
# ### Does L1 compress a model well?
#
# Two of the articles that this course started from recommend L1 "to compress a model", because weights that are 0 need not be stored. There
# are simpler ways to get zeros: take the least-squares weights, keep the three largest, and set the
# others to 0. Or keep those three columns, and fit least squares to them once more.
#
# *Before you run the cell:* the lasso uses at most three measurements, the two other models use three.
# Which has the smallest test error, and which the largest?

# %% tags=["experiment"]
errors = {"lasso": [], "three largest weights kept": [], "refitted to these three": []}
for split in range(20):
    train, test = datasets.split_rows(len(y), (331, 111), rng=np.random.default_rng(split))
    Z = (data.X - data.X[train].mean(axis=0)) / data.X[train].std(axis=0)
    path = linear.lambda_max(Z[train], y[train]) * np.geomspace(1, 1e-2, 200)
    _, W, _ = sk.lasso_path(Z[train], y[train] - y[train].mean(), alphas=path)
    three = W[:, np.flatnonzero((W != 0).sum(axis=0) <= 3)[-1]]

    w, b = linear.fit_ols(Z[train], y[train])
    keep = np.argsort(-np.abs(w))[:3]
    w_refit, b_refit = linear.fit_ols(Z[train][:, keep], y[train])
    guesses = (
        Z @ three + y[train].mean(),
        Z[:, keep] @ w[keep] + b,
        Z[:, keep] @ w_refit + b_refit,
    )
    full = np.mean((y - Z @ w - b)[test] ** 2)
    for name, guess in zip(errors, guesses, strict=True):
        errors[name].append(100 * (np.mean((y - guess)[test] ** 2) / full - 1))

for name, extra_error in errors.items():
    print(f"{name:27} {np.mean(extra_error):5.1f} % more error than all ten weights")
for name in list(errors)[1:]:
    middle, low, high = paired_ci(errors["lasso"], errors[name])
    print(f"lasso minus {name}: {middle:+.1f} points ({low:+.1f} to {high:+.1f})")

# %% [markdown]
# Setting weights to 0 without a new fit is the worst: the other weights were computed for a model in which
# all ten take part. The lasso finds zeros and weights together, but it also shrinks the weights that
# it keeps. The new fit to three columns is not shrunk, and the lasso is not better than it here. So L1 is
# one way to compress a model; always compare it with a simpler one. (A common combination: let the
# lasso choose the columns, then fit least squares to these.)

# %% [markdown]
# ## 3.7 The lasso as a prior
#
# In lesson 2 ridge was the most probable answer under a normal prior. The lasso has a prior as well. If
# each weight is drawn from a **Laplace distribution** with density $\tfrac{1}{2s} e^{-|w|/s}$, and the
# noise is normal with variance $\sigma^2$, the most probable weights minimize
#
# $$\frac{1}{2\sigma^2}\lVert y - Xw - b\rVert^2 + \frac1s \lVert w\rVert_1,
# \qquad\text{so}\qquad \lambda = \frac{\sigma^2}{n\,s}. \tag{3.7}$$
#
# *Before you run the cell:* we draw ten true weights from a Laplace distribution, 200 times. How many of
# them are exactly 0? And how many of the ten most probable weights, those of the lasso at (3.7)?

# %% tags=["experiment"]
n, sigma, s = 40, 3.0, np.sqrt(0.5)  # the weights have variance 1, as in lesson 2
lam = sigma**2 / (n * s)
zeros, error = np.zeros((200, 2)), np.zeros((200, 2))
for seed in range(200):
    rng = np.random.default_rng(seed)
    w_true = rng.laplace(scale=s, size=10)
    X_drawn = rng.normal(size=(n, 10))
    y_drawn = X_drawn @ w_true + sigma * rng.normal(size=n)
    w_lasso = linear.lasso_path(X_drawn, y_drawn, [lam])[0][0]
    w_ridge = linear.ridge_closed_form(X_drawn, y_drawn, sigma**2 / n)[0]
    zeros[seed] = np.sum(w_true == 0), np.sum(w_lasso == 0)
    error[seed] = [np.sum((w - w_true) ** 2) for w in (w_lasso, w_ridge)]

print(
    f"exact zeros: {zeros[:, 0].mean():.1f} of 10 true weights, {zeros[:, 1].mean():.1f} of 10 in the lasso"
)
middle, low, high = paired_ci(error[:, 0], error[:, 1])
print(f"squared error of the weights, lasso minus ridge: {middle:.2f} ({low:.2f} to {high:.2f})")

# %% [markdown]
# None of the true weights is 0, but several weights of the lasso are. The *most probable* weights have a
# property that no typical draw from the prior has. So a Laplace prior does not say "some weights are 0";
# the zeros come from the kink, and from asking for the maximum. Nor is the lasso clearly more accurate
# than ridge here, although its prior is the correct one and ridge's is not. Read penalties as priors to
# understand the *size* of `lam`. Whether zeros are what you want is a different question.

# %% [markdown]
# ## 3.8 Why?
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
# | prior | Laplace with scale $s$: $\lambda = \sigma^2/(ns)$ | – | – | – |
#
# - An exact zero comes from the kink of $|w|$, and from a solver that lands exactly on it.
# - The KKT conditions prove that a solution is correct.
# - Along the path, features come and go.
# - Choose on validation rows, and read the test rows once.
#
# **Further reading.** R. Tibshirani, *Regression shrinkage and selection via the lasso* (1996).
# J. Friedman, T. Hastie, R. Tibshirani, *Regularization paths for generalized linear models via
# coordinate descent* (2010). T. Hastie, R. Tibshirani, M. Wainwright, *Statistical Learning with
# Sparsity* (2015). Data: B. Efron et al., *Least angle regression* (2004).
