"""Checks of lesson 03_lasso."""
