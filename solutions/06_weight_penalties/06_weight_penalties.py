# %% [markdown]
# # Lesson 6. Penalties in networks
#
# **By the end you can**
#
# - add L1 and L2 penalties to the loss of a network and to its gradient;
# - say where an L2 penalty and weight decay do the same, and where they part;
# - get weights that are exactly zero, and say why most training does not;
# - use regularizers in Keras with the strength that you mean, and read its losses.
#
# **Time** about 120 minutes; the end of 6.3 is a good place for a break. **Before this** lessons 3
# (soft threshold) and 5 (choosing `lam`), and an idea of what a gradient step is.
#
# Each exercise ends with a check. A cross comes with the smallest case that fails and a hint;
# `example("weight_penalties.penalty")` then hands you the inputs of that case. `nn` holds reference
# solutions of the course; the figures use them, so that they work before yours do. (Cells that compare
# *your* function with the library need your answer.) The next cell takes some seconds: it starts Keras.

# %%
import numpy as np

from reglab import compare, datasets, linear, nn, plots
from reglab.checks import check, example, predict, reveal
from reglab.quiet import quiet_start

with quiet_start():
    import keras

# %% [markdown]
# ## 6.0 Learning by heart
#
# We have images of handwritten digits, 8 by 8 pixels, and a network with one hidden layer:
#
# $$p = \text{softmax}\bigl(\max(x W_1 + b_1, 0)\, W_2 + b_2\bigr), \qquad
# W_1: 64 \times 256, \quad W_2: 256 \times 10. \tag{6.1}$$
#
# That makes 19,000 weights for 200 training images. And one more thing: a fifth of the 200 labels are
# wrong, as if typed in by somebody in a hurry.
#
# The experiments of 6.0 to 6.4 train 20 such networks at once, one for each seed: every seed draws other
# images, other wrong labels and other initial weights. Methods are compared seed by seed, and `±` is half
# the width of a 95 % interval.

# %% tags=["experiment"]
digits = datasets.load_digits()
SEEDS, LAYERS = range(20), (nn.Dense(256), nn.ReLU(), nn.Dense(10))


def divided(noise):
    """Rows for training and for testing, (X, y) each, for every seed."""
    return datasets.split_seeds(digits.X / 16, digits.y, (200, 500), seeds=SEEDS, noise=noise)


def trained(recipes, data, **options):
    """A table of trained networks, one outcome for each recipe."""
    return nn.run_table(recipes, *data, seeds=SEEDS, epochs=60, batch_size=32, **options)


# %% [markdown]
# *Before you run the cell:* what will the network answer, in the end, for those *training* images whose
# label is wrong?

# %% tags=["experiment"]
noisy = divided(0.2)
(X_train, given), (X_test, y_test) = noisy
wrong = given != divided(0.0)[0][1]  # the same rows with their right labels
watched = {}
for name, chosen in {"with a right label": ~wrong, "with a wrong label": wrong}.items():
    # As many in every seed, so they can be stacked again.
    chosen_X, chosen_y = X_train[chosen].reshape(20, -1, 64), given[chosen].reshape(20, -1)
    watched[f"training images {name}"] = (chosen_X, chosen_y)
watched["new images"] = (X_test, y_test)
agree = {}
for name, part in watched.items():
    plain = trained({"plain": nn.Recipe(LAYERS, nn.Adam(3e-3))}, noisy, validation=part)["plain"]
    agree[name] = 100 * plain.history.val_accuracy
learned = agree["training images with a wrong label"][-1].mean()
fig, ax = plots.figure(
    f"After 60 epochs the network repeats {learned:.0f} % of the wrong labels,\n"
    f"and is right on {agree['new images'][-1].mean():.0f} % of new images",
    "epoch",
    "images on which the network\nsays what the label says (%)",
)
for i, (name, curve) in enumerate(agree.items()):
    ax.plot(range(1, len(curve) + 1), curve.mean(axis=1), label=name, **plots.series(i))
ax.set_ylim(0, 104)
ax.legend(loc="lower right", fontsize=9)
plots.show(
    fig,
    "Agreement with labels against epochs, mean of 20 networks. Right training labels are learned "
    "within a few epochs. Wrong ones are learned more slowly, but nearly all in the end. Meanwhile "
    "the accuracy on new images, after an early peak, falls.",
)

# %% [markdown]
# Right labels are learned first, as images of one digit help each other. The wrong ones are learned by
# heart, one at a time, and that costs accuracy on new images. To give 40 images another label than
# similar images have, the network bends its function, and that takes larger weights than the pattern alone
# would need. So let us make weights cost something.

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
# the output of a unit; it does not make the network more sensitive to its inputs, and shrinking it would
# only pull predictions to an arbitrary level, as with the intercept in lesson 2.
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
# So L2 pulls at each weight in proportion to its size, and L1 pulls at all with the same force. At
# $w = 0$ the function $|w|$ has a kink and no slope. We take 0 there: a weight that is 0 should be left
# alone.
#
# ### Exercise 6.2
#
# Write `penalty_grad`. It returns a dict with *the same names* as `params`, and arrays of the same shapes:
# the training loop adds the two dicts entry by entry. What is not penalized has an array of zeros. As in 6.1,
# the arrays may hold whole numbers; gradients have fractions.


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
# A penalty that is too weak does nothing. What does one that is too strong do?
#
# *Before you run the cell:* we train with several strengths, with right labels and with a fifth of them
# wrong. Sketch what the penalty gains on new images against its strength, for both. (About 20 seconds.)

# %% tags=["experiment"]
ADAM = nn.Adam(3e-3)
L2S, L1S = (1e-3, 3e-3, 1e-2, 3e-2, 1e-1), (3e-4, 1e-3, 3e-3, 1e-2)
recipes = {"plain": nn.Recipe(LAYERS, ADAM)}
recipes |= {("L2", lam): nn.Recipe(LAYERS, ADAM, l2=lam) for lam in L2S}
recipes |= {("L1", lam): nn.Recipe(LAYERS, ADAM, l1=lam) for lam in L1S}
tables = {"right labels": trained(recipes, divided(0.0)), "a fifth wrong": trained(recipes, noisy)}


def gains(table, kind, lams):
    """Gain over the plain network and both ends of its interval, in points, for each lam."""
    return np.array([table.gain((kind, lam)) for lam in lams]).T


def best_of(labels, kind, lams):
    """The largest mean gain, as text."""
    diff, low, _ = max(gains(tables[labels], kind, lams).T, key=lambda row: row[0])
    return f"{diff:+.1f} ± {diff - low:.1f}"


fig, axes = plots.figures(
    f"Wrong labels: the best L2 gains {best_of('a fifth wrong', 'L2', L2S)} points, the best L1 "
    f"{best_of('a fifth wrong', 'L1', L1S)}.\nRight labels: "
    f"{best_of('right labels', 'L2', L2S)} and {best_of('right labels', 'L1', L1S)}. "
    f"Too strong, L2 costs {-gains(tables['right labels'], 'L2', L2S)[0].min():.0f}",
    [("L2 strength", "gain in accuracy on new images\n(percentage points)"), ("L1 strength", "")],
    sharey=True,
)
for ax, (kind, lams) in zip(axes, (("L2", L2S), ("L1", L1S)), strict=True):
    for i, (labels, table) in enumerate(tables.items()):
        diff, low, high = gains(table, kind, lams)
        ax.errorbar(
            lams,
            diff,
            yerr=(diff - low, high - diff),
            capsize=3,
            label=labels,
            **plots.series(i, marker=True),
        )
    ax.axhline(0, color="0.3", linewidth=1)
    ax.set_xscale("log")
axes[0].legend(loc="lower left")
plots.show(
    fig,
    "Gain in accuracy over the plain network against the strength of L2 and of L1, with 95 % "
    "intervals. With wrong labels both curves rise to a maximum and then fall steeply. With right "
    "labels they stay at zero and then fall.",
)

# %% [markdown]
# With a fifth of the labels wrong, a good strength brings back about half of what they cost. With right labels
# there is little to gain here, and something to lose. "L2 is particularly effective" is neither true nor
# false: it depends on the data. Neither of L1 and L2 is better on all data.
#
# The maxima above are a little too good: we chose the strength by the same images on which it was judged.
# Lesson 5 tells how to choose it honestly.
#
# How much could *one* run have told us? *Before you run the cell:* with right labels, a weak L2 penalty
# changes nothing on average. What would you have seen with only one of our 20 seeds?

# %% tags=["experiment"]
weak = tables["right labels"]
single = 100 * (weak["L2", L2S[0]].accuracy - weak["plain"].accuracy)
diff, low, high = weak.gain(("L2", L2S[0]))
print(f"L2 = {L2S[0]}, right labels, gain in points")
print(f"  20 seeds:      {diff:+.2f}, interval from {low:+.2f} to {high:+.2f}")
print(f"  a single seed: anything from {single.min():+.1f} to {single.max():+.1f}")

# %% [markdown]
# Many tutorials compare regularizers with one run each, find that one "improves" the accuracy by a few
# tenths of a point and another one does not, and draw conclusions. The last line is the size of the luck
# in such a comparison.

# %% [markdown]
# ### What a penalty cannot do
#
# At the minimum of "fit + penalty", can the *training* error be smaller than without the penalty? No: the
# unpenalized minimum is, by definition, the smallest that there is. And a larger `lam` buys smaller
# weights with a worse training fit. We look at ridge, where the minimum is exact.

# %% tags=["experiment"]
diabetes = datasets.load_diabetes()
lams = np.array([0.0, 0.01, 0.1, 1.0, 10.0])
W, b = linear.ridge_svd_path(diabetes.X, diabetes.y, lams)
errors = np.mean((diabetes.y[:, None] - diabetes.X @ W.T - b) ** 2, axis=0)
for lam, error in zip(lams, errors, strict=True):
    print(f"ridge, lam = {lam:5g}: training error {error:8.1f}")
print("never falls as lam grows:", bool(np.all(np.diff(errors) >= 0)))

# %% [markdown]
# A network trained for 60 epochs is not at a minimum, so there the law holds only roughly. What counts is
# the error on *new* data, and that one may fall.

# %% [markdown]
# ## 6.3 Is L2 weight decay?
#
# **Predict.** Weight decay shrinks every weight by a fixed share in every step, $w \leftarrow (1 -
# \eta\lambda)\, w$, where $\eta$ is the learning rate `lr`. The step of the optimizer, along the gradient
# of the cross-entropy, comes in addition. (**Momentum** $\mu$ repeats a share of the last step: $u
# \leftarrow \mu u - \eta g$, then $w \leftarrow w + u$. **Adam** divides each gradient by its usual size.)
# With which optimizers does an L2 penalty do the same as weight decay?
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
#   entry of $p$ by about $\eta$, whatever the size of $g$, if $|g|$ is far above $\varepsilon$.
# - $l_2$ is the penalty: it goes **through** $m$ and $v$.
# - $w_d$ is **decoupled** weight decay: it acts on the old $p$, and the averages know nothing of it. Adam
#   with $w_d > 0$ is called AdamW.
#
# ### Exercise 6.3
#
# Write `adam_step` for one array `p` of any shape. What it has to remember from step to step goes into
# `state`: in which form is up to you. It is `None` before the first step, and whatever you return comes
# back as `state` in the next one. Return a new array and a new state, and do not change `p`, `g` and the old
# state. `p` and `g` may hold whole numbers; the new `p` has fractions.
#
# (Some books correct $m$ and $v$ first and add $\varepsilon$ to the root of the corrected $v$. For tiny
# gradients the result is different; the check accepts either form, with $\varepsilon = 10^{-7}$.)


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
#
# The right panel is about digits with wrong labels: the strength of either method is varied.

# %% tags=["experiment"]
rng, steps, sizes = np.random.default_rng(0), 2000, np.array([1.0, 10.0])
paths = {}
for kind in ("l2", "wd"):
    p, state, path = np.ones((20, 2)), None, []
    for _ in range(steps):
        p, state = nn.adam_step(p, sizes * rng.normal(size=p.shape), state, 1e-3, **{kind: 1.0})
        path.append(p.mean(axis=0))
    paths[kind] = np.array(path)

WDS = (0.03, 0.3, 1.0, 3.0, 10.0)
decayed = {"plain": nn.Recipe(LAYERS, ADAM)}
decayed |= {("AdamW", wd): nn.Recipe(LAYERS, nn.AdamW(3e-3, weight_decay=wd)) for wd in WDS}
decay_table = trained(decayed, noisy)
left = {kind: 100 * path[-1] for kind, path in paths.items()}
best_l2 = max(L2S, key=lambda lam: tables["a fifth wrong"]["L2", lam].accuracy.mean())
best_wd = max(WDS, key=lambda wd: decay_table["AdamW", wd].accuracy.mean())

fig, (ax, right) = plots.figures(
    f"Adam with L2 leaves {left['l2'][1]:.0f} % of the weight with large gradients and "
    f"{left['l2'][0]:.0f} % of the other.\nDecay leaves {left['wd'][1]:.0f} % and "
    f"{left['wd'][0]:.0f} %. The best strengths tried: L2 {best_l2:g}, decay {best_wd:g}",
    [
        ("step", "weight, mean of 20 runs"),
        ("strength, lam or wd", "gain in accuracy on new images\n(percentage points)"),
    ],
    size=(9.4, 4.0),
)
for kind, word, colour in (("l2", "L2 penalty", 0), ("wd", "decay", 1)):
    for j, size in enumerate(("small", "large")):
        style = {**plots.series(colour), "linestyle": plots.DASHES[j]}
        ax.plot(paths[kind][:, j], label=f"{word}, {size} gradients", **style)
ax.legend(fontsize=8, loc="center right", bbox_to_anchor=(1.0, 0.62))
for i, (label, table, kind, values) in enumerate(
    (
        ("L2 penalty", tables["a fifth wrong"], "L2", L2S),
        ("decay", decay_table, "AdamW", WDS),
    )
):
    diff, low, high = gains(table, kind, values)
    right.errorbar(
        values,
        diff,
        yerr=(diff - low, high - diff),
        capsize=3,
        label=label,
        **plots.series(i, marker=True),
    )
right.axhline(0, color="0.3", linewidth=1)
right.set_xscale("log")
right.legend(loc="lower left")
plots.show(
    fig,
    "Left: under Adam, the L2 penalty shrinks the weight with small gradients and hardly moves the "
    "one with large gradients; decay takes both down along one curve. Right: gain in accuracy against strength. Both curves have a maximum of about the same "
    "height, that of decay at a strength about a hundred times as large.",
)

# %% [markdown]
# With Adam the pull of an L2 penalty is divided by $\sqrt v$: weights with large gradients are hardly
# shrunk. Decay shrinks all alike. And the numbers mean different things: what is a good `lam` for one is
# far too weak for the other. Never carry a strength over from one method to the other.
#
# Is one of them better? We compare the best of each, seed by seed. *Before you run the cell:* what would
# you bet?

# %% tags=["experiment"]
diff, low, high = compare.paired_ci(
    decay_table["AdamW", best_wd].accuracy, tables["a fifth wrong"]["L2", best_l2].accuracy
)
print(f"AdamW with wd = {best_wd:g} minus Adam with L2 = {best_l2:g}, a fifth of the labels wrong:")
print(f"{100 * diff:+.2f} points, interval from {100 * low:+.2f} to {100 * high:+.2f}")

# %% [markdown]
# Hold that against the right panel: here it matters far more *how strong* the shrinkage is than which of
# the two does it.

# %% [markdown]
# ## 6.4 Exactly zero
#
# **Predict.** The lasso of lesson 3 made most weights exactly 0. We train our network with `l1 = 0.001`.
# How many of the 19,000 weights are exactly 0 after training with this L1 penalty and Adam?
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
# proximal steps for the same penalty. And once more with Adam. The histograms count weights by size; the
# bars on the left are those that are exactly 0.

# %% tags=["experiment"]
SGD, l1 = nn.SGD(0.5), 1e-3
sparse = trained(
    {
        "no penalty": nn.Recipe(LAYERS, SGD),
        "L1 by its gradient": nn.Recipe(LAYERS, SGD, l1=l1),
        "L1 by proximal steps": nn.Recipe(LAYERS, SGD, prox_l1=l1),
        "L1 by its gradient, Adam": nn.Recipe(LAYERS, nn.Adam(3e-3), l1=l1),
    },
    divided(0.0),
)


def all_weights(outcome):
    """The size of each weight of the 20 networks."""
    return np.concatenate(
        [np.abs(W).ravel() for name, W in outcome.network.params.items() if name[0] == "W"]
    )


sizes = {name: all_weights(outcome) for name, outcome in sparse.items()}
share = {name: 100 * np.mean(values == 0) for name, values in sizes.items()}
edges, floor = np.geomspace(1e-7, 2, 44), 2e-8
fig, axes = plots.figures(
    f"Exact zeros: {share['L1 by its gradient']:.1f} % of the weights with the gradient of L1, "
    f"{share['L1 by proximal steps']:.0f} % with proximal steps",
    [("|w|", "share of weights (%)"), ("|w|", ""), ("|w|", "")],
    size=(9.8, 3.6),
    sharey=True,
)
for i, (ax, (name, values)) in enumerate(zip(axes, sizes.items(), strict=False)):
    counts, _ = np.histogram(values[values > 0], edges)
    ax.stairs(100 * counts / values.size, edges, fill=True, color=plots.COLOURS[0], alpha=0.7)
    ax.bar(floor, share[name], width=floor, color=plots.COLOURS[1], hatch="//", edgecolor="white")
    ax.annotate(
        f"= 0: {share[name]:.0f} %",
        (floor, share[name]),
        xytext=(0, 4),
        textcoords="offset points",
        fontsize=9,
        color=plots.COLOURS[1],
    )
    ax.set_xscale("log")
    ax.set_xticks([floor, 1e-6, 1e-4, 1e-2, 1], ["0", "1e-6", "1e-4", "0.01", "1"])
    ax.set_title(name, fontsize=10, fontweight="normal")
plots.show(
    fig,
    "Histograms of the size of weights on a log axis. Without a penalty most lie around 0.1. With "
    "the gradient of L1 most lie below 0.0005, none at 0. With proximal steps a tall bar stands at "
    "exactly 0, and few weights lie near it.",
)
for name, outcome in sparse.items():
    print(f"{name:25s} exact zeros {share[name]:5.1f} %   accuracy {outcome.accuracy.mean():.3f}")

# %% tags=["experiment"]
reveal("weight_penalties.exact_zeros")

# %% [markdown]
# The two L1 runs with SGD are about equally accurate, for they take the same steps except close to 0.
# (Adam, after as many epochs, is somewhere else on the way to the same minimum.) But only proximal steps tell
# you *which* weights the network can do without. With the gradient, weights jump around 0 by as much as a step
# pulls, $\eta\, l_1 = 0.0005$: that is where the middle histogram has its edge. Printed with two
# decimals, these weights look like zeros: `0.00`.
#
# (Why SGD for the proximal steps? Adam gives every weight a learning rate of its own, so $t$ would have to
# differ from weight to weight, too.)

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
# for validation rows. In which of loss and val_loss is the penalty?
#
# - `"a"`: In loss only: validation measures the fit.
# - `"b"`: In both.
# - `"c"`: In neither: Keras reports the cross-entropy.

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
(X_one, y_one), (X_new, y_new) = ((X[0].astype("float32"), y[0]) for X, y in divided(0.0))


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
# And do Keras's own L1 networks have exact zeros? *Before you run the cell:* you know the answer now.

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
# `L2(0.01)` is `lam = 0.02` in the form with 1/2.) For decay, use AdamW and choose its strength anew.
# (2) Keras's `val_loss` contains the penalty, so 0.74 and 0.31 are not comparable. Compare the
# cross-entropy or accuracy on validation rows as a metric, over several seeds, with an interval.
# (3) L2 makes weights small, never exactly 0, and small weights together may matter. For zeros use an L1
# penalty with proximal steps (or set weights to 0 openly, and measure what that costs).
#
# **Marking scheme.** 1 point for each mistake with its remedy: L2 is not decay under Adam (or the missing
# factor 1/2); the penalty in `val_loss`; no exact zeros from L2, or from printing two decimals. "One
# seed" counts as a mistake if several seeds with an interval are asked for. No point for a mistake without
# its remedy.
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
#
# - Weights are penalized, biases are not.
# - L2 is weight decay in plain SGD only. Under Adam it shrinks weights with large gradients least.
# - Gradient steps on an L1 penalty end near zero, proximal steps end at zero.
# - Penalties help most where there is noise to be learned by heart. Too strong, they cost more than they
#   gain.
# - In Keras, `loss` and `val_loss` both contain the penalty. Compare metrics.
#
# **Further reading.** I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning* (2016), section 7.1.
# A. Krogh, J. Hertz, *A simple weight decay can improve generalization* (1992). D. Kingma, J. Ba, *Adam: a
# method for stochastic optimization* (2015). I. Loshchilov, F. Hutter, *Decoupled weight decay
# regularization* (2019). C. Zhang and others, *Understanding deep learning requires rethinking
# generalization* (2017), on learning labels by heart.
