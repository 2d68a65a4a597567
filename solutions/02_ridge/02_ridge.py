# %% [markdown]
# # Lesson 2. Ridge
#
# **By the end you can**
#
# - derive ridge regression, solve it, and prove that a solution is correct;
# - explain which directions the penalty shrinks most, and which it hardly changes;
# - say how many degrees of freedom a penalized fit has;
# - read a penalty as a prior;
# - translate `lam` into scikit-learn's `alpha`, and scale columns without leaking test rows.
#
# **Time** about 85 minutes. **Before this** lesson 1 (overfitting), NumPy. You should have met the
# singular value decomposition; section 2.2 reminds you of it.
#
# Each exercise ends with a check. A cross comes with the smallest case that fails and a hint;
# `example("ridge.effective_df")` then returns the inputs of that case. `linear` contains the course's
# reference solutions. Most figures use them, so they work before your own functions do.

# %% jupyter={"source_hidden": true}
# Folded: the imports of this lesson
import numpy as np
import sklearn.linear_model as sk
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from reglab import datasets, linear, plots
from reglab.checks import check, example, predict, reveal
from reglab.compare import paired_ci
from reglab.sliders import slider

# %% [markdown]
# ## 2.0 Different people, different weights
#
# We have 442 people with diabetes. For each of them there are ten measurements, and a score that
# says how far the disease progressed in the following year. We bring each column to mean 0 and standard
# deviation 1, so that a weight is *points of the score per standard deviation*.

# %%
data = datasets.load_diabetes()
X = (data.X - data.X.mean(axis=0)) / data.X.std(axis=0)
y = data.y
labels = "age, sex, BMI, blood pressure, cholesterol, LDL, HDL, chol./HDL, triglycerides, glucose"
labels = labels.split(", ")
X.shape, y.shape

# %% [markdown]
# Suppose that a study can afford only a quarter of these people. We draw a quarter at random, 20 times,
# and fit least squares to each.
#
# *Before you run the next two cells:* all quarters come from the same 442 people. For which
# measurements do you expect the 20 weights to agree?

# %% tags=["experiment"]
quarters = [np.random.default_rng(seed).permutation(len(y))[: len(y) // 4] for seed in range(20)]
W_ols = np.array([linear.fit_ols(X[rows], y[rows])[0] for rows in quarters])
widest = int(np.argmax(W_ols.std(axis=0)))
pair = W_ols[:, [labels.index("cholesterol"), labels.index("LDL")]]
spread = [*pair.std(axis=0), pair.sum(axis=1).std()]
print("standard deviation: cholesterol {:.0f}, LDL {:.0f}, their sum {:.0f}".format(*spread))

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"Least squares: the weight of {labels[widest]} varies\n"
    f"between {W_ols[:, widest].min():.0f} and {W_ols[:, widest].max():.0f}",
    "weight (points per standard deviation)",
    "",
)
for j in range(len(labels)):
    style = plots.series(int(j == widest), marker=True)
    ax.plot(W_ols[:, j], np.full(len(quarters), j), **{**style, "linestyle": ""}, alpha=0.6)
ax.axvline(0, color="0.3", linewidth=1)
ax.set_yticks(range(len(labels)), labels)
plots.show(
    fig,
    "Twenty weights for each of ten measurements. Those of cholesterol, LDL and HDL are scattered "
    "widely to both sides of 0, those of sex and glucose lie close together.",
)

# %% [markdown]
# Cholesterol and LDL carry nearly the same information. The data determine the effect of both
# *together* quite well, but not how it is divided between them: one weight can be large and positive
# if the other is large and negative. Least squares makes that choice by following the noise.

# %% [markdown]
# ## 2.1 Penalize large weights
#
# **Ridge regression** adds the squared length of $w$ to the loss:
#
# $$\min_{w,\,b}\ \frac{1}{2n}\lVert y - Xw - b\rVert_2^2 + \frac{\lambda}{2}\lVert w\rVert_2^2,
# \qquad \lVert w\rVert_2^2 = \sum_j w_j^2 \tag{2.1}$$
#
# $\lambda > 0$ is `lam` in code. The loss is a *mean* over the $n$ samples, so the same `lam` means the
# same for 100 rows and for 100,000. The intercept $b$ is not penalized: it must not matter whether the
# score starts at 0 or at 100.

# %% [markdown]
# **Solve it.** The derivative with respect to $b$ is zero where the residuals have mean 0. On
# centred data, $X_c = X - \bar x$ and $y_c = y - \bar y$, that holds with $b = 0$, and $b$ drops out.
# The gradient with respect to $w$ is
#
# $$g(w) = \lambda w - \tfrac1n X_c^\top (y_c - X_c w), \tag{2.2}$$
#
# and it is zero where
#
# $$\left(\tfrac1n X_c^\top X_c + \lambda I\right) w = \tfrac1n X_c^\top y_c,
# \qquad b = \bar y - \bar x^\top w. \tag{2.3}$$
#
# $X_c^\top X_c$ has no negative eigenvalues, and $\lambda I$ increases each of them by $\lambda$. So the
# system has exactly one solution, even with more columns than rows, and even if two columns are
# equal.
#
# ### Exercise 2.1
#
# Write `ridge_closed_form`. Set up the system (2.3), and let `np.linalg.solve` solve it. Don't compute
# the inverse of the matrix: below you will see what that costs. Use `lam` as it is, however small.
#
# As in every exercise of this course, your function must not change its arguments.


# %% nbgrader={"grade_id": "02-closed-form", "solution": true}
def ridge_closed_form(X, y, lam):
    """Solve the ridge problem (2.1).

    X : array of shape (n_samples, n_features), floats or whole numbers
    y : array of shape (n_samples,), floats or whole numbers
    lam : a number larger than 0
    Returns w of shape (n_features,) and b, a float.
    """
    ### BEGIN SOLUTION
    n, p = X.shape
    X_mean, y_mean = X.mean(axis=0), y.mean()
    Xc, yc = X - X_mean, y - y_mean
    w = np.linalg.solve(Xc.T @ Xc / n + lam * np.eye(p), Xc.T @ yc / n)
    return w, y_mean - X_mean @ w
    ### END SOLUTION


# %% nbgrader={"grade_id": "02-closed-form-check", "grade": true}
check("ridge.ridge_closed_form")

# %% nbgrader={"grade_id": "02-closed-form-hidden", "grade": true}
# The graded check of Exercise 2.1 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("ridge.ridge_closed_form")
### END HIDDEN TESTS

# %% [markdown]
# ### Does it agree with the library?
#
# scikit-learn's `Ridge` measures its penalty on a different scale: its `alpha` is $n$ times our `lam`.
# You will find out why in Exercise 2.4.

# %% tags=["experiment"]
lam = 0.1
w, b = ridge_closed_form(X, y, lam)
library = sk.Ridge(alpha=len(y) * lam).fit(X, y)
w_ols, _ = linear.fit_ols(X, y)

plots.table(
    {
        "": [*labels, "intercept"],
        "least squares": [*w_ols, y.mean()],
        "yours": [*w, b],
        "library": [*library.coef_, library.intercept_],
    }
)

# %% [markdown]
# The large opposite weights of cholesterol and LDL are gone.

# %% [markdown]
# ### Why not the inverse?
#
# On paper $A w = c$ has the solution $w = A^{-1} c$. On a computer, `np.linalg.inv(A) @ c` and
# `np.linalg.solve(A, c)` differ by rounding errors. Does that matter? We take four columns that
# differ by about a millionth, and a tiny `lam`, and look at the gradient (2.2), which should be 0.
#
# *Before you run the cell:* NumPy computes with 16 digits. How large do you expect the gradients to
# be?

# %% tags=["experiment"]
left = {"inverse": [], "solve": []}
for seed in range(20):
    twins, target, _ = datasets.make_collinear(50, 4, 1e-6, 0.0, rng=np.random.default_rng(seed))
    twins, target = twins - twins.mean(axis=0), target - target.mean()
    A, c = twins.T @ twins / 50 + 1e-11 * np.eye(4), twins.T @ target / 50
    left["inverse"].append(np.max(np.abs(A @ (np.linalg.inv(A) @ c) - c)))
    left["solve"].append(np.max(np.abs(A @ np.linalg.solve(A, c) - c)))
for name, sizes in left.items():
    print(f"{name:8} gradient: median {np.median(sizes):.0e}, largest of 20 {max(sizes):.0e}")

# %% [markdown]
# `solve` leaves a gradient as small as 16 digits allow. With the inverse, the gradient is many orders of
# magnitude larger, because $A$ is nearly singular. (The weights themselves are uncertain either way:
# such a system hardly determines them.) So solve systems instead of inverting matrices.

# %% [markdown]
# ### Predict
#
# You raise `lam` step by step. When does ridge set weights to exactly 0?
#
# - "a": As soon as lam is large enough: the least useful weights go first.
# - "b": Of two nearly equal columns, one gets the weight 0.
# - "c": Never, except at the moment when a weight changes its sign: all of them stay in.
#
# Replace the last two lines of the next cell with your choice, for example `zeros_prediction = "a"`.
# You get the point for any choice, right or wrong.

# %% nbgrader={"grade_id": "02-predict-zeros-choice", "solution": true}
zeros_prediction = None
### BEGIN SOLUTION
zeros_prediction = "c"
### END SOLUTION

# %% nbgrader={"grade_id": "02-predict-zeros", "grade": true}
predict("ridge.exact_zeros", zeros_prediction)

# %% [markdown]
# Now we count. Each of the first three lines covers 2,000 weights: ten for each of 200 samples of 442
# people, drawn from ours with replacement. For the last line, the table contains the BMI column twice.

# %% tags=["experiment"]
samples = [np.random.default_rng(seed).integers(len(y), size=len(y)) for seed in range(200)]
for lam in (0.1, 10.0, 1e6):
    W = np.array([linear.ridge_closed_form(X[rows], y[rows], lam)[0] for rows in samples])
    print(f"lam = {lam:5g}: {np.sum(W == 0)} zeros, smallest |weight| {np.abs(W).min():.0e}")
w, _ = linear.ridge_closed_form(np.column_stack([X, X[:, 2]]), y, 0.1)
print(f"BMI twice: weights {w[2]:.3f} and {w[-1]:.3f}\n")
reveal("ridge.exact_zeros")

# %% [markdown]
# ## 2.2 Which directions are shrunk, and by how much?
#
# The singular value decomposition splits $X_c$ into orthogonal directions:
#
# $$X_c = U\,\mathrm{diag}(s)\,V^\top. \tag{2.4}$$
#
# The columns of $U$ are orthonormal, and so are those of $V$. Each column $v_j$ of $V$ is a direction
# in the space of weights, and $s_j^2/n$ is the variance of the data along it. If you substitute (2.4)
# into (2.3), you can solve each direction on its own:
#
# $$w(\lambda) = \sum_j v_j\ \frac{s_j}{s_j^2 + n\lambda}\ u_j^\top y_c
# \ =\ \sum_j v_j\ \underbrace{\frac{s_j^2}{s_j^2 + n\lambda}}_{\text{share that is kept}}
# \ \underbrace{\frac{u_j^\top y_c}{s_j}}_{\text{least squares}}. \tag{2.5}$$
#
# *Before you run the next two cells:* two columns with correlation .8 have one direction in which the
# loss is steep (both weights grow) and one in which it is flat (one grows, the other falls). In which
# of the two directions does ridge shrink more?

# %% tags=["experiment"]
H, free = np.array([[1.0, 0.8], [0.8, 1.0]]), np.array([2.2, 0.3])
variances, V = np.linalg.eigh(H)  # s^2 / n, the flat direction first
V = V * np.sign(V[0])
marked = 0.2
shrunk = {
    lam: V @ (variances / (variances + lam) * (V.T @ free))
    for lam in (0.0, *np.geomspace(1e-2, 1e2, 200), marked)
}
point = shrunk.pop(marked)
flat, steep = variances / (variances + marked)
print(
    f"share kept at lam = {marked}: {steep:.0%} of the steep direction, {flat:.0%} of the flat one"
)

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"At lam = {marked} ridge keeps {steep:.0%} of the steep direction, {flat:.0%} of the flat one",
    "weight w1",
    "weight w2",
    size=(7.0, 5.4),
)
plots.loss_contours(
    ax,
    H,
    free,
    levels=[0.05, 0.2, 0.5, 1.0, 1.7],
    xlim=(-0.6, 3.6),
    ylim=(-0.9, 1.9),
    colors="0.75",
    linewidths=1,
)
angle = np.linspace(0, 2 * np.pi, 200)
circle = np.linalg.norm(point) * np.stack([np.cos(angle), np.sin(angle)])
ax.plot(*circle, color="0.5", linestyle=":", label=r"weights of the same length $\|w\|$")
ax.plot(*np.transpose(list(shrunk.values())), label="ridge, as lam grows", **plots.series(0))
for place, text, shift, style in (
    (free, "least squares", (8, 6), plots.series(0, marker=True)),
    (point, f"lam = {marked}", (8, 8), plots.series(1, marker=True)),
):
    ax.plot(*place, markersize=9, **style)
    ax.annotate(text, place, xytext=shift, textcoords="offset points")
ax.plot(0, 0, "k+", markersize=11)
for direction, start, name in ((V[:, 0], (2.75, -0.2), "flat"), (V[:, 1], (2.75, 0.75), "steep")):
    end = np.array(start) + 0.55 * direction
    ax.annotate("", end, xytext=start, arrowprops={"arrowstyle": "<->", "color": "0.3"})
    ax.annotate(name, end, xytext=(4, 0), textcoords="offset points", color="0.3", fontsize=10)
fig.legend(loc="outside lower center", ncols=2, fontsize=9)
plots.show(
    fig,
    "Elliptic loss contours around the least-squares point, and the curve of ridge solutions from "
    "there to the origin. The curve first runs along the flat direction of the ellipses, then "
    "turns towards the origin. A dotted circle holds all weights as long as those at lam = 0.2.",
)

# %% [markdown]
# The marked point has the smallest loss on its circle: no other weights of that length fit better. Ridge
# shrinks the flat direction most, because the loss hardly grows there. It is also the direction about
# which the data say least. In 2.0, too, the weights varied most in such a direction: cholesterol up, LDL
# down. **Ridge shrinks most where the data say least.**

# %% [markdown]
# ### Predict
#
# Each share in (2.5) falls as `lam` grows, so the length of $w$, its norm, falls as well. What does
# the size of each single weight do?
#
# - "a": It falls too: none of them ever grows.
# - "b": Some may grow for a while, and even change their sign.
# - "c": All of them fall by the same percentage.

# %% nbgrader={"grade_id": "02-predict-weights-choice", "solution": true}
weights_prediction = None
### BEGIN SOLUTION
weights_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "02-predict-weights", "grade": true}
predict("ridge.single_weights", weights_prediction)

# %% [markdown]
# ### Exercise 2.2
#
# You need only one decomposition for all values of `lam`. Write `ridge_svd_path` with the first form of
# (2.5), in which nothing is divided by $s_j$. Row `i` of the result belongs to `lams[i]`, whatever
# their order, and equal values get equal rows. A singular value may be tiny or 0; leave none out.
#
# `np.linalg.svd(Xc, full_matrices=False)` returns `U, s, Vt`, where `Vt` is $V^\top$ already.


# %% nbgrader={"grade_id": "02-svd-path", "solution": true}
def ridge_svd_path(X, y, lams):
    """Ridge solutions for many values of lam from one SVD.

    X : array of shape (n_samples, n_features), floats or whole numbers
    y : array of shape (n_samples,), floats or whole numbers
    lams : array of shape (n_lams,), each larger than 0, in any order; values may repeat
    Returns W of shape (n_lams, n_features) and b of shape (n_lams,).
    """
    ### BEGIN SOLUTION
    n = len(y)
    X_mean, y_mean = X.mean(axis=0), y.mean()
    U, s, Vt = np.linalg.svd(X - X_mean, full_matrices=False)
    pull = U.T @ (y - y_mean)
    W = np.array([Vt.T @ (s / (s**2 + n * lam) * pull) for lam in lams])
    return W, y_mean - W @ X_mean
    ### END SOLUTION


# %% nbgrader={"grade_id": "02-svd-path-check", "grade": true}
check("ridge.ridge_svd_path")

# %% nbgrader={"grade_id": "02-svd-path-hidden", "grade": true}
# The graded check of Exercise 2.2 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("ridge.ridge_svd_path")
### END HIDDEN TESTS

# %% [markdown]
# ## 2.3 How many degrees of freedom are left?
#
# Ridge keeps all ten weights, but they are less free to follow the data. Least squares follows the data
# fully in each direction, so each direction counts as 1. Ridge follows them only in part, so each
# direction counts as the share that is kept:
#
# $$\mathrm{df}(\lambda) = \sum_j \frac{s_j^2}{s_j^2 + n\lambda}, \tag{2.6}$$
#
# where the $s_j$ are the singular values of the centred $X_c$, as in (2.4). These are the **effective
# degrees of freedom**. If $H$ is the matrix that turns $y_c$ into the fitted values, $X_c w = H y_c$,
# they are its trace. As `lam` approaches 0 they approach the rank of $X_c$, and as `lam` grows, they
# fall towards 0. The intercept is not counted.
#
# ### Exercise 2.3
#
# Write `effective_df`. `X` need not be centred, and `lam` may be tiny.


# %% nbgrader={"grade_id": "02-effective-df", "solution": true}
def effective_df(X, lam):
    """Effective degrees of freedom (2.6) of a ridge fit; the intercept is not counted.

    X : array of shape (n_samples, n_features), floats or whole numbers
    lam : a number larger than 0
    Returns a float.
    """
    ### BEGIN SOLUTION
    s = np.linalg.svd(X - X.mean(axis=0), compute_uv=False)
    return np.sum(s**2 / (s**2 + len(X) * lam))
    ### END SOLUTION


# %% nbgrader={"grade_id": "02-effective-df-check", "grade": true}
check("ridge.effective_df")

# %% nbgrader={"grade_id": "02-effective-df-hidden", "grade": true}
# The graded check of Exercise 2.3 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("ridge.effective_df")
### END HIDDEN TESTS

# %% [markdown]
# Now we look at the **path** of the ten measurements. `lam` alone says little about how strong a penalty
# is, so the axis at the top shows the degrees of freedom that are left.
#
# *Before you run the next two cells:* does every curve run straight to 0?

# %% tags=["experiment"]
lams = np.geomspace(1e-3, 1e2, 120)
W, _ = linear.ridge_svd_path(X, y, lams)
df = np.array([linear.effective_df(X, lam) for lam in lams])
size = np.abs(W)
j = int(np.argmax(size.max(axis=0) - size[0]))
turned = np.sign(W[size[:, j].argmax(), j]) != np.sign(W[0, j])
falls = np.diff(np.linalg.norm(W, axis=1)) < 0
print(f"The norm of w falls in {falls.sum()} of {falls.size} steps.")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"The weight of {labels[j]} {'changes its sign and ' if turned else ''}grows from "
    f"{size[0, j]:.0f} to {size[:, j].max():.0f} in size before it falls",
    "penalty lam",
    "weight (points per standard deviation)",
    size=(8.6, 4.8),
)
ax.axhline(0, color="0.3", linewidth=1)
plots.weight_paths(ax, lams, W, labels, highlight=j)
top = ax.secondary_xaxis("top")
ticks = np.array([9, 8, 7, 6, 5, 4, 3, 2, 1, 0.2])
top.set_xticks(np.exp(np.interp(-ticks, -df, np.log(lams))), [f"{t:g}" for t in ticks])
top.minorticks_off()
top.set_xlabel("effective degrees of freedom")
plots.show(
    fig,
    "Ten ridge weights against lam on a log scale, with effective degrees of freedom on a second "
    "axis at the top. The large opposite weights of cholesterol and LDL collapse first; the weight "
    "of HDL grows meanwhile; at the right all tend to 0.",
)

# %% tags=["experiment"]
reveal("ridge.single_weights")

# %% [markdown]
# **Optional:** walk along the path yourself. The slider moves `lam`, and you see one vertical cut through
# the figure above. A ring marks each weight at the left end of the path.


# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure under the slider
def cut(lam):
    """The ten weights at one penalty, beside those at the left end of the path."""
    w_left, w = linear.ridge_svd_path(X, y, [1e-3, lam])[0]
    share = 100 * np.linalg.norm(w) / np.linalg.norm(w_left)
    fig, ax = plots.figure(
        f"lam = {lam:.3g}: {linear.effective_df(X, lam):.1f} degrees of freedom,\n"
        f"the norm of w is {share:.0f} % of that at the left end",
        "weight (points per standard deviation)",
        "",
    )
    ax.plot(w_left, range(len(w)), "o", mfc="none", ms=11, color="0.5", label="lam = 0.001")
    ax.plot(w, range(len(w)), label="now", **{**plots.series(0, marker=True), "linestyle": ""})
    ax.axvline(0, color="0.3", linewidth=1)
    ax.set_xlim(1.1 * w_left.min(), 1.1 * w_left.max())
    ax.set_yticks(range(len(w)), labels)
    ax.legend(loc="upper left")
    plots.show(fig, f"Ten ridge weights at lam = {lam:.3g}, and where the path begins.")


slider(cut, "lam", np.geomspace(1e-3, 1e2, 26), form="{:.3g}")

# %% [markdown]
# ## 2.4 The same penalty on another scale
#
# `Ridge` in scikit-learn minimizes
#
# $$\lVert y - Xw - b\rVert_2^2 + \alpha \lVert w\rVert_2^2. \tag{2.7}$$
#
# An objective can be multiplied by a positive number without moving its minimum. By which number
# must you multiply (2.1) to get the first term of (2.7)? What does its second term become?
#
# ### Exercise 2.4
#
# Write `to_sklearn_alpha`: the `alpha` that gives the fit of our `lam` on `n` rows.


# %% nbgrader={"grade_id": "02-sklearn-alpha", "solution": true}
def to_sklearn_alpha(lam, n):
    """The alpha of sklearn.linear_model.Ridge that equals lam in (2.1).

    lam : a number larger than 0
    n : int, 1 or larger, the number of rows that the model is fitted on
    Returns a float.
    """
    ### BEGIN SOLUTION
    return n * lam
    ### END SOLUTION


# %% nbgrader={"grade_id": "02-sklearn-alpha-check", "grade": true}
check("ridge.to_sklearn_alpha")

# %% nbgrader={"grade_id": "02-sklearn-alpha-hidden", "grade": true}
# The graded check of Exercise 2.4 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("ridge.to_sklearn_alpha")
### END HIDDEN TESTS

# %% [markdown]
# So the same `alpha` is a weaker penalty when there are more rows. Keep that in mind when you tune a model
# on a part of the rows and then fit it to all of them.

# %% [markdown]
# ## 2.5 Does it help?
#
# In data that we generate ourselves, we know the truth. Six columns nearly repeat each other (any two
# have correlation .99), every true weight is 1, and there are 30 rows. We draw 40 such data sets, and
# fit each with least squares and with ridge. The error on new rows is measured without their noise,
# which no method can predict (so it may be smaller than the training error).
#
# *Before you run the next two cells:* can the penalty improve the fit to the *training* rows? And which
# of the two methods do you expect to be better on new rows?

# %% tags=["experiment"]
n_sets, lams = 40, np.geomspace(1e-4, 1e2, 13)
train_error, new_error = np.zeros((2, n_sets, len(lams)))
ols_train, ols_new = np.zeros((2, n_sets))
for seed in range(n_sets):
    rng = np.random.default_rng(seed)
    X_train, y_train, w_true = datasets.make_collinear(30, 6, 0.1, 1.0, rng=rng)
    X_new, y_new, _ = datasets.make_collinear(1000, 6, 0.1, 0.0, rng=rng)

    w, b = linear.fit_ols(X_train, y_train)
    ols_train[seed] = np.mean((y_train - X_train @ w - b) ** 2)
    ols_new[seed] = np.mean((y_new - X_new @ w - b) ** 2)

    W, b = linear.ridge_svd_path(X_train, y_train, lams)
    train_error[seed] = np.mean((y_train[:, None] - X_train @ W.T - b) ** 2, axis=0)
    new_error[seed] = np.mean((y_new[:, None] - X_new @ W.T - b) ** 2, axis=0)

# Both fits saw the same rows, so the differences are paired, as in lesson 1.
saved, low, high = np.transpose([paired_ci(ols_new, error) for error in new_error.T])
ours = int(np.argmin(np.abs(lams - 0.1)))  # fixed beforehand, not the best one
better = np.sum(train_error < ols_train[:, None] * (1 - 1e-12))
print(f"Training error below that of least squares: {better} of {train_error.size} ridge fits.")
print(f"New rows: least squares {ols_new.mean():.2f}, ridge at lam = {lams[ours]:.2g} "
      f"{new_error[:, ours].mean():.2f}, at lam = {lams[-1]:.3g} {new_error[:, -1].mean():.2f}")  # fmt: skip

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, axes = plots.figures(
    f"lam = {lams[ours]:.2g} reduces an error of {ols_new.mean():.2f} by {saved[ours]:.2f} ± "
    f"{saved[ours] - low[ours]:.2f}; lam = {lams[-1]:.3g} makes it much larger",
    [
        ("penalty lam", "mean squared error"),
        ("penalty lam", "error saved (least squares minus ridge)"),
    ],
)
means = {"training rows": train_error.mean(axis=0), "new rows": new_error.mean(axis=0)}
plots.curves(axes[0], lams, means)
axes[0].set_yscale("log")
axes[0].legend()
style = plots.series(2, marker=True)
axes[1].errorbar(lams, saved, yerr=[saved - low, high - saved], capsize=3, **style)
axes[1].axhline(0, color="0.3", linewidth=1)
axes[1].set_ylim(-2 * saved.max(), 1.6 * saved.max())
for ax in axes:
    ax.set_xscale("log")
plots.show(
    fig,
    "Left: the training error rises with lam; the error on new rows falls at first and then rises "
    "steeply. Right: the gain of ridge over least squares with 95 percent intervals: near 0 for "
    "tiny lam, clearly positive in between, far below 0 for large lam.",
)

# %% [markdown]
# The bars are 95 % intervals for the mean of 40 paired differences (lesson 1, section 1.5). The data sets
# are drawn independently, so the intervals hold for new data sets of this kind.
#
# A penalty never improves the training error, because least squares minimizes exactly that error. It
# reduces the variance and adds a little bias. If it is too strong, the model cannot follow the signal
# either: it *underfits*. One of the articles that this course
# started from calls that "over-regularization" and recommends dropout or early
# stopping against it. But these are regularizers as well, and each has a strength that can be too
# large (lessons 7 and 10). The remedy is a smaller `lam`. Lesson 5 shows how to find a good one without
# knowing the truth.

# %% [markdown]
# ## 2.6 A penalty is a prior
#
# Where does a good `lam` come from? Suppose that you know two things before you see the data: the noise
# is normal with variance $\sigma^2$, and the weights themselves were drawn from a normal distribution
# with mean 0 and variance $\tau^2$, the **prior**. By Bayes' rule, the weights that are most probable
# given the data minimize
#
# $$\frac{1}{2\sigma^2}\lVert y - Xw - b\rVert^2 + \frac{1}{2\tau^2}\lVert w\rVert^2. \tag{2.8}$$
#
# This is called the maximum a posteriori (**MAP**) estimate. Multiply (2.8) by $\sigma^2/n$, and it is
# ridge (2.1) with
#
# $$\lambda = \frac{\sigma^2}{n\,\tau^2}. \tag{2.9}$$
#
# So a penalty states what you believe about the weights before you see data: the more noise, the fewer
# rows, or the smaller the weights you expect, the larger `lam`. On scikit-learn's scale (2.9) is
# $\alpha = \sigma^2/\tau^2$, which does not depend on $n$: with a fixed prior it is `alpha` that stays the
# same when there are more rows, and `lam` falls.
#
# *Before you run the cell:* we draw 300 data sets with $\sigma = 3$, $\tau = 1$, $n = 40$ and ten
# columns, with new true weights each time, and try 41 values of `lam`. Which one will come closest to
# the true weights on average? Compute (2.9).

# %% tags=["experiment"]
n, sigma, tau, lams = 40, 3.0, 1.0, np.geomspace(1e-3, 10, 41)
error = np.zeros((300, len(lams)))
for seed in range(300):
    rng = np.random.default_rng(seed)
    w_true = tau * rng.normal(size=10)
    X_drawn = rng.normal(size=(n, 10))
    y_drawn = X_drawn @ w_true + sigma * rng.normal(size=n)
    W, _ = linear.ridge_svd_path(X_drawn, y_drawn, lams)
    error[seed] = np.sum((W - w_true) ** 2, axis=1)
best = int(np.argmin(error.mean(axis=0)))
print(f"(2.9) gives lam = {sigma**2 / (n * tau**2):.3f}; "
      f"the smallest mean error is at {lams[best]:.3f} (the grid has steps of 26 %)")  # fmt: skip
print(f"squared error of the weights: {error[:, best].mean():.2f} there, "
      f"{error[:, 0].mean():.2f} with almost no penalty")  # fmt: skip

# %% [markdown]
# With a correct prior, (2.9) is hard to beat. In practice you know neither $\sigma$ nor $\tau$; then you
# choose `lam` from data (lesson 5). The prior also explains why columns should have the same scale: one
# $\tau$ for all weights makes sense only if you expect weights of similar size.

# %% [markdown]
# ## 2.7 Scale the columns, but split first
#
# A weight has a unit, so the penalty on it depends on the unit of its column. If you write cholesterol in
# mmol/l instead of mg/dl (1 mmol/l is 38.67 mg/dl), its numbers become smaller, so its weight has to
# become larger, and is penalized more.
#
# *Before you run the cell:* which of these three models changes its predictions?

# %% tags=["experiment"]
other_unit = data.X.copy()
other_unit[:, labels.index("cholesterol")] /= 38.67
alpha = len(y) * 0.1
models = {
    "least squares": sk.LinearRegression(),
    "Ridge": sk.Ridge(alpha=alpha),
    "StandardScaler, then Ridge": make_pipeline(StandardScaler(), sk.Ridge(alpha=alpha)),
}
for name, model in models.items():
    change = model.fit(data.X, y).predict(data.X) - model.fit(other_unit, y).predict(other_unit)
    print(f"{name:27} predictions change by up to {np.max(np.abs(change)):5.2f} points")

w, b = linear.ridge_closed_form(X, y, 0.1)
gap = np.max(np.abs(models["StandardScaler, then Ridge"].predict(other_unit) - X @ w - b))
print(f"\nour own fit on X, which we scaled in 2.0, predicts the same to {gap:.0e} points")

# %% [markdown]
# This is why we bring columns to one scale first. A **Pipeline** combines the scaler and the model:
# `fit` computes means and standard deviations from the rows it is given, and `predict` uses them again.
#
# ### Predict
#
# Suppose you do it in a different order. You standardize X with all rows, then split, fit ridge, and
# report the test error. What is true of this number?
#
# - "a": It is the same as with a scaler fitted on the training rows: y was not used.
# - "b": It is always smaller: the model has seen something of the test rows.
# - "c": It differs: in some splits it is larger, in some smaller.

# %% nbgrader={"grade_id": "02-predict-scaling-choice", "solution": true}
scaling_prediction = None
### BEGIN SOLUTION
scaling_prediction = "c"
### END SOLUTION

# %% nbgrader={"grade_id": "02-predict-scaling", "grade": true}
predict("ridge.scaling_before_split", scaling_prediction)

# %% [markdown]
# We measure it for three tables, with 100 splits each: with 20 training rows and 20 test rows, with 221
# and 221, and with 20 and 20 again after every column was stretched to the right, so that it has a few
# very large values, as incomes or doses have. Each dot is one split, and both orders use the same rows.
# The bars are paired 95 % intervals. The splits share people, so the intervals are about these 442
# people only.

# %% tags=["experiment"]
stretched = np.exp(1.5 * X)
cases = {"20 + 20 rows": (data.X, 20), "221 + 221 rows": (data.X, 221)}
cases["20 + 20 rows,\nstretched columns"] = (stretched, 20)
ridge = make_pipeline(StandardScaler(), sk.Ridge())
n_splits = 100
change = np.zeros((len(cases), n_splits))
for case, (table, rows) in enumerate(cases.values()):
    ridge.set_params(ridge__alpha=rows * 0.1)
    for split in range(n_splits):
        train, test = datasets.split_rows(len(y), (rows, rows), rng=np.random.default_rng(split))
        honest = ridge.fit(table[train], y[train]).predict(table[test])

        used = np.concatenate([train, test])
        scaled = (table - table[used].mean(axis=0)) / table[used].std(axis=0)
        w, b = linear.ridge_closed_form(scaled[train], y[train], lam=0.1)
        leaky = scaled[test] @ w + b

        errors = [np.mean((y[test] - guess) ** 2) for guess in (leaky, honest)]
        change[case, split] = 100 * (errors[0] / errors[1] - 1)

found = {name: paired_ci(row, 0 * row) for name, row in zip(cases, change, strict=True)}
for name, row in zip(cases, change, strict=True):
    middle, low, high = found[name]
    print(f"{' '.join(name.split()):32} {middle:+6.2f} % ({low:+.2f} to {high:+.2f}), "
          f"larger in {np.mean(row > 0):.0%} of the splits")  # fmt: skip

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
few, many, tails = (middle for middle, _, _ in found.values())
fig, ax = plots.figure(
    f"Scaling before the split changes the test error by {few:+.1f} %, {many:+.2f} %\n"
    f"or {tails:+.0f} %: it depends on the table",
    "change of the reported test error (%)",
    "",
)
plots.intervals(ax, found, dots=dict(zip(cases, change, strict=True)))
plots.show(
    fig,
    "Change of the test error in 100 splits for three tables, with means and intervals. With 20 "
    "rows it scatters over several percent to both sides, with 221 rows it is near 0, and with "
    "stretched columns the error is lower by tens of percent in most splits.",
)

# %% tags=["experiment"]
reveal("ridge.scaling_before_split")

# %% [markdown]
# A smaller reported error is not a better one: when the model is used, the scale of new rows is not
# known beforehand. Whether such a leak is harmless, you know only after you have measured it. With a
# Pipeline there is no leak.

# %% [markdown]
# ## 2.8 Why?
#
# A colleague writes: "Ridge is biased: on average, its weights are not the true ones. Least squares is
# unbiased. So if you want good predictions, use least squares."
#
# In at most 120 words: say **why this does not follow**, using the words *bias* and *variance*, and
# describe **one** data set on which ridge helps a lot and **one** on which it can hardly help. (3
# points, marked by a person.)

# %% [markdown] nbgrader={"grade_id": "02-why", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# The error on new rows is squared bias plus variance (plus noise), so only the sum matters. Least
# squares has no bias, but if columns nearly repeat each other, or if there are few rows, its variance
# is large. Ridge shrinks most in exactly the directions that the data determine badly, and there it
# reduces the variance by more than its bias adds. It helps a lot with 30 rows of six nearly equal
# columns. It can hardly help with 10,000 rows of three uncorrelated columns, where the variance is
# already small.
#
# **Marking scheme.** 1 point for: the error is squared bias plus variance, and a little bias can save
# more variance. 1 point for a data set where ridge helps (collinear columns, few rows, p near or
# above n, much noise). 1 point for one where it hardly can (n much larger than p, columns well apart,
# little noise). No point for "ridge prevents overfitting" without a reason, or for repeating the
# claim.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | what | formula | here | scikit-learn | scale |
# |---|---|---|---|---|
# | ridge | $\frac{1}{2n}\lVert y - Xw - b\rVert^2 + \frac{\lambda}{2}\lVert w\rVert^2$ | `ridge_closed_form(..., lam)` | `Ridge(alpha)` | `alpha = n * lam` |
# | its solution | $(X_c^\top X_c/n + \lambda I)\,w = X_c^\top y_c/n$ | `ridge_closed_form` | `solver="cholesky"` | same |
# | path | $\sum_j v_j\, \frac{s_j}{s_j^2 + n\lambda}\, u_j^\top y_c$ | `ridge_svd_path` | `solver="svd"` | same |
# | degrees of freedom | $\sum_j s_j^2/(s_j^2 + n\lambda)$ | `effective_df` | – | – |
# | conversion | $\alpha = n\lambda$ | `to_sklearn_alpha` | – | – |
# | prior | weights from $N(0, \tau^2)$: $\lambda = \sigma^2/(n\tau^2)$ | – | – | – |
#
# - Ridge shrinks directions, and most of all those about which the data say least.
# - It never drops a column, and a single weight may grow along the path.
# - A penalty is a prior: `lam` says how large you expect the weights to be, compared with the noise.
# - Scale the columns, with a scaler that is fitted on training rows.
#
# **Further reading.** A. E. Hoerl, R. W. Kennard, *Ridge regression: biased estimation for
# nonorthogonal problems* (1970). T. Hastie, R. Tibshirani, J. Friedman, *The Elements of Statistical
# Learning* (2009), sections 3.4 and 7.6. N. J. Higham, *Accuracy and Stability of Numerical
# Algorithms* (2002), chapter 14, on inverses. Data: B. Efron et al., *Least angle regression* (2004).
