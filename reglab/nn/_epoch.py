"""One epoch of training, for the networks of one thread."""

from typing import TYPE_CHECKING

import numpy as np

from reglab.nn.losses import accuracy, gradient_of_shares, loss_of_shares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reglab.nn._types import Augment
    from reglab.nn.network import Network
    from reglab.nn.optimizers import SGD, Adam


class Trainer:
    """Networks, their data, and the state of their optimizer.

    Parameters
    ----------
    network : Network
        Its parameters are changed in place.
    X : ndarray of shape (n, n_features) or (n_networks, n, n_features)
    shares : ndarray of shape (n, n_classes) or (n_networks, n, n_classes)
        Targets as shares of classes.
    rngs : list of numpy.random.Generator
        One for each network.
    optimizer, batch_size, l1, l2, prox_l1, label_smoothing, augment
        As for `fit`, checked.
    """

    def __init__(
        self,
        network: "Network",
        X: "NDArray",
        shares: "NDArray",
        rngs: "Sequence[np.random.Generator]",
        *,
        optimizer: "SGD | Adam",
        batch_size: int,
        l1: float,
        l2: float,
        prox_l1: float,
        label_smoothing: float,
        augment: "Augment | None",
    ) -> None:
        self.network, self.n = network, X.shape[-2]
        if label_smoothing:
            shares = shares * (1 - label_smoothing) + label_smoothing / shares.shape[-1]
        self.X, self.shares = _Rows(X), _Rows(shares)
        self.optimizer, self.batch_size = optimizer, batch_size
        self.l1, self.l2, self.prox_l1 = l1, l2, prox_l1
        self.grads = network.parameters.empty_like()
        self.state = optimizer.start(network.parameters.values)
        self.scratch = np.empty_like(network.parameters.weights)
        # Separate streams per network, so that the draws of layers or `augment` do not change the
        # batches.
        streams = [rng.spawn(3 if augment else 2) for rng in rngs]
        self.order_rngs = [own[0] for own in streams]
        layer_rngs = [own[1] for own in streams]
        self.augment, self.augment_rngs = augment, [own[-1] for own in streams]
        self.layer_rng = layer_rngs[0] if network.n_networks is None else layer_rngs

    def epoch(self) -> "NDArray":
        """Use every row once; return the mean training loss of each network."""
        orders = np.array([rng.permutation(self.n) for rng in self.order_rngs])
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
        X, shares = validation
        with np.errstate(over="ignore", invalid="ignore"):  # as in `epoch`
            logits = self.network.logits(X)
            loss, right = loss_of_shares(logits, shares), accuracy(logits, shares.argmax(axis=-1))
        return np.atleast_1d(loss), np.atleast_1d(right)

    def step(self, rows: "NDArray[np.intp]") -> "tuple[NDArray, NDArray]":
        """Take one step with `rows` (n_networks, batch); return logits and targets before it."""
        network, values = self.network, self.network.parameters
        X, shares = self.X.take(rows), self.shares.take(rows)
        if self.augment:
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
        if self.prox_l1:
            # The soft threshold: weights within the limit become exactly 0.
            limit = self.optimizer.lr * self.prox_l1
            values.weights[...] -= np.clip(values.weights, -limit, limit, out=self.scratch)
        return logits, shares

    def _augmented(self, X, shares):
        """Return each network's batch, augmented with its own stream."""
        changed = [self.augment(*own) for own in zip(X, shares, self.augment_rngs, strict=True)]
        new = tuple(np.stack([pair[i] for pair in changed]) for i in (0, 1))
        for was, now in zip((X, shares), new, strict=True):
            if was.shape != now.shape:
                raise ValueError(
                    f"augment must return arrays of unchanged shape {was.shape[1:]}, got "
                    f"{now.shape[1:]}"
                )
        return tuple(values.astype(X.dtype, copy=False) for values in new)

    def _add_penalty_grad(self, W, grad):
        if self.l1:
            np.sign(W, out=self.scratch)
            self.scratch *= self.l1
            grad += self.scratch
        if self.l2:
            grad += np.multiply(W, self.l2, out=self.scratch)


class _Rows:
    """One table for all networks, or one for each; `take(rows)` gets the rows of each network."""

    def __init__(self, values):
        # One flat table with an offset for each network is faster than two indices.
        self.flat = values.reshape(-1, values.shape[-1])
        own = values.ndim == 3
        self.begin = np.arange(len(values))[:, None] * values.shape[1] if own else 0

    def take(self, rows):
        return self.flat.take(rows + self.begin, axis=0)
