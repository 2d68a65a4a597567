"""The candidates of a tuned comparison, trained by JAX all at once and by Keras one at a time."""

import itertools
from functools import cache

import numpy as np

from reglab import nn

N_SEEDS = 20
CANDIDATES = [
    {"lr": lr, "rate": rate} for lr, rate in itertools.product((1e-3, 3e-3, 1e-2), (0.2, 0.5, 0.8))
]
LAYERS = (nn.Dense(256), nn.ReLU(), nn.Dropout(0.5), nn.Dense(10))
OPTIONS = {"epochs": 60, "batch_size": 32}


def train_keras(parts, seeds, k):
    """Train candidate k of seed k; return its accuracy on the validation rows."""
    import keras

    seed, own = seeds[k], CANDIDATES[k % len(CANDIDATES)]
    (X, y), (X_val, y_val), _ = [(part[0][k], part[1][k]) for part in parts]
    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((X.shape[-1],)),
            keras.layers.Dense(256, activation="relu"),
            keras.layers.Dropout(own["rate"]),
            keras.layers.Dense(10),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(own["lr"]), loss)
    model.fit(X, y, verbose=0, **OPTIONS)
    return float(np.mean(np.asarray(model(X_val)).argmax(axis=-1) == y_val))


def train_jax(parts, seeds):
    """Train all candidates of all seeds in one compiled call.

    Returns accuracies (n_seeds,) of the chosen networks on the test rows, and of all networks
    (n_seeds, n_candidates) on the validation rows.
    """
    import jax

    (X, y), (X_val, y_val), (X_test, y_test) = parts
    rngs = [np.random.default_rng(seed) for seed in seeds]
    start = dict(nn.Network(LAYERS, X.shape[-1], rng=rngs).params)
    epochs = OPTIONS["epochs"]
    orders = np.array([[rng.permutation(X.shape[1]) for _ in range(epochs)] for rng in rngs])
    keys = jax.vmap(jax.random.key)(np.array(seeds))
    rates = {key: np.array([own[key] for own in CANDIDATES], np.float32) for key in ("lr", "rate")}
    train, judge = _compiled()
    params = train(start, X, y, orders, keys, rates["lr"], rates["rate"])
    validation = np.asarray(judge(params, X_val, y_val))
    best = validation.argmax(axis=1)
    chosen = {name: value[np.arange(len(seeds)), best][:, None] for name, value in params.items()}
    return np.asarray(judge(chosen, X_test, y_test))[:, 0], validation


@cache
def _compiled():
    """Return compiled functions for all seeds and candidates: training, and accuracy.

    Candidates of one seed share rows, orders and the draws of dropout, as ours do.
    """
    import jax
    from jax import numpy as jnp

    batch = OPTIONS["batch_size"]

    def forward(params, x, mask=None):
        h = jax.nn.relu(x @ params["W1"] + params["b1"])
        return (h if mask is None else h * mask) @ params["W2"] + params["b2"]

    def loss(params, x, y, mask):
        p = jax.nn.log_softmax(forward(params, x, mask))
        return -jnp.mean(jnp.take_along_axis(p, y[:, None], axis=1))

    def train(params, X, y, orders, key, lr, rate):
        full = len(X) // batch * batch

        def step(carry, rows):
            params, m, v, t, key = carry
            x, c = rows
            key, own = jax.random.split(key)
            mask = (jax.random.uniform(own, (len(x), 256)) >= rate) / (1 - rate)
            g = jax.grad(loss)(params, x, c, mask)
            t = t + 1
            m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
            v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
            size = lr * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)
            params = jax.tree.map(lambda p, m, v: p - size * m / (jnp.sqrt(v) + 1e-7), params, m, v)
            return (params, m, v, t, key), None

        def epoch(carry, order):
            x, c = X[order], y[order]
            whole = x[:full].reshape(-1, batch, x.shape[-1]), c[:full].reshape(-1, batch)
            carry, _ = jax.lax.scan(step, carry, whole)
            if full < len(X):  # the rest is a batch, too
                carry, _ = step(carry, (x[full:], c[full:]))
            return carry, None

        zeros = jax.tree.map(jnp.zeros_like, params)
        carry, _ = jax.lax.scan(epoch, (params, zeros, zeros, jnp.float32(0), key), orders)
        return carry[0]

    def judge(params, X, y):
        return jnp.mean(forward(params, X).argmax(axis=-1) == y)

    candidates = jax.vmap(train, in_axes=(None, None, None, None, None, 0, 0))
    seeds = jax.vmap(candidates, in_axes=(0, 0, 0, 0, 0, None, None))
    judges = jax.vmap(jax.vmap(judge, in_axes=(0, None, None)), in_axes=(0, 0, 0))
    return jax.jit(seeds), jax.jit(judges)
