"""The training loop: minibatches in a separate order for each network, and a history."""

import itertools
import math
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from reglab._arguments import check_count
from reglab.nn._arguments import check_inputs
from reglab.nn._epoch import Trainer, streams_of
from reglab.nn._per_network import check_count_of, check_numbers, part
from reglab.nn._progress import ProgressLine
from reglab.nn._stops import Stops
from reglab.nn._threads import one_thread
from reglab.nn.losses import target_shares

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from numpy.typing import ArrayLike, NDArray

    from reglab.nn._types import Augment, Generators, PerNetwork
    from reglab.nn.early_stopping import EarlyStopping
    from reglab.nn.network import Network
    from reglab.nn.optimizers import SGD, Adam


@dataclass(frozen=True)
class History:
    """Metrics of every epoch.

    Parameters
    ----------
    loss : ndarray of shape (epochs,) or (epochs, n_networks)
        Mean training loss during the epoch, with dropout active and changing weights, without
        penalties.
    val_loss, val_accuracy : ndarray of the shape of loss, or None
        On the validation data after the epoch; None without validation data.
    epochs_run : ndarray of int of shape () or (n_networks,), or None
        Number of epochs after which early stopping ended each run; later entries of the metrics are
        nan. None without early stopping.
    best_epoch : ndarray of int of shape () or (n_networks,), or None
        Best epoch of each run, counted from 0; -1 if the metric was NaN in every epoch. None
        without early stopping.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> nn.History(loss=np.array([0.5, 0.4])).val_loss is None
    True
    """

    loss: np.ndarray
    val_loss: np.ndarray | None = None
    val_accuracy: np.ndarray | None = None
    epochs_run: np.ndarray | None = None
    best_epoch: np.ndarray | None = None

    def part(self, networks: "NDArray[np.intp]") -> "History":
        """Return the metrics of some of the networks."""
        values: dict[str, Any] = {
            name: None if own is None else own[..., networks] for name, own in vars(self).items()
        }
        return History(**values)


def fit(
    network: "Network",
    X: "ArrayLike",
    y: "ArrayLike",
    *,
    optimizer: "SGD | Adam",
    epochs: int,
    batch_size: int,
    rng: "Generators",
    l1: "PerNetwork" = 0.0,
    l2: "PerNetwork" = 0.0,
    prox_l1: "PerNetwork" = 0.0,
    max_norm: "PerNetwork" = math.inf,
    label_smoothing: "PerNetwork" = 0.0,
    augment: "Augment | Sequence[Augment | None] | None" = None,
    validation: "tuple[ArrayLike, ArrayLike] | None" = None,
    early_stopping: "EarlyStopping | None" = None,
    progress: bool | str = True,
    threads: int | None = None,
) -> "History":
    """Minimize ``mean cross-entropy + l1 * sum |W| + l2/2 * sum W^2`` by minibatches, in place.

    Parameters
    ----------
    network : Network
        Its parameters are changed.
    X : array-like of shape (n, n_features) or (n_sets, n, n_features)
        Inputs, shared by all networks, or n_sets tables, each for the same number of successive
        networks. No table is copied.
    y : array-like of shape (n,) or (n_sets, n)
        Classes from 0, integers; or shares of classes with a further axis (n_classes).
    optimizer : SGD or Adam
        Its learning rate and weight decay may have one number for each network.
    epochs : int
        Number of passes over the rows, >= 1.
    batch_size : int
        Rows per step, >= 1; the last step of an epoch takes the remaining rows.
    rng : numpy.random.Generator, or list of numpy.random.Generator
        One for each network: source of the order of its rows and, separately, of the draws of its
        layers. Networks with and without dropout therefore get the same batches. Networks for which
        the list repeats a Generator get the same order and the same draws.
    l1, l2 : float, or sequence of float
        Penalties on weights, >= 0, added to the gradient; a sequence has one for each network.
    prox_l1 : float, or sequence of float
        Penalty ``prox_l1 * sum |W|``, applied by a proximal step: after each step weights move
        towards 0 by ``lr * prox_l1``, but not beyond it.
    max_norm : float, or sequence of float
        After each step, incoming weights of a unit (a column of W) that have a larger norm are
        scaled to this norm, > 0; infinity means no limit. See `reglab.nn.max_norm`. The kernel of a
        convolution has one norm for each filter, over all axes but the last.
    label_smoothing : float, or sequence of float
        As for `cross_entropy`.
    augment : callable, or sequence of callables, optional
        ``augment(X, Y, rng) -> (X, Y)`` changes every training batch of every network: X of shape
        (batch, features), Y of shape (batch, n_classes) with shares of classes; each network has
        its own rng. See `reglab.augment.on_rows`. A sequence has one for each network, or None.
    validation : (X, y), optional
        Evaluated after each epoch, without augmentation.
    early_stopping : EarlyStopping, optional
        Each network stops separately; its parameters and running statistics are then those of its
        best epoch, or of its last one if `restore` is False. Needs `validation`.
    progress : bool or str
        Whether a run of more than two seconds shows a progress line; a text is shown before it.
    threads : int, optional
        Number of groups of networks that are trained in parallel; the number of cores by default.
        Results do not depend on it.

    Returns
    -------
    History

    Raises
    ------
    ValueError
        If an argument is not as described.

    Notes
    -----
    Taught in: 06_weight_penalties. A run whose loss is no longer finite continues; the history
    shows it.

    References
    ----------
    I. Goodfellow, Y. Bengio and A. Courville (2016), "Deep Learning", algorithm 8.1.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> rng = np.random.default_rng(0)
    >>> X = rng.standard_normal((100, 2))
    >>> y = (X[:, 0] > 0).astype(int)
    >>> network = nn.Network((nn.Dense(2),), 2, rng=rng)
    >>> history = nn.fit(
    ...     network, X, y, optimizer=nn.SGD(0.5), epochs=20, batch_size=10, rng=rng
    ... )
    >>> bool(history.loss[-1] < history.loss[0] / 2)
    True
    """
    X, shares = _check_data(network, X, y, "")
    if validation is not None:
        validation = _check_data(network, *validation, "validation ")
    settings: dict[str, Any] = {
        "l1": check_numbers(l1, "l1", least=0),
        "l2": check_numbers(l2, "l2", least=0),
        "prox_l1": check_numbers(prox_l1, "prox_l1", least=0),
        "max_norm": check_numbers(max_norm, "max_norm", above=0, infinite=True),
        "label_smoothing": check_numbers(label_smoothing, "label_smoothing", least=0, below=1),
        "augment": augment if augment is None or callable(augment) else tuple(augment),
    }
    for name, value in settings.items():
        check_count_of(value, name, network.n_networks)
    optimizer.check_networks(network.n_networks)
    batch_size = check_count(batch_size, "batch_size")
    if early_stopping is not None and validation is None:
        raise ValueError("validation must be (X, y) for early_stopping, got None")
    epochs = check_count(epochs, "epochs")
    streams = streams_of(_check_rng(network, rng))
    workers: AbstractContextManager[Any]
    if network.n_networks is None:  # one network: linear algebra uses all cores
        groups, parts, workers = [slice(None)], [network], nullcontext(map)
    else:
        groups = _groups(network.n_networks, threads, X, shares, *validation or ())
        parts, workers = [network.part(k) for k in groups], _workers(len(groups))
    data = X, shares
    trainers = []
    for own, k in zip(parts, groups, strict=True):
        rates = {name: part(value, k) for name, value in settings.items()}
        rates |= {"optimizer": optimizer.part(k), "batch_size": batch_size}
        own_X, own_shares = (_own(values, k, network) for values in data)
        trainers.append(Trainer(own, own_X, own_shares, streams[k], **rates))
    validations = [tuple(_own(values, k, network) for values in validation or ()) for k in groups]
    stops = Stops(network, early_stopping) if early_stopping else None
    records = []
    with ProgressLine(epochs, progress) as line, workers as spread:
        for epoch in range(epochs):
            loss = np.concatenate(list(spread(Trainer.epoch, trainers)))
            records.append([loss])
            if validation is not None:
                judged = list(spread(Trainer.judge, trainers, validations))
                records[-1] += map(np.concatenate, zip(*judged, strict=True))
            if stops and stops.update(epoch, *records[-1][1:]):
                break
            line.advance(loss=float(np.mean(loss)))
    columns = [np.array(column).reshape(len(records), -1) for column in zip(*records, strict=True)]
    return _history(columns, stops, () if network.n_networks is None else (network.n_networks,))


def _history(columns, stops, shape):
    """Return the history of all epochs; `stops` sets the final parameters."""
    ends = {}
    if stops:
        ends = {name: np.reshape(end, shape) for name, end in stops.finish().items()}
        for column in columns:
            column[np.arange(len(column))[:, None] >= np.ravel(ends["epochs_run"])] = np.nan
    return History(*(column.reshape(len(column), *shape) for column in columns), **ends)


def _check_data(
    network: "Network", X: "ArrayLike", y: "ArrayLike", part: str
) -> "tuple[NDArray, NDArray]":
    """Return inputs and shares of classes in the network's dtype."""
    X = check_inputs(X, f"{part}X")
    if X.shape[-1] != network.n_features:
        raise ValueError(f"{part}X must have {network.n_features} columns, got shape {X.shape}")
    shares = target_shares(y, (X.shape[-2], network.n_outputs), network.parameters.dtype)
    for values, name in ((X, "X"), (shares, "y")):
        many = network.n_networks or 0
        if values.ndim > 3 or (values.ndim == 3 and (many == 0 or many % len(values))):
            count = (
                "one network" if network.n_networks is None else f"{network.n_networks} networks"
            )
            raise ValueError(f"{part}{name} must be for {count}, got shape {np.shape(values)}")
    # One set is for all networks, as a table without the axis of sets is.
    X, shares = (
        values[0] if values.ndim == 3 and len(values) == 1 else values for values in (X, shares)
    )
    return X.astype(network.parameters.dtype, copy=False), shares


def _check_rng(network, rng):
    """Return a list with one Generator for each network."""
    alone = network.n_networks is None
    rngs = [rng] if isinstance(rng, np.random.Generator) else list(rng)
    if alone != isinstance(rng, np.random.Generator) or len(rngs) != (network.n_networks or 1):
        wanted = "one Generator" if alone else f"a list of {network.n_networks} Generators"
        raise ValueError(f"rng must be {wanted}, as for the network, got {len(rngs)}")
    return rngs


def _groups(count, threads, *data):
    """Return one slice of networks for each thread; networks that share a set stay together."""
    threads = check_count((os.cpu_count() or 1) if threads is None else threads, "threads")
    each = math.lcm(*(count // len(values) for values in data if values.ndim == 3))
    n_units = count // each
    ends = np.linspace(0, n_units, min(threads, n_units) + 1).astype(int) * each
    return [slice(int(a), int(b)) for a, b in itertools.pairwise(ends)]


def _own(values, group, network):
    """Return the data of a group of networks; data that all networks share are unchanged."""
    if values.ndim == 2:
        return values
    each = network.n_networks // len(values)
    return values[group.start // each : group.stop // each]


@contextmanager
def _workers(count):
    """Yield a `map` with one thread per group; linear algebra uses one core in each."""
    with one_thread():
        if count == 1:
            yield map
        else:
            with ThreadPoolExecutor(count) as pool:
                yield pool.map
