# %% [markdown]
# # Lesson 1. Overfitting, bias and variance
#
# **By the end you can**
#
# - split data so that the error on the test rows means something;
# - fit a model by least squares, and say why its training error cannot judge it;
# - split an error into bias and variance;
# - compare two methods by an interval for their paired difference;
# - read a learning curve.
#
# **Time** about 90 minutes; the end of 1.4 is a good place for a break. **Before this** lesson 0,
# NumPy, the idea of a straight-line fit.
#
# `linear`, `validation` and `datasets` contain code of the course. The figures use it, so they work
# before your own functions do.

# %% jupyter={"source_hidden": true}
# Folded: the imports of this lesson
import numpy as np
import sklearn.linear_model as sk

from reglab import datasets, linear, plots, validation
from reglab.checks import check, example, predict, reveal
from reglab.compare import paired_ci

# %% [markdown]
# ## 1.0 Three fits to the same points
#
# A curve is measured at 30 places, with noise. We don't know the curve, so we fit a polynomial. Three
# colleagues choose three degrees: 1, 3 and 8. The measurement is then repeated 20 times, with 30 new
# places and new noise. Each thin line in the figure is the fit to one repetition.
#
# *Before you run the next two cells:* which of the three degrees would you trust, and why?

# %% tags=["experiment"]
N, NOISE = 30, 0.3
grid = np.linspace(0, 1, 101)


def columns(x, degree):
    return linear.poly_features(2 * x - 1, degree)  # on [-1, 1], where high powers stay small


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
for d in degrees:
    print(f"degree {d}: distance of the median line from the curve {miss[d]:.2f}, "
          f"standard deviation of the lines {spread[d]:.2f}")  # fmt: skip

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, axes = plots.figures(
    f"The median line of degree 1 misses the curve by {miss[1]:.2f}, that of degree 8 by "
    f"{miss[8]:.2f};\nbut the lines of degree 8 vary {spread[8] / spread[3]:.1f} times as much "
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
# The black curve is the truth. We know it only because we generated the data ourselves. A polynomial
# of degree 1 cannot bend enough, so it is wrong in the same way each time. Degree 8 can bend enough,
# but it also follows the noise, so it is wrong in a different way each time. That is **overfitting**.
# In this lesson you will measure both kinds of error.

# %% [markdown]
# ## 1.1 A linear model that bends
#
# A polynomial is a linear model on the columns $x, x^2, \dots, x^d$:
#
# $$f(x) = b + \sum_{k=1}^{d} w_k x^k, \qquad X_{ij} = x_i^{\,j}, \quad j = 1, \dots, d. \tag{1.1}$$
#
# There is no column of ones. In this course the intercept $b$ is separate, because later lessons
# penalize $w$ and never $b$.
#
# ### Exercise 1.1
#
# Write `poly_features`. A polynomial of degree 0 is a constant, so its table has no columns.
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
# At the minimum, the residual $r = y - Xw - b$ contains nothing that a column or the intercept could
# still explain:
#
# $$\text{mean}(r) = 0, \qquad X^\top r = 0. \tag{1.3}$$
#
# The first condition gives $b = \bar y - \bar x^\top w$, where $\bar x$ holds the means of the
# columns. If you substitute this, you get least squares on **centred** data, $X - \bar x$ and
# $y - \bar y$, without an intercept. `np.linalg.lstsq(A, c, rcond=None)[0]` solves that problem.
#
# ### Exercise 1.2
#
# Write `fit_ols` (ordinary least squares). In the check, there is exactly one solution: no column is
# a combination of the other columns and a constant, and there are more rows than columns. But columns
# may be nearly equal, and may differ in size by orders of magnitude. Don't change `X` or `y`.


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
# ## 1.3 The training error is too optimistic
#
# ### Predict
#
# On the same training data, model A has an error of 0.10 and model B has an error of 0.02. Which of
# them predicts new data better?
#
# - "a": B: its training error is lower.
# - "b": Nobody can tell from these two numbers.
# - "c": A: a larger training error means less overfitting.
#
# Replace the last two lines of the next cell with your choice, for example
# `training_prediction = "c"`. You get the point for any choice, right or wrong.

# %% nbgrader={"grade_id": "01-predict-training-choice", "solution": true}
training_prediction = None
### BEGIN SOLUTION
training_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "01-predict-training", "grade": true}
predict("overfitting.training_error", training_prediction)

# %% [markdown]
# To find out how a model does on new data, keep some rows away from the training. `split_rows` splits
# the row numbers at random into parts that don't overlap. The model is fitted on one part and judged
# on the other.

# %% tags=["experiment"]
train, test = datasets.split_rows(10, (0.7, 0.3), rng=np.random.default_rng(0))
print("train", train, "test", test)

# %% [markdown]
# Now we draw 50 samples of 60 points each: 30 for training, 30 for testing. For every degree from 0 to
# 9 we compute both errors on the same splits. The test error is measured on noisy points, so on
# average even the true curve has an error as large as the variance of the noise.
#
# *Before you run the next two cells:* sketch both curves.

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

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"The training error falls up to degree {int(np.argmin(median[:, 0]))}; the test error is "
    f"smallest at degree {best}",
    "degree of the polynomial",
    "squared error (median of 50 splits)",
)
plots.curves(ax, all_degrees, {"training rows": median[:, 0], "test rows": median[:, 1]})
ax.set_yscale("log")
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
# A training error below the variance of the noise is no achievement: every fitted weight follows the
# noise a little, and the more weights, the more noise the model has learned.
#
# (Does the test error always rise with more weights? Often, but not always. Lesson 11 shows models
# with ten times as many weights as points, whose test error falls again.)

# %% [markdown]
# ## 1.4 Bias and variance
#
# Imagine that the whole measurement is repeated many times. At a point $x$, each sample gives a
# different prediction $\hat f(x)$. Let $\bar f(x)$ be the mean of these predictions, and $f(x)$ the
# truth. Then
#
# $$\underbrace{\mathbb E\big[(\hat f - f)^2\big]}_{\text{error}}
# = \underbrace{(\bar f - f)^2}_{\text{bias}^2}
# + \underbrace{\mathbb E\big[(\hat f - \bar f)^2\big]}_{\text{variance}}. \tag{1.4}$$
#
# The **bias** is the error of the average prediction: it is large if the model cannot bend enough. The
# **variance** says how much single predictions scatter around that average: it is large if the model
# follows its sample closely. The error on new *measurements* has a third part, the variance of the
# noise, which no model can remove.
#
# If $\mathbb E$ is the mean over a finite number of samples, (1.4) still holds exactly, as long as the
# variance is divided by the number of samples, which is NumPy's default.

# %% [markdown]
# ### Exercise 1.3
#
# Write `bias_variance`.
#
# 1. `n_rep` times: draw a training set with one call `x, y = sample(rng)`, and predict with
#    `fit_predict(x, y, x_test)`.
# 2. At each test point, compute the squared difference between the mean prediction and the truth, and
#    the variance of the predictions. Predictions may be far from 0: subtract their mean before you
#    square.
# 3. Average both over the test points. Return `bias2` first, then `var`.
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
# Now apply your function to the three degrees of section 1.0, with 300 samples each.
#
# *Before you run the cell:* which part will be larger for degree 1? And for degree 8?

# %% tags=["experiment"]
for d in degrees:
    parts = bias_variance(polynomial(d), sample, datasets.sine, grid, 300, np.random.default_rng(0))
    print(f"degree {d}: squared bias {parts[0]:.4f}, variance {parts[1]:.4f}")

# %% [markdown]
# The next two cells do the same for all degrees from 0 to 9.

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

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"Degree {low} has the smallest error: {bias2[low]:.3f} from bias, {var[low]:.3f} from variance",
    "degree of the polynomial",
    "part of the squared error (log scale)",
)
plots.curves(ax, all_degrees, {"squared bias": bias2, "variance": var})
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
# A more flexible model has less bias and more variance. Every penalty in this course makes a trade:
# it accepts some bias and hopes to reduce the variance by more.
#
# Does the bias really rise again at high degrees? No. The mean of 300 predictions still varies: its
# variance is that of a single prediction divided by 300, and it is counted as squared bias. Where the
# blue curve is near the dotted line or below it, you see chance, not bias.

# %% [markdown]
# ### How much of this depends on the seed?
#
# So far we used one seed. Now we use 20 seeds with 150 samples each, and repeat everything with twice
# the noise.
#
# *Before you run the cell:* which variance will change more from seed to seed, that of degree 3 or
# that of degree 8? And what will twice the noise do to each of them?

# %% tags=["experiment"]
rows = []
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
        rows.append((d, noise, *np.quantile(found, (0, 0.5, 1))))
names = ("degree", "noise", "smallest variance", "median", "largest")
plots.table(dict(zip(names, zip(*rows, strict=True), strict=True)), {"degree": "d", "noise": ".1f"})

# %% [markdown]
# For degree 3, all seeds agree. For degree 8, a few samples have no point near one end of the
# interval. Their lines swing far out, and these few samples make up most of the mean variance. So
# report the spread over seeds, or a median, and never the number of one run. Still, every seed shows
# that the variance of degree 8 is large.
#
# Twice the noise means about four times the variance, since predictions are linear in $y$. (For degree
# 3 it is a little less: part of its variance comes from the places of the points, not from the noise.)
# **The noisier the data, the more a flexible model overfits.**

# %% [markdown]
# ## 1.5 Is the difference real?
#
# Degree 3 or degree 5? We draw 20 samples of 120 points, with less noise than before, and fit both
# degrees to the first 60 points of each sample. The other 60 points are for testing. Both degrees see
# the *same* samples: the errors come in **pairs**, one pair for each seed.
#
# The two errors of a pair go up and down together, because a sample with much noise in its test
# points is hard for both. The difference $d_i$ of each pair removes that common part. For the mean
# $\bar d$ of $n$ differences with standard deviation $s_d$,
#
# $$\bar d \ \pm\ t_{n-1}\, \frac{s_d}{\sqrt n} \tag{1.5}$$
#
# is a **95 % confidence interval**. $t_{n-1}$ is about 2 (2.09 for 20 pairs). `paired_ci(a, b)` from
# `reglab.compare` computes the mean of `a - b` and both ends.
#
# *Before you run the next two cells:* we also compute the interval with the seeds mixed up, so that each
# error of degree 5 is paired with the error of degree 3 on a *different* sample. Will the interval be
# wider, narrower, or the same?


# %% tags=["experiment"]
def test_errors(x, y, degree):
    """For each row of x and y: fit to the first half of its points, error on the second half."""
    A = (2 * x[..., None] - 1) ** np.arange(degree + 1)
    half = x.shape[-1] // 2
    A_fit, A_test = A[..., :half, :], A[..., half:, :]
    w = np.linalg.solve(A_fit.mT @ A_fit, A_fit.mT @ y[..., :half, None])
    return np.mean((y[..., half:] - (A_test @ w)[..., 0]) ** 2, axis=-1)


rng = np.random.default_rng(0)
x = rng.uniform(size=(200, 20, 120))  # 200 experiments, 20 seeds, 120 points
y = datasets.sine(x) + 0.2 * rng.normal(size=x.shape)
three, five = test_errors(x, y, 3), test_errors(x, y, 5)

paired = paired_ci(five[0], three[0])  # of the first experiment
mixed = paired_ci(np.roll(five[0], 1), three[0])
print(f"mean error: degree 3 {three[0].mean():.4f}, degree 5 {five[0].mean():.4f}")
print("difference, same samples:      {:.4f}, from {:.4f} to {:.4f}".format(*paired))
print("difference, different samples: {:.4f}, from {:.4f} to {:.4f}".format(*mixed))
print(f"degree 5 is better in {np.mean(five[0] < three[0]):.0%} of the pairs")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
ratio = (mixed[2] - mixed[1]) / (paired[2] - paired[1])
fig, ax = plots.figure(
    f"Without the pairs, the interval is {ratio:.1f} times as wide",
    "error of degree 5 minus error of degree 3 (mean of 20 seeds, 95 % interval)",
    "",
    size=(7.5, 2.8),
)
names = ("same samples\n(paired)", "different samples\n(mixed up)")
single = (five[0] - three[0], np.roll(five[0], 1) - three[0])
plots.intervals(
    ax,
    dict(zip(names, (paired, mixed), strict=True)),
    dots=dict(zip(names, single, strict=True)),
)
plots.show(
    fig,
    "Two rows of 20 differences, with the interval of their mean. The paired differences are close "
    "together and their interval lies below 0; the mixed ones scatter widely and their interval "
    "contains 0.",
)

# %% [markdown]
# The mean difference is the same both times, since mixing changes no mean. But only the paired interval
# is narrow enough to show that degree 5 is better here: 0, "no difference", is outside. So in this
# course methods are compared on the same seeds, and the difference is what gets the interval.
#
# What does "95 %" promise? It is about the procedure: if you repeat the whole experiment with new data
# many times, about 95 % of the intervals contain the true mean difference. We can count that, because
# we drew the experiment 200 times.
#
# *Before you run the cell:* suppose that we have only *one* sample of 120 points and split it at
# random 20 times, as one has to with real data. How many of those intervals will contain the true
# difference, the one for new samples?

# %% tags=["experiment"]
truth = np.mean(five - three)  # of all 4000 samples
order = rng.permuted(np.broadcast_to(np.arange(120), x.shape), axis=-1)
x_one, y_one = (np.take_along_axis(values[:, :1], order, axis=-1) for values in (x, y))
resplit = test_errors(x_one, y_one, 5), test_errors(x_one, y_one, 3)

covered = {}
for name, (a, b) in {
    "20 fresh samples": (five, three),
    "20 splits of one sample": resplit,
}.items():
    ends = np.array([paired_ci(*pair)[1:] for pair in zip(a, b, strict=True)])
    covered[name] = np.mean((ends[:, 0] <= truth) & (truth <= ends[:, 1]))
    print(f"{name:24} the interval contains the true difference in {covered[name]:.0%} of 200")

# %% [markdown]
# The 20 splits share their points, so their differences are not independent: the interval treats them
# as more information than there is. An interval from splits of one data set says how the methods
# compare *on this data set*. It is too narrow for a statement about new data. Wherever this course
# uses splits of one data set, it says so.
#
# What such an interval does not say:
#
# - It is not the range of the single differences. The grey dots reach much further.
# - It is not a statement about your next sample, only about the mean over many.
# - An interval that contains 0 does not prove that there is no difference. Perhaps 20 seeds were too
#   few.
# - An interval far from 0 does not make the difference large. Look at the size of the difference as
#   well, and at the share of pairs in which the better method wins.

# %% [markdown]
# ## 1.6 Would more data help?
#
# A **learning curve** shows the errors against the number of training rows. It answers a question that
# you should ask before you try any clever method: do we need more data, or a better model?
#
# Now the data are real: 442 people with diabetes, ten measurements each, and a score of how far the
# disease progressed in a year. One model uses all ten measurements; the other uses only two (BMI and
# triglycerides). In each of 40 splits, 142 people are kept for testing, and both models are trained on
# the first 12, 15, ..., 300 of the others. The two test errors of a split are a pair, as in section
# 1.5, and all splits share the same 442 people.
#
# *Before you run the next two cells:* which of the two models is better with 15 people? And with 300?

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

# We compare logarithms: their difference says by which factor one error is larger.
log_test = np.log(curve[:, 1])
middle, low, high = np.transpose(
    [paired_ci(log_test[0, :, s], log_test[1, :, s]) for s in range(len(sizes))]
)
plots.table(
    {
        "training rows": sizes,
        "test error, ten / two": np.exp(middle),
        "from": np.exp(low),
        "to": np.exp(high),
    },
    {"training rows": "d", "test error, ten / two": ".2f", "from": ".2f", "to": ".2f"},
)

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
worse, better = sizes[low > 0].max(), sizes[high < 0].min()
fig, axes = plots.figures(
    f"Up to {worse} people, two measurements predict better; from {better} on, ten do",
    [("training rows", "squared error (points², median)"), ("training rows", "")],
    size=(9.6, 4.0),
    sharey=True,
)
for m, (ax, name) in enumerate(zip(axes, models, strict=True)):
    middle = np.median(curve[m], axis=1)
    plots.curves(ax, sizes, {"training rows": middle[0], "test rows": middle[1]})
    ax.set_xscale("log")
    ax.set_yscale("log")
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
# How to read a learning curve: a wide gap between the two errors means variance, and more rows will
# close it. If the curves have met and the error is still large, more rows will not help: what is left
# is bias, which a more flexible model may reduce, or noise, which no model can. A flexible model
# overfits *more* with few data, and may still be the best choice with many.

# %% [markdown]
# ## 1.7 Split first
#
# A test error is honest only if the training used nothing from the test rows.
#
# ### Predict
#
# You standardize all columns with the means and standard deviations of all rows, and then split the
# rows. Is the error on the test rows honest?
#
# - "a": Yes: y was not used.
# - "b": Yes: training and test rows were treated alike.
# - "c": No: the test rows influenced what the training rows look like.
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
# You can test this without any statistics: change one *test* row and look at the *training* inputs. If
# they change, the test row has influenced them.
#
# *Before you run the cell:* will they change with a scaler that was fitted on all rows? With a scaler that
# was fitted on the training rows?

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
# ## 1.8 Why?
#
# A colleague fits a polynomial of degree 8 to 30 points and writes: "The fit is excellent. The
# training error is far below the variance of the noise. If needed, I could go to degree 12."
#
# In at most 120 words: say **what the low training error shows and what it does not show**, use the
# words *bias* and *variance*, and name **one** thing that you would do with the same 30 points to find
# out which degree to use. (3 points, marked by a person.)

# %% [markdown] nbgrader={"grade_id": "01-why", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# A training error below the variance of the noise shows that the model has followed the noise of these
# 30 points. It says nothing about new points, whose noise is different. Degree 8 has little bias, but a
# large variance, because nine numbers are estimated from 30 points. Degree 12 would have an even lower
# training error and a larger variance. I would hold out some of the points at random, fit each degree
# to the rest, compare the errors on the held-out points, and repeat that over many splits (or
# cross-validate).
#
# **Marking scheme.** 1 point: the training error must fall with the degree, so it cannot choose it. 1
# point: low bias and high variance of high degrees, used correctly. 1 point: errors on held-out points,
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
# | paired difference | $\bar d \pm t_{n-1}\, s_d / \sqrt n$ | `paired_ci(a, b)` | – | – |
#
# - The training error falls with every weight that is added, so it cannot choose a model.
# - Bias: wrong on average. Variance: wrong in a different way each time. Flexible models have less of the
#   first and more of the second.
# - Compare methods on the same seeds, and give the difference an interval. Splits of one data set make
#   it too narrow for new data.
# - Split first, and fit everything else on training rows only, scalers included.
#
# **Further reading.** S. Geman, E. Bienenstock, R. Doursat, *Neural networks and the bias/variance
# dilemma* (1992). T. Hastie, R. Tibshirani, J. Friedman, *The Elements of Statistical Learning* (2009),
# chapter 7. M. Belkin et al., *Reconciling modern machine-learning practice and the classical
# bias-variance trade-off* (2019). X. Bouthillier et al., *Accounting for variance in machine learning
# benchmarks* (2021). Data: B. Efron et al., *Least angle regression* (2004).
