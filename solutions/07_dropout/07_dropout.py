# %% [markdown]
# # Lesson 7. Dropout
#
# **By the end you can**
#
# - write inverted and vanilla dropout, forward and backward;
# - choose a check that would see a given bug;
# - tell a fair comparison with a plain network from an unfair one;
# - say in which sense dropout averages over many networks, and in which it does not;
# - use Monte Carlo dropout, and judge what its spread tells you.
#
# **Time** about 120 minutes; the end of 7.3 is a good place for a break. **Before this** lesson 6
# (networks and weight penalties), NumPy.
#
# Each exercise ends with a check. A cross comes with the smallest case that fails and a hint;
# `example("dropout.dropout_forward")` then gives you the inputs of that case. `nn` holds reference
# solutions of the course; the figures use them, so they work before yours do. (Cells that compare
# *your* function with the library need your answer.)

# %% jupyter={"source_hidden": true}
# Folded: imports.
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
# about 19,000 weights could store the 200 answers many times over. Now suppose that the labels were typed
# in by people in a hurry, and every fifth one is wrong, or two in five. The labels that we *test* with
# are right.
#
# Most experiments of this lesson train 20 networks at once, each with its own seed: other training images,
# other wrong labels, other initial weights. Some use fewer seeds, and say so. Methods are compared seed by
# seed. (All digits come from one data set of 1,797 images. So an interval says how sure a difference is for
# other splits of these images, and not for other digits.)

# %% tags=["experiment"]
PLAIN = (nn.Dense(256), nn.ReLU(), nn.Dense(10))
DROPOUT = (nn.Dense(256), nn.ReLU(), nn.Dropout(0.5), nn.Dense(10))
SEEDS, ADAM = range(20), nn.Adam(3e-3)
RUN = {"epochs": 60, "batch_size": 50}
NOISES = (0.0, 0.2, 0.4)  # shares of wrong labels

digits = datasets.load_digits()
data = {  # for training, validation and testing: (X, y) for all seeds
    noise: datasets.split_seeds(digits.X / 16, digits.y, (200, 200, 1000), seeds=SEEDS, noise=noise)
    for noise in NOISES
}

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: how networks are trained without tuning, and how a difference is printed.
LABELS = {0.0: "right labels", 0.2: "every fifth label wrong", 0.4: "two in five labels wrong"}


def trained(layers, noise, **options):
    """One network for each seed, with the learning rate 0.003."""
    train, _, test = data[noise]
    recipes = {"network": nn.Recipe(layers, ADAM)}
    return nn.run_table(recipes, train, test, seeds=SEEDS, **RUN, **options)["network"]


def plus_minus(a, b, unit=100, form="+z.1f"):  # z: no minus sign before 0.0
    """Mean paired difference a - b and half the width of its 95 % interval, in points."""
    diff, lo, _ = compare.paired_ci(a, b)
    return f"{unit * diff:{form}} ± {unit * (diff - lo):{form[2:]}}"


def half_widths(values):
    """Half the width of the 95 % interval of a mean over seeds, which are the last axis."""
    return stats.t.ppf(0.975, values.shape[-1] - 1) * stats.sem(values, axis=-1)


# %% [markdown]
# *Before you run the cell:* sketch the accuracy on new images over 60 epochs, with right labels and with
# wrong ones among them.

# %% tags=["experiment"]
plain = {}
for noise, (_, _, test) in data.items():
    watched = tuple(part[:, :300] for part in test)  # 300 rows after every epoch are enough
    plain[noise] = trained(PLAIN, noise, validation=watched)
curves = {LABELS[noise]: 100 * plain[noise].history.val_accuracy for noise in NOISES}

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the figure.
average = curves[LABELS[0.2]].mean(axis=1)
peak = int(np.argmax(average))
fig, ax = plots.figure(
    f"With every fifth label wrong, accuracy peaks at {average[peak]:.0f} % after {peak + 1} epochs\n"
    f"and ends at {average[-1]:.0f} %",
    "epoch",
    "accuracy on new images (%)",
)
plots.accuracy_curves(ax, curves)
ax.set_ylim(40, 100)
ax.legend(loc="lower right")
plots.show(
    fig,
    "Accuracy on new images against epochs, mean of 20 networks with one standard deviation. With "
    "right labels it rises and stays. With wrong ones it rises to a lower peak early and falls.",
)

# %% [markdown]
# This is what we would see if the network first learned what most images of a digit share, and then memorized
# the mistakes. (Section 7.2 counts how many mistakes it learns.) Lesson 6 held the network back by making
# weights expensive. Dropout does something else: it disturbs the units while they learn.

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: a drawing of what dropout does.
plots.drawing("dropout")

# %% [markdown]
# **Predict.** Two networks learn digits from 200 images, one with dropout and one without. Both take 60
# epochs with the learning rate 0.003. Where does dropout help more?
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
# is called **inverted dropout**. Keras and most other libraries use it.
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
    f"Each example has a mask of its own; dark units are dropped: {shares}",
    [(f"unit (rate {rate})", "example" if i == 0 else "") for i, rate in enumerate(rates)],
    size=(10, 2.6),
)
plots.masks(axes, masks)
plots.show(
    fig,
    "Three masks of 12 examples by 40 units, for rates 0.1, 0.3 and 0.8. Dark cells are dropped: "
    "few, some, most. Each row has a pattern of its own.",
)

# %% [markdown]
# **Optional:** move the rate yourself. The three masks above are other draws for three of its positions.


# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: a mask, drawn at the rate of the slider.
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
    plots.masks([ax], [mask])
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
# argument was the probability of *keeping*. At 0.5 you would not notice.) The masks are random, so we
# compare what can be compared: zeros, survivors, mean, and what happens at inference.

# %% tags=["experiment"]
rate, ones = 0.3, np.ones((400, 250))
layer = keras.layers.Dropout(rate, seed=7)
outputs = {
    "yours": dropout_forward(ones, rate, rng=np.random.default_rng(7), training=True)[0],
    "Keras": np.asarray(layer(ones, training=True)),
}
plots.table(
    {
        "": list(outputs),
        "zeros": [np.mean(out == 0) for out in outputs.values()],
        "survivors": [out.max() for out in outputs.values()],
        "mean": [out.mean() for out in outputs.values()],
    },
    {"zeros": ".4f", "survivors": ".7f", "mean": ".4f"},
)
off = np.asarray(layer(ones, training=False))
again = np.asarray(layer(ones, training=True))
print(f"Keras at inference: unchanged is {bool(np.all(off == ones))}")
print(f"second call with the same layer: same mask is {bool(np.all(again == outputs['Keras']))}")

# %% [markdown]
# `seed=7` fixes the *sequence* of masks, and not the mask: the second call draws the next one. Your `rng`
# does the same. (`keras.layers.Dropout(rate, noise_shape=(1, 250))` would share one mask among all rows:
# a different method, and a bug if you did not intend it.)

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
# The plain networks are already trained. We add networks with dropout at rate 0.5 on the hidden units.

# %% tags=["experiment"]
dropped = {noise: trained(DROPOUT, noise) for noise in NOISES}


def hidden(network, X):
    """Activations of the hidden layer at inference."""
    W, b = network.params["W1"], network.params["b1"][:, None]
    return np.maximum(X.astype(W.dtype) @ W + b, 0)


zeros = {
    f"{LABELS[noise]}, {name}": hidden(outcome.network, data[noise][2][0]) == 0
    for noise in (0.0, 0.2)
    for name, outcome in {"plain": plain[noise], "dropout": dropped[noise]}.items()
}
plots.table(
    {
        "networks": list(zeros),
        "% of activations that are 0": [100 * is_0.mean() for is_0 in zeros.values()],
        "% of units that are 0 for all images": [
            100 * np.mean(np.all(is_0, axis=1)) for is_0 in zeros.values()
        ],
    },
    ".0f",
)

# %% tags=["experiment"]
reveal("dropout.relu_zeros")

# %% [markdown]
# The plain network was never trained with dropout, and it has such zeros, too. (How many there are may
# differ between the two methods, since they learn different weights.)

# %% [markdown]
# ## 7.2 Backward
#
# Backpropagation retraces the forward pass in reverse. Where forward multiplied by $m_{ij} / (1 - r)$, the
# gradient is multiplied by the same number:
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
# ### What does dropout gain?
#
# Now to the prediction at the start. We have three levels of label noise and 20 seeds for each. The figure
# shows the accuracy with dropout minus the accuracy without, on the same images with the same initial
# weights, the same number of steps, and the same learning rate, 0.003.

# %% tags=["experiment"]
pairs = [(dropped[noise].accuracy, plain[noise].accuracy) for noise in NOISES]
gains = 100 * np.array([compare.paired_ci(*pair) for pair in pairs])

fig, ax = plots.figure(
    f"At learning rate 0.003 dropout gains {plus_minus(*pairs[0])} points with right labels,\n"
    f"{plus_minus(*pairs[1])} with every fifth label wrong",
    "wrong labels in the training data (%)",
    "accuracy with dropout minus without\n(percentage points, 95 % interval)",
)
half = gains[:, 0] - gains[:, 1]
plots.curves(ax, 100 * np.array(NOISES), {"gain": gains[:, 0]}, halves={"gain": half})
ax.axhline(0, color="0.3", linewidth=1)
ax.set_xticks([100 * noise for noise in NOISES])
plots.show(
    fig,
    "Paired gain of dropout at one learning rate against the share of wrong labels: "
    + "; ".join(
        f"{100 * noise:.0f} % wrong, {plus_minus(*pair)} points"
        for noise, pair in zip(NOISES, pairs, strict=True)
    ),
)

# %% tags=["experiment"]
reveal("dropout.gain")

# %% [markdown]
# ### A fair comparison, with every fifth label wrong
#
# Many articles end here: dropout beats the plain network. Two of the articles that this course started from say so.
# But why 0.003? Perhaps it suits one of the two networks better than the other. The paper that introduced dropout in
# detail (Srivastava and others, 2014) advises much larger learning rates with dropout than without. So before we
# believe the figure, both methods may choose. Each gets **six candidates**: the plain network six learning rates,
# dropout two rates times three learning rates. Each seed picks the candidate with the best accuracy on 200 validation
# rows, which have as many wrong labels as the training rows. The choice does not use the test rows; they are read only
# after it.
#
# *Before you run the cell:* how much of the gain will be left? All, about half, or hardly any?

# %% tags=["experiment"]
RECIPES = {"plain": nn.Recipe(PLAIN, ADAM), "dropout": nn.Recipe(DROPOUT, ADAM)}
CANDIDATES = {
    "plain": {"lr": (3e-4, 5e-4, 1e-3, 2e-3, 3e-3, 1e-2)},
    "dropout": {"rate": (0.5, 0.8), "lr": (5e-4, 1e-3, 3e-3)},
}


def tuned(noise):
    """Both methods, each with the candidate that the seed chose on validation rows."""
    train, validation, test = data[noise]
    return nn.run_table(
        RECIPES, train, test, validation=validation, tune=CANDIDATES, seeds=SEEDS, **RUN
    )


fair = {0.2: tuned(0.2)}
print(fair[0.2])
for name in RECIPES:
    print(f"{name} chose", dict(fair[0.2].chosen(name)))

# %% [markdown]
# ### A fair comparison, with right labels
#
# *Before you run the cell:* is there anything to gain or to lose here?

# %% tags=["experiment"]
fair[0.0] = tuned(0.0)
print(fair[0.0])
for name in RECIPES:
    print(f"{name} chose", dict(fair[0.0].chosen(name)))

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the figure.
rows = {
    f"{LABELS[noise]},\n{kind}": table.gain("dropout")
    for noise in (0.0, 0.2)
    for kind, table in (
        ("learning rate 0.003", fair[noise].untuned),
        ("both tuned", fair[noise]),
    )
}
(first, *_), (second, low, high) = fair[0.2].untuned.gain("dropout"), fair[0.2].gain("dropout")
fig, ax = plots.figure(
    f"With every fifth label wrong, the gain of dropout is {first:+z.1f} points at one learning\n"
    f"rate, and {second:+z.1f} [{low:+z.1f}, {high:+z.1f}] if both are tuned",
    "accuracy with dropout minus without (percentage points, 95 % interval)",
    "",
    size=(8.4, 3.8),
)
plots.intervals(ax, rows)
plots.show(
    fig,
    "Gain of dropout in percentage points, mean and 95 % interval. "
    + "; ".join(
        f"{name}: {mean:+z.1f} [{low:+z.1f}, {high:+z.1f}]".replace("\n", " ")
        for name, (mean, low, high) in rows.items()
    ),
)

# %% [markdown]
# (With right labels most seeds chose the largest learning rate that dropout had; plain could go to 0.01.)
#
# Which of the two gains do you believe? And where did the difference come from? One more look: what share
# of the wrong labels did each network learn by heart?

# %% tags=["experiment"]
X_train, given = data[0.2][0]
wrong = given != data[0.0][0][1]  # the same rows, before labels were changed
networks = {"learning rate 0.003": fair[0.2].untuned, "tuned": fair[0.2]}
learned = {
    f"{name}, {kind}": table[name].network(X_train).argmax(axis=-1) == given
    for kind, table in networks.items()
    for name in RECIPES
}
shares = [100 * own[wrong].mean() for own in learned.values()]
plots.table({"network": list(learned), "% of wrong labels learned": shares}, ".0f")

# %% [markdown]
# Both gains are measured correctly, and they answer different questions. The first one: does dropout help *if you
# leave the learning rate at 0.003*? Yes, where labels are wrong: the plain network learns most of the mistakes by
# heart. The second: does dropout help *if you would otherwise do your best without it*? The plain network chose a
# smaller learning rate. It gets less far in 60 epochs, and it learns few of the mistakes. So a small learning rate
# with a limited number of steps regularizes, too (lesson 10 stops the training early on purpose), and here it does so
# about as well as dropout: look at the intervals above.
#
# So whether dropout beats the plain network depends on the plain network. When you read a gain, ask what the
# baseline was allowed to choose. And remember what is measured here: small images, one hidden layer, 200
# training rows. In 7.8 another network on other data gives another answer.

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
# One of the articles that this course started from says something else: it scales by the *rate* at test time.
# You find that in other places, too. At rate 0.5 it is harmless.
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
# **Predict.** At rate 0.2 the activations are scaled at test time by 0.2 instead of 0.8. What tells you?
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
# activations at test time by a factor. The right factor is 1. If you confuse the rate with the probability
# of keeping, you get $0.2 / 0.8 = 0.25$ times the right activations. We look at the accuracy, and at the
# **negative log-likelihood** (NLL): the mean of $-\log p$ of the true class, which is large for a network
# that is sure and wrong, or right and unsure. (All factors use the same trained networks, so there is nothing
# to tune.)

# %% tags=["experiment"]
rate, (X_test, y_test) = 0.2, data[0.2][2]
low = trained((nn.Dense(256), nn.ReLU(), nn.Dropout(rate), nn.Dense(10)), 0.2).network
h = hidden(low, X_test)


def scaled_by(factor):
    """Accuracy (%) and NLL of each network with its hidden activations multiplied by a factor."""
    p = nn.softmax(factor * h @ low.params["W2"] + low.params["b2"][:, None])
    return 100 * nn.accuracy(p, y_test), nn.negative_log_likelihood(p, y_test)


marked = {
    "right": 1.0,
    "rate for keep": rate / (1 - rate),
    "keep, twice": 1 - rate,
    "never": 1 / (1 - rate),
}
at = {name: scaled_by(factor) for name, factor in marked.items()}

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the figure.
factors = np.geomspace(0.1, 2.5, 12)
results = np.array([scaled_by(factor) for factor in factors]).mean(axis=2)  # factor, measure
cost = plus_minus(at["rate for keep"][0], at["right"][0], unit=1)
fig, axes = plots.figures(
    f"The rate in place of the keep probability: {cost} points of accuracy,\n"
    f"NLL {at['rate for keep'][1].mean():.2f} instead of {at['right'][1].mean():.2f}",
    [("factor at test time", "accuracy (%)"), ("factor at test time", "NLL (nats)")],
    size=(8.4, 4.0),
)
for k, ax in enumerate(axes):
    places = {f"{n} ({f:.2f})": (f, at[n][k].mean()) for n, f in marked.items()}
    plots.points(ax, factors, results[:, k], places)
axes[0].set_ylim(top=100, bottom=50)
axes[1].set_ylim(bottom=0)
fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=4)
plots.show(
    fig,
    "Accuracy and NLL against the factor at test time. Accuracy is almost flat over the whole range. "
    "NLL is lowest near the right factor, and much larger at one quarter of it.",
)

# %% tags=["experiment"]
reveal("dropout.wrong_scale")

# %% [markdown]
# The minimum of the NLL need not be at exactly 1: with wrong labels in the training data, a network may
# profit from being a little more or less sure.

# %% [markdown]
# ### Which check sees which bug?
#
# You have met many ways to check a layer. Here are ten layers, nine of them wrong, and seven checks. The
# cells below run all of them: for the last two columns they train ten networks (the first ten seeds) with
# each layer, at rate 0.2 with every fifth label wrong. A check *sees* the bug if it fails; accuracy and NLL
# see it if the network with the bug is worse by more than 1 point, or by more than 0.05, over the whole 95 %
# interval. (Here we ask whether a number would betray the bug, not which method is better. So all layers have
# the same learning rate.)
#
# *Before you run the cells:* which single check would you want, if you could have only one? And which of
# the bugs does a gradient check see?


# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: ten layers; each has a function for training, one for inference, and one for backward.
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
# Now the networks.


# %% tags=["experiment"]
def stack(functions):
    return nn.Dense(256), nn.ReLU(), Layer(*functions), nn.Dense(10)


few = range(10)
train, _, (X_test, y_test) = (tuple(part[:10] for part in own) for own in data[0.2])
judged = {}
for name, functions in bugs.items():
    recipe = {name: nn.Recipe(stack(functions), ADAM)}
    outcome = nn.run_table(recipe, train, (X_test, y_test), seeds=few, **RUN)[name]
    judged[name] = outcome.accuracy, outcome.nll
sound = judged["none: inverted dropout"]

seen = {
    name: [
        *(fails(*functions) for fails in checks.values()),
        compare.paired_ci(judged[name][0], sound[0])[2] < -0.01,
        compare.paired_ci(judged[name][1], sound[1])[1] > 0.05,
    ]
    for name, functions in bugs.items()
}

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the figure and the numbers.
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
text = plots.check_table(ax, seen, columns)
plots.show(fig, f"A table of ten layers by seven checks, with the checks that see a bug. {text}")
plots.table(
    {
        "layer": list(judged),
        "accuracy, %": [100 * accuracy.mean() for accuracy, _ in judged.values()],
        "against the sound one": [plus_minus(own, sound[0]) for own, _ in judged.values()],
        "NLL": [nll.mean() for _, nll in judged.values()],
    },
    {"accuracy, %": ".1f", "NLL": ".2f"},
)

# %% [markdown]
# Read the columns first. The gradient check asks whether backward fits forward. It can't ask whether forward
# is right: all four ways to scale pass it. Comparing the mean in training with inference sees most of what it
# misses, and needs no gradient at all.
#
# Now the rows, and the numbers below the table. Most of the bugs hardly change the accuracy, and the NLL
# sees a wrong scale only if it is far off. One bug *raises* the accuracy by several points: swapping keeping and
# dropping at rate 0.2 means dropping with probability 0.8, which happens to suit this much noise and this
# learning rate. A test score tells you how good the network is; it does not tell you that the code does what
# you think. Test properties.

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
# - **Softmax on a linear layer:** the *geometric* mean of all $2^d$ networks, weighted by $P(m)$ and scaled to
#   sum 1, is exactly what scaling gives. In this sense, and for this network, dropout **is** an ensemble.
# - **A ReLU in between:** even the geometric mean is no longer exact. Scaling is an approximation, and the
#   question is how good.

# %% [markdown]
# ## 7.5 Monte Carlo dropout
#
# For 256 units the sum (7.6) has $2^{256}$ terms, a number with 78 digits. But an average can be estimated:
# leave dropout on at inference, and average $T$ passes with different masks.
#
# $$\text{mean} = \frac1T \sum_{t=1}^T p_t, \qquad
# \text{std} = \sqrt{\frac1T \sum_{t=1}^T (p_t - \text{mean})^2} \tag{7.7}$$
#
# Both are computed for each row and each class separately. The spread says how far the thinned networks
# disagree. Note the $1/T$ in both.
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
X_test, y_test = data[0.2][2]
images, truth, first = X_test[0, :200].astype(np.float32), y_test[0, :200], np.random.default_rng(0)


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
    right = 100 * np.mean(mean.argmax(axis=-1) == truth)
    print(f"dropout on, {name:11}: {right:.1f} % right, mean spread {std.mean():.4f}")

# %% [markdown]
# ### How close is scaling to the average over masks?
#
# We take the 20 tuned networks with dropout that learned from wrong labels, and compare two predictions for
# the same images: one pass with all units (scaling), and the mean of 200 passes with masks. How far apart are
# two rows of probabilities $p$ and $q$? We use the **total variation** $\tfrac12 \sum_k |p_k - q_k|$: the
# largest difference between the probabilities that the two give to the same set of classes. It is between 0
# and 1. Two means of 100 passes each differ by chance as well, which bounds how much of the distance can be
# due to the finite number of masks (one mean of 200 passes varies about half as much).
#
# *Before you run the cell:* which of these agree well, the chosen classes, the probabilities, or the NLL?

# %% tags=["experiment"]
network = fair[0.2]["dropout"].network
X_few, y_few = (part[:, :300] for part in data[0.2][2])
rngs = [np.random.default_rng([seed, 3]) for seed in SEEDS]
scaled = network(X_few)
total, by_passes = 0.0, {}
for passes in range(1, 201):
    total = total + network(X_few, training=True, rng=rngs)
    by_passes[passes] = total / passes
first, both = by_passes[100], by_passes[200]
second = 2 * both - first


def variation(p, q):
    """Total variation between two predictions, averaged over the images of each seed."""
    return 0.5 * np.abs(p - q).sum(axis=-1).mean(axis=-1)


# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the numbers.
plots.table(
    {
        "": ["scaling, 200 passes", "100 passes, 100 others"],
        "total variation": [variation(scaled, both).mean(), variation(first, second).mean()],
        "same class, %": [
            100 * np.mean(p.argmax(axis=-1) == q.argmax(axis=-1))
            for p, q in ((scaled, both), (first, second))
        ],
    },
    {"same class, %": ".1f"},
)
print()
plots.table(
    {
        "": ["scaling", "200 passes"],
        "mean of max p": [p.max(axis=-1).mean() for p in (scaled, both)],
        "accuracy, %": [100 * nn.accuracy(p, y_few).mean() for p in (scaled, both)],
        "NLL": [nn.negative_log_likelihood(p, y_few).mean() for p in (scaled, both)],
    },
    {"accuracy, %": ".1f"},
)
nlls = [nn.negative_log_likelihood(p, y_few) for p in (both, scaled)]
print(f"NLL, passes minus scaling: {plus_minus(*nlls, unit=1, form='+z.3f')}")

# %% [markdown]
# The chosen classes agree well: they are the same for almost all images, and the accuracy is about the same.
# The probabilities are less close: they are farther apart than two means of 100 passes, so their distance is
# not just chance. It has a direction: averaging over masks makes a prediction less sure (compare the means of
# the largest probability). Whether this is good or bad for the NLL depends on the network. These networks
# learned from labels that are wrong in part, and they are already less sure than they are accurate: their mean
# largest probability is below their accuracy. So here the average over masks has the worse NLL, although it is
# what scaling was meant to approximate.

# %% [markdown]
# ### How many passes? And is it an ensemble?
#
# Three of the articles say that dropout is an ensemble of networks. Then it should do what a true ensemble
# does. But which ensemble is a fair opponent? We give both methods the same: the six candidates of 7.2, and
# then five networks with the hyperparameters that the seed chose, which start from different weights on the
# same images. So we compare one plain network, five plain networks (mean of their probabilities), one network
# with dropout, and five with dropout.
#
# *Before you run the cell:* rank the four.


# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: four more networks for each seed, with the hyperparameters that the seed chose.
def five_of(name):
    """Mean prediction of five tuned networks per seed, and the seconds that four of them took."""
    outcome, (X, y) = fair[0.2][name], data[0.2][0]
    own = [choice for choice in outcome.chosen for _ in range(4)]
    rngs = [np.random.default_rng([seed, number]) for seed in SEEDS for number in range(4)]
    drop = nn.Dropout([choice.get("rate", 0.0) for choice in own])
    others = nn.Network((nn.Dense(256), nn.ReLU(), drop, nn.Dense(10)), 64, rng=rngs)
    start, optimizer = time.perf_counter(), nn.Adam([choice["lr"] for choice in own])
    nn.fit(others, X, y, optimizer=optimizer, rng=rngs, **RUN)
    seconds = time.perf_counter() - start
    four = others(np.repeat(X_few, 4, axis=0)).reshape(len(SEEDS), 4, *y_few.shape[1:], 10)
    return (four.sum(axis=1) + outcome.network(X_few)) / 5, seconds / len(rngs)


# %% tags=["experiment"]
predictions, costs = {}, {}
for name in RECIPES:
    predictions[f"one {name}"] = fair[0.2][name].network(X_few)
    predictions[f"five {name}"], seconds = five_of(name)
    costs |= {f"one {name}": (1, seconds), f"five {name}": (5, 5 * seconds)}
measures = {
    name: (nn.accuracy(p, y_few), nn.negative_log_likelihood(p, y_few))
    for name, p in predictions.items()
}

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the numbers.
base = measures["one plain"][0]
size = sum(values[0].size for values in network.params.values())
plots.table(
    {
        "networks": list(measures),
        "accuracy, %": [100 * right.mean() for right, _ in measures.values()],
        "gain over one plain": [
            "" if right is base else plus_minus(right, base) for right, _ in measures.values()
        ],
        "NLL": [nll.mean() for _, nll in measures.values()],
        "parameters": [size * count for count, _ in costs.values()],
        "training, s": [seconds for _, seconds in costs.values()],
    },
    {"accuracy, %": ".1f", "parameters": ",d", "training, s": ".2f"},
)
for a, b in (
    ("five plain", "one dropout"),
    ("five dropout", "one dropout"),
    ("five dropout", "five plain"),
):
    print(f"{a} minus {b}: {plus_minus(measures[a][0], measures[b][0])} points")
nlls = measures["one dropout"][1], measures["one plain"][1]
print(f"NLL, one dropout minus one plain: {plus_minus(*nlls, unit=1, form='+z.3f')}")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the figure, with the passes of one network with dropout.
shown = [1, 3, 10, 30, 100]
ahead = plus_minus(measures["five plain"][0], measures["one dropout"][0])
fig, axes = plots.figures(
    f"Tuned, five plain networks against one with dropout: {ahead} points;\n"
    f"five with dropout against one: "
    f"{plus_minus(measures['five dropout'][0], measures['one dropout'][0])}",
    [("passes with masks", "accuracy (%)"), ("passes with masks", "NLL (nats)")],
    size=(9.4, 4.4),
)
for k, (ax, unit) in enumerate(zip(axes, (100, 1), strict=True)):
    measure = (nn.accuracy, nn.negative_log_likelihood)[k]
    values = unit * np.array([measure(by_passes[passes], y_few) for passes in shown])
    lines = {name: unit * own[k].mean() for name, own in measures.items()}
    lines["one dropout, scaling"] = lines.pop("one dropout")
    plots.levels(ax, shown, "one dropout, passes", values.mean(axis=1), half_widths(values), lines)
fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
plots.show(
    fig,
    "Accuracy and NLL against the number of Monte Carlo passes, with 95 % intervals, and as lines: "
    + "; ".join(
        f"{name}: {100 * right.mean():.1f} %, NLL {nll.mean():.3f}"
        for name, (right, nll) in measures.items()
    )
    + ". A single pass is worst; with more passes the accuracy comes up to that of scaling.",
)

# %% [markdown]
# Two things are easily confused. As an *average over masks*, one pass with all units does the job of many passes: ten
# or more are needed to come near its accuracy. As a *replacement for an ensemble*, dropout does not pass this test.
# Four more networks add something to the accuracy of a plain network, and about as much to that of a network with
# dropout. If a network with dropout were as good as an ensemble of many networks, four more would add little. The
# price of five networks: five times the parameters, five times the seconds in training (the table takes the time per
# network while all networks train side by side, and multiplies it by five for the rows of five), and five passes for a
# prediction. (Choosing among six candidates cost six trainings, for both methods.)
#
# Five *untuned* plain networks would not be a fair opponent: at the learning rate 0.003 each of them learns
# most of the wrong labels.

# %% [markdown]
# ### What does the spread tell?
#
# *Before you run the cell:* will the masks disagree more where the network is wrong? And does the spread
# tell more than the network's own uncertainty, $1 - \max_k p_k$, from a single pass without dropout?


# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the chance that a wrong prediction has a higher score than a right one.
def separation(score, right):
    """Chance that a wrong prediction has a higher score than a right one, for each seed."""
    ranks = stats.rankdata(score, axis=-1)
    n_wrong = np.sum(~right, axis=-1)
    above = np.sum(ranks * ~right, axis=-1) - n_wrong * (n_wrong + 1) / 2
    return above / (n_wrong * np.sum(right, axis=-1))


# %% tags=["experiment"]
spreads, columns = {}, {"": [], "by spread, %": [], "by 1 - max p, %": [], "difference": []}
for noise in (0.0, 0.2):
    network, (X_test, y_test) = fair[noise]["dropout"].network, data[noise][2]
    X_test, y_test = X_test[:, :500], y_test[:, :500]
    rngs = [np.random.default_rng([seed, 4]) for seed in SEEDS]
    mean, std = nn.mc_predict(network, X_test, 30, rngs)
    chosen = mean.argmax(axis=-1)
    spread = np.take_along_axis(std, chosen[..., None], axis=-1)[..., 0]
    right = chosen == y_test
    spreads[noise] = {"right predictions": spread[right], "wrong predictions": spread[~right]}
    one, other = separation(spread, right), separation(1 - network(X_test).max(axis=-1), right)
    values = LABELS[noise], 100 * one.mean(), 100 * other.mean(), plus_minus(one, other)
    for column, value in zip(columns.values(), values, strict=True):
        column.append(value)
print("pairs of a wrong and a right prediction in which the wrong one has the higher score:")
plots.table(columns, ".1f")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the figure.
ratio = [
    own["wrong predictions"].mean() / own["right predictions"].mean() for own in spreads.values()
]
fig, axes = plots.figures(
    f"The spread of wrong predictions is {ratio[0]:.1f} times that of right ones;\n"
    f"if the network learned from wrong labels, {ratio[1]:.1f} times",
    [(f"spread of the chosen class ({LABELS[noise]})", "share") for noise in spreads],
    size=(9, 4),
    sharey=True,
)
for ax, own in zip(axes, spreads.values(), strict=True):
    plots.shares(ax, own, np.linspace(0, 0.5, 26))
axes[0].legend()
plots.show(
    fig,
    "Distribution of the Monte Carlo spread for right and wrong predictions. With right labels most "
    "right predictions have a small spread and wrong ones a larger one. With wrong labels in the "
    "training data the two distributions overlap a good deal.",
)

# %% [markdown]
# With right labels the spread is a useful warning: wrong predictions have more of it. But a single pass with
# all units gives a better one, $1 - \max_k p_k$. With wrong labels in training the spread of the chosen class
# is no warning here (50 % would be guessing), while $1 - \max_k p_k$ still is. These networks are unsure about
# most images, and where the chosen class has a small probability, there is less room for it to vary.
#
# The paper that introduced Monte Carlo dropout (Gal and Ghahramani, 2016) reads the spread as the uncertainty of a
# Bayesian model. Whether it serves your purpose is a question for an experiment like this one: the thinned networks
# can agree and still be wrong.

# %% [markdown]
# ## 7.6 Units that do not rely on each other
#
# The oldest explanation of dropout: a unit that can't count on its neighbours learns something that is useful
# alone, and so the units become redundant. We can test that. We take the tuned networks that learned from
# *right* labels, where both methods are about equally accurate, and switch off random units of the trained
# networks.
#
# *Before you run the cell:* how much accuracy is left without half of the units?

# %% tags=["experiment"]
X_test, y_test = (part[:, :500] for part in data[0.0][2])
removed, left = np.array([0, 0.1, 0.3, 0.5, 0.7, 0.9]), {}
for name, outcome in fair[0.0].items():
    h, params, scores = hidden(outcome.network, X_test), outcome.network.params, []
    for repeat in range(3):  # the same units for both methods
        order = np.random.default_rng(repeat).random((len(SEEDS), 1, 256)).argsort(axis=-1)
        kept = [h * (order >= share * 256) for share in removed]
        logits = [part @ params["W2"] + params["b2"][:, None] for part in kept]
        scores.append([nn.accuracy(z, y_test) for z in logits])
    left[name] = np.mean(scores, axis=0)  # share removed, seed

area = {name: np.trapezoid(values, removed, axis=0) / removed[-1] for name, values in left.items()}
print(f"mean over the curve, dropout minus plain: {plus_minus(area['dropout'], area['plain'])}")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the figure.
half = int(np.flatnonzero(removed == 0.5)[0])
fig, ax = plots.figure(
    f"Without half of the units, dropout minus plain:\n"
    f"{plus_minus(left['dropout'][half], left['plain'][half])} points of accuracy",
    "hidden units switched off (%)",
    "accuracy on new images (%)",
)
means = {name: 100 * values.mean(axis=1) for name, values in left.items()}
plots.curves(
    ax, 100 * removed, means, halves={name: 100 * half_widths(own) for name, own in left.items()}
)
ax.legend(loc="lower left")
plots.show(
    fig,
    "Accuracy against the share of hidden units that are switched off, with and without dropout in "
    "training, with 95 % intervals. "
    + "; ".join(
        f"{name} without half of the units: {own[half]:.1f} %" for name, own in means.items()
    ),
)

# %% [markdown]
# The claim of redundancy holds here: networks trained with dropout lose less. (With all units on, the two
# methods are about equally accurate, so redundancy alone gains nothing on these data.)

# %% [markdown]
# ## 7.7 Which rates, and at what price?
#
# One article advises rates of 0.1 to 0.2 on the inputs and 0.4 to 0.5 on hidden units. Two questions: how far
# from the best is this advice? And does the best depend on how many labels are wrong? The advised network
# (0.2 and 0.5) chooses among six learning rates. The other one keeps the learning rate 0.003 and chooses among
# six pairs of rates. Both choose on validation rows; the first ten seeds.
#
# *Before you run the cell:* will the advice be closer to the best with right labels or with wrong ones?

# %% tags=["experiment"]
INPUTS, HIDDEN = (0.0, 0.2, 0.4), (0.5, 0.8)
PAIR = (nn.Dropout(0.2), nn.Dense(256), nn.ReLU(), nn.Dropout(0.5), nn.Dense(10))
chosen_rates = {}
for noise in (0.0, 0.4):
    advised, chosen = (f"{kind}, {100 * noise:.0f} % wrong" for kind in ("advised", "chosen"))
    candidates = {
        advised: {"lr": (5e-4, 1e-3, 2e-3, 3e-3, 5e-3, 1e-2)},
        chosen: {"rate": [(a, b) for a in INPUTS for b in HIDDEN]},
    }
    recipes = {name: nn.Recipe(PAIR, ADAM) for name in candidates}
    train, validation, test = (tuple(part[:10] for part in own) for own in data[noise])
    chosen_rates[noise] = nn.run_table(
        recipes, train, test, validation=validation, tune=candidates, seeds=few, **RUN
    )
    print(chosen_rates[noise])
    for name in candidates:
        print(f"{name}: {dict(chosen_rates[noise].chosen(name))}")
    print()

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the figure.
apart = {noise: table.gain(list(table)[1]) for noise, table in chosen_rates.items()}
fig, axes = plots.figures(
    "Chosen rates against the advised 0.2 and 0.5, in points of test accuracy:\n"
    + "; ".join(
        f"{LABELS[n]} {d:+z.1f} [{lo:+z.1f}, {hi:+z.1f}]" for n, (d, lo, hi) in apart.items()
    ),
    [(f"rate on the hidden units ({LABELS[noise]})", "rate on the inputs") for noise in apart],
    size=(9.6, 3.8),
)
texts = []
for ax, (noise, table) in zip(axes, chosen_rates.items(), strict=True):
    grid = 100 * table[list(table)[1]].validation.mean(axis=0).reshape(len(INPUTS), len(HIDDEN))
    texts.append(f"{LABELS[noise]}: {plots.value_grid(ax, grid, INPUTS, HIDDEN)}")
plots.show(
    fig,
    "Accuracy on validation rows, in percent, for three rates on the inputs and two on the hidden "
    "units. " + ". ".join(texts),
)

# %% [markdown]
# (The column "untuned gain" is 0 because, before tuning, both are the same network: rates 0.2 and 0.5, learning rate
# 0.003.)
#
# The answers: in both cases the chosen rates are about one point ahead of 0.2 and 0.5 (the upper end of the advice;
# 0.1 and 0.4 were not tried), but with wrong labels the interval is wide and begins near 0. The chosen rates differ
# from the advice in opposite directions: with right labels most seeds chose no dropout on the inputs; with two in five
# labels wrong, most chose a larger rate than the advised one, on the inputs or on the hidden units. So the rates that
# validation chooses do depend on how much there is to overfit. A rule of thumb is a place to start from. Choose the
# rates by validation, like any other strength.

# %% [markdown]
# ### Is dropout free?
#
# The same article says that dropout comes without additional computations. We measure one epoch, in turns,
# with and without dropout, and take the fastest of several. For our networks it is an epoch of all 20 at once;
# for Keras, of one network.

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: clocks for an epoch with our networks, and with one in Keras.
X_train, y_train = data[0.2][0]


def our_epochs(layers, epochs=5):
    """Seconds of an epoch of twenty networks."""
    rngs = [np.random.default_rng(seed) for seed in SEEDS]
    twenty = nn.Network(layers, 64, rng=rngs)
    start = time.perf_counter()
    nn.fit(twenty, X_train, y_train, optimizer=ADAM, epochs=epochs, batch_size=50, rng=rngs)
    return (time.perf_counter() - start) / epochs


def keras_model(rate):
    """A small Keras model, trained for one epoch: the first one pays for the graph."""
    keras.utils.set_random_seed(0)
    dense = keras.layers.Dense
    layers = [keras.layers.Input((64,)), dense(256, activation="relu")]
    layers += [keras.layers.Dropout(rate)] if rate else []
    model = keras.Sequential([*layers, dense(10, activation="softmax")])
    model.compile(keras.optimizers.Adam(3e-3), "sparse_categorical_crossentropy")
    model.fit(X_train[0], y_train[0], epochs=1, batch_size=50, verbose=0)
    return model


def keras_epochs(model, epochs=5):
    """Seconds of an epoch of one network."""
    start = time.perf_counter()
    model.fit(X_train[0], y_train[0], epochs=epochs, batch_size=50, verbose=0)
    return (time.perf_counter() - start) / epochs


# %% tags=["experiment"]
clocks = {
    "ours, 20 networks": (our_epochs, PLAIN, DROPOUT),
    "Keras, 1 network": (keras_epochs, keras_model(0.0), keras_model(0.5)),
}
columns = {"": list(clocks), "ms without": [], "ms with dropout": [], "ratio": []}
for clock, without, with_dropout in clocks.values():
    seconds = np.min([(clock(without), clock(with_dropout)) for _ in range(3)], axis=0)
    columns["ms without"].append(1000 * seconds[0])
    columns["ms with dropout"].append(1000 * seconds[1])
    columns["ratio"].append(seconds[1] / seconds[0])
plots.table(columns, {"ms without": ".1f", "ms with dropout": ".1f", "ratio": ".2f"})
for name, outcome in {"plain": plain[0.0], "dropout": dropped[0.0]}.items():
    loss = outcome.history.loss.mean(axis=1)
    enough = int(np.argmax(loss < 0.1)) + 1
    print(f"{name:8} needs {enough} epochs until the training loss is below 0.1")
keras.backend.clear_session()

# %% [markdown]
# Random numbers cost time. How much of it you notice depends on what else an epoch does. (One small Keras model
# takes longer than twenty of our networks; with so much else to do, its ratio is noisy.) And a disturbed network
# reaches the same training loss later at the same learning rate. (Part of this is how it is measured: its
# training loss is taken with masks on, which makes it look worse than the network is.) Dropout also has a rate
# that you have to choose. It needs no parameters, but it is not free.

# %% [markdown]
# ## 7.8 Does dropout help a convolutional network?
#
# Networks for images mostly have **convolutional** layers. Such a layer slides a small window over the image,
# here 3 by 3 pixels, and applies the same weights at every place. Its output is a stack of images, one for each
# of 16 sets of weights, called **channels**. Pooling keeps the largest of 2 by 2 neighbours. At the end come
# dense layers, as before. Where does dropout go?
#
# - **Units of the dense layer:** ordinary dropout, just before the last layer. This is the usual place.
# - **Channels:** neighbours in a channel are similar, so a dropped pixel is easily replaced by the ones beside
#   it. `nn.Dropout(rate, channels=True)` drops whole channels (in Keras `layers.SpatialDropout2D(rate)`).
#
# ### A convolutional network on digits, with every fifth label wrong
#
# Each method has four candidates; the first ten seeds.
#
# *Before you run the cell:* will it be as in 7.2?

# %% tags=["experiment"]
HEAD = (nn.Flatten(), nn.Dense(64), nn.ReLU())
CONV_2D = (nn.Reshape((8, 8, 1)), nn.Conv2D(16, 3), nn.ReLU(), nn.MaxPooling2D(2))
stacks = {
    "convnet": (*CONV_2D, *HEAD, nn.Dense(10)),
    "convnet, dropout of units": (*CONV_2D, *HEAD, nn.Dropout(0.5), nn.Dense(10)),
}
candidates = {
    "convnet": {"lr": (5e-4, 1e-3, 2e-3, 3e-3)},
    "convnet, dropout of units": {"rate": (0.3, 0.5), "lr": (1e-3, 2e-3)},
}
recipes = {name: nn.Recipe(layers, ADAM) for name, layers in stacks.items()}
train, validation, test = (tuple(part[:10] for part in own) for own in data[0.2])
table = nn.run_table(recipes, train, test, validation=validation, tune=candidates, seeds=few, **RUN)
print(table)
for name in recipes:
    print(f"{name} chose", dict(table.chosen(name)))

# %% [markdown]
# Much of it is as in 7.2: most of the gain at the learning rate 0.003 is gone when both are tuned. But
# something is left: look at the interval of the tuned gain.
#
# ### A convolutional network on MNIST-1D, with right labels
#
# Digits of 8 by 8 pixels are easy, and 200 rows leave little to learn from. MNIST-1D (Greydanus and Kobak,
# 2024) is harder: each row has 40 numbers, a curve that has one of ten shapes, shifted, stretched and noisy. Its
# generator draws new rows for each seed, so these intervals don't depend on one data set. We take 500 training
# rows with right labels, ten seeds and 25 epochs. There are four methods: a convolutional network without dropout,
# with dropout of units (rate 0.5), with dropout of channels (rate 0.1), and our dense network. Each chooses among
# the same four learning rates.
#
# *Before you run the cell:* rank the four.

# %% tags=["experiment"]
CONV_1D = (
    *(nn.Reshape((40, 1)), nn.Conv1D(16, 5), nn.ReLU(), nn.MaxPooling1D(2)),
    *(nn.Conv1D(16, 3), nn.ReLU(), nn.MaxPooling1D(2)),
)
stacks = {
    "convnet": (*CONV_1D, *HEAD, nn.Dense(10)),
    "dropout of units": (*CONV_1D, *HEAD, nn.Dropout(0.5), nn.Dense(10)),
    "dropout of channels": (*CONV_1D, nn.Dropout(0.1, channels=True), *HEAD, nn.Dense(10)),
    "dense network": PLAIN,
}
candidates = {name: {"lr": (3e-3, 1e-2, 2e-2, 4e-2)} for name in stacks}
recipes = {name: nn.Recipe(layers, ADAM) for name, layers in stacks.items()}
rows = [
    [datasets.make_mnist1d(n, rng=np.random.default_rng([seed, n])) for seed in few]
    for n in (500, 200, 1000)
]
train, validation, test = (tuple(map(np.array, zip(*part, strict=True))) for part in rows)
convnets = nn.run_table(
    recipes,
    train,
    test,
    validation=validation,
    tune=candidates,
    seeds=few,
    epochs=25,
    batch_size=50,
)
print(convnets)
for name in recipes:
    print(f"{name} chose", dict(convnets.chosen(name)))

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the figure.
(units, *_), (channels, *_) = (
    convnets.gain(f"dropout of {what}") for what in ("units", "channels")
)
fig, ax = plots.figure(
    f"Over the same convolutional network, both tuned, dropout of units gains\n"
    f"{units:+z.1f} points, and dropout of channels {channels:+z.1f}",
    "accuracy minus that of the convolutional network without dropout (points, 95 % interval)",
    "",
    size=(8.4, 3.4),
)
plots.tuned_gains(ax, convnets)
plots.show(
    fig,
    "Gain over the convolutional network without dropout, tuned: "
    + "; ".join(
        "{}: {:+z.1f} [{:+z.1f}, {:+z.1f}] points".format(name, *convnets.gain(name))
        for name in list(stacks)[1:]
    ),
)

# %% [markdown]
# Here dropout of units gains a lot, and the gain is still there when all are tuned. Dropout of channels gains less;
# look at its interval. (Look at the choices, too: the networks without dropout may choose the largest learning rate
# that they had, 0.04, more often than those with dropout; larger ones were not tried.) The dense network is far
# behind: it would have to learn each shape at each place, while the convolutional layers look for the same pieces
# everywhere. So the question "does dropout help?" has no single answer: hardly at all for the dense network on digits,
# and clearly here. Only a fair comparison on your own data tells. (With more rows, or more than 25 epochs, the numbers
# would be different.)
#
# How is it for larger images and networks? We only quote results. Srivastava and others (2014) report for
# photos of house numbers a test error of 3.02 % with dropout in the dense layers, and 2.55 % with dropout in
# the convolutional layers as well. Ghiasi and others (2018) write that newer convolutional networks rarely use
# dropout, and propose to drop whole regions of the channels.

# %% [markdown]
# ## 7.9 Why?
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
# probability of staying; a wrong scale in either mode breaks that. The NLL against a reference layer sees only a
# scale that is far off (section 7.3); accuracy hardly changes when all activations are multiplied by one factor.
#
# **Marking scheme.** 1 point for the explanation (masks on in training, off in validation; "averaged over an epoch
# while the weights move" alone is half a point). 1 point for "it tests whether backward fits forward, not whether
# forward is right". 1 point for a check that sees the scale (mean over masks against inference; survivors equal
# x / (1 - rate); identity at inference for inverted dropout), *with* a reason; the NLL against a reference layer
# with a reason is half a point. No point for accuracy or for "look at the loss".
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
# | dropout of channels | one draw per channel | `nn.Dropout(rate, channels=True)` | `layers.SpatialDropout2D(rate)` | as above |
# | Monte Carlo dropout | (7.7) | `mc_predict` | `model(X, training=True)` | std with $1/T$ |
#
# - Dropout makes memorizing hard. How much it gains depends on what there is to memorize, and on what the
#   network without dropout may choose. Tune both before you compare: for the dense network on digits the gain
#   went away; for the convolutional network a little was left on digits, and a lot on MNIST-1D.
# - One pass with all units approximates the average over masks; for linear layers the two are equal.
# - A gradient check cannot see a wrong scale in the forward pass, and accuracy hardly can. Compare training with
#   inference.
# - Test at rates other than 0.5.
#
# **Further reading.** N. Srivastava and others, *Dropout: a simple way to prevent neural networks from
# overfitting* (2014); they often combine it with max-norm constraints on the weights. P. Baldi, P. Sadowski,
# *Understanding dropout* (2013). Y. Gal, Z. Ghahramani, *Dropout as a Bayesian approximation* (2016). D.
# Warde-Farley and others, *An empirical analysis of dropout in piecewise linear networks* (2014). D. Arpit and
# others, *A closer look at memorization in deep networks* (2017). Z. Liu and others, *Dropout reduces
# underfitting* (2023): compared with no dropout, dropout used only early in training lowers the final training
# loss of models that underfit. G. Ghiasi, T.-Y. Lin, Q. Le, *DropBlock: a regularization method for
# convolutional networks* (2018).
