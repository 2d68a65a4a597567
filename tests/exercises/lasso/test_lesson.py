"""Lesson 03: mistakes in spellings of their own, and what must not be held against anyone."""

import functools
import threading

import numpy as np
import pytest

from reglab.checks.authoring.edits import edited
from reglab.checks.judging.run import run_exercise
from reglab.checks.model import registry
from reglab.exercises.lasso.lasso_cd_mistakes import _descend
from reglab.linear import kkt_violation, lambda_max, lasso_cd, lasso_path, soft_threshold
from reglab.linear import lasso as lasso_module
from tests.exercises.reading import SEED, named


def run(function, name=None, seed=SEED, **others):
    name = name or function.__name__
    return run_exercise(f"lasso.{name}", {name: function, **others}, seed)


# --- what a student reads ----------------------------------------------------


def test_the_smallest_counterexample_of_the_first_exercise():
    report = run(lambda z, t: np.where(np.abs(z) > t, z, 0), "soft_threshold")
    assert report.text().split("\n")[:5] == [
        "3.1 soft_threshold: 0 of 13 properties hold.",
        "  ✗ FAIL  it minimizes (x - z)^2 / 2 + t |x|, for |z| > t",
        "          z = 2, t = 0.5: expected 1.5, got 2",
        "          Hint: You keep or kill values. The soft threshold also moves every",
        "          survivor towards 0 by t.",
    ]


def test_a_wrong_signature_shows_no_line_of_ours():
    (detail, *_) = [result.detail for result in run(lambda z: z, "soft_threshold").results]
    assert detail.startswith("TypeError: ")
    assert "(in " not in detail


def test_a_missing_value_in_the_answer():
    detail = run(lambda X, y, lam, **_: (np.zeros(X.shape[1]), 0.0), "lasso_cd").results[0].detail
    assert detail == "lasso_cd: expected (w, b, n_iter), got 2 values"


def test_a_column_where_a_row_is_meant():
    report = run(lambda X, y, lams: (np.zeros((len(lams), 2)), np.zeros((4, 1))), "lasso_path")
    assert report.results[0].detail == "b: expected shape (4,), got (4, 1)"


def test_centring_in_place_costs_what_it_spoils():
    def in_place(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
        mean = X.mean(axis=0)
        X -= mean
        w, b, n_iter = lasso_cd(X, y, lam, w0, tol, max_iter)
        return w, b - mean @ w, n_iter

    report = run_exercise("lasso.lasso_cd", {"lasso_cd": in_place}, SEED, guard=False)
    # Whole numbers cannot be centred in place.
    assert [r.name for r in report.results if r.status != "pass"] == ["whole", "inputs_unchanged"]
    assert "its argument X in place" in report.text()


@pytest.mark.parametrize("size", [1e90, 1e120, 1e200, 1e308, np.inf, np.nan])
def test_a_solver_that_blows_up_fails_and_is_no_fault(size):
    def explode(X, y, lam, **_):
        return np.full(X.shape[1], size), size, 3

    report = run(explode, "lasso_cd")
    assert not report.needs_review
    assert report.earned == 0


@pytest.mark.parametrize("n_iter", [np.inf, np.nan, -(2**64 - 1), 10**40, None, "3"])
def test_an_odd_count_fails_and_is_no_fault(n_iter):
    report = run_exercise(
        "lasso.lasso_cd",
        {"lasso_cd": lambda *args, **kwargs: (*lasso_cd(*args, **kwargs)[:2], n_iter)},
        SEED,
        guard=False,
    )
    assert not report.needs_review
    assert report.earned == 0


# --- correct code in other forms ---------------------------------------------


@pytest.mark.parametrize(
    "wrap",
    [
        lambda w, b, n: (w, np.float64(b), np.int64(n)),
        lambda w, b, n: [w, np.array(b), float(n)],
        lambda w, b, n: (np.asfortranarray(w), b, np.uint8(min(n, 255))),
        lambda w, b, n: (w + 0.0, b, np.array(n)),
    ],
)
def test_the_form_of_the_numbers_is_free(wrap):
    answer = {"lasso_cd": lambda *args, **kwargs: wrap(*lasso_cd(*args, **kwargs))}
    report = run_exercise("lasso.lasso_cd", answer, SEED, guard=False)
    assert report.passed, report.text()


@pytest.mark.parametrize(
    "f",
    [
        lambda z, t: np.copysign(np.maximum(np.abs(z) - t, 0), z),  # -0.0 for small negative z
        lambda z, t: np.array(soft_threshold(z, t)),
        lambda z, t: np.sign(z) * np.clip(np.abs(z) - t, 0, None),
        np.vectorize(lambda z, t: max(z - t, 0) + min(z + t, 0), otypes=[float]),
    ],
)
def test_spellings_of_the_soft_threshold(f):
    report = run_exercise("lasso.soft_threshold", {"soft_threshold": f}, SEED, guard=False)
    assert report.passed, report.text()


def test_a_zero_that_is_a_rounding_error_is_no_zero():
    # True to the formula, but `w != 0` would count such a weight as being in the model.
    report = run(lambda z, t: (np.abs(z - -t) - np.abs(z - t)) * -0.5 + z, "soft_threshold")
    failed = [result.name for result in report.results if result.status == "fail"]
    assert failed == ["exact_zeros", "at_the_threshold"]


# --- mistakes spelled differently from the bank ------------------------------


def descend(step, centre=True, blow_up=1e90):
    """Coordinate descent around one wrong step: `step(x, yc, Xc, w, j, lam, n, r)`."""

    def solve(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
        n, p = X.shape
        mean, middle = (X.mean(axis=0), y.mean()) if centre else (np.zeros(p), 0.0)
        Xc, yc = X - mean, y - middle
        w = np.zeros(p) if w0 is None else np.array(w0, dtype=float)
        for sweep in range(1, max_iter + 1):  # noqa: B007
            r = yc - Xc @ w
            for j in range(p):
                w[j] = step(Xc[:, j], yc, Xc, w, j, lam, n, r) if np.ptp(X[:, j]) else 0.0
            if not np.all(np.abs(w) < blow_up):
                break
            if kkt_violation(Xc, yc, w, 0.0, lam) <= tol * lambda_max(Xc, yc):
                break
        return w, middle - mean @ w, sweep

    return solve


def prox(z, t):
    return np.sign(z) * max(abs(z) - t, 0.0)


def partial_residual(x, yc, Xc, w, j):
    return yc - Xc @ w + x * w[j]


def subgradient(rate):
    def solve(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
        mean = X.mean(axis=0)
        Xc, yc, w = X - mean, y - y.mean(), np.zeros(X.shape[1])
        step = len(y) / np.linalg.norm(Xc, 2) ** 2
        for k in range(max_iter):
            w -= step * rate(k) * (Xc.T @ (Xc @ w - yc) / len(y) + lam * np.sign(w))
        return w, y.mean() - mean @ w, max_iter

    return solve


MISTAKES = {
    "threshold divided by the column norm": descend(
        lambda x, yc, Xc, w, j, lam, n, r: prox(
            x @ partial_residual(x, yc, Xc, w, j) / (x @ x), lam
        )
    ),
    "not divided by a_j": descend(
        lambda x, yc, Xc, w, j, lam, n, r: prox(x @ partial_residual(x, yc, Xc, w, j) / n, lam)
    ),
    "residual never refreshed": descend(
        lambda x, yc, Xc, w, j, lam, n, r: prox(x @ yc / n, lam) * n / (x @ x)
    ),
    "residual refreshed once a sweep": descend(
        lambda x, yc, Xc, w, j, lam, n, r: prox(x @ (r + x * w[j]) / n, lam) / np.mean(x**2),
        blow_up=1e9,
    ),
    "own contribution left in the residual": descend(
        lambda x, yc, Xc, w, j, lam, n, r: prox(x @ (yc - Xc @ w) / n, lam) / np.mean(x**2)
    ),
    "intercept forgotten": descend(
        lambda x, yc, Xc, w, j, lam, n, r: (
            prox(x @ partial_residual(x, yc, Xc, w, j) / n, lam) / np.mean(x**2)
        ),
        centre=False,
    ),
    "summed loss": descend(
        lambda x, yc, Xc, w, j, lam, n, r: (
            prox(x @ partial_residual(x, yc, Xc, w, j), lam) / (x @ x)
        )
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_solvers_mistake_is_recognized_in_another_spelling(mistake):
    report = run(MISTAKES[mistake], "lasso_cd")
    assert named(report) == {mistake}, report.text()


@pytest.mark.parametrize(
    "rate", [lambda k: 0.1, lambda k: 0.5, lambda k: 1 / (k + 1), lambda k: 0.5 / np.sqrt(k + 1)]
)
@pytest.mark.parametrize("seed", [SEED, 99])
def test_subgradient_descent_is_recognized_whatever_its_steps(rate, seed):
    report = run(subgradient(rate), "lasso_cd", seed)
    assert named(report) == {"no weight is exactly 0"}, report.text()


def random_weights(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    w = 0.1 * np.random.default_rng(0).normal(size=X.shape[1])
    return w, y.mean() - X.mean(axis=0) @ w, 1


def test_random_weights_are_not_named():
    assert named(run(random_weights, "lasso_cd")) == set()


def test_a_constant_column_is_not_found_by_its_square():
    report = run(edited(_descend, ("np.ptp(X, axis=0) == 0", "np.std(X, axis=0) == 0")), "lasso_cd")
    assert named(report) == {"a_j compared with 0"}


def test_two_mistakes_at_once_are_named_as_neither():
    both = descend(
        lambda x, yc, Xc, w, j, lam, n, r: prox(x @ partial_residual(x, yc, Xc, w, j), lam) / n
    )
    report = run(both, "lasso_cd")
    assert named(report) == set()
    assert report.results[0].hint.startswith("Set each weight to soft_threshold")


@pytest.mark.parametrize(
    ("name", "function", "mistake"),
    [
        ("soft_threshold", lambda z, t: z * (abs(z) > t), "hard threshold"),
        ("soft_threshold", lambda z, t: z * (abs(z) >= t), "hard threshold"),
        ("soft_threshold", lambda z, t: (abs(z) - t) * (abs(z) > t), "lost sign"),
        ("soft_threshold", lambda z, t: np.where(z > t, z - t, 0), "only positive values survive"),
        ("soft_threshold", lambda z, t: np.where(z > 0, z - t, z + t), "no stop at zero"),
        ("soft_threshold", lambda z, t: np.where(z < 0, z + t, z - t), "no stop at zero"),
        ("soft_threshold", lambda z, t: np.maximum(np.minimum(z, t), -t), "clipping"),
        ("lambda_max", lambda X, y: abs(y @ X / y.size).max(), "not centred"),
        ("lambda_max", lambda X, y: abs((y - y.mean()) @ X).max(), "summed loss"),
        ("lambda_max", lambda X, y: abs((y - y.mean()) @ X).max() * 2 / len(y), "factor two"),
        ("lambda_max", lambda X, y: ((y - y.mean()) @ X / len(y)).max(), "no absolute value"),
    ],
)
def test_a_short_mistake_is_recognized_in_another_spelling(name, function, mistake):
    assert named(run(function, name)) == {mistake}


def test_a_sign_by_division_fails_at_zero():
    with np.errstate(all="ignore"):
        report = run(lambda z, t: z / np.abs(z) * np.maximum(np.abs(z) - t, 0), "soft_threshold")
    failed = {result.name: result for result in report.results if result.status == "fail"}
    assert {"zero_threshold", "at_the_threshold"} <= set(failed)
    zero = failed["zero_threshold"]
    assert zero.detail == "soft_threshold: expected finite numbers, got nan at index 0"


# --- earlier answers, and calling the reference ------------------------------

CD = """
def lasso_cd(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    n, p = X.shape
    Xc, yc = X - X.mean(axis=0), y - y.mean()
    a = (Xc**2).mean(axis=0)
    w = np.zeros(p) if w0 is None else np.where(np.ptp(X, axis=0) > 0, w0, 0.0)
    for n_iter in range(1, max_iter + 1):
        for j in np.flatnonzero(np.ptp(X, axis=0)):
            r = yc - Xc @ w
            w[j] = soft_threshold(Xc[:, j] @ r / n + a[j] * w[j], lam) / a[j]
        b = y.mean() - X.mean(axis=0) @ w
        if kkt_violation(X, y, w, b, lam) <= tol * lambda_max(X, y):
            break
    return w, b, n_iter

def lasso_path(X, y, lams):
    fits = [lasso_cd(X, y, lam) for lam in lams]
    return np.array([fit[0] for fit in fits]), np.array([fit[1] for fit in fits])
"""


@pytest.fixture
def notebook():
    namespace = {"np": np}
    exec(CD, namespace)
    # Wrappers: the reference itself would be refused.
    for function in (lambda_max, kkt_violation):
        namespace[function.__name__] = registry.exercise(f"lasso.{function.__name__}").reference[
            function.__name__
        ]
    namespace["soft_threshold"] = lambda z, t: np.where(np.abs(z) > t, z, 0.0)  # wrong
    return namespace


def test_a_wrong_soft_threshold_costs_nothing_in_what_is_built_on_it(notebook):
    wrong = notebook["soft_threshold"]
    for name in ("lasso_cd", "lasso_path"):
        report = run_exercise(f"lasso.{name}", notebook, SEED, guard=False)
        assert report.passed, report.text()
        assert [note.split()[:2] for note in report.notes] == [["your", "soft_threshold"]]
    assert notebook["soft_threshold"] is wrong


def library(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
    from sklearn.linear_model import Lasso

    model = Lasso(alpha=lam, tol=1e-12, max_iter=100_000).fit(X, y)
    return model.coef_, model.intercept_, model.n_iter_


def in_thread(X, y, lam, **options):
    result = []
    thread = threading.Thread(target=lambda: result.append(lasso_cd(X, y, lam, **options)))
    thread.start()
    thread.join()
    return result[0]


@pytest.mark.parametrize(
    ("name", "function", "target"),
    [
        ("soft_threshold", soft_threshold, "reglab.linear.prox.soft_threshold"),
        ("lambda_max", lambda X, y: lambda_max(X, y), "reglab.linear.optimality.lambda_max"),
        (
            "kkt_violation",
            functools.partial(kkt_violation),
            "reglab.linear.optimality.kkt_violation",
        ),
        ("lasso_cd", in_thread, "reglab.linear.lasso.lasso_cd"),
        ("lasso_cd", library, "sklearn.linear_model"),
        ("lasso_path", lasso_path, "reglab.linear.path"),
        (
            "lasso_path",
            lambda X, y, lams: tuple(
                map(
                    np.array,
                    zip(*[lasso_module.lasso_cd(X, y, lam)[:2] for lam in lams], strict=True),
                )
            ),
            "reglab.linear.lasso.lasso_cd",
        ),
    ],
)
def test_calling_the_reference_or_the_library_is_refused(name, function, target):
    report = run(function, name)
    assert report.earned == 0
    assert f"this answer calls {target}," in report.problem


# --- what a student once got away with, or was blamed for ---------------------


def test_an_order_that_is_not_undone_is_seen():
    def path(X, y, lams):
        order = np.argsort(lams)[::-1]
        fits = [lasso_cd(X, y, lam) for lam in lams[order]]
        return np.array([w for w, _, _ in fits])[order], np.array([b for _, b, _ in fits])[order]

    report = run_exercise("lasso.lasso_path", {"lasso_path": path}, SEED, guard=False)
    assert named(report) == {"order applied twice"}


def test_columns_may_be_visited_in_any_order():

    def solve(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
        n, p = X.shape
        rng, mean, scale = np.random.default_rng(5), X.mean(axis=0), lambda_max(X, y)
        Xc, yc = X - mean, y - y.mean()
        a = (Xc**2).mean(axis=0)
        w = np.zeros(p) if w0 is None else np.where(np.ptp(X, axis=0) > 0, w0, 0.0)
        for sweep in range(1, max_iter + 1):  # noqa: B007
            for j in rng.permutation(np.flatnonzero(np.ptp(X, axis=0))):
                z = Xc[:, j] @ (yc - Xc @ w) / n + a[j] * w[j]
                w[j] = prox(z, lam) / a[j]
            if kkt_violation(Xc, yc, w, 0.0, lam) <= tol * scale:
                break
        return w, y.mean() - mean @ w, sweep

    report = run_exercise("lasso.lasso_cd", {"lasso_cd": solve}, SEED, guard=False)
    assert report.passed, report.text()


def test_a_start_that_is_only_counted_is_seen_in_the_weights():
    def solve(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
        w, b, n_iter = lasso_cd(X, y, lam, None, tol, max_iter)
        return w, b, n_iter if w0 is None else 1

    report = run_exercise("lasso.lasso_cd", {"lasso_cd": solve}, SEED, guard=False)
    assert "warm_start" in [result.name for result in report.results if result.status == "fail"]


def test_an_objective_that_stands_still_is_no_descent():
    def solve(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
        if max_iter == 1 and np.any(w0):
            return w0, y.mean() - X.mean(axis=0) @ w0, 1
        return lasso_cd(X, y, lam, w0, tol, max_iter)

    report = run_exercise("lasso.lasso_cd", {"lasso_cd": solve}, SEED, guard=False)
    (failure,) = [result for result in report.results if result.status == "fail"]
    assert failure.name == "monotone"
    assert failure.hint.startswith("Each sweep must come nearer")


def test_a_stop_test_that_never_fires_is_not_taken_for_a_cold_start():
    right = descend(
        lambda x, yc, Xc, w, j, lam, n, r: (
            prox(x @ partial_residual(x, yc, Xc, w, j) / n, lam) / np.mean(x**2)
        )
    )

    def solve(X, y, lam, w0=None, tol=1e-8, max_iter=10_000):
        w, b, _ = right(X, y, lam, w0, 0.0, max_iter)
        return w, b, max_iter

    report = run_exercise("lasso.lasso_cd", {"lasso_cd": solve}, SEED, guard=False)
    assert named(report) == {"stopping test never met"}
