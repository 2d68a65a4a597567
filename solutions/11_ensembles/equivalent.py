"""Small changes of correct answers to lesson 11 that are still correct."""

from reglab.checks.authoring.equivalent import equivalent

# --- 11.5 to 11.7 ------------------------------------------------------------

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
