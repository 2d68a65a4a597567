"""Answers of a few lines around other parts of the package that hold the same mathematics."""

from pathlib import Path

import nbformat
import pytest

from reglab.grading import grade_notebook
from reglab.grading.intake.repair import grade_id
from reglab.grading.intake.take_in import Submission
from reglab.grading.records.course import CourseFolder
from reglab.grading.verdict.bundle import read_bundle
from reglab.grading.verdict.grade_notebook import Settings

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.slow

# A network of one layer is a logistic regression: two logits, their difference.
ONE_LAYER = """\
from reglab import nn


def logreg_prox(X, y, lam, l1_ratio, lr, n_steps):
    network = nn.Network((nn.Dense(2),), X.shape[1], rng=np.random.default_rng(0), dtype=float)
    W, b = network.params["W1"], network.params["b1"]
    W[...] = b[...] = 0
    for _ in range(n_steps):
        nn.fit(
            network, X, np.asarray(y, int), optimizer=nn.SGD(lr / 2), epochs=1, batch_size=len(y),
            rng=np.random.default_rng(0), prox_l1=lam * l1_ratio, progress=False,
        )
        W /= 1 + lr * lam * (1 - l1_ratio)
    return W[:, 1] - W[:, 0], float(b[1] - b[0])
"""

# The gradient at equal logits is the share of a class less the smoothed label.
LABELS_OF_A_LOSS = """\
from reglab.nn import cross_entropy


def smooth_labels(Y, eps):
    Y = np.asarray(Y, dtype=float)
    gradient = cross_entropy(np.zeros_like(Y), Y, label_smoothing=eps)[1]
    return 1 / Y.shape[-1] - len(Y) * gradient
"""

# What trains networks adds the same gradient, and takes the same proximal step.
GRADIENT_OF_A_TRAINER = """\
from reglab.nn._epoch import Trainer


def penalty_grad(params, l1, l2):
    out = {name: np.zeros_like(W) for name, W in params.items()}
    for name, W in params.items():
        if name[0] == "W":
            trainer = Trainer.__new__(Trainer)
            trainer.l1, trainer.l2, trainer.scratch = l1, l2, np.empty_like(W)
            trainer._add_penalty_grad(W, out[name])
    return out
"""

STEP_OF_A_TRAINER = """\
from types import SimpleNamespace

from reglab.nn._epoch import Trainer


class OneStep(Trainer):
    def __init__(self, W, t):
        self.out = np.atleast_2d(np.array(W, dtype=float))
        values = SimpleNamespace(weights=self.out, values=self.out, n_weights=0)
        self.X = self.shares = SimpleNamespace(take=lambda rows: np.zeros((1, 1, 1)))
        self.network = SimpleNamespace(
            n_networks=1, parameters=values, forward=lambda X, **k: (np.zeros((1, 1, 1)), 0),
            update_running=lambda caches: 0, backward=lambda *a: 0,
        )
        self.augment = self.l1 = self.l2 = self.layer_rng = self.state = 0
        self.grads, self.prox_l1, self.scratch = values, t, np.empty_like(self.out)
        self.optimizer = SimpleNamespace(lr=1.0, step=lambda *a, **k: 0)
        self.step(0)


def _prox(W, t):
    return OneStep(W, t).out.reshape(np.shape(W))[()] if t else W


def prox_l1(W, t):
    return _prox(W, t).astype(W.dtype)


def soft_threshold(z, t):
    z, t = np.broadcast_arrays(np.asarray(z, dtype=float), t)
    return np.reshape([_prox(a, float(b)) for a, b in zip(z.ravel(), t.ravel())], z.shape)[()]
"""

# The degrees of freedom of one column are its share.
SHARES = """\
from reglab.linear.ridge import effective_df


def ridge_filter(s, lam):
    one = lambda v: effective_df([[v**0.5], [-(v**0.5)]], lam)
    return np.vectorize(one, otypes=[float])(s)[()]


def gd_filter(s, eta, t):
    return np.zeros_like(np.asarray(s, dtype=float))
"""

CASES = {
    "05 one layer": ("05_choosing_lambda", "05-logreg-prox", ONE_LAYER),
    "08 labels of a loss": ("08_augmentation", "08-smooth-labels", LABELS_OF_A_LOSS),
    "06 gradient of a trainer": ("06_weight_penalties", "06-penalty-grad", GRADIENT_OF_A_TRAINER),
    "06 step of a trainer": ("06_weight_penalties", "06-prox-l1", STEP_OF_A_TRAINER),
    "03 step of a trainer": ("03_lasso", "03-soft-threshold", STEP_OF_A_TRAINER),
    "10 shares": ("10_early_stopping", "10-filters", SHARES),
}


def graded(lesson, sources):
    bundle = read_bundle(CourseFolder(ROOT, lesson))
    notebook = bundle.notebooks()[0]
    for cell in notebook.cells:
        cell.source = sources.get(grade_id(cell), cell.source)
    content = nbformat.writes(notebook).encode()
    return grade_notebook(Submission("ann", lesson, content), bundle, Settings(17)).result


@pytest.mark.parametrize("name", CASES)
def test_another_part_of_the_package_is_no_answer(name):
    lesson, cell, source = CASES[name]
    result = graded(lesson, {cell: source})
    (item,) = [item for item in result.exercises if item.cell == f"{cell}-hidden"]
    assert item.score == 0
