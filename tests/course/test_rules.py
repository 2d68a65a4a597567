"""Each rule of a source, with a lesson that breaks it: one line that says where and what."""

import pytest

from reglab.course import CourseError

SOFT = "03-soft-threshold"
IMPORT = "from reglab.checks import check, grade, predict"
EXPERIMENT = 'experiment"]\n'

BROKEN = {
    "bad JSON": (
        f'{{"grade_id": "{SOFT}", "solution": true}}',
        f'{{"grade_id": "{SOFT}, "solution": true}}',
        "20/03_toy-002",
        "expected key=JSON metadata after %%, got 'nbgrader={",
    ),
    "metadata outside the list": (
        'tags=["experiment"]',
        'tags=["experiment"] collapsed=true',
        "37/03_toy-002",
        "expected only nbgrader, tags and jupyter as metadata, got 'collapsed'",
    ),
    "folded otherwise": (
        'tags=["experiment"]',
        'tags=["experiment"] jupyter={"outputs_hidden": true}',
        "37/03_toy-002",
        "expected jupyter={\"source_hidden\": true}, got {'outputs_hidden': True}",
    ),
    "folded without a comment": (
        'tags=["experiment"]',
        'tags=["experiment"] jupyter={"source_hidden": true}',
        "37/03_toy-002",
        "expected a comment as the first line of a folded cell",
    ),
    "folded answer": (
        f'"{SOFT}", "solution": true}}',
        f'"{SOFT}", "solution": true}} jupyter={{"source_hidden": true}}',
        "20/03-soft-threshold",
        "expected only code cells without nbgrader metadata to be folded",
    ),
    "misspelled tag": (
        'tags=["experiment"]',
        'tags=["experimnt"]',
        "37/03_toy-002",
        "got 'experimnt'",
    ),
    "unknown nbgrader key": (
        '"locked": true',
        '"locked": true, "lock": 1',
        "6/03-setup",
        "expected only grade_id, grade, solution, locked, points in nbgrader metadata, got 'lock'",
    ),
    "flag that is no boolean": (
        '"locked": true',
        '"locked": 1',
        "6/03-setup",
        "expected locked to be true or false, got 1",
    ),
    "no grade_id": (
        '"grade_id": "03-setup", "locked"',
        '"locked"',
        "6/03_toy-002",
        "expected a grade_id, got None",
    ),
    "no role": (
        '"03-setup", "locked": true',
        '"03-setup"',
        "6/03-setup",
        "expected one of grade, solution and locked to be true, got none",
    ),
    "points by hand in an autograded cell": (
        f'"{SOFT}-check", "grade": true',
        f'"{SOFT}-check", "grade": true, "points": 2',
        "29/03-soft-threshold-check",
        "expected no points (they come from the exercise), got 2",
    ),
    "points on an answer": (
        f'"{SOFT}", "solution": true',
        f'"{SOFT}", "solution": true, "points": 2',
        "20/03-soft-threshold",
        "expected no points (the cell is not graded), got 2",
    ),
    "no points for grading by hand": (
        ', "points": 3',
        "",
        "40/03-why",
        "expected points (1, 2, ...) for grading by hand, got None",
    ),
    "points that nobody can get": (
        '"points": 3',
        '"points": 0',
        "40/03-why",
        "expected points (1, 2, ...) for grading by hand, got 0",
    ),
    "markdown answer without grade": (
        '"grade": true, "solution": true, "points": 3',
        '"solution": true',
        "40/03-why",
        'expected "grade": true beside "solution": true in a markdown cell',
    ),
    "markdown grade without solution": (
        '"grade": true, "solution": true, "points": 3',
        '"grade": true',
        "40/03-why",
        'expected "solution": true beside "grade": true in a markdown cell',
    ),
    "raw cell with metadata": (
        '[markdown] nbgrader={"grade_id": "03-why"',
        '[raw] nbgrader={"grade_id": "03-why"',
        "40/03-why",
        "expected a code or markdown cell, got a raw cell with nbgrader metadata",
    ),
    "locked answer": (
        f'"{SOFT}", "solution": true',
        f'"{SOFT}", "solution": true, "locked": true',
        "20/03-soft-threshold",
        "expected solution or locked to be true, got both",
    ),
    "syntax error": (
        "import math\n",
        "import math as\n",
        "6/03-setup",
        "expected Python, got invalid syntax in line 2",
    ),
    "label that Python warns about": (
        "import math\n",
        'import math\nlabel = "\\lambda"\n',
        "6/03-setup",
        "expected Python, got invalid escape sequence '\\l' in line 3",
    ),
    "duplicate grade_id": (
        '"03-why"',
        '"03-setup"',
        "40/03-setup",
        "expected a new grade_id, got the one of solutions/03_toy/03_toy.py:6/03-setup",
    ),
    "grade_id of another lesson": (
        '"03-why"',
        '"04-why"',
        "40/04-why",
        "expected a grade_id such as 03-soft-threshold, got '04-why'",
    ),
    "check without its answer": (
        f'"{SOFT}", "solution"',
        '"03-other", "solution"',
        "29/03-soft-threshold-check",
        "expected 03-soft-threshold as the graded cell before it, got 03-other",
    ),
    "hidden test without its check": (
        f'"{SOFT}-hidden"',
        '"03-soft-hidden"',
        "32/03-soft-hidden",
        "expected 03-soft-check as the graded cell before it, got 03-soft-threshold-check",
    ),
    "check behind a locked cell": (
        '# %% nbgrader={"grade_id": "03-predict-sign"',
        '# %% nbgrader={"grade_id": "03-setup-check", "grade": true}\ncheck("toy.sign")\n\n'
        '# %% nbgrader={"grade_id": "03-predict-sign"',
        "12/03-setup-check",
        'expected 03-setup to be an answer ("solution": true), it is not',
    ),
    "answer that is named like a check": (
        '"03-why"',
        '"03-why-check"',
        "40/03-why-check",
        "expected an autograded cell with this grade_id, got another kind",
    ),
    "grade() in a visible cell": (
        'check("toy',
        'grade("toy',
        "29/03-soft-threshold-check",
        "expected a grade_id ending in -hidden for a cell with grade()",
    ),
    "check and hidden test of two exercises": (
        'grade("toy.soft_threshold")',
        'grade("toy.other")',
        "32/03-soft-threshold-hidden",
        "expected the exercise of 03-soft-threshold-check, toy.soft_threshold, got toy.other",
    ),
    "no graded call": (
        'predict("toy.sign", choice)',
        "choice",
        "17/03-predict",
        "expected one call of check, grade, predict, got 0",
    ),
    "two graded calls": (
        'predict("toy.sign", choice)',
        'predict("toy.sign", choice)\ncheck("toy.sign")',
        "17/03-predict",
        "expected one call of check, grade, predict, got 2",
    ),
    "computed exercise": (
        'predict("toy.sign", choice)',
        'predict("toy." + choice)',
        "17/03-predict",
        'expected predict("the.exercise", ...) with the id as text',
    ),
    "unknown exercise": (
        'predict("toy.sign"',
        'predict("toy.sine"',
        "17/03-predict",
        "expected a known exercise, got: toy.sine",
    ),
    "answer without markers": (
        '### BEGIN SOLUTION\nchoice = "a"\n### END SOLUTION',
        'choice = "a"',
        "12/03-predict-sign",
        "expected ### BEGIN SOLUTION and ### END SOLUTION, got none",
    ),
    "BEGIN without END": (
        '"a"\n### END SOLUTION',
        '"a"',
        "12/03-predict-sign",
        "expected ### END SOLUTION in this cell, got none",
    ),
    "END without BEGIN": (
        '### BEGIN SOLUTION\nchoice = "a"',
        'choice = "a"',
        "12/03-predict-sign",
        "line 2: expected ### BEGIN SOLUTION before ### END SOLUTION",
    ),
    "nested BEGIN": (
        '### BEGIN SOLUTION\nchoice = "a"',
        '### BEGIN SOLUTION\n### BEGIN SOLUTION\nchoice = "a"',
        "12/03-predict-sign",
        "line 2: expected ### END SOLUTION before ### BEGIN SOLUTION",
    ),
    "solution in an open cell": (
        EXPERIMENT,
        EXPERIMENT + "### BEGIN SOLUTION\n### END SOLUTION\n",
        "37/03_toy-002",
        'expected a solution only in a cell with "solution": true',
    ),
    "hidden test in an open cell": (
        EXPERIMENT,
        EXPERIMENT + "### BEGIN HIDDEN TESTS\n### END HIDDEN TESTS\n",
        "37/03_toy-002",
        "expected hidden tests only in an autograded cell",
    ),
    "mark scheme outside the solution": (
        "kink at zero.\n# ### END SOLUTION",
        "kink.\n# ### END SOLUTION\n# ### BEGIN MARK SCHEME\n# ### END MARK SCHEME",
        "40/03-why",
        "expected the mark scheme inside BEGIN/END SOLUTION",
    ),
    "nothing hidden in a hidden cell": (
        '### BEGIN HIDDEN TESTS\ngrade("toy.soft_threshold")\n### END HIDDEN TESTS',
        'grade("toy.soft_threshold")',
        "32/03-soft-threshold-hidden",
        "expected ### BEGIN HIDDEN TESTS and ### END HIDDEN TESTS",
    ),
    "graded name bound by an import": (
        EXPERIMENT,
        EXPERIMENT + "from sklearn.linear_model import prox as soft_threshold\n",
        "37/03_toy-002",
        "expected soft_threshold to be bound in 03-soft-threshold only, got it here",
    ),
    "star import": (
        "import math\n",
        "from math import *\n",
        "6/03-setup",
        "expected imports by name, got a star import",
    ),
    "answer that reads what was computed from an experiment": (
        'nbgrader={"grade_id": "03-predict-sign", "solution": true}\n',
        'tags=["experiment"]\nseen = 1\n\n# %%\nhalf = seen / 2\n\n'
        '# %% nbgrader={"grade_id": "03-predict-sign", "solution": true}\nguess = half\n',
        "18/03-predict-sign",
        "expected half from a cell that is always run, got it from the experiment in 03_toy-002",
    ),
    "check that reads an experiment": (
        '# %% nbgrader={"grade_id": "03-predict", "grade": true}',
        '# %% tags=["experiment"]\nchoice = "b"\n\n'
        '# %% nbgrader={"grade_id": "03-predict", "grade": true}',
        "20/03-predict",
        "expected choice from a cell that is always run, got it from the experiment in 03_toy-002",
    ),
    "graded experiment": (
        f'"{SOFT}-hidden", "grade": true}}',
        f'"{SOFT}-hidden", "grade": true}} tags=["experiment"]',
        "32/03-soft-threshold-hidden",
        "expected no experiment tag on a cell that is graded",
    ),
}


@pytest.mark.parametrize(("old", "new", "where", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_source_gives_one_line(course, toy, old, new, where, expected):
    assert old in toy
    course.write(toy.replace(old, new, 1))
    with pytest.raises(CourseError) as caught:
        course.build()
    (finding,) = caught.value.findings
    assert finding.startswith(f"solutions/03_toy/03_toy.py:{where}: ")
    assert expected in finding
    assert not course.release.exists()
