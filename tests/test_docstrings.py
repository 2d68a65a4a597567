"""The public numerical functions are documented as docs/conventions.md promises."""

import importlib
import inspect
import re

import pytest
from numpydoc.docscrape import FunctionDoc
from numpydoc.validate import validate

ROOMS = (
    "linear",
    "nn",
    "augment",
    "validation",
    "ensembles",
    "compare",
    "datasets",
    "plots",
    "quiet",
)

# Documented parameters, in order and typed; a summary; what comes back; an example.
DEMANDED = {"GL08", "SS01", "PR01", "PR02", "PR03", "PR04", "RT01", "YD01"}


def public_functions(room):
    module = importlib.import_module(f"reglab.{room}")
    values = {name: getattr(module, name) for name in module.__all__}
    return [name for name, value in values.items() if callable(value)]


FUNCTIONS = [(room, name) for room in ROOMS for name in public_functions(room)]


@pytest.mark.parametrize(("room", "name"), FUNCTIONS, ids=lambda part: part)
def test_a_public_docstring_says_what_goes_in_and_what_comes_out(room, name):
    errors = validate(f"reglab.{room}.{name}")["errors"]
    assert [message for code, message in errors if code in DEMANDED] == []


REFERENCES = [
    (room, name)
    for room, name in FUNCTIONS
    if room in ROOMS[:6]
    and inspect.isfunction(getattr(importlib.import_module(f"reglab.{room}"), name))
]


@pytest.mark.parametrize(("room", "name"), REFERENCES, ids=lambda part: part)
def test_a_reference_names_its_shapes_its_lesson_its_source_and_an_example(room, name):
    function = getattr(importlib.import_module(f"reglab.{room}"), name)
    doc = FunctionDoc(function)
    assert "``" in " ".join(doc["Summary"] + doc["Extended Summary"])  # the formula
    for parameter in doc["Parameters"]:
        if parameter.name.split(",")[0] in ("X", "y", "w", "lams"):
            assert "shape" in parameter.type, parameter.name
    assert re.search(r"Taught in: \d\d_", " ".join(doc["Notes"]))
    assert doc["References"]
    assert doc["Raises"]
    assert ">>>" in " ".join(doc["Examples"])
