"""A stack of layers with its parameters: one network, or several with the same layers."""

import copy
from typing import TYPE_CHECKING, Any

import numpy as np

from reglab._arguments import check_count
from reglab.nn._arguments import check_inputs
from reglab.nn._parameters import Parameters
from reglab.nn._random import once_for_each
from reglab.nn._rows import n_numbers
from reglab.nn._threads import one_thread
from reglab.nn.activations import softmax
from reglab.nn.losses import cross_entropy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, DTypeLike, NDArray

    from reglab.nn._parameters import Parameters
    from reglab.nn._types import Generators

# Rows per step of a prediction: enough for a fast product, without much memory.
ROWS = 2048
# With images, fewer rows: so many that the output of a layer has about this many numbers.
NUMBERS = 2**20


class Network:
    """``logits = layer_k(... layer_1(X))``, and ``p = softmax(logits)``.

    Parameters
    ----------
    layers : sequence of layers
        For example ``(Dense(256), ReLU(), Dropout(0.5), Dense(10))``. They hold no parameters, and
        the network works with copies, so the same layers may be used for several networks. The
        inputs are flat rows: for convolutions, `Reshape` comes first.
    n_features : int
        Number of columns of the inputs.
    rng : numpy.random.Generator, or list of numpy.random.Generator
        Source of the initial weights. A list makes one network for each Generator: the third of
        twenty is the same as the one made with ``rng=third``. Networks for which the list repeats
        a Generator start alike.
    dtype : numpy dtype
        float32 is twice as fast; float64 is for checking gradients.

    Attributes
    ----------
    params : dict of ndarray
        "W1", "b1", "W2" and so on, numbered by layers that have parameters; of shape
        ``(n_networks, n_in, n_out)`` and ``(n_networks, n_out)``, without the first axis if rng is
        one Generator. These are views: writing into them changes the network.
    running : dict of ndarray
        Running statistics, which no gradient trains: "mean1", "var1", "mean2" and so on, numbered
        by batch-norm layers; views, like params. `fit` updates them, a call does not.
    n_networks : int or None
        None if rng is one Generator.

    Raises
    ------
    ValueError
        If there is no layer, a layer does not fit the one before it, the outputs are not flat,
        n_features is not an integer >= 1, rng is neither a Generator nor a list of them, or dtype
        is not float32 or float64.

    Notes
    -----
    Taught in: 06_weight_penalties.

    References
    ----------
    I. Goodfellow, Y. Bengio and A. Courville (2016), "Deep Learning".

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> seeds = [np.random.default_rng(seed) for seed in range(20)]
    >>> network = nn.Network((nn.Dense(256), nn.ReLU(), nn.Dense(10)), 64, rng=seeds)
    >>> network.params["W1"].shape, network(np.ones((5, 64))).shape
    ((20, 64, 256), (20, 5, 10))
    """

    def __init__(
        self,
        layers: "Iterable[Any]",
        n_features: int,
        *,
        rng: "Generators",
        dtype: "DTypeLike" = np.float32,
    ) -> None:
        # Copies, since `start` lets a layer remember the shape of its rows.
        self.layers = tuple(copy.copy(layer) for layer in layers)
        if not self.layers:
            raise ValueError("layers must hold at least one layer, got none")
        self.n_features = check_count(n_features, "n_features")
        dtype = np.dtype(dtype)
        if dtype not in (np.float32, np.float64):
            raise ValueError(f"dtype must be float32 or float64, got {dtype}")
        alone = isinstance(rng, np.random.Generator)
        rngs: Any = [rng] if alone else rng
        if not isinstance(rngs, list | tuple) or not rngs or not _generators(rngs):
            came = "an empty list" if rng in ([], ()) else type(rng).__name__
            raise ValueError(f"rng must be a numpy.random.Generator or a list of them, got {came}")
        self.n_networks = None if alone else len(rngs)
        self.largest_row = 0  # of those that are not flat
        for layer in self.layers:
            # Layers with hyperparameters: one number, or one for each network.
            if hasattr(layer, "check_networks"):
                layer.check_networks(self.n_networks)
        # Networks with one Generator start alike.
        starts = once_for_each(rngs, self._start)
        self.n_outputs = starts[0][1]
        trained, kept = zip(*(self._split(values) for values, _ in starts), strict=True)
        self.parameters = Parameters(trained, dtype, alone=alone)
        self.averages = Parameters(kept, dtype, alone=alone)

    def __repr__(self):
        many = "" if self.n_networks is None else f", {self.n_networks} networks"
        return f"Network({', '.join(map(repr, self.layers))}{many})"

    @property
    def params(self) -> "dict[str, NDArray]":
        """Views of the parameters by name."""
        return self.parameters.views

    @property
    def running(self) -> "dict[str, NDArray]":
        """Views of the running statistics by name."""
        return self.averages.views

    def _split(self, values):
        """Split the initial values of each layer into parameters and running statistics."""
        names = [getattr(layer, "running", ()) for layer in self.layers]
        both = [
            [{name: start[name] for name in start if (name in own) == kept} for kept in (0, 1)]
            for start, own in zip(values, names, strict=True)
        ]
        return [trained for trained, _ in both], [kept for _, kept in both]

    def _start(self, rng):
        """Return initial values of one network by layer, and the width of its output."""
        values, row = [], self.n_features
        for layer in self.layers:
            own, row = layer.start(row, rng)
            values.append(own)
            if np.ndim(row):
                self.largest_row = max(self.largest_row, n_numbers(row))
        if np.size(row) > 1:
            raise ValueError(
                f"layers must end with flat rows, got rows {row}: put Flatten and Dense at the end"
            )
        return values, n_numbers(row)

    def forward(
        self, X: "NDArray", *, rng: "Generators | None", training: bool
    ) -> "tuple[NDArray, list[Any]]":
        """Return logits (..., n, n_classes) and the caches for `backward`.

        Parameters
        ----------
        X : ndarray of shape (n, n_features) or (n_networks, n, n_features)
        rng : numpy.random.Generator or list of numpy.random.Generator, or None
            For layers that draw random numbers; None if there are none.
        training : bool
            Whether layers such as dropout are active.
        """
        caches = []
        for layer, params in self._layers_and_values():
            X, cache = layer.forward(X, params, rng=rng, training=training)
            caches.append(cache)
        return X, caches

    def _layers_and_values(self):
        """Yield each layer with its parameters and running statistics."""
        own = zip(self.layers, self.parameters.by_layer, self.averages.by_layer, strict=True)
        for layer, params, running in own:
            yield layer, params | running if running else params

    def update_running(self, caches: list[Any]) -> None:
        """Update the running statistics with the batch of a training `forward`."""
        for layer, cache, running in zip(self.layers, caches, self.averages.by_layer, strict=True):
            if running:
                layer.update_running(cache, running)

    def batch_statistics(
        self, X: "ArrayLike", rng: "Generators | None" = None
    ) -> "dict[str, NDArray]":
        """Return the statistics of X alone, in the form of `running`.

        Parameters
        ----------
        X : array-like of shape (n, n_features) or (n_networks, n, n_features)
            One batch, processed as in training.
        rng : numpy.random.Generator or list of numpy.random.Generator, or None

        Returns
        -------
        dict of ndarray
            With the names and shapes of `running`.
        """
        _, caches = self.forward(self._inputs(X), rng=rng, training=True)
        averages = self.averages.copy()
        for layer, cache, own in zip(self.layers, caches, averages.by_layer, strict=True):
            if own:
                layer.update_running(cache, own, momentum=0.0)
        return averages.views

    def copy(self) -> "Network":
        """Return an independent copy."""
        return self._with(self.parameters.copy(), self.averages.copy())

    def take_values(self, other: "Network") -> None:
        """Overwrite parameters and running statistics with those of another network."""
        for own, new in ((self.parameters, other.parameters), (self.averages, other.averages)):
            if own.values.shape != new.values.shape:
                raise ValueError(
                    f"networks must have parameters of one shape, got {own.values.shape} and "
                    f"{new.values.shape}"
                )
            own.values[...] = new.values

    def backward(self, dlogits: "NDArray", caches: list[Any], grads: "Parameters") -> None:
        """Write the gradient of every parameter into `grads`, a `Parameters` of the same form."""
        steps = zip(self.layers, caches, self.parameters.by_layer, grads.by_layer, strict=True)
        # The gradient with respect to the data is not needed, so the first layer with parameters
        # is the last step.
        first = next((i for i, own in enumerate(grads.by_layer) if own), len(self.layers))
        for i, (layer, cache, params, own) in reversed(list(enumerate(steps))[first:]):
            dlogits = layer.backward(dlogits, cache, params, own, inputs=i > first)

    def loss_and_gradients(
        self,
        X: "ArrayLike",
        y: "ArrayLike",
        *,
        rng: "Generators | None" = None,
        training: bool,
        label_smoothing: float = 0.0,
    ) -> "tuple[NDArray, dict[str, NDArray]]":
        """Return the mean loss of a batch and its gradients by name.

        Parameters
        ----------
        X : ndarray of shape (n, n_features) or (n_networks, n, n_features)
        y : ndarray of shape (n,) or (n_networks, n), or with a last axis of n_classes shares
        rng, training
            As for `forward`.
        label_smoothing : float
            As for `cross_entropy`.

        Returns
        -------
        loss : ndarray of shape () or (n_networks,)
        grads : dict of ndarray
            With the names and shapes of `params`.
        """
        X = check_inputs(X).astype(self.parameters.dtype, copy=False)
        logits, caches = self.forward(X, rng=rng, training=training)
        loss, dlogits = cross_entropy(logits, y, label_smoothing=label_smoothing)
        grads = self.parameters.empty_like()
        self.backward(dlogits, caches, grads)
        return loss, grads.views

    def logits(
        self, X: "ArrayLike", *, training: bool = False, rng: "Generators | None" = None
    ) -> "NDArray":
        """Return logits of shape (n, n_classes) or (n_networks, n, n_classes).

        Parameters
        ----------
        X : array-like of shape (n, n_features) or (n_sets, n, n_features)
            Of several sets, each is for the same number of successive networks.
        training : bool
            True for Monte Carlo dropout; then `rng` is needed.
        rng : numpy.random.Generator or list of numpy.random.Generator, or None
        """
        rows: NDArray = self._inputs(X, sets=True)
        if self.n_networks is None:
            return self._logits(rows, rng, training)
        with one_thread():
            if rows.ndim == 2 or len(rows) == self.n_networks:
                return self._logits(rows, rng, training)
            sets = self._sets(rows, rng)
            return np.concatenate([part._logits(*own, training) for part, *own in sets])

    def _sets(self, X, rng):
        """Yield the networks of each set, its rows, and their Generators.

        To repeat the rows for every network would take more memory.
        """
        each = self.n_networks // len(X)
        for k, rows in enumerate(X):
            own = slice(k * each, (k + 1) * each)
            yield self.part(own), rows, rng[own] if isinstance(rng, list | tuple) else rng

    def _inputs(self, X, *, sets=False):
        X = check_inputs(X)
        if X.shape[-1] != self.n_features:
            raise ValueError(f"X must have {self.n_features} columns, got shape {X.shape}")
        many = self.n_networks or 0
        if X.ndim == 3 and len(X) != many and not (sets and many and many % len(X) == 0):
            count = "one network" if self.n_networks is None else f"{self.n_networks} networks"
            raise ValueError(f"X must be for {count}, got shape {X.shape}")
        return X.astype(self.parameters.dtype, copy=False)

    def _logits(self, X, rng, training):
        if training:  # not in parts: batch statistics and draws depend on the whole batch
            return self.forward(X, rng=rng, training=True)[0]
        rows = ROWS
        if self.largest_row:
            rows = min(ROWS, max(1, NUMBERS // (self.largest_row * (self.n_networks or 1))))
        parts = [X[..., i : i + rows, :] for i in range(0, X.shape[-2], rows)]
        parts = [self._infer(part) for part in parts]
        return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=-2)

    def _infer(self, X):
        """Return logits without caches, so that the values between two layers are freed at once."""
        for layer, params in self._layers_and_values():
            X, _ = layer.forward(X, params, rng=None, training=False)
        return X

    def __call__(
        self, X: "ArrayLike", *, training: bool = False, rng: "Generators | None" = None
    ) -> "NDArray":
        """Return probabilities; parameters as for `logits`."""
        return softmax(self.logits(X, training=training, rng=rng))

    def part(self, networks: "slice | NDArray[np.intp]") -> "Network":
        """Return some of the networks: a slice shares their parameters, numbers copy them."""
        part = self._with(self.parameters.part(networks), self.averages.part(networks))
        part.n_networks = len(part.parameters.values)
        part.layers = tuple(
            layer.part(networks) if hasattr(layer, "part") else layer for layer in self.layers
        )
        return part

    def _with(self, parameters, averages):
        other = object.__new__(Network)
        other.__dict__.update(self.__dict__)
        other.parameters, other.averages = parameters, averages
        return other


def _generators(rngs):
    return all(isinstance(rng, np.random.Generator) for rng in rngs)
