"""Exercise 8.1: the known mistakes. Every answer here but `_shift()` is wrong on purpose."""

import numpy as np
from scipy import ndimage

from reglab import augment
from reglab.exercises.augmentation.random_shift import RANDOM_SHIFT
from reglab.exercises.augmentation.reading import elsewhere, moved, shifts_of
from reglab.exercises.wrong_generators import wrong_generators


def _evenly(rng, n, m):
    return rng.integers(-m, m + 1, size=(n, 2))


def _shift(draw=_evenly, move=None):
    """A random_shift that draws by draw(rng, n, max_px), of shape (n, 2), and shifts by move."""

    def random_shift(X, max_px, *, rng):
        shifts = np.broadcast_to(draw(rng, len(X), max_px), (len(X), 2))
        if move is None:
            return augment.shift(X, *np.array(shifts, dtype=int).T)
        out = np.zeros(X.shape)
        for shift in np.unique(shifts, axis=0):
            same = np.all(shifts == shift, axis=1)
            out[same] = move(X[same], *shift)
        return out

    return random_shift


# --- what comes in
def _ground(name, hint, move, kind="half"):
    """Declare a mistake in the fill values; its signature tries all shifts."""

    def recognize(data, out):
        X, got, m = data["X"], out["random_shift"], data["max_px"]
        every = [move(X, dy, dx) for dy in range(-m, m + 1) for dx in range(-m, m + 1)]
        known_images = np.any([np.all(got == e, axis=(1, 2)) for e in every], axis=0)
        return bool(np.all(known_images))

    RANDOM_SHIFT.mistake(name, hint, _shift(move=move), ("padded_slice", recognize), kind=kind)


def _filled(mode):
    """A move in which np.pad fills the new pixels."""

    def move(X, dy, dx):
        reach = max(abs(dy), abs(dx))
        _, h, w = X.shape
        padded = np.pad(X, ((0, 0), (reach, reach), (reach, reach)), mode=mode)
        return padded[:, reach - dy : reach - dy + h, reach - dx : reach - dx + w]

    return move


def _onto_itself(X, dy, dx):
    """The shifted images placed over the old ones."""
    return np.where(moved(np.ones(X.shape), dy, dx) > 0, moved(X, dy, dx), X)


def _blanked_from_the_start(X, dy, dx):
    """Rolled, and blanked as if a shift were never negative."""
    out = np.roll(X, (dy, dx), axis=(1, 2))
    out[:, :dy] = 0
    out[:, :, :dx] = 0
    return out


def _blanked_at_zero(X, dy, dx):
    """Rolled, and blanked from the end where a shift is not positive."""
    out = np.roll(X, (dy, dx), axis=(1, 2))
    out[:, slice(None, dy) if dy > 0 else slice(dy, None)] = 0
    out[:, :, slice(None, dx) if dx > 0 else slice(dx, None)] = 0
    return out


def _one_line_blanked(X, dy, dx):
    """Rolled, with only one row and one column set to 0."""
    out = np.roll(X, (dy, dx), axis=(1, 2))
    if dy:
        out[:, 0 if dy > 0 else -1] = 0
    if dx:
        out[:, :, 0 if dx > 0 else -1] = 0
    return out


def _smallest_comes_in(X, dy, dx):
    moved_in = moved(np.ones(X.shape), dy, dx) == 0
    return np.where(moved_in, X.min(axis=(1, 2), keepdims=True), moved(X, dy, dx))


_ground(
    "wraps round",
    "Pixels that leave the image on one side return on the other, as with np.roll. Fill with "
    "zeros.",
    _filled("wrap"),
)
_ground(
    "edge repeated",
    "You fill with copies of the edge. Fill with zeros.",
    _filled("edge"),
)
_ground(
    "edge reflected",
    "You fill with a mirror image. Fill with zeros.",
    _filled("reflect"),
)
_ground(
    "old image beneath",
    "Your result still shows the old image where zeros should be. Start with zeros, not with "
    "a copy of X.",
    _onto_itself,
)
_ground(
    "blanked with a negative number",
    "x[:dy] = 0 with dy = -1 sets all rows but the last to 0. Use x[dy:] = 0 when dy is "
    "negative, and the same for columns.",
    _blanked_from_the_start,
)
_ground(
    "blanked where the shift is 0",
    "x[dy:] = 0 with dy = 0 sets the entire image to 0. Set nothing to 0 where the shift is 0.",
    _blanked_at_zero,
)
_ground(
    "only one line blanked",
    "You set only one row and one column to 0, so with larger shifts the others come back on the "
    "other side. Set all rows and columns to 0 that come in.",
    _one_line_blanked,
)
_ground(
    "smallest pixel comes in",
    "You fill with the smallest pixel of an image. Fill with 0.",
    _smallest_comes_in,
)
_ground(
    "fractions cut off",
    "Your result has whole numbers where X has fractions: an array of dtype int cuts them off. "
    "Return an array of floats.",
    lambda X, dy, dx: moved(np.trunc(X), dy, dx),
    kind="slip",
)


# --- what becomes of the images
def _images(recognize):
    """The signature of images that are not shifted images: recognize(X, got)."""
    return "padded_slice", lambda data, out: bool(recognize(data["X"], out["random_shift"]))


RANDOM_SHIFT.mistake(
    "images as they were",
    "You return the images unchanged. Draw the shifts and return the shifted images.",
    lambda X, max_px, *, rng: X.copy(),
    kind="wrong",
)


@RANDOM_SHIFT.mistake(
    "return inside the loop",
    "Your result has only the first image: check whether the return is inside the loop.",
    signature=_images(lambda X, got: np.any(got[0]) and not np.any(got[1:])),
    kind="half",
)
def first_only(X, max_px, *, rng):
    out = np.zeros(X.shape)
    out[:1] = _shift()(X[:1], max_px, rng=rng)
    return out


RANDOM_SHIFT.mistake(
    "one array for all images",
    "All images of your result are the same: make a new array in each iteration of the loop.",
    lambda X, max_px, *, rng: np.repeat(_shift()(X, max_px, rng=rng)[-1:], len(X), axis=0),
    _images(lambda X, got: np.any(got) and np.all(got == got[0])),
    kind="half",
)


@RANDOM_SHIFT.mistake(
    "batch axis moved",
    "You move pixels from one image to another. Axis 0 is the images, axis 1 the rows and "
    "axis 2 the columns.",
    signature=_images(
        lambda X, got: np.any(elsewhere(X, got)) and np.all(np.isin(got, X) | (got == 0))
    ),
    kind="wrong",
)
def wrong_axes(X, max_px, *, rng):
    dy, dx = rng.integers(-max_px, max_px + 1, size=2)
    dy = dy or max_px  # a draw of 0 would leave the images where they belong
    return np.roll(np.roll(X, dy, axis=0), dx, axis=1)


def _blurred(X, got):
    """Whether there are new values, not far beyond those of the image."""
    largest = np.abs(X).max(axis=(1, 2), keepdims=True)
    taken = np.isin(got, X) | (got == 0)
    return np.all(np.abs(got) < 1.5 * largest) and not np.all(taken)


@RANDOM_SHIFT.mistake(
    "fractions of a pixel",
    "You move by fractions of a pixel, which blurs the image. Draw whole numbers.",
    signature=_images(_blurred),
    kind="wrong",
)
def fractions(X, max_px, *, rng):
    shifts = rng.uniform(-max_px, max_px, size=(len(X), 2))
    return np.array([ndimage.shift(x, s, order=1) for x, s in zip(X, shifts, strict=True)])


# --- how shifts are drawn
def _drawn(where, recognize):
    """The signature of wrongly drawn shifts: recognize(dy, dx, max_px)."""

    def signature(data, out):
        shifts = shifts_of(data["X"], out["random_shift"])
        return bool(not np.isnan(shifts).any() and recognize(*shifts.T, data["max_px"]))

    return where, signature


def _joint(recognize):
    """The signature of shifts that depend on each other, read from many calls."""

    def signature(data, out):
        outs = out["outs"]
        X = np.concatenate([data["X"]] * len(outs))
        shifts = shifts_of(X, np.concatenate(outs)).reshape(*outs.shape[:2], 2)
        return bool(not np.isnan(shifts).any() and recognize(shifts))

    return "independent", signature


def _in_pairs(shifts):
    """Whether two images always have the same shift, or opposite ones."""
    n = shifts.shape[1]
    pairs = [(i, j) for i in range(n) for j in range(i)]
    return any(
        np.all(shifts[:, i] == sign * shifts[:, j]) and np.any(shifts[:, i])
        for i, j in pairs
        for sign in (1, -1)
    )


def _equally_often(shifts):
    """Whether the sums of the shifts of a batch vary much less than those of independent ones."""
    together = shifts.sum(axis=1).var(axis=0)
    return np.all(together < 0.4 * shifts.shape[1] * shifts.var(axis=(0, 1)))


_related, _balanced = _joint(_in_pairs), _joint(_equally_often)


def _one_of_each(rng, n, m):
    """Rows and columns from whole numbers that are spread evenly, each in random order."""
    steps = np.resize(np.arange(-m, m + 1), n)
    return np.column_stack([rng.permutation(steps), rng.permutation(steps)])


def _moving(m):
    """All shifts but (0, 0), which would not move a batch at all."""
    shifts = np.argwhere(np.ones((2 * m + 1, 2 * m + 1))) - m
    return shifts[np.any(shifts != 0, axis=1)] if m else shifts


RANDOM_SHIFT.mistake(
    "one shift for the batch",
    "You use the same shift for all images. Draw two numbers for each image.",
    _shift(lambda rng, n, m: rng.choice(_moving(m))),
    _drawn("each_its_own", lambda dy, dx, m: np.ptp(dy) == np.ptp(dx) == 0),
    kind="half",
)
RANDOM_SHIFT.mistake(
    "cut off towards 0",
    "int() truncates towards 0: with max_px = 1 it always gives 0, and max_px never occurs. "
    "Draw whole numbers with rng.integers.",
    _shift(lambda rng, n, m: rng.uniform(-m, m, size=(n, 2)).astype(int)),
    _drawn(
        "each_its_own",
        lambda dy, dx, m: (
            np.abs([dy, dx]).max() == m - 1 and (m == 1 or (np.ptp(dy) > 0 and np.ptp(dx) > 0))
        ),
    ),
    kind="half",
)
RANDOM_SHIFT.mistake(
    "up and down only",
    "Your images move only up and down. Draw a shift for the columns, too.",
    _shift(lambda rng, n, m: _evenly(rng, n, m) * [1, 0]),
    _drawn("each_its_own", lambda dy, dx, m: not np.any(dx)),
    kind="half",
)
RANDOM_SHIFT.mistake(
    "left and right only",
    "Your images move only left and right. Draw a shift for the rows, too.",
    _shift(lambda rng, n, m: _evenly(rng, n, m) * [0, 1]),
    _drawn("each_its_own", lambda dy, dx, m: not np.any(dy)),
    kind="half",
)
# One number for a batch may sometimes be 0; if it always is, one of the two mistakes above
# applies.
RANDOM_SHIFT.mistake(
    "one vertical shift for the batch",
    "You move all images of a batch by the same number of rows. Draw both numbers for each image.",
    _shift(lambda rng, n, m: np.column_stack([np.full(n, m), rng.integers(-m, m + 1, size=n)])),
    _drawn("each_its_own", lambda dy, dx, m: np.ptp(dy) == 0 and np.ptp(dx) > 0),
    kind="half",
)
RANDOM_SHIFT.mistake(
    "one horizontal shift for the batch",
    "You move all images of a batch by the same number of columns. Draw both numbers for each "
    "image.",
    _shift(lambda rng, n, m: np.column_stack([rng.integers(-m, m + 1, size=n), np.full(n, m)])),
    _drawn("each_its_own", lambda dy, dx, m: np.ptp(dx) == 0 and np.ptp(dy) > 0),
    kind="half",
)
RANDOM_SHIFT.mistake(
    "max_px never drawn",
    "You never draw a shift of +max_px: rng.integers(a, b) excludes b.",
    _shift(lambda rng, n, m: rng.integers(-m, max(m, 1 - m), size=(n, 2))),
    _drawn(
        "all_directions",
        lambda dy, dx, m: (dy.min(), dy.max()) == (dx.min(), dx.max()) == (-m, m - 1),
    ),
    kind="slip",
)
RANDOM_SHIFT.mistake(
    "down and right only",
    "Your images never move up or left. A shift may be negative, too.",
    _shift(lambda rng, n, m: rng.integers(0, m + 1, size=(n, 2))),
    _drawn(
        "all_directions",
        lambda dy, dx, m: dy.min() == dx.min() == 0 and max(dy.max(), dx.max()) <= m,
    ),
    kind="half",
)
RANDOM_SHIFT.mistake(
    "twice as far",
    "Your shifts go up to twice max_px. max_px is the largest one in each direction.",
    _shift(lambda rng, n, m: _evenly(rng, n, 2 * m)),
    _drawn("all_directions", lambda dy, dx, m: max(dy.max(), dx.max()) == 2 * m),
    kind="slip",
)
RANDOM_SHIFT.mistake(
    "one number for rows and columns",
    "You use one number for rows and columns, so images move only along a diagonal. Draw two "
    "numbers.",
    _shift(lambda rng, n, m: _evenly(rng, n, m)[:, :1]),
    _drawn("equally_likely", lambda dy, dx, m: np.all(dy == dx)),
    kind="half",
)
RANDOM_SHIFT.mistake(
    "shifts used twice",
    "Two images of each batch have the same shift, or opposite ones. Draw two new numbers for each "
    "image.",
    _shift(lambda rng, n, m: np.resize(_evenly(rng, (n + 1) // 2, m), (n, 2))),
    _related,
    kind="half",
)
RANDOM_SHIFT.mistake(
    "every shift equally often",
    "In your batches every shift occurs equally often, in random order. Draw each shift "
    "independently of the others.",
    _shift(_one_of_each),
    _balanced,
    kind="half",
)
RANDOM_SHIFT.mistake(
    "along one axis at a time",
    "You move each image along its rows or its columns, never both. Draw both shifts "
    "independently.",
    _shift(lambda rng, n, m: _evenly(rng, n, m) * np.eye(2, dtype=int)[rng.integers(2, size=n)]),
    _drawn("equally_likely", lambda dy, dx, m: not np.any(dy * dx)),
    kind="half",
)
RANDOM_SHIFT.mistake(
    "all or nothing",
    "Your shifts are only 0 or max_px in size. Draw from all whole numbers between -max_px "
    "and max_px.",
    _shift(lambda rng, n, m: rng.choice([-m, 0, m], size=(n, 2), p=[0.4, 0.2, 0.4])),
    _drawn(
        "equally_likely", lambda dy, dx, m: np.all(np.isin(np.abs([dy, dx]), (0, m))) and 0 in dy
    ),
    kind="half",
)
RANDOM_SHIFT.mistake(
    "never at rest",
    "Your shifts are only -max_px or max_px. Include all whole numbers between them, and 0.",
    _shift(lambda rng, n, m: rng.choice([-m, m], size=(n, 2))),
    _drawn("equally_likely", lambda dy, dx, m: np.all(np.abs([dy, dx]) == m)),
    kind="half",
)

wrong_generators(RANDOM_SHIFT, _shift(), "shifts")
