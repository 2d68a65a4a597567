"""The four small data sets that come with the course."""

from dataclasses import dataclass

import numpy as np

from reglab.datasets._integrity import read_verified


@dataclass(frozen=True, eq=False)
class Dataset:
    """A data set: n_samples rows of n_features columns, and a target.

    Parameters
    ----------
    name : str
        Name of the data set, and of its folder.
    X : ndarray of shape (n_samples, n_features), float64 (MNIST: float32)
        Features, in the units that the card lists.
    y : ndarray of shape (n_samples,)
        Target: float64 for a regression, int64 class indices for a classification.
    feature_names : tuple of str, length n_features
        Names of the columns of `X`.
    target_name : str
        Name of the target.
    class_names : tuple of str, length n_classes
        Class names by class index; empty for a regression.
    card : str
        The data card, in Markdown: units, source, paper, licence.

    Examples
    --------
    >>> from reglab.datasets import load_diabetes
    >>> load_diabetes()
    Dataset(name='diabetes', X: (442, 10), y: (442,))
    """

    name: str
    X: np.ndarray
    y: np.ndarray
    feature_names: tuple[str, ...]
    target_name: str
    class_names: tuple[str, ...] = ()
    card: str = ""

    def __repr__(self):
        return f"Dataset(name={self.name!r}, X: {self.X.shape}, y: {self.y.shape})"


def load_diabetes() -> Dataset:
    """Disease progression of 442 patients from 10 raw measurements: a regression.

    The columns are in their original units, neither centred nor scaled, because scaling with
    all rows would leak test rows into training. Scale with the training rows:
    ``(X - X_train.mean(axis=0)) / X_train.std(axis=0)``.

    Returns
    -------
    Dataset
        `X` of shape (442, 10) and `y` of shape (442,), both float64 and new on every call. The
        card lists the units.

    Raises
    ------
    DataIntegrityError
        If a data file is missing or was changed.

    Notes
    -----
    Taught in: 01_overfitting, 02_ridge, 03_lasso, 10_early_stopping.

    Equals ``sklearn.datasets.load_diabetes(scaled=False)`` exactly.

    References
    ----------
    B. Efron, T. Hastie, I. Johnstone and R. Tibshirani (2004), "Least angle
    regression", The Annals of Statistics 32(2), 407-499.

    Examples
    --------
    >>> from reglab.datasets import load_diabetes
    >>> data = load_diabetes()
    >>> data.feature_names[2], float(data.X[0, 2]), float(data.y[0])
    ('bmi', 32.1, 151.0)
    """
    return _load("diabetes", np.float64)


def load_digits() -> Dataset:
    """Ten digits as 1797 images of 8 x 8 pixels from 0 to 16: a classification.

    Returns
    -------
    Dataset
        `X` of shape (1797, 64), float64, with one flattened image per row
        (``X.reshape(-1, 8, 8)`` gives the images), and `y` of shape (1797,),
        int64 from 0 to 9; both are new on every call.

    Raises
    ------
    DataIntegrityError
        If a data file is missing or was changed.

    Notes
    -----
    Taught in: 06_weight_penalties, 07_dropout, 08_augmentation, 12_audit.

    Equals ``sklearn.datasets.load_digits()`` exactly.

    References
    ----------
    E. Alpaydin and C. Kaynak (1998), "Cascading classifiers", Kybernetika
    34(4), 369-374.

    Examples
    --------
    >>> from reglab.datasets import load_digits
    >>> data = load_digits()
    >>> data.X.min(), data.X.max(), data.class_names[data.y[3]]
    (np.float64(0.0), np.float64(16.0), '3')
    """
    return _load("digits", np.int64, tuple("0123456789"))


def load_breast_cancer() -> Dataset:
    """Benign or malignant tumours from 30 measurements of cell nuclei: a classification.

    Returns
    -------
    Dataset
        `X` of shape (569, 30), float64, and `y` of shape (569,), int64, where
        0 is malignant and 1 is benign; both are new on every call.

    Raises
    ------
    DataIntegrityError
        If a data file is missing or was changed.

    Notes
    -----
    Taught in: 05_choosing_lambda.

    Equals ``sklearn.datasets.load_breast_cancer()`` exactly.

    References
    ----------
    W. N. Street, W. H. Wolberg and O. L. Mangasarian (1993), "Nuclear feature
    extraction for breast tumor diagnosis", Proc. SPIE 1905, 861-870.

    Examples
    --------
    >>> from reglab.datasets import load_breast_cancer
    >>> data = load_breast_cancer()
    >>> [(name, int((data.y == k).sum())) for k, name in enumerate(data.class_names)]
    [('malignant', 212), ('benign', 357)]
    """
    return _load("breast_cancer", np.int64, ("malignant", "benign"))


def load_wine() -> Dataset:
    """Three grape varieties from 13 chemical measurements of 178 wines: a classification.

    The columns are in their original units, which differ by factors of hundreds: standardize them
    with the training rows.

    Returns
    -------
    Dataset
        `X` of shape (178, 13), float64, and `y` of shape (178,), int64 from 0 to 2; both are new on
        every call.

    Raises
    ------
    DataIntegrityError
        If a data file is missing or was changed.

    Notes
    -----
    Taught in: 12_audit.

    Equals ``sklearn.datasets.load_wine()`` exactly.

    References
    ----------
    S. Aeberhard and M. Forina (1992), "Wine", UCI Machine Learning Repository.

    Examples
    --------
    >>> from reglab.datasets import load_wine
    >>> data = load_wine()
    >>> data.X.shape, [int((data.y == k).sum()) for k in range(3)]
    ((178, 13), [59, 71, 48])
    """
    return _load("wine", np.int64, ("class_0", "class_1", "class_2"))


def _load(name, target_type, class_names=()):
    files = read_verified(name)
    header, *rows = files[f"{name}.csv"].decode("ascii").splitlines()
    *feature_names, target_name = header.split(",")
    table = np.loadtxt(rows, delimiter=",", dtype=np.float64, ndmin=2)
    return Dataset(
        name=name,
        # Copies, so that X is contiguous and shares no memory with y.
        X=table[:, :-1].copy(),
        y=table[:, -1].astype(target_type),
        feature_names=tuple(feature_names),
        target_name=target_name,
        class_names=class_names,
        card=files["card.md"].decode("utf-8"),
    )
