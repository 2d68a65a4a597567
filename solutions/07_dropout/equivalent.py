"""Small changes of the correct answers to lesson 07 that are still correct, with reasons."""

from reglab.checks.authoring.equivalent import equivalent

for name in ("dropout_forward", "dropout_backward", "vanilla_forward"):
    equivalent(
        f"dropout.{name}",
        "all inputs are arrays of floats, with a rate from 0 to 1",
        "_activations: x = np.asarray(x)  ->  pass",
        "_activations: x = np.asarray(x)  ->  x = np.array(x)",
        "_activations: x = np.asarray(x)  ->  x = x",
        "_activations: return x if x.dtype in (np.float32, np.float64) else x.astype(np.float64"
        ")"
        "  ->  return x",
        "_activations: return x if x.dtype in (np.float32, np.float64) else x.astype(np.float64"
        ")"
        "  ->  return x.astype(np.float64)",
        "_activations: return x if x.dtype in (np.float32, np.float64) else x.astype(np.float64"
        ")"
        "  ->  return x if x.dtype not in (np.float32, np.float64) else x.astype(np.float64)",
        "_activations: return x if x.dtype in (np.float32, np.float64) else x.astype(np.float64"
        ")"
        "  ->  return x if x.dtype in (np.float32, np.float64) else x",
    )

for name in ("dropout_forward", "vanilla_forward"):
    equivalent(
        f"dropout.{name}",
        "all inputs are arrays of floats, with a rate from 0 to 1",
        "_drawn: draws = np.asarray(uniform(rng, x.shape, x.dtype))"
        "  ->  draws = np.array(uniform(rng, x.shape, x.dtype))",
        "_drawn: draws = np.asarray(uniform(rng, x.shape, x.dtype))"
        "  ->  draws = uniform(rng, x.shape, x.dtype)",
        "_drawn: return (np.asarray(draws >= rate), draws)"
        "  ->  return (np.array(draws >= rate), draws)",
        "_drawn: return (np.asarray(draws >= rate), draws)  ->  return (draws >= rate, draws)",
    )

for name in ("dropout_forward", "dropout_backward"):
    equivalent(
        f"dropout.{name}",
        "only the memory that it needs differs",
        "_scaled: out = np.multiply(x, mask, out=np.empty(x.shape, x.dtype) if out is None else"
        " out)"
        "  ->  out = np.multiply(x, mask)",
        "_scaled: out = np.multiply(x, mask, out=np.empty(x.shape, x.dtype) if out is None else"
        " out)"
        "  ->  out = np.multiply(x, mask, out=np.empty(x.shape, x.dtype))",
        "_scaled: out = np.multiply(x, mask, out=np.empty(x.shape, x.dtype) if out is None else"
        " out)"
        "  ->  out = np.multiply(x, mask, out=out)",
        "_scaled: out = np.multiply(x, mask, out=np.empty(x.shape, x.dtype) if out is None else"
        " out)"
        "  ->  out = np.multiply(x, mask, out=np.empty(x.shape, x.dtype) if out is not None els"
        "e out)",
    )

for name in ("dropout_forward", "vanilla_forward"):
    equivalent(
        f"dropout.{name}",
        "a draw equals the rate with probability 0",
        "_drawn: return (np.asarray(draws >= rate), draws)"
        "  ->  return (np.asarray(draws > rate), draws)",
    )

for name in ("dropout_forward", "dropout_backward"):
    equivalent(
        f"dropout.{name}",
        "a factor of 1 changes nothing",
        "_scaled: if rate:  ->  if True:",
    )

equivalent(
    "dropout.dropout_forward",
    "all inputs are arrays of floats, with a rate from 0 to 1",
    "dropout_forward: x, rate = (_activations(x), check_number(rate, 'rate', least=0, below=1))"
    "  ->  pass",
)

equivalent(
    "dropout.dropout_forward",
    "only the memory that it needs differs",
    "dropout_forward: return (x.copy(), np.ones(x.shape, dtype=bool))"
    "  ->  return (x, np.ones(x.shape, dtype=bool))",
    "dropout_forward: return (_scaled(x, mask, rate, out=scratch), mask)"
    "  ->  return (_scaled(x, mask, rate), mask)",
    "by_choice_in_fortran_order: out = np.zeros(x.shape, order='F')  ->  out = np.zeros(x.shape)",
)

equivalent(
    "dropout.dropout_forward",
    "a draw equals the rate with probability 0",
    "from_a_draw_made_in_any_case: mask = rng.uniform(0.0, 1.0, x.shape) > rate"
    "  ->  mask = rng.uniform(0.0, 1.0, x.shape) >= rate",
    "entry_by_entry: if rng.random() < rate:  ->  if rng.random() <= rate:",
    "from_a_spawned_generator: mask = child.random(x.shape) < 1 - rate * bool(training)"
    "  ->  mask = child.random(x.shape) <= 1 - rate * bool(training)",
)

equivalent(
    "dropout.dropout_forward",
    "True counts as 1",
    "from_a_spawned_generator: mask = child.random(x.shape) < 1 - rate * bool(training)"
    "  ->  mask = child.random(x.shape) < 1 - rate * training",
    "from_a_spawned_generator: return (x * (mask / (1 - rate * bool(training))), mask)"
    "  ->  return (x * (mask / (1 - rate * training)), mask)",
)

equivalent(
    "dropout.dropout_backward",
    "all inputs are arrays of floats, with a rate from 0 to 1",
    "dropout_backward: dout, rate = (_activations(dout, 'dout'), check_number(rate, 'rate', lea"
    "st=0, below=1))"
    "  ->  pass",
    "dropout_backward: mask = np.asarray(mask)  ->  pass",
    "dropout_backward: mask = np.asarray(mask)  ->  mask = np.array(mask)",
    "dropout_backward: mask = np.asarray(mask)  ->  mask = mask",
    "numbers_instead_of_a_mask: return np.multiply(dout, np.asfortranarray(mask).astype(float))"
    " / (1.0 - rate)"
    "  ->  return np.multiply(dout, np.asfortranarray(mask)) / (1.0 - rate)",
)

equivalent(
    "dropout.vanilla_forward",
    "all inputs are arrays of floats, with a rate from 0 to 1",
    "vanilla_forward: x, rate = (_activations(x), check_number(rate, 'rate', least=0, below=1))"
    "  ->  pass",
    "vanilla_predict: x, rate = (_activations(x), check_number(rate, 'rate', least=0, below=1))"
    "  ->  pass",
    "vanilla_predict: return np.asarray(x * (1 - rate))  ->  return np.array(x * (1 - rate))",
    "vanilla_predict: return np.asarray(x * (1 - rate))  ->  return x * (1 - rate)",
)

equivalent(
    "dropout.vanilla_forward",
    "only the memory that it needs differs",
    "vanilla_forward: return (np.multiply(x, mask, out=scratch), mask)"
    "  ->  return (np.multiply(x, mask), mask)",
)

equivalent(
    "dropout.vanilla_forward",
    "a draw equals the rate with probability 0",
    "vanilla_by_where: mask = rng.random(size=x.shape) > rate"
    "  ->  mask = rng.random(size=x.shape) >= rate",
)

equivalent(
    "dropout.exact_mask_average",
    "all inputs are arrays of floats, with a rate from 0 to 1",
    "exact_mask_average: x, rate = (np.asarray(x), check_number(rate, 'rate', least=0, below=1)"
    ")"
    "  ->  pass",
    "exact_mask_average: x, rate = (np.asarray(x), check_number(rate, 'rate', least=0, below=1)"
    ")"
    "  ->  x, rate = (np.array(x), check_number(rate, 'rate', least=0, below=1))",
    "exact_mask_average: x, rate = (np.asarray(x), check_number(rate, 'rate', least=0, below=1)"
    ")"
    "  ->  x, rate = (x, check_number(rate, 'rate', least=0, below=1))",
    "exact_mask_average: x = x.astype(np.float64)  ->  pass",
    "exact_mask_average: x = x.astype(np.float64)  ->  x = x",
    "exact_mask_average: value = np.asarray(f(np.where(mask, x / (1 - rate), 0.0)), dtype=np.fl"
    "oat64)"
    "  ->  value = np.array(f(np.where(mask, x / (1 - rate), 0.0)), dtype=np.float64)",
    "exact_mask_average: value = np.asarray(f(np.where(mask, x / (1 - rate), 0.0)), dtype=np.fl"
    "oat64)"
    "  ->  value = np.asarray(f(np.where(mask, x / (1 - rate), 0.0)))",
    "by_bits: values.append(p * np.asarray(f(mask * x / (1 - rate))))"
    "  ->  values.append(p * np.array(f(mask * x / (1 - rate))))",
    "by_bits: values.append(p * np.asarray(f(mask * x / (1 - rate))))"
    "  ->  values.append(p * f(mask * x / (1 - rate)))",
)

equivalent(
    "dropout.exact_mask_average",
    "a number is read as it is, in a float or in an array without axes",
    "exact_mask_average: kept = int(mask.sum())  ->  kept = mask.sum()",
    "exact_mask_average: return float(total) if total.ndim == 0 else total  ->  return total",
    "exact_mask_average: return float(total) if total.ndim == 0 else total"
    "  ->  return float(total) if total.ndim == -1 else total",
    "exact_mask_average: return float(total) if total.ndim == 0 else total"
    "  ->  return total if total.ndim == 0 else total",
)

equivalent(
    "dropout.exact_mask_average",
    "a mask of probability 0 adds 0 to the sum",
    "exact_mask_average: if probability == 0:  ->  if False:",
    "exact_mask_average: if probability == 0:  ->  if probability == -1:",
    "exact_mask_average: continue  ->  pass",
)

equivalent(
    "dropout.exact_mask_average",
    "a list of numbers times an array is read as an array",
    "by_bits: mask = np.array([number >> j & 1 for j in range(d)])"
    "  ->  mask = [number >> j & 1 for j in range(d)]",
)

equivalent(
    "dropout.exact_mask_average",
    "there are no masks with more kept units than there are units",
    "by_subsets: for kept in range(d + 1):  ->  for kept in range(d + 1 + 1):",
    "by_subsets: for kept in range(d + 1):  ->  for kept in range(d + 2):",
)

equivalent(
    "dropout.mc_predict",
    "all inputs are arrays of floats, with a rate from 0 to 1",
    "mc_predict: p = np.asarray(net(X, training=True, rng=rng), dtype=np.float64)"
    "  ->  p = np.array(net(X, training=True, rng=rng), dtype=np.float64)",
    "mc_predict: p = np.asarray(net(X, training=True, rng=rng), dtype=np.float64)"
    "  ->  p = net(X, training=True, rng=rng)",
    "mc_predict: p = np.asarray(net(X, training=True, rng=rng), dtype=np.float64)"
    "  ->  p = np.asarray(net(X, training=True, rng=rng))",
)

equivalent(
    "dropout.mc_predict",
    "rounding leaves no negative variance in these passes",
    "by_two_sums: return (mean, np.sqrt(np.maximum(squares / n_samples - mean ** 2, 0)))"
    "  ->  return (mean, np.sqrt(np.maximum(squares / n_samples - mean ** 2, -1)))",
)
