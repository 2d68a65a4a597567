"""Copies that the project itself made: pages of the report, and left-over previews."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from reglab.grading.errors import GradingError
from reglab.grading.forget.mention import mentions
from reglab.grading.records.lock import only_run
from reglab.grading.records.roster import SUBMITTED
from reglab.grading.records.store import read_results
from reglab.grading.report import write_report

__all__ = ["Preview", "Report", "previews"]

_OURS = b'<a class="skip" href="#main">Skip to the results</a>'


class Report:
    """A page of the class report; it is written again without the student. See `Place`."""

    def __init__(self, path: Path, name: str, root: Path, student: str):
        self._path, self.name, self._root, self._student = path, name, root, student

    def count(self) -> str:
        """See `Place`."""
        try:
            page = self._path.read_bytes()
        except OSError:
            return ""
        return "written again" if _OURS in page and mentions(page, self._student) else ""

    def content(self) -> Iterator[tuple[str, bytes | str]]:
        """See `Place`; the page is about the whole class, and made from results."""
        return iter(())

    def delete(self) -> None:
        """See `Place`."""
        if not self.count():
            return
        results = read_results(self._root, missing_ok=True)
        self._path.unlink()  # if the report can't be written, none is better than the old one
        if results:
            write_report(results, self._path.parent, course=self._root)


class Preview:
    """The temporary copy of the course that a killed preview left behind. See `Place`."""

    def __init__(self, path: Path):
        self._path, self.name = path, str(path)

    def count(self) -> str:
        """See `Place`."""
        return "a left-over preview of the course" if self._path.is_dir() else ""

    def content(self) -> Iterator[tuple[str, bytes | str]]:
        """See `Place`; it is a copy."""
        return iter(())

    def delete(self) -> None:
        """See `Place`."""
        try:
            with only_run(self._path):
                shutil.rmtree(self._path)
        except GradingError:
            raise GradingError(
                f"{self._path}: a preview of this course is running; wait until it has ended"
            ) from None


def previews(root: Path) -> Iterator[Preview]:
    """Yield the copies of a course in the folder for temporary files."""
    for path in sorted(Path(tempfile.gettempdir()).glob("reglab-preview-*")):
        if (path / SUBMITTED).is_symlink() and (path / SUBMITTED).readlink() == root / SUBMITTED:
            yield Preview(path)
