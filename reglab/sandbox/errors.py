"""The error that is raised if a sandbox can't be used."""

from reglab.errors import UserError


class SandboxError(UserError):
    """A sandbox, or a process in it, does not start; the message is one line for the instructor."""
