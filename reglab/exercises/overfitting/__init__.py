"""Exercises of lesson 01_overfitting."""
