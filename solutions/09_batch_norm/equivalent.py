"""Small changes of correct answers to lesson 09 that are still correct, with the reasons."""

from reglab.checks.authoring.equivalent import equivalent

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
