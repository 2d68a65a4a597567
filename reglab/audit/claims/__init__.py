"""One file for each claim of the articles behind the course."""
