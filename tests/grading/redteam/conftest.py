"""Let a failed assertion of the shared checks show its values."""

import pytest

pytest.register_assert_rewrite("tests.grading.redteam.hostile_class")
