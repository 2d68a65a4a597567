"""Correct answers to lesson 08, written differently from the lesson's own.

The matrix (``reglab checks verify``) demands that each passes everything: a
check that knows only one way to be right is wrong.
"""

from collections import namedtuple

import numpy as np
from scipy import linalg, ndimage

from reglab.checks.authoring.accepted import accepted

# --- 8.1 ---------------------------------------------------------------------


@accepted("augmentation.random_shift")
def cut_out_of_a_padded_batch(X, max_px, *, rng):
    n, h, w = X.shape
    padded = np.pad(X, ((0, 0), (max_px, max_px), (max_px, max_px)))
    corners = rng.integers(0, 2 * max_px, size=(n, 2), endpoint=True)
    return np.stack([padded[i, a : a + h, b : b + w] for i, (a, b) in enumerate(corners)])


@accepted("augmentation.random_shift")
def rolled_and_blanked(X, max_px, *, rng):
    out = []
    for image in X:
        dy, dx = rng.choice(np.arange(-max_px, max_px + 1), size=2)
        image = np.roll(image, (dy, dx), axis=(0, 1))
        image[: max(dy, 0)] = image[len(image) + min(dy, 0) :] = 0
        image[:, : max(dx, 0)] = image[:, image.shape[1] + min(dx, 0) :] = 0
        out.append(image)
    return np.asfortranarray(out)


@accepted("augmentation.random_shift")
def by_index_arrays(X, max_px, *, rng):
    n, h, w = X.shape
    y = np.arange(h) + rng.integers(-max_px, max_px + 1, size=(n, 1))
    x = np.arange(w) + rng.integers(-max_px, max_px + 1, size=(n, 1))
    inside = ((y >= 0) & (y < h))[:, :, None] & ((x >= 0) & (x < w))[:, None, :]
    taken = X[np.arange(n)[:, None, None], y.clip(0, h - 1)[:, :, None], x.clip(0, w - 1)[:, None]]
    return (taken * inside).astype(np.float32)


# --- 8.2 ---------------------------------------------------------------------


@accepted("augmentation.hflip")
def by_assignment(X, p, *, rng):
    out = np.array(X)
    chosen = rng.uniform(size=len(X)) < p
    out[chosen] = out[chosen][..., ::-1]
    return out


@accepted("augmentation.hflip")
def image_by_image(X, p, *, rng):
    return np.array([np.fliplr(image) if rng.binomial(1, p) else image for image in X])


@accepted("augmentation.hflip")
def by_weights(X, p, *, rng):
    flip = rng.choice([0.0, 1.0], p=[1 - p, p], size=(X.shape[0], 1, 1))
    return flip * np.flip(X, axis=-1) + (1 - flip) * X


# --- 8.3 ---------------------------------------------------------------------


@accepted("augmentation.rotate")
def one_at_a_time(X, degrees, *, rng):
    out = np.empty(X.shape)
    for i in range(len(X)):
        angle = degrees * (2 * rng.random() - 1)
        ndimage.rotate(X[i], angle, reshape=False, order=1, output=out[i])
    return out


@accepted("augmentation.rotate")
def by_hand_in_single_precision(X, degrees, *, rng):
    """Bilinear weights written out; what lies next to the border is blended with zeros."""
    X = np.pad(X.astype(np.float32), ((0, 0), (1, 1), (1, 1)))
    n, h, w = X.shape
    theta = np.deg2rad(rng.uniform(-degrees, degrees, size=(n, 1, 1)))
    y, x = np.mgrid[:h, :w] - np.array([(h - 1) / 2, (w - 1) / 2])[:, None, None]
    from_y = np.cos(theta) * y + np.sin(theta) * x + (h - 1) / 2
    from_x = np.cos(theta) * x - np.sin(theta) * y + (w - 1) / 2
    total, i = 0, np.arange(n)[:, None, None]
    for row in (np.floor(from_y), np.floor(from_y) + 1):
        for column in (np.floor(from_x), np.floor(from_x) + 1):
            weight = (1 - np.abs(from_y - row)) * (1 - np.abs(from_x - column))
            inside = (row >= 0) & (row < h) & (column >= 0) & (column < w)
            pixel = X[i, row.clip(0, h - 1).astype(int), column.clip(0, w - 1).astype(int)]
            total = total + np.where(inside, weight * pixel, 0)
    return total[:, 1:-1, 1:-1]


@accepted("augmentation.rotate")
def clockwise_by_map_coordinates(X, degrees, *, rng):
    h, w = X.shape[1:]
    centre = np.array([[(h - 1) / 2], [(w - 1) / 2]])
    grid = np.indices((h, w)).reshape(2, -1) - centre
    out = []
    for image in X.astype(float):
        t = -np.radians(rng.uniform(-degrees, degrees))
        back = np.array([[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]])
        out.append(ndimage.map_coordinates(image, back @ grid + centre, order=1).reshape(h, w))
    return np.array(out)


# --- 8.4 ---------------------------------------------------------------------

Fitted = namedtuple("Fitted", "mu W")


@accepted("augmentation.zca_fit")
def by_a_matrix_root(X, eps):
    C = np.cov(X, rowvar=False, bias=True)
    root = linalg.sqrtm(C + eps * np.eye(len(C))).real
    return Fitted(np.mean(X, axis=0), np.linalg.inv(root))


@accepted("augmentation.zca_fit")
def by_singular_values(X, eps):
    mu = X.sum(axis=0) / len(X)
    _, s, Vt = np.linalg.svd(X - mu, full_matrices=True)
    variances = np.zeros(X.shape[1])
    variances[: len(s)] = s**2 / len(X)
    return [mu, Vt.T @ np.diag((variances + eps) ** -0.5) @ Vt]


@accepted("augmentation.zca_fit")
def by_the_svd_of_the_covariance(X, eps):
    centred = X - X.mean(0)
    U, s, _ = np.linalg.svd(np.einsum("ni,nj->ij", centred, centred) / X.shape[0])
    return X.mean(0), sum(np.outer(u, u) / np.sqrt(v + eps) for u, v in zip(U.T, s, strict=True))


@accepted("augmentation.zca_fit", "zca_apply")
def row_by_row(X, mu, W):
    return np.array([W @ (x - mu) for x in X])


@accepted("augmentation.zca_fit", "zca_apply")
def multiplied_out(X, mu, W):
    return np.dot(X, W) - mu @ W


# --- 8.5 ---------------------------------------------------------------------


@accepted("augmentation.smooth_labels")
def towards_the_mean(Y, eps):
    K = Y.shape[-1]
    return Y + eps * (np.full(Y.shape, 1 / K) - Y)


@accepted("augmentation.smooth_labels")
def by_a_matrix(Y, eps):
    K = len(Y[0])
    return Y @ ((1 - eps) * np.eye(K)) + np.ones((len(Y), K)) * eps / K


# --- 8.6 ---------------------------------------------------------------------


@accepted("augmentation.mixup")
def partners_first(X, Y, alpha, *, rng):
    order = np.arange(len(X))
    rng.shuffle(order)
    lam = float(rng.beta(a=alpha, b=alpha))
    Batch = namedtuple("Batch", "X Y lam")
    return Batch(X[order] + lam * (X - X[order]), Y[order] + lam * (Y - Y[order]), lam)


@accepted("augmentation.mixup")
def by_two_gammas(X, Y, alpha, *, rng):
    a, b = rng.gamma(alpha, size=2)
    lam = a / (a + b)
    P = np.eye(len(X))[np.argsort(rng.random(len(X)))]
    return [
        lam * X + (1 - lam) * np.tensordot(P, X, axes=1),
        lam * Y + (1 - lam) * P @ Y,
        np.array(lam),
    ]


# --- 8.7 ---------------------------------------------------------------------


@accepted("augmentation.ece")
def by_edges(p, y, bins):
    confidence, right = np.max(p, axis=1), np.argmax(p, axis=1) == y
    total = 0.0
    for b in range(bins):
        rows = (confidence > b / bins) & (confidence <= (b + 1) / bins)
        if rows.any():
            total += rows.sum() * abs(right[rows].mean() - confidence[rows].mean())
    return total / len(y)


@accepted("augmentation.ece")
def by_sums(p, y, bins):
    confidence, right = p.max(1), p.argmax(1) == y
    where = np.ceil(bins * confidence).astype(int)
    gaps = np.bincount(where, right) - np.bincount(where, confidence)
    return np.abs(gaps).sum() / p.shape[0]


@accepted("augmentation.ece")
def by_digitize(p, y, bins):
    confidence = p.max(axis=1)
    where = np.digitize(confidence, np.linspace(0, 1, bins + 1), right=True)
    hits = (p.argmax(axis=1) == y).astype(float)
    return np.float64(
        sum(
            np.mean(where == b) * abs(np.mean(hits[where == b]) - np.mean(confidence[where == b]))
            for b in set(where)
        )
    )
