"""Comparisons are paired: same rows, same start, same order; what differs is the method."""

import numpy as np
import pytest

from reglab import datasets, nn
from reglab.compare import paired_ci
from reglab.nn import experiment

DATA = datasets.load_digits()
SEEDS = range(3)
LAYERS = (nn.Dense(8), nn.ReLU(), nn.Dense(10))
STOP = nn.EarlyStopping(1, monitor="val_accuracy", restore=False)
OPTIONS = {"seeds": SEEDS, "epochs": 3, "batch_size": 16}


@pytest.fixture(scope="module")
def parts():
    return datasets.split_seeds(DATA.X / 16, DATA.y, (60, 200), seeds=SEEDS, noise=0.2)


def test_the_same_method_twice_differs_by_exactly_nothing(parts):
    table = nn.run_table({"a": nn.Recipe(LAYERS), "b": nn.Recipe(LAYERS)}, *parts, **OPTIONS)
    assert table.gain("b") == (0.0, 0.0, 0.0)
    np.testing.assert_array_equal(table["a"].history.loss, table["b"].history.loss)


def test_methods_start_alike_and_options_reach_the_training(parts):
    recipes = {
        "plain": nn.Recipe(LAYERS, nn.SGD(0.0)),
        "dropout": nn.Recipe((*LAYERS[:2], nn.Dropout(0.5), LAYERS[2]), nn.SGD(0.0)),
        "proximal": nn.Recipe(LAYERS, nn.SGD(0.1), prox_l1=0.1),
        "decayed": nn.Recipe(LAYERS, nn.SGD(0.1), l2=1.0),
    }
    table = nn.run_table(recipes, *parts, **OPTIONS)
    start = table["plain"].network.params["W1"]
    np.testing.assert_array_equal(table["dropout"].network.params["W1"], start)
    assert (table["proximal"].network.params["W1"] == 0).any()
    assert np.abs(table["decayed"].network.params["W1"]).mean() < np.abs(start).mean() * 0.6


def test_one_seed_of_a_table_is_that_seed_alone(parts):
    table = nn.run_table({"a": nn.Recipe(LAYERS)}, *parts, dtype=np.float64, **OPTIONS)
    (X, y), (X_test, y_test) = ([values[2] for values in part] for part in parts)
    rng = np.random.default_rng(2)
    network = nn.Network(LAYERS, 64, rng=rng, dtype=np.float64)
    nn.fit(network, X, y, optimizer=nn.Adam(), epochs=3, batch_size=16, rng=rng)
    assert table["a"].accuracy[2] == nn.accuracy(network(X_test), y_test)
    np.testing.assert_allclose(
        table["a"].nll[2], nn.negative_log_likelihood(network(X_test), y_test), rtol=1e-9
    )


def test_gains_are_paired_intervals_in_points(parts):
    recipes = {"a": nn.Recipe(LAYERS), "b": nn.Recipe(LAYERS, l2=1.0)}
    table = nn.run_table(recipes, *parts, validation=parts[1], **OPTIONS)
    diff, lo, hi = paired_ci(table["b"].accuracy, table["a"].accuracy, 0.9)
    np.testing.assert_allclose(table.gain("b", level=0.9), [100 * diff, 100 * lo, 100 * hi])
    np.testing.assert_allclose(table.gain("a", over="b")[0], -100 * diff)
    assert table["a"].history.val_loss.shape == (3, 3)
    assert len(repr(table).splitlines()) == 4


def test_too_few_recipes_or_seeds_are_one_line(parts):
    with pytest.raises(ValueError, match=r"at least 1 and 2 entries, got 0 and"):
        nn.run_table({}, *parts, **OPTIONS)
    with pytest.raises(ValueError, match=r"at least 1 and 2 entries, got 1 and"):
        nn.run_table({"a": nn.Recipe(LAYERS)}, *parts, **{**OPTIONS, "seeds": [1]})


@pytest.mark.parametrize("tuned", [False, True])
def test_recipes_that_differ_only_in_early_stopping_share_a_training(parts, tuned, monkeypatch):
    trainings = []
    monkeypatch.setattr(
        experiment, "fit", lambda *data, **own: trainings.append(1) or nn.fit(*data, **own)
    )
    recipes = {
        "stopped": nn.Recipe(LAYERS, nn.Adam(0.03), early_stopping=STOP),
        ("plain", 0.001): nn.Recipe(LAYERS),  # a name may be anything that is hashable
        "to the end": nn.Recipe(LAYERS, nn.Adam(0.03)),
    }
    grid = {name: {"lr": (0.01, 0.03)} for name in recipes} if tuned else None
    options = {**OPTIONS, "epochs": 12, "validation": parts[1]}
    table = nn.run_table(recipes, *parts, tune=grid, **options)
    assert (list(table), len(trainings)) == (list(recipes), 2)
    for name, recipe in recipes.items():
        own = grid and {name: grid[name]}
        alone = nn.run_table({name: recipe}, *parts, tune=own, **options)[name]
        np.testing.assert_array_equal(table[name].accuracy, alone.accuracy)
        np.testing.assert_allclose(table[name].nll, alone.nll)
        np.testing.assert_allclose(table[name].history.loss, alone.history.loss)
        assert table[name].chosen == alone.chosen
    assert (table["stopped"].accuracy != table["to the end"].accuracy).any()
