"""Lesson 08, the grader's half: the references and what each property demands."""

from reglab import augment
from reglab.nn.calibration import ece

from .. import probes
from . import calibration as calibration
from . import flipping as flipping
from . import labels as labels
from . import mixing as mixing
from . import predictions as predictions
from . import rotation as rotation
from . import shifting as shifting
from . import whitening as whitening

for _exercise in (
    probes.RANDOM_SHIFT,
    probes.HFLIP,
    probes.ROTATE,
    probes.ZCA_FIT,
    probes.SMOOTH_LABELS,
    probes.MIXUP,
):
    _exercise.reference = {name: getattr(augment, name) for name in _exercise.names}
probes.ECE.reference = {"ece": ece}
