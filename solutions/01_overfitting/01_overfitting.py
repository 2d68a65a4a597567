# %% [markdown]
# # Lesson 1. Overfitting, bias and variance
#
# **By the end you can**
#
# - split data so that an error means something;
# - fit a model by least squares, and say what it cannot tell you about itself;
# - take an error apart into bias and variance;
# - read a learning curve.
#
# **Time** about 75 minutes. **Before this** lesson 0, NumPy, the idea of a straight-line fit.
#
# `linear`, `validation` and `datasets` hold code of the course; the figures use it, so that they
# work before yours does.

# %%
import numpy as np
import sklearn.linear_model as sk
from scipy import stats

from reglab import datasets, linear, plots, validation
from reglab.checks import check, example, predict, reveal

# %% [markdown]
# ## 1.0 Three fits to the same points
#
# A curve is measured at 30 places, with noise. We don't know the curve; we fit a polynomial. Three
# colleagues choose three degrees: 1, 3 and 8. Then the measurement is repeated, with 30 new places
# and new noise, again and again: each thin line is one such repetition.
#
# *Before you run the cell:* which of the three would you trust, and why?

# %% tags=["experiment"]
N, NOISE = 30, 0.3
grid = np.linspace(0, 1, 101)


def columns(x, degree):
    return linear.poly_features(2 * x - 1, degree)  # x from [-1, 1]: high powers stay tame


def polynomial(degree):
    def fit_predict(x, y, x_test):
        w, b = linear.fit_ols(columns(x, degree), y)
        return columns(x_test, degree) @ w + b

    return fit_predict


def sample(rng):
    return datasets.make_sine(N, NOISE, rng=rng)


degrees = (1, 3, 8)
rng = np.random.default_rng(1)
samples = [sample(rng) for _ in range(20)]
lines = {d: np.array([polynomial(d)(x, y, grid) for x, y in samples]) for d in degrees}
miss = {d: np.mean(np.abs(np.median(lines[d], axis=0) - datasets.sine(grid))) for d in degrees}
spread = {d: np.median(lines[d].std(axis=0)) for d in degrees}

fig, axes = plots.figures(
    f"The typical line of degree 1 misses the curve by {miss[1]:.2f}, that of degree 8 by "
    f"{miss[8]:.2f};\nbut the lines of degree 8 lie {spread[8] / spread[3]:.1f} times as far apart "
    "as those of degree 3",
    [("x", "y"), ("x", ""), ("x", "")],
    size=(10, 3.8),
    sharey=True,
)
for ax, d in zip(axes, degrees, strict=True):
    ax.plot(grid, lines[d].T, color=plots.COLOURS[0], linewidth=0.8, alpha=0.5)
    ax.plot(grid, datasets.sine(grid), color="black", linewidth=2.5)
    ax.plot(*samples[0], "o", color=plots.COLOURS[1], markersize=3)
    ax.set_title(f"degree {d}", fontsize=11)
    ax.set_ylim(-2.2, 2.2)
plots.show(
    fig,
    "Three panels with a sine curve and twenty fitted polynomials each. The lines of degree 1 lie "
    "close together but far from the curve, those of degree 3 close to it, those of degree 8 fan "
    "out at both ends.",
)

# %% [markdown]
# The black curve is the truth, which only made-up data have. Degree 1 is too stiff: it is wrong in the
# same way each time. Degree 8 can bend enough, and uses it to follow the noise: it is wrong
# differently each time. That is **overfitting**. This lesson puts numbers on both.

# %% [markdown]
# ## 1.1 A linear model that bends
#
# A polynomial is a linear model on the columns $x, x^2, \dots, x^d$:
#
# $$f(x) = b + \sum_{k=1}^{d} w_k x^k, \qquad X_{ij} = x_i^{\,j}, \quad j = 1, \dots, d. \tag{1.1}$$
#
# There is no column of ones: the intercept $b$ is kept apart in this course, because later
# lessons penalize $w$ and never $b$.
#
# ### Exercise 1.1
#
# Write `poly_features`. A polynomial of degree 0 is a constant: then there is no column at all.
#
# As in every exercise of this course, your function must not change its arguments.


# %% nbgrader={"grade_id": "01-poly-features", "solution": true}
def poly_features(x, degree):
    """The powers x, x^2, ..., x^degree as columns.

    x : array of floats, of shape (n_samples,)
    degree : int, 0 or larger
    Returns an array of shape (n_samples, degree).
    """
    ### BEGIN SOLUTION
    return x[:, None] ** np.arange(1, degree + 1)
    ### END SOLUTION


# %% nbgrader={"grade_id": "01-poly-features-check", "grade": true}
check("overfitting.poly_features")

# %% nbgrader={"grade_id": "01-poly-features-hidden", "grade": true}
# The graded check of Exercise 1.1 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("overfitting.poly_features")
### END HIDDEN TESTS

# %% [markdown]
# ## 1.2 Least squares
#
# **Least squares** looks for the weights with the smallest mean squared residual:
#
# $$\min_{w,\,b}\ \frac{1}{2n} \lVert y - Xw - b \rVert_2^2. \tag{1.2}$$
#
# At the minimum, nothing is left in the residual $r = y - Xw - b$ that a column, or the intercept,
# could still explain:
#
# $$\text{mean}(r) = 0, \qquad X^\top r = 0. \tag{1.3}$$
#
# The first condition gives $b = \bar y - \bar x^\top w$, where $\bar x$ holds the means of the
# columns. Put that in, and what remains is least squares on **centred** data, $X - \bar x$ and
# $y - \bar y$, without an intercept. `np.linalg.lstsq(A, c, rcond=None)[0]` solves that.
#
# ### Exercise 1.2
#
# Write `fit_ols` (ordinary least squares). There is only one solution: no column of the check is a
# combination of other columns and a constant, and there are more rows than columns. Columns may be
# nearly equal, though, and differ in size by orders of magnitude. Don't change `X` or `y`.


# %% nbgrader={"grade_id": "01-fit-ols", "solution": true}
def fit_ols(X, y):
    """Least squares (1.2) with an intercept.

    X : array of shape (n_samples, n_features), floats or whole numbers; n_features may be 0
    y : array of shape (n_samples,), floats or whole numbers
    Returns w of shape (n_features,) and b, a float.
    """
    ### BEGIN SOLUTION
    X_mean, y_mean = X.mean(axis=0), y.mean()
    w = np.linalg.lstsq(X - X_mean, y - y_mean, rcond=None)[0]
    return w, y_mean - X_mean @ w
    ### END SOLUTION


# %% nbgrader={"grade_id": "01-fit-ols-check", "grade": true}
check("overfitting.fit_ols")

# %% nbgrader={"grade_id": "01-fit-ols-hidden", "grade": true}
# The graded check of Exercise 1.2 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("overfitting.fit_ols")
### END HIDDEN TESTS

# %% [markdown]
# ### Does it agree with the library?
#
# `LinearRegression` solves the same problem on the same scale, so nothing has to be converted.

# %% tags=["experiment"]
x, y = datasets.make_sine(30, 0.3, rng=np.random.default_rng(0))
w, b = fit_ols(poly_features(x, 3), y)
library = sk.LinearRegression().fit(poly_features(x, 3), y)
print("yours   ", np.round(w, 4), round(float(b), 4))
print("library ", np.round(library.coef_, 4), round(float(library.intercept_), 4))
print(f"largest product of the residual with a column: "
      f"{np.max(np.abs(poly_features(x, 3).T @ (y - poly_features(x, 3) @ w - b))):.0e}")  # fmt: skip

# %% [markdown]
# ## 1.3 The error that flatters
#
# ### Predict
#
# On the same training data model A has an error of 0.10 and model B one of 0.02. Which of
# them predicts new data better?
#
# - "a": B: its training error is lower.
# - "b": Nobody can tell from these two numbers.
# - "c": A: a larger training error means less overfitting.
#
# Replace the last two lines of the next cell by your choice, for example
# `training_prediction = "c"`. You get the point for a choice, right or wrong.

# %% nbgrader={"grade_id": "01-predict-training-choice", "solution": true}
training_prediction = None
### BEGIN SOLUTION
training_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "01-predict-training", "grade": true}
predict("overfitting.training_error", training_prediction)

# %% [markdown]
# To find out how a model does on new data, keep some data new. `split_rows` splits the row numbers
# at random into parts that don't overlap; the model is fitted on one part and judged on another.

# %% tags=["experiment"]
train, test = datasets.split_rows(10, (0.7, 0.3), rng=np.random.default_rng(0))
print("train", train, "test", test)

# %% [markdown]
# Now 50 samples of 60 points each: 30 to train on, 30 to test. For every degree from 0 to 9 we
# compute both errors on the same splits. The test error is that on *measurements*, noise included:
# not even the truth gets below the noise variance.
#
# *Before you run the cell:* sketch both curves.

# %% tags=["experiment"]
all_degrees, n_splits = np.arange(10), 50
errors = np.zeros((n_splits, len(all_degrees), 2))
for i in range(n_splits):
    rng = np.random.default_rng(i)
    x, y = datasets.make_sine(60, NOISE, rng=rng)
    train, test = datasets.split_rows(60, (30, 30), rng=rng)
    for d in all_degrees:
        w, b = linear.fit_ols(columns(x[train], d), y[train])
        for k, rows in enumerate((train, test)):
            errors[i, d, k] = np.mean((y[rows] - columns(x[rows], d) @ w - b) ** 2)
median = np.median(errors, axis=0)
best = int(np.argmin(median[:, 1]))

fig, ax = plots.figure(
    f"Training error falls up to degree {int(np.argmin(median[:, 0]))}; test error is smallest at "
    f"degree {best}",
    "degree of the polynomial",
    "squared error (median of 50 splits)",
)
for k, label in enumerate(("training rows", "test rows")):
    ax.semilogy(all_degrees, median[:, k], label=label, **plots.series(k, marker=True))
ax.axhline(NOISE**2, color="0.5", linewidth=1)
ax.annotate("variance of the noise", (0, NOISE**2), xytext=(0, 4), textcoords="offset points")
ax.set_xticks(all_degrees)
ax.set_yticks([0.05, 0.1, 0.2, 0.5], ["0.05", "0.1", "0.2", "0.5"])
ax.minorticks_off()
ax.legend()
plots.show(
    fig,
    "Two curves against the degree, on a log scale. The training error falls all the way, below "
    "the noise variance. The test error falls until degree 3 or so and then rises.",
)

# %% tags=["experiment"]
reveal("overfitting.training_error")

# %% [markdown]
# A training error below the noise variance is not skill: the model has learned noise by heart.
#
# (Does the test error always rise with more weights? Often, but not always. Lesson 11 shows models
# with ten times more weights than points whose test error falls again.)

# %% [markdown]
# ## 1.4 Two ways to be wrong
#
# Imagine that the whole measurement is repeated many times. At a point $x$, each sample gives another
# prediction $\hat f(x)$. Let $\bar f(x)$ be their mean, and $f(x)$ the truth. Then
#
# $$\underbrace{\mathbb E\big[(\hat f - f)^2\big]}_{\text{error}}
# = \underbrace{(\bar f - f)^2}_{\text{bias}^2}
# + \underbrace{\mathbb E\big[(\hat f - \bar f)^2\big]}_{\text{variance}}. \tag{1.4}$$
#
# The **bias** is what even the average prediction gets wrong: a model that cannot bend enough. The
# **variance** is how far a single prediction lies from that average: a model that follows its
# sample. The error against new *measurements* has a third part, the variance of the noise,
# which no model can take away.
#
# With the mean over the samples for $\mathbb E$, (1.4) is not an approximation. It holds exactly, as
# long as the variance is divided by the number of samples, NumPy's default.

# %% [markdown]
# ### Exercise 1.3
#
# Write `bias_variance`.
#
# 1. `n_rep` times: draw a training set with one call `x, y = sample(rng)`, and predict with
#    `fit_predict(x, y, x_test)`.
# 2. At each test point: the mean of the predictions minus the truth, squared; and the variance of
#    the predictions. They may be far from 0: take off their mean before you square.
# 3. Return the mean of each over the test points: first `bias2`, then `var`.
#
# Pass the `rng` that you are given to `sample`, and use it for nothing else. You may draw all
# training sets before the first fit. With `n_rep = 1` the variance is 0.


# %% nbgrader={"grade_id": "01-bias-variance", "solution": true}
def bias_variance(fit_predict, sample, f_true, x_test, n_rep, rng):
    """Squared bias and variance of a method, averaged over test points.

    fit_predict : fit_predict(x, y, x_test) trains and returns predictions, shape (n_test,)
    sample : a function; each call sample(rng) draws a new training set x, y
    f_true : f_true(x_test) is the truth without noise, shape (n_test,)
    x_test : array of shape (n_test,), floats or whole numbers
    n_rep : int, 1 or larger, the number of training sets to draw
    rng : numpy.random.Generator
    Returns bias2 and var, two floats.
    """
    ### BEGIN SOLUTION
    predictions = []
    for _ in range(n_rep):
        x, y = sample(rng)
        predictions.append(fit_predict(x, y, x_test))
    predictions = np.array(predictions)
    bias2 = np.mean((predictions.mean(axis=0) - f_true(x_test)) ** 2)
    return bias2, np.mean(predictions.var(axis=0))
    ### END SOLUTION


# %% nbgrader={"grade_id": "01-bias-variance-check", "grade": true}
check("overfitting.bias_variance")

# %% nbgrader={"grade_id": "01-bias-variance-hidden", "grade": true}
# The graded check of Exercise 1.3 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("overfitting.bias_variance")
### END HIDDEN TESTS

# %% [markdown]
# Now your function on the three degrees of the beginning, 300 samples each. Which part will be the
# larger one for degree 1? And for degree 8?

# %% tags=["experiment"]
print("degree   bias2     var")
for d in degrees:
    parts = bias_variance(polynomial(d), sample, datasets.sine, grid, 300, np.random.default_rng(0))
    print(f"{d:6}   {parts[0]:.4f}  {parts[1]:.4f}")

# %% tags=["experiment"]
bias2, var = np.array(
    [
        validation.bias_variance(
            polynomial(d), sample, datasets.sine, grid, 300, np.random.default_rng(0)
        )
        for d in all_degrees
    ]
).T
low = int(np.argmin(bias2 + var))

fig, ax = plots.figure(
    f"Degree {low} has the smallest error: {bias2[low]:.3f} from bias, {var[low]:.3f} from variance",
    "degree of the polynomial",
    "part of the squared error (log scale)",
)
for i, (values, label) in enumerate(((bias2, "squared bias"), (var, "variance"))):
    ax.semilogy(all_degrees, values, label=label, **plots.series(i, marker=True))
ax.semilogy(all_degrees, bias2 + var, label="their sum", color="black", linewidth=1)
ax.semilogy(all_degrees, var / 300, ":", label="variance / 300", color="0.4", linewidth=1.5)
ax.set_xticks(all_degrees)
ax.legend()
plots.show(
    fig,
    "Squared bias, variance, their sum and the variance divided by 300 against the degree, on a "
    "log scale. Bias falls steeply up to degree 5; variance rises slowly at first and then by "
    "orders of magnitude.",
)

# %% [markdown]
# Bias is bought off with flexibility, and variance is the price. Everything in this course is a way
# to get a better bargain: some bias, deliberately, for much less variance.
#
# Does the bias rise again at high degrees? No. The mean of 300 predictions still varies: its variance
# is that of a single prediction divided by 300, and it counts as squared bias. Near the dotted line
# or below it, the blue curve shows chance.

# %% [markdown]
# ### How much of this is one seed's luck?
#
# So far there was one seed. Now 20 seeds, 150 samples each, and each sample a second time with its
# noise doubled.
#
# *Before you run the cell:* which variance will change more from seed to seed, that of degree 3 or
# that of degree 8? And what does twice the noise do to either?

# %% tags=["experiment"]
print("degree  noise   variance over 20 seeds: smallest   median   largest")
for d in (3, 8):
    for noise in (NOISE, 2 * NOISE):
        found = [
            validation.bias_variance(
                polynomial(d),
                lambda rng, noise=noise: datasets.make_sine(N, noise, rng=rng),
                datasets.sine,
                grid,
                150,
                np.random.default_rng(seed),
            )[1]
            for seed in range(20)
        ]
        least, middle, most = np.quantile(found, (0, 0.5, 1))
        print(f"{d:6}  {noise:5}   {least:32.3f}   {middle:6.3f}   {most:7.3f}")

# %% [markdown]
# For degree 3, any seed tells the same story. For degree 8, a few samples without a point near one
# end throw their line far out, and the mean variance is mostly theirs: report the spread over seeds,
# or a median, never the number of one run. But every seed shows that this variance is large.
#
# Twice the noise means about four times the variance, since predictions are linear in $y$ (what is
# missing for degree 3 comes from the places of the points, not from their noise): **the noisier the
# data, the more a flexible model overfits**.

# %% [markdown]
# ## 1.5 What more data would do
#
# A **learning curve** shows the errors against the number of training rows. It answers the question
# that comes before all clever methods: do we need more data, or a better model?
#
# The data are real now: 442 people with diabetes, ten measurements, a score of how far the disease
# went in a year. One model uses all ten measurements, the other two (BMI and triglycerides). In each
# of 40 splits, 142 people are kept for testing, and both models are trained on the first 12, 15, ...,
# 300 of the others.
#
# *Before you run the cell:* which of the two models is better with 15 people? And with 300?

# %% tags=["experiment"]
data = datasets.load_diabetes()
sizes, n_splits = np.array([12, 15, 20, 30, 50, 100, 200, 300]), 40
models = {"10 measurements": np.arange(10), "2 measurements": np.array([2, 8])}
curve = np.zeros((2, 2, n_splits, len(sizes)))  # model, training or test rows, split, size
for split in range(n_splits):
    rng = np.random.default_rng(split)
    train, test = datasets.split_rows(len(data.y), (300, 142), rng=rng)
    for m, features in enumerate(models.values()):
        X_all = data.X[:, features]
        for s, size in enumerate(sizes):
            rows = train[:size]
            w, b = linear.fit_ols(X_all[rows], data.y[rows])
            for k, judged in enumerate((rows, test)):
                curve[m, k, split, s] = np.mean((data.y[judged] - X_all[judged] @ w - b) ** 2)

# The test error of ten measurements as a multiple of that of two, on the same rows. Ratios are
# averaged as logarithms, so that twice as much and half as much cancel.
ratio = np.log(curve[0, 1] / curve[1, 1])
mean_ratio = ratio.mean(axis=0)
half = stats.t.ppf(0.975, n_splits - 1) * ratio.std(axis=0, ddof=1) / np.sqrt(n_splits)
print("training rows   test error, ten measurements / two   (95 % interval)")
for size, m, h in zip(sizes, mean_ratio, half, strict=True):
    print(f"{size:13}   {np.exp(m):34.2f}   ({np.exp(m - h):.2f} to {np.exp(m + h):.2f})")

# %% tags=["experiment"]
worse, better = sizes[mean_ratio - half > 0].max(), sizes[mean_ratio + half < 0].min()
fig, axes = plots.figures(
    f"Up to {worse} people two measurements predict better; from {better} on, ten do",
    [("training rows", "squared error (points², median)"), ("training rows", "")],
    size=(9.6, 4.0),
    sharey=True,
)
for m, (ax, name) in enumerate(zip(axes, models, strict=True)):
    for k, label in enumerate(("training rows", "test rows")):
        ax.loglog(
            sizes, np.median(curve[m, k], axis=0), label=label, **plots.series(k, marker=True)
        )
    ax.set_title(name, fontsize=11)
    ax.set_xticks([12, 30, 100, 300], ["12", "30", "100", "300"])
    ax.minorticks_off()
axes[0].legend()
plots.show(
    fig,
    "Learning curves of two models. With ten measurements the training error starts near 0 and the "
    "test error far above; they approach each other towards 300 rows. With two measurements "
    "they meet much earlier.",
)

# %% [markdown]
# How to read it: a wide gap between the curves is variance, and more rows will close it. Curves that
# have met, high up, are bias, and more rows will not help. A flexible model overfits *more* when data
# are few; the same model may be the right one when they are many.

# %% [markdown]
# ## 1.6 Split first
#
# A test error is honest only if nothing about the test rows has reached the training.
#
# ### Predict
#
# All columns are standardized with the means and standard deviations of all rows, then the
# rows are split. Is the error on the test rows an honest one?
#
# - "a": Yes: y was not looked at.
# - "b": Yes: training and test rows were treated alike.
# - "c": No: the test rows had a say in how the training rows look.
#
# Put your choice into the next cell, as before.

# %% nbgrader={"grade_id": "01-predict-scaler-choice", "solution": true}
scaler_prediction = None
### BEGIN SOLUTION
scaler_prediction = "c"
### END SOLUTION

# %% nbgrader={"grade_id": "01-predict-scaler", "grade": true}
predict("overfitting.scaler", scaler_prediction)

# %% [markdown]
# A test without statistics: change one *test* row, and look at the *training* inputs. If they
# change, the test row has had a say.

# %% tags=["experiment"]
train, test = datasets.split_rows(len(data.y), (0.7, 0.3), rng=np.random.default_rng(0))
changed = data.X.copy()
changed[test[0]] *= 10  # one test person's measurements, mistyped


def standardized(X, fitted_on):
    return (X - X[fitted_on].mean(axis=0)) / X[fitted_on].std(axis=0)


everyone = np.arange(len(data.y))
for name, rows in (("all rows", everyone), ("training rows", train)):
    before, after = standardized(data.X, rows)[train], standardized(changed, rows)[train]
    moved = np.max(np.abs(after - before))
    print(f"scaler fitted on {name:14} training inputs move by up to {moved:.2f}")
reveal("overfitting.scaler")

# %% [markdown]
# ## 1.7 Why?
#
# A colleague fits a polynomial of degree 8 to 30 points and writes: "The fit is excellent, the
# training error is far below the noise. If in doubt, I could go to degree 12."
#
# In at most 120 words: say **what the low training error shows and what it does not**, use the words
# *bias* and *variance*, and name **one** thing that you would do with the same 30 points to find out
# which degree to use. (3 points, marked by a person.)

# %% [markdown] nbgrader={"grade_id": "01-why", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# A training error below the noise variance shows that the model has followed the noise of these 30
# points. It says nothing about new points: there the noise is another one. Degree 8 has little bias,
# but a large variance, because nine numbers are estimated from 30 points; degree 12 would have a lower
# training error still and a larger variance. I would hold out a part of the points at random, fit
# each degree on the rest, compare the errors on the points held out, and repeat that over many splits
# (or cross-validate).
#
# **Marking scheme.** 1 point: the training error must fall with the degree, so it cannot choose it. 1
# point: low bias and high variance of high degrees, rightly used. 1 point: errors on held-out points,
# repeated splits or cross-validation. No point for "more data" alone: the 30 points are given.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | what | formula | here | scikit-learn | scale |
# |---|---|---|---|---|
# | polynomial columns | $x, x^2, \dots, x^d$ | `poly_features` | `PolynomialFeatures(d, include_bias=False)` | same |
# | least squares | $\frac{1}{2n}\lVert y - Xw - b\rVert^2$ | `fit_ols` | `LinearRegression()` | same |
# | bias and variance | error $=$ bias² $+$ variance | `bias_variance` | – | – |
# | random split | disjoint rows | `split_rows(n, sizes, rng=rng)` | `train_test_split` | – |
#
# - The training error falls with every weight that is added; it cannot choose a model.
# - Bias: wrong on average. Variance: wrong differently each time. Flexibility trades one for the other.
# - Split first, then fit whatever is fitted, scalers too.
#
# **Further reading.** S. Geman, E. Bienenstock, R. Doursat, *Neural networks and the bias/variance
# dilemma* (1992). T. Hastie, R. Tibshirani, J. Friedman, *The Elements of Statistical Learning* (2009),
# chapter 7. M. Belkin et al., *Reconciling modern machine-learning practice and the classical
# bias-variance trade-off* (2019). Data: B. Efron et al., *Least angle regression* (2004).
