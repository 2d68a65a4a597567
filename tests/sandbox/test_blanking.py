"""A hollow module has its names and none of its answers, until it is restored."""

import importlib
import inspect
import sys

import pytest

from reglab.sandbox.guest.restore import restore
from reglab.sandbox.host.blanking import blank

SOURCE = '''\
"""Says nothing of how."""

import math

LIMIT = 2


def double(x):
    """Twice."""
    return LIMIT * x


class Base:
    def __init__(self, size):
        self.size = size


class Layer(Base):
    """A layer."""

    kind = "dense"

    def __init__(self, size):
        super().__init__(size)
        self.names = [name for name in ("w", "b")]

    @property
    def area(self):
        return self.size**2

    @staticmethod
    def pi():
        return math.pi

    @classmethod
    def of(cls, size):
        return cls(size + 1)

    def scaled(self, by=3):
        def inner(x):
            return x * by

        return inner(self.size)


def maker(by):
    return lambda x: x * by
'''


@pytest.fixture
def module(tmp_path, monkeypatch):
    """The hollow module, imported."""
    (tmp_path / "hollow_sample.py").write_text(blank(SOURCE))
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("hollow_sample")
    del sys.modules["hollow_sample"]


def test_no_docstring_of_a_class_is_left():
    text = blank(
        'class Step:\n    """m = 0.9 m + 0.1 g"""\n\n\nclass Sized:\n    """How."""\n    n = 1\n'
    )
    assert "0.9" not in text
    assert "How" not in text


def test_no_body_is_left(module):
    text = blank(SOURCE)
    for secret in ("LIMIT * x", "size**2", "math.pi", "x * by", "Twice", "cls(size"):
        assert secret not in text.replace(" ** ", "**")
    for call in (lambda: module.double(2), lambda: module.Layer(2), module.Layer.pi):
        with pytest.raises(RuntimeError, match="reglab hides this function while it grades"):
            call()


def test_names_arguments_and_constants_stay(module):
    assert module.LIMIT == 2
    assert module.Layer.kind == "dense"
    assert list(inspect.signature(module.Layer.scaled).parameters) == ["self", "by"]


def test_restored_functions_are_the_same_objects_and_work(module):
    double, layer = module.double, module.Layer  # as somebody imported them before
    restore("hollow_sample", SOURCE)
    assert double(4) == 8
    made = layer(3)
    assert (made.size, made.area, made.names, made.scaled()) == (3, 9, ["w", "b"], 9)
    assert layer.of(1).size == 2
    assert layer.pi() > 3
    assert module.maker(5)(2) == 10
