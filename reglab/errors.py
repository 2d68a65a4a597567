"""The one class that all errors of a user's making derive from."""


class UserError(Exception):
    """What the user gave cannot be used; the text is one clear line that says so.

    The command line shows that line and ends with status 2; every other
    exception is a fault of ours and keeps its traceback.
    """
