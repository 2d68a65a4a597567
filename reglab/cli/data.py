"""``reglab data``: fetch data that does not come with the course."""

from pathlib import Path
from typing import Annotated

import typer

from reglab.cli.console import out

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True,
    help="Fetch data that does not come with the course.\n\nExample: reglab data mnist",
)


@app.command()
def mnist(
    folder: Annotated[
        Path | None, typer.Option("--to", help="Where to keep it; default: a cache folder.")
    ] = None,
) -> None:
    """Download MNIST (11 MB) and verify it; no lesson needs it.

    Example: reglab data mnist
    """
    from reglab.datasets import fetch_mnist

    found = fetch_mnist(folder, progress=True)
    out.print(f"MNIST: {found}", markup=False)
