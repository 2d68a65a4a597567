"""Code that runs inside the sandbox, next to student code. It decides nothing and has no answers.

`fork_server` is the process that loads all libraries, waits, and forks one
child for each submission; `session` is what such a child does. No module here
imports grading, judges, known mistakes or references, because the sandbox contains
none of them.
"""
