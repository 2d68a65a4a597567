"""The page: complete, harmless, one file, and readable by ear."""

import base64
import hashlib
import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from reglab.grading import GradeResult, Status
from reglab.grading.report import write_report
from reglab.grading.results import ExerciseResult

WHEN = datetime(2030, 1, 31, 12, 30, tzinfo=UTC)
HOSTILE = [
    "<script>window.hit = 1</script>",
    '"><img src=x onerror="window.hit = 1">',
    "' onmouseover='window.hit = 1",
    "</style></script></title><svg onload=window.hit=1>",
    "{{ 7 * 7 }}{% include 'x' %}",
    "\u202etxt.exe\u2066",
    "line\nbreak\x00\x1b[2J",
    "\ud800 half a character",
    "n" * 5000,
]


class Page(HTMLParser):
    """What a browser would make of the page: its elements, and their text."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.text, self._open = [], [], []
        self.feed(text)
        self.text = " ".join("".join(self.text).split())

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._open.append(tag)
        if tag == "br":
            self.text.append(" ")

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        if not self._open or self._open[-1] not in ("style", "script"):
            self.text.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]


def answer(name="soft_threshold", status="fail", *, text="a hint", **values):
    result = {
        "name": "minimizes",
        "title": f"property of {name}",
        "status": status,
        "detail": text,
        "hint": text,
        "misconception": text,
    }
    report = {"title": f"3.1 {name}", "results": [result]}
    given = {"score": 0.0, "max_score": 2.0, "hint": text, "report": report, **values}
    return ExerciseResult(f"lasso.{name}", f"03-{name}-hidden", **given)


def graded(student, *items, **values):
    given = {"score": 0.0, "max_score": 2.0, **values}
    status = given.pop("status", Status.GRADED)
    lesson = given.pop("lesson", "03_lasso")
    return GradeResult(student, lesson, status, exercises=items, **given)


def written(results, tmp_path, **values):
    path = write_report(results, tmp_path / "report", when=WHEN, **values)
    return path.read_text("utf-8")


@pytest.fixture
def mixed():
    why = ExerciseResult("03-why", "03-why", None, 3.0)
    return [
        graded("ann", answer(status="pass", text="", score=2.0), why, score=2.0, by_hand=3.0),
        graded("bob", answer(), why, by_hand=3.0),
        graded("cem", status=Status.FAILED, reason="broken JSON at line 3", score=None),
        graded("dan", status=Status.EDITED_CHECKS, flags=("check changed", "and a copy")),
    ]


def test_the_page_says_who_needs_a_human_and_why(mixed, tmp_path):
    text = Page(written(mixed, tmp_path, title="Winter term")).text
    assert "Winter term" in text
    assert "Graded 2030-01-31 12:30 UTC" in text
    assert "4 submissions" in text
    assert "2 need your attention" in text
    assert "2 wait for points by hand" in text
    assert "cem 03_lasso ✗ failed – broken JSON at line 3" in text
    assert "dan 03_lasso ✎ edited checks 0 / 2 check changed and 1 more" in text
    assert text.index("cem 03_lasso") < text.index("dan 03_lasso")
    assert "and a copy" in text


def test_shares_say_of_how_many(mixed, tmp_path):
    text = Page(written(mixed, tmp_path)).text
    assert "Properties that fail, of 2 answers written and checked" in text
    assert "property of soft_threshold 50 % 1 of 2 bob" in text
    assert "a hint 3.1 soft_threshold 03_lasso 50 % 1 of 2 a hint bob" in text


def test_a_class_without_a_sandbox_says_so_at_the_top(mixed, tmp_path):
    assert "sandbox" not in Page(written(mixed, tmp_path)).text
    some = [replace(result, sandboxed=result.student != "bob") for result in mixed]
    text = Page(written(some, tmp_path)).text
    assert "⚠ Graded without a sandbox: 1 of 4 submissions" in text
    assert text.index("Graded without a sandbox") < text.index("Needs you")
    assert "✓ graded no sandbox + 3 by hand" in text
    everybody = [replace(result, sandboxed=False) for result in mixed]
    assert "all 4 submissions" in Page(written(everybody, tmp_path)).text


def test_late_and_resubmitted_stand_with_the_receipt_and_are_no_flags(tmp_path):
    flags = ("late: by 0:10 hours", "resubmitted: this is number 2")
    late = graded("ann", answer(), flags=flags, submitted="abc123" * 10)
    receipt = {
        **{"student": "ann", "lesson": "03_lasso", "sha256": late.submitted, "size": 9},
        **{"handed_in": "2030-01-01 09:00:00", "taken_in": "2030-01-02 10:00:00"},
    }
    course = tmp_path / "course"
    course.mkdir()
    (course / "receipts.jsonl").write_text(json.dumps(receipt) + "\n")
    text = Page(written([late], tmp_path, course=course)).text
    assert "✓ graded late resubmitted" in text
    assert "There are no flags." in text
    assert (
        "ann 03_lasso 2030-01-01 09:00:00 2030-01-02 10:00:00 abc123abc123 "
        "late: by 0:10 hours; resubmitted: this is number 2"
    ) in text
    without = Page(written([replace(late, flags=())], tmp_path)).text
    assert "ann 03_lasso not known – abc123abc123 –" in without
    assert "There are no receipts." in Page(written([graded("bob", answer())], tmp_path)).text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_student_writes_text_and_nothing_else(hostile, tmp_path):
    item = answer(text=hostile)
    item = replace(item, cell=hostile, exercise=hostile, trouble=hostile)
    item.report["title"] = item.report["results"][0]["title"] = hostile
    bad = graded(hostile, item, status=Status.FAILED, reason=hostile, flags=(hostile,) * 30)
    plain = graded("name", replace(answer(text="text"), exercise="text"), status=Status.FAILED)
    plain = replace(plain, reason="text", flags=("text",) * 30)
    markup = written([bad], tmp_path)
    # The same elements with the same attributes as for a harmless class.
    assert shape(markup) == shape(written([plain], tmp_path))
    assert not set(Page(markup).text) & set("\u202e\u2066\x00\x1b")
    assert "{{" not in hostile or "{{ 7 * 7 }}" in Page(markup).text


def shape(markup):
    return [(tag, sorted(attrs)) for tag, attrs in Page(markup).elements]


def test_a_hostile_course_or_lesson_name_is_text_too(tmp_path):
    bad = [graded("ann", answer(), lesson=HOSTILE[1]), graded("ann", answer(), lesson=HOSTILE[0])]
    markup = written(bad, tmp_path, title=HOSTILE[3], course=tmp_path / "<b>")
    assert not Page(markup).all("img")
    assert len(Page(markup).all("script")) == 1
    assert Page(markup).all("b") == Page(written(bad, tmp_path)).all("b")


CLASSES = {
    "nobody": [],
    "one": [graded("ann", answer())],
    "nobody graded": [
        graded(s, status=Status.FAILED, score=None, max_score=None) for s in ("ann", "bob")
    ],
    "no points": [graded("ann", answer(max_score=0.0), max_score=0.0)],
    "no maximum": [graded("ann", answer(max_score=None), max_score=None)],
    "crash": [graded("ann", answer(report=None, trouble="the kernel died"))],
    "by hand": [graded("ann", answer(score=None, report=None), by_hand=2.0)],
    "not a number": [graded("ann", answer(score=float("nan")), score=float("nan"))],
    "two lessons": [graded("ann", answer()), graded("bob", answer(), lesson="04_elastic_net")],
}


@pytest.fixture(params=CLASSES)
def any_class(request):
    return CLASSES[request.param]


def test_every_class_has_a_page_that_can_be_read_by_ear(any_class, tmp_path):
    page = Page(written(any_class, tmp_path))
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("h1")) == 1
    headings = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h\d", tag)]
    assert all(b - a <= 1 for a, b in pairwise(headings))
    assert all(attrs.get("scope") in ("col", "row") for attrs in page.all("th"))
    assert len(page.all("caption")) == len(page.all("table"))
    names = {attrs["id"] for _, attrs in page.elements if "id" in attrs}
    assert len(names) == sum("id" in attrs for _, attrs in page.elements)
    labels = {a["aria-labelledby"] for _, a in page.elements if "aria-labelledby" in a}
    links = {a["href"][1:] for a in page.all("a") if a["href"].startswith("#")}
    assert labels | links <= names
    assert all(attrs.get("aria-hidden") == "true" for attrs in page.all("svg"))
    assert "nan" not in page.text.split()
    assert "None" not in page.text


def test_nothing_is_fetched_and_only_our_script_may_run(mixed, tmp_path):
    markup = written(mixed, tmp_path)
    page = Page(markup)
    assert not [a for _, a in page.elements if {"src", "srcset", "data", "action"} & a.keys()]
    assert not re.search(r"https?:|url\(|@import", markup)
    named = {name for _, attrs in page.elements for name in attrs}
    assert not [name for name in named if name.startswith("on") or name == "style"]
    (policy,) = (a["content"] for a in page.all("meta") if "http-equiv" in a)
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", markup, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_a_name_links_to_the_feedback_page_if_there_is_one(tmp_path):
    student = "ü" * 100  # six characters each in an address, and none of them may be lost
    page = tmp_path / "course" / "feedback" / student / "03_lasso" / "03_lasso.html"
    page.parent.mkdir(parents=True)
    page.write_text("well done", encoding="utf-8")
    results = [graded(s, answer(), status=Status.NEEDS_REVIEW) for s in (student, "bob")]
    links = Page(written(results, tmp_path, course=tmp_path / "course")).all("a")
    links = {a["href"] for a in links if not a["href"].startswith("#")}
    assert links == {f"../course/feedback/{'%C3%BC' * 100}/03_lasso/03_lasso.html"}


def test_the_same_class_gives_the_same_page(mixed, tmp_path):
    assert written(mixed, tmp_path) == written(mixed[::-1], tmp_path)


def test_a_folder_is_made_and_nothing_else_in_it_is_touched(mixed, tmp_path):
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "notes.txt").write_text("mine")
    path = write_report(mixed, tmp_path / "report")
    assert path == tmp_path / "report" / "index.html"
    assert sorted(p.name for p in path.parent.iterdir()) == ["index.html", "notes.txt"]
    assert write_report(mixed, tmp_path / "a" / "b").is_file()
    with pytest.raises(ValueError, match=r"folder must not be a file, got .*notes"):
        write_report(mixed, tmp_path / "report" / "notes.txt")


def test_a_large_class_stays_a_page_that_opens(tmp_path):
    items = [answer(f"e{i}", score=1.0) for i in range(6)]
    results = [
        graded(f"student-{s:03d}", *items, lesson=f"{n:02d}_lesson", by_hand=3.0)
        for n in range(12)
        for s in range(300)
    ]
    markup = written(results, tmp_path)
    assert len(markup.encode()) < 8e6
    page = Page(markup)
    # Closed where they are long: what a reader first sees is short.
    assert not [a for a in page.all("details") if "open" in a]
    assert "3600 submissions" in page.text


def test_importing_the_package_loads_no_template_engine():
    code = "import sys, reglab.grading.report.write; print('jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
