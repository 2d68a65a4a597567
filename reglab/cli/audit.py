"""``reglab audit``: test claims by registered experiments."""

import os
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from reglab.cli.console import err, out
from reglab.errors import UserError

__all__ = ["app"]

FOLDER = Path("build/audit")


class _Group(TyperGroup):
    """``reglab audit CLAIM...`` is ``reglab audit run CLAIM...``."""

    def parse_args(self, ctx, args):
        helps = args[:1] in (["--help"],)
        if not helps and (not args or args[0] not in self.commands):
            args = ["run", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_Group,
    help="Test claims about regularization by registered experiments.\n\n"
    "reglab audit [CLAIM...] runs claims (see reglab audit run --help).\n\n"
    "Example: reglab audit --quick",
)


@app.command()
def run(
    claims: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CLAIM...]", help="Names or files; default: all of the course."),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Few seeds, one regime: a trial without verdicts.")
    ] = False,
    full: Annotated[
        bool, typer.Option("--full", help="All registered seeds and regimes (the default).")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Repeat finished claims with the same plans.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, help="Regimes that run at the same time; default: all cores."),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Run on a Dask cluster, such as tcp://host:8786."),
    ] = None,
    folder: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", help="Where results and the page go.")
    ] = FOLDER,
) -> None:
    """Run claims, print their verdicts, and write a page about them.

    Finished regimes are not run again, and a run that was stopped continues.

    Example: reglab audit l1_zeros l2_zeros
    """
    if quick and full:
        raise UserError("expected --quick or --full, and not both")
    if cluster and jobs:
        raise UserError("expected --jobs or --cluster, and not both: a cluster has its own workers")
    from reglab.audit import Store, choose, summary, write_page

    entries = choose(claims or [])
    store = Store(folder / "quick" if quick else folder)
    problems = _run(
        entries, store, jobs or len(os.sched_getaffinity(0)), cluster, quick=quick, again=again
    )
    page = write_page(entries, store, quick=quick)
    out.print(summary(entries, store, quick=quick), markup=False)
    out.print(f"\nPage: {page}", markup=False)
    for line in problems:
        err.print(f"reglab: {line}", markup=False)
    if problems:
        raise typer.Exit(1)


@app.command()
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Such as dropout_beats_l2.")],
    folder: Annotated[
        Path, typer.Option("--to", metavar="FOLDER", help="Where the file goes.")
    ] = Path("claims"),
) -> None:
    """Write the file of a new claim, to be filled in.

    Example: reglab audit new dropout_beats_l2
    """
    from reglab.audit import new_claim

    out.print(new_claim(name, folder).as_posix(), markup=False)


def _run(entries, store, jobs, cluster, *, quick, again):
    from reglab.audit import on_cluster, run_audit
    from reglab.workers.progress import terminal_progress

    def told(name):
        if not err.is_terminal:  # a bar shows it there
            err.print(f"{name}: done", markup=False)

    # Processes share the cores: threads of linear algebra would only wait for each other. The
    # processes inherit this.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    with on_cluster(cluster) as runner, terminal_progress(label="Auditing") as progress:
        return run_audit(
            entries, store, quick=quick, again=again, jobs=jobs, progress=progress,
            finished=told, runner=runner,
        )  # fmt: skip
