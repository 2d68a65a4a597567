"""A notebook with 20 MB of outputs that were saved with it: none of it is kept."""


def submission(lesson):
    import nbformat

    notebook = lesson.filled()
    flood = nbformat.v4.new_output("stream", text="<script>alert(1)</script>" * 800_000)
    notebook.cells[0].outputs = [flood]
    return notebook


EXPECTED = {"status": "graded"}
