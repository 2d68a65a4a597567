"""A reference is blank in the sandbox, wherever it stands and however it is written.

The package is copied, references are planted in the copy, and student code's view of it is made.
"""

import json
import os
import shutil
import subprocess
import sys

import pytest

from reglab.sandbox.host.package import PACKAGE

# One reference each: the file, its text, and an expression that calls it and is 42 outside.
PLACES = {
    "plain": ("linear/planted_plain.py", "def f(x):\n    return x + 1", "m.f(41)"),
    "compare": ("compare/paired.py", "def planted_f(x):\n    return x + 1", "m.planted_f(41)"),
    "datasets": ("datasets/planted_data.py", "def f(x):\n    return x + 1", "m.f(41)"),
    "new_room": ("brand_new/planted_room.py", "def f(x):\n    return x + 1", "m.f(41)"),
    "alias": ("nn/planted_alias.py", "def f(x):\n    return x + 1\n\n\ng = f", "m.g(41)"),
    "lambda_": ("nn/planted_lambda.py", "f = lambda x: x + 1", "m.f(41)"),
    "cached": (
        "nn/planted_cached.py",
        "import functools\n\n\n@functools.cache\ndef f(x):\n    return x + 1",
        "m.f(41)",
    ),
    "context": (
        "nn/planted_context.py",
        "import contextlib\n\n\n@contextlib.contextmanager\ndef f(x):\n    yield x + 1",
        "m.f(41).__enter__()",
    ),
    "table": ("nn/planted_table.py", "TABLE = {'f': lambda x: x + 1}\nf = TABLE['f']", "m.f(41)"),
    "partial": (
        "nn/planted_partial.py",
        "import functools\n\n\ndef add(x, y):\n    return x + y\n\n\nf = functools.partial(add, 1)",
        "m.f(41)",
    ),
    "method": (
        "nn/planted_class.py",
        "class f:\n    def __init__(self, x):\n        self.x = x\n\n    @property\n"
        "    def more(self):\n        return self.x + 1\n",
        "m.f(41).more",
    ),
    "branch": (
        "nn/planted_branch.py",
        "try:\n    import numpy\nexcept ImportError:\n    f = None\nelse:\n"
        "    def f(x):\n        return x + 1\n",
        "m.f(41)",
    ),
    "default": (
        "nn/planted_default.py",
        "def f(x, step=lambda x: x + 1):\n    return step(x)",
        "m.f(41)",
    ),
    "looped": (
        "nn/planted_loop.py",
        "for name, f in {'f': lambda x: x + 1}.items():\n    pass",
        "m.f(41)",
    ),
    "filled": (
        "nn/planted_filled.py",
        "TABLE = {}\nTABLE.update(f=lambda x: x + 1)\n\n\ndef f(x):\n    return TABLE['f'](x)",
        "m.TABLE['f'](41)",
    ),
    "vectorized": (
        "nn/planted_vectorized.py",
        "import numpy as np\n\nmany = np.vectorize(lambda x: x + 1)\n\n\n"
        "def f(x):\n    return many(x)",
        "int(m.many(41))",
    ),
    "ordered": (
        "nn/planted_ordered.py",
        "from collections import OrderedDict\n\nTABLE = OrderedDict(f=lambda x: x + 1)\n\n\n"
        "def f(x):\n    return TABLE['f'](x)",
        "m.TABLE['f'](41)",
    ),
    "attribute": (
        "nn/planted_attribute.py",
        "def f(x):\n    return f.more(x)\n\n\nf.more = lambda x: x + 1",
        "m.f.more(41)",
    ),
    "instance": (
        "nn/planted_instance.py",
        "class Holder:\n    def __init__(self, inner):\n        self.inner = inner\n\n\n"
        "f = lambda x: x + 1\nHELD = Holder.__new__(Holder)\nHELD.inner = lambda x: x + 1",
        "m.HELD.inner(41)",
    ),
    "nested_super": (
        "nn/planted_super.py",
        "class Base:\n    def g(self, x):\n        return x\n\n\nclass f:\n"
        "    def __init__(self, x):\n        self.x = x\n\n    def more(self):\n"
        "        class B(Base):\n            def g(self, x):\n"
        "                return super().g(x) + 1\n\n        return B().g(self.x)",
        "m.f(41).more()",
    ),
    "wrapped": (
        "nn/planted_wrapped.py",
        "from reglab.nn.planted_wrapper import twice_called\n\n\n"
        "@twice_called\ndef f(x):\n    return x + 0.5",
        "m.f(41)",
    ),
}
# What calls or passes on the plain one, in another file.
CALLERS = {
    "imported": ("from reglab.linear.planted_plain import f as g\n\n\ndef h(x):\n    return g(x)"),
    "by_module": ("import reglab.linear.planted_plain as p\n\n\ndef h(x):\n    return p.f(x)"),
    "by_package": ("import reglab.linear.planted_plain\n\n\ndef h(x):\n"
                   "    return reglab.linear.planted_plain.f(x)"),
    "inside": "def h(x):\n    from reglab.linear.planted_plain import f\n\n    return f(x)",
    "from_lambda": "from reglab.linear import planted_plain\n\nh = lambda x: planted_plain.f(x)",
    "passed_on": "from reglab.linear.planted_plain import f as h",
}  # fmt: skip
WRAPPER = """
def twice_called(function):
    def again(x):
        return function(function(x))

    return again
"""
EXERCISE = """
from {module} import {name}
from reglab.checks.model import PASSED, Exercise, Number

EXERCISE = Exercise(
    "planted.{id}", title="90.1 {id}", points=1, arguments=("x",), returns=Number(),
    reference={name},
)


@EXERCISE.property("it is", draw=lambda rng: {{"x": 41.0}})
def it_is(data, out):
    return PASSED
"""
MAKE = """
import json, sys
from pathlib import Path
from reglab.sandbox.host.hidden import Hidden
from reglab.sandbox.host.package_copy import make_copy
ids = json.loads(sys.argv[1])
make_copy(ids, Path(sys.argv[2]))
hidden = Hidden(ids)
whole = {module: hidden.source(module, ids) for module in hidden.modules}
print(json.dumps(whole))
"""
CALL = """
import importlib, json, sys
from reglab.sandbox.guest.restore import restore
calls, whole = json.load(sys.stdin)
found = {}
def call(module, expression):
    try:
        return eval(expression, {"m": importlib.import_module(module)})
    except Exception as error:
        return f"{type(error).__name__}: {error}"
before = {id: call(*one) for id, one in calls.items()}
for module, source in whole.items():
    restore(module, source)
print(json.dumps([before, {id: call(*one) for id, one in calls.items()}]))
"""


def module_of(file):
    return "reglab." + file.removesuffix(".py").replace("/", ".")


@pytest.fixture(scope="module")
def called(tmp_path_factory):
    """What each call gives in the sandbox's copy of the package: while hidden, and given back."""
    home = tmp_path_factory.mktemp("home")
    package = home / "reglab"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PACKAGE.parent / "data", home / "data")
    (package / "brand_new").mkdir()
    (package / "brand_new/__init__.py").write_text("")
    (package / "nn/planted_wrapper.py").write_text(WRAPPER)
    lesson = package / "exercises/planted"
    lesson.mkdir()
    (lesson / "__init__.py").write_text("")
    calls = {}
    for id, (file, text, expression) in PLACES.items():
        with open(package / file, "a") as target:
            target.write(f"\n\n{text}\n")
        name = {"compare": "planted_f", "alias": "g"}.get(id, "f")
        module = module_of(file)
        (lesson / f"{id}.py").write_text(EXERCISE.format(module=module, name=name, id=id))
        calls[id] = (module, expression)
    for id, text in CALLERS.items():
        (package / f"augment/planted_{id}.py").write_text(text + "\n")
        calls[id] = (f"reglab.augment.planted_{id}", "m.h(41)")
    ids = json.dumps([f"planted.{id}" for id in PLACES])
    whole = run(home, ["-c", MAKE, ids, str(home / "view")])
    shutil.rmtree(package)
    return run(home / "view", ["-c", CALL], [calls, whole])


def run(home, arguments, given=None):
    done = subprocess.run(
        [sys.executable, "-P", *arguments],
        input=json.dumps(given),
        env={**os.environ, "PYTHONPATH": str(home)},
        cwd=home,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("place", [*PLACES, *CALLERS])
def test_a_reference_is_blank_until_it_is_given_back(called, place):
    before, after = called
    assert before[place] == "RuntimeError: reglab hides this function while it grades"
    assert after[place] == 42
