"""A tuned comparison: equal numbers of candidates, chosen on validation rows, tested once."""

import numpy as np
import pytest

from reglab import datasets, nn

DATA = datasets.load_digits()
SEEDS = range(3)
LAYERS = (nn.Dense(8), nn.ReLU(), nn.Dense(10))
DROPOUT = (nn.Dense(8), nn.ReLU(), nn.Dropout(0.1), nn.Dense(10))
OPTIONS = {"seeds": SEEDS, "epochs": 3, "batch_size": 16, "progress": False}
TUNE = {
    "plain": {"lr": (1e-4, 1e-3, 1e-2, 1e-1)},
    "dropout": {"lr": (1e-2, 1e-3), "rate": (0.1, 0.5)},
}
RECIPES = {"plain": nn.Recipe(LAYERS, nn.Adam(0.03)), "dropout": nn.Recipe(DROPOUT)}


@pytest.fixture(scope="module")
def parts():
    return datasets.split_seeds(DATA.X / 16, DATA.y, (60, 80, 200), seeds=SEEDS, noise=0.2)


@pytest.fixture(scope="module")
def table(parts):
    train, validation, test = parts
    return nn.run_table(RECIPES, train, test, validation=validation, tune=TUNE, **OPTIONS)


def alone(parts, seed, layers, lr, **options):
    """Train one network alone; return its accuracy on validation and test rows."""
    (X, y), *others = [(part[0][seed], part[1][seed]) for part in parts]
    rng = np.random.default_rng(seed)
    network = nn.Network(layers, 64, rng=rng)
    fixed = {"epochs": 3, "batch_size": 16, "progress": False}
    nn.fit(network, X, y, optimizer=nn.Adam(lr), rng=rng, **fixed, **options)
    return [nn.accuracy(network(X), y) for X, y in others]


def test_every_seed_gets_the_candidate_that_does_best_on_its_validation_rows(parts, table):
    for seed in SEEDS:
        runs = [alone(parts, seed, LAYERS, lr) for lr in TUNE["plain"]["lr"]]
        validation, test = np.array(runs).T
        np.testing.assert_allclose(table["plain"].validation[seed], validation)
        lr = table["plain"].chosen[seed]["lr"]
        k = TUNE["plain"]["lr"].index(lr)
        assert validation[k] == validation.max()
        assert table["plain"].accuracy[seed] == test[k]


def test_candidates_are_all_combinations(parts, table):
    validation = table["dropout"].validation
    assert validation.shape == (3, 4)
    expected = [
        alone(parts, 1, (*DROPOUT[:2], nn.Dropout(rate), DROPOUT[3]), lr)[0]
        for lr in (1e-2, 1e-3)
        for rate in (0.1, 0.5)
    ]
    np.testing.assert_allclose(validation[1], expected)


def test_the_recipe_as_it_is_written_is_tested_too_and_is_no_candidate(parts, table):
    untuned = table.untuned
    for seed in SEEDS:
        assert untuned["plain"].accuracy[seed] == alone(parts, seed, LAYERS, 0.03)[1]
        assert untuned["dropout"].accuracy[seed] == alone(parts, seed, DROPOUT, 1e-3)[1]
    assert all(choice["lr"] != 0.03 for choice in table["plain"].chosen)
    again = nn.run_table(RECIPES, parts[0], parts[2], **OPTIONS)
    assert untuned.gain("dropout") == again.gain("dropout")


def test_the_networks_and_histories_are_those_of_the_chosen_candidates(parts, table):
    outcome = table["dropout"]
    X, y = parts[2]
    np.testing.assert_array_equal(nn.accuracy(outcome.network(X), y), outcome.accuracy)
    assert outcome.history.loss.shape == (3, 3)
    assert outcome.network.layers[2].rate == tuple(own["rate"] for own in outcome.chosen)


def test_test_rows_decide_nothing(parts, table):
    train, validation, (X, y) = parts
    other = nn.run_table(
        RECIPES, train, (X, (y + 1) % 10), validation=validation, tune=TUNE, **OPTIONS
    )
    for name in RECIPES:
        assert other[name].chosen == table[name].chosen
        assert not np.array_equal(other[name].accuracy, table[name].accuracy)


def test_test_rows_are_read_for_the_chosen_networks_only(parts, monkeypatch):
    train, validation, test = parts
    read = []
    logits = nn.Network.logits

    def spy(self, X, **options):
        if X.shape[-2] == 200:
            read.append(self.n_networks)
        return logits(self, X, **options)

    monkeypatch.setattr(nn.Network, "logits", spy)
    nn.run_table(RECIPES, train, test, validation=validation, tune=TUNE, **OPTIONS)
    assert read == [6, 6]  # for three seeds: the chosen network and the untuned one


def test_a_network_that_diverged_is_not_chosen(parts):
    train, validation, test = parts
    tune = {"plain": {"lr": (1e30, 1e-2)}}
    table = nn.run_table(
        {"plain": RECIPES["plain"]}, train, test, validation=validation, tune=tune, **OPTIONS
    )
    assert [own["lr"] for own in table["plain"].chosen] == [1e-2] * 3


def test_early_stopping_is_for_each_candidate(parts):
    train, validation, test = parts
    recipe = nn.Recipe(LAYERS, early_stopping=nn.EarlyStopping(patience=1, monitor="val_accuracy"))
    tune = {"plain": {"lr": (1e-4, 3e-2)}}
    options = OPTIONS | {"epochs": 12}
    table = nn.run_table(
        {"plain": recipe}, train, test, validation=validation, tune=tune, **options
    )
    rng = np.random.default_rng(2)
    network = nn.Network(LAYERS, 64, rng=rng)
    own = [(part[0][2], part[1][2]) for part in parts]
    history = nn.fit(
        network, *own[0], optimizer=nn.Adam(table["plain"].chosen[2]["lr"]), rng=rng, epochs=12,
        batch_size=16, validation=own[1], early_stopping=recipe.early_stopping, progress=False,
    )  # fmt: skip
    assert table["plain"].history.best_epoch[2] == history.best_epoch
    assert table["plain"].accuracy[2] == nn.accuracy(network(own[2][0]), own[2][1])


def test_a_list_of_candidates_and_hooks_are_candidates_too(parts):
    train, validation, test = parts

    def blank(X, Y, rng):
        return np.zeros_like(X), Y

    tune = {"a": [{"augment": blank}, {"lr": 0.03, "l2": 1e-4}]}
    table = nn.run_table(
        {"a": nn.Recipe(LAYERS)}, train, test, validation=validation, tune=tune, **OPTIONS
    )
    assert set(table.chosen("a")) == {"lr 0.03, l2 0.0001"}  # the other one learned nothing


def test_every_dropout_layer_can_have_a_rate_of_its_own(parts):
    train, validation, test = parts
    layers = (nn.Dropout(0.1), *LAYERS[:2], nn.Dropout(0.5), LAYERS[2])
    tune = {"a": {"rate": [(0.1, 0.5), (0.4, 0.2), 0.3]}}
    table = nn.run_table(
        {"a": nn.Recipe(layers)}, train, test, validation=validation, tune=tune, **OPTIONS
    )
    expected = [
        alone(parts, 1, (nn.Dropout(a), *LAYERS[:2], nn.Dropout(b), LAYERS[2]), 1e-3)[0]
        for a, b in [(0.1, 0.5), (0.4, 0.2), (0.3, 0.3)]
    ]
    np.testing.assert_allclose(table["a"].validation[1], expected)
    assert set(table.chosen("a")) <= {"rate 0.1/0.5", "rate 0.4/0.2", "rate 0.3"}
    first = [own["rate"] if own["rate"] == 0.3 else own["rate"][0] for own in table["a"].chosen]
    assert table["a"].network.layers[0].rate == tuple(first)


def test_probability_of_being_better_counts_ties_as_one_half():
    a, b = np.array([0.5, 0.6, 0.7, 0.8]), np.array([0.4, 0.6, 0.8, 0.9])
    table = nn.Table({"a": nn.Outcome(a, a, None, None), "b": nn.Outcome(b, b, None, None)})
    assert table.p_better("b") == (0 + 0.5 + 1 + 1) / 4
    assert table.p_better("a", over="b") == 1 - table.p_better("b")


def test_the_table_shows_tuned_and_untuned_gains(table):
    lines = repr(table).splitlines()
    assert lines[0].split("  ")[-1] == "untuned gain, points"
    tuned, untuned = table.gain("dropout")[0], table.untuned.gain("dropout")[0]
    assert f"{tuned:+.2f}" in lines[2]
    assert f"{untuned:+.2f}" in lines[2].split("%")[1]
    assert lines[-1].endswith("each method chose from 4 candidates on validation rows")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"tune": {**TUNE, "plain": {"lr": (1e-3, 1e-2)}}},
            "tune must give every recipe, the baseline included, the same number of candidates, "
            "got plain 2, dropout 4",
        ),
        ({"tune": {"plain": TUNE["plain"]}}, "tune must have candidates for each of plain, dropou"),
        ({"validation": None}, r"validation must be \(X, y\) to choose among candidates, got None"),
        ({"tune": {**TUNE, "plain": {"rate": (0.1,) * 4}}}, "tune\\['plain'\\] names rate, but"),
        (
            {"tune": {**TUNE, "dropout": {"rate": [(0.1, 0.2)] * 4}}},
            r"tune\['dropout'\]\['rate'\] must have a number, or one for each of 1 Dropout layers, "
            r"got \(0.1, 0.2\)",
        ),
        ({"tune": {**TUNE, "plain": {"eps": (0.1,) * 4}}}, "tune\\['plain'\\] must name some of"),
        (
            {"tune": {**TUNE, "plain": {"lr": 0.1}}},
            "must be a sequence of values, got 0.1",
        ),
    ],
)
def test_an_unfair_comparison_is_refused(parts, change, message):
    train, validation, test = parts
    options = {"validation": validation, "tune": TUNE, **OPTIONS} | change
    with pytest.raises(ValueError, match=message):
        nn.run_table(RECIPES, train, test, **options)


def test_a_table_without_tuning_has_no_untuned_values(parts):
    table = nn.run_table({"a": nn.Recipe(LAYERS)}, parts[0], parts[2], **OPTIONS)
    with pytest.raises(ValueError, match="tune="):
        _ = table.untuned
    with pytest.raises(ValueError, match="tune="):
        table.chosen("a")
