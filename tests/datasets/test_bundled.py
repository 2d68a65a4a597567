"""The frozen data sets are scikit-learn's, to the last bit, and stay the caller's own."""

import subprocess
import sys

import numpy as np
import pytest
from sklearn import datasets as sklearn_datasets

from reglab import datasets

ORACLES = {
    "diabetes": lambda: sklearn_datasets.load_diabetes(scaled=False),
    "digits": sklearn_datasets.load_digits,
    "breast_cancer": sklearn_datasets.load_breast_cancer,
    "wine": sklearn_datasets.load_wine,
}


def load(name):
    return getattr(datasets, f"load_{name}")()


@pytest.mark.parametrize("name", ORACLES)
def test_arrays_equal_scikit_learns_exactly(name):
    ours, theirs = load(name), ORACLES[name]()
    assert ours.name == name
    assert np.array_equal(ours.X, theirs.data)
    assert np.array_equal(ours.y, theirs.target)
    assert (ours.X.dtype, ours.y.dtype) == (theirs.data.dtype, theirs.target.dtype)
    assert ours.feature_names == tuple(theirs.feature_names)


@pytest.mark.parametrize("name", ["digits", "breast_cancer", "wine"])
def test_class_names_follow_the_class_indices(name):
    assert load(name).class_names == tuple(str(label) for label in ORACLES[name]().target_names)


@pytest.mark.parametrize("name", ORACLES)
def test_every_call_gives_arrays_of_its_own(name):
    first = load(name)
    untouched = first.X.copy(), first.y.copy()
    first.X[:] = -1
    first.y[:] = -1
    second = load(name)
    assert np.array_equal(second.X, untouched[0])
    assert np.array_equal(second.y, untouched[1])
    assert not np.shares_memory(second.X, second.y)
    assert second.X.flags.c_contiguous


@pytest.mark.parametrize("name", ORACLES)
def test_the_card_names_every_column_source_and_licence(name):
    data = load(name)
    for heading in ("Instances", "Target", "## Source", "Paper:", "## Licence"):
        assert heading in data.card
    assert str(len(data.X)) in data.card
    assert f"`{data.target_name}`" in data.card
    for column in data.feature_names:
        # "worst area" is described as a statistic of "area", "pixel_0_1" by its pattern.
        stem = column.split("_")[0].removeprefix("mean ").removeprefix("worst ")
        assert stem.removesuffix(" error") in data.card


def test_importing_the_room_loads_neither_numpy_nor_scikit_learn():
    code = (
        "import sys, reglab.datasets; print(sorted({'numpy', 'sklearn'} & set(sys.modules)));"
        "reglab.datasets.load_digits(); print('sklearn' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split("\n")[:2] == ["[]", "False"]


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="load_iris"):
        _ = datasets.load_iris
    assert "load_digits" in dir(datasets)
