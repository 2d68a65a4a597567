# %% [markdown]
# # Lesson 7. Dropout
#
# **By the end you can**
#
# - write inverted and vanilla dropout, forward and backward;
# - choose a check that would see a given bug;
# - say in which sense dropout averages over many networks, and in which it does not;
# - use Monte Carlo dropout, and judge what its spread tells.
#
# **Time** about 110 minutes; the end of 7.3 is a good place for a break. **Before this** lesson 6
# (networks and weight penalties), NumPy.
#
# Each exercise ends with a check. A cross comes with the smallest case that fails and a hint;
# `example("dropout.dropout_forward")` then hands you the inputs of that case. `nn` holds reference
# solutions of the course; the figures use them, so that they work before yours do. (Cells that compare
# *your* function with the library need your answer.)

# %%
import copy
import time

import numpy as np
from scipy import stats

from reglab import compare, datasets, nn, plots
from reglab.checks import check, example, predict, reveal
from reglab.quiet import quiet_start
from reglab.sliders import slider

with quiet_start():
    import keras
    import tensorflow as tf

# %% [markdown]
# ## 7.0 A network that learns mistakes
#
# We train a network with one hidden layer of 256 units on 200 images of digits, 8 by 8 pixels each. Its
# 19,000 weights could store the 200 answers many times over. Now suppose that the labels were typed
# in by hurried people, and every fifth one is wrong, or two in five. The labels that we *test* with are
# right.
#
# All experiments of this lesson train 20 networks at once, each with its own seed: other training images,
# other wrong labels, other initial weights. Methods are compared seed by seed.

# %% tags=["experiment"]
digits = datasets.load_digits()
SEEDS, ADAM = range(20), nn.Adam(3e-3)


def layers(hidden=0.0, inputs=0.0):
    """A network of 256 hidden units, with dropout on them and on the pixels."""
    before = (nn.Dropout(inputs), nn.Dense(256), nn.ReLU())
    return (*before, nn.Dropout(hidden), nn.Dense(10))


def divided(noise, sizes=(200, 1000), seeds=SEEDS):
    """Rows for training and testing, as (X, y) for all seeds."""
    return datasets.split_seeds(digits.X / 16, digits.y, sizes, seeds=seeds, noise=noise)


def trained(recipes, parts, seeds=SEEDS, **options):
    """A table of trained networks, one row for each recipe."""
    recipes = {name: nn.Recipe(stack, ADAM) for name, stack in recipes.items()}
    return nn.run_table(
        recipes, parts[0], parts[-1], seeds=seeds, epochs=60, batch_size=50, **options
    )


def plus_minus(a, b):
    """Mean paired difference a - b and half the width of its 95 % interval, in points."""
    diff, lo, _ = compare.paired_ci(a, b)
    return f"{100 * diff:+z.1f} ± {100 * (diff - lo):.1f}"  # z: no minus sign before 0.0


# %% [markdown]
# *Before you run the cell:* sketch the accuracy on new images over 60 epochs, with right labels and with
# wrong ones among them.

# %% tags=["experiment"]
NOISES = (0.0, 0.2, 0.4)
data = {noise: divided(noise) for noise in NOISES}
plain, curves = {}, {}
for noise, parts in data.items():
    watched = tuple(part[:, :300] for part in parts[1])  # 300 rows show enough, after every epoch
    plain[noise] = trained({"plain": layers()}, parts, validation=watched)["plain"]
    curves[noise] = 100 * plain[noise].history.val_accuracy
average = curves[0.2].mean(axis=1)
peak = int(np.argmax(average))

fig, ax = plots.figure(
    f"With every fifth label wrong, accuracy peaks at {average[peak]:.0f} % after {peak + 1} epochs\n"
    f"and ends at {average[-1]:.0f} %",
    "epoch",
    "accuracy on new images (%)",
)
for i, (noise, curve) in enumerate(curves.items()):
    middle, spread = curve.mean(axis=1), curve.std(axis=1)
    epochs = np.arange(1, len(middle) + 1)
    label = f"{100 * noise:.0f} % wrong labels"
    ax.plot(epochs, middle, label=label, **plots.series(i))
    ax.fill_between(
        epochs, middle - spread, middle + spread, alpha=0.2, color=plots.COLOURS[i], linewidth=0
    )
ax.legend(loc="lower right")
plots.show(
    fig,
    "Accuracy on new images against epochs, mean of 20 networks with one standard deviation. With "
    "right labels it rises and stays. With wrong ones it rises to a lower peak early and falls.",
)

# %% [markdown]
# The network first learns what most images of a digit share, and then the mistakes, one by one. Lesson 6
# held it back by making weights expensive. Dropout takes another way: it disturbs the units while they
# learn.
#
# **Predict.** A network learns digits from 200 images. Where does dropout help more?
#
# - `"a"`: Where all labels are right: then it learns the pattern and not the details.
# - `"b"`: Where every fifth label is wrong: it finds wrong labels hard to memorize.
# - `"c"`: It helps about as much in both cases.

# %% nbgrader={"grade_id": "07-predict-gain-choice", "solution": true}
gain_prediction = None
### BEGIN SOLUTION
gain_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "07-predict-gain", "grade": true}
predict("dropout.gain", gain_prediction)

# %% [markdown]
# ## 7.1 Drop and scale
#
# In every training step, each unit of a layer is switched off with probability $r$, the **rate**. Let $x$
# be the activations of the layer and $m$ a **mask** of the same shape, True for what stays. The entries of
# $m$ are drawn independently: one for every unit of every example.
#
# $$\text{out} = \frac{m \odot x}{1 - r}, \qquad P(m_{ij} = 0) = r. \tag{7.1}$$
#
# A unit stays with probability $1 - r$. Dividing by it makes up for those that are missing, so that
# on average nothing changes:
#
# $$E[\text{out}_{ij}] = (1 - r) \cdot \frac{x_{ij}}{1 - r} + r \cdot 0 = x_{ij}. \tag{7.2}$$
#
# At **inference**, when the network is used, nothing is dropped and nothing is scaled: out $= x$. This form
# is called **inverted dropout**. Keras and its like use it.
#
# *Before you run the cell:* what would you see if one mask served the whole batch?

# %% tags=["experiment"]
rates = (0.1, 0.3, 0.8)
masks = [
    nn.dropout_forward(np.ones((12, 40)), rate, rng=np.random.default_rng(i), training=True)[1]
    for i, rate in enumerate(rates)
]
shares = ", ".join(f"{100 - 100 * mask.mean():.0f} %" for mask in masks)

fig, axes = plots.figures(
    f"Every example has a mask of its own; dark units are dropped: {shares}",
    [(f"unit (rate {rate})", "example" if i == 0 else "") for i, rate in enumerate(rates)],
    size=(10, 2.6),
)
for ax, mask in zip(axes, masks, strict=True):
    ax.imshow(mask, cmap="cividis", vmin=0, vmax=1, aspect="auto")
    ax.set_yticks([0, 5, 10])
    ax.grid(visible=False)
plots.show(
    fig,
    "Three masks of 12 examples by 40 units, for rates 0.1, 0.3 and 0.8. Dark cells are dropped: "
    "few, some, most. No row and no column is like another.",
)

# %% [markdown]
# **Optional:** move the rate yourself. The three masks above show the same at three positions of the slider.


# %% tags=["experiment"]
def draw_mask(rate):
    """One mask, and what its survivors are multiplied by."""
    rng = np.random.default_rng(3)
    mask = nn.dropout_forward(np.ones((12, 40)), rate, rng=rng, training=True)[1]
    fig, ax = plots.figure(
        f"rate {rate:g}: {100 - 100 * mask.mean():.0f} % are dropped, "
        f"the others are multiplied by {1 / (1 - rate):.3g}",
        "unit",
        "example",
        size=(7.0, 2.8),
    )
    ax.imshow(mask, cmap="cividis", vmin=0, vmax=1, aspect="auto")
    ax.set_yticks([0, 5, 10])
    ax.grid(visible=False)
    plots.show(fig, f"A mask of 12 examples by 40 units at rate {rate:g}; dark cells are dropped.")


slider(draw_mask, "rate", np.linspace(0, 0.95, 20), start=4, form="{:.2f}")

# %% [markdown]
# ### Exercise 7.1
#
# Write `dropout_forward`. It returns the output and the mask; backward will need the mask. All
# randomness comes from `rng`: no seed inside.


# %% nbgrader={"grade_id": "07-dropout-forward", "solution": true}
def dropout_forward(x, rate, *, rng, training):
    """Inverted dropout, (7.1).

    x : array of floats of shape (..., batch, features), with any number of axes in front
    rate : float in [0, 1), the probability of dropping
    rng : numpy.random.Generator
    training : bool; if False, nothing is dropped
    Returns out, of the shape of x, and a boolean mask of the shape of x (True: stays), which is
    all True if training is False.
    """
    ### BEGIN SOLUTION
    if not training:
        return x.copy(), np.ones(x.shape, dtype=bool)
    mask = rng.random(x.shape) >= rate
    return x * mask / (1 - rate), mask
    ### END SOLUTION


# %% nbgrader={"grade_id": "07-dropout-forward-check", "grade": true}
check("dropout.dropout_forward")

# %% nbgrader={"grade_id": "07-dropout-forward-hidden", "grade": true}
# The graded check of Exercise 7.1 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("dropout.dropout_forward")
### END HIDDEN TESTS

# %% [markdown]
# ### Does it agree with the library?
#
# `keras.layers.Dropout(rate)` has the same `rate`: the probability of dropping. (In some old programs the
# argument was the probability of *keeping*. At 0.5 nobody notices.) The masks are random, so we compare
# what can be compared: zeros, survivors, mean, and what happens at inference.

# %% tags=["experiment"]
rate, ones = 0.3, np.ones((400, 250))
layer = keras.layers.Dropout(rate, seed=7)
outputs = {
    "yours": dropout_forward(ones, rate, rng=np.random.default_rng(7), training=True)[0],
    "Keras": np.asarray(layer(ones, training=True)),
}
print("        zeros   survivors      mean")
for name, out in outputs.items():
    print(f"{name}   {np.mean(out == 0):.4f}   {out.max():.7f}   {out.mean():.4f}")
off = np.asarray(layer(ones, training=False))
print(f"Keras at inference: unchanged is {bool(np.all(off == ones))}")
again = np.asarray(layer(ones, training=True))
print(f"second call with the same layer: same mask is {bool(np.all(again == outputs['Keras']))}")
print({key: layer.get_config()[key] for key in ("rate", "seed", "noise_shape")})

# %% [markdown]
# `seed=7` fixes the *sequence* of masks, and not the mask: the second call draws the next one. That is
# what `rng` does for you. (`noise_shape=(1, 250)` would share one mask among all rows: a different method,
# and a bug where it was not meant.)

# %% [markdown]
# ### Zeros and zeros
#
# **Predict.** At inference, many activations after a ReLU layer and dropout are exactly 0. Why?
#
# - `"a"`: Dropout sets them to 0, each with probability rate.
# - `"b"`: Dropout removed these units for good during the training.
# - `"c"`: ReLU sets negative sums to 0; dropout does nothing at inference.

# %% nbgrader={"grade_id": "07-predict-relu-zeros-choice", "solution": true}
zeros_prediction = None
### BEGIN SOLUTION
zeros_prediction = "c"
### END SOLUTION

# %% nbgrader={"grade_id": "07-predict-relu-zeros", "grade": true}
predict("dropout.relu_zeros", zeros_prediction)

# %% [markdown]
# The plain networks are trained already. We add networks with dropout at rate 0.5 on the hidden units; they
# stay for the rest of the lesson.

# %% tags=["experiment"]
dropped = {noise: trained({"dropout": layers(0.5)}, data[noise])["dropout"] for noise in NOISES}


def hidden(network, X):
    """Activations of the hidden layer at inference."""
    W, b = network.params["W1"], network.params["b1"][:, None]
    return np.maximum(X.astype(W.dtype) @ W + b, 0)


for noise in (0.0, 0.2):
    for name, outcome in {"plain": plain[noise], "dropout": dropped[noise]}.items():
        h = hidden(outcome.network, data[noise][1][0])
        units = np.mean(np.all(h == 0, axis=1))
        print(
            f"{100 * noise:2.0f} % wrong labels, {name:8} {100 * np.mean(h == 0):.0f} % of activations "
            f"are 0, {100 * units:.0f} % of units are 0 for all images"
        )

# %% tags=["experiment"]
reveal("dropout.relu_zeros")

# %% [markdown]
# The plain network has never seen dropout, and has such zeros, too. (With dropout in training there are more of
# them: the network learned to use fewer units for each image. Units that are always 0 are about as many.)

# %% [markdown]
# ## 7.2 Backward
#
# Backpropagation goes the same way back. Where forward multiplied by $m_{ij} / (1 - r)$, the gradient is
# multiplied by the same number:
#
# $$\frac{\partial L}{\partial x} = \frac{m}{1 - r} \odot \frac{\partial L}{\partial \text{out}}.
# \tag{7.3}$$
#
# A dropped entry had no influence on the loss of this step, so it gets no gradient. It must be *the same*
# mask: that is why forward returns it.
#
# ### Exercise 7.2
#
# Write `dropout_backward` for a training step.


# %% nbgrader={"grade_id": "07-dropout-backward", "solution": true}
def dropout_backward(dout, mask, rate):
    """Gradient of the loss with respect to x, (7.3).

    dout : array of floats of any shape, gradient of the loss with respect to out
    mask : boolean array of the shape of dout, from dropout_forward in training
    rate : float in [0, 1), the rate of that call
    Returns an array of the shape of dout.
    """
    ### BEGIN SOLUTION
    return dout * mask / (1 - rate)
    ### END SOLUTION


# %% nbgrader={"grade_id": "07-dropout-backward-check", "grade": true}
check("dropout.dropout_backward")

# %% nbgrader={"grade_id": "07-dropout-backward-hidden", "grade": true}
# The graded check of Exercise 7.2 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("dropout.dropout_backward")
### END HIDDEN TESTS

# %% [markdown]
# TensorFlow differentiates Keras layers for us. We read the mask off the output, hand it to your
# function, and compare.

# %% tags=["experiment"]
rng = np.random.default_rng(0)
x, upstream = rng.normal(size=(2, 50, 20)).astype(np.float32)
layer, x_tf = keras.layers.Dropout(0.3, seed=1), tf.constant(x)
with tf.GradientTape() as tape:
    tape.watch(x_tf)
    out = layer(x_tf, training=True)
    loss = tf.reduce_sum(upstream * out)
library = tape.gradient(loss, x_tf).numpy()
difference = np.max(np.abs(dropout_backward(upstream, out.numpy() != 0, 0.3) - library))
print(f"largest difference between your gradient and TensorFlow's: {difference:.0e}")

# %% [markdown]
# ### What does it gain?
#
# Now to the prediction at the start. Three levels of label noise, 20 seeds each; what is shown is the
# accuracy with dropout minus the accuracy without, on the same images with the same initial weights.

# %% tags=["experiment"]
gains = 100 * np.array(
    [compare.paired_ci(dropped[noise].accuracy, plain[noise].accuracy) for noise in NOISES]
)
at_noise = {noise: plus_minus(dropped[noise].accuracy, plain[noise].accuracy) for noise in NOISES}

fig, ax = plots.figure(
    f"Dropout gains {at_noise[0.0]} points with right labels,\n"
    f"{at_noise[0.2]} with every fifth label wrong",
    "wrong labels in the training data (%)",
    "accuracy with dropout minus without\n(percentage points, 95 % interval)",
)
ax.errorbar(
    100 * np.array(NOISES),
    gains[:, 0],
    yerr=[gains[:, 0] - gains[:, 1], gains[:, 2] - gains[:, 0]],
    capsize=4,
    **plots.series(0, marker=True),
)
ax.axhline(0, color="0.3", linewidth=1)
plots.show(
    fig,
    "Paired gain of dropout against the share of wrong labels. It is near zero with right labels "
    "and grows to several points as labels get worse.",
)

right = divided(0.0)[0][1]  # the same rows, before labels were changed
X_train, given = data[0.2][0]
wrong = given != right
for name, outcome in {"plain": plain[0.2], "dropout": dropped[0.2]}.items():
    learned = outcome.network(X_train).argmax(axis=-1) == given
    print(f"{name:8} has learned {100 * learned[wrong].mean():.0f} % of the wrong labels by heart")

# %% tags=["experiment"]
reveal("dropout.gain")

# %% [markdown]
# Dropout beats the plain network: so say two of the articles that this course started from. It depends on
# how much there is to lose by memorizing. The numbers are for this data set, this network and these 60
# epochs; the splits share images, so the intervals are too narrow for other digits.

# %% [markdown]
# ## 7.3 Vanilla dropout, and a sentence that goes wrong
#
# The first papers scaled at the other end. In training,
#
# $$\text{out} = m \odot x, \qquad E[\text{out}] = (1 - r)\, x, \tag{7.4}$$
#
# and at inference, when all units are there, the activations are too large; so they are multiplied by
# the probability of **keeping**:
#
# $$\text{out} = (1 - r)\, x. \tag{7.5}$$
#
# One of the articles that this course started from has it otherwise: it scales by the *rate* at test time. You
# find that in other places, too. At rate 0.5 it is harmless.
#
# ### Exercise 7.3
#
# Write `vanilla_forward` and `vanilla_predict`. At inference `vanilla_forward` gives what
# `vanilla_predict` gives, and a mask that is all True.


# %% nbgrader={"grade_id": "07-vanilla-forward", "solution": true}
def vanilla_forward(x, rate, *, rng, training):
    """Vanilla dropout: (7.4) in training, (7.5) at inference.

    x : array of floats of shape (..., batch, features)
    rate : float in [0, 1), the probability of dropping
    rng : numpy.random.Generator
    training : bool
    Returns out and a boolean mask (True: stays), both of the shape of x.
    """
    ### BEGIN SOLUTION
    if not training:
        return vanilla_predict(x, rate), np.ones(x.shape, dtype=bool)
    mask = rng.random(x.shape) >= rate
    return x * mask, mask
    ### END SOLUTION


def vanilla_predict(x, rate):
    """What a layer trained with vanilla dropout gives at inference, (7.5).

    x : array of floats of any shape
    rate : float in [0, 1)
    Returns an array of the shape of x.
    """
    ### BEGIN SOLUTION
    return (1 - rate) * x
    ### END SOLUTION


# %% nbgrader={"grade_id": "07-vanilla-forward-check", "grade": true}
check("dropout.vanilla_forward")

# %% nbgrader={"grade_id": "07-vanilla-forward-hidden", "grade": true}
# The graded check of Exercise 7.3 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("dropout.vanilla_forward")
### END HIDDEN TESTS

# %% [markdown]
# ### Who would notice?
#
# **Predict.** At test time the activations are scaled by a wrong factor. What tells you?
#
# - `"a"`: The test accuracy: it drops clearly.
# - `"b"`: A gradient check of the layer: it fails.
# - `"c"`: The test loss: the probabilities get worse, the classes hardly change.

# %% nbgrader={"grade_id": "07-predict-wrong-scale-choice", "solution": true}
scale_prediction = None
### BEGIN SOLUTION
scale_prediction = "c"
### END SOLUTION

# %% nbgrader={"grade_id": "07-predict-wrong-scale", "grade": true}
predict("dropout.wrong_scale", scale_prediction)

# %% [markdown]
# We train with inverted dropout at rate 0.2, with every fifth label wrong, and multiply the hidden
# activations at test time by a factor. Right is 1. Who confuses rate and probability of keeping has
# $0.2 / 0.8 = 0.25$ of what is right. We look at the accuracy, and at the **negative log-likelihood**
# (NLL): the mean of $-\log p$ of the true class, which is large for a network that is sure and wrong,
# or right and unsure.

# %% tags=["experiment"]
rate, (X_test, y_test) = 0.2, data[0.2][1]
low = trained({"dropout": layers(rate)}, data[0.2])["dropout"].network
h = hidden(low, X_test)


def scaled_by(factor):
    """Accuracy and NLL of each network with its hidden activations multiplied by a factor."""
    logits = factor * h @ low.params["W2"] + low.params["b2"][:, None]
    p = nn.softmax(logits)
    return nn.accuracy(p, y_test), nn.negative_log_likelihood(p, y_test)


factors = np.geomspace(0.1, 2.5, 12)
results = np.array([scaled_by(factor) for factor in factors])  # factor, measure, seed
marked = {
    "right": 1.0,
    "rate for keep": rate / (1 - rate),
    "keep, twice": 1 - rate,
    "never": 1 / (1 - rate),
}
at = {name: scaled_by(factor) for name, factor in marked.items()}
cost = plus_minus(at["rate for keep"][0], at["right"][0])

fig, axes = plots.figures(
    f"The rate in place of the keep probability: {cost} points of accuracy,\n"
    f"NLL {at['rate for keep'][1].mean():.2f} instead of {at['right'][1].mean():.2f}",
    [("factor at test time", "accuracy (%)"), ("factor at test time", "NLL (nats)")],
    size=(8.4, 4.0),
)
for measure, (ax, unit) in enumerate(zip(axes, (100, 1), strict=True)):
    ax.semilogx(factors, unit * results[:, measure].mean(axis=1), **plots.series(0))
    for i, (name, factor) in enumerate(marked.items()):
        style = {**plots.series(i + 1, marker=True), "linestyle": "", "markersize": 8}
        label = f"{name} ({factor:.2f})" if measure == 0 else None
        ax.plot(factor, unit * at[name][measure].mean(), label=label, **style)
    ax.set_xticks([0.1, 0.25, 0.5, 1, 2], ["0.1", "0.25", "0.5", "1", "2"])
    ax.minorticks_off()
axes[0].set_ylim(top=100, bottom=50)
axes[1].set_ylim(bottom=0)
fig.legend(loc="outside lower center", ncols=4)
plots.show(
    fig,
    "Accuracy and NLL against the factor at test time. Accuracy is flat over the whole range. NLL "
    "has its minimum near the right factor and more than doubles at one quarter of it.",
)

# %% tags=["experiment"]
reveal("dropout.wrong_scale")

# %% [markdown]
# Note that the minimum of the NLL need not lie at exactly 1: with wrong labels in the training data, a
# network may profit from being a little more or less sure.

# %% [markdown]
# ### Which check sees which bug?
#
# You have met many ways to check a layer. Here are ten layers, nine of them wrong, and seven checks. The
# cell below runs all of them: for the last two columns it trains 20 networks with each layer, at rate 0.2
# with every fifth label wrong. A check *sees* the bug if it fails; accuracy and NLL see it if the network
# with the bug is worse by more than 1 point, or by more than 0.05, over the whole 95 % interval.
#
# *Before you run the cell:* which single check would you want, if you could have only one? And which of
# the bugs does a gradient check see?


# %% tags=["experiment"]
class Layer(nn.Dropout):
    """A dropout layer from three functions that may be wrong."""

    def __init__(self, in_training, at_inference, gradient):
        super().__init__(0.2)
        self.in_training, self.at_inference, self.gradient = in_training, at_inference, gradient

    def forward(self, x, params, *, rng, training):
        if training:
            return self.in_training(x, self.rate, rng)
        return self.at_inference(x, self.rate), None

    def backward(self, dout, mask, params, grads, *, inputs=True):
        return self.gradient(dout, mask, self.rate)


def inverted(x, rate, rng):
    return nn.dropout_forward(x, rate, rng=rng, training=True)


def vanilla(x, rate, rng):
    return nn.vanilla_forward(x, rate, rng=rng, training=True)


def swapped(x, rate, rng):
    mask = ~vanilla(x, rate, rng)[1]
    return x * mask / (1 - rate), mask


def seed_inside(x, rate, rng):
    return inverted(x, rate, np.random.default_rng(0))


def one_mask(x, rate, rng):
    mask = np.broadcast_to(vanilla(x[..., :1, :], rate, rng)[1], x.shape)
    return x * mask / (1 - rate), mask


def unchanged(x, rate):
    return x


def times_rate(x, rate):
    return x * rate


def still_active(x, rate):
    return inverted(x, rate, np.random.default_rng(1))[0]


def no_factor(dout, mask, rate):
    return dout * mask


def new_mask(dout, mask, rate):
    return inverted(dout, rate, np.random.default_rng(mask.sum()))[0]


right = nn.dropout_backward
bugs = {  # in training, at inference, backward
    "none: inverted dropout": (inverted, unchanged, right),
    "never scaled": (vanilla, unchanged, no_factor),
    "scaled by the rate at inference": (vanilla, times_rate, no_factor),
    "scaled in training and at inference": (inverted, nn.vanilla_predict, right),
    "keep and drop swapped": (swapped, unchanged, right),
    "seed inside": (seed_inside, unchanged, right),
    "one mask per batch": (one_mask, unchanged, right),
    "active at inference": (inverted, still_active, right),
    "backward forgets the factor": (inverted, unchanged, no_factor),
    "new mask in backward": (inverted, unchanged, new_mask),
}

# %% [markdown]
# The five checks of the layer by itself, each in a few lines:


# %% tags=["experiment"]
x, rate = np.random.default_rng(5).uniform(0.5, 2.0, size=(6, 8)), 0.2


def gradient_fails(in_training, at_inference, gradient, h=1e-4):
    """Central differences of a weighted sum of the outputs, at a fixed mask."""
    upstream = np.random.default_rng(1).normal(size=x.shape)

    def loss(x):
        return np.sum(upstream * in_training(x, rate, np.random.default_rng(2))[0])

    steps = h * np.eye(x.size).reshape(-1, *x.shape)
    numeric = np.array([(loss(x + step) - loss(x - step)) / (2 * h) for step in steps])
    mask = in_training(x, rate, np.random.default_rng(2))[1]
    return not np.allclose(gradient(upstream, mask, rate).ravel(), numeric, rtol=1e-6, atol=1e-9)


def mean_fails(in_training, at_inference, gradient, n=3000):
    """Whether training, averaged over masks, gives something else than inference."""
    rng = np.random.default_rng(3)
    outs = np.array([in_training(x, rate, rng)[0] for _ in range(n)])
    error = outs.std(axis=0) / np.sqrt(n)
    return not np.all(np.abs(outs.mean(axis=0) - at_inference(x, rate)) <= 5 * error)


def calls_agree(in_training, at_inference, gradient):
    rng = np.random.default_rng(4)
    return np.array_equal(*(in_training(x, rate, rng)[0] == 0 for _ in range(2)))


def rows_agree(in_training, at_inference, gradient):
    zeros = in_training(x, rate, np.random.default_rng(4))[0] == 0
    return bool(np.all(zeros == zeros[:1]))


def not_identity(in_training, at_inference, gradient):
    return not np.array_equal(at_inference(x, rate), x)


checks = {
    "gradient\ncheck": gradient_fails,
    "mean over masks\n= inference": mean_fails,
    "mask differs\nbetween calls": calls_agree,
    "mask differs\nbetween rows": rows_agree,
    "identity at\ninference": not_identity,
}

# %% [markdown]
# Now the networks. Layers that differ at inference only are trained once.


# %% tags=["experiment"]
def stack(functions):
    return nn.Dense(256), nn.ReLU(), Layer(*functions), nn.Dense(10)


to_train = {}
for name, (in_training, _, gradient) in bugs.items():
    to_train.setdefault((in_training, gradient), name)
tables = trained({name: stack(bugs[name]) for name in to_train.values()}, data[0.2])
X_test, y_test = data[0.2][1]
judged = {}
for name, functions in bugs.items():
    in_training, _, gradient = functions
    network = copy.copy(tables[to_train[in_training, gradient]].network)
    network.layers = stack(functions)
    p = network(X_test)
    judged[name] = nn.accuracy(p, y_test), nn.negative_log_likelihood(p, y_test)
sound = judged["none: inverted dropout"]

seen = {
    name: [
        *(fails(*functions) for fails in checks.values()),
        compare.paired_ci(judged[name][0], sound[0])[2] < -0.01,
        compare.paired_ci(judged[name][1], sound[1])[1] > 0.05,
    ]
    for name, functions in bugs.items()
}
columns = [*checks, "test\naccuracy", "test NLL"]
count = dict(zip(columns, np.sum(list(seen.values()), axis=0), strict=True))

fig, ax = plots.figure(
    f"Of {len(bugs) - 1} bugs, test accuracy sees {count[columns[-2]]}, "
    f"the gradient check {count[columns[0]]},\n"
    f"the mean over masks {count[columns[1]]}",
    "",
    "",
    size=(10, 5.2),
)
ax.imshow(np.array(list(seen.values())), cmap="Blues", vmin=0, vmax=2.5, aspect="auto")
for row, marks in enumerate(seen.values()):
    for column, mark in enumerate(marks):
        ax.text(column, row, "sees it" if mark else "–", ha="center", va="center", fontsize=10)
ax.set_xticks(range(len(columns)), columns, fontsize=9)
ax.set_yticks(range(len(seen)), list(seen), fontsize=10)
ax.xaxis.tick_top()
ax.grid(visible=False)
ax.tick_params(length=0)
ax.spines[:].set_visible(False)
plots.show(
    fig,
    "A table of ten layers by seven checks. "
    + " ".join(
        f"{name}: seen by "
        + (
            ", ".join(c.replace("\n", " ") for c, m in zip(columns, marks, strict=True) if m)
            or "none"
        )
        + "."
        for name, marks in seen.items()
    ),
)
print("layer                                accuracy, %    against the sound one     NLL")
for name, (accuracy, nll) in judged.items():
    gap = plus_minus(accuracy, sound[0])
    print(f"{name:36} {100 * accuracy.mean():10.1f} {gap:>24} {nll.mean():9.2f}")

# %% [markdown]
# Read the columns first. The gradient check, the pride of every backpropagation course, asks whether backward
# fits forward. It cannot ask whether forward is right: all four ways to scale pass it. Comparing the mean in
# training with inference sees most of what it misses, and needs no gradient at all.
#
# Now the rows, and the numbers below the table. Most of the bugs leave the accuracy where it was, and the NLL
# sees a wrong scale only if it is far off. One bug *raises* the accuracy: to swap keeping and dropping at rate
# 0.2 means to drop 0.8, and under so much noise that happens to be a better rate. A test score tells you how
# good the network is; it does not tell you that the code does what you think. Test properties.

# %% [markdown]
# ## 7.4 An average over masks
#
# A layer of $d$ units has $2^d$ masks. Each one makes a thinner network; all of them share their weights.
# The output that we would like at inference is the average over all of them:
#
# $$A = \sum_{m \in \{0,1\}^d} P(m)\, f\!\left(\frac{m \odot x}{1 - r}\right), \qquad
# P(m) = (1 - r)^{\text{kept}(m)}\; r^{\,\text{dropped}(m)}. \tag{7.6}$$
#
# Here $f$ stands for all that comes after the layer. What inference computes is something else: $f(x)$, the
# network with all units. For a few units we can compare the two exactly.
#
# ### Exercise 7.4
#
# Write `exact_mask_average`. `f` may return a number or an array. (`itertools.product` can help with the
# masks.)


# %% nbgrader={"grade_id": "07-exact-mask-average", "solution": true}
def exact_mask_average(f, x, rate):
    """The average of f over all masks, (7.6).

    f : function of an array of shape (d,); returns a number, or an array of one shape
    x : array of floats of shape (d,), d at most 10
    rate : float in [0, 1), the probability of dropping
    Returns a number, or an array of the shape that f returns.
    """
    ### BEGIN SOLUTION
    from itertools import product

    total = 0.0
    for keep in product([True, False], repeat=len(x)):
        mask = np.array(keep)
        probability = (1 - rate) ** mask.sum() * rate ** (~mask).sum()
        total = total + probability * f(mask * x / (1 - rate))
    return total
    ### END SOLUTION


# %% nbgrader={"grade_id": "07-exact-mask-average-check", "grade": true}
check("dropout.exact_mask_average")

# %% nbgrader={"grade_id": "07-exact-mask-average-hidden", "grade": true}
# The graded check of Exercise 7.4 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("dropout.exact_mask_average")
### END HIDDEN TESTS

# %% [markdown]
# *Before you run the cell:* for which of these is the average over all masks equal to $f(x)$? A linear
# layer; a linear layer with softmax; a linear layer with softmax, with the *geometric* mean instead of the
# arithmetic one; two layers with a ReLU between them.

# %% tags=["experiment"]
rng = np.random.default_rng(2)
x, W, W1, W2 = rng.normal(size=8), *(rng.normal(size=s) for s in ((8, 3), (8, 16), (16, 3)))


def softmax_of(x):
    return nn.softmax(x @ W)


def deep(x):
    return nn.softmax(np.maximum(x @ W1, 0) @ W2 / 4)


def geometric(f, rate):
    """Geometric mean over the masks, scaled to sum 1."""
    return nn.softmax(exact_mask_average(lambda x: np.log(f(x)), x, rate))


print("largest difference from f(x)      rate = 0.1       rate = 0.3       rate = 0.8")
for name, average, f in (
    ("linear", lambda rate: exact_mask_average(lambda x: x @ W, x, rate), lambda x: x @ W),
    ("softmax, arithmetic mean", lambda rate: exact_mask_average(softmax_of, x, rate), softmax_of),
    ("softmax, geometric mean", lambda rate: geometric(softmax_of, rate), softmax_of),
    ("two layers, geometric mean", lambda rate: geometric(deep, rate), deep),
):
    differences = [np.max(np.abs(average(rate) - f(x))) for rate in (0.1, 0.3, 0.8)]
    print(f"{name:30}" + "".join(f"{difference:17.0e}" for difference in differences))

# %% [markdown]
# - **Linear:** equal, up to rounding. That is (7.2) again, and for vanilla dropout it says: multiply by the
#   probability of keeping.
# - **Softmax on a linear layer:** the *geometric* mean of all $2^d$ networks is exactly what scaling gives. In
#   this sense, and for this network, dropout **is** an ensemble.
# - **Deeper networks:** neither mean is exact. Scaling is an approximation, and the question is how good.

# %% [markdown]
# ## 7.5 Monte Carlo dropout
#
# For 256 units the sum (7.6) has $2^{256}$ terms, a number with 78 digits. But an average can be estimated:
# leave dropout on at inference, and average $T$ passes with different masks.
#
# $$\text{mean} = \frac1T \sum_{t=1}^T p_t, \qquad
# \text{std} = \sqrt{\frac1T \sum_{t=1}^T (p_t - \text{mean})^2} \tag{7.7}$$
#
# Both are taken for each row and each class on its own. The spread is a gift: it says how far the thinned
# networks disagree. Note the $1/T$ in both.
#
# ### Exercise 7.5
#
# Write `mc_predict`. `net` is called as `net(X, training=True, rng=rng)` and returns probabilities.


# %% nbgrader={"grade_id": "07-mc-predict", "solution": true}
def mc_predict(net, X, n_samples, rng):
    """Mean and spread of n_samples passes with dropout, (7.7).

    net : net(X, training=..., rng=...) gives an array of shape (..., n, n_classes)
    X : array of shape (..., n, n_features)
    n_samples : int, the number T of passes
    rng : numpy.random.Generator
    Returns mean and std, both of the shape of one prediction.
    """
    ### BEGIN SOLUTION
    passes = np.array([net(X, training=True, rng=rng) for _ in range(n_samples)])
    return passes.mean(axis=0), passes.std(axis=0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "07-mc-predict-check", "grade": true}
check("dropout.mc_predict")

# %% nbgrader={"grade_id": "07-mc-predict-hidden", "grade": true}
# The graded check of Exercise 7.5 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("dropout.mc_predict")
### END HIDDEN TESTS

# %% [markdown]
# ### The same in Keras
#
# A Keras model keeps its dropout on if it is called with `training=True`. We build one, give it the weights of
# the first of our networks, and let your function work on it. What should agree, and how closely?

# %% tags=["experiment"]
keras.utils.set_random_seed(7)
model = keras.Sequential(
    [
        keras.layers.Input((64,)),
        keras.layers.Dense(256, activation="relu"),
        keras.layers.Dropout(0.5),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
ours = dropped[0.2].network.part(slice(0, 1))
model.set_weights([ours.params[name][0] for name in ("W1", "b1", "W2", "b2")])
X_test, y_test = data[0.2][1]
images, first = X_test[0, :200].astype(np.float32), np.random.default_rng(0)


def keras_net(X, *, training, rng):
    return np.asarray(model(X, training=training))  # Keras has its own random numbers


def our_net(X, *, training, rng):
    return ours(X[None], training=training, rng=[rng] if training else None)[0]


off = np.max(
    np.abs(keras_net(images, training=False, rng=None) - our_net(images, training=False, rng=None))
)
print(f"dropout off: largest difference of the probabilities {off:.0e}")
for name, net in (("our network", our_net), ("Keras", keras_net)):
    mean, std = mc_predict(net, images, 100, first)
    print(
        f"dropout on, {name:11}: {100 * np.mean(mean.argmax(axis=-1) == y_test[0, :200]):.1f} % right, "
        f"mean spread {std.mean():.4f}"
    )

# %% [markdown]
# ### How many passes? And is it an ensemble?
#
# Dropout is an ensemble of networks: so say three of the articles. We compare, on the 20 networks that learned
# from wrong labels: one pass with all units (scaling); the mean of 1 to 100 passes with masks; and a true
# ensemble, the mean of five networks *without* dropout, which start from different weights on the same images.
#
# *Before you run the cell:* rank them.

# %% tags=["experiment"]
X_test, y_test = (part[:, :500] for part in data[0.2][1])


def measures(p):
    return nn.accuracy(p, y_test), nn.negative_log_likelihood(p, y_test)


network = dropped[0.2].network
rngs, total, by_passes = [np.random.default_rng([seed, 3]) for seed in SEEDS], 0.0, {}
for passes in range(1, 101):
    total = total + network(X_test, training=True, rng=rngs)
    if passes in (1, 3, 10, 30, 100):
        by_passes[passes] = measures(total / passes)

X_train, y_train = data[0.2][0]
rngs = [np.random.default_rng([seed, number]) for number in range(4) for seed in SEEDS]
others = nn.Network(layers(), 64, rng=rngs)
nn.fit(
    others,
    np.tile(X_train, (4, 1, 1)),
    np.tile(y_train, (4, 1)),
    optimizer=ADAM,
    epochs=60,
    batch_size=50,
    rng=rngs,
)
four = others(np.tile(X_test, (4, 1, 1))).reshape(4, len(SEEDS), -1, 10)
alone = plain[0.2].network(X_test)
levels = {
    "dropout, scaling": measures(network(X_test)),
    "five plain networks": measures((four.sum(axis=0) + alone) / 5),
    "one plain network": measures(alone),
}
scaling = levels["dropout, scaling"][0]
over = plus_minus(by_passes[100][0], scaling)
ahead = plus_minus(scaling, levels["five plain networks"][0])

fig, axes = plots.figures(
    f"100 passes with masks against scaling: {over} points of accuracy;\n"
    f"one network with dropout against five without: {ahead}",
    [("passes with masks", "accuracy (%)"), ("passes with masks", "NLL (nats)")],
    size=(9.4, 4.2),
)
for measure, (ax, unit) in enumerate(zip(axes, (100, 1), strict=True)):
    values = unit * np.array([result[measure] for result in by_passes.values()])
    error = stats.t.ppf(0.975, len(SEEDS) - 1) * stats.sem(values, axis=1)
    label = "dropout, passes with masks" if measure == 0 else None
    style = plots.series(0, marker=True)
    ax.errorbar(list(by_passes), values.mean(axis=1), yerr=error, capsize=3, label=label, **style)
    for i, (name, level) in enumerate(levels.items(), start=1):
        label = name if measure == 0 else None
        ax.axhline(unit * level[measure].mean(), label=label, **plots.series(i))
    ax.set_xscale("log")
    ax.set_xticks(list(by_passes), [str(passes) for passes in by_passes])
    ax.minorticks_off()
fig.legend(loc="outside lower center", ncols=2)
plots.show(
    fig,
    "Accuracy and NLL against the number of Monte Carlo passes, with 95 % intervals. Of the "
    "passes a single one is worst; with more passes the accuracy comes up to the level of scaling. Five plain networks are "
    "better than one and less accurate than one with dropout.",
)
for name, level in levels.items():
    print(f"{name:20} accuracy {100 * level[0].mean():.1f} %, NLL {level[1].mean():.3f}")
print(
    f"{'100 passes':20} accuracy {100 * by_passes[100][0].mean():.1f} %, "
    f"NLL {by_passes[100][1].mean():.3f}"
)

# %% [markdown]
# Two things that are easily confused. As an *average over masks*, scaling is a good and cheap
# approximation: the passes need ten or more to come near it in accuracy, and their probabilities are no better
# (NLL). As a *reason for the gain*, the average is not the whole story: five networks that each learned the
# wrong labels average to something that still knows most of them, while with dropout they were learned less in
# the first place.

# %% [markdown]
# ### What does the spread tell?
#
# *Before you run the cell:* will the masks disagree more where the network is wrong? And does the spread
# tell more than the network's own uncertainty, $1 - \max_k p_k$, from a single pass without dropout?


# %% tags=["experiment"]
def separation(score, right):
    """Chance that a wrong prediction has a higher score than a right one, for each seed."""
    ranks = stats.rankdata(score, axis=-1)
    n_wrong = np.sum(~right, axis=-1)
    above = np.sum(ranks * ~right, axis=-1) - n_wrong * (n_wrong + 1) / 2
    return above / (n_wrong * np.sum(right, axis=-1))


spreads = {}
for noise in (0.0, 0.2):
    X_test, y_test = (part[:, :500] for part in data[noise][1])
    rngs = [np.random.default_rng([seed, 4]) for seed in SEEDS]
    mean, std = nn.mc_predict(dropped[noise].network, X_test, 30, rngs)
    chosen = mean.argmax(axis=-1)
    spread = np.take_along_axis(std, chosen[..., None], axis=-1)[..., 0]
    right = chosen == y_test
    spreads[noise] = spread, right
    unsure = 1 - dropped[noise].network(X_test).max(axis=-1)
    one, other = separation(spread, right), separation(unsure, right)
    print(
        f"{100 * noise:.0f} % wrong labels: a wrong prediction stands above a right one in "
        f"{100 * one.mean():.0f} % of pairs\n    by spread, in {100 * other.mean():.0f} % by 1 - max p: "
        f"{plus_minus(one, other)} points"
    )

ratio = [np.mean(spread[~right]) / np.mean(spread[right]) for spread, right in spreads.values()]
fig, axes = plots.figures(
    f"The masks disagree {ratio[0]:.1f} times as much where the network is wrong;\n"
    f"if it learned from wrong labels, {ratio[1]:.1f} times",
    [
        (f"spread of the chosen class ({100 * noise:.0f} % wrong labels)", "share")
        for noise in spreads
    ],
    size=(9, 4),
    sharey=True,
)
edges = np.linspace(0, 0.5, 26)
for ax, (spread, right) in zip(axes, spreads.values(), strict=True):
    for i, (name, rows) in enumerate((("right", right), ("wrong", ~right))):
        share, _ = np.histogram(spread[rows], edges)
        label = f"{name} predictions" if ax is axes[0] else None
        style = {**plots.series(i), "drawstyle": "steps-mid"}
        ax.plot((edges[1:] + edges[:-1]) / 2, share / share.sum(), label=label, **style)
axes[0].legend()
plots.show(
    fig,
    "Distribution of the Monte Carlo spread for right and wrong predictions. With right labels most "
    "right predictions have a spread near zero and wrong ones a large one. With wrong labels in the "
    "training data the two distributions overlap a good deal.",
)

# %% [markdown]
# The spread is a warning, but compare it with the plain uncertainty, which costs one pass: here that is the
# better warning of the two, most clearly where labels were wrong. The paper that introduced Monte Carlo dropout
# reads the spread as the uncertainty of a Bayesian model. Whether it serves your purpose is a question for an
# experiment like this one; that the masks agree does not make them right.

# %% [markdown]
# ## 7.6 Units that do not rely on each other
#
# The oldest explanation of dropout: a unit that cannot count on its neighbours learns something that is useful
# alone, and so the units become redundant. That can be tested. We take the networks that learned from *right*
# labels, where both methods are equally accurate, and switch off random units of the trained network.
#
# *Before you run the cell:* how much accuracy is left without half of the units?

# %% tags=["experiment"]
X_test, y_test = data[0.0][1]
removed, left = np.array([0, 0.1, 0.3, 0.5, 0.7, 0.9]), {}
for name, outcome in (("plain", plain[0.0]), ("dropout", dropped[0.0])):
    h, params = hidden(outcome.network, X_test[:, :500]), outcome.network.params
    scores = []
    for repeat in range(3):  # the same units for both methods
        order = np.random.default_rng(repeat).random((len(SEEDS), 1, 256)).argsort(axis=-1)
        kept = [h * (order >= share * 256) for share in removed]
        logits = [part @ params["W2"] + params["b2"][:, None] for part in kept]
        scores.append([nn.accuracy(z, y_test[:, :500]) for z in logits])
    left[name] = np.mean(scores, axis=0)  # share removed, seed

half = int(np.flatnonzero(removed == 0.5)[0])
area = {name: np.trapezoid(values, removed, axis=0) / removed[-1] for name, values in left.items()}
fig, ax = plots.figure(
    f"Without half of its units, a network trained with dropout is\n"
    f"{plus_minus(left['dropout'][half], left['plain'][half])} points ahead",
    "hidden units switched off (%)",
    "accuracy on new images (%)",
)
for i, (name, values) in enumerate(left.items()):
    error = stats.t.ppf(0.975, len(SEEDS) - 1) * stats.sem(values, axis=1)
    style = plots.series(i, marker=True)
    ax.errorbar(
        100 * removed, 100 * values.mean(axis=1), yerr=100 * error, capsize=3, label=name, **style
    )
ax.legend()
plots.show(
    fig,
    "Accuracy against the share of hidden units that are switched off, with and without dropout in "
    "training. Both start at the same accuracy; the plain network falls faster.",
)
print(
    f"mean over the curve, dropout minus plain: {plus_minus(area['dropout'], area['plain'])} points"
)

# %% [markdown]
# The claim of redundancy holds here. (It says nothing about accuracy with all units on, which is equal.)

# %% [markdown]
# ## 7.7 Which rates, and at what price?
#
# One article advises rates of 0.1 to 0.2 on the inputs and 0.4 to 0.5 on hidden units. We try a grid, with every fifth
# label wrong. The rates are chosen on 200 validation rows, with wrong labels among them like everywhere else,
# and judged on other rows; 10 seeds.
#
# *Before you run the cell:* will the advice be near the best?

# %% tags=["experiment"]
few, inputs, hiddens = range(10), (0.0, 0.2, 0.4), (0.2, 0.5, 0.8)
parts = divided(0.2, (200, 200, 1000), seeds=few)
grid = trained(
    {(a, b): layers(hidden=b, inputs=a) for a in inputs for b in hiddens}, parts, seeds=few
)
validated = np.array([nn.accuracy(o.network(parts[1][0]), parts[1][1]) for o in grid.values()])
tested = np.array([outcome.accuracy for outcome in grid.values()])
best = tested[validated.argmax(axis=0), few]
advised = grid[0.2, 0.5].accuracy

mean = 100 * tested.mean(axis=1).reshape(len(inputs), len(hiddens))
fig, ax = plots.figure(
    f"Rates chosen by validation against the advised 0.2 and 0.5:\n{plus_minus(best, advised)} points",
    "rate on the hidden units",
    "rate on the inputs",
    size=(6, 3.6),
)
ax.imshow(mean, cmap="cividis", aspect="auto")
for (row, column), value in np.ndenumerate(mean):
    colour = "white" if value < (mean.min() + mean.max()) / 2 else "black"
    ax.text(column, row, f"{value:.1f} %", ha="center", va="center", color=colour)
ax.set_xticks(range(len(hiddens)), hiddens)
ax.set_yticks(range(len(inputs)), inputs)
ax.grid(visible=False)
plots.show(
    fig,
    "Test accuracy for three rates on the inputs by three rates on the hidden units: "
    + "; ".join(
        f"inputs {a}, hidden {b}: {value:.1f} %"
        for (a, b), value in zip(grid, mean.ravel(), strict=True)
    ),
)

# %% [markdown]
# A rule of thumb is a place to start from. The best rate depends on how much there is to overfit; choose it by
# validation, like any other strength.
#
# And does dropout come without additional computations, as the same article has it? We measure one epoch,
# in turns, with and without dropout,
# and take the fastest of several. For our networks it is an epoch of all 20 at once; for Keras, of one network.

# %% tags=["experiment"]
X_train, y_train = data[0.2][0]


def our_epochs(rate, epochs=5):
    """Seconds of an epoch of twenty networks."""
    rngs = [np.random.default_rng(seed) for seed in SEEDS]
    twenty = nn.Network(layers(rate), 64, rng=rngs)
    start = time.perf_counter()
    nn.fit(twenty, X_train, y_train, optimizer=ADAM, epochs=epochs, batch_size=50, rng=rngs)
    return (time.perf_counter() - start) / epochs


def keras_model(rate):
    """A small Keras model, trained for one epoch: the first one pays for the graph."""
    keras.utils.set_random_seed(0)
    dense = keras.layers.Dense
    stack = [keras.layers.Input((64,)), dense(256, activation="relu")]
    stack += [keras.layers.Dropout(rate)] if rate else []
    model = keras.Sequential([*stack, dense(10, activation="softmax")])
    model.compile(keras.optimizers.Adam(3e-3), "sparse_categorical_crossentropy")
    model.fit(X_train[0], y_train[0], epochs=1, batch_size=50, verbose=0)
    return model


def keras_epochs(model, epochs=5):
    """Seconds of an epoch of one network."""
    start = time.perf_counter()
    model.fit(X_train[0], y_train[0], epochs=epochs, batch_size=50, verbose=0)
    return (time.perf_counter() - start) / epochs


models = {rate: keras_model(rate) for rate in (0.0, 0.5)}
clocks = {
    "ours, 20 networks": our_epochs,
    "Keras, 1 network": lambda rate: keras_epochs(models[rate]),
}
for name, clock in clocks.items():
    without, with_dropout = np.min([(clock(0.0), clock(0.5)) for _ in range(4)], axis=0)
    print(
        f"{name:18} {1000 * without:6.1f} ms without, {1000 * with_dropout:6.1f} ms with dropout: "
        f"{with_dropout / without:.2f} times as long"
    )
for name, outcome in {"plain": plain[0.0], "dropout": dropped[0.0]}.items():
    loss = outcome.history.loss.mean(axis=1)
    enough = int(np.argmax(loss < 0.1)) + 1
    print(f"{name:8} needs {enough} epochs until the training loss is below 0.1")
keras.backend.clear_session()

# %% [markdown]
# Random numbers cost time; how much of it you see depends on what else an epoch does (for so small a Keras
# model, most of it is overhead, and a ratio below 1 is noise). And a disturbed network learns more slowly, so it needs more epochs. (Its
# training loss is measured with masks on, which makes it look worse than the network is.) Dropout is cheap, and
# not free.

# %% [markdown]
# ## 7.8 Why?
#
# A team writes its own dropout layer and trains with rate 0.3. In the log, the training loss is *higher* than the
# validation loss in every epoch. One colleague says: "The validation set is too easy." Another: "The layer has a
# bug, its gradient must be wrong." The gradient check passes, and the test accuracy is fine.
#
# In at most 150 words: give an explanation that needs **no** bug; say why the gradient check **cannot** rule out
# a bug in the layer; and name **one** check that would have found a wrong scale, with the reason. (3 points,
# marked by a person.)

# %% [markdown] nbgrader={"grade_id": "07-why", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# (1) The training loss is measured with dropout on, and while the weights still move; the validation loss with
# all units. The thinned network is worse than the whole one, so its loss is higher. (2) The gradient check
# compares backward with the forward pass that is there. If forward scales wrongly and backward is its correct
# derivative, both agree. (It is run in one mode, too, and never looks at inference.) (3) Averaged over many masks,
# the output of the layer in training must equal its output at inference, because a survivor is divided by the
# probability of staying; a wrong scale in either mode breaks that. The NLL against a reference layer would do as
# well; accuracy hardly changes when all activations are multiplied by one factor.
#
# **Marking scheme.** 1 point for the explanation (masks on in training, off in validation; "averaged over an epoch
# while the weights move" alone is half a point). 1 point for "it tests whether backward fits forward, not whether
# forward is right". 1 point for a check that sees the scale (mean over masks against inference; survivors equal
# x / (1 - rate); identity at inference for inverted dropout; NLL), *with* a reason. No point for accuracy or for
# "look at the loss".
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | what | formula | here | Keras | scale |
# |---|---|---|---|---|
# | inverted dropout | $m \odot x / (1 - r)$ | `dropout_forward` | `layers.Dropout(rate)` | `rate` drops, in both |
# | its gradient | $m \odot \text{dout} / (1 - r)$ | `dropout_backward` | automatic | the same mask |
# | vanilla dropout | $m \odot x$, later $(1 - r)\, x$ | `vanilla_forward`, `vanilla_predict` | – | keep, not rate |
# | average over masks | (7.6) | `exact_mask_average` | – | $2^d$ terms |
# | Monte Carlo dropout | (7.7) | `mc_predict` | `model(X, training=True)` | std with $1/T$ |
#
# - Dropout makes memorizing hard. It gains where there is something wrong to memorize.
# - Scaling at inference approximates the average over masks; exactly so for linear layers.
# - A gradient check cannot see a wrong scale, and accuracy hardly can. Compare training with inference.
# - Test at rates other than 0.5.
#
# **Further reading.** N. Srivastava and others, *Dropout: a simple way to prevent neural networks from
# overfitting* (2014). P. Baldi, P. Sadowski, *Understanding dropout* (2013). Y. Gal, Z. Ghahramani, *Dropout as a
# Bayesian approximation* (2016). D. Warde-Farley and others, *An empirical analysis of dropout in piecewise linear
# networks* (2014). D. Arpit and others, *A closer look at memorization in deep networks* (2017).
