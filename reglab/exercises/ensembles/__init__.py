"""Exercises of lesson 11_ensembles."""
