"""Grading a class: tasks, workers, one recorder, previews and replays."""
