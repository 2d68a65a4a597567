"""The ``reglab`` command. Each subcommand calls one function.

Bad input ends with one clear line on stderr and exit status 2; a finding (an
outdated notebook, a wrong answer, a failed matrix) ends with 1.
"""

from reglab.cli.app import app, main

__all__ = ["app", "main"]
