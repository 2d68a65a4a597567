"""Correct answers to lesson 12, written differently from the lesson's own."""

import json
from dataclasses import asdict

import numpy as np

from reglab.checks.authoring.accepted import accepted
from reglab.compare import Registration, Result

# --- 12.6 --------------------------------------------------------------------


@accepted("audit.run_grid")
def method_by_method(methods, regimes, seeds, data):
    """The vaults are made first; each method then goes through all of them."""
    counts = [len(candidates) for candidates in methods.values()]
    if min(counts) < max(counts):
        raise ValueError(f"unequal numbers of candidates: {counts}")
    vaults = [[data(regime, seed) for seed in seeds] for regime in regimes]
    scores = {}
    for name, candidates in methods.items():
        rows = []
        for row in vaults:
            own = []
            for j, vault in enumerate(row):
                best_metric = -np.inf
                for candidate in candidates:
                    predict = candidate(*vault.train(), rng=np.random.default_rng(seeds[j]))
                    X_val, y_val = vault.validation()
                    metric = vault.metric(y_val, predict(X_val))
                    if metric > best_metric:
                        best, best_metric = predict, metric
                own.append(vault.score(best(vault.test()), name))
            rows.append(own)
        scores[name] = np.array(rows)
    return scores


@accepted("audit.run_grid")
def all_choices_before_all_scores(methods, regimes, seeds, data):
    """Every method chooses before the first one is scored; the first of ties by max()."""
    first, *others = methods.values()
    for candidates in others:
        if len(candidates) != len(first):
            raise ValueError
    shape = len(regimes), len(seeds)
    cells = {name: [] for name in methods}
    for regime in regimes:
        for seed in seeds:
            vault = data(regime=regime, seed=seed)
            X, y = (np.array(part) for part in vault.train())
            chosen = {}
            for name in reversed(methods):
                fitted = [c(X, y, np.random.default_rng(seed)) for c in methods[name]]
                X_val, y_val = vault.validation()
                chosen[name] = max(fitted, key=lambda p: vault.metric(y_val, p(X_val)))
            predicted = {name: predict(vault.test()) for name, predict in chosen.items()}
            for name in methods:
                cells[name] += [vault.score(predicted[name], name)]
    return {name: np.reshape(values, shape) for name, values in cells.items()}


@accepted("audit.run_grid")
def with_a_metric_of_its_own(methods, regimes, seeds, data):
    """Its own metrics, in the same order; float32; seeds outermost; the best trained once more."""
    if len(set(map(len, list(methods.values())))) > 1:
        raise ValueError("not fair")
    out = {name: np.full((len(regimes), len(seeds)), np.nan, np.float32) for name in methods}
    for j in range(len(seeds)):
        for i in range(len(regimes)):
            vault = data(regimes[i], seeds[j])
            (X, y), (X_val, y_val) = vault.train(), vault.validation()
            for name in methods:
                metrics = []
                for candidate in methods[name]:
                    p = candidate(X, y, np.random.Generator(np.random.PCG64(seeds[j])))(X_val)
                    if vault.metric_name == "accuracy":
                        metrics.append(np.mean(p == y_val))
                    else:
                        metrics.append(-np.mean((y_val - p) ** 2))
                best = methods[name][metrics.index(max(metrics))]
                predict = best(X, y, np.random.default_rng(seeds[j]))
                out[name][i, j] = vault.score(predict(vault.test()), name)
    return out


# --- 12.7 --------------------------------------------------------------------


def _record(registration, seconds=0.0, **changes):
    """A record of two methods whose scores are all different."""
    shape = len(registration.regimes), registration.n_seeds
    start = 0.9 if registration.metric == "accuracy" else -2.5
    scores = {
        name: (start - np.arange(shape[0] * shape[1]).reshape(shape) / 977 - place / 50).tolist()
        for place, name in enumerate(registration.primary)
    }
    fields = {
        "registration": registration.digest,
        "plan": asdict(registration),
        "registered": 1.8e9,
        "started": 1.8e9 + seconds,
        "finished": 1.8e9 + 2 * seconds,
        "candidates": dict.fromkeys(scores, 2),
        "test_scores": dict.fromkeys(scores, shape[0] * shape[1]),
        "test_reads": 2 * shape[0] * shape[1],
        "scores": scores,
    }
    return Result(**fields | changes).record()


# The records are made once, outside the answers: with other numbers in it, a record is still right.
_LONG = _record(
    Registration(
        'größer ist "besser",\nund \\ zwei \U0001f642',
        metric="accuracy",
        margin=0.02,
        n_seeds=60,
        regimes=["n = 50", "n = 200"],
        primary=["a", "b"],
    ),
    seconds=3.5,
)
_SHORT = _record(Registration("x", "r2", 1, 2, ("all",), ("new", "old")))
_WHOLE = _record(
    Registration("a claim", "r2", 0.5, 2, ("one", "two"), ("new", "old")),
    scores={"new": [[1, 0], [-3, 1]], "old": [[0, 0], [-900, 1]]},
)
_INDENTED = json.dumps(json.loads(_WHOLE), indent=2, ensure_ascii=False)


@accepted("audit.my_record")
def with_many_seeds_and_quotes_in_the_claim():
    return f"\n{_LONG}\n"


@accepted("audit.my_record")
def with_the_least_of_everything_and_a_slow_clock():
    return _SHORT


@accepted("audit.my_record")
def with_whole_numbers_and_indented():
    return _INDENTED
