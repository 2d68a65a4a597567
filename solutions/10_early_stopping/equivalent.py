"""Small changes of correct answers to lesson 10 that are still correct."""

from reglab.checks.authoring.equivalent import equivalent

equivalent(
    "early_stopping.EarlyStopper",
    "restore is True or False, and the metric a float, in the exercise",
    "EarlyStopper: self.mode, self.restore = (mode, bool(restore))"
    "  ->  self.mode, self.restore = (mode, restore)",
    "EarlyStopper: metric = float(metric)  ->  pass",
    "EarlyStopper: metric = float(metric)  ->  metric = metric",
)

equivalent(
    "early_stopping.EarlyStopper",
    "Python does not evaluate the annotation of an attribute inside a function",
    "EarlyStopper: self.best_epoch: int | None = None  ->  self.best_epoch: int & None = None",
    "EarlyStopper: self.best_metric: float | None = None"
    "  ->  self.best_metric: float & None = None",
)

equivalent(
    "early_stopping.EarlyStopper",
    "the exercise has no start_from_epoch: its first epoch is never too early",
    "EarlyStopper: if epoch < self.start_from_epoch:  ->  if False:",
    "EarlyStopper: return False  ->  return True",
)

equivalent(
    "early_stopping.gd_path",
    "both branches compute the same gradient; which one is faster depends on the shape of X",
    "gd_path: if p <= n:  ->  if False:",
    "gd_path: if p <= n:  ->  if True:",
    "gd_path: if p <= n:  ->  if p < n:",
    "gd_path: if p <= n:  ->  if p > n:",
)

equivalent(
    "early_stopping.gd_filter",
    "both formulas are the same; the other one has more digits where the share is tiny",
    "gd_filter: small = x < 1  ->  small = x < 0",
)

equivalent(
    "early_stopping.gd_filter",
    "these values are computed in the entries that np.where does not take",
    "gd_filter: slow = -np.expm1(t * np.log1p(-np.where(small, x, 0.0)))"
    "  ->  slow = -np.expm1(t * np.log1p(-np.where(small, x, 1.0)))",
    "gd_filter: share = np.where(small, slow, 1 - (1 - np.where(small, 1.0, x)) ** t)"
    "  ->  share = np.where(small, slow, 1 - (1 - np.where(small, 2.0, x)) ** t)",
    "gd_filter: share = np.where(small, slow, 1 - (1 - np.where(small, 1.0, x)) ** t)"
    "  ->  share = np.where(small, slow, 1 - (1 - np.where(small, 0.5, x)) ** t)",
)

equivalent(
    "early_stopping.gd_filter",
    "lam is positive if an s is 0, so that s / (s + lam) is 0 there",
    "ridge_filter: return (s / np.where(s > 0, s + lam, 1.0))[()]"
    "  ->  return (s / np.where(s >= 0, s + lam, 1.0))[()]",
    "ridge_filter: return (s / np.where(s > 0, s + lam, 1.0))[()]"
    "  ->  return (s / np.where(s > -1, s + lam, 1.0))[()]",
)

equivalent(
    "early_stopping.gd_filter",
    "0 divided by any number is 0",
    "ridge_filter: return (s / np.where(s > 0, s + lam, 1.0))[()]"
    "  ->  return (s / np.where(s > 0, s + lam, 2.0))[()]",
    "ridge_filter: return (s / np.where(s > 0, s + lam, 1.0))[()]"
    "  ->  return (s / np.where(s > 0, s + lam, 0.5))[()]",
)

equivalent(
    "early_stopping.equivalent_lambda",
    "the reference also takes arrays of t; for one t, an array of shape () is a number as well",
    "equivalent_lambda: return float(lam) if lam.ndim == 0 else lam  ->  return float(lam)",
    "equivalent_lambda: return float(lam) if lam.ndim == 0 else lam  ->  return lam",
    "equivalent_lambda: return float(lam) if lam.ndim == 0 else lam"
    "  ->  return float(lam) if lam.ndim != 0 else lam",
    "equivalent_lambda: return float(lam) if lam.ndim == 0 else lam"
    "  ->  return float(lam) if lam.ndim == 1 else lam",
    "equivalent_lambda: return float(lam) if lam.ndim == 0 else lam"
    "  ->  return float(lam) if lam.ndim == -1 else lam",
    "equivalent_lambda: return float(lam) if lam.ndim == 0 else lam"
    "  ->  return lam if lam.ndim == 0 else lam",
)
