"""Registered experiments: the plan comes first, and its record says whether it was kept."""

import json
import os
import subprocess
import sys
from dataclasses import asdict, replace

import numpy as np
import pytest

from reglab.compare import Registration, Report, Result, Vault, run_grid, run_registered
from reglab.compare import registration as registering

FIELDS = {
    "claim": 'two is "better" than zero',
    "metric": "accuracy",
    "margin": 0.01,
    "n_seeds": 3,
    "regimes": ("few", "many"),
    "primary": ("two", "zero"),
}
ROWS = {"few": 4, "many": 40}


@pytest.fixture(autouse=True)
def nothing_registered(monkeypatch):
    monkeypatch.setattr(registering, "_times", {})


def plan(**changes):
    return Registration(**FIELDS | changes)


def rows(n, rng):
    return rng.normal(size=(n, 2)), rng.integers(0, 3, n)


def data(regime, seed):
    rng = np.random.default_rng(seed)
    return Vault(rows(5, rng), rows(6, rng), rows(ROWS[regime], rng))


def always(label):
    return lambda X, y, rng: lambda X: np.full(len(X), label)


METHODS = {"zero": [always(0), always(0)], "two": [always(2), always(1)]}


def finished():
    registered = plan()
    registered.register()
    return registered, run_registered(registered, METHODS, data)


# The digest.


def test_the_digest_is_that_of_all_fields():
    known = "d84189b05ad3d95e4d5f3f0d"
    primary = ("ridge", "least squares")
    first = Registration("ridge is better", "r2", 0.01, 20, ("n = 50",), primary)
    assert first.digest.startswith(known[:8])
    changes = {
        "claim": "two is worse than zero",
        "metric": "r2",
        "margin": 0.02,
        "n_seeds": 4,
        "regimes": ("many", "few"),
        "primary": ("zero", "two"),
    }
    digests = {plan(**{name: value}).digest for name, value in changes.items()}
    assert len(digests | {plan().digest}) == 7


def test_the_digest_is_the_same_in_another_process():
    code = f"from reglab.compare import Registration; print(Registration(**{FIELDS!r}).digest)"
    environment = {**os.environ, "PYTHONHASHSEED": "123"}
    other = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert other.stdout.strip() == plan().digest


@pytest.mark.parametrize(
    "same",
    [
        {"regimes": ["few", "many"], "primary": ["two", "zero"]},
        {"margin": np.float64(0.01), "n_seeds": np.int64(3)},
    ],
)
def test_equal_plans_have_equal_digests_whatever_they_are_made_of(same):
    assert plan(**same) == plan()
    assert plan(**same).digest == plan().digest


def test_a_margin_of_a_whole_number_is_the_same_as_a_float():
    margins = (1, 1.0, np.float32(1))
    assert len({plan(margin=own, metric="r2").digest for own in margins}) == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"claim": " "}, "claim must be a text, got ' '"),
        ({"claim": None}, "claim must be a text, got None"),
        ({"metric": "mse"}, "metric must be one of accuracy, r2, got 'mse'"),
        ({"metric": ["r2"]}, r"metric must be a text, got \['r2'\]"),
        ({"margin": 0}, "margin must be a number > 0, got 0"),
        (
            {"margin": 2},
            r"margin must be a share of 1 for accuracy \(0.02 is two points\), got 2",
        ),
        ({"margin": "0.01"}, "margin must be a number > 0, got '0.01'"),
        ({"margin": float("nan")}, "margin must be a number > 0, got nan"),
        ({"n_seeds": 1}, "n_seeds must be an integer >= 2, got 1"),
        ({"n_seeds": 3.0}, "n_seeds must be an integer >= 2, got 3.0"),
        ({"regimes": "few"}, "regimes must be a tuple of texts, got 'few'"),
        ({"regimes": {"few"}}, "regimes must be a tuple of texts, got {'few'}"),
        ({"regimes": None}, "regimes must be a tuple of texts, got None"),
        ({"regimes": (1, 2)}, r"regimes must be a tuple of texts, got \(1, 2\)"),
        ({"regimes": ([],)}, r"regimes must be a tuple of texts, got \(\[\],\)"),
        ({"regimes": ()}, r"regimes must be 1 or more different texts, got \(\)"),
        ({"primary": ("two", "two")}, "primary must be 2 or more different texts, got .*"),
        ({"primary": ("a", "b", "c")}, r"primary must be a method and its baseline, got .*"),
    ],
)
def test_a_plan_that_does_not_fit_is_refused_in_one_line(change, message):
    with pytest.raises(ValueError, match=f"^{message}$"):
        plan(**change)


# Registering and running.


def test_a_plan_that_was_not_registered_is_not_run():
    with pytest.raises(ValueError, match=r"^register the plan before you run it"):
        run_registered(plan(), METHODS, data)


def test_a_plan_that_was_changed_has_to_be_registered_again():
    first = plan()
    first.register()
    changed = replace(first, margin=0.02)
    with pytest.raises(ValueError, match=r"^register the plan before you run it"):
        run_registered(changed, METHODS, data)
    object.__setattr__(first, "margin", 0.02)  # past the frozen dataclass
    with pytest.raises(ValueError, match=r"^register the plan before you run it"):
        run_registered(first, METHODS, data)


def test_a_report_refuses_the_result_of_another_plan():
    registered, result = finished()
    assert isinstance(registered.report(result), Report)
    with pytest.raises(ValueError, match=r"^the result must belong to this plan: expected"):
        replace(registered, margin=0.02).report(result)


def test_registering_prints_the_digest_and_keeps_the_first_time(capsys, monkeypatch):
    monkeypatch.setattr(registering.time, "time", iter([5.0, 9.0]).__next__)
    first, again = plan(), plan(regimes=["few", "many"])
    assert first.registered is None
    assert first.register() == again.register() == first.digest
    assert first.registered == again.registered == 5.0
    assert capsys.readouterr().out.splitlines()[:2] == [
        f"Registered {first.digest}",
        FIELDS["claim"],
    ]


def test_a_result_holds_the_scores_of_run_grid_and_what_was_counted():
    registered, result = finished()
    for name, own in run_grid(METHODS, ROWS, range(3), data).items():
        np.testing.assert_array_equal(result.scores_of(name), own)
    assert result.registration == registered.digest
    assert result.candidates == {"zero": 2, "two": 2}
    assert result.test_scores == {"zero": 6, "two": 6}
    assert result.test_reads == 12
    assert result.registered <= result.started <= result.finished


def test_reads_behind_the_back_of_the_grid_are_counted():
    vaults = []

    def watched(regime, seed):
        vaults.append(data(regime, seed))
        return vaults[-1]

    def peeks(X, y, rng):
        vaults[-1].test()
        return lambda X: np.zeros(len(X))

    registered = plan()
    registered.register()
    result = run_registered(registered, {**METHODS, "two": [peeks, peeks]}, watched)
    assert result.test_reads == 12 + 2 * 6


@pytest.mark.parametrize(
    ("methods", "message"),
    [
        ({"zero": METHODS["zero"]}, "methods must include two and zero, .* got zero"),
        ({}, "methods must include two and zero, the primary comparison, got none"),
        ({1: METHODS["zero"]}, "methods must include two and zero, .* got 1"),
        ({**METHODS, 1: METHODS["zero"]}, "names of methods must be texts, got 1"),
        (
            {**METHODS, "two": [always(2)]},
            "methods must all have the same number of candidates, got zero 2, two 1",
        ),
        (
            {"zero": [], "two": []},
            "methods must all have the same number of candidates, got zero 0, two 0",
        ),
    ],
)
def test_methods_that_do_not_fit_are_refused_in_one_line(methods, message):
    registered = plan()
    registered.register()
    with pytest.raises(ValueError, match=f"^{message}$"):
        run_registered(registered, methods, data)


def test_only_new_vaults_of_the_same_metric_are_taken():
    registered = plan()
    registered.register()
    one = data("few", 0)
    with pytest.raises(
        ValueError, match=r"^data must return a new Vault for every regime and seed"
    ):
        run_registered(registered, METHODS, lambda regime, seed: one)
    with pytest.raises(ValueError, match=r"^data must return a new Vault"):
        run_registered(registered, METHODS, lambda regime, seed: (1, 2, 3))
    y = np.array([0.0, 1.0])
    part = (np.zeros((2, 1)), y)
    with pytest.raises(ValueError, match=r"^vaults must have the plan's metric accuracy, got r2"):
        run_registered(registered, METHODS, lambda r, s: Vault(part, part, part, "r2"))
    with pytest.raises(ValueError, match=r"^plan must be a Registration, got dict"):
        run_registered(FIELDS, METHODS, data)


def test_run_registered_takes_the_seeds_from_the_plan():
    asked = []

    def noted(regime, seed):
        asked.append((regime, seed))
        return data(regime, seed)

    registered = plan()
    registered.register()
    run_registered(registered, METHODS, noted)
    assert asked == [(regime, seed) for regime in ROWS for seed in range(3)]


# The vault.


def numbered(n, start=0.0):
    return start + np.arange(float(n)).reshape(n, 1), np.arange(n) % 2


def test_the_vault_counts_reads_and_scores():
    vault = Vault(numbered(3), numbered(4), numbered(5, 7.0))
    assert vault.reads == {"train": 0, "validation": 0, "test": 0}
    vault.train()
    vault.validation(), vault.validation()
    assert vault.test().ravel().tolist() == [7, 8, 9, 10, 11]
    assert vault.reads == {"train": 1, "validation": 2, "test": 1}
    assert vault.score([0, 1, 0, 1, 1], "a") == 0.8
    assert vault.score([0, 0, 0, 0, 0], "b") == 0.6
    assert vault.scored == ("a", "b")
    vault.reads["test"] = 0
    assert vault.reads["test"] == 1


def test_a_method_has_one_score_but_a_wrong_shape_does_not_count():
    vault = Vault(numbered(3), numbered(4), numbered(5))
    with pytest.raises(ValueError, match=r"^predictions must have shape \(5,\), got \(5, 1\)$"):
        vault.score(np.zeros((5, 1)), "a")
    assert vault.score(np.zeros(5), "a") == 0.6
    with pytest.raises(ValueError, match=r"^a was scored on these test rows before"):
        vault.score(np.ones(5), "a")


def test_the_vault_keeps_copies_that_cannot_be_changed():
    X, y = numbered(3)
    vault = Vault((X, y), (X, y), (X, y))
    X[:], y[:] = 99, 1
    assert vault.train()[0].max() == 2
    for array in (*vault.train(), *vault.validation(), vault.test()):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 5


def test_r2_is_that_of_scikit_learn_and_takes_whole_numbers_of_few_bits():
    from sklearn.metrics import r2_score

    y = np.array([250, 3, 7, 200], dtype=np.uint8)
    guess = np.array([3, 250, 9, 100], dtype=np.uint8)
    part = (np.zeros((4, 1)), y)
    vault = Vault(part, part, part, "r2")
    expected = r2_score(y.astype(float), guess.astype(float))
    assert vault.metric(y, guess) == pytest.approx(expected)
    assert vault.score(guess, "a") == pytest.approx(expected)


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1e300])
def test_a_candidate_that_diverged_is_not_chosen(bad):
    def constant(value):
        return lambda X, y, rng: lambda X: np.full(len(X), value)

    part = (np.zeros((3, 1)), np.array([0.0, 1.0, 2.0]))
    methods = {"a": [constant(bad), constant(1.0)]}
    scores = run_grid(methods, ["all"], [0], lambda r, s: Vault(part, part, part, "r2"))
    assert scores["a"].tolist() == [[0.0]]


@pytest.mark.parametrize(
    ("y", "message"),
    [
        (np.array([1.0, 1.0, 1.0]), "validation labels must not all be equal for r2"),
        (np.array([1.0, np.nan, 1.0]), "train labels must be finite numbers for r2"),
        (np.array(["a", "b", "c"]), "train labels must be finite numbers for r2"),
    ],
)
def test_r2_needs_numbers_that_differ(y, message):
    part = (np.zeros((3, 1)), y)
    with pytest.raises(ValueError, match=f"^{message}$"):
        Vault(part, part, part, "r2")
    Vault(part, part, part)


@pytest.mark.parametrize(
    "part", [(np.zeros((3, 1)), np.zeros(2)), (np.zeros((0, 1)), np.zeros(0)), (0.0, 0.0)]
)
def test_parts_that_do_not_fit_are_refused(part):
    good = numbered(3)
    with pytest.raises(ValueError, match=r"^test must be X and y with equally many rows, got "):
        Vault(good, good, part)


# The record.


def test_a_record_that_was_read_again_is_the_same_result():
    registered, result = finished()
    again = Result.from_record(f"\n{result.record()}\n")
    assert again == result
    assert again.record() == result.record()
    assert str(registered.report(again)) == str(registered.report(result))


def test_the_plan_in_a_record_has_the_digest_of_the_record():
    _, result = finished()
    again = Result.from_record(result.record())
    rebuilt = Registration(**again.plan)
    assert rebuilt.digest == again.registration
    assert rebuilt == plan()
    assert asdict(rebuilt)["regimes"] == ("few", "many")


def test_the_record_is_one_line_of_ascii():
    registered = plan(claim='größer: "zwei"\nZeilen \\ und ein \ud83d\ude00')
    registered.register()
    result = run_registered(registered, METHODS, data)
    text = result.record()
    assert text.isascii()
    assert "\n" not in text
    assert Registration(**Result.from_record(text).plan).digest == registered.digest


def test_scores_that_are_no_numbers_survive_a_record():
    _, result = finished()
    broken = replace(result, scores={"zero": [[float("nan"), float("-inf")]]})
    (own,) = Result.from_record(broken.record()).scores["zero"]
    assert np.isnan(own[0])
    assert own[1] == -np.inf


def changed(**fields):
    return json.dumps({**json.loads(finished()[1].record()), **fields})


WORD = "the text must be what record() returned: "
HOSTILE = {
    "": "Expecting value: line 1 column 1 (char 0)",
    "None": "Expecting value: line 1 column 1 (char 0)",
    "[]": "expected a dict in JSON, got list",
    "3": "expected a dict in JSON, got int",
    '"text"': "expected a dict in JSON, got str",
    "null": "expected a dict in JSON, got NoneType",
    "{}": "expected registration, plan, .* got no registration",
    "[" * 100_000: "",
    '{"a":' * 100_000: "",
    "9" * 10_000: "",
}


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12] or "nothing")
def test_a_text_that_is_no_record_is_refused_in_one_line(text):
    with pytest.raises(ValueError, match=r"^the text must be what record") as refused:
        Result.from_record(text)
    assert type(refused.value) is ValueError
    message = str(refused.value)
    assert len(message) < 250
    assert "\n" not in message
    if HOSTILE[text] and ".*" not in HOSTILE[text]:
        assert message == WORD + HOSTILE[text]


@pytest.mark.parametrize("value", [None, 3, b"{}", {}, ["{}"]])
def test_what_is_no_text_is_refused(value):
    with pytest.raises(ValueError, match=f"expected text, got {type(value).__name__}$"):
        Result.from_record(value)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("registration", 5, "text"),
        ("plan", ["claim"], "a dict"),
        ("registered", "today", "a number"),
        ("started", True, "a number"),
        ("finished", None, "a number"),
        ("finished", 10**400, "a number"),
        ("candidates", {"two": 2.5}, "a dict of whole numbers"),
        ("candidates", [2, 2], "a dict of whole numbers"),
        ("test_scores", {"two": -1}, "a dict of whole numbers"),
        ("test_reads", True, "a whole number"),
        ("scores", {"two": [0.5, 0.5]}, "a dict of lists of lists of numbers"),
        ("scores", {"two": [["0.5"]]}, "a dict of lists of lists of numbers"),
        ("scores", {"two": [[None]]}, "a dict of lists of lists of numbers"),
        ("scores", {"two": [[10**400]]}, "a dict of lists of lists of numbers"),
        ("scores", [[0.5]], "a dict of lists of lists of numbers"),
    ],
)
def test_a_field_of_another_kind_is_refused_in_one_line(field, value, words):
    with pytest.raises(ValueError, match=f"^the text must be .*: {field} must be {words}$"):
        Result.from_record(changed(**{field: value}))


def test_a_field_too_many_or_too_few_is_refused():
    with pytest.raises(ValueError, match=r"got 'note' as well$"):
        Result.from_record(changed(note="best run"))
    fields = json.loads(finished()[1].record())
    del fields["test_reads"]
    with pytest.raises(ValueError, match=r"got no test_reads$"):
        Result.from_record(json.dumps(fields))


def test_every_cut_record_is_refused():
    text = finished()[1].record()
    for length in range(0, len(text), 7):
        with pytest.raises(ValueError, match=r"^the text must be what record"):
            Result.from_record(text[:length])


@pytest.mark.parametrize(
    ("scores", "message"),
    [
        ({"two": [[0.5] * 3] * 2}, "the result must have scores of zero, got none"),
        (
            {"two": [[0.5] * 3] * 2, "zero": [[0.5] * 2] * 2},
            r"the result must have scores of zero for 2 regimes and 3 seeds, got \[2, 2\] seeds",
        ),
        (
            {"two": [[0.5] * 3], "zero": [[0.5] * 3]},
            r"the result must have scores of two for 2 regimes and 3 seeds, got \[3\] seeds",
        ),
    ],
)
def test_a_report_refuses_scores_that_do_not_fit_the_plan(scores, message):
    registered, result = finished()
    with pytest.raises(ValueError, match=f"^{message}$"):
        registered.report(replace(result, scores=scores))


# Methods in other orders and shapes of arguments.


def test_run_grid_takes_any_sequence_of_regimes_and_seeds():
    wanted = run_grid(METHODS, ["few", "many"], [0, 1, 2], data)
    for regimes, seeds in [(("few", "many"), np.arange(3)), (iter(["few", "many"]), range(3))]:
        for name, own in run_grid(METHODS, regimes, seeds, data).items():
            np.testing.assert_array_equal(own, wanted[name])


def test_a_report_on_r2_has_enough_digits_and_no_minus_sign_before_zero():
    own = plan(metric="r2", n_seeds=3, regimes=("all",))
    method, base = own.primary
    scores = {base: [[0.5, 0.6, 0.7]], method: [[0.49999, 0.6, 0.70001]]}
    result = Result(
        own.digest,
        asdict(own),
        1.0,
        2.0,
        3.0,
        {base: 2, method: 2},
        {base: 3, method: 3},
        6,
        scores,
    )
    text = repr(own.report(result))
    assert ", R²" in text
    assert "+0.0000 [+0.0000, +0.0000]" in text
