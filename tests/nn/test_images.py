"""Networks of images and sequences: alone or among many, and with data that all of them share."""

import tracemalloc

import numpy as np
import pytest

from reglab import nn

IMAGES = (
    nn.Reshape((6, 6, 1)), nn.Conv2D(4, 3, padding="same", bias=False), nn.BatchNorm(), nn.ReLU(),
    nn.MaxPooling2D(2), nn.Dropout(0.3, channels=True), nn.Conv2D(5, 2), nn.ReLU(),
    nn.AveragePooling2D(2), nn.Dropout(0.2), nn.Flatten(), nn.Dense(3),
)  # fmt: skip
SEQUENCES = (
    nn.Reshape((18, 2)), nn.Conv1D(4, 5, stride=2), nn.BatchNorm(), nn.ReLU(),
    nn.Dropout(0.3, channels=True), nn.MaxPooling1D(2), nn.Conv1D(5, 3, padding="same"), nn.ReLU(),
    nn.GlobalAveragePooling(), nn.Dense(3),
)  # fmt: skip
STACKS = {"images": IMAGES, "sequences": SEQUENCES}


def rngs(seeds):
    return [np.random.default_rng(seed) for seed in seeds]


def data(n=30):
    rng = np.random.default_rng(0)
    return rng.standard_normal((n, 36)), rng.integers(0, 3, n)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("name", STACKS)
def test_a_network_alone_and_among_many_agree_after_training(name, threads):
    X, y = data()
    options = {"optimizer": nn.Adam(0.01), "epochs": 4, "batch_size": 11, "l2": 1e-2}
    seeds = rngs(range(5))
    many = nn.Network(STACKS[name], 36, rng=seeds, dtype=np.float64)
    history = nn.fit(many, X, y, rng=seeds, threads=threads, validation=(X, y), **options)
    for k in (0, 2, 4):
        rng = np.random.default_rng(k)
        alone = nn.Network(STACKS[name], 36, rng=rng, dtype=np.float64)
        own = nn.fit(alone, X, y, rng=rng, validation=(X, y), **options)
        for value, one in (
            *((many.params[name][k], value) for name, value in alone.params.items()),
            *((many.running[name][k], value) for name, value in alone.running.items()),
            (history.loss[:, k], own.loss),
            (history.val_loss[:, k], own.val_loss),
            (many.logits(X)[k], alone.logits(X)),
        ):
            np.testing.assert_allclose(value, one, rtol=0, atol=1e-6)


FIRST = {
    "conv 2d": (nn.Conv2D(2, 3), nn.Flatten()),
    "batch norm": (nn.BatchNorm(), nn.Conv2D(2, 3), nn.Flatten()),
    "dropout": (nn.Dropout(0.3), nn.Conv2D(2, 3), nn.Flatten()),
    "dropout of channels": (nn.Dropout(0.3, channels=True), nn.BatchNorm(), nn.Flatten()),
    "relu, max pooling": (nn.ReLU(), nn.MaxPooling2D(2), nn.BatchNorm(), nn.Flatten()),
    "average pooling": (nn.AveragePooling2D(2), nn.BatchNorm(), nn.Conv2D(2, 1), nn.Flatten()),
    "global pooling": (nn.GlobalAveragePooling(), nn.BatchNorm()),
    "flatten": (nn.Flatten(), nn.BatchNorm(), nn.Dropout(0.3)),
    "sequence": (nn.Reshape((12, 3)), nn.BatchNorm(), nn.Conv1D(2, 3), nn.Flatten()),
    "dropout of a sequence": (
        nn.Reshape((12, 3)), nn.Dropout(0.3, channels=True), nn.MaxPooling1D(2), nn.Flatten()
    ),
}  # fmt: skip


# As many rows as networks, so that a wrong axis of networks does not show as a wrong shape.
@pytest.mark.parametrize("n", [3, 7])
@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("name", FIRST)
def test_data_that_networks_share_are_the_same_data_for_each(name, training, n):
    layers = (nn.Reshape((4, 3, 3)), *FIRST[name], nn.Dense(3))
    network = nn.Network(layers, 36, rng=rngs(range(3)), dtype=np.float64)
    rng = np.random.default_rng(1)
    for value in (*network.params.values(), *network.running.values()):
        value += rng.uniform(0.1, 0.9, value.shape)
    X, y = data(n)
    shared, own = (
        network.loss_and_gradients(x, y, rng=rngs(range(3)), training=training)
        for x in (X, np.stack([X] * 3))
    )
    np.testing.assert_allclose(shared[0], own[0], rtol=1e-12)
    for key, value in own[1].items():
        np.testing.assert_allclose(shared[1][key], value, rtol=1e-9, atol=1e-12)
    for key, value in network.batch_statistics(np.stack([X] * 3), rngs(range(3))).items():
        np.testing.assert_allclose(network.batch_statistics(X, rngs(range(3)))[key], value)


def test_the_same_layers_may_stand_at_two_places_and_in_two_networks():
    norm, drop, flat = nn.BatchNorm(), nn.Dropout(0.5, channels=True), nn.Flatten()
    layers = (nn.Reshape((6, 3, 2)), drop, nn.Conv2D(2, 2), norm, flat, norm, drop, nn.Dense(3))
    first = nn.Network(layers, 36, rng=rngs(range(2)))
    second = nn.Network((norm, drop, flat, nn.Dense(2)), 5, rng=np.random.default_rng(0))
    X, y = data(4)
    before = second.loss_and_gradients(X[:, :5], y % 2, rng=rngs([0])[0], training=True)[0]
    loss, _ = first.loss_and_gradients(X, y, rng=rngs(range(2)), training=True)
    assert loss.shape == (2,)
    assert before == second.loss_and_gradients(X[:, :5], y % 2, rng=rngs([0])[0], training=True)[0]


def test_batch_norm_takes_every_position_as_a_row():
    x = np.random.default_rng(0).standard_normal((4, 3, 5, 2)) * [1, 3] + [0, 7]
    layer, gamma, beta = nn.BatchNorm(0.8, 0.01), np.array([1.5, -2.0]), np.array([0.5, 3.0])
    params, _ = layer.start((3, 5, 2), np.random.default_rng(0))
    params |= {"gamma": gamma, "beta": beta}
    out, cache = layer.forward(x, params, rng=None, training=True)
    layer.update_running(cache, params)
    rows, _, (mean, var) = nn.bn_forward(
        x.reshape(-1, 2), gamma, beta, None, training=True, momentum=0.8, eps=0.01
    )
    np.testing.assert_allclose(out, rows.reshape(x.shape))
    np.testing.assert_allclose(params["mean"], mean)
    np.testing.assert_allclose(params["var"], var)
    assert layer.start((3, 5, 2), None)[0]["mean"].shape == (2,)


@pytest.mark.parametrize("lead", [(), (2,)])
def test_a_channel_is_dropped_at_all_positions_or_at_none(lead):
    layer, rate = nn.Dropout(0.3, channels=True), 0.3
    layer.start((3, 4, 50), None)
    x = np.random.default_rng(0).uniform(1, 2, (*lead, 40, 3, 4, 50))
    rng = rngs(range(2)) if lead else np.random.default_rng(0)
    out, _ = layer.forward(x, {}, rng=rng, training=True)
    factors = out / x
    np.testing.assert_allclose(factors, factors[..., :1, :1, :] * np.ones((3, 4, 1)), rtol=1e-12)
    dropped = factors[..., 0, 0, :] == 0
    np.testing.assert_allclose(factors[..., 0, 0, :][~dropped], 1 / (1 - rate))
    error = np.sqrt(rate * (1 - rate) / dropped.size)
    assert abs(dropped.mean() - rate) < 5 * error
    # Rows and channels are drawn independently.
    assert abs(dropped.mean(axis=-1) - rate).max() < 5 * np.sqrt(rate * (1 - rate) / 50)
    assert abs(dropped.mean(axis=-2) - rate).max() < 5 * np.sqrt(rate * (1 - rate) / 40)
    assert layer.forward(x, {}, rng=None, training=False)[0] is x


def test_the_rate_for_channels_may_differ_from_network_to_network():
    rates, X = (0.0, 0.4, 0.8), data(7)[0]
    stacks = [
        (nn.Reshape((6, 3, 2)), nn.Dropout(rate, channels=True), nn.Conv2D(2, 2), nn.Flatten())
        for rate in (rates, *rates)
    ]
    many = nn.Network(stacks[0], 36, rng=rngs(range(3)), dtype=np.float64)
    logits = many.logits(X, training=True, rng=rngs(range(3)))
    last = many.part(slice(2, 3)).logits(X, training=True, rng=rngs([2]))
    np.testing.assert_allclose(last[0], logits[2])
    for k in range(3):
        alone = nn.Network(stacks[k + 1], 36, rng=np.random.default_rng(k), dtype=np.float64)
        own = alone.logits(X, training=True, rng=np.random.default_rng(k))
        np.testing.assert_allclose(logits[k], own)


def test_in_flat_rows_every_feature_is_a_channel():
    x = np.random.default_rng(0).standard_normal((5, 8))
    plain, whole = (
        nn.Dropout(0.4, channels=channels).forward(x, {}, rng=rngs([3])[0], training=True)[0]
        for channels in (False, True)
    )
    np.testing.assert_allclose(whole, plain)


def test_images_are_predicted_in_parts_with_the_same_result(monkeypatch):
    network = nn.Network(IMAGES, 36, rng=rngs(range(3)), dtype=np.float64)
    X = data(10)[0]
    whole = network.logits(X)
    sizes = []

    class Spy(nn.Reshape):
        def forward(self, x, params, *, rng, training):
            sizes.append(x.shape[-2])
            return super().forward(x, params, rng=rng, training=training)

    spied = nn.Network((Spy((6, 6, 1)), *IMAGES[1:]), 36, rng=rngs(range(3)), dtype=np.float64)
    # The largest rows are those of the first convolution: 6 * 6 * 4 numbers for 3 networks.
    monkeypatch.setattr("reglab.nn.network.NUMBERS", 4 * 3 * 144)
    np.testing.assert_allclose(spied.logits(X), whole, rtol=1e-12)
    assert sizes == [4, 4, 2]


def test_the_memory_of_a_prediction_does_not_grow_with_the_rows():
    layers = (
        nn.Reshape((8, 8, 1)), nn.Conv2D(16, 3, padding="same"), nn.ReLU(), nn.MaxPooling2D(2),
        nn.Conv2D(32, 3, padding="same"), nn.ReLU(), nn.MaxPooling2D(2), nn.Flatten(), nn.Dense(10),
    )  # fmt: skip
    network = nn.Network(layers, 64, rng=rngs(range(20)))
    X = np.ones((1000, 64), np.float32)
    tracemalloc.start()
    try:
        network.logits(X)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # The output of the first convolution alone, for all rows, has 82 MB.
    assert peak < 40e6
