"""Candidates and vaults whose scores are chosen, so that a score tells how it was obtained.

A case has `quality`, of shape (n_methods, n_candidates, n_regimes, n_seeds, 3): the metric of each
candidate on the training, validation and test rows. The rows say which part, regime and seed they
are from, and a candidate predicts them as well as it should.
"""

import numpy as np

from reglab.compare.vault import Vault

TRAIN = 0
VALIDATION = 1
TEST = 2
ROWS = np.arange(12)
LABELS = {"accuracy": ROWS % 3, "r2": np.where(ROWS % 2, 1.0, -1.0)}  # for R², of variance 1


def part_of(data, part, i, j, call):
    """X and y of a part; X holds its number, those of regime, seed and row, and of the call."""
    X = np.full((len(ROWS), 5), (part, i, j, 0, call), dtype=float)
    X[:, 3] = ROWS
    return X, LABELS[data["metric"]]


def predictions(data, quality):
    """What has this metric on the rows of a part."""
    y = LABELS[data["metric"]]
    if data["metric"] == "r2":
        return (1 - np.sqrt(1 - quality)) * y
    right = round(float(quality) * len(ROWS))
    # Classes have no distances: the better a candidate is, the farther off are its wrong labels.
    return np.where(right > ROWS, y, y + 10**right)


class Spies:
    """The methods and the data of one run, with what they saw.

    Parameters
    ----------
    data : dict
        A case. By its `watch`, test scores are lower

        - ``"rows"``: if a candidate was trained on something else than the training rows;
        - ``"rng"``: by the first number that the generator of the candidate draws;
        - ``"calls"``: if data was called before for the same regime and seed;
        - ``"reads"``: if test rows were read too early or too often, or scored under another name;
        - ``"losers"``: if other candidates of the method predicted the test rows as well.
    """

    def __init__(self, data):
        self.case = data
        self.calls = {}
        self.predicted = {}  # (part, i, j) -> the (method, candidate) that predicted its rows

    def methods(self):
        n_methods, n_candidates = self.case["quality"].shape[:2]
        counts = self.case.get("counts", [n_candidates] * n_methods)
        return {
            name: [self._candidate(m, c) for c in range(counts[m])]
            for m, name in enumerate(self.case["names"])
        }

    def data(self, regime, seed):
        case = self.case
        if case["quality"].shape[2:4] == (1, 1) and not case.get("strict"):
            (regime,), (seed,) = case["regimes"], case["seeds"]
        # Not a ValueError, which is what run_grid itself may have to raise.
        if regime not in case["regimes"] or seed not in case["seeds"]:
            raise LookupError(
                f"data was called for regime {regime!r} and seed {seed!r}, which run_grid was not "
                "given"
            )
        i, j = case["regimes"].index(regime), case["seeds"].index(seed)
        call = self.calls[i, j] = self.calls.get((i, j), -1) + 1
        return Watched(self, i, j, *(part_of(case, part, i, j, call) for part in range(3)))

    def _candidate(self, m, c):
        def candidate(X, y, rng):
            lost, knows_validation = 0.0, False
            if self.case["watch"] == "rng":
                lost = rng.random()
            if self.case["watch"] == "rows":
                X, y = np.asarray(X), np.asarray(y)
                lost = wrong_rows(self.case, X, y)
                # The first candidate learns its rows by heart.
                knows_validation = c == 0 and VALIDATION in X[:, 0]

            def predict(X):
                part, i, j, _, call = np.asarray(X)[0].astype(int).tolist()
                self.predicted.setdefault((part, i, j), set()).add((m, c))
                quality = self.case["quality"][m, c, i, j, part]
                if part == VALIDATION and knows_validation:
                    quality = 1.0
                if part == TEST:
                    quality -= 0.25 * call if self.case["watch"] == "calls" else lost
                return predictions(self.case, quality)

            return predict

        return candidate

    def all_validated(self, i, j):
        """How many methods had all their candidates predict the validation rows."""
        n_methods, n_candidates = self.case["quality"].shape[:2]
        done = self.predicted.get((VALIDATION, i, j), set())
        return sum(all((m, c) in done for c in range(n_candidates)) for m in range(n_methods))

    def tested(self, i, j, name):
        """How many candidates of a method predicted the test rows."""
        done = self.predicted.get((TEST, i, j), set())
        return sum(m == self.case["names"].index(name) for m, _ in done)


def wrong_rows(data, X, y):
    """0 for the training rows as they are; more for each other row, and for other labels."""
    if X.ndim != 2 or len(X) == 0:
        return 3.0
    _, i, j, _, call = X[0].astype(int)
    right_X, right_y = part_of(data, TRAIN, i, j, call)
    if np.array_equal(X, right_X):
        return 0.0 if np.array_equal(y, right_y) else 1.5
    return 0.05 * np.sum(X[:, 0] + 1) + 0.001 * np.sum(X[:, 3])


class Watched(Vault):
    """A vault whose test scores are lower if its test rows were not treated as they should be."""

    def __init__(self, spies, i, j, train, validation, test):
        super().__init__(train, validation, test, spies.case["metric"])
        self._spies, self._place, self._early = spies, (i, j), 0

    def test(self):
        X = super().test()
        self._early += self.reads["test"] > self._spies.all_validated(*self._place)
        return X

    def score(self, predictions, method):
        value = super().score(predictions, method)
        case = self._spies.case
        if case["watch"] == "losers" and method in case["names"]:
            value -= 0.25 * (self._spies.tested(*self._place, method) - 1)
        if case["watch"] == "reads":
            value -= 0.25 * self._early + 3.0 * (method not in case["names"])
            if len(self.scored) == len(case["names"]):
                value -= 0.1 * abs(self.reads["test"] - len(case["names"]))
        return value
