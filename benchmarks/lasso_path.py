"""Lasso and elastic-net paths: ours against scikit-learn, celer and skglm, at equal accuracy.

``python -m benchmarks.lasso_path`` writes build/bench/lasso_path.json, .svg and .md.
"""

import warnings
from dataclasses import dataclass
from functools import partial

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks import designs
from benchmarks.command import parse, parser, write
from benchmarks.race import Entry, circumstances, installed, progress_bar, race
from benchmarks.report import line, table, write_figure
from reglab.linear import duality_gap, elastic_net_path, lambda_max

# Every penalty must be solved to this duality gap, relative to the loss of w = 0.
GOAL = 1e-6
# Each peer gets the loosest half power of ten with which it meets the goal, from here on (looser
# ones never did: they measure their progress in other units).
LOOSEST = {"sklearn": 1e-6, "celer": 1e-6, "skglm": 1e-3}
TIGHTEST = 1e-12
PEERS = {"sklearn": "scikit-learn", "celer": "celer", "skglm": "skglm"}


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


def solve_ours(X, y, lams, l1_ratio, tol):
    return elastic_net_path(X, y, lams, l1_ratio, tol=tol)[0]


def solve_sklearn(X, y, lams, l1_ratio, tol):
    from sklearn.linear_model import enet_path

    X, y = X - X.mean(axis=0), y - y.mean()
    return enet_path(X, y, l1_ratio=l1_ratio, alphas=lams, tol=tol, max_iter=100_000)[1].T


def solve_celer(X, y, lams, l1_ratio, tol):
    from celer import celer_path

    X, y = X - X.mean(axis=0), y - y.mean()
    return celer_path(X, y, "lasso", l1_ratio=l1_ratio, alphas=lams, tol=tol)[1].T


def solve_skglm(X, y, lams, l1_ratio, tol):
    from skglm.datafits import Quadratic
    from skglm.penalties import L1_plus_L2
    from skglm.solvers import AndersonCD
    from skglm.utils.jit_compilation import compiled_clone

    X, y = X - X.mean(axis=0), y - y.mean()
    solver = AndersonCD(tol=tol, fit_intercept=False, warm_start=True, max_iter=1000)
    penalty = compiled_clone(L1_plus_L2(1.0, l1_ratio))
    return solver.path(X, y, compiled_clone(Quadratic()), penalty, alphas=lams)[1].T


SOLVERS = {"sklearn": solve_sklearn, "celer": solve_celer, "skglm": solve_skglm}


def largest_gap(W, X, y, lams, l1_ratio):
    """Return the largest relative duality gap of a path's weights, each with its best intercept."""
    b = y.mean() - W @ X.mean(axis=0)
    gaps = [duality_gap(X, y, *answer, l1_ratio) for answer in zip(W, b, lams, strict=True)]
    return max(gaps) / (np.var(y) / 2)


def calibrate(solver, X, y, lams, l1_ratio, tol):
    """Return the loosest tolerance, from tol on, with which a solver meets the goal."""
    while True:
        W = solver(X, y, lams, l1_ratio, tol)
        if largest_gap(W, X, y, lams, l1_ratio) <= GOAL or tol < TIGHTEST:
            return tol
        tol /= np.sqrt(10)


def compare(case, **rounds):
    """Return the row of one case: our time and gap, and those of every peer; `rounds` to `race`."""
    X, y = case.data()
    # Column by column in memory, as coordinate descent reads it: nobody pays for a conversion.
    X = np.asfortranarray(X)
    lams = lambda_max(X, y) / case.l1_ratio * np.geomspace(1, 0.01, 100)
    arguments = (X, y, lams, case.l1_ratio)

    def quality(W):
        return largest_gap(W, *arguments)

    entries = [Entry("ours", partial(solve_ours, *arguments, GOAL), quality)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a peer's complaint shows in its gap
        for name in SOLVERS:
            if installed(PEERS[name]):
                tol = calibrate(SOLVERS[name], *arguments, LOOSEST[name])
                entries.append(Entry(name, partial(SOLVERS[name], *arguments, tol), quality))
        finishes = race(entries, **rounds)
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
            rows.append(compare(case))
            progress.console.print(line(rows[-1]))
            progress.advance(task)
    record = {
        "goal_gap": GOAL,
        "seed": designs.SEED,
        "threads": options.threads,
        **circumstances(PEERS.values()),
        "rows": rows,
    }
    write(options, "lasso_path", record, table(rows, record))
    write_figure(rows, options.out / "lasso_path.svg")


if __name__ == "__main__":
    main()
