"""The predictions of lesson 09."""

from ...core import Prediction

ONE_IMAGE = Prediction(
    "batch_norm.one_image",
    "A trained network with batch norm is in use. It sees one image alone, and then the same image "
    "among 99 others. How do the two predictions for it differ?",
    {
        "a": "They differ a little: mean and variance come from other batches.",
        "b": "They are the same.",
        "c": "Alone it cannot be predicted: one row has no variance.",
    },
)
DENSE_BIAS = Prediction(
    "batch_norm.dense_bias",
    "A dense layer with a bias stands right in front of batch norm. What becomes of its bias?",
    {
        "a": "It learns as in any dense layer.",
        "b": "It learns, but slowly: batch norm makes its gradient small.",
        "c": "Its gradient is 0: it never moves.",
    },
)
INFERENCE = Prediction(
    "batch_norm.inference",
    "A network with eight hidden layers and batch norm (momentum 0.99) has taken 100 steps. In "
    "training mode it is right for 19 of 20 new digits. The same weights at inference, with the "
    "running statistics?",
    {
        "a": "About as often: the weights are the same.",
        "b": "More often: an average over many batches is more accurate than one batch.",
        "c": "Far less often: it misses more than half of the digits.",
    },
)
NOISE = Prediction(
    "batch_norm.noise",
    "After every batch norm we shift the activations at random by about half of their spread, and "
    "scale them by factors around 0.6 to 1.6, anew for every unit in every step. How fast does the "
    "network learn?",
    {
        "a": "As slowly as without batch norm, or more slowly.",
        "b": "More slowly than with batch norm alone, and still faster than without it.",
        "c": "It does not learn at all.",
    },
)
