"""What all of the room promises: types, new arrays, empty batches, bad input in one line."""

import numpy as np
import pytest

from reglab import augment

RNG = np.random.default_rng(0)
IMAGES = RNG.random((5, 4, 3))
LABELS = np.eye(5)[:, :4]


def draws():
    return np.random.default_rng(1)


ON_IMAGES = {
    "shift": lambda X: augment.shift(X, 1, -1),
    "random_shift": lambda X: augment.random_shift(X, 2, rng=draws()),
    "hflip": lambda X: augment.hflip(X, 0.5, rng=draws()),
    "rotate": lambda X: augment.rotate(X, 30, rng=draws()),
    "rotate_by": lambda X: augment.rotate_by(X, 10),
    "scale": lambda X: augment.scale(X, 0.2, rng=draws()),
    "scale_by": lambda X: augment.scale_by(X, 1.1),
}
ON_ROWS = {
    "smooth_labels": lambda X: augment.smooth_labels(X, 0.1),
    "mixup X": lambda X: augment.mixup(X, np.ones((len(X), 2)), 1.0, rng=draws())[0],
    "mixup Y": lambda X: augment.mixup(np.ones((len(X), 2)), X, 1.0, rng=draws())[1],
    "zca_apply": lambda X: augment.zca_apply(X, np.ones(X.shape[1]), np.eye(X.shape[1])),
}
ALL = [(name, ON_IMAGES[name], IMAGES) for name in ON_IMAGES]
ALL += [(name, ON_ROWS[name], LABELS) for name in ON_ROWS]
EACH = pytest.mark.parametrize(("transform", "X"), [a[1:] for a in ALL], ids=[a[0] for a in ALL])


@EACH
@pytest.mark.parametrize(
    ("given", "expected"),
    [("f4", "f4"), ("f8", "f8"), ("f2", "f8"), ("i8", "f8"), ("u1", "f8"), ("?", "f8")],
)
def test_float32_stays_and_all_else_becomes_float64(transform, X, given, expected):
    assert transform((10 * X).astype(given)).dtype == np.dtype(expected)


@pytest.mark.parametrize("name", ON_IMAGES)
def test_images_may_be_lists(name):
    np.testing.assert_array_equal(ON_IMAGES[name](IMAGES.tolist()), ON_IMAGES[name](IMAGES))


@EACH
def test_inputs_never_change_and_results_share_nothing(transform, X):
    before = X.copy()
    out = transform(X)
    assert not np.shares_memory(out, X)
    out += 1
    np.testing.assert_array_equal(X, before)


@pytest.mark.parametrize("unchanged", [
    lambda X: augment.shift(X, 0, 0), lambda X: augment.random_shift(X, 0, rng=draws()),
    lambda X: augment.hflip(X, 0, rng=draws()), lambda X: augment.rotate(X, 0, rng=draws()),
    lambda X: augment.rotate_by(X, -720), lambda X: augment.scale(X, 0, rng=draws()),
])  # fmt: skip
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_transform_by_nothing_returns_an_equal_copy(unchanged, dtype):
    X = IMAGES.astype(dtype)
    np.testing.assert_array_equal(unchanged(X), X)
    assert not np.shares_memory(unchanged(X), X)


@EACH
def test_memory_in_any_order_gives_the_same(transform, X):
    np.testing.assert_allclose(transform(np.asfortranarray(X)), transform(X), rtol=1e-12)
    reversed_view = X[::-1].copy()[::-1]
    reversed_view.setflags(write=False)
    np.testing.assert_allclose(transform(reversed_view), transform(X), rtol=1e-12)


@EACH
def test_an_empty_batch_comes_back_empty(transform, X):
    empty = X[:0]
    out = transform(empty)
    assert out.shape == (0, *X.shape[1:])
    assert out is not empty


@pytest.mark.parametrize("name", ON_IMAGES)
@pytest.mark.parametrize("shape", [(4,), (4, 3), (2, 0, 3), (2, 3, 0), (2, 4, 3, 1), ()])
def test_a_wrong_shape_of_images_is_one_line(name, shape):
    with pytest.raises(ValueError, match=r"^X must have shape \(n, height, width\), got \(.*\)$"):
        ON_IMAGES[name](np.zeros(shape))


BAD_NUMBERS = [
    (np.nan, "X must hold finite numbers, got nan"),
    (-np.inf, "X must hold finite numbers, got -inf"),
    (-1e38, r"X must hold magnitudes up to 1e\+37, got 1e\+38: rescale"),
    (1j, "X must hold real numbers, got dtype complex128"),
    ("a", "X must hold real numbers, got dtype .*"),
]


@pytest.mark.parametrize("name", ON_IMAGES)
@pytest.mark.parametrize(("value", "message"), BAD_NUMBERS)
def test_no_image_may_hold_what_is_no_usable_number(name, value, message):
    X = IMAGES.astype(np.asarray(value).dtype)
    X[2, 1, 1] = value
    with pytest.raises(ValueError, match=f"^{message}$"):
        ON_IMAGES[name](X)


@pytest.mark.parametrize("name", ON_IMAGES)
def test_ragged_images_are_one_line(name):
    with pytest.raises(ValueError, match=r"^X must be rectangular, got rows of unequal length$"):
        ON_IMAGES[name]([[[1, 2], [3]]])


@pytest.mark.parametrize("name", ON_IMAGES)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_largest_numbers_are_taken_without_overflow(name, dtype):
    X = np.full((3, 4, 5), 1e37, dtype)
    X[:, ::2, ::2] *= -1
    assert np.abs(ON_IMAGES[name](X)).max() <= np.float64(dtype(1e37)) * (1 + 1e-6)


@pytest.mark.parametrize(
    "call",
    [
        lambda rng: augment.random_shift(IMAGES, 1, rng=rng),
        lambda rng: augment.hflip(IMAGES, 0.5, rng=rng),
        lambda rng: augment.rotate(IMAGES, 5, rng=rng),
        lambda rng: augment.scale(IMAGES, 0.1, rng=rng),
        lambda rng: augment.mixup(IMAGES, LABELS, 1.0, rng=rng),
    ],
)
@pytest.mark.parametrize("rng", [0, None, np.random, np.random.RandomState(0)])
def test_anything_but_a_generator_is_one_line(call, rng):
    with pytest.raises(
        ValueError, match=r"^rng must be a numpy\.random\.Generator, got \w+: pass rng="
    ):
        call(rng)
    with pytest.raises(TypeError, match="rng"):
        augment.hflip(IMAGES, 0.5)


SETTINGS = {
    "max_px": (lambda v: augment.random_shift(IMAGES, v, rng=draws()), [-1, 1.0, True, "1", 2**40]),
    "p": (lambda v: augment.hflip(IMAGES, v, rng=draws()), [-0.1, 1.1, np.nan, None, [0.5, 0.5]]),
    "degrees": (lambda v: augment.rotate(IMAGES, v, rng=draws()), [-1, 361, np.inf, "a", 10**400]),
    "amount": (lambda v: augment.scale(IMAGES, v, rng=draws()), [-0.1, 1.0, np.nan]),
    "alpha": (lambda v: augment.mixup(IMAGES, LABELS, v, rng=draws()), [0, -1, np.inf, np.nan]),
    "eps": (lambda v: augment.smooth_labels(LABELS, v), [-0.1, 1.0, np.nan]),
    "angles": (lambda v: augment.rotate_by(IMAGES, v), [np.nan, "a", [1.0, 2.0], np.ones((5, 1))]),
    "factors": (lambda v: augment.scale_by(IMAGES, v), [0, -1, [1, 1, 1, 1, 0], [1.0], np.inf]),
    "dy": (lambda v: augment.shift(IMAGES, v, 0), [1.0, True, "1", [1, 2], [[1], [2, 3]], 2**70]),
    "dx": (lambda v: augment.shift(IMAGES, 0, v), [1.0, None, [1, 2, 3, 4]]),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, (_, values) in SETTINGS.items() for value in values]
)
def test_a_bad_setting_is_one_line_that_names_it(name, value):
    with pytest.raises(ValueError, match=rf"^{name} must [^\n]+got [^\n]+$"):
        SETTINGS[name][0](value)
