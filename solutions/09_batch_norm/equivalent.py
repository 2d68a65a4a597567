"""Small changes of correct answers to lesson 09 that are still correct, with the reasons."""

from reglab.checks.authoring.equivalent import equivalent

# What the reference does beyond the exercise: lists, single precision, many networks at once, and a
# constant column with eps = 0.
ARRAYS = "the exercise passes arrays of float64 and whole numbers, which need no conversion"
NO_AXIS = "the exercise has no axis before the batch"
CONSTANT = "with eps above 0, or columns that vary, as in the exercise, no root is 0 or below"

COLUMNS = (
    "_columns: values = np.asarray(values)  ->  pass",
    "_columns: values = np.asarray(values)  ->  values = np.array(values)",
    "_columns: values = np.asarray(values)  ->  values = values",
    "_columns: return values.astype(x.dtype, copy=False)  ->  return values",
    "_columns: return values.astype(x.dtype, copy=False)  ->  return values.astype(x.dtype)",
    "_columns: return values.astype(x.dtype, copy=False)  ->  "
    "return values.astype(x.dtype, copy=True)",
    "bn_forward: gamma, beta = (_columns(gamma, x, 'gamma'), _columns(beta, x, 'beta'))  ->  pass",
)
STATE_COLUMNS = (
    'bn_forward: mean, var = (_columns(mean, x, "state\'s mean"), '
    '_columns(var, x, "state\'s var"))  ->  pass'
)
FLOATS = "x = x if x.dtype in (np.float32, np.float64) else x.astype(np.float64)"
ROOTS = "root == 1, 1", "root == -1, 1", "root == 0, 2", "root == 0, 0"

# --- 9.1 ---------------------------------------------------------------------

equivalent(
    "batch_norm.bn_forward",
    ARRAYS,
    "bn_forward: x = np.asarray(x)  ->  pass",
    "bn_forward: x = np.asarray(x)  ->  x = np.array(x)",
    "bn_forward: x = np.asarray(x)  ->  x = x",
    f"bn_forward: {FLOATS}  ->  x = x.astype(np.float64)",
    STATE_COLUMNS,
    *COLUMNS,
)
equivalent(
    "batch_norm.bn_forward",
    NO_AXIS,
    "bn_forward: shape = x.shape[:-2] + x.shape[-1:]  ->  shape = x.shape[:-3] + x.shape[-1:]",
    "bn_forward: shape = x.shape[:-2] + x.shape[-1:]  ->  shape = x.shape[:-2] + x.shape[1:]",
)
ROOT = "_forward: x_hat /= np.where({}, root)[..., None, :]"
equivalent(
    "batch_norm.bn_forward",
    CONSTANT,
    *(f"{ROOT.format('root == 0, 1')}  ->  {ROOT[10:].format(other)}" for other in ROOTS),
)
DEVIATIONS = "var = np.einsum('ij,ij->j', {}, {}) / m"
equivalent(
    "batch_norm.bn_forward",
    "the deviations from the mean sum to 0, so a constant in the other factor changes nothing",
    *(
        f"by_einsum: {DEVIATIONS.format('x - mean', 'x - mean')}  ->  {DEVIATIONS.format(*other)}"
        for other in (
            ("x + mean", "x - mean"),
            ("x", "x - mean"),
            ("x - mean", "x + mean"),
            ("x - mean", "x"),
        )
    ),
)
START = "old_mean, old_var = (0.0 * gamma, 1.0 {} 0.0 * gamma) if state is None else state"
equivalent(
    "batch_norm.bn_forward",
    "0 is added to the 1 or subtracted from it",
    f"column_by_column: {START.format('+')}  ->  {START.format('-')}",
)
equivalent(
    "batch_norm.bn_forward",
    "the order in memory does not change the values",
    "column_by_column: out = np.empty(x.shape, order='F')  ->  out = np.empty(x.shape)",
)

# --- 9.3 ---------------------------------------------------------------------

equivalent(
    "batch_norm.warmup_steps",
    "with tol = 1 the quotient of the logarithms is 0 as well",
    "warmup_steps: if tol >= 1 or momentum == 0:  ->  if tol > 1 or momentum == 0:",
    "by_numpy_logarithms: if momentum == 0 or tol >= 1:  ->  if momentum == 0 or tol > 1:",
)
equivalent(
    "batch_norm.warmup_steps",
    "the loop counts on from any number below the answer",
    "warmup_steps: steps = int(math.log(tol) / math.log(momentum))  ->  "
    "steps = int(tol / math.log(momentum))",
    "by_numpy_logarithms: t = np.int64(np.log2(tol) / np.log2(momentum))  ->  "
    "t = np.int64(np.log2(tol))",
)
equivalent(
    "batch_norm.warmup_steps",
    "NumPy's logarithm of 0 is -inf, so the quotient is 0, and the loop counts on to 1",
    "by_numpy_logarithms: if momentum == 0 or tol >= 1:  ->  if tol >= 1:",
    "by_numpy_logarithms: if momentum == 0 or tol >= 1:  ->  if momentum == 1 or tol >= 1:",
    "by_numpy_logarithms: if momentum == 0 or tol >= 1:  ->  if momentum == -1 or tol >= 1:",
)
equivalent(
    "batch_norm.warmup_steps",
    "the bisection needs any range that ends at or above the answer",
    "by_bisection: high = 1  ->  high = 2",
    "by_bisection: high *= 2  ->  high *= 3",
    "by_bisection: return bisect.bisect_left(range(high), True, key=enough)  ->  "
    "return bisect.bisect_left(range(high + 1), True, key=enough)",
)
