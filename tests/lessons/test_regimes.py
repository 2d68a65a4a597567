"""The recorded regimes of lesson 12 fit the lesson that draws them."""

import json
from pathlib import Path

import numpy as np
import pytest

from reglab.nn import tuning
from tests.docs_scripts import docs_script

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def regimes():
    return docs_script("regimes")


@pytest.fixture(scope="module")
def record(regimes):
    return json.loads(regimes.RECORD.read_text(encoding="utf-8"))


def test_the_record_has_the_regimes_methods_and_seeds_of_the_lesson(regimes, record):
    lesson = regimes.definitions()
    assert [(own["n"], own["noise"]) for own in record["regimes"]] == regimes.REGIMES
    assert record["seeds"] == list(lesson["SEEDS"])
    for own in record["regimes"]:
        assert list(own["accuracy"]) == list(lesson["RECIPES"])
        scores = np.array(list(own["accuracy"].values()))
        assert scores.shape == (len(lesson["RECIPES"]), len(record["seeds"]))
        assert np.all((scores > 0.1) & (scores <= 1))


def test_every_method_chose_from_equally_many_candidates_of_the_lesson(regimes, record):
    lesson = regimes.definitions()
    grids = {
        name: tuning.candidates(name, lesson["RECIPES"][name], values)
        for name, values in lesson["CANDIDATES"].items()
    }
    for own in record["regimes"]:
        assert own["candidates"] == {name: len(grid) for name, grid in grids.items()}
        assert len(set(own["candidates"].values())) == 1
        for name, chosen in own["chosen"].items():
            for text in chosen:
                named = dict(
                    part.rsplit(" ", 1) for part in text.split(", ") if "augment" not in part
                )
                assert any(
                    all(float(value) == grid[key] for key, value in named.items())
                    for grid in grids[name]
                )


def test_the_released_lesson_has_the_record_beside_it(regimes):
    released = ROOT / "notebooks/12_audit/regimes.json"
    assert released.read_bytes() == regimes.RECORD.read_bytes()
