"""Random shifts and rotations of 10,000 images, beside the layers of Keras.

``python -m benchmarks.augment`` writes build/bench/augment.json and .md. Our shifts are by whole
pixels, those of Keras by parts of pixels as well, which it interpolates; rotations are the same.
"""

import os
from dataclasses import dataclass
from functools import partial

import numpy as np

from benchmarks.command import parse, parser, write
from benchmarks.race import Entry, circumstances, installed, progress_bar, race
from benchmarks.report import measured
from reglab import augment
from reglab.datasets import load_digits
from reglab.quiet import quiet_start

SEED = 20_240
N_IMAGES = 10_000
SIZE = 28
MAX_PX = 2
DEGREES = 15.0


@dataclass(frozen=True)
class Case:
    """The steps that every image goes through, each with draws of its own."""

    name: str
    steps: tuple


CASES = [
    Case("shift, 10,000 x 28 x 28", ("shift",)),
    Case("rotate, 10,000 x 28 x 28", ("rotate",)),
    Case("shift, then rotate, 10,000 x 28 x 28", ("shift", "rotate")),
]
OURS = {
    "shift": partial(augment.random_shift, max_px=MAX_PX),
    "rotate": partial(augment.rotate, degrees=DEGREES),
}


def images(n):
    """Digits of 8 x 8 pixels, drawn at random, three times as large in a frame of 28 x 28."""
    digits = load_digits().X.reshape(-1, 8, 8) / 16
    rows = np.random.default_rng(SEED).integers(len(digits), size=n)
    frame = np.zeros((n, SIZE, SIZE), np.float32)
    frame[:, 10:18, 10:18] = digits[rows]
    return augment.scale_by(frame, 3.0)


def ours(steps, X):
    """Return a function that transforms X anew in every call."""
    rng = np.random.default_rng(SEED)

    def run():
        out = X
        for step in steps:
            out = OURS[step](out, rng=rng)
        return out

    return run


def keras_ways(steps, X):
    """Return {way: function that transforms X anew in every call}, for the ways to call Keras.

    Its tensor is made here: no clock runs, as none runs for our array. XLA cannot compile these
    layers, so a graph is the most that Keras offers.
    """
    with quiet_start():
        import keras
        import tensorflow as tf

        make = {
            "shift": lambda: keras.layers.RandomTranslation(
                MAX_PX / SIZE, MAX_PX / SIZE, fill_mode="constant", seed=SEED
            ),
            "rotate": lambda: keras.layers.RandomRotation(
                DEGREES / 360, fill_mode="constant", seed=SEED
            ),
        }
        layers = [make[step]() for step in steps]
        tensor = tf.constant(X[..., None])

    def transform(out):
        for layer in layers:
            out = layer(out, training=True)
        return out

    graph = tf.function(transform)
    return {
        "eager": lambda: transform(tensor).numpy()[..., 0],
        "graph": lambda: graph(tensor).numpy()[..., 0],
    }


def compare(case, X, **rounds):
    """Return the row of one case; `rounds` to `race`.

    Keras is timed in every way, and its fastest one counts. The mean pixel tells whether everybody
    moves images about as far: what leaves the frame is lost.
    """
    entries = [Entry("ours", ours(case.steps, X), np.mean)]
    if installed("keras"):
        entries += [Entry(way, run, np.mean) for way, run in keras_ways(case.steps, X).items()]
    finishes = race(entries, **rounds)
    mine = finishes.pop("ours")
    row = {"case": case.name, "seeds": 1, "ours_s": mine.seconds, "ours_mean": mine.quality}
    row["peers"] = {}
    if finishes:
        way = min(finishes, key=lambda name: finishes[name].seconds)
        row["peers"]["keras"] = {
            "s": finishes[way].seconds,
            "mean": finishes[way].quality,
            "way": way,
            "ways_s": {name: finish.seconds for name, finish in finishes.items()},
        }
    return row


def table(rows, record):
    """Return a Markdown table: milliseconds, and how many times ours each way of Keras takes."""
    lines = [
        "| case | reglab, ms | Keras, eager, ms | Keras, graph, ms |",
        "| --- | --- | --- | --- |",
    ]
    for row in rows:
        ways = row["peers"].get("keras", {"ways_s": {}})["ways_s"]
        cells = [f"{1000 * row['ours_s']:.0f}"]
        cells += [_cell(ways.get(way), row["ours_s"]) for way in ("eager", "graph")]
        lines.append(f"| {row['case']} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + f"\n\n{measured(record)}\n"


def _cell(seconds, ours_s):
    return "–" if seconds is None else f"{1000 * seconds:.0f}, {seconds / ours_s:.1f} times ours"


def main():
    """Run all cases, or those whose names contain --only."""
    options, cases = parse(parser(__doc__), CASES)
    X, rows = images(N_IMAGES), []
    with progress_bar() as progress:
        task = progress.add_task("", total=len(cases))
        for case in cases:
            progress.update(task, description=case.name)
            rows.append(compare(case, X))
            progress.advance(task)
    about = {"seed": SEED, "threads": os.cpu_count()}
    record = about | circumstances(["keras", "tensorflow"])
    write(options, "augment", {**record, "rows": rows}, table(rows, record))


if __name__ == "__main__":
    main()
