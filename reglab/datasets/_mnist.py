"""MNIST, the only data set that is not bundled with the course."""

import os
from pathlib import Path

import numpy as np

from reglab.datasets._bundled import Dataset
from reglab.datasets._download import fetch_mnist
from reglab.datasets._idx import read_idx
from reglab.datasets._integrity import DataIntegrityError

FOLDER_VARIABLE = "REGLAB_MNIST_DIR"
SIDE = 28
# Prefix of the file names, and the largest number of images.
SPLITS = {"train": ("train", 60_000), "test": ("t10k", 10_000)}


def load_mnist(folder: str | Path | None = None, *, split: str = "train") -> Dataset:
    """Handwritten digits as images of 28 x 28 pixels from 0 to 255: a classification.

    The files are read from `folder`, or else from the folder in the environment variable
    REGLAB_MNIST_DIR. It must contain the two files of `split`, as published
    (``t10k-images-idx3-ubyte.gz``) or unpacked (``t10k-images-idx3-ubyte`` or
    ``t10k-images.idx3-ubyte``). If neither is given, `fetch_mnist` downloads the files to the
    user's cache first.

    Parameters
    ----------
    folder : str or Path, optional
        Folder with the IDX files.
    split : {"train", "test"}
        The 60,000 training images, or the 10,000 test images.

    Returns
    -------
    Dataset
        `X` of shape (n_samples, 784), float32, with one flattened image per row
        (``X.reshape(-1, 28, 28)`` gives the images; 0 is background), and `y` of shape
        (n_samples,), int64 from 0 to 9; both are new on every call.

    Raises
    ------
    ValueError
        If split is neither "train" nor "test".
    DataIntegrityError
        If a file is missing, truncated or altered, or nothing could be downloaded.
        One line, with the remedy.

    Notes
    -----
    Taught in: 12_audit.

    No check and no lesson needs this data set. A download is verified by SHA-256; a file in your
    own folder by its header, its length and, if packed, gzip's checksum.

    float32 represents the pixels exactly, in half the memory of float64: 188 MB for "train".

    References
    ----------
    Y. LeCun, L. Bottou, Y. Bengio and P. Haffner (1998), "Gradient-based learning
    applied to document recognition", Proceedings of the IEEE 86(11), 2278-2324.

    Examples
    --------
    >>> from reglab.datasets import load_mnist
    >>> load_mnist(split="test")  # doctest: +SKIP
    Dataset(name='mnist', X: (10000, 784), y: (10000,))
    """
    if not isinstance(split, str) or split not in SPLITS:
        raise ValueError(f"split must be 'train' or 'test', got {split!r}")
    prefix, most = SPLITS[split]
    home = _folder(folder)
    images = read_idx(_find(home, prefix, "images", 3), (SIDE, SIDE), most)
    path = _find(home, prefix, "labels", 1)
    labels = read_idx(path, (), most)
    if len(labels) != len(images):
        raise DataIntegrityError(f"{path} must hold {len(images)} labels, got {len(labels)}")
    if labels.max() > 9:
        raise DataIntegrityError(f"{path} must hold labels from 0 to 9, got {labels.max()}")
    return Dataset(
        name="mnist",
        X=images.reshape(len(images), -1).astype(np.float32),
        y=labels.astype(np.int64),
        feature_names=tuple(f"pixel_{row}_{column}" for row, column in np.ndindex(SIDE, SIDE)),
        target_name="digit",
        class_names=tuple("0123456789"),
        card=Path(__file__).with_name("mnist_card.md").read_text("utf-8"),
    )


def _folder(folder):
    if folder is None:
        folder = os.environ.get(FOLDER_VARIABLE) or None
    return fetch_mnist(progress=True) if folder is None else Path(folder).expanduser()


def _find(home, prefix, what, axes):
    """Return the file of a split, under the first of its usual names that exists."""
    published = f"{prefix}-{what}-idx{axes}-ubyte"
    names = (f"{published}.gz", published, f"{prefix}-{what}.idx{axes}-ubyte")
    for name in names:
        if (home / name).exists():
            return home / name
    raise DataIntegrityError(
        f"{home} must contain {names[0]}, packed or unpacked, got neither; run "
        f'`reglab data mnist --to "{home}"`, or use load_digits(), which needs no download'
    )
