"""MNIST is read from a folder as it is, and refused with one line if it is not."""

import gzip

import numpy as np
import pytest

from reglab.datasets import DataIntegrityError, load_mnist


def refusal(folder, **options):
    with pytest.raises(DataIntegrityError) as caught:
        load_mnist(folder, **options)
    message = str(caught.value)
    assert "\n" not in message
    return message


def labels_file(*labels):
    return bytes([0, 0, 8, 1]) + len(labels).to_bytes(4, "big") + bytes(labels)


@pytest.mark.parametrize("split", ["train", "test"])
def test_a_split_is_what_the_files_hold(mnist_folder, small_mnist, split):
    images, labels = getattr(small_mnist, split)
    data = load_mnist(mnist_folder, split=split)
    assert np.array_equal(data.X.reshape(-1, 28, 28), images)
    assert np.array_equal(data.y, labels)
    assert (data.X.dtype, data.y.dtype) == (np.float32, np.int64)
    assert data.feature_names[29] == "pixel_1_1"
    assert len(data.feature_names) == data.X.shape[1]
    assert data.class_names[data.y[3]] == "3"


def test_the_default_is_the_training_split(mnist_folder):
    assert len(load_mnist(str(mnist_folder)).X) == 30


def test_the_test_split_alone_is_enough(mnist_folder):
    for path in mnist_folder.glob("train-*"):
        path.unlink()
    assert load_mnist(mnist_folder, split="test").X.shape == (10, 784)
    message = refusal(mnist_folder, split="train")
    assert "must contain train-images-idx3-ubyte.gz" in message
    assert f'reglab data mnist --to "{mnist_folder}"' in message
    assert "load_digits()" in message


@pytest.mark.parametrize("name", ["t10k-{}-idx{}-ubyte", "t10k-{}.idx{}-ubyte"])
def test_unpacked_files_are_read_under_both_usual_names(mnist_folder, small_mnist, name):
    for what, axes in (("images", 3), ("labels", 1)):
        packed = mnist_folder / f"t10k-{what}-idx{axes}-ubyte.gz"
        (mnist_folder / name.format(what, axes)).write_bytes(gzip.decompress(packed.read_bytes()))
        packed.unlink()
    data = load_mnist(mnist_folder, split="test")
    assert np.array_equal(data.X.reshape(-1, 28, 28), small_mnist.test[0])


def test_a_file_that_a_browser_unpacked_but_not_renamed_is_read(mnist_folder, small_mnist):
    path = mnist_folder / "t10k-labels-idx1-ubyte.gz"
    path.write_bytes(gzip.decompress(path.read_bytes()))
    assert np.array_equal(load_mnist(mnist_folder, split="test").y, small_mnist.test[1])


def test_the_argument_goes_before_the_environment(mnist_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("REGLAB_MNIST_DIR", str(mnist_folder))
    assert len(load_mnist().X) == 30
    assert str(tmp_path / "other") in refusal(tmp_path / "other")


def test_every_call_gives_arrays_of_its_own(mnist_folder):
    first = load_mnist(mnist_folder)
    first.X[:] = -1
    first.y[:] = -1
    second = load_mnist(mnist_folder)
    assert second.X.min() >= 0
    assert second.y.min() >= 0


def test_images_and_labels_must_fit(mnist_folder):
    (mnist_folder / "t10k-labels-idx1-ubyte.gz").write_bytes(labels_file(1, 2, 3))
    assert "must hold 10 labels, got 3" in refusal(mnist_folder, split="test")


def test_labels_are_digits(mnist_folder):
    (mnist_folder / "t10k-labels-idx1-ubyte.gz").write_bytes(labels_file(*range(1, 11)))
    assert "must hold labels from 0 to 9, got 10" in refusal(mnist_folder, split="test")


@pytest.mark.parametrize("split", ["Train", "validation", None, ["train"]])
def test_another_split_is_a_value_error(mnist_folder, split):
    with pytest.raises(ValueError, match=r"^split must be 'train' or 'test', got "):
        load_mnist(mnist_folder, split=split)


def test_the_card_names_source_and_licence(mnist_folder):
    card = load_mnist(mnist_folder).card
    for word in ("Instances", "`digit`", "## Source", "Paper:", "## Licence", "CC BY-SA 3.0"):
        assert word in card
