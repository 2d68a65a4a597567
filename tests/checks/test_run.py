"""A mistake costs once: wrong earlier answers are replaced while later ones are checked."""

import functools

import pytest

from reglab.checks.judging.run import run_exercise


@pytest.fixture
def chain(make, lesson):
    """f is half of x; g uses f; h uses g (and so f). Each is half of x as well."""
    f = make("toy.f")
    g = make("toy.g", uses=("toy.f",))
    h = make("toy.h", uses=("toy.g",))
    lesson(f, g, h)
    return {"f": f, "g": g, "h": h}


def notebook(**answers):
    namespace = {}
    for name, text in answers.items():
        exec(f"def {name}(x):\n    return {text}", namespace)
    return namespace


def run(name, namespace):
    return run_exercise(f"toy.{name}", namespace, 1)


REPLACED = "your f does not pass its own check yet, so a correct one replaced it here"


def test_a_wrong_earlier_answer_is_replaced_and_reported(chain):
    names = notebook(f="x * 7", g="f(x)")
    wrong = names["f"]
    report = run("g", names)
    assert report.passed
    assert [note[: len(REPLACED)] for note in report.notes] == [REPLACED]
    assert names["f"] is wrong


def test_a_missing_earlier_answer_is_replaced_and_gone_again(chain):
    names = notebook(g="f(x)")
    assert run("g", names).passed
    assert "f" not in names


def test_a_missing_earlier_answer_that_is_no_function(chain):
    names = {**notebook(g="f(x)"), "f": 3}
    # exec gave g other globals than this copy: both are served, both are restored.
    assert run("g", names).passed
    assert names["f"] == 3


def test_an_answer_that_is_no_plain_function(chain):
    names = notebook(f="x * 7", g="f(x)")
    names["g"] = functools.partial(names["g"])
    assert run("g", names).passed


def test_replacement_goes_through_several_answers(chain):
    report = run("h", notebook(f="1 / 0", g="f(x)", h="g(x)"))
    assert report.passed
    assert len(report.notes) == 1  # g is right once f is: only f is named
    report = run("h", notebook(f="1 / 0", g="f(x) + 1", h="g(x)"))
    assert report.passed
    assert len(report.notes) == 2


def test_a_right_earlier_answer_is_not_replaced(chain):
    names = notebook(f="calls.append(x) or x * 0.5", g="f(x)")
    names["calls"] = []
    report = run("g", names)
    assert report.passed
    assert report.notes == []
    assert len(names["calls"]) == 6  # three cases of f's own check, three of g


def test_a_mistake_of_ones_own_still_counts(chain):
    report = run("g", notebook(f="x", g="f(x) + 1"))
    assert not report.passed
    assert report.results[0].detail == "x = 1: expected 0.5, got 1.5"


def test_an_answer_that_does_not_use_the_earlier_one(chain):
    assert run("g", notebook(f="x", g="x / 2")).passed


def test_the_namespace_is_restored_after_an_interrupt(chain):
    names = notebook(f="x", g="interrupt()")

    def interrupt():
        raise KeyboardInterrupt

    names["interrupt"] = interrupt
    before = dict(names)
    with pytest.raises(KeyboardInterrupt):
        run("g", names)
    assert names == before


def test_explicit_answers_find_the_stand_in_too(chain, monkeypatch):
    from reglab.checks import check

    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    names = notebook(f="x", g="f(x)")
    report = check("toy.g", g=names["g"], f=names["f"])
    assert report.passed
    assert names["f"](4) == 4


def test_a_fault_in_an_earlier_check_replaces_nothing(chain):
    chain["f"].core.judge = lambda data, out: 1 / 0
    report = run("g", notebook(f="x", g="f(x)"))
    assert report.notes == []


def test_an_earlier_answer_that_calls_the_reference_is_replaced(make, lesson):
    f = make("toy.f", forbid=("reglab.linear.prox:soft_threshold",))
    lesson(f, make("toy.g", uses=("toy.f",)))
    names = notebook(g="f(x)")
    exec(
        "from reglab.linear import soft_threshold\ndef f(x):\n    return soft_threshold(x, x / 2)",
        names,
    )
    report = run("g", names)
    assert report.passed
    assert len(report.notes) == 1
    assert run("f", names).problem.startswith("this answer calls")
