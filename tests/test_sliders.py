"""A slider redraws its figure, and nothing is lost where there is none."""

import json
import sys
from pathlib import Path

import pytest

from reglab.sliders import slider

LESSONS = sorted((Path(__file__).parents[1] / "solutions").glob("*/*.ipynb"))


@pytest.fixture
def shown(monkeypatch):
    """What was displayed."""
    import IPython.display

    objects = []
    monkeypatch.setattr(IPython.display, "display", objects.append)
    return objects


def test_the_figure_follows_the_slider(shown):
    drawn = []
    slider(drawn.append, "lam", [0.1, 1.0, 10.0], start=1, form="{:.1f}")
    (box,) = shown
    control = box.children[0]
    assert control.description == "lam"
    assert [label for label, _ in control.options] == ["0.1", "1.0", "10.0"]
    assert drawn == [1.0]
    control.index = 2
    control.index = 0
    assert drawn == [1.0, 10.0, 0.1]


def test_without_ipywidgets_one_line_says_so(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    slider(pytest.fail, "lam", [1.0])
    assert capsys.readouterr().out == (
        "No slider: ipywidgets is not installed. The figure above shows the same.\n"
    )


@pytest.mark.parametrize(("values", "start"), [([], 0), ([1.0], 1), ([1.0], -2)])
def test_a_start_that_is_none_of_the_values_is_one_line(values, start):
    with pytest.raises(ValueError, match=f"one of {len(values)} values, got {start}"):
        slider(pytest.fail, "lam", values, start=start)


def test_no_graded_cell_needs_a_slider():
    """Their cells are experiments, which define nothing that an answer needs; a rule sees to it."""
    found = set()
    for path in LESSONS:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if "\nslider(" in "\n" + "".join(cell["source"]):
                assert "experiment" in cell["metadata"].get("tags", []), cell["id"]
                found.add(path.stem)
    assert found >= {"02_ridge", "03_lasso", "07_dropout", "08_augmentation"}
