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

    glmnet divides y by its standard deviation s and penalizes the weights in this unit, w/s, which
    changes the ratio of the two parts of an elastic-net penalty. So R gets y/s, for which both
    are the same, with penalties and weights in this unit.

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
        self.unit = y.std()
        self._file("y").write_bytes((y / self.unit).tobytes())
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
        # The loss falls by 1/s^2 and the weights by 1/s, so l1 becomes l1/s, and l2 stays.
        l1, l2 = l1_ratio / self.unit, 1 - l1_ratio
        self._file("lams").write_bytes((lams * (l1 + l2)).tobytes())
        print(l1 / (l1 + l2), method, tol, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline().split()
        if len(answer) != 2:
            raise RuntimeError(f"R must answer with two numbers, got {answer} and then ended")
        solved, self.seconds = int(answer[0]), float(answer[1])
        W = np.zeros((len(lams), self.shape[1]))
        W[:solved] = self.unit * np.fromfile(self._file("W")).reshape(solved, -1)
        return W

    def _file(self, name):
        return Path(self.folder.name, f"{name}.bin")
