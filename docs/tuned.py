"""Make docs/tuned.md: the tuned tables of lessons 06 to 10, with their untuned counterparts.

``.venv/bin/python docs/tuned.py`` runs the lessons (several minutes), stores what their tuned
tables say in docs/tuned.json, and writes the page; ``docs/tuned.py 07`` renews one lesson. A test
holds the page against the stored numbers.
"""

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

DOCS = Path(__file__).parent
RECORD, PAGE = DOCS / "tuned.json", DOCS / "tuned.md"
LESSONS = ("06", "07", "08", "09", "10")
PACKAGES = ("numpy", "scikit-learn", "keras")
HEAD = """\
# Tuned and untuned differences

This page lists the tables of networks in lessons 06 to 10 in which methods choose their
hyperparameters, and compares each method with the first one of its table. `python
docs/tuned.py` runs the lessons and writes it.

A gain is a difference in accuracy on test rows, in percentage points, over the method in the
column "over", with a 95 % interval of the differences paired by seed. **Tuned**: for each seed
every method, the one that it is compared with included, chose from equally many candidates by its
accuracy on validation rows, which have the same share of wrong labels as the training rows, and
the test rows were read once. **Untuned**:
both methods have the hyperparameters that are written in their recipe. "Better in" is the share
of seeds in which the tuned method is more accurate; a tie counts one half. On digits, the rows of
all seeds come from the same 1,797 images, so these intervals hold for that data set.
"""


def collect(number):
    """Run the code of a lesson; return a row for each method of its tuned tables."""
    import jupytext
    import matplotlib as mpl

    from reglab import checks, nn, plots

    mpl.use("Agg")
    (path,) = DOCS.parent.glob(f"solutions/{number}_*/{number}_*.py")
    rows, heading = [], ""
    run_table, Table = nn.run_table, nn.Table

    def recorded(*args, **options):
        table = run_table(*args, **options)
        if options.get("tune"):
            rows.extend(rows_of(table, number, heading))
        return table

    def joined(outcomes):
        """A table that a lesson makes itself, from several with one method each."""
        table = Table(outcomes)
        rows.extend(rows_of(table, number, heading))
        return table

    nn.run_table, nn.Table = recorded, joined
    plots.show = plots.drawing = lambda *_, **__: None
    for name in ("check", "example", "predict", "reveal"):
        setattr(checks, name, lambda *_, **__: None)
    namespace = {"__name__": "lesson"}
    try:
        for cell in jupytext.read(path).cells:
            if cell.cell_type == "markdown":
                titles = [line for line in cell.source.splitlines() if line.startswith("##")]
                heading = titles[-1].lstrip("# ") if titles else heading
            elif not cell.metadata.get("nbgrader", {}).get("grade"):
                exec(compile(cell.source, str(path), "exec"), namespace)
    finally:
        nn.run_table, nn.Table = run_table, Table
    return rows


def rows_of(table, lesson, heading):
    """Return one row for each method after the first one of a tuned table."""
    base, *others = table
    rows = []
    for name in others:
        (chosen, count), *_ = table.chosen(name).most_common()
        rows.append(
            {
                "lesson": lesson,
                "heading": heading,
                "method": str(name),
                "over": str(base),
                "tuned": [round(x, 2) for x in table.gain(name)],
                "untuned": [round(x, 2) for x in table.untuned.gain(name)],
                "better": round(table.p_better(name), 3),
                "seeds": len(table[name].accuracy),
                "candidates": table[name].validation.shape[1],
                "chosen": f"{chosen} ({count})",
            }
        )
    return rows


def page(record):
    """Return the page as text."""
    lines = [HEAD]
    for lesson in LESSONS:
        rows = [row for row in record["rows"] if row["lesson"] == lesson]
        if not rows:
            continue
        lines += [
            f"\n## Lesson {lesson}\n",
            "| section | method | over | tuned gain | better in | untuned gain | seeds, candidates "
            "| chosen most often |",
            "| --- | --- | --- | --- | --- | --- | --- | --- |",
        ]
        for row in rows:
            cells = [
                *(row["heading"], row["method"], row["over"], _gain(row["tuned"])),
                *(f"{100 * row['better']:.0f} %", _gain(row["untuned"])),
                *(f"{row['seeds']}, {row['candidates']}", row["chosen"]),
            ]
            lines.append("| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |")
    packages = ", ".join(f"{name} {number}" for name, number in record["versions"].items())
    lines.append(f"\nMeasured on {record['date']}: {packages}.")
    return "\n".join(lines) + "\n"


def _gain(values):
    middle, low, high = values
    return f"{middle:+.2f} [{low:+.2f}, {high:+.2f}]"


def main(numbers):
    """Renew the rows of some lessons, or of all of them, and the page."""
    numbers = numbers or LESSONS
    old = json.loads(RECORD.read_text(encoding="utf-8"))["rows"] if RECORD.exists() else []
    rows = [row for row in old if row["lesson"] not in numbers]
    for number in numbers:
        begin = time.perf_counter()
        rows += collect(number)
        print(f"lesson {number}: {time.perf_counter() - begin:.0f} s", flush=True)
    record = {
        "date": time.strftime("%Y-%m-%d", time.gmtime()),
        "versions": {name: version(name) for name in PACKAGES},
        "rows": sorted(rows, key=lambda row: row["lesson"]),
    }
    RECORD.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(page(record), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
