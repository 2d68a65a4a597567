"""Side-by-side comparisons with other libraries: ``make bench``, read docs/benchmarks.md."""
