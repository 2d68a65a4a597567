"""Text from students, made harmless to read; what HTML needs on top is Jinja2's autoescape."""

__all__ = ["name", "plain"]

NAME_LENGTH = 60
LONGEST = 500


def plain(text, longest=LONGEST):
    """Text in which nothing is hidden, turned round or endless.

    Control characters, among them those that reverse the direction of reading,
    and halves of characters become a replacement character; a line break becomes
    a space.

    Parameters
    ----------
    text : object
        Anything; its ``str`` is taken.
    longest : int
        What is longer is cut, and ends in an ellipsis.

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


def name(text):
    """A name as a table shows it: a long one keeps its beginning and its end.

    Examples
    --------
    >>> name("ann"), len(name("ann" * 100))
    ('ann', 60)
    """
    text = str(text)
    if len(text) > NAME_LENGTH:
        text = f"{text[: NAME_LENGTH - 16]}…{text[-15:]}"
    return plain(text) if text.strip() else "(no name)"
