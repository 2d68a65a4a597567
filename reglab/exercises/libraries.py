"""Names in large libraries to forbid: the public ones and those of the modules that run."""

__all__ = ["KERAS"]

# A call is recorded under the module that defines the function (keras.src, tensorflow.python), and
# the source text uses the public name. "keras.random" is left out: it would also match np.random.
KERAS = (
    *("keras.src", "keras.layers", "keras.ops", "keras.optimizers", "keras.regularizers"),
    *("tensorflow.python", "tensorflow.nn"),
)
