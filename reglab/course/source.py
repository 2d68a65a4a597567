"""Read the source of a lesson: py:percent text becomes cells."""

import re
from dataclasses import dataclass
from typing import Any

from reglab.course.errors import CourseError
from reglab.course.metadata import expand
from reglab.course.quiet import quiet

_MARKER = re.compile(r"#\s*%%(?!%*[a-zA-Z])")
# What jupytext adds for its round trip, and the title of a cell, which the author may choose.
_OF_JUPYTEXT = {
    "cell_depth",
    "cell_marker",
    "lines_to_end_of_cell_marker",
    "lines_to_next_cell",
    "region_name",
    "title",
}
# No other tags are allowed: a cell tagged `experimnt` would be run while grading.
TAGS = ("experiment", "hide-input", "raises-exception")
# What JupyterLab shows as one line, the first of the cell, until the reader clicks on it.
FOLDED = {"source_hidden": True}


@dataclass(frozen=True)
class Cell:
    """One cell; `grading` is its complete nbgrader metadata without points, or None.

    JupyterLab folds the source of a cell that is `folded`.
    """

    kind: str
    text: str
    id: str
    where: str
    tags: tuple[str, ...] = ()
    grading: dict[str, Any] | None = None
    points: int | None = None
    folded: bool = False

    @property
    def is_answer(self) -> bool:
        """Whether students write their answer here."""
        return bool(self.grading and self.grading["solution"])

    @property
    def is_graded(self) -> bool:
        """Whether the cell has points."""
        return bool(self.grading and self.grading["grade"])

    @property
    def is_autograded(self) -> bool:
        """Whether the grader gives the marks."""
        return self.is_graded and not self.is_answer

    @property
    def is_experiment(self) -> bool:
        """Whether the cell is left out while grading."""
        return "experiment" in self.tags


@dataclass(frozen=True)
class Source:
    """A lesson's cells; `number` is ``"03"`` for 03_lasso, `label` names the file."""

    label: str
    number: str
    cells: tuple[Cell, ...]


def read_source(text: str, stem: str, label: str) -> Source:
    """Read py:percent text.

    Parameters
    ----------
    text : str
        The source of the lesson.
    stem : str
        The lesson's name, such as ``03_lasso``: cells without a grade_id get the ids
        ``03_lasso-001``, ``03_lasso-002`` and so on.
    label : str
        The name of the file in findings.

    Returns
    -------
    Source

    Raises
    ------
    CourseError
        If metadata is wrong, or the text is not py:percent; with all findings.
    """
    nodes = _read_text(text, label)
    lines = _lines_of_cells(text, len(nodes))
    cells, findings, unnamed = [], [], 0
    for node, line in zip(nodes, lines, strict=True):
        metadata = {k: v for k, v in node.metadata.items() if k not in _OF_JUPYTEXT}
        short = metadata.pop("nbgrader", None)
        cell_id = short.get("grade_id") if isinstance(short, dict) else None
        if not isinstance(cell_id, str):
            unnamed += 1
            cell_id = f"{stem}-{unnamed:03d}"
        where = f"{label}:{line}/{cell_id}" if line else f"{label}:{cell_id}"
        tags = metadata.pop("tags", [])
        grading, wrong = expand(short, node.cell_type)
        folded = metadata.pop("jupyter", None)
        wrong += _wrong_metadata(metadata, tags)
        if folded is not None:
            wrong += _wrong_fold(folded, node, short)
        findings += [f"{where}: {finding}" for finding in wrong]
        if not wrong:
            points = short.get("points") if short else None
            code = node.source.strip("\n")
            cells.append(
                Cell(
                    node.cell_type,
                    code,
                    cell_id,
                    where,
                    tuple(tags),
                    grading,
                    points,
                    folded is not None,
                )
            )
    if findings:
        raise CourseError(*findings)
    return Source(label, stem[:2], tuple(cells))


def _read_text(text, label):
    with quiet():
        import jupytext

        try:
            return jupytext.reads(text, fmt="py:percent").cells
        except Exception as error:  # jupytext, yaml and nbformat raise many kinds of errors
            reason = str(error).strip().partition("\n")[0]
            raise CourseError(
                f"{label}: expected py:percent text, jupytext says {type(error).__name__}: {reason}"
            ) from error


def _lines_of_cells(text, n_cells):
    """The line of each cell's marker; all None if text in a string looks like a marker."""
    lines = text.split("\n")
    markers = [number for number, line in enumerate(lines, 1) if _MARKER.match(line)]
    if n_cells == len(markers) + 1:  # there is text before the first marker
        markers.insert(0, 1)
    return markers if len(markers) == n_cells else [None] * n_cells


def _wrong_metadata(metadata, tags):
    findings = []
    for key, value in metadata.items():
        if key == "incorrectly_encoded_metadata":
            findings.append(f"expected key=JSON metadata after %%, got {value!r}")
        else:
            findings.append(f"expected only nbgrader, tags and jupyter as metadata, got {key!r}")
    if not isinstance(tags, list):
        findings.append(f'expected tags such as ["experiment"], got {tags!r}')
    else:
        findings += [f"expected one of the tags {TAGS}, got {t!r}" for t in tags if t not in TAGS]
    return findings


def _wrong_fold(value, node, short):
    """Findings about a folded cell: it holds no answer and no check, and says what it holds."""
    if value != FOLDED:
        return [f'expected jupyter={{"source_hidden": true}}, got {value!r}']
    if node.cell_type != "code" or short is not None:
        return ["expected only code cells without nbgrader metadata to be folded, got another"]
    if not node.source.strip("\n").startswith("# "):
        return ["expected a comment as the first line of a folded cell, which is all it shows"]
    return []
