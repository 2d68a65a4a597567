"""The same notebook as a student works, under `nbgrader validate`, and the graded value's type."""

import nbformat
import pytest

from reglab import checks

WRONG = "def soft_threshold(z, t):\n    return np.where(np.abs(z) > t, z, 0.0)"


def validate(notebook, folder):
    from nbgrader.validator import Validator

    path = folder / "03_small.ipynb"
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    return Validator().validate(str(path))


@pytest.fixture
def quiet():
    from reglab.course.quiet import quiet

    with quiet():
        yield


@pytest.mark.slow
@pytest.mark.usefixtures("quiet")
def test_a_student_sees_the_report(filled, cell_of):
    from nbclient import NotebookClient

    notebook = filled(soft_threshold=WRONG)
    NotebookClient(notebook, timeout=60).execute()
    (output,) = cell_of(notebook, "03-soft-threshold-check").outputs
    assert output.output_type == "execute_result"
    assert "FAIL" in output.data["text/plain"]
    assert "You keep or kill values" in output.data["text/html"]


@pytest.mark.slow
@pytest.mark.usefixtures("quiet")
def test_validate_passes_a_correct_notebook(filled, tmp_path):
    assert validate(filled(), tmp_path) == {}


@pytest.mark.slow
@pytest.mark.usefixtures("quiet")
def test_validate_explains_a_wrong_answer_without_frames(filled, tmp_path):
    result = validate(filled(soft_threshold=WRONG), tmp_path)
    (failed,) = result["failed"]
    assert failed["source"] == 'check("lasso.soft_threshold")'
    assert "You keep or kill values" in failed["raw_error"]
    for trace in ("Traceback", "File ", "site-packages", "reglab/", "---->"):
        assert trace not in failed["raw_error"]
    assert max(map(len, failed["raw_error"].splitlines())) <= 80


def test_a_graded_value_is_a_builtin_float(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")

    def partly(X, y):
        X -= X.mean(axis=0)
        return abs(X.T @ (y - y.mean())).max() / len(y)

    value = checks.grade("lasso.lambda_max", lambda_max=partly)
    assert type(value) is float
    assert 0.5 < value < 1
    assert checks.check("lasso.lambda_max", lambda_max=partly) is None
