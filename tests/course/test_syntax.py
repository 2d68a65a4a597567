"""What a cell binds and reads, in every spelling Python and IPython have for it."""

import pytest

from reglab.course.syntax import bound, parse, reads

BINDS_X = [
    "x = 1",
    "a, (x, *b) = y",
    "*x, = y",
    "x += 1",
    "x: int = 1",
    "import x",
    "import x.y",
    "import y as x",
    "from y import x",
    "from y import z as x",
    "def x(): ...",
    "async def x(): ...",
    "class x: ...",
    "for x in y: ...",
    "for a, x in y: ...",
    "with y as x: ...",
    "with y as (a, x): ...",
    "print(x := 1)",
    "[x := i for i in y]",
    "del x",
    "try: ...\nexcept y as x: ...",
    "match y:\n    case x: ...",
    "match y:\n    case [1, *x]: ...",
    "match y:\n    case {'k': 1, **x}: ...",
    "match y:\n    case int() as x: ...",
    "if y:\n    while z:\n        x = 1",
    "def f():\n    global x\n    x = 1",
    "def f():\n    def g():\n        global x\n        import x",
    "%matplotlib inline\nx = 1",
    "x = !ls",
    "x = %pwd",
    "%%time\nx = 1",
    "await y\nx = 1",
]

BINDS_NO_X = [
    "x",
    "x.y = 1",
    "x[0] = 1",
    "f(x=1)",
    "[x for x in y]",
    "lambda x: x",
    "def f(x):\n    x = 1",
    "class C:\n    x = 1",
    "import y.x",
    "'x = 1'",
    "# x = 1",
    "%time x",
    "!x=1",
    "%%bash\nx=1",
]


@pytest.mark.parametrize("code", BINDS_X)
def test_binding(code):
    assert "x" in bound(parse(code))


@pytest.mark.parametrize("code", BINDS_NO_X)
def test_no_binding(code):
    assert "x" not in bound(parse(code))


def test_a_star_import_may_bind_anything():
    assert bound(parse("from y import *")) == {"*"}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x", {"x"}),
        ("x += 1", {"x"}),
        ("x = x + 1", {"x"}),
        ("x = 1\nx + 1", set()),
        ("for x in y:\n    x", {"y"}),
        ("for d[k] in y: ...", {"d", "k", "y"}),
        ("with a as x:\n    x", {"a"}),
        ("if a:\n    x = 1\nx", {"a"}),
        ("while a:\n    b", {"a", "b"}),
        ("try:\n    x = a\nexcept ValueError as e:\n    e, x", {"a"}),
        ("def f(n):\n    return f(n - 1) + x", {"x"}),
        ("def f(x=y):\n    return x", {"y"}),
        ("class C(B):\n    x = y", {"B", "y"}),
        ("[x for x in y]", {"y"}),
        ("lambda x: x + y", {"y"}),
        ("f'{x}'", {"x"}),
        ("x.attribute[i]", {"x", "i"}),
    ],
)
def test_reading(code, expected):
    assert reads(parse(code)) - {"ValueError"} == expected


@pytest.mark.parametrize(
    "code", ["def f(:", "return 1", "x = 'a", '"\\lambda"', "1 is 1", "cat file"]
)
def test_what_would_fail_or_warn_in_a_notebook_is_refused(code):
    with pytest.raises(SyntaxError):
        parse(code)
