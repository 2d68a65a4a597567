"""When training stops, with which parameters, and Keras beside it on scripted curves."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reglab import nn
from reglab.quiet import quiet_start

with quiet_start():
    import keras

NAN = math.nan


def run(curve, *, in_place=True, **options):
    """Epochs run, best epoch, and the final parameter, which is the number of the epoch."""
    stopper = nn.EarlyStopper(**options)
    w = np.zeros(1)
    for epoch, metric in enumerate(curve):
        w = w if in_place else np.zeros(1)
        w[0] = epoch
        if stopper.update(epoch, metric, {"w": w}):
            break
    final = stopper.final_params({"w": w})
    return epoch + 1, stopper.best_epoch, final["w"][0]


class Script(keras.callbacks.Callback):
    """Write a metric of our choice into the logs, and the number of the epoch into the weight."""

    def __init__(self, curve):
        super().__init__()
        self.curve, self.epochs = curve, 0

    def on_epoch_end(self, epoch, logs=None):
        logs["val_loss"] = self.curve[epoch]
        self.model.set_weights([np.full((1, 1), float(epoch))])
        self.epochs = epoch + 1


MODEL = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
MODEL.compile("sgd", "mse")


def run_keras(curve, **options):
    options["restore_best_weights"] = options.pop("restore", True)
    script = Script(curve)
    stopping = keras.callbacks.EarlyStopping("val_loss", **options)
    one = np.ones((1, 1))
    MODEL.fit(one, one, epochs=len(curve), verbose=0, callbacks=[script, stopping])
    return script.epochs, stopping.best_epoch, MODEL.get_weights()[0][0, 0]


CURVES = {
    "descent": ([5, 4, 3, 2, 1], {}),
    "plateau": ([3, 2, 2, 2, 2, 2], {}),
    "fluctuation": ([3, 2, 2.5, 2.4, 2.3, 2.2], {}),
    "second wind": ([3, 2, 2.5, 1, 1.5, 1.4], {}),
    "best is last": ([3, 4, 1], {}),
    "best is first": ([1, 2, 3, 4], {}),
    "small steps": ([3, 2.9, 2.8, 2.7, 2.6], {"min_delta": 0.25}),
    "a step of min_delta": ([3, 2.75, 2.5, 2.25], {"min_delta": 0.25}),
    "max": ([1, 3, 2, 2.5, 4], {"mode": "max"}),
    "max, small steps": ([1, 1.25, 1.5, 1.75, 2], {"mode": "max", "min_delta": 0.25}),
    "last weights": ([3, 2, 2.5, 2.4, 2.3], {"restore": False}),
    "start late": ([0, 5, 4, 3, 3.5, 3.6, 1], {"start_from_epoch": 2}),
    "start after the end": ([3, 2, 2.5], {"start_from_epoch": 9}),
    "failed epochs": ([3, 2, NAN, NAN, 1], {}),
    "one failed epoch": ([3, 2, NAN, 1, 2, 3], {}),
    "infinite": ([math.inf, 3, math.inf, 2, 2], {}),
}


@pytest.mark.parametrize("patience", [1, 2, 3])
@pytest.mark.parametrize("name", CURVES)
def test_keras_stops_at_the_same_epoch_with_the_same_weights(name, patience):
    curve, options = CURVES[name]
    ours = run(curve, patience=patience, **options)
    theirs = run_keras(curve, patience=patience, **options)
    if name == "start after the end":  # nothing was ever best: Keras calls it epoch 0
        assert (ours[1], theirs[1]) == (None, 0)
        ours, theirs = ours[::2], theirs[::2]
    assert ours == theirs


def test_a_first_epoch_that_failed_is_the_one_exception():
    curve = [NAN, 3, 2, 1, 0]
    assert run(curve, patience=2) == (5, 4, 4)
    assert run_keras(curve, patience=2) == (3, 0, 0)


@given(
    curve=st.lists(st.sampled_from([1.0, 2.0, 3.0, 4.0, NAN]), min_size=1, max_size=12),
    patience=st.integers(1, 4),
    in_place=st.booleans(),
)
def test_it_stops_after_exactly_patience_failures_in_a_row(curve, patience, in_place):
    epochs, best, final = run(curve, patience=patience, in_place=in_place)
    seen = curve[:epochs]
    numbers = [metric for metric in seen if metric == metric]
    if not numbers:
        assert best is None
        assert epochs == min(patience, len(curve))
    else:
        assert best == seen.index(min(numbers)) == final
        failures = epochs - 1 - best
        assert failures == patience or (failures < patience and epochs == len(curve))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"patience": 0}, "patience must be an integer >= 1"),
        ({"patience": 2.5}, "patience must be an integer >= 1"),
        ({"patience": 1, "min_delta": -1}, "min_delta must be a number >= 0"),
        ({"patience": 1, "min_delta": NAN}, "min_delta must be a number >= 0"),
        ({"patience": 1, "mode": "auto"}, "mode must be 'min' or 'max', got 'auto'"),
        ({"patience": 1, "start_from_epoch": -1}, "start_from_epoch must be an integer >= 0"),
    ],
)
def test_bad_settings_are_one_line(options, message):
    with pytest.raises(ValueError, match=message):
        nn.EarlyStopper(**options)


def test_the_metrics_of_old_code_are_refused():
    with pytest.raises(ValueError, match="'val_loss' or 'val_accuracy', got 'val_err'"):
        nn.EarlyStopping(patience=5, monitor="val_err")


# Networks that are trained side by side

RNG = np.random.default_rng(0)
X, Y = RNG.standard_normal((40, 5)), RNG.integers(0, 3, 40)
X_VAL, Y_VAL = RNG.standard_normal((30, 5)), RNG.integers(0, 3, 30)
LAYERS = (nn.Dense(8), nn.BatchNorm(), nn.ReLU(), nn.Dense(3))


def train(rng, epochs=30, **options):
    network = nn.Network(LAYERS, 5, rng=rng, dtype=np.float64)
    history = nn.fit(
        network, X, Y, optimizer=nn.Adam(0.02), epochs=epochs, batch_size=16, rng=rng,
        validation=(X_VAL, Y_VAL), **options,
    )  # fmt: skip
    return network, history


def generators(seeds):
    return [np.random.default_rng(seed) for seed in seeds]


@pytest.mark.parametrize("monitor", ["val_loss", "val_accuracy"])
def test_every_network_stops_for_itself_as_it_would_alone(monitor):
    stopping = nn.EarlyStopping(3, monitor=monitor)
    network, history = train(generators(range(4)), early_stopping=stopping, threads=2)
    assert len(set(history.epochs_run)) > 1
    for k in range(4):
        alone, own = train(np.random.default_rng(k), early_stopping=stopping)
        assert history.epochs_run[k] == own.epochs_run == len(own.loss)
        assert history.best_epoch[k] == own.best_epoch
        np.testing.assert_allclose(history.val_loss[: len(own.loss), k], own.val_loss)
        assert np.isnan(history.val_loss[len(own.loss) :, k]).all()
        for name in network.params:
            np.testing.assert_allclose(network.params[name][k], alone.params[name])
        for name in network.running:
            np.testing.assert_allclose(network.running[name][k], alone.running[name])


@pytest.mark.parametrize("restore", [True, False])
def test_the_network_is_that_of_its_best_epoch_or_of_its_last(restore):
    stopping = nn.EarlyStopping(3, restore=restore)
    network, history = train(generators(range(4)), early_stopping=stopping)
    kept = history.best_epoch if restore else history.epochs_run - 1
    loss = nn.cross_entropy(network.logits(X_VAL), Y_VAL)[0]
    np.testing.assert_allclose(loss, history.val_loss[kept, np.arange(4)])
    np.testing.assert_array_equal(history.best_epoch, np.nanargmin(history.val_loss, axis=0))
    assert (history.epochs_run - 1 - history.best_epoch == 3).all()


def test_the_best_epoch_is_restored_also_if_nothing_stopped():
    _, whole = train(generators(range(4)))
    network, history = train(generators(range(4)), early_stopping=nn.EarlyStopping(30))
    assert (history.epochs_run == 30).all()
    np.testing.assert_allclose(history.val_loss, whole.val_loss)
    loss = nn.cross_entropy(network.logits(X_VAL), Y_VAL)[0]
    np.testing.assert_allclose(loss, whole.val_loss.min(axis=0))


def test_a_network_without_any_number_keeps_its_last_parameters():
    with np.errstate(all="ignore"):
        rng = np.random.default_rng(0)
        network = nn.Network((nn.Dense(3),), 5, rng=rng)
        network.params["W1"][...] = np.nan
        history = nn.fit(
            network, X, Y, optimizer=nn.SGD(0.1), epochs=9, batch_size=40, rng=rng,
            validation=(X_VAL, Y_VAL), early_stopping=nn.EarlyStopping(2),
        )  # fmt: skip
    assert (history.epochs_run, history.best_epoch) == (2, -1)


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_groups_in_parallel_train_and_stop_as_one_group_would(threads):
    stopping = nn.EarlyStopping(2)
    network, history = train(generators(range(9)), early_stopping=stopping, threads=threads)
    alone, own = train(generators(range(9)), early_stopping=stopping, threads=9)
    for name in ("loss", "val_loss", "val_accuracy", "epochs_run", "best_epoch"):
        np.testing.assert_allclose(getattr(history, name), getattr(own, name), err_msg=name)
    for name in network.params:
        np.testing.assert_allclose(network.params[name], alone.params[name])


@pytest.mark.parametrize("rngs", [5, None])
def test_one_training_gives_the_stopped_network_and_the_one_trained_to_the_end(rngs):
    def rng():
        return np.random.default_rng(0) if rngs is None else generators(range(rngs))

    stopping = nn.EarlyStopping(3)
    unstopped = nn.Network(LAYERS, 5, rng=rng(), dtype=np.float64)
    network, history = train(rng(), early_stopping=stopping, unstopped=unstopped)
    for own, metrics, alone, expected in (
        (network, history, *train(rng(), early_stopping=stopping)),
        (unstopped, history.unstopped, *train(rng())),
    ):
        for values, wanted in ((own.params, alone.params), (own.running, alone.running)):
            for name in wanted:
                np.testing.assert_allclose(values[name], wanted[name], err_msg=name)
        for name, wanted in vars(expected).items():
            if name != "unstopped":
                np.testing.assert_equal(getattr(metrics, name), wanted, err_msg=name)


def test_a_network_of_another_form_can_not_be_the_one_trained_to_the_end():
    other = nn.Network(LAYERS, 5, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"one shape, got \(1, \d+\) and \(4, \d+\)$"):
        train(generators(range(4)), early_stopping=nn.EarlyStopping(3), unstopped=other)
    with pytest.raises(ValueError, match=r"^early_stopping must be given"):
        train(np.random.default_rng(0), unstopped=other)


def test_stopping_without_validation_data_is_one_line():
    rng = np.random.default_rng(0)
    network = nn.Network(LAYERS, 5, rng=rng)
    with pytest.raises(ValueError, match=r"^validation must be .X, y. for"):
        nn.fit(
            network, X, Y, optimizer=nn.Adam(), epochs=2, batch_size=16, rng=rng,
            early_stopping=nn.EarlyStopping(2),
        )  # fmt: skip
