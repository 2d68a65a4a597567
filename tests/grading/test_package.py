"""The package is light, a class that cannot be graded is one clear line, a table is plain text."""

import io
import subprocess
import sys

import pytest
from rich.console import Console

from reglab.grading import (
    GradeResult,
    GradingError,
    Status,
    grade_class,
    print_table,
)


def test_importing_the_package_loads_neither_nbgrader_nor_rich():
    code = """
import sys, reglab.grading
reglab.grading.grade_class, reglab.grading.write_csv, reglab.grading.print_table
print(sorted({'nbgrader', 'nbclient', 'rich', 'IPython', 'sklearn', 'jinja2'} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_is_missing_is_named(checkout, tmp_path):
    with pytest.raises(GradingError, match="found no folder submitted/"):
        grade_class(["03"], tmp_path, root=checkout)
    (tmp_path / "submitted" / "a").mkdir(parents=True)
    with pytest.raises(GradingError, match=r"submitted/<student>/03_small/, found none"):
        grade_class(["03"], tmp_path, root=checkout)
    with pytest.raises(GradingError, match=r"unknown lesson .*expected one of 03_small"):
        grade_class(["04"], tmp_path, root=checkout)
    with pytest.raises(GradingError, match="found none"):
        grade_class(None, tmp_path, root=checkout)
    assert not (tmp_path / "reglab_seed.json").exists()


def test_submissions_outside_of_a_course_are_named(tmp_path, monkeypatch):
    """Not "found none": the submissions are there, the course is not."""
    (tmp_path / "submitted" / "ann" / "03_lasso").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    for lessons in (None, ["03_lasso"]):
        with pytest.raises(GradingError, match="unknown lesson '03_lasso': no course was found"):
            grade_class(lessons, tmp_path)


def test_names_and_hints_do_not_steer_the_terminal():
    out = io.StringIO()
    result = GradeResult("[red]a\x1b[2J\n", "03_lasso", Status.FAILED, reason="[/] \x07 why")
    print_table([result], Console(file=out, width=80, force_terminal=True, color_system=None))
    assert "[red]a" in out.getvalue()
    assert "[/]" in out.getvalue()
    assert "\x1b[2J" not in out.getvalue()
    assert "\x07" not in out.getvalue()


def test_a_table_says_who_was_graded_without_a_sandbox():
    def shown(*results):
        out = io.StringIO()
        print_table(list(results), Console(file=out, width=80))
        return " ".join(out.getvalue().split())

    guarded = GradeResult("ann", "03_lasso", Status.GRADED, 1.0, 1.0)
    open_ = GradeResult("bob", "03_lasso", Status.GRADED, 1.0, 1.0, sandboxed=False)
    assert "sandbox" not in shown(guarded)
    text = shown(guarded, open_)
    assert "no sandbox" in text
    assert "Warning: 1 of 2 were graded without a sandbox." in text
