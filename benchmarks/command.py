"""What every benchmark's command line has: which cases to run, and where the findings go."""

import argparse
import json
from pathlib import Path

from benchmarks.report import put_into


def parser(doc):
    """Return a parser with --out, --only and --page."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--out", type=Path, default=Path("build/bench"))
    parser.add_argument("--only", default="", help="run the cases whose names contain this")
    parser.add_argument("--page", type=Path, help="also put the table into this page, marked")
    return parser


def parse(parser, cases):
    """Return the options, and the cases that they ask for; at least one."""
    options = parser.parse_args()
    chosen = [case for case in cases if options.only in case.name]
    if not chosen:
        names = "; ".join(case.name for case in cases)
        parser.error(f"--only must be part of a case's name ({names}), got {options.only!r}")
    return options, chosen


def write(options, name, record, table):
    """Write a record as JSON and its table as Markdown, and into the page if there is one."""
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / f"{name}.json"
    path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    path.with_suffix(".md").write_text(table, encoding="utf-8")
    if options.page:
        put_into(options.page, name, table)
    print(table)
    print(f"Written: {path} and what stands beside it")
