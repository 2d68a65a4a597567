# %% [markdown]
# # Lesson 8. Augmentation
#
# **By the end you can**
#
# - write random shifts, mirror images and rotations, and judge whether they keep the label;
# - tell preprocessing (whitening) from augmentation, and say what validation images get of each;
# - mix images and smooth labels;
# - measure whether a network is as sure as it should be.
#
# **Time** about 130 minutes; the end of 8.3 is a good place for a break. **Before this** lesson 7
# (networks, label noise), NumPy.
#
# Each exercise ends with a check. A cross comes with the smallest case that fails and a hint;
# `example("augmentation.hflip")` then hands you the inputs of that case. `augment` and `nn` hold reference
# solutions of the course; the figures use them, so that they work before yours do. (Cells that compare
# *your* function with the library need your answer.)

# %%
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
# More data help against overfitting (lesson 1), but often there are no more. **Augmentation** makes new
# training images from old ones: shifted, turned, mirrored, mixed. The new picture must still deserve the label
# that we give it. This is necessary; we will measure whether it is enough.
#
# All experiments of this lesson train 20 networks at once (ten where training is long), each with its own seed:
# other training images, other initial weights. Methods are compared seed by seed, with the same number of steps.

# %% tags=["experiment"]
digits = datasets.load_digits()
SEEDS, FEW = range(20), range(10)  # few where training is long
ADAM, SHAPE = nn.Adam(3e-3), (8, 8)
LAYERS = (nn.Dense(256), nn.ReLU(), nn.Dense(10))


def divided(noise, sizes=(200, 1000), seeds=SEEDS):
    """Rows for training and testing, as (X, y) for all seeds."""
    return datasets.split_seeds(digits.X / 16, digits.y, sizes, seeds=seeds, noise=noise)


def trained(recipes, parts, seeds=SEEDS, epochs=60, batch_size=50, **options):
    """A table of trained networks from {name: options of nn.Recipe}."""
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


TRANSFORMS = {  # how far they go: as far as looks harmless
    "shift, 1 pixel": (augment.random_shift, {"max_px": 1}),
    "mirror image": (augment.hflip, {"p": 1.0}),
    "rotation, 15°": (augment.rotate, {"degrees": 15.0}),
    "scale, 15 %": (augment.scale, {"amount": 0.15}),
}
NOISES = (0.0, 0.2)
data = {noise: divided(noise) for noise in NOISES}
few = {noise: divided(noise, seeds=FEW) for noise in NOISES}
plain = {noise: trained({"plain": {}}, data[noise])["plain"] for noise in NOISES}

# %% [markdown]
# *Before you run the cell:* look at the first row only, and cover the others. Which of the others would you
# still read correctly? And which would a network read that has seen upright digits only? (The last two rows,
# whitening and mixtures, have sections of their own.)

# %% tags=["experiment"]
X_test, y_test = data[0.0][1]
network = plain[0.0].network
pictures = np.stack([digits.X[digits.y == k][3] for k in range(10)]) / 16
grid = {"as it was": pictures}
read = {"as it was": 100 * plain[0.0].accuracy.mean()}
for name, (transform, options) in TRANSFORMS.items():
    grid[name] = transformed(pictures, transform, seed=2, **options)
    read[name] = (
        100 * nn.accuracy(network(transformed(X_test, transform, **options)), y_test).mean()
    )
mu, W = augment.zca_fit(digits.X / 16, 0.1)
grid["whitened"] = augment.zca_apply(pictures, mu, W)
grid["mixed, half and half"] = 0.5 * pictures + 0.5 * np.roll(pictures, -3, axis=0)


def show_wall(ax, rows, labels, below=0):
    """Rows of images, each stretched from white to black, with space for a text below them."""
    lines = []
    for row in rows:
        low, high = row.min(), row.max()
        tiles = ((row - low) / (high - low)).reshape(-1, *SHAPE)
        padded = np.pad(tiles, ((0, 0), (1, 1 + below), (1, 1)), constant_values=np.nan)
        lines.append(np.hstack(padded))
    ax.imshow(np.vstack(lines), cmap="gray_r")
    ax.set_yticks((10 + below) * np.arange(len(labels)) + 4.5, labels)
    ax.set_xticks([])
    ax.grid(visible=False)


fig, ax = plots.figure(
    f"A network that knows upright digits reads {read['as it was']:.0f} % of them,\n"
    f"{read['shift, 1 pixel']:.0f} % when they are shifted, {read['mirror image']:.0f} % when "
    "mirrored",
    "ten digits",
    "",
    size=(7.5, 5.2),
)
labels = [f"{name}\n(read right: {read[name]:.0f} %)" if name in read else name for name in grid]
show_wall(ax, grid.values(), labels)
plots.show(
    fig,
    "A grid of the ten digits: as they were, shifted, mirrored, turned, scaled, whitened, and each "
    "mixed with another digit. Beside each row stands how many of such images a plain network reads "
    "right.",
)

# %% [markdown]
# That the network fails on shifted images shows that it never learned what you know: a digit does not
# depend on where it stands. Augmentation tells it. Whether telling helps is another question.
#
# **Predict.** Each training image is shifted by at most one pixel, differently in each of 60 epochs. For which
# network does accuracy rise?
#
# - `"a"`: For one with 200 images, every fifth label wrong.
# - `"b"`: For one with 1,400 images, all labels right.
# - `"c"`: For both: a shifted digit is still the same digit.
# - `"d"`: For neither: test images are not shifted.

# %% nbgrader={"grade_id": "08-predict-shift-gain-choice", "solution": true}
shift_prediction = None
### BEGIN SOLUTION
shift_prediction = "a"
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
# `training=True` in `fit` and `training=False` in `predict`; if you call a layer yourself, you have to say which.

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
# Write `hflip` (h for horizontal: left and right change places).


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
# | turn by 180° | hardly a picture that comes | no: 6 and 9 | yes, if such images come | no |
#
# We can ask a network, too. Ours has seen upright digits only.
#
# *Before you run the cell:* which digits survive in a mirror? Which in half a turn, and what becomes of the
# others?

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
shares = {name: 100 * t / t.sum(axis=1, keepdims=True) for name, t in table.items()}
survive = [k for k in range(10) if shares["mirror image"][k, k] > 50]
names = ", ".join(map(str, survive))

fig, axes = plots.figures(
    f"In a mirror most images of {names} are still read right, and no others;\n"
    f"after half a turn {shares['half a turn'][6, 9]:.0f} % of the sixes are read as nines",
    [(f"what the network reads ({name})", "digit" if i == 0 else "")
     for i, name in enumerate(shares)],
    size=(9.4, 4.4),
)  # fmt: skip
for ax, share in zip(axes, shares.values(), strict=True):
    ax.imshow(share, cmap="cividis", vmin=0, vmax=100)
    for (row, column), value in np.ndenumerate(share):
        if value >= 10:
            colour = "white" if value < 50 else "black"
            ax.text(column, row, f"{value:.0f}", ha="center", va="center", color=colour, size=8)
    ax.set_xticks(range(10))
    ax.set_yticks(range(10))
    ax.grid(visible=False)
plots.show(
    fig,
    "Two tables of digits against what networks read in them, in percent; shares of 10 % and more are "
    f"written out. Mirrored, {names} are mostly read right. After half a turn most sixes are read as "
    "nines.",
)

# %% [markdown]
# A flip is harmless for digits such as 0 and 8, which keep their label. For each digit that is dark on the
# diagonal of the left table, it makes images with wrong labels.

# %% [markdown]
# ## 8.3 Rotate
#
# Each image is turned about its centre by an angle $\theta$ of its own, uniform between $-d$ and $d$ degrees.
# The size stays. A pixel of the new image has its value from a place between four old pixels, so their
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
# Write `rotate`. The turning itself may be done by SciPy: `ndimage.rotate` turns *one* image. Read what its
# arguments `reshape` and `order` do, and choose them. (It keeps the dtype: the result for an image of integers
# would lose its fractions.) You decide what a library call does not decide: which angles, and for which images.


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
# `keras.layers.RandomRotation(factor)` counts in full turns: 15 degrees are `factor=15 / 360`. If you write
# `RandomRotation(15)`, you get something else. An image that gets brighter evenly to the right tells us the
# angle.

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
last = (
    degrees[np.argmin(as_six)] - 20 if not np.all(as_six) else 180
)  # before the first other answer

fig, ax = plots.figure(
    f"Read as a 6 up to {last} degrees; turned by 180 degrees, as a {says['turned (degrees)'][-1]}",
    "strength of the transform",
    "",
    size=(8, 2.9),
)
show_wall(ax, [images for _, images in rows.values()], list(rows), below=5)
for row, (name, (strengths, _)) in enumerate(rows.items()):
    for column, strength in enumerate(strengths):
        answer = says[name][column]
        text = f"{strength:g}\nread: {answer}"
        weight = "bold" if answer == 6 else "normal"
        place = 10 * column + 4.5, 15 * row + 10
        ax.text(*place, text, ha="center", va="top", size=8.5, weight=weight)
plots.show(
    fig,
    "One digit 6, turned further and further in the upper row and shifted to both sides in the lower "
    "one, with what twenty networks on average read under each picture.",
)

# %% [markdown]
# **Optional:** turn all ten digits yourself. The slider moves the angle; the upper row of the figure above shows
# the same for one 6, at ten positions.


# %% tags=["experiment"]
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
    show_wall(ax, [images], [""], below=5)
    ax.set_yticks([])
    for k, answer in enumerate(answers):
        weight = "bold" if answer == k else "normal"
        ax.text(10 * k + 4.5, 10, f"read: {answer}", ha="center", va="top", size=9, weight=weight)
    plots.show(
        fig, f"Ten digits turned by {angle:g} degrees, read as {', '.join(map(str, answers))}."
    )


slider(turn, "angle", np.arange(0, 181, 10), start=2)

# %% [markdown]
# ### What does it gain?
#
# Now to the prediction at the start. Every batch of every epoch is transformed with new draws; test images stay as they
# are.

# %% tags=["experiment"]
TRANSFORMS["mirror image"] = (augment.hflip, {"p": 0.5})  # in training, half of the images


def on_batches(name):
    """A recipe that transforms every training batch."""
    transform, options = TRANSFORMS[name]
    return {"augment": augment.on_rows(transform, SHAPE, **options)}


gained = {
    noise: trained({name: on_batches(name) for name in TRANSFORMS}, data[noise]) for noise in NOISES
}
every = divided(0.0, (1400, 397), seeds=FEW)
recipes = {"plain": {}, "shift": on_batches("shift, 1 pixel")}
many = trained(recipes, every, seeds=FEW, batch_size=100)


def show_gains(ax, gains, label, index):
    """Mean gains in points with 95 % intervals, one line for each method."""
    values = 100 * np.array(gains)
    places = np.arange(len(values))[::-1] + 0.12 * (1 - 2 * index)
    style = {**plots.series(index, marker=True), "linestyle": ""}
    error = [values[:, 0] - values[:, 1], values[:, 2] - values[:, 0]]
    ax.errorbar(values[:, 0], places, xerr=error, capsize=3, label=label, **style)


shifted = {
    noise: plus_minus(gained[noise]["shift, 1 pixel"].accuracy, plain[noise].accuracy)
    for noise in NOISES
}
fig, ax = plots.figure(
    f"One pixel: {shifted[0.0]} points with right labels,\n"
    f"{shifted[0.2]} with every fifth label wrong",
    "accuracy minus that of the plain network\n(percentage points, 95 % interval; 200 images)",
    "",
    size=(7, 3.9),
)
for index, noise in enumerate(NOISES):
    gains = [
        compare.paired_ci(gained[noise][name].accuracy, plain[noise].accuracy)
        for name in TRANSFORMS
    ]
    show_gains(ax, gains, f"{100 * noise:.0f} % wrong labels", index)
ax.axvline(0, color="0.3", linewidth=1)
ax.set_yticks(np.arange(len(TRANSFORMS))[::-1], list(TRANSFORMS))
ax.legend()
plots.show(
    fig,
    "Paired gains of four transforms with 200 training images. With right labels shifts and mirror "
    "images cost accuracy, rotations and scales hardly change it. With wrong labels shifts gain most, "
    "then rotations.",
)
print(
    "1,400 images, all labels right, shift by one pixel: "
    f"{plus_minus(many['shift'].accuracy, many['plain'].accuracy)} points ({len(FEW)} seeds)"
)

# %% tags=["experiment"]
reveal("augmentation.shift_gain")

# %% [markdown]
# One of the articles that this course started from calls augmentation "mandatory" and says that it brings a leap
# every time. Here the same transform costs accuracy with some data and gains with others. Even mirror images,
# whose labels are often wrong, do far less harm where labels are wrong already: any disturbance makes memorizing
# harder.
#
# One thing was fair to all, and hard on some: the number of steps. A network that meets a new image each time
# learns more slowly.
#
# *Before you run the cell:* what happens to the cost of a shift if training goes on four times as long?

# %% tags=["experiment"]
long = {}
for noise in NOISES:
    watched = tuple(values[:, :150] for values in few[noise][1])
    recipes = {"plain": {}, "shift, 1 pixel": on_batches("shift, 1 pixel")}
    long[noise] = trained(recipes, few[noise], seeds=FEW, epochs=240, validation=watched)
ends = {
    noise: plus_minus(t["shift, 1 pixel"].accuracy, t["plain"].accuracy)
    for noise, t in long.items()
}

fig, axes = plots.figures(
    f"Four times as many epochs: one pixel now makes {ends[0.0]} points\n"
    f"with right labels, {ends[0.2]} with every fifth label wrong",
    [(f"epoch ({100 * noise:.0f} % wrong labels)", "accuracy, 150 test images (%)" if noise == 0 else "")
     for noise in NOISES],
    size=(9, 3.8),
    sharey=True,
)  # fmt: skip
for ax, table in zip(axes, long.values(), strict=True):
    for i, (name, outcome) in enumerate(table.items()):
        curve = 100 * outcome.history.val_accuracy.mean(axis=1)
        label = name if ax is axes[0] else None
        ax.plot(np.arange(1, 241), curve, label=label, **plots.series(i))
    ax.axvline(60, color="0.6", linewidth=1)
axes[0].set_ylim(60, 100)
axes[0].legend(loc="lower right")
plots.show(
    fig,
    "Accuracy on new images against epochs, with and without shifts. With right labels the network "
    "with shifts comes up to the plain one late. With wrong labels the plain network is at its best early "
    "and falls; that with shifts gets about as high, stays up longer, and falls too in the end. A line marks epoch 60, where the comparison above was made.",
)
for name, outcome in long[0.2].items():
    curve = 100 * outcome.history.val_accuracy.mean(axis=1)
    print(
        f"20 % wrong labels, {name}: at its best in epoch {curve.argmax() + 1} "
        f"({curve.max():.1f} %), {curve[59]:.1f} % in epoch 60, {curve[-1]:.1f} % in epoch 240"
    )

# %% [markdown]
# So "augmentation costs accuracy" was half of the truth: after 60 epochs the network was not ready. It would be
# just as wrong to give the augmented run more steps than the plain one without saying so. And with wrong labels,
# at epoch 60, the shift is compared with a network that was trained *too long*: compare the highest points of both curves (printed above) instead, and little of the gain is left. Lesson 10 gets there by stopping.
# State the budget, and compare at the same one; but choose it so that it is fair to both.

# %% [markdown]
# ## 8.4 Whitening: preprocessing, not augmentation
#
# Neighbouring pixels say nearly the same. **Whitening** turns and stretches the data until all columns have
# variance 1 and no two of them correlate. Let $\mu$ be the mean of the rows, and $C$ their covariance with its
# eigenvalues $s_k$ and eigenvectors, the columns of $U$:
#
# $$C = \tfrac1n (X - \mu)^\top (X - \mu) = U \operatorname{diag}(s)\, U^\top. \tag{8.4}$$
#
# In the directions of $U$ the data do not correlate; there we divide by the standard deviation $\sqrt{s_k}$.
# That alone is PCA whitening, and its columns are no pixels any more. **ZCA** turns back afterwards, and so stays
# as near to the old image as a white one can be:
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
# **Predict.** Training images are whitened, then shifted at random. Which of this is done to validation images?
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
# We train on whitened images, and judge the same networks on images that were prepared in five ways. And we
# compare two orders: copies are made of all 200 images and *then* a quarter is set aside for validation, or a
# quarter is set aside first.
#
# *Before you run the cell:* which of the two promises an accuracy that new images do not give?


# %% tags=["experiment"]
def whitened(part, fitted_on, eps):
    """Each seed's rows, whitened with the mean and the matrix of other rows of that seed."""
    return np.stack(
        [
            augment.zca_apply(X, *augment.zca_fit(rows, eps))
            for X, rows in zip(part, fitted_on, strict=True)
        ]
    )


(X_train, y_train), (X_test, y_test) = data[0.0]
parts = [(whitened(X_train, X_train, 0.1), y_train), (whitened(X_test, X_train, 0.1), y_test)]
white = {0.1: trained({"ZCA": {}}, parts)["ZCA"]}
network = white[0.1].network
ways = {
    "mean and matrix of the training rows": whitened(X_test, X_train, 0.1),
    "those of the 1,000 test images": whitened(X_test, X_test, 0.1),
    "those of the first 20 test images": whitened(X_test, X_test[:, :20], 0.1),
    "not whitened": X_test,
    "as in the first row, and shifted": whitened(
        transformed(X_test, augment.random_shift, max_px=1), X_train, 0.1
    ),
}
right = {name: nn.accuracy(network(X), y_test) for name, X in ways.items()}
first = next(iter(right.values()))
for name, accuracy in right.items():
    print(f"{name:38} {100 * accuracy.mean():5.1f} %  ({plus_minus(accuracy, first)})")


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
# A copy of a training image is no new image: validation on copies measures memory.
#
# ### The big leap that never was
#
# The article with the "mandatory" whitens its images with Keras' `ImageDataGenerator`, and reports a "big leap"
# in accuracy. In short, these are its steps:
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
# The class is gone from `keras.preprocessing.image`; what is left of it is a deprecated copy inside Keras,
# `keras.src.legacy`. It still runs, so we can repeat the article's steps.

# %% tags=["experiment"]
(X_train, y_train), (X_test, y_test) = data[0.0]
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
# The article compared one run with another one, under another seed. Two runs of *the same* method differ
# as well, and one of them is always the better one.
#
# What would have happened, had the images been whitened? First the matrices. The old generator subtracts *one*
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
# images, and not in one test image?

# %% tags=["experiment"]
EPS = (1e-6, 1e-4, 1e-2, 0.1, 1.0)
for eps in EPS:
    if eps in white:  # trained above
        continue
    parts = [(whitened(X_train, X_train, eps), y_train), (whitened(X_test, X_train, eps), y_test)]
    white[eps] = trained({"ZCA": {}}, parts)["ZCA"]
gains = {eps: compare.paired_ci(white[eps].accuracy, plain[0.0].accuracy) for eps in EPS}
worst = {eps: np.abs(whitened(X_test, X_train, eps)).max() for eps in (1e-6, 0.1)}

fig, axes = plots.figures(
    f"Whitening of 200 images: {plus_minus(white[1e-6].accuracy, plain[0.0].accuracy)} points at eps = 1e-6, "
    f"{plus_minus(white[0.1].accuracy, plain[0.0].accuracy)} at 0.1",
    [("the same digits, whitened", "eps"), ("eps", "gain over plain images\n(percentage points, 95 % interval)")],
    size=(9.4, 4),
)  # fmt: skip
pictures = X_test[0][[np.flatnonzero(y_test[0] == k)[0] for k in range(6)]]
rows = [augment.zca_apply(pictures, *augment.zca_fit(X_train[0], eps)).clip(-4, 4) for eps in EPS]
show_wall(axes[0], rows, [f"{eps:g}" for eps in EPS])
values = 100 * np.array(list(gains.values()))
error = [values[:, 0] - values[:, 1], values[:, 2] - values[:, 0]]
axes[1].errorbar(EPS, values[:, 0], yerr=error, capsize=4, **plots.series(0, marker=True))
axes[1].set_xscale("log")
axes[1].axhline(0, color="0.3", linewidth=1)
plots.show(
    fig,
    "Left, six digits whitened with five values of epsilon: noise at the smallest, digits with sharp "
    "outlines at the largest. Right, the paired change in accuracy: a loss of several points at the "
    "smallest epsilon, about none at the larger ones.",
)
print(f"largest whitened test pixel: {worst[1e-6]:,.0f} at eps = 1e-6, {worst[0.1]:.1f} at 0.1")

# %% [markdown]
# Whitening that is *done* costs accuracy at an $\varepsilon$ as small as the generator's default, $10^{-6}$, and
# changes little when $\varepsilon$ is chosen with care: read the best point of the figure with its interval. There
# is no leap here.

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
# The second method, **mixup**, puts two images on top of each other, and mixes their labels in the same way. For a
# whole batch one number $\lambda$ is drawn, and a random permutation $\pi$ that gives each row its partner. All
# permutations are equally likely, so a row may also be its own partner:
#
# $$x_i' = \lambda x_i + (1 - \lambda)\, x_{\pi(i)}, \quad y_i' = \lambda y_i + (1 - \lambda)\, y_{\pi(i)}, \quad
# \lambda \sim \text{Beta}(\alpha, \alpha). \tag{8.7}$$
#
# A small $\alpha$ gives $\lambda$ near 0 or 1, hence hardly mixed images; a large one gives $\lambda$ near 1/2.
# The new image was never there and never will be. What is asked of the network is to be *linear between* images.
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
# Keras draws a $\lambda$ for each image of the batch; the paper, and you, one for each batch. (A row that happens
# to be its own partner has share 1.)

# %% [markdown]
# ## 8.7 Too sure, or too shy?
#
# Smooth and mixed labels aim at *how sure* a network is. The **confidence** of a prediction is its largest
# probability. A network is **calibrated** if, of all predictions with confidence 0.8, eight in ten are right.
# To measure it, sort predictions into $B$ bins of equal width by their confidence, bin $b$ being
# $(\frac{b-1}{B}, \frac bB]$ for $b = 1, \dots, B$. Compare in each bin the share that is right with the mean
# confidence, and weigh by the number $n_b$ of predictions in it. That is the **expected calibration error**:
#
# $$\text{ECE} = \sum_{b=1}^{B} \frac{n_b}{n} \, \bigl| \text{accuracy}_b - \text{confidence}_b \bigr|.
# \tag{8.8}$$
#
# A confidence on an edge belongs to the bin below it. (The check tries edges only for 2, 4, 8, ... bins, where
# floating-point numbers are exact.) If two classes share the largest probability, the first is chosen. Empty bins
# count nothing.
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
# *Before you run the cell:* 200 images, every fifth label wrong. Which network will be too sure after 60 epochs,
# and which after 240: the plain one, that with smooth labels, or that with mixed images?

# %% tags=["experiment"]
METHODS = {
    "plain": {},
    "smooth labels, 0.1": {"label_smoothing": 0.1},
    "mixup, 0.4": {"augment": augment.mixup_rows(0.4)},
}
others = {name: recipe for name, recipe in METHODS.items() if name != "plain"}
judged = {  # the plain networks are those of 8.3
    60: {"plain": plain[0.2], **trained(others, data[0.2])},
    240: {"plain": long[0.2]["plain"], **trained(others, few[0.2], seeds=FEW, epochs=240)},
}
asked = {60: data[0.2][1], 240: few[0.2][1]}
predicted = {
    epochs: {name: outcome.network(asked[epochs][0]) for name, outcome in table.items()}
    for epochs, table in judged.items()
}
errors = {
    epochs: {name: nn.ece(p, asked[epochs][1], 10) for name, p in table.items()}
    for epochs, table in predicted.items()
}
p, y_test = predicted[60]["plain"], asked[60][1]
print(f"seed 0, plain: yours {ece(p[0], y_test[0], 10):.6f}, nn {nn.ece(p[0], y_test[0], 10):.6f}")


def reliability(p, y, bins=10):
    """Mean confidence and accuracy in each bin with enough predictions, over all seeds."""
    confidence, right = p.max(axis=-1).ravel(), (p.argmax(axis=-1) == y).ravel()
    where = np.ceil(bins * confidence).astype(int)
    filled = [b for b in range(1, bins + 1) if np.sum(where == b) >= 100]
    return np.array([(confidence[where == b].mean(), right[where == b].mean()) for b in filled]).T


best = {epochs: min(found, key=lambda name: found[name].mean()) for epochs, found in errors.items()}
means = {epochs: {name: v.mean() for name, v in found.items()} for epochs, found in errors.items()}
fig, axes = plots.figures(
    "Best calibrated after 60 epochs: "
    f"{best[60]} (ECE {means[60][best[60]]:.3f}); after 240: {best[240]} ({means[240][best[240]]:.3f})",
    [(f"confidence (%), {epochs} epochs", "predictions that are right (%)" if epochs == 60 else "")
     for epochs in judged],
    size=(9.4, 4.6),
    sharey=True,
)  # fmt: skip
for ax, (epochs, table) in zip(axes, predicted.items(), strict=True):
    ax.plot([0, 100], [0, 100], color="0.5", linewidth=1)
    for i, (name, p) in enumerate(table.items()):
        confidence, right = reliability(p, asked[epochs][1])
        label = f"{name}: ECE {means[epochs][name]:.3f}"
        ax.plot(100 * confidence, 100 * right, label=label, **plots.series(i, marker=True))
    ax.set_xlim(15, 101)
    ax.set_ylim(0, 101)
    ax.legend(loc="lower right")
axes[0].text(22, 60, "too shy", color="0.4")
axes[0].text(62, 42, "too sure", color="0.4")
plots.show(
    fig,
    "Reliability after 60 and after 240 epochs: share of right predictions against confidence. After 60 "
    "epochs smooth labels and mixup lie above the diagonal, too shy, and the plain network near it. After "
    "240 epochs the plain network lies below it, too sure of wrong answers.",
)
for epochs, found in errors.items():
    for name in list(METHODS)[1:]:
        diff, lo, _ = compare.paired_ci(found[name], found["plain"])
        change = f"{diff:+.3f} ± {diff - lo:.3f} ({found[name].size} seeds)"
        print(f"{epochs} epochs, ECE of {name} minus plain: {change}")

# %% [markdown]
# Holding a network back from being sure can help one that is too sure, and harms one that is not. It may overshoot,
# as smooth labels do even after 240 epochs: where their ECE is no smaller than that of the plain network, it is
# because they are now too shy. Look at the side of the diagonal, not at the number alone. Report ECE beside the
# accuracy, not in its place: a network that always answers 1/10 for each class is perfectly calibrated, and useless.

# %% tags=["experiment"]
labels_gained = {0.2: judged[60], 0.0: trained(others, data[0.0])}
white_noisy = {}
(X_noisy, y_noisy), (X_test, y_test) = data[0.2]
for eps in (1e-6, 0.1):
    parts = [(whitened(X_noisy, X_noisy, eps), y_noisy), (whitened(X_test, X_noisy, eps), y_test)]
    white_noisy[eps] = trained({"ZCA": {}}, parts)["ZCA"].accuracy
print("gain over plain, in points       right labels     20 % wrong")
for name in TRANSFORMS:
    cells = [plus_minus(gained[noise][name].accuracy, plain[noise].accuracy) for noise in NOISES]
    print(f"{name:28} {cells[0]:>16} {cells[1]:>14}")
for eps in (1e-6, 0.1):
    cells = (
        plus_minus(white[eps].accuracy, plain[0.0].accuracy),
        plus_minus(white_noisy[eps], plain[0.2].accuracy),
    )
    print(f"{f'ZCA, eps = {eps:g}':28} {cells[0]:>16} {cells[1]:>14}")
for name in others:
    cells = [
        plus_minus(labels_gained[noise][name].accuracy, plain[noise].accuracy) for noise in NOISES
    ]
    print(f"{name:28} {cells[0]:>16} {cells[1]:>14}")

# %% [markdown]
# All of it with 200 images, the same 60 epochs, 20 seeds, ± the half-width of a 95 % interval. The splits share
# images, so the intervals hold for these 1,797 digits and are too narrow for others.

# %% [markdown]
# ## 8.8 In Keras: layers that are there in training only
#
# In Keras, augmentation is part of the model: the random layers come first, and you cannot
# forget to switch them off for predictions. Note the order of a whole pipeline: fit the preprocessing on
# training rows; split *before*; augment inside the training loop.
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
(X_many, y_many), (X_new, y_new) = [(X[0].reshape(-1, *SHAPE, 1), y[0]) for X, y in every]
model.fit(X_many, y_many, epochs=15, batch_size=50, verbose=0)
few = X_new[:5].astype(np.float32)
twice = [np.asarray(model(few, training=True)) for _ in range(2)]
print(f"training=True, twice the same: {np.array_equal(*twice)}")
print(
    f"predict, twice the same: {np.array_equal(*(model.predict(few, verbose=0) for _ in range(2)))}"
)
accuracy = model.evaluate(X_new, y_new, verbose=0)[1]
print(f"{100 * accuracy:.1f} % of {len(y_new)} new images right, after 15 epochs, one seed")
keras.backend.clear_session()

# %% [markdown]
# ## 8.9 Why?
#
# A report says: "Image augmentation is mandatory. After `datagen.fit(X_train)` with whitening and horizontal
# flips, our network reached 98.9 % of the test digits, against 97.8 % before: a big leap that works every time."
# The code then calls `model.fit(X_train, y_train)`.
#
# In at most 150 words: say what the network was trained on, and **how you would prove it**; give another
# explanation for the 1.1 points, and **say what you would run** to tell; and say, for **one** of the two
# transforms, what you would expect *if it were really done* here, and why. (3 points, marked by a person.)

# %% [markdown] nbgrader={"grade_id": "08-why", "grade": true, "solution": true, "points": 3}
# ### BEGIN SOLUTION
# (1) On X_train as it was: `fit` computes statistics and keeps them, and `model.fit` never asks the generator
# for a batch. Proof: compare X_train with a copy made before `fit` (equal arrays), or train with the same seed
# without the generator (the same weights). (2) Two runs with other seeds: initial weights and order of the rows
# differ, and the better one was reported. I would run both versions on 20 seeds (or splits), paired seed by
# seed, and look at the mean difference with its interval; here it would be exactly 0. (3) Flips: worse, because a
# mirrored 2, 5, 6 or 9 is no such digit, so part of the labels becomes wrong. Or whitening: with eps = 1e-6
# worse, because directions without variance are blown up; with a larger eps about the same.
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
# - A transform must keep the label, and make pictures that could have come. Ask this for each task.
# - Preprocessing is fitted on training rows, and done to all. Augmentation is for training rows only.
# - Split first, then augment. Fitting is not transforming.
# - What it gains depends on how much there is to memorize, and on how long you train.
#
# **Further reading.** P. Simard, D. Steinkraus, J. Platt, *Best practices for convolutional neural networks applied
# to visual document analysis* (2003). A. Bell, T. Sejnowski, *The "independent components" of natural scenes are
# edge filters* (1997). A. Krizhevsky, *Learning multiple layers of features from tiny images* (2009).
# C. Szegedy and others, *Rethinking the Inception architecture for computer vision* (2016). H. Zhang and others,
# *mixup: beyond empirical risk minimization* (2018). C. Guo and others, *On calibration of modern neural networks*
# (2017). C. Shorten, T. Khoshgoftaar, *A survey on image data augmentation for deep learning* (2019).
