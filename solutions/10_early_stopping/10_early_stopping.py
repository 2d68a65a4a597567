# %% [markdown]
# # Lesson 10. Early stopping
#
# **By the end you can**
#
# - write early stopping as a callback that handles ties, NaN and a network that keeps learning;
# - say how the number of steps acts like an L2 penalty, and which penalty that is;
# - measure what early stopping gains over a fair baseline, and what it costs;
# - judge whether a report is honest, and tell a cold start from a warm one.
#
# **Time** about 110 minutes; the end of 10.1 is a good place for a break. **Before this** lessons 2 (ridge), 5
# (validation) and 6 (networks).
#
# Each exercise ends with a check. A failed check shows the smallest case that fails and a hint;
# `example("early_stopping.EarlyStopper")` gives you the inputs of that case. `nn` and `linear` contain the
# reference solutions of the course. The figures use them, so they work before your own functions do. (Cells that
# compare *your* answer with the library need your answer.)

# %% jupyter={"source_hidden": true}
# Folded: the imports of this lesson
import textwrap
import time
import warnings

import numpy as np
from sklearn.linear_model import Ridge

from reglab import compare, datasets, linear, nn, plots
from reglab.checks import check, example, predict, reveal
from reglab.quiet import quiet_start

with quiet_start():
    import keras

# %% [markdown]
# ## 10.0 When should training stop?
#
# A network with 256 hidden units learns digits from 200 images. After every epoch we measure its loss on 200
# other images, the **validation** rows, which are never trained on. We do this twice: with correct labels, and
# with 20 % wrong labels. The wrong labels are in the training rows and in the validation rows, because both come
# from the same pool. The 1,000 test rows have correct labels.
#
# Most experiments train 20 networks, each with its own images, its own wrong labels and its own initial weights,
# and compare methods seed by seed. The images of all seeds come from the same data set of 1,797, so the intervals
# say how sure we are about this data set, not about others.

# %% tags=["experiment"]
digits = datasets.load_digits()
SEEDS, NOISES, EPOCHS, LONG = range(20), (0.0, 0.2), 60, 80
LAYERS, ADAM = (nn.Dense(256), nn.ReLU(), nn.Dense(10)), nn.Adam(1e-3)
OPTIONS = {"seeds": SEEDS, "batch_size": 32}
data = {  # by share of wrong labels: training, validation and test rows
    noise: datasets.split_seeds(digits.X / 16, digits.y, (200, 200, 1000), seeds=SEEDS, noise=noise)
    for noise in NOISES
}

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: two small helpers
each = np.arange(len(SEEDS))


def plus_minus(a, b, digits=1):
    """Mean paired difference a - b and half the width of its 95 % interval, in points."""
    diff, lo, _ = compare.paired_ci(a, b)
    return (
        f"{100 * diff:+z.{digits}f} ± {100 * (diff - lo):.{digits}f}"  # z: no minus sign before 0
    )


def watch(noise, rows, epochs=EPOCHS):
    """The history of the plain network, with metrics of these rows after every epoch."""
    recipe = {"plain": nn.Recipe(LAYERS, ADAM)}
    table = nn.run_table(recipe, data[noise][0], rows, validation=rows, epochs=epochs, **OPTIONS)
    return table["plain"].history


# %% [markdown]
# *Before you run the cell:* sketch the validation loss over 80 epochs, with correct labels and with 20 % wrong
# ones. Where would you stop?

# %% tags=["experiment"]
watched = {noise: watch(noise, data[noise][1], LONG) for noise in NOISES}
lowest = {noise: history.val_loss.argmin(axis=0) for noise, history in watched.items()}
noisy = watched[0.2].val_loss
growth = np.mean(noisy[-1] / noisy.min(axis=0))

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, axes = plots.figures(
    f"With wrong labels each network has its own best epoch, from {lowest[0.2].min() + 1} to "
    f"{lowest[0.2].max() + 1};\nafter {LONG} epochs the validation loss is on average "
    f"{growth:.1f} times its lowest",
    [
        (f"epoch ({100 * noise:.0f} % wrong labels)", label)
        for noise, label in zip(NOISES, ("validation loss (nats)", ""), strict=True)
    ],
    size=(9.4, 4.0),
)
for i, (ax, noise) in enumerate(zip(axes, NOISES, strict=True)):
    plots.lowest_points(ax, watched[noise].val_loss, colour=i)
    ax.legend(loc="lower right")
plots.show(
    fig,
    "Validation loss of 20 networks against epochs. With correct labels all curves fall and flatten, "
    "and the lowest point comes late. With wrong labels they fall, turn and rise; the lowest points "
    "are spread over many epochs.",
)

# %% [markdown]
# **Early stopping**: keep the weights of the best epoch, and stop when no later epoch has beaten it for a while.
# Three of the articles that this course is based on recommend it, because it is said to prevent overfitting.
#
# We train every network twice, for 60 epochs and with early stopping. Everything else is the same, including the
# learning rate of 0.001.
#
# **Predict.** Where does early stopping gain accuracy over training to the end, at the same learning rate?
#
# - `"a"`: With correct labels and with wrong ones: a network that trains too long overfits.
# - `"b"`: Mainly with wrong labels; with correct ones it gains next to nothing.
# - `"c"`: Nowhere: it only saves time.

# %% nbgrader={"grade_id": "10-predict-gain-choice", "solution": true}
gain_prediction = None
### BEGIN SOLUTION
gain_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "10-predict-gain", "grade": true}
predict("early_stopping.gain", gain_prediction)

# %% [markdown]
# ## 10.1 The callback
#
# After epoch $t$ the metric is $m_t$, and $m^*$ is the best so far. With a threshold $\delta \ge 0$
# (`min_delta`), epoch $t$ is **better** if
#
# $$m_t < m^* - \delta \quad\text{(mode "min")}, \qquad m_t > m^* + \delta \quad\text{(mode "max")}.
# \tag{10.1}$$
#
# Then $m_t$ is the new best: this epoch and its parameters are stored. The first epoch whose metric is a finite number
# is better, however bad that number is. An epoch that is not better has **failed**. A tie counts as a failure, and so does
# a metric that is NaN, even in the first epoch. With patience $P$,
#
# $$\text{stop as soon as } P \text{ epochs in a row have failed.} \tag{10.2}$$
#
# The drawing follows these two rules for seven epochs, with a patience of 3.

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the drawing
plots.drawing("early_stopping")

# %% [markdown]
# Two mistakes are more common in practice than counting wrongly. After its best epoch the network keeps
# learning and changes its arrays *in place*, so you must store a copy. And when the run ends, by a stop or because
# all epochs are done, the network has its *last* weights: your class must return the best ones.
#
# ### Exercise 10.1
#
# Write the class `EarlyStopper`. A training loop will use it like this:
#
# ```python
# stopper = EarlyStopper(patience=5)
# for epoch in range(100):
#     ...                                             # train, and measure
#     if stopper.update(epoch, val_loss, params):
#         break
# params = stopper.final_params(params)
# ```
#
# A failed check shows a *script* of metrics. To follow it step by step, pass it to your class:
#
# ```python
# case = example("early_stopping.EarlyStopper")
# stopper = EarlyStopper(**case["options"])
# for i, metric in enumerate(case["metrics"]):
#     params = {name: values[i].copy() for name, values in case["params"].items()}
#     print(metric, stopper.update(case["first_epoch"] + i, metric, params), vars(stopper))
# ```
#
# (Its `style` says what the network does between epochs: take a "fresh" dict, change its arrays "in place", or put new
# arrays into the same dict, "replaced". This loop is "fresh". For "in place", make `params` once, before the loop, and
# write `params[name][...] = values[i]` for each name; for "replaced", write `params[name] = values[i].copy()`.)


# %% nbgrader={"grade_id": "10-early-stopper", "solution": true}
class EarlyStopper:
    """Early stopping: keep the best epoch by (10.1), and say when to stop by (10.2).

    patience : int, 1 or larger
    min_delta : float, 0 or larger
    mode : "min" (less is better) or "max" (more is better)
    restore : bool; whether final_params are those of the best epoch, or the last ones
    """

    def __init__(self, patience, min_delta=0.0, mode="min", restore=True):
        ### BEGIN SOLUTION
        self.patience, self.min_delta, self.mode, self.restore = patience, min_delta, mode, restore
        self.best = -np.inf if mode == "max" else np.inf
        self.best_epoch, self.best_params, self.failed = None, None, 0
        ### END SOLUTION

    def update(self, epoch, metric, params):
        """Take note of an epoch, and return True if it is time to stop, otherwise False.

        epoch : int, the number of the epoch: the first may be any, each later one is larger by 1
        metric : float, finite or NaN
        params : dict of arrays, which the network may change afterwards
        After a better epoch best_epoch is its number, and best_params a dict of its arrays, also
        with restore=False. (Before the first better epoch, nothing reads them.)
        After it has returned True, update is not called again.
        """
        ### BEGIN SOLUTION
        gain = metric - self.best if self.mode == "max" else self.best - metric
        if gain > self.min_delta:  # False for NaN
            self.best, self.best_epoch, self.failed = metric, epoch, 0
            self.best_params = {name: array.copy() for name, array in params.items()}
        else:
            self.failed += 1
        return self.failed >= self.patience
        ### END SOLUTION

    def final_params(self, last):
        """The parameters to go on with, whether a stop came or not.

        last : dict of arrays, those of the last epoch; it is left as it is
        Returns the best ones; `last` if restore is False, or if no epoch was better. What is
        returned may be the dict itself or a copy.
        """
        ### BEGIN SOLUTION
        if not self.restore or self.best_params is None:
            return last
        return self.best_params
        ### END SOLUTION


# %% nbgrader={"grade_id": "10-early-stopper-check", "grade": true}
check("early_stopping.EarlyStopper")

# %% nbgrader={"grade_id": "10-early-stopper-hidden", "grade": true}
# The graded check of Exercise 10.1 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("early_stopping.EarlyStopper")
### END HIDDEN TESTS

# %% [markdown]
# ### Does it agree with the library?
#
# We give `keras.callbacks.EarlyStopping` the same scripted curves. The only weight of a tiny model is the number
# of the epoch, so we can see which weight is restored.
#
# *Before you run the cell:* the curve "valley" (4, 3, 2, 1, 2, 3, ...) has its minimum in epoch 3, counting from 0 as
# Keras does. With a patience of 5, in which epoch does training stop?


# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: both callbacks, run on a script of metrics
def keras_replay(curve, **options):
    """Keras's stop, best epoch and restored weight for a script of metrics."""
    weight = keras.layers.Dense(1, use_bias=False)
    model = keras.Sequential([keras.layers.Input((1,)), weight])
    callback = keras.callbacks.EarlyStopping("metric", restore_best_weights=True, **options)
    callback.set_model(model)
    callback.on_train_begin()
    model.stop_training = False
    for epoch, value in enumerate(curve):
        weight.set_weights([np.full((1, 1), epoch)])
        callback.on_epoch_end(epoch, {"metric": value})
        if model.stop_training:
            break
    callback.on_train_end()
    return epoch, callback.best_epoch, int(weight.get_weights()[0].item())


def your_replay(curve, **options):
    """The same with your class."""
    stopper = EarlyStopper(**options)
    for epoch, value in enumerate(curve):
        params = {"w": np.full((1, 1), epoch)}
        if stopper.update(epoch, value, params):
            break
    return epoch, stopper.best_epoch, int(stopper.final_params(params)["w"].item())


# %% tags=["experiment"]
nan = float("nan")
curves = {
    "valley, patience 5": ([4, 3, 2, 1, 2, 3, 4, 5, 6, 7, 8], {"patience": 5}),
    "fluctuates": ([3, 2, 2.5, 2.25, 2.75, 1, 3], {"patience": 3}),
    "plateau": ([2, 1, 1, 1, 1, 1], {"patience": 3}),
    "slow, min_delta 0.5": ([4, 3.75, 3.5, 3.25, 3, 2.75], {"patience": 2, "min_delta": 0.5}),
    "no stop": ([3, 1, 2], {"patience": 5}),
    "more is better": ([0.5, 0.75, 0.5, 0.5], {"patience": 2, "mode": "max"}),
    "NaN on the way": ([3, 2, nan, nan, 1], {"patience": 2}),
    "NaN at first": ([nan, 3, 2, 1, 2, 2], {"patience": 2}),
}
print("                        yours             Keras")
print("                       stop best weight  stop best weight")
for name, (curve, options) in curves.items():
    options = {"mode": "min", **options}
    rows = your_replay(curve, **options), keras_replay(curve, **options)
    numbers = "   ".join("{:4} {!s:>4} {:>6}".format(*row) for row in rows)
    print(f"{name:20} {numbers}{'' if rows[0] == rows[1] else '   differ'}")

# %% [markdown]
# With a patience of 5, training stops 5 epochs after the best one. One of our articles says so, and it is right.
# (It also expects the error to rise in *each* epoch after the best. On real curves it goes up and down, which is
# why we need patience.)
#
# If the very first metric is NaN, Keras takes it as the best. No number is less than NaN, so no later epoch is
# better. A run that begins with NaN is lost with most optimizers anyway; our class continues and uses what comes
# later.
#
# Keras restores the best weights only if you ask for it: `restore_best_weights` is False by default. And
# `start_from_epoch` ignores the epochs before that one; `nn.EarlyStopper` has it, too.
#
# ### Which names can be monitored?
#
# The same article monitors `'val_err'`, by which it means the validation error. Later it monitors `'val_acc'`.
#
# **Predict.** What does Keras 3 do with `EarlyStopping(monitor='val_err')`?
#
# - `"a"`: It monitors the validation error, 1 minus the accuracy.
# - `"b"`: It warns, and trains to the end.
# - `"c"`: It stops with a ValueError.

# %% nbgrader={"grade_id": "10-predict-monitor-choice", "solution": true}
monitor_prediction = None
### BEGIN SOLUTION
monitor_prediction = "c"
### END SOLUTION

# %% nbgrader={"grade_id": "10-predict-monitor", "grade": true}
predict("early_stopping.monitor", monitor_prediction)


# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: a small network in Keras
def keras_model(metric="accuracy", seed=0):
    """A new network in Keras, compiled."""
    keras.utils.set_random_seed(seed)
    dense = keras.layers.Dense
    stack = [keras.layers.Input((64,)), dense(64, activation="relu")]
    model = keras.Sequential([*stack, dense(10, activation="softmax")])
    model.compile(
        "adam", "sparse_categorical_crossentropy", metrics=[metric], run_eagerly=True
    )  # run_eagerly: building a graph takes longer than these few steps
    return model


def keras_fit(model, epochs, **options):
    """Fit with early stopping, and return how many epochs were run."""
    (X, y), (X_val, y_val), _ = (tuple(a[0] for a in part) for part in data[0.0])
    history = model.fit(
        X, y, validation_data=(X_val, y_val), epochs=epochs, batch_size=100, verbose=0,
        callbacks=[keras.callbacks.EarlyStopping(**options)],
    )  # fmt: skip
    return len(history.epoch)


# %% tags=["experiment"]
def outcome(metric, **options):
    """What happens in 4 epochs: a ValueError, a warning, or neither."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            epochs = keras_fit(keras_model(metric), 4, patience=4, **options)
        except ValueError as error:
            return "ValueError: " + textwrap.shorten(str(error), 320, placeholder=" ...")
    told = [str(warning.message) for warning in caught if "stopping" in str(warning.message)]
    return f"{epochs} epochs; " + textwrap.shorten(
        (told or ["no warning"])[0], 80, placeholder=" ..."
    )


for metric, options in (
    ("accuracy", {"monitor": "val_err"}),
    ("accuracy", {"monitor": "val_err", "mode": "min"}),
    ("accuracy", {"monitor": "val_acc"}),
    ("acc", {"monitor": "val_acc"}),
):
    print(f"metrics=[{metric!r}], {options}")
    print(textwrap.indent(textwrap.fill(outcome(metric, **options), 100), "    "))

# %% tags=["experiment"]
reveal("early_stopping.monitor")

# %% [markdown]
# The second form is the dangerous one. The error message itself suggests it, it runs with only a warning, and nothing
# is monitored. The names that you can monitor are the keys of `history.history`. For the validation rows these are
# `val_loss`, and `val_` before the name of each metric. So `'val_acc'` exists only if the metric was called `"acc"` in
# `compile`. Old versions of Keras shortened the name by themselves, which is why the article's program worked when it
# was written.

# %% [markdown]
# ### What does it gain at the same learning rate?
#
# Back to the first prediction. `nn.EarlyStopping(patience=5)` monitors the validation loss with the reference
# version of your class, separately for each of the 20 networks. The other networks train for all 60 epochs. The
# learning rate is 0.001, for both.

# %% tags=["experiment"]
untuned = {}
for noise, (train, validation, test) in data.items():
    recipes = {
        "to the end": nn.Recipe(LAYERS, ADAM),
        "early stopping": nn.Recipe(LAYERS, ADAM, early_stopping=nn.EarlyStopping(patience=5)),
    }
    untuned[noise] = nn.run_table(
        recipes, train, test, validation=validation, epochs=EPOCHS, **OPTIONS
    )
    stopped = untuned[noise]["early stopping"].history
    print(
        f"{100 * noise:.0f} % wrong labels: the best epoch is on average number "
        f"{stopped.best_epoch.mean() + 1:.0f}; training stops after {stopped.epochs_run.mean():.0f}"
    )
    print(f"{untuned[noise]}\n")

# %% tags=["experiment"]
reveal("early_stopping.gain")

# %% [markdown]
# ### Compared with how many epochs?
#
# The gain depends on what we compare with. To train for 60 epochs is a choice, too: a fixed number of epochs is
# itself a stopping rule. One of the articles lists it as one, and warns that it may underfit.
#
# Monitoring a network doesn't change how it trains. So we train the same networks again, measure their test
# accuracy after each epoch, and compare early stopping with many fixed numbers of epochs. (This shows how early
# stopping works. Whether a report may use test rows like that: see 10.5.)
#
# *Before you run the cell:* with wrong labels, over which fixed numbers of epochs does early stopping win: small
# ones, large ones, or both?


# %% tags=["experiment"]
def replay(curves, patience, mode="min"):
    """Chosen epoch and epochs run, for each network, of early stopping on recorded curves."""
    chosen = []
    for curve in curves.T:
        stopper = nn.EarlyStopper(patience, mode=mode)
        for epoch, metric in enumerate(curve):
            if stopper.update(epoch, metric, epoch):
                break
        chosen.append((stopper.final_params(epoch), epoch + 1))
    return np.array(chosen).T


ends, gains, tested = np.arange(8, LONG + 1, 4), {}, {}
for noise in NOISES:
    rows = tuple(part[:, 500:] for part in data[noise][-1])
    tested[noise] = watch(noise, rows, LONG).val_accuracy  # after every epoch: (epochs, seeds)
    stop, _ = replay(watched[noise].val_loss, 5)
    early = tested[noise][stop, each]
    gains[noise] = 100 * np.array([compare.paired_ci(early, tested[noise][t - 1]) for t in ends])
best = {noise: gain[:, 0].argmin() for noise, gain in gains.items()}

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"Gain of early stopping with wrong labels: {gains[0.2][0, 0]:+.1f} points over\n{ends[0]} epochs, "
    f"{gains[0.2][best[0.2], 0]:+.1f} over {ends[best[0.2]]}, {gains[0.2][-1, 0]:+.1f} over {LONG}",
    "fixed number of epochs that it is compared with",
    "gain in accuracy\n(percentage points, 95 % interval)",
)
plots.bands(ax, ends, {f"{100 * noise:.0f} % wrong labels": gain for noise, gain in gains.items()})
ax.legend(loc="upper center")
plots.show(
    fig,
    "Paired gain of early stopping over training for a fixed number of epochs, against that number. "
    "Over few epochs the gain is large. With correct labels it then falls to about zero and stays "
    "there. With wrong labels it falls to nearly zero and rises again to several points.",
)

# %% [markdown]
# A fixed number of epochs can be too small, as the article warns: the network underfits. With wrong labels it can
# be too large as well. In between there are numbers over which early stopping gains next to nothing. So the gain
# over 60 epochs also measures how bad 60 epochs are, at this learning rate. (The same article hopes that early
# stopping prevents over-regularization. But it is a regularizer, and stopping too soon is itself
# over-regularization.)
#
# ### What remains if both choose their learning rate?
#
# We wrote down the learning rate of the baseline once and never changed it. In practice people try several. So
# let both methods try nine learning rates, and choose the one with the best accuracy on the validation rows,
# separately for each seed. We include dropout, with and without early stopping; its nine candidates are three
# learning rates combined with three dropout rates. Every method has equally many candidates, because the best of
# nine looks better than a single one by luck alone. (The stopped methods still choose more: also an epoch for each
# candidate. That favours them.)
#
# **Predict.** What remains of the gain of early stopping with wrong labels, if training to the end chooses its
# learning rate, too?
#
# - `"a"`: All of it: only early stopping keeps a network from memorizing wrong labels.
# - `"b"`: Little or nothing: a smaller learning rate also ends before the wrong labels are memorized.
# - `"c"`: More than before: early stopping makes larger learning rates possible.

# %% nbgrader={"grade_id": "10-predict-both-tuned-choice", "solution": true}
both_tuned_prediction = None
### BEGIN SOLUTION
both_tuned_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "10-predict-both-tuned", "grade": true}
predict("early_stopping.both_tuned", both_tuned_prediction)


# %% tags=["experiment"]
RATES = np.geomspace(1e-4, 1e-2, 9)
STOP = nn.EarlyStopping(patience=5)
DROPOUT = (nn.Dense(256), nn.ReLU(), nn.Dropout(0.5), nn.Dense(10))
recipes = {
    "to the end": nn.Recipe(LAYERS, ADAM),
    "early stopping": nn.Recipe(LAYERS, ADAM, early_stopping=STOP),
    "dropout": nn.Recipe(DROPOUT, ADAM),
    "dropout, stopped": nn.Recipe(DROPOUT, ADAM, early_stopping=STOP),
}
with_dropout = {"lr": (3e-4, 1e-3, 3e-3), "rate": (0.2, 0.5, 0.8)}
tune = {name: with_dropout if "dropout" in name else {"lr": RATES} for name in recipes}
train, validation, test = data[0.2]
tuned = nn.run_table(
    recipes, train, test, validation=validation, tune=tune, epochs=EPOCHS, **OPTIONS
)
print(tuned)

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fair, unfair = (table.gain("early stopping")[0] for table in (tuned, tuned.untuned))
fig, ax = plots.figure(
    f"Early stopping gains {unfair:+.1f} points if both use the rate {ADAM.lr:g},\n"
    f"and {fair:+.1f} if both choose their rate",
    f"gain over training for {EPOCHS} epochs\n(percentage points, 95 % interval; 20 % wrong labels)",
    "",
    size=(8.0, 3.8),
)
plots.tuned_gains(ax, tuned)
plots.show(
    fig,
    "Gains in accuracy over training to the end, for early stopping and for dropout with and without "
    "it. With fixed hyperparameters every method gains some points. If every method chooses among "
    "nine candidates, the gains are much smaller.",
)

# %% [markdown]
# Here are two gains for the same method on the same data. Which of the two would you report? Decide before you
# run the next cell.

# %% tags=["experiment"]
for name in tuned:
    print(f"{name} chose: " + "; ".join(f"{c} ({n}x)" for c, n in tuned.chosen(name).items()))
reveal("early_stopping.both_tuned")

# %% [markdown]
# Each number answers a question. The untuned one says what early stopping gains if you use a learning rate that
# is too large for 60 epochs. The tuned one says what it gains over a network whose learning rate was chosen with
# care. If you read "Early stopping improves accuracy", you expect a gain of the second kind, and the first number
# is no evidence for that.
#
# For training to the end, the validation rows choose small learning rates: with small steps, 60 epochs end before
# the wrong labels are memorized. So the baseline stops early, too, in its own way. (10.4 shows for linear
# regression that what counts is the learning rate *times* the number of steps.) But early stopping does give you
# something: a learning rate that is too large does less harm. (One that is too small does as much as before.) The
# next cell prints the mean validation accuracy for each of the nine rates.

# %% tags=["experiment"]
by_rate = {name: tuned[name].validation.mean(axis=0) for name in ("to the end", "early stopping")}
plots.table(
    {"learning rate": RATES, **{f"{name}, %": 100 * own for name, own in by_rate.items()}},
    {"learning rate": ".5f", **{f"{name}, %": ".1f" for name in by_rate}},
)

# %% [markdown]
# (The validation rows contain wrong labels, which can't be predicted, so these accuracies are far below those on
# test rows.) The accuracy has a narrower peak in the column "to the end" than in the column "early stopping".
# With only a few candidates, training to the end can miss its peak; then early stopping gains more. "Tuned" is a
# matter of degree, so a report should say how many candidates there were.
#
# ### What remains with correct labels?
#
# Without wrong labels, both methods choose among every other one of these learning rates (five), for the first ten
# seeds.
#
# *Before you run the cell:* will tuning increase the gain or reduce it?

# %% tags=["experiment"]
ten = [tuple(values[:10] for values in part) for part in data[0.0]]
clean = nn.run_table(
    {name: recipes[name] for name in ("to the end", "early stopping")}, ten[0], ten[2],
    validation=ten[1], tune={name: {"lr": RATES[::2]} for name in ("to the end", "early stopping")},
    seeds=SEEDS[:10], batch_size=32, epochs=EPOCHS,
)  # fmt: skip
print(clean)

# %% [markdown]
# Where late epochs do little harm, stopping has little to gain.
#
# ### Does it add to dropout?
#
# One article recommends combining regularizers. We compare dropout with and without early stopping, and both with
# a plain network that was stopped, all with their chosen candidates.
#
# *Before you run the cell:* dropout trained to the end, or a plain network stopped early: which is better?

# %% tags=["experiment"]
pairs = (
    ("dropout", "early stopping"),
    ("dropout, stopped", "dropout"),
    ("dropout, stopped", "early stopping"),
)
fair = {f"{name}\nminus {over}": tuned.gain(name, over=over) for name, over in pairs}
unfair = [tuned.untuned.gain(name, over=over) for name, over in pairs]
for label, one, two in zip(fair, fair.values(), unfair, strict=True):
    print(f"{' '.join(label.split()):40} tuned {one[0]:+.2f} [{one[1]:+.2f}, {one[2]:+.2f}], "
          f"untuned {two[0]:+.2f} [{two[1]:+.2f}, {two[2]:+.2f}]")  # fmt: skip

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
largest_gain = max(abs(gain[0]) for gain in fair.values())
fig, ax = plots.figure(
    f"Dropout, early stopping or both: the means differ by at most {largest_gain:.2f} points",
    "difference in accuracy, all tuned\n(percentage points, 95 % interval; 20 % wrong labels)",
    "",
    size=(8.0, 3.4),
)
plots.intervals(ax, fair)
plots.show(
    fig,
    "Three paired differences with intervals: dropout against early stopping, dropout with early "
    "stopping against dropout, and against early stopping alone.",
)

# %% [markdown]
# Where an interval includes 0, this experiment can't tell the two methods apart. In the table of tuned methods further
# up, the combination has the largest gain over training to the end; look at which of the intervals lie clearly above
# 0. Part of the gain of the combination may be due to its additional choice: it also chooses its epoch. All tuned
# gains over training to the end are far smaller than the untuned ones. (Trained to the end, dropout mostly chose the
# highest rate that it had, 0.8; higher ones were not tried. With early stopping it mostly chose lower rates.)

# %% [markdown]
# ### What does it cost? Rows
#
# Early stopping needs validation rows. So does a learning rate that is chosen. Once the choice is made, those 200
# rows could be used for training: take the chosen learning rate, and the number of epochs that early stopping
# found with it, and train a *new* network on all 400 rows. We do this for both methods, with wrong labels. (Twice
# the rows in batches twice as large make as many steps per epoch as before.)
#
# *Before you run the cell:* which gains more, early stopping or the 200 additional rows?

# %% tags=["experiment"]
(X_a, y_a), (X_b, y_b), test = data[0.2]
everything = np.concatenate([X_a, X_b], axis=1), np.concatenate([y_a, y_b], axis=1)
refit = {}
for name in ("to the end", "early stopping"):
    chosen = nn.Adam([own["lr"] for own in tuned[name].chosen])  # a rate for each network
    history = nn.run_table(
        {name: nn.Recipe(LAYERS, chosen)}, everything, test, validation=test, epochs=EPOCHS,
        seeds=SEEDS, batch_size=64,
    )[name].history  # fmt: skip
    stop = EPOCHS - 1 if name == "to the end" else tuned[name].history.best_epoch
    refit[name] = history.val_accuracy[stop, each]  # of test rows, after the epoch chosen before

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the numbers as a table
before = {name: tuned[name].accuracy for name in refit}
plots.table(
    {
        "test accuracy, %": list(refit),
        "200 rows": [100 * before[name].mean() for name in refit],
        "400 rows": [100 * refit[name].mean() for name in refit],
        "difference": [plus_minus(refit[name], before[name]) for name in refit],
    },
    ".1f",
)
gain = plus_minus(refit["early stopping"], refit["to the end"])
print(f"early stopping minus to the end, both on 400 rows: {gain} points")

# %% [markdown]
# Training on the 200 validation rows as well gains far more than early stopping does here, and both methods lose
# that if the rows are only used to choose. The remedy is the same for both methods: choose with validation rows,
# then train a new network on *all* rows with what was chosen.
#
# ### What does it cost? Seconds
#
# One of the articles says that early stopping needs no additional computation. In fact it needs one pass over the
# validation rows after every epoch. It also saves computation, because it skips epochs. Which effect is larger? We
# count processor seconds for the whole search over nine learning rates, for one seed. Training to the end needs
# the validation rows only once for each rate; early stopping needs them in every epoch.
#
# *Before you run the cell:* which search is faster, and by how much?

# %% tags=["experiment"]
(X_one, y_one), watched_rows, _ = (tuple(a[:1] for a in part) for part in data[0.2])
print("                epochs  seconds  per epoch, ms")
for name, options in {
    "to the end": {},
    "early stopping": {"validation": watched_rows, "early_stopping": STOP},
}.items():
    epochs, start = 0, time.process_time()
    for lr in RATES:
        rngs = [np.random.default_rng(0)]
        network = nn.Network(LAYERS, 64, rng=rngs)
        history = nn.fit(
            network,
            X_one,
            y_one,
            optimizer=nn.Adam(lr),
            epochs=EPOCHS,
            batch_size=32,
            rng=rngs,
            **options,
        )
        network(watched_rows[0])
        epochs += EPOCHS if history.epochs_run is None else int(history.epochs_run[0])
    seconds = time.process_time() - start
    print(f"{name:14} {epochs:7} {seconds:8.2f} {1000 * seconds / epochs:14.1f}")

# %% [markdown]
# Seconds differ from computer to computer, and from run to run. An epoch with validation rows is always the more
# expensive one; how much depends on how many validation rows there are (here as many as training rows). Whether
# the search as a whole is faster depends on how soon the runs stop: with small learning rates they don't stop at
# all.

# %% [markdown]
# ### How patient, and with which metric?
#
# More patience costs epochs, and too little stops at the first bump. We record three metrics on the validation
# rows after every epoch, and replay early stopping on them: the loss, the accuracy, and the macro-averaged **F1
# score**. (For each class, F1 is $2 \times$ hits / (predicted + actual); macro means the average over classes.)
# One of the articles recommends monitoring accuracy or F1 instead of the loss alone.
#
# What we look at is the **regret**: by how much the test accuracy of the chosen epoch is below that of the
# network's best epoch of the 60, on half of the test rows, which saves time. (No method knows that best epoch, so
# a regret of 0 is out of reach.)
#
# We train with plain SGD here. It keeps no state between steps, so 60 calls of one epoch are the same as one call
# of 60, and we can measure anything in between.
#
# *Before you run the cell:* which of the three metrics needs the most patience?


# %% tags=["experiment"]
def macro_f1(p, y):
    """F1 of each class, averaged over classes, for every network."""
    predicted, actual = np.eye(10)[p.argmax(axis=-1)], np.eye(10)[y]
    hits, total = (predicted * actual).sum(axis=-2), predicted.sum(axis=-2) + actual.sum(axis=-2)
    return np.mean(2 * hits / np.maximum(total, 1), axis=-1)


METRICS = {  # name: better if, function
    "loss": ("min", nn.negative_log_likelihood),
    "accuracy": ("max", nn.accuracy),
    "macro F1": ("max", macro_f1),
}
recorded, truth = {}, {}
for noise, (train, (X_val, y_val), (X_test, y_test)) in data.items():
    network = nn.Network(LAYERS, 64, rng=[np.random.default_rng(seed) for seed in SEEDS])
    values, test_accuracy = {name: [] for name in METRICS}, []
    for epoch in range(EPOCHS):
        rngs = [np.random.default_rng([seed, epoch]) for seed in SEEDS]
        nn.fit(network, *train, optimizer=nn.SGD(0.1), epochs=1, batch_size=32, rng=rngs)
        p = network(X_val)
        for name, (_, metric) in METRICS.items():
            values[name].append(metric(p, y_val))
        test_accuracy.append(nn.accuracy(network(X_test[:, :500]), y_test[:, :500]))
    recorded[noise] = {name: np.array(curve) for name, curve in values.items()}
    truth[noise] = np.array(test_accuracy)

# %% tags=["experiment"]
patiences, regrets, halves, run_for = (2, 3, 5, 10, 20), {}, {}, {}
for noise, curves in recorded.items():
    for name, (mode, _) in METRICS.items():
        replays = [replay(curves[name], patience, mode) for patience in patiences]
        lost = [
            compare.paired_ci(truth[noise].max(axis=0), truth[noise][best, each])
            for best, _ in replays
        ]
        mean, lo, _ = 100 * np.array(lost).T
        regrets[noise, name], halves[noise, name] = mean, mean - lo
        run_for[noise, name] = np.array([run.mean() for _, run in replays])

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure, and the epochs run
at = patiences.index(5)
fig, axes = plots.figures(
    "Regret with a patience of 5 and wrong labels: "
    + ", ".join(f"{regrets[0.2, name][at]:.1f} ({name})" for name in METRICS)
    + ";\nwith correct labels: "
    + ", ".join(f"{regrets[0.0, name][at]:.1f} ({name})" for name in METRICS),
    [
        (f"patience (epochs; {100 * noise:.0f} % wrong labels)", label)
        for noise, label in zip(NOISES, ("regret (points, 95 % interval)", ""), strict=True)
    ],
    size=(9.4, 4.2),
    sharey=True,
)
for ax, noise in zip(axes, NOISES, strict=True):
    plots.curves(
        ax,
        patiences,
        {name: regrets[noise, name] for name in METRICS},
        halves={name: halves[noise, name] for name in METRICS},
    )
    ax.set_xscale("log")
    ax.set_xticks(patiences, patiences)
    ax.minorticks_off()
axes[0].set_ylim(bottom=0)
axes[1].legend(loc="upper right")
plots.show(
    fig,
    "Regret against patience, for correct and for wrong labels. With the loss it is small from a "
    "patience of a few epochs on. With accuracy and with macro F1 it is larger for small patience, "
    "and the two are close to each other.",
)
plots.table(
    {
        "epochs run, with patience": [f"{n}, {100 * s:.0f} % wrong" for s, n in run_for],
        **{str(p): [run[i] for run in run_for.values()] for i, p in enumerate(patiences)},
    },
    ".0f",
)

# %% [markdown]
# On 200 rows the accuracy moves in steps of half a point, so ties and small bumps are frequent, and every tie counts
# as a failure. F1 is computed from the same predicted classes, so it moves when they do and isn't smoother. The loss
# falls long before a predicted class changes. It may sound right to monitor the metric that you report, but it is the
# noisier guide, so it needs more patience. With more patience the other two come closer to the loss, at the price of
# more epochs. (The ten digits are about equally frequent. With rare classes F1 and accuracy can disagree, and then F1
# may be what you want to *report*.)

# %% [markdown]
# ## 10.2 Steps that stop early
#
# Why should *stopping* regularize? Take a model that we know well, linear regression, and let gradient descent
# start from $w = 0$. With centred data $X_c$, $y_c$ and the loss $\tfrac{1}{2n} \lVert y_c - X_c w \rVert^2$,
#
# $$w_{t+1} = w_t + \frac{\eta}{n} X_c^\top (y_c - X_c w_t), \qquad b_t = \bar y - \bar x^\top w_t.
# \tag{10.3}$$
#
# With steps that are short enough, this converges to least squares. After $t$ steps the weights are still on their way
# from 0. The intercept takes no steps of its own: for each $w_t$ it is the best one, so it isn't shrunk.
#
# ### Exercise 10.2
#
# Write `gd_path`: all weights on the way.


# %% nbgrader={"grade_id": "10-gd-path", "solution": true}
def gd_path(X, y, eta, steps):
    """Gradient descent from w = 0 by (10.3): half the mean squared error is minimized.

    X : array (n, p);  y : array (n,);  of floats or integers, neither is centred
    eta : float, the step size; every step is taken, even if it goes too far
    steps : int, 0 or larger
    Returns W of shape (steps + 1, p) and b of shape (steps + 1,); row t belongs to t steps.
    """
    ### BEGIN SOLUTION
    Xc, yc = X - X.mean(axis=0), y - y.mean()
    W = np.zeros((steps + 1, X.shape[1]))
    for t in range(steps):
        W[t + 1] = W[t] + eta / len(X) * Xc.T @ (yc - Xc @ W[t])
    return W, y.mean() - W @ X.mean(axis=0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "10-gd-path-check", "grade": true}
check("early_stopping.gd_path")

# %% nbgrader={"grade_id": "10-gd-path-hidden", "grade": true}
# The graded check of Exercise 10.2 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("early_stopping.gd_path")
### END HIDDEN TESTS

# %% [markdown]
# The same in Keras: a layer without activation, full batches, plain SGD. Mind the scale: Keras's `"mse"` has no
# $\tfrac12$, so its gradient is twice ours, and its step must be $\eta / 2$.

# %% tags=["experiment"]
diabetes = datasets.load_diabetes()
X = (diabetes.X - diabetes.X.mean(axis=0)) / diabetes.X.std(axis=0)
y = diabetes.y
largest = np.linalg.eigvalsh(X.T @ X / len(X)).max()
eta = 0.1 / largest

W_yours, _ = gd_path(X, y, eta, 30)
for name, step in (("eta", eta), ("eta / 2", eta / 2)):
    layer = keras.layers.Dense(1, use_bias=False, kernel_initializer="zeros")
    model = keras.Sequential([keras.layers.Input((X.shape[1],)), layer])
    model.compile(keras.optimizers.SGD(step), "mse", run_eagerly=True)  # no graph for 30 steps
    for _ in range(30):
        model.train_on_batch(X, y - y.mean())
    distance = np.linalg.norm(layer.get_weights()[0].ravel() - W_yours[-1])
    print(
        f"Keras with a step of {name:7}: distance to your weights after 30 steps "
        f"{distance / np.linalg.norm(W_yours[-1]):.1e} of their length"
    )

# %% [markdown]
# *Before you run the cell:* the right panel shows ridge, from a large penalty to a small one. How will the left
# one, gradient descent, differ?

# %% tags=["experiment"]
STEPS = 10_000
W_gd, _ = linear.gd_path(X, y, eta, STEPS)
t = np.unique(np.geomspace(1, STEPS, 150).astype(int))
lams = linear.equivalent_lambda(eta, t)
W_ridge, _ = linear.ridge_svd_path(X, y, lams)
w_ls, _ = linear.fit_ols(X, y)
apart = np.linalg.norm(W_gd[t] - W_ridge, axis=1) / np.linalg.norm(w_ls)

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, axes = plots.figures(
    f"Two ways from 0 towards least squares (dots): over {STEPS:,} steps, with penalties that\n"
    f"10.4 explains, they are at most {100 * apart.max():.0f} % of the length of the "
    "least-squares weights apart",
    [("steps t times eta", "weight (points of progression per sd)"), ("1 / lam", "")],
    size=(10.4, 4.6),
    sharey=True,
)
names = "age, sex, BMI, blood pressure, cholesterol, LDL, HDL, chol./HDL, triglycerides, glucose"
for ax, title, weights in zip(axes, ("gradient descent", "ridge"), (W_gd[t], W_ridge), strict=True):
    lines = [ax.plot(1 / lams, weights[:, j], **plots.series(j))[0] for j in range(len(w_ls))]
    for j, line in enumerate(lines):
        ax.plot(2 / lams[-1], w_ls[j], ".", color=line.get_color())
    ax.set_xscale("log")
    ax.annotate(title, (0.04, 0.93), xycoords="axes fraction")
plots.label_ends(axes[1], lines, names.split(", "))
plots.show(
    fig,
    "Weights of ten diabetes features along gradient descent, against steps times eta, and along "
    "ridge, against one over lambda. The two panels look nearly alike. Dots at the right edge are "
    "least squares; some weights are still on their way to them.",
)

# %% [markdown]
# The weights move in much the same way in both panels. At the right edge, some have not reached least squares yet,
# in either panel. The next section shows why they take so long.
#
# ## 10.3 Every direction at its own pace
#
# Let $s_1 \ge s_2 \ge \dots$ be the eigenvalues of $X_c^\top X_c / n$: the variances of the data along the
# eigenvectors (the principal directions). In the direction that belongs to $s$, (10.3) updates a single number. Its
# distance from least squares shrinks by the factor $1 - \eta s$ in every step, so that after $t$ steps the share
#
# $$f_t(s) = 1 - (1 - \eta s)^t \tag{10.4}$$
#
# of the least-squares weight is reached. (With $\eta < 2/s_1$ nothing diverges. If $\eta s$ is above 1, each step goes
# too far: the "share" is above 1 after odd numbers of steps, and (10.4) is still right.) Ridge (lesson 2) leaves
# the share
#
# $$g_\lambda(s) = \frac{s}{s + \lambda}. \tag{10.5}$$
#
# Such functions of $s$ are called **filters**. Both pass directions of large variance and shrink
# those of small variance, in which least squares is noisiest.
#
# ### Exercise 10.3
#
# Write the two filters.


# %% nbgrader={"grade_id": "10-filters", "solution": true}
def gd_filter(s, eta, t):
    """Share of the least-squares weight after t steps, (10.4); it may be above 1.

    s : array (k,), eigenvalues of X'X/n of centred data, 0 or larger; floats or integers
    eta : float, the step size, with eta * s below 2;  t : int, 0 or larger
    Returns an array of the shape of s.
    """
    ### BEGIN SOLUTION
    return 1 - (1 - eta * s) ** t
    ### END SOLUTION


def ridge_filter(s, lam):
    """Share of the least-squares weight that ridge leaves, (10.5).

    s : array (k,), as above
    lam : float, 0 or larger; positive if an s is 0
    Returns an array of the shape of s.
    """
    ### BEGIN SOLUTION
    return s / (s + lam)
    ### END SOLUTION


# %% nbgrader={"grade_id": "10-filters-check", "grade": true}
check("early_stopping.gd_filter")

# %% nbgrader={"grade_id": "10-filters-hidden", "grade": true}
# The graded check of Exercise 10.3 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("early_stopping.gd_filter")
### END HIDDEN TESTS

# %% [markdown]
# Ridge by the library and by your filter: project the weights onto the eigenvectors, multiply by the share, and
# transform back.

# %% tags=["experiment"]
s, V = np.linalg.eigh(X.T @ X / len(X))
lam = 0.1
by_filter = V @ (ridge_filter(s, lam) * (V.T @ w_ls))
by_library = Ridge(alpha=len(X) * lam).fit(X, y).coef_
print(f"ridge, your filter against scikit-learn: {np.max(np.abs(by_filter - by_library)):.0e}")
by_filter = V @ (gd_filter(s, eta, 500) * (V.T @ w_ls))
print(f"500 steps, filter against the steps:     {np.max(np.abs(by_filter - W_gd[500])):.0e}")
print("eigenvalues:", ", ".join(f"{value:.3f}" for value in s[::-1]))

# %% [markdown]
# ## 10.4 Steps as a penalty
#
# Where $\eta s t$ is small, $f_t(s) \approx \eta s t$; where $s / \lambda$ is small, $g_\lambda(s) \approx s /
# \lambda$. The two are equal for one particular penalty:
#
# $$\eta s t = \frac{s}{\lambda} \quad\Longleftrightarrow\quad \lambda = \frac{1}{\eta\, t}. \tag{10.6}$$
#
# It does not depend on $s$, so there is one $\lambda$ for all directions. And only the product $\eta t$ counts: half the
# learning rate for twice as many steps is the same penalty. Something similar
# happened in 10.1, where a small learning rate regularized the baseline.
#
# ### Exercise 10.4
#
# Write (10.6).


# %% nbgrader={"grade_id": "10-equivalent-lambda", "solution": true}
def equivalent_lambda(eta, t):
    """The ridge penalty that t steps of size eta resemble, (10.6).

    eta : float, above 0;  t : int, 1 or larger
    Returns a float. (The figures use `linear.equivalent_lambda`, which also takes arrays of t.)
    """
    ### BEGIN SOLUTION
    return 1 / (eta * t)
    ### END SOLUTION


# %% nbgrader={"grade_id": "10-equivalent-lambda-check", "grade": true}
check("early_stopping.equivalent_lambda")

# %% nbgrader={"grade_id": "10-equivalent-lambda-hidden", "grade": true}
# The graded check of Exercise 10.4 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("early_stopping.equivalent_lambda")
### END HIDDEN TESTS

# %% [markdown]
# *Before you run the cell:* both filters rise from 0 to 1. Where will they differ most, and which one is larger?

# %% tags=["experiment"]
grid, counts = np.geomspace(1e-3, largest, 400), (10, 100, 1000)
pairs = {
    count: (
        linear.gd_filter(grid, eta, count),
        linear.ridge_filter(grid, linear.equivalent_lambda(eta, count)),
    )
    for count in counts
}
gap = {count: one - other for count, (one, other) in pairs.items()}
worst = max(gap, key=lambda count: gap[count].max())
where = eta * worst * grid[gap[worst].argmax()]
print(f"smallest difference: {min(g.min() for g in gap.values()):.0e}")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
labelled = {
    (f"{count:,} steps", f"ridge, lam = {1 / (eta * count):.2g}"): pair
    for count, pair in pairs.items()
}
fig, ax = plots.figure(
    f"At lam = 1/(eta t) the share of gradient descent is up to "
    f"{max(g.max() for g in gap.values()):.2f} larger,\nmost so where eta s t is about {where:.1f}, and "
    "never smaller than that of ridge",
    "eigenvalue s of X'X/n (log scale; the ticks are those of diabetes)",
    "share of the least-squares weight",
    size=(8.8, 4.0),
)
plots.filter_pairs(ax, grid, labelled, ticks=s)
fig.legend(loc="outside right center")
plots.show(
    fig,
    "Filters of gradient descent after 10, 100 and 1000 steps, solid, and of ridge at one over eta t, "
    "dashed, against the eigenvalue. Each pair rises at the same place, the pair of 10 steps not as "
    "far as 1; gradient descent rises more steeply. Ticks mark the eigenvalues of the diabetes data.",
)

# %% [markdown]
# For $\eta s \le 0.1$ the difference is never more than 0.22. So the two are similar, not equal: early stopping
# lets more through, most of all in directions of medium variance. Does it matter for predictions? We split the
# diabetes data 20 times into 100 training rows, 100 rows that choose (the number of steps for one, the penalty
# for the other, from equally many candidates) and the rest for testing. Least squares has nothing to choose, so
# it could train on all 200 rows. To be fair we also train the other two on all 200, with the number of steps or
# the penalty that they have chosen.
#
# *Before you run the cell:* which method has the smallest test error?


# %% tags=["experiment"]
def rmse(W, b, Z, y):
    """Root mean squared error of each row of W."""
    return np.sqrt(np.mean((y[:, None] - Z @ W.T - b) ** 2, axis=0))


errors = {
    (name, n): [] for name in ("gradient descent", "ridge", "least squares") for n in (100, 200)
}
profiles = {"gradient descent": [], "ridge": []}
reach = np.geomspace(0.05, 500, 60)  # eta * t
for seed in SEEDS:
    rows = datasets.split_rows(len(y), (100, 100, 242), rng=np.random.default_rng(seed))
    train, choose, test = rows
    mean, sd = X[train].mean(axis=0), X[train].std(axis=0)
    Z = (X - mean) / sd
    step = 0.1 / np.linalg.eigvalsh(Z[train].T @ Z[train] / len(train)).max()
    t = np.unique(np.maximum(np.round(reach / step), 1).astype(int))
    W_all, b_all = linear.gd_path(Z[train], y[train], step, t[-1])
    paths = {
        "gradient descent": (W_all[t], b_all[t]),
        "ridge": linear.ridge_svd_path(Z[train], y[train], linear.equivalent_lambda(step, t)),
    }
    best = {}
    for name, (W, b) in paths.items():
        profile = rmse(W, b, Z[test], y[test])
        profiles[name].append(np.interp(np.log(reach), np.log(step * t), profile))
        best[name] = rmse(W, b, Z[choose], y[choose]).argmin()
        errors[name, 100].append(profile[best[name]])
    both = np.concatenate([train, choose])  # once the choice is made, all 200 rows can train
    n_steps, lam = t[best["gradient descent"]], linear.equivalent_lambda(step, t[best["ridge"]])
    W_all, b_all = linear.gd_path(Z[both], y[both], step, n_steps)
    again = {
        "gradient descent": (W_all[-1:], b_all[-1:]),
        "ridge": linear.ridge_svd_path(Z[both], y[both], [lam]),
    }
    for name, (W, b) in again.items():
        errors[name, 200].append(rmse(W, b, Z[test], y[test])[0])
    for rows in (train, both):
        w, b = linear.fit_ols(Z[rows], y[rows])
        errors["least squares", len(rows)].append(rmse(w[None], b, Z[test], y[test])[0])


def against(other, n_rows):
    """Gradient descent minus another method, in points of RMSE, with half the 95 % interval."""
    d, lo, _ = compare.paired_ci(errors["gradient descent", 100], errors[other, n_rows])
    if n_rows == 200:
        d, lo, _ = compare.paired_ci(errors["gradient descent", 200], errors[other, 200])
    return f"{d:+z.2f} ± {d - lo:.2f}"


print("test RMSE          100 rows  200 rows")
for name in ("gradient descent", "ridge", "least squares"):
    print(f"{name:16} {np.mean(errors[name, 100]):10.2f} {np.mean(errors[name, 200]):9.2f}")
print("gradient descent minus")
for other in ("ridge", "least squares"):
    print(f"  {other:14} {against(other, 100)} on 100 rows, {against(other, 200)} on 200 rows")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"Gradient descent minus ridge: test RMSE {against('ridge', 100)} points; minus\nleast squares: "
    f"{against('least squares', 100)} on 100 rows, {against('least squares', 200)} on 200 rows",
    "eta t, or 1 / lam (log scale)",
    "test RMSE (points of progression)",
)
plots.curves(
    ax, reach, {name: np.mean(own, axis=0) for name, own in profiles.items()}, marker=False
)
for n, dash in ((100, "-"), (200, ":")):
    ax.axhline(
        np.mean(errors["least squares", n]), color="0.3", linewidth=1.4, linestyle=dash,
        label=f"least squares, {n} rows",
    )  # fmt: skip
ax.set_xscale("log")
ax.margins(y=0.08)
ax.legend()
plots.show(
    fig,
    "Mean test error over 20 splits against eta t for gradient descent and one over lambda for ridge, "
    "both on 100 rows. Both fall, reach nearly the same minimum and rise a little towards least squares "
    "on 100 rows; gradient descent gets there a little earlier. Least squares on 200 rows is below both.",
)

# %% [markdown]
# On these data the number of steps works about as well as $\lambda$. (The 20 splits share their 442 patients, so
# the intervals are narrower than those for new patients would be.) And 100 more rows gain more than either
# regularizer. On all 200 rows, neither is measurably better than least squares; their strengths were chosen for 100
# rows, and may be too strong for 200.
#
# Two more warnings. The resemblance was derived for a quadratic loss and plain gradient descent that starts at
# $w = 0$; for a network with Adam it is only an analogy. And it says that early stopping shrinks towards the *start*:
# if you start at other weights, it shrinks towards those.

# %% [markdown]
# ## 10.5 An honest report
#
# The article with `val_err` calls early stopping "a kind of cross-validation".
#
# **Predict.** What kind of validation is it?
#
# - `"a"`: A kind of cross-validation: the network is validated again in every epoch.
# - `"b"`: A hold-out: the same rows decide in every epoch, and nothing is trained on them.
# - `"c"`: None: the validation rows become training rows, as they decide when to stop.

# %% nbgrader={"grade_id": "10-predict-hold-out-choice", "solution": true}
hold_out_prediction = None
### BEGIN SOLUTION
hold_out_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "10-predict-hold-out", "grade": true}
predict("early_stopping.hold_out", hold_out_prediction)

# %% tags=["experiment"]
reveal("early_stopping.hold_out")

# %% [markdown]
# In the article's program, the rows named `x_test` are passed to `fit` as `validation_data`: they choose the
# epoch, and the accuracy on them is what the article reports.
#
# **Predict.** The epoch was chosen by the accuracy on the test rows. Is the test accuracy of the chosen epoch an
# honest estimate for new images?
#
# - `"a"`: Yes: no gradient ever saw the test rows.
# - `"b"`: No, it is too high: the epoch was chosen because it looks good on these rows.
# - `"c"`: No, it is too low: training stopped early.

# %% nbgrader={"grade_id": "10-predict-report-choice", "solution": true}
report_prediction = None
### BEGIN SOLUTION
report_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "10-predict-report", "grade": true}
predict("early_stopping.report", report_prediction)

# %% [markdown]
# We have 1,000 test rows for each seed. Let 100 of them be "the test set" of a small study that chooses its epoch
# by them (the first of its best epochs), and use 500 others to see what that choice is worth. The 100 rows may be
# easier or harder than the 500 by chance. So we compare the accuracy at the epoch chosen by test rows with that
# at the epoch chosen by validation rows (loss, patience 5), on both sets.
#
# *Before you run the cell:* how far will the report be from the truth, and in which direction?

# %% tags=["experiment"]
bars, by_last = {}, {}
for noise in NOISES:
    seen = watch(noise, tuple(part[:, :100] for part in data[noise][-1])).val_accuracy
    by_validation, _ = replay(watched[noise].val_loss[:EPOCHS], 5)

    def gain_on(accuracy, by_test, than=by_validation):
        return accuracy[by_test, each] - accuracy[than, each]

    first = seen.argmax(axis=0)
    bars[noise] = {
        "on the test rows that chose": gain_on(seen, first),
        "on new rows": gain_on(tested[noise], first),
    }
    last = len(seen) - 1 - seen[::-1].argmax(axis=0)
    by_last[noise] = plus_minus(gain_on(seen, last), gain_on(tested[noise], last))
optimism = {noise: plus_minus(*values.values()) for noise, values in bars.items()}
print("If the last of equally good epochs is chosen instead of the first, the report is too good")
print(f"by {by_last[0.0]} points with correct labels, {by_last[0.2]} with wrong ones")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"Choosing the epoch by 100 test rows makes the report too good:\n"
    f"by {optimism[0.0]} points with correct labels, {optimism[0.2]} with wrong ones",
    "accuracy, epoch chosen by test rows\nminus by validation rows (points, 95 %)",
    "",
    size=(7.4, 3.6),
)
rows = {
    f"{100 * noise:.0f} % wrong labels,\n{name}": values
    for noise, own in bars.items()
    for name, values in own.items()
}
plots.intervals(
    ax, {n: 100 * np.array(compare.paired_ci(v, np.zeros(v.size))) for n, v in rows.items()}
)
plots.show(
    fig,
    "What choosing the epoch by test rows seems to gain over choosing it by validation rows, on the "
    "test rows themselves and on new rows. On the rows that chose it is a gain; on new rows it is "
    "smaller, or a loss.",
)

# %% tags=["experiment"]
reveal("early_stopping.report")

# %% [markdown]
# No gradient was computed from those rows, and yet the result was fitted to them, by the choice among 60 epochs. On
# new rows that choice is worth less than it seemed. (The two rules also differ in the metric and in patience, and the
# way ties are broken changes how much too good the report is.) The same holds for validation rows: the best
# validation score is too good as an estimate, and the more epochs, patience values and learning rates are tried, the
# larger this optimism is. Use validation rows to choose, and test rows to report, once.

# %% [markdown]
# ## 10.6 Warm and cold
#
# The same article trains several variants of a network for 10 epochs each. For the last one, early stopping, it
# builds no new network. It calls `model.compile(...)` on the network with dropout that has just been trained, and
# then `fit` with `patience=2`. It reports that training "stops after only 5 iterations".
#
# **Predict.** A trained Keras model is compiled once more and fitted with early stopping. With which weights does
# it start?
#
# - `"a"`: With new ones: compile() prepares a new training.
# - `"b"`: With the trained ones: compile() keeps weights.
# - `"c"`: With those of its best epoch: early stopping restores them.

# %% nbgrader={"grade_id": "10-predict-warm-start-choice", "solution": true}
warm_prediction = None
### BEGIN SOLUTION
warm_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "10-predict-warm-start", "grade": true}
predict("early_stopping.warm_start", warm_prediction)


# %% tags=["experiment"]
def equal_to(before, model):
    """Whether the model's weights are these, in every number."""
    return all(np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True))


keras_network = keras_model()
keras_fit(keras_network, 8, monitor="val_loss")
before = keras_network.get_weights()
keras_network.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
print(f"after compile(), the model has the trained weights: {equal_to(before, keras_network)}")
print(f"a new model from the same seed has the trained weights: {equal_to(before, keras_model())}")
keras.backend.clear_session()

# %% tags=["experiment"]
reveal("early_stopping.warm_start")

# %% [markdown]
# What does that do to the number of epochs? We train ten networks with five hidden layers, as in the article, for
# 10 epochs on 1,000 images. Then we train them again with early stopping (warm), and also ten new networks
# (cold). We do this without dropout and with a dropout rate of 0.25. Patience is 2 on the validation accuracy, as
# in the article; but our validation rows are not test rows.
#
# *Before you run the cell:* a run stopped after 5 epochs. Was it warm or cold?

# %% tags=["experiment"]
TEN = range(10)
train, choose, test = datasets.split_seeds(digits.X / 16, digits.y, (1000, 300, 400), seeds=TEN)
RULE = nn.EarlyStopping(patience=2, monitor="val_accuracy")
HIDDEN = (nn.Dense(128), nn.ReLU())
KINDS = {
    "plain": (*HIDDEN * 5, nn.Dense(10)),
    "dropout": (*(*HIDDEN, nn.Dropout(0.25)) * 5, nn.Dense(10)),
}


def continued(network, stream, epochs, early_stopping=None):
    """Train on, with a new optimizer, as after compile()."""
    return nn.fit(
        network, *train, optimizer=ADAM, epochs=epochs, batch_size=32, validation=choose,
        rng=[np.random.default_rng([seed, stream]) for seed in TEN], early_stopping=early_stopping,
    )  # fmt: skip


runs, accuracy = {}, {}
for kind, layers in KINDS.items():
    cold = nn.Network(layers, 64, rng=[np.random.default_rng(seed) for seed in TEN])
    warm = cold.copy()
    continued(warm, 1, 10)
    for start, network in (("cold", cold), ("warm", warm)):
        runs[f"{kind}, {start}"] = continued(network, 2, EPOCHS, RULE)
        accuracy[f"{kind}, {start}"] = nn.accuracy(network(test[0]), test[1])

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the numbers, and drawing of the figure
stops = {name: history.epochs_run for name, history in runs.items()}
plots.table(
    {
        "start": list(runs),
        "median epochs": [np.median(own) for own in stops.values()],
        "at most 5": [f"{np.sum(own <= 5)} of {own.size}" for own in stops.values()],
        "accuracy after epoch 1, %": [100 * h.val_accuracy[0].mean() for h in runs.values()],
        "test accuracy, %": [100 * own.mean() for own in accuracy.values()],
    },
    ".1f",
)
for kind in KINDS:
    warm, cold = f"{kind}, warm", f"{kind}, cold"
    diff, lo, _ = compare.paired_ci(stops[warm], stops[cold])
    print(
        f"{kind}, warm minus cold: {diff:+.1f} ± {diff - lo:.1f} epochs until the stop, "
        f"{plus_minus(accuracy[warm], accuracy[cold])} points of test accuracy"
    )
span = {name: f"{own.min()} to {own.max()}" for name, own in stops.items()}
fig, ax = plots.figure(
    f"Warm runs stop after {span['plain, warm']} epochs, cold ones after {span['plain, cold']};\n"
    f"with dropout it is {span['dropout, warm']} and {span['dropout, cold']}",
    "epochs until the stop (median, smallest and largest of ten seeds)",
    "",
    size=(7.6, 3.6),
)
plots.intervals(
    ax, {n: (np.median(v), v.min(), v.max()) for n, v in stops.items()}, dots=stops, zero=False
)
ax.axvline(5, color="0.3", linewidth=1, linestyle=":")
ax.set_xticks(range(0, int(max(own.max() for own in stops.values())) + 2, 2))
plots.show(
    fig,
    "Epochs until early stopping for ten seeds: networks without and with dropout, each with a cold "
    "and a warm start. Warm starts stop sooner on average; without dropout the ranges of cold and warm "
    "runs overlap. A dotted line marks 5 epochs.",
)

# %% [markdown]
# So "stops after only 5 iterations" is a hint, but no proof: with a patience of 2 on the accuracy, a cold run can stop
# early, too (look at the column "at most 5"). With dropout, as in the article, a cold network takes longer, so there
# the hint is stronger. What proves the warm start is the program, which never builds a new model. The accuracy after
# the first epoch gives it away as well: a warm network begins where it had ended. It had already been trained for 10
# epochs; the count leaves them out, but the accuracy includes them. A comparison of methods needs a new network for
# each: build the model again, in a function, instead of only calling `compile`.

# %% [markdown]
# ## 10.7 Why?
#
# A colleague reports: "I trained my network for 30 epochs. Then I compiled it again and fitted it with
# `EarlyStopping(monitor='val_accuracy', patience=2)` and `validation_data=(X_test, y_test)`. It stopped after 4 epochs,
# and the best test accuracy was 97.5 %, up from 97.0 %. So early stopping gives half a point, and 4 epochs are enough for
# this network."
#
# In at most 150 words: name **two** reasons why the comparison is unfair and say for each *in which direction* it
# errs; and describe a run that would answer the question. (3 points, marked by a person.)

# %% [markdown] nbgrader={"grade_id": "10-why", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# (1) Warm start: compile() keeps the weights, so the second run has 34 epochs behind it and not 4. The number of epochs
# comes out too small, and the accuracy may profit from 4 epochs more. (2) The test rows chose the epoch: the
# best of several test accuracies is too high as an estimate, while the 97.0 % was not chosen like that. The half
# point errs towards early stopping. (3) Build a new network for each run, from the same seed; choose the epoch, and
# the learning rate of both methods, on validation rows taken from the training data, with restored weights; compare
# on test rows, used once, with training to the end; repeat over 20 seeds and give the paired difference with its
# interval.
#
# **Marking scheme.** 1 point for each of two reasons *with* direction (half a point without). These count as reasons,
# too: a single seed; without restore_best_weights the network in hand is not the one of the best epoch; a patience of 2
# on accuracy stops by chance; the 30 epochs and the learning rate of the first run were not chosen, which makes it a
# weak baseline. "It is noisy" alone does not count. 1 point for a run that has a fresh start, validation
# rows apart from test rows, and several seeds or an interval (half a point if one of the three is missing).
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | what | formula | here | library | scale |
# |---|---|---|---|---|
# | better | $m_t < m^* - \delta$ | `EarlyStopper(min_delta=...)` | Keras `EarlyStopping(min_delta=...)` | units of the metric |
# | stop | $P$ failures in a row | `patience` | `patience`; 0 acts as 1 | epochs |
# | weights at the end | those of the best epoch | `restore`, True unless set | `restore_best_weights`, False unless set | – |
# | gradient descent | (10.3) | `gd_path(X, y, eta, steps)` | Keras `SGD(eta / 2)` on `"mse"` | `"mse"` has no 1/2 |
# | its filter | $1 - (1 - \eta s)^t$ | `gd_filter` | – | $s$ of $X_c^\top X_c / n$ |
# | ridge's filter | $s / (s + \lambda)$ | `ridge_filter` | `Ridge(alpha=n * lam)` | the same $s$ |
# | steps as a penalty | $\lambda = 1 / (\eta t)$ | `equivalent_lambda` | – | first order |
#
# - Early stopping gains where late epochs learn something wrong. How much depends on what it is compared with: a
#   baseline that chooses its learning rate stops early, too, in its own way.
# - With early stopping, a learning rate that is too large does less harm; one that is too small does as much as
#   before. Early stopping costs validation rows. Choose with them, then train on all rows.
# - It is a hold-out. Rows that choose the epoch are no longer test rows.
# - `compile()` keeps weights. A fair comparison starts cold.
#
# **Further reading.** L. Prechelt, *Early stopping – but when?* (1998). I. Goodfellow, Y. Bengio, A. Courville, *Deep
# learning*, section 7.8 (2016). Y. Yao, L. Rosasco, A. Caponnetto, *On early stopping in gradient descent learning*
# (2007). A. Ali, J. Z. Kolter, R. J. Tibshirani, *A continuous-time view of early stopping for least squares*
# (AISTATS 2019). C. Bishop, *Regularization and complexity control in feed-forward networks* (1995).
