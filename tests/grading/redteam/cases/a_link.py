"""A link to a classmate's notebook in place of one's own."""

LINK = "../../honest-1/03_small/03_small.ipynb"
EXPECTED = {"status": "failed", "says": "got a link"}
