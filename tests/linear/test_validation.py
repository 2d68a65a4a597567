"""What every function of the room promises about its input, and the centring they share."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from reglab import linear
from reglab.linear._validation import centre

# name -> a call with every argument that can be given as an array
CALLS = {
    "fit_ols": dict(X=None, y=None),
    "ridge_closed_form": dict(X=None, y=None, lam=0.1),
    "ridge_svd_path": dict(X=None, y=None, lams=[0.1, 0.0, 1.0]),
    "effective_df": dict(X=None, lam=0.1),
    "equivalent_lambda": dict(eta=0.1, t=[2, 5]),
    "gd_filter": dict(s=[1.0, 0.5], eta=0.1, t=[2, 5]),
    "gd_path": dict(X=None, y=None, eta=0.01, steps=3),
    "ridge_filter": dict(s=[1.0, 0.5], lam=0.1),
    "lambda_max": dict(X=None, y=None),
    "kkt_violation": dict(X=None, y=None, w=[1.0, 0.0, -1.0], b=0.5, lam=0.1),
    "lasso_cd": dict(X=None, y=None, lam=0.1, w0=[1.0, 0.0, -1.0]),
    "lasso_path": dict(X=None, y=None, lams=[0.1, 0.0, 1.0]),
    "elastic_net_cd": dict(X=None, y=None, lam=0.1, l1_ratio=0.5, w0=[1.0, 0.0, -1.0]),
    "group_gap": dict(w=[1.0, 0.0, -1.0], groups=[0, 1, 0]),
    "huber_fit": dict(X=None, y=None, delta=0.5, lam=0.1),
    "huber_loss_grad": dict(r=[1.0, -2.0, 0.1], delta=0.5),
    "elastic_net_path": dict(X=None, y=None, lams=[0.1, 0.0, 1.0], l1_ratio=0.5),
    "duality_gap": dict(X=None, y=None, w=[1.0, 0.0, -1.0], b=0.5, lam=0.1, l1_ratio=0.5),
    "soft_threshold": dict(z=[1.0, -2.0], t=[0.5, 0.5]),
    "to_sklearn_alpha": dict(lam=0.5, n=10),
    "logreg_prox": dict(X=None, y=None, lam=0.1, l1_ratio=0.5, lr=0.01, n_steps=3),
    "logistic_kkt_violation": dict(
        X=None, y=None, w=[1.0, 0.0, -1.0], b=0.5, lam=0.1, l1_ratio=0.5
    ),
    "poly_features": dict(x=[1.0, -2.0, 0.5], degree=3),
}
OF_CLASSES = ("logreg_prox", "logistic_kkt_violation")  # their y is a label, 0 or 1
every_function = pytest.mark.parametrize("name", CALLS)


def taking(argument):
    return pytest.mark.parametrize("name", [name for name in CALLS if argument in CALLS[name]])


def whole_numbers(name):
    rng = np.random.default_rng(0)
    X, y = rng.integers(-5, 6, (6, 3)) * 1.0, rng.integers(-5, 6, 6) * 1.0
    return {"X": X, "y": (y > 0) * 1.0 if name in OF_CLASSES else y}


def call(name, **changes):
    data = whole_numbers(name)
    arguments = {key: data.get(key, value) for key, value in CALLS[name].items()}
    return getattr(linear, name)(**(arguments | changes))


def flat(result):
    parts = result if isinstance(result, tuple) else (result,)
    return np.concatenate([np.ravel(part) for part in parts])


def test_every_public_function_is_covered_here():
    assert set(CALLS) == set(linear.__all__)


@every_function
def test_inputs_are_never_mutated_nor_handed_back(name):
    rng = np.random.default_rng(1)
    data = whole_numbers(name) | {"X": rng.standard_normal((6, 3))}
    given_arrays = {}
    for key, value in CALLS[name].items():
        if key not in ("n", "degree"):
            given_arrays[key] = data.get(key, np.array(value))
    copies = {key: value.copy() for key, value in given_arrays.items()}
    for value in given_arrays.values():
        value.flags.writeable = False  # an in-place operation would raise
    result = call(name, **given_arrays)
    for key, value in given_arrays.items():
        assert_array_equal(value, copies[key])
        parts = result if isinstance(result, tuple) else (result,)
        assert not any(np.shares_memory(value, part) for part in parts)


@taking("X")
def test_lists_integers_booleans_and_any_memory_layout_give_the_same(name):
    base = {key: v for key, v in whole_numbers(name).items() if key in CALLS[name]}
    expected = flat(call(name))
    kinds = [
        np.ndarray.tolist,
        np.asfortranarray,
        lambda a: np.repeat(a, 2, axis=0)[::2],
        lambda a: a.astype(np.int16),
    ]
    for kind in kinds:
        changed = {key: kind(value) for key, value in base.items()}
        assert_allclose(flat(call(name, **changed)), expected, atol=1e-9)
    boolean = base["X"] > 0
    assert_array_equal(flat(call(name, X=boolean)), flat(call(name, X=boolean * 1.0)))


@taking("X")
@pytest.mark.parametrize(
    ("X", "message"),
    [
        (np.ones(5), r"X must have shape \(n_samples, n_features\), got \(5,\)"),
        (np.ones((6, 3, 1)), r"X must have shape .* got \(6, 3, 1\)"),
        (3.0, r"X must have shape .* got \(\)"),
        (np.ones((0, 3)), r"X must have at least one row.*, got shape \(0, 3\)"),
        (np.full((6, 3), np.nan), "X must hold finite numbers, got nan"),
        (np.full((6, 3), -np.inf), "X must hold finite numbers, got -inf"),
        (np.ones((6, 3), dtype=complex), "X must hold real numbers, got dtype complex128"),
        (np.full((6, 3), "1.0"), "X must hold real numbers, got dtype <U3"),
        (np.full((6, 3), None), "X must hold real numbers, got dtype object"),
        ([[1, 2], [3]], "X must be rectangular, got rows of unequal length"),
        (np.full((6, 3), 1e80), r"X must hold magnitudes up to 1e\+75, got 1e\+80"),
    ],
)
def test_bad_X_is_named(name, X, message):
    with pytest.raises(ValueError, match=message):
        call(name, X=X)


@taking("X")
def test_no_column_is_refused_except_where_the_intercept_alone_is_a_model(name):
    if name == "fit_ols":
        assert call(name, X=np.ones((6, 0)))[0].shape == (0,)
        return
    with pytest.raises(ValueError, match=r"at least one row and one column, got shape \(6, 0\)"):
        call(name, X=np.ones((6, 0)))


@pytest.mark.parametrize("name", ["fit_ols", "effective_df", "lambda_max", "lasso_cd"])
def test_a_column_that_varies_too_little_to_be_squared_is_named(name):
    X = np.eye(6, 3) * [1, 1e-90, 1]
    with pytest.raises(ValueError, match=r"X\[:, 1\] must be constant or vary by at least 1e-75"):
        call(name, X=X)


@taking("y")
@pytest.mark.parametrize(
    ("y", "message"),
    [
        (np.ones((6, 1)), r"y must have shape \(6,\), got \(6, 1\)"),
        (np.ones(5), r"y must have shape \(6,\), got \(5,\)"),
        ([], r"y must have shape \(6,\), got \(0,\)"),
        (None, "y must hold real numbers, got dtype object"),
        ([1, 2, 3, 4, 5, np.nan], "y must hold finite numbers, got nan"),
        ([1, 2, 3, 4, 5, np.inf], "y must hold finite numbers, got inf"),
        ([1, 2, 3, 4, 5, 1j], "y must hold real numbers, got dtype complex128"),
        ([1, 2, 3, 4, 5, -1e80], r"y must hold magnitudes up to 1e\+75, got 1e\+80"),
    ],
)
def test_bad_y_is_named(name, y, message):
    with pytest.raises(ValueError, match=message):
        call(name, y=y)


@taking("lam")
@pytest.mark.parametrize(
    ("lam", "message"),
    [
        (-1, "lam must be a number >= 0, got -1"),
        (np.nan, "lam must be a number >= 0, got nan"),
        (np.inf, "lam must be a number >= 0, got inf"),
        ([0.1], r"lam must be a number >= 0, got \[0\.1\]"),
        ("0.1", "lam must be a number >= 0, got"),
        (None, "lam must be a number >= 0, got"),
        (1j, "lam must be a number >= 0, got"),
    ],
)
def test_bad_lam_is_named(name, lam, message):
    with pytest.raises(ValueError, match=message):
        call(name, lam=lam)


@taking("lams")
@pytest.mark.parametrize(
    ("lams", "message"),
    [
        (0.1, r"lams must have shape \(n_lams,\) with n_lams >= 1, got \(\)"),
        ([], r"lams must have shape .* got \(0,\)"),
        ([[0.1]], r"lams must have shape .* got \(1, 1\)"),
        ([0.1, -0.5], r"lams must be >= 0, got -0\.5"),
        ([0.1, np.nan], "lams must hold finite numbers, got nan"),
    ],
)
def test_bad_lams_are_named(name, lams, message):
    with pytest.raises(ValueError, match=message):
        call(name, lams=lams)


@pytest.mark.parametrize(
    ("name", "changes", "message"),
    [
        ("kkt_violation", {"w": [1.0]}, r"w must have shape \(3,\), got \(1,\)"),
        ("kkt_violation", {"w": [1.0, 2.0, np.nan]}, "w must hold finite numbers, got nan"),
        ("kkt_violation", {"b": [1.0]}, r"b must be a number in .*, got \[1\.0\]"),
        ("kkt_violation", {"b": np.inf}, "b must be a number in .*, got inf"),
        (
            "kkt_violation",
            {"b": 1e200},
            r"b must be a number in \[-1e\+150, 1e\+150\], got 1e\+200",
        ),
        ("lasso_cd", {"w0": np.zeros(4)}, r"w0 must have shape \(3,\), got \(4,\)"),
        ("lasso_cd", {"w0": np.zeros((3, 1))}, r"w0 must have shape \(3,\), got \(3, 1\)"),
        ("lasso_cd", {"w0": 0.0}, r"w0 must have shape \(3,\), got \(\)"),
        ("lasso_cd", {"w0": [1, 2, np.inf]}, "w0 must hold finite numbers, got inf"),
        ("lasso_cd", {"w0": [1, 2, 1e200]}, r"w0 must hold magnitudes up to 1e\+150"),
        ("lasso_cd", {"tol": -1e-3}, r"tol must be a number >= 0, got -0\.001"),
        ("lasso_cd", {"tol": np.nan}, "tol must be a number >= 0, got nan"),
        ("lasso_cd", {"tol": None}, "tol must be a number >= 0, got"),
        ("lasso_cd", {"max_iter": 0}, "max_iter must be an integer >= 1, got 0"),
        ("lasso_cd", {"max_iter": 10.0}, r"max_iter must be an integer >= 1, got 10\.0"),
        ("lasso_cd", {"max_iter": None}, "max_iter must be an integer >= 1, got None"),
        ("elastic_net_cd", {"l1_ratio": -0.1}, r"l1_ratio must be a number in \[0, 1\], got -0\.1"),
        ("elastic_net_cd", {"l1_ratio": np.nan}, r"l1_ratio must be a number in \[0, 1\], got nan"),
        ("elastic_net_path", {"l1_ratio": 1.5}, r"l1_ratio must be a number in \[0, 1\], got 1\.5"),
        ("elastic_net_path", {"tol": -1}, "tol must be a number >= 0, got -1"),
        ("duality_gap", {"l1_ratio": 2}, r"l1_ratio must be a number in \[0, 1\], got 2"),
        ("duality_gap", {"w": [1.0]}, r"w must have shape \(3,\), got \(1,\)"),
        ("group_gap", {"groups": [0, 1]}, r"w must have shape \(2,\), got \(3,\)"),
        ("group_gap", {"groups": [0, 1, 0.5]}, r"groups must hold whole numbers, got 0\.5"),
        ("group_gap", {"groups": []}, r"groups must have shape .*, got \(0,\)"),
        ("group_gap", {"groups": ["a", "b", "c"]}, "groups must hold real numbers"),
        ("huber_fit", {"delta": 0}, "delta must be a number > 0, got 0"),
        ("huber_fit", {"max_iter": 0}, "max_iter must be an integer >= 1, got 0"),
        ("huber_loss_grad", {"delta": -1}, "delta must be a number > 0, got -1"),
        ("huber_loss_grad", {"r": [np.nan]}, "r must hold finite numbers, got nan"),
        ("to_sklearn_alpha", {"n": 0}, "n must be an integer >= 1, got 0"),
        ("to_sklearn_alpha", {"n": 2.5}, r"n must be an integer >= 1, got 2\.5"),
        ("soft_threshold", {"t": -0.5}, r"t must be >= 0, got -0\.5"),
        ("soft_threshold", {"t": [1.0, -1.0]}, "t must be >= 0, got -1"),
        ("soft_threshold", {"t": np.nan}, "t must hold finite numbers, got nan"),
        ("soft_threshold", {"z": [1.0, np.nan]}, "z must hold finite numbers, got nan"),
        ("soft_threshold", {"z": "abc"}, "z must hold real numbers"),
        ("soft_threshold", {"t": [1, 1, 1]}, r"t must broadcast .* shapes \(3,\) and \(2,\)"),
    ],
)
def test_bad_other_arguments_are_named(name, changes, message):
    with pytest.raises(ValueError, match=message):
        call(name, **changes)


@settings(deadline=None, derandomize=True, max_examples=100, database=None)
@given(
    A=st.tuples(st.integers(1, 8), st.integers(1, 4)).flatmap(
        lambda shape: arrays(float, shape, elements=st.floats(-1e6, 1e6))
    ),
    constant=st.floats(-1e6, 1e6),
)
def test_centring_restores_the_data_and_makes_constant_columns_exactly_zero(A, constant):
    A = np.column_stack([A, np.full(len(A), constant)])
    centred, mean = centre(A)
    assert_allclose(centred + mean, A, rtol=1e-12, atol=1e-9)
    assert_allclose(centred.mean(axis=0), 0, atol=1e-9)
    assert_array_equal(centred[:, -1], 0)
    assert mean[-1] == constant


def test_importing_the_room_loads_none_of_its_modules_and_nothing_heavy():
    code = (
        "import sys, reglab.linear\n"
        "heavy = {'sklearn', 'scipy', 'tensorflow', 'keras', 'matplotlib', 'IPython'}\n"
        "print(sorted(m for m in sys.modules if m.startswith('reglab.linear.')))\n"
        "[getattr(reglab.linear, name) for name in reglab.linear.__all__]\n"
        "print(sorted(heavy & sys.modules.keys()))\n"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.splitlines() == ["[]", "[]"], out.stdout + out.stderr


def test_names_are_listed_and_an_unknown_one_is_an_attribute_error():
    assert set(linear.__all__) <= set(dir(linear))
    with pytest.raises(AttributeError, match="has no attribute 'lasso_sd'"):
        _ = linear.lasso_sd
