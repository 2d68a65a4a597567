"""Correct answers to lesson 12, written differently from the lesson's own."""

import json
import math
import statistics
from dataclasses import asdict

import numpy as np
from scipy import integrate, special, stats

from reglab.checks.authoring.accepted import accepted
from reglab.compare import Registration, Result

# --- 12.1 to 12.5 ------------------------------------------------------------


@accepted("audit.paired_ci")
def written_out(a, b, level=0.95):
    """With loops, Python's own numbers, and the lower quantile."""
    n = len(a)
    mean = math.fsum(a[i] - b[i] for i in range(n)) / n
    variance = math.fsum((a[i] - b[i] - mean) ** 2 for i in range(n)) / (n - 1)
    below = stats.t.ppf((1 - level) / 2, n - 1)
    return mean, mean + below * math.sqrt(variance / n), mean - below * math.sqrt(variance / n)


@accepted("audit.paired_ci")
def with_the_statistics_of_python(a, b, level=0.95):
    d = (a - b).tolist()
    n, diff = len(d), statistics.fmean(d)
    half = stats.t.isf((1 - level) / 2, n - 1) * (statistics.variance(d) / n) ** 0.5
    return [diff, diff - half, diff + half]


@accepted("audit.paired_ci")
def with_the_standard_error_of_scipy(a, b, level=0.95):
    d = np.subtract(a, b)
    diff, error = d.mean(), stats.sem(d)
    if error == 0:
        return diff, diff, diff
    return np.array([diff, *stats.t(len(d) - 1, diff, error).interval(level)]).tolist()


@accepted("audit.paired_ci")
def divided_by_n_and_then_by_n_minus_1(a, b, level=0.95):
    d = a - b
    half = np.std(d) / np.sqrt(len(d) - 1) * stats.t(df=len(d) - 1).ppf(0.5 + level / 2)
    return d.mean(), d.mean() - half, d.mean() + half


@accepted("audit.tost")
def with_the_absolute_mean(a, b, margin):
    """By symmetry, the margin that is nearer to the mean decides."""
    d = b - a
    n, s = d.size, d.std(ddof=1)
    if s == 0:
        return int(abs(d.mean()) >= margin)
    return stats.t(n - 1).cdf((abs(d.mean()) - margin) * np.sqrt(n) / s)


@accepted("audit.tost")
def with_the_t_tests_of_scipy(a, b, margin):
    d = a - b
    if d.max() == d.min():
        return 0.0 if -margin < np.mean(d) < margin else 1.0
    tests = (-margin, "greater"), (margin, "less")
    return np.max([stats.ttest_1samp(d, mean, alternative=side).pvalue for mean, side in tests])


@accepted("audit.tost")
def one_minus_a_probability(a, b, margin):
    """Sums of squares, and 1 minus the distribution function in place of the upper tail."""
    n = len(a)
    mean = sum(a - b) / n
    error = np.sqrt(sum((a - b - mean) ** 2) / n / (n - 1))
    if error == 0:
        return np.float64(not -margin < mean < margin)
    p = [
        1 - stats.t.cdf((mean + margin) / error, n - 1),
        stats.t.cdf((mean - margin) / error, n - 1),
    ]
    return sorted(p)[1]


@accepted("audit.holm")
def by_the_formula(p):
    """The maximum over all smaller p-values, one at a time."""
    adjusted = []
    for value in p:
        smaller = [min(1.0, q * np.sum(p >= q)) for q in p if q <= value]
        adjusted.append(max(smaller))
    return np.array(adjusted)


@accepted("audit.holm")
def sorted_and_sorted_back(p):
    m = p.size
    order = p.argsort()
    steps = np.clip((m - np.arange(m)) * p[order], None, 1)
    return np.maximum.accumulate(steps)[order.argsort()]


@accepted("audit.holm")
def one_rejection_after_the_other(p):
    """Takes the smallest of those that are left."""
    left, result, reached = list(range(len(p))), {}, 0.0
    while left:
        i = min(left, key=lambda i: p[i])
        reached = max(reached, p[i] * len(left))
        result[i] = min(reached, 1.0)
        left.remove(i)
    return np.array([result[i] for i in range(len(p))])


@accepted("audit.seeds_needed")
def one_after_the_other(sd, margin, power=0.8):
    """As the text proposes, with 500 values of s."""
    shares = (np.arange(500) + 0.5) / 500
    for n in range(2, 100):
        s = sd * np.sqrt(stats.chi2.ppf(shares, n - 1) / (n - 1))
        left = margin - stats.t.ppf(0.95, n - 1) * s / np.sqrt(n)
        p = 1 - 2 * stats.norm.sf(np.maximum(left, 0), scale=sd / np.sqrt(n))
        if p.mean() >= power:
            return n
    return None


@accepted("audit.seeds_needed")
def with_an_integral(sd, margin, power=0.8):
    """The density of a chi-squared variable times p(s), integrated up to where p(s) is 0."""
    for n in range(2, 100):
        t, k = special.stdtrit(n - 1, 0.95), n - 1
        r = margin * math.sqrt(n) / sd
        log_constant = k / 2 * math.log(2) + math.lgamma(k / 2)

        def integrand(u, t=t, k=k, r=r, log_constant=log_constant):
            # With the root of the variable, the density is finite at 0 for one degree of freedom.
            density = 2 * math.exp(k * math.log(u) - u * u / 2 - log_constant) / u
            return density * math.erf((r - t * u / math.sqrt(k)) / math.sqrt(2))

        if integrate.quad(integrand, 0, r * math.sqrt(k) / t)[0] >= power:
            return n
    return None


@accepted("audit.seeds_needed")
def all_numbers_at_once(sd, margin, power=0.8):
    n = np.arange(2, 70)[:, None]
    q = 2 * special.gammaincinv((n - 1) / 2, (np.arange(800) + 0.5) / 800)
    bound = margin / sd * np.sqrt(n) - special.stdtrit(n - 1, 0.95) * np.sqrt(q / (n - 1))
    p = special.erf(np.clip(bound, 0, None) / np.sqrt(2)).mean(axis=1)
    return 2 + np.argmax(p >= power)


def _ends(a, b, level):
    """Both ends of the interval, from the standard error."""
    d = a - b
    half = stats.t.ppf((1 + level) / 2, len(d) - 1) * d.std(ddof=1) / len(d) ** 0.5
    return d.mean() - half, d.mean() + half


@accepted("audit.verdict")
def from_the_distance_to_zero(a, b, margin):
    """By symmetry: the far end decides on "equivalent", the near one on the others."""
    low, high = _ends(a, b, 0.9)
    if max(high, -low) < margin:
        return "equivalent"
    low, high = _ends(a, b, 0.95)
    if low <= 0 <= high:
        return "unclear"
    return {1: "helps", -1: "hurts"}[np.sign(low)]


@accepted("audit.verdict")
def with_p_values(a, b, margin):
    """Four one-sided tests; a division by 0 gives inf or nan, and the right word."""
    d = a - b
    degrees, error = len(d) - 1, stats.sem(d)
    with np.errstate(all="ignore"):
        t = np.array([d.mean() + margin, margin - d.mean(), d.mean(), -d.mean()]) / error
    p = stats.t.sf(t, degrees)
    if p[0] < 0.05 and p[1] < 0.05:
        return "equivalent"
    if p[2] < 0.025:
        return "helps"
    return "hurts" if p[3] < 0.025 else "unclear"


@accepted("audit.verdict")
def all_rules_in_a_table(a, b, margin):
    low90, high90 = _ends(a, b, 0.9)
    low95, high95 = _ends(a, b, 0.95)
    rules = {
        "equivalent": min(low90 + margin, margin - high90) > 0,
        "helps": low95 > 0,
        "hurts": high95 < 0,
        "unclear": True,
    }
    return next(np.str_(word) for word, fits in rules.items() if fits)


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
# The baseline always names the most frequent class, and the method is always right.
_CONSTANT = _record(
    Registration("a claim", "accuracy", 0.01, 6, ("one", "two"), ("new", "old")),
    scores={"new": [[1.0] * 6] * 2, "old": [[0.4] * 6] * 2},
)
# With two seeds and few test rows, all scores may be equal by chance.
_CHANCE = _record(
    Registration("a claim", "accuracy", 0.01, 2, ("one",), ("new", "old")),
    scores={"new": [[0.9, 0.9]], "old": [[0.85, 0.85]]},
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


@accepted("audit.my_record")
def with_a_constant_baseline_and_a_method_that_is_always_right():
    return _CONSTANT


@accepted("audit.my_record")
def with_equal_scores_by_chance():
    return _CHANCE
