"""Every call of an answer gets fresh copies, and what it changes in them is named."""

import functools

import numpy as np
import pytest

from reglab.checks.probing.answers import Answers, Missing, find, replaced


def test_every_call_gets_fresh_copies():
    seen = []
    answers = Answers({"f": lambda X, options: seen.append((X, options["w"], options["more"][0]))})
    X, w, deep = np.ones(3), np.zeros(2), np.ones(1)
    answers.f(X, options={"w": w, "more": [deep]})
    answers.f(X, options={"w": w, "more": [deep]})
    arrays = [X, w, deep, *seen[0], *seen[1]]
    assert not any(
        np.shares_memory(one, other) for i, one in enumerate(arrays) for other in arrays[i + 1 :]
    )
    assert answers.mutated == []


def centre_in_place(X, y, options=None):
    X -= X.mean()
    if options:
        options["w"][0] = 9.0
        options["seen"] = True


@pytest.mark.parametrize(
    ("call", "names"),
    [
        (lambda f, X: f(X, X), ["X"]),
        (lambda f, X: f(y=X, X=X), ["X"]),
        (lambda f, X: f(X, X, {"w": X}), ["X", "options"]),
        (lambda f, X: f(X, y=X, options={"w": X}), ["X", "options"]),
    ],
)
def test_a_changed_argument_is_reported_by_its_name(call, names):
    answers, X = Answers({"f": centre_in_place}), np.arange(3.0)
    call(answers.f, X)
    assert answers.mutated == names
    assert X.tolist() == [0.0, 1.0, 2.0]


def test_a_change_is_noticed_also_when_the_call_raises():
    def f(X):
        X[0] = 7.0
        raise ValueError

    answers = Answers({"f": f})
    with pytest.raises(ValueError, match=r"^$"):
        answers.f(np.zeros(2))
    assert answers.mutated == ["X"]


class Hostile:
    def __getattr__(self, name):
        raise AssertionError("ran")

    __eq__ = __len__ = __iter__ = __hash__ = None


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v["list"].append(1),
        lambda v: v["list"].__setitem__(0, None),
        lambda v: v["list"].__setitem__(0, Hostile()),
        lambda v: v.__setitem__("array", Hostile()),
        lambda v: v.pop("array"),
        lambda v: v["array"].resize((1, 2), refcheck=False),
        lambda v: v["array"].__setitem__(0, -0.0),
    ],
)
def test_every_kind_of_change_is_noticed(change):
    answers = Answers({"f": change})
    answers.f({"array": np.zeros(2), "list": [np.ones(1)]})
    assert answers.mutated == ["v"]


def test_nan_is_no_change():
    answers = Answers({"f": lambda X: None})
    answers.f(np.array([np.nan, -0.0]))
    assert answers.mutated == []


def test_arguments_without_a_name_are_counted():
    class Callable:
        @property
        def __signature__(self):
            raise RuntimeError

        def __call__(self, one, two):
            two[0] = 1

    answers = Answers({"f": Callable()})
    answers.f(np.zeros(1), np.zeros(1))
    assert answers.mutated == ["number 2"]


def test_generators_and_functions_pass_through():
    rng = np.random.default_rng(0)
    assert Answers({"f": lambda g: g}).f(rng) is rng


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="g"):
        Answers({}).g  # noqa: B018


class Nameless(type):
    @property
    def __name__(cls):
        raise AssertionError("ran")


def test_find():
    assert find(("f",), {"f": len}) == {"f": len}
    with pytest.raises(Missing, match=r"^f is not defined: run its cell first"):
        find(("f",), {})
    with pytest.raises(Missing, match=r"^f must be a function, got float.$"):
        find(("f",), {"f": 1.5})
    with pytest.raises(Missing, match=r"^f must be a function, got Thing.$"):
        find(("f",), {"f": Nameless("Thing", (), {})()})


def compile_answer(namespace, text):
    exec(text, namespace)
    return namespace["f"]


def test_replaced_reaches_namespace_and_globals_and_restores_them():
    notebook, elsewhere = {"g": "wrong"}, {}
    f = compile_answer(elsewhere, "def f():\n    return g()")
    decorated = functools.wraps(f)(lambda: f())
    with replaced([decorated], notebook, {"g": lambda: "right"}):
        assert f() == "right"
        assert notebook["g"]() == "right"
    assert notebook == {"g": "wrong"}
    assert "g" not in elsewhere


def test_replaced_restores_after_an_exception():
    notebook = {"g": "wrong"}
    with pytest.raises(KeyboardInterrupt), replaced([], notebook, {"g": len, "h": len}):
        raise KeyboardInterrupt
    assert notebook == {"g": "wrong"}


def test_replaced_survives_functions_that_go_in_circles():
    def f():
        pass

    f.__wrapped__ = f

    class Odd:
        __globals__ = ()

        def __call__(self):
            pass

    with replaced([f, Odd(), len, functools.partial(f)], {}, {"g": len}):
        pass
