"""The grader's side of a sandbox: what it holds, how it is started and asked."""
