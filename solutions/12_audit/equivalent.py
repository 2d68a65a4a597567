"""Small changes of correct answers to lesson 12 that are still correct."""

from reglab.checks.authoring.equivalent import equivalent

# --- 12.1 to 12.5 ------------------------------------------------------------

equivalent(
    "audit.paired_ci",
    "a NumPy number is a number as well",
    "paired_ci: return (float(d.mean()), float(d.mean() - half), float(d.mean() + half))"
    "  ->  return (d.mean(), float(d.mean() - half), float(d.mean() + half))",
    "paired_ci: return (float(d.mean()), float(d.mean() - half), float(d.mean() + half))"
    "  ->  return (float(d.mean()), d.mean() - half, float(d.mean() + half))",
    "paired_ci: return (float(d.mean()), float(d.mean() - half), float(d.mean() + half))"
    "  ->  return (float(d.mean()), float(d.mean() - half), d.mean() + half)",
)

equivalent(
    "audit.tost",
    "a NumPy number is a number as well",
    "tost: return float(max(above, below))  ->  return max(above, below)",
)

equivalent(
    "audit.holm",
    "p is an array already",
    "holm: p = np.asarray(p)  ->  pass",
    "holm: p = np.asarray(p)  ->  p = np.array(p)",
    "holm: p = np.asarray(p)  ->  p = p",
)

equivalent(
    "audit.holm",
    "equal p-values get the same adjusted value, in whichever order they are sorted",
    "holm: order = np.argsort(p, kind='stable')  ->  order = np.argsort(p)",
)

equivalent(
    "audit.verdict",
    "an end of an interval is 0 only where all differences are 0, and then the first rule fits",
    "verdict: if low > 0:  ->  if low >= 0:",
    "verdict: return 'hurts' if high < 0 else 'unclear'"
    "  ->  return 'hurts' if high <= 0 else 'unclear'",
)
