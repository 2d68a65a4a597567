"""Lesson 04: stopping rules other than that of the text are refused at every seed."""

import pytest

from reglab.checks.authoring.edits import edited
from reglab.exercises.elastic_net.elastic_net_cd_mistakes import _descend
from tests.exercises.reading import failing, runner

run = runner("elastic_net")
RULE, TARGET = "if np.max(violation) <= target", "target = tol * np.max(np.abs(c))"
OTHER_RULES = {
    "sum of the violations": (RULE, "if np.sum(violation) <= target"),
    "their mean": (RULE, "if np.mean(violation) <= target"),
    "their norm": (RULE, "if np.linalg.norm(violation) <= target"),
    "nonzero weights only": (RULE, "if np.max(violation * (w != 0)) <= target"),
    "zero weights only": (RULE, "if np.max(violation * (w == 0)) <= target"),
    "without absolute values": (RULE, "if np.max(g - l1 * np.sign(w)) <= target"),
    "without the L2 part": ("g = c - G @ w - l2 * w", "g = c - G @ w"),
    "variance of y": (TARGET, "target = tol * np.var(y)"),
    "X not centred": (TARGET, "target = tol * np.max(np.abs(X.T @ y)) / n"),
    "not divided by n": (TARGET, "target = tol * np.max(np.abs(c)) * n"),
}


@pytest.mark.parametrize("rule", OTHER_RULES.values(), ids=OTHER_RULES)
@pytest.mark.parametrize("seed", [1, 7])
def test_another_stopping_rule_is_refused(rule, seed):
    # Where it stops far too early, the weights are wrong as well.
    assert {"stops", "optimal"} & set(failing(run("elastic_net_cd", edited(_descend, rule), seed)))


def test_the_rule_of_the_text_passes():
    assert run("elastic_net_cd", _descend).passed
