"""Small changes of correct answers to lesson 04 that are still correct, with the reasons."""

from reglab.checks.authoring.equivalent import equivalent

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
