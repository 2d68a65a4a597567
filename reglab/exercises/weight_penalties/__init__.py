"""Exercises of lesson 06_weight_penalties."""
