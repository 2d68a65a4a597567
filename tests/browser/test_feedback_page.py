"""A student's feedback page in a real browser: on a phone, in the dark, and with hostile texts."""

import pytest

from reglab.grading import GradeResult, Status
from reglab.grading.feedback.page import write_page
from reglab.grading.results import ExerciseResult

pytestmark = pytest.mark.slow

LONG = "x" * 3000
HOSTILE = f"<script>window.hit = 1</script><img src=x onerror='window.hit = 1'> {LONG}"


@pytest.fixture
def open_page(browser, tmp_path):
    """A function that writes a page with hostile texts and opens it."""
    contexts = []

    def open_(width, scheme="light", **options):
        result = {"name": "a", "title": HOSTILE, "status": "fail", "detail": LONG, "hint": HOSTILE}
        report = {"title": HOSTILE, "results": [result], "notes": [HOSTILE]}
        item = ExerciseResult("lasso.x", "03-x-hidden", 1.0, 2.0, HOSTILE, report)
        made = GradeResult("ann", "03_lasso", Status.STOPPED, 1.0, 2.0, 0.0, HOSTILE, (item,))
        path = tmp_path / "page.html"
        write_page(made, path, comments={"03-x": HOSTILE})
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(path.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_it_never_scrolls_sideways(open_page, width):
    page = open_page(width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# With the content security policy off, escaping has to hold alone.
@pytest.mark.parametrize("bypass_csp", [False, True])
def test_nothing_on_it_runs(open_page, bypass_csp):
    page = open_page(1280, bypass_csp=bypass_csp)
    page.wait_for_timeout(200)
    assert page.evaluate("window.hit") is None
    assert page.locator("main img, main script").count() == 0


def test_the_dark_has_dark_paper_and_text_that_stands_out(open_page):
    paper = "getComputedStyle(document.body).backgroundColor"
    ink = "getComputedStyle(document.body).color"
    light, dark = open_page(1280), open_page(1280, "dark")
    assert light.evaluate(paper) != dark.evaluate(paper)
    assert light.evaluate(ink) != dark.evaluate(ink)
