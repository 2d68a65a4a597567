# %% [markdown]
# # Lesson 6. Penalties in networks
#
# **By the end you can**
#
# - add L1 and L2 penalties to the loss of a network and to its gradient;
# - tell a fair comparison with the network without a penalty from an unfair one;
# - say where an L2 penalty and weight decay do the same, and where they differ;
# - get weights that are exactly zero, and say when an L1 penalty does that;
# - use regularizers in Keras with the strength that you mean, and read its losses.
#
# **Time** about 130 minutes; the end of 6.3 is a good place for a break. **Before this** lessons 3
# (soft threshold) and 5 (choosing `lam`), and an idea of what a gradient step is.
#
# Each exercise ends with a check. A cross comes with the smallest case that fails and a hint;
# `example("weight_penalties.penalty")` then hands you the inputs of that case. `nn` holds the course's
# reference solutions. The figures use them, so they work before your own functions do. (Cells that compare
# *your* function with the library need your answer, and so do the training cells of 6.5.) The next cell takes a
# few seconds: it starts Keras.

# %% jupyter={"source_hidden": true}
# Folded: the imports of this lesson
import timeit

import numpy as np
import scipy.sparse

from reglab import compare, datasets, linear, nn, plots
from reglab.checks import check, example, predict, reveal
from reglab.quiet import quiet_start

with quiet_start():
    import keras

# %% [markdown]
# ## 6.0 Wrong labels
#
# We have images of handwritten digits, 8 by 8 pixels, and a network with one hidden layer:
#
# $$p = \text{softmax}\bigl(\max(x W_1 + b_1, 0)\, W_2 + b_2\bigr), \qquad
# W_1: 64 \times 256, \quad W_2: 256 \times 10. \tag{6.1}$$
#
# That makes about 19,000 weights for 200 training images. The drawing shows this network with only a few of its
# units; a penalty acts on the lines, the weights.

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: a drawing of a network
plots.drawing("network")

# %% [markdown]
# There is one more difficulty: a fifth of the 200 labels are wrong, as if they had been typed in a hurry.
#
# The experiments of 6.0 to 6.4 train 20 such networks at once, one for each seed. Each seed draws different
# images, different wrong labels and different initial weights: 200 images for training, 200 for validation (also
# with a fifth of the labels wrong), and 500 new images with right labels. Methods are compared seed by seed, and
# intervals are 95 % intervals. They hold for this data set: the images of all seeds come from the same 1,797.

# %% tags=["experiment"]
digits = datasets.load_digits()
SEEDS, LAYERS = range(20), (nn.Dense(256), nn.ReLU(), nn.Dense(10))


def divided(noise):
    """Rows for training, validation and testing, (X, y) each, for every seed."""
    sizes = (200, 200, 500)
    return datasets.split_seeds(digits.X / 16, digits.y, sizes, seeds=SEEDS, noise=noise)


def trained(recipes, train, test, **options):
    """A table of trained networks, one outcome for each recipe."""
    return nn.run_table(recipes, train, test, seeds=SEEDS, epochs=60, batch_size=32, **options)


# %% [markdown]
# *Before you run the cell:* what will the network answer, in the end, for the *training* images whose
# label is wrong?

# %% tags=["experiment"]
ADAM = nn.Adam(3e-3)
noisy_train, noisy_validation, test = divided(0.2)
clean_train, clean_validation, _ = divided(0.0)  # the same rows with their right labels
(X_train, given), (_, right) = noisy_train, clean_train


def images(chosen):
    """Some of the training images, as many for every seed, and their given labels."""
    return X_train[chosen].reshape(20, -1, 64), given[chosen].reshape(20, -1)


watched = {
    "training images with a right label": images(given == right),
    "training images with a wrong label": images(given != right),
    "new images": test,
}
agreement = {}
for name, part in watched.items():
    plain = trained({"plain": nn.Recipe(LAYERS, ADAM)}, noisy_train, test, validation=part)["plain"]
    agreement[name] = 100 * plain.history.val_accuracy
plots.memorized_labels(agreement)

# %% [markdown]
# The network learns right labels first, because images of one digit help each other. It learns the wrong ones
# by heart, each on its own, and meanwhile it gets worse on new images. To give 40 images another label than
# similar images have, its function has to bend, and that takes large weights. So one idea is to make weights
# cost something.

# %% [markdown]
# ## 6.1 The price of a weight
#
# As in lessons 2 to 4, but with the weights of all layers:
#
# $$\text{loss} = \frac1n \sum_{i=1}^n -\log p_{i, y_i} \;+\; P, \qquad
# P = \sum_{w \in W_1, W_2, \dots} \Bigl( l_1 |w| + \frac{l_2}{2} w^2 \Bigr). \tag{6.2}$$
#
# The first part is the **cross-entropy**, averaged as in lesson 5. The strengths $l_1$ and $l_2$ are the
# arguments `l1` and `l2`. Where there is only one penalty, we call its strength `lam` ($\lambda$ in
# formulas), as before. The sum goes over the **weights**, not over the **biases** $b_1, b_2$. A bias shifts
# what goes into the activation of a unit; it does not make the network more sensitive to its inputs, and
# shrinking it would only pull predictions to an arbitrary level, as with the intercept in lesson 2. As in lessons
# 2 and 3, you can also read a penalty as a prior: L2 corresponds to a normal prior for the weights, L1 to a
# Laplace prior.
#
# The parameters of a network come as a dict from names to arrays: `"W1"`, `"b1"`, `"W2"`, `"b2"`, perhaps
# `"gamma1"` for the scale of a normalization, and so on for more layers.
#
# ### Exercise 6.1
#
# Write `penalty`, the $P$ of (6.2). Only parameters whose name starts with a capital `W` are penalized:
# `W10` and `W_out` are, `skipW` and `w1` are not. There is at least one of them, and all of them are
# matrices. They may hold whole numbers.


# %% nbgrader={"grade_id": "06-penalty", "solution": true}
def penalty(params, l1, l2):
    """The penalty (6.2) of a network.

    params : dict of arrays, such as {"W1": ..., "b1": ..., "W2": ..., "b2": ...}
    l1 : float, the strength of the L1 part
    l2 : float, the strength of the L2 part
    Returns a number.
    """
    ### BEGIN SOLUTION
    weights = [value for name, value in params.items() if name.startswith("W")]
    return sum(l1 * np.sum(np.abs(W)) + l2 / 2 * np.sum(W**2) for W in weights)
    ### END SOLUTION


# %% nbgrader={"grade_id": "06-penalty-check", "grade": true}
check("weight_penalties.penalty")

# %% nbgrader={"grade_id": "06-penalty-hidden", "grade": true}
# The graded check of Exercise 6.1 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("weight_penalties.penalty")
### END HIDDEN TESTS

# %% [markdown]
# ## 6.2 Its gradient
#
# Backpropagation gives the gradient of the first part of the loss. The gradient of the penalty is simply
# added. Away from 0,
#
# $$\frac{\partial P}{\partial w} = l_1\, \text{sign}(w) + l_2\, w. \tag{6.3}$$
#
# So L2 pulls at each weight in proportion to its size, and L1 pulls at all weights with the same force. At
# $w = 0$ the function $|w|$ has a kink and no slope. We take 0 there: a weight that is 0 should be left
# alone.
#
# ### Exercise 6.2
#
# Write `penalty_grad`. It returns a dict with *the same names* as `params`, and arrays of the same shapes:
# the training loop adds the two dicts entry by entry. A parameter that is not penalized gets an array of zeros.
# As in 6.1, the arrays may hold whole numbers; the gradient must be able to hold fractions.


# %% nbgrader={"grade_id": "06-penalty-grad", "solution": true}
def penalty_grad(params, l1, l2):
    """The gradient (6.3) of the penalty, with 0 for |w| at w = 0.

    params : dict of arrays, such as {"W1": ..., "b1": ..., "W2": ..., "b2": ...}
    l1 : float, the strength of the L1 part
    l2 : float, the strength of the L2 part
    Returns a dict with the names and shapes of params.
    """
    ### BEGIN SOLUTION
    return {
        name: l1 * np.sign(value) + l2 * value if name.startswith("W") else np.zeros_like(value)
        for name, value in params.items()
    }
    ### END SOLUTION


# %% nbgrader={"grade_id": "06-penalty-grad-check", "grade": true}
check("weight_penalties.penalty_grad")

# %% nbgrader={"grade_id": "06-penalty-grad-hidden", "grade": true}
# The graded check of Exercise 6.2 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("weight_penalties.penalty_grad")
### END HIDDEN TESTS

# %% [markdown]
# ### How strong?
#
# A penalty that is too weak does nothing. What does one that is too strong do? We train with several strengths,
# with right labels and with a fifth of them wrong, always with Adam at a learning rate of 0.003.
#
# *Before you run the cell:* sketch what the penalty gains on new images against its strength, for both kinds
# of labels. (About 10 seconds.)

# %% tags=["experiment"]
L2S, L1S = (1e-3, 3e-3, 1e-2, 3e-2, 1e-1), (3e-4, 1e-3, 3e-3, 1e-2)
plain = {"plain": nn.Recipe(LAYERS, ADAM)}
l2 = {("L2", lam): nn.Recipe(LAYERS, ADAM, l2=lam) for lam in L2S}
l1 = {("L1", lam): nn.Recipe(LAYERS, ADAM, l1=lam) for lam in L1S}
tables = {
    "a fifth wrong": trained(plain | l2 | l1, noisy_train, test),
    "right labels": trained(plain | l2, clean_train, test),
}
plots.penalty_strengths(tables, {"L2": L2S, "L1": L1S})

# %% [markdown]
# With wrong labels, the gain rises to a maximum and then falls. To the right of the maximum the network is
# **over-regularized**: the penalty keeps it from learning even what is right. With right labels, none of these
# strengths gains anything worth mentioning: a weak L2 penalty changes almost nothing, and a strong one costs
# accuracy.
#
# ### What remains against a tuned network?
#
# The figure seems to confirm an article that this course started from, which calls L2 "particularly
# effective". But two things in it favour the penalties:
#
# - Their best strength was picked on the same new images on which we read its gain.
# - The plain network picked nothing. We set its learning rate and its number of epochs, and we knew from 6.0
#   that it memorizes the wrong labels with them.
#
# A fair comparison gives each method, *the plain one included*, equally many candidates. Here each has six: the plain
# network tries six learning rates, the others try two rates with three strengths each. For every seed, each method
# takes the candidate that is best on the validation images. The new images are read once, at the end.
#
# We also try a limit instead of a price, a **max-norm constraint**: after each step, if the weights that go into
# a unit (a column $w$ of $W_1$ or $W_2$) have a norm above $c$, they are scaled back to that norm, $w \leftarrow
# w \min(1, c / \lVert w \rVert)$. Weights within the limit cost nothing.
#
# *Before you run the cell:* with a fifth of the labels wrong, how many points of its gain will L2 keep? (About
# 20 seconds.)

# %% tags=["experiment"]
RATES = (3e-4, 1e-3)
fair = trained(
    {
        "plain": nn.Recipe(LAYERS, ADAM),
        "L2": nn.Recipe(LAYERS, ADAM, l2=1e-2),
        "L1": nn.Recipe(LAYERS, ADAM, l1=1e-3),
        "max norm": nn.Recipe(LAYERS, ADAM, max_norm=1.0),
    },
    noisy_train,
    test,
    validation=noisy_validation,
    tune={
        "plain": {"lr": (1e-4, 2e-4, 4e-4, 8e-4, 1.6e-3, 3e-3)},
        "L2": {"lr": RATES, "l2": (3e-3, 1e-2, 3e-2)},
        "L1": {"lr": RATES, "l1": (5e-4, 1e-3, 2e-3)},
        "max norm": {"lr": RATES, "max_norm": (1.0, 2.0, 4.0)},
    },
)
print(fair)

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: drawing of the figure
fig, ax = plots.figure(
    "Gain over the plain network, a fifth of the labels wrong:\n"
    f"L2 {fair.untuned.gain('L2')[0]:+.1f} points untuned, {fair.gain('L2')[0]:+.1f} points tuned\n",
    "gain in accuracy on new images (points)",
    "",
)
plots.tuned_gains(ax, fair)
plots.show(
    fig,
    "Gains in accuracy over the plain network with 95 % intervals, for L2, L1 and max norm. "
    + ". ".join(
        f"{name}: {fair.untuned.gain(name)[0]:+.1f} untuned, {fair.gain(name)[0]:+.1f} tuned"
        for name in ("L2", "L1", "max norm")
    )
    + ".",
)

# %% [markdown]
# **Which of the two gains would you report?** Decide before you read on.
#
# Both are measured correctly, but they answer different questions. The untuned gain holds for one learning rate: if
# you have to train this network on such labels for 60 epochs at 0.003, add a penalty. The tuned gain answers what
# people mean when they ask whether a penalty helps: does it achieve something that a good learning rate does not? That
# is the one to report. Here little or nothing is left of the gain. The intervals say how large a gain or a loss could
# still be. (Equally many candidates are not always equally good ones. A method that often chooses at the edge of its
# candidates might do better with others.)
#
# The same table compares the penalties with each other. Two of the articles say that L2 is usually better than
# L1:

# %% tags=["experiment"]
diff, low, high = fair.gain("L2", over="L1")
print(f"L2 minus L1, both tuned: {diff:+.2f} points, interval from {low:+.2f} to {high:+.2f}")

# %% [markdown]
# If the interval includes 0, these data do not support that.
#
# How can a learning rate replace a penalty? Look at the wrong labels of the training images. *Before you run
# the cell:* how many of them does the plain network repeat after 60 epochs at its chosen rate?


# %% tags=["experiment"]
def repeated(outcome):
    """Percentage of the wrong training labels that the networks of all seeds repeat."""
    answers = outcome.network(X_train).argmax(axis=-1)
    return 100 * np.mean((answers == given)[given != right])


def mean_square(outcome):
    """Mean of the squared weights, of all layers and seeds."""
    weights = [W.ravel() for name, W in outcome.network.params.items() if name.startswith("W")]
    return np.mean(np.concatenate(weights) ** 2)


outcomes = {"plain, at 0.003": fair.untuned["plain"]}
outcomes |= {f"{name}, tuned": outcome for name, outcome in fair.items()}
plots.table(
    {
        "": list(outcomes),
        "mean squared weight": [mean_square(own) for own in outcomes.values()],
        "wrong labels repeated (%)": [repeated(own) for own in outcomes.values()],
        "right on new images (%)": [100 * own.accuracy.mean() for own in outcomes.values()],
    },
    {"mean squared weight": ".4f"}
    | {f"{kind} (%)": ".1f" for kind in ("wrong labels repeated", "right on new images")},
)

# %% [markdown]
# With small steps, 60 epochs end before the network has learned the wrong labels. (Compare the first two lines:
# the network that learned them has larger weights.) So a small learning rate regularizes, too, and so does
# stopping early (lesson 10). All these methods keep the network from learning labels by heart. Once one of them
# does that, little is left for another.
#
# ### How much luck is in one run?
#
# *Before you run the cell:* with right labels, a weak L2 penalty changes almost nothing on average. What would
# you have seen with only one of our 20 seeds?

# %% tags=["experiment"]
weak = tables["right labels"]
single = 100 * (weak["L2", L2S[0]].accuracy - weak["plain"].accuracy)
diff, low, high = weak.gain(("L2", L2S[0]))
print(f"L2 = {L2S[0]}, right labels, gain in points")
print(f"  20 seeds:      {diff:+.2f}, interval from {low:+.2f} to {high:+.2f}")
print(f"  a single seed: anything from {single.min():+.1f} to {single.max():+.1f}")

# %% [markdown]
# Many tutorials compare regularizers with one run each, find that one "improves" the accuracy by a few
# tenths of a point and another one does not, and draw conclusions. The last line shows how much of such a
# difference can be luck.

# %% [markdown]
# ### What a penalty cannot do
#
# At the minimum of "fit + penalty", can the *training* error be smaller than without the penalty? No: the
# minimum without a penalty is, by definition, the smallest possible training error. A larger `lam` gives
# smaller weights and a worse training fit. We look at ridge, where we can compute the minimum exactly.

# %% tags=["experiment"]
diabetes = datasets.load_diabetes()
lams = np.array([0.0, 0.01, 0.1, 1.0, 10.0])
W, b = linear.ridge_svd_path(diabetes.X, diabetes.y, lams)
errors = np.mean((diabetes.y[:, None] - diabetes.X @ W.T - b) ** 2, axis=0)
for lam, error in zip(lams, errors, strict=True):
    print(f"ridge, lam = {lam:5g}: training error {error:8.1f}")
print("never falls as lam grows:", bool(np.all(np.diff(errors) >= 0)))

# %% [markdown]
# A network that was trained for 60 epochs is not at a minimum, so for it this holds only roughly. What counts
# is the error on *new* data, and that error may fall.

# %% [markdown]
# ## 6.3 Is L2 weight decay?
#
# **Predict.** Weight decay shrinks every weight by a fixed share in every step, $w \leftarrow (1 - \eta\lambda)\, w$,
# where $\eta$ is the learning rate `lr`. The step of the optimizer, which sees only the gradient of the cross-entropy,
# is added to that. (**Momentum** $\mu$ repeats a share of the last step: $u \leftarrow \mu u - \eta g$, then $w
# \leftarrow w + u$. **Adam** divides each gradient by its usual size.) With which optimizers does an L2 penalty do the
# same as weight decay?
#
# - `"a"`: With all: they are two names of one thing.
# - `"b"`: With SGD, with or without momentum; not with Adam.
# - `"c"`: With SGD without momentum only.
#
# Replace the last two lines of the next cell by your choice, for example `decay_prediction = "a"`. You
# get the point for a choice, right or wrong.

# %% nbgrader={"grade_id": "06-predict-decay-choice", "solution": true}
decay_prediction = None
### BEGIN SOLUTION
decay_prediction = "c"
### END SOLUTION

# %% nbgrader={"grade_id": "06-predict-decay", "grade": true}
predict("weight_penalties.decay", decay_prediction)

# %% [markdown]
# `nn.sgd_step` takes one step. Its argument `l2` is the strength of an L2 penalty, whose gradient is added
# to the gradient; `wd` is the strength of weight decay.
#
# *Before you run the cell:* three steps from $w = 1$, where `lr`, the gradient of the cross-entropy, and
# `l2` or `wd` are all equal to 0.1. In which line will the two numbers agree?

# %% tags=["experiment"]
for momentum in (0.0, 0.9):
    ends = {}
    for kind in ("l2", "wd"):
        p, state = np.array([1.0]), None
        for _ in range(3):
            p, state = nn.sgd_step(p, np.array([0.1]), state, 0.1, momentum=momentum, **{kind: 0.1})
        ends[kind] = p[0]
    print(f"momentum {momentum}:  L2 penalty {ends['l2']:.4f}   weight decay {ends['wd']:.4f}")

# %% tags=["experiment"]
reveal("weight_penalties.decay")

# %% [markdown]
# In plain SGD, $w - \eta\,(g + \lambda w) = (1 - \eta\lambda)\, w - \eta\, g$: the same thing. Momentum
# repeats old gradients, and with them the penalty's. Loshchilov and Hutter pointed out what that means for
# **Adam**, which rescales gradients. Let $g$ be the gradient of the first part of the loss (6.2), the
# cross-entropy. Step number $t$ of Adam ($t = 1$ is the first) changes a parameter $p$ like this:
#
# $$h = g + l_2\, p, \qquad
# m \leftarrow 0.9\, m + 0.1\, h, \qquad
# v \leftarrow 0.999\, v + 0.001\, h^2, \tag{6.4}$$
#
# $$p \leftarrow p \;-\; \eta\, w_d\, p \;-\;
# \eta\, \frac{\sqrt{1 - 0.999^t}}{1 - 0.9^t} \cdot \frac{m}{\sqrt v + \varepsilon},
# \qquad \varepsilon = 10^{-7}. \tag{6.5}$$
#
# - $m$ and $v$ are running averages of gradients and of their squares. They start at 0, so at first they
#   are too small; the fraction with $t$ corrects that. Without penalty and decay the first step changes each
#   entry of $p$ by about $\eta$, whatever the size of $g$, if $0.03\,|g|$ is far above $\varepsilon$. (In that
#   step $\sqrt v$ is about $0.03\,|g|$.)
# - $l_2$ is the penalty: it goes **through** $m$ and $v$.
# - $w_d$ is **decoupled** weight decay: it acts on the old $p$ and does not enter the averages. Adam with
#   $w_d > 0$ is called AdamW.
#
# ### Exercise 6.3
#
# Write `adam_step` for one array `p` of any shape. What it has to remember from step to step goes into
# `state`: the form is up to you. It is `None` before the first step, and whatever you return comes
# back as `state` in the next one. Return a new array and a new state, and do not change `p`, `g` and the old
# state. `p` and `g` may hold whole numbers; the new `p` has fractions.
#
# (The algorithm in the original paper corrects $m$ and $v$ first and adds $\varepsilon$ to the root of the
# corrected $v$. For tiny gradients the result is different; the check accepts either form, with $\varepsilon =
# 10^{-7}$.)


# %% nbgrader={"grade_id": "06-adam-step", "solution": true}
def adam_step(p, g, state, lr, l2=0, wd=0):
    """One step of Adam, (6.4) and (6.5).

    p : array of any shape, the parameters
    g : array of the same shape, the gradient of the cross-entropy, without the penalty
    state : None before the first step, then what the step before returned
    lr : float, the learning rate
    l2 : float, the strength of the L2 penalty
    wd : float, the strength of the decoupled weight decay
    Returns the new p and the new state.
    """
    ### BEGIN SOLUTION
    m, v, t = (np.zeros_like(p), np.zeros_like(p), 0) if state is None else state
    h, t = g + l2 * p, t + 1
    m = 0.9 * m + 0.1 * h
    v = 0.999 * v + 0.001 * h**2
    size = lr * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
    return p - lr * wd * p - size * m / (np.sqrt(v) + 1e-7), (m, v, t)
    ### END SOLUTION


# %% nbgrader={"grade_id": "06-adam-step-check", "grade": true}
check("weight_penalties.adam_step")

# %% nbgrader={"grade_id": "06-adam-step-hidden", "grade": true}
# The graded check of Exercise 6.3 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("weight_penalties.adam_step")
### END HIDDEN TESTS

# %% [markdown]
# ### Does it agree with the library?
#
# `keras.optimizers.Adam` has no `l2`: in Keras the penalty belongs to the layers (section 6.5), and `g` already
# includes its gradient. `AdamW` has `weight_decay`. Its decay covers *all* parameters, biases too,
# unless you call `exclude_from_weight_decay(var_names=["bias"])` first.

# %% tags=["experiment"]
rng = np.random.default_rng(0)
start, grads = rng.normal(size=3), rng.normal(size=(5, 3))
for name, options in (("Adam", {}), ("AdamW", {"weight_decay": 0.5})):
    variable = keras.Variable(start)
    optimizer = getattr(keras.optimizers, name)(learning_rate=0.1, **options)
    optimizer.build([variable])
    p, state = start, None
    for g in grads:
        p, state = adam_step(p, g, state, 0.1, wd=options.get("weight_decay", 0))
        optimizer.apply([keras.ops.convert_to_tensor(g, dtype="float32")], [variable])
    print(f"{name:5s}  yours {np.round(p, 5)}   library {np.round(variable.numpy(), 5)}")

# %% [markdown]
# Now to the difference. Take two weights that start at 1. The cross-entropy pulls neither of them in any
# direction: their gradients are noise with mean 0. But the gradients of the second weight are ten times as
# large. *Before you run the cell:* which of the two does an L2 penalty shrink more, under Adam? And decay?

# %% tags=["experiment"]
rng, sizes = np.random.default_rng(0), np.array([1.0, 10.0])
paths = {}
for name, options in {"L2": {"l2": 1.0}, "decay": {"wd": 1.0}}.items():
    p, state, path = np.ones((20, 2)), None, []
    for _ in range(2000):
        p, state = nn.adam_step(p, sizes * rng.normal(size=p.shape), state, 1e-3, **options)
        path.append(p.mean(axis=0))
    paths[name] = np.array(path)
plots.shrinking_weights(paths, ["small gradients", "large gradients"])

# %% [markdown]
# With Adam the pull of an L2 penalty is divided by $\sqrt v$: weights with large gradients shrink much less.
# Decay shrinks all weights by the same share.
#
# ### Is AdamW better than Adam with L2?
#
# We compare the two on digits with a fifth of the labels wrong. Each of them chooses among six candidates, two
# learning rates and three strengths, on the validation images. *Before you run the cell:* what would you bet?
# (About 10 seconds.)

# %% tags=["experiment"]
decay = trained(
    {
        "Adam with L2": nn.Recipe(LAYERS, ADAM, l2=1e-2),
        "AdamW": nn.Recipe(LAYERS, nn.AdamW(3e-3, weight_decay=1.0)),
    },
    noisy_train,
    test,
    validation=noisy_validation,
    tune={
        "Adam with L2": {"lr": RATES, "l2": (3e-3, 1e-2, 3e-2)},
        "AdamW": {"lr": RATES, "weight_decay": (0.3, 1.0, 3.0)},
    },
)
print(decay, "\n")
for name in decay:
    choice, seeds = decay.chosen(name).most_common(1)[0]
    print(f"{name} was chosen most often with {choice}: by {seeds} of 20 seeds")

# %% [markdown]
# The tuned interval says how much better one of them may be on these digits. The untuned one compares two strengths
# that we wrote down, so it says little about the methods. The chosen strengths show something else: the numbers mean
# different things. Look at the last two lines above: the strength of decay is many times that of L2. Even the weakest
# decay on offer, 0.3, is ten times the strongest L2 penalty on offer, 0.03. So never carry a strength over from one
# method to the other.

# %% [markdown]
# ## 6.4 Exactly zero
#
# **Predict.** The lasso of lesson 3 made most weights exactly 0. We train our network with `l1 = 0.001`.
# How many of the roughly 19,000 weights are exactly 0 after training with this L1 penalty and Adam?
#
# - `"a"`: Most of them: that is what L1 is for.
# - `"b"`: None, or hardly any.
# - `"c"`: Those of the pixels that are always black, and few others.

# %% nbgrader={"grade_id": "06-predict-exact-zeros-choice", "solution": true}
zeros_prediction = None
### BEGIN SOLUTION
zeros_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "06-predict-exact-zeros", "grade": true}
predict("weight_penalties.exact_zeros", zeros_prediction)

# %% [markdown]
# A step along (6.3) subtracts $\eta\, l_1\, \text{sign}(w)$. A weight of 0.0003 that is pulled by 0.0005 ends
# at -0.0002, and in the next step it comes back. To stop *at* zero we need the **proximal step** of
# lesson 3. First take a gradient step on the cross-entropy alone, without the penalty. Call the result $W$.
# Then solve the penalty's part exactly:
#
# $$\text{prox}(W) = \arg\min_{U}\ \frac12 \lVert U - W \rVert^2 + t \sum |u|,
# \qquad t = \eta\, l_1. \tag{6.6}$$
#
# Mind the threshold: it is the learning rate *times* the strength, as far as a gradient step would have
# pulled.
#
# ### Exercise 6.4
#
# Write `prox_l1(W, t)`, the minimizer in (6.6), for an array `W` of any shape and a threshold `t`. Each
# entry can be solved alone. `W` may hold whole numbers; the result has fractions.


# %% nbgrader={"grade_id": "06-prox-l1", "solution": true}
def prox_l1(W, t):
    """The U that minimizes 1/2 * sum (U - W)^2 + t * sum |U|.

    W : array of any shape
    t : float, 0 or larger
    Returns an array of the shape of W.
    """
    ### BEGIN SOLUTION
    return np.sign(W) * np.maximum(np.abs(W) - t, 0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "06-prox-l1-check", "grade": true}
check("weight_penalties.prox_l1")

# %% nbgrader={"grade_id": "06-prox-l1-hidden", "grade": true}
# The graded check of Exercise 6.4 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("weight_penalties.prox_l1")
### END HIDDEN TESTS

# %% [markdown]
# We train with right labels and SGD: without a penalty, with the gradient of an L1 penalty, and with
# proximal steps for the same penalty. A fourth run uses the gradient with Adam. The histograms count the weights
# of the first three runs by size; the bars on the left are those that are exactly 0.

# %% tags=["experiment"]
SGD, strength = nn.SGD(0.5), 1e-3
sparse = trained(
    {
        "no penalty": nn.Recipe(LAYERS, SGD),
        "L1 by its gradient": nn.Recipe(LAYERS, SGD, l1=strength),
        "L1 by proximal steps": nn.Recipe(LAYERS, SGD, prox_l1=strength),
        "L1 by its gradient, Adam": nn.Recipe(LAYERS, ADAM, l1=strength),
    },
    clean_train,
    test,
)


def all_weights(outcome):
    """The size of each weight of all networks."""
    params = outcome.network.params
    return np.concatenate([np.abs(params[name]).ravel() for name in ("W1", "W2")])


weights = {name: all_weights(outcome) for name, outcome in sparse.items()}
plots.weight_sizes({name: weights[name] for name in list(weights)[:3]})
plots.table(
    {
        "": list(sparse),
        "exact zeros (%)": [100 * np.mean(own == 0) for own in weights.values()],
        "right on new images (%)": [100 * own.accuracy.mean() for own in sparse.values()],
    },
    ".2f",
)

# %% tags=["experiment"]
reveal("weight_penalties.exact_zeros")

# %% [markdown]
# The two L1 runs with SGD are about equally accurate, because they take the same steps except close to 0. But
# only proximal steps set the weights that the penalty has removed to exactly 0; with the gradient you would have
# to guess a threshold. Gradient steps make weights jump around 0 by as much as a step pulls, $\eta\, l_1 =
# 0.0005$: that is where the middle histogram has its edge. Printed with two decimals, these weights look like
# zeros: `0.00`.
#
# (Why SGD for the proximal steps? Adam gives every weight a learning rate of its own, so $t$ would have to
# differ from weight to weight, too.)
#
# ### Does L1 make the network smaller?
#
# Two articles recommend L1 for compressing a model. That needs exact zeros, so we use proximal steps, with several
# strengths. A hidden unit is in use if at least one weight into it and one weight out of it are left.
#
# There is a simpler way to get zeros: train without a penalty, then set the smallest weights to 0 (**pruning**).
# We delete as many weights of each layer as L1 did, and train no further.
#
# *Before you run the cells:* L1 and pruning set equally many weights to 0. Which network is better on new images?

# %% tags=["experiment"]
LESS, MORE = nn.Recipe(LAYERS, SGD, prox_l1=4e-4), nn.Recipe(LAYERS, SGD, prox_l1=2e-3)
others = trained({"L1 0.0004": LESS, "L1 0.002": MORE}, clean_train, test)
smaller = {
    "L1 0.0004": others["L1 0.0004"],
    "L1 0.001": sparse["L1 by proximal steps"],
    "L1 0.002": others["L1 0.002"],
}


def pruned(network, kept):
    """A copy in which the smallest weights are 0: of each layer as many as in `kept`."""
    network = network.copy()
    for name in ("W1", "W2"):
        for W, other in zip(network.params[name], kept.params[name], strict=True):
            W[np.abs(W) < np.quantile(np.abs(W), np.mean(other == 0))] = 0
    return network


full = sparse["no penalty"]
rivals = {
    name: nn.accuracy(pruned(full.network, own.network)(test[0]), test[1])
    for name, own in smaller.items()
}


# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the table of both ways to get zeros
def in_use(network):
    """Whether each hidden unit has weights into it and out of it."""
    W1, W2 = network.params["W1"], network.params["W2"]
    return np.any(W1, axis=1) & np.any(W2, axis=2)


def difference(name):
    """L1 minus pruned in points, with its interval, as text."""
    diff, low, high = compare.paired_ci(smaller[name].accuracy, rivals[name])
    return f"{100 * diff:+.1f} [{100 * low:+.1f}, {100 * high:+.1f}]"


plots.table(
    {
        "": list(smaller),
        "weights left (%)": [100 * np.mean(all_weights(own) > 0) for own in smaller.values()],
        "units in use": [in_use(own.network).sum(axis=1).mean() for own in smaller.values()],
        "L1, right (%)": [100 * own.accuracy.mean() for own in smaller.values()],
        "pruned, right (%)": [100 * own.mean() for own in rivals.values()],
        "L1 minus pruned": [difference(name) for name in smaller],
    },
    ".1f",
)
print(f"with all weights and no penalty: {100 * full.accuracy.mean():.1f} % right")

# %% [markdown]
# So zeros have a price. On average it is higher for L1 than for pruning; the intervals in the last column say how
# certain that is for each strength. (A likely reason for the higher price is that L1 also shrinks the weights that
# stay. Neither network was trained further without the deleted weights.)
#
# And what do zeros save? An array stores its zeros, too. A **sparse** matrix stores only the other entries, but
# each of them with its place, so an entry costs about twice as much. Or we delete the units and the pixels that
# are not in use, and store a smaller array. (A unit without incoming weights still outputs a constant,
# $\max(b_1, 0)$ for its entry of $b_1$. Before you delete it, add that constant times its outgoing weights to
# $b_2$.)
#
# *Before you run the cell:* which of these makes predictions faster? (The times are those of your machine, for
# the product $x W_1$ with 500 images and the weights of the first seed.)

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: measures kilobytes and milliseconds
X_500 = test[0][0].astype(np.float32)


def sizes_and_times(network):
    """Print the kilobytes of W1 and the milliseconds of X W1, for three ways to store W1."""
    W1, units = network.params["W1"][0], in_use(network)[0]
    pixels = np.any(W1, axis=1)
    part, compact = X_500[:, pixels].copy(), W1[np.ix_(pixels, units)]
    columns, stored = X_500.T.copy(), scipy.sparse.csr_array(W1.T)
    ways = {
        "all weights": (W1.nbytes, lambda: X_500 @ W1),
        "sparse matrix": (
            stored.data.nbytes + stored.indices.nbytes + stored.indptr.nbytes,
            lambda: stored @ columns,
        ),
        "units in use": (compact.nbytes, lambda: part @ compact),
    }
    times = [min(timeit.repeat(product, number=10, repeat=10)) / 10 for _, product in ways.values()]
    plots.table(
        {
            "": list(ways),
            "kilobytes": [size / 1e3 for size, _ in ways.values()],
            "milliseconds": [1e3 * time for time in times],
        },
        {"kilobytes": ".1f", "milliseconds": ".2f"},
    )


# %% tags=["experiment"]
for name, outcome in smaller.items():
    print(f"{name}:")
    sizes_and_times(outcome.network)

# %% [markdown]
# Zeros that are scattered over a matrix save memory only if more than half of the entries are 0. They save
# time only in a product that skips them. Such a product takes longer for each entry, so few entries must be
# left. Units and pixels that are not in use save both, but it takes a strong penalty to get them.

# %% [markdown]
# ## 6.5 In Keras
#
# In Keras a penalty belongs to a layer. `Dense(256, kernel_regularizer=keras.regularizers.L2(c))` adds
#
# $$c \sum w^2 \tag{6.7}$$
#
# over the layer's weights, its *kernel*. There is no factor 1/2. (`L1(c)` adds $c \sum |w|$, as we do. And
# the cross-entropy is averaged in Keras as it is here, so no factor $n$ comes in.)
#
# ### Exercise 6.5
#
# Write `keras_l2_from_lam(lam)`, the number $c$ for which (6.7) is our $\frac{\lambda}{2} \sum w^2$.


# %% nbgrader={"grade_id": "06-keras-l2-from-lam", "solution": true}
def keras_l2_from_lam(lam):
    """The c for which keras.regularizers.L2(c) is our penalty lam/2 * sum w^2.

    lam : float, 0 or larger
    Returns a number.
    """
    ### BEGIN SOLUTION
    return lam / 2
    ### END SOLUTION


# %% nbgrader={"grade_id": "06-keras-l2-from-lam-check", "grade": true}
check("weight_penalties.keras_l2_from_lam")

# %% nbgrader={"grade_id": "06-keras-l2-from-lam-hidden", "grade": true}
# The graded check of Exercise 6.5 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("weight_penalties.keras_l2_from_lam")
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise 6.6
#
# Write `build_mlp(reg)`. It returns a new Keras model, the network (6.1):
#
# - 64 inputs: begin with `keras.Input((64,))`, so that the weights exist at once;
# - a `Dense` layer of 256 units with ReLU, then a `Dense` layer of 10 units with softmax, both with biases;
# - `reg` penalizes the weights of **both** layers, and nothing else. It is a regularizer such as
#   `keras.regularizers.L2(0.005)`, or `None` for no penalty;
# - nothing else that changes the outputs, in training or later. ReLU and softmax may be layers of their own.
#   Whether the model is compiled already does not matter.
#
# The check looks at the shapes of the weights. Then it puts its own numbers into them, and looks at
# `sum(model.losses)` and at the outputs. It trains nothing.


# %% nbgrader={"grade_id": "06-build-mlp", "solution": true}
def build_mlp(reg):
    """The network (6.1) in Keras, with reg on the weights of both layers.

    reg : a Keras regularizer, or None
    Returns a keras.Model.
    """
    ### BEGIN SOLUTION
    return keras.Sequential(
        [
            keras.Input((64,)),
            keras.layers.Dense(256, activation="relu", kernel_regularizer=reg),
            keras.layers.Dense(10, activation="softmax", kernel_regularizer=reg),
        ]
    )
    ### END SOLUTION


# %% nbgrader={"grade_id": "06-build-mlp-check", "grade": true}
check("weight_penalties.build_mlp")

# %% nbgrader={"grade_id": "06-build-mlp-hidden", "grade": true}
# The graded check of Exercise 6.6 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("weight_penalties.build_mlp")
### END HIDDEN TESTS

# %% [markdown]
# `model.losses` lists the penalties of the layers. *Before you run the cell:* will their sum be the same
# number as your `penalty` of the same weights?

# %% tags=["experiment"]
keras.utils.set_random_seed(0)
lam = 0.02
model = build_mlp(keras.regularizers.L2(keras_l2_from_lam(lam)))
params = dict(zip(("W1", "b1", "W2", "b2"), model.get_weights(), strict=True))
print(f"sum(model.losses)      {float(sum(model.losses)):.5f}")
print(f"your penalty           {penalty(params, 0, lam):.5f}")
doubled = build_mlp(keras.regularizers.L2(lam))
doubled.set_weights(model.get_weights())
print(f"with L2(lam)           {float(sum(doubled.losses)):.5f}")

# %% [markdown]
# **Predict.** A Keras model has regularizers. `fit` reports `loss` for the training rows, and `val_loss`
# for validation rows. Which of `loss` and `val_loss` includes the penalty?
#
# - `"a"`: Only loss: validation measures the fit.
# - `"b"`: Both.
# - `"c"`: Neither: Keras reports the cross-entropy.

# %% nbgrader={"grade_id": "06-predict-losses-choice", "solution": true}
losses_prediction = None
### BEGIN SOLUTION
losses_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "06-predict-losses", "grade": true}
predict("weight_penalties.losses", losses_prediction)

# %% [markdown]
# To find out, we ask Keras for the cross-entropy as a metric, too: metrics have no penalty. We train the
# same network without a penalty and with ours.

# %% tags=["experiment"]
CROSS_ENTROPY = "sparse_categorical_crossentropy"
(X_one, y_one), (X_new, y_new) = ((X[0].astype("float32"), y[0]) for X, y in (clean_train, test))


def fitted(reg, optimizer, validation=None):
    """A Keras model after 20 epochs on one division of the digits, and the last line of its record."""
    keras.utils.set_random_seed(1)
    model = build_mlp(reg)
    model.compile(optimizer, loss=CROSS_ENTROPY, metrics=[CROSS_ENTROPY])
    record = model.fit(
        X_one, y_one, validation_data=validation, epochs=20, batch_size=32, verbose=0
    )
    return model, {name: values[-1] for name, values in record.history.items()}


print("                    loss  cross-entropy   val_loss  val cross-entropy   penalty")
for name, reg in {
    "no penalty": None,
    f"our lam = {lam:g}": keras.regularizers.L2(keras_l2_from_lam(lam)),
}.items():
    model, last = fitted(reg, keras.optimizers.Adam(3e-3), validation=(X_new, y_new))
    print(
        f"{name:15s}  {last['loss']:7.3f}  {last[CROSS_ENTROPY]:13.3f}  {last['val_loss']:9.3f}  "
        f"{last['val_' + CROSS_ENTROPY]:17.3f}  {float(sum(model.losses)):8.3f}"
    )

# %% tags=["experiment"]
reveal("weight_penalties.losses")

# %% [markdown]
# `val_loss` minus the cross-entropy of the validation rows *is* the penalty. (During training the weights
# move, so the difference on the training side is an average over the epoch.) So a larger `val_loss` may
# mean a worse fit, or just a larger `lam`. To compare models with different penalties, compare a metric:
# cross-entropy or accuracy.
#
# And do L1 networks in Keras have exact zeros? *Before you run the cell:* what do you expect, for SGD and for
# Adam?

# %% tags=["experiment"]
for name, optimizer in {
    "SGD ": keras.optimizers.SGD(0.5),
    "Adam": keras.optimizers.Adam(3e-3),
}.items():
    model, _ = fitted(keras.regularizers.L1(1e-3), optimizer)
    kernels = np.concatenate([np.abs(W).ravel() for W in model.get_weights() if W.ndim == 2])
    print(
        f"Keras, L1(0.001), {name}: {np.sum(kernels == 0)} of {kernels.size} weights are exactly 0, "
        f"{np.sum(kernels < 0.005)} are printed as 0.00"
    )

# %% [markdown]
# Practically none: in some runs a weight hits 0 by chance.
#
# The max-norm constraint of 6.2 is an argument of a layer, too: `kernel_constraint`. *Before you run the cell:*
# what will the largest norm be *with* the constraint?

# %% tags=["experiment"]
layer = keras.layers.Dense(256, kernel_constraint=keras.constraints.MaxNorm(2.0, axis=0))
layer.build((None, 64))
W = 3 * layer.kernel.numpy()
limited = layer.kernel_constraint(keras.ops.convert_to_tensor(W)).numpy()
print(f"largest norm of a column: {np.linalg.norm(W, axis=0).max():.4f} without, ", end="")
print(f"{np.linalg.norm(limited, axis=0).max():.4f} with the constraint")
print(f"largest difference from nn.max_norm: {np.abs(limited - nn.max_norm(W, 2.0)).max():.1e}")

# %% [markdown]
# ## 6.6 Why?
#
# A colleague trains two networks in Keras with Adam, a plain one, and one with
# `kernel_regularizer=L2(0.01)` in each layer. She writes: "With a weight decay of 0.01 the validation loss
# rose from 0.31 to 0.74, so regularization makes our predictions worse. At least the penalty has set most
# weights to zero (I printed them with two decimals), so we can delete them without any change."
#
# In at most 150 words: name **three** mistakes in this text, and say for each **what she should do
# instead**. (3 points, marked by a person.)

# %% [markdown] nbgrader={"grade_id": "06-why", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# (1) An L2 penalty under Adam is not weight decay: Adam rescales its gradient from weight to weight. (And
# `L2(0.01)` is `lam = 0.02` in the form with 1/2.) For decay, use AdamW and choose its strength again.
# (2) Keras's `val_loss` contains the penalty, so 0.74 and 0.31 are not comparable. Compare the
# cross-entropy or accuracy on validation rows as a metric, over several seeds, with an interval.
# (3) L2 makes weights small, practically never exactly 0, and small weights together may matter. For zeros use an L1
# penalty with proximal steps (or set weights to 0 openly, and measure what that costs).
#
# **Marking scheme.** 1 point for each mistake with its remedy: L2 is not decay under Adam (or the missing
# factor 1/2); the penalty in `val_loss`; no exact zeros from L2, or from printing two decimals. "One
# seed" counts as a mistake if several seeds with an interval are asked for. "One strength, with nothing chosen on
# validation rows" also counts if candidates for both networks are asked for. No point for a mistake without its
# remedy.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | what | formula | here | Keras | scale |
# |---|---|---|---|---|
# | L1 penalty | $l_1 \sum \lvert w \rvert$ | `penalty(params, l1, 0)` | `regularizers.L1(l1)` | the same |
# | L2 penalty | $\frac{l_2}{2} \sum w^2$ | `penalty(params, 0, l2)` | `regularizers.L2(l2 / 2)` | Keras has no 1/2 |
# | gradient | $l_1\, \text{sign}(w) + l_2\, w$ | `penalty_grad` | automatic | 0 at a kink |
# | decay | $w \leftarrow (1 - \eta\, w_d)\, w$ | `adam_step(..., wd=)` | `AdamW(weight_decay=)` | times `lr`; Keras decays biases, too, unless excluded |
# | exact zeros | soft threshold at $\eta\, l_1$ | `prox_l1` | – | times `lr` |
# | max norm | $w \leftarrow w \min(1, c / \lVert w \rVert)$ for each column | `nn.fit(max_norm=c)` | `kernel_constraint=MaxNorm(c)` | the same |
#
# - Weights are penalized, biases are not.
# - L2 is weight decay in plain SGD only. Under Adam it shrinks weights with large gradients least.
# - Gradient steps on an L1 penalty end near zero, proximal steps end at zero.
# - At a learning rate that lets the network learn wrong labels by heart, a penalty gains a lot. A network without
#   a penalty that chooses its learning rate can gain about as much. Compare with that one.
# - A penalty that is too strong over-regularizes: the network fits even the right labels badly.
# - Scattered zeros save memory if most weights are 0, and time only in a sparse product with few weights left.
#   Units that are not in use save both.
# - In Keras, `loss` and `val_loss` both contain the penalty. Compare metrics.
#
# **Further reading.** I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning* (2016), section 7.1.
# A. Krogh, J. Hertz, *A simple weight decay can improve generalization* (1992). D. Kingma, J. Ba, *Adam: a
# method for stochastic optimization* (2015). I. Loshchilov, F. Hutter, *Decoupled weight decay
# regularization* (2019). N. Srivastava and others, *Dropout: a simple way to prevent neural networks from
# overfitting* (2014), who use max-norm constraints together with dropout. C. Zhang and others, *Understanding
# deep learning requires rethinking generalization* (2017), on learning labels by heart. F. D'Angelo and others,
# *Why do we need weight decay in modern deep learning?* (NeurIPS 2024), argue that weight decay helps deep
# networks by changing how they train, not as an explicit regularizer. A. Kadra and others, *Well-tuned simple
# nets excel on tabular datasets* (NeurIPS 2021), tune a combination of 13 regularizers for each of 40 data
# sets, and report that plain multilayer perceptrons then outperform XGBoost.
