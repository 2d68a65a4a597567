"""Checks of lesson 06_weight_penalties."""
