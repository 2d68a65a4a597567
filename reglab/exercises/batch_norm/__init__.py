"""Exercises of lesson 09_batch_norm."""
