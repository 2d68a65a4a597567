"""What a user of an audit can correct."""

from reglab.errors import UserError

__all__ = ["AuditError"]


class AuditError(UserError):
    """A claim, a registration or a result cannot be used."""
