"""The secret seed: made once, kept, and not readable by others."""

import stat

import pytest

from reglab.grading import GradingError
from reglab.grading.records.seed import SEED_FILE, secret_seed


def test_a_seed_is_made_once_for_each_lesson(tmp_path):
    first = secret_seed(tmp_path, "03_lasso")
    other = secret_seed(tmp_path, "02_ridge")
    assert first != other
    assert secret_seed(tmp_path, "03_lasso") == first
    assert secret_seed(tmp_path, "02_ridge", other) == other
    assert stat.S_IMODE((tmp_path / SEED_FILE).stat().st_mode) == 0o600


def test_another_seed_is_refused(tmp_path):
    secret_seed(tmp_path, "03_lasso", 5)
    with pytest.raises(GradingError, match="graded with before, got 6"):
        secret_seed(tmp_path, "03_lasso", 6)


@pytest.mark.parametrize("text", ["not json", "[1]", '{"03_lasso": "5"}'])
def test_an_unreadable_file_is_one_line(tmp_path, text):
    (tmp_path / SEED_FILE).write_text(text)
    with pytest.raises(GradingError, match=SEED_FILE) as error:
        secret_seed(tmp_path, "03_lasso")
    assert "\n" not in str(error.value)
