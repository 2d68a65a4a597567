"""Small changes of correct answers to lesson 08 that leave them correct, with the reasons."""

from reglab.checks.authoring.equivalent import equivalent

# --- 8.1 ---------------------------------------------------------------------

equivalent(
    "augmentation.random_shift",
    "a batch has at least one image",
    "_shifted: if n == 0:  ->  if False:",
    "_shifted: if n == 0:  ->  if n == -1:",
    "_shifted: return X.copy()  ->  return X",
)
equivalent(
    "augmentation.random_shift",
    "a single image has max_px = 0 in the checks, and is copied then",
    "_shifted: if n == 0:  ->  if n == 1:",
)
equivalent(
    "augmentation.random_shift",
    "max_px is smaller than height and width",
    "_shifted: dy, dx = (np.clip(dy, -height, height), np.clip(dx, -width, width))  ->  pass",
)
equivalent(
    "augmentation.random_shift",
    "more zeros than needed around the images, or one more image that is never used",
    "_shifted: padded = np.zeros((n, height + 2 * tall, width + 2 * wide), X.dtype)"
    "  ->  padded = np.zeros((n, height + 3 * tall, width + 2 * wide), X.dtype)",
    "_shifted: padded = np.zeros((n, height + 2 * tall, width + 2 * wide), X.dtype)"
    "  ->  padded = np.zeros((n, height + 2 * tall, width + 3 * wide), X.dtype)",
    "cut_out_of_a_padded_batch: padded = np.pad(X, ((0, 0), (max_px, max_px), (max_px, max_px)))"
    "  ->  padded = np.pad(X, ((0, 1), (max_px, max_px), (max_px, max_px)))",
)
equivalent(
    "augmentation.random_shift",
    "a shift and its opposite are equally likely",
    "_shifted: return windows[np.arange(n), tall - dy, wide - dx]"
    "  ->  return windows[np.arange(n), tall + dy, wide - dx]",
    "_shifted: return windows[np.arange(n), tall - dy, wide - dx]"
    "  ->  return windows[np.arange(n), tall - dy, wide + dx]",
    "by_index_arrays: y = np.arange(h) + rng.integers(-max_px, max_px + 1, size=(n, 1))"
    "  ->  y = np.arange(h) - rng.integers(-max_px, max_px + 1, size=(n, 1))",
    "by_index_arrays: x = np.arange(w) + rng.integers(-max_px, max_px + 1, size=(n, 1))"
    "  ->  x = np.arange(w) - rng.integers(-max_px, max_px + 1, size=(n, 1))",
)
equivalent(
    "augmentation.random_shift",
    "nothing is blanked from the end on, and an index from beyond the end is empty",
    "rolled_and_blanked: image[:max(dy, 0)] = image[len(image) + min(dy, 0):] = 0"
    "  ->  image[:max(dy, 0)] = image[len(image) + min(dy, 1):] = 0",
    "rolled_and_blanked: image[:, :max(dx, 0)] = image[:, image.shape[1] + min(dx, 0):] = 0"
    "  ->  image[:, :max(dx, 0)] = image[:, image.shape[1] + min(dx, 1):] = 0",
)
equivalent(
    "augmentation.random_shift",
    "which pixel is taken from outside does not matter, because it is multiplied by 0",
    "by_index_arrays: taken = X[np.arange(n)[:, None, None], y.clip(0, h - 1)[:, :, None], "
    "x.clip(0, w - 1)[:, None]]  ->  taken = X[np.arange(n)[:, None, None], "
    "y.clip(-1, h - 1)[:, :, None], x.clip(0, w - 1)[:, None]]",
    "by_index_arrays: taken = X[np.arange(n)[:, None, None], y.clip(0, h - 1)[:, :, None], "
    "x.clip(0, w - 1)[:, None]]  ->  taken = X[np.arange(n)[:, None, None], "
    "y.clip(0, h - 1)[:, :, None], x.clip(-1, w - 1)[:, None]]",
)
equivalent(
    "augmentation.random_shift",
    "single and double precision are both accepted",
    "by_index_arrays: return (taken * inside).astype(np.float32)  ->  return taken * inside",
)

# --- 8.2 ---------------------------------------------------------------------

equivalent(
    "augmentation.hflip",
    "a draw hits p exactly less than once in 10^15 draws",
    "hflip: mirrored = rng.random(len(X)) < p  ->  mirrored = rng.random(len(X)) <= p",
    "by_assignment: chosen = rng.uniform(size=len(X)) < p"
    "  ->  chosen = rng.uniform(size=len(X)) <= p",
)

# --- 8.3 ---------------------------------------------------------------------

equivalent(
    "augmentation.rotate",
    "angles are below 180 degrees in the checks; the remainder matters only for larger ones",
    "_rotated: radians = np.deg2rad(np.fmod(angles, 360.0))"
    "  ->  radians = np.deg2rad(np.fmod(angles, 720.0))",
    "_rotated: radians = np.deg2rad(np.fmod(angles, 360.0))"
    "  ->  radians = np.deg2rad(np.fmod(angles, 180.0))",
)
equivalent(
    "augmentation.rotate",
    "single and double precision are both accepted",
    "by_hand_in_single_precision: X = np.pad(X.astype(np.float32), ((0, 0), (1, 1), (1, 1)))"
    "  ->  X = np.pad(X, ((0, 0), (1, 1), (1, 1)))",
)
INSIDE = "by_hand_in_single_precision: inside = "
RIGHT = "(row >= 0) & (row < h) & (column >= 0) & (column < w)"
equivalent(
    "augmentation.rotate",
    "the image has a border of zeros, so pixels at the edge and beyond it are 0 anyway",
    *(
        f"{INSIDE}{RIGHT}  ->  inside = {other}"
        for other in (
            "(row >= 0) & (row < h) & (column >= 0) | (column < w)",
            "((row >= 0) & (row < h) | (column >= 0)) & (column < w)",
            "((row >= 0) | (row < h)) & (column >= 0) & (column < w)",
            "(row > 0) & (row < h) & (column >= 0) & (column < w)",
            "(row >= 1) & (row < h) & (column >= 0) & (column < w)",
            "(row >= -1) & (row < h) & (column >= 0) & (column < w)",
            "(row >= 0) & (row <= h) & (column >= 0) & (column < w)",
            "(row >= 0) & (row < h) & (column > 0) & (column < w)",
            "(row >= 0) & (row < h) & (column >= 1) & (column < w)",
            "(row >= 0) & (row < h) & (column >= -1) & (column < w)",
            "(row >= 0) & (row < h) & (column >= 0) & (column <= w)",
        )
    ),
    "by_hand_in_single_precision: pixel = X[i, row.clip(0, h - 1).astype(int), "
    "column.clip(0, w - 1).astype(int)]  ->  pixel = X[i, row.clip(-1, h - 1).astype(int), "
    "column.clip(0, w - 1).astype(int)]",
    "by_hand_in_single_precision: pixel = X[i, row.clip(0, h - 1).astype(int), "
    "column.clip(0, w - 1).astype(int)]  ->  pixel = X[i, row.clip(0, h - 1).astype(int), "
    "column.clip(-1, w - 1).astype(int)]",
)
equivalent(
    "augmentation.rotate",
    "NumPy turns the list into an array, and takes any negative size for the one that is missing",
    "clockwise_by_map_coordinates: centre = np.array([[(h - 1) / 2], [(w - 1) / 2]])"
    "  ->  centre = [[(h - 1) / 2], [(w - 1) / 2]]",
    "clockwise_by_map_coordinates: grid = np.indices((h, w)).reshape(2, -1) - centre"
    "  ->  grid = np.indices((h, w)).reshape(2, -2) - centre",
    "clockwise_by_map_coordinates: back = np.array([[np.cos(t), -np.sin(t)], [np.sin(t), "
    "np.cos(t)]])  ->  back = [[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]]",
)
equivalent(
    "augmentation.rotate",
    "an angle and its opposite are equally likely",
    "clockwise_by_map_coordinates: t = -np.radians(rng.uniform(-degrees, degrees))"
    "  ->  t = np.radians(rng.uniform(-degrees, degrees))",
)

# --- 8.4 ---------------------------------------------------------------------

equivalent(
    "augmentation.zca_fit",
    "the dtype is converted for inputs in single precision only",
    "zca_fit: return (mu.astype(X.dtype), (root @ root.T).astype(X.dtype))"
    "  ->  return (mu, (root @ root.T).astype(X.dtype))",
    "zca_fit: return (mu.astype(X.dtype), (root @ root.T).astype(X.dtype))"
    "  ->  return (mu.astype(X.dtype), root @ root.T)",
    "zca_apply: return (X - mu.astype(X.dtype)) @ W.astype(X.dtype)"
    "  ->  return (X - mu) @ W.astype(X.dtype)",
    "zca_apply: return (X - mu.astype(X.dtype)) @ W.astype(X.dtype)"
    "  ->  return (X - mu.astype(X.dtype)) @ W",
)
equivalent(
    "augmentation.zca_fit",
    "full_matrices is True by default",
    "by_singular_values: _, s, Vt = np.linalg.svd(X - mu, full_matrices=True)"
    "  ->  _, s, Vt = np.linalg.svd(X - mu)",
)
equivalent(
    "augmentation.zca_fit",
    "there are as many eigenvalues as eigenvectors",
    "by_the_svd_of_the_covariance: return (X.mean(0), sum((np.outer(u, u) / np.sqrt(v + eps) "
    "for u, v in zip(U.T, s, strict=True))))  ->  return (X.mean(0), sum((np.outer(u, u) / "
    "np.sqrt(v + eps) for u, v in zip(U.T, s))))",
    "by_the_svd_of_the_covariance: return (X.mean(0), sum((np.outer(u, u) / np.sqrt(v + eps) "
    "for u, v in zip(U.T, s, strict=True))))  ->  return (X.mean(0), sum((np.outer(u, u) / "
    "np.sqrt(v + eps) for u, v in zip(U.T, s, strict=False))))",
)

# --- 8.5 ---------------------------------------------------------------------

equivalent(
    "augmentation.smooth_labels",
    "Y has two axes, and all rows have the same length",
    "towards_the_mean: K = Y.shape[-1]  ->  K = Y.shape[1]",
    "by_a_matrix: K = len(Y[0])  ->  K = len(Y[-1])",
)

# --- 8.6 ---------------------------------------------------------------------

equivalent(
    "augmentation.mixup",
    "a float may be Python's or NumPy's, or an array of shape ()",
    "partners_first: lam = float(rng.beta(a=alpha, b=alpha))  ->  lam = rng.beta(a=alpha, b=alpha)",
    "by_two_gammas: return [lam * X + (1 - lam) * np.tensordot(P, X, axes=1), "
    "lam * Y + (1 - lam) * P @ Y, np.array(lam)]  ->  return [lam * X + (1 - lam) * "
    "np.tensordot(P, X, axes=1), lam * Y + (1 - lam) * P @ Y, lam]",
)

# --- 8.7 ---------------------------------------------------------------------

ENDS = (
    "ece: ends = (np.arange(1, bins) / bins).astype(p.dtype if p.dtype.kind == 'f' else np.float64)"
)
ROWS = (
    "ece: rows = zip(np.broadcast_to(bin_of, surplus.shape).reshape(-1, n), "
    "surplus.reshape(-1, n), strict=True)  ->  rows = zip("
)
equivalent(
    "augmentation.ece",
    "probabilities are floats in double precision",
    "ece: confidence = p.max(axis=-1).astype(np.float64)  ->  confidence = p.max(axis=-1)",
    f"{ENDS}  ->  ends = np.arange(1, bins) / bins",
    f"{ENDS}  ->  ends = (np.arange(1, bins) / bins).astype(p.dtype)",
    f"{ENDS}  ->  ends = (np.arange(1, bins) / bins).astype(np.float64)",
    f"{ENDS}  ->  ends = (np.arange(1, bins) / bins)"
    ".astype(p.dtype if p.dtype.kind != 'f' else np.float64)",
)
equivalent(
    "augmentation.ece",
    "students' p has two axes; our room also takes those of several networks",
    "ece: confidence = p.max(axis=-1).astype(np.float64)"
    "  ->  confidence = p.max(axis=1).astype(np.float64)",
    "ece: surplus = (p.argmax(axis=-1) == y) - confidence"
    "  ->  surplus = (p.argmax(axis=1) == y) - confidence",
    "ece: n = surplus.shape[-1]  ->  n = surplus.shape[-0]",
    f"{ROWS}np.broadcast_to(bin_of, surplus.shape).reshape(1, n), "
    "surplus.reshape(-1, n), strict=True)",
    f"{ROWS}np.broadcast_to(bin_of, surplus.shape).reshape(-1, n), "
    "surplus.reshape(1, n), strict=True)",
    "ece: return plain_number(np.reshape(gaps, surplus.shape[:-1]))"
    "  ->  return plain_number(np.reshape(gaps, surplus.shape[:-2]))",
    "ece: return plain_number(np.reshape(gaps, surplus.shape[:-1]))"
    "  ->  return plain_number(np.reshape(gaps, surplus.shape[:-0]))",
)
equivalent(
    "augmentation.ece",
    "NumPy takes any negative size for the one that is missing, and both parts have equal lengths",
    f"{ROWS}np.broadcast_to(bin_of, surplus.shape).reshape(-2, n), "
    "surplus.reshape(-1, n), strict=True)",
    f"{ROWS}np.broadcast_to(bin_of, surplus.shape).reshape(-1, n), "
    "surplus.reshape(-2, n), strict=True)",
    f"{ROWS}np.broadcast_to(bin_of, surplus.shape).reshape(-1, n), surplus.reshape(-1, n))",
    f"{ROWS}np.broadcast_to(bin_of, surplus.shape).reshape(-1, n), "
    "surplus.reshape(-1, n), strict=False)",
)
equivalent(
    "augmentation.ece",
    "one more bin that is always empty; left is the default of side",
    f"{ENDS}  ->  ends = (np.arange(0, bins) / bins)"
    ".astype(p.dtype if p.dtype.kind == 'f' else np.float64)",
    "ece: bin_of = np.searchsorted(ends, confidence, side='left')"
    "  ->  bin_of = np.searchsorted(ends, confidence)",
    "by_edges: for b in range(bins):  ->  for b in range(bins + 1):",
)
equivalent(
    "augmentation.ece",
    "the mean of booleans is that of 0 and 1",
    "by_digitize: hits = (p.argmax(axis=1) == y).astype(float)  ->  hits = p.argmax(axis=1) == y",
)
