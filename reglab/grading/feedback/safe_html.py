"""Convert a student's Markdown to HTML without active content."""

import re

import bleach
from jinja2 import pass_context
from jinja2.runtime import Context

__all__ = ["clean", "markdown_filter"]

_BLOCKS = {"p", "div", "pre", "blockquote", "hr", "br", "ul", "ol", "li", "dl", "dt", "dd"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "details", "summary"}
_TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
_INLINE = {"a", "abbr", "b", "code", "del", "em", "i", "img", "kbd", "s", "span", "strong"}
TAGS = _BLOCKS | _HEADINGS | _TABLES | _INLINE | {"sub", "sup", "u"}
# Only embedded pictures: loading one would tell its owner who reads the page, and when.
_PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]+")
_LINK = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)
# The content of these tags is removed, too, since it is not meant for readers.
_UNSEEN = re.compile(r"<(script|style)\b.*?(</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)


def clean(html: str) -> str:
    """Keep only the HTML tags that format text.

    Parameters
    ----------
    html : str
        Any text; for a tag that is not allowed, only its content is kept.

    Returns
    -------
    str

    Examples
    --------
    >>> clean('<h2>Why</h2><p onclick="go()">A <a href="javascript:go()">kink</a>.</p>')
    '<h2>Why</h2><p>A <a>kink</a>.</p>'
    >>> clean('<img src="x" onerror="go()"><iframe>')
    '<img>'
    """
    return bleach.clean(
        _UNSEEN.sub("", html),
        tags=TAGS,
        attributes=_allowed,
        protocols={"http", "https", "mailto", "data"},
        strip=True,
    )


def _allowed(tag, name, value):
    if tag == "a":
        return name == "title" or (name == "href" and bool(_LINK.match(value)))
    if tag == "img":
        return name in ("alt", "title") or (name == "src" and bool(_PICTURE.fullmatch(value)))
    return tag in ("td", "th") and name == "align"


@pass_context
def markdown_filter(context: Context, source: str) -> str:
    """Jinja filter that replaces nbconvert's ``markdown2html``.

    nbgrader's feedback page passes Markdown cells through that filter only;
    ``HTMLExporter.sanitize_html`` does not affect them.
    """
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    renderer = IPythonRenderer(
        escape=False,
        attachments=context.get("cell", {}).get("attachments", {}),
        exclude_anchor_links=True,
    )
    return clean(MarkdownWithMath(renderer=renderer).render(source))
