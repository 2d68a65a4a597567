"""Write the files of a new lesson or a new exercise, to be filled in."""

import keyword
import re
from pathlib import Path

from reglab._files import write_new
from reglab.course.errors import CourseError
from reglab.course.lessons import Lesson, find_lessons

__all__ = ["new_exercise", "new_lesson"]

EXERCISE = '''\
"""Exercise {title}."""

from reglab.checks.judging.stock import agrees
from reglab.checks.model import PASSED, Exercise, Number, failed, number


def {name}(x):
    """TODO the correct answer. If other code needs it, move it to a room such as reglab.linear."""
    raise NotImplementedError


{constant} = Exercise(
    "{lesson}.{name}",
    title="{title} {name}",
    points=1,
    arguments=("x",),  # what the answer is called with: names in the data of a case
    returns=Number(),
    reference={name},
)


def _cases(rng):
    # Smallest first: the first case that fails is the one that a student reads.
    return [{{"x": 2.0}}, *({{"x": float(x)}} for x in rng.normal(size=3))]


def _words(data):
    return f"x = {{number(data['x'])}}"


{constant}.property(
    "TODO what every correct answer does",
    name="agrees_with_the_reference",
    draw=_cases,
    judge=agrees({constant}, "TODO what is right, in one sentence.", _words),
)


@{constant}.property("TODO a condition, an identity, a known value", draw=_cases)
def known_value(data, out):
    if out["{name}"] == out["{name}"]:
        return PASSED
    return failed("TODO the hint.", f"{{_words(data)}}: expected a number")


# Known mistakes: every function below is wrong on purpose.

{constant}.mistake(
    "TODO a short name",
    "TODO what went wrong, and how to fix it. No code.",
    lambda x: x,
    kind="",  # TODO slip, half or wrong
)
'''

ACCEPTED_HEAD = '''\
"""Correct answers to lesson {number}, written differently from the lesson's own."""

from reglab.checks.authoring.accepted import accepted
'''

ACCEPTED = """

@accepted("{lesson}.{name}")
def {name}_in_another_way(x):
    raise NotImplementedError  # TODO


@accepted("{lesson}.{name}")
def {name}_in_a_third_way(x):
    raise NotImplementedError  # TODO
"""

LESSON = """\
# %% [markdown]
# # Lesson {short}. TODO title
#
# **By the end you can**
#
# - TODO
#
# **Time** about TODO minutes. **Before this** TODO.

# %%
from reglab.checks import check
"""

CELLS = '''
# %% [markdown]
# ### Exercise {title}
#
# TODO what to write, and why.


# %% nbgrader={{"grade_id": "{number}-{stem}", "solution": true}}
def {name}(x):
    """TODO what it returns.

    x : TODO
    """
    ### BEGIN SOLUTION
    return x  # TODO
    ### END SOLUTION


# %% nbgrader={{"grade_id": "{number}-{stem}-check", "grade": true}}
check("{lesson}.{name}")

# %% nbgrader={{"grade_id": "{number}-{stem}-hidden", "grade": true}}
# The graded check of Exercise {title} runs here. Leave this cell as it is.
### BEGIN HIDDEN TESTS
from reglab.checks import grade

grade("{lesson}.{name}")
### END HIDDEN TESTS
'''


def new_lesson(root: Path, name: str) -> list[Path]:
    """Write the files of a lesson without exercises.

    Parameters
    ----------
    root : Path
        The course.
    name : str
        Such as ``"90_shrinkage"``.

    Returns
    -------
    list of Path
        The new files.

    Raises
    ------
    CourseError
        If the name has another form, or a lesson has this name or number already.
    """
    if not re.fullmatch(r"\d\d_[a-z]\w*", name) or keyword.iskeyword(name[3:]):
        raise CourseError(f"name must be of the form 90_shrinkage, got {name!r}")
    taken = [lesson.name for lesson in find_lessons(root) if lesson.number == name[:2]]
    lesson, package = Lesson(name, root), _exercises(root) / name[3:]
    if taken or package.exists():
        raise CourseError(f"{name}: {taken[0] if taken else package.name} already exists")
    words = {"number": lesson.number, "short": int(lesson.number)}
    return [
        write_new(package / "__init__.py", f'"""Exercises of lesson {name}."""\n'),
        write_new(lesson.text, LESSON.format(**words)),
        write_new(lesson.folder / "accepted.py", ACCEPTED_HEAD.format(**words)),
    ]


def new_exercise(root: Path, lesson: str, name: str) -> list[Path]:
    """Write the file of an exercise; add its cells and accepted answers to the lesson's files.

    Parameters
    ----------
    root : Path
        The course.
    lesson : str
        Such as ``"90_shrinkage"``, or ``"shrinkage"``.
    name : str
        The name that students define, such as ``"shrink"``.

    Returns
    -------
    list of Path
        The new and the changed files.

    Raises
    ------
    CourseError
        If there is no such lesson, or the name is taken or not a Python name in lower case.
    """
    lessons = find_lessons(root)
    found = [item for item in lessons if lesson in (item.name, item.name[3:], item.number)]
    if not found:
        known = ", ".join(item.name for item in lessons) or "none"
        raise CourseError(f"unknown lesson {lesson!r}: expected one of {known}")
    home, path = found[0], _exercises(root) / found[0].name[3:] / f"{name}.py"
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or keyword.iskeyword(name):
        raise CourseError(f"name must be a Python name in lower case, such as shrink, got {name!r}")
    if path.exists() or name in ("inputs", "predictions"):
        raise CourseError(f"{home.name}: {name} is taken")
    words = {
        "lesson": home.name[3:],
        "number": home.number,
        "name": name,
        "stem": name.replace("_", "-"),
        "constant": name.upper(),
        "title": f"{int(home.number)}.{_next_number(path.parent)}",
    }
    write_new(path, EXERCISE.format(**words))
    accepted = home.folder / "accepted.py"
    if not accepted.exists():
        write_new(accepted, ACCEPTED_HEAD.format(**words))
    for changed, text in ((accepted, ACCEPTED), (home.text, CELLS)):
        with open(changed, "a", encoding="utf-8") as file:
            file.write(text.format(**words))
    return [path, accepted, home.text]


def _exercises(root):
    """The folder of the exercises of a course: beside its solutions, or in the package."""
    own = root / "exercises"
    return own if own.is_dir() else root / "reglab" / "exercises"


def _next_number(folder):
    """One more than the largest number of an exercise in the folder."""
    texts = [path.read_text(encoding="utf-8") for path in folder.glob("*.py")]
    numbers = [int(n) for text in texts for n in re.findall(r'title="\d+\.(\d+) ', text)]
    return max(numbers, default=0) + 1
