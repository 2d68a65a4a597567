# %% [markdown]
# # Lesson 9. Batch normalization
#
# **By the end you can**
#
# - write batch normalization, forward and backward, with its running statistics;
# - say why a network that is fine in training can fail when it is used, find out whether it does, and repair
#   it without training;
# - tell what is known about *why* batch norm helps from what is only said.
#
# **Time** about 120 minutes; the end of 9.2 is a good place for a break. **Before this** lesson 6 (networks)
# and lesson 7 (layers that differ between training and use), NumPy.
#
# Each exercise ends with a check. A cross comes with the smallest case that fails and a hint;
# `example("batch_norm.bn_forward")` then hands you the inputs of that case. `nn` holds reference solutions of
# the course; the figures use them, so that they work before yours do. (Cells that compare *your* function
# with the library need your answer.)

# %%
import numpy as np

from reglab import compare, datasets, nn, plots
from reglab.checks import check, example, predict, reveal
from reglab.quiet import quiet_start

with quiet_start():
    import keras
    import tensorflow as tf

# %% [markdown]
# ## 9.0 Larger steps
#
# A network with several layers is hard to train: a small change in the first layer grows or shrinks on its way
# through the others, so the right step size for one layer is wrong for the next. **Batch normalization**
# brings the activations of every unit to mean 0 and variance 1, in every step, over the examples of the batch.
#
# We train networks with three hidden layers of 64 units on 800 digits with plain SGD, at five learning rates, with
# and without batch norm; ten networks of each kind, each with its own training images and initial weights. After
# every 25 steps we ask for the accuracy on new images, and note the first time that it is 90 % or more. (So "25 steps"
# means 25 or fewer.)

# %% tags=["experiment"]
digits = datasets.load_digits()
PER_EPOCH, BATCH = 25, 32  # 800 rows in batches of 32 are 25 steps


def layers(depth, width, *, normalized=True, momentum=0.9, after=()):
    """Hidden layers, with batch norm (and what comes `after` it) or without."""
    hidden = []
    for _ in range(depth):
        hidden.append(nn.Dense(width, bias=not normalized))
        hidden += [nn.BatchNorm(momentum), *after] if normalized else []
        hidden.append(nn.ReLU())
    return (*hidden, nn.Dense(10))


def divided(seeds, sizes=(800, 500), noise=0.0):
    """Rows for training and testing, as (X, y) for all seeds."""
    return datasets.split_seeds(digits.X / 16, digits.y, sizes, seeds=seeds, noise=noise)


def plus_minus(a, b):
    """Mean paired difference a - b and half the width of its 95 % interval, in points."""
    diff, lo, _ = compare.paired_ci(a, b)
    return f"{100 * diff:+z.1f} ± {100 * (diff - lo):.1f}"  # z: no minus sign before 0.0


# %% [markdown]
# *Before you run the cell:* at which learning rate will the difference be largest?

# %% tags=["experiment"]
TEN, EPOCHS, RATES = range(10), 12, (0.01, 0.03, 0.1, 0.3, 1.0)
ten_train, ten_test = divided(TEN)


def steps_to_90(name, stack, rates=RATES):
    """Steps until 90 % of new images are right, (rate, seed); inf if that was not reached."""
    recipes = {f"{name}, learning rate {rate}": nn.Recipe(stack, nn.SGD(rate)) for rate in rates}
    with np.errstate(all="ignore"):  # networks whose weights run away
        table = nn.run_table(
            recipes, ten_train, ten_test, seeds=TEN, epochs=EPOCHS, batch_size=BATCH,
            validation=ten_test,
        )  # fmt: skip
    enough = np.array([outcome.history.val_accuracy >= 0.9 for outcome in table.values()])
    return np.where(enough.any(axis=1), PER_EPOCH * (1 + enough.argmax(axis=1)), np.inf)


steps = {
    name: steps_to_90(name, layers(3, 64, normalized=normalized))
    for name, normalized in (("without batch norm", False), ("with batch norm", True))
}
reached = {name: np.isfinite(values).all(axis=1) for name, values in steps.items()}
never = PER_EPOCH * EPOCHS * 1.35
fastest = {name: np.median(values, axis=1).min() for name, values in steps.items()}

fig, ax = plots.figure(
    f"All ten networks reach 90 % at {reached['with batch norm'].sum()} of {len(RATES)} learning rates "
    f"with batch norm,\nand at {reached['without batch norm'].sum()} without it",
    "learning rate",
    "steps until 90 % of\nnew images are right",
    size=(7.4, 4.2),
)
for i, (name, values) in enumerate(steps.items()):
    shown = np.where(np.isfinite(values), values, never)
    spread = np.array(RATES)[:, None] * np.geomspace(0.94, 1.06, len(TEN)) * (0.93, 1.07)[i]
    style = {**plots.series(i, marker=True), "linestyle": "", "alpha": 0.4}
    ax.plot(spread.ravel(), shown.ravel(), **style)
    ax.plot(RATES, np.median(shown, axis=1), label=f"{name}, median", **plots.series(i))
ax.axhline(never, color="0.5", linewidth=1)
ax.text(RATES[0], never * 1.06, f"not within {PER_EPOCH * EPOCHS} steps", color="0.3", fontsize=10)
ax.set_xscale("log")
ax.set_yscale("log")
ax.set_ylim(18, never * 1.5)
ax.set_yticks([25, 50, 100, 200, 300], ["25", "50", "100", "200", "300"])
ax.minorticks_off()
ax.legend(loc="lower left")
plots.show(
    fig,
    "Steps until 90 % accuracy against the learning rate, one dot for each network. With batch norm "
    "all networks are faster, and the largest learning rate still works; without it no network reaches "
    "90 % at the smallest and the largest rate.",
)
for name, values in steps.items():
    print(f"{name}: median {fastest[name]:.0f} steps at its best learning rate")

# %% [markdown]
# Faster, and far less sensitive to the learning rate. The price: this layer looks at the *other* examples of the
# batch. Training has batches. What will it look at when the network is used?

# %% [markdown]
# ## 9.1 The batch, and what is kept of it
#
# Let $x$ be a batch of $m$ rows, one column for each of $d$ features. For every column, **over the rows**,
#
# $$\mu = \frac1m \sum_i x_i, \qquad \sigma^2 = \frac1m \sum_i (x_i - \mu)^2, \qquad
# \hat x_i = \frac{x_i - \mu}{\sqrt{\sigma^2 + \epsilon}}, \qquad \text{out}_i = \gamma\,\hat x_i + \beta.
# \tag{9.1}$$
#
# The variance divides by $m$. The small number $\epsilon$ keeps a column that does not vary from being divided by 0.
# $\gamma$ and $\beta$, one number for each column, are trained like weights: they let the network choose another mean
# and spread where it needs one.
#
# At **inference** there may be a single row. So the layer keeps a **state**, the running mean and variance: it
# starts at mean 0 and variance 1, and every training batch moves it,
#
# $$\text{new} = \text{momentum} \cdot \text{old} + (1 - \text{momentum}) \cdot \text{batch}. \tag{9.2}$$
#
# (This momentum has nothing to do with that of SGD.)
# At inference $\mu$ and $\sigma^2$ in (9.1) are those of the state, and the state does not move.
#
# Two conventions to look out for. Here and in Keras momentum weighs the **old** value; in PyTorch, the new one (its
# 0.1 is our 0.9). And the running variance here divides by $m$, like in Keras; PyTorch keeps the one by $m - 1$.
#
# ### Exercise 9.1
#
# Write `bn_forward`. What you put into `cache` is up to you: your `bn_backward` will get it in Exercise 9.2.


# %% nbgrader={"grade_id": "09-bn-forward", "solution": true}
def bn_forward(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
    """Batch normalization, (9.1) and (9.2).

    x : array of shape (batch, features), floats or whole numbers; a batch may have one row
    gamma, beta : float arrays of shape (features,)
    state : (mean, var), float arrays of shape (features,); or None: mean 0 and variance 1
    training : bool; the batch normalizes and moves the state if True, else the state normalizes
    momentum : float in [0, 1), weight of the old state
    eps : float, 0 or larger, added to the variance
    Returns out, of the shape of x; cache, for bn_backward; and the new state (mean, var). At
    inference that is the state that came in; for None, return None or (0, 1). The arrays of the old
    state are left as they were.
    """
    ### BEGIN SOLUTION
    if state is None:
        state = np.zeros(x.shape[1]), np.ones(x.shape[1])
    if training:
        mean, var = x.mean(axis=0), x.var(axis=0)
        state = (
            momentum * state[0] + (1 - momentum) * mean,
            momentum * state[1] + (1 - momentum) * var,
        )
    else:
        mean, var = state
    root = np.sqrt(var + eps)
    x_hat = (x - mean) / root
    return gamma * x_hat + beta, (x_hat, gamma, root), state
    ### END SOLUTION


# %% nbgrader={"grade_id": "09-bn-forward-check", "grade": true}
check("batch_norm.bn_forward")

# %% nbgrader={"grade_id": "09-bn-forward-hidden", "grade": true}
# The graded check of Exercise 9.1 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("batch_norm.bn_forward")
### END HIDDEN TESTS

# %% [markdown]
# ### Does it agree with the library?
#
# `keras.layers.BatchNormalization` has the defaults `momentum=0.99` and `epsilon=1e-3`. With ours in their place,
# three training batches and one call at inference:

# %% tags=["experiment"]
rng = np.random.default_rng(0)
batches = rng.normal(3.0, 2.0, size=(3, 32, 4)).astype(np.float32)
X_new = rng.normal(3.0, 2.0, size=(5, 4)).astype(np.float32)
gamma, beta, state = np.ones(4), np.zeros(4), None
layer = keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-5)
for x in batches:
    out, _, state = bn_forward(x, gamma, beta, state, training=True)
    out_keras = np.asarray(layer(x, training=True))
at_use = bn_forward(X_new, gamma, beta, state, training=False)[0]
kept = (layer.moving_mean, layer.moving_variance)
pairs = {
    "out, in training": (out, out_keras),
    "running mean": (state[0], kept[0].numpy()),
    "running variance": (state[1], kept[1].numpy()),
    "out, at inference": (at_use, np.asarray(layer(X_new, training=False))),
}
for name, (yours, library) in pairs.items():
    print(f"{name:18} largest difference {np.max(np.abs(yours - library)):.0e}")
print("called without `training`:", np.allclose(layer(X_new), layer(X_new, training=False)))
print("trained by gradients:", [weight.name for weight in layer.trainable_variables])
print("moved by batches:    ", [weight.name for weight in layer.non_trainable_variables])

# %% [markdown]
# A Keras layer that is called by hand is at inference unless you say `training=True`; `model.fit` says so, and
# `model.predict` does not.

# %% [markdown]
# **Predict.** A trained network with batch norm is in use. It sees one image alone, and then the same image among 99
# others. How do the two predictions for it differ?
#
# - `"a"`: They differ a little: mean and variance come from other batches.
# - `"b"`: They are the same.
# - `"c"`: Alone it cannot be predicted: one row has no variance.

# %% nbgrader={"grade_id": "09-predict-one-image-choice", "solution": true}
one_image_prediction = None
### BEGIN SOLUTION
one_image_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "09-predict-one-image", "grade": true}
predict("batch_norm.one_image", one_image_prediction)

# %% tags=["experiment"]
rng = np.random.default_rng(1)
small = nn.Network(layers(2, 64), 64, rng=rng)
X_train, y_train = ten_train[0][0], ten_train[1][0]
nn.fit(small, X_train, y_train, optimizer=nn.SGD(0.1), epochs=8, batch_size=BATCH, rng=rng)
hundred = ten_test[0][0][:100]
for name, training in (("at inference", False), ("in training mode", True)):
    among, alone = small(hundred, training=training)[0], small(hundred[:1], training=training)[0]
    print(f"{name:17} among 99 others p = {among.max():.3f}, alone p = {alone[among.argmax()]:.3f}")

# %% tags=["experiment"]
reveal("batch_norm.one_image")

# %% [markdown]
# At inference the running statistics normalize, and the other rows have no say. In training mode the image alone
# becomes $\beta$ in every layer, whatever it shows.

# %% [markdown]
# ## 9.2 Backward
#
# A row $x_i$ reaches the loss $L$ in three ways: directly through $\hat x_i$, and through the mean and the variance,
# by which it moves **all** rows. Write $g_i = \gamma\, \partial L / \partial\, \text{out}_i$ for the gradient at
# $\hat x_i$. The two statistics receive
#
# $$\frac{\partial L}{\partial \sigma^2} = -\frac{1}{2\,(\sigma^2 + \epsilon)} \sum_i g_i\, \hat x_i, \qquad
# \frac{\partial L}{\partial \mu} = -\frac{1}{\sqrt{\sigma^2 + \epsilon}} \sum_i g_i. \tag{9.3}$$
#
# (The mean also changes the variance, but that adds nothing to (9.3): the deviations from the mean sum to 0.) The
# gradient at $x_i$ is the sum over its three ways:
#
# $$\frac{\partial L}{\partial x_i} = \frac{g_i}{\sqrt{\sigma^2 + \epsilon}}
# + \frac{\partial L}{\partial \sigma^2} \cdot \frac{\partial \sigma^2}{\partial x_i}
# + \frac{\partial L}{\partial \mu} \cdot \frac{\partial \mu}{\partial x_i}. \tag{9.4}$$
#
# The two derivatives that are left open are for you, from the definitions in (9.1). And what do $\gamma$ and $\beta$
# receive, which all rows share?
#
# ### Exercise 9.2
#
# Write `bn_backward` for a training step. It is called with what *your* `bn_forward` put into the cache; go back and
# put more into it if you need to.


# %% nbgrader={"grade_id": "09-bn-backward", "solution": true}
def bn_backward(dout, cache):
    """Gradients of the loss, (9.3) and (9.4).

    dout : array of shape (batch, features), floats or whole numbers: gradient of the loss with
        respect to out
    cache : from bn_forward with training=True
    Returns dx, of the shape of dout, and dgamma, dbeta, of shape (features,).
    """
    ### BEGIN SOLUTION
    x_hat, gamma, root = cache
    dgamma, dbeta = np.sum(dout * x_hat, axis=0), np.sum(dout, axis=0)
    dx = gamma / root * (dout - dbeta / len(dout) - x_hat * dgamma / len(dout))
    return dx, dgamma, dbeta
    ### END SOLUTION


# %% nbgrader={"grade_id": "09-bn-backward-check", "grade": true}
check("batch_norm.bn_backward")

# %% nbgrader={"grade_id": "09-bn-backward-hidden", "grade": true}
# The graded check of Exercise 9.2 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("batch_norm.bn_backward")
### END HIDDEN TESTS

# %% [markdown]
# TensorFlow differentiates the Keras layer for us:

# %% tags=["experiment"]
rng = np.random.default_rng(2)
x, upstream = rng.normal(1.0, 2.0, size=(2, 20, 5))
gamma, beta = rng.uniform(0.5, 2.0, size=(2, 5))
layer = keras.layers.BatchNormalization(epsilon=1e-5, dtype="float64")
layer.build(x.shape)
layer.gamma.assign(gamma)
layer.beta.assign(beta)
x_tf = tf.constant(x)
with tf.GradientTape() as tape:
    tape.watch(x_tf)
    loss = tf.reduce_sum(upstream * layer(x_tf, training=True))
library = tape.gradient(loss, [x_tf, layer.gamma.value, layer.beta.value])
yours = bn_backward(upstream, bn_forward(x, gamma, beta, None, training=True)[1])
for name, one, other in zip(("dx", "dgamma", "dbeta"), yours, library, strict=True):
    print(f"{name:7} largest difference to TensorFlow {np.max(np.abs(one - other)):.0e}")

# %% [markdown]
# ### A gradient check that sees nothing
#
# To check a gradient you need an upstream gradient. Two are simple: all ones (the loss is the sum of the outputs), or
# one weight for each column. Below are three backward passes, two of them wrong, and three upstream
# gradients.
#
# *Before you run the cell:* the outputs of a column always sum to $m \beta$. What is the slope of that in $x_i$?


# %% tags=["experiment"]
def ways(mean, variance):
    """dx with the ways through mean and variance, or without."""

    def dx(dout, x_hat, gamma, root):
        left = dout - mean * dout.mean(axis=0) - variance * x_hat * np.mean(dout * x_hat, axis=0)
        return gamma / root * left

    return dx


passes = {"right": ways(1, 1), "variance forgotten": ways(1, 0), "both forgotten": ways(0, 0)}
upstreams = {
    "all ones": np.ones_like(x),
    "one weight a column": np.tile(rng.normal(size=5), (len(x), 1)),
    "random": upstream,
}
root = np.sqrt(x.var(axis=0) + 1e-5)
x_hat = (x - x.mean(axis=0)) / root
print(f"{'':20}" + "".join(f"{name:>21}" for name in passes))
for name, dout in upstreams.items():

    def loss_at(moved, dout=dout):
        return np.sum(dout * nn.bn_forward(moved, gamma, beta, None, training=True)[0])

    bumps = 1e-5 * np.eye(x.size).reshape(-1, *x.shape)
    numeric = np.array([(loss_at(x + bump) - loss_at(x - bump)) / 2e-5 for bump in bumps])
    line = f"{name:20}"
    for dx in passes.values():
        agrees = np.allclose(dx(dout, x_hat, gamma, root).ravel(), numeric, atol=1e-6)
        line += f"{'passes' if agrees else 'FAILS':>21}"
    print(line)

# %% [markdown]
# With equal rows upstream the right gradient is 0, and so is what the way through the variance adds. Only an upstream
# gradient that differs from row to row tells. That is what the check of Exercise 9.2 uses.

# %% [markdown]
# **Predict.** A dense layer with a bias stands right in front of batch norm. What becomes of its bias?
#
# - `"a"`: It learns as in any dense layer.
# - `"b"`: It learns, but slowly: batch norm makes its gradient small.
# - `"c"`: Its gradient is 0: it never moves.

# %% nbgrader={"grade_id": "09-predict-dense-bias-choice", "solution": true}
dense_bias_prediction = None
### BEGIN SOLUTION
dense_bias_prediction = "c"
### END SOLUTION

# %% nbgrader={"grade_id": "09-predict-dense-bias", "grade": true}
predict("batch_norm.dense_bias", dense_bias_prediction)

# %% tags=["experiment"]
with_bias = (nn.Dense(64), nn.BatchNorm(), nn.ReLU(), nn.Dense(10))
network = nn.Network(with_bias, 64, rng=np.random.default_rng(3), dtype=np.float64)
_, grads = network.loss_and_gradients(X_train[:100], y_train[:100], training=True)
for name, what in {
    "b1": "bias in front of it",
    "beta2": "beta",
    "b3": "bias of the last layer",
}.items():
    print(f"largest gradient of the {what:23} {np.abs(grads[name]).max():.0e}")

# %% tags=["experiment"]
reveal("batch_norm.dense_bias")

# %% [markdown]
# What is left is rounding. In Keras you write `Dense(64, use_bias=False)`; here it is `nn.Dense(64, bias=False)`. (For
# the same reason a weight penalty on a layer in front of batch norm does not limit what the layer computes: scaling
# its weights scales $\sigma$, too. It changes the effective step size instead.)

# %% [markdown]
# ## 9.3 The same weights, another network
#
# **Predict.** A network with eight hidden layers and batch norm (momentum 0.99) has taken 100 steps. In training mode
# it is right for 19 of 20 new digits. The same weights at inference, with the running statistics?
#
# - `"a"`: About as often: the weights are the same.
# - `"b"`: More often: an average over many batches is more accurate than one batch.
# - `"c"`: Far less often: it misses more than half of the digits.

# %% nbgrader={"grade_id": "09-predict-inference-choice", "solution": true}
inference_prediction = None
### BEGIN SOLUTION
inference_prediction = "c"
### END SOLUTION

# %% nbgrader={"grade_id": "09-predict-inference", "grade": true}
predict("batch_norm.inference", inference_prediction)

# %% [markdown]
# Ten networks each with two and with eight hidden layers of 128 units learn for 100 steps with Adam. Momentum has
# no influence on the weights: in training nobody reads the running statistics. So only the bookkeeping differs
# between the networks of a seed. Three accuracies on the same 500 new images: in training mode (all 500 are one
# batch), at inference, and without batch norm altogether.

# %% tags=["experiment"]
MOMENTA, ADAM = (0.5, 0.9, 0.99, 0.999), nn.Adam(1e-3)


def after_100_steps(depth):
    """Outcomes by momentum, and without batch norm; all seeds, trained for 100 steps."""
    recipes = {"without": nn.Recipe(layers(depth, 128, normalized=False), ADAM)}
    for m in MOMENTA:
        recipes[f"momentum {m}"] = nn.Recipe(layers(depth, 128, momentum=m), ADAM)
    table = nn.run_table(recipes, ten_train, ten_test, seeds=TEN, epochs=4, batch_size=BATCH)
    return {"without": table["without"], **{m: table[f"momentum {m}"] for m in MOMENTA}}


def in_training_mode(network):
    return nn.accuracy(network(ten_test[0], training=True), ten_test[1])


tables = {depth: after_100_steps(depth) for depth in (2, 8)}
mode = {depth: in_training_mode(table[0.99].network) for depth, table in tables.items()}
deep = tables[8]

fig, axes = plots.figures(
    f"100 steps, eight hidden layers, momentum 0.99: {100 * mode[8].mean():.0f} % right in training mode,\n"
    f"{100 * deep[0.99].accuracy.mean():.0f} % at inference ({100 * deep['without'].accuracy.mean():.0f} % "
    "without batch norm)",
    [("momentum", "accuracy on new images (%)"), ("momentum", "")],
    size=(8.6, 4.4),
    sharey=True,
)
for ax, (depth, table) in zip(axes, tables.items(), strict=True):
    ax.set_title(f"{depth} hidden layers", fontsize=11, fontweight="normal")
    values = 100 * np.array([table[m].accuracy for m in MOMENTA])
    label = "at inference" if depth == 2 else None
    half = [100 * (d - lo) for d, lo, _ in (compare.paired_ci(v / 100, 0 * v) for v in values)]
    at = range(len(MOMENTA))
    ax.errorbar(
        at, values.mean(axis=1), yerr=half, capsize=4, label=label, **plots.series(0, marker=True)
    )
    for i, (name, value) in enumerate(
        {"in training mode": mode[depth], "without batch norm": table["without"].accuracy}.items(),
        1,
    ):
        ax.axhline(100 * value.mean(), label=name if depth == 2 else None, **plots.series(i))
    ax.set_xticks(at, MOMENTA)
    ax.set_ylim(0, 102)
fig.legend(loc="outside lower center", ncols=3)
plots.show(
    fig,
    "Accuracy at inference against momentum after 100 steps, for networks with two and with eight "
    "hidden layers, with 95 % intervals. At momentum 0.5 and 0.9 it is close to training mode. With two layers it "
    "falls at 0.999; with eight it falls to well under one half at 0.99 and at 0.999.",
)
for depth, table in tables.items():
    gap = plus_minus(table[0.99].accuracy, mode[depth])
    print(f"{depth} hidden layers, momentum 0.99: inference minus training mode {gap} points")

# %% tags=["experiment"]
reveal("batch_norm.inference")

# %% [markdown]
# The weights are good. What inference normalizes with is not: after $t$ batches,
#
# $$\text{running} = \text{momentum}^t \cdot \text{start} + (1 - \text{momentum}^t) \cdot
# (\text{a weighted mean of the batches}), \tag{9.5}$$
#
# and $0.99^{100} = 0.37$: more than a third of every running statistic is still the start, mean 0 and variance 1.
# Every layer shifts its units a little, and the next layer gets inputs that it has never seen.
#
# But is it the start? The batches in (9.5) are those of earlier steps, with earlier weights; perhaps *they* are what
# does not fit. (9.5) can be solved for the weighted mean. We take the start out of every running statistic of the
# networks with eight layers, and change nothing else.
#
# *Before you run the cell:* how much of the accuracy will come back at momentum 0.99, and how much at 0.999?


# %% tags=["experiment"]
def without_start(network, momentum, t):
    """A copy whose running statistics are the weighted mean of the batches in (9.5)."""
    new, left = network.copy(), momentum**t
    for name, values in new.running.items():
        start = 1.0 if name.startswith("var") else 0.0
        values[...] = (values - left * start) / (1 - left)
    return new


print("momentum   left of the start   right at inference   with the start taken out")
for m in MOMENTA:
    freed = nn.accuracy(without_start(deep[m].network, m, 100)(ten_test[0]), ten_test[1])
    before = 100 * deep[m].accuracy.mean()
    print(f"{m:<8} {100 * m**100:17.1f} % {before:18.1f} % {100 * freed.mean():23.1f} %")

# %% [markdown]
# So it is the start. With 37 % of it and with 90 % of it the networks do about equally badly: both are far from
# any batch, and eight layers in a row make the most of it.
#
# ### Exercise 9.3
#
# How long does one have to wait? Write `warmup_steps`: the smallest number of steps $t = 0, 1, 2, \dots$ after which
# at most `tol` of the start is left. Think of the ends, too: `tol` may be 1 or more, and momentum 0. And momentum may
# be close to 1, so that it takes many thousands of steps.


# %% nbgrader={"grade_id": "09-warmup-steps", "solution": true}
def warmup_steps(momentum, tol):
    """The smallest t with momentum**t <= tol, as Python evaluates it.

    momentum : float in [0, 1); t may be above 100,000
    tol : float, larger than 0
    Returns an int (one of NumPy will do).
    """
    ### BEGIN SOLUTION
    t = 0
    while momentum**t > tol:
        t += 1
    return t
    ### END SOLUTION


# %% nbgrader={"grade_id": "09-warmup-steps-check", "grade": true}
check("batch_norm.warmup_steps")

# %% nbgrader={"grade_id": "09-warmup-steps-hidden", "grade": true}
# The graded check of Exercise 9.3 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("batch_norm.warmup_steps")
### END HIDDEN TESTS

# %% tags=["experiment"]
print("momentum   left of the start       steps until 1 % is left   at 25 steps an epoch")
print("           after 100 steps")
for m in MOMENTA:
    wait = nn.warmup_steps(m, 0.01)
    print(f"{m:<8} {100 * m**100:17.1f} % {wait:25d} {wait / PER_EPOCH:16.1f} epochs")

# %% [markdown]
# Is that so? Ten of the deep networks with momentum 0.99 learn on, and after every 25 steps we ask how many new images
# they get right at inference.
#
# *Before you run the cell:* at how many steps will inference have caught up with training mode?

# %% tags=["experiment"]
longer = nn.run_table(
    {"momentum 0.99": nn.Recipe(layers(8, 128, momentum=0.99), ADAM)}, ten_train, ten_test,
    seeds=TEN, epochs=16, batch_size=BATCH, validation=ten_test,
)["momentum 0.99"]  # fmt: skip
curve = 100 * longer.history.val_accuracy
level = 100 * nn.accuracy(longer.network(ten_test[0], training=True), ten_test[1]).mean()
at_steps = PER_EPOCH * np.arange(1, len(curve) + 1)
near = int(at_steps[np.argmax(curve.mean(axis=1) > level - 2)])

fig, ax = plots.figure(
    "Momentum 0.99: inference is within 2 points of training mode\n"
    f"after {near} steps, when {100 * 0.99**near:.0f} % of the start is left",
    "steps, and what is left of the start",
    "accuracy at inference (%)",
)
spread = curve.std(axis=1)
ax.plot(at_steps, curve.mean(axis=1), label="at inference", **plots.series(0))
ax.fill_between(
    at_steps, curve.mean(axis=1) - spread, curve.mean(axis=1) + spread,
    alpha=0.2, color=plots.COLOURS[0], linewidth=0,
)  # fmt: skip
ax.axhline(level, label="in training mode, at the end", **plots.series(1))
ax.set_ylim(0, 102)
ticks = range(100, 401, 100)
ax.set_xticks(ticks, [f"{t}\n{100 * 0.99**t:.1f} %" for t in ticks])
ax.legend(loc="lower right")
plots.show(
    fig,
    "Accuracy at inference against steps, mean of ten networks with one standard deviation. It is low for the "
    "first hundred steps and reaches the level of training mode after some hundreds.",
)

# %% [markdown]
# Keras's default is 0.99. With a million images that is nothing; with 800 images in batches of 32 it is more than
# 18 epochs. (A momentum that is too small is no cure either: then the running statistics are those of the last few
# batches, and noisy.)

# %% [markdown]
# ## 9.4 Repair without training
#
# The running statistics can be computed anew at any time: take the training rows through the network in training mode,
# batch by batch, and average. With batches of $m_1, m_2, \dots$ rows out of $n$,
#
# $$\text{running} = \sum_k \frac{m_k}{n}\, \text{statistic of batch } k. \tag{9.6}$$
#
# No gradient, no weight changes, and nothing is left of the start.
#
# ### Exercise 9.4
#
# Write `recalibrate_bn`. What a network offers:
#
# - `network.running`: a dictionary of arrays, `"mean1"`, `"var1"`, `"mean2"` and so on, one pair for each batch-norm
#   layer. These are the layers' own memory: **write into them**, as in `network.running[name][...] = values`. With
#   `network.running[name] = values` the layers keep their old numbers.
# - `network.batch_statistics(part)`: a dictionary of the same names, the statistics of one batch in training mode. The
#   network stays as it is.
# - `network.copy()`: a network with the same numbers that shares no memory.


# %% nbgrader={"grade_id": "09-recalibrate-bn", "solution": true}
def recalibrate_bn(network, X, batch_size):
    """Running statistics anew, (9.6).

    network : an nn.Network with batch norm; it is not changed
    X : array of shape (n, n_features); its rows are taken in order, batch_size at a time (the last
        batch may be smaller)
    batch_size : int
    Returns a new network, with the old weights and the new running statistics.
    """
    ### BEGIN SOLUTION
    new = network.copy()
    for values in new.running.values():
        values[...] = 0.0
    for begin in range(0, len(X), batch_size):
        part = X[begin : begin + batch_size]
        for name, value in network.batch_statistics(part).items():
            new.running[name][...] += len(part) / len(X) * value
    return new
    ### END SOLUTION


# %% nbgrader={"grade_id": "09-recalibrate-bn-check", "grade": true}
check("batch_norm.recalibrate_bn")

# %% nbgrader={"grade_id": "09-recalibrate-bn-hidden", "grade": true}
# The graded check of Exercise 9.4 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("batch_norm.recalibrate_bn")
### END HIDDEN TESTS

# %% [markdown]
# (The course's `nn.recalibrate_bn`, which the next cell uses, does this for ten networks at once. Then `X` has one more
# axis, the networks. Your function needs one network only.)
#
# *Before you run the cell:* the networks with eight layers from above, recalibrated with their own 800 training rows.
# Will all momenta become equally good?

# %% tags=["experiment"]
repaired = {
    m: nn.accuracy(
        nn.recalibrate_bn(deep[m].network, ten_train[0], BATCH)(ten_test[0]), ten_test[1]
    )
    for m in MOMENTA
}
fig, ax = plots.figure(
    f"Momentum 0.99: {100 * deep[0.99].accuracy.mean():.0f} % before recalibration, "
    f"{100 * repaired[0.99].mean():.0f} % after it;\nthe weights are the same",
    "momentum (eight hidden layers, 100 steps)",
    "accuracy on new images (%)",
)
for i, (name, found) in enumerate(
    {"before": {m: deep[m].accuracy for m in MOMENTA}, "after": repaired}.items()
):
    for k, m in enumerate(MOMENTA):
        style = {**plots.series(i, marker=True), "linestyle": ""}
        at = k + 0.16 * (2 * i - 1) + np.linspace(-0.1, 0.1, len(TEN))
        label = f"{name} recalibration" if k == 0 else None
        ax.plot(at, 100 * found[m], alpha=0.6, label=label, **style)
ax.set_xticks(range(len(MOMENTA)), MOMENTA)
ax.set_ylim(0, 102)
ax.legend(loc="lower left")
plots.show(
    fig,
    "Accuracy at inference before and after recalibration, one dot for each of ten networks, by "
    "momentum. Before, the dots fall far down at 0.99 and 0.999. After, all lie at the same high level.",
)
for m in MOMENTA:
    print(f"momentum {m:<6} after minus before {plus_minus(repaired[m], deep[m].accuracy)} points")
yours = recalibrate_bn(small, X_train, BATCH).running
reference = nn.recalibrate_bn(small, X_train, BATCH).running
largest = max(np.max(np.abs(yours[name] - reference[name])) for name in reference)
print(f"your function against the reference, on a small network: largest difference {largest:.0e}")

# %% [markdown]
# All momenta are not only equally good, they are the same: the weights were, and now the statistics are, too. Even
# momentum 0.5 gains a little, since the last few batches alone are noisy.
#
# Does it happen in Keras? One network, eight hidden layers, the default momentum, 100 steps:

# %% tags=["experiment"]
keras.utils.set_random_seed(0)
hidden = []
for _ in range(8):
    hidden += [
        keras.layers.Dense(128, use_bias=False),
        keras.layers.BatchNormalization(),
        keras.layers.ReLU(),
    ]
model = keras.Sequential([keras.layers.Input((64,)), *hidden, keras.layers.Dense(10)])
model.compile(
    keras.optimizers.Adam(1e-3), keras.losses.SparseCategoricalCrossentropy(from_logits=True)
)
model.fit(ten_train[0][0], ten_train[1][0], epochs=4, batch_size=BATCH, verbose=0)
for name, training in (("in training mode", True), ("at inference", False)):
    logits = np.asarray(model(ten_test[0][0], training=training))
    print(f"Keras, {name:16} {100 * np.mean(logits.argmax(axis=-1) == ten_test[1][0]):.0f} % right")
keras.backend.clear_session()

# %% [markdown]
# How to find it in a network of your own: take a batch of the *training* rows, in both modes. If they disagree much,
# neither overfitting nor the test data are to blame.

# %% [markdown]
# ## 9.5 Why does it help?
#
# The paper of 2015 has an explanation in its title: batch norm reduces *internal covariate shift*. When the first
# layers learn, the inputs of the later ones change their distribution; batch norm holds mean and variance still. This
# is often repeated as a fact. It can be tested (Santurkar and others did so in
# 2018): let the distribution move on purpose, *behind* batch norm.
#
# **Predict.** After every batch norm we scale the activations by random factors around 0.6 to 1.6, and shift them by
# about half of their spread, with new random numbers for every unit in every step. How fast does the network learn?
#
# - `"a"`: As slowly as without batch norm, or more slowly.
# - `"b"`: More slowly than with batch norm alone, and still faster than without it.
# - `"c"`: It does not learn at all.

# %% nbgrader={"grade_id": "09-predict-noise-choice", "solution": true}
noise_prediction = None
### BEGIN SOLUTION
noise_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "09-predict-noise", "grade": true}
predict("batch_norm.noise", noise_prediction)


# %% tags=["experiment"]
class Moving:
    """In training, ``out = exp(size * z1) * x + size * z2``: new z1, z2 for every unit and step."""

    def __init__(self, size):
        self.size = size

    def start(self, n_in, rng):
        return {}, n_in

    def forward(self, x, params, *, rng, training):
        if not training:
            return x, None
        draws = [one.normal(scale=self.size, size=(2, 1, x.shape[-1])) for one in rng]
        scale, shift = np.array(draws, dtype=x.dtype).swapaxes(0, 1)
        scale = np.exp(scale)
        return scale * x + shift, scale

    def backward(self, dout, scale, params, grads, *, inputs=True):
        return scale * dout


moved = steps_to_90("moved inputs", layers(3, 64, after=(Moving(0.5),)))
too_much = steps_to_90("twice the noise", layers(3, 64, after=(Moving(1.0),)), rates=(0.1,))
compared = {
    "without batch norm": steps["without batch norm"],
    "batch norm": steps["with batch norm"],
    "batch norm, inputs moved at random": moved,
}
medians = {name: np.median(np.minimum(v, never), axis=1) for name, v in compared.items()}
plain, alone, noisy = medians.values()
costly, helpful = np.sum(noisy > alone), np.sum(noisy < plain)
at, limit = RATES.index(0.03), PER_EPOCH * EPOCHS
said = {
    name: f"{median[at]:.0f}" if median[at] <= limit else f"more than {limit}"
    for name, median in medians.items()
}
fig, ax = plots.figure(
    f"At learning rate {RATES[at]}: {said['without batch norm']} steps without batch norm, "
    f"{said['batch norm']} with it,\n"
    f"{said['batch norm, inputs moved at random']} with batch norm and inputs that move",
    "learning rate",
    "steps until 90 % are right\n(median of 10 networks)",
    size=(7.4, 4.2),
)
for i, (name, median) in enumerate(medians.items()):
    ax.plot(RATES, median, label=name, **plots.series(i, marker=True))
ax.axhline(never, color="0.5", linewidth=1)
ax.text(RATES[0], never * 1.06, f"not within {PER_EPOCH * EPOCHS} steps", color="0.3", fontsize=10)
ax.set_xscale("log")
ax.set_yscale("log")
ax.set_ylim(18, never * 1.5)
ax.set_yticks([25, 50, 100, 200, 300], ["25", "50", "100", "200", "300"])
ax.minorticks_off()
ax.legend(loc="lower left")
plots.show(
    fig,
    "Median steps until 90 % accuracy against the learning rate. Batch norm with inputs that move needs more steps "
    f"than batch norm alone at {costly} of {len(RATES)} rates, and fewer than no batch norm at {helpful} of them.",
)
faster, slower = moved < compared["without batch norm"], moved > compared["without batch norm"]
print(
    f"with moved inputs against no batch norm: faster in {faster.sum()}, slower in {slower.sum()} "
    f"of {moved.size} pairs of networks"
)
print(
    f"twice the noise, rate 0.1: 90 % reached by {np.isfinite(too_much).sum()} of {len(TEN)} networks"
)

# %% tags=["experiment"]
reveal("batch_norm.noise")

# %% [markdown]
# So steady inputs cannot be all of the secret: with inputs that jump in every step, the networks still learn faster
# than without batch norm. (They are not irrelevant either: with twice the noise, at learning rate 0.1, hardly
# any network got there in time.) The paper of
# 2018 holds that batch norm makes the loss smoother: gradients change less on the way, so larger steps are
# safe. That fits 9.0. The question is not closed.
#
# ### Three more claims, measured
#
# *Batch norm prevents vanishing and exploding gradients.* We look at networks before any training: how large is the
# gradient of the first layer's weights, if there are 2, 5, 10, 20 or 30 hidden layers?
#
# *Before you run the cell:* what do you expect with batch norm: a rising, a flat or a falling line?

# %% tags=["experiment"]
DEPTHS, SEEDS = (2, 5, 10, 20, 30), range(20)
train, _ = divided(SEEDS)


def first_gradient(depth, normalized):
    """Size (root mean square) of the gradient of the first weights, for each seed."""
    rngs = [np.random.default_rng(seed) for seed in SEEDS]
    network = nn.Network(layers(depth, 64, normalized=normalized), 64, rng=rngs)
    _, grads = network.loss_and_gradients(train[0][:, :100], train[1][:, :100], training=True)
    return np.sqrt(np.mean(grads["W1"] ** 2, axis=(1, 2)))


def rounded(value):
    """Two digits that count."""
    return f"{float(f'{value:.2g}'):,.0f}"


sizes = {
    name: np.array([first_gradient(depth, normalized) for depth in DEPTHS])
    for name, normalized in (("without batch norm", False), ("with batch norm", True))
}
middle = {name: np.exp(np.log(values).mean(axis=1)) for name, values in sizes.items()}
change = {name: values[-1] / values[0] for name, values in middle.items()}
fig, ax = plots.figure(
    f"From 2 to 30 layers the first gradient grows {rounded(change['with batch norm'])}-fold with batch norm,\n"
    f"and shrinks {rounded(1 / change['without batch norm'])}-fold without it",
    "hidden layers",
    "gradient of the first weights\n(root mean square)",
)
for i, (name, values) in enumerate(sizes.items()):
    spread = np.exp(np.log(values).std(axis=1))
    ax.errorbar(
        DEPTHS, middle[name], yerr=[middle[name] * (1 - 1 / spread), middle[name] * (spread - 1)],
        capsize=4, label=name, **plots.series(i, marker=True),
    )  # fmt: skip
ax.set_yscale("log")
ax.legend()
plots.show(
    fig,
    "Size of the gradient of the first layer against the number of hidden layers, on a log scale, "
    "geometric mean of 20 networks with one standard deviation. With batch norm it grows with depth, "
    "without it it shrinks.",
)

# %% [markdown]
# Neither line is flat; from about 10 layers on both are straight on the log scale. At the start of training batch norm trades
# gradients that vanish for gradients that explode with depth. (With 10 layers that does no harm; with 30 you would rather
# have connections that skip layers.)

# %% [markdown]
# *It regularizes.* The statistics of a batch are noisy, and noise can keep a network from memorizing
# (lesson 7). Comparing batches of 4 with batches of 40 would compare different numbers of steps as well. So
# we keep batches of 40, and let the *statistics* come from parts of the batch: of 40, 10, 4 or 2 rows. One
# hidden layer, 200 training images, 20 epochs, 20 seeds, with right labels and with every fifth label wrong.


# %% tags=["experiment"]
class Parts(nn.BatchNorm):
    """Batch norm whose statistics in training are those of parts of the batch, of `rows` rows."""

    def __init__(self, rows):
        super().__init__(momentum=0.9)
        self.rows = rows

    def forward(self, x, params, *, rng, training):
        if not training:
            return super().forward(x, params, rng=rng, training=False)
        parts = x.reshape(*x.shape[:-2], -1, self.rows, x.shape[-1])
        gamma, beta = (
            np.repeat(params[name][..., None, :], parts.shape[-3], axis=-2)
            for name in ("gamma", "beta")
        )
        out, cache, _ = nn.bn_forward(parts, gamma, beta, None, training=True, eps=self.eps)
        return out.reshape(x.shape), (parts, cache)

    def update_running(self, cache, running, momentum=None):
        keep, parts = self.momentum if momentum is None else momentum, cache[0]
        for name, values in (("mean", parts.mean(axis=-2)), ("var", parts.var(axis=-2))):
            running[name] *= keep
            running[name] += (1 - keep) * values.mean(axis=-2)

    def backward(self, dout, cache, params, grads, *, inputs=True):
        dx, dgamma, dbeta = nn.bn_backward(dout.reshape(cache[0].shape), cache[1])
        grads["gamma"][...], grads["beta"][...] = dgamma.sum(axis=-2), dbeta.sum(axis=-2)
        return dx.reshape(dout.shape)


def one_layer(*norm):
    return nn.Recipe((nn.Dense(128), *norm, nn.ReLU(), nn.Dense(10)), nn.Adam(3e-3))


recipes = {f"statistics of {rows}": one_layer(Parts(rows)) for rows in (40, 10, 4, 2)}
recipes["without batch norm"] = one_layer()
for noise in (0.0, 0.2):
    parts = divided(SEEDS, (200, 1000), noise=noise)
    print(f"{100 * noise:.0f} % wrong labels")
    print(nn.run_table(recipes, *parts, seeds=SEEDS, epochs=20, batch_size=40), "\n")

# %% [markdown]
# Noisy statistics do regularize: where labels are wrong, parts of 4 rows gain over the whole batch. Where
# labels are right they cost, and 2 rows cost a great deal. But look at the last lines. Batch norm learns faster,
# and what there is to learn includes the wrong labels: after the same number of epochs the network *without*
# it is more accurate on new images. "Batch norm regularizes" is a small truth beside that.

# %% [markdown]
# *Small batches make it unreliable.* You have just seen what statistics of 2 rows cost. The mean of $m$ random
# rows has $1/m$ of the variance of a row. We take the first layer of the small network from 9.1, and draw
# batches from the training rows.
#
# *Before you run the cell:* by how much does the batch mean of a unit scatter at $m = 4$, measured in standard
# deviations of the unit?

# %% tags=["experiment"]
rng = np.random.default_rng(4)
z = X_train @ small.params["W1"]
z = z[:, z.std(axis=0) > 0]
SIZES = np.array([2, 4, 8, 16, 32, 64])
scatter = []
for m in SIZES:
    means = z[rng.integers(len(z), size=(2000, m))].mean(axis=1)  # of 2000 batches
    scatter.append(np.mean(means.var(axis=0) / z.var(axis=0)))
slope = np.polyfit(np.log(SIZES), np.log(scatter), 1)[0]
fig, ax = plots.figure(
    f"The variance of the batch mean falls like m to the power {slope:.2f};\n"
    f"at m = 4 the mean is typically off by {np.sqrt(scatter[1]):.2f} standard deviations",
    "rows of the batch, m",
    "variance of the batch mean\n(in variances of the unit)",
)
ax.loglog(SIZES, 1 / SIZES, label="1 / m", **plots.series(1))
style = {**plots.series(0, marker=True), "linestyle": "", "markersize": 7}
ax.loglog(SIZES, scatter, label="measured, mean over units", **style)
ax.set_xticks(SIZES, [str(m) for m in SIZES])
ax.set_yticks(1 / SIZES, [f"1/{m}" for m in SIZES])
ax.minorticks_off()
ax.legend()
plots.show(
    fig,
    "Variance of the batch mean against the number of rows, both on log scales. The points lie on the line 1/m.",
)

# %% [markdown]
# ## 9.6 Why?
#
# A team trains a network with batch norm on 600 photographs of its own: 60 steps with Keras's defaults. The log shows
# 97 % accuracy in training. On validation photographs the model is right for 35 %. One colleague says: "Overfitting. We
# need dropout." Another: "The validation photographs must be of another kind."
#
# In at most 150 words: give an explanation that needs **neither**; describe **one** test, without any training, that
# tells it apart from both; and name a repair that leaves all weights as they are, with the reason why it works. (3
# points, marked by a person.)

# %% [markdown] nbgrader={"grade_id": "09-why", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# (1) Training normalizes with the batch, validation with the running statistics. With momentum 0.99, 0.99^60 = 55 % of
# them are still the start, mean 0 and variance 1, so every layer gets
# inputs it was not trained for. (2) Predict the *training* photographs at inference. Overfitting, or photographs of
# another kind, would leave them at 97 %; wrong running statistics bring them down as well. (Or: predict validation
# batches in training mode; if that is far better, the statistics are to blame.) (3) Recalibrate: average the batch
# statistics over the training photographs in training mode and write them into the layers. The weights were trained
# for just these statistics.
#
# **Marking scheme.** 1 point for running statistics that lag behind, with the reason (few steps against the momentum);
# "batch norm behaves differently at inference" alone is half a point. 1 point for a test that separates *all three*
# explanations: the same rows in both modes; a new split or more data is none. 1 point for recalibration (or more
# forward passes in training mode without gradients), with the reason. A smaller momentum and training again is half
# a point: weights change.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | what | formula | here | Keras | scale |
# |---|---|---|---|---|
# | normalize | (9.1), batch statistics in training | `bn_forward` | `layers.BatchNormalization` | eps 1e-5; Keras 1e-3 |
# | running statistics | momentum · old + (1 − momentum) · batch | `state` | `moving_mean`, `moving_variance` | momentum 0.9; Keras 0.99; PyTorch 0.1 is our 0.9 |
# | gradient | (9.4), three ways | `bn_backward` | automatic | variance by $m$ |
# | warm-up | smallest $t$ with momentum$^t$ ≤ tol | `warmup_steps` | – | in steps |
# | repair | (9.6) | `recalibrate_bn` | by hand | weights stay |
#
# - Training looks at the batch, inference at the running statistics. Many bugs and some surprises live between the two.
# - After few steps the running statistics are still the start. Compare both modes on training rows.
# - Check a gradient with an upstream gradient that differs from row to row.
# - No bias in front of batch norm; momentum means opposite things in different libraries.
# - Batch norm allows larger steps. Why, is disputed; "it keeps inputs from moving" is not enough.
#
# **Further reading.** S. Ioffe, C. Szegedy, *Batch normalization: accelerating deep network training by reducing internal
# covariate shift* (2015). S. Santurkar and others, *How does batch normalization help optimization?* (2018). N. Bjorck
# and others, *Understanding batch normalization* (2018). G. Yang and others, *A mean field theory of batch normalization*
# (2019), on gradients that explode with depth. Y. Wu, J. Johnson, *Rethinking "Batch" in BatchNorm* (2021).
