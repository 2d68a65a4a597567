"""A Dask cluster on this machine, for tests."""

import os
import re
import subprocess
import sys
import time


class Cluster:
    """A scheduler and workers, each a process on this machine."""

    def __init__(self, folder):
        self._folder, self._processes = folder, []
        log = folder / "scheduler.log"
        self._start("scheduler", "--port", "0", "--no-dashboard", log=log)
        (self.address,) = waited_for(lambda: re.findall(r"Scheduler at: +(tcp://\S+)", text(log)))

    def add_worker(self, *options, **environment):
        """Start a worker; it is there when this returns."""
        number = len(self._processes)
        log = self._folder / f"worker{number}.log"
        folder = ["--local-directory", str(self._folder / f"worker{number}")]
        command = ["worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        process = self._start(*command, *folder, *options, log=log, **environment)
        waited_for(lambda: "Registered to" in text(log))
        return process

    def _start(self, kind, *options, log, **environment):
        with open(log, "wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", kind, *options, "--host", "127.0.0.1"],
                stdout=file,
                stderr=file,
                env={**os.environ, **environment},
                cwd=self._folder,
            )
        self._processes.append(process)
        return process

    def kill_scheduler(self):
        self._processes[0].kill()

    def close(self):
        for process in reversed(self._processes):
            process.terminate()
        for process in reversed(self._processes):
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def text(path):
    return path.read_text(errors="replace") if path.exists() else ""


def waited_for(condition, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.1)
    raise AssertionError("it never came")
