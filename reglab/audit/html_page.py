"""Write the page about claims: one HTML file that needs no network and no other file."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from reglab._files import write_file
from reglab.audit import words
from reglab.audit.effects import Effect, effects_of
from reglab.audit.family import NOT_RUN, Finding
from reglab.audit.registry import Entry
from reglab.audit.sources import SOURCES
from reglab.audit.store import Store
from reglab.audit.terminal import stale, verdicts

__all__ = ["write_page"]


def write_page(entries: Sequence[Entry], store: Store, *, quick: bool = False) -> Path:
    """Write ``index.html`` into the folder of the store.

    Parameters
    ----------
    entries : sequence of Entry
        The claims to show.
    store : Store
    quick : bool, optional
        Show differences without verdicts.

    Returns
    -------
    pathlib.Path
        The page.
    """
    page = store.folder / "index.html"
    store.folder.mkdir(parents=True, exist_ok=True)
    found = _unjudged(entries, store) if quick else verdicts(entries, store)
    old = {entry.name for entry in entries if stale(entry, store.record(entry.name))}
    write_file(page, _render(found, old, store.folder, quick=quick).encode())
    return page


def _unjudged(entries, store):
    """Findings of a trial: effects without verdicts."""
    found = []
    for entry in entries:
        record = store.record(entry.name)
        done = tuple(effects_of(entry.claim.plan, record)) if record else ()
        found.append(Finding(entry.name, entry.claim, NOT_RUN, (), done, record))
    return found


def _render(found, old, folder, *, quick):
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("reglab.audit", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (resources.files("reglab.audit") / "page/style.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template("index.html.j2").render(
        style=Markup(style),  # ours
        policy=(
            f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        ),
        found=found,
        quick=quick,
        old=old,
        when=datetime.now(UTC),
        sources=SOURCES,
        runs=words.runs_of(found),
        lesson=lambda name: _lesson(name, folder),
        picture=_picture,
        words=words,
        sign=words.SIGNS.__getitem__,
    )


def _lesson(name, folder):
    """The address of a lesson beside the page, or None if it is not there."""
    for parent in Path(folder).resolve().parents:
        notebook = parent / "notebooks" / name / f"{name}.ipynb"
        if notebook.is_file():
            return Path(os.path.relpath(notebook, Path(folder).resolve())).as_posix()
    return None


def _picture(finding: Finding, effect: Effect) -> dict[str, float]:
    """Where the parts of an interval are in its picture, from 0 to 100.

    All pictures of a claim have the same scale; 0 is in the middle, and the margin is a band.
    """
    plan = finding.claim.plan
    shown = [*(own.effect for own in finding.outcomes), *finding.others]
    ends = [abs(end) for own in shown for end in (own.low, own.high)]
    widest = max([1.5 * plan.margin, *ends]) * 1.04

    def place(number):
        return round(50 + 50 * max(-1.0, min(1.0, number / widest)), 2)

    low, high = place(effect.low), place(effect.high)
    band = place(plan.margin) - 50
    return {
        "low": low,
        "width": round(max(high - low, 0.6), 2),
        "middle": place(effect.diff),
        "band_start": round(50 - band, 2),
        "band": round(2 * band, 2),
    }
