"""``python -m reglab``, the same as the command ``reglab``."""

from reglab.cli import main

main()
