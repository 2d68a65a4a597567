# %% [markdown]
# # Lesson 9. Batch normalization
#
# **By the end you can**
#
# - write batch normalization, forward and backward, with its running statistics;
# - explain why a network that is fine in training can fail at inference, test whether it does, and repair
#   it without training;
# - tell what is measured about *why* batch norm helps from what is only claimed.
#
# **Time** about 130 minutes; the end of 9.2 is a good place for a break. **Before this** lesson 6 (networks)
# and lesson 7 (layers that differ between training and inference), NumPy.
#
# Each exercise ends with a check. A cross comes with the smallest case that fails and a hint;
# `example("batch_norm.bn_forward")` then gives you the inputs of that case. `nn` holds reference solutions of
# the course; the figures use them, so that they work before yours do. (Cells that compare *your* function
# with the library need your answer.)
#
# In all figures the images come from one data set of 1,797 digits, so every interval holds for this data set: it says
# how certain a difference is for other splits of these images and for other initial weights.

# %%
import time

import numpy as np

from reglab import compare, datasets, nn, plots
from reglab.checks import check, example, predict, reveal
from reglab.quiet import quiet_start

with quiet_start():
    import keras
    import tensorflow as tf

# %% [markdown]
# ## 9.0 Does it learn faster?
#
# A network with several layers is hard to train: every later layer enlarges or reduces a change in the first layer, so
# a step size that is right for one layer can be wrong for another. **Batch normalization** shifts and scales the output
# of every unit, before its activation function, to mean 0 and variance 1 over the examples of the batch, in every step.
# (Two trained numbers then set another mean and spread; see 9.1.) One of the articles that this course is built on
# promises "lightning-fast training". Is that true?
#
# We train networks with three hidden layers of 64 units on 320 digits with plain SGD, at seven learning rates, with
# and without batch norm; ten networks of each kind, each with its own training images and initial weights. After
# each epoch of ten steps we measure the accuracy on new images, and note the first time that it is 90 % or more. (So
# "30 steps" means 21 to 30.)

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the data, and two small helpers
digits = datasets.load_digits()
TEN, BATCH = range(10), 32
PER_EPOCH = 25  # steps of an epoch of 800 rows


def divided(seeds, sizes, noise=0.0):
    """Rows for training, testing and so on, as (X, y) for all seeds."""
    return datasets.split_seeds(digits.X / 16, digits.y, sizes, seeds=seeds, noise=noise)


def plus_minus(a, b):
    """Mean paired difference a - b and half the width of its 95 % interval, in points."""
    diff, lo, _ = compare.paired_ci(a, b)
    return f"{100 * diff:+z.1f} ± {100 * (diff - lo):.1f}"  # z: no minus sign before 0.0


ten_train, ten_test = divided(TEN, (800, 500))

# %% [markdown]
# These are the layers:

# %% tags=["experiment"]
NORM = nn.BatchNorm(momentum=0.9)


def layers(depth, width, *, norm=NORM, after=()):
    """Hidden layers with batch norm (and other layers `after` it), or without it: norm=None."""
    hidden = []
    for _ in range(depth):
        hidden.append(nn.Dense(width, bias=norm is None))
        hidden += [] if norm is None else [norm, *after]
        hidden.append(nn.ReLU())
    return (*hidden, nn.Dense(10))


# %% [markdown]
# *Before you run the next three cells:* at which learning rate will the difference be largest?

# %% tags=["experiment"]
RATES, EPOCHS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0), 20
few_train, few_test = divided(TEN, (320, 500))


def steps_to_90(stack):
    """Steps until 90 % of new images are right, (rate, network); inf if that was not reached."""
    recipes = {f"learning rate {rate}": nn.Recipe(stack, nn.SGD(rate)) for rate in RATES}
    with np.errstate(all="ignore"):  # networks whose weights diverge
        table = nn.run_table(
            recipes, few_train, few_test, seeds=TEN, epochs=EPOCHS, batch_size=BATCH,
            validation=few_test,
        )  # fmt: skip
    enough = np.array([outcome.history.val_accuracy >= 0.9 for outcome in table.values()])
    return np.where(enough.any(axis=1), 10 * (1 + enough.argmax(axis=1)), np.inf)


stacks = {"without batch norm": layers(3, 64, norm=None), "with batch norm": layers(3, 64)}
steps = {name: steps_to_90(stack) for name, stack in stacks.items()}

# %% [markdown]
# Two things are missing for a fair answer. First, a step with batch norm has more to compute. So we also measure
# seconds of processor time, which other programs do not add to. Both kinds take turns, twelve times, and we take the
# median of each. Second, each kind should have its own best learning rate. We can't choose it with the same networks
# whose results we report. So each network uses the rate that was best (in the median) for the nine *other* networks of
# its kind; if several rates are equally good, the smallest of them. (The test images of the ten networks overlap, so
# the choice is not completely independent. With seven rates that hardly matters.)


# %% tags=["experiment"]
def seconds_per_step(stack):
    """Processor seconds for one step of ten networks."""
    rngs = [np.random.default_rng(seed) for seed in TEN]
    network = nn.Network(stack, 64, rng=rngs)
    begin = time.process_time()
    nn.fit(network, *few_train, optimizer=nn.SGD(0.1), epochs=2, batch_size=BATCH, rng=rngs)
    return (time.process_time() - begin) / 20


def tuned_by_others(values):
    """One number for each network, at the rate that is best for the others."""
    numbers = range(values.shape[1])
    best = [np.median(np.delete(values, k, axis=1), axis=1).argmin() for k in numbers]
    return values[best, numbers], {RATES[i] for i in best}


turns = [[seconds_per_step(stack) for stack in stacks.values()] for _ in range(12)]
each = dict(zip(stacks, np.median(turns, axis=0), strict=True))
seconds = {name: each[name] * steps[name] for name in stacks}
tuned = {name: tuned_by_others(steps[name])[0] for name in stacks}
for name in stacks:
    chosen = ", ".join(map(str, sorted(tuned_by_others(steps[name])[1])))
    print(
        f"{name:18}  chosen rates {chosen}: median {np.median(tuned[name]):.0f} steps, "
        f"{np.median(tuned[name]) * each[name]:.2f} processor seconds"
    )
ratio = each["with batch norm"] / each["without batch norm"]
print(f"a step with batch norm takes {ratio:.1f} times as long")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
middle = {name: np.median(values) for name, values in tuned.items()}
in_seconds = {name: middle[name] * each[name] for name in stacks}
fig, axes = plots.figures(
    f"Each at the rate chosen by the nine others: {middle['with batch norm']:.0f} steps to 90 % with batch norm and "
    f"{middle['without batch norm']:.0f} without,\nor {in_seconds['with batch norm']:.2f} seconds and "
    f"{in_seconds['without batch norm']:.2f} (ten networks together)",
    [
        ("learning rate", "steps until 90 % of\nnew images are right"),
        ("learning rate", "processor seconds until 90 % of\nnew images are right"),
    ],
    size=(9.6, 4.4),
)
limit, missed = 10 * EPOCHS, f"not within {10 * EPOCHS} steps"
plots.times_to_target(axes[0], RATES, steps, limit=limit, missed=missed)
longest = limit * max(each.values())
plots.times_to_target(axes[1], RATES, seconds, limit=longest, missed=missed)
fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=2)
plots.show(
    fig,
    "Two panels: steps, and seconds, until 90 % accuracy against the learning rate, one dot for each network and a "
    "line for the median of ten networks, with and without batch norm.",
)

# %% [markdown]
# So batch norm needs fewer steps here, and is less sensitive to the learning rate. In seconds the advantage is
# smaller than in steps. How much smaller depends on the machine, on our code and on the layers: in wider layers the
# matrix products take more of the time, and batch norm adds nothing to them.
#
# There is another price: batch norm looks at the *other* examples of the batch. Training has batches. What does it look at
# when the network is used for a single image?

# %% [markdown]
# ## 9.1 Batch statistics and running statistics
#
# Let $x$ be a batch of $m$ rows, one column for each of $d$ features. For every column, **over the rows**,
#
# $$\mu = \frac1m \sum_i x_i, \qquad \sigma^2 = \frac1m \sum_i (x_i - \mu)^2, \qquad
# \hat x_i = \frac{x_i - \mu}{\sqrt{\sigma^2 + \epsilon}}, \qquad \text{out}_i = \gamma\,\hat x_i + \beta.
# \tag{9.1}$$
#
# The variance divides by $m$. The small number $\epsilon$ prevents a division by 0 in a column that does not vary.
# $\gamma$ and $\beta$, one number for each column, are trained like weights: with them the network can choose another mean
# and spread where it needs one.
#
# At **inference** there may be a single row. So the layer keeps a **state**, the running mean and variance. It
# starts at mean 0 and variance 1, and every training batch updates it:
#
# $$\text{new} = \text{momentum} \cdot \text{old} + (1 - \text{momentum}) \cdot \text{batch}. \tag{9.2}$$
#
# (This momentum has nothing to do with that of SGD.)
# At inference $\mu$ and $\sigma^2$ in (9.1) are those of the state, and the state does not change.
#
# Watch out for two conventions. Here and in Keras, momentum is the weight of the **old** value; in PyTorch it is that of the
# new one (its 0.1 is our 0.9). And here, as in Keras, the running variance divides by $m$; in PyTorch it divides
# by $m - 1$.
#
# ### Exercise 9.1
#
# Write `bn_forward`. You decide what `cache` holds: your `bn_backward` gets it in Exercise 9.2.


# %% nbgrader={"grade_id": "09-bn-forward", "solution": true}
def bn_forward(x, gamma, beta, state, *, training, momentum=0.9, eps=1e-5):
    """Batch normalization, (9.1) and (9.2).

    x : array of shape (batch, features), floats or whole numbers; a batch may have one row
    gamma, beta : float arrays of shape (features,)
    state : (mean, var), float arrays of shape (features,); or None: mean 0 and variance 1
    training : bool; if True, normalize with the batch and update the state, else normalize with the
        state
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
# `keras.layers.BatchNormalization` has the defaults `momentum=0.99` and `epsilon=1e-3`. We set ours instead, and run
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
at_inference = bn_forward(X_new, gamma, beta, state, training=False)[0]
kept = (layer.moving_mean, layer.moving_variance)
pairs = {
    "out, in training": (out, out_keras),
    "running mean": (state[0], kept[0].numpy()),
    "running variance": (state[1], kept[1].numpy()),
    "out, at inference": (at_inference, np.asarray(layer(X_new, training=False))),
}
for name, (yours, library) in pairs.items():
    print(f"{name:18} largest difference {np.max(np.abs(yours - library)):.0e}")
print("called without `training`:", np.allclose(layer(X_new), layer(X_new, training=False)))
print("trained by gradients:", [weight.name for weight in layer.trainable_variables])
print("updated by batches:  ", [weight.name for weight in layer.non_trainable_variables])

# %% [markdown]
# A Keras layer that you call yourself is in inference mode unless you pass `training=True`. `model.fit` passes it, and
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
# At inference the layer normalizes with the running statistics, so the other rows don't matter. In training mode the
# output for a single image is $\beta$ in every batch-norm layer, whatever the image shows.

# %% [markdown]
# ## 9.2 Backward
#
# A row $x_i$ affects the loss $L$ along three paths: directly through $\hat x_i$, and through the mean and the variance,
# which affect **all** rows. The drawing shows the three paths of the gradient.

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the graph of batch normalization
plots.drawing("batch_norm")

# %% [markdown]
# Let $g_i = \gamma\, \partial L / \partial\, \text{out}_i$ be the gradient at
# $\hat x_i$. The gradients of the two statistics are
#
# $$\frac{\partial L}{\partial \sigma^2} = -\frac{1}{2\,(\sigma^2 + \epsilon)} \sum_i g_i\, \hat x_i, \qquad
# \frac{\partial L}{\partial \mu} = -\frac{1}{\sqrt{\sigma^2 + \epsilon}} \sum_i g_i. \tag{9.3}$$
#
# (The variance depends on the mean, too, but that adds nothing to (9.3), since the deviations from the mean sum to 0.) The
# gradient at $x_i$ is the sum over the three paths:
#
# $$\frac{\partial L}{\partial x_i} = \frac{g_i}{\sqrt{\sigma^2 + \epsilon}}
# + \frac{\partial L}{\partial \sigma^2} \cdot \frac{\partial \sigma^2}{\partial x_i}
# + \frac{\partial L}{\partial \mu} \cdot \frac{\partial \mu}{\partial x_i}. \tag{9.4}$$
#
# Derive the two remaining derivatives from the definitions in (9.1). And what are the gradients of $\gamma$ and $\beta$,
# which all rows share?
#
# ### Exercise 9.2
#
# Write `bn_backward` for a training step. It gets the cache of *your* `bn_forward`; go back and store more in it
# if you need to.


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
    print(f"{name:7} largest difference from TensorFlow {np.max(np.abs(one - other)):.0e}")

# %% [markdown]
# ### A gradient check that misses a bug
#
# To check a gradient you need an upstream gradient. Two simple choices are all ones (the loss is the sum of the
# outputs) and one weight for each column. Below we try three backward passes, two of them wrong, with three upstream
# gradients.
#
# *Before you run the cell:* the outputs of a column always sum to $m \beta$. What is the derivative of that sum with
# respect to $x_i$?


# %% tags=["experiment"]
def paths(mean, variance):
    """dx with the paths through mean and variance, or without."""

    def dx(dout, x_hat, gamma, root):
        left = dout - mean * dout.mean(axis=0) - variance * x_hat * np.mean(dout * x_hat, axis=0)
        return gamma / root * left

    return dx


passes = {"right": paths(1, 1), "variance forgotten": paths(1, 0), "both forgotten": paths(0, 0)}
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
# If all rows of the upstream gradient are equal, the right gradient is 0, and the path through the variance adds 0, too.
# Only an upstream gradient that differs from row to row finds the forgotten variance. (All three find it if both paths
# are forgotten.) The check of Exercise 9.2 uses such a gradient.

# %% [markdown]
# **Predict.** A dense layer with a bias is directly in front of batch norm. What happens to its bias?
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
    "b1": "bias before batch norm",
    "beta2": "beta",
    "b3": "bias of the last layer",
}.items():
    print(f"largest gradient, {what:23} {np.abs(grads[name]).max():.0e}")

# %% tags=["experiment"]
reveal("batch_norm.dense_bias")

# %% [markdown]
# Only rounding errors are left. In Keras you write `Dense(64, use_bias=False)`; here it is `nn.Dense(64, bias=False)`. (In
# a similar way, a weight penalty on the layer before batch norm does not limit what comes out of batch norm: scaling the
# weights scales $\sigma$, too. The penalty changes the effective step size instead.)

# %% [markdown]
# ## 9.3 The same weights, another network
#
# **Predict.** A network with eight hidden layers and batch norm (momentum 0.99) has taken 100 steps. In training mode
# it is right for 19 of 20 new digits. How often are the same weights right at inference, with the running statistics?
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
# We train networks with two and with eight hidden layers of 128 units for 100 steps with Adam on 800 digits, ten of each
# kind. Momentum has no influence on the weights, since training does not use the running statistics. So the networks of
# a seed differ in their running statistics only. We measure three accuracies on the same 500 new images: in training
# mode (all 500 are one batch), at inference, and of networks without batch norm. (All have the learning rate 0.001: this
# figure compares two modes of the same weights. It is not a fair comparison with and without batch norm.)

# %% tags=["experiment"]
MOMENTA, SLOW = (0.5, 0.9, 0.99, 0.999), nn.Adam(1e-3)


def after_100_steps(depth):
    """Outcomes by momentum, and without batch norm; all seeds, trained for 100 steps."""
    recipes = {"without": nn.Recipe(layers(depth, 128, norm=None), SLOW)}
    for m in MOMENTA:
        recipes[f"momentum {m}"] = nn.Recipe(layers(depth, 128, norm=nn.BatchNorm(m)), SLOW)
    table = nn.run_table(recipes, ten_train, ten_test, seeds=TEN, epochs=4, batch_size=BATCH)
    return {"without": table["without"], **{m: table[f"momentum {m}"] for m in MOMENTA}}


def in_training_mode(network):
    return nn.accuracy(network(ten_test[0], training=True), ten_test[1])


tables = {depth: after_100_steps(depth) for depth in (2, 8)}
mode = {depth: in_training_mode(table[0.99].network) for depth, table in tables.items()}
deep = tables[8]
for depth, table in tables.items():
    gap = plus_minus(table[0.99].accuracy, mode[depth])
    print(f"{depth} hidden layers, momentum 0.99: inference minus training mode {gap} points")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
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
    found = {
        "at inference": np.array([table[m].accuracy for m in MOMENTA]),
        "in training mode": np.array([mode[depth]] * len(MOMENTA)),
        "without batch norm": np.array([table["without"].accuracy] * len(MOMENTA)),
    }
    plots.sd_bands(ax, range(len(MOMENTA)), {name: 100 * values for name, values in found.items()})
    ax.set_xticks(range(len(MOMENTA)), MOMENTA)
    ax.set_ylim(0, 102)
fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
plots.show(
    fig,
    "Accuracy at inference against momentum after 100 steps, for networks with two and with eight hidden layers: mean "
    "of ten networks with a band of one standard deviation. Accuracy in training mode and that without batch norm do "
    "not depend on momentum; accuracy at inference is high at 0.5 and 0.9 and lower at 0.99 and 0.999, above all "
    "with eight layers.",
)

# %% tags=["experiment"]
reveal("batch_norm.inference")

# %% [markdown]
# The weights are good, but the running statistics are not: after $t$ batches,
#
# $$\text{running} = \text{momentum}^t \cdot \text{start} + (1 - \text{momentum}^t) \cdot
# (\text{a weighted mean of the batch statistics}), \tag{9.5}$$
#
# and $0.99^{100} = 0.37$: more than a third of every running statistic is still the start, mean 0 and variance 1.
# So every layer shifts and scales its units wrongly, and the next layer gets inputs that it has never seen.
#
# But is the start to blame? The batch statistics in (9.5) come from earlier steps, with earlier weights; perhaps *they*
# don't fit. We can solve (9.5) for the weighted mean. We take the start out of every running statistic of the networks
# with eight layers, and change nothing else.
#
# *Before you run the cell:* how much of the accuracy will come back at momentum 0.99, and how much at 0.999?


# %% tags=["experiment"]
def without_start(network, momentum, t):
    """A copy whose running statistics are the weighted mean in (9.5)."""
    new, left = network.copy(), momentum**t
    for name, values in new.running.items():
        start = 1.0 if name.startswith("var") else 0.0
        values[...] = (values - left * start) / (1 - left)
    return new


print("momentum   share of the start   right at inference   with the start taken out")
for m in MOMENTA:
    freed = nn.accuracy(without_start(deep[m].network, m, 100)(ten_test[0]), ten_test[1])
    before = 100 * deep[m].accuracy.mean()
    print(f"{m:<8} {100 * m**100:18.1f} % {before:18.1f} % {100 * freed.mean():23.1f} %")

# %% [markdown]
# So the start is to blame. With 37 % of it and with 90 % of it the networks are about equally inaccurate. With two layers
# the loss of accuracy was much smaller: the errors add up from layer to layer.
#
# ### Exercise 9.3
#
# How long do you have to wait? Write `warmup_steps`: the smallest number of steps $t = 0, 1, 2, \dots$ after which
# at most `tol` of the start is left. Think of the extremes, too: `tol` may be 1 or more, and momentum may be 0 or so
# close to 1 that it takes many thousands of steps.


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
print("momentum   share of the start   steps until 1 % is left   at 25 steps an epoch")
print("           after 100 steps")
for m in MOMENTA:
    wait = nn.warmup_steps(m, 0.01)
    print(f"{m:<8} {100 * m**100:18.1f} % {wait:25d} {wait / PER_EPOCH:15.1f} epochs")

# %% [markdown]
# We test this. The ten deep networks with momentum 0.99 are trained for longer, and after every 25 steps we measure their
# accuracy on new images twice: at inference, and in training mode, **after the same step**. For the second we need a layer
# that always uses the batch statistics. The weights are the same, since training uses the batch statistics anyway.
#
# *Before you run the cell:* after how many steps will inference have caught up with training mode?


# %% tags=["experiment"]
class AlwaysBatch(nn.BatchNorm):
    """Batch norm that normalizes with the batch at inference as well."""

    def forward(self, x, params, *, rng, training):
        return super().forward(x, params, rng=rng, training=True)


longer = nn.run_table(
    {
        "at inference": nn.Recipe(layers(8, 128, norm=nn.BatchNorm(0.99)), SLOW),
        "in training mode": nn.Recipe(layers(8, 128, norm=AlwaysBatch(0.99)), SLOW),
    },
    ten_train, ten_test, seeds=TEN, epochs=12, batch_size=BATCH, validation=ten_test,
)  # fmt: skip
found = {name: 100 * outcome.history.val_accuracy for name, outcome in longer.items()}
at_steps = PER_EPOCH * np.arange(1, 13)
gap = (found["in training mode"] - found["at inference"]).mean(axis=1)
close = at_steps[gap < 2]  # the steps at which inference is within 2 points of training mode

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
if len(close):
    title = (
        f"Momentum 0.99: after {close[0]} steps, inference is within 2 points of\n"
        f"training mode; {100 * 0.99 ** close[0]:.0f} % of the start is left then"
    )
else:
    title = (
        "Momentum 0.99: inference is still more than 2 points\n"
        f"below training mode after {at_steps[-1]} steps"
    )
fig, ax = plots.figure(
    title,
    "steps, and what is left of the start",
    "accuracy on new images (%)",
)
plots.sd_bands(ax, at_steps, found)
ax.set_ylim(0, 102)
ticks = range(50, 301, 50)
ax.set_xticks(ticks, [f"{t}\n{100 * 0.99**t:.0f} %" for t in ticks])
ax.legend(loc="lower right")
plots.show(
    fig,
    "Accuracy at inference and in training mode against steps, mean of ten networks with a band of one standard "
    "deviation. Inference is far below training mode for the first hundred steps and catches up later.",
)

# %% [markdown]
# Keras's default is 0.99. With a million images the start is forgotten within the first epoch; with 800 images in batches
# of 32 it takes more than 18 epochs until 1 % is left. (A small momentum removes the start quickly but has a price: the
# running statistics are then those of the last few batches, which are noisy; see the next cells.)

# %% [markdown]
# ## 9.4 Repair without training
#
# The running statistics can be recomputed at any time: run the training rows through the network in training mode,
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
    """Recompute the running statistics, (9.6).

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
# axis, the networks. Your function is called with one network only.)
#
# *Before you run the cell:* we recalibrate the networks with eight layers from above with their own 800 training rows.
# Will they be equally accurate for every momentum?

# %% tags=["experiment"]
repaired = {
    m: nn.accuracy(
        nn.recalibrate_bn(deep[m].network, ten_train[0], BATCH)(ten_test[0]), ten_test[1]
    )
    for m in MOMENTA
}
for m in MOMENTA:
    print(f"momentum {m:<6} after minus before {plus_minus(repaired[m], deep[m].accuracy)} points")
yours = recalibrate_bn(small, X_train, BATCH).running
reference = nn.recalibrate_bn(small, X_train, BATCH).running
largest = max(np.max(np.abs(yours[name] - reference[name])) for name in reference)
print(f"your function against the reference, on a small network: largest difference {largest:.0e}")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"Momentum 0.99: {100 * deep[0.99].accuracy.mean():.0f} % before recalibration, "
    f"{100 * repaired[0.99].mean():.0f} % after it;\nthe weights are the same",
    "momentum (eight hidden layers, 100 steps)",
    "accuracy on new images (%)",
)
rows = {
    "before recalibration": np.array([100 * deep[m].accuracy for m in MOMENTA]),
    "after recalibration": np.array([100 * repaired[m] for m in MOMENTA]),
}
plots.grouped_dots(ax, MOMENTA, rows)
ax.set_ylim(0, 102)
ax.legend(loc="lower left")
plots.show(
    fig,
    "Accuracy at inference before and after recalibration, one dot for each of ten networks, by momentum. Before, "
    "the dots are far down at 0.99 and 0.999. After, all are at the same high level.",
)

# %% [markdown]
# Now the networks of a seed are the same for every momentum: their weights were the same before, and now their
# statistics are, too.
#
# Does it happen in Keras? We train one network with eight hidden layers and the default momentum for 100 steps:

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
for name, training in (("at inference", False), ("in training mode", True)):
    logits = np.asarray(model(ten_test[0][0], training=training))
    print(f"Keras, {name:16} {100 * np.mean(logits.argmax(axis=-1) == ten_test[1][0]):.0f} % right")
keras.backend.clear_session()

# %% [markdown]
# You can test a network of your own: predict a batch of *training* rows in both modes. If the predictions differ much,
# neither overfitting nor the test data explain it.

# %% [markdown]
# ## 9.5 Why does it help?
#
# The paper of 2015 has an explanation in its title: batch norm reduces *internal covariate shift*. When the first
# layers learn, the distribution of the inputs of the later layers changes; batch norm keeps their mean and variance
# fixed. Articles repeat this as a fact. It can be tested, as Santurkar and others did in
# 2018: move the distribution on purpose, *after* batch norm.
#
# **Predict.** After every batch norm we scale the activations by random factors around 0.6 to 1.6, and shift them by
# about half of their spread, with new random numbers for every unit in every step. Each kind of network gets its best
# learning rate. How fast does this one learn?
#
# - `"a"`: As slowly as without batch norm, or more slowly.
# - `"b"`: More slowly than with batch norm alone, and still faster than without it.
# - `"c"`: It does not learn at all.
#
# (When we measure the accuracy, nothing is moved. The running statistics come from training with the moved inputs,
# which is a handicap for this network.)

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


MOVED = "batch norm, inputs moved"
steps[MOVED] = steps_to_90(layers(3, 64, after=(Moving(0.5),)))
tuned[MOVED], _ = tuned_by_others(steps[MOVED])
for name in ("without batch norm", "with batch norm"):
    faster, slower = np.sum(tuned[MOVED] < tuned[name]), np.sum(tuned[MOVED] > tuned[name])
    print(f'"{MOVED}" against "{name}": fewer steps in {faster}, more in {slower} of 10 pairs')

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
middle = {name: f"{np.median(values):.0f}" for name, values in tuned.items()}
fig, ax = plots.figure(
    f"Each at the rate chosen by the nine others: {middle['without batch norm']} steps\n"
    f"without batch norm, {middle['with batch norm']} with it, "
    f"{middle[MOVED]} with batch norm and inputs that move",
    "learning rate",
    "steps until 90 % of\nnew images are right",
    size=(7.4, 4.4),
)
plots.times_to_target(ax, RATES, steps, limit=limit, missed=missed)
fig.legend(*ax.get_legend_handles_labels(), loc="outside lower center", ncols=3)
plots.show(
    fig,
    "Steps until 90 % accuracy against the learning rate, one dot for each network and a line for the median of ten: "
    "without batch norm, with it, and with batch norm whose outputs are moved at random in every step.",
)

# %% tags=["experiment"]
reveal("batch_norm.noise")

# %% [markdown]
# So steady inputs are not the whole explanation: with inputs that jump in every step, the networks still learn faster
# than without batch norm. The jumps do cost steps. But that does not show that steady inputs matter: random factors and
# shifts disturb the gradients of any network.
#
# The paper of 2018 finds another effect: batch norm makes the loss and its gradients change more smoothly along the
# way. That fits the wider range of usable rates in 9.0. But at the rate that is best without batch norm, batch norm
# already needs far fewer steps, so larger steps do not explain the whole gain either. The question is not closed.
#
# ### Does it prevent vanishing and exploding gradients?
#
# An article says that batch norm prevents both. We look at networks before any training: how large is the
# gradient of the first layer's weights if there are 2, 5, 10, 20 or 30 hidden layers? There is a simpler remedy, and we
# compare it, too: initial weights that are larger by the factor $\sqrt 2$, which makes up for the half of the
# activations that the ReLU sets to 0.
#
# *Before you run the cell:* what do you expect with batch norm: a rising, a flat or a falling line?

# %% tags=["experiment"]
DEPTHS, SEEDS = (2, 5, 10, 20, 30), range(20)
((X_first, y_first),) = divided(SEEDS, (100,))


def first_gradient(depth, norm, scale):
    """Size (root mean square) of the gradient of the first weights, for each seed."""
    rngs = [np.random.default_rng(seed) for seed in SEEDS]
    network = nn.Network(layers(depth, 64, norm=norm), 64, rng=rngs)
    for name, values in network.params.items():
        if name.startswith("W"):
            values *= scale
    _, grads = network.loss_and_gradients(X_first, y_first, training=True)
    return np.sqrt(np.mean(grads["W1"] ** 2, axis=(1, 2)))


kinds = {
    "without batch norm": (None, 1.0),
    "with batch norm": (NORM, 1.0),
    "without it, larger initial weights": (None, np.sqrt(2)),
}
sizes = {
    name: np.array([first_gradient(depth, *kind) for depth in DEPTHS])
    for name, kind in kinds.items()
}

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
factors = []
for values in sizes.values():
    first, *_, last = np.exp(np.log(values).mean(axis=1))
    factors.append(
        np.format_float_positional(last / first, precision=2, fractional=False, trim="-")
    )
fig, ax = plots.figure(
    f"First gradient, 30 layers divided by 2 layers: {factors[1]} with batch norm,\n"
    f"{factors[0]} without it, {factors[2]} without it but with larger weights",
    "hidden layers",
    "gradient of the first weights\n(root mean square)",
    size=(7.6, 4.4),
)
plots.sd_bands(ax, DEPTHS, sizes, log=True)
ax.legend(loc="lower left")
plots.show(
    fig,
    "Size of the gradient of the first layer against the number of hidden layers, on a log scale: geometric mean of "
    "20 networks with a band of one standard deviation, with batch norm, without it, and without it but with larger "
    "initial weights.",
)

# %% [markdown]
# At the start of training, batch norm turns gradients that vanish with depth into gradients that explode with depth.
# (Yang and others showed in 2019 that they do in wide networks at the start.) The larger initial weights keep the
# gradient about the same size at every depth. So the claim is half true here: batch norm prevents vanishing, and the
# right initial scale does that as well. This figure does not show what happens later in training.

# %% [markdown]
# ### Does batch norm regularize, with right labels?
#
# "Batch normalization acts as a secret weapon to enhance generalization performance by adding a touch of random noise",
# an article says. The statistics of a batch are noisy, and noise can keep a network from memorizing (lesson 7). Comparing
# batches of 4 with batches of 40 would compare different numbers of steps as well. So
# we keep batches of 40, and take the *statistics* from parts of the batch: of 40, 10, 4 or 2 rows. The networks have one
# hidden layer, 200 training images and 20 epochs, and there are 20 seeds.

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: batch norm with the statistics of parts of the batch


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


# %% [markdown]
# As in lesson 7, each method chooses its learning rate for each seed, from seven candidates, on 200 validation rows of
# the same pool. The test rows are read once.

# %% tags=["experiment"]
ADAM = nn.Adam(3e-3)
SEVEN = (0.0004, 0.0008, 0.0016, 0.003, 0.006, 0.012, 0.024)


def one_layer(*norm):
    return nn.Recipe((nn.Dense(128, bias=not norm), *norm, nn.ReLU(), nn.Dense(10)), ADAM)


recipes = {"no batch norm": one_layer()}
recipes |= {f"statistics of {rows} rows": one_layer(Parts(rows)) for rows in (40, 10, 4, 2)}


def compared(recipes, noise, seeds, *, rates=SEVEN, epochs=20, batch_size=40):
    """A table in which every recipe chooses from the same learning rates."""
    train, validation, test = divided(seeds, (200, 200, 500), noise=noise)
    return nn.run_table(
        recipes, train, test, validation=validation, tune={name: {"lr": rates} for name in recipes},
        seeds=seeds, epochs=epochs, batch_size=batch_size,
    )  # fmt: skip


right = compared(recipes, 0.0, SEEDS)
right

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: a figure of the gains in a table


def gains(table, labels):
    """Draw the gains over no batch norm, tuned and untuned."""
    diff, low, high = table.gain("statistics of 40 rows")
    fig, ax = plots.figure(
        f"{labels}, both tuned: {diff:+.1f} points with batch norm\n"
        f"(statistics of 40 rows; 95 % interval {low:+.1f} to {high:+.1f})",
        "gain in accuracy on new images (points)",
        "",
        size=(7.4, 4.0),
    )
    plots.tuned_gains(ax, table)
    plots.show(
        fig,
        f"{labels}: gain in accuracy over no batch norm with a 95 % interval, for statistics of 40, 10, 4 and 2 rows, "
        "once with tuned learning rates and once with the rate 0.003 for all.",
    )


gains(right, "Right labels")

# %% [markdown]
# ### Does batch norm regularize, with wrong labels?
#
# Now a fifth of the labels are wrong, in the training rows and in the validation rows. We first look at a comparison
# of the usual kind: all networks have the same learning rate, 0.003.

# %% tags=["experiment"]
wrong = compared(recipes, 0.2, SEEDS)
wrong.untuned

# %% [markdown]
# And this is the same comparison where each method has its own learning rate. *Before you run the cell:* will the
# difference between batch norm with all 40 rows and no batch norm become larger or smaller? And which of the two tables
# would you believe?

# %% tags=["experiment"]
print(wrong)
for name in ("no batch norm", "statistics of 40 rows"):
    print(f"{name}: {dict(wrong.chosen(name))}")
gains(wrong, "A fifth of the labels wrong")
for title, table in (("right labels", right), ("wrong labels", wrong)):
    diff, low, high = table.gain("statistics of 4 rows", over="statistics of 40 rows")
    print(
        f"{title}: statistics of 4 rows minus 40 rows {diff:+.2f} [{low:+.2f}, {high:+.2f}] points"
    )

# %% [markdown]
# With the same rate, the network without batch norm is far ahead. With tuned rates it is still ahead, but by
# less. The chosen rates show why: 0.003 is a good rate for the network without batch norm, and too large for batch norm
# with statistics of 40 rows. So believe the second table; the first compares two learning rates as much as two networks.
#
# Does the noise of the statistics regularize? Some of it does: with wrong labels, networks with statistics of 4 rows
# are more accurate than those with 40; with right labels they seem to be, if anything, a little less accurate (one end
# of the interval is at or near 0). Too much noise does not help: with 2 rows and tuned rates the network is about as
# accurate as with 40 where labels are wrong, and far worse where they are right. And batch norm as a whole is not a
# reliable regularizer: here, with statistics of 40 rows, it gains little or nothing with right labels and loses with
# wrong ones. (It learns faster, and what there is to learn includes the wrong labels. That explanation fits, but we
# have not tested it.) We have measured one small network on 200 images, trained for 20 epochs. Other networks and data
# may give other answers; the way to find out is the same.
#
# ### Are small batches unreliable?
#
# The article that promises "lightning-fast training" also warns that smaller batches may give less reliable statistics.
# You have just seen what statistics of 2 rows cost. There are several reasons. With two rows, (9.1) gives only $+1$ and
# $-1$, whatever the difference between them. The running variance, which divides by $m$, is about half of the variance
# of all rows, so inference differs from training. And the mean of few rows scatters; that part can be computed. If $m$
# rows are drawn without replacement from $n$, as the batches of an epoch are, the mean has the variance
#
# $$\operatorname{Var}(\mu) = \frac{\sigma^2}{m} \cdot \frac{n - m}{n - 1}, \tag{9.7}$$
#
# with the variance $\sigma^2$ of the $n$ rows. For small batches this is almost $\sigma^2 / m$. We take the first layer
# of the small network from 9.1, and draw batches from its 800 training rows.
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
    # 2,000 batches of m different rows each
    rows = np.array([rng.choice(len(z), size=m, replace=False) for _ in range(2000)])
    scatter.append(np.mean(z[rows].mean(axis=1).var(axis=0) / z.var(axis=0)))
expected = (len(z) - SIZES) / (len(z) - 1) / SIZES

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    f"At m = 4 the batch mean is typically off by {np.sqrt(scatter[1]):.2f} standard deviations,\n"
    f"at m = 64 by {np.sqrt(scatter[-1]):.2f}",
    "rows of the batch, m",
    "variance of the batch mean\n(in variances of the unit)",
)
ax.loglog(SIZES, expected, label="(9.7)", **plots.series(1))
style = {**plots.series(0, marker=True), "linestyle": "", "markersize": 7}
ax.loglog(SIZES, scatter, label="measured, mean over units", **style)
ax.set_xticks(SIZES, [str(m) for m in SIZES])
ax.set_yticks(1 / SIZES, [f"1/{m}" for m in SIZES])
ax.minorticks_off()
ax.legend()
plots.show(
    fig,
    "Variance of the batch mean against the number of rows, both on log scales. The points lie on the line of (9.7).",
)

# %% [markdown]
# So this claim of the article holds: the fewer rows, the less reliable the statistics. Whether that hurts depends on
# how few they are and on the labels, as the two tables above show.
#
# ### Before the activation, or after it?
#
# The paper of 2015 puts batch norm between the dense layer and its activation, as we do. The article that promises
# "lightning-fast training" puts it after the activation in its code: `Dense(128, activation="relu")`, then
# `BatchNormalization()`. Does it matter?
#
# *Before you run the cell:* after a ReLU many numbers of a column are 0. What does (9.1) make of a unit that is active for
# one row of the batch only?

# %% tags=["experiment"]
RELU, BIASED = nn.ReLU(), nn.Dense(128)
for labels, noise in (("right labels", 0.0), ("wrong labels", 0.2)):
    places = {
        f"before the ReLU, {labels}": one_layer(NORM),
        f"after the ReLU, {labels}": nn.Recipe((BIASED, RELU, NORM, nn.Dense(10)), ADAM),
    }
    print(compared(places, noise, TEN), "\n")

# %% [markdown]
# The answer to the question: with $m$ rows, the one active row becomes $\hat x = \sqrt{m - 1}$, however small its
# activation was, as long as the variance is far above $\epsilon$. For $m = 40$ that is about 6.2. With right labels,
# batch norm before the ReLU looks better as long as both have the same rate. With tuned rates the interval includes 0,
# and we can't tell which position is better. With wrong labels, batch norm before the ReLU is better, with tuned
# rates, too. That is one network with one hidden layer; deeper ones may differ.
#
# ### Does it need more memory?
#
# The same article also says that batch norm needs more memory. The layer stores few numbers: `gamma`, `beta`, a running
# mean and a running variance make four numbers for each unit (and one bias less). But training keeps what `backward`
# needs, for every row of the batch. We count both, for the networks of 9.0.


# %% tags=["experiment"]
def kept_for_backward(network, X):
    """Numbers that a training step keeps between forward and backward."""
    _, caches = network.forward(X, rng=None, training=True)
    arrays = {}
    for cache in caches:
        for values in cache if isinstance(cache, tuple) else (cache,):
            if isinstance(values, np.ndarray):
                arrays[id(values)] = values  # two layers may keep the same array
    return sum(values.size for values in arrays.values())


for name, stack in stacks.items():
    network = nn.Network(stack, 64, rng=np.random.default_rng(0))
    stored = network.parameters.values.size + network.averages.values.size
    during = kept_for_backward(network, ten_train[0][0][:BATCH].astype(np.float32))
    print(f"{name:18}  {stored:6,} numbers stored, {during:6,} kept in a training step")

# %% [markdown]
# So the claim holds in training: each batch-norm layer keeps $\hat x$, a further array of the size of the activations. At
# inference there is no need for any of it. The running statistics are constants then, so batch norm is one scale and
# one shift for each unit, and the dense layer in front of it can take over both:
#
# $$W' = W \,\frac{\gamma}{\sqrt{\sigma^2 + \epsilon}}, \qquad
# b' = \beta - \frac{\gamma\,\mu}{\sqrt{\sigma^2 + \epsilon}}. \tag{9.8}$$

# %% tags=["experiment"]
own = {name: values.astype(np.float64) for name, values in (small.params | small.running).items()}
slope = own["gamma2"] / np.sqrt(own["var1"] + NORM.eps)
folded = hundred @ (own["W1"] * slope) + own["beta2"] - slope * own["mean1"]
state = own["mean1"], own["var1"]
out = nn.bn_forward(hundred @ own["W1"], own["gamma2"], own["beta2"], state, training=False)[0]
print(f"one dense layer instead of two layers: largest difference {np.abs(folded - out).max():.0e}")

# %% [markdown]
# ### Does it help a convolutional network?
#
# A convolution uses the same weights at every position. So batch norm after it uses one mean and one variance for each
# *channel*, over the batch **and** all positions: an 8 by 8 image counts as 64 rows. A batch of 20 images gives the
# first convolution statistics of 1,280 numbers (and the second, after the pooling, of 320), which are not independent,
# though. We train small convnets on 200 images with right labels, with five candidates for the learning rate and 20
# seeds.
#
# *Before you run the cell:* will batch norm gain more or less than in the dense network with right labels above?

# %% tags=["experiment"]


def convolutional(normalized):
    """Two convolutions with 8 and 16 channels, for images of 8 by 8 pixels."""
    stack = [nn.Reshape((8, 8, 1))]
    for filters in (8, 16):
        stack.append(nn.Conv2D(filters, 3, padding="same", bias=not normalized))
        stack += [NORM] if normalized else []
        stack += [nn.ReLU(), nn.MaxPooling2D(2)]
    return nn.Recipe((*stack, nn.Flatten(), nn.Dense(10)), ADAM)


pair = {"convnet": convolutional(False), "convnet with batch norm": convolutional(True)}
FIVE = (0.001, 0.003, 0.01, 0.03, 0.1)
convnets = compared(pair, 0.0, SEEDS, rates=FIVE, epochs=12, batch_size=20)
print(convnets)
for name in pair:
    print(f"{name}: {dict(convnets.chosen(name))}")
running = convnets["convnet with batch norm"].network.part(slice(0, 1)).running
print({name: values.shape[1:] for name, values in running.items()})

# %% [markdown]
# The last line shows the shapes of the statistics: one number for each of 8 and 16 channels. Here batch norm gains with
# tuned rates, too, and more than in the dense network above. The gain at the same rate of 0.003 is larger still: that rate is
# too small for both, and batch norm copes better with it. All networks had
# 120 steps; we did not measure whether the gain lasts if both are trained for longer.

# %% [markdown]
# ## 9.6 Why?
#
# A team trains a network with batch norm on 600 photographs of its own: 60 steps with Keras's defaults. The log shows
# 97 % accuracy in training. On validation photographs the model is right for 35 %. One colleague says: "It overfits. We
# need dropout." Another says: "The validation photographs must be of another kind."
#
# In at most 150 words: give an explanation that needs **neither**; describe **one** test, without any training, that
# distinguishes it from both; and name a repair that leaves all weights as they are, with the reason why it works. (3
# points, marked by a person.)

# %% [markdown] nbgrader={"grade_id": "09-why", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# (1) Training normalizes with the batch, validation with the running statistics. With momentum 0.99, 0.99^60 = 55 % of
# them are still the start, mean 0 and variance 1, so every layer gets inputs it was not trained for. (2) Predict the
# *training* photographs at inference. Overfitting, or photographs of another kind, would leave them at 97 %; with wrong
# running statistics they are bad, too. (3) Recalibrate: average the batch statistics over the training photographs in
# training mode and write them into the layers. The weights were trained with such statistics.
#
# **Marking scheme.** 1 point for running statistics that lag behind, with the reason (few steps against the momentum);
# "batch norm behaves differently at inference" alone is half a point. 1 point for a test that separates *all three*
# explanations: the same *training* rows in both modes; validation rows in training mode are half a point, since they
# may also improve if these photographs are of another kind; a new split or more data does not separate them. 1 point
# for recalibration (or more forward passes in training mode without gradients), with the reason. A smaller momentum and
# training again is half a point: weights change.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | what | formula | here | Keras | scale |
# |---|---|---|---|---|
# | normalize | (9.1), batch statistics in training | `bn_forward` | `layers.BatchNormalization` | eps 1e-5; Keras 1e-3 |
# | running statistics | momentum · old + (1 − momentum) · batch | `state` | `moving_mean`, `moving_variance` | momentum 0.9; Keras 0.99; PyTorch 0.1 is our 0.9 |
# | gradient | (9.4), three paths | `bn_backward` | automatic | variance by $m$ |
# | warm-up | smallest $t$ with momentum$^t$ ≤ tol | `warmup_steps` | – | in steps |
# | repair | (9.6) | `recalibrate_bn` | by hand | weights stay |
# | after a convolution | (9.1) for each channel, over batch and positions | `nn.BatchNorm` | the same layer | rows × positions |
#
# - Training uses the statistics of the batch, inference the running statistics. Many bugs come from this difference.
# - After few steps the running statistics are still close to their start. Compare both modes on training rows.
# - Check a gradient with an upstream gradient that differs from row to row.
# - No bias in front of batch norm; momentum means opposite things in different libraries.
# - Batch norm needed fewer steps here, also when both sides had a learning rate of their own; how much time that saves
#   depends on the machine and the layers. The reason is disputed; "it keeps the inputs from moving" is not a
#   sufficient explanation.
# - Whether it makes a network more accurate depends on the data: compare both with their own learning rates.
#
# **Further reading.** S. Ioffe, C. Szegedy, *Batch normalization: accelerating deep network training by reducing internal
# covariate shift* (2015). S. Santurkar and others, *How does batch normalization help optimization?* (2018), find that
# stable inputs have little to do with the success of batch norm, and that it makes the loss smoother. N. Bjorck
# and others, *Understanding batch normalization* (2018), attribute the speed to larger learning rates. G. Yang and
# others, *A mean field theory of batch normalization* (2019), on gradients that explode with depth. Y. Wu, J. Johnson, *Rethinking "Batch" in BatchNorm* (2021).
