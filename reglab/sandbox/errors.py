"""The error of a sandbox that can't be used."""

from reglab.errors import UserError


class SandboxError(UserError):
    """A sandbox does not start, or gives no process; the text is one line for the instructor."""
