"""Exercises of lesson 08_augmentation."""
