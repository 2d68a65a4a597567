"""Small changes of correct answers to lesson 05 that are still correct, with the reasons."""

from reglab.checks.authoring.equivalent import equivalent

# --- 5.3 ---------------------------------------------------------------------

equivalent(
    "choosing_lambda.one_se_rule",
    "if several lams have exactly the same smallest mean, any of them may be the best one",
    "one_se_rule: best = max(np.flatnonzero(mean == mean.min()), key=lambda i: lams[i])"
    "  ->  best = min(np.flatnonzero(mean == mean.min()), key=lambda i: lams[i])",
    "one_se_rule: best = max(np.flatnonzero(mean == mean.min()), key=lambda i: lams[i])"
    "  ->  best = max(np.flatnonzero(mean == mean.min()))",
    "with_where: threshold = mean.min() + se[mean == mean.min()][0]"
    "  ->  threshold = mean.min() + se[mean == mean.min()][-1]",
)

equivalent(
    "choosing_lambda.one_se_rule",
    "a NumPy number is as good as a Python one",
    "one_se_rule: return float(np.max(lams[mean <= mean[best] + se[best]]))"
    "  ->  return np.max(lams[mean <= mean[best] + se[best]])",
    "sorted_from_the_strongest: best = int(np.argmin(mean))  ->  best = np.argmin(mean)",
    "one_at_a_time: return float(choice)  ->  return choice",
    "with_where: return np.array(np.where(mean <= threshold, lams, -np.inf).max())"
    "  ->  return np.where(mean <= threshold, lams, -np.inf).max()",
)

equivalent(
    "choosing_lambda.one_se_rule",
    "the three arrays have the same length",
    "one_at_a_time: lowest, width, choice = min(zip(mean, se, lams, strict=True))"
    "  ->  lowest, width, choice = min(zip(mean, se, lams))",
    "one_at_a_time: lowest, width, choice = min(zip(mean, se, lams, strict=True))"
    "  ->  lowest, width, choice = min(zip(mean, se, lams, strict=False))",
    "one_at_a_time: for lam, error in zip(lams, mean, strict=True):"
    "  ->  for lam, error in zip(lams, mean):",
    "one_at_a_time: for lam, error in zip(lams, mean, strict=True):"
    "  ->  for lam, error in zip(lams, mean, strict=False):",
)

equivalent(
    "choosing_lambda.one_se_rule",
    "an equal lam changes nothing",
    "one_at_a_time: if error <= lowest + width and lam > choice:"
    "  ->  if error <= lowest + width and lam >= choice:",
)

# --- 5.2 ---------------------------------------------------------------------

equivalent(
    "choosing_lambda.cv_curve",
    "the first prediction for a single row is the last one",
    "row_by_row: row.append(sum(((y[i] - model.predict(X[[i]])[0]) ** 2 for i in val)) / len(val))"
    "  ->  row.append(sum(((y[i] - model.predict(X[[i]])[-1]) ** 2 for i in val)) / len(val))",
)

# --- 5.4 ---------------------------------------------------------------------

equivalent(
    "choosing_lambda.nested_cv",
    "the line checks an argument",
    "nested_cv: smallest = min((len(train) for train, _ in outer))"
    "  ->  smallest = max((len(train) for train, _ in outer))",
)

equivalent(
    "choosing_lambda.nested_cv",
    "a factor that all lams share does not change which one is smallest",
    "everything_written_out: errors[j] += np.mean(residual ** 2) / k_inner"
    "  ->  errors[j] += np.mean(residual ** 2) * k_inner",
    "everything_written_out: errors[j] += np.mean(residual ** 2) / k_inner"
    "  ->  errors[j] += np.mean(residual ** 2)",
    "rows_of_the_whole: error[lam] = np.mean([np.mean((y[b] - fit.predict(X[b])) ** 2) for fit, b"
    " in fits])  ->  error[lam] = np.sum([np.mean((y[b] - fit.predict(X[b])) ** 2) for fit, b in"
    " fits])",
    "a_new_generator_for_each_fold: lam = lams[np.argmin(np.sum(table, axis=1))]"
    "  ->  lam = lams[np.argmin(np.mean(table, axis=1))]",
)

equivalent(
    "choosing_lambda.nested_cv",
    "the first prediction for a single row is the last one",
    "rows_of_the_whole: scores[i] = np.mean([(y[j] - fit.predict(X[[j]])[0]) ** 2 for j in val])"
    "  ->  scores[i] = np.mean([(y[j] - fit.predict(X[[j]])[-1]) ** 2 for j in val])",
)

equivalent(
    "choosing_lambda.nested_cv",
    "there are as many new generators as outer folds",
    "a_new_generator_for_each_fold: for (train, val), own in zip(outer, rng.spawn(len(outer)),"
    " strict=True):  ->  for (train, val), own in zip(outer, rng.spawn(len(outer))):",
    "a_new_generator_for_each_fold: for (train, val), own in zip(outer, rng.spawn(len(outer)),"
    " strict=True):  ->  for (train, val), own in zip(outer, rng.spawn(len(outer)),"
    " strict=False):",
)

# --- 5.5 ---------------------------------------------------------------------

equivalent(
    "choosing_lambda.logreg_prox",
    "a NumPy number is as good as a Python one",
    "logreg_prox: return (w, float(b))  ->  return (w, b)",
    "intercept_first: w, b = (np.zeros(A.shape[1]), np.array(0.0))"
    "  ->  w, b = (np.zeros(A.shape[1]), 0.0)",
    "column_of_ones: return (theta[:-1], float(theta[-1]))  ->  return (theta[:-1], theta[-1])",
)

equivalent(
    "choosing_lambda.logreg_prox",
    "both branches are 1/2 at z = 0, and exp(-z) only warns where z is far below 0",
    "ridge_in_the_gradient: error = np.where(z > 0, 1 / (1 + np.exp(-np.abs(z))), 1 - 1 / (1 +"
    " np.exp(-np.abs(z)))) - y  ->  error = np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), 1 - 1"
    " / (1 + np.exp(-np.abs(z)))) - y",
    "ridge_in_the_gradient: error = np.where(z > 0, 1 / (1 + np.exp(-np.abs(z))), 1 - 1 / (1 +"
    " np.exp(-np.abs(z)))) - y  ->  error = np.where(z > 0, 1 / (1 + np.exp(-z)), 1 - 1 / (1 +"
    " np.exp(-np.abs(z)))) - y",
)

equivalent(
    "choosing_lambda.logreg_prox",
    "whole numbers become floats in the product with floats, and y is an array",
    "intercept_first: A = np.asfortranarray(X, dtype=float)  ->  A = np.asfortranarray(X)",
    "column_of_ones: penalty, sign = (np.append(np.full(X.shape[1], lam), 0.0), 2 *"
    " np.asarray(y) - 1)  ->  penalty, sign = (np.append(np.full(X.shape[1], lam), 0.0), 2 *"
    " np.array(y) - 1)",
    "column_of_ones: penalty, sign = (np.append(np.full(X.shape[1], lam), 0.0), 2 *"
    " np.asarray(y) - 1)  ->  penalty, sign = (np.append(np.full(X.shape[1], lam), 0.0), 2 * y"
    " - 1)",
)
