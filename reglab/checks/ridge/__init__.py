"""Checks of lesson 02_ridge."""
