"""The predictions of lesson 09: what holds."""

from ..probes import DENSE_BIAS, INFERENCE, NOISE, ONE_IMAGE

ONE_IMAGE.answer(
    "b",
    "At inference the running statistics normalize. They are numbers of the layer, like gamma and "
    "beta, and the other rows have no say.",
)
DENSE_BIAS.answer(
    "c",
    "A bias moves a whole column, and batch norm takes the column's mean away again. The output "
    "does not depend on it. beta does what the bias cannot do.",
)
INFERENCE.answer(
    "c",
    "After 100 steps 0.99^100 = 37 % of the running statistics are still the start, mean 0 and "
    "variance 1, and these are not those of any batch.",
)
NOISE.answer(
    "b",
    "Inputs that move all the time should undo what batch norm does, if steady inputs were its "
    "secret. They cost some of the speed, and the larger part of it stays.",
)
