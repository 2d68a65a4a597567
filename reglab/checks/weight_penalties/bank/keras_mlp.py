"""Exercise 6.6: wrong answers about the layers. Keras is imported where it is used."""

from ..probes import BUILD_MLP


def mlp(first, last, *, inputs=(64,), units=(256, 10), activations=("relu", "softmax"), extra=()):
    """Two dense layers with these options, and perhaps others between them."""
    import keras

    start = [keras.Input(inputs)] if inputs else []
    hidden = keras.layers.Dense(units[0], activation=activations[0], **first)
    return keras.Sequential(
        [*start, hidden, *extra, keras.layers.Dense(units[1], activation=activations[1], **last)]
    )


@BUILD_MLP.misconception(
    "no Input",
    hint="Your model does not know its inputs, so it has no weights yet: begin with keras.Input.",
)
def no_input(reg):
    own = {"kernel_regularizer": reg}
    return mlp(own, own, inputs=None)


@BUILD_MLP.misconception(
    "pictures instead of rows",
    hint="Your inputs have shape (8, 8). Here a digit is a row of 64 numbers.",
)
def pictures(reg):
    own = {"kernel_regularizer": reg}
    return mlp(own, own, inputs=(8, 8))


@BUILD_MLP.misconception(
    "widths exchanged",
    hint="10 units come first in yours. The hidden layer has 256, the last one a unit per class.",
)
def exchanged(reg):
    own = {"kernel_regularizer": reg}
    return mlp(own, own, units=(10, 256))


@BUILD_MLP.misconception(
    "no biases",
    hint="Your layers have no biases: without penalty does not mean without biases.",
)
def no_biases(reg):
    own = {"kernel_regularizer": reg, "use_bias": False}
    return mlp(own, own)


@BUILD_MLP.misconception(
    "one layer",
    hint="The hidden layer is missing: yours is a linear model.",
)
def one_layer(reg):
    import keras

    layer = keras.layers.Dense(10, activation="softmax", kernel_regularizer=reg)
    return keras.Sequential([keras.Input((64,)), layer])


@BUILD_MLP.misconception(
    "three layers",
    hint="You have a hidden layer too many.",
)
def three_layers(reg):
    import keras

    own = {"kernel_regularizer": reg}
    return mlp(own, own, extra=[keras.layers.Dense(256, activation="relu", **own)])


@BUILD_MLP.misconception(
    "layers instead of a model",
    hint="You return a list of layers. Put them into keras.Sequential.",
)
def layers(reg):
    import keras

    return [keras.Input((64,)), keras.layers.Dense(256), keras.layers.Dense(10)]


@BUILD_MLP.misconception(
    "outputs instead of a model",
    hint="You return what the last layer puts out. Make a keras.Model of the inputs and that.",
)
def tensor(reg):
    import keras

    hidden = keras.layers.Dense(256, activation="relu")(keras.Input((64,)))
    return keras.layers.Dense(10, activation="softmax")(hidden)


@BUILD_MLP.misconception(
    "no ReLU",
    hint="The hidden layer has no activation: two linear layers are one linear layer.",
)
def linear_hidden(reg):
    own = {"kernel_regularizer": reg}
    return mlp(own, own, activations=(None, "softmax"))


@BUILD_MLP.misconception(
    "no softmax",
    hint="Your outputs are logits. They should be probabilities: softmax in the last layer.",
)
def logits(reg):
    own = {"kernel_regularizer": reg}
    return mlp(own, own, activations=("relu", None))


@BUILD_MLP.misconception(
    "sigmoid for softmax",
    hint="A sigmoid treats each class alone. A digit is one of ten: softmax makes rows sum to 1.",
)
def sigmoid(reg):
    own = {"kernel_regularizer": reg}
    return mlp(own, own, activations=("relu", "sigmoid"))


@BUILD_MLP.misconception(
    "activations exchanged",
    hint="The activations are exchanged: ReLU is for the hidden layer, softmax for the outputs.",
)
def activations_exchanged(reg):
    own = {"kernel_regularizer": reg}
    return mlp(own, own, activations=("softmax", "relu"))


@BUILD_MLP.misconception(
    "ReLU before softmax",
    hint="A ReLU stands between the last layer and its softmax: negative logits are lost.",
)
def relu_twice(reg):
    import keras

    body = mlp({"kernel_regularizer": reg}, {"kernel_regularizer": reg}, activations=("relu",) * 2)
    return keras.Sequential([keras.Input((64,)), *body.layers, keras.layers.Softmax()])


@BUILD_MLP.misconception(
    "softmax twice",
    hint="Your outputs are the softmax of a softmax: one is enough.",
)
def softmax_twice(reg):
    import keras

    own = {"kernel_regularizer": reg}
    return keras.Sequential([*mlp(own, own).layers, keras.layers.Softmax()])


@BUILD_MLP.misconception(
    "dropout added",
    hint="A layer of yours acts in training only, as Dropout and noise do: leave it out here.",
    signature=("outputs", lambda data, out: _only_training_differs(out)),
)
def with_dropout(reg):
    import keras

    own = {"kernel_regularizer": reg}
    return mlp(own, own, extra=[keras.layers.Dropout(0.5)])


@BUILD_MLP.misconception(
    "a number for the shape of the inputs",
    hint="Input takes a shape, a tuple. With one number in it, it needs a comma: (64,).",
)
def no_comma(reg):
    own = {"kernel_regularizer": reg}
    return mlp(own, own, inputs=64)


@BUILD_MLP.misconception(
    "hidden units returned, too",
    hint="Your model has two outputs. Its outputs are those of the last layer alone.",
)
def two_outputs(reg):
    import keras

    inputs = keras.Input((64,))
    hidden = keras.layers.Dense(256, activation="relu", kernel_regularizer=reg)(inputs)
    outputs = keras.layers.Dense(10, activation="softmax", kernel_regularizer=reg)(hidden)
    return keras.Model(inputs, [outputs, hidden])


def _only_training_differs(out):
    return abs(out["probabilities"] - out["in_training"]).max() > 1e-3
