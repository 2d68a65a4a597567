"""The same training in Keras, seed after seed, and in JAX, all seeds in one compiled call.

Each function takes data of every seed's own and returns the classes that the trained networks give
to the test rows. Libraries are imported where they are used, before any clock runs.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from reglab import nn


@dataclass(frozen=True)
class Work:
    """What is trained: `hidden` layers of ReLU, Adam at its defaults, batches, epochs."""

    hidden: tuple
    n_classes: int
    batch_size: int
    epochs: int


def layers_of(work):
    """The layers of a work as ours."""
    hidden = [layer for units in work.hidden for layer in (nn.Dense(units), nn.ReLU())]
    return (*hidden, nn.Dense(work.n_classes))


def train_ours(work, X, y, X_test, seeds):
    """Return classes (n_seeds, n_test) of networks that were trained at the same time."""
    rngs = [np.random.default_rng(seed) for seed in seeds]
    if len(seeds) == 1:
        rngs, X, y, X_test = rngs[0], X[0], y[0], X_test[0]
    network = nn.Network(layers_of(work), X.shape[-1], rng=rngs)
    nn.fit(
        network, X, y, optimizer=nn.Adam(), epochs=work.epochs, batch_size=work.batch_size,
        rng=rngs, progress=False,
    )  # fmt: skip
    return np.reshape(network.logits(X_test).argmax(axis=-1), (len(seeds), -1))


def train_keras(work, X, y, X_test, seeds):
    """Return classes (n_seeds, n_test); a new model for every seed, as its users do."""
    import keras

    found = []
    for k, seed in enumerate(seeds):
        keras.utils.clear_session()
        keras.utils.set_random_seed(seed)
        hidden = [keras.layers.Dense(units, activation="relu") for units in work.hidden]
        model = keras.Sequential(
            [keras.Input((X.shape[-1],)), *hidden, keras.layers.Dense(work.n_classes)]
        )
        model.compile(
            keras.optimizers.Adam(), keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        )
        model.fit(X[k], y[k], batch_size=work.batch_size, epochs=work.epochs, verbose=0)
        found.append(np.asarray(model(X_test[k])).argmax(axis=-1))
    return np.array(found)


def train_jax(work, X, y, X_test, seeds):
    """Return classes (n_seeds, n_test): `vmap` over seeds, compiled once by `jit`."""
    import jax

    rngs = [np.random.default_rng(seed) for seed in seeds]
    start = nn.Network(layers_of(work), X.shape[-1], rng=rngs).params
    n = X.shape[1]
    orders = np.array([[rng.permutation(n) for _ in range(work.epochs)] for rng in rngs])
    trained = _jax_trainer(work)(dict(start), X, y, orders)
    logits = _jax_logits(work)(trained, X_test)
    return np.asarray(jax.block_until_ready(logits)).argmax(axis=-1)


def _jax_forward(work):
    import jax

    def forward(params, x):
        depth = len(work.hidden) + 1
        for i in range(1, depth):
            x = jax.nn.relu(x @ params[f"W{i}"] + params[f"b{i}"])
        return x @ params[f"W{depth}"] + params[f"b{depth}"]

    return forward


@cache
def _jax_logits(work):
    import jax

    return jax.jit(jax.vmap(_jax_forward(work)))


@cache
def _jax_trainer(work):
    """A compiled function of initial parameters, data and orders; Adam as in Keras and here."""
    import jax
    from jax import numpy as jnp

    forward, batch = _jax_forward(work), work.batch_size

    def loss(params, x, y):
        p = jax.nn.log_softmax(forward(params, x))
        return -jnp.mean(jnp.take_along_axis(p, y[:, None], axis=1))

    def step(carry, rows):
        params, m, v, t = carry
        g = jax.grad(loss)(params, *rows)
        t = t + 1
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
        v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
        lr = 1e-3 * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        params = jax.tree.map(lambda p, m, v: p - lr * m / (jnp.sqrt(v) + 1e-7), params, m, v)
        return (params, m, v, t), None

    def train(params, X, y, orders):
        full = len(X) // batch * batch

        def epoch(carry, order):
            x, c = X[order], y[order]
            whole = x[:full].reshape(-1, batch, x.shape[-1]), c[:full].reshape(-1, batch)
            carry, _ = jax.lax.scan(step, carry, whole)
            if full < len(X):  # the rest is a batch, too
                carry, _ = step(carry, (x[full:], c[full:]))
            return carry, None

        zeros = jax.tree.map(jnp.zeros_like, params)
        carry, _ = jax.lax.scan(epoch, (params, zeros, zeros, jnp.float32(0)), orders)
        return carry[0]

    return jax.jit(jax.vmap(train))
