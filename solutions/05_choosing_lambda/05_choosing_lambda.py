# %% [markdown]
# # Lesson 5. Choosing lambda
#
# **By the end you can**
#
# - choose `lam` by cross-validation, without letting validation rows into the training;
# - say how certain the choice is, and prefer a simpler model with the one-standard-error rule;
# - report an honest error for a method that chooses its own `lam`;
# - fit logistic regression with L1 and L2 penalties, and compare the two fairly.
#
# **Time** about 110 minutes; the end of 5.4 is a good place for a break. **Before this** lesson 3
# (lasso), NumPy.
#
# Each exercise ends with a check. A cross comes with the smallest case that fails and a hint;
# `example("choosing_lambda.cv_curve")` then returns the inputs of that case. `linear` and `validation`
# contain the course's reference solutions. Most figures use them, so they work before your own
# functions do.

# %% jupyter={"source_hidden": true}
# Folded: the imports of this lesson
import numpy as np
import sklearn.linear_model as sk
import sklearn.model_selection as ms
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from reglab import datasets, linear, plots, validation
from reglab.checks import check, example, predict, reveal
from reglab.compare import paired_ci

# %% [markdown]
# ## 5.0 Which lam?
#
# The lasso needs a `lam`, and lesson 3 left the question open. We have 442 people with diabetes, ten
# measurements each, and a score `y` of how far the disease progressed in the following year. The errors
# below are in squared points of that score.

# %%
data = datasets.load_diabetes()
X, y = data.X, data.y
X.shape, y.shape

# %% [markdown]
# The simplest answer: set a fifth of the people aside, fit the lasso to the others for many values of
# `lam`, and choose the `lam` with the smallest error on the people set aside.
#
# *Before you run the next two cells:* we do this five times, and set different people aside each time. Will
# the five choices agree?

# %% tags=["experiment"]
lams, curves = np.geomspace(40, 0.05, 40), []
for seed in range(5):
    train, val = datasets.split_rows(len(y), (0.8, 0.2), rng=np.random.default_rng(seed))
    mean, std, level = X[train].mean(axis=0), X[train].std(axis=0), y[train].mean()
    _, W, _ = sk.lasso_path((X[train] - mean) / std, y[train] - level, alphas=lams)
    curves.append(np.mean((y[val][:, None] - level - (X[val] - mean) / std @ W) ** 2, axis=0))
best = np.argmin(curves, axis=1)
print("chosen lam:", ", ".join(f"{lam:.2g}" for lam in lams[best]))

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"Five splits of the same people choose values of lam\n"
    f"between {lams[best].min():.2g} and {lams[best].max():.2g}",
    "penalty lam",
    "squared error on the people set aside",
)
for split, (curve, i) in enumerate(zip(curves, best, strict=True)):
    ax.semilogx(lams, curve, **plots.series(split))
    ax.plot(lams[i], curve[i], **{**plots.series(split, marker=True), "markersize": 10})
plots.show(
    fig,
    "Validation error against lam for five random splits. The curves lie at different heights, "
    "and their minima, marked, lie at very different values of lam.",
)

# %% [markdown]
# The result of one split depends on chance: the height of the curve depends on who was set aside, and so
# does the place of its minimum. (A mark at the left end means that the best `lam` may be even smaller
# than the smallest one that we tried.) We can make better use of the data.

# %% [markdown]
# ## 5.1 Everyone is set aside once
#
# **k-fold cross-validation** cuts the rows into $k$ parts, the **folds**. Each part is set aside once,
# while a model is trained on the other $k - 1$ parts:
#
# $$\{0, \dots, n-1\} = V_1 \cup \dots \cup V_k \ \text{ (disjoint)}, \qquad
# T_i = \text{all rows that are not in } V_i. \tag{5.1}$$
#
# So every row is used for validation exactly once, by a model that was not trained on it. Two details:
#
# - The rows are **shuffled** first. Files are often sorted: by date, by hospital, by class. A fold of
#   consecutive rows would then be a special group.
# - If $k$ does not divide $n$, the remaining rows are distributed so that fold sizes differ by at most
#   one.

# %% [markdown]
# ### Exercise 5.1
#
# Write `kfold_indices`. It returns a list of $k$ pairs `(train, val)` of row numbers: `val` holds the
# rows of one fold, and `train` all others. All randomness comes from `rng`, a
# `numpy.random.Generator`. Draw from `rng` itself: then another generator with the same seed gives the
# same folds, and a second call with the same `rng` gives new folds.


# %% nbgrader={"grade_id": "05-kfold-indices", "solution": true}
def kfold_indices(n, k, rng):
    """Cut the rows 0, ..., n - 1 into k shuffled folds.

    n : int, the number of rows
    k : int, the number of folds, from 2 to n
    rng : numpy.random.Generator
    Returns a list of k pairs (train, val) of integer arrays.
    """
    ### BEGIN SOLUTION
    parts = np.array_split(rng.permutation(n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]
    ### END SOLUTION


# %% nbgrader={"grade_id": "05-kfold-indices-check", "grade": true}
check("choosing_lambda.kfold_indices")

# %% nbgrader={"grade_id": "05-kfold-indices-hidden", "grade": true}
# The graded check of Exercise 5.1 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("choosing_lambda.kfold_indices")
### END HIDDEN TESTS

# %% [markdown]
# scikit-learn has `KFold`. It shuffles only if you ask for it.
#
# *Before you run the cell:* what would `KFold(3)` without `shuffle=True` do to a file that is sorted
# by class?

# %% tags=["experiment"]
print(
    "yours:   ",
    [np.asarray(val).tolist() for _, val in kfold_indices(10, 3, np.random.default_rng(0))],
)
for shuffle in (True, False):
    folds = ms.KFold(3, shuffle=shuffle, random_state=0 if shuffle else None).split(np.zeros(10))
    print(f"library: {[val.tolist() for _, val in folds]} with shuffle={shuffle}")

# %% [markdown]
# ## 5.2 The cross-validation curve
#
# For one `lam`, each fold gives a mean squared error, and we average the $k$ of them:
#
# $$E_i(\lambda) = \frac{1}{|V_i|} \sum_{j \in V_i} \bigl(y_j - \hat f_{T_i,\lambda}(x_j)\bigr)^2,
# \qquad \text{mean}(\lambda) = \frac1k \sum_{i=1}^k E_i(\lambda). \tag{5.2}$$
#
# Here $\hat f_{T_i,\lambda}$ was fitted on the rows $T_i$ with penalty $\lambda$. How far can we
# trust the mean? The $k$ values scatter, and a mean of $k$ values scatters less, by a factor of
# $\sqrt k$:
#
# $$\text{se}(\lambda) = \frac{1}{\sqrt k}
# \sqrt{\frac{1}{k-1} \sum_{i=1}^k \bigl(E_i(\lambda) - \text{mean}(\lambda)\bigr)^2}. \tag{5.3}$$
#
# This is the **standard error**. (A rough one: the $E_i$ are not independent, as their models share
# training rows.)
#
# Everything that is learned from data belongs **inside** the folds: not only the weights, but also the
# means and standard deviations of a scaler. That happens automatically if scaler and lasso are *one*
# model:


# %%
def make_lasso(lam):
    return make_pipeline(StandardScaler(), sk.Lasso(alpha=lam))


# %% [markdown]
# `make_lasso(5.0).fit(X[train], y[train])` fits both to the training rows; `.predict(X[val])` scales the
# validation rows with the means and standard deviations of the training rows.
#
# ### Exercise 5.2
#
# Write `cv_curve`. It gets a function like `make_lasso`, and calls it for each fold and each `lam`, so
# that each fit starts with a new model. Entry `i` of both results belongs to `lams[i]`, in the order
# given. Pass the rows to the model as they are: the model does the scaling. `X`, `y` and `lams` may
# hold whole numbers; the results are floats.


# %% nbgrader={"grade_id": "05-cv-curve", "solution": true}
def cv_curve(make_model, X, y, lams, folds):
    """Cross-validated error for each lam, (5.2), and its standard error, (5.3).

    make_model : make_model(lam) gives a new model with fit(X, y) and predict(X)
    X : array of shape (n_samples, n_features)
    y : array of shape (n_samples,)
    lams : array of shape (n_lams,), in any order
    folds : list of pairs (train, val) of row numbers
    Returns mean and se, each of shape (n_lams,).
    """
    ### BEGIN SOLUTION
    errors = np.zeros((len(lams), len(folds)))
    for i, lam in enumerate(lams):
        for j, (train, val) in enumerate(folds):
            model = make_model(lam)
            model.fit(X[train], y[train])
            errors[i, j] = np.mean((y[val] - model.predict(X[val])) ** 2)
    return errors.mean(axis=1), errors.std(axis=1, ddof=1) / np.sqrt(len(folds))
    ### END SOLUTION


# %% nbgrader={"grade_id": "05-cv-curve-check", "grade": true}
check("choosing_lambda.cv_curve")

# %% nbgrader={"grade_id": "05-cv-curve-hidden", "grade": true}
# The graded check of Exercise 5.2 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("choosing_lambda.cv_curve")
### END HIDDEN TESTS

# %% [markdown]
# ### Does it agree with the library?
#
# `cross_val_score` evaluates one model. Its scores are *minus* the error, because in scikit-learn larger
# scores are always better. `RidgeCV` without further arguments leaves out one row at a time, $k = n$, with
# a formula that needs a single fit; we try it on 60 people. Its `alpha` is $n\lambda$ of lesson 2.

# %% tags=["experiment"]
folds = validation.kfold_indices(len(y), 10, np.random.default_rng(0))
mean, se = cv_curve(make_lasso, X, y, np.array([1.0]), folds)
scores = -ms.cross_val_score(make_lasso(1.0), X, y, cv=folds, scoring="neg_mean_squared_error")
print(f"lasso, 10 folds     yours {mean[0]:10.4f}   library {scores.mean():10.4f}")

few = slice(60)
Z = (X[few] - X[few].mean(axis=0)) / X[few].std(axis=0)  # RidgeCV has no scaler inside the folds
one_out = validation.kfold_indices(60, 60, np.random.default_rng(0))
mean, _ = cv_curve(lambda lam: sk.Ridge(alpha=lam), Z, y[few], np.array([30.0]), one_out)
library = sk.RidgeCV(alphas=[30.0], scoring="neg_mean_squared_error").fit(Z, y[few])
print(f"ridge, one left out yours {mean[0]:10.4f}   library {-library.best_score_:10.4f}")

# %% [markdown]
# ## 5.3 Prefer the simpler model
#
# The minimum of the curve is one candidate. But near the minimum the curve is flat and its points are
# uncertain: the data cannot distinguish these models. Breiman and his co-authors suggest taking the
# *simplest* model among those that are not clearly worse, the **one-standard-error rule**:
#
# $$\hat\lambda_{\text{1se}} = \max\bigl\{\lambda :\ \text{mean}(\lambda) \le
# \text{mean}(\lambda^*) + \text{se}(\lambda^*)\bigr\}, \qquad
# \lambda^* = \arg\min_\lambda \text{mean}(\lambda). \tag{5.4}$$
#
# The threshold is one number: it uses the standard error *at the minimum*. (If several values of `lam`
# share exactly the smallest mean, any of them may be $\lambda^*$.) And "simplest" means the **larger**
# `lam`. (For scikit-learn's `C`, which you meet in 5.7, it is the smaller one.)
#
# ### Exercise 5.3
#
# Write `one_se_rule`. The values of `lams` may come in any order. Compare exactly as in (5.4), without a
# tolerance.


# %% nbgrader={"grade_id": "05-one-se-rule", "solution": true}
def one_se_rule(lams, mean, se):
    """The largest lam within one standard error of the minimum, (5.4).

    lams : array of shape (n_lams,), in any order
    mean : array of shape (n_lams,), cross-validated errors
    se : array of shape (n_lams,), their standard errors
    Returns one of the lams.
    """
    ### BEGIN SOLUTION
    best = np.argmin(mean)
    return np.max(lams[mean <= mean[best] + se[best]])
    ### END SOLUTION


# %% nbgrader={"grade_id": "05-one-se-rule-check", "grade": true}
check("choosing_lambda.one_se_rule")

# %% nbgrader={"grade_id": "05-one-se-rule-hidden", "grade": true}
# The graded check of Exercise 5.3 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("choosing_lambda.one_se_rule")
### END HIDDEN TESTS

# %% [markdown]
# *Before you run the next two cells:* the minimum and the rule each choose a model. How many fewer of the
# ten measurements do you think the rule's model uses?

# %% tags=["experiment"]
lams = np.geomspace(40, 0.05, 30)
folds = validation.kfold_indices(len(y), 10, np.random.default_rng(0))
mean, se = validation.cv_curve(make_lasso, X, y, lams, folds)
best = int(np.argmin(mean))
chosen = {"minimum": lams[best], "one-standard-error rule": validation.one_se_rule(lams, mean, se)}
used = {name: int(np.sum(make_lasso(lam).fit(X, y)[-1].coef_ != 0)) for name, lam in chosen.items()}
fewer, more = used["one-standard-error rule"], used["minimum"]
for name, lam in chosen.items():
    print(f"{name:23} lam = {lam:.3g}, {used[name]} measurements")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"The one-standard-error rule keeps {fewer} measurements, the minimum {more}",
    "penalty lam",
    "cross-validated squared error",
)
style = {**plots.series(0, marker=True), "linestyle": "", "color": "0.45"}
ax.errorbar(lams, mean, yerr=se, capsize=2, linewidth=1, **style)
ax.set_xscale("log")
ax.axhline(mean[best] + se[best], color="0.3", linewidth=1)
ax.annotate(
    "minimum + 1 se",
    (lams[-1], mean[best] + se[best]),
    xytext=(0, 4),
    textcoords="offset points",
    fontsize=9,
)
for i, (name, lam) in enumerate(chosen.items()):
    where = int(np.flatnonzero(lams == lam)[0])
    label = f"{name}: lam = {lam:.2g}, {used[name]} measurements"
    ax.plot(
        lam,
        mean[where],
        label=label,
        **{**plots.series(i, marker=True), "linestyle": "", "markersize": 10},
    )
ax.set_ylim(top=mean[best] + 6 * se[best])
ax.legend(loc="upper left", fontsize=9)
plots.show(
    fig,
    "Cross-validated error with standard errors against lam. The curve is flat on the left and "
    "rises on the right. The minimum lies in the flat part, the choice of the rule at its right "
    "end, where the mean is still below the line of minimum plus one standard error.",
)

# %% [markdown]
# In scikit-learn, `LassoCV` and `RidgeCV` choose the minimum of the curve, and `GridSearchCV` does so for
# any model. With our folds and our values of `lam`, it must agree with the minimum above. The
# one-standard-error rule is not built in.

# %% tags=["experiment"]
search = ms.GridSearchCV(
    make_pipeline(StandardScaler(), sk.Lasso()),
    {"lasso__alpha": lams},
    cv=folds,
    scoring="neg_mean_squared_error",
).fit(X, y)
Z = (X - X.mean(axis=0)) / X.std(axis=0)
whole = sk.LassoCV(alphas=lams, cv=folds).fit(Z, y)

print(f"our minimum                lam = {lams[best]:.4f}, error {mean[best]:.2f}")
print(
    f"GridSearchCV               lam = {search.best_params_['lasso__alpha']:.4f}, "
    f"error {-search.best_score_:.2f}"
)
print(
    f"LassoCV, scaled beforehand lam = {whole.alpha_:.4f}, "
    f"error {whole.mse_path_.mean(axis=1).min():.2f}"
)

# %% [markdown]
# `LassoCV` cannot put a scaler inside its folds, so its error differs a little: the validation rows
# influenced the scaling. With ten columns and 442 rows that hardly matters. Section 5.5 shows a step
# outside the folds that matters a lot.

# %% [markdown]
# ## 5.4 How certain is the choice?
#
# The folds are drawn at random. We repeat the whole choice 60 times, with the same people and 60 seeds for
# the folds.
#
# *Before you run the next two cells:* will `lam` stay within 10 %? Within a factor of two?

# %% tags=["experiment"]
lams, seeds = np.geomspace(40, 0.02, 50), range(60)
minimum, rule, curves = [], [], []
for seed in seeds:
    folds = validation.kfold_indices(len(y), 5, np.random.default_rng(seed))
    errors = sk.LassoCV(alphas=lams, cv=folds, tol=1e-3).fit(Z, y).mse_path_
    mean, se = errors.mean(axis=1), errors.std(axis=1, ddof=1) / np.sqrt(5)
    minimum.append(lams[np.argmin(mean)])
    rule.append(validation.one_se_rule(lams, mean, se))
    curves.append(mean)

average = np.mean(curves, axis=0)
tried = (lams >= min(minimum)) & (lams <= max(minimum))
price = 100 * (average[tried].max() / average[tried].min() - 1)
ratio = max(minimum) / min(minimum)
print(f"lam at the minimum: from {min(minimum):.2g} to {max(minimum):.2g}")
print(f"mean curve in this range: largest error {price:.1f} % above the smallest")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"Only the folds differ, but the chosen lam varies by a factor of {ratio:.0f}.\n"
    f"In that range the error varies by {price:.1f} %",
    "chosen lam",
    f"how often (of {len(seeds)} seeds)",
)
edges = np.geomspace(lams[-1] / 1.1, lams[0] * 1.1, 28)
for i, (name, values) in enumerate({"minimum": minimum, "one-standard-error rule": rule}.items()):
    colour, hatch = plots.COLOURS[i], ("", "///")[i]
    ax.hist(values, edges, label=name, color=colour, alpha=0.6, hatch=hatch, edgecolor="white")
ax.set_xscale("log")
ax.legend()
plots.show(
    fig,
    "Two histograms of the chosen lam over sixty fold seeds, on a log axis. The minimum's choices "
    "spread over about two powers of ten, those of the one-standard-error rule over less, further "
    "right.",
)

# %% [markdown]
# The range is wide because the curve is flat there. (It would be even wider if our grid went lower.) The
# choice of `lam` is uncertain, but that *hardly matters* for the error. So don't report "the optimal
# `lam` is 0.437". And don't conclude much from which weights are zero at that value: with other folds,
# some of them would not be.

# %% [markdown]
# ## 5.5 Steps outside the folds
#
# **Predict.** The labels are coin flips, and 1000 columns are pure noise. You keep the 20 columns that
# correlate most with the labels, then cross-validate a classifier on them. What accuracy will the
# cross-validation report?
#
# - `"a"`: About 50 %: there is nothing to learn.
# - `"b"`: Far more than 50 %.
# - `"c"`: About 50 %: the folds keep validation rows out of the training.
#
# Replace the last two lines of the next cell with your choice, for example
# `screening_prediction = "c"`. You get the point for any choice, right or wrong.

# %% nbgrader={"grade_id": "05-predict-screening-choice", "solution": true}
screening_prediction = None
### BEGIN SOLUTION
screening_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "05-predict-screening", "grade": true}
predict("choosing_lambda.screening", screening_prediction)

# %% [markdown]
# We draw 25 such data sets of 50 rows. In each, the 20 columns are chosen twice: once from all rows,
# before the folds are made, and once inside each fold, from its training rows.


# %% tags=["experiment"]
def strongest(X, y, count=20):
    """The columns that correlate most with y."""
    Xc = X - X.mean(axis=0)
    return np.argsort(-np.abs(Xc.T @ (y - y.mean())) / np.linalg.norm(Xc, axis=0))[:count]


def interval(values):
    """Mean and half-width of the 95 % interval (1.5) of lesson 1."""
    middle, _, high = paired_ci(values, np.zeros(len(values)))
    return middle, high - middle


accuracy = {"before the folds": [], "inside each fold": []}
for seed in range(25):
    rng = np.random.default_rng(seed)
    X_noise, labels = datasets.make_noise(50, 1000, n_classes=2, rng=rng)
    folds = validation.kfold_indices(50, 5, rng)
    before = strongest(X_noise, labels)
    for place, scores in accuracy.items():
        right = []
        for train, val in folds:
            columns = before
            if place == "inside each fold":
                columns = strongest(X_noise[train], labels[train])
            model = sk.RidgeClassifier()  # ridge on labels -1 and 1, and the sign of its answer
            model.fit(X_noise[np.ix_(train, columns)], labels[train])
            right.append(model.score(X_noise[np.ix_(val, columns)], labels[val]))
        scores.append(np.mean(right))

outside, inside = (interval(scores) for scores in accuracy.values())
for place, scores in accuracy.items():
    print("columns chosen {}: accuracy {:.2f} ± {:.2f}".format(place, *interval(scores)))

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"Labels are coin flips: {outside[0]:.2f} accuracy with columns chosen before\n"
    f"the folds, {inside[0]:.2f} ± {inside[1]:.2f} with columns chosen inside",
    "cross-validated accuracy (dots: 25 data sets)",
    "columns chosen",
    size=(7.0, 3.2),
)
rows = {place: (m, m - h, m + h) for place, (m, h) in zip(accuracy, (outside, inside), strict=True)}
plots.intervals(ax, rows, dots=accuracy, zero=False)
ax.axvline(0.5, color="0.3", linewidth=1)
ax.annotate("coin flips", (0.5, 0.5), xytext=(4, 0), textcoords="offset points", fontsize=9)
plots.show(
    fig,
    "Cross-validated accuracy on 25 noise data sets. With columns chosen before the folds the "
    "points are near 0.9; with columns chosen inside each fold they scatter around 0.5.",
)

# %% tags=["experiment"]
reveal("choosing_lambda.screening")

# %% [markdown]
# Choosing columns *is* training. Every step that uses `y` or the validation rows belongs inside the
# folds: make it a part of the model, as `make_lasso` does with its scaler.

# %% [markdown]
# ## 5.6 What error may you report?
#
# **Predict.** You try 30 values of lam and take the one with the smallest cross-validated error. How
# does that smallest error compare, on average, with the error of the chosen model on new data?
#
# - `"a"`: It is about the same: cross-validation is made to estimate the error on new data.
# - `"b"`: It is too low.
# - `"c"`: It is too high: each fold trains on fewer rows.

# %% nbgrader={"grade_id": "05-predict-minimum-choice", "solution": true}
minimum_prediction = None
### BEGIN SOLUTION
minimum_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "05-predict-minimum", "grade": true}
predict("choosing_lambda.minimum_error", minimum_prediction)

# %% [markdown]
# We treat "choose `lam` by cross-validation, then fit" as *one* method, and cross-validate this whole
# method. That is **nested cross-validation**. In each outer fold $(T_i, V_i)$:
#
# 1. cut the training rows $T_i$ into $k_{\text{inner}}$ folds, and compute the curve (5.2) on them,
#    with the same inner folds for every `lam`;
# 2. take the `lam` with the smallest mean, $\hat\lambda_i$;
# 3. fit a new model with $\hat\lambda_i$ on all of $T_i$;
# 4. its error on $V_i$ is the score:
#
# $$s_i = \frac{1}{|V_i|} \sum_{j \in V_i} \bigl(y_j - \hat f_{T_i,\hat\lambda_i}(x_j)\bigr)^2.
# \tag{5.5}$$
#
# The rows $V_i$ are not used before step 4. Each fold may choose a different `lam`: the mean of the
# $s_i$ estimates the error of the *method*.
#
# ### Exercise 5.4
#
# Write `nested_cv`, with your `kfold_indices` and `cv_curve`. Be careful with the row numbers: inner folds
# count the rows of `X[train]` from 0. `rng` draws the inner folds.


# %% nbgrader={"grade_id": "05-nested-cv", "solution": true}
def nested_cv(make_model, X, y, lams, outer, k_inner, rng):
    """The error of a method that chooses its own lam, (5.5).

    make_model : make_model(lam) gives a new model with fit(X, y) and predict(X)
    X : array of shape (n_samples, n_features)
    y : array of shape (n_samples,)
    lams : array of shape (n_lams,)
    outer : list of k pairs (train, val) of row numbers
    k_inner : int, the number of folds inside each outer training set
    rng : numpy.random.Generator, for the inner folds
    Returns scores and the chosen lams, each of shape (k,).
    """
    ### BEGIN SOLUTION
    scores, chosen = np.zeros(len(outer)), np.zeros(len(outer))
    for i, (train, val) in enumerate(outer):
        inner = kfold_indices(len(train), k_inner, rng)
        mean, _ = cv_curve(make_model, X[train], y[train], lams, inner)
        chosen[i] = lams[np.argmin(mean)]
        model = make_model(chosen[i])
        model.fit(X[train], y[train])
        scores[i] = np.mean((y[val] - model.predict(X[val])) ** 2)
    return scores, chosen
    ### END SOLUTION


# %% nbgrader={"grade_id": "05-nested-cv-check", "grade": true}
check("choosing_lambda.nested_cv")

# %% nbgrader={"grade_id": "05-nested-cv-hidden", "grade": true}
# The graded check of Exercise 5.4 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("choosing_lambda.nested_cv")
### END HIDDEN TESTS

# %% [markdown]
# ### Does it agree with the library?
#
# In scikit-learn, a `GridSearchCV` *is* a model that chooses its own `alpha`. So nested
# cross-validation is a grid search inside `cross_val_score`. Each outer training set has 20 rows, and
# we use 20 inner folds. So one row is left out at a time, and the result does not depend on how the
# inner folds are drawn.

# %% tags=["experiment"]
few, grid = slice(30), np.array([1.0, 10.0, 100.0])
outer = validation.kfold_indices(30, 3, np.random.default_rng(0))
scores, chosen = nested_cv(
    lambda lam: sk.Ridge(alpha=lam), Z[few], y[few], grid, outer, 20, np.random.default_rng(1)
)
search = ms.GridSearchCV(sk.Ridge(), {"alpha": grid}, cv=20, scoring="neg_mean_squared_error")
library = -ms.cross_val_score(search, Z[few], y[few], cv=outer, scoring="neg_mean_squared_error")
print(f"yours   {np.round(scores, 2)}, chosen {chosen}")
print(f"library {np.round(library, 2)}")

# %% [markdown]
# Now your prediction. We draw 150 small data sets (20 rows, 15 columns, five of them with a weight of
# 0.3, noise of variance 1), and choose ridge's `lam` among 30 values. Since we know the truth, we can
# compute the exact error of each chosen model on new data. With it we compare two estimates: the
# smallest mean of the curve, and the nested one. The bars are intervals of the paired differences.


# %% tags=["experiment"]
def ridge_errors(X, y, lams, folds):
    """The curve (5.2) for ridge, all lams of a fold from one SVD."""
    errors = []
    for train, val in folds:
        W, b = linear.ridge_svd_path(X[train], y[train], lams)
        errors.append(np.mean((y[val][:, None] - X[val] @ W.T - b) ** 2, axis=0))
    return np.mean(errors, axis=0)


n, p, k, lams = 20, 15, 10, np.geomspace(100, 0.01, 30)
w_true = np.where(np.arange(p) < 5, 0.3, 0.0)
smallest, nested, new = [], [], []
for seed in range(150):
    rng = np.random.default_rng(seed)
    X_small = rng.normal(size=(n, p))
    y_small = X_small @ w_true + rng.normal(size=n)
    outer = validation.kfold_indices(n, k, rng)
    curve = ridge_errors(X_small, y_small, lams, outer)
    smallest.append(curve.min())

    W, b = linear.ridge_svd_path(X_small, y_small, lams[[np.argmin(curve)]])
    new.append(1 + np.sum((W[0] - w_true) ** 2) + b[0] ** 2)  # x is standard normal

    scores = []
    for train, val in outer:
        inner = validation.kfold_indices(len(train), k, rng)
        lam = lams[np.argmin(ridge_errors(X_small[train], y_small[train], lams, inner))]
        W, b = linear.ridge_svd_path(X_small[train], y_small[train], [lam])
        scores.append(np.mean((y_small[val] - X_small[val] @ W[0] - b[0]) ** 2))
    nested.append(np.mean(scores))

new = np.array(new)
gaps = {"smallest mean of\nthe curve": smallest - new, "nested\ncross-validation": nested - new}
intervals = [interval(gap / new.mean() * 100) for gap in gaps.values()]
between, half = interval(np.subtract(smallest, nested) / new.mean() * 100)
print("estimate minus exact error, in % of that error:")
for name, (middle, width) in zip(gaps, intervals, strict=True):
    print(f"{' '.join(name.split()):27} {middle:+.0f} ± {width:.0f}")
print(f"smallest mean minus nested  {between:+.0f} ± {half:.0f}")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"The smallest cross-validated error is too low, by {-intervals[0][0]:.0f} ± "
    f"{intervals[0][1]:.0f} %;\nthe nested one is off by {intervals[1][0]:.0f} ± "
    f"{intervals[1][1]:.0f} %",
    "estimate minus exact error on new data (% of that error)",
    "",
    size=(7.0, 2.6),
)
rows = {name: (m, m - h, m + h) for name, (m, h) in zip(gaps, intervals, strict=True)}
plots.intervals(ax, rows)
plots.show(
    fig,
    "Two intervals. The smallest mean of the curve lies about a quarter below the exact error on "
    "new data; the interval of the nested estimate contains 0.",
)

# %% tags=["experiment"]
reveal("choosing_lambda.minimum_error")

# %% [markdown]
# The smallest of many noisy numbers was picked *because* it is low, so its noise tends to be negative.
# The effect is larger with fewer rows and with more candidates; on 442 people with a single penalty to
# tune, expect it to be small. (The nested estimate may be a little too high: its models are trained on
# 18 rows, the final one on 20.) To choose `lam`, use the curve. To report an error, use the nested
# estimate, or a test set that was used for nothing else. In lesson 3 we split off validation people for
# the same reason.

# %% [markdown]
# ## 5.7 Yes or no: logistic regression
#
# So far `y` was a number. Now it is a label, 0 or 1. **Logistic regression** turns $z = Xw + b$ into a
# probability of label 1, and averages the **log-loss** instead of the squares:
#
# $$p_i = \frac{1}{1 + e^{-z_i}}, \qquad
# \min_{w,\,b}\ \frac1n \sum_i \Bigl(\log(1 + e^{z_i}) - y_i z_i\Bigr)
# + \lambda\Bigl(\rho\lVert w\rVert_1 + \frac{1-\rho}{2}\lVert w\rVert_2^2\Bigr). \tag{5.6}$$
#
# $\rho$ is `l1_ratio`: 1 gives the L1 penalty, 0 the L2 penalty. As always, $b$ is not penalized. There
# is no closed formula for the minimum, even with L2 alone. But the gradient of the loss is simple, and
# you know the proximal operator of the penalty:
#
# $$v = w - \eta\,\tfrac1n X^\top (p - y), \qquad b \leftarrow b - \eta\,\text{mean}(p - y), \tag{5.7}$$
#
# $$w \leftarrow \arg\min_x\ \tfrac12\lVert x - v\rVert^2 + \eta\lambda\Bigl(\rho\lVert x\rVert_1 +
# \frac{1-\rho}{2}\lVert x\rVert_2^2\Bigr) = \frac{S(v,\ \eta\lambda\rho)}{1 + \eta\lambda(1-\rho)}.
# \tag{5.8}$$
#
# $S$ is the soft threshold of lesson 3, and $\eta$ is the step size `lr`. Alternating one gradient step
# and one proximal step is called **proximal gradient descent**. It reaches exact zeros, because $S$
# does. The objective never rises if $\eta \le 4n / \lVert [X, 1]\rVert_2^2$, which is the inverse of a
# bound on the curvature of the log-loss. (You can also put the L2 part into the gradient, $v = w -
# \eta\,(\tfrac1n X^\top (p - y) + \lambda(1-\rho)\,w)$, and only threshold afterwards. That leads to the
# same minimum, but $\lambda(1-\rho)$ then adds to the curvature, so $\eta$ has to be smaller.)
#
# Avoid overflow: $e^{1000}$ is too large for a float. `np.exp(z) / (1 + np.exp(z))` then gives NaN, while
# `1 / (1 + np.exp(-z))` is correct but warns for $z = -1000$. A form that never overflows is
# $p = e^{-\log(1 + e^{-z})}$, and NumPy has a safe $\log(e^a + e^b)$: `np.logaddexp(a, b)`.

# %% [markdown]
# ### Exercise 5.5
#
# Write `logreg_prox`. Start from zeros, and take exactly `n_steps` steps, each with (5.7) and (5.8).
# `linear.soft_threshold` is the course's version of your function from lesson 3. The check compares your
# result after a few steps, and after so many steps that it has reached the minimum. You may update $w$
# and $b$ from the same $p$, as in (5.7), or one after the other, in either order, with a new $p$ for the
# second. You may put the L2 part into the proximal step or into the gradient. Columns may have any
# unit, and `X` may hold whole numbers.


# %% nbgrader={"grade_id": "05-logreg-prox", "solution": true}
def logreg_prox(X, y, lam, l1_ratio, lr, n_steps):
    """Logistic regression (5.6) by proximal gradient descent.

    X : array of shape (n_samples, n_features)
    y : array of shape (n_samples,), labels 0 and 1
    lam : float, 0 or larger
    l1_ratio : float from 0 to 1
    lr : float, the step size
    n_steps : int, the number of steps
    Returns w of shape (n_features,) and b (a float).
    """
    ### BEGIN SOLUTION
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(n_steps):
        p = np.exp(-np.logaddexp(0, -(X @ w + b)))
        v = w - lr * X.T @ (p - y) / len(y)
        w = linear.soft_threshold(v, lr * lam * l1_ratio) / (1 + lr * lam * (1 - l1_ratio))
        b = b - lr * np.mean(p - y)
    return w, b
    ### END SOLUTION


# %% nbgrader={"grade_id": "05-logreg-prox-check", "grade": true}
check("choosing_lambda.logreg_prox")

# %% nbgrader={"grade_id": "05-logreg-prox-hidden", "grade": true}
# The graded check of Exercise 5.5 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("choosing_lambda.logreg_prox")
### END HIDDEN TESTS

# %% [markdown]
# ### Does it agree with the library?
#
# scikit-learn's `LogisticRegression` *adds* the log-losses, multiplies the sum by `C`, and adds the
# penalty without a factor. So a **smaller** `C` is a stronger penalty: `C = 1 / (n * lam)`. (Older
# articles write `penalty="l1"`. Since version 1.8 that is deprecated; use `l1_ratio`.)
#
# The data: 569 tumours, 30 measurements of their cells, label 1 for benign. The measurements are
# strongly correlated, so we take many steps.

# %%
tumours = datasets.load_breast_cancer()
X_cells = (tumours.X - tumours.X.mean(axis=0)) / tumours.X.std(axis=0)
benign = tumours.y
X_cells.shape, round(float(benign.mean()), 3)

# %% tags=["experiment"]
lam, n = 0.05, len(benign)
lr = 4 * n / np.linalg.norm(np.column_stack([X_cells, np.ones(n)]), 2) ** 2
print("l1_ratio  solver    nonzero      b   largest difference   violation")
for l1_ratio, solver in ((0.0, "lbfgs"), (0.5, "saga"), (1.0, "saga")):
    w, b = logreg_prox(X_cells, benign, lam, l1_ratio, lr, 10_000)
    library = sk.LogisticRegression(
        C=1 / (n * lam), l1_ratio=l1_ratio, solver=solver, tol=1e-6, max_iter=5000
    ).fit(X_cells, benign)
    difference = np.max(np.abs(w - library.coef_[0]))
    violation = linear.logistic_kkt_violation(X_cells, benign, w, b, lam, l1_ratio)
    print(
        f"{l1_ratio:8} {solver:>7} {np.sum(w != 0):10d} {b:9.4f} {difference:15.0e} "
        f"{violation:13.0e}"
    )

# %% [markdown]
# ### Do two solvers fit the same model?
#
# **Predict.** One of the articles that this course started from fits L1 with the solver liblinear and L2
# with lbfgs, both at C = 1.0, and prints the two test accuracies of one split. Does the comparison show
# what the penalties do?
#
# - `"a"`: Yes: data and C are the same.
# - `"b"`: No: the objectives differ in more than the penalty on the weights.
# - `"c"`: No: lbfgs is the better optimizer and gets closer to the minimum.

# %% nbgrader={"grade_id": "05-predict-solvers-choice", "solution": true}
solvers_prediction = None
### BEGIN SOLUTION
solvers_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "05-predict-solvers", "grade": true}
predict("choosing_lambda.solvers", solvers_prediction)

# %% [markdown]
# liblinear treats the intercept as one more weight and penalizes it; lbfgs does not. Does that matter? We
# fit each penalty in two ways, once with the intercept penalized and once with a free intercept. (With
# `intercept_scaling=1000`, liblinear's penalty on $b$ becomes negligible.) The models are trained on
# three quarters of the tumours, scaled by these, and tested on the last quarter; 20 times, at the
# article's C and at two smaller ones.
#
# *Before you run the next two cells:* more than six in ten tumours are benign. At which C will the
# penalized intercept change the accuracy most?

# %% tags=["experiment"]
fits = {
    "L1 liblinear": {"l1_ratio": 1, "solver": "liblinear"},
    "L1 free b": {"l1_ratio": 1, "solver": "liblinear", "intercept_scaling": 1000},
    "L2 liblinear": {"l1_ratio": 0, "solver": "liblinear"},
    "L2 lbfgs": {"l1_ratio": 0, "solver": "lbfgs"},
}
strengths = (1.0, 0.1, 0.01)
right = {(name, C): [] for name in fits for C in strengths}
for seed in range(20):
    train, test = datasets.split_rows(n, (0.75, 0.25), rng=np.random.default_rng(seed))
    scaled = StandardScaler().fit(tumours.X[train]).transform(tumours.X)
    for (name, C), scores in right.items():
        model = sk.LogisticRegression(C=C, tol=1e-3, max_iter=2000, random_state=0, **fits[name])
        model.fit(scaled[train], benign[train])
        scores.append(100 * model.score(scaled[test], benign[test]))

pairs = {
    "the article's: L1 liblinear - L2 lbfgs": ("L1 liblinear", "L2 lbfgs"),
    "b free in both: L1 - L2": ("L1 free b", "L2 lbfgs"),
    "L1: b penalized - b free": ("L1 liblinear", "L1 free b"),
    "L2: b penalized - b free": ("L2 liblinear", "L2 lbfgs"),
}
gaps = {
    (pair, C): paired_ci(right[one, C], right[other, C])
    for pair, (one, other) in pairs.items()
    for C in strengths
}
print("difference of accuracy in points, 20 splits")
columns = {
    f"C = {C}": ["{:+.2f} ({:+.2f} to {:+.2f})".format(*gaps[pair, C]) for pair in pairs]
    for C in strengths
}
plots.table({"": list(pairs), **columns})

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
one = {C: gaps["L1: b penalized - b free", C] for C in strengths}
fig, axes = plots.figures(
    f"L1, penalized minus free intercept: {one[1.0][0]:+.1f} ± {one[1.0][0] - one[1.0][1]:.1f} points "
    f"at the article's C = 1,\n{one[0.01][0]:+.1f} ± {one[0.01][0] - one[0.01][1]:.1f} at C = 0.01",
    [("difference of accuracy (points)", "")] * 3,
    size=(10.5, 3.6),
    sharex=True,
    sharey=True,
)
short = [pair.replace(": ", ":\n") for pair in pairs]
for ax, C in zip(axes, strengths, strict=True):
    rows = {text: gaps[pair, C] for text, pair in zip(short, pairs, strict=True)}
    plots.intervals(ax, rows)
    ax.set_title(f"C = {C:g}", fontsize=11)
plots.show(
    fig,
    "Three panels with four intervals of accuracy differences each. At C = 1 all intervals are close to "
    "0. At C = 0.01 the penalized intercept raises the accuracy of the L1 fit by about nine points and "
    "that of L2 by about two.",
)

# %% tags=["experiment"]
reveal("choosing_lambda.solvers")

# %% [markdown]
# At the article's C = 1 the penalty is weak, and so is the difference between the solvers: all intervals in
# the first column are narrow and contain 0. The article's comparison is still not a good one. It reports
# one split (on ours, a single tumour changes the accuracy by 0.7 points), and it uses the same C for
# both penalties, although each needs a value of its own.
#
# The intercept matters where the penalty is strong, or where most labels are equal. At C = 0.01 most of
# the difference depends on it: with a free intercept in both, L1 loses by far more than in the article's
# comparison. The penalized intercept even *helps* both fits, L1 most: with such a strong penalty the
# weights are so small that they cannot outvote a free intercept, which then calls too many tumours
# benign. That is an accident, and not a merit of liblinear. So compare penalties on the same objective,
# each with a `lam` that was chosen for it.

# %% [markdown]
# ### Does L1 cost accuracy?
#
# The same article says that L1 is "perfect when you need interpretability". Now we compare fairly. On 20
# random splits we choose `lam` for L1 and for L2 among the same nine values, each by its log-loss on
# validation rows (one part instead of folds, to save time), and read the test rows once. For L1 we use
# liblinear with a free intercept, for L2 newton-cholesky, which has the objective of lbfgs and is faster.
#
# *Before you run the next two cells:* how many of the 30 measurements will L1 keep? And will its accuracy
# be better, equal or worse?


# %% tags=["experiment"]
def tuned(model, parts, Z):
    """Test accuracy and weights at the lam with the smallest log-loss on the validation rows."""
    train, val, test = parts

    def fitted(lam):
        return model.set_params(C=1 / (len(train) * lam)).fit(Z[train], benign[train])

    def validation_loss(lam):
        z = fitted(lam).decision_function(Z[val])
        return np.mean(np.logaddexp(0, z) - benign[val] * z)

    best = fitted(min(np.geomspace(0.1, 0.0003, 9), key=validation_loss))
    return best.score(Z[test], benign[test]), best.coef_[0].copy()


l1 = sk.LogisticRegression(
    l1_ratio=1, solver="liblinear", intercept_scaling=1000, max_iter=1000, random_state=0
)
l2 = sk.LogisticRegression(l1_ratio=0, solver="newton-cholesky", max_iter=1000)
gain, supports = [], []
for seed in range(20):
    parts = datasets.split_rows(n, (0.5, 0.25, 0.25), rng=np.random.default_rng(seed))
    cells = StandardScaler().fit(tumours.X[parts[0]]).transform(tumours.X)
    (accuracy_l1, w_l1), (accuracy_l2, _) = tuned(l1, parts, cells), tuned(l2, parts, cells)
    gain.append(100 * (accuracy_l1 - accuracy_l2))
    supports.append(w_l1 != 0)

kept = np.sum(supports, axis=1)
middle, half = interval(gain)
shared = [
    np.sum(one & other) / np.sum(one | other)
    for i, one in enumerate(supports)
    for other in supports[:i]
]
print(f"L1 keeps {kept.mean():.1f} of 30 measurements, from {kept.min()} to {kept.max()}.")
print(f"Accuracy, L1 minus L2: {middle:+.2f} ± {half:.2f} points.")
print(f"Of the measurements that either of two splits keeps, both keep {np.mean(shared):.0%}.")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"L1 keeps {kept.mean():.0f} of 30 measurements;\n"
    f"its accuracy differs from that of L2 by {middle:.1f} ± {half:.1f} points",
    "measurements that L1 keeps",
    "accuracy, L1 minus L2\n(percentage points)",
)
nudge = 0.12 * np.random.default_rng(0).normal(size=len(kept))  # splits that coincide stay visible
ax.plot(
    kept + nudge,
    gain,
    alpha=0.7,
    label="one split",
    **{**plots.series(0, marker=True), "linestyle": ""},
)
ax.errorbar(
    kept.mean(),
    middle,
    yerr=half,
    capsize=4,
    label="mean, 95 % interval",
    **{**plots.series(1, marker=True), "linestyle": "", "markersize": 8},
)
ax.axhline(0, color="0.3", linewidth=1)
fig.legend(loc="outside lower center", ncols=2)
plots.show(
    fig,
    "For twenty splits, the difference of accuracy between L1 and L2 against the number of "
    "measurements that L1 keeps, between about ten and twenty. The differences scatter around a mean "
    "slightly below zero.",
)

# %% [markdown]
# On average L1 needs less than half of the measurements, and loses a little accuracy. So its models
# are sparser. But look at the last printed line before you interpret them. *Which* measurements are kept
# changes from split to split: the columns are strongly correlated (radius, perimeter and area of the
# same cells), so one can replace another. The splits share tumours, so the interval describes this data
# set and is too narrow for new tumours.

# %% [markdown]
# ## 5.8 Why?
#
# A colleague has 80 patients and 5000 gene activities. She standardizes all columns, keeps the 50 genes
# that correlate most with the outcome, runs a `GridSearchCV` over 30 values of `lam`, and writes: "The
# best cross-validated accuracy is 94 %. This is what we expect for new patients."
#
# In at most 150 words: name **two** reasons why the number is too good, say **which of them is likely to
# matter more**, and describe **what to do instead**. (3 points, marked by a person.)

# %% [markdown] nbgrader={"grade_id": "05-why", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# (1) The 50 genes were chosen with the labels of all patients, so in every fold the validation labels
# took part in the choice. With 5000 candidates and 80 patients that alone can turn pure noise into a
# high accuracy: this matters most. (2) The reported number is the best of 30, picked because it was
# high. (Standardizing on all rows is a leak, too, but it does not use the labels, and is small.) Instead:
# put scaler, selection of genes and classifier into one pipeline, run the grid search inside an outer
# cross-validation, and report the mean and spread of the outer scores; or keep a test set that is used
# for nothing else.
#
# **Marking scheme.** 1 point for two valid reasons (screening before the folds; best of many; scaling
# before the folds). 1 point for saying that the screening matters most, with a reason (it uses the
# labels; 5000 candidates against 80 rows). 1 point for a procedure in which selection *and* the choice of
# lam happen inside the training rows of an outer split. No point for "more folds" or "another seed".
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | what | formula | here | scikit-learn | scale |
# |---|---|---|---|---|
# | folds | (5.1) | `kfold_indices` | `KFold(k, shuffle=True)` | – |
# | curve | mean and se of $E_i(\lambda)$ | `cv_curve` | `cross_val_score`, `LassoCV`, `RidgeCV` | scores are minus the error |
# | choice | $\max\{\lambda: \text{mean} \le \text{min} + \text{se}\}$ | `one_se_rule` | – (they take the minimum) | smaller `C` is simpler |
# | honest error | (5.5) | `nested_cv` | `cross_val_score(GridSearchCV(...))` | – |
# | logistic, L1 and L2 | (5.6) | `logreg_prox(..., lam, l1_ratio)` | `LogisticRegression(C, l1_ratio)` | `C = 1 / (n * lam)` |
#
# - Everything that is learned from data is learned inside the folds: scaling, choosing columns, choosing `lam`.
# - The chosen `lam` is uncertain where the curve is flat, and there it matters little.
# - Use the smallest cross-validated error for choosing. For reporting, use nested cross-validation.
# - The same `C` does not mean the same objective: liblinear penalizes the intercept. That matters for small `C`.
#
# **Further reading.** T. Hastie, R. Tibshirani, J. Friedman, *The Elements of Statistical Learning*
# (2009), sections 7.10 and 7.12. C. Ambroise, G. McLachlan, *Selection bias in gene extraction on the
# basis of microarray gene-expression data* (2002). S. Varma, R. Simon, *Bias in error estimation when
# using cross-validation for model selection* (2006). Y. Bengio, Y. Grandvalet, *No unbiased estimator
# of the variance of K-fold cross-validation* (2004). N. Parikh, S. Boyd, *Proximal algorithms* (2014).
