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

equivalent(
    "ensembles.oob_error",
    "an array, a NumPy number and a Python number are the same here",
    "oob_error: p = np.asarray(fit(X[rows], y[rows])(X), dtype=float)"
    "  ->  p = np.array(fit(X[rows], y[rows])(X), dtype=float)",
    "oob_error: p = np.asarray(fit(X[rows], y[rows])(X), dtype=float)"
    "  ->  p = fit(X[rows], y[rows])(X)",
    "oob_error: p = np.asarray(fit(X[rows], y[rows])(X), dtype=float)"
    "  ->  p = np.asarray(fit(X[rows], y[rows])(X))",
    "oob_error: return (float(wrong.mean()), int(judged.sum()))"
    "  ->  return (wrong.mean(), int(judged.sum()))",
    "oob_error: return (float(wrong.mean()), int(judged.sum()))"
    "  ->  return (float(wrong.mean()), judged.sum())",
    "array_of_predictions: return (1 - right.mean(), int(np.count_nonzero(judged)))"
    "  ->  return (1 - right.mean(), np.count_nonzero(judged))",
)

equivalent(
    "ensembles.oob_error",
    "a constant that is added to all classes of a row does not change the largest one",
    "oob_error: votes.append(np.where(out[:, None], p, 0.0))"
    "  ->  votes.append(np.where(out[:, None], p, 1.0))",
    "array_of_predictions: P[inside] = 0.0  ->  P[inside] = 1.0",
    "only_rows_out_of_bag: sums[i] = sums.get(i, 0) + p  ->  sums[i] = sums.get(i, 1) + p",
    "only_rows_out_of_bag: sums[i] = sums.get(i, 0) + p  ->  sums[i] = sums.get(i, -1) + p",
)

equivalent(
    "ensembles.oob_error",
    "the mean of no rows is nan, too, with a warning",
    "oob_error: if not judged.any():  ->  if False:",
    "array_of_predictions: if not judged.any():  ->  if False:",
    "only_rows_out_of_bag: return (np.mean(wrong) if wrong else float('nan'), len(sums))"
    "  ->  return (np.mean(wrong), len(sums))",
)

equivalent(
    "ensembles.oob_error",
    "the mean over the models is largest where the sum is",
    "oob_error: wrong = np.argmax(np.sum(votes, axis=0)[judged], axis=1) != y[judged]"
    "  ->  wrong = np.argmax(np.mean(votes, axis=0)[judged], axis=1) != y[judged]",
    "array_of_predictions: right = P.mean(axis=0).argmax(axis=-1)[judged] == y[judged]"
    "  ->  right = P.sum(axis=0).argmax(axis=-1)[judged] == y[judged]",
)

equivalent(
    "ensembles.oob_error",
    "an array of two axes has its last axis at 1",
    "array_of_predictions: right = P.mean(axis=0).argmax(axis=-1)[judged] == y[judged]"
    "  ->  right = P.mean(axis=0).argmax(axis=1)[judged] == y[judged]",
)

equivalent(
    "ensembles.oob_error",
    "rows are drawn with replacement by default",
    "array_of_predictions: samples = [rng.choice(np.arange(n), n, replace=True) for _ in "
    "range(n_models)]"
    "  ->  samples = [rng.choice(np.arange(n), n) for _ in range(n_models)]",
)

equivalent(
    "ensembles.oob_error",
    "a slice of one row has it first and last, and more rows do not change the first",
    "each_row_alone: judges = [predict(X[i:i + 1])[0] for rows, predict in models if i not in "
    "rows]"
    "  ->  judges = [predict(X[i:i + 2])[0] for rows, predict in models if i not in rows]",
    "each_row_alone: judges = [predict(X[i:i + 1])[0] for rows, predict in models if i not in "
    "rows]"
    "  ->  judges = [predict(X[i:i + 1])[-1] for rows, predict in models if i not in rows]",
)

equivalent(
    "ensembles.oob_error",
    "both have the same length",
    "only_rows_out_of_bag: for i, p in zip(out, predict(X[out]), strict=True):"
    "  ->  for i, p in zip(out, predict(X[out])):",
    "only_rows_out_of_bag: for i, p in zip(out, predict(X[out]), strict=True):"
    "  ->  for i, p in zip(out, predict(X[out]), strict=False):",
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
