"""Exercises of lesson 07_dropout."""
