"""Own cells between moved ones: they stay behind the cell that they followed, and still work."""


def submission(lesson):
    notebook = lesson.filled(lambda_max="def lambda_max(X, y):\n    return mine(X, y)")
    own = lesson.code(
        "def mine(X, y):\n    return np.abs((X - X.mean(axis=0)).T @ (y - y.mean())).max() / len(y)"
    )
    notebook.cells.insert(lesson.place(notebook, "03-lambda-max") + 1, own)
    soft = [cell for cell in notebook.cells if cell.id.startswith("03-soft-threshold")]
    notebook.cells = [cell for cell in notebook.cells if cell not in soft] + soft
    return notebook


EXPECTED = {"status": "graded", "says": "moved cells were graded in their released places"}
