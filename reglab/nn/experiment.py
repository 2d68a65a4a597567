"""Experiments: every method is trained on the same seeds, with hyperparameters of its own."""

from typing import TYPE_CHECKING, Any

import numpy as np

from reglab.nn import tuning
from reglab.nn.losses import accuracy, negative_log_likelihood, target_shares
from reglab.nn.network import Network
from reglab.nn.table import Outcome, Table
from reglab.nn.training import fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import ArrayLike, DTypeLike

    from reglab.nn.recipe import Recipe


def run_table(
    recipes: "Mapping[str, Recipe]",
    train: "tuple[ArrayLike, ArrayLike]",
    test: "tuple[ArrayLike, ArrayLike]",
    *,
    seeds: "Iterable[int]",
    epochs: int,
    batch_size: int,
    validation: "tuple[ArrayLike, ArrayLike] | None" = None,
    tune: "Mapping[str, Mapping[str, Sequence[Any]] | Sequence[Mapping[str, Any]]] | None" = None,
    dtype: "DTypeLike" = np.float32,
    progress: bool = True,
) -> "Table":
    """Train every method once per seed, and evaluate it on the test rows: paired comparisons.

    For each seed, all methods start from the same ``np.random.default_rng(seed)``: they get the
    same rows in the same order and, if their layers with weights are the same, the same initial
    weights. Only the method differs.

    With `tune`, a method is trained with every candidate for its hyperparameters, all of them side
    by side. For each seed it then chooses one by the accuracy on the validation rows, and only the
    chosen networks (and those with the recipe's own hyperparameters, for `Table.untuned`) are
    evaluated on the test rows, once. Every method, the baseline included, must have equally many
    candidates: the best of nine on validation rows is better than the best of one by luck alone.

    Parameters
    ----------
    recipes : dict of Recipe
        By name; the others are compared with the first one.
    train, test : (X, y)
        X of shape (n, n_features), or (n_seeds, n, n_features) with different rows for each seed,
        as from `reglab.datasets.split_seeds`; y of shape (n,) or (n_seeds, n), classes from 0.
    seeds : sequence of int
        At least two.
    epochs, batch_size : int
        As for `fit`; all methods take the same number of steps.
    validation : (X, y), optional
        Evaluated after every epoch, for the history and for early stopping. With `tune` needed for
        the choice, and evaluated after every epoch only for early stopping.
    tune : dict, optional
        For every recipe its candidates, by name: values to combine, such as
        ``{"lr": (1e-3, 1e-2), "rate": (0.2, 0.5)}`` for four, or a list with a dict for each. The
        names are ``lr`` and ``weight_decay`` of the optimizer, ``rate`` of all Dropout layers (or a
        tuple with one for each of them), and ``l1``, ``l2``, ``prox_l1``, ``max_norm``,
        ``label_smoothing`` and ``augment``.
    dtype : numpy dtype
        As for `Network`.
    progress : bool
        Whether long runs show a progress line.

    Returns
    -------
    Table
        One `Outcome` for each recipe.

    Raises
    ------
    ValueError
        If there is no recipe, there are fewer than two seeds, the data do not fit, or the numbers
        of candidates differ.

    Notes
    -----
    Taught in: 06_weight_penalties.

    If the rows of all seeds come from one data set, the intervals hold for that data set: they say
    how sure the difference is for other splits and initial weights, not for other data. Candidates
    of one seed get the same initial weights, batches and draws of dropout. Two recipes that differ
    only in early stopping are trained once: until it stops, a network is the same in both.

    References
    ----------
    X. Bouthillier et al. (2021), "Accounting for Variance in Machine Learning Benchmarks", MLSys.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import datasets, nn
    >>> data = datasets.load_digits()
    >>> train, test = datasets.split_seeds(data.X / 16, data.y, (50, 500), seeds=range(3))
    >>> recipes = {name: nn.Recipe((nn.Dense(10),), l2=l2) for name, l2 in [("0", 0), ("1", 1)]}
    >>> table = nn.run_table(recipes, train, test, seeds=range(3), epochs=5, batch_size=10)
    >>> table["1"].accuracy.shape
    (3,)
    """
    seeds = list(seeds)
    if len(seeds) < 2 or not recipes:
        raise ValueError(
            f"recipes and seeds must have at least 1 and 2 entries, got {len(recipes)} and "
            f"{len(seeds)}"
        )
    grids = _grids(recipes, tune, validation)
    runs = _runs(recipes, grids)
    outcomes = {}
    for count, names in enumerate(runs, start=1):
        label = f"{' and '.join(map(str, names))} ({count}/{len(runs)})"
        options = {
            "epochs": epochs,
            "batch_size": batch_size,
            "progress": label if progress else False,
        }
        recipe = recipes[names[-1]]
        networks: list[dict[str, Any]] = [{}]
        own = 0
        if grids is not None:
            networks, own = tuning.with_own_settings(recipe, grids[names[-1]])
        trained = _train(
            recipe, networks, train, seeds, dtype,
            validation if grids is None or recipe.early_stopping else None, options,
            both=len(names) == 2,
        )  # fmt: skip
        for name, (network, history) in zip(names, trained, strict=True):
            if grids is None:
                right, nll = _test(network, *test)
                outcomes[name] = Outcome(right, nll, history, network)
            else:
                outcomes[name] = _chosen(
                    network, history, networks, len(grids[name]), own, validation, test
                )
    return Table({name: outcomes[name] for name in recipes})


def _runs(recipes, grids):
    """Group the names of recipes by training: pairs that differ only in early stopping share one.

    Up to the stop their networks are the same. In a pair, the recipe that stops comes last.
    """
    runs = []
    for name, recipe in recipes.items():
        for run in runs:
            other = recipes[run[0]]
            if (
                len(run) == 1
                and (recipe.early_stopping is None) != (other.early_stopping is None)
                and _alike(recipe, other)
                and (grids is None or grids[name] == grids[run[0]])
            ):
                run.append(name)
                run.sort(key=lambda own: recipes[own].early_stopping is not None)
                break
        else:
            runs.append([name])
    return runs


def _alike(recipe, other):
    """Return whether recipes have the same layers and options, apart from early stopping."""
    return all(
        tuning.same_value(own, vars(other)[name])
        for name, own in vars(recipe).items()
        if name != "early_stopping"
    )


def _grids(recipes, tune, validation):
    """Return the candidates of every recipe, or None without `tune`."""
    if tune is None:
        return None
    if validation is None:
        raise ValueError("validation must be (X, y) to choose among candidates, got None")
    if set(tune) != set(recipes):
        raise ValueError(
            f"tune must have candidates for each of {', '.join(recipes)}, got {', '.join(tune)}"
        )
    grids = {name: tuning.candidates(name, recipe, tune[name]) for name, recipe in recipes.items()}
    tuning.check_equal(grids)
    return grids


def _train(recipe, candidates, train, seeds, dtype, validation, options, *, both):
    """Return networks with all candidates for every seed, and their history.

    If `both`, the same networks without early stopping come first.
    """
    recipe = tuning.side_by_side(recipe, candidates, len(seeds))
    rngs = [rng for seed in seeds for rng in [np.random.default_rng(seed)] * len(candidates)]
    own = dict(vars(recipe))
    network = Network(own.pop("layers"), np.shape(train[0])[-1], rng=rngs, dtype=dtype)
    unstopped = network.copy() if both else None
    history = fit(
        network, *train, rng=rngs, validation=validation, unstopped=unstopped, **own, **options
    )
    both_histories = [(unstopped, history.unstopped)] if both else []
    return [*both_histories, (network, history)]


def _chosen(network, history, networks, n_candidates, own, validation, test):
    """Return the outcome of the candidates that were chosen, and of the recipe's own settings.

    `networks` are the hyperparameters of one seed's networks: `n_candidates` of them are
    candidates, and number `own` is the recipe's.
    """
    each = len(networks)
    n_seeds = network.n_networks // each
    X, y = np.asarray(validation[0]), validation[1]
    shares = target_shares(y, (X.shape[-2], network.n_outputs), network.parameters.dtype)
    best, scores = tuning.choose(network, (X, shares), n_seeds, n_candidates)
    # Both of every seed in one reading of its test rows: the chosen network, and the untuned one.
    numbers = np.arange(n_seeds)[:, None] * each + np.stack([best, np.full(n_seeds, own)], axis=1)
    judged = _test(network.part(numbers.ravel()), *test)
    right, nll = (values.reshape(n_seeds, 2) for values in judged)
    tuned, untuned = (
        {
            "accuracy": right[:, i],
            "nll": nll[:, i],
            "history": history.part(numbers[:, i]),
            "network": network.part(numbers[:, i]),
        }
        for i in (0, 1)
    )
    return Outcome(
        **tuned,
        chosen=tuple(networks[k] for k in best),
        validation=scores[:, :n_candidates],
        untuned=Outcome(**untuned),
    )


def _test(network, X, y):
    """Return accuracy and mean negative log-likelihood of every network on the test rows."""
    p, y = network(X), np.asarray(y)
    if y.ndim == 2 and len(y) != len(p):
        y = np.repeat(y, len(p) // len(y), axis=0)
    return np.asarray(accuracy(p, y)), np.asarray(negative_log_likelihood(p, y))
