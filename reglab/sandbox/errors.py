"""The error that is raised if a sandbox can't be used."""

from reglab.errors import UserError


class SandboxError(UserError):
    """A sandbox does not start or starts no process; the message is one line for the instructor."""
