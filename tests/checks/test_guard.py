"""The refusal of answers that call what they should be."""

import functools
import importlib
import subprocess
import sys
import threading
import types

import numpy as np
import pytest

from reglab.checks.model import Exercise
from reglab.checks.probing.guard import Guard, scan
from reglab.linear import lasso_cd, prox, soft_threshold
from reglab.linear import soft_threshold as renamed

REFERENCE = "reglab.linear.prox:soft_threshold"


def in_thread():
    thread = threading.Thread(target=lambda: prox.soft_threshold(1.0, 0.5))
    thread.start()
    thread.join()


class Method:
    call = staticmethod(soft_threshold)


@pytest.mark.parametrize(
    "call",
    [
        lambda: prox.soft_threshold(1.0, 0.5),
        lambda: renamed(1.0, 0.5),
        functools.partial(soft_threshold, t=0.5, z=1.0),
        lambda: [soft_threshold(z, 0.5) for z in (1.0, 2.0)],
        lambda: list(map(soft_threshold, [1.0], [0.5])),
        lambda: np.vectorize(soft_threshold)(np.ones(2), 0.5),
        lambda: Method.call(1.0, 0.5),
        lambda: getattr(prox, "soft_" + "threshold")(1.0, 0.5),
        in_thread,
        lambda: types.FunctionType(soft_threshold.__code__, {**vars(prox), "__name__": "x"})(1, 1),
        lambda: types.FunctionType(
            soft_threshold.__code__.replace(co_name="mine"), {**vars(prox), "__name__": "x"}
        )(1, 1),
    ],
)
def test_every_way_to_call_the_reference_is_seen(call):
    with Guard((REFERENCE,)) as guard:
        call()
    assert guard.calls == [REFERENCE]


def test_the_library_is_seen():
    from sklearn.linear_model import Lasso

    with Guard(("sklearn.linear_model",)) as guard:
        Lasso(alpha=0.1).fit(np.eye(3), np.arange(3.0))
    assert guard.calls == ["sklearn.linear_model"]


def test_an_import_that_imports_the_library_is_no_call(tmp_path, monkeypatch):
    """A module may call itself while it is loaded: the student has called nothing."""
    package = tmp_path / "toy_library"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "models.py").write_text("def fit():\n    return 1\n\nDEFAULT = fit()\n")
    monkeypatch.syspath_prepend(tmp_path)
    with Guard(("toy_library.models",)) as guard:
        models = importlib.import_module("toy_library.models")
    assert guard.calls == []
    with guard:
        models.fit()
    assert guard.calls == ["toy_library.models"]


def test_the_students_own_function_of_that_name_is_not_meant():
    def soft_threshold(z, t):
        return z

    soft_threshold.__qualname__ = "soft_threshold"
    with Guard((REFERENCE, "reglab.linear.lasso:lasso_path", "sklearn.linear_model")) as guard:
        soft_threshold(1.0, 0.5)
        lasso_cd(np.eye(2), np.ones(2), 0.1)  # another function of a forbidden one's file
    assert guard.calls == []


def test_stand_ins_are_not_meant():
    with Guard((REFERENCE,)) as guard:
        with guard.suspended():
            soft_threshold(1.0, 0.5)
        assert guard.calls == []
        soft_threshold(1.0, 0.5)
    assert guard.calls == [REFERENCE]


def test_profile_hooks_come_back():
    def hook(frame, event, arg):
        pass

    before = sys.getprofile(), threading.getprofile()
    try:
        sys.setprofile(hook)
        threading.setprofile(hook)
        with pytest.raises(KeyboardInterrupt), Guard((REFERENCE,)):
            raise KeyboardInterrupt
        assert sys.getprofile() is hook
        assert threading.getprofile() is hook
    finally:
        sys.setprofile(before[0])
        threading.setprofile(before[1])


def test_nothing_forbidden_needs_no_hook():
    with Guard(()):
        assert sys.getprofile() is None


def test_under_a_profiler_of_c_nothing_breaks():
    code = (
        "import cProfile\n"
        "import sys\n"
        "from reglab.checks.probing.guard import Guard\n"
        "profiler = cProfile.Profile()\n"
        "profiler.enable()\n"
        "before = sys.getprofile()\n"
        "with Guard(('textwrap:dedent',)):\n"
        "    pass\n"
        "raise SystemExit(0 if sys.getprofile() is before else 1)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("forbid", ["sklearn", "numpy", "reglab", "reglab.linear", "reglab.nn"])
def test_a_whole_room_or_package_is_never_forbidden(forbid):
    with pytest.raises(ValueError, match=r"toy.f: forbid"):
        Exercise("toy.f", title="f", points=1, forbid=(forbid,))


@pytest.mark.parametrize(
    "forbid", ["reglab.linear.lasso", "reglab.linear.lasso:lasso_cd", "sklearn.linear_model"]
)
def test_a_file_or_a_function_may_be_forbidden(forbid):
    assert Exercise("toy.f", title="f", points=1, forbid=(forbid,)).forbid == (forbid,)


FORBID = ("reglab.linear.lasso:lasso_cd", "sklearn.linear_model")


@pytest.mark.parametrize(
    "source",
    [
        "from reglab.linear import lasso_cd",
        "from reglab.linear import lasso_cd as mine",
        "from reglab.linear.lasso import lasso_cd, soft_threshold",
        "from reglab.linear.lasso import *",
        "from reglab.linear import *",
        "import reglab.linear.lasso as L\nL.lasso_cd",
        "import reglab\nreglab.linear.lasso_cd(X, y, 1)",
        "from reglab import linear\nf = linear.lasso_cd",
        "getattr(linear, 'lasso_cd')",
        "operator.attrgetter('lasso_cd')(linear)",
        "vars(linear)['lasso_cd']",
        "linear.__dict__['lasso_cd']",
        "from reglab.exercises.lasso.lasso_cd import LASSO_CD\nLASSO_CD.reference['lasso_cd']",
        "import sys\nsys.modules['reglab.linear.lasso']",
        "import importlib\nimportlib.import_module('reglab.linear.lasso')",
        "from importlib import import_module\nimport_module('sklearn.linear_model')",
        "__import__('sklearn.linear_model')",
        "import sklearn.linear_model",
        "import sklearn.linear_model._coordinate_descent as cd",
        "from sklearn.linear_model import Lasso",
        "from sklearn import linear_model as lm",
        "from sklearn.linear_model._coordinate_descent import lasso_path",
        "import sklearn\nsklearn.linear_model.Lasso()",
        "def f():\n    if True:\n        from reglab.linear import lasso_cd\n",
        "exec('import os')",
        "eval('1')",
        "%matplotlib inline\nfrom sklearn.linear_model import Lasso",
        "%%time\nfrom sklearn.linear_model import Lasso",
        "!pip list\nimport sklearn.linear_model",
        "np.linalg?\nimport sklearn.linear_model",
    ],
)
def test_scan_finds(source):
    found = scan(source, FORBID)
    assert found
    assert all(line.startswith("line ") for line in found)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "def lasso_cd(X, y, lam):\n    return lasso_cd",
        "lasso_cd(X, y, lam)",
        "# from sklearn.linear_model import Lasso",
        "text = 'lasso_cd and sklearn.linear_model'",
        "results['lasso_cd'] = 1",
        "from reglab.linear import soft_threshold",
        "from reglab.linear.lasso import lambda_max",
        "import sklearn\nimport numpy as np\nnp.linalg.norm(X)",
        "from sklearn.preprocessing import StandardScaler",
        "frame.eval('a + b')",
        "def broken(:",
        "\x00",
        "(" * 10_000,
        "%time x = 1\n",
    ],
)
def test_scan_accuses_nobody_else(source):
    assert scan(source, FORBID) == []


def test_files_are_not_the_modules_that_are_called_path():
    forbid = ["reglab.linear.path"]
    assert scan("import os\nos.path.join('a', 'b')\nsys.path", forbid) == []
    assert scan("linear.path.lasso_path", forbid) == ["line 1: uses linear.path"]


def test_scan_names_the_lines_in_order():
    source = "x = 1\nlinear.lasso_cd\n" + "x = 1\n" * 7 + "import sklearn.linear_model\n"
    assert [line.split(":")[0] for line in scan(source, FORBID)] == ["line 2", "line 10"]


def test_scan_finds_the_module_of_lasso_cd_itself():
    # The names in FORBID are real: a renamed function would leave the tests above without meaning.
    assert lasso_cd.__module__ + ":" + lasso_cd.__qualname__ == FORBID[0]
