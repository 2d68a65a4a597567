"""How much memory can a submission hold before it is ended, and what does Keras need?

``python -m benchmarks.sandbox`` writes build/bench/sandbox.json and .md. It runs each attack on
memory of the red team several times, and takes the most by which the machine's available memory
fell. So nothing else should run on the machine meanwhile.
"""

import importlib.util
import os
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.command import parse, parser, write
from benchmarks.race import circumstances, progress_bar
from benchmarks.report import measured
from reglab.course.lessons import find_root
from reglab.sandbox.guest.limits import Limits
from reglab.sandbox.host.bubblewrap import require_sandbox
from reglab.sandbox.host.package_copy import make_copy
from reglab.sandbox.host.worker import SandboxWorker, Stopped

LIBRARIES = ("numpy", "keras", "tensorflow")
LIMIT_MB = 200
SECONDS = 60
TURNS = 5
KERAS = """
import os

import keras
import numpy as np

x = np.random.default_rng(0).random((200, 8), dtype="float32")
network = keras.Sequential(
    [
        keras.Input((8,)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.BatchNormalization(),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
network.compile("adam", "binary_crossentropy")
network.fit(x, x[:, 0] > 0.5, epochs=3, verbose=0, validation_split=0.2)
network.save("network.keras")
keras.models.load_model("network.keras")


def is_open(descriptor):
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


files = sum(map(is_open, range(1024)))
"""


@dataclass(frozen=True)
class Case:
    """One attack on memory, or what Keras needs."""

    name: str
    source: str
    stopped: bool = True


def attacks():
    """Return the red team's attacks that are stopped for their memory."""
    found = []
    folder = find_root() / "tests" / "grading" / "redteam" / "cases"
    for path in sorted(folder.glob("*memory*.py")):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        if "memory" in module.EXPECTED.get("says", ""):
            found.append(Case(path.stem.replace("_", " "), module.SPY))
    return found


def measure(worker, case):
    """Return a row: the most memory that the case held, and how it ended."""
    held, ends = 0.0, set()
    for _ in range(TURNS if case.stopped else 1):
        time.sleep(0.5)  # until the memory of the last one is free
        with lowest() as low:
            before = low[0]
            try:
                with worker.session(Limits(memory_mb=LIMIT_MB if case.stopped else 2_000)) as one:
                    answer, _ = one.ask({"ask": "cell", "source": case.source}, SECONDS)
                    ends.add(str(answer.get("error") or answer.get("stopped") or "done"))
                    files = one.ask({"ask": "cell", "source": "print(files)"}, SECONDS)[0]
                    threads = _threads(worker)
            except Stopped as stopped:
                ends.add(stopped.why)
                files, threads = {}, 0
        held = max(held, before - low[0])
    row = {"case": case.name, "stopped": case.stopped, "held_mb": held, "ends": sorted(ends)}
    if not case.stopped:
        row |= {"threads": threads, "files": int(files["printed"])}
    return row


def _threads(worker):
    """The most threads of a process below the warm one."""
    from reglab.sandbox.guest.watch import usage

    return max(usage(pid, below=False).threads for pid in usage(worker._process.pid).pids)


@contextmanager
def lowest():
    """Give a list that holds the lowest available memory in MB until the end of the block."""
    low, over = [available()], threading.Event()

    def look():
        while not over.wait(0.002):
            low[0] = min(low[0], available())

    thread = threading.Thread(target=look)
    thread.start()
    yield low
    over.set()
    thread.join()


def available():
    """Return the machine's available memory in MB."""
    with open("/proc/meminfo") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("MemAv")) * 1024 / 1e6


def table(rows, record):
    """Return a Markdown table."""
    lines = [
        f"| attack, with a limit of {LIMIT_MB} MB | held at most, MB | more than the limit, MB |",
        "| --- " * 3 + "|",
    ]
    for row in rows:
        if row["stopped"]:
            over = max(0, row["held_mb"] - LIMIT_MB)
            lines.append(f"| {row['case']} | {row['held_mb']:.0f} | {over:.0f} |")
    needs = [
        f"Training, saving and loading a small network with Keras takes {row['threads']} threads, "
        f"{row['files']} open files and {row['held_mb']:.0f} MB "
        "more than a process that has imported Keras."
        for row in rows
        if not row["stopped"]
    ]
    about = f"For each attack, the most of {TURNS} turns; Keras ran once. {measured(record)}"
    return "\n".join([*lines, "", *needs, "", about, ""])


def main():
    """Run all cases, or those whose names contain --only."""
    cases = [*attacks(), Case("Keras", KERAS, stopped=False)]
    options, cases = parse(parser(__doc__), cases)
    require_sandbox()
    rows = []
    with tempfile.TemporaryDirectory() as name, progress_bar() as progress:
        make_copy(["lasso.soft_threshold"], Path(name))
        task = progress.add_task("", total=len(cases))
        for case in cases:
            progress.update(task, description=case.name)
            modules = ["numpy"] if case.stopped else ["numpy", "keras"]
            worker = SandboxWorker(Path(name), modules)
            with worker.session(Limits()):
                pass  # the warm process is there
            rows.append(measure(worker, case))
            worker.close()
            progress.advance(task)
            progress.console.print(f"{case.name}: {rows[-1]['held_mb']:.0f} MB")
    record = {**circumstances(LIBRARIES), "cores": os.cpu_count(), "rows": rows}
    write(options, "sandbox", record, table(rows, record))


if __name__ == "__main__":
    main()
