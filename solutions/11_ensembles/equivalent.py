"""Small changes of correct answers to lesson 11 that are still correct."""

from reglab.checks.authoring.equivalent import equivalent

equivalent(
    "ensembles.random_relu_features",
    "a 0 is 0 either way",
    "weights_and_biases_apart: return (np.where(Z > 0, Z, 0.0), np.vstack([weights, bias]))"
    "  ->  return (np.where(Z >= 0, Z, 0.0), np.vstack([weights, bias]))",
    "in_single_precision: F *= F > 0  ->  F *= F >= 0",
)

equivalent(
    "ensembles.random_relu_features",
    "double precision is right as well",
    "in_single_precision: W = rng.standard_normal((d + 1, k), dtype=np.float32)"
    "  ->  W = rng.standard_normal((d + 1, k))",
    "in_single_precision: X1 = np.ones((n, d + 1), dtype=np.float32)  ->  X1 = np.ones((n, d + 1))",
)

equivalent(
    "ensembles.min_norm_fit",
    "either limit is above what rounding leaves of a 0, and below all other singular values",
    "min_norm_fit: kept = s > max(F.shape) * np.finfo(float).eps * s[0]"
    "  ->  kept = s >= max(F.shape) * np.finfo(float).eps * s[0]",
    "min_norm_fit: kept = s > max(F.shape) * np.finfo(float).eps * s[0]"
    "  ->  kept = s > min(F.shape) * np.finfo(float).eps * s[0]",
    "one_direction_after_the_other: if size / s[0] > 1e-12:  ->  if size / s[0] >= 1e-12:",
    "one_direction_after_the_other: if size / s[0] > 1e-12:  ->  if size / s[0] > 2e-12:",
    "one_direction_after_the_other: if size / s[0] > 1e-12:  ->  if size / s[0] > 5e-13:",
)

equivalent(
    "ensembles.min_norm_fit",
    "the default of rcond in np.linalg.lstsq is the same limit",
    "with_rows_for_the_penalty: return np.linalg.lstsq(np.concatenate([F, root * np.eye(k)]), "
    "np.append(y, [0.0] * k), rcond=None)[0]"
    "  ->  return np.linalg.lstsq(np.concatenate([F, root * np.eye(k)]), "
    "np.append(y, [0.0] * k))[0]",
)

equivalent(
    "ensembles.min_norm_fit",
    "Vt is square",
    "one_direction_after_the_other: w = np.zeros(Vt.shape[0])  ->  w = np.zeros(Vt.shape[1])",
    "one_direction_after_the_other: w = np.zeros(Vt.shape[0])  ->  w = np.zeros(Vt.shape[-1])",
)

equivalent(
    "ensembles.min_norm_fit",
    "zip is not strict by default",
    "one_direction_after_the_other: for u, size, v in zip(U.T, s, Vt, strict=False):"
    "  ->  for u, size, v in zip(U.T, s, Vt):",
)

equivalent(
    "ensembles.bag_predict",
    "a list of rows or labels has the same rows and labels",
    "row_by_row: p = fit(np.array([X[i] for i in rows]), np.array([y[i] for i in rows]))(X_test)"
    "  ->  p = fit([X[i] for i in rows], np.array([y[i] for i in rows]))(X_test)",
    "row_by_row: p = fit(np.array([X[i] for i in rows]), np.array([y[i] for i in rows]))(X_test)"
    "  ->  p = fit(np.array([X[i] for i in rows]), [y[i] for i in rows])(X_test)",
)
