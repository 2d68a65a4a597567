"""Make solutions/12_audit/regimes.json: the techniques of lesson 12 in six regimes.

``.venv/bin/python docs/regimes.py`` runs the lesson's cells up to the one that defines
`technique_grid`, calls it for every regime (about eight minutes), and stores the accuracies of all
seeds. The lesson draws its large figure and its decision table from this file. A test holds the
file against the lesson's methods and candidates.
"""

import json
import time
from importlib.metadata import version
from pathlib import Path

LESSON = Path(__file__).parents[1] / "solutions/12_audit/12_audit.py"
RECORD = LESSON.with_name("regimes.json")
REGIMES = [(n, noise) for n in (100, 400) for noise in (0.0, 0.2, 0.4)]
PACKAGES = ("numpy", "scipy")


def definitions():
    """Return what the lesson's set-up and the cell of `technique_grid` define."""
    import jupytext

    namespace = {"__name__": "lesson"}
    for cell in jupytext.read(LESSON).cells:
        code = cell.source if cell.cell_type == "code" else ""
        wanted = ("\nimport numpy", "def split(", "def technique_grid(")
        if any(text in code for text in wanted):
            exec(compile(code, str(LESSON), "exec"), namespace)
        if "def technique_grid(" in code:
            return namespace
    raise SystemExit(f"{LESSON.name}: expected a cell that defines technique_grid, found none")


def regime(lesson, n, noise):
    """Return the results of all methods in one regime."""
    table = lesson["technique_grid"](n, noise)
    return {
        "n": n,
        "noise": noise,
        "accuracy": {name: own.accuracy.round(4).tolist() for name, own in table.items()},
        "plain_untuned": table["plain"].untuned.accuracy.round(4).tolist(),
        "chosen": {name: dict(table.chosen(name).most_common(3)) for name in table},
        "candidates": {name: own.validation.shape[1] for name, own in table.items()},
    }


def main():
    """Run all regimes, and write the record."""
    lesson, found = definitions(), []
    for i, (n, noise) in enumerate(REGIMES, start=1):
        begin = time.perf_counter()
        found.append(regime(lesson, n, noise))
        seconds = time.perf_counter() - begin
        print(f"{i}/{len(REGIMES)}: {n} images, noise {noise}: {seconds:.0f} s", flush=True)
    record = {
        "date": time.strftime("%Y-%m-%d", time.gmtime()),
        "versions": {name: version(name) for name in PACKAGES},
        "seeds": list(lesson["SEEDS"]),
        "regimes": found,
    }
    RECORD.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
