"""Freeze the course's data sets from scikit-learn's bundled copies.

Writes ``<out>/<name>/<name>.csv``, copies ``card.md`` (written by hand) beside
it and lists both in ``SHA256SUMS``. Run it from the checkout after changing a
card or this file::

    python data/freeze.py

The bytes are the same on every machine: plain text, LF line ends, and each
number in the shortest form that reads back to the same float64. There is no
compression, because two zlib builds may pack the same text differently.
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np
from sklearn import datasets

HERE = Path(__file__).resolve().parent


def as_csv(X, y, header):
    """Return the rows of X with y as last column, as CSV bytes."""
    rows = [",".join(header)]
    for features, target in zip(X.tolist(), y.tolist(), strict=True):
        rows.append(",".join(shortest(value) for value in (*features, target)))
    return ("\n".join(rows) + "\n").encode("ascii")


def shortest(value):
    """Write a number so that it reads back exactly: 59.0 as 59, 0.1 as 0.1."""
    return repr(value).removesuffix(".0")


def sources():
    """Yield (name, X, y, header) for every data set of the course."""
    # Raw: scikit-learn's default is scaled with all rows, which a lesson must not inherit.
    diabetes = datasets.load_diabetes(scaled=False)
    yield "diabetes", diabetes.data, diabetes.target, (*diabetes.feature_names, "progression")
    digits = datasets.load_digits()
    yield "digits", digits.data, digits.target, (*digits.feature_names, "digit")
    cancer = datasets.load_breast_cancer()
    yield "breast_cancer", cancer.data, cancer.target, (*cancer.feature_names, "diagnosis")
    wine = datasets.load_wine()
    yield "wine", wine.data, wine.target, (*wine.feature_names, "cultivar")


def freeze(out):
    """Write every data set, its card and its checksums under `out`."""
    for name, X, y, header in sources():
        if not np.isfinite(X).all():
            raise ValueError(f"{name}: expected finite numbers, got a missing value")
        files = {
            "card.md": (HERE / name / "card.md").read_bytes(),
            f"{name}.csv": as_csv(X, y, header),
        }
        sums = "".join(
            f"{hashlib.sha256(content).hexdigest()}  {file}\n" for file, content in files.items()
        )
        folder = Path(out) / name
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in {**files, "SHA256SUMS": sums.encode("ascii")}.items():
            (folder / file).write_bytes(content)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Freeze the data sets of the course.")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to (default: data)")
    freeze(parser.parse_args().out)
