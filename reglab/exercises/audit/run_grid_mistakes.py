"""Exercise 12.6: the known mistakes. Every function here is wrong on purpose."""

from itertools import product

import numpy as np

from reglab.checks.authoring.edits import edited
from reglab.exercises.audit.run_grid import RUN_GRID


def _grid(methods, regimes, seeds, data):
    """Correct, in an unusual form. Most mistakes are this function with a few words changed."""
    if len({len(candidates) for candidates in methods.values()}) != 1:
        raise ValueError("all methods need the same number of candidates")
    scores = {name: np.zeros((len(regimes), len(seeds))) for name in methods}
    for (i, regime), (j, seed) in product(enumerate(regimes), enumerate(seeds)):
        vault = data(regime, seed)
        (X, y), (X_val, y_val) = vault.train(), vault.validation()
        for name in methods:
            fitted = dict(enumerate(methods[name]))
            for c, candidate in fitted.items():
                fitted[c] = candidate(X, y, np.random.default_rng(seed))
            quality = dict.fromkeys(fitted, 0.0)
            for c, predict in fitted.items():
                quality[c] = vault.metric(y_val, predict(X_val))
            best = next(c for c in fitted if quality[c] == max(quality.values()))
            scores[name][i, j] = vault.score(fitted[best](vault.test()), name)
    return scores


START = "fitted = dict(enumerate(methods[name]))"
QUALITY = "quality[c] = vault.metric(y_val, predict(X_val))"
BEST = "next(c for c in fitted if quality[c] == max(quality.values()))"
SCORED = "scores[name][i, j] = vault.score(fitted[best](vault.test()), name)"
VAULT = "vault = data(regime, seed)"
INDENT = "\n            "
VALUES = "list(quality.values())"


def _slip(name, hint, *edits, kind="slip", signature=None):
    RUN_GRID.mistake(name, hint, edited(_grid, *edits), signature, kind=kind)


# The choice.

_slip(
    "chosen on the test rows",
    "You score every candidate on the test rows and keep the best. The test rows must not choose: "
    "compare the candidates on the validation rows.",
    (
        SCORED,
        "scores[name][i, j] = max(vault.score(predict(vault.test()), f'{name} {c}') for c, predict "
        "in fitted.items())",
    ),
    kind="half",
)
_slip(
    "every candidate scored under the method's name",
    "You score every candidate on the test rows, and the vault refuses the second one. Choose on "
    "the validation rows, and score only the chosen candidate.",
    (
        SCORED,
        "scores[name][i, j] = max(vault.score(predict(vault.test()), name) "
        "for predict in fitted.values())",
    ),
    kind="half",
)
_slip(
    "chosen on the training rows",
    "You compare candidates on the rows that they were trained on, which rewards memorizing. "
    "Compare them on the validation rows.",
    (QUALITY, "quality[c] = vault.metric(y, predict(X))"),
    kind="half",
)
_slip(
    "the smallest metric chosen",
    "You choose the candidate with the smallest metric. It is no loss: larger is better.",
    ("max(quality", "min(quality"),
)
_slip(
    "the last of ties",
    "Of candidates that are equally good you take the last one. Take the first.",
    (BEST, "max(quality, key=lambda c: (quality[c], c))"),
)
_slip(
    "the first candidate reported",
    "You always report the first candidate. Report the one that is best on the validation rows.",
    (BEST, "0"),
    kind="half",
)
_slip(
    "the last candidate reported",
    "You report the candidate that was trained last. Report the one that is best on the validation "
    "rows.",
    (BEST, "max(fitted)"),
    kind="half",
)
_slip(
    "a search that starts at 0",
    "Your search for the best metric starts at 0, so a candidate whose metric is not above 0 is "
    "never chosen. Start at -infinity, or with the first candidate.",
    (BEST, f"(np.argmax([0.0, *{VALUES}]) - 1) % len(fitted)"),
)
_slip(
    "a search that starts at 0 and keeps the first",
    "Your search for the best metric starts at 0, so no candidate beats the first one if all "
    "metrics are negative. Start at -infinity.",
    (BEST, f"np.argmax(np.maximum({VALUES}, 0.0))"),
)
_slip(
    "a search that starts at -1",
    "Your search for the best metric starts at -1. R² can be any number below 1: start at "
    "-infinity.",
    (BEST, f"(np.argmax([-1.0, *{VALUES}]) - 1) % len(fitted)"),
)
_slip(
    "the largest size chosen",
    "You compare sizes without the sign. A negative R² is worse than a positive one.",
    (BEST, f"np.argmax(np.abs({VALUES}))"),
)
_slip(
    "accuracy whatever the metric is",
    "You compare candidates by the share of equal labels. Use vault.metric, which may be R².",
    ("vault.metric(y_val, predict(X_val))", "np.mean(predict(X_val) == y_val)"),
)
_slip(
    "squared error whatever the metric is",
    "You compare candidates by the squared error. Use vault.metric, which may be the accuracy.",
    ("vault.metric(y_val, predict(X_val))", "-np.mean((predict(X_val) - y_val) ** 2)"),
)
_slip(
    "labels and predictions swapped",
    "You pass the predictions first: the order is vault.metric(y_val, predictions). For R² it "
    "matters.",
    ("vault.metric(y_val, predict(X_val))", "vault.metric(predict(X_val), y_val)"),
)
_slip(
    "all methods take the first one's choice",
    "The first method chooses for all. Choose for each method from its own candidates.",
    (
        f"best = {BEST}",
        f"best = {BEST} if name == list(methods)[0] else best",
    ),
    kind="half",
)
_slip(
    "one choice for all regimes and seeds",
    "The first regime and seed choose for all others. Choose again for every one.",
    (
        "    scores = {name",
        "    chosen = {}\n    scores = {name",
    ),
    (BEST, f"chosen.setdefault(name, {BEST})"),
    kind="half",
)
_slip(
    "one choice for all seeds of a regime",
    "The first seed of a regime chooses for its other seeds. Choose again for every seed.",
    (
        "    scores = {name",
        "    chosen = {}\n    scores = {name",
    ),
    (BEST, f"chosen.setdefault((name, i), {BEST})"),
    kind="half",
)


@RUN_GRID.mistake(
    "chosen by the mean over seeds",
    "You choose one candidate for all seeds of a regime, by its mean. Other seeds then see what "
    "this seed's rows say: choose for every seed from its own validation rows.",
    kind="half",
)
def by_mean_over_seeds(methods, regimes, seeds, data):
    if len({len(candidates) for candidates in methods.values()}) != 1:
        raise ValueError("unequal")
    scores = {name: np.zeros((len(regimes), len(seeds))) for name in methods}
    for i, regime in enumerate(regimes):
        vaults = [data(regime, seed) for seed in seeds]
        for name, candidates in methods.items():
            fitted = [
                [c(*vault.train(), np.random.default_rng(seed)) for c in candidates]
                for vault, seed in zip(vaults, seeds, strict=True)
            ]
            quality = [
                [vault.metric(vault.validation()[1], p(vault.validation()[0])) for p in own]
                for vault, own in zip(vaults, fitted, strict=True)
            ]
            best = np.argmax(np.mean(quality, axis=0))
            for j, vault in enumerate(vaults):
                scores[name][i, j] = vault.score(fitted[j][best](vault.test()), name)
    return scores


_slip(
    "the validation metric returned",
    "You return the metric on the validation rows. It is too good, because you chose by it: return "
    "the score on the test rows.",
    (SCORED, "scores[name][i, j] = quality[best]"),
    kind="half",
)
_slip(
    "the training metric returned",
    "You return the metric on the training rows. Return the score on the test rows.",
    (SCORED, "scores[name][i, j] = vault.metric(y, fitted[best](X))"),
    kind="wrong",
)
_slip(
    "the mean of all candidates",
    "You average the test scores of all candidates. Score only the chosen one.",
    (
        SCORED,
        "scores[name][i, j] = np.mean([vault.score(predict(vault.test()), f'{name} {c}') for c, "
        "predict in fitted.items()])",
    ),
    kind="half",
)
_slip(
    "predictions of all candidates averaged",
    "You average the predictions of all candidates. Predict the test rows with the chosen one.",
    (
        SCORED,
        f"X_test = vault.test(){INDENT}"
        f"average = np.mean([predict(X_test) for predict in fitted.values()], axis=0){INDENT}"
        "scores[name][i, j] = vault.score(average, name)",
    ),
    kind="half",
)

# Equal chances.

_slip(
    "trained on training and validation rows",
    "You train on the validation rows as well, so they cannot choose any more. Train on the "
    "training rows alone.",
    ("candidate(X, y,", "candidate(np.vstack([X, X_val]), np.append(y, y_val),"),
    kind="half",
)
_slip(
    "trained on the validation rows",
    "You train on the validation rows and choose on them, too. Train on the training rows.",
    ("candidate(X, y,", "candidate(X_val, y_val,"),
    kind="half",
)
_slip(
    "the chosen one trained again, with validation rows",
    "You train the chosen candidate again, with the validation rows. Score it as it was compared.",
    (
        "fitted[best](vault.test())",
        "methods[name][best](np.vstack([X, X_val]), np.append(y, y_val), "
        "np.random.default_rng(seed))(vault.test())",
    ),
)
_slip(
    "the chosen one trained again, with validation rows alone",
    "You train the chosen candidate again, on the validation rows. Score it as it was compared.",
    (
        "fitted[best](vault.test())",
        "methods[name][best](X_val, y_val, np.random.default_rng(seed))(vault.test())",
    ),
)
_slip(
    "one generator for all methods",
    "All candidates of a seed share one generator, so each of them draws other numbers. Make a new "
    "default_rng(seed) for each candidate.",
    (VAULT, f"{VAULT}; rng = np.random.default_rng(seed)"),
    ("candidate(X, y, np.random.default_rng(seed))", "candidate(X, y, rng)"),
)
_slip(
    "one generator for the candidates of a method",
    "The candidates of a method share a generator, so each of them draws other numbers. Make a new "
    "default_rng(seed) for each candidate.",
    (START, f"rng = np.random.default_rng(seed){INDENT}{START}"),
    ("candidate(X, y, np.random.default_rng(seed))", "candidate(X, y, rng)"),
)
_slip(
    "other seeds for each method",
    "Each method gets a seed of its own, so a difference may be luck. Give all of them "
    "default_rng(seed).",
    ("default_rng(seed)", "default_rng(seed + list(methods).index(name))"),
)
_slip(
    "other seeds for each candidate",
    "Each candidate gets a seed of its own, so luck helps to choose. Give all of them "
    "default_rng(seed).",
    ("default_rng(seed)", "default_rng(seed + c)"),
)
_slip(
    "a generator with a fixed seed",
    "Your generators have a fixed seed, or the place of the seed in seeds. Use the seed itself: "
    "default_rng(seed).",
    ("default_rng(seed)", "default_rng(0)"),
)
_slip(
    "a generator without a seed",
    "Your generators have no seed, so the scores differ from run to run. Use default_rng(seed).",
    ("default_rng(seed)", "default_rng()"),
    signature=("streams", lambda data, out: not _equal(out["once"], out["again"])),
)
_slip(
    "the seed passed in place of a generator",
    "You pass the seed. A candidate wants a generator: np.random.default_rng(seed).",
    ("np.random.default_rng(seed)", "seed"),
)
_slip(
    "the old kind of generator",
    "RandomState draws other numbers than a Generator. Use np.random.default_rng(seed).",
    ("default_rng(seed)", "RandomState(seed)"),
)


def _equal(one, other):
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


_slip(
    "data called for each method",
    "You call data for each method, so each gets its own rows if they are drawn. Call it once for "
    "a regime and seed.",
    (
        START,
        f"{VAULT}{INDENT}(X, y), (X_val, y_val) = vault.train(), vault.validation(){INDENT}{START}",
    ),
    (
        "        vault = data(regime, seed)\n        (X, y), (X_val, y_val) = vault.train(), "
        "vault.validation()\n",
        "",
    ),
)
_slip(
    "data called for each candidate",
    "You call data for each candidate, so each gets its own rows if they are drawn. Call it once "
    "for a regime and seed.",
    ("candidate(X, y,", "candidate(*data(regime, seed).train(),"),
    (
        SCORED,
        "scores[name][i, j] = data(regime, seed).score(fitted[best](data(regime, seed).test()),"
        " name)",
    ),
)
_slip(
    "data called once more for the test rows",
    "You call data a second time for the test rows, and get other rows if they are drawn. Use the "
    "same vault.",
    (SCORED, f"vault_test = data(regime, seed){INDENT}{SCORED}"),
    ("vault.score(fitted[best](vault.test())", "vault_test.score(fitted[best](vault_test.test())"),
)

# The test rows.

_slip(
    "test rows read at the start",
    "You read the test rows before the candidates were compared. Call vault.test() after the "
    "choice, once for each method.",
    (VAULT, f"{VAULT}; X_test = vault.test()"),
    ("fitted[best](vault.test())", "fitted[best](X_test)"),
)
_slip(
    "test rows read before the choice, for each method",
    "You read the test rows before the candidates of the method were compared. Call vault.test() "
    "after the choice.",
    (START, f"X_test = vault.test(){INDENT}{START}"),
    ("fitted[best](vault.test())", "fitted[best](X_test)"),
)
_slip(
    "test rows read for each candidate",
    "You read the test rows for every candidate. Call vault.test() once for each method, for the "
    "chosen candidate.",
    ("quality = dict", f"tests = [vault.test() for _ in fitted]{INDENT}quality = dict"),
    ("fitted[best](vault.test())", "fitted[best](tests[best])"),
)
_slip(
    "all candidates predict the test rows",
    "Every candidate predicts the test rows. Let only the chosen one do so: predictions that "
    "exist get compared.",
    (
        SCORED,
        f"X_test = vault.test(){INDENT}"
        f"predicted = [predict(X_test) for predict in fitted.values()]{INDENT}"
        "scores[name][i, j] = vault.score(predicted[best], name)",
    ),
)
_slip(
    "scored under another name",
    "You score under another name than the method's, so the vault cannot notice a second score. "
    "Pass the method's name.",
    ("fitted[best](vault.test()), name)", "fitted[best](vault.test()), f'{name} {best}')"),
)
_slip(
    "test rows read twice",
    "You read the test rows twice for each method. Read them once, for the predictions.",
    (SCORED, f"n_test = len(vault.test()){INDENT}{SCORED}"),
)

# The form.

_slip(
    "transposed",
    "Your rows are seeds and your columns regimes. Return the shape (n_regimes, n_seeds).",
    ("return scores", "return {name: own.T for name, own in scores.items()}"),
)
_slip(
    "the mean over seeds",
    "You return the mean over the seeds. Return the score of every seed, so that pairs can be "
    "compared.",
    ("return scores", "return {name: own.mean(axis=1) for name, own in scores.items()}"),
    kind="half",
)
_slip(
    "the best seed",
    "You return the best seed of each regime. Return the score of every seed: the best one is "
    "mostly luck.",
    ("return scores", "return {name: own.max(axis=1) for name, own in scores.items()}"),
    kind="half",
)
_slip(
    "the mean over regimes",
    "You return the mean over the regimes. Return a row for each regime.",
    ("return scores", "return {name: own.mean(axis=0) for name, own in scores.items()}"),
    kind="half",
)
_slip(
    "one mean for each method",
    "You return one number for each method. Return the score of every regime and seed.",
    ("return scores", "return {name: own.mean() for name, own in scores.items()}"),
    kind="half",
)
_slip(
    "lists in place of arrays",
    "Your dict holds lists. Make arrays: np.array(...).",
    ("return scores", "return {name: own.tolist() for name, own in scores.items()}"),
)
_slip(
    "one array in place of a dict",
    "You return one array. Return a dict with the array of each method under its name.",
    ("return scores", "return np.array(list(scores.values()))"),
)
_slip(
    "flat arrays",
    "You return the scores of a method in one row. Return the shape (n_regimes, n_seeds).",
    ("return scores", "return {name: own.ravel() for name, own in scores.items()}"),
)
_slip(
    "squeezed arrays",
    "You drop axes of length 1. The shape is (n_regimes, n_seeds) also for one regime or seed.",
    ("return scores", "return {name: own.squeeze() for name, own in scores.items()}"),
)
_slip(
    "whole numbers",
    "Your arrays hold whole numbers, which cuts the scores off. Use np.zeros without a dtype.",
    ("len(seeds)))", "len(seeds)), dtype=int)"),
    kind="half",
)
_slip(
    "per cent",
    "Your scores are 100 times as large. Return what vault.score returns.",
    ("return scores", "return {name: 100 * own for name, own in scores.items()}"),
)
_slip(
    "rounded",
    "You round the scores. Return what vault.score returns.",
    ("return scores", "return {name: own.round(2) for name, own in scores.items()}"),
)
_slip(
    "nothing returned",
    "Your function ends without a return. Return the dict.",
    ("return scores", "pass"),
)
_slip(
    "returned after the first regime",
    "You return inside the loop, after the first regime. Return after all of them.",
    ("    return scores", "        return scores"),
)
_slip(
    "the last regime in every row",
    "Every regime writes into the same row, so only one of them is left. Use a row for each.",
    ("scores[name][i, j]", "scores[name][:, j]"),
)
_slip(
    "the last seed in every column",
    "Every seed writes into the whole row, so only the last one is left. Use a column for each.",
    ("scores[name][i, j]", "scores[name][i]"),
)
_slip(
    "one array for all methods",
    "All methods share one array (dict.fromkeys?), so the last one overwrites the others. Make an "
    "array for each.",
    (
        "{name: np.zeros((len(regimes), len(seeds))) for name in methods}",
        "dict.fromkeys(methods, np.zeros((len(regimes), len(seeds))))",
    ),
)
_slip(
    "the place of the seed passed to data",
    "You pass the place of the seed to data. Pass the seed itself.",
    ("data(regime, seed)", "data(regime, j)"),
)
_slip(
    "the place of the regime passed to data",
    "You pass the place of the regime to data. Pass the regime itself.",
    ("data(regime, seed)", "data(i, seed)"),
)
_slip(
    "regime and seed swapped",
    "You call data with the seed first. The order is data(regime, seed).",
    ("data(regime, seed)", "data(seed, regime)"),
)
_slip(
    "the seed used as column",
    "You use the seed as the number of a column. Seeds can be any numbers: count the columns.",
    ("scores[name][i, j]", "scores[name][i, seed]"),
)

# Unequal candidates.

_slip(
    "unequal numbers accepted",
    "You run methods with unequal numbers of candidates: the baseline may have one try and the "
    "method three. Raise a ValueError.",
    ("!= 1", "== -1"),
)
_slip(
    "only the first two methods compared",
    "You compare the numbers of candidates of the first two methods only. Compare all of them.",
    ("for candidates in methods.values()}", "for candidates in list(methods.values())[:2]}"),
)
_slip(
    "only a baseline with too few is refused",
    "You refuse only a baseline with fewer candidates. A method with fewer, or a baseline with "
    "more, is unequal as well.",
    (
        "len({len(candidates) for candidates in methods.values()}) != 1",
        "len(list(methods.values())[0]) < max(map(len, methods.values()))",
    ),
)
_slip(
    "only single candidates refused",
    "You refuse only methods with a single candidate. All must have the same number of them.",
    (
        "len({len(candidates) for candidates in methods.values()}) != 1",
        "1 in map(len, methods.values()) and max(map(len, methods.values())) > 1",
    ),
)
_slip(
    "an assertion in place of a ValueError",
    "You raise an AssertionError (assert). Raise a ValueError, as the task says.",
    ("ValueError(", "AssertionError("),
)
_slip(
    "the error returned",
    "You return or print the error. Raise it.",
    ('raise ValueError("all methods need the same number of candidates")', "return None"),
)
