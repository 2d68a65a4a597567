"""Exercise 6.5: the known wrong answers."""

from ..probes import KERAS_L2_FROM_LAM


@KERAS_L2_FROM_LAM.misconception(
    "lam itself",
    hint="L2(lam) is twice our penalty: Keras has no factor 1/2.",
)
def unchanged(lam):
    return lam


@KERAS_L2_FROM_LAM.misconception(
    "doubled",
    hint="That is the other way round, and four times too strong: halve lam.",
)
def doubled(lam):
    return 2 * lam


@KERAS_L2_FROM_LAM.misconception(
    "a regularizer instead of a number",
    hint="Return the number c alone. L2(c) is made from it later.",
)
def regularizer(lam):
    # Stands for keras.regularizers.L2, which travels by its name: no grader imports Keras for it.
    return type("L2", (), {})()


@KERAS_L2_FROM_LAM.misconception(
    "squared",
    hint="The weights are squared in both penalties, lam in neither.",
)
def squared(lam):
    return lam**2 / 2


@KERAS_L2_FROM_LAM.misconception(
    "root",
    hint="Neither penalty has a square root: compare the factors in front of w^2.",
)
def root(lam):
    return (lam / 2) ** 0.5


@KERAS_L2_FROM_LAM.misconception(
    "inverse",
    hint="Larger lam, larger c: 1/lam is how C of scikit-learn works.",
)
def inverse(lam):
    return 1 / (2 * lam)


@KERAS_L2_FROM_LAM.misconception(
    "divided by four",
    hint="You halve twice. One factor 1/2 makes the two penalties equal.",
)
def quartered(lam):
    return lam / 4


@KERAS_L2_FROM_LAM.misconception(
    "whole-number division",
    hint="// drops what is behind the point. Use /.",
)
def floored(lam):
    return lam // 2


@KERAS_L2_FROM_LAM.misconception(
    "a constant",
    hint="c must depend on lam: yours is 0.5 for each.",
)
def constant(lam):
    return 0.5


@KERAS_L2_FROM_LAM.misconception(
    "divided by the number of rows",
    hint="You divide by the number of rows. Keras averages the cross-entropy as we do: no n "
    "comes in.",
)
def per_row(lam):
    return lam / 200


@KERAS_L2_FROM_LAM.misconception(
    "halved and divided by the number of rows",
    hint="The 1/2 is right, the number of rows is not: Keras averages the cross-entropy as we do.",
)
def half_per_row(lam):
    return lam / 400
