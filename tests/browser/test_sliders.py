"""A slider as a student moves it in JupyterLab."""

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

RELEASED = Path(__file__).parents[2] / "notebooks/02_ridge/02_ridge.ipynb"


def cell_with(text):
    cells = json.loads(RELEASED.read_text(encoding="utf-8"))["cells"]
    (found,) = (cell["id"] for cell in cells if text in "".join(cell["source"]))
    return found


def test_the_ridge_path_follows_the_arrow_keys(open_notebook):
    notebook = open_notebook("02_ridge")
    notebook.run(cell_with("from reglab.sliders import slider"))
    notebook.run(cell_with("data = datasets.load_diabetes()"))
    cell = notebook.run(cell_with("def cut(lam):"))
    picture = cell.locator("img")
    picture.wait_for(timeout=20_000)
    first = picture.get_attribute("src")
    cell.locator("[role=slider]").focus()
    notebook.page.keyboard.press("ArrowRight")
    notebook.page.wait_for_function(
        "([cell, first]) => [...cell.querySelectorAll('img')].some(img => img.src !== first)",
        arg=[cell.element_handle(), first],
        timeout=20_000,
    )
    cell.get_by_text("0.00158", exact=True).wait_for(timeout=20_000)
    assert picture.count() == 1  # the old figure is gone
