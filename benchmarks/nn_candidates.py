"""A tuned comparison: nine candidates for each of twenty seeds, beside JAX and Keras.

``python -m benchmarks.nn_candidates`` writes build/bench/nn_candidates.json and .md.
"""

import os
import statistics
import time
import tracemalloc

import numpy as np

from benchmarks.command import parser, write
from benchmarks.nn_candidate_peers import CANDIDATES, LAYERS, N_SEEDS, train_jax, train_keras
from benchmarks.nn_candidate_peers import OPTIONS as TRAINING
from benchmarks.race import circumstances, installed, progress_bar
from benchmarks.report import measured, peer_cell
from reglab import nn
from reglab.compare import paired_ci
from reglab.datasets import load_digits, split_seeds
from reglab.quiet import quiet_start

ROUNDS = 5
CASE = "digits, n=200, 64-256-10 with dropout, 3 rates x 3 strengths x 20 seeds"


def digits(seeds):
    """Return training, validation and test rows of every seed, with a fifth of the labels wrong."""
    data = load_digits()
    X = data.X.astype(np.float32) / 16
    return split_seeds(X, data.y, (200, 200, 1000), seeds=seeds, noise=0.2)


def train_ours(parts, seeds, epochs=TRAINING["epochs"]):
    """Return accuracies (n_seeds,) of the chosen networks on the test rows, and all validations."""
    train, validation, test = parts
    options = {**TRAINING, "epochs": epochs}
    table = nn.run_table(
        # The recipe's own settings are one of the candidates, so that nothing else is trained.
        {"dropout": nn.Recipe(LAYERS, nn.Adam(3e-3))}, train, test, validation=validation,
        tune={"dropout": CANDIDATES}, seeds=seeds, progress=False, **options,
    )  # fmt: skip
    return table["dropout"].accuracy, table["dropout"].validation


def compare(advance=lambda: None):
    """Return the row: seconds for all networks, and the accuracy of the chosen ones.

    Our networks and JAX's train all at once in every round. Keras trains one network in a round,
    a different one each time, and its median is multiplied by the number of networks.
    """
    seeds = list(range(N_SEEDS))
    parts = digits(seeds)
    contestants = {"ours": lambda k: train_ours(parts, seeds)}
    if installed("jax"):
        contestants["jax"] = lambda k: train_jax(parts, seeds)
    if installed("keras"):
        contestants["keras"] = lambda k: train_keras(parts, seeds, k)
    seconds, found = {name: [] for name in contestants}, {name: [] for name in contestants}
    for train in contestants.values():  # compiled, and in the cache
        train(0)
    for k in range(ROUNDS):
        # Every other round backwards: no library always follows the same neighbour.
        for name in list(contestants)[:: 1 if k % 2 else -1]:
            begin = time.perf_counter()
            found[name].append(contestants[name](k))
            seconds[name].append(time.perf_counter() - begin)
            advance()
    accuracy, validation = found["ours"][-1]
    count = N_SEEDS * len(CANDIDATES)
    row = {
        "case": CASE,
        "networks": count,
        "ours_s": statistics.median(seconds["ours"]),
        "ours_acc": float(accuracy.mean()),
        "ours_mb": memory(parts, seeds),
        "peers": {},
    }
    if "jax" in found:
        theirs, _ = found["jax"][-1]
        row["peers"]["jax"] = {
            "s": statistics.median(seconds["jax"]),
            "acc": float(theirs.mean()),
            "acc_minus_ours_95": list(paired_ci(theirs, accuracy))[1:],
        }
    if "keras" in found:
        # The same networks' accuracies on validation rows: Keras chooses nothing here.
        own = [validation[k, k % len(CANDIDATES)] for k in range(ROUNDS)]
        row["peers"]["keras"] = {
            "s": statistics.median(seconds["keras"]) * count,
            "acc": float(np.mean(found["keras"])),
            "acc_minus_ours_95": list(paired_ci(found["keras"], own))[1:],
        }
    return row


def memory(parts, seeds):
    """Return the most memory that our run holds beyond its data, in MB.

    A run of its own, of one epoch, as counting takes time.
    """
    tracemalloc.start()
    try:
        train_ours(parts, seeds, epochs=1)
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


def table(rows, record):
    """Return a Markdown table: seconds, memory, accuracy, and how many times ours a peer takes."""
    lines = [
        "| case | networks | reglab, s (accuracy) | memory, MB | JAX, s | Keras, s |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        cells = [row["case"], str(row["networks"]), f"{row['ours_s']:.3g} ({row['ours_acc']:.4f})"]
        cells.append(f"{row['ours_mb']:.0f}")
        cells += [peer_cell(row["peers"].get(name), row["ours_s"]) for name in ("jax", "keras")]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + f"\n\n{measured(record)}\n"


def main():
    """Run the comparison."""
    options = parser(__doc__).parse_args()
    if installed("keras"):
        with quiet_start():
            import keras  # noqa: F401  imported before any clock runs
    with progress_bar() as progress:
        task = progress.add_task("candidates", total=3 * ROUNDS)
        rows = [compare(lambda: progress.advance(task))]
    record = {"threads": os.cpu_count(), **circumstances(["keras", "tensorflow", "jax"])}
    write(options, "nn_candidates", {**record, "rows": rows}, table(rows, record))


if __name__ == "__main__":
    main()
