"""Small changes of the correct answers to lesson 01 that leave them correct."""

from reglab.checks.authoring.equivalent import equivalent

equivalent(
    "overfitting.poly_features",
    "the order of an array in memory is free",
    "filled_column_by_column: X = np.empty((len(x), degree), order='F')"
    "  ->  X = np.empty((len(x), degree))",
)

equivalent(
    "overfitting.poly_features",
    "NumPy takes any negative length for the one that is left",
    "running_product: return np.cumprod(np.repeat(np.reshape(x, (-1, 1)), degree, axis=1), "
    "axis=1)"
    "  ->  return np.cumprod(np.repeat(np.reshape(x, (-2, 1)), degree, axis=1), axis=1)",
)

equivalent(
    "overfitting.fit_ols",
    "None is the default of rcond",
    "fit_ols: w: NDArray = np.linalg.lstsq(Xc, yc, rcond=None)[0]"
    "  ->  w: NDArray = np.linalg.lstsq(Xc, yc)[0]",
    "column_of_ones: solution, *_ = np.linalg.lstsq(A, y, rcond=None)"
    "  ->  solution, *_ = np.linalg.lstsq(A, y)",
)

equivalent(
    "overfitting.fit_ols",
    "a NumPy number counts as a float",
    "fit_ols: return (w, float(y_mean - x_mean @ w))  ->  return (w, y_mean - x_mean @ w)",
    "normal_equations: return Fit(w, float(np.mean(y - X @ w)))"
    "  ->  return Fit(w, np.mean(y - X @ w))",
    "pseudo_inverse: return [w, np.array(y.mean() - X.mean(0) @ w)]"
    "  ->  return [w, y.mean() - X.mean(0) @ w]",
)

equivalent(
    "overfitting.bias_variance",
    "x_test and the predictions of the checks are arrays of floats",
    "bias_variance: x_test = np.asarray(x_test)  ->  pass",
    "bias_variance: x_test = np.asarray(x_test)  ->  x_test = np.array(x_test)",
    "bias_variance: x_test = np.asarray(x_test)  ->  x_test = x_test",
    "_as_predictions: array = np.asarray(value, dtype=np.float64)"
    "  ->  array = np.array(value, dtype=np.float64)",
    "_as_predictions: array = np.asarray(value, dtype=np.float64)  ->  array = value",
    "_as_predictions: array = np.asarray(value, dtype=np.float64)  ->  array = np.asarray(value)",
)

equivalent(
    "overfitting.bias_variance",
    "a NumPy number counts as a float",
    "bias_variance: return (float(bias2), float(predictions.var(axis=0).mean()))"
    "  ->  return (bias2, float(predictions.var(axis=0).mean()))",
    "bias_variance: return (float(bias2), float(predictions.var(axis=0).mean()))"
    "  ->  return (float(bias2), predictions.var(axis=0).mean())",
    "samples_first: return (float(bias @ bias / len(x_test)), float(p.var(axis=1).mean()))"
    "  ->  return (bias @ bias / len(x_test), float(p.var(axis=1).mean()))",
    "samples_first: return (float(bias @ bias / len(x_test)), float(p.var(axis=1).mean()))"
    "  ->  return (float(bias @ bias / len(x_test)), p.var(axis=1).mean())",
)
