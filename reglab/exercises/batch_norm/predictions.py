"""Lesson 09: the predictions, and the belief behind each wrong option."""

from reglab.checks.model import Prediction

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

ONE_IMAGE.answer(
    "b",
    "At inference the layer normalizes with the running statistics. They are stored in the "
    "layer, like gamma and beta, and do not depend on the other rows.",
)

ONE_IMAGE.belief(
    "a",
    "inference uses the batch",
    "Then the prediction would depend on the other images. The layer uses the running "
    "statistics from training instead.",
)

ONE_IMAGE.belief(
    "c",
    "one row cannot be normalized",
    "In training a batch of one gives beta. At inference the layer does not need the variance "
    "of the batch.",
)

DENSE_BIAS = Prediction(
    "batch_norm.dense_bias",
    "A dense layer with a bias is directly in front of batch norm. What happens to its bias?",
    {
        "a": "It learns as in any dense layer.",
        "b": "It learns, but slowly: batch norm makes its gradient small.",
        "c": "Its gradient is 0: it never moves.",
    },
)

DENSE_BIAS.answer(
    "c",
    "A bias shifts a whole column, and batch norm subtracts the column's mean again. The "
    "output does not depend on the bias. beta takes its place.",
)

DENSE_BIAS.belief(
    "a",
    "the bias is needed",
    "Add 5 to every row of a column and then subtract its mean: the 5 is gone.",
)

DENSE_BIAS.belief(
    "b",
    "the bias learns slowly",
    "The gradient is not small but 0: the output does not depend on the bias at all.",
)

INFERENCE = Prediction(
    "batch_norm.inference",
    "A network with eight hidden layers and batch norm (momentum 0.99) has taken 100 steps. In "
    "training mode it is right for 19 of 20 new digits. How often are the same weights right at "
    "inference, with the running statistics?",
    {
        "a": "About as often: the weights are the same.",
        "b": "More often: an average over many batches is more accurate than one batch.",
        "c": "Far less often: it misses more than half of the digits.",
    },
)

INFERENCE.answer(
    "c",
    "After 100 steps 0.99^100 = 37 % of the running statistics still come from the start, "
    "mean 0 and variance 1, which are not the statistics of any batch.",
)

INFERENCE.belief(
    "a",
    "training and inference agree",
    "The weights are the same, but their inputs are not: other means, other variances.",
)

INFERENCE.belief(
    "b",
    "running statistics are always better",
    "An average over many batches is better only when its starting values no longer matter.",
)

NOISE = Prediction(
    "batch_norm.noise",
    "After every batch norm we scale the activations by random factors around 0.6 to 1.6, and "
    "shift them by about half of their spread, with new random numbers for every unit in every "
    "step. Each kind of network gets its best learning rate. How fast does this one learn?",
    {
        "a": "As slowly as without batch norm, or more slowly.",
        "b": "More slowly than with batch norm alone, and still faster than without it.",
        "c": "It does not learn at all.",
    },
)

NOISE.answer(
    "b",
    "If batch norm worked because of stable inputs, changing inputs should undo its effect. "
    "They cost steps, but the network still learns faster than without batch norm.",
)

NOISE.belief(
    "a",
    "batch norm works because inputs stay as they are",
    "That is the explanation by covariate shift, which this experiment tests.",
)

NOISE.belief(
    "c",
    "moving inputs stop all learning",
    "Every layer of every network learns from changing inputs, because the layers below it "
    "learn, too.",
)
