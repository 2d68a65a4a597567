"""Exercises of lesson 05_choosing_lambda."""
