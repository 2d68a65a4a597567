"""Training networks: many seeds at once and one big network, beside Keras and JAX.

``python -m benchmarks.nn`` writes build/bench/nn.json and .md.
"""

import os
import statistics
import time
from dataclasses import dataclass

import numpy as np

from benchmarks.command import parse, parser, write
from benchmarks.nn_peers import Work, train_jax, train_keras, train_ours
from benchmarks.race import circumstances, installed, progress_bar
from benchmarks.report import measured, peer_cell
from reglab.compare import paired_ci
from reglab.datasets import load_digits, load_mnist, split_seeds
from reglab.quiet import quiet_start

FOLDER = "REGLAB_MNIST_DIR"
PEERS = {"keras": train_keras, "jax": train_jax}


@dataclass(frozen=True)
class Case:
    """Some work, and for how many seeds.

    `data(seeds)` returns X, y, X_test, y_test, each with a first axis of seeds. Who trains seed
    after seed is timed on each; who trains all at once is timed as often.
    """

    name: str
    work: Work
    data: callable
    n_seeds: int
    at_once: bool


def digits(seeds):
    """200 training rows of the digits, and 1,000 that judge, anew for every seed."""
    data = load_digits()
    train, test = split_seeds(data.X / 16, data.y, (200, 1000), seeds=seeds)
    return train[0].astype(np.float32), train[1], test[0].astype(np.float32), test[1]


def mnist(seeds):
    """The 10,000 images of MNIST's test files, to train on and to judge with."""
    data = load_mnist(split="test")
    X, y = (np.broadcast_to(a, (len(seeds), *a.shape)) for a in (data.X / np.float32(255), data.y))
    return X, y, X, y


CASES = [
    Case("digits, n=200, 64-256-10, 20 seeds", Work((256,), 10, 32, 60), digits, 20, at_once=True),
    Case("MNIST, 10,000 images, 5 x 500", Work((500,) * 5, 10, 128, 10), mnist, 4, at_once=False),
]


def compare(case, advance=lambda: None):
    """Return the row of one case.

    In every round each contestant takes its turn: with all seeds if it trains them at once, else
    with the seed of the round. Seconds are for all seeds, or for one network where the case is
    about one.
    """
    seeds = list(range(case.n_seeds))
    data = case.data(seeds)
    contestants = {"ours": train_ours} | {name: PEERS[name] for name in PEERS if installed(name)}
    seconds, classes = {name: [] for name in contestants}, {name: [] for name in contestants}
    together = {"ours", "jax"} if case.at_once else set()
    for name, train in contestants.items():  # warm: compiled, and in the cache
        _turn(train, case.work, data, seeds if name in together else seeds[:1])
    for k in seeds:
        # Every other round backwards: nobody always follows the same neighbour.
        for name in list(contestants)[:: 1 if k % 2 else -1]:
            own = seeds if name in together else [k]
            spent, found = _turn(contestants[name], case.work, data, own)
            seconds[name].append(spent)
            classes[name].append(found)
        advance()
    accuracies = {
        name: np.mean((found[-1] if name in together else np.concatenate(found)) == data[3], axis=1)
        for name, found in classes.items()
    }
    times = {
        name: statistics.median(spent) * (1 if name in together or not case.at_once else len(seeds))
        for name, spent in seconds.items()
    }
    peers = {
        name: {
            "s": times[name],
            "acc": float(accuracies[name].mean()),
            "acc_minus_ours_95": list(paired_ci(accuracies[name], accuracies["ours"]))[1:],
        }
        for name in contestants
        if name != "ours"
    }
    ours = {"ours_s": times["ours"], "ours_acc": float(accuracies["ours"].mean())}
    return {"case": case.name, "seeds": case.n_seeds, **ours, "peers": peers}


def _turn(train, work, data, seeds):
    X, y, X_test, _ = (
        values[seeds] if len(seeds) > 1 else values[seeds[0]][None] for values in data
    )
    begin = time.perf_counter()
    found = train(work, X, y, X_test, seeds)
    return time.perf_counter() - begin, found


def table(rows, record):
    """Return a Markdown table: seconds, accuracy, and how many times ours a peer takes."""
    lines = [
        "| case | reglab, s (accuracy) | Keras, s | JAX, s |",
        "| --- | --- | --- | --- |",
    ]
    for row in rows:
        if "not_run" in row:
            lines.append(f"| {row['case']} | not run: {row['not_run']} | – | – |")
            continue
        cells = [f"{row['ours_s']:.3g} ({row['ours_acc']:.4f})"]
        cells += [peer_cell(row["peers"].get(name), row["ours_s"]) for name in PEERS]
        lines.append(f"| {row['case']} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + f"\n\n{measured(record)}\n"


def main():
    """Run all cases, or those whose names contain --only."""
    options, cases = parse(parser(__doc__), CASES)
    if installed("keras"):
        with quiet_start():
            import keras  # noqa: F401  no clock pays for it
    rows = []
    with progress_bar() as progress:
        task = progress.add_task("", total=sum(case.n_seeds for case in cases))
        for case in cases:
            progress.update(task, description=case.name)
            if case.data is mnist and not os.environ.get(FOLDER):
                rows.append({"case": case.name, "not_run": f"{FOLDER} names no folder"})
                progress.advance(task, case.n_seeds)
                continue
            rows.append(compare(case, lambda: progress.advance(task)))
    record = {"threads": os.cpu_count(), **circumstances(["keras", "tensorflow", "jax"])}
    write(options, "nn", {**record, "rows": rows}, table(rows, record))


if __name__ == "__main__":
    main()
