"""The drawings of the lessons: valid SVG, with a text for screen readers, and true."""

import xml.etree.ElementTree as ET

import pytest

from reglab import nn, plots
from reglab.plots.drawings import NAMES, early_stopping, make

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=NAMES)
def page(request):
    return ET.fromstring(make(request.param).svg())


def test_screen_readers_get_a_text(page):
    assert page.get("role") == "img"
    assert len(page.get("aria-label")) > 80
    assert page.find(f"{SVG}title").text == page.get("aria-label")


def test_nothing_is_outside_the_page(page):
    width, height = float(page.get("width")), float(page.get("height"))
    for text in page.iter(f"{SVG}text"):
        # A letter is about half as wide as high.
        length = 0.5 * float(text.get("font-size")) * len(text.text)
        share = {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor")]
        left = float(text.get("x")) - share * length
        assert left >= 0, text.text
        assert left + length <= width + 5, text.text
        assert 0 < float(text.get("y")) < height
    for box in page.iter(f"{SVG}rect"):
        assert float(box.get("x", 0)) + float(box.get("width")) <= width
        assert float(box.get("y", 0)) + float(box.get("height")) <= height


def test_the_counter_of_early_stopping_is_that_of_the_course():
    stopper = nn.EarlyStopper(patience=early_stopping.PATIENCE)
    stops = [stopper.update(k, loss, {}) for k, loss in enumerate(early_stopping.LOSSES)]
    assert stops == [False] * 6 + [True]
    assert f"epoch {stopper.best_epoch}, the best one" in make("early_stopping").svg()
    assert "0, 0, 1, 0, 1, 2, 3" in early_stopping.ALT


def test_an_unknown_drawing_is_one_line():
    with pytest.raises(ValueError, match=r"^name must be one of network, .*, got 'lasso'$"):
        plots.drawing("lasso")


def test_it_is_displayed_as_an_image(capsys):
    plots.drawing("network")
    assert "SVG" in capsys.readouterr().out
