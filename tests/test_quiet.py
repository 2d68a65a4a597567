"""A start is quiet when all is well, and loud when it fails."""

import logging
import os
import subprocess
import sys

import pytest

from reglab.quiet import quiet_start


def test_what_is_written_to_the_descriptor_is_kept_and_later_lines_are_shown(capfd):
    with quiet_start():
        os.write(2, b"noise")
    os.write(2, b"after")
    assert capfd.readouterr().err == "after"


def test_a_failure_shows_what_was_kept(capfd):
    def start():
        with quiet_start():
            os.write(2, b"the reason")
            raise ImportError("no such library")

    with pytest.raises(ImportError, match="no such"):
        start()
    assert "the reason" in capfd.readouterr().err


def test_a_logger_that_is_made_meanwhile_still_works_afterwards(capsys):
    with quiet_start():
        handler = logging.StreamHandler()
    handler.emit(logging.makeLogRecord({"msg": "later"}))
    assert capsys.readouterr().err == "later\n"


def test_keras_starts_and_runs_without_a_line():
    code = (
        "from reglab.quiet import quiet_start\n"
        "with quiet_start():\n    import keras\n"
        "keras.layers.Dense(2)(keras.ops.ones((1, 3)))\n"
    )
    environ = {k: v for k, v in os.environ.items() if k != "TF_CPP_MIN_LOG_LEVEL"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environ, check=True
    )
    assert done.stdout + done.stderr == ""
