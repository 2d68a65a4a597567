"""Every gradient against central differences, in float64, for random upstream gradients."""

import numpy as np
import pytest

from reglab import nn

LAYERS = {
    "dense": nn.Dense(3),
    "dense without bias": nn.Dense(3, bias=False),
    "batch norm": nn.BatchNorm(eps=0.1),
    "relu": nn.ReLU(),
    "dropout": nn.Dropout(0.3),
}
# Layers with the shape of their rows: (length, channels) or (height, width, channels).
IMAGE_LAYERS = {
    "conv 1d": (nn.Conv1D(3, 3), (6, 2)),
    "conv 1d, stride": (nn.Conv1D(2, 2, stride=3), (7, 2)),
    "conv 1d, same, even kernel, stride": (nn.Conv1D(2, 4, stride=2, padding="same"), (7, 3)),
    "conv 1d, stride beyond the kernel": (nn.Conv1D(2, 1, stride=2, padding="same"), (6, 1)),
    "conv 2d": (nn.Conv2D(2, 3), (4, 5, 2)),
    "conv 2d, same, without bias": (nn.Conv2D(2, 3, padding="same", bias=False), (3, 4, 2)),
    "conv 2d, same, even kernel": (nn.Conv2D(2, (2, 4), padding="same"), (3, 5, 1)),
    "conv 2d, strides": (nn.Conv2D(2, (3, 2), stride=(2, 1)), (5, 4, 2)),
    "max 1d": (nn.MaxPooling1D(2), (5, 2)),
    "max 1d, overlapping": (nn.MaxPooling1D(3, stride=1), (6, 2)),
    "max 2d": (nn.MaxPooling2D((2, 3)), (4, 7, 2)),
    "max 2d, overlapping": (nn.MaxPooling2D(3, stride=2), (5, 6, 2)),
    "average 1d": (nn.AveragePooling1D(3, stride=2), (6, 2)),
    "average 2d": (nn.AveragePooling2D(2), (5, 4, 2)),
    "global average of sequences": (nn.GlobalAveragePooling(), (4, 3)),
    "global average of images": (nn.GlobalAveragePooling(), (3, 4, 2)),
    "flatten": (nn.Flatten(), (2, 3, 2)),
    "reshape": (nn.Reshape((3, 2)), (6,)),
    "batch norm of images": (nn.BatchNorm(eps=0.1), (2, 3, 4)),
    "batch norm of sequences": (nn.BatchNorm(eps=0.1), (5, 2)),
    "relu of images": (nn.ReLU(), (2, 3, 2)),
    "dropout of images": (nn.Dropout(0.3), (2, 3, 2)),
    "dropout of channels": (nn.Dropout(0.3, channels=True), (2, 3, 3)),
    "dropout of channels of sequences": (nn.Dropout(0.3, channels=True), (4, 3)),
}
ALL_LAYERS = {name: (layer, (5,)) for name, layer in LAYERS.items()} | IMAGE_LAYERS
LEADS = {"one": (), "seeds": (4,)}


def numerical(f, x, h=1e-6):
    """Gradient of a number f() with respect to every entry of x, which is changed on the way."""
    gradient = np.empty_like(x)
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] = kept + h
        above = f()
        x[index] = kept - h
        gradient[index] = (above - f()) / (2 * h)
        x[index] = kept
    return gradient


def assert_equal_gradients(ours, theirs):
    scale = max(np.abs(theirs).max(), 1e-3)
    assert np.abs(ours - theirs).max() / scale < 1e-6


def fresh_rng(lead):
    """The same random numbers in every call: the mask must not move while we differentiate."""
    rngs = [np.random.default_rng(seed) for seed in range(lead[0] if lead else 1)]
    return rngs if lead else rngs[0]


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("lead", LEADS.values(), ids=LEADS)
@pytest.mark.parametrize("name", ALL_LAYERS)
def test_a_layer(name, lead, training):
    (layer, row), rng = ALL_LAYERS[name], np.random.default_rng(1)
    starts = [layer.start(row, np.random.default_rng(k))[0] for k in range(lead[0] if lead else 1)]
    params = {key: np.stack([one[key] for one in starts]) for key in starts[0]}
    params = params if lead else {key: value[0] for key, value in params.items()}
    for value in params.values():  # nothing at 0 or 1, where terms vanish
        value += rng.uniform(0.1, 0.9, value.shape)
    x = rng.standard_normal((*lead, 6 if len(row) == 1 else 3, *row))

    def forward():
        return layer.forward(x, params, rng=fresh_rng(lead), training=training)

    out, cache = forward()
    upstream = rng.standard_normal(out.shape)
    trained = params.keys() - set(getattr(layer, "running", ()))
    grads = {key: np.empty_like(params[key]) for key in trained}
    dx = layer.backward(upstream.copy(), cache, params, grads)

    def loss():
        return np.sum(upstream * forward()[0])

    assert_equal_gradients(dx, numerical(loss, x))
    for key in trained:
        assert_equal_gradients(grads[key], numerical(loss, params[key]))
    assert layer.backward(upstream, cache, params, grads, inputs=False) is None or "relu" in name


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("kind", ["classes", "shares"])
@pytest.mark.parametrize("lead", LEADS.values(), ids=LEADS)
def test_cross_entropy(lead, kind, smoothing):
    rng = np.random.default_rng(2)
    logits = 3 * rng.standard_normal((*lead, 6, 4))
    classes = rng.integers(0, 4, (*lead, 6))
    targets = classes if kind == "classes" else rng.dirichlet(np.ones(4), (*lead, 6))
    upstream = rng.standard_normal(lead)

    def loss():
        value, _ = nn.cross_entropy(logits, targets, label_smoothing=smoothing)
        return np.sum(upstream * value)

    _, dlogits = nn.cross_entropy(logits, targets, label_smoothing=smoothing)
    assert_equal_gradients(upstream[..., None, None] * dlogits, numerical(loss, logits))


@pytest.mark.parametrize("lead", LEADS.values(), ids=LEADS)
@pytest.mark.parametrize(("l1", "l2"), [(0.3, 0.0), (0.0, 0.7), (0.3, 0.7)])
def test_penalties(lead, l1, l2):
    rng = np.random.default_rng(3)
    params = {
        "W1": rng.standard_normal((*lead, 3, 4)),
        "b1": rng.standard_normal((*lead, 4)),
        "W2": rng.standard_normal((*lead, 4, 2)),
    }

    def loss():
        return np.sum(nn.penalty(params, l1, l2))

    gradient = nn.penalty_grad(params, l1, l2)
    for name, value in params.items():
        assert_equal_gradients(gradient[name], numerical(loss, value))


NETWORKS = {
    "dense": (nn.Dense(6), nn.ReLU(), nn.Dropout(0.3), nn.Dense(5, bias=False), nn.BatchNorm(),
              nn.ReLU(), nn.Dense(3)),
    "images": (nn.Reshape((2, 2, 1)), nn.Dropout(0.3), nn.BatchNorm(),
               nn.Conv2D(3, 2, padding="same"), nn.BatchNorm(), nn.ReLU(),
               nn.Dropout(0.3, channels=True), nn.MaxPooling2D((1, 2)), nn.Flatten(), nn.Dense(3)),
    "sequences": (nn.Reshape((4, 1)), nn.Conv1D(3, 2), nn.ReLU(), nn.AveragePooling1D(2, stride=1),
                  nn.Dropout(0.3), nn.Conv1D(3, 2, bias=False), nn.GlobalAveragePooling()),
}  # fmt: skip


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("lead", LEADS.values(), ids=LEADS)
@pytest.mark.parametrize("name", NETWORKS)
def test_a_whole_network(name, lead, training):
    network = nn.Network(NETWORKS[name], 4, rng=fresh_rng(lead), dtype=np.float64)
    rng = np.random.default_rng(4)
    for value in network.params.values():  # offsets of 0 would put dead rows on ReLU's kink
        value[...] = rng.standard_normal(value.shape)
    X, y = rng.standard_normal((*lead, 7, 4)), rng.integers(0, 3, (*lead, 7))

    def loss():
        value, _ = network.loss_and_gradients(X, y, rng=fresh_rng(lead), training=training)
        return np.sum(value)

    _, grads = network.loss_and_gradients(X, y, rng=fresh_rng(lead), training=training)
    assert grads.keys() == network.params.keys()
    for name, value in network.params.items():
        assert_equal_gradients(grads[name], numerical(loss, value))
