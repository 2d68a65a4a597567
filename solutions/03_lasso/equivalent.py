"""Small changes of the answers to lesson 03 that are still correct."""

from reglab.checks.authoring.equivalent import equivalent

equivalent(
    "lasso.soft_threshold",
    "a number may come as a float, a NumPy scalar or an array of shape ()",
    "soft_threshold: return float(out) if out.ndim == 0 else out  ->  return out",
    "soft_threshold: return float(out) if out.ndim == 0 else out  ->  return float(out) "
    "if out.ndim == -1 else out",
    "soft_threshold: return float(out) if out.ndim == 0 else out  ->  return out if "
    "out.ndim == 0 else out",
)

equivalent(
    "lasso.soft_threshold",
    "where |z| = t both branches give 0",
    "by_cases: return np.where(z > t, z - t, np.where(z < -t, z + t, 0.0))  ->  return "
    "np.where(z >= t, z - t, np.where(z < -t, z + t, 0.0))",
    "by_cases: return np.where(z > t, z - t, np.where(z < -t, z + t, 0.0))  ->  return "
    "np.where(z > t, z - t, np.where(z <= -t, z + t, 0.0))",
    "one_value_at_a_time: out = [max(v - t, 0.0) if v > t else min(v + t, 0.0) for v in "
    "np.ravel(z)]  ->  out = [max(v - t, 0.0) if v >= t else min(v + t, 0.0) for v in "
    "np.ravel(z)]",
)

equivalent(
    "lasso.lambda_max",
    "a number may come as a NumPy scalar",
    "lambda_max: return float(np.max(np.abs(centre_X(X)[0].T @ centre(y)[0])) / len(X))  "
    "->  return np.max(np.abs(centre_X(X)[0].T @ centre(y)[0])) / len(X)",
)

equivalent(
    "lasso.kkt_violation",
    "a number may come as a NumPy scalar",
    "kkt_violation: return float(max(weight_violation(X.T @ r / len(X), w, lam), "
    "abs(r.mean())))  ->  return max(weight_violation(X.T @ r / len(X), w, lam), "
    "abs(r.mean()))",
    "by_distance_to_interval: return float(max(distance.max(), abs(residual.mean())))  "
    "->  return max(distance.max(), abs(residual.mean()))",
)

equivalent(
    "lasso.lasso_cd",
    "no check does as many as 10,000 sweeps, which would take too long",
    "lasso_cd: def lasso_cd(X, y, lam, w0=None, tol=1e-08, max_iter=10000):  ->  def "
    "lasso_cd(X, y, lam, w0=None, tol=1e-08, max_iter=10001):",
    "lasso_cd: def lasso_cd(X, y, lam, w0=None, tol=1e-08, max_iter=10000):  ->  def "
    "lasso_cd(X, y, lam, w0=None, tol=1e-08, max_iter=9999):",
    "residual_carried_along: def residual_carried_along(X, y, lam, w0=None, tol=1e-08, "
    "max_iter=10000):  ->  def residual_carried_along(X, y, lam, w0=None, tol=1e-08, "
    "max_iter=10001):",
    "residual_carried_along: def residual_carried_along(X, y, lam, w0=None, tol=1e-08, "
    "max_iter=10000):  ->  def residual_carried_along(X, y, lam, w0=None, tol=1e-08, "
    "max_iter=9999):",
    "gram_matrix: def gram_matrix(X, y, lam, w0=None, tol=1e-08, max_iter=10000):  ->  "
    "def gram_matrix(X, y, lam, w0=None, tol=1e-08, max_iter=10001):",
    "gram_matrix: def gram_matrix(X, y, lam, w0=None, tol=1e-08, max_iter=10000):  ->  "
    "def gram_matrix(X, y, lam, w0=None, tol=1e-08, max_iter=9999):",
    "backwards: def backwards(X, y, lam, w0=None, tol=1e-08, max_iter=10000):  ->  def "
    "backwards(X, y, lam, w0=None, tol=1e-08, max_iter=10001):",
    "backwards: def backwards(X, y, lam, w0=None, tol=1e-08, max_iter=10000):  ->  def "
    "backwards(X, y, lam, w0=None, tol=1e-08, max_iter=9999):",
)

equivalent(
    "lasso.lasso_cd",
    "the checks stop far above rounding errors, and far from an exact tie",
    "lasso_cd: rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** "
    "2))  ->  rounding = 10 * np.finfo(float).eps",
    "lasso_cd: rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** "
    "2))  ->  rounding = 11 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** 2))",
    "lasso_cd: rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** "
    "2))  ->  rounding = 9 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** 2))",
    "lasso_cd: rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** "
    "2))  ->  rounding = 10 * np.finfo(float).eps * (np.max(a) * np.mean(yc ** 2))",
    "lasso_cd: rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** "
    "2))  ->  rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a))",
    "lasso_cd: rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** "
    "2))  ->  rounding = 10 * np.finfo(float).eps * np.sqrt(np.min(a) * np.mean(yc ** 2))",
    "lasso_cd: rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** "
    "2))  ->  rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.sum(yc ** 2))",
    "lasso_cd: rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** "
    "2))  ->  rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc * 2))",
    "lasso_cd: rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** "
    "2))  ->  rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** 3))",
    "lasso_cd: rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** "
    "2))  ->  rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** 1))",
    "lasso_cd: if weight_violation(g, w, lam) <= max(tol * scale, rounding):  ->  if "
    "weight_violation(g, w, lam) < max(tol * scale, rounding):",
    "backwards: if np.max(np.where(w == 0, np.abs(g) - lam, np.abs(g - lam * "
    "np.sign(w)))) <= tol * scale:  ->  if np.max(np.where(w == 0, np.abs(g) - lam, "
    "np.abs(g - lam * np.sign(w)))) < tol * scale:",
)

equivalent(
    "lasso.lasso_cd",
    "a constant y, which the checks do not use, would need exact zeros to stop",
    "lasso_cd: if scale == 0:  ->  if False:",
    "lasso_cd: if scale == 0:  ->  if scale == 1:",
    "lasso_cd: if scale == 0:  ->  if scale == -1:",
    "lasso_cd: return (np.zeros(p), float(y_mean), 1)  ->  return (np.zeros(p), y_mean, 1)",
)

equivalent(
    "lasso.lasso_cd",
    "the gradient before the first sweep only decides which zero weights that sweep "
    "skips, and the residual is recomputed against rounding errors",
    "lasso_cd: g = columns @ r / n  ->  g = columns @ r * n",
    "lasso_cd: g = columns @ r / n  ->  g = columns @ r",
    "lasso_cd: if w[j] != old:  ->  if True:",
    "lasso_cd: r = yc - Xc @ w  ->  pass (2)",
)

equivalent(
    "lasso.lasso_cd",
    "a number may come as a NumPy scalar",
    "lasso_cd: return (w, float(y_mean - x_mean @ w), n_iter)  ->  return (w, y_mean - "
    "x_mean @ w, n_iter)",
    "gram_matrix: return Fit(w, float(y.mean() - mean @ w), n_iter)  ->  return Fit(w, "
    "y.mean() - mean @ w, n_iter)",
)

equivalent(
    "lasso.lasso_cd",
    "centred columns are orthogonal to any constant in y",
    "residual_carried_along: Xc, yc = (X - X.mean(axis=0), y - y.mean())  ->  Xc, yc = "
    "(X - X.mean(axis=0), y + y.mean())",
    "residual_carried_along: Xc, yc = (X - X.mean(axis=0), y - y.mean())  ->  Xc, yc = "
    "(X - X.mean(axis=0), y)",
    "residual_carried_along: Xc, yc = (X - X.mean(axis=0), y - y.mean())  ->  Xc, yc = "
    "(X - X.mean(axis=0), y - y.sum())",
    "gram_matrix: G, c = (Xc.T @ Xc / n, Xc.T @ (y - y.mean()) / n)  ->  G, c = (Xc.T @ "
    "Xc / n, Xc.T @ (y + y.mean()) / n)",
    "gram_matrix: G, c = (Xc.T @ Xc / n, Xc.T @ (y - y.mean()) / n)  ->  G, c = (Xc.T @ "
    "Xc / n, Xc.T @ y / n)",
    "gram_matrix: G, c = (Xc.T @ Xc / n, Xc.T @ (y - y.mean()) / n)  ->  G, c = (Xc.T @ "
    "Xc / n, Xc.T @ (y - y.sum()) / n)",
    "backwards: A, target = (X - X_mean, y - y_mean)  ->  A, target = (X - X_mean, y + y_mean)",
    "backwards: A, target = (X - X_mean, y - y_mean)  ->  A, target = (X - X_mean, y)",
)

equivalent(
    "lasso.lasso_cd",
    "a sign is its own inverse, and weights that are 0 take the other branch",
    "residual_carried_along: gap = np.where(w != 0, np.abs(g - lam * np.sign(w)), "
    "np.maximum(np.abs(g) - lam, 0))  ->  gap = np.where(w != 0, np.abs(g - lam / "
    "np.sign(w)), np.maximum(np.abs(g) - lam, 0))",
    "gram_matrix: worst = max((abs(gj - lam * np.sign(wj)) if wj else max(abs(gj) - lam, "
    "0) for gj, wj in zip(g, w, strict=True)))  ->  worst = max((abs(gj - lam / "
    "np.sign(wj)) if wj else max(abs(gj) - lam, 0) for gj, wj in zip(g, w, strict=True)))",
    "backwards: if np.max(np.where(w == 0, np.abs(g) - lam, np.abs(g - lam * "
    "np.sign(w)))) <= tol * scale:  ->  if np.max(np.where(w == 0, np.abs(g) - lam, "
    "np.abs(g - lam / np.sign(w)))) <= tol * scale:",
)

equivalent(
    "lasso.lasso_cd",
    "the largest violation is never below 0 at the end, as some weight is not 0 or lam "
    "is above lambda_max",
    "residual_carried_along: gap = np.where(w != 0, np.abs(g - lam * np.sign(w)), "
    "np.maximum(np.abs(g) - lam, 0))  ->  gap = np.where(w != 0, np.abs(g - lam * "
    "np.sign(w)), np.maximum(np.abs(g) - lam, -1))",
    "gram_matrix: worst = max((abs(gj - lam * np.sign(wj)) if wj else max(abs(gj) - lam, "
    "0) for gj, wj in zip(g, w, strict=True)))  ->  worst = max((abs(gj - lam * "
    "np.sign(wj)) if wj else max(abs(gj) - lam, -1) for gj, wj in zip(g, w, "
    "strict=True)))",
)

equivalent(
    "lasso.lasso_cd",
    "the lengths are equal",
    "gram_matrix: worst = max((abs(gj - lam * np.sign(wj)) if wj else max(abs(gj) - lam, "
    "0) for gj, wj in zip(g, w, strict=True)))  ->  worst = max((abs(gj - lam * "
    "np.sign(wj)) if wj else max(abs(gj) - lam, 0) for gj, wj in zip(g, w)))",
    "gram_matrix: worst = max((abs(gj - lam * np.sign(wj)) if wj else max(abs(gj) - lam, "
    "0) for gj, wj in zip(g, w, strict=True)))  ->  worst = max((abs(gj - lam * "
    "np.sign(wj)) if wj else max(abs(gj) - lam, 0) for gj, wj in zip(g, w, "
    "strict=False)))",
)

equivalent(
    "lasso.lasso_cd",
    "adding and subtracting 0 both make a copy of floats",
    "backwards: w = np.zeros(p) if w0 is None else w0 + 0.0  ->  w = np.zeros(p) if w0 "
    "is None else w0 - 0.0",
)

equivalent(
    "lasso.lasso_path",
    "the reference stops by a duality gap; both tolerances are far below what the check asks",
    "lasso_path: def lasso_path(X, y, lams, tol=1e-10):  ->  def lasso_path(X, y, lams, "
    "tol=2e-10):",
    "lasso_path: def lasso_path(X, y, lams, tol=1e-10):  ->  def lasso_path(X, y, lams, "
    "tol=5e-11):",
)

equivalent(
    "lasso.lasso_path",
    "the order of solving and the warm start change the time, not the solutions",
    "sorted_then_put_back: order = np.argsort(-lams)  ->  order = np.argsort(lams)",
    "sorted_then_put_back: w, b, _ = residual_carried_along(X, y, lam, w0=w)  ->  w, b, "
    "_ = residual_carried_along(X, y, lam)",
)
