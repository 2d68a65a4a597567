"""The edition of a lesson changes with what students see, and with nothing else."""

from reglab.course.edition import edition
from reglab.course.source import read_source

TEXT = """\
# %% [markdown]
# Lasso

# %% nbgrader={"grade_id": "03-f", "solution": true}
def f(x):
    ### BEGIN SOLUTION
    return x
    ### END SOLUTION
"""


def text_of(source):
    return edition(read_source(source, "03_toy", "03_toy.py"))["text"]


def test_another_solution_is_the_same_edition():
    assert text_of(TEXT) == text_of(TEXT.replace("return x", "return 1 * x"))


def test_another_text_is_another_edition():
    others = [TEXT.replace("Lasso", "Ridge"), TEXT.replace("f(x)", "f(x, y)"), TEXT + "\n# %%\n1\n"]
    assert len({text_of(text) for text in (TEXT, *others)}) == 4
