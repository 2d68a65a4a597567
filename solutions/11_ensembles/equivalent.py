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

# --- 11.5 to 11.7 ------------------------------------------------------------

equivalent(
    "ensembles.stack_oof",
    "every row is in exactly one val, so the count of rows decides nothing in the exercise",
    "stack_oof: times = np.zeros(len(y), dtype=int)  ->  times = np.zeros(len(y))",
    "stack_oof: np.add.at(times, np.asarray(val, dtype=int), 1)"
    "  ->  np.add.at(times, np.array(val, dtype=int), 1)",
    "stack_oof: np.add.at(times, np.asarray(val, dtype=int), 1)  ->  np.add.at(times, val, 1)",
    "stack_oof: np.add.at(times, np.asarray(val, dtype=int), 1)"
    "  ->  np.add.at(times, np.asarray(val), 1)",
)

equivalent(
    "ensembles.stack_oof",
    "Python iterates over a set of few small whole numbers in increasing order",
    "one_row_after_the_other: model, classes = (make(), sorted(set(y[train].tolist())))"
    "  ->  model, classes = (make(), set(y[train].tolist()))",
)

equivalent(
    "ensembles.stack_oof",
    "there is one row, and one probability for each class",
    "one_row_after_the_other: "
    "for c, probability in zip(classes, model.predict_proba(X[[i]])[0], strict=True):"
    "  ->  for c, probability in zip(classes, model.predict_proba(X[[i]])[0]):",
    "one_row_after_the_other: "
    "for c, probability in zip(classes, model.predict_proba(X[[i]])[0], strict=True):"
    "  ->  for c, probability in zip(classes, model.predict_proba(X[[i]])[-1], strict=True):",
    "one_row_after_the_other: "
    "for c, probability in zip(classes, model.predict_proba(X[[i]])[0], strict=True):"
    "  ->  for c, probability in zip(classes, model.predict_proba(X[[i]])[0], strict=False):",
)

equivalent(
    "ensembles.stack_oof",
    "NumPy converts these: its own floats, a comparison in a matrix product, classes as an array, "
    "and a whole number of its own in a shape",
    "one_row_after_the_other: Z[i][j][c] = float(probability)  ->  Z[i][j][c] = probability",
    "all_rows_then_a_mask: known = (np.asarray(model.classes_)[:, None] == classes).astype(float)"
    "  ->  known = np.asarray(model.classes_)[:, None] == classes",
    "all_rows_then_a_mask: known = (np.asarray(model.classes_)[:, None] == classes).astype(float)"
    "  ->  known = (np.array(model.classes_)[:, None] == classes).astype(float)",
    "all_rows_then_a_mask: known = (np.asarray(model.classes_)[:, None] == classes).astype(float)"
    "  ->  known = (model.classes_[:, None] == classes).astype(float)",
    "concatenated_then_sorted: part = np.zeros((len(val), int(max(y)) + 1))"
    "  ->  part = np.zeros((len(val), max(y) + 1))",
)

equivalent(
    "ensembles.average_weights",
    "all snapshots have the same names, with the same shapes",
    "average_weights: first = {name: np.shape(values) for name, values in snapshots[0].items()}"
    "  ->  first = {name: np.shape(values) for name, values in snapshots[-1].items()}",
    "weighted_stack: for name in sorted(snapshots[0]):  ->  for name in sorted(snapshots[-1]):",
)

equivalent(
    "ensembles.average_weights",
    "the first difference is divided by 1, so it does not matter where the mean starts",
    "running_mean: old = average.get(name, 0.0)  ->  old = average.get(name, 1.0)",
)

equivalent(
    "ensembles.average_weights",
    "the order of the names in the dict is free",
    "weighted_stack: for name in sorted(snapshots[0]):  ->  for name in snapshots[0]:",
)

equivalent(
    "ensembles.ema_update",
    "the average is params here, and so is every weighted mean of params and params",
    "weighted_mean: average, decay = (params, 0.0)  ->  average, decay = (params, 1.0)",
)
