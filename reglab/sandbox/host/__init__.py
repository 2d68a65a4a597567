"""The grader's side of a sandbox: it prepares the contents, starts the sandbox and asks it."""
