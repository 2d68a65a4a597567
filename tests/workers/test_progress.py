"""A progress bar is for people at a terminal."""

import io

from rich.console import Console

from reglab.workers.progress import terminal_progress


def test_progress_is_shown_on_a_terminal_only():
    for terminal in (True, False):
        out = io.StringIO()
        console = Console(file=out, force_terminal=terminal, width=80)
        with terminal_progress(console) as progress:
            progress(3, 12, "ann")
        assert ("3/12" in out.getvalue()) is terminal
        assert bool(out.getvalue()) is terminal
