# %% [markdown]
# # Lesson 8. Augmentation
#
# **By the end you can**
#
# - write random shifts, mirror images and rotations, and judge whether they keep the label;
# - tell preprocessing (whitening) from augmentation, and say what validation images get of each;
# - mix images and smooth labels;
# - tell a fair comparison of augmentation from an unfair one;
# - measure whether a network is as sure as it should be.
#
# **Time** about 140 minutes; the end of 8.3 is a good place for a break. **Before this** lessons 6 and 7
# (networks, label noise, fair comparisons), NumPy.
#
# Each exercise ends with a check. A cross comes with the smallest case that fails and a hint;
# `example("augmentation.hflip")` then gives you the inputs of that case. `augment` and `nn` hold reference
# solutions of the course; the figures use them, so they work before yours do. (Cells that compare
# *your* function with the library need your answer.)

# %% jupyter={"source_hidden": true}
# Folded: imports.
import numpy as np
from scipy import ndimage
from sklearn.decomposition import PCA

from reglab import augment, compare, datasets, nn, plots
from reglab.checks import check, example, predict, reveal
from reglab.quiet import quiet_start
from reglab.sliders import slider

with quiet_start():
    import keras
    from keras.src.legacy.preprocessing.image import ImageDataGenerator

# %% [markdown]
# ## 8.0 What is still the same picture?
#
# More data help against overfitting (lesson 1), but often no more can be had. **Augmentation** makes new training
# images from old ones: it shifts, turns, mirrors or mixes them. The new picture must still deserve the label that
# we give it. This is necessary; we will measure whether it is enough.
#
# All comparisons of this lesson train many networks at once, for 20 seeds, or for ten where training is long.
# Each seed has other training images and other initial weights. Methods are compared seed by seed, with the same
# number of steps. (All digits come from one data set of 1,797 images. So an interval says how sure a difference is
# for other splits of these images, and not for other digits.)

# %% tags=["experiment"]
LAYERS = (nn.Dense(256), nn.ReLU(), nn.Dense(10))
ADAM, SHAPE = nn.Adam(3e-3), (8, 8)
SEEDS, FEW = range(20), range(10)  # few where training is long
NOISES = (0.0, 0.2)  # shares of wrong labels

digits = datasets.load_digits()
data = {  # for training, validation and testing: (X, y) for all seeds
    noise: datasets.split_seeds(digits.X / 16, digits.y, (200, 200, 1000), seeds=SEEDS, noise=noise)
    for noise in NOISES
}
few = {noise: [(X[:10], y[:10]) for X, y in parts] for noise, parts in data.items()}


# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: how networks are trained without tuning, and how images are transformed.
def trained(recipes, parts, seeds=SEEDS, epochs=60, batch_size=50, **options):
    """A table of networks from {name: options of nn.Recipe}, with the learning rate 0.003."""
    recipes = {name: nn.Recipe(LAYERS, ADAM, **recipe) for name, recipe in recipes.items()}
    options |= {"seeds": seeds, "epochs": epochs, "batch_size": batch_size}
    return nn.run_table(recipes, parts[0], parts[-1], **options)


def plus_minus(a, b):
    """Mean paired difference a - b and half the width of its 95 % interval, in points."""
    diff, lo, _ = compare.paired_ci(a, b)
    return f"{100 * diff:+z.1f} ± {100 * (diff - lo):.1f}"  # z: no minus sign before 0.0


def transformed(X, transform, seed=0, **options):
    """Rows as images, through a transform of the course, and as rows again."""
    rng = np.random.default_rng(seed)
    return transform(X.reshape(-1, *SHAPE), rng=rng, **options).reshape(X.shape)


plain = {noise: trained({"plain": {}}, data[noise])["plain"] for noise in NOISES}

# %% [markdown]
# *Before you run the next two cells:* we shift, mirror, turn and scale ten digits. Which of these would you still
# read correctly? And which would a network that has seen only upright digits read correctly? (The last two rows of
# the figure, whitening and mixtures, have their own sections.)

# %% tags=["experiment"]
TRANSFORMS = {  # no further than looks harmless, but every image is mirrored
    "shift, 1 pixel": (augment.random_shift, {"max_px": 1}),
    "mirror image": (augment.hflip, {"p": 1.0}),
    "rotation, 15°": (augment.rotate, {"degrees": 15.0}),
    "scale, 15 %": (augment.scale, {"amount": 0.15}),
}
X_test, y_test = data[0.0][-1]
network = plain[0.0].network
read = {"as it was": 100 * plain[0.0].accuracy.mean()}
for name, (transform, options) in TRANSFORMS.items():
    new = transformed(X_test, transform, **options)
    read[name] = 100 * nn.accuracy(network(new), y_test).mean()

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the figure.
pictures = np.stack([digits.X[digits.y == k][3] for k in range(10)]) / 16
rows = {"as it was": pictures}
for name, (transform, options) in TRANSFORMS.items():
    rows[name] = transformed(pictures, transform, seed=2, **options)
rows["whitened"] = augment.zca_apply(pictures, *augment.zca_fit(digits.X / 16, 0.1))
rows["mixed, half and half"] = 0.5 * pictures + 0.5 * np.roll(pictures, -3, axis=0)
labels = [f"{name}\n(read right: {read[name]:.0f} %)" if name in read else name for name in rows]

fig, ax = plots.figure(
    f"A network that knows upright digits reads {read['as it was']:.0f} % of them,\n"
    f"{read['shift, 1 pixel']:.0f} % when they are shifted, {read['mirror image']:.0f} % when "
    "mirrored",
    "ten digits",
    "",
    size=(7.5, 5.2),
)
plots.image_rows(ax, rows.values(), labels, shape=SHAPE)
plots.show(
    fig,
    "A grid of the ten digits: as they were, shifted, mirrored, turned, scaled, whitened, and each "
    "mixed with another digit. Beside the first five rows is the share of such images that a plain "
    "network reads right.",
)

# %% [markdown]
# The network misreads many shifted images. It never learned what you know: a digit doesn't depend on where it
# is. Augmentation can teach it this. Whether that helps with test images that are not shifted is another question.
#
# **Predict.** Training examples are shifted at random, differently in each epoch; test examples stay as they are.
# The networks with and without shifts choose their learning rates on validation rows. For which task does accuracy
# rise?
#
# - `"a"`: For 8 by 8 digits, each of which fills its image from top to bottom.
# - `"b"`: For curves of 40 points, whose shape may begin in many places.
# - `"c"`: For both: a shift keeps the label.
# - `"d"`: For neither: test examples are not shifted.

# %% nbgrader={"grade_id": "08-predict-shift-gain-choice", "solution": true}
shift_prediction = None
### BEGIN SOLUTION
shift_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "08-predict-shift-gain", "grade": true}
predict("augmentation.shift_gain", shift_prediction)

# %% [markdown]
# ## 8.1 Shift
#
# An image of height $h$ and width $w$ is moved down by $\Delta y$ pixels and to the right by $\Delta x$
# (up and left, if they are negative):
#
# $$\text{out}_{ij} = x_{i - \Delta y,\; j - \Delta x} \text{ where that lies in the image, and } 0
# \text{ elsewhere.} \tag{8.1}$$
#
# $\Delta y$ and $\Delta x$ are drawn for each image separately: independent whole numbers, all from $-m$ to
# $m$ equally likely, both ends included.
#
# ### Exercise 8.1
#
# Write `random_shift` with NumPy alone (SciPy is allowed in 8.3, not here).
#
# In all exercises of this lesson, randomness comes only from `rng`: no seed inside. The inputs may be arrays of
# integers, and the results are arrays of floats.


# %% nbgrader={"grade_id": "08-random-shift", "solution": true}
def random_shift(X, max_px, *, rng):
    """Shift each image by whole pixels, (8.1).

    X : array of shape (n, height, width)
    max_px : int, the largest shift in each direction, 0 or more, smaller than height and width
    rng : numpy.random.Generator
    Returns an array of floats of the shape of X; what comes in is 0, what goes out is lost.
    """
    ### BEGIN SOLUTION
    n, h, w = X.shape
    padded = np.pad(X, ((0, 0), (max_px, max_px), (max_px, max_px)))
    out = np.empty(X.shape)
    for i, (dy, dx) in enumerate(rng.integers(-max_px, max_px + 1, size=(n, 2))):
        top, left = max_px - dy, max_px - dx
        out[i] = padded[i, top : top + h, left : left + w]
    return out
    ### END SOLUTION


# %% nbgrader={"grade_id": "08-random-shift-check", "grade": true}
check("augmentation.random_shift")

# %% nbgrader={"grade_id": "08-random-shift-hidden", "grade": true}
# The graded check of Exercise 8.1 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("augmentation.random_shift")
### END HIDDEN TESTS

# %% [markdown]
# ### Does it agree with the library?
#
# `keras.layers.RandomTranslation(height_factor, width_factor)` is a *layer*. Its factors are shares of
# height and width, and by default it fills up with a mirror image (`fill_mode="reflect"`). An image with a
# single bright pixel shows where it went.
#
# *Before you run the cell:* what would you see if the layer drew any real number, not whole pixels? And what
# if it were active outside of training, too?

# %% tags=["experiment"]
dots = np.zeros((2000, *SHAPE))
dots[:, 4, 4] = 1.0
layer = keras.layers.RandomTranslation(1 / 8, 1 / 8, fill_mode="constant", seed=1)
batch = dots[..., None].astype(np.float32)  # Keras wants a last axis for colours
moved = {
    "yours": random_shift(dots, 1, rng=np.random.default_rng(1)),
    "Keras": np.asarray(layer(batch, training=True))[..., 0],
}
print("        whole pixels   mean of the places reached (3 by 3 around the centre)")
for name, out in moved.items():
    whole = np.mean(np.isclose(out.max(axis=(1, 2)), 1.0, atol=1e-3))
    places = " | ".join(" ".join(f"{v:.2f}" for v in row) for row in out.mean(axis=0)[3:6, 3:6])
    print(f"{name}   {100 * whole:5.0f} %        {places}")
off = np.asarray(layer(batch, training=False))
print(f"Keras with training=False: unchanged is {bool(np.all(off == batch))}")
print(f"Keras without training=...: unchanged is {bool(np.all(np.asarray(layer(batch)) == batch))}")

# %% [markdown]
# Keras draws from an interval and interpolates; you draw whole numbers. Both reach one pixel in each
# direction. Note the last two lines: **called by itself, the layer augments.** A model passes on
# `training=True` in `fit` and `training=False` in `predict`; if you call a layer yourself, say which one you want.

# %% [markdown]
# ## 8.2 Mirror images
#
# Each image is replaced by its mirror image with probability $p$, independently of the others:
#
# $$\text{out}_{ij} = x_{i,\; w - 1 - j} \text{ with probability } p, \text{ and } x_{ij} \text{ otherwise.}
# \tag{8.2}$$
#
# ### Exercise 8.2
#
# Write `hflip` (h for horizontal: left and right are exchanged).


# %% nbgrader={"grade_id": "08-hflip", "solution": true}
def hflip(X, p, *, rng):
    """Mirror each image left to right with probability p, (8.2).

    X : array of shape (n, height, width)
    p : float in [0, 1]
    rng : numpy.random.Generator
    Returns an array of floats of the shape of X.
    """
    ### BEGIN SOLUTION
    chosen = rng.random(len(X)) < p
    return np.where(chosen[:, None, None], X[:, :, ::-1], X)
    ### END SOLUTION


# %% nbgrader={"grade_id": "08-hflip-check", "grade": true}
check("augmentation.hflip")

# %% nbgrader={"grade_id": "08-hflip-hidden", "grade": true}
# The graded check of Exercise 8.2 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("augmentation.hflip")
### END HIDDEN TESTS

# %% tags=["experiment"]
ramps = np.tile(np.arange(8.0), (2000, 8, 1))  # brighter to the right
layer = keras.layers.RandomFlip("horizontal", seed=1)
flipped = {
    "yours, p = 0.5": hflip(ramps, 0.5, rng=np.random.default_rng(1)),
    "Keras": np.asarray(layer(ramps[..., None], training=True))[..., 0],
}
for name, out in flipped.items():
    mirrored = out[:, 0, 0] == 7
    sound = bool(np.all(out[mirrored] == ramps[mirrored][:, :, ::-1]))
    print(f"{name:15} {100 * mirrored.mean():.0f} % mirrored, each a mirror image: {sound}")

# %% [markdown]
# Keras has no `p`: the layer mirrors half of the images.
#
# ### Does it keep the label?
#
# For each transform, ask: *would a person who sees the new picture give it the old label?* It depends on the
# task. Go through the table column by column, and say why, before you read on.
#
# | transform | photographs of cats and dogs | handwritten digits | X-rays: left or right hand? | road signs |
# |---|---|---|---|---|
# | shift by a few pixels | yes | yes | yes | yes |
# | mirror image | yes | no | no: it exchanges the labels | no (arrows, text) |
# | turn by 15° | yes | yes | yes | yes |
# | turn by 180° | yes, but such photographs are rare | no: 6 and 9 | yes, if such images occur | no |
#
# We can ask a network, too. Ours has seen upright digits only.
#
# *Before you run the cells:* which digits will it read right in a mirror? And what will it read after half a
# turn?

# %% tags=["experiment"]
turned = {
    "mirror image": X_test.reshape(*X_test.shape[:2], *SHAPE)[..., ::-1],
    "half a turn": X_test.reshape(*X_test.shape[:2], *SHAPE)[..., ::-1, ::-1],
}
answers = {name: network(X.reshape(X_test.shape)).argmax(axis=-1) for name, X in turned.items()}
table = {  # true digit, answer
    name: np.array([np.bincount(answer[y_test == k], minlength=10) for k in range(10)])
    for name, answer in answers.items()
}

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the figure.
shares = {name: 100 * t / t.sum(axis=1, keepdims=True) for name, t in table.items()}
survive = [k for k in range(10) if shares["mirror image"][k, k] > 50]
names = ", ".join(map(str, survive))

fig, axes = plots.figures(
    f"Mirrored, more than half are read right only for these digits: {names or 'none'};\n"
    f"after half a turn {shares['half a turn'][6, 9]:.0f} % of the sixes are read as nines",
    [(f"what the network reads ({name})", "digit" if i == 0 else "")
     for i, name in enumerate(shares)],
    size=(9.4, 4.4),
)  # fmt: skip
for ax, share in zip(axes, shares.values(), strict=True):
    plots.shares_read(ax, share)
plots.show(
    fig,
    "Two tables of digits against what networks read in them, in percent; shares of 10 % and more are "
    f"written out. Mirrored, more than half are read right only for these digits: {names or 'none'}. "
    f"After half a turn {shares['half a turn'][6, 9]:.0f} % of the sixes are read as nines.",
)

# %% [markdown]
# Mirror images are harmless for digits such as 0 and 8, which keep their label. The dark cells on the diagonal of
# the left table are digits that the network mostly misreads in a mirror. That alone does not make the label wrong
# (it misreads shifted digits, too). You have to judge: a mirrored 2 or 7 is no longer a 2 or a 7.

# %% [markdown]
# ## 8.3 Rotate
#
# Each image is turned about its centre by an angle $\theta$ of its own, uniform between $-d$ and $d$ degrees.
# The size stays. A pixel of the new image usually comes from a place between four old pixels, so their
# values are **interpolated** (bilinear: first along the rows, then between them). Places outside the image have
# the value 0; within one pixel of the border the values may also fade to 0 (SciPy has both: `"constant"` and
# `"grid-constant"`). With $(y, x)$ counted from the centre:
#
# $$\text{out}(y, x) = I(y \cos\theta + x \sin\theta,\; x \cos\theta - y \sin\theta), \tag{8.3}$$
#
# where $I$ is the old image, interpolated.
#
# ### Exercise 8.3
#
# Write `rotate`. SciPy may do the turning: `ndimage.rotate` turns *one* image. Read what its
# arguments `reshape` and `order` do, and choose them. (It keeps the dtype: the result for an image of integers
# would lose its fractions.) The rest is up to you: which angles, and for which images.


# %% nbgrader={"grade_id": "08-rotate", "solution": true}
def rotate(X, degrees, *, rng):
    """Turn each image about its centre by an angle of its own, (8.3).

    X : array of shape (n, height, width)
    degrees : float, the largest angle to each side
    rng : numpy.random.Generator
    Returns an array of floats of the shape of X: bilinear interpolation, 0 from outside.
    """
    ### BEGIN SOLUTION
    angles = rng.uniform(-degrees, degrees, size=len(X))
    turned = [
        ndimage.rotate(image, angle, reshape=False, order=1)
        for image, angle in zip(X.astype(float), angles, strict=True)
    ]
    return np.array(turned)
    ### END SOLUTION


# %% nbgrader={"grade_id": "08-rotate-check", "grade": true}
check("augmentation.rotate")

# %% nbgrader={"grade_id": "08-rotate-hidden", "grade": true}
# The graded check of Exercise 8.3 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("augmentation.rotate")
### END HIDDEN TESTS

# %% [markdown]
# `keras.layers.RandomRotation(factor)` counts in full turns: 15 degrees are `factor=15 / 360`.
# `RandomRotation(0.15)` turns by up to 54 degrees, and `RandomRotation(15)` would mean up to 15 full turns (Keras 3
# raises an error: the factor must be between -1 and 1). An image that gets brighter evenly to the right tells us
# the angle.

# %% tags=["experiment"]
ramps = np.tile(np.arange(9.0), (2000, 9, 1))


def angles_of(out):
    """The angle of each turned ramp, in degrees."""
    along_x = out[:, 4, 5] - out[:, 4, 3]
    along_y = out[:, 5, 4] - out[:, 3, 4]
    return np.rad2deg(np.arctan2(-along_y, along_x))


def keras_turned(factor):
    """The ramps after a Keras layer, in training."""
    layer = keras.layers.RandomRotation(factor, fill_mode="constant", seed=1)
    return np.asarray(layer(ramps[..., None].astype(np.float32), training=True))[..., 0]


angles = {
    "yours, degrees = 15": angles_of(rotate(ramps, 15.0, rng=np.random.default_rng(1))),
    "Keras, factor = 15 / 360": angles_of(keras_turned(15 / 360)),
    "Keras, factor = 0.15": angles_of(keras_turned(0.15)),
}
for name, found in angles.items():
    print(f"{name:25} angles from {found.min():6.1f} to {found.max():5.1f} degrees")

# %% [markdown]
# ### How far is too far?
#
# *Before you run the cell:* at which angle, and at which shift, do you stop reading a 6? Where will the network
# stop?

# %% tags=["experiment"]
one = digits.X[digits.y == 6][4].reshape(1, *SHAPE) / 16
degrees, pixels = np.arange(0, 181, 20), np.arange(10) - 4
rows = {
    "turned (degrees)": (degrees, np.concatenate([augment.rotate_by(one, a) for a in degrees])),
    "shifted (pixels)": (pixels, np.concatenate([augment.shift(one, 0, dx) for dx in pixels])),
}
says = {}
for name, (_, images) in rows.items():
    p = network(images.reshape(10, 64)).mean(axis=0)  # mean over the networks
    says[name] = p.argmax(axis=-1)
as_six = says["turned (degrees)"] == 6
# The last angle before the first other answer:
last = 180 if np.all(as_six) else degrees[np.argmin(as_six)] - 20

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the figure.
below = [
    [
        (f"{strength:g}\nread: {answer}", answer == 6)
        for strength, answer in zip(at, says[name], strict=True)
    ]
    for name, (at, _) in rows.items()
]
fig, ax = plots.figure(
    f"Read as a 6 up to {last} degrees; turned by 180 degrees, as a {says['turned (degrees)'][-1]}",
    "strength of the transform",
    "",
    size=(8, 2.9),
)
plots.image_rows(ax, [images for _, images in rows.values()], list(rows), shape=SHAPE, below=below)
plots.show(
    fig,
    "One digit 6, turned further and further in the upper row and shifted to both sides in the lower "
    "one, with what twenty networks on average read under each picture.",
)

# %% [markdown]
# **Optional:** turn all ten digits yourself. The slider moves the angle; the upper row of the figure above shows
# the same for one 6, at ten positions.


# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: ten digits, turned by the angle of the slider.
def turn(angle):
    """Ten digits, turned, and what the networks read on average."""
    images = augment.rotate_by(pictures.reshape(-1, *SHAPE), angle)
    answers = plain[0.0].network(images.reshape(10, 64)).mean(axis=0).argmax(axis=-1)
    fig, ax = plots.figure(
        f"Turned by {angle:g} degrees: {np.sum(answers == np.arange(10))} of ten digits are read right",
        "",
        "",
        size=(8, 1.8),
    )
    below = [[(f"read: {answer}", answer == k) for k, answer in enumerate(answers)]]
    plots.image_rows(ax, [images], [""], shape=SHAPE, below=below)
    ax.set_yticks([])
    plots.show(
        fig, f"Ten digits turned by {angle:g} degrees, read as {', '.join(map(str, answers))}."
    )


slider(turn, "angle", np.arange(0, 181, 10), start=2)

# %% [markdown]
# ### What does it gain with right labels?
#
# Now to accuracy. Every batch of every epoch is transformed with new draws, and test images stay as they are. We
# begin as many articles do: all methods are trained for 60 epochs with one learning rate, 0.003, and transforms are
# as strong as above. (Half of the images of each batch are mirrored.)
#
# Every recipe also gets five other candidates for its settings; we come to them in a moment.


# %% tags=["experiment"]
def hooks(transform, **strengths):
    """For each strength a hook of nn.fit, which transforms the images of a training batch."""
    ((name, values),) = strengths.items()
    return [augment.on_rows(transform, SHAPE, **{name: value}) for value in values]


SHIFTS = hooks(augment.random_shift, max_px=(1, 2))
STRENGTHS = {
    "mirror images": hooks(augment.hflip, p=(0.5, 0.1)),
    "rotation": hooks(augment.rotate, degrees=(15.0, 30.0)),
}
recipes = {
    "plain": nn.Recipe(LAYERS, ADAM),
    "shift": nn.Recipe(LAYERS, ADAM, augment=SHIFTS[0]),
}
tune = {
    "plain": {"lr": (1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2)},
    "shift": [{"lr": lr, "augment": SHIFTS[0]} for lr in (1e-3, 3e-3, 1e-2, 3e-2)]
    + [{"lr": lr, "augment": SHIFTS[1]} for lr in (3e-3, 1e-2)],
}
for name, strengths in STRENGTHS.items():
    recipes[name] = nn.Recipe(LAYERS, ADAM, augment=strengths[0])


def compared(noise, rates):
    """All recipes, as they are written and tuned; mirror images and rotation with these rates."""
    for name, strengths in STRENGTHS.items():
        tune[name] = {"lr": rates, "augment": strengths}
    train, validation, test = few[noise]
    return nn.run_table(
        recipes, train, test, validation=validation, tune=tune, seeds=FEW, epochs=60, batch_size=50
    )


gained = {0.0: compared(0.0, (1e-3, 3e-3, 1e-2))}
print("right labels, learning rate 0.003 for all")
print(gained[0.0].untuned)

# %% [markdown]
# ### What does it gain with wrong labels?
#
# One of the articles that this course started from calls augmentation "mandatory", and says that it brings a leap
# every time. The table does not support this.
#
# *Before you run the cell:* will it be different if every fifth label is wrong?

# %% tags=["experiment"]
gained[0.2] = compared(0.2, (3e-4, 1e-3, 3e-3))
print("20 % wrong labels, learning rate 0.003 for all")
print(gained[0.2].untuned)

# %% [markdown]
# This table seems to support the article. Look at the gains, even that of mirror images: many of these have a wrong
# label.
#
# *Before you run the next cell:* is one learning rate for all methods fair? Think of what a plain network does with
# wrong labels during 60 epochs.
#
# In the next figure each method has chosen one of its six candidates, separately for each seed: the one with the best
# accuracy on 200 validation images, which have as many wrong labels as the training images. The plain network chose
# among six learning rates, and the other methods among combinations of a learning rate and a strength. (With wrong
# labels, the rates for mirror images and rotation are smaller; those for plain training and shifts are the same in
# both cases.) The empty points are the gains of the tables above.

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the figure, and a table of the most frequent choices.
effects = {
    noise: (table.untuned.gain("shift")[0], table.gain("shift")[0])
    for noise, table in gained.items()
}
fig, axes = plots.figures(
    "With every fifth label wrong, shifts change accuracy by "
    f"{effects[0.2][0]:+.1f} points at the learning rate 0.003,\n"
    f"and by {effects[0.2][1]:+.1f} points when all methods are tuned; with right labels by "
    f"{effects[0.0][0]:+.1f} and {effects[0.0][1]:+.1f}",
    [(f"gain over plain (percentage points)\n{100 * noise:.0f} % wrong labels", "")
     for noise in gained],
    size=(10, 3.8),
    sharey=True,
)  # fmt: skip
for ax, table in zip(axes, gained.values(), strict=True):
    plots.tuned_gains(ax, table)
plots.show(
    fig,
    "Gains in accuracy of three transforms over plain training with 200 images, with 95 % intervals: "
    "with right labels on the left, with 20 % wrong labels on the right. Full points: all methods "
    "tuned; empty points: all at the learning rate 0.003. Tuned gains are mostly nearer to zero.",
)
choices = {
    noise: [table.chosen(name).most_common(1)[0] for name in table]
    for noise, table in gained.items()
}
plots.table(
    {"method": list(gained[0.0])}
    | {
        f"chosen most often, {100 * noise:.0f} % wrong": [
            f"{what} ({n} of {len(FEW)})" for what, n in own
        ]
        for noise, own in choices.items()
    }
)

# %% [markdown]
# Which gains do you believe: the empty points, or the full ones?
#
# With wrong labels, 60 epochs at 0.003 are too many steps for the plain network: it has time to memorize the
# mistakes. The table shows that it prefers a smaller learning rate if it may choose. In 60 epochs, a smaller rate is a
# way of stopping early. So the empty points on the right are gains over a network that was trained badly. The full
# points compare the best that each method can do with its candidates. Little is left; read the intervals.
#
# ### What do more epochs change?
#
# Shifts have another difficulty. A network that meets a new image each time learns more slowly, and all methods have
# the same 60 epochs.
#
# *Before you run the next cells:* what happens to the cost of a shift if training goes on four times as long? And what
# happens to the plain network at 0.003, with wrong labels?

# %% tags=["experiment"]
long = {}
for noise, (train, _, test) in few.items():
    watched = tuple(part[:, :300] for part in test)  # 300 rows after every epoch are enough
    options = {"seeds": FEW, "epochs": 240, "validation": watched}
    long[noise] = trained({"plain": {}, "shift": {"augment": SHIFTS[0]}}, (train, test), **options)

train, validation, test = few[0.0]
longer = nn.run_table(
    {name: recipes[name] for name in ("plain", "shift")}, train, test, validation=validation,
    tune={
        "plain": {"lr": (1e-3, 3e-3, 1e-2)},
        "shift": {"lr": (1e-3, 3e-3, 1e-2)},
    },
    seeds=FEW, epochs=240, batch_size=50,
)  # fmt: skip
print("right labels, 240 epochs")
print(longer)

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the figure.
means = {
    noise: {
        name: 100 * outcome.history.val_accuracy.mean(axis=1) for name, outcome in table.items()
    }
    for noise, table in long.items()
}
noisy = means[0.2]["plain"]
fig, axes = plots.figures(
    "At the learning rate 0.003 and with wrong labels, the plain network is at its best\n"
    f"in epoch {noisy.argmax() + 1} ({noisy.max():.0f} %); in epoch 60 it is at {noisy[59]:.0f} %, in epoch 240 at "
    f"{noisy[-1]:.0f} %",
    [(f"epoch ({100 * noise:.0f} % wrong labels)", "accuracy on new images (%)" if noise == 0 else "")
     for noise in NOISES],
    size=(9, 3.8),
    sharey=True,
)  # fmt: skip
for ax, curves in zip(axes, means.values(), strict=True):
    plots.curves(ax, np.arange(1, 241), curves, marker=False)
    ax.axvline(60, color="0.6", linewidth=1)
axes[0].set_ylim(50, 100)
axes[0].legend(loc="lower right")
plots.show(
    fig,
    "Accuracy on new images against epochs, with and without shifts, at the learning rate 0.003. With "
    "right labels the network with shifts needs far more epochs. With wrong labels the plain network "
    "is at its best early and falls; the one with shifts rises later, and falls as well. A line marks "
    "epoch 60.",
)

# %% [markdown]
# Compare the table for 240 epochs with the tuned gains for 60 epochs (the figure with full and empty points): most of
# the cost of shifts in epoch 60 was a lack of steps. But it would be just as wrong to give the augmented network more
# steps than the plain one without saying so. State the number of steps, and choose it so that it is fair to both.
#
# ### Where do shifts help?
#
# So far, shifts have gained nothing that a better learning rate does not give as well. Look at what they add. Every
# digit of this data set fills its image from top to bottom, and the centre of its ink hardly moves:

# %% tags=["experiment"]
images = digits.X.reshape(-1, *SHAPE)
ink, places = images.sum(axis=(1, 2)), np.arange(8)
centres = {
    "down": images.sum(axis=2) @ places / ink,
    "to the right": images.sum(axis=1) @ places / ink,
}
full = np.mean((images[:, 0].sum(axis=1) > 0) & (images[:, -1].sum(axis=1) > 0))
print(f"{100 * full:.0f} % of the images have ink in the first and in the last row")
for name, centre in centres.items():
    print(f"standard deviation of the centre, {name}: {centre.std():.2f} pixels")

# %% [markdown]
# A shift by one pixel keeps the label, but it makes images that hardly occur. The network has to learn them, too.
#
# In **MNIST-1D** it is different. A row is a curve of 40 points: one of ten shapes is stretched, moved along the line
# and surrounded by noise. The shape may begin anywhere in the first two thirds of the line. The curves are made by a
# program, so each seed gets new ones for training, validation and testing, and an interval is about the task and not
# about one data set.

# %% tags=["experiment"]
drawn = [datasets.make_mnist1d(3000, rng=np.random.default_rng([seed, 8])) for seed in FEW]
X_lines, y_lines = (np.stack(part) for part in zip(*drawn, strict=True))
lines = [(X_lines[:, a:b], y_lines[:, a:b]) for a, b in ((0, 500), (500, 1000), (1000, 3000))]

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the figure.
fig, axes = plots.figures(
    "Two classes of MNIST-1D, three curves each: the same shape is in different places",
    [(f"point (class {k})", "value" if k == 4 else "") for k in (4, 7)],
    size=(9, 2.8),
    sharey=True,
)
for ax, k in zip(axes, (4, 7), strict=True):
    chosen = lines[0][0][0][lines[0][1][0] == k][:3]
    plots.curves(ax, np.arange(1, 41), dict(enumerate(chosen)), marker=False)
plots.show(
    fig,
    "Three curves of class 4 on the left and three of class 7 on the right. Within a class, curves have "
    "the same shape in different places, with noise around it.",
)

# %% [markdown]
# We train the dense network of this lesson with and without shifts by up to eight points, and two networks with
# **convolutional** layers, `nn.Conv1D`. Such a layer computes its outputs with the same few weights at every
# position. So if a curve is moved, the outputs of the layer move with it. One of these networks ends with a dense
# layer that has separate weights for each position (`Flatten`). The other one first takes the mean over all positions
# (`GlobalAveragePooling`).
#
# Every network chooses its learning rate among three, with and without shifts.
#
# *Before you run the cell:* which of the three networks needs the shifts least, and why?


# %% tags=["experiment"]
def slide(images, max_px, *, rng):
    """Curves, seen as images with one row, shifted by up to max_px points to both sides."""
    dx = rng.integers(-max_px, max_px + 1, size=len(images))
    return augment.shift(images, 0, dx)


shifted = augment.on_rows(slide, (1, 40), max_px=8)
CONV = (
    nn.Reshape((40, 1)),
    nn.Conv1D(16, 5, stride=2, padding="same"), nn.ReLU(),
    nn.Conv1D(16, 5, stride=2, padding="same"), nn.ReLU(),
)  # fmt: skip
NETWORKS = {
    "dense": (LAYERS, (3e-3, 1e-2, 3e-2)),
    "convolution, flattened": ((*CONV, nn.Flatten(), nn.Dense(10)), (1e-2, 3e-2, 1e-1)),
    "convolution, averaged": (
        (*CONV, nn.GlobalAveragePooling(), nn.Dense(10)), (1e-2, 3e-2, 1e-1)
    ),
}  # fmt: skip
moved = {}
for name, (layers, rates) in NETWORKS.items():
    pair = {
        name: nn.Recipe(layers, nn.Adam(1e-2)),
        f"{name}, with shifts": nn.Recipe(layers, nn.Adam(1e-2), augment=shifted),
    }
    moved[name] = nn.run_table(
        pair, lines[0], lines[2], validation=lines[1], tune={key: {"lr": rates} for key in pair},
        seeds=FEW, epochs=30, batch_size=50,
    )  # fmt: skip
    print(moved[name], end="\n\n")

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the figure.
gains = {name: table.gain(f"{name}, with shifts") for name, table in moved.items()}
fig, ax = plots.figure(
    "Shifts change accuracy on MNIST-1D, in points, by\n"
    + ", ".join(f"{gain[0]:+.0f} ({name})" for name, gain in gains.items()),
    "accuracy with shifts minus accuracy without\n(percentage points, 95 % interval; all tuned)",
    "",
    size=(8, 3.2),
)
plots.intervals(ax, gains)
plots.show(
    fig,
    "Gains of shifts on MNIST-1D for a dense network, a convolutional network that ends with a dense "
    "layer over all positions, and one that averages over positions, with 95 % intervals.",
)

# %% tags=["experiment"]
reveal("augmentation.shift_gain")

# %% [markdown]
# Shifts keep the label in both tasks. They gain most where the shapes occur in many places and 500 curves show each of
# them only a few times in each place, or never. They gain nothing where every digit is in the same place.
#
# Sharing weights over positions does not make shifts superfluous. The last layer of the flattened network still has to
# learn each shape in each place, and shifts show it the places that are missing. Averaging over positions builds most
# of that knowledge into the network: without shifts it is about as accurate as the flattened one with them. Shifts add
# little to it, if anything: look at the interval. (It is not quite blind to shifts: the stride of 2 skips every second
# position, and something is lost at the ends of the line. This may be one reason; we did not test it.)

# %% [markdown]
# ## 8.4 Whitening: preprocessing, not augmentation
#
# Neighbouring pixels carry nearly the same information. **Whitening** turns and stretches the data until all columns
# have variance 1 and no two of them correlate. Let $\mu$ be the mean of the rows, and $C$ their covariance with its
# eigenvalues $s_k$ and eigenvectors, the columns of $U$:
#
# $$C = \tfrac1n (X - \mu)^\top (X - \mu) = U \operatorname{diag}(s)\, U^\top. \tag{8.4}$$
#
# In the directions of $U$ the data do not correlate; there we divide by the standard deviation $\sqrt{s_k}$.
# That alone is PCA whitening, and its columns no longer correspond to pixels. **ZCA** rotates back afterwards, and so
# stays as close to the old image as a whitened image can:
#
# $$W = U \operatorname{diag}\!\left((s + \varepsilon)^{-1/2}\right) U^\top, \qquad Z = (X - \mu)\, W.
# \tag{8.5}$$
#
# $\varepsilon > 0$ holds back directions in which the data hardly vary: a pixel that is always 0 would be
# divided by 0. With $\varepsilon = 0$ all $s_k$ must be above 0; with $\varepsilon > 0$ there may also be fewer
# rows than columns.
#
# ### Exercise 8.4
#
# Write `zca_fit`, which looks at training rows, and `zca_apply`, which transforms any rows. One check tests both.


# %% nbgrader={"grade_id": "08-zca-fit", "solution": true}
def zca_fit(X, eps):
    """The mean and the symmetric whitening matrix of training rows, (8.4) and (8.5).

    X : array of shape (n, d); n may be smaller than d
    eps : float above 0, or 0 if no eigenvalue is 0; added to the eigenvalues of the covariance with 1/n
    Returns mu of shape (d,) and W of shape (d, d).
    """
    ### BEGIN SOLUTION
    mu = X.mean(axis=0)
    s, U = np.linalg.eigh((X - mu).T @ (X - mu) / len(X))
    s = np.maximum(s, 0)  # rounding may leave a little below 0
    return mu, (U / np.sqrt(s + eps)) @ U.T
    ### END SOLUTION


def zca_apply(X, mu, W):
    """Whitened rows, (8.5).

    X : array of shape (m, d), any rows
    mu, W : from zca_fit
    Returns an array of floats of the shape of X.
    """
    ### BEGIN SOLUTION
    return (X - mu) @ W
    ### END SOLUTION


# %% nbgrader={"grade_id": "08-zca-fit-check", "grade": true}
check("augmentation.zca_fit")

# %% nbgrader={"grade_id": "08-zca-fit-hidden", "grade": true}
# The graded check of Exercise 8.4 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("augmentation.zca_fit")
### END HIDDEN TESTS

# %% [markdown]
# ### Who gets what?
#
# **Predict.** Training images are whitened, then shifted at random. Which of these steps are applied to validation
# images?
#
# - `"a"`: Nothing: they stay as they are.
# - `"b"`: Both: they have to look like what the network was trained on.
# - `"c"`: Whitening with a mean and a matrix fitted on them; no shifts.
# - `"d"`: Whitening with the mean and the matrix of the training images; no shifts.

# %% nbgrader={"grade_id": "08-predict-validation-choice", "solution": true}
validation_prediction = None
### BEGIN SOLUTION
validation_prediction = "d"
### END SOLUTION

# %% nbgrader={"grade_id": "08-predict-validation", "grade": true}
predict("augmentation.validation", validation_prediction)

# %% [markdown]
# We train on whitened images, and judge the same networks on images that were prepared in five ways. (These
# networks were not trained with shifts, so the last row of the table overstates what shifts cost at validation.) And
# we compare two orders of operations: copies are made of all 200 images and *then* a quarter is set aside for
# validation, or a quarter is set aside first.
#
# *Before you run the cells:* which of the two orders promises an accuracy that new images do not give?


# %% tags=["experiment"]
def whitened(part, fitted_on, eps):
    """Each seed's rows, whitened with the mean and the matrix of other rows of that seed."""
    return np.stack(
        [
            augment.zca_apply(X, *augment.zca_fit(rows, eps))
            for X, rows in zip(part, fitted_on, strict=True)
        ]
    )


(X_train, y_train), _, (X_test, y_test) = data[0.0]
parts = [(whitened(X_train, X_train, 0.1), y_train), (whitened(X_test, X_train, 0.1), y_test)]
network = trained({"ZCA": {}}, parts)["ZCA"].network
ways = {
    "mean and matrix of the training rows": whitened(X_test, X_train, 0.1),
    "mean and matrix of the 1,000 test images": whitened(X_test, X_test, 0.1),
    "mean and matrix of the first 20 test images": whitened(X_test, X_test[:, :20], 0.1),
    "nothing: not whitened": X_test,
    "shifts, and then training rows as above": whitened(
        transformed(X_test, augment.random_shift, max_px=1), X_train, 0.1
    ),
}
right = {name: nn.accuracy(network(X), y_test) for name, X in ways.items()}
first = next(iter(right.values()))
plots.table(
    {
        "test images prepared with": list(right),
        "accuracy, %": [100 * accuracy.mean() for accuracy in right.values()],
        "minus first row": [plus_minus(accuracy, first) for accuracy in right.values()],
    },
    ".1f",
)


# %% tags=["experiment"]
def copies(X, y, times=4):
    """Each row and turned copies of it, with its label."""
    turned = [transformed(X, augment.rotate, seed=k, degrees=15.0) for k in range(times - 1)]
    return np.concatenate([X, *turned], axis=1), np.concatenate([y] * times, axis=1)


X, y = copies(X_train, y_train)  # first copies, then the split
order = np.stack([np.random.default_rng([seed, 7]).permutation(X.shape[1]) for seed in SEEDS])
X, y = np.take_along_axis(X, order[..., None], axis=1), np.take_along_axis(y, order, axis=1)
leaky = (X[:, :600], y[:, :600]), (X[:, 600:], y[:, 600:])
sound = copies(X_train[:, :150], y_train[:, :150]), (X_train[:, 150:], y_train[:, 150:])
for name, (train, validation) in {
    "augmented, then split": leaky,
    "split, then augmented": sound,
}.items():
    outcome = trained({"plain": {}}, (train, (X_test, y_test)), epochs=20)["plain"]
    promised = nn.accuracy(outcome.network(validation[0]), validation[1])
    print(
        f"{name}: validation promises {100 * promised.mean():.1f} %, new images give "
        f"{100 * outcome.accuracy.mean():.1f} % (promise minus truth: {plus_minus(promised, outcome.accuracy)})"
    )

# %% tags=["experiment"]
reveal("augmentation.validation")

# %% [markdown]
# A copy of a training image is not a new image: validation on copies measures memory. (Compare each promise with its
# own truth, and not the two truths: the first network has seen copies of nearly all 200 images, the second one of only
# 150.) This is the order that works:

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: a drawing of the order of splitting, preprocessing and augmentation.
plots.drawing("augmentation")

# %% [markdown]
# ### Where does the big leap come from?
#
# The article that calls augmentation "mandatory" whitens its images with Keras' `ImageDataGenerator`, and reports a
# "big leap" in accuracy. In short, these are its steps:
#
# ```python
# datagen = ImageDataGenerator(zca_whitening=True)
# datagen.fit(X_train)
# model.fit(X_train, y_train, ...)
# ```
#
# **Predict.** After datagen.fit(X_train), with ZCA whitening on, a network is trained on X_train. What does it
# see?
#
# - `"a"`: Whitened images.
# - `"b"`: The images as they were.
# - `"c"`: The images and their whitened copies, twice as many.

# %% nbgrader={"grade_id": "08-predict-fitted-choice", "solution": true}
fitted_prediction = None
### BEGIN SOLUTION
fitted_prediction = "b"
### END SOLUTION

# %% nbgrader={"grade_id": "08-predict-fitted", "grade": true}
predict("augmentation.fitted", fitted_prediction)

# %% [markdown]
# The class has been removed from `keras.preprocessing.image`. A deprecated copy inside Keras, `keras.src.legacy`,
# still runs, so we can repeat the article's steps.

# %% tags=["experiment"]
(X_train, y_train), _, (X_test, y_test) = data[0.0]
images = X_train.reshape(-1, *SHAPE, 1)  # all seeds, one after the other
before = images.copy()
datagen = ImageDataGenerator(featurewise_center=True, zca_whitening=True)
for k in range(len(SEEDS)):  # a view: whatever fit changed would be changed in X_train, too
    datagen.fit(images[200 * k : 200 * (k + 1)])
print(f"arrays equal before and after fit: {np.array_equal(images, before)}")

seen = images.reshape(X_train.shape)
again = trained({"after fit": {}}, ((seen, y_train), (X_test, y_test)))["after fit"]
print(
    f"{len(SEEDS)} test accuracies equal to the last digit: {np.array_equal(again.accuracy, plain[0.0].accuracy)}"
)
same = all(
    np.array_equal(again.network.params[name], plain[0.0].network.params[name])
    for name in again.network.params
)
print(f"all trained weights equal: {same}")

# The same images and network, with other initial weights and another order:
other = trained({"": {}}, data[0.0], seeds=[100 + seed for seed in SEEDS])[""]
apart = 100 * np.abs(other.accuracy - plain[0.0].accuracy)
print(
    f"only another seed: {apart.mean():.1f} points of accuracy apart on average, up to {apart.max():.1f}"
)

# %% tags=["experiment"]
reveal("augmentation.fitted")

# %% [markdown]
# The article compared one run with another run that had another seed. Two runs of *the same* method differ
# as well, and one of them is always the better one.
#
# What happens if the images really are whitened? First the matrices. The old generator subtracts *one*
# mean for all pixels, and adds its epsilon to singular values, which are $\sqrt{n s_k}$, after the root. So we
# hand it centred images, and compare where the data vary enough for an epsilon to play no part.
#
# *Before you run the cell:* scikit-learn's `PCA(whiten=True)` divides by $n - 1$. By what factor will its rows
# differ from yours?

# %% tags=["experiment"]
X = X_train[0] - X_train[0].mean(axis=0)
datagen = ImageDataGenerator(featurewise_center=True, zca_whitening=True, zca_epsilon=1e-6)
datagen.fit(X.reshape(-1, *SHAPE, 1))
library = datagen.zca_whitening_matrix
mu, W = zca_fit(X, 1e-12)
s, U = np.linalg.eigh(X.T @ X / len(X))
there = U[:, s > 1e-3]
apart = np.abs(there.T @ (library - W) @ there).max() / np.abs(there.T @ W @ there).max()
print(f"{there.shape[1]} directions of 64 have a variance above 0.001; in them")
print(f"Keras' matrix and yours differ by {apart:.0e} of the largest entry")

pca = PCA(n_components=10, whiten=True).fit(X)
turned = zca_apply(X, mu, W) @ pca.components_.T  # turned to the components
ratio = np.median(pca.transform(X) / turned)
print(f"scikit-learn's PCA whitening / your ZCA, turned to components: {ratio:.6f}")
print(f"root of (n - 1) / n: {np.sqrt((len(X) - 1) / len(X)):.6f}")

# %% [markdown]
# *Before you run the cell:* what does $\varepsilon = 10^{-6}$ do to a pixel that is 0 in all of 200 training
# images, but not in one test image?
#
# We whiten with four values of $\varepsilon$. For each of them, the network chooses among three learning rates, and so
# does the network with the plain images.

# %% tags=["experiment"]
EPS = (1e-6, 1e-2, 0.1, 1.0)
RATES = (1e-3, 3e-3, 1e-2)
(X_train, y_train), (X_valid, y_valid), (X_test, y_test) = few[0.0]


def judged_on(change):
    """Networks for changed images, with the best of three learning rates."""
    train, valid, test = (
        (change(X), y) for X, y in ((X_train, y_train), (X_valid, y_valid), (X_test, y_test))
    )
    return nn.run_table(
        {"": nn.Recipe(LAYERS, ADAM)}, train, test, validation=valid, tune={"": {"lr": RATES}},
        seeds=FEW, epochs=60, batch_size=50,
    )[""]  # fmt: skip


white = nn.Table(
    {"plain": judged_on(lambda X: X)}
    | {
        f"ZCA, eps = {eps:g}": judged_on(lambda X, eps=eps: whitened(X, X_train, eps))
        for eps in EPS
    }
)
print(white)

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the figure.
gains = {
    label: 100
    * np.array(
        [compare.paired_ci(own[name].accuracy, own["plain"].accuracy) for name in list(own)[1:]]
    )
    for label, own in {"both tuned": white, "both untuned": white.untuned}.items()
}
tuned = gains["both tuned"][:, 0]
fig, axes = plots.figures(
    f"Whitening of 200 images, learning rates tuned: {tuned[0]:+.1f} points at eps = {EPS[0]:g},\n"
    f"{tuned[-1]:+.1f} at eps = {EPS[-1]:g}",
    [("the same digits, whitened", "eps"), ("eps", "gain over plain images\n(percentage points, 95 % interval)")],
    size=(9.4, 4),
)  # fmt: skip
some = X_test[0][[np.flatnonzero(y_test[0] == k)[0] for k in range(6)]]
rows = [augment.zca_apply(some, *augment.zca_fit(X_train[0], eps)).clip(-4, 4) for eps in EPS]
plots.image_rows(axes[0], rows, [f"{eps:g}" for eps in EPS], shape=SHAPE)
plots.curves(
    axes[1], EPS, {label: values[:, 0] for label, values in gains.items()},
    halves={label: values[:, 0] - values[:, 1] for label, values in gains.items()},
)  # fmt: skip
axes[1].set_xscale("log")
axes[1].axhline(0, color="0.3", linewidth=1)
axes[1].legend(loc="lower right")
plots.show(
    fig,
    "Left, six digits whitened with four values of epsilon: noise at the smallest; at the largest they "
    "look almost like the original digits. Right, the paired change in accuracy, tuned and untuned: a "
    "loss at the two smallest epsilons, little change at 0.1 and 1.",
)
worst = {eps: np.abs(whitened(X_test, X_train, eps)).max() for eps in (1e-6, 0.1)}
print(f"largest whitened test pixel: {worst[1e-6]:,.0f} at eps = 1e-6, {worst[0.1]:.1f} at 0.1")

# %% [markdown]
# Real whitening costs about seven points at $\varepsilon = 10^{-6}$ in (8.5) and two at 0.01; at 0.1 and 1 it changes
# little. (The generator's default is $10^{-6}$, too, but added to singular values, so it holds back even less.) Only
# the learning rate was chosen on validation rows: if you pick the best of the four $\varepsilon$ in this figure, you
# pick it on test rows, which flatters it. (If $\varepsilon$ is far larger than all variances, $W$ is about
# $I / \sqrt{\varepsilon}$: the images are centred and hardly whitened.) There is no leap here.

# %% [markdown]
# ## 8.5 Smooth labels
#
# The last two methods change the labels. The first leaves the images as they are and keeps the network from being
# too sure. A label $y$ has a share for each of $K$ classes: 1 for the true one and 0 for the others, or any shares
# that sum to 1. A share of $\varepsilon$ is taken away and spread evenly over **all** classes:
#
# $$y^{\text{smooth}} = (1 - \varepsilon)\, y + \frac{\varepsilon}{K}. \tag{8.6}$$
#
# A logit that runs to infinity is no longer rewarded: the loss is smallest at
# $p = 1 - \varepsilon + \varepsilon / K$ for the true class.
#
# ### Exercise 8.5
#
# Write `smooth_labels`.


# %% nbgrader={"grade_id": "08-smooth-labels", "solution": true}
def smooth_labels(Y, eps):
    """Smoothed labels, (8.6).

    Y : array of shape (n, K), a share for each class; rows sum to 1
    eps : float in [0, 1)
    Returns an array of floats of the shape of Y.
    """
    ### BEGIN SOLUTION
    return (1 - eps) * Y + eps / Y.shape[1]
    ### END SOLUTION


# %% nbgrader={"grade_id": "08-smooth-labels-check", "grade": true}
check("augmentation.smooth_labels")

# %% nbgrader={"grade_id": "08-smooth-labels-hidden", "grade": true}
# The graded check of Exercise 8.5 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("augmentation.smooth_labels")
### END HIDDEN TESTS

# %% [markdown]
# Keras smooths inside the loss: `CategoricalCrossentropy(label_smoothing=0.1)`. So does our `nn.cross_entropy`.

# %% tags=["experiment"]
rng = np.random.default_rng(0)
logits, classes = rng.normal(size=(50, 10)), rng.integers(10, size=50)
hot = np.eye(10)[classes]
losses = {
    "yours": nn.cross_entropy(logits, smooth_labels(hot, 0.1))[0],
    "nn": nn.cross_entropy(logits, classes, label_smoothing=0.1)[0],
    "Keras": float(
        keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)(hot, logits)
    ),
}
print(", ".join(f"{name} {float(loss):.6f}" for name, loss in losses.items()))

# %% [markdown]
# ## 8.6 Mix images
#
# The second method, **mixup**, puts two images on top of each other, and mixes their labels in the same way. One
# number $\lambda$ is drawn for the whole batch, and a random permutation $\pi$ gives each row its partner. All
# permutations are equally likely, so a row may also be its own partner:
#
# $$x_i' = \lambda x_i + (1 - \lambda)\, x_{\pi(i)}, \quad y_i' = \lambda y_i + (1 - \lambda)\, y_{\pi(i)}, \quad
# \lambda \sim \text{Beta}(\alpha, \alpha). \tag{8.7}$$
#
# A small $\alpha$ gives $\lambda$ near 0 or 1, hence hardly mixed images; a large one gives $\lambda$ near 1/2.
# A mixed image is not meant to look like a real one. It asks the network to be *linear between* images.
#
# ### Exercise 8.6
#
# Write `mixup`. It returns $\lambda$ as well.


# %% nbgrader={"grade_id": "08-mixup", "solution": true}
def mixup(X, Y, alpha, *, rng):
    """Mix each row, and its label, with a partner, (8.7).

    X : array of shape (n, ...), rows or images
    Y : array of shape (n, K), a share for each class
    alpha : float above 0
    rng : numpy.random.Generator
    Returns the mixed X and Y, arrays of floats of the same shapes, and lam: one float (not an
    array of shape (1,)) for the batch.
    """
    ### BEGIN SOLUTION
    lam = rng.beta(alpha, alpha)
    partners = rng.permutation(len(X))
    return lam * X + (1 - lam) * X[partners], lam * Y + (1 - lam) * Y[partners], lam
    ### END SOLUTION


# %% nbgrader={"grade_id": "08-mixup-check", "grade": true}
check("augmentation.mixup")

# %% nbgrader={"grade_id": "08-mixup-hidden", "grade": true}
# The graded check of Exercise 8.6 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("augmentation.mixup")
### END HIDDEN TESTS

# %% tags=["experiment"]
n = 8
labels = np.eye(n, dtype=np.float32)  # each row a class of its own: the label tells what was mixed
batch = {"images": np.repeat(labels[:, :, None, None], 2, axis=3), "labels": labels}
library = keras.layers.MixUp(alpha=2.0, seed=3)(batch, training=True)
library = {name: np.asarray(values) for name, values in library.items()}
yours_x, yours_y, lam = mixup(batch["images"], labels, 2.0, rng=np.random.default_rng(3))
for name, X, Y in (("yours", yours_x, yours_y), ("Keras", library["images"], library["labels"])):
    own = np.diag(Y)
    print(
        f"{name}: images mixed as labels: {np.allclose(X[:, :, 0, 0], Y, atol=1e-6)}, share of the row "
        f"itself: {', '.join(f'{v:.2f}' for v in own)}"
    )

# %% [markdown]
# Keras draws a $\lambda$ for each image of the batch; you, like the program printed in the mixup paper, draw one for
# each batch. (A row that happens to be its own partner has share 1.)

# %% [markdown]
# ## 8.7 Too sure, or too unsure?
#
# Smooth and mixed labels aim at *how sure* a network is. The **confidence** of a prediction is its largest
# probability. A network is **calibrated** if its confidences come true: of all predictions with confidence 0.8, for
# example, eight in ten are right, and likewise for every other confidence. To measure it, sort predictions into $B$
# bins of equal width by their confidence, bin $b$ being $(\frac{b-1}{B}, \frac bB]$ for $b = 1, \dots, B$. Compare in
# each bin the share that is right with the mean confidence, and weight each bin by the number $n_b$ of predictions in
# it. That is the **expected calibration error**:
#
# $$\text{ECE} = \sum_{b=1}^{B} \frac{n_b}{n} \, \bigl| \text{accuracy}_b - \text{confidence}_b \bigr|.
# \tag{8.8}$$
#
# A confidence on an edge belongs to the bin below it. (The check tries edges only for 2, 4, 8, ... bins, where
# floating-point numbers are exact.) If two classes share the largest probability, the first is chosen. Empty bins
# contribute 0.
#
# ### Exercise 8.7
#
# Write `ece`.


# %% nbgrader={"grade_id": "08-ece", "solution": true}
def ece(p, y, bins):
    """Expected calibration error, (8.8).

    p : array of shape (n, K), probabilities; rows sum to 1
    y : array of shape (n,), the true classes, 0 to K - 1
    bins : int, the number of bins between 0 and 1
    Returns a float.
    """
    ### BEGIN SOLUTION
    confidence, right = p.max(axis=1), p.argmax(axis=1) == y
    total = 0.0
    for b in range(bins):
        rows = (confidence > b / bins) & (confidence <= (b + 1) / bins)
        if np.any(rows):
            total += np.mean(rows) * abs(right[rows].mean() - confidence[rows].mean())
    return total
    ### END SOLUTION


# %% nbgrader={"grade_id": "08-ece-check", "grade": true}
check("augmentation.ece")

# %% nbgrader={"grade_id": "08-ece-hidden", "grade": true}
# The graded check of Exercise 8.7 runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("augmentation.ece")
### END HIDDEN TESTS

# %% [markdown]
# ### Do smooth and mixed labels help, with right labels?
#
# Before we measure how sure networks are, we look at accuracy. Each method has six candidates again: plain training has
# six learning rates, the others have combinations of a learning rate and a strength.
#
# *Before you run the cell:* which column of the table should you read, "gain" or "untuned gain"?

# %% tags=["experiment"]
MIXUPS = [augment.mixup_rows(0.4), augment.mixup_rows(1.0)]
recipes = {
    "plain": nn.Recipe(LAYERS, ADAM),
    "smooth labels": nn.Recipe(LAYERS, ADAM, label_smoothing=0.1),
    "mixup": nn.Recipe(LAYERS, ADAM, augment=MIXUPS[0]),
}


def compared_labels(noise, rates):
    """A table of the three methods, each with the best of six candidates."""
    train, validation, test = few[noise]
    return nn.run_table(
        recipes, train, test, validation=validation,
        tune={
            "plain": {"lr": (1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2)},
            "smooth labels": {"lr": rates, "label_smoothing": (0.1, 0.3)},
            "mixup": {"lr": rates, "augment": MIXUPS},
        },
        seeds=FEW, epochs=60, batch_size=50,
    )  # fmt: skip


labels_gained = {0.0: compared_labels(0.0, (1e-3, 3e-3, 1e-2))}
print(labels_gained[0.0])

# %% [markdown]
# ### Do smooth and mixed labels help, with wrong labels?
#
# With wrong labels, smaller learning rates were chosen above. So the candidates of smooth labels and mixup are
# smaller, too; plain training keeps its six.
#
# *Before you run the cell:* how will the two columns differ now?

# %% tags=["experiment"]
labels_gained[0.2] = compared_labels(0.2, (3e-4, 1e-3, 3e-3))
print(labels_gained[0.2])

# %% [markdown]
# With right labels, smooth labels gain about a point when all methods are tuned (look at the intervals of both
# columns); mixup gains nothing. With wrong labels, the untuned gains are once more gains over a plain network that was
# trained too long, and the tuned gains are small: read their intervals.
#
# ### How sure are they?
#
# Accuracy is not all. We now ask how sure the networks are when every fifth training label is wrong, in two cases:
#
# - all methods are trained for a long time, 240 epochs at the learning rate 0.003, with the weaker smoothing and
#   mixing;
# - they are those of the last table: 60 epochs, and the settings that had the best accuracy on validation images.
#
# Neither was tuned for calibration.
#
# *Before you run the cell:* in which case is the plain network too sure? And what do smooth labels do in
# the other one?

# %% tags=["experiment"]
train, _, (X_test, y_test) = few[0.2]
others = {"smooth labels": {"label_smoothing": 0.1}, "mixup": {"augment": MIXUPS[0]}}
late = trained(others, (train, (X_test, y_test)), seeds=FEW, epochs=240)
cases = {
    "240 epochs, learning rate 0.003": {"plain": long[0.2]["plain"], **late},
    "60 epochs, tuned for accuracy": labels_gained[0.2],
}
predicted = {
    case: {name: outcome.network(X_test) for name, outcome in table.items()}
    for case, table in cases.items()
}
errors = {
    case: {name: nn.ece(p, y_test, 10) for name, p in own.items()}
    for case, own in predicted.items()
}
p = predicted["60 epochs, tuned for accuracy"]["plain"][0]
print(f"seed 0, plain, tuned: yours {ece(p, y_test[0], 10):.6f}, nn {nn.ece(p, y_test[0], 10):.6f}")


def over_plain(name, found):
    """The difference in ECE to plain training, and half the width of its 95 % interval."""
    diff, lo, _ = compare.paired_ci(found[name], found["plain"])
    return f"{diff:+.3f} ± {diff - lo:.3f}"


plots.table(
    {
        "": [f"{case}: {name}" for case, found in errors.items() for name in found],
        "ECE": [own.mean() for found in errors.values() for own in found.values()],
        "minus that of plain": [
            "" if name == "plain" else over_plain(name, found)
            for found in errors.values()
            for name in found
        ],
    }
)

# %% tags=["experiment"] jupyter={"source_hidden": true}
# Folded: the figure.
means = {case: {name: own.mean() for name, own in found.items()} for case, found in errors.items()}
best = {case: min(found, key=found.get) for case, found in means.items()}
fig, axes = plots.figures(
    "Lowest mean ECE: " + "; ".join(f"{best[case]} ({case})" for case in cases),
    [(f"confidence (%)\n{case}", "predictions that are right (%)" if i == 0 else "")
     for i, case in enumerate(cases)],
    size=(9.4, 5.2),
    sharey=True,
)  # fmt: skip
for ax, (case, own) in zip(axes, predicted.items(), strict=True):
    plots.reliability(ax, own, y_test, means[case])
plots.show(
    fig,
    "Reliability: share of right predictions against confidence. After 240 epochs at 0.003 the plain "
    "network is below the diagonal, too sure, smooth labels are above it, and mixup is near it. With 60 "
    "epochs and tuned for accuracy, all three are above the diagonal: too unsure.",
)

# %% [markdown]
# The diagonal is perfect calibration. After 240 epochs at 0.003 the plain network is below it: too sure of wrong
# answers, because it has memorized wrong labels. Smooth labels push it to the other side, and mixup is in between.
#
# Tuned networks are all above the diagonal. They did not have time to memorize, and a fifth of their labels were
# wrong, which keeps their probabilities low, so they are right far more often than they think. Smooth labels add to
# that.
#
# So a method can help a network that is too sure and harm one that is not: smooth labels lower the mean ECE in the
# first case and raise it in the second. (Look at the intervals in the table, and at that of mixup in the second case
# above all.) Look at the side of the diagonal, and not at the number alone. Report ECE beside the accuracy, not in its
# place: if classes are equally frequent, a network that always answers 1/10 for each class is perfectly calibrated,
# and useless.

# %% [markdown]
# ## 8.8 In Keras: layers that are active only in training
#
# In Keras, augmentation can be part of the model: the random layers come first, and Keras switches them
# off for predictions. The order of a whole pipeline stays the same: split first, fit the preprocessing on training rows,
# augment inside the training loop.
#
# *Before you run the cell:* what does the trained model return for the same image, called twice with
# `training=True`? And `predict`, twice?

# %% tags=["experiment"]
keras.utils.set_random_seed(8)
layers = keras.layers
model = keras.Sequential(
    [
        layers.Input((*SHAPE, 1)),
        layers.RandomTranslation(1 / 8, 1 / 8, fill_mode="constant"),
        layers.RandomRotation(15 / 360, fill_mode="constant"),
        layers.Flatten(),
        layers.Dense(256, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ]
)
model.compile(keras.optimizers.Adam(3e-3), "sparse_categorical_crossentropy", metrics=["accuracy"])
many, new = datasets.split_rows(1797, (1400, 397), rng=np.random.default_rng(8))
X_many, X_new = (digits.X[rows].reshape(-1, *SHAPE, 1) / 16 for rows in (many, new))
y_many, y_new = digits.y[many], digits.y[new]
model.fit(X_many, y_many, epochs=15, batch_size=50, verbose=0)
five = X_new[:5].astype(np.float32)
twice = [np.asarray(model(five, training=True)) for _ in range(2)]
print(f"training=True, twice the same: {np.array_equal(*twice)}")
print(
    f"predict, twice the same: {np.array_equal(*(model.predict(five, verbose=0) for _ in range(2)))}"
)
accuracy = model.evaluate(X_new, y_new, verbose=0)[1]
print(f"{100 * accuracy:.1f} % of {len(y_new)} new images right, after 15 epochs, one seed")
keras.backend.clear_session()

# %% [markdown]
# ## 8.9 Why?
#
# A report says: "Image augmentation is mandatory. After `datagen.fit(X_train)` with whitening and horizontal flips,
# our network read 98.9 % of the test digits right, against 97.8 % before: a big leap that works every time." The code
# then calls `model.fit(X_train, y_train)`.
#
# In at most 150 words: say what the network was trained on, and **how you would prove it**; give another
# explanation for the 1.1 points, and **say what you would run** to tell; and say, for **one** of the two
# transforms, what you would expect *if it were really done* here, and why. (3 points, marked by a person.)

# %% [markdown] nbgrader={"grade_id": "08-why", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# (1) On X_train as it was: `fit` computes statistics and stores them, and `model.fit` never asks the generator
# for a batch. Proof: compare X_train with a copy made before `fit` (equal arrays), or train with the same seed
# without the generator (the same weights). (2) Two runs with other seeds: initial weights and order of the rows
# differ, and the better one was reported. I would run both versions on 20 seeds (or splits), paired seed by
# seed, and look at the mean difference with its interval; here it would be exactly 0. (3) Flips: worse, because a
# mirrored 2, 5, 6 or 9 is no longer that digit, so some labels become wrong. Or whitening: with eps = 1e-6
# worse, because directions without variance are blown up; with eps = 0.1 or more about the same.
#
# **Marking scheme.** 1 point for "nothing was transformed" *with* a proof that could have failed (half a point
# without one). 1 point for chance or seed, *with* several paired runs; "run it again" is half a point. 1 point for
# an expectation with its reason: labels that are not kept, or eps and directions without variance. No point for
# "more data always help".
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | what | formula | here | Keras | scale |
# |---|---|---|---|---|
# | shift | (8.1) | `random_shift(X, max_px)` | `RandomTranslation(f, f)` | pixels; shares of height and width |
# | mirror image | (8.2) | `hflip(X, p)` | `RandomFlip("horizontal")` | probability p; always 1/2 |
# | rotation | (8.3) | `rotate(X, degrees)` | `RandomRotation(f)` | degrees; share of a full turn |
# | ZCA whitening | (8.5) | `zca_fit`, `zca_apply` | gone | eps is added to variances |
# | label smoothing | (8.6) | `smooth_labels(Y, eps)` | `label_smoothing=eps` | eps/K for each class |
# | mixup | (8.7) | `mixup(X, Y, alpha)` | `MixUp(alpha)` | lam for a batch; for an image |
# | calibration | (8.8) | `ece(p, y, bins)` | – | share, 0 is best |
#
# - If a transform keeps the old label, the new picture must still deserve it; ask this for each task. (Mixup changes
#   the label with the image.)
# - Preprocessing is fitted on training rows and applied to all rows. Augmentation is for training rows only.
# - Split first, then augment. Fitting is not transforming.
# - In our experiments shifts helped where they made examples that occur in the task and are missing in the training
#   data.
# - Compare tuned methods at the same number of steps. A gain at one learning rate may be a gain over a network that
#   was trained badly.
#
# **Further reading.** P. Simard, D. Steinkraus, J. Platt, *Best practices for convolutional neural networks applied
# to visual document analysis* (2003). A. Bell, T. Sejnowski, *The "independent components" of natural scenes are
# edge filters* (1997). A. Krizhevsky, *Learning multiple layers of features from tiny images* (2009).
# C. Szegedy and others, *Rethinking the Inception architecture for computer vision* (2016). H. Zhang and others,
# *mixup: beyond empirical risk minimization* (2018). C. Guo and others, *On calibration of modern neural networks*
# (2017). C. Shorten, T. Khoshgoftaar, *A survey on image data augmentation for deep learning* (2019).
