"""Small changes of correct answers to lesson 12 that are still correct."""

from reglab.checks.authoring.equivalent import equivalent

# --- 12.1 to 12.5 ------------------------------------------------------------

equivalent(
    "audit.paired_ci",
    "a NumPy number is a number as well",
    "paired_ci: return (float(d.mean()), float(d.mean() - half), float(d.mean() + half))"
    "  ->  return (d.mean(), float(d.mean() - half), float(d.mean() + half))",
    "paired_ci: return (float(d.mean()), float(d.mean() - half), float(d.mean() + half))"
    "  ->  return (float(d.mean()), d.mean() - half, float(d.mean() + half))",
    "paired_ci: return (float(d.mean()), float(d.mean() - half), float(d.mean() + half))"
    "  ->  return (float(d.mean()), float(d.mean() - half), d.mean() + half)",
)

equivalent(
    "audit.tost",
    "a NumPy number is a number as well",
    "tost: return float(max(above, below))  ->  return max(above, below)",
)

equivalent(
    "audit.holm",
    "p is an array already",
    "holm: p = np.asarray(p)  ->  pass",
    "holm: p = np.asarray(p)  ->  p = np.array(p)",
    "holm: p = np.asarray(p)  ->  p = p",
)

equivalent(
    "audit.holm",
    "equal p-values get the same adjusted value, in whichever order they are sorted",
    "holm: order = np.argsort(p, kind='stable')  ->  order = np.argsort(p)",
)

equivalent(
    "audit.verdict",
    "an end of an interval is 0 only where all differences are 0, and then the first rule fits",
    "verdict: if low > 0:  ->  if low >= 0:",
    "verdict: return 'hurts' if high < 0 else 'unclear'"
    "  ->  return 'hurts' if high <= 0 else 'unclear'",
)

# --- 12.6 --------------------------------------------------------------------

equivalent(
    "audit.run_grid",
    "regimes and seeds are lists or ranges, in the exercise",
    "run_grid: regimes, seeds = (list(regimes), list(seeds))  ->  pass",
)

equivalent(
    "audit.run_grid",
    "candidates get the vault's arrays or copies of them",
    "all_choices_before_all_scores: X, y = (np.array(part) for part in vault.train())"
    "  ->  X, y = (part for part in vault.train())",
)

equivalent(
    "audit.run_grid",
    "the sum over the validation rows is largest where the mean is",
    "with_a_metric_of_its_own: metrics.append(np.mean(p == y_val))"
    "  ->  metrics.append(np.sum(p == y_val))",
    "with_a_metric_of_its_own: metrics.append(-np.mean((y_val - p) ** 2))"
    "  ->  metrics.append(-np.sum((y_val - p) ** 2))",
)
