"""Write the class report: one HTML file that needs no network and no other file."""

import base64
import hashlib
from collections.abc import Iterable
from datetime import datetime
from importlib import resources
from os import PathLike
from pathlib import Path

from reglab._files import write_file
from reglab.grading.intake.passed_over import passed_over
from reglab.grading.records.files import one_line_errors
from reglab.grading.records.receipts import Receipts
from reglab.grading.report import mistakes, overview, statistics
from reglab.grading.report.answers import finite, latest, read_answers
from reglab.grading.report.groups import by_cell, title
from reglab.grading.report.links import feedback_link
from reglab.grading.report.sources import find_alike
from reglab.grading.report.text import name, plain
from reglab.grading.report.words import OUTCOMES, SIGNS, STATUSES
from reglab.grading.results import GradeResult, points

__all__ = ["write_report"]

# A submission with more flags needs a look anyway.
MOST_FLAGS = 20


@one_line_errors()
def write_report(
    results: Iterable[GradeResult],
    folder: str | PathLike,
    *,
    course: str | PathLike | None = None,
    title: str = "Class report",
    when: datetime | None = None,
) -> Path:
    """Write the report on a class, ``index.html``.

    Parameters
    ----------
    results : list of GradeResult
        Results of one lesson or several. If a student has several results in a
        lesson, the last one counts.
    folder : path
        Created if missing; only ``index.html`` in it is replaced.
    course : path, optional
        The course folder. If given, names link to existing pages in ``feedback/``,
        receipts are shown, and answers are compared with each other.
    title : str, optional
        The page's heading.
    when : datetime.datetime, optional
        When the class was graded; now by default.

    Returns
    -------
    pathlib.Path
        The page.

    Raises
    ------
    ValueError
        If `folder` is a file.
    """
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"folder must not be a file, got {folder}")
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "index.html"
    write_file(page, _render(list(results), folder, course, title, when).encode())
    return page


def _render(results, folder, course, title, when):
    results = latest(results)
    answers = read_answers(results)
    waiting = overview.by_hand(results)
    return _template().render(
        title=title,
        course=Path(course).resolve().name if course is not None else "",
        when=when or datetime.now().astimezone(),
        results=results,
        needs=overview.needs_human(results),
        by_hand=waiting,
        waiting=sum(len(item.students) for item in waiting),
        lessons=overview.lesson_rows(results),
        students=overview.student_rows(results),
        answers=_by_student(answers),
        exercises=statistics.exercise_statistics(answers),
        known=mistakes.known_mistakes(answers),
        unnamed=mistakes.unnamed_failures(answers),
        flagged=overview.flagged(results),
        alike=_alike(results, answers, course),
        unguarded=[result for result in results if not result.sandboxed],
        passed_over=passed_over(course) if course is not None else [],
        received=_received(results, course),
        links=_links(results, course, folder),
    )


def _links(results, course, folder):
    from markupsafe import Markup

    # An address is already quoted and must not be cut.
    return {(r.lesson, r.student): Markup(feedback_link(r, course, folder)) for r in results}


def _alike(results, answers, course):
    """Each group of answers that are nearly the same, after its exercise's title."""
    # The name of a graded cell is that of its answer's cell with a suffix, or the same.
    titles = {}
    for group in by_cell(answers):
        for cell in (group[0].cell.rpartition("-")[0], group[0].cell):
            titles[group[0].lesson, cell] = title(group)
    found = find_alike(results, course)
    return [(titles.get((group.lesson, group.cell), group.cell), group) for group in found]


def _received(results, course):
    """Results with a submission, and their receipts if there are any."""
    receipts = Receipts(Path(course)) if course is not None else None
    return [
        (result, receipts.behind(result) if receipts is not None else None)
        for result in results
        if result.submitted
    ]


def _by_student(answers):
    """``{lesson: {student: {cell: Answer}}}``."""
    found = {}
    for answer in answers:
        cells = found.setdefault(answer.lesson, {}).setdefault(answer.student, {})
        cells[answer.cell] = answer
    return found


def _template():
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("reglab.grading.report", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Applied to every text on the page.
        finalize=_plain,
    )
    environment.filters |= {"name": name, "points": _points, "percent": _percent}
    page = resources.files("reglab.grading.report") / "page"
    style, script = ((page / file).read_text("utf-8") for file in ("style.css", "script.js"))
    environment.globals |= {
        "style": Markup(style),
        "script": Markup(script),
        "policy": _policy(style, script),
        "signs": SIGNS,
        "status_meanings": STATUSES,
        "outcome_meanings": OUTCOMES,
        "most_flags": MOST_FLAGS,
        "bins": statistics.BINS,
        "why": overview.why,
        "handing_in": overview.handing_in,
    }
    return environment.get_template("index.html.j2")


def _policy(style, script):
    """The content security policy: only this style and this script, nothing is loaded."""
    hashes = (hashlib.sha256(text.encode()).digest() for text in (style, script))
    style, script = (f"'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes)
    return (
        f"default-src 'none'; style-src {style}; script-src {script}; "
        "base-uri 'none'; form-action 'none'"
    )


def _plain(value):
    # HTML markup consists of texts that were already processed.
    return plain(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _points(value):
    return "–" if finite(value) is None else points(value)


def _percent(share):
    """A share in percent; 0 % means none, 100 % means all."""
    whole = round(100 * share)
    if 0 < share < 1:
        whole = min(max(whole, 1), 99)
    return f"{whole} %"
