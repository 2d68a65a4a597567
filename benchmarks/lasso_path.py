"""Lasso and elastic-net paths: ours against five other libraries, at equal accuracy.

``python -m benchmarks.lasso_path`` writes build/bench/lasso_path.json, .svg and .md.
"""

import warnings
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks import designs, lasso_peers
from benchmarks.command import parse, parser, write
from benchmarks.glmnet import glmnet_version
from benchmarks.lasso_peers import GOAL
from benchmarks.race import Entry, circumstances, progress_bar, race
from benchmarks.report import line, table, write_figure
from reglab.linear import duality_gap, elastic_net_path, lambda_max


@dataclass(frozen=True)
class Case:
    """One data set and a grid of 100 penalties, from the largest down to a hundredth of it."""

    name: str
    data: callable
    l1_ratio: float = 1.0


CASES = [
    Case("diabetes", designs.diabetes),
    Case("sparse, p=1000", partial(designs.sparse, 200, 1000)),
    Case("sparse, p=5000", partial(designs.sparse, 500, 5000)),
    Case("sparse, p=10000", partial(designs.sparse, 1000, 10000)),
    Case("noisy, p=1000", partial(designs.noisy, 200, 1000)),
    Case("noisy, p=5000", partial(designs.noisy, 500, 5000)),
    Case("dense truth", partial(designs.dense, 500, 2000)),
    Case("AR .95", partial(designs.autoregressive, 500, 2000, 0.95)),
    Case("tall", partial(designs.autoregressive, 20_000, 200, 0.5)),
    Case("elastic net, noisy, p=5000", partial(designs.noisy, 500, 5000), 0.5),
    Case("elastic net, AR .95", partial(designs.autoregressive, 500, 2000, 0.95), 0.5),
    Case("elastic net, tall", partial(designs.autoregressive, 20_000, 200, 0.5), 0.5),
]


def largest_gap(W, X, y, lams, l1_ratio):
    """Return the largest relative duality gap of a path's weights, each with its best intercept."""
    b = y.mean() - W @ X.mean(axis=0)
    gaps = [duality_gap(X, y, *answer, l1_ratio) for answer in zip(W, b, lams, strict=True)]
    return max(gaps) / (np.var(y) / 2)


def solve_ours(X, y, lams, l1_ratio):
    return elastic_net_path(X, y, lams, l1_ratio, tol=GOAL)[0]


def compare(case, **rounds):
    """Return the row of one case: our time and gap, and those of every peer; `rounds` to `race`."""
    X, y = case.data()
    # Column by column in memory, as coordinate descent reads it: nobody pays for a conversion.
    X = np.asfortranarray(X)
    lams = lambda_max(X, y) / case.l1_ratio * np.geomspace(1, 0.01, 100)
    arguments = (X, y, lams, case.l1_ratio)

    def quality(W):
        return largest_gap(W, *arguments)

    ours = Entry("ours", partial(solve_ours, *arguments), quality)
    with warnings.catch_warnings(), ExitStack() as stack:
        warnings.simplefilter("ignore")  # a peer's complaint shows in its gap
        finishes = race([ours, *lasso_peers.entries(*arguments, quality, stack)], **rounds)
    ours = finishes.pop("ours")
    peers = {name: {"s": f.seconds, "gap": f.quality} for name, f in finishes.items()}
    n, p = X.shape
    return {
        "case": case.name,
        "n": n,
        "p": p,
        "ours_s": ours.seconds,
        "ours_gap": ours.quality,
        "peers": peers,
    }


def main():
    """Run all cases, or those whose names contain --only."""
    arguments = parser(__doc__)
    arguments.add_argument("--threads", type=int, default=1, help="cores for linear algebra")
    options, cases = parse(arguments, CASES)
    rows = []
    # Coordinate descent runs on one core: so does everyone, and a busy neighbour disturbs less.
    with progress_bar() as progress, threadpool_limits(options.threads):
        task = progress.add_task("", total=len(cases))
        for case in cases:
            progress.update(task, description=case.name)
            try:
                rows.append(compare(case))
            except KeyboardInterrupt:  # an hour's cases are not lost
                if not rows:
                    raise
                progress.console.print("Stopped: the cases so far are written.")
                break
            progress.console.print(line(rows[-1]))
            progress.advance(task)
    record = {
        "goal_gap": GOAL,
        "seed": designs.SEED,
        "threads": options.threads,
        **circumstances(lasso_peers.DISTRIBUTIONS.values(), glmnet=glmnet_version()),
        "rows": rows,
    }
    write(options, "lasso_path", record, table(rows, record))
    write_figure(rows, options.out / "lasso_path.svg")


if __name__ == "__main__":
    main()
