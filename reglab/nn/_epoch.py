"""One pass over the data, batch by batch, for networks that one thread trains."""

import numpy as np

from reglab.nn.losses import loss_of_shares


class Trainer:
    """Networks, their data, and what an optimizer remembers between steps.

    Parameters
    ----------
    network : Network
        Its parameters are changed in place.
    X : ndarray of shape (n, n_features) or (n_networks, n, n_features)
    shares : ndarray of shape (n, n_classes) or (n_networks, n, n_classes)
        Targets as shares of classes.
    rngs : list of numpy.random.Generator
        One for each network.
    optimizer, batch_size, l1, l2, prox_l1, label_smoothing
        As for `fit`, checked.
    """

    def __init__(
        self, network, X, shares, rngs, *, optimizer, batch_size, l1, l2, prox_l1, label_smoothing
    ):
        self.network, self.X, self.shares = network, X, shares
        if label_smoothing:
            self.shares = shares * (1 - label_smoothing) + label_smoothing / shares.shape[-1]
        self.optimizer, self.batch_size = optimizer, batch_size
        self.l1, self.l2, self.prox_l1 = l1, l2, prox_l1
        self.grads = network.parameters.empty_like()
        self.state = optimizer.start(network.parameters.values)
        self.scratch = np.empty_like(network.parameters.weights)
        # Two streams of each network's own: what layers draw does not change the batches.
        streams = [rng.spawn(2) for rng in rngs]
        self.order_rngs = [order for order, _ in streams]
        layer_rngs = [layers for _, layers in streams]
        self.layer_rng = layer_rngs[0] if network.n_networks is None else layer_rngs
        self.each = np.arange(len(rngs))[:, None]

    def epoch(self):
        """Use every row once; return the mean loss of each network on the way."""
        n = self.X.shape[-2]
        orders = np.array([rng.permutation(n) for rng in self.order_rngs])
        total = np.zeros(len(orders))
        # Weights that run away end as nan in the record, not in a wall of warnings.
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            for begin in range(0, n, self.batch_size):
                rows = orders[:, begin : begin + self.batch_size]
                total += rows.shape[1] * self.step(rows)
        return total / n

    def step(self, rows):
        """Take one step with `rows` (n_networks, batch); return the loss before it."""
        network, values = self.network, self.network.parameters
        X, shares = self._batch(self.X, rows), self._batch(self.shares, rows)
        logits, caches = network.forward(X, rng=self.layer_rng, training=True)
        loss, dlogits = loss_of_shares(logits, shares)
        network.backward(dlogits, caches, self.grads)
        self._add_penalty_grad(values.weights, self.grads.weights)
        self.optimizer.step(
            values.values, self.grads.values, self.state, n_weights=values.n_weights
        )
        if self.prox_l1:
            # The soft threshold: what lies within the limit goes to exactly 0.
            limit = self.optimizer.lr * self.prox_l1
            values.weights[...] -= np.clip(values.weights, -limit, limit, out=self.scratch)
        return loss

    def _add_penalty_grad(self, W, grad):
        if self.l1:
            np.sign(W, out=self.scratch)
            self.scratch *= self.l1
            grad += self.scratch
        if self.l2:
            grad += np.multiply(W, self.l2, out=self.scratch)

    def _batch(self, values, rows):
        """The rows of every network, from data that are shared or each network's own."""
        if self.network.n_networks is None:
            return values[rows[0]]
        return values[rows] if values.ndim == 2 else values[self.each, rows]
