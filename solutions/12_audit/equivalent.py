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

equivalent(
    "audit.verdict",
    "NumPy divides a list by one of its numbers",
    "with_p_values: t = np.array([d.mean() + margin, margin - d.mean(), d.mean(), -d.mean()])"
    " / error"
    "  ->  t = [d.mean() + margin, margin - d.mean(), d.mean(), -d.mean()] / error",
)

equivalent(
    "audit.verdict",
    "no p-value is exactly 0.05 or 0.025",
    "with_p_values: if p[0] < 0.05 and p[1] < 0.05:  ->  if p[0] <= 0.05 and p[1] < 0.05:",
    "with_p_values: if p[0] < 0.05 and p[1] < 0.05:  ->  if p[0] < 0.05 and p[1] <= 0.05:",
    "with_p_values: if p[2] < 0.025:  ->  if p[2] <= 0.025:",
    "with_p_values: return 'hurts' if p[3] < 0.025 else 'unclear'"
    "  ->  return 'hurts' if p[3] <= 0.025 else 'unclear'",
)

equivalent(
    "audit.verdict",
    "an end of an interval is 0 only where all differences are 0, which the first rule is for",
    "all_rules_in_a_table: rules = {'equivalent': min(low90 + margin, margin - high90) > 0, '"
    "helps': low95 > 0, 'hurts': high95 < 0, 'unclear': True}"
    "  ->  rules = {'equivalent': min(low90 + margin, margin - high90) > 0, 'helps': low95 >="
    " 0, 'hurts': high95 < 0, 'unclear': True}",
    "all_rules_in_a_table: rules = {'equivalent': min(low90 + margin, margin - high90) > 0, '"
    "helps': low95 > 0, 'hurts': high95 < 0, 'unclear': True}"
    "  ->  rules = {'equivalent': min(low90 + margin, margin - high90) > 0, 'helps': low95 > "
    "0, 'hurts': high95 <= 0, 'unclear': True}",
)

equivalent(
    "audit.seeds_needed",
    "the power of one seed is nan, which is never enough",
    "smallest: for n in range(2, 200):  ->  for n in range(1, 200):",
    "one_after_the_other: for n in range(2, 100):  ->  for n in range(1, 100):",
)

equivalent(
    "audit.seeds_needed",
    "no case needs so many seeds",
    "smallest: for n in range(2, 200):  ->  for n in range(2, 201):",
    "smallest: for n in range(2, 200):  ->  for n in range(2, 199):",
    "one_after_the_other: for n in range(2, 100):  ->  for n in range(2, 101):",
    "one_after_the_other: for n in range(2, 100):  ->  for n in range(2, 99):",
    "with_an_integral: for n in range(2, 100):  ->  for n in range(2, 101):",
    "with_an_integral: for n in range(2, 100):  ->  for n in range(2, 99):",
    "all_numbers_at_once: n = np.arange(2, 70)[:, None]  ->  n = np.arange(2, 71)[:, None]",
    "all_numbers_at_once: n = np.arange(2, 70)[:, None]  ->  n = np.arange(2, 69)[:, None]",
)

equivalent(
    "audit.seeds_needed",
    "no case has a power that is exactly the one asked for",
    "smallest: if _power(n, sd / margin) >= power:  ->  if _power(n, sd / margin) > power:",
    "one_after_the_other: if p.mean() >= power:  ->  if p.mean() > power:",
    "with_an_integral: if integrate.quad(integrand, 0, r * math.sqrt(k) / t)[0] >= power:"
    "  ->  if integrate.quad(integrand, 0, r * math.sqrt(k) / t)[0] > power:",
    "all_numbers_at_once: return 2 + np.argmax(p >= power)  ->  return 2 + np.argmax(p > power)",
)

equivalent(
    "audit.seeds_needed",
    "other values of s, and the mean is still accurate enough",
    "one_after_the_other: shares = (np.arange(500) + 0.5) / 500  ->  shares = np.arange(500) / 500",
    "one_after_the_other: shares = (np.arange(500) + 0.5) / 500"
    "  ->  shares = (np.arange(499) + 0.5) / 500",
    "one_after_the_other: shares = (np.arange(500) + 0.5) / 500"
    "  ->  shares = (np.arange(500) + 1.0) / 500",
    "one_after_the_other: shares = (np.arange(500) + 0.5) / 500"
    "  ->  shares = (np.arange(500) + 0.25) / 500",
    "one_after_the_other: shares = (np.arange(500) + 0.5) / 500"
    "  ->  shares = (np.arange(500) + 0.5) / 501",
    "all_numbers_at_once: q = 2 * special.gammaincinv((n - 1) / 2, (np.arange(800) + 0.5) / 8"
    "00)"
    "  ->  q = 2 * special.gammaincinv((n - 1) / 2, np.arange(800) / 800)",
    "all_numbers_at_once: q = 2 * special.gammaincinv((n - 1) / 2, (np.arange(800) + 0.5) / 8"
    "00)"
    "  ->  q = 2 * special.gammaincinv((n - 1) / 2, (np.arange(799) + 0.5) / 800)",
    "all_numbers_at_once: q = 2 * special.gammaincinv((n - 1) / 2, (np.arange(800) + 0.5) / 8"
    "00)"
    "  ->  q = 2 * special.gammaincinv((n - 1) / 2, (np.arange(800) + 1.0) / 800)",
    "all_numbers_at_once: q = 2 * special.gammaincinv((n - 1) / 2, (np.arange(800) + 0.5) / 8"
    "00)"
    "  ->  q = 2 * special.gammaincinv((n - 1) / 2, (np.arange(800) + 0.25) / 800)",
    "all_numbers_at_once: q = 2 * special.gammaincinv((n - 1) / 2, (np.arange(800) + 0.5) / 8"
    "00)"
    "  ->  q = 2 * special.gammaincinv((n - 1) / 2, (np.arange(800) + 0.5) / 801)",
)
