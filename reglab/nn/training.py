"""The training loop: minibatches in a separate order for each network, and a history."""

import itertools
import math
import os
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import numpy as np

from reglab._arguments import check_count
from reglab.nn._arguments import check_inputs
from reglab.nn._epoch import Trainer, streams_of
from reglab.nn._groups import Group, in_parallel, workers
from reglab.nn._memory import keep_freed_memory
from reglab.nn._per_network import check_count_of, check_numbers, part
from reglab.nn._progress import ProgressLine
from reglab.nn._stops import Stops
from reglab.nn.history import History
from reglab.nn.losses import target_shares

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from numpy.typing import ArrayLike, NDArray

    from reglab.nn._types import Augment, Generators, PerNetwork
    from reglab.nn.early_stopping import EarlyStopping
    from reglab.nn.network import Network
    from reglab.nn.optimizers import SGD, Adam


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
    unstopped: "Network | None" = None,
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
    unstopped : Network, optional
        A copy of the network, which gets the parameters of training to the end: one training for
        both, since a network is the same until it stops. No training then ends early, and the
        history has a history `unstopped`. Needs `early_stopping`.
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
    data: tuple[NDArray, ...] = _check_data(network, X, y, "")
    if validation is not None:
        data += _check_data(network, *validation, "validation ")
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
    if unstopped is not None:
        if early_stopping is None:
            raise ValueError("early_stopping must be given for unstopped, got None")
        unstopped.take_values(network)  # which refuses a network of another form
    epochs = check_count(epochs, "epochs")
    streams = streams_of(_check_rng(network, rng))
    keep_freed_memory()
    pool: AbstractContextManager[Any]
    if network.n_networks is None:  # one network: linear algebra uses all cores
        slices, pool = [slice(None)], nullcontext()
    else:
        threads = check_count((os.cpu_count() or 1) if threads is None else threads, "threads")
        slices = _slices(network.n_networks, threads, *data)
        pool = workers(len(slices))
    groups = []
    for k in slices:
        own = network if network.n_networks is None else network.part(k)
        rates = {name: part(value, k) for name, value in settings.items()}
        rates |= {"optimizer": optimizer.part(k), "batch_size": batch_size}
        inputs, shares, *judged = (_own(values, k, network) for values in data)
        trainer = Trainer(own, inputs, shares, streams[k], **rates)
        stops = Stops(own, early_stopping) if early_stopping else None
        rows = (judged[0], judged[1]) if judged else None
        groups.append(Group(trainer, rows, stops, to_the_end=unstopped is not None))
    records = []
    with ProgressLine(epochs, progress) as line, pool as submit:
        for results in in_parallel(groups, epochs, submit):
            metrics = zip(*(own for own, _ in results), strict=True)
            records.append([np.concatenate(values) for values in metrics])
            line.advance(loss=float(np.mean(records[-1][0])))
    columns = [np.array(column).reshape(len(records), -1) for column in zip(*records, strict=True)]
    if unstopped is not None:
        unstopped.take_values(network)
    ends = [group.stops for group in groups if group.stops]
    return _history(columns, ends, network.n_networks, unstopped is not None)


def _history(columns, stops, n_networks, whole):
    """Return the history of all epochs; `stops` set the final parameters."""
    shape = () if n_networks is None else (n_networks,)

    def history(**more):
        return History(*(column.reshape(len(column), *shape) for column in columns), **more)

    if not stops:
        return history()
    unstopped = history() if whole else None
    ends = [own.finish() for own in stops]
    ends = {name: np.concatenate([own[name] for own in ends]) for name in ends[0]}
    columns = [
        np.where(np.arange(len(column))[:, None] >= ends["epochs_run"], np.nan, column)
        for column in columns
    ]
    last = max(ends["epochs_run"])
    columns = [column[:last] for column in columns]
    ends = {name: end.reshape(shape) for name, end in ends.items()}
    return history(**ends, unstopped=unstopped)


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


def _slices(count, threads, *data):
    """Divide the networks into one group per thread; networks that share a set stay together."""
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
