"""Exercises of lesson 12_audit."""
