"""Checks of lesson 01_overfitting."""
