"""Make docs/rooms.svg, the picture of docs/architecture.md: which room imports which.

Run it with ``.venv/bin/python docs/rooms.py`` after a change of the rooms. Boxes and arrows come
from the import statements of the package; a test holds the picture against them.
"""

import html
from pathlib import Path

from reglab.sandbox.host.package import PACKAGE, imports

PICTURE = Path(__file__).with_suffix(".svg")
# Rooms that are one box. What is in no group and no room of its own are small helpers.
GROUPS = {
    "numerical rooms": (
        *("linear", "nn", "augment", "validation", "ensembles", "compare", "datasets"),
        *("plots", "sliders"),
    ),
}
# Files at the top of the package that any room may import.
HELPERS = (
    *("__init__", "__main__", "_arguments", "_bubblewrap", "_files", "_lazy", "_lesson_folders"),
    *("_syntax", "doctor", "errors", "quiet"),
)
WIDTH, HEIGHT, GAP_X, GAP_Y, LINE = 250, 64, 70, 58, 18


def rooms():
    """``{room: its folders or files}``, as text in its box."""
    found = {}
    for path in sorted(PACKAGE.iterdir()):
        name = path.name.removesuffix(".py")
        is_room = path.suffix == ".py" or (path / "__init__.py").is_file()
        if is_room and name not in HELPERS and not _group(name):
            found[name] = sorted(child.parent.name for child in path.glob("*/__init__.py"))
    found["exercises"] = ["one file for each exercise"]
    files = (path.stem for path in (PACKAGE / "cli").glob("*.py"))
    found["cli"] = sorted(set(files) - {"__init__", "app", "console"})
    return found | {name: list(members) for name, members in GROUPS.items()}


def arrows():
    """Pairs of rooms of which the first imports the second, without those that follow."""
    direct = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        module = ".".join(["reglab", *(parts[:-1] if parts[-1] == "__init__" else parts)])
        room = _room(module)
        asked = {_room(name) for name in imports(module) if name.startswith("reglab.")}
        if room:
            direct.setdefault(room, set()).update(asked - {room, None})
    # The registry of the checks imports exercises by their ids, at run time.
    return {(a, b) for a in direct for b in direct[a] if not _reached(direct, a, b)}


def picture():
    """The picture as text."""
    boxes, pairs = rooms(), arrows()
    levels = _levels(boxes, pairs)
    places = {
        name: (40 + column * (WIDTH + GAP_X), 20 + row * (HEIGHT + GAP_Y))
        for row, names in enumerate(levels)
        for column, name in enumerate(names)
    }
    width = 80 + max(map(len, levels)) * (WIDTH + GAP_X) - GAP_X
    height = 40 + len(levels) * (HEIGHT + GAP_Y) - GAP_Y
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}">',
        "<title>The rooms of reglab; an arrow leads from a room to one that it imports</title>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" '
        'markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8Z" fill="#57606a"/></marker></defs>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *(_arrow(places[a], places[b]) for a, b in sorted(pairs)),
        *(_box(name, boxes[name], *places[name]) for name in sorted(boxes)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _group(name):
    return next((group for group, members in GROUPS.items() if name in members), None)


def _room(module):
    """The box that a module belongs to; None for a helper."""
    name = module.split(".")[1] if "." in module else ""
    if name in HELPERS or not ((PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()):
        return None
    return (_group(name) or name) or None


def _reached(direct, a, b):
    """Whether b is reached from a through another room."""
    seen, new = set(), [room for room in direct[a] if room != b]
    while new:
        room = new.pop()
        if room not in seen:
            seen.add(room)
            new += direct.get(room, ())
    return b in seen


def _levels(boxes, pairs):
    """The boxes in rows: each one below all that import it."""
    depth = dict.fromkeys(boxes, 0)
    for _ in boxes:
        for a, b in pairs:
            depth[b] = max(depth[b], depth[a] + 1)
    rows = [[name for name in boxes if depth[name] == row] for row in range(len(boxes))]
    # In this order no arrow runs behind a box.
    return [sorted(row, reverse=True) for row in rows if row]


def _arrow(start, end):
    x1, y1 = start[0] + WIDTH / 2, start[1] + HEIGHT
    x2, y2 = end[0] + WIDTH / 2, end[1]
    bend = (y2 - y1) / 2
    return (
        f'<path d="M{x1:g} {y1:g}C{x1:g} {y1 + bend:g} {x2:g} {y2 - bend:g} {x2:g} {y2:g}" '
        'fill="none" stroke="#57606a" stroke-width="1.5" marker-end="url(#tip)"/>'
    )


def _box(name, parts, x, y):
    middle = x + WIDTH / 2
    font = 'text-anchor="middle" font-family="sans-serif"'
    lines = [
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="6" fill="#f6f8fa" '
        'stroke="#8c959f"/>',
        f'<text x="{middle:g}" y="{y + 20}" {font} font-size="15" font-weight="bold" '
        f'fill="#24292f">{html.escape(name)}</text>',
    ]
    half = (len(parts) + 1) // 2 if len(", ".join(parts)) > 34 else len(parts)
    for number, some in enumerate((parts[:half], parts[half:])):
        if some:
            comma = "," if number == 0 and half < len(parts) else ""
            lines.append(
                f'<text x="{middle:g}" y="{y + 22 + LINE * (number + 1) - 3}" {font} '
                f'font-size="11" fill="#57606a">{html.escape(", ".join(some))}{comma}</text>'
            )
    return "\n".join(lines)


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
