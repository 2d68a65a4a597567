"""What runs inside the sandbox, beside student code: it decides nothing and knows no answer.

`warm` is the process that waits there with all libraries loaded and forks one
child for each submission; `session` is what such a child does. Nothing here
imports grading, judges, banks or references: none of them exists in the
sandbox.
"""
