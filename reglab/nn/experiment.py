"""A table of methods trained on the same seeds, with confidence intervals of their differences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from reglab.compare import paired_ci
from reglab.nn.losses import accuracy, negative_log_likelihood
from reglab.nn.network import Network
from reglab.nn.optimizers import Adam
from reglab.nn.training import History, fit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, DTypeLike

    from reglab.nn._types import Augment
    from reglab.nn.early_stopping import EarlyStopping
    from reglab.nn.optimizers import SGD


@dataclass(frozen=True)
class Recipe:
    """One method: layers, optimizer, and options of `fit`.

    Parameters
    ----------
    layers : sequence of layers
        As for `Network`.
    optimizer : SGD or Adam
    l1, l2, prox_l1, label_smoothing : float
    augment : callable, optional
    early_stopping : EarlyStopping, optional
        All as for `fit`.

    Examples
    --------
    >>> from reglab import nn
    >>> nn.Recipe((nn.Dense(256), nn.ReLU(), nn.Dense(10)), l2=1e-3).l2
    0.001
    """

    layers: tuple
    optimizer: "SGD | Adam" = field(default_factory=Adam)
    l1: float = 0.0
    l2: float = 0.0
    prox_l1: float = 0.0
    label_smoothing: float = 0.0
    augment: "Augment | None" = None
    early_stopping: "EarlyStopping | None" = None


@dataclass(frozen=True)
class Outcome:
    """The results of one method, with one number for each seed.

    Parameters
    ----------
    accuracy : ndarray of shape (n_seeds,)
        On the test rows, from 0 to 1.
    nll : ndarray of shape (n_seeds,)
        Mean negative log-likelihood of the test rows, in nats.
    history : History
    network : Network
        The trained networks of all seeds.

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> nn.Outcome(np.array([0.9, 0.8]), np.array([0.3, 0.5]), None, None).accuracy.mean().round(2)
    np.float64(0.85)
    """

    accuracy: np.ndarray
    nll: np.ndarray
    history: History
    network: Network


class Table(Mapping):
    """Outcomes by name; printing it shows every method and its gain over the first one.

    Parameters
    ----------
    outcomes : dict of Outcome

    Examples
    --------
    >>> import numpy as np
    >>> from reglab import nn
    >>> a, b = np.array([0.90, 0.92, 0.91]), np.array([0.92, 0.93, 0.94])
    >>> nll = np.array([0.3, 0.2, 0.1])
    >>> nn.Table({
    ...     "plain": nn.Outcome(a, nll, None, None),
    ...     "dropout": nn.Outcome(b, nll, None, None),
    ... })
    method    accuracy, %  gain over plain, points
    plain           91.00
    dropout         93.00  +2.00 [-0.48, +4.48]
    3 seeds, paired; 95 % intervals
    """

    def __init__(self, outcomes: "Mapping[str, Outcome]") -> None:
        self._outcomes = dict(outcomes)

    def __getitem__(self, name):
        return self._outcomes[name]

    def __iter__(self):
        return iter(self._outcomes)

    def __len__(self):
        return len(self._outcomes)

    def gain(
        self, name: str, over: str | None = None, level: float = 0.95
    ) -> tuple[float, float, float]:
        """Return the gain in accuracy over another method: mean and confidence interval.

        Parameters
        ----------
        name : str
        over : str, optional
            The first method by default.
        level : float
            As for `paired_ci`.

        Returns
        -------
        diff, lo, hi : float
            In percentage points.
        """
        base = self[next(iter(self)) if over is None else over]
        diff, lo, hi = paired_ci(self[name].accuracy, base.accuracy, level)
        return 100 * diff, 100 * lo, 100 * hi

    def __repr__(self):
        first, *others = self
        width = max(8, *map(len, self))
        lines = [f"{'method':<{width}}  accuracy, %  gain over {first}, points"]
        lines.append(f"{first:<{width}}  {100 * self[first].accuracy.mean():11.2f}")
        for name in others:
            diff, lo, hi = self.gain(name)
            mean = 100 * self[name].accuracy.mean()
            lines.append(f"{name:<{width}}  {mean:11.2f}  {diff:+.2f} [{lo:+.2f}, {hi:+.2f}]")
        lines.append(f"{self[first].accuracy.size} seeds, paired; 95 % intervals")
        return "\n".join(lines)


def run_table(
    recipes: "Mapping[str, Recipe]",
    train: "tuple[ArrayLike, ArrayLike]",
    test: "tuple[ArrayLike, ArrayLike]",
    *,
    seeds: "Iterable[int]",
    epochs: int,
    batch_size: int,
    validation: "tuple[ArrayLike, ArrayLike] | None" = None,
    dtype: "DTypeLike" = np.float32,
    progress: bool = True,
) -> "Table":
    """Train every method once per seed, and evaluate it on the test rows: paired comparisons.

    For each seed, all methods start from the same ``np.random.default_rng(seed)``: they get the
    same rows in the same order and, if their layers with weights are the same, the same initial
    weights. Only the method differs.

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
        Evaluated after every epoch, for the history and for early stopping.
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
        If there is no recipe, there are fewer than two seeds, or the data do not fit.

    Notes
    -----
    Taught in: 06_weight_penalties.

    References
    ----------
    J. Demsar (2006), "Statistical comparisons of classifiers over multiple data sets", JMLR 7,
    1-30, section 3.1.1 (the paired t-test).

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
    n_features = np.shape(train[0])[-1]
    outcomes = {}
    for count, (name, recipe) in enumerate(recipes.items(), start=1):
        options = dict(vars(recipe))
        rngs = [np.random.default_rng(seed) for seed in seeds]
        network = Network(options.pop("layers"), n_features, rng=rngs, dtype=dtype)
        history = fit(
            network, *train, rng=rngs, epochs=epochs, batch_size=batch_size, validation=validation,
            progress=f"{name} ({count}/{len(recipes)})" if progress else False, **options,
        )  # fmt: skip
        p = network(test[0])
        right, nll = accuracy(p, test[1]), negative_log_likelihood(p, test[1])
        outcomes[name] = Outcome(np.asarray(right), np.asarray(nll), history, network)
    return Table(outcomes)
