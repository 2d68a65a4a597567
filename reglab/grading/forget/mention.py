"""Recognize a student's id in text."""

import json
import re
from html import escape
from urllib.parse import quote

__all__ = ["mentions", "pattern"]


def pattern(student: str) -> re.Pattern[bytes]:
    """Return a pattern of a student's id as a word of its own, plain or as in HTML and JSON.

    Examples
    --------
    >>> found = pattern("ann")
    >>> [bool(found.search(text)) for text in (b"/ann/03", b"annotation", b"ann.lee", b"of ann.")]
    [True, False, False, True]
    """
    forms = {student, escape(student), escape(student, quote=False), quote(student)}
    forms |= {escape(student).replace("&#x27;", "&#39;"), json.dumps(student)[1:-1]}
    either = b"|".join(re.escape(form.encode("utf-8", "surrogateescape")) for form in sorted(forms))
    # A name may be part of a longer one, such as ann of ann-marie or ann.lee.
    return re.compile(rb"(?<![\w@.+\-\x80-\xff])(?:" + either + rb")(?![\w@+\-\x80-\xff]|\.\w)")


def mentions(content: bytes, student: str) -> bool:
    """Return whether some bytes contain a student's id."""
    return pattern(student).search(content) is not None
