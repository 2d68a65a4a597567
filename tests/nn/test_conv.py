"""Convolutions and pooling: facts of linear algebra, and rows that do not fit."""

import numpy as np
import pytest
from scipy.signal import correlate2d

from reglab import nn

RNG = np.random.default_rng(0)


def apply(layer, x, **params):
    """The output of a layer without random numbers, for one network."""
    return layer.forward(x, params, rng=None, training=True)[0]


def one_to_one(kernel):
    """Weights for one channel in and one out."""
    return kernel.reshape(*kernel.shape, 1, 1)


def delta(size, channels=1):
    """A kernel that is 1 in the middle and 0 elsewhere, for every channel by itself."""
    W = np.zeros((*size, channels, channels))
    W[tuple((n - 1) // 2 for n in size)] = np.eye(channels)
    return W


@pytest.mark.parametrize("size", [(3, 3), (5, 1), (1, 3), (2, 2), (4, 3)])
def test_a_delta_kernel_is_the_identity(size):
    # The middle of an even kernel is left of its centre: "same" adds one more zero at the end.
    x, layer = RNG.standard_normal((2, 6, 7, 3)), nn.Conv2D(3, size, padding="same", bias=False)
    np.testing.assert_array_equal(apply(layer, x, W=delta(size, 3)), x)
    x, layer = x[:, 0], nn.Conv1D(3, size[0], padding="same", bias=False)
    np.testing.assert_array_equal(apply(layer, x, W=delta(size[:1], 3)), x)


@pytest.mark.parametrize("size", [(3, 3), (2, 4), (1, 5)])
@pytest.mark.parametrize("padding", ["valid", "same"])
def test_it_is_the_cross_correlation_of_scipy(size, padding):
    image, kernel = RNG.standard_normal((6, 7)), RNG.standard_normal(size)
    out = apply(
        nn.Conv2D(1, size, padding=padding, bias=False),
        image[None, ..., None],
        W=one_to_one(kernel),
    )
    if padding == "same":  # SciPy's "same" pads an even kernel on the other side
        image = np.pad(image, [((n - 1) // 2, n // 2) for n in size])
    np.testing.assert_allclose(out[0, ..., 0], correlate2d(image, kernel, mode="valid"))


def test_strides_leave_out_windows():
    x, W = RNG.standard_normal((2, 9, 8, 2)), RNG.standard_normal((3, 2, 2, 4))
    every = apply(nn.Conv2D(4, (3, 2), bias=False), x, W=W)
    some = apply(nn.Conv2D(4, (3, 2), stride=(2, 3), bias=False), x, W=W)
    np.testing.assert_allclose(some, every[:, ::2, ::3])


def test_a_shifted_image_gives_a_shifted_output():
    x, W = np.zeros((1, 10, 10, 2)), RNG.standard_normal((3, 3, 2, 4))
    x[0, 2:6, 2:6] = RNG.standard_normal((4, 4, 2))
    shifted = np.roll(x, (2, 1), axis=(1, 2))
    layer = nn.Conv2D(4, 3, padding="same", bias=False)
    np.testing.assert_allclose(
        apply(layer, shifted, W=W), np.roll(apply(layer, x, W=W), (2, 1), axis=(1, 2)), atol=1e-12
    )


def test_it_is_linear_in_x_and_in_the_weights():
    x, z = RNG.standard_normal((2, 2, 9, 3))
    W, V = RNG.standard_normal((2, 4, 3, 2))
    layer = nn.Conv1D(2, 4, stride=2, padding="same", bias=False)
    x, z = x[None], z[None]
    np.testing.assert_allclose(
        apply(layer, 2 * x - z, W=W), 2 * apply(layer, x, W=W) - apply(layer, z, W=W)
    )
    np.testing.assert_allclose(
        apply(layer, x, W=2 * W - V), 2 * apply(layer, x, W=W) - apply(layer, x, W=V)
    )


def test_a_kernel_as_large_as_the_image_is_a_dense_layer():
    x, W, b = RNG.standard_normal((5, 4, 3, 2)), RNG.standard_normal((4, 3, 2, 7)), np.arange(7.0)
    out = apply(nn.Conv2D(7, (4, 3)), x, W=W, b=b)
    assert out.shape == (5, 1, 1, 7)
    dense = apply(nn.Dense(7), x.reshape(5, -1), W=W.reshape(-1, 7), b=b)
    np.testing.assert_allclose(out[:, 0, 0], dense)


def test_a_sequence_is_an_image_of_height_1():
    x, W = RNG.standard_normal((2, 9, 3)), RNG.standard_normal((4, 3, 2))
    for padding in ("valid", "same"):
        line = apply(nn.Conv1D(2, 4, stride=2, padding=padding, bias=False), x, W=W)
        flat = nn.Conv2D(2, (1, 4), stride=(1, 2), padding=padding, bias=False)
        np.testing.assert_allclose(apply(flat, x[:, None], W=W[None])[:, 0], line)


def test_average_pooling_is_a_convolution_with_equal_weights():
    x = RNG.standard_normal((2, 6, 8, 3))
    W = np.eye(3) / 6 * np.ones((2, 3, 1, 1))
    out = apply(nn.AveragePooling2D((2, 3)), x)
    conv = nn.Conv2D(3, (2, 3), stride=(2, 3), bias=False)
    np.testing.assert_allclose(out, apply(conv, x, W=W))
    whole = apply(nn.AveragePooling2D((6, 8)), x)[:, 0, 0]
    np.testing.assert_allclose(apply(nn.GlobalAveragePooling(), x), whole)


@pytest.mark.parametrize(
    "layer", [nn.AveragePooling2D(3, stride=2), nn.MaxPooling2D(2), nn.GlobalAveragePooling()]
)
def test_pooling_of_a_constant_is_the_constant(layer):
    out = apply(layer, np.full((2, 5, 6, 3), 7.0))
    np.testing.assert_allclose(out, 7, rtol=1e-14)


@pytest.mark.parametrize(("size", "stride"), [(2, None), (3, 1), (3, 2), (2, 3)])
def test_max_pooling_is_the_maximum_of_each_window(size, stride):
    x = RNG.standard_normal((2, 7, 3))
    out, step = apply(nn.MaxPooling1D(size, stride=stride), x), stride or size
    starts = range(0, 7 - size + 1, step)
    expected = np.stack([x[:, i : i + size].max(axis=1) for i in starts], axis=1)
    np.testing.assert_array_equal(out, expected)


def test_the_first_of_equal_maxima_gets_the_gradient():
    layer, x = nn.MaxPooling2D(2), np.ones((1, 2, 4, 1))
    x[0, 0, 2] = 0
    out, cache = layer.forward(x, {}, rng=None, training=True)
    dx = layer.backward(np.full(out.shape, 5.0), cache, {}, {})
    np.testing.assert_array_equal(dx[0, ..., 0], [[5, 0, 0, 5], [0, 0, 0, 0]])


def test_flatten_undoes_reshape():
    x = RNG.standard_normal((4, 24))
    image = apply(nn.Reshape((2, 3, 4)), x)
    assert image.shape == (4, 2, 3, 4)
    np.testing.assert_array_equal(apply(nn.Flatten(), image), x)
    np.testing.assert_array_equal(image[1, 1, 2], x[1, -4:])  # channels last


def make(*layers, n_features=12):
    return nn.Network(layers, n_features, rng=np.random.default_rng(0))


IMAGE, LINE = nn.Reshape((3, 4, 1)), nn.Reshape((6, 2))


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ((nn.Reshape((3, 5)),), r"Reshape\(\(3, 5\)\) must get rows of 15 numbers, got rows of 12"),
        ((IMAGE, nn.Dense(2)), r"Dense\(2\) .* \(features,\), got \(3, 4, 1\): put Flatten before"),
        (
            (LINE, nn.Conv1D(2, 2)),
            r"layers must end with flat rows, got rows \(5, 2\): put Flatten and",
        ),
        (
            (nn.Conv2D(2, 3),),
            r"Conv2D\(2, 3\) .* \(height, .*\), got \(12,\): put Reshape before it",
        ),
        ((LINE, nn.Conv2D(2, 3)), r"\(height, width, channels\), got \(6, 2\): put Reshape before"),
        ((IMAGE, nn.Conv1D(2, 3)), r"\(length, channels\), got \(3, 4, 1\): put Reshape before it"),
        ((IMAGE, nn.Conv2D(2, 4)), r"a kernel that fits into its rows, got rows \(3, 4, 1\)"),
        (
            (LINE, nn.Conv1D(2, 7)),
            r"Conv1D\(2, 7\) must have a kernel that fits into its rows, got",
        ),
        (
            (IMAGE, nn.MaxPooling2D((1, 5))),
            r"MaxPooling2D\(\(1, 5\)\) must have a window that fits",
        ),
        ((LINE, nn.AveragePooling2D(2)), r"AveragePooling2D\(2\) must get rows of shape \(height,"),
        (
            (nn.GlobalAveragePooling(),),
            r"GlobalAveragePooling\(\) must get rows of .*, got \(12,\)",
        ),
    ],
)
def test_rows_that_do_not_fit_are_one_line(layers, message):
    with pytest.raises(ValueError, match=message) as error:
        make(*layers)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("make_layer", "message"),
    [
        (lambda: nn.Conv2D(0, 3), "filters must be an integer >= 1, got 0"),
        (lambda: nn.Conv2D(2, 0), "kernel_size must be an integer >= 1, got 0"),
        (
            lambda: nn.Conv2D(2, (3, 3, 3)),
            r"kernel_size must be an integer or 2 of them, got \(3, ",
        ),
        (lambda: nn.Conv1D(2, (3, 3)), r"kernel_size must be an integer, got \(3, 3\)"),
        (lambda: nn.Conv1D(2, 3, stride=0), "stride must be an integer >= 1, got 0"),
        (lambda: nn.Conv1D(2, 3, padding="full"), "padding must be 'valid' or 'same', got 'full'"),
        (lambda: nn.MaxPooling2D(1.5), "pool_size must be an integer >= 1, got 1.5"),
        (lambda: nn.Reshape((3, -1)), "shape must be an integer >= 1, got -1"),
        (lambda: nn.Reshape(()), r"shape must have 1 to 3 numbers, got \(\)"),
    ],
)
def test_a_bad_argument_is_one_line(make_layer, message):
    with pytest.raises(ValueError, match=message):
        make_layer()


def test_a_layer_prints_as_it_is_written():
    for text in (
        "Conv2D(16, 3, padding='same')",
        "Conv2D(4, (3, 2), stride=(2, 1), bias=False)",
        "Conv1D(25, 5, stride=2)",
        "MaxPooling2D(2)",
        "AveragePooling1D(3, stride=1)",
        "GlobalAveragePooling()",
        "Reshape((8, 8, 1))",
        "Flatten()",
        "Dropout(0.5, channels=True)",
    ):
        assert repr(eval(f"nn.{text}", {"nn": nn})) == text
