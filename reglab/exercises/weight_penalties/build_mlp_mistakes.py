"""Exercise 6.6: the known mistakes. Most are the reference with a few words exchanged."""

from reglab.checks.authoring.edits import edited
from reglab.exercises.weight_penalties.build_mlp import BUILD_MLP, build_mlp

HIDDEN = 'keras.layers.Dense(256, activation="relu", kernel_regularizer=reg),'
LAST = 'keras.layers.Dense(10, activation="softmax", kernel_regularizer=reg),'


def _other_arguments(text):
    """The network with other arguments than kernel_regularizer=reg in both layers."""
    hidden, last = (layer.replace("kernel_regularizer=reg", text) for layer in (HIDDEN, LAST))
    return edited(build_mlp, (HIDDEN, hidden), (LAST, last))


BUILD_MLP.mistake(
    "no Input",
    "Your model does not know its inputs, so it has no weights yet: begin with keras.Input.",
    edited(build_mlp, ("keras.Input((64,)),", "")),
)
BUILD_MLP.mistake(
    "pictures instead of rows",
    "Your inputs have shape (8, 8). Here a digit is a row of 64 numbers.",
    edited(build_mlp, ("(64,)", "(8, 8)")),
)
BUILD_MLP.mistake(
    "widths exchanged",
    "10 units come first in yours. The hidden layer has 256, the last one a unit per class.",
    edited(
        build_mlp,
        ('256, activation="relu"', '10, activation="relu"'),
        ('10, activation="softmax"', '256, activation="softmax"'),
    ),
)
BUILD_MLP.mistake(
    "no biases",
    "Your layers have no biases: without penalty does not mean without biases.",
    _other_arguments("kernel_regularizer=reg, use_bias=False"),
)
BUILD_MLP.mistake(
    "one layer",
    "The hidden layer is missing: yours is a linear model.",
    edited(build_mlp, (HIDDEN, "")),
)
BUILD_MLP.mistake(
    "three layers",
    "You have a hidden layer too many.",
    edited(build_mlp, (HIDDEN, f"{HIDDEN} {HIDDEN}")),
)
BUILD_MLP.mistake(
    "layers instead of a model",
    "You return a list of layers. Put them into keras.Sequential.",
    edited(build_mlp, ("keras.Sequential(", "(")),
)


@BUILD_MLP.mistake(
    "outputs instead of a model",
    "You return what the last layer puts out. Make a keras.Model of the inputs and that.",
)
def tensor(reg):
    import keras

    hidden = keras.layers.Dense(256, activation="relu")(keras.Input((64,)))
    return keras.layers.Dense(10, activation="softmax")(hidden)


BUILD_MLP.mistake(
    "no ReLU",
    "The hidden layer has no activation: two linear layers are one linear layer.",
    edited(build_mlp, ('"relu"', "None")),
)
BUILD_MLP.mistake(
    "no softmax",
    "Your outputs are logits. They should be probabilities: softmax in the last layer.",
    edited(build_mlp, ('"softmax"', "None")),
)
BUILD_MLP.mistake(
    "sigmoid for softmax",
    "A sigmoid treats each class alone. A digit is one of ten: softmax makes rows sum to 1.",
    edited(build_mlp, ("softmax", "sigmoid")),
)
BUILD_MLP.mistake(
    "activations exchanged",
    "The activations are exchanged: ReLU is for the hidden layer, softmax for the outputs.",
    edited(
        build_mlp,
        ('256, activation="relu"', '256, activation="softmax"'),
        ('10, activation="softmax"', '10, activation="relu"'),
    ),
)
BUILD_MLP.mistake(
    "ReLU before softmax",
    "A ReLU stands between the last layer and its softmax: negative logits are lost.",
    edited(
        build_mlp,
        (
            '"softmax", kernel_regularizer=reg),',
            '"relu", kernel_regularizer=reg), keras.layers.Softmax(),',
        ),
    ),
)
BUILD_MLP.mistake(
    "softmax twice",
    "Your outputs are the softmax of a softmax: one is enough.",
    edited(build_mlp, (LAST, f"{LAST} keras.layers.Softmax(),")),
)


def _only_training_differs(data, out):
    return abs(out["probabilities"] - out["in_training"]).max() > 1e-3


BUILD_MLP.mistake(
    "dropout added",
    "A layer of yours acts in training only, as Dropout and noise do: leave it out here.",
    edited(build_mlp, (HIDDEN, f"{HIDDEN} keras.layers.Dropout(0.5),")),
    signature=("outputs", _only_training_differs),
)
BUILD_MLP.mistake(
    "a number for the shape of the inputs",
    "Input takes a shape, a tuple. With one number in it, it needs a comma: (64,).",
    edited(build_mlp, ("(64,)", "64")),
)


@BUILD_MLP.mistake(
    "hidden units returned, too",
    "Your model has two outputs. Its outputs are those of the last layer alone.",
)
def two_outputs(reg):
    import keras

    inputs = keras.Input((64,))
    hidden = keras.layers.Dense(256, activation="relu", kernel_regularizer=reg)(inputs)
    outputs = keras.layers.Dense(10, activation="softmax", kernel_regularizer=reg)(hidden)
    return keras.Model(inputs, [outputs, hidden])


BUILD_MLP.mistake(
    "first layer only",
    "Only the hidden layer is penalized. Give reg to the last layer, too.",
    edited(build_mlp, ('"softmax", kernel_regularizer=reg', '"softmax"')),
)
BUILD_MLP.mistake(
    "last layer only",
    "Only the last layer is penalized. Give reg to the hidden layer, too.",
    edited(build_mlp, ('"relu", kernel_regularizer=reg', '"relu"')),
)
BUILD_MLP.mistake(
    "reg not used",
    "Your model has no penalty: reg must be given to the layers when they are made.",
    _other_arguments(""),
)
BUILD_MLP.mistake(
    "biases penalized, too",
    "Biases are free: leave bias_regularizer out.",
    _other_arguments("kernel_regularizer=reg, bias_regularizer=reg"),
)
BUILD_MLP.mistake(
    "biases penalized instead of weights",
    "You penalize the biases. The weights of a Dense layer are its kernel.",
    _other_arguments("bias_regularizer=reg"),
)
BUILD_MLP.mistake(
    "outputs penalized instead of weights",
    "activity_regularizer penalizes what a layer puts out. The weights are its kernel.",
    _other_arguments("activity_regularizer=reg"),
)
BUILD_MLP.mistake(
    "outputs penalized, too",
    "activity_regularizer penalizes what a layer puts out. Leave it out: the kernels are enough.",
    _other_arguments("kernel_regularizer=reg, activity_regularizer=reg"),
)
BUILD_MLP.mistake(
    "a regularizer of its own",
    "The penalty stays as it is when reg changes. Use the reg that is passed, in a model that "
    "is made anew in each call.",
    _other_arguments("kernel_regularizer=keras.regularizers.L2(0.01)"),
)
BUILD_MLP.mistake(
    "reg taken for a number",
    "reg is a regularizer already, such as L2(0.005). Hand it on as it is.",
    _other_arguments("kernel_regularizer=keras.regularizers.L2(reg)"),
)
BUILD_MLP.mistake(
    "outputs of the last layer penalized, too",
    "activity_regularizer in the last layer penalizes its probabilities. Leave it out.",
    edited(build_mlp, ('"softmax",', '"softmax", activity_regularizer=reg,')),
)
BUILD_MLP.mistake(
    "outputs of the last layer penalized instead of its weights",
    "The last layer has reg as activity_regularizer, which penalizes its outputs. Its weights "
    "are its kernel.",
    edited(build_mlp, ('"softmax", kernel', '"softmax", activity')),
)
BUILD_MLP.mistake(
    "reg taken apart",
    "You take the l2 out of reg. reg may have an L1 part, or be None: hand it on as it is.",
    _other_arguments("kernel_regularizer=keras.regularizers.L2(reg.l2)"),
)
BUILD_MLP.mistake(
    "reg halved",
    "You halve the l2 of reg. Whoever makes reg has seen to the factor 1/2: hand reg on as it is.",
    _other_arguments("kernel_regularizer=keras.regularizers.L2(reg.l2 / 2)"),
)
