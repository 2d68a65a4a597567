"""Exercise 6.6: the known mistakes. Most are the reference with a few words changed."""

from reglab.checks.authoring.edits import edited
from reglab.exercises.weight_penalties.build_mlp import BUILD_MLP, build_mlp
from reglab.exercises.weight_penalties.keras_outputs import BLOCKS

HIDDEN = 'keras.layers.Dense(256, activation="relu", kernel_regularizer=reg),'
LAST = 'keras.layers.Dense(10, activation="softmax", kernel_regularizer=reg),'


def _other_arguments(text):
    """The network with other arguments than kernel_regularizer=reg in both layers."""
    hidden, last = (layer.replace("kernel_regularizer=reg", text) for layer in (HIDDEN, LAST))
    return edited(build_mlp, (HIDDEN, hidden), (LAST, last))


BUILD_MLP.mistake(
    "no Input",
    "Your model has no weights yet, because its input shape is unknown: start with keras.Input.",
    edited(build_mlp, ("keras.Input((64,)),", "")),
    kind="slip",
)
BUILD_MLP.mistake(
    "pictures instead of rows",
    "Your inputs have shape (8, 8). Here a digit is a row of 64 numbers.",
    edited(build_mlp, ("(64,)", "(8, 8)")),
    kind="half",
)
BUILD_MLP.mistake(
    "widths exchanged",
    "Your first layer has 10 units. The hidden layer needs 256, the last layer one unit per class.",
    edited(
        build_mlp,
        ('256, activation="relu"', '10, activation="relu"'),
        ('10, activation="softmax"', '256, activation="softmax"'),
    ),
    kind="slip",
)
BUILD_MLP.mistake(
    "no biases",
    "Your layers have no biases. Keep the biases, but do not penalize them.",
    _other_arguments("kernel_regularizer=reg, use_bias=False"),
    kind="slip",
)
BUILD_MLP.mistake(
    "no biases in the last layer",
    "Your last layer has no biases. Keep the biases, but do not penalize them.",
    edited(build_mlp, (LAST, LAST.replace("reg)", "reg, use_bias=False)"))),
    kind="slip",
)
BUILD_MLP.mistake(
    "no biases in the hidden layer",
    "Your hidden layer has no biases. Keep the biases, but do not penalize them.",
    edited(build_mlp, (HIDDEN, HIDDEN.replace("reg)", "reg, use_bias=False)"))),
    kind="slip",
)
BUILD_MLP.mistake(
    "one layer",
    "You left out the hidden layer, so your model is linear.",
    edited(build_mlp, (HIDDEN, "")),
    kind="half",
)
BUILD_MLP.mistake(
    "three layers",
    "You have one hidden layer too many.",
    edited(build_mlp, (HIDDEN, f"{HIDDEN} {HIDDEN}")),
    kind="half",
)
BUILD_MLP.mistake(
    "layers instead of a model",
    "You return a list of layers. Put them into keras.Sequential.",
    edited(build_mlp, ("keras.Sequential(", "(")),
    kind="half",
)


@BUILD_MLP.mistake(
    "outputs instead of a model",
    "You return the output of the last layer. Make a keras.Model from the inputs and this output.",
    kind="half",
)
def tensor(reg):
    import keras

    hidden = keras.layers.Dense(256, activation="relu")(keras.Input((64,)))
    return keras.layers.Dense(10, activation="softmax")(hidden)


BUILD_MLP.mistake(
    "no ReLU",
    "Your hidden layer has no activation, and two linear layers are equivalent to one. Add ReLU.",
    edited(build_mlp, ('"relu"', "None")),
    kind="slip",
)
BUILD_MLP.mistake(
    "no softmax",
    "Your outputs are logits. Use softmax in the last layer to get probabilities.",
    edited(build_mlp, ('"softmax"', "None")),
    kind="slip",
)
BUILD_MLP.mistake(
    "sigmoid for softmax",
    "A sigmoid treats each class separately. A digit is one of ten: use softmax, so that rows "
    "sum to 1.",
    edited(build_mlp, ("softmax", "sigmoid")),
    kind="slip",
)
BUILD_MLP.mistake(
    "tanh for ReLU",
    "Your hidden layer has tanh. The network (6.1) has max(z, 0): use ReLU.",
    edited(build_mlp, ('"relu"', '"tanh"')),
    kind="slip",
)
BUILD_MLP.mistake(
    "sigmoid for ReLU",
    "Your hidden layer has a sigmoid. The network (6.1) has max(z, 0): use ReLU.",
    edited(build_mlp, ('"relu"', '"sigmoid"')),
    kind="slip",
)
BUILD_MLP.mistake(
    "activations exchanged",
    "You swapped the activations: ReLU is for the hidden layer, softmax for the outputs.",
    edited(
        build_mlp,
        ('256, activation="relu"', '256, activation="softmax"'),
        ('10, activation="softmax"', '10, activation="relu"'),
    ),
    kind="slip",
)
BUILD_MLP.mistake(
    "ReLU before softmax",
    "You have a ReLU between the last layer and its softmax, so negative logits are lost. "
    "Remove it.",
    edited(
        build_mlp,
        (
            '"softmax", kernel_regularizer=reg),',
            '"relu", kernel_regularizer=reg), keras.layers.Softmax(),',
        ),
    ),
    kind="slip",
)
BUILD_MLP.mistake(
    "softmax twice",
    "Your outputs are the softmax of a softmax. Use only one.",
    edited(build_mlp, (LAST, f"{LAST} keras.layers.Softmax(),")),
    kind="slip",
)


def _only_training_differs(data, out):
    return abs(out["probabilities"] - out["in_training"]).max() > 1e-3


BUILD_MLP.mistake(
    "dropout added",
    "One of your layers acts only in training, like Dropout or noise: leave it out here.",
    edited(build_mlp, (HIDDEN, f"{HIDDEN} keras.layers.Dropout(0.5),")),
    signature=("outputs", _only_training_differs),
    kind="slip",
)
BUILD_MLP.mistake(
    "a number for the shape of the inputs",
    "keras.Input needs a shape, which is a tuple. A tuple of one number needs a comma: (64,).",
    edited(build_mlp, ("(64,)", "64")),
    kind="slip",
)


_models: dict = {}


@BUILD_MLP.mistake(
    "the same model again",
    "Two calls with equal regularizers return the same model, so they share weights. Make a new "
    "model in every call.",
    kind="slip",
)
def kept_model(reg):
    key = None if reg is None else str(reg.get_config())
    if key not in _models:
        _models[key] = build_mlp(reg)
    return _models[key]


@BUILD_MLP.mistake(
    "hidden units returned, too",
    "Your model has two outputs. Return only the output of the last layer.",
    kind="slip",
)
def two_outputs(reg):
    import keras

    inputs = keras.Input((64,))
    hidden = keras.layers.Dense(256, activation="relu", kernel_regularizer=reg)(inputs)
    outputs = keras.layers.Dense(10, activation="softmax", kernel_regularizer=reg)(hidden)
    return keras.Model(inputs, [outputs, hidden])


BUILD_MLP.mistake(
    "first layer only",
    "You penalize only the hidden layer. Give reg to the last layer, too.",
    edited(build_mlp, ('"softmax", kernel_regularizer=reg', '"softmax"')),
    kind="slip",
)
BUILD_MLP.mistake(
    "last layer only",
    "You penalize only the last layer. Give reg to the hidden layer, too.",
    edited(build_mlp, ('"relu", kernel_regularizer=reg', '"relu"')),
    kind="slip",
)
BUILD_MLP.mistake(
    "reg not used",
    "Your model has no penalty: pass reg to the layers when you make them.",
    _other_arguments(""),
    kind="half",
)
BUILD_MLP.mistake(
    "biases penalized, too",
    "Do not penalize biases: leave bias_regularizer out.",
    _other_arguments("kernel_regularizer=reg, bias_regularizer=reg"),
    kind="slip",
)
BUILD_MLP.mistake(
    "biases penalized instead of weights",
    "You penalize the biases. Penalize the weights: in a Dense layer these are the kernel.",
    _other_arguments("bias_regularizer=reg"),
    kind="half",
)
BUILD_MLP.mistake(
    "outputs penalized instead of weights",
    "activity_regularizer penalizes the outputs of a layer. The weights are its kernel: use "
    "kernel_regularizer.",
    _other_arguments("activity_regularizer=reg"),
    kind="half",
)
BUILD_MLP.mistake(
    "outputs penalized, too",
    "activity_regularizer penalizes the outputs of a layer. Leave it out and penalize only "
    "the kernels.",
    _other_arguments("kernel_regularizer=reg, activity_regularizer=reg"),
    kind="slip",
)


def _also_without_reg(data, out):
    return all(
        loss > 1e-4 for name, loss in zip(BLOCKS, out["losses"], strict=True) if name[0] == "W"
    )


BUILD_MLP.mistake(
    "a regularizer of its own",
    "Your model has a penalty even if reg is None, and another one than reg. Use the reg that is "
    "passed.",
    _other_arguments("kernel_regularizer=keras.regularizers.L2(0.01)"),
    signature=("no_regularizer", _also_without_reg),
    kind="half",
)
BUILD_MLP.mistake(
    "reg taken for a number",
    "reg is already a regularizer, such as L2(0.005). Pass it on unchanged.",
    _other_arguments("kernel_regularizer=keras.regularizers.L2(reg)"),
    kind="slip",
)
BUILD_MLP.mistake(
    "outputs of the last layer penalized, too",
    "activity_regularizer in the last layer penalizes its probabilities. Leave it out.",
    edited(build_mlp, ('"softmax",', '"softmax", activity_regularizer=reg,')),
    kind="slip",
)
BUILD_MLP.mistake(
    "outputs of the last layer penalized instead of its weights",
    "Your last layer has reg as activity_regularizer, which penalizes its outputs. Its "
    "weights are its kernel: use kernel_regularizer.",
    edited(build_mlp, ('"softmax", kernel', '"softmax", activity')),
    kind="slip",
)
BUILD_MLP.mistake(
    "reg taken apart",
    "You use only the l2 of reg. reg may have an L1 part, or be None: pass it on unchanged.",
    _other_arguments("kernel_regularizer=keras.regularizers.L2(reg.l2)"),
    kind="slip",
)
BUILD_MLP.mistake(
    "reg halved",
    "You halve the l2 of reg. The caller has already included the factor 1/2: pass reg on "
    "unchanged.",
    _other_arguments("kernel_regularizer=keras.regularizers.L2(reg.l2 / 2)"),
    kind="slip",
)
