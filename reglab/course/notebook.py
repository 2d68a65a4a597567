"""Turn a source into the bytes of a notebook, the same bytes every time."""

from reglab.course.edition import edition
from reglab.course.quiet import quiet
from reglab.course.source import FOLDED, Source

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
METADATA = {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}}


def to_notebook(source: Source) -> bytes:
    """Make the notebook of a source.

    Parameters
    ----------
    source : Source
        With the points of its graded cells.

    Returns
    -------
    bytes
        A notebook of format 4.5 in UTF-8 with LF line ends and no outputs. Its cell ids
        are those of the source, so that nothing in it is random.
    """
    with quiet():
        import nbformat

        makers = {
            "code": nbformat.v4.new_code_cell,
            "markdown": nbformat.v4.new_markdown_cell,
            "raw": nbformat.v4.new_raw_cell,
        }
        cells = [
            makers[cell.kind](cell.text, id=cell.id, metadata=_metadata(cell))
            for cell in source.cells
        ]
        metadata = METADATA | {"reglab": edition(source)}
        notebook = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
        return (nbformat.writes(notebook) + "\n").encode()


def _metadata(cell):
    metadata = {}
    if cell.grading:
        metadata["nbgrader"] = dict(cell.grading)
        if cell.points is not None:
            metadata["nbgrader"]["points"] = cell.points
    if cell.folded:
        metadata["jupyter"] = dict(FOLDED)
    if cell.tags:
        metadata["tags"] = list(cell.tags)
    return metadata
