"""One network, or many side by side: the same numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reglab import nn

LAYERS = (nn.Dense(16), nn.ReLU(), nn.Dropout(0.4), nn.Dense(3))


def rngs(seeds):
    return [np.random.default_rng(seed) for seed in seeds]


def data(n=50, n_features=4, n_classes=3):
    rng = np.random.default_rng(0)
    X = rng.standard_normal((n, n_features))
    return X, (np.abs(X).argmax(axis=1) % n_classes)


@pytest.mark.parametrize("optimizer", [nn.SGD(0.1, 0.9), nn.Adam(0.01), nn.AdamW(0.01, 0.1)])
@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("own", [False, True], ids=["shared data", "own data"])
def test_a_seed_alone_and_among_twenty_agree_after_twenty_steps(optimizer, threads, own):
    X, y = data()
    options = {"optimizer": optimizer, "epochs": 4, "batch_size": 11, "l1": 1e-3, "l2": 1e-2}
    Xs = np.stack([X + k for k in range(20)]) if own else X
    ys = np.stack([(y + k) % 3 for k in range(20)]) if own else y
    seeds = rngs(range(20))
    many = nn.Network(LAYERS, 4, rng=seeds, dtype=np.float64)
    history = nn.fit(many, Xs, ys, rng=seeds, threads=threads, **options)
    assert history.loss.shape == (4, 20)
    for k in (0, 7, 19):
        rng = np.random.default_rng(k)
        alone = nn.Network(LAYERS, 4, rng=rng, dtype=np.float64)
        own_history = nn.fit(alone, Xs[k] if own else X, ys[k] if own else y, rng=rng, **options)
        for name, value in alone.params.items():
            np.testing.assert_allclose(many.params[name][k], value, rtol=0, atol=1e-6)
        np.testing.assert_allclose(history.loss[:, k], own_history.loss, atol=1e-6)


def test_seeds_differ_in_start_order_and_masks():
    network = nn.Network(LAYERS, 4, rng=rngs(range(2)))
    assert not np.array_equal(network.params["W1"][0], network.params["W1"][1])
    many = nn.Network((nn.Dropout(0.5), nn.Dense(3)), 4, rng=rngs(range(2)))
    many.params["W1"][1] = many.params["W1"][0]
    logits = many.logits(np.ones((50, 4)), training=True, rng=rngs(range(2)))
    assert not np.array_equal(logits[0], logits[1])


def test_dropout_does_not_change_the_batches():
    X, y = data()
    seen = []

    class Spy(nn.ReLU):
        def forward(self, x, params, *, rng, training):
            seen.append(np.array(x))
            return x, x

        def backward(self, dout, out, params, grads, *, inputs=True):
            return dout

    for rate in (0.0, 0.5):
        rng = np.random.default_rng(5)
        network = nn.Network((Spy(), nn.Dense(8), nn.Dropout(rate), nn.Dense(3)), 4, rng=rng)
        nn.fit(network, X, y, optimizer=nn.SGD(0.1), epochs=2, batch_size=20, rng=rng)
    assert len(seen) == 12
    for plain, dropped in zip(seen[:6], seen[6:], strict=True):
        assert np.array_equal(plain, dropped)


@given(
    lead=st.integers(0, 3),
    batch=st.integers(1, 5),
    widths=st.lists(st.integers(1, 4), min_size=1, max_size=3),
    dtype=st.sampled_from([np.float32, np.float64]),
    shared=st.booleans(),
)
def test_shapes_and_dtypes_go_through(lead, batch, widths, dtype, shared):
    rng = rngs(range(lead)) if lead else np.random.default_rng(0)
    layers = [layer for width in widths for layer in (nn.Dense(width), nn.ReLU(), nn.Dropout(0.5))]
    network = nn.Network(layers, 3, rng=rng, dtype=dtype)
    own = (lead,) if lead else ()
    X = np.ones((*(() if shared else own), batch, 3))
    p = network(X)
    assert p.shape == (*own, batch, widths[-1])
    assert p.dtype == dtype
    np.testing.assert_allclose(p.sum(axis=-1), 1, rtol=1e-5)
    y = np.zeros((*own, batch), int)
    loss, grads = network.loss_and_gradients(X, y, rng=rng, training=True)
    assert loss.shape == own
    assert {name: value.shape for name, value in grads.items()} == {
        name: value.shape for name, value in network.params.items()
    }
    assert all(np.isfinite(value).all() for value in grads.values())


def test_prediction_in_pieces_is_prediction_at_once(monkeypatch):
    network = nn.Network(LAYERS, 4, rng=rngs(range(3)), dtype=np.float64)
    X = np.random.default_rng(0).standard_normal((3, 10, 4))
    whole = network(X)
    monkeypatch.setattr("reglab.nn.network.ROWS", 4)
    np.testing.assert_allclose(network(X), whole, rtol=1e-12)


def test_params_are_views_and_a_part_shares_them():
    network = nn.Network(LAYERS, 4, rng=rngs(range(3)))
    part = network.part(slice(1, 3))
    network.params["b2"][2] = 7
    assert np.array_equal(part.params["b2"][1], [7, 7, 7])
    assert list(network.params) == ["W1", "b1", "W2", "b2"]
    assert network.parameters.weights.shape == (3, 4 * 16 + 16 * 3)


def test_inputs_stay_as_they_are():
    X, y = data()
    X32, kept = X.astype(np.float32), X.astype(np.float32)
    rng = np.random.default_rng(0)
    network = nn.Network((nn.ReLU(), nn.Dropout(0.5), nn.Dense(3)), 4, rng=rng)
    nn.fit(network, X32, y, optimizer=nn.Adam(), epochs=2, batch_size=7, rng=rng)
    network(X32)
    assert np.array_equal(X32, kept)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"layers": ()}, "layers must hold at least one layer, got none"),
        ({"n_features": 0}, "n_features must be an integer >= 1, got 0"),
        ({"rng": 3}, "rng must be a numpy.random.Generator or a list of them, got int"),
        ({"rng": []}, "rng must be a numpy.random.Generator or a list of them, got an empty list"),
        ({"dtype": int}, "dtype must be float32 or float64, got int64"),
    ],
)
def test_a_bad_network_is_one_line(change, message):
    arguments = {"layers": LAYERS, "n_features": 4, "rng": np.random.default_rng(0), **change}
    with pytest.raises(ValueError, match=f"^{message}$"):
        nn.Network(arguments.pop("layers"), arguments.pop("n_features"), **arguments)


@pytest.mark.parametrize(
    ("X", "message"),
    [
        (np.ones(4), r"X must have shape \(n, n_features\) or .*, got \(4,\)"),
        (np.ones((2, 5)), r"X must have 4 columns, got shape \(2, 5\)"),
        (np.ones((5, 2, 4)), r"X must be for 3 networks, got shape \(5, 2, 4\)"),
        (np.full((2, 4), np.nan), "X must hold finite numbers, got nan"),
        ([["a"] * 4], "X must hold real numbers, got dtype <U1"),
        (np.ones((0, 4)), r"X must have shape .*, got \(0, 4\)"),
    ],
)
def test_bad_inputs_are_one_line(X, message):
    network = nn.Network(LAYERS, 4, rng=rngs(range(3)))
    with pytest.raises(ValueError, match=f"^{message}$"):
        network(X)


def test_many_networks_take_one_thread_of_linear_algebra_and_give_the_others_back():
    from threadpoolctl import threadpool_info, threadpool_limits

    def threads():
        return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}

    seen = []

    class Spy(nn.ReLU):
        def forward(self, x, params, *, rng, training):
            seen.append(threads())
            return x, x

    with threadpool_limits(2):
        network = nn.Network((Spy(), nn.Dense(3)), 4, rng=rngs(range(3)))
        network(np.ones((2, 4)))
        assert seen == [{1}]
        assert threads() == {2}
