"""Lesson 06, the grader's half: the references and what each property demands."""

from reglab import nn

from .. import probes
from . import adam, gradient, keras_lam, keras_mlp, penalty, predictions, prox

__all__ = ["adam", "gradient", "keras_lam", "keras_mlp", "penalty", "predictions", "prox"]

for _exercise in (
    probes.PENALTY,
    probes.PENALTY_GRAD,
    probes.ADAM_STEP,
    probes.PROX_L1,
    probes.KERAS_L2_FROM_LAM,
):
    _exercise.reference = {name: getattr(nn, name) for name in _exercise.names}
probes.BUILD_MLP.reference = {"build_mlp": keras_mlp.build_mlp}
