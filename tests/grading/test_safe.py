"""What a student wrote is shown as text and pictures, and runs nothing."""

import nbformat
import pytest

from reglab.grading.feedback.safe_cells import make_safe
from reglab.grading.feedback.safe_html import clean

PIXEL = "R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs="


@pytest.mark.parametrize(
    "attack",
    [
        "<script>steal()</script>",
        "<SCRIPT\n>steal()</SCRIPT >",
        "<script>steal()",
        "<scr<script>x</script>ipt>steal()</script>",
        '<img src="x" onerror="steal()">',
        "<img src=x onerror=steal()//",
        '<svg onload="steal()"><script>steal()</script></svg>',
        '<a href="javascript:steal()">x</a>',
        '<a href="&#106;avascript:steal()">x</a>',
        '<a href=" java\tscript:steal()">x</a>',
        '<a href="data:text/html,<script>steal()</script>">x</a>',
        '<iframe src="//example.org"></iframe>',
        '<object data="x"></object><embed src="x"><base href="//example.org">',
        '<form action="//example.org"><input name="password"><button>x</button></form>',
        '<meta http-equiv="refresh" content="0;url=//example.org">',
        '<p style="background: url(//example.org)" onclick="steal()" id="score">x</p>',
        '<img src="https://example.org/who-reads-this.png">',
        "<math><mtext><table><mglyph><style><img src=x onerror=steal()>",
        '<details open ontoggle="steal()">x</details>',
        "<style>body { display: none }</style>",
    ],
)
def test_nothing_that_acts_is_left(attack):
    from bs4 import BeautifulSoup

    page = BeautifulSoup(clean(attack), "html.parser")
    for tag in page.find_all(True):
        assert tag.name in {"a", "img", "p", "details", "table", "tbody", "tr", "td"}
        assert set(tag.attrs) <= {"alt", "title"}


def test_formatting_stays():
    text = (
        "<h2>Why</h2><p>A <em>kink</em> at $a &lt; b$, <code>x</code><br>"
        f'<a href="https://a.org">see</a> <img alt="plot" src="data:image/gif;base64,{PIXEL}">'
        '</p><table><tbody><tr><td align="right">1</td></tr></tbody></table>'
    )
    assert clean(text) == text


@pytest.fixture
def shown():
    """Give a function: the outputs that are left of a code cell's."""

    def outputs(*data):
        outputs = [nbformat.v4.new_output("display_data") for _ in data]
        for output, item in zip(outputs, data, strict=True):
            output.data = nbformat.from_dict(item)
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
        notebook.cells[0].outputs = outputs
        make_safe(notebook)
        return [dict(output.data) for output in notebook.cells[0].outputs]

    return outputs


def test_only_known_kinds_of_output_are_shown(shown):
    assert shown(
        {"application/javascript": "steal()"},
        {"image/svg+xml": "<svg/>", "text/plain": "<Figure>"},
        {"image/png": PIXEL},
        {"image/png": '"><script>steal()</script>'},
        {"text/html": "<b>1</b><script>steal()</script>"},
        {"text/plain": ["a", 5]},
    ) == [{"text/plain": "<Figure>"}, {"image/png": PIXEL}, {"text/html": "<b>1</b>"}]


def test_what_templates_write_as_it_is_does_not_reach_them():
    attack = '"><script>steal()</script>'
    code = nbformat.v4.new_code_cell(
        "1", metadata={"tags": [attack], "nbgrader": {"grade_id": "a", "grade": True}}
    )
    raw = nbformat.v4.new_raw_cell(attack, metadata={"raw_mimetype": "text/html"})
    notebook = nbformat.v4.new_notebook(cells=[code, raw])
    notebook.metadata.title = code.execution_count = attack
    make_safe(notebook)
    assert notebook.metadata == {}
    assert code.metadata == {"nbgrader": {"grade_id": "a", "grade": True}}
    assert code.execution_count is None
    assert [cell.cell_type for cell in notebook.cells] == ["code", "code"]
