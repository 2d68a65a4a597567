"""Small changes of correct answers to lesson 12 that are still correct."""

from reglab.checks.authoring.equivalent import equivalent

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
