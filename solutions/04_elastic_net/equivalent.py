"""Small changes of correct answers to lesson 04 that are still correct, with the reasons."""

from reglab.checks.authoring.equivalent import equivalent

equivalent(
    "elastic_net.elastic_net_cd",
    "no case needs thousands of sweeps",
    "elastic_net_cd: def elastic_net_cd(X, y, lam, l1_ratio, w0=None, tol=1e-08, "
    "max_iter=10000):"
    "  ->  def elastic_net_cd(X, y, lam, l1_ratio, w0=None, tol=1e-08, max_iter=10001):",
    "elastic_net_cd: def elastic_net_cd(X, y, lam, l1_ratio, w0=None, tol=1e-08, "
    "max_iter=10000):"
    "  ->  def elastic_net_cd(X, y, lam, l1_ratio, w0=None, tol=1e-08, max_iter=9999):",
    "with_products: def with_products(X, y, lam, l1_ratio, w0=None, tol=1e-08, "
    "max_iter=10000):"
    "  ->  def with_products(X, y, lam, l1_ratio, w0=None, tol=1e-08, max_iter=10001):",
    "with_products: def with_products(X, y, lam, l1_ratio, w0=None, tol=1e-08, "
    "max_iter=10000):"
    "  ->  def with_products(X, y, lam, l1_ratio, w0=None, tol=1e-08, max_iter=9999):",
    "more_rows: def more_rows(X, y, lam, l1_ratio, w0=None, tol=1e-08, max_iter=10000):"
    "  ->  def more_rows(X, y, lam, l1_ratio, w0=None, tol=1e-08, max_iter=10001):",
    "more_rows: def more_rows(X, y, lam, l1_ratio, w0=None, tol=1e-08, max_iter=10000):"
    "  ->  def more_rows(X, y, lam, l1_ratio, w0=None, tol=1e-08, max_iter=9999):",
)

equivalent(
    "elastic_net.elastic_net_cd",
    "y is never constant here, and if it is, the loop ends at once with the same result",
    "elastic_net_cd: if scale == 0:  ->  if False:",
    "elastic_net_cd: if scale == 0:  ->  if scale == 1:",
    "elastic_net_cd: if scale == 0:  ->  if scale == -1:",
    "elastic_net_cd: return (np.zeros(p), float(y_mean), 0)  ->  return (np.zeros(p), y_mean, 0)",
    "elastic_net_cd: return (np.zeros(p), float(y_mean), 0)"
    "  ->  return (np.zeros(p), float(y_mean), 1)",
    "elastic_net_cd: return (np.zeros(p), float(y_mean), 0)"
    "  ->  return (np.zeros(p), float(y_mean), -1)",
)

equivalent(
    "elastic_net.elastic_net_cd",
    "the rounding error matters only if tol is nearly 0",
    "elastic_net_cd: rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** "
    "2))"
    "  ->  rounding = 11 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** 2))",
    "elastic_net_cd: rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** "
    "2))"
    "  ->  rounding = 9 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** 2))",
    "elastic_net_cd: rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** "
    "2))"
    "  ->  rounding = 10 * np.finfo(float).eps * (np.max(a) * np.mean(yc ** 2))",
    "elastic_net_cd: rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** "
    "2))"
    "  ->  rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a))",
    "elastic_net_cd: rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** "
    "2))"
    "  ->  rounding = 10 * np.finfo(float).eps * np.sqrt(np.min(a) * np.mean(yc ** 2))",
    "elastic_net_cd: rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** "
    "2))"
    "  ->  rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.sum(yc ** 2))",
    "elastic_net_cd: rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** "
    "2))"
    "  ->  rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc * 2))",
    "elastic_net_cd: rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** "
    "2))"
    "  ->  rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** 3))",
    "elastic_net_cd: rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** "
    "2))"
    "  ->  rounding = 10 * np.finfo(float).eps * np.sqrt(np.max(a) * np.mean(yc ** 1))",
)

equivalent(
    "elastic_net.elastic_net_cd",
    "the loop ends at max_iter in any case",
    "elastic_net_cd: for n_iter in range(max_iter + 1):"
    "  ->  for n_iter in range(max_iter + 1 + 1):",
    "elastic_net_cd: for n_iter in range(max_iter + 1):  ->  for n_iter in range(max_iter + 2):",
)

equivalent(
    "elastic_net.elastic_net_cd",
    "a violation is never exactly tol * lambda_max",
    "elastic_net_cd: if weight_violation(g - l2 * w, w, l1) <= max(tol * scale, rounding) or "
    "n_iter == max_iter:"
    "  ->  if weight_violation(g - l2 * w, w, l1) < max(tol * scale, rounding) or n_iter == "
    "max_iter:",
    "with_products: if np.max(np.abs(pull - nearest)) <= tol * np.max(np.abs(c)):"
    "  ->  if np.max(np.abs(pull - nearest)) < tol * np.max(np.abs(c)):",
    "more_rows: if np.max(np.abs(excess)) <= stop:  ->  if np.max(np.abs(excess)) < stop:",
)

equivalent(
    "elastic_net.elastic_net_cd",
    "a NumPy number is a number",
    "elastic_net_cd: return (w, float(y_mean - x_mean @ w), n_iter)"
    "  ->  return (w, y_mean - x_mean @ w, n_iter)",
)

equivalent(
    "elastic_net.elastic_net_cd",
    "the columns are centred, so adding a constant to y changes no product with them",
    "more_rows: Xc, yc = (X - X.mean(axis=0), y - y.mean())"
    "  ->  Xc, yc = (X - X.mean(axis=0), y + y.mean())",
    "more_rows: Xc, yc = (X - X.mean(axis=0), y - y.mean())  ->  Xc, yc = (X - X.mean(axis=0), y)",
    "more_rows: Xc, yc = (X - X.mean(axis=0), y - y.mean())"
    "  ->  Xc, yc = (X - X.mean(axis=0), y - y.sum())",
)

equivalent(
    "elastic_net.elastic_net_cd",
    "signs are 1 or -1 wherever this line counts",
    "more_rows: excess = np.where(w == 0, g - np.clip(g, -l1, l1), g - l1 * np.sign(w))"
    "  ->  excess = np.where(w == 0, g - np.clip(g, -l1, l1), g - l1 / np.sign(w))",
)

equivalent(
    "elastic_net.group_gap",
    "w and groups are equally long, so strict never matters",
    "by_loop: for value, label in zip(w, groups.tolist(), strict=True):"
    "  ->  for value, label in zip(w, groups.tolist()):",
    "by_loop: for value, label in zip(w, groups.tolist(), strict=True):"
    "  ->  for value, label in zip(w, groups.tolist(), strict=False):",
)

equivalent(
    "elastic_net.huber_loss_grad",
    "both formulas agree at |r| = delta",
    "huber_loss_grad: loss = np.where(size <= delta, r * r / 2, delta * (size - delta / 2))"
    "  ->  loss = np.where(size < delta, r * r / 2, delta * (size - delta / 2))",
    "by_cases: large = np.abs(r) > delta  ->  large = np.abs(r) >= delta",
)
equivalent(
    "elastic_net.huber_loss_grad",
    "the exercise asks for arrays with at least one axis; plain numbers are for other callers",
    "huber_loss_grad: return (float(loss), float(grad)) if r.ndim == 0 else (loss, grad)"
    "  ->  return (loss, grad)",
    "huber_loss_grad: return (float(loss), float(grad)) if r.ndim == 0 else (loss, grad)"
    "  ->  return (float(loss), float(grad)) if r.ndim == -1 else (loss, grad)",
    "huber_loss_grad: return (float(loss), float(grad)) if r.ndim == 0 else (loss, grad)"
    "  ->  return (loss, float(grad)) if r.ndim == 0 else (loss, grad)",
    "huber_loss_grad: return (float(loss), float(grad)) if r.ndim == 0 else (loss, grad)"
    "  ->  return (float(loss), grad) if r.ndim == 0 else (loss, grad)",
)
equivalent(
    "elastic_net.huber_loss_grad",
    "the sign of a large residual is 1 or -1, so dividing by it is multiplying",
    "by_cases: grad[large] = delta * np.sign(r[large])"
    "  ->  grad[large] = delta / np.sign(r[large])",
)

equivalent(
    "elastic_net.selection_frequency",
    "fit returns an array",
    "selection_frequency: w = np.asarray(fit(X[rows], y[rows]))"
    "  ->  w = np.array(fit(X[rows], y[rows]))",
    "selection_frequency: w = np.asarray(fit(X[rows], y[rows]))  ->  w = fit(X[rows], y[rows])",
)
equivalent(
    "elastic_net.selection_frequency",
    "sum starts at the whole number 0, and 0 plus an array of bools counts them",
    "all_rows_at_once: return sum(((fit(X[r], y[r]) != 0).astype(int) for r in rows)) / n_boot"
    "  ->  return sum((fit(X[r], y[r]) != 0 for r in rows)) / n_boot",
)
equivalent(
    "elastic_net.selection_frequency",
    "rows are the first axis, which is the default",
    "one_table: sample = rng.choice(table, size=len(table), axis=0)"
    "  ->  sample = rng.choice(table, size=len(table))",
)
