"""The class report in a real browser: harmless, readable at two widths, usable by keyboard."""

import pytest

from reglab.grading import GradeResult, Status
from reglab.grading.report import write_report
from reglab.grading.results import ExerciseResult

pytestmark = pytest.mark.slow

HOSTILE = [
    "<script>window.hit = 1</script>",
    '"><img src=x onerror="window.hit = 1">',
    "' autofocus onfocus='window.hit = 1",
    "</style></script></title><svg onload=window.hit=1>",
    "javascript:window.hit=1",
    "\u202etxt.exe\u2066",
    "n" * 5000,
    "line\nbreak",
]


def answer(name, earned, text):
    status = "pass" if earned == 2.0 else "fail"
    result = {"name": "odd", "title": text, "status": status, "hint": text, "misconception": text}
    report = {"title": f"3.1 {name}", "results": [result]}
    return ExerciseResult(f"lasso.{name}", f"03-{name}", earned, 2.0, text, report)


def graded(student, score, *, status=Status.GRADED, lesson="03_lasso", text="a hint"):
    items = tuple(answer(name, score, text) for name in ("soft_threshold", "lasso_cd"))
    return GradeResult(student, lesson, status, 2 * score, 4.0, 3.0, text, items, (text, text))


HOSTILE_CLASS = [
    graded(text, 1.0, status=status, text=text)
    for text, status in zip(HOSTILE, [*Status, *Status], strict=False)
]
ORDINARY_CLASS = [
    graded("ann", 0.5),
    graded("bob", 2.0),
    graded("cem", 1.0, status=Status.NEEDS_REVIEW),
    GradeResult("dan", "03_lasso", Status.FAILED, reason="broken JSON at line 3"),
]
LARGE_CLASS = [
    graded(f"student-{s}", s % 5 / 2, lesson=f"{n:02d}_a_lesson")
    for n in range(12)
    for s in range(40)
]
CLASSES = {
    "hostile": HOSTILE_CLASS,
    "one hostile": HOSTILE_CLASS[6:7],
    "ordinary": ORDINARY_CLASS,
    "large": LARGE_CLASS,
    "nobody": [],
}


@pytest.fixture
def open_report(browser, tmp_path):
    """A function that writes a report and opens it; the page keeps what it asked for."""
    contexts = []

    def open_(results, width=1280, **options):
        path = write_report(results, tmp_path)
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.complaints, page.asked = [], []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("dialog", lambda dialog: page.complaints.append(dialog.message))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()


def names(page, table="#students .sortable"):
    return page.locator(f"{table} tbody tr:visible th").all_inner_texts()


# With the content security policy off, escaping has to hold alone.
@pytest.mark.parametrize("bypass_csp", [False, True])
def test_nothing_that_a_student_wrote_runs(open_report, bypass_csp):
    page = open_report(HOSTILE_CLASS, bypass_csp=bypass_csp)
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert page.locator("a:not([href^='#'])").count() == 0
    page.keyboard.press("Tab")
    page.wait_for_timeout(200)
    assert page.evaluate("window.hit") is None
    assert page.complaints == []
    assert len(page.asked) == 1
    assert page.locator("main img, main script, main svg[onload]").count() == 0
    assert HOSTILE[0] in names(page)


def test_the_policy_stops_what_would_slip_through(open_report):
    page = open_report(ORDINARY_CLASS)
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"hit = 1\">')"
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.hit") is None
    assert any("Content Security Policy" in text for text in page.complaints)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("results", CLASSES.values(), ids=CLASSES.keys())
def test_the_page_never_scrolls_sideways(open_report, results, width, tmp_path):
    page = open_report(results, width)
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # What is wider than the window lies in a box of its own that scrolls.
    outside = """() => [...document.querySelectorAll("main *")]
        .filter((e) => !e.closest(".scroll"))
        .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
        .map((e) => e.outerHTML.slice(0, 200))"""
    assert page.evaluate(outside) == []


def test_columns_sort_and_say_so(open_report):
    page = open_report(ORDINARY_CLASS)
    header = page.locator("#students .sortable th", has_text="03_lasso").first
    assert header.get_attribute("aria-sort") == "none"
    button = header.get_by_role("button")
    button.focus()
    page.keyboard.press("Enter")
    assert header.get_attribute("aria-sort") == "descending"
    assert names(page) == ["bob", "cem", "ann", "dan"]
    page.keyboard.press("Enter")
    assert header.get_attribute("aria-sort") == "ascending"
    assert names(page) == ["dan", "ann", "cem", "bob"]
    page.locator("#students .sortable th button", has_text="Student").click()
    assert names(page) == ["ann", "bob", "cem", "dan"]
    assert header.get_attribute("aria-sort") == "none"


def test_a_phone_sorts_too(open_report):
    page = open_report(ORDINARY_CLASS, 360)
    student = page.locator("#needs .sortable th button", has_text="Student")
    assert student.is_visible()
    student.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert names(page, "#needs .sortable") == ["dan", "cem"]
    page = open_report(ORDINARY_CLASS, 360, java_script_enabled=False)
    assert not page.locator("#needs .sortable thead").is_visible()


def test_the_filter_works_in_every_table_and_says_how_many_are_left(open_report):
    page = open_report(ORDINARY_CLASS)
    page.get_by_label("Show students whose name contains").fill("AN")
    assert names(page) == ["ann", "dan"]
    assert names(page, "#needs .sortable") == ["dan"]
    assert page.get_by_role("status").inner_text() == "2 of 4 shown, in every table"
    page.get_by_label("Show students whose name contains").fill("")
    assert len(names(page)) == 4


def test_without_script_everything_is_there_and_nothing_is_dead(open_report):
    page = open_report(ORDINARY_CLASS, java_script_enabled=False)
    assert names(page) == ["ann", "bob", "cem", "dan"]
    assert page.locator("button").count() == 0
    assert not page.locator("input").is_visible()


def test_the_first_tab_skips_to_the_results_and_is_seen(open_report):
    page = open_report(ORDINARY_CLASS)
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    assert link.inner_text() == "Skip to the results"
    assert link.bounding_box()["y"] >= 0
    assert link.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_dark_mode_and_print_change_the_paper(open_report):
    page = open_report(ORDINARY_CLASS)
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(paper) != "rgb(255, 255, 255)"
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    assert not page.locator("nav").is_visible()


def test_a_class_fits_on_paper(open_report):
    page = open_report(ORDINARY_CLASS, 680)  # A4 within its margins
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    assert page.locator("#needs .sortable thead").is_visible()
