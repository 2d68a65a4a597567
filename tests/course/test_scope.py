"""Names across cells: who owns a graded name, and what depends on an experiment."""

import pytest

from reglab.course.scope import cost_findings, name_findings
from reglab.course.source import read_source

ANSWER = '# %% nbgrader={"grade_id": "03-{0}", "solution": true}\n'
CHECK = '# %% nbgrader={"grade_id": "03-{0}-check", "grade": true}\ncheck("toy.{0}")\n'
EXPERIMENT = '# %% tags=["experiment"]\n'


def cell(head, name, code=""):
    return head.replace("{0}", name) + code + "\n"


def findings(rule, text, *options):
    return list(rule(read_source(text, "03_toy", "toy.py"), *options))


TWO = (
    cell(ANSWER, "forward", "def forward(): ...")
    + cell(CHECK, "forward")
    + cell(ANSWER, "backward", "def backward(): ...")
    + cell(CHECK, "backward")
)
NAMES = {"toy.forward": ("forward",), "toy.backward": ("forward", "backward")}.__getitem__


def test_exercises_that_are_checked_together_may_share_a_name():
    assert findings(name_findings, TWO, NAMES) == []


def test_an_answer_may_not_bind_the_name_of_another_exercise():
    text = TWO.replace("def forward(): ...", "def forward(): ...\nbackward = 1")
    assert findings(name_findings, text, NAMES) == [
        "toy.py:1/03-forward: expected backward to be bound in 03-backward only, got it here"
    ]


def test_a_graded_name_that_nobody_binds_is_reported():
    text = TWO.replace("def backward", "def backwards")
    assert findings(name_findings, text, NAMES) == [
        "toy.py: expected backward to be bound in 03-backward, got it nowhere"
    ]


@pytest.mark.parametrize("code", ["w.sum()", "w += 1", "def f():\n    return w", "print(f'{w}')"])
def test_reading_an_experiment_in_an_answer_is_refused(code):
    text = cell(EXPERIMENT, "", "w = 1") + cell(ANSWER, "path", code)
    assert findings(cost_findings, text) == [
        "toy.py:3/03-path: expected w from a cell that is always run, "
        "got it from the experiment in 03_toy-001"
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            cell(EXPERIMENT, "", "w = 1")
            + cell(ANSWER, "path", "for w in range(3):\n    print(w)"),
            id="bound by the answer itself",
        ),
        pytest.param(
            cell(EXPERIMENT, "", "w = 1") + "# %%\nw = 2\n" + cell(ANSWER, "path", "w"),
            id="bound anew by a cell that is always run",
        ),
        pytest.param(
            "# %%\nw = 2\n" + cell(ANSWER, "path", "w") + cell(EXPERIMENT, "", "w = 1"),
            id="the experiment comes later",
        ),
        pytest.param(
            cell(EXPERIMENT, "", "w = 1") + "# %%\nprint(w)\n" + cell(ANSWER, "path", "v = 1"),
            id="only shown",
        ),
        pytest.param(
            cell(EXPERIMENT, "", "w = 1") + cell(EXPERIMENT, "", "v = w"),
            id="one experiment reads another",
        ),
    ],
)
def test_what_does_not_depend_on_an_experiment_is_allowed(text):
    assert findings(cost_findings, text) == []


def test_an_experiment_that_rebinds_an_input_is_refused():
    text = "# %%\nX = 1\n" + cell(EXPERIMENT, "", "X = 2") + cell(ANSWER, "path", "X.mean()")
    (finding,) = findings(cost_findings, text)
    assert "03-path: expected X from a cell that is always run" in finding
