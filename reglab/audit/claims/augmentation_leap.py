"""Data augmentation is mandatory and brings a leap in accuracy, every time."""

from reglab import augment, nn
from reglab.audit import Claim, Plan
from reglab.audit.experiments.digits import (
    EIGHT_RATES,
    FOUR_RATES,
    compare_networks,
    plain,
    split,
)

SHAPE = (8, 8)
# A transform with two strengths.
TRANSFORMS = {
    "shifts": [augment.on_rows(augment.random_shift, SHAPE, max_px=own) for own in (1, 2)],
    "rotations": [augment.on_rows(augment.rotate, SHAPE, degrees=own) for own in (5, 15)],
    "mirror images": [augment.on_rows(augment.hflip, SHAPE, p=own) for own in (0.1, 0.5)],
}
NOISY = {
    f"{name}, {labels}": (name, noise)
    for labels, noise in (("right labels", 0.0), ("every fifth label wrong", 0.2))
    for name in TRANSFORMS
}


def experiment(regime, seeds):
    """Test accuracy with 200 training images."""
    name, noise = NOISY[regime]
    tune = {
        "augmented": [{"lr": lr, "augment": own} for own in TRANSFORMS[name] for lr in FOUR_RATES],
        "plain": {"lr": EIGHT_RATES},
    }
    recipes = {own: nn.Recipe(plain()) for own in tune}
    return compare_networks(recipes, tune, split(200, noise, seeds), seeds)


CLAIM = Claim(
    number=22,
    plan=Plan(
        claim="Data augmentation makes a network more accurate, every time.",
        metric="accuracy on test rows",
        unit="points",
        margin=1.0,
        regimes=tuple(NOISY),
        primary=("augmented", "plain"),
        expects="more",
    ),
    source="002",
    taught="08_augmentation",
    how="Networks with 128 hidden units learn from 200 images of digits for 60 epochs; images are "
    "changed anew in every epoch. The plain network chooses among eight learning rates, the "
    "others among four, with two strengths of the transform.",
    not_tested="Large images, convolutional networks (lesson 08 has a case in which shifts help "
    "much), and more epochs.",
    experiment=experiment,
)
