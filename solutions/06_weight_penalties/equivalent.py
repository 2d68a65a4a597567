"""Small changes of correct answers to lesson 06 that leave them correct."""

from reglab.checks.authoring.equivalent import equivalent

for name in ("penalty", "penalty_grad", "prox_l1"):
    equivalent(
        f"weight_penalties.{name}",
        "arguments of the checks are NumPy arrays, and arithmetic with floats makes floats",
        "_floats: value = np.asarray(value)  ->  pass",
        "_floats: value = np.asarray(value)  ->  value = np.array(value)",
        "_floats: value = np.asarray(value)  ->  value = value",
        "_floats: return value if value.dtype.kind == 'f' else value.astype(np.float64)"
        "  ->  return value",
        "_floats: return value if value.dtype.kind == 'f' else value.astype(np.float64)"
        "  ->  return value.astype(np.float64)",
        "_floats: return value if value.dtype.kind == 'f' else value.astype(np.float64)"
        "  ->  return value if value.dtype.kind != 'f' else value.astype(np.float64)",
        "_floats: return value if value.dtype.kind == 'f' else value.astype(np.float64)"
        "  ->  return value if value.dtype.kind == 'f' else value",
    )

equivalent(
    "weight_penalties.penalty",
    "a Python float and a NumPy number are both numbers",
    "penalty: return float(total) if total.ndim == 0 else total  ->  return float(total)",
    "penalty: return float(total) if total.ndim == 0 else total  ->  return total",
    "penalty: return float(total) if total.ndim == 0 else total"
    "  ->  return float(total) if total.ndim != 0 else total",
    "penalty: return float(total) if total.ndim == 0 else total"
    "  ->  return float(total) if total.ndim == 1 else total",
    "penalty: return float(total) if total.ndim == 0 else total"
    "  ->  return float(total) if total.ndim == -1 else total",
    "penalty: return float(total) if total.ndim == 0 else total"
    "  ->  return total if total.ndim == 0 else total",
)

equivalent(
    "weight_penalties.penalty",
    "the axes are for stacks of networks; the arrays of the checks are matrices",
    "_one_kernel: axes = (-2, -1)  ->  axes = (-2, 1)",
    "_one_kernel: return l1 * np.sum(np.abs(W), axis=axes) + l2 / 2 * np.sum(np.square(W), axis"
    "=axes)"
    "  ->  return l1 * np.sum(np.abs(W)) + l2 / 2 * np.sum(np.square(W), axis=axes)",
    "_one_kernel: return l1 * np.sum(np.abs(W), axis=axes) + l2 / 2 * np.sum(np.square(W), axis"
    "=axes)"
    "  ->  return l1 * np.sum(np.abs(W), axis=axes) + l2 / 2 * np.sum(np.square(W))",
)

equivalent(
    "weight_penalties.penalty",
    "the order of the weights does not change a sum",
    "all_in_one_vector: w = np.concatenate([W.ravel(order='F') for name, W in params.items() if"
    " name.startswith('W')])"
    "  ->  w = np.concatenate([W.ravel() for name, W in params.items() if name.startswith('W')]"
    ")",
    "frobenius: weights = [params[name] for name in sorted(params) if name.startswith('W')]"
    "  ->  weights = [params[name] for name in params if name.startswith('W')]",
)

equivalent(
    "weight_penalties.penalty",
    "a Python float, a NumPy number and an array of shape () are all numbers",
    "two_loops_over_entries: return float(total)  ->  return total",
    "frobenius: return np.array(sum((l1 * np.sum(W * np.sign(W)) + l2 / 2 * np.linalg.norm(W) *"
    "* 2 for W in weights)))"
    "  ->  return sum((l1 * np.sum(W * np.sign(W)) + l2 / 2 * np.linalg.norm(W) ** 2 for W in w"
    "eights))",
)

equivalent(
    "weight_penalties.penalty_grad",
    "the array holds zeros before the first part is added",
    "filled_step_by_step: grads[name] += l1 * np.sign(value)"
    "  ->  grads[name] = l1 * np.sign(value)",
)

equivalent(
    "weight_penalties.penalty_grad",
    "True and False multiply like 1 and 0",
    "by_strength: on = float(name.startswith('W'))  ->  on = name.startswith('W')",
)

equivalent(
    "weight_penalties.penalty_grad",
    "times 1 and divided by 1 are the same",
    "by_strength: grads[name] = on * (l1 * ((value > 0) * 1.0 - (value < 0)) + l2 * value)"
    "  ->  grads[name] = on * (l1 * ((value > 0) / 1.0 - (value < 0)) + l2 * value)",
)

equivalent(
    "weight_penalties.adam_step",
    "the arguments are arrays of one shape already",
    "adam_step: p, g = _pair(p, g)  ->  pass",
)

equivalent(
    "weight_penalties.adam_step",
    "the arguments are checked and not changed",
    "adam_step: beta1, beta2 = (check_number(b, n, least=0, below=1) for b, n in ((beta1, 'beta"
    "1'), (beta2, 'beta2')))"
    "  ->  pass",
)

equivalent(
    "weight_penalties.adam_step",
    "arguments of the checks are NumPy arrays, and arithmetic with floats makes floats",
    "_pair: p = np.asarray(p)  ->  pass",
    "_pair: p = np.asarray(p)  ->  p = np.array(p)",
    "_pair: p = np.asarray(p)  ->  p = p",
    "_pair: p = p if p.dtype.kind == 'f' else p.astype(np.float64)  ->  pass",
    "_pair: p = p if p.dtype.kind == 'f' else p.astype(np.float64)  ->  p = p",
    "_pair: p = p if p.dtype.kind == 'f' else p.astype(np.float64)  ->  p = p.astype(np.float64)",
    "_pair: p = p if p.dtype.kind == 'f' else p.astype(np.float64)"
    "  ->  p = p if p.dtype.kind != 'f' else p.astype(np.float64)",
    "_pair: p = p if p.dtype.kind == 'f' else p.astype(np.float64)"
    "  ->  p = p if p.dtype.kind == 'f' else p",
    "_like: array = np.asarray(array)  ->  pass",
    "_like: array = np.asarray(array)  ->  array = np.array(array)",
    "_like: array = np.asarray(array)  ->  array = array",
    "_like: return array.astype(p.dtype, copy=False)  ->  return array",
    "_like: return array.astype(p.dtype, copy=False)  ->  return array.astype(p.dtype)",
    "_like: return array.astype(p.dtype, copy=False)  ->  return array.astype(p.dtype, copy=True)",
)

equivalent(
    "weight_penalties.adam_step",
    "a number 0 becomes an array of zeros in the first step",
    "state_as_an_object: old = Moments(0 * p, 0 * p, 0) if state is None else state"
    "  ->  old = Moments(0, 0 * p, 0) if state is None else state",
    "state_as_an_object: old = Moments(0 * p, 0 * p, 0) if state is None else state"
    "  ->  old = Moments(0 * p, 0, 0) if state is None else state",
)

equivalent(
    "weight_penalties.adam_step",
    "NumPy takes any negative size as the one to compute",
    "all_gradients_kept: ages = np.arange(t)[::-1].reshape((-1,) + (1,) * p.ndim)"
    "  ->  ages = np.arange(t)[::-1].reshape((-2,) + (1,) * p.ndim)",
)

equivalent(
    "weight_penalties.adam_step",
    "NumPy makes an array of a list in a product with an array",
    "all_gradients_kept: m = np.sum(0.1 * 0.9 ** ages * np.array(seen), axis=0) / (1 - 0.9 ** t"
    ")"
    "  ->  m = np.sum(0.1 * 0.9 ** ages * seen, axis=0) / (1 - 0.9 ** t)",
)

equivalent(
    "weight_penalties.prox_l1",
    "the arguments are arrays and valid numbers already",
    "prox_l1: W, t = (_floats(W, 'W'), check_number(t, 't', least=0))  ->  pass",
)

equivalent(
    "weight_penalties.prox_l1",
    "a weight equal to t or -t becomes 0 either way",
    "entry_by_entry: if w > t:  ->  if w >= t:",
    "entry_by_entry: elif w < -t:  ->  elif w <= -t:",
)

equivalent(
    "weight_penalties.build_mlp",
    "the name of an input is free",
    "functional: inputs = keras.Input(shape=(64,), name='pixels')"
    "  ->  inputs = keras.Input(shape=(64,))",
)

equivalent(
    "weight_penalties.build_mlp",
    "whether the model is compiled does not matter",
    "compiled: model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])"
    "  ->  pass",
    "compiled: model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])"
    "  ->  model.compile('adam', 'sparse_categorical_crossentropy')",
)

equivalent(
    "weight_penalties.build_mlp",
    "the number of rows in the call that makes the weights is free",
    "a_class_of_its_own: model(keras.ops.zeros((1, 64)))  ->  model(keras.ops.zeros((2, 64)))",
    "a_class_of_its_own: model(keras.ops.zeros((1, 64)))  ->  model(keras.ops.zeros((0, 64)))",
)
