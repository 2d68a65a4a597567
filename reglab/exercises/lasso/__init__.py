"""Exercises of lesson 03_lasso."""
