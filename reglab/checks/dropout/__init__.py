"""Checks of lesson 07_dropout."""
