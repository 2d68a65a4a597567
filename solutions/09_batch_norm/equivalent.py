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

# --- 9.2 ---------------------------------------------------------------------

DOUT = "bn_backward: dout = dout.astype(cache[0].dtype, copy=False)"
equivalent(
    "batch_norm.bn_backward",
    ARRAYS,
    "bn_backward: dout = np.asarray(dout)  ->  pass",
    "bn_backward: dout = np.asarray(dout)  ->  dout = np.array(dout)",
    "bn_backward: dout = np.asarray(dout)  ->  dout = dout",
    f"{DOUT}  ->  pass",
    f"{DOUT}  ->  dout = dout",
    f"{DOUT}  ->  dout = dout.astype(cache[0].dtype)",
    f"{DOUT}  ->  dout = dout.astype(cache[1].dtype, copy=False)",
    f"{DOUT}  ->  dout = dout.astype(cache[0].dtype, copy=True)",
    "bn_forward: x = np.asarray(x)  ->  pass",
    "bn_forward: x = np.asarray(x)  ->  x = np.array(x)",
    "bn_forward: x = np.asarray(x)  ->  x = x",
    f"bn_forward: {FLOATS}  ->  pass",
    f"bn_forward: {FLOATS}  ->  x = x",
    f"bn_forward: {FLOATS}  ->  x = x.astype(np.float64)",
    f"bn_forward: {FLOATS}  ->  {FLOATS.replace(' in ', ' not in ')}",
    f"bn_forward: {FLOATS}  ->  {FLOATS.removesuffix('.astype(np.float64)')}",
    *COLUMNS,
)
SLOPE = "slope = (gamma / np.where({}, root))[..., None, :]"
equivalent(
    "batch_norm.bn_backward",
    CONSTANT,
    *(f"{ROOT.format('root == 0, 1')}  ->  {ROOT[10:].format(other)}" for other in ROOTS),
    *(f"_to_inputs: {SLOPE.format('root == 0, 1')}  ->  {SLOPE.format(other)}" for other in ROOTS),
)
equivalent(
    "batch_norm.bn_backward",
    "the exercise asks for the gradients of a step in training",
    "_to_inputs: if batch is None:  ->  if False:",
    "_to_inputs: return slope * dout  ->  return slope / dout",
    "_to_inputs: return slope * dout  ->  return slope",
)
MOVED = "{0} = momentum * {0} + (1 - momentum) * batch_{0}"
OTHERWISE_MOVED = (
    "pass",
    "{0} = momentum * {0} - (1 - momentum) * batch_{0}",
    "{0} = momentum * {0}",
    "{0} = momentum / {0} + (1 - momentum) * batch_{0}",
    "{0} = momentum + (1 - momentum) * batch_{0}",
    "{0} = momentum * {0} + (1 - momentum) / batch_{0}",
    "{0} = momentum * {0} + (1 - momentum)",
    "{0} = momentum * {0} + (1 + momentum) * batch_{0}",
    "{0} = momentum * {0} + 1 * batch_{0}",
    "{0} = momentum * {0} + (2 - momentum) * batch_{0}",
    "{0} = momentum * {0} + (0 - momentum) * batch_{0}",
)
FORWARD = "def bn_forward(x, gamma, beta, state, *, training, momentum={}, eps={}):"
equivalent(
    "batch_norm.bn_backward",
    "the state, the defaults and inference have no influence on the gradients; 9.1 asks for them",
    *(
        f"bn_forward: {FORWARD.format('0.9', '1e-05')}  ->  {FORWARD.format(*other)}"
        for other in (("0.45", "1e-05"), ("0.9", "2e-05"), ("0.9", "5e-06"))
    ),
    *(
        f"bn_forward: {MOVED.format(name)}  ->  {other.format(name)}"
        for name in ("mean", "var")
        for other in OTHERWISE_MOVED
    ),
    STATE_COLUMNS,
    "bn_forward: if state is None:  ->  if True:",
    "bn_forward: shape = x.shape[:-2] + x.shape[-1:]  ->  shape = x.shape[:-3] + x.shape[-1:]",
    "bn_forward: shape = x.shape[:-2] + x.shape[-1:]  ->  shape = x.shape[:-2] + x.shape[1:]",
    "bn_forward: out, cache = _forward(x, gamma, beta, None if training else (mean, var), eps)"
    "  ->  out, cache = _forward(x, gamma, beta, None, eps)",
    "bn_forward: if training:  ->  if False:",
    "bn_forward: if training:  ->  if True:",
    "_forward: if state is None:  ->  if True:",
    "_forward: (mean, var), batch = (state, None)  ->  pass",
    "_forward: x_hat = x - mean[..., None, :]  ->  pass (2)",
    "_forward: x_hat = x - mean[..., None, :]  ->  x_hat = x + mean[..., None, :] (2)",
    "_forward: x_hat = x - mean[..., None, :]  ->  x_hat = x (2)",
)
equivalent(
    "batch_norm.bn_backward",
    "these are known mistakes of 9.1, which do not cost a second time, and the gradients fit them",
    "_forward: var = np.square(x_hat).mean(axis=-2)  ->  var = np.square(x_hat).sum(axis=-2)",
    "_forward: root = np.sqrt(var + eps)  ->  root = np.sqrt(var)",
    "_forward: root = np.sqrt(var + eps)  ->  root = var + eps",
    "_forward: out = x_hat * gamma[..., None, :]  ->  out = x_hat / gamma[..., None, :]",
    "_forward: out += beta[..., None, :]  ->  out -= beta[..., None, :]",
    "_forward: out += beta[..., None, :]  ->  pass",
)
equivalent(
    "batch_norm.bn_backward",
    "the order in memory does not change the values",
    "by_the_jacobian: dx = np.zeros((m, d), order='F')  ->  dx = np.zeros((m, d))",
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

# --- 9.4 ---------------------------------------------------------------------

TAKEN = "recalibrate_bn: X, batch_size = ({}, check_count(batch_size, 'batch_size'))"
equivalent(
    "batch_norm.recalibrate_bn",
    ARRAYS,
    f"{TAKEN.format('np.asarray(X)')}  ->  pass",
    f"{TAKEN.format('np.asarray(X)')}  ->  {TAKEN[16:].format('np.array(X)')}",
    f"{TAKEN.format('np.asarray(X)')}  ->  {TAKEN[16:].format('X')}",
    "recalibrate_bn: totals[name] = totals[name] + part.shape[-2] / n * value.astype(np.float64)"
    "  ->  totals[name] = totals[name] + part.shape[-2] / n * value",
)
ROWS = "n = X.shape[-2] if X.ndim > 1 else 0"
BEGINS = "for begin in range(0, max(n, {}), batch_size):"
equivalent(
    "batch_norm.recalibrate_bn",
    "the exercise has two or more rows; without any, the network refuses them",
    f"recalibrate_bn: {ROWS}  ->  n = X.shape[-2]",
    f"recalibrate_bn: {ROWS}  ->  {ROWS.replace('> 1', '>= 1')}",
    f"recalibrate_bn: {ROWS}  ->  {ROWS.replace('> 1', '> 0')}",
    f"recalibrate_bn: {ROWS}  ->  {ROWS.replace('else 0', 'else 1')}",
    f"recalibrate_bn: {ROWS}  ->  {ROWS.replace('else 0', 'else -1')}",
    f"recalibrate_bn: {BEGINS.format(1)}  ->  {BEGINS.format(2)}",
    f"recalibrate_bn: {BEGINS.format(1)}  ->  {BEGINS.format(0)}",
    "recalibrate_bn: part = X[..., begin:begin + batch_size, :] if n else X  ->  "
    "part = X[..., begin:begin + batch_size, :]",
)
