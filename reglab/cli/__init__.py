"""The ``reglab`` command. Each subcommand is a thin shell around one function.

Bad input ends with one clear line on stderr and exit status 2; a finding (a
stale notebook, a wrong answer, a failed matrix) with 1.
"""

from reglab.cli.app import app, main

__all__ = ["app", "main"]
