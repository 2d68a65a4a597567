"""Correct answers to lesson 11, written differently from the lesson's own."""

from reglab.checks.authoring.accepted import accepted
