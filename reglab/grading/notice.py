"""A plain page for a student: what happened, what to do, and the points where there are some."""

from reglab.course.files import write_file
from reglab.grading.results import Status, points

__all__ = ["write_notice"]

# What a student can do about it, after the reason.
_REMEDY = {
    Status.MISSING: "Hand in the notebook under the name that it was given out with.",
    Status.FAILED: "Open the notebook in JupyterLab. If it opens, save it and hand it in again; if "
    "it does not, start from a fresh copy and paste your answers. If this goes on, show this "
    "page to your instructor.",
}

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{ result.lesson }}: {{ result.status }}</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 1.05rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto;
         padding: 0 1rem; overflow-wrap: anywhere; }
</style>
<h1>{{ result.lesson }}
{%- if result.score is none %} could not be graded
{%- else %}: {{ result.score_text }}
{%- endif %}</h1>
<p><strong>Status:</strong> {{ result.status }}</p>
{% if result.reason %}<p><strong>Reason:</strong> {{ result.reason }}</p>
{% endif %}
{% if remedy %}<p><strong>What to do:</strong> {{ remedy }}</p>
{% endif %}
{% if result.exercises %}<ul>
{% for item in result.exercises %}
  <li>{{ item.name }}: {{ "to be given by hand" if item.score is none else points(item.score) }}
    of {{ points(item.max_score) }}{% if item.hint %}. {{ item.hint }}{% endif %}</li>
{% endfor %}
</ul>
{% endif %}
</html>
"""


def write_notice(result, path):
    """Write the page.

    Parameters
    ----------
    result : GradeResult
        Of a submission that was not graded, or whose full page cannot be made.
    path : Path
        Replaced if it exists; its folder is made.
    """
    from jinja2 import Environment

    environment = Environment(autoescape=True, trim_blocks=True)
    remedy = "" if result.score is not None else _REMEDY.get(result.status, "")
    text = environment.from_string(_PAGE).render(result=result, remedy=remedy, points=points)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, text.encode("utf-8", "replace"))
