"""The base class of all errors that a user can correct."""


class UserError(Exception):
    """Input from the user cannot be used; the message is one line that explains why.

    The command line shows this line and ends with status 2. Any other exception is a bug in reglab
    and keeps its traceback.
    """
