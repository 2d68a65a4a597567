"""Small changes of a correct answer: all are tried, and those that pass are listed."""

import ast
import textwrap

import pytest

from reglab.checks.authoring.changes import small_changes
from reglab.checks.authoring.equivalent import equivalent, equivalent_in
from reglab.checks.authoring.mutate import Tried, refused, try_changes
from reglab.checks.model import PASSED, failed


def changed(code):
    """The changed lines of a function's code."""
    (tree,) = ast.parse(textwrap.dedent(code)).body
    return [change.after for change in small_changes(tree)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("return x < y", ["return x <= y", "return x >= y"]),
        ("return x + y", ["return x - y", "return x"]),
        ("return x ** 3", ["return x * 3", "return x ** 4", "return x ** 2"]),
        ("return -x", ["return x"]),
        ("return x and y", ["return x or y", "return x", "return y"]),
        ("return 0.5", ["return 1.0", "return 0.25"]),
        ("return x.T", ["return x"]),
        ("return x[::-1]", ["return x[:]"]),
        ("return abs(x)", ["return x"]),
        ("return x.copy()", ["return x"]),
        ("return x if y else 0", ["return x", "return 0", "return x if y else 1"]),
        ("return f(x, axis=y)", ["return f(x)"]),
        ("return np.maximum(x, y)", ["return np.minimum(x, y)"]),
    ],
)
def test_an_expression(line, expected):
    found = changed(f"def f(x, y):\n    {line}")
    assert set(expected) <= set(found)


def test_statements_and_defaults():
    found = changed(
        """
        def f(x, n=10):
            total = 0
            for _ in range(n):
                total += x
                if total > 5:
                    break
            return total
        """
    )
    assert "def f(x, n=11):" in found
    assert "def f(x, n=9):" in found
    assert "for _ in range(n + 1):" in found
    assert "total = x" in found
    assert "total -= x" in found
    assert found.count("pass") == 3  # the first statement, the sum, the break
    assert "if False:" in found


def test_words_and_the_checks_of_arguments_stay():
    found = changed(
        '''
        def f(x: int = 0) -> float:
            """Return 1 + 1."""
            x = check_number(x, "x", least=0)
            if x > 3:
                raise ValueError(f"x must be at most {3}")
            return x
        '''
    )
    assert found == ["def f(x=1):", "def f(x=-1):"]


def _step(x):
    return x / 2


def by_helper(x):
    return _step(x) + 0.0


def test_a_change_that_passes_is_listed_and_those_of_helpers_are_tried(make):
    tried = try_changes(make(), [("f", by_helper)], (1, 2))
    assert tried.lines == [
        "by_helper: return _step(x) + 0.0  ->  return _step(x) - 0.0",
        "by_helper: return _step(x) + 0.0  ->  return _step(x)",
    ]
    assert tried.total == 7  # with a 1 for the 0, and four changes of the helper
    assert list(tried.survivors.values()) == [[1, 2]] * 2


def test_only_what_every_property_accepts_passes(make):
    exercise = make(draw=lambda rng: {"x": 0.0})
    assert not refused(exercise, {"f": lambda x: 3 * x}, 1)
    exercise.property(
        "large x",
        name="large",
        draw=lambda rng: {"x": 9.0},
        judge=lambda data, out: PASSED if out["f"] == 4.5 else failed(""),
    )
    assert refused(exercise, {"f": lambda x: 3 * x}, 1)


def endless(x):
    while x > 0:
        x -= 0.0
    return x / 2


def test_a_change_that_never_ends_is_refused(make):
    assert refused(make(), {"f": endless}, 1)


LINE = "by_helper: return _step(x) + 0.0  ->  return _step(x)"


def test_what_passes_is_declared_and_what_is_declared_passes():
    tried = Tried(3, {("by_helper", "return _step(x) + 0.0  ->  return _step(x)"): [1, 2]}, seeds=2)
    assert tried.problems([LINE]) == []
    assert tried.problems([]) == [LINE]
    assert tried.problems([LINE, "g: a  ->  b"]) == [
        "g: a  ->  b: listed as equivalent, but it does not pass"
    ]


def test_what_passes_for_some_seeds_is_never_equivalent():
    tried = Tried(3, {("by_helper", "return _step(x) + 0.0  ->  return _step(x)"): [2]}, seeds=2)
    assert tried.problems([LINE]) == [f"{LINE}: passes for some seeds only, 2"]


def test_an_equivalent_change_needs_a_reason_and_is_declared_once(tmp_path):
    folder = tmp_path / "03_toy"
    folder.mkdir()
    code = "from reglab.checks.authoring.equivalent import equivalent\n"
    (folder / "equivalent.py").write_text(code + f"equivalent('toy.f', 'adds 0', {LINE!r})\n")
    assert equivalent_in(tmp_path, "toy") == {"toy.f": {LINE: "adds 0"}}
    assert equivalent_in(tmp_path, "other") == {}
    with pytest.raises(ValueError, match="the reason"):
        equivalent("toy.f", " ", LINE)
    (folder / "equivalent.py").write_text(code + f"equivalent('toy.f', 'x', {LINE!r}, {LINE!r})\n")
    with pytest.raises(ValueError, match="declared twice"):
        equivalent_in(tmp_path, "toy")
