"""Grade a class: tasks, workers, one recorder, previews and replays."""
