"""Exercises of lesson 04_elastic_net."""
