"""Exercise 6.6: wrong answers about what is penalized. Keras is imported where it is used."""

from ..probes import BUILD_MLP
from .keras_mlp import mlp


@BUILD_MLP.misconception(
    "first layer only",
    hint="Only the hidden layer is penalized. Give reg to the last layer, too.",
)
def first_only(reg):
    return mlp({"kernel_regularizer": reg}, {})


@BUILD_MLP.misconception(
    "last layer only",
    hint="Only the last layer is penalized. Give reg to the hidden layer, too.",
)
def last_only(reg):
    return mlp({}, {"kernel_regularizer": reg})


@BUILD_MLP.misconception(
    "reg not used",
    hint="Your model has no penalty: reg must be given to the layers when they are made.",
)
def unused(reg):
    return mlp({}, {})


@BUILD_MLP.misconception(
    "biases penalized, too",
    hint="Biases are free: leave bias_regularizer out.",
)
def biases_too(reg):
    both = {"kernel_regularizer": reg, "bias_regularizer": reg}
    return mlp(both, both)


@BUILD_MLP.misconception(
    "biases penalized instead of weights",
    hint="You penalize the biases. The weights of a Dense layer are its kernel.",
)
def biases_only(reg):
    return mlp({"bias_regularizer": reg}, {"bias_regularizer": reg})


@BUILD_MLP.misconception(
    "outputs penalized instead of weights",
    hint="activity_regularizer penalizes what a layer puts out. The weights are its kernel.",
)
def activity(reg):
    return mlp({"activity_regularizer": reg}, {"activity_regularizer": reg})


@BUILD_MLP.misconception(
    "outputs penalized, too",
    hint="activity_regularizer penalizes what a layer puts out. Leave it out: the kernels are "
    "enough.",
)
def activity_too(reg):
    both = {"kernel_regularizer": reg, "activity_regularizer": reg}
    return mlp(both, both)


@BUILD_MLP.misconception(
    "a regularizer of its own",
    hint="The penalty stays as it is when reg changes. Use the reg that is passed, in a model that "
    "is made anew in each call.",
)
def fixed(reg):
    import keras

    own = {"kernel_regularizer": keras.regularizers.L2(0.01)}
    return mlp(own, own)


@BUILD_MLP.misconception(
    "reg taken for a number",
    hint="reg is a regularizer already, such as L2(0.005). Hand it on as it is.",
)
def as_number(reg):
    import keras

    own = {"kernel_regularizer": keras.regularizers.L2(reg)}
    return mlp(own, own)


@BUILD_MLP.misconception(
    "outputs of the last layer penalized, too",
    hint="activity_regularizer in the last layer penalizes its probabilities. Leave it out.",
)
def last_activity_too(reg):
    own = {"kernel_regularizer": reg}
    return mlp(own, {**own, "activity_regularizer": reg})


@BUILD_MLP.misconception(
    "outputs of the last layer penalized instead of its weights",
    hint="The last layer has reg as activity_regularizer, which penalizes its outputs. Its weights "
    "are its kernel.",
)
def last_activity(reg):
    return mlp({"kernel_regularizer": reg}, {"activity_regularizer": reg})


@BUILD_MLP.misconception(
    "reg taken apart",
    hint="You take the l2 out of reg. reg may have an L1 part, or be None: hand it on as it is.",
)
def taken_apart(reg):
    import keras

    own = {"kernel_regularizer": keras.regularizers.L2(reg.l2)}
    return mlp(own, own)


@BUILD_MLP.misconception(
    "reg halved",
    hint="You halve the l2 of reg. Whoever makes reg has seen to the factor 1/2: hand reg "
    "on as it is.",
)
def halved(reg):
    import keras

    own = {"kernel_regularizer": keras.regularizers.L2(reg.l2 / 2)}
    return mlp(own, own)
