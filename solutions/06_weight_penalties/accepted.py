"""Correct answers to lesson 06, written differently from the lesson's own.

The matrix (``reglab checks verify``) demands that each passes everything: a
check that knows only one way to be right is wrong.
"""

from collections import namedtuple

import numpy as np

from reglab.checks.authoring.accepted import accepted

# --- 6.1 ---------------------------------------------------------------------


@accepted("weight_penalties.penalty")
def one_generator(params, l1, l2):
    return sum(
        l1 * np.abs(W).sum() + 0.5 * l2 * (W**2).sum() for k, W in params.items() if k[0] == "W"
    )


@accepted("weight_penalties.penalty")
def all_in_one_vector(params, l1, l2):
    w = np.concatenate([W.ravel(order="F") for name, W in params.items() if name.startswith("W")])
    return l1 * np.linalg.norm(w, 1) + l2 / 2 * (w @ w)


@accepted("weight_penalties.penalty")
def two_loops_over_entries(params, l1, l2):
    total = 0.0
    for name in params:
        if name.startswith("W"):
            for row in params[name]:
                for w in row:
                    total += l1 * abs(w) + l2 * w * w / 2
    return float(total)


@accepted("weight_penalties.penalty")
def frobenius(params, l1, l2):
    weights = [params[name] for name in sorted(params) if name.startswith("W")]
    return np.array(
        sum(l1 * np.sum(W * np.sign(W)) + l2 / 2 * np.linalg.norm(W) ** 2 for W in weights)
    )


# --- 6.2 ---------------------------------------------------------------------


@accepted("weight_penalties.penalty_grad")
def filled_step_by_step(params, l1, l2):
    grads = {}
    for name, value in params.items():
        grads[name] = np.zeros(value.shape)
        if name.startswith("W"):
            grads[name] += l1 * np.sign(value)
            grads[name] += l2 * value
    return grads


@accepted("weight_penalties.penalty_grad")
def by_strength(params, l1, l2):
    """Strengths of 0 where nothing is penalized; other order of the names."""
    grads = {}
    for name in reversed(list(params)):
        on = float(name.startswith("W"))
        value = params[name]
        grads[name] = on * (l1 * ((value > 0) * 1.0 - (value < 0)) + l2 * value)
    return grads


@accepted("weight_penalties.penalty_grad")
def fortran_order(params, l1, l2):
    zeros = {name: 0 * value for name, value in params.items()}
    weights = {
        name: np.asfortranarray(l2 * W + np.copysign(l1, W) * (W != 0))
        for name, W in params.items()
        if name.startswith("W")
    }
    return zeros | weights


# --- 6.3 ---------------------------------------------------------------------


@accepted("weight_penalties.adam_step")
def as_in_the_paper(p, g, state, lr, l2=0, wd=0):
    """Corrected moments one by one, and eps after the correction."""
    m, v, t = (0.0, 0.0, 0) if state is None else state
    t = t + 1
    g = g + l2 * p
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
    return p - lr * (m_hat / (np.sqrt(v_hat) + 1e-7) + wd * p), (m, v, t)


@accepted("weight_penalties.adam_step")
def state_in_a_dict(p, g, state, lr, l2=0, wd=0):
    old = state or {"m": np.zeros(p.shape), "v": np.zeros(p.shape), "t": 0}
    h = g + l2 * p
    new = {
        "t": old["t"] + 1,
        "m": old["m"] + (h - old["m"]) * 0.1,
        "v": old["v"] + (h * h - old["v"]) * 0.001,
    }
    size = lr * (1 - 0.999 ** new["t"]) ** 0.5 / (1 - 0.9 ** new["t"])
    decayed = p * (1 - lr * wd)
    return decayed - size * new["m"] / (new["v"] ** 0.5 + 1e-7), new


class Moments:
    """A state that is an object, and makes a new one for each step."""

    def __init__(self, m, v, t):
        self.m, self.v, self.t = m, v, t

    def after(self, h):
        return Moments(0.9 * self.m + 0.1 * h, 0.999 * self.v + 0.001 * h * h, self.t + 1)

    def step(self):
        m, v = self.m / (1 - 0.9**self.t), self.v / (1 - 0.999**self.t)
        return m / (np.sqrt(v) + 1e-7)


@accepted("weight_penalties.adam_step")
def state_as_an_object(p, g, state, lr, l2=0, wd=0):
    Result = namedtuple("Result", "p state")
    old = Moments(0 * p, 0 * p, 0) if state is None else state
    new = old.after(g + l2 * p)
    return Result(p - lr * new.step() - lr * wd * p, new)


@accepted("weight_penalties.adam_step")
def all_gradients_kept(p, g, state, lr, l2=0, wd=0):
    """The state is every gradient so far; the moments are computed anew."""
    seen = [] if state is None else list(state)
    seen = [*seen, g + l2 * p]
    t = len(seen)
    ages = np.arange(t)[::-1].reshape((-1,) + (1,) * p.ndim)
    m = np.sum(0.1 * 0.9**ages * np.array(seen), axis=0) / (1 - 0.9**t)
    v = np.sum(0.001 * 0.999**ages * np.array(seen) ** 2, axis=0) / (1 - 0.999**t)
    p = p.astype(float)
    p -= lr * wd * p
    p -= lr * m / (np.sqrt(v) + 1e-7)
    return [p, seen]


# --- 6.4 ---------------------------------------------------------------------


@accepted("weight_penalties.prox_l1")
def what_clipping_leaves(W, t):
    return W - np.clip(W, -t, t)


@accepted("weight_penalties.prox_l1")
def two_sides(W, t):
    return np.asfortranarray(np.maximum(W - t, 0) - np.maximum(-W - t, 0))


@accepted("weight_penalties.prox_l1")
def entry_by_entry(W, t):
    out = np.zeros(W.shape)
    for index, w in np.ndenumerate(W):
        if w > t:
            out[index] = w - t
        elif w < -t:
            out[index] = w + t
    return out


# --- 6.5 ---------------------------------------------------------------------


@accepted("weight_penalties.keras_l2_from_lam")
def half(lam):
    return 0.5 * lam


@accepted("weight_penalties.keras_l2_from_lam")
def as_array(lam):
    return np.float64(lam) / 2


@accepted("weight_penalties.keras_l2_from_lam")
def in_single_precision(lam):
    return np.float32(lam / 2)


# --- 6.6 ---------------------------------------------------------------------


@accepted("weight_penalties.build_mlp")
def functional(reg):
    import keras

    inputs = keras.Input(shape=(64,), name="pixels")
    hidden = keras.layers.Dense(256, "relu", kernel_regularizer=reg)(inputs)
    outputs = keras.layers.Dense(10, "softmax", kernel_regularizer=reg)(hidden)
    return keras.Model(inputs, outputs)


@accepted("weight_penalties.build_mlp")
def activations_as_layers(reg):
    import keras

    model = keras.Sequential()
    model.add(keras.layers.Input((64,)))
    model.add(keras.layers.Dense(256, kernel_regularizer=reg))
    model.add(keras.layers.ReLU())
    model.add(keras.layers.Dense(10, kernel_regularizer=reg))
    model.add(keras.layers.Activation("softmax"))
    return model


@accepted("weight_penalties.build_mlp")
def compiled(reg):
    import keras

    kind = {"kernel_regularizer": reg, "kernel_initializer": "he_normal"}
    model = keras.Sequential(
        [
            keras.layers.InputLayer(shape=(64,)),
            keras.layers.Dense(256, activation=keras.activations.relu, **kind),
            keras.layers.Dense(10, activation=keras.ops.softmax, **kind),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


@accepted("weight_penalties.build_mlp")
def a_class_of_its_own(reg):
    import keras

    class MLP(keras.Model):
        def __init__(self):
            super().__init__()
            self.hidden = keras.layers.Dense(256, activation="relu", kernel_regularizer=reg)
            self.last = keras.layers.Dense(10, activation="softmax", kernel_regularizer=reg)

        def call(self, X):
            return self.last(self.hidden(X))

    model = MLP()
    model(keras.ops.zeros((1, 64)))
    return model
