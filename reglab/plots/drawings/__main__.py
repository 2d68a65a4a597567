"""Write every drawing as an SVG file: ``python -m reglab.plots.drawings FOLDER``."""

import sys
from pathlib import Path

from reglab.plots.drawings import NAMES, make

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/drawings")
folder.mkdir(parents=True, exist_ok=True)
for name in NAMES:
    (folder / f"{name}.svg").write_text(make(name).svg(), encoding="utf-8")
