"""Recover the receipts and the seeds of a course folder."""

import json
import secrets
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reglab.grading.intake.locate import shown
from reglab.grading.records import line_file
from reglab.grading.records.checksum import sealed
from reglab.grading.records.damage import DamagedRecord, set_aside
from reglab.grading.records.files import replace_record
from reglab.grading.records.receipts import RECEIPTS, Receipt, Receipts, receipt_of
from reglab.grading.records.seed import SEED_FILE, read_seeds, seed_copy, write_seeds
from reglab.grading.results import GradeResult

if TYPE_CHECKING:
    from reglab.grading.runs.recover import Recovered

__all__ = ["recover_receipts", "recover_seeds"]


def recover_receipts(folder: Path, found: "Recovered", results: Iterable[GradeResult]) -> Receipts:
    """Keep the readable lines; write a new receipt for each graded submission without one."""
    path = folder / RECEIPTS
    try:
        receipts = Receipts(folder)
    except DamagedRecord:
        kept, bad = line_file.salvage(path, receipt_of)
        found.aside.append(set_aside(path, replaced=True))
        lines = [json.dumps(sealed(asdict(receipt))) + "\n" for receipt in kept]
        replace_record(path, "".join(lines).encode())
        found.back.append(f"{len(kept)} receipts from the readable part of {RECEIPTS}")
        found.lost += [f"the receipt in line {number} of {RECEIPTS}" for number in bad]
        receipts = Receipts(folder)
    now = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}"
    lacking = [r for r in results if r.submitted and receipts.behind(r) is None]
    for r in lacking:
        receipts.add(Receipt(r.student, r.lesson, r.submitted, 0, "", now, "recovered"))
        found.lost.append(
            f"{shown(r.student)}, {r.lesson}: when it was handed in and its size; the hash is "
            "back, from the result"
        )
    return receipts


def recover_seeds(folder: Path, found: "Recovered", results: Iterable[GradeResult]) -> None:
    """Take the seeds from their copy; draw new ones for graded lessons that have none."""
    path = folder / SEED_FILE
    copy = seed_copy(path)
    seeds: dict[str, int] = {}
    damaged = []
    for place in (copy, path):  # what is in the file itself counts
        try:
            seeds |= read_seeds(place)
        except DamagedRecord:
            damaged.append(place)
    graded = {result.lesson for result in results if result.score is not None}
    lacking = sorted(graded - seeds.keys())
    if path.exists() and not damaged and not lacking:
        return
    if not (damaged or lacking or seeds):
        return
    if seeds and (path in damaged or not path.exists()):
        found.back.append(f"the seeds of {', '.join(sorted(seeds))}, from {copy.name}")
    for lesson in lacking:
        seeds[lesson] = secrets.randbits(63)
        found.lost.append(
            f"the seed of {lesson}: a new one was drawn, so the next run grades its submissions "
            f"again on other inputs; if you have a backup of {SEED_FILE}, put it back before that"
        )
    found.aside += [set_aside(place, replaced=True) for place in damaged]
    write_seeds(path, seeds)
