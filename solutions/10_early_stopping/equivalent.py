"""Small changes of correct answers to lesson 10 that are still correct."""

from reglab.checks.authoring.equivalent import equivalent

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
