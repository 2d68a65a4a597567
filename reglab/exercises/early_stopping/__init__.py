"""Exercises of lesson 10_early_stopping."""
