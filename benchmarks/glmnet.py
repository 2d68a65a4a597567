"""glmnet, the R package, as a solver of paths: in one R process that times its own turns."""

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import numpy as np

SCRIPT = Path(__file__).with_name("glmnet.R")


@cache
def glmnet_version():
    """Return the version of glmnet, or None where R or glmnet is not installed."""
    if shutil.which("Rscript") is None:
        return None
    question = 'cat(as.character(packageVersion("glmnet")))'
    answer = subprocess.run(["Rscript", "-e", question], capture_output=True, text=True)
    return answer.stdout if answer.returncode == 0 else None


class Glmnet:
    """One R process that holds one data set.

    Neither the start of R nor the transfer of data and weights is timed. `seconds` is the time of
    the last path, measured in R. A context manager, which ends the process.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    y : ndarray of shape (n_samples,)
    """

    def __init__(self, X, y):
        self.shape, self.seconds = X.shape, float("nan")
        self.folder = tempfile.TemporaryDirectory(prefix="reglab-glmnet-")
        self._file("X").write_bytes(X.tobytes("F"))
        self._file("y").write_bytes(y.tobytes())
        self.process = subprocess.Popen(
            ["Rscript", SCRIPT, *map(str, X.shape)],
            cwd=self.folder.name,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
        self.folder.cleanup()

    def solve(self, lams, l1_ratio, method, tol):
        """Return the weights, shape (n_lams, n_features); zeros where glmnet gave up.

        `method` is what glmnet calls type.gaussian, "naive" or "covariance"; tol is its thresh.
        """
        self._file("lams").write_bytes(lams.tobytes())
        print(l1_ratio, method, tol, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline().split()
        if len(answer) != 2:
            raise RuntimeError(f"R must answer with two numbers, got {answer} and then ended")
        solved, self.seconds = int(answer[0]), float(answer[1])
        W = np.zeros((len(lams), self.shape[1]))
        W[:solved] = np.fromfile(self._file("W")).reshape(solved, -1)
        return W

    def _file(self, name):
        return Path(self.folder.name, f"{name}.bin")
