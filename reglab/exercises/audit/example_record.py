"""The record of a registered experiment, as `print(result.record())` shows it.

It is a plain text: if code of `reglab.compare` made it, that code would be hidden while the lesson
is graded, because what a reference calls is hidden.
"""

RECORD = (
    '{"registration": "b5af7c156674c410106323af7eaf4e2de50a46becccd47570c781235baf19d10", '
    '"plan": {"claim": "On wine, \\"ridge\\" is more accurate than least squares.", "metric": '
    '"accuracy", "margin": 0.01, "n_seeds": 5, "regimes": ["30 rows", "90 rows"], "primary": '
    '["ridge", "least squares"]}, "registered": 1700000000.0, "started": 1700000060.5, '
    '"finished": 1700000075.25, "candidates": {"least squares": 3, "ridge": 3, "neighbours": '
    '3}, "test_scores": {"least squares": 10, "ridge": 10, "neighbours": 10}, "test_reads": '
    '30, "scores": {"least squares": [[0.82, 0.85, 0.79, 0.88, 0.84], [0.94, 0.96, 0.95, '
    '0.97, 0.93]], "ridge": [[0.9, 0.91, 0.88, 0.93, 0.9], [0.96, 0.97, 0.95, 0.98, 0.96]], '
    '"neighbours": [[0.89, 0.93, 0.9, 0.92, 0.88], [0.95, 0.96, 0.97, 0.96, 0.94]]}}'
)
