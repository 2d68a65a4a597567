"""The predictions of lesson 09: the beliefs behind the wrong options."""

from ..probes import DENSE_BIAS, INFERENCE, NOISE, ONE_IMAGE

ONE_IMAGE.belief(
    "a",
    "inference uses the batch",
    "Then your answer would depend on who else asks. What does the layer keep from training?",
)
ONE_IMAGE.belief(
    "c",
    "one row cannot be normalized",
    "In training a batch of one gives beta, indeed. At inference no variance of the batch is "
    "needed.",
)
DENSE_BIAS.belief(
    "a",
    "the bias is needed",
    "Add 5 to every row of a column, and then take its mean away. What is left of the 5?",
)
DENSE_BIAS.belief(
    "b",
    "the bias learns slowly",
    "Not small: the output does not depend on it at all.",
)
INFERENCE.belief(
    "a",
    "training and inference agree",
    "The weights are the same, and what they are fed with is not: other means, other variances.",
)
INFERENCE.belief(
    "b",
    "running statistics are always better",
    "An average over many batches is, once it has forgotten where it started.",
)
NOISE.belief(
    "a",
    "batch norm works because inputs stay as they are",
    "That is what the explanation by covariate shift says, and why this experiment was made.",
)
NOISE.belief(
    "c",
    "moving inputs stop all learning",
    "Every layer of every network learns from inputs that move, as those below it learn, too.",
)
