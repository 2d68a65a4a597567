# %% [markdown]
# # Lesson 10. Early stopping
#
# **By the end you can**
#
# - write early stopping as a callback that survives ties, NaN and a network that goes on learning;
# - say how the number of steps acts like an L2 penalty, and which penalty it is;
# - measure what early stopping gains, and what it costs;
# - tell an honest report from an optimistic one, and a cold start from a warm one.
#
# **Time** about 100 minutes; the end of 10.1 is a good place for a break. **Before this** lessons 2 (ridge),
# 5 (validation) and 6 (networks).
#
# Each exercise ends with a check. A cross comes with the smallest case that fails and a hint;
# `example("early_stopping.EarlyStopper")` then hands you the inputs of that case. `nn` and `linear` hold
# reference solutions of the course; the figures use them, so that they work before yours do. (Cells that
# compare *your* answer with the library need your answer.)

# %%
import textwrap
import warnings

import numpy as np
from scipy import stats
from sklearn.linear_model import Ridge

from reglab import compare, datasets, linear, nn, plots
from reglab.checks import check, example, predict, reveal
from reglab.quiet import quiet_start

with quiet_start():
    import keras

# %% [markdown]
# ## 10.0 When is it enough?
#
# A network with 256 hidden units learns digits from 200 images. After every epoch we measure its loss on
# 200 other images, the **validation** rows, on which nothing is trained. We do it twice: with right labels, and
# with every fifth label wrong. The wrong labels are in the training rows and in the validation rows, as both
# come from the same hurried people. The 1,000 test rows have right labels.
#
# All experiments train 20 networks, each with its own images, its own wrong labels and its own initial
# weights, and compare methods seed by seed.

# %% tags=["experiment"]
digits = datasets.load_digits()
SEEDS, ADAM, EPOCHS, LONG = range(20), nn.Adam(1e-3), 60, 80
LAYERS = (nn.Dense(256), nn.ReLU(), nn.Dense(10))
each = np.arange(len(SEEDS))


def trained(parts, recipes, validation, epochs=EPOCHS):
    """A table of networks, trained on the first part, judged in the end on the last one."""
    recipes = {name: nn.Recipe(LAYERS, ADAM, **options) for name, options in recipes.items()}
    return nn.run_table(
        recipes,
        parts[0],
        parts[-1],
        seeds=SEEDS,
        epochs=epochs,
        batch_size=32,
        validation=validation,
    )


def plus_minus(a, b, digits=1):
    """Mean paired difference a - b and half the width of its 95 % interval, in points."""
    diff, lo, _ = compare.paired_ci(a, b)
    return (
        f"{100 * diff:+z.{digits}f} ± {100 * (diff - lo):.{digits}f}"  # z: no minus sign before 0
    )


# %% [markdown]
# *Before you run the cell:* sketch the validation loss over 80 epochs, with right labels and with wrong ones
# among them. Where would you stop?

# %% tags=["experiment"]
NOISES = (0.0, 0.2)
data, watched = {}, {}
for noise in NOISES:
    data[noise] = datasets.split_seeds(
        digits.X / 16, digits.y, (200, 200, 1000), seeds=SEEDS, noise=noise
    )
    watched[noise] = trained(data[noise], {"plain": {}}, data[noise][1], LONG)["plain"].history
lowest = {noise: history.val_loss.argmin(axis=0) for noise, history in watched.items()}
noisy = watched[0.2].val_loss
growth = np.mean(noisy[-1] / noisy.min(axis=0))

fig, axes = plots.figures(
    f"With wrong labels each network has its own best epoch, from {lowest[0.2].min() + 1} to "
    f"{lowest[0.2].max() + 1};\nafter {LONG} epochs its validation loss is {growth:.1f} times its lowest",
    [(f"epoch ({100 * noise:.0f} % wrong labels)", "validation loss (nats)") for noise in NOISES],
    size=(9.4, 4.0),
)
for i, (ax, noise) in enumerate(zip(axes, NOISES, strict=True)):
    curves = watched[noise].val_loss
    epochs = np.arange(1, len(curves) + 1)
    ax.plot(epochs, curves, color=plots.COLOURS[i], linewidth=0.6, alpha=0.5)
    ax.plot(
        lowest[noise] + 1,
        curves.min(axis=0),
        label="lowest of each network",
        color="black",
        marker=plots.MARKERS[i],
        linestyle="",
    )
    ax.set_ylim(bottom=0, top=1.15 * np.quantile(curves[10:], 0.999))
    ax.legend(loc="lower right")
plots.show(
    fig,
    "Validation loss of 20 networks against epochs. With right labels all curves fall and flatten, "
    "and the lowest point comes late. With wrong labels they fall, turn and rise; the lowest points "
    "are spread over many epochs.",
)

# %% [markdown]
# **Early stopping**: keep the weights of the best epoch, and stop when it has not been beaten for a while. Three of the
# articles that this course started from recommend it, because it prevents overfitting.
#
# **Predict.** Where does early stopping gain accuracy over training to the end?
#
# - `"a"`: With right labels and with wrong ones: whoever trains too long overfits.
# - `"b"`: With wrong labels mainly; with right ones next to nothing.
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
# Then $m_t$ is the new best: this epoch and its parameters are kept. The first epoch whose metric is a finite number
# is better, however bad that number is. An epoch that is not better has **failed**: a tie has failed, and so has an
# epoch whose metric is NaN, even if it is the first. With patience $P$,
#
# $$\text{stop as soon as } P \text{ epochs in a row have failed.} \tag{10.2}$$
#
# Two things go wrong in practice more often than the counting. The network goes on learning after its best epoch
# and changes its arrays *in place*: what is kept must be a copy. And when the run ends, by a stop or because all
# epochs are done, the network has its *last* weights: your class must return the best ones.
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
# A cross of the check shows a *script* of metrics. To follow it step by step, feed it to your class:
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
# arrays into the same dict, "replaced".)


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
# `keras.callbacks.EarlyStopping` is fed with the same scripted curves; the only weight of a tiny model is the
# number of the epoch, so that we see which one comes back.
#
# *Before you run the cell:* the curve "valley" falls until epoch 3 and then rises for ever. With a patience of 5, in
# which epoch does training stop?


# %% tags=["experiment"]
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
# With a patience of 5 training stops 5 epochs after the best one. One of our articles says so, and is right. (It
# expects the error to rise in *each* epoch after the best. On real curves it goes up and down: that is what patience is
# for.)
#
# If the very first metric is NaN, Keras takes it for the best; nothing is less than NaN, so nothing is ever better.
# A run that begins with NaN is lost with most optimizers anyway; ours goes on, and keeps what comes later.
#
# Keras puts the best weights back only if you ask for it: `restore_best_weights` is False by default. And
# `start_from_epoch` ignores the epochs before that one; `nn.EarlyStopper` has it, too.
#
# ### A name that does not exist
#
# The same article monitors `'val_err'`, which stands for the validation error there.
#
# **Predict.** What does Keras 3 do with `EarlyStopping(monitor='val_err')`?
#
# - `"a"`: It watches the validation error, 1 minus the accuracy.
# - `"b"`: It warns, and trains to the end.
# - `"c"`: It stops with a ValueError.

# %% nbgrader={"grade_id": "10-predict-monitor-choice", "solution": true}
monitor_prediction = None
### BEGIN SOLUTION
monitor_prediction = "c"
### END SOLUTION

# %% nbgrader={"grade_id": "10-predict-monitor", "grade": true}
predict("early_stopping.monitor", monitor_prediction)


# %% tags=["experiment"]
def keras_model(seed=0):
    """A fresh network in Keras, compiled."""
    keras.utils.set_random_seed(seed)
    dense = keras.layers.Dense
    stack = [keras.layers.Input((64,)), dense(64, activation="relu")]
    model = keras.Sequential([*stack, dense(10, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def keras_fit(model, epochs, **options):
    """Fit with early stopping, and return how many epochs were run."""
    (X, y), (X_val, y_val), _ = (tuple(a[0] for a in part) for part in data[0.0])
    callbacks = [keras.callbacks.EarlyStopping(**options)] if options else []
    history = model.fit(
        X, y, validation_data=(X_val, y_val), epochs=epochs, verbose=0, callbacks=callbacks
    )
    return len(history.epoch)


keras_network = keras_model()
try:
    keras_fit(keras_network, 8, monitor="val_err", patience=1)
except ValueError as error:
    print("ValueError:", textwrap.shorten(str(error), 120, placeholder=" ..."))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    run = keras_fit(keras_network, 8, monitor="val_err", mode="min", patience=1)
warning = textwrap.shorten(str(caught[-1].message), 90, placeholder=" ...")
print(f"with mode='min': {run} epochs of 8, and the warning: {warning}")

# %% tags=["experiment"]
reveal("early_stopping.monitor")

# %% [markdown]
# The second form is the dangerous one. The error message itself suggests it, it runs, and nothing is monitored. The
# names that can be monitored are the keys of `history.history`: `val_loss`, and `val_` before the name of each
# metric.

# %% [markdown]
# ### What does it gain?
#
# Back to the first prediction. `nn.EarlyStopping(patience=5)` watches the validation loss with the reference
# version of your class, for each of the 20 networks on its own. The end is after 60 epochs.

# %% tags=["experiment"]
results = {
    noise: trained(
        data[noise],
        {"to the end": {}, "early stopping": {"early_stopping": nn.EarlyStopping(patience=5)}},
        data[noise][1],
    )
    for noise in NOISES
}
for noise, table in results.items():
    stopped = table["early stopping"].history
    print(
        f"{100 * noise:.0f} % wrong labels: the best epoch is on average number "
        f"{stopped.best_epoch.mean() + 1:.0f}, {stopped.epochs_run.mean():.0f} epochs are run"
    )
    print(f"{table}\n")

# %% tags=["experiment"]
reveal("early_stopping.gain")

# %% [markdown]
# The gain depends on what we compare with: the end of a run is a choice, too. A training run does not change by being
# watched. So we train the same networks again, look at test rows after each epoch, and compare early stopping with
# *every* possible end. (That is for finding out how it works. A report must not look at test rows like that: see
# 10.5.)
#
# *Before you run the cell:* from which end on does early stopping pay, if labels are wrong?


# %% tags=["experiment"]
def replay(curves, patience, mode="min", epochs=EPOCHS):
    """Chosen epoch and epochs run, for each network, of early stopping on recorded curves."""
    chosen = []
    for curve in curves[:epochs].T:
        stopper = nn.EarlyStopper(patience, mode=mode)
        for epoch, metric in enumerate(curve):
            if stopper.update(epoch, metric, epoch):
                break
        chosen.append((stopper.final_params(epoch), epoch + 1))
    return np.array(chosen).T


tested = {}  # accuracy on 500 test rows after every epoch: epoch, seed
for noise in NOISES:
    rows = tuple(part[:, 500:] for part in data[noise][-1])
    tested[noise] = trained(data[noise], {"plain": {}}, rows, LONG)["plain"].history.val_accuracy

ends = np.arange(5, LONG + 1, 5)
gains = {}
for noise, accuracy in tested.items():
    kept = [accuracy[replay(watched[noise].val_loss, 5, epochs=end)[0], each] for end in ends]
    pairs = zip(kept, accuracy[ends - 1], strict=True)
    gains[noise] = 100 * np.array([compare.paired_ci(early, late) for early, late in pairs])
_, lower, _ = gains[0.2].T
pays = ends[np.flatnonzero(lower <= 0)[-1] + 1]  # from here on the whole interval is above 0

fig, ax = plots.figure(
    f"Early stopping pays with wrong labels, from runs of {pays} epochs on\n"
    f"({gains[0.2][-1, 0]:+.1f} points over {LONG}); with right ones it gains at most "
    f"{gains[0.0][:, 0].max():.1f}",
    "epochs of the run that it is compared with",
    "gain in accuracy\n(percentage points, 95 % interval)",
)
for i, (noise, gain) in enumerate(gains.items()):
    ax.plot(ends, gain[:, 0], label=f"{100 * noise:.0f} % wrong labels", **plots.series(i))
    ax.fill_between(ends, gain[:, 1], gain[:, 2], alpha=0.2, color=plots.COLOURS[i], linewidth=0)
ax.axhline(0, color="0.3", linewidth=1)
ax.legend(loc="upper left")
plots.show(
    fig,
    "Paired gain of early stopping over training to a fixed end, against that end. With right labels "
    "it is near zero everywhere. With wrong labels it grows from about zero to several points.",
)

# %% [markdown]
# "It pays" means in the title that the whole interval is above 0, from that end on. "Early stopping prevents
# overfitting" is true here of networks that have something wrong to memorize, and that would be trained for long. And
# it is not free: somebody has to give up validation rows, and to measure on them in
# every epoch. What if those 200 rows were used for training?
#
# *Before you run the cell:* 200 rows with early stopping, or 400 rows trained to the end: which is better with
# right labels, which with wrong ones?

# %% tags=["experiment"]
for noise, table in results.items():
    (X_a, y_a), (X_b, y_b), test = data[noise]
    everything = np.concatenate([X_a, X_b], axis=1), np.concatenate([y_a, y_b], axis=1)
    early = table["early stopping"]
    n_epochs = round(float(np.mean(early.history.best_epoch + 1)))
    # Twice the rows in twice as large batches: as many steps in an epoch as before.
    options = {"seeds": SEEDS, "batch_size": 64}
    network = {"all rows": nn.Recipe(LAYERS, ADAM)}
    to_the_end = nn.run_table(network, everything, test, epochs=EPOCHS, **options)["all rows"]
    again = nn.run_table(network, everything, test, epochs=n_epochs, **options)["all rows"]
    print(f"{100 * noise:.0f} % wrong labels, compared with early stopping on 200 + 200 rows:")
    for name, outcome in (
        (f"400 rows, {EPOCHS} epochs", to_the_end),
        (f"400 rows, {n_epochs} epochs", again),
    ):
        print(f"  {name:20} {plus_minus(outcome.accuracy, early.accuracy)} points")
    print(
        f"  the latter minus the former: {plus_minus(again.accuracy, to_the_end.accuracy)} points"
    )

# %% [markdown]
# Validation rows cost more than early stopping brings here, as long as they are thrown away. The second line in each
# block is the remedy: find the number of steps with validation rows, then start afresh and train on *all* rows for
# so many steps. With right labels there is nothing to choose, and all rows are what counts. (We took the mean number
# over the 20 networks, which is steadier than the one that you would have.)

# %% [markdown]
# ### How patient?
#
# Patience costs epochs, and impatience stops at the first bump. We replay early stopping on the recorded
# curves, for two metrics: the validation loss and the validation accuracy. What we look at is the **regret**: by how
# much the test accuracy of the chosen epoch stays below that of the network's best epoch of the 60. (Nobody can know
# that best epoch; 0 is out of reach.)
#
# *Before you run the cell:* which of the two metrics needs more patience?

# %% tags=["experiment"]
patiences = (1, 2, 3, 5, 10, 20)
kinds = {
    "loss": ("min", lambda history: history.val_loss),
    "accuracy": ("max", lambda history: history.val_accuracy),
}
regrets, run_for = {}, {}
for noise in NOISES:
    possible = tested[noise][:EPOCHS].max(axis=0)
    for metric, (mode, curve_of) in kinds.items():
        replays = [replay(curve_of(watched[noise]), p, mode) for p in patiences]
        label = f"{metric}, {100 * noise:.0f} % wrong"
        pairs = [(possible, tested[noise][best, each]) for best, _ in replays]
        regrets[label] = 100 * np.array([compare.paired_ci(*pair) for pair in pairs])
        run_for[label] = np.array([run.mean() for _, run in replays])
at_five = {label: regret[patiences.index(5), 0] for label, regret in regrets.items()}

fig, axes = plots.figures(
    f"Patience 5 on the loss: regret {at_five['loss, 20 % wrong']:.1f} points with wrong labels, "
    f"{at_five['loss, 0 % wrong']:.1f} with right ones;\non the accuracy "
    f"{at_five['accuracy, 20 % wrong']:.1f} and {at_five['accuracy, 0 % wrong']:.1f}",
    [("patience (epochs)", "regret (points, 95 % interval)"), ("patience (epochs)", "epochs run")],
    size=(9.4, 4.2),
)
for i, label in enumerate(regrets):
    style = plots.series(i, marker=True)
    mean, lo, hi = regrets[label].T
    axes[0].errorbar(patiences, mean, yerr=[mean - lo, hi - mean], capsize=3, **style)
    axes[1].plot(patiences, run_for[label], label=label, **style)
for ax in axes:
    ax.set_xscale("log")
    ax.set_xticks(patiences, patiences)
    ax.minorticks_off()
axes[0].set_ylim(bottom=0)
fig.legend(loc="outside lower center", ncols=4)
plots.show(
    fig,
    "Left: regret against patience. On the loss it is small from a patience of two or three on; on "
    "the accuracy it is large for small patience and falls slowly. Right: epochs run grow with "
    "patience, and faster on the loss of networks with right labels.",
)

# %% [markdown]
# On 200 rows accuracy moves in steps of half a point, so ties and small bumps are frequent, and every tie
# counts as a failure. The loss falls smoothly long before classes change. Watching the metric that you report sounds
# right and is the noisier guide here; if you do it, give it more patience.

# %% [markdown]
# ## 10.2 Steps that stop early
#
# Why should *stopping* regularize? Take a model that we know by heart, linear regression, and let gradient descent
# start from $w = 0$. With centred data $X_c$, $y_c$ and the loss $\tfrac{1}{2n} \lVert y_c - X_c w \rVert^2$,
#
# $$w_{t+1} = w_t + \frac{\eta}{n} X_c^\top (y_c - X_c w_t), \qquad b_t = \bar y - \bar x^\top w_t.
# \tag{10.3}$$
#
# After infinitely many steps, if they are short enough, that is least squares. After $t$ steps the weights are still on their way from 0. The
# intercept takes no steps of its own: for each $w_t$ it is the best one, and nothing holds it back.
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
# *Before you run the cell:* the right panel shows ridge, from a large penalty to a small one. In what will the
# left one, gradient descent, look different?

# %% tags=["experiment"]
STEPS = 10_000
W_gd, _ = linear.gd_path(X, y, eta, STEPS)
t = np.unique(np.geomspace(1, STEPS, 150).astype(int))
lams = linear.equivalent_lambda(eta, t)
W_ridge, _ = linear.ridge_svd_path(X, y, lams)
w_ls, _ = linear.fit_ols(X, y)
apart = np.linalg.norm(W_gd[t] - W_ridge, axis=1) / np.linalg.norm(w_ls)

fig, axes = plots.figures(
    f"Two ways from 0 towards least squares (dots): over {STEPS:,} steps, at lam = 1/(eta t),\n"
    f"they are at most {100 * apart.max():.0f} % of the length of the least-squares weights apart",
    [("steps t times eta", "weight (points of progression per sd)"), ("1 / lam", "")],
    size=(10.4, 4.4),
    sharey=True,
)
names = "age, sex, BMI, blood pressure, cholesterol, LDL, HDL, chol./HDL, triglycerides, glucose"
for ax, weights in zip(axes, (W_gd[t], W_ridge), strict=True):
    for j, name in enumerate(names.split(", ")):
        label = name if ax is axes[0] else None
        ax.plot(1 / lams, weights[:, j], label=label, **plots.series(j))
        ax.plot(2 / lams[-1], w_ls[j], ".", color=plots.series(j)["color"])
    ax.set_xscale("log")
fig.legend(loc="outside right center", fontsize=9)
axes[0].annotate("gradient descent", (0.04, 0.93), xycoords="axes fraction")
axes[1].annotate("ridge", (0.04, 0.93), xycoords="axes fraction")
plots.show(
    fig,
    "Weights of ten diabetes features along gradient descent, against steps times eta, and along "
    "ridge, against one over lambda. The two panels look nearly alike. Dots at the right edge are "
    "least squares; some weights are still on their way to them.",
)

# %% [markdown]
# The weights move in the same way in both panels, and in gradient descent a little sooner. At the right edge, some have
# not reached least squares yet, in either panel. The next section shows what takes so long.
#
# ## 10.3 Every direction at its own pace
#
# Let $s_1 \ge s_2 \ge \dots$ be the eigenvalues of $X_c^\top X_c / n$: the variances of the data along their own
# directions. In the direction that belongs to $s$, (10.3) is a step for one number. What is missing to least
# squares shrinks by the factor $1 - \eta s$ in every step, so that after $t$ steps the share
#
# $$f_t(s) = 1 - (1 - \eta s)^t \tag{10.4}$$
#
# of the least-squares weight is reached. (With $\eta < 2/s_1$ nothing diverges. If $\eta s$ is above 1, each step goes
# too far: the "share" is above 1 after odd numbers of steps, and (10.4) is right all the same.) Ridge, lesson 2, leaves
# the share
#
# $$g_\lambda(s) = \frac{s}{s + \lambda}. \tag{10.5}$$
#
# Such functions of $s$ are called **filters**. Both let directions of large variance through and hold back
# those of small variance, where least squares is at the mercy of noise.
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
# Ridge by the library, and by your filter: weights in the eigenvectors, times the share, and back.

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
# \lambda$. There, $t$ steps are the same as one particular penalty:
#
# $$\eta s t = \frac{s}{\lambda} \quad\Longleftrightarrow\quad \lambda = \frac{1}{\eta\, t}. \tag{10.6}$$
#
# It does not depend on $s$: one $\lambda$ for all directions.
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
# *Before you run the cell:* both filters rise from 0 to 1. Where will they differ most, and which of the two is
# above?

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

fig, ax = plots.figure(
    f"At lam = 1/(eta t) the share of gradient descent is up to "
    f"{max(g.max() for g in gap.values()):.2f} larger,\nmost so where eta s t is about {where:.1f}, and "
    "never smaller than that of ridge",
    "eigenvalue s of X'X/n (log scale)",
    "share of the least-squares weight",
    size=(8.8, 4.0),
)
for i, (count, (descent, ridge)) in enumerate(pairs.items()):
    colour = plots.COLOURS[i]
    ax.plot(grid, descent, color=colour, label=f"{count:,} steps")
    ax.plot(
        grid, ridge, color=colour, linestyle="--", label=f"ridge, lam = {1 / (eta * count):.2g}"
    )
ax.plot(s, np.full(s.size, -0.03), "|", color="black", markersize=10, label="diabetes")
ax.set_xscale("log")
ax.set_ylim(-0.07, 1.05)
fig.legend(loc="outside right center")
plots.show(
    fig,
    "Filters of gradient descent after 10, 100 and 1000 steps, solid, and of ridge at one over eta t, "
    "dashed, against the eigenvalue. Each pair rises at the same place, the pair of 10 steps not as "
    "far as 1; gradient descent rises more steeply. Ticks mark the eigenvalues of the diabetes data.",
)
print(f"smallest difference: {min(g.min() for g in gap.values()):.0e}")

# %% [markdown]
# For $\eta s \le 0.1$ the difference is never more than 0.22. So the two are cousins, not twins: early stopping lets
# more through, most of all in directions of medium variance. Does it matter for predictions? We divide the diabetes data 20 times
# into 100 training rows, 100 rows that choose (the steps for one, the penalty for the other) and the rest for
# testing.
#
# *Before you run the cell:* which of the two has the smaller test error?


# %% tags=["experiment"]
def rmse(W, b, Z, y):
    """Root mean squared error of each row of W."""
    return np.sqrt(np.mean((y[:, None] - Z @ W.T - b) ** 2, axis=0))


errors = {"gradient descent": [], "ridge": [], "least squares": []}
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
    for name, (W, b) in paths.items():
        profile = rmse(W, b, Z[test], y[test])
        profiles[name].append(np.interp(np.log(reach), np.log(step * t), profile))
        errors[name].append(profile[rmse(W, b, Z[choose], y[choose]).argmin()])
    w, b = linear.fit_ols(Z[train], y[train])
    errors["least squares"].append(rmse(w[None], b, Z[test], y[test])[0])
difference = {
    other: compare.paired_ci(errors["gradient descent"], errors[other])
    for other in ("ridge", "least squares")
}
words = {name: f"{d:+z.2f} ± {d - lo:.2f}" for name, (d, lo, _) in difference.items()}

fig, ax = plots.figure(
    f"Steps chosen by validation: test RMSE {words['ridge']} points against\n"
    f"ridge, {words['least squares']} against least squares",
    "eta t, or 1 / lam (log scale)",
    "test RMSE (points of progression)",
)
for i, (name, values) in enumerate(profiles.items()):
    ax.plot(reach, np.mean(values, axis=0), label=name, **plots.series(i))
ax.axhline(np.mean(errors["least squares"]), color="0.3", linewidth=1, label="least squares")
ax.set_xscale("log")
ax.legend()
plots.show(
    fig,
    "Mean test error over 20 splits against eta t for gradient descent and one over lambda for ridge. "
    "Both fall, reach nearly the same minimum and rise a little towards least squares; gradient "
    "descent gets there a little earlier.",
)

# %% [markdown]
# On these data the number of steps is as good a knob as $\lambda$. (The 20 divisions share their 442 patients, so the
# intervals are narrower than those for new patients would be.) Two more warnings. The equivalence is for a quadratic
# loss, started at $w = 0$, with plain gradient descent; for a network with Adam it is only an analogy.
# And it says that early stopping shrinks towards the *start*: if you start at other weights, it shrinks towards those.

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
# In its program, the rows named `x_test` are passed to `fit` as `validation_data`: they choose the epoch, and the accuracy
# on them is what is reported.
#
# **Predict.** The epoch was chosen by the accuracy on the test rows. Is the test accuracy of the chosen epoch an honest
# estimate for new images?
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
# We have 1,000 test rows for each seed. Let 100 of them be "the test set" of a small study that chooses its epoch by
# them (the first of its best epochs), and 500 others tell the truth. The 100 rows may be easier or harder than the 500
# by chance; so we compare the accuracy at the epoch chosen by test rows with that at the epoch chosen by
# validation rows (loss, patience 5), on both sets.
#
# *Before you run the cell:* how many points will the report be too high?

# %% tags=["experiment"]
bars, by_last = {}, {}
for noise in NOISES:
    small = tuple(part[:, :100] for part in data[noise][-1])
    seen = trained(data[noise], {"plain": {}}, small)["plain"].history.val_accuracy
    by_validation, _ = replay(watched[noise].val_loss, 5)

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

fig, ax = plots.figure(
    f"Choosing the epoch by 100 test rows makes the report too good:\n"
    f"by {optimism[0.0].lstrip('+')} points with right labels, {optimism[0.2].lstrip('+')} with wrong ones",
    "wrong labels in the training data (%)",
    "accuracy, epoch chosen by test rows\nminus by validation rows (points, 95 %)",
    size=(7.0, 4.6),
)
for i, name in enumerate(bars[0.0]):
    values = [bars[noise][name] for noise in NOISES]
    mean, lo, _ = 100 * np.array([compare.paired_ci(v, np.zeros(v.size)) for v in values]).T
    places = np.arange(len(NOISES)) + 0.1 * (2 * i - 1)
    style = {**plots.series(i, marker=True), "linestyle": ""}
    ax.errorbar(places, mean, yerr=mean - lo, capsize=4, label=name, **style)
ax.axhline(0, color="0.3", linewidth=1)
ax.set_xticks(range(len(NOISES)), [f"{100 * noise:.0f}" for noise in NOISES])
ax.set_xlim(-0.5, 1.5)
fig.legend(loc="outside lower center", ncols=2)
plots.show(
    fig,
    "What choosing the epoch by test rows seems to gain over choosing it by validation rows, on the "
    "test rows themselves and on new rows. On the rows that chose it is a gain of up to some points; "
    "on new rows it is a loss.",
)
print("If the last of equally good epochs is chosen instead of the first:")
print(f"by {by_last[0.0]} points with right labels, {by_last[0.2]} with wrong ones")

# %% tags=["experiment"]
reveal("early_stopping.report")

# %% [markdown]
# No gradient saw those rows, and yet they were fitted: by the choice among 60 networks. On new rows their choice is even
# worse than that of the validation rows. (The rules differ in the metric and in patience, too, and how ties are broken
# changes how much too good the report is.) The same holds for validation
# rows: the best validation score is too good as an estimate, and the more epochs, patience values and learning rates
# compete, the more. Validation rows choose. Test rows report, once.

# %% [markdown]
# ## 10.6 Warm and cold
#
# The same article trains several variants of a network for 10 epochs each. For the last one, early stopping, it builds no
# new network: it calls `model.compile(...)` on the one that has just been trained, and `fit` with `patience=2`. It finds
# that training "stops after only 5 iterations".
#
# **Predict.** A trained Keras model is compiled once more and fitted with early stopping. With which weights does it start?
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


before = keras_network.get_weights()  # it was trained above
keras_network.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
print(f"the trained weights, after compile(): still there {equal_to(before, keras_network)}")
print(f"a model built anew from the same seed: still there {equal_to(before, keras_model())}")
keras.backend.clear_session()

# %% tags=["experiment"]
reveal("early_stopping.warm_start")

# %% [markdown]
# What does that do to the number of epochs? Twenty networks are trained for 10 epochs on 1,000 images. Then they are
# trained again with early stopping (warm); so are twenty networks that start afresh (cold). Patience is 2 on the
# validation accuracy, as in the article; but the validation rows are no test rows.
#
# *Before you run the cell:* for each seed, which of the two stops sooner?

# %% tags=["experiment"]
train, choose, test = datasets.split_seeds(digits.X / 16, digits.y, (1000, 300, 400), seeds=SEEDS)


def continued(network, stream, epochs, early_stopping=None):
    """Train on, with an optimizer that starts anew, as compile() makes it."""
    return nn.fit(
        network,
        *train,
        optimizer=ADAM,
        epochs=epochs,
        batch_size=32,
        rng=[np.random.default_rng([seed, stream]) for seed in SEEDS],
        validation=choose,
        early_stopping=early_stopping,
    )


cold = nn.Network(LAYERS, 64, rng=[np.random.default_rng(seed) for seed in SEEDS])
warm = cold.copy()
continued(warm, 1, 10)
rule = nn.EarlyStopping(patience=2, monitor="val_accuracy")
ran = {
    name: continued(network, 2, EPOCHS, rule).epochs_run
    for name, network in (("warm", warm), ("cold", cold))
}
sooner, decided = np.sum(ran["warm"] < ran["cold"]), np.sum(ran["warm"] != ran["cold"])
p_value = stats.binomtest(int(sooner), int(decided)).pvalue

fig, ax = plots.figure(
    f"The warm start stops after {ran['warm'].min()} to {ran['warm'].max()} epochs, the cold one after "
    f"{ran['cold'].min()} to {ran['cold'].max()};\nwarm is sooner in {sooner} of {len(SEEDS)} seeds",
    "seed, in order of the cold run",
    "epochs until the stop",
)
order = np.argsort(ran["cold"], kind="stable")
for i, name in enumerate(("cold", "warm")):
    style = {**plots.series(i, marker=True), "linestyle": ""}
    ax.plot(each, ran[name][order], label=f"{name} start", **style)
ax.vlines(each, *np.sort([ran["cold"][order], ran["warm"][order]], axis=0), color="0.8", zorder=0)
ax.set_xticks([])
ax.set_ylim(bottom=0)
ax.legend()
plots.show(
    fig,
    "Epochs until early stopping for twenty seeds, cold and warm start. The warm start stops sooner.",
)
print(f"sign test over {decided} seeds without a tie: p = {p_value:.1g}")
accuracy = {
    name: nn.accuracy(net(test[0]), test[1]) for name, net in (("warm", warm), ("cold", cold))
}
print(f"test accuracy, warm minus cold: {plus_minus(accuracy['warm'], accuracy['cold'])} points")

# %% [markdown]
# "Stops after 5 epochs" is what a network does that has learned already. It had 10 epochs more, which the count
# leaves out (and the accuracy does not). A comparison of methods needs a new network for each: build the model
# again, in a function, and not only `compile` it.

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
# point errs towards early stopping. (Also: without restore_best_weights the network in hand is not the one of
# the best epoch; one seed; a patience of 2 on accuracy stops by chance.) (3) Build a new network for each run, from
# the same seed; choose the epoch on validation rows taken from the training data, with restored weights; compare on
# test rows, used once, with training to the end; repeat over 20 seeds and give the paired difference with its interval.
#
# **Marking scheme.** 1 point for each of two reasons *with* direction (half a point without; a single seed or the missing
# restore counts as a reason, "it is noisy" alone does not). 1 point for a run that has a fresh start, validation
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
# - Early stopping gains where late epochs learn something wrong. How much depends on the end that it is compared with.
# - It costs validation rows. Find the number of steps, then train on all rows.
# - It is a hold-out. Rows that choose the epoch are no test rows any more.
# - `compile()` keeps weights. A fair comparison starts cold.
#
# **Further reading.** L. Prechelt, *Early stopping – but when?* (1998). I. Goodfellow, Y. Bengio, A. Courville, *Deep
# learning*, section 7.8 (2016). Y. Yao, L. Rosasco, A. Caponnetto, *On early stopping in gradient descent learning*
# (2007). A. Ali, J. Z. Kolter, R. J. Tibshirani, *A continuous-time view of early stopping for least squares
# regression* (2019). C. Bishop, *Regularization and complexity control in feed-forward networks* (1995).
