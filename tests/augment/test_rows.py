"""Hooks for training: rows as images and back, in training only."""

import numpy as np
import pytest

from reglab import augment, nn

RNG = np.random.default_rng(0)
X = RNG.random((30, 12)).astype(np.float32)
Y = np.eye(3, dtype=np.float32)[RNG.integers(0, 3, 30)]


def draws():
    return np.random.default_rng(1)


@pytest.mark.parametrize(("transform", "options"), [
    (augment.random_shift, {"max_px": 1}), (augment.hflip, {"p": 0.5}),
    (augment.rotate, {"degrees": 20.0}), (augment.scale, {"amount": 0.2}),
])  # fmt: skip
def test_a_hook_is_the_transform_of_rows_seen_as_images(transform, options):
    hook = augment.on_rows(transform, (3, 4), **options)
    new_X, new_Y = hook(X, Y, draws())
    expected = transform(X.reshape(30, 3, 4), rng=draws(), **options)
    np.testing.assert_array_equal(new_X, expected.reshape(30, 12))
    assert new_X.dtype == np.float32
    np.testing.assert_array_equal(new_Y, Y)


def test_the_hook_of_mixup_mixes_both():
    new_X, new_Y = augment.mixup_rows(0.4)(X, Y, draws())
    expected_X, expected_Y, _ = augment.mixup(X, Y, 0.4, rng=draws())
    np.testing.assert_array_equal(new_X, expected_X)
    np.testing.assert_array_equal(new_Y, expected_Y)
    assert new_X.dtype == new_Y.dtype == np.float32


def test_a_table_prints_hooks_with_their_strength():
    hooks = [
        augment.on_rows(augment.random_shift, (3, 4), max_px=1),
        augment.on_rows(augment.rotate, (3, 4), degrees=15.0),
        augment.mixup_rows(0.4),
    ]
    table = nn.run_table(
        {"": nn.Recipe((nn.Dense(3),))}, (X, Y.argmax(axis=1)), (X, Y.argmax(axis=1)),
        validation=(X, Y.argmax(axis=1)), tune={"": {"augment": hooks}},
        seeds=range(9), epochs=1, batch_size=30,
    )  # fmt: skip
    names = {"random_shift max_px=1", "rotate degrees=15", "mixup alpha=0.4"}
    assert {hook.__name__ for hook in hooks} == names
    assert set(table.chosen("")) <= {f"augment {name}" for name in names}


def trained(hook):
    network = nn.Network((nn.Dense(8), nn.ReLU(), nn.Dense(3)), 12, rng=draws())
    options = {"optimizer": nn.Adam(0.01), "epochs": 3, "batch_size": 7, "rng": draws()}
    nn.fit(network, X, Y.argmax(axis=1), augment=hook, progress=False, **options)
    return network


def test_training_with_hooks_by_nothing_is_training_on_the_data_themselves():
    plain = trained(lambda X, Y, rng: (X, Y))
    for transform, options in [
        (augment.random_shift, {"max_px": 0}), (augment.hflip, {"p": 0}),
        (augment.rotate, {"degrees": 0}), (augment.scale, {"amount": 0}),
    ]:  # fmt: skip
        same = trained(augment.on_rows(transform, (3, 4), **options))
        np.testing.assert_array_equal(same.logits(X), plain.logits(X))
    mirrored = trained(augment.on_rows(augment.hflip, (3, 4), p=1.0))
    assert np.abs(mirrored.logits(X) - plain.logits(X)).max() > 1e-3


def test_hooks_act_on_training_batches_only():
    seen = []

    def spy(images, *, rng):
        seen.append(len(images))
        return images

    network = trained(augment.on_rows(spy, (3, 4)))
    assert seen == [7, 7, 7, 7, 2] * 3
    network.logits(X)
    network(X)
    assert len(seen) == 15


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: augment.on_rows(augment.hflip, 784), r"shape must be \(height, width\), got 784"),
        (lambda: augment.on_rows(augment.hflip, (1, 2, 3)), r"shape must be \(height, width\), .*"),
        (lambda: augment.on_rows(augment.hflip, (0, 3)), r"each entry of shape must be .* got 0"),
        (lambda: augment.on_rows("hflip", (3, 4)), r"transform must be callable, got str"),
        (
            lambda: augment.on_rows(augment.hflip, (4, 4), p=1.0)(X, Y, draws()),
            r"X must have shape \(batch, 16\) for images of 4 x 4, got \(30, 12\)",
        ),
        (lambda: augment.mixup_rows(0), r"alpha must be a number > 0, got 0"),
    ],
)
def test_bad_input_is_one_line(call, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        call()
