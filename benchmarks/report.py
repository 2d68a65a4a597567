"""The measured rows as a Markdown table and as a figure."""

import numpy as np

from reglab import plots

TITLES = {
    "ours": "reglab",
    "sklearn": "scikit-learn",
    "celer": "celer",
    "skglm": "skglm",
    "adelie": "adelie",
    "glmnet": "glmnet",
}


def table(rows, record):
    """Return a Markdown table: seconds, with the largest gap in brackets; the fastest in bold."""
    lines = [
        "| case | n | p | " + " | ".join(f"{title}, s (gap)" for title in TITLES.values()) + " |",
        "| --- " * (3 + len(TITLES)) + "|",
    ]
    for row in rows:
        times = [_finish(row, name) for name in TITLES]
        best = min(s for s, gap in times if gap <= record["goal_gap"])
        cells = [_cell(s, gap, s == best) for s, gap in times]
        lines.append(f"| {row['case']} | {row['n']} | {row['p']} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + f"\n\n{measured(record)}\n"


def measured(record):
    """Return the line under a table: when, with which versions, on what machine."""
    about = ", ".join(f"{key} {value}" for key, value in record["versions_and_machine"].items())
    return f"Measured on {record['date']}: {about}."


def peer_cell(peer, ours_s):
    """Return another library's cell: seconds, ratio to ours, accuracy and its interval."""
    if peer is None:
        return "–"
    lo, hi = (100 * end for end in peer["acc_minus_ours_95"])
    return (
        f"{peer['s']:.3g}, {peer['s'] / ours_s:.1f} times ours "
        f"({peer['acc']:.4f}; {lo:+.2f} to {hi:+.2f} points)"
    )


def put_into(page, name, text):
    """Replace what stands between the marks of a measured table in a Markdown page."""
    begin, end = f"<!-- measured: {name} -->\n", "<!-- end -->"
    before, found, rest = page.read_text("utf-8").partition(begin)
    if not found or end not in rest:
        raise ValueError(f"{page.name} must hold {begin.strip()!r} and {end!r}, got neither or one")
    after = rest[rest.index(end) :]
    page.write_text(before + begin + "\n" + text + "\n" + after, encoding="utf-8")


def line(row):
    """Return one case's times as one line."""
    times = [f"reglab {row['ours_s']:.3g} s"]
    times += [f"{TITLES[name]} {peer['s']:.3g} s" for name, peer in row["peers"].items()]
    return f"{row['case']}: " + ", ".join(times)


def write_figure(rows, path):
    """Draw time against p on the sparse designs, and every case's time relative to ours."""
    peers = [name for name in TITLES if any(name in row["peers"] for row in rows)]
    ratios = {
        name: [_finish(row, name)[0] / row["ours_s"] for row in rows if name in row["peers"]]
        for name in peers
    }
    fig, (left, right) = plots.figures(
        _finding(ratios), [("columns p", "seconds for 100 penalties"), ("times our time", "")],
        size=(11.0, 4.4),
    )  # fmt: skip
    sparse = [row for row in rows if row["case"].startswith("sparse")]
    for i, name in enumerate(["ours", *peers]):
        shown = [row for row in sparse if name == "ours" or name in row["peers"]]
        left.loglog(
            [row["p"] for row in shown],
            [_finish(row, name)[0] for row in shown],
            label=TITLES[name],
            **plots.series(i, marker=True),
        )
    left.set_title("sparse truth", fontsize=10)
    left.legend()
    for i, name in enumerate(peers, start=1):
        places = [k for k, row in enumerate(rows) if name in row["peers"]]
        style = plots.series(i, marker=True) | {"linestyle": "none"}
        right.semilogx(ratios[name], places, **style)
    right.axvline(1, color="0.4", linewidth=1)
    right.set_yticks(np.arange(len(rows)), [row["case"] for row in rows])
    right.invert_yaxis()
    right.set_title("right of the line: slower than reglab", fontsize=10)
    fig.savefig(path)


def _cell(s, gap, fastest):
    if np.isnan(s):
        return "not installed"
    return (f"**{s:.3g}**" if fastest else f"{s:.3g}") + f" ({gap:.0e})"


def _finish(row, name):
    if name == "ours":
        return row["ours_s"], row["ours_gap"]
    peer = row["peers"].get(name)
    return (peer["s"], peer["gap"]) if peer else (float("nan"), float("nan"))


def _finding(ratios):
    if not ratios:
        return "Only reglab was timed: no other library is installed"
    least = {name: min(values) for name, values in ratios.items()}
    closest = min(least, key=least.get)
    return (
        f"Of all cases and solvers, {TITLES[closest]} comes closest: "
        f"{least[closest]:.2f} times reglab's time"
    )
