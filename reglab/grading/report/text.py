"""Remove control characters from students' text; Jinja2's autoescape handles HTML."""

__all__ = ["name", "plain"]

NAME_LENGTH = 60
LONGEST = 500


def plain(text: object, longest: int = LONGEST) -> str:
    """Return a text without control characters and of limited length.

    Control characters, including those that reverse the direction of reading, and
    single surrogates are replaced by a replacement character; a line break is replaced
    by a space.

    Parameters
    ----------
    text : object
        Converted with ``str``.
    longest : int
        Longer texts are cut and end in an ellipsis.

    Returns
    -------
    str

    Examples
    --------
    >>> plain("one\\ntwo"), plain("abcdef", longest=4)
    ('one two', 'abc…')
    """
    text = str(text)
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text)


def name(text: object) -> str:
    """Return a name for a table; of a long one, the beginning and the end.

    Examples
    --------
    >>> name("ann"), len(name("ann" * 100))
    ('ann', 60)
    """
    text = str(text)
    if len(text) > NAME_LENGTH:
        text = f"{text[: NAME_LENGTH - 16]}…{text[-15:]}"
    return plain(text) if text.strip() else "(no name)"
