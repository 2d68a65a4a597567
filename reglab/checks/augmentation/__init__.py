"""Checks of lesson 08_augmentation."""
