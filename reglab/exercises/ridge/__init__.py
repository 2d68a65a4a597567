"""Exercises of lesson 02_ridge."""
