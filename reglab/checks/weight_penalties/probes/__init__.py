"""Lesson 06, the student's half: what is drawn and what is called.

Imports no reference, judge or bank: this folder is all that a sandbox holds.
"""

# In the order of the lesson, which is the order of lists and reports.
# isort: off
from .penalty import PENALTY
from .gradient import PENALTY_GRAD
from .adam import ADAM_STEP
from .prox import PROX_L1
from .keras_lam import KERAS_L2_FROM_LAM
from .keras_mlp import BUILD_MLP
from .predictions import DECAY, EXACT_ZEROS, LOSSES

__all__ = [
    "ADAM_STEP",
    "BUILD_MLP",
    "DECAY",
    "EXACT_ZEROS",
    "KERAS_L2_FROM_LAM",
    "LOSSES",
    "PENALTY",
    "PENALTY_GRAD",
    "PROX_L1",
]
