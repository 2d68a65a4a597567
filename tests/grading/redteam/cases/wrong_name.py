"""A notebook under another name."""

NAME = "03_small (1).ipynb"
EXPECTED = {"status": "missing", "says": "03_small (1).ipynb"}
