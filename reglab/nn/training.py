"""The training loop: batches in an order of each network's own, and a record of every epoch."""

import itertools
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

import numpy as np

from reglab._arguments import check_count, check_number
from reglab.nn._arguments import check_inputs
from reglab.nn._epoch import Trainer
from reglab.nn._progress import ProgressLine
from reglab.nn._stops import Stops
from reglab.nn._threads import one_thread
from reglab.nn.losses import target_shares


@dataclass(frozen=True)
class History:
    """What happened in every epoch.

    Parameters
    ----------
    loss : ndarray of shape (epochs,) or (epochs, n_networks)
        Mean over the rows as they were trained on, with dropout active and the weights on the move;
        penalties are not in it.
    val_loss, val_accuracy : ndarray of the shape of loss, or None
        After the epoch, on the validation data, if there are any.
    epochs_run : ndarray of int of shape () or (n_networks,), or None
        After how many epochs early stopping ended each run; later entries of the record are nan.
        None without early stopping.
    best_epoch : ndarray of int of shape () or (n_networks,), or None
        The best one, counted from 0 like the record's entries; -1 if no epoch had a number.

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


def fit(
    network,
    X,
    y,
    *,
    optimizer,
    epochs,
    batch_size,
    rng,
    l1=0.0,
    l2=0.0,
    prox_l1=0.0,
    label_smoothing=0.0,
    augment=None,
    validation=None,
    early_stopping=None,
    progress=True,
    threads=None,
):
    """Minimize ``mean cross-entropy + l1 * sum |W| + l2/2 * sum W^2`` by minibatches, in place.

    Parameters
    ----------
    network : Network
        Its parameters are changed.
    X : array-like of shape (n, n_features) or (n_networks, n, n_features)
        Inputs, the same for all networks or for each its own.
    y : array-like of shape (n,) or (n_networks, n)
        Classes from 0, integers; or shares of classes with a further axis (n_classes).
    optimizer : SGD or Adam
    epochs : int
        How often every row is used, >= 1.
    batch_size : int
        Rows of a step, >= 1; the last step of an epoch takes those that are left.
    rng : numpy.random.Generator, or list of numpy.random.Generator
        One for each network: source of the order of its rows and, apart from that, of what its
        layers draw. Networks with and without dropout see the same batches.
    l1, l2 : float
        Penalties on weights, >= 0, added to the gradient.
    prox_l1 : float
        Penalty ``prox_l1 * sum |W|`` by a proximal step: after each step weights move towards 0 by
        ``lr * prox_l1`` and stop there.
    label_smoothing : float
        As for `cross_entropy`.
    augment : callable, optional
        ``augment(X, Y, rng) -> (X, Y)`` changes every training batch of every network: X of shape
        (batch, features), Y of shape (batch, n_classes) with shares of classes; rng is a stream of
        that network's own. See `reglab.augment.on_rows`.
    validation : (X, y), optional
        Judged after each epoch, as they are.
    early_stopping : EarlyStopping, optional
        Every network stops for itself; its parameters, and running statistics, are then those of
        its best epoch, or of its last if nothing is restored. Needs `validation`.
    progress : bool or str
        Whether a run of more than two seconds shows a line that says how far it is; a text stands
        in front of it.
    threads : int, optional
        Groups of networks that are trained at the same time; as many as there are cores by
        default. Results do not depend on it.

    Returns
    -------
    History

    Raises
    ------
    ValueError
        If an argument is not as described.

    Notes
    -----
    Taught in: 06_weight_penalties. A run whose loss is no longer finite goes on; its history says
    so.

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
    settings = {
        "optimizer": optimizer,
        "batch_size": check_count(batch_size, "batch_size"),
        "l1": check_number(l1, "l1", least=0),
        "l2": check_number(l2, "l2", least=0),
        "prox_l1": check_number(prox_l1, "prox_l1", least=0),
        "label_smoothing": check_number(label_smoothing, "label_smoothing", least=0, below=1),
        "augment": augment,
    }
    if early_stopping is not None and validation is None:
        raise ValueError("early_stopping needs validation=(X, y), got None")
    epochs = check_count(epochs, "epochs")
    rngs = _check_rng(network, rng)
    if network.n_networks is None:  # one network: linear algebra takes all cores
        groups, workers = [slice(None)], nullcontext(map)
        trainers = [Trainer(network, X, shares, rngs, **settings)]
    else:
        groups = _groups(network.n_networks, threads)
        trainers = [
            Trainer(network.part(k), _own(X, k), _own(shares, k), rngs[k], **settings)
            for k in groups
        ]
        workers = _workers(len(trainers))
    validations = validation and [tuple(_own(part, k) for part in validation) for k in groups]
    stops = early_stopping and Stops(network, early_stopping)
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
    """The record of all epochs; `stops` puts the parameters where they belong."""
    ends = {}
    if stops:
        ends = {name: np.reshape(end, shape) for name, end in stops.finish().items()}
        for column in columns:
            column[np.arange(len(column))[:, None] >= np.ravel(ends["epochs_run"])] = np.nan
    return History(*(column.reshape(len(column), *shape) for column in columns), **ends)


def _check_data(network, X, y, part):
    """Return inputs and shares of classes in the network's dtype."""
    X = check_inputs(X, f"{part}X")
    if X.shape[-1] != network.n_features:
        raise ValueError(f"{part}X must have {network.n_features} columns, got shape {X.shape}")
    shares = target_shares(y, (X.shape[-2], network.n_outputs), network.parameters.dtype)
    for values, name in ((X, "X"), (shares, "y")):
        if values.ndim > 3 or (values.ndim == 3 and len(values) != network.n_networks):
            count = (
                "one network" if network.n_networks is None else f"{network.n_networks} networks"
            )
            raise ValueError(f"{part}{name} must be for {count}, got shape {np.shape(values)}")
    return X.astype(network.parameters.dtype, copy=False), shares


def _check_rng(network, rng):
    """Return a list with one Generator for each network."""
    alone = network.n_networks is None
    rngs = [rng] if isinstance(rng, np.random.Generator) else list(rng)
    if alone != isinstance(rng, np.random.Generator) or len(rngs) != (network.n_networks or 1):
        wanted = "one Generator" if alone else f"a list of {network.n_networks} Generators"
        raise ValueError(f"rng must be {wanted}, as for the network, got {len(rngs)}")
    return rngs


def _groups(count, threads):
    """Slices of networks of equal size to within one, one for each thread."""
    threads = check_count((os.cpu_count() or 1) if threads is None else threads, "threads")
    ends = np.linspace(0, count, min(threads, count) + 1).astype(int)
    return [slice(a, b) for a, b in itertools.pairwise(ends)]


def _own(values, group):
    """The part of a group in data of each network's own; shared data stay."""
    return values[group] if values.ndim == 3 else values


@contextmanager
def _workers(count):
    """A `map` over as many threads as there are groups; linear algebra gets one core in each."""
    with one_thread():
        if count == 1:
            yield map
        else:
            with ThreadPoolExecutor(count) as pool:
                yield pool.map
