"""docs/auditing.md: its claim is written, tried and run as the page says."""

import re
import subprocess
import sys
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs/auditing.md").read_text("utf-8")


def console(command):
    """The output that the page shows below a command."""
    (block,) = re.findall(rf"```console\n\$ {re.escape(command)}\n(.*?)```", PAGE, re.DOTALL)
    return block


def run(command, folder):
    assert command.startswith("reglab ")
    arguments = [sys.executable, "-m", "reglab", *command.split()[1:]]
    done = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout, done.stderr


def test_the_example_from_a_sentence_to_a_verdict(tmp_path):
    new = "reglab audit new huber_is_better"
    status, said, _ = run(new, tmp_path)
    assert (status, said) == (0, console(new))
    path = tmp_path / "claims/huber_is_better.py"
    # The skeleton runs as it is.
    assert "TODO" in path.read_text("utf-8")
    status, said, errors = run("reglab audit huber_is_better --quick", tmp_path)
    assert (status, "ridge minus least squares" in said) == (0, True), errors
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    path.write_text(code, encoding="utf-8")
    status, said, errors = run("reglab audit huber_is_better --quick", tmp_path)
    assert (status, "decide nothing" in said) == (0, True), errors
    final = "reglab audit huber_is_better"
    status, said, errors = run(final, tmp_path)
    assert (status, errors.strip()) == (0, "huber_is_better: done")
    assert said.startswith(console(final))
    changed = code.replace("margin=0.05", "margin=0.1")
    assert changed != code
    path.write_text(changed, encoding="utf-8")
    status, _, errors = run(final, tmp_path)
    (promised,) = re.findall(r"```text\n(.*?)expected registration", PAGE, re.DOTALL)
    assert status == 2
    assert errors.startswith(f"reglab: {promised}")


def test_a_claim_is_not_overwritten(tmp_path):
    assert run("reglab audit new mine", tmp_path)[0] == 0
    for name, reason in (
        ("mine", "claims/mine.py exists"),
        ("l1_zeros", "l1_zeros is taken"),
        ("run", "run is taken"),
        ("2nd", "expected a name such as"),
        ("../up", "expected a name such as"),
    ):
        status, _, errors = run(f"reglab audit new {name}", tmp_path)
        assert (status, reason in errors) == (2, True), errors
