"""What tests of several rooms share."""

import signal
import sys

import pytest

import reglab.exercises
from reglab.checks.model import registry
from reglab.sandbox.host import call_graph, hidden, package
from reglab.sandbox.host.package_copy import make_copy

MATRIX = "tests/exercises/test_matrix.py"

# A shell starts its background processes with Ctrl-C ignored, and all that they start inherits it.
# Tests that press Ctrl-C would then wait in vain.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items):
    """Say which tests stay in one process, for ``--dist loadgroup`` of the slow ones.

    A file's tests share a graded class or a running JupyterLab; those of the matrix share what a
    lesson's exercises cost to load.
    """
    for item in items:
        file = item.path.relative_to(item.config.rootpath).as_posix()
        ids = getattr(item, "callspec", None)
        lesson = str(ids.params.get("id", "")).partition(".")[0] if ids else ""
        group = f"{file} {lesson}" if file == MATRIX and lesson else file
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    """A copy of the package as a submission sees it."""
    folder = tmp_path_factory.mktemp("view")
    make_copy(["lasso.soft_threshold"], folder)
    return folder


@pytest.fixture
def plant(tmp_path, monkeypatch):
    """Write files of a lesson `planted`, which is found as the course's own are."""
    (tmp_path / "planted").mkdir()
    monkeypatch.setattr(reglab.exercises, "__path__", [*reglab.exercises.__path__, str(tmp_path)])

    def write(**files):
        for name, text in {"__init__": "", **files}.items():
            (tmp_path / "planted" / f"{name}.py").write_text(text)
        forget()

    yield write
    forget()


def forget():
    cached = [
        registry._lessons_in,
        registry.items_of,
        registry._exercise_in_its_file,
        package.imports,
    ]
    cached += [package.module_tree, call_graph._definitions, call_graph._imported]
    cached += [hidden._answers_in, hidden._answers, hidden._hidden_from, hidden._entries_of]
    for function in cached:
        function.cache_clear()
    for name in [name for name in sys.modules if name.startswith("reglab.exercises.planted")]:
        del sys.modules[name]
