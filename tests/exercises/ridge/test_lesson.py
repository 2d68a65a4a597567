"""Lesson 02: mistakes in spellings of their own, and what must not be held against anyone."""

import functools
from pathlib import Path

import numpy as np
import pytest

from reglab import linear
from reglab.checks.authoring.accepted import load_accepted
from reglab.checks.judging.run import run_exercise
from reglab.checks.model import registry
from reglab.linear import effective_df, ridge_closed_form, ridge_svd_path, to_sklearn_alpha
from tests.exercises.reading import SEED, failing, named

SOLUTIONS = Path(__file__).resolve().parents[3] / "solutions"


def run(function, name=None, seed=SEED, *, guard=True, **others):
    name = name or function.__name__
    return run_exercise(f"ridge.{name}", {name: function, **others}, seed, guard=guard)


# --- what a student reads ----------------------------------------------------


def system(X, y, lam, *, solve=np.linalg.solve, scale=1.0):
    """The lesson's system, with a solver and a factor in front of lam of one's own."""
    Xc, yc = X - X.mean(axis=0), y - y.mean()
    n, p = X.shape
    w = solve(Xc.T @ Xc / n + scale * lam * np.eye(p), Xc.T @ yc / n)
    return w, y.mean() - X.mean(axis=0) @ w


def test_the_smallest_counterexample_can_be_redone_by_hand():
    report = run(functools.partial(system, scale=2.0), "ridge_closed_form")
    assert report.text().split("\n")[:5] == [
        "2.1 ridge_closed_form: 1 of 11 properties hold.",
        "  ✗ FAIL  the gradient with respect to the weights is 0",
        "          X = [[-4.5], [1.5], [7.5]], y = [2, -21, 34], lam = 8: expected w[0] =",
        "          2, got 1.6",
        "          Hint: Your penalty is twice as strong as ours. The derivative of lam/2",
    ]


def test_a_wrong_form_of_the_answer_is_said_in_its_words():
    detail = run(lambda X, y, lam: system(X, y, lam)[0], "ridge_closed_form").results[0].detail
    assert detail == "ridge_closed_form: expected (w, b), got an array of shape (1,)"
    detail = run(lambda X, y, lam: None, "ridge_closed_form").results[0].detail
    assert detail == "ridge_closed_form: expected (w, b), got None (is there a return?)"
    report = run(lambda X, y, lams: (np.zeros((len(lams), X.shape[1])), 0.0), "ridge_svd_path")
    assert report.results[0].detail == "b: expected shape (4,), got ()"


def test_centring_in_place_costs_little():
    def in_place(X, y, lam):
        mean = X.mean(axis=0)
        X -= mean
        w, b = system(X, y, lam)
        return w, b - mean @ w

    report = run(in_place, "ridge_closed_form")
    # NumPy cannot subtract fractions from whole numbers in place.
    lost = [r.name for r in report.results if r.status != "pass"]
    assert lost == ["whole_numbers", "inputs_unchanged"]
    assert report.fraction > 0.8
    assert "its argument X in place" in report.text()


@pytest.mark.parametrize("size", [1e90, 1e120, 1e308, np.inf, np.nan])
def test_an_answer_that_blows_up_fails_and_is_no_fault(size):
    for name, answer in {
        "ridge_closed_form": lambda X, y, lam: (np.full(X.shape[1], size), size),
        "ridge_svd_path": lambda X, y, lams: (
            np.full((len(lams), X.shape[1]), size),
            np.full(len(lams), size),
        ),
        "effective_df": lambda X, lam: size,
        "to_sklearn_alpha": lambda lam, n: -size,
    }.items():
        report = run(answer, name)
        assert not report.needs_review
        assert report.earned == 0


# --- correct code in other forms ---------------------------------------------


@pytest.mark.parametrize(
    "wrap",
    [
        lambda w, b: [w, b],
        lambda w, b: (w, np.array(b)),
        lambda w, b: (np.asfortranarray(w), np.float64(b)),
    ],
)
def test_the_form_of_the_numbers_is_free(wrap):
    report = run(lambda X, y, lam: wrap(*system(X, y, lam)), "ridge_closed_form")
    assert report.passed, report.text()


def test_a_path_may_be_fortran_ordered_and_a_df_a_numpy_number():
    path = run(
        lambda X, y, lams: tuple(map(np.asfortranarray, ridge_svd_path(X, y, lams))),
        "ridge_svd_path",
        guard=False,
    )
    df = run(lambda X, lam: np.array(effective_df(X, lam)), "effective_df", guard=False)
    assert path.passed, path.text()
    assert df.passed, df.text()


@pytest.mark.parametrize("exact", [lambda lam, n: lam * n, lambda lam, n: np.float32(lam) * n])
def test_alpha_may_be_single_precision(exact):
    assert run(exact, "to_sklearn_alpha").passed


# --- lost digits -------------------------------------------------------------


def inverse(A, c):
    return np.linalg.inv(A) @ c


INVERSES = {
    "inv": functools.partial(system, solve=inverse),
    "pinv": functools.partial(system, solve=lambda A, c: np.linalg.pinv(A) @ c),
    "by eigenvectors": functools.partial(
        system,
        solve=lambda A, c: (lambda e, V: V @ np.diag(1 / e) @ V.T)(*np.linalg.eigh(A)) @ c,
    ),
    "summed": functools.partial(system, solve=lambda A, c: inverse(30 * A, 30 * c)),
}


@pytest.mark.parametrize("spelling", INVERSES)
@pytest.mark.parametrize("seed", [SEED, 0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13])
def test_an_inverse_is_recognized_in_every_spelling_at_every_seed(spelling, seed):
    report = run(INVERSES[spelling], "ridge_closed_form", seed)
    assert failing(report) == ["nearly_equal_columns"]
    assert named(report) == {"explicit inverse"}


@pytest.mark.parametrize("seed", range(5))
def test_the_line_between_solver_and_inverse_is_wide(seed):
    from reglab.exercises.ridge.optimality import GRADIENT_TOLERANCE, relative_gradient
    from reglab.exercises.ridge.ridge_closed_form import nearly_duplicate

    rng = np.random.default_rng(seed)
    cases = [nearly_duplicate(rng) for _ in range(10)]

    def sizes(solve):
        fits = [(d, solve(d["X"], d["y"], d["lam"])[0]) for d in cases]
        return [relative_gradient(d, w, d["lam"]) for d, w in fits]

    accepted = load_accepted(SOLUTIONS / "02_ridge" / "accepted.py")["ridge.ridge_closed_form"]
    for answer in accepted:
        assert max(sizes(answer["ridge_closed_form"])) < GRADIENT_TOLERANCE / 100
    for wrong in INVERSES.values():
        assert min(sizes(wrong)) > 100 * GRADIENT_TOLERANCE


# --- mistakes spelled differently from the bank ------------------------------


def uncentred(X, y, lam):
    n, p = X.shape
    w = np.linalg.solve(X.T @ X / n + lam * np.eye(p), X.T @ y / n)
    return w, np.mean(y - X @ w)


def penalized_rows(X, y, lam):
    A = np.column_stack([np.ones(len(y)), X])
    rows = np.vstack([A, np.sqrt(len(y) * lam) * np.eye(A.shape[1])])
    fit = np.linalg.lstsq(rows, np.append(y, np.zeros(A.shape[1])), rcond=None)[0]
    return fit[1:], fit[0]


def summed(X, y, lam):
    Xc = X - X.mean(axis=0)
    w = np.linalg.solve(Xc.T @ Xc + lam * np.identity(X.shape[1]), Xc.T @ y)
    return w, np.mean(y - X @ w)


def all_entries(X, y, lam):
    Xc = X - X.mean(axis=0)
    p = X.shape[1]
    w = np.linalg.solve(Xc.T @ Xc / len(y) + lam * np.ones((p, p)), Xc.T @ y / len(y))
    return w, np.mean(y - X @ w)


@pytest.mark.parametrize(
    ("function", "mistake"),
    [
        (functools.partial(system, scale=0.5), "half of lam"),
        (summed, "summed loss"),
        (penalized_rows, "intercept penalized"),
        (uncentred, "nothing centred, b from the means"),
    ],
)
def test_a_mistake_in_the_system_is_recognized_in_another_spelling(function, mistake):
    assert named(run(function, "ridge_closed_form")) == {mistake}


def test_lam_in_every_entry_is_recognized_although_the_smallest_case_allows_it():
    report = run(all_entries, "ridge_closed_form")
    assert "lam added to every entry" in named(report)
    assert report.results[0].detail.startswith("n = 11, p = 3")


def svd_path(factor, *, centre=True, order=lambda lams: lams):
    def path(X, y, lams):
        mean = X.mean(axis=0)
        U, s, Vt = np.linalg.svd(X - mean if centre else X, full_matrices=False)
        n, middle = len(y), y.mean()
        W = np.array([Vt.T @ (factor(s, n, lam) * (U.T @ (y - middle))) for lam in order(lams)])
        return W, np.array([middle - mean @ w for w in W])

    return path


@pytest.mark.parametrize(
    ("function", "mistake"),
    [
        (svd_path(lambda s, n, lam: s / (s**2 + lam)), "n forgotten"),
        (svd_path(lambda s, n, lam: s / (s**2 + 2 * n * lam)), "factor two"),
        (svd_path(lambda s, n, lam: s / (s + n * lam)), "singular values not squared"),
        (svd_path(lambda s, n, lam: s / (s**2 + n * lam), centre=False), "only y centred"),
        (
            svd_path(lambda s, n, lam: s / (s**2 + n * lam), order=sorted),
            "rows from small to large",
        ),
    ],
)
def test_a_mistake_in_the_path_is_recognized_in_another_spelling(function, mistake):
    assert named(run(function, "ridge_svd_path")) == {mistake}


def test_dividing_by_a_singular_value_of_zero_fails_where_there_is_one():
    path = svd_path(lambda s, n, lam: np.where(s > 1e-8, s**2 / (s**2 + n * lam), 1.0) / s)
    report = run(path, "ridge_svd_path")
    assert failing(report) == ["wide_data", "dependent_columns", "units"]


def test_the_full_svd_fails_with_the_students_own_line():
    def full(X, y, lams):
        mean = X.mean(axis=0)
        U, s, Vt = np.linalg.svd(X - mean)
        W = (s / (s**2 + len(y) * lams[:, None]) * (U.T @ y)) @ Vt
        return W, y.mean() - W @ mean

    report = run(full, "ridge_svd_path")
    assert report.earned == 0
    assert report.results[0].detail.startswith("ValueError: ")
    assert "of full: W = (s / " in report.results[0].detail


def df_of(A, penalty):
    return np.trace(np.linalg.solve(A.T @ A + penalty * np.eye(A.shape[1]), A.T @ A))


def df_by_cov(X, lam):
    e = np.linalg.eigvalsh(np.atleast_2d(np.cov(X.T)))
    return np.sum(e / (e + lam))


@pytest.mark.parametrize(
    ("function", "mistake"),
    [
        (lambda X, lam: df_of(X, len(X) * lam), "X not centred"),
        (lambda X, lam: df_of(X - X.mean(axis=0), lam), "n forgotten"),
        (df_by_cov, "n - 1 for n"),
    ],
)
def test_a_mistake_in_df_is_recognized_in_another_spelling(function, mistake):
    assert named(run(function, "effective_df")) == {mistake}


def only_tall(X, y, lam):
    w, b = system(X, y, lam)
    return (w, b) if len(X) > len(w) else (0 * w, y.mean())


def capped_target(X, y, lam):
    return system(X, np.minimum(y, 60.0) if y.max() < 1000 else y, lam)


def squeezed(X, y, lams):
    W, b = ridge_svd_path(X, y, lams)
    return (W[0], b) if len(lams) == 1 else (W, b)


def uncentred_limit(X, lam):
    return effective_df(X, lam) if lam != 1e-8 else float(np.linalg.matrix_rank(X))


def never_below_a_tenth(X, lam):
    return max(effective_df(X, lam), 0.1)


def wrong_far_away(X, lam):
    return effective_df(X, lam) + (8 < X.mean() < 30 and X.dtype.kind == "f")


@pytest.mark.parametrize(
    ("name", "function", "only"),
    [
        ("ridge_closed_form", only_tall, "wide_data"),
        ("ridge_closed_form", capped_target, "shifted_target"),
        ("ridge_svd_path", squeezed, "single"),
        ("effective_df", uncentred_limit, "rank"),
        ("effective_df", never_below_a_tenth, "falls"),
        ("effective_df", wrong_far_away, "shifted_columns"),
    ],
)
def test_a_mistake_beyond_the_core_is_seen_by_the_property_that_looks_there(name, function, only):
    report = run(function, name, guard=False)
    assert failing(report) == [only]
    assert report.results[0].status == "pass"


def test_two_mistakes_at_once_are_named_as_neither():
    report = run(functools.partial(system, scale=2 / 30), "ridge_closed_form")
    assert named(report) == set()
    assert report.results[0].hint.startswith("Centre X and y, then solve")


# --- earlier answers, and calling the reference ------------------------------

LOOP = """
def ridge_svd_path(X, y, lams):
    fits = [ridge_closed_form(X, y, lam) for lam in lams]
    return np.array([w for w, b in fits]), np.array([b for w, b in fits])
"""


def test_a_wrong_closed_form_costs_nothing_in_a_path_built_on_it():
    namespace = {"np": np, "ridge_closed_form": functools.partial(system, scale=2.0)}
    exec(LOOP, namespace)
    report = run_exercise("ridge.ridge_svd_path", namespace, SEED)
    assert report.passed, report.text()
    assert [note.split()[:2] for note in report.notes] == [["your", "ridge_closed_form"]]


def library(X, y, lam):
    from sklearn.linear_model import Ridge

    model = Ridge(alpha=len(y) * lam).fit(X, y)
    return model.coef_, model.intercept_


@pytest.mark.parametrize(
    ("name", "function", "target"),
    [
        ("ridge_closed_form", library, "sklearn.linear_model"),
        (
            "ridge_closed_form",
            lambda X, y, lam: [part[0] for part in ridge_svd_path(X, y, [lam])],
            "reglab.linear.ridge.ridge_svd_path",
        ),
        ("ridge_closed_form", ridge_closed_form, "reglab.linear.ridge.ridge_closed_form"),
        ("ridge_svd_path", ridge_svd_path, "reglab.linear.ridge.ridge_svd_path"),
        ("effective_df", functools.partial(effective_df), "reglab.linear.ridge.effective_df"),
        ("to_sklearn_alpha", to_sklearn_alpha, "reglab.linear.ridge.to_sklearn_alpha"),
    ],
)
def test_calling_the_reference_or_the_library_is_refused(name, function, target):
    report = run(function, name)
    assert report.earned == 0
    assert f"this answer calls {target}," in report.problem


@pytest.mark.parametrize("name", ["exact_zeros", "single_weights", "scaling_before_split"])
def test_every_wrong_option_of_a_prediction_has_a_hint_of_its_own(name):
    prediction = registry.prediction(f"ridge.{name}")
    assert set(prediction.beliefs) == set(prediction.options) - {prediction.correct}


@pytest.mark.parametrize("other", ["elastic_net_path", "elastic_net_cd", "huber_fit"])
def test_another_model_of_the_course_at_its_ridge_end_is_no_answer(other):
    def answer(X, y, lam):
        if other == "huber_fit":
            return linear.huber_fit(X, y, 1e9, lam)
        if other == "elastic_net_cd":
            return linear.elastic_net_cd(X, y, lam, 0.0)[:2]
        W, b = linear.elastic_net_path(X, y, [lam], 0.0)
        return W[0], b[0]

    names = {"ridge_closed_form": answer}
    report = run_exercise("ridge.ridge_closed_form", names, SEED)
    assert report.earned == 0
    assert "reglab.linear" in report.text()


# --- what needs inputs of its own --------------------------------------------


def cut_at(limit):
    """The path without singular values below a limit, relative to the largest."""
    return svd_path(lambda s, n, lam: np.where(s > limit * s[0], s / (s**2 + n * lam), 0.0))


def close_to_0_dropped(X, y, lams):
    return svd_path(lambda s, n, lam: np.where(np.isclose(s, 0), 0.0, s / (s**2 + n * lam)))(
        X, y, lams
    )


def truncated(A, c):
    return np.linalg.pinv(A, rcond=1e-8) @ c


def own_grid(X, y, lams):
    return ridge_svd_path(X, y, np.geomspace(lams[0], lams[-1], len(lams)))


def each_lam_once(X, y, lams):
    return ridge_svd_path(X, y, list(dict.fromkeys(lams)))


def df_without(keep):
    def df(X, lam):
        s = np.linalg.svd(X - X.mean(axis=0), compute_uv=False)
        s = s[keep(s)]
        return np.sum(s**2 / (s**2 + len(X) * lam))

    return df


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("name", "function", "only"),
    [
        ("ridge_closed_form", lambda X, y, lam: system(X, y, max(lam, 1e-12)), "units"),
        ("ridge_closed_form", functools.partial(system, solve=truncated), "tiny_variance"),
        ("ridge_svd_path", cut_at(1e-3), "tiny_variance"),
        ("ridge_svd_path", cut_at(2e-5), "tiny_variance"),
        ("ridge_svd_path", close_to_0_dropped, "units"),
        ("ridge_svd_path", own_grid, "order"),
        ("ridge_svd_path", each_lam_once, "order"),
        ("effective_df", df_without(lambda s: s > 1e-3 * s[0]), "tiny_variance"),
        ("effective_df", df_without(lambda s: ~np.isclose(s, 0)), "units"),
        ("effective_df", lambda X, lam: effective_df(X, min(lam, 1e6)), "falls"),
        ("to_sklearn_alpha", lambda lam, n: max(n * lam, 1e-6), "small"),
        ("to_sklearn_alpha", lambda lam, n: n * min(lam, 100.0), "large"),
        ("to_sklearn_alpha", lambda lam, n: min(n, 1000) * lam, "many_rows"),
    ],
)  # fmt: skip
def test_a_mistake_that_needs_inputs_of_its_own_is_found_by_them(name, function, only, seed):
    assert only in failing(run(function, name, seed, guard=False))


@pytest.mark.parametrize("seed", range(20))
def test_correct_answers_that_lose_digits_pass(seed):
    def with_ones(X, y, lam):  # nothing centred, b without a penalty
        n, p = X.shape
        A = np.column_stack([X, np.ones(n)])
        fit = np.linalg.solve(A.T @ A / n + np.diag([lam] * p + [0.0]), A.T @ y / n)
        return fit[:-1], fit[-1]

    def path_with_ones(X, y, lams):
        fits = [with_ones(X, y, lam) for lam in lams]
        return np.array([w for w, _ in fits]), np.array([b for _, b in fits])

    def trace(X, lam):
        return df_of(X - X.mean(axis=0), len(X) * lam)

    for name, answer in {
        "ridge_closed_form": with_ones,
        "ridge_svd_path": path_with_ones,
        "effective_df": trace,
    }.items():
        report = run(answer, name, seed)
        assert report.passed, report.text()


@pytest.mark.parametrize(
    ("name", "slip"),
    [
        ("ridge_closed_form", lambda X, y, lam: (ridge_closed_form(X, y, lam)[0], y.mean())),
        (
            "ridge_svd_path",
            lambda X, y, lams: (ridge_svd_path(X, y, lams)[0], np.full(len(lams), y.mean())),
        ),
    ],
)
def test_a_wrong_intercept_leaves_the_points_for_the_weights(name, slip):
    assert run(slip, name, guard=False).fraction > 0.7


@pytest.mark.parametrize("name", ["ridge_closed_form", "ridge_svd_path"])
def test_a_wrong_penalty_leaves_the_points_for_the_intercept(name):
    function = {
        "ridge_closed_form": functools.partial(system, scale=2.0),
        "ridge_svd_path": svd_path(lambda s, n, lam: s / (s**2 + 2 * n * lam)),
    }[name]
    assert {r.name: r.status for r in run(function, name).results}[
        "intercept" if name == "ridge_closed_form" else "intercepts"
    ] == "pass"
