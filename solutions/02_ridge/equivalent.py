"""Small changes of the correct answers to lesson 02 that leave them correct."""

from reglab.checks.authoring.equivalent import equivalent

equivalent(
    "ridge.ridge_closed_form",
    "the limit only decides which of two ways to the solution loses less by rounding; no lam "
    "of the checks is near it",
    "ridge_closed_form: if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc ** 2) / n:"
    "  ->  if False:",
    "ridge_closed_form: if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc ** 2) / n:"
    "  ->  if lam < np.finfo(float).eps * max(n, p) * np.sum(Xc ** 2) / n:",
    "ridge_closed_form: if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc ** 2) / n:"
    "  ->  if lam > np.finfo(float).eps * max(n, p) * np.sum(Xc ** 2) / n:",
    "ridge_closed_form: if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc ** 2) / n:"
    "  ->  if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc ** 2) * n:",
    "ridge_closed_form: if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc ** 2) / n:"
    "  ->  if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc ** 2):",
    "ridge_closed_form: if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc ** 2) / n:"
    "  ->  if lam <= np.finfo(float).eps * max(n, p) / np.sum(Xc ** 2) / n:",
    "ridge_closed_form: if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc ** 2) / n:"
    "  ->  if lam <= np.finfo(float).eps * max(n, p) / n:",
    "ridge_closed_form: if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc ** 2) / n:"
    "  ->  if lam <= np.finfo(float).eps / max(n, p) * np.sum(Xc ** 2) / n:",
    "ridge_closed_form: if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc ** 2) / n:"
    "  ->  if lam <= np.finfo(float).eps * np.sum(Xc ** 2) / n:",
    "ridge_closed_form: if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc ** 2) / n:"
    "  ->  if lam <= np.finfo(float).eps * min(n, p) * np.sum(Xc ** 2) / n:",
    "ridge_closed_form: if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc ** 2) / n:"
    "  ->  if lam <= np.finfo(float).eps * max(n, p) * np.mean(Xc ** 2) / n:",
    "ridge_closed_form: if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc ** 2) / n:"
    "  ->  if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc * 2) / n:",
    "ridge_closed_form: if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc ** 2) / n:"
    "  ->  if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc ** 3) / n:",
    "ridge_closed_form: if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc ** 2) / n:"
    "  ->  if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc ** 1) / n:",
)

equivalent(
    "ridge.ridge_closed_form",
    "the least-squares problem with further rows has the same solution",
    "ridge_closed_form: if lam <= np.finfo(float).eps * max(n, p) * np.sum(Xc ** 2) / n:"
    "  ->  if True:",
)

equivalent(
    "ridge.ridge_closed_form",
    "these lines are for a lam that is lost by rounding in X'X/n, smaller than those of the checks",
    "ridge_closed_form: V = _thin_svd(Xc)[2].T  ->  pass",
    "ridge_closed_form: V = _thin_svd(Xc)[2].T  ->  V = _thin_svd(Xc)[2]",
    "ridge_closed_form: V = _thin_svd(Xc)[2].T  ->  V = _thin_svd(Xc)[3].T",
    "ridge_closed_form: V = _thin_svd(Xc)[2].T  ->  V = _thin_svd(Xc)[1].T",
    "ridge_closed_form: rows = np.vstack([Xc @ V, np.sqrt(n * lam) * np.eye(V.shape[1])])"
    "  ->  pass",
    "ridge_closed_form: rows = np.vstack([Xc @ V, np.sqrt(n * lam) * np.eye(V.shape[1])])"
    "  ->  rows = np.vstack([Xc @ V, np.sqrt(n * lam) / np.eye(V.shape[1])])",
    "ridge_closed_form: rows = np.vstack([Xc @ V, np.sqrt(n * lam) * np.eye(V.shape[1])])"
    "  ->  rows = np.vstack([Xc @ V, np.sqrt(n * lam)])",
    "ridge_closed_form: rows = np.vstack([Xc @ V, np.sqrt(n * lam) * np.eye(V.shape[1])])"
    "  ->  rows = np.vstack([Xc @ V, n * lam * np.eye(V.shape[1])])",
    "ridge_closed_form: rows = np.vstack([Xc @ V, np.sqrt(n * lam) * np.eye(V.shape[1])])"
    "  ->  rows = np.vstack([Xc @ V, np.sqrt(n / lam) * np.eye(V.shape[1])])",
    "ridge_closed_form: rows = np.vstack([Xc @ V, np.sqrt(n * lam) * np.eye(V.shape[1])])"
    "  ->  rows = np.vstack([Xc @ V, np.sqrt(n) * np.eye(V.shape[1])])",
    "ridge_closed_form: rows = np.vstack([Xc @ V, np.sqrt(n * lam) * np.eye(V.shape[1])])"
    "  ->  rows = np.vstack([Xc @ V, np.sqrt(n * lam) * np.eye(V.shape[2])])",
    "ridge_closed_form: rows = np.vstack([Xc @ V, np.sqrt(n * lam) * np.eye(V.shape[1])])"
    "  ->  rows = np.vstack([Xc @ V, np.sqrt(n * lam) * np.eye(V.shape[0])])",
    "ridge_closed_form: w = V @ np.linalg.lstsq(rows, np.append(yc, np.zeros(V.shape[1])), "
    "rcond=0)[0]"
    "  ->  pass",
    "ridge_closed_form: w = V @ np.linalg.lstsq(rows, np.append(yc, np.zeros(V.shape[1])), "
    "rcond=0)[0]"
    "  ->  w = V @ np.linalg.lstsq(rows, np.append(yc, np.zeros(V.shape[1])))[0]",
    "ridge_closed_form: w = V @ np.linalg.lstsq(rows, np.append(yc, np.zeros(V.shape[1])), "
    "rcond=0)[0]"
    "  ->  w = V @ np.linalg.lstsq(rows, np.append(yc, np.zeros(V.shape[2])), rcond=0)[0]",
    "ridge_closed_form: w = V @ np.linalg.lstsq(rows, np.append(yc, np.zeros(V.shape[1])), "
    "rcond=0)[0]"
    "  ->  w = V @ np.linalg.lstsq(rows, np.append(yc, np.zeros(V.shape[0])), rcond=0)[0]",
    "ridge_closed_form: w = V @ np.linalg.lstsq(rows, np.append(yc, np.zeros(V.shape[1])), "
    "rcond=0)[0]"
    "  ->  w = V @ np.linalg.lstsq(rows, np.append(yc, np.zeros(V.shape[1])), rcond=1)[0]",
    "ridge_closed_form: w = V @ np.linalg.lstsq(rows, np.append(yc, np.zeros(V.shape[1])), "
    "rcond=0)[0]"
    "  ->  w = V @ np.linalg.lstsq(rows, np.append(yc, np.zeros(V.shape[1])), rcond=-1)[0]",
    "ridge_closed_form: w = V @ np.linalg.lstsq(rows, np.append(yc, np.zeros(V.shape[1])), "
    "rcond=0)[0]"
    "  ->  w = V @ np.linalg.lstsq(rows, np.append(yc, np.zeros(V.shape[1])), rcond=0)[1]",
    "ridge_closed_form: w = V @ np.linalg.lstsq(rows, np.append(yc, np.zeros(V.shape[1])), "
    "rcond=0)[0]"
    "  ->  w = V @ np.linalg.lstsq(rows, np.append(yc, np.zeros(V.shape[1])), rcond=0)[-1]",
    "_thin_svd: U, s, Vt = np.linalg.svd(Xc, full_matrices=False)  ->  pass",
    "_thin_svd: U, s, Vt = np.linalg.svd(Xc, full_matrices=False)"
    "  ->  U, s, Vt = np.linalg.svd(Xc)",
    "_thin_svd: U, s, Vt = np.linalg.svd(Xc, full_matrices=False)"
    "  ->  U, s, Vt = np.linalg.svd(Xc, full_matrices=True)",
    "_thin_svd: keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps  ->  pass",
    "_thin_svd: keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps"
    "  ->  keep = s >= s[0] * max(Xc.shape) * np.finfo(float).eps",
    "_thin_svd: keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps"
    "  ->  keep = s <= s[0] * max(Xc.shape) * np.finfo(float).eps",
    "_thin_svd: keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps"
    "  ->  keep = s > s[0] * max(Xc.shape) / np.finfo(float).eps",
    "_thin_svd: keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps"
    "  ->  keep = s > s[0] * max(Xc.shape)",
    "_thin_svd: keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps"
    "  ->  keep = s > s[0] / max(Xc.shape) * np.finfo(float).eps",
    "_thin_svd: keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps"
    "  ->  keep = s > s[0] * np.finfo(float).eps",
    "_thin_svd: keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps"
    "  ->  keep = s > s[1] * max(Xc.shape) * np.finfo(float).eps",
    "_thin_svd: keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps"
    "  ->  keep = s > s[-1] * max(Xc.shape) * np.finfo(float).eps",
    "_thin_svd: keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps"
    "  ->  keep = s > s[0] * min(Xc.shape) * np.finfo(float).eps",
)

equivalent(
    "ridge.ridge_closed_form",
    "a system of as many rows as samples has the same solution, and costs less if p > n",
    "ridge_closed_form: elif p <= n:  ->  elif False:",
    "ridge_closed_form: elif p <= n:  ->  elif True:",
    "ridge_closed_form: elif p <= n:  ->  elif p < n:",
    "ridge_closed_form: elif p <= n:  ->  elif p > n:",
)

equivalent(
    "ridge.ridge_closed_form",
    "a NumPy number counts as a float",
    "ridge_closed_form: return (w, float(y_mean - x_mean @ w))"
    "  ->  return (w, y_mean - x_mean @ w)",
    "rows_for_the_penalty: return namedtuple('Fit', 'w b')(w, float(y.mean() - mean @ w))"
    "  ->  return namedtuple('Fit', 'w b')(w, y.mean() - mean @ w)",
)

equivalent(
    "ridge.ridge_closed_form",
    "None is the default of rcond",
    "rows_for_the_penalty: w = np.linalg.lstsq(rows, np.concatenate([y, np.zeros(p)]), "
    "rcond=None)[0]"
    "  ->  w = np.linalg.lstsq(rows, np.concatenate([y, np.zeros(p)]))[0]",
)

equivalent(
    "ridge.ridge_svd_path",
    "a singular value that is 0 up to rounding changes nothing, whether it is kept or not",
    "_thin_svd: keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps"
    "  ->  keep = s >= s[0] * max(Xc.shape) * np.finfo(float).eps",
    "_thin_svd: keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps"
    "  ->  keep = s > s[0] / max(Xc.shape) * np.finfo(float).eps",
    "_thin_svd: keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps"
    "  ->  keep = s > s[0] * np.finfo(float).eps",
    "_thin_svd: keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps"
    "  ->  keep = s > s[-1] * max(Xc.shape) * np.finfo(float).eps",
    "_thin_svd: keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps"
    "  ->  keep = s > s[0] * min(Xc.shape) * np.finfo(float).eps",
)

equivalent(
    "ridge.ridge_svd_path",
    "the other factor is centred, so a mean in this one adds nothing",
    "by_eigenvectors: e, V = np.linalg.eigh((X - mean).T @ (X - mean) / n)"
    "  ->  e, V = np.linalg.eigh((X + mean).T @ (X - mean) / n)",
    "by_eigenvectors: e, V = np.linalg.eigh((X - mean).T @ (X - mean) / n)"
    "  ->  e, V = np.linalg.eigh(X.T @ (X - mean) / n)",
    "by_eigenvectors: e, V = np.linalg.eigh((X - mean).T @ (X - mean) / n)"
    "  ->  e, V = np.linalg.eigh((X - mean).T @ (X + mean) / n)",
    "by_eigenvectors: e, V = np.linalg.eigh((X - mean).T @ (X - mean) / n)"
    "  ->  e, V = np.linalg.eigh((X - mean).T @ X / n)",
)

equivalent(
    "ridge.effective_df",
    "a NumPy number counts as a float",
    "effective_df: return float(np.sum(s ** 2 / (s ** 2 + len(X) * lam)))"
    "  ->  return np.sum(s ** 2 / (s ** 2 + len(X) * lam))",
)

equivalent(
    "ridge.effective_df",
    "a singular value that is 0 up to rounding changes nothing, whether it is kept or not",
    "_thin_svd: keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps"
    "  ->  keep = s >= s[0] * max(Xc.shape) * np.finfo(float).eps",
    "_thin_svd: keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps"
    "  ->  keep = s > s[0] / max(Xc.shape) * np.finfo(float).eps",
    "_thin_svd: keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps"
    "  ->  keep = s > s[0] * np.finfo(float).eps",
    "_thin_svd: keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps"
    "  ->  keep = s > s[-1] * max(Xc.shape) * np.finfo(float).eps",
    "_thin_svd: keep = s > s[0] * max(Xc.shape) * np.finfo(float).eps"
    "  ->  keep = s > s[0] * min(Xc.shape) * np.finfo(float).eps",
)
