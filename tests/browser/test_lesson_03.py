"""Lesson 03 as a student sees it in JupyterLab."""

import pytest

pytestmark = pytest.mark.slow

HARD_THRESHOLD = """def soft_threshold(z, t):
    return np.where(np.abs(z) > t, z, 0.0)"""


def replace_source(notebook, grade_id, source):
    cell = notebook.cell(grade_id)
    cell.locator(".jp-InputArea-editor").click()
    notebook.page.keyboard.press("Control+A")
    notebook.page.keyboard.insert_text(source)


def test_first_failed_check_shows_a_readable_hint(open_notebook, tmp_path):
    notebook = open_notebook("03_lasso")
    notebook.run("03_lasso-002")  # the set-up cell
    notebook.run("03-soft-threshold")
    unwritten = notebook.run("03-soft-threshold-check").locator(".jp-OutputArea").inner_text()
    assert "not written yet" in unwritten
    assert "Traceback" not in unwritten

    replace_source(notebook, "03-soft-threshold", HARD_THRESHOLD)
    notebook.run("03-soft-threshold")
    output = notebook.run("03-soft-threshold-check").locator(".jp-OutputArea")
    text = output.inner_text()
    assert "z = 2, t = 0.5: expected 1.5, got 2" in text
    assert "moves every survivor towards 0 by t" in " ".join(text.split())
    assert "FAIL" in text  # a word, not a colour alone
    notebook.page.screenshot(path=tmp_path / "hint.png")


def test_a_folded_cell_says_what_is_in_it_and_opens_with_a_click(open_notebook):
    cell = open_notebook("03_lasso").cell("03_lasso-002")
    shown = cell.locator(".jp-Placeholder-content")
    assert "Folded: the imports of this lesson" in shown.inner_text()
    assert "import numpy" not in cell.inner_text()
    shown.click()
    cell.locator(".jp-InputArea-editor", has_text="import numpy").wait_for()
