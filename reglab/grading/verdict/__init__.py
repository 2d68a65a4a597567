"""Compute the marks of a notebook."""
