"""One epoch of training, for the networks of one thread."""

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reglab.nn._per_network import any_of, column
from reglab.nn._random import once_for_each
from reglab.nn.constraints import MaxNorm
from reglab.nn.losses import accuracy, gradient_of_shares, loss_of_shares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reglab.nn._types import Augment, PerNetwork
    from reglab.nn.network import Network
    from reglab.nn.optimizers import SGD, Adam


class Trainer:
    """Networks, their data, and the state of their optimizer.

    Parameters
    ----------
    network : Network
        Its parameters are changed in place.
    X : ndarray of shape (n, n_features) or (n_sets, n, n_features)
    shares : ndarray of shape (n, n_classes) or (n_sets, n, n_classes)
        Targets as shares of classes.
    streams : list of Streams
        One for each network.
    optimizer, batch_size, l1, l2, prox_l1, max_norm, label_smoothing, augment
        As for `fit`, checked; tuples have one entry for each network.
    """

    def __init__(
        self,
        network: "Network",
        X: "NDArray",
        shares: "NDArray",
        streams: "Sequence[Streams]",
        *,
        optimizer: "SGD | Adam",
        batch_size: int,
        l1: "PerNetwork",
        l2: "PerNetwork",
        prox_l1: "PerNetwork",
        max_norm: "PerNetwork",
        label_smoothing: "PerNetwork",
        augment: "Augment | Sequence[Augment | None] | None",
    ) -> None:
        self.network, self.n, self.batch_size = network, X.shape[-2], batch_size
        count, dtype = len(streams), network.parameters.dtype
        self.X, self.shares = _Rows(X, count), _Rows(shares, count)
        self.optimizer = optimizer
        self.l1, self.l2 = column(l1, 2, dtype), column(l2, 2, dtype)
        self.limit = column(np.multiply(optimizer.lr, prox_l1), 2, dtype)
        self.max_norm = MaxNorm(network.params, max_norm, count)
        self.keep = column(1 - np.asarray(label_smoothing), 3, dtype)
        self.spread = column(np.asarray(label_smoothing) / shares.shape[-1], 3, dtype)
        self.grads = network.parameters.empty_like()
        self.state = optimizer.start(network.parameters.values)
        self.scratch = np.empty_like(network.parameters.weights)
        # Copies, as another thread may train networks that have the same Generator.
        streams = deepcopy(list(streams))
        self.orders = [own.order for own in streams]
        layer_rngs = [own.layers for own in streams]
        self.layer_rng = layer_rngs[0] if network.n_networks is None else layer_rngs
        self.augment = list(augment) if isinstance(augment, tuple) else [augment] * count
        # A copy for each network, as hooks of other strengths may draw more or fewer numbers.
        self.augment_rngs = [deepcopy(own.augment) for own in streams]

    def epoch(self) -> "NDArray":
        """Use every row once; return the mean training loss of each network."""
        # Networks with one Generator share the order of the rows.
        orders = np.array(once_for_each(self.orders, lambda rng: rng.permutation(self.n)))
        # Weights that diverge appear as nan in the history, without repeated warnings.
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            seen = [
                self.step(orders[:, begin : begin + self.batch_size])
                for begin in range(0, self.n, self.batch_size)
            ]
            # Once per epoch, not per step: the overhead of many small calls exceeds their work.
            logits, shares = (np.concatenate(parts, axis=-2) for parts in zip(*seen, strict=True))
            return np.atleast_1d(loss_of_shares(logits, shares))

    def judge(self, validation: "tuple[NDArray, NDArray]") -> "tuple[NDArray, NDArray]":
        """Return loss and accuracy of each network on validation data."""
        with np.errstate(over="ignore", invalid="ignore"):  # as in `epoch`
            return judge(self.network, *validation)

    def step(self, rows: "NDArray[np.intp]") -> "tuple[NDArray, NDArray]":
        """Take one step with `rows` (n_networks, batch); return logits and targets before it."""
        network, values = self.network, self.network.parameters
        X, shares = self.X.take(rows), self.shares.take(rows)
        if any_of(self.spread):
            shares *= self.keep
            shares += self.spread
        if any(self.augment):
            X, shares = self._augmented(X, shares)
        if network.n_networks is None:
            X, shares = X[0], shares[0]
        logits, caches = network.forward(X, rng=self.layer_rng, training=True)
        network.update_running(caches)
        dlogits = gradient_of_shares(logits, shares)
        network.backward(dlogits, caches, self.grads)
        self._add_penalty_grad(values.weights, self.grads.weights)
        self.optimizer.step(
            values.values, self.grads.values, self.state, n_weights=values.n_weights
        )
        if any_of(self.limit):
            # The soft threshold: weights within the limit become exactly 0.
            values.weights[...] -= np.clip(
                values.weights, -self.limit, self.limit, out=self.scratch
            )
        self.max_norm()
        return logits, shares

    def _augmented(self, X, shares):
        """Return each network's batch, augmented with its own stream."""
        networks = zip(self.augment, X, shares, self.augment_rngs, strict=True)
        changed = [hook(x, t, rng) if hook else (x, t) for hook, x, t, rng in networks]
        new = tuple(np.stack([pair[i] for pair in changed]) for i in (0, 1))
        for was, now in zip((X, shares), new, strict=True):
            if was.shape != now.shape:
                raise ValueError(
                    f"augment must return arrays of unchanged shape {was.shape[1:]}, got "
                    f"{now.shape[1:]}"
                )
        return tuple(values.astype(X.dtype, copy=False) for values in new)

    def _add_penalty_grad(self, W, grad):
        if any_of(self.l1):
            np.sign(W, out=self.scratch)
            self.scratch *= self.l1
            grad += self.scratch
        if any_of(self.l2):
            grad += np.multiply(W, self.l2, out=self.scratch)


@dataclass(frozen=True)
class Streams:
    """The sources of random numbers of one network, separate so that they don't change each other.

    Parameters
    ----------
    order, layers, augment : numpy.random.Generator
        For the order of the rows, for layers such as dropout, and for augmentation.
    """

    order: np.random.Generator
    layers: np.random.Generator
    augment: np.random.Generator


def streams_of(rngs: "Sequence[np.random.Generator]") -> list[Streams]:
    """Return the streams of every network; networks with one Generator share them."""
    return once_for_each(rngs, lambda rng: Streams(*rng.spawn(3)))


def judge(network: "Network", X: "NDArray", shares: "NDArray") -> "tuple[NDArray, NDArray]":
    """Return loss and accuracy of each network, on data for all or on sets of successive ones."""
    logits = network.logits(X)
    if shares.ndim == 3:  # one axis of sets, and one of the networks of each set
        logits = logits.reshape(len(shares), -1, *logits.shape[1:])
        shares = shares[:, None]
    loss = loss_of_shares(logits, shares)
    return np.ravel(loss), np.ravel(accuracy(logits, shares.argmax(axis=-1)))


class _Rows:
    """One table for all networks, or several, each for the same number of successive networks."""

    def __init__(self, values, n_networks):
        # One flat table with an offset for each network is faster than two indices.
        self.flat = values.reshape(-1, values.shape[-1])
        n_sets = len(values) if values.ndim == 3 else 1
        sets = np.arange(n_networks) // (n_networks // n_sets)
        self.begin = sets[:, None] * values.shape[-2]

    def take(self, rows):
        """Return rows (n_networks, batch) of every network, as a new array."""
        return self.flat.take(rows + self.begin, axis=0)
