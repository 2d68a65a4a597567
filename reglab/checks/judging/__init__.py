"""The grader's side: from evidence to verdicts, known mistakes and reports."""
