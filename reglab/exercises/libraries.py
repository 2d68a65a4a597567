"""What exercises forbid of large libraries, by the names that are written and those that run."""

__all__ = ["KERAS"]

# Calls are seen where functions are defined (keras.src, tensorflow.python), source text names
# where they are published. "keras.random" would also stand for np.random there.
KERAS = (
    *("keras.src", "keras.layers", "keras.ops", "keras.optimizers", "keras.regularizers"),
    *("tensorflow.python", "tensorflow.nn"),
)
