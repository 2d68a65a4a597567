"""Nothing that an answer prints, at any level, reaches a notebook's outputs."""

import contextlib
import io
import os
import subprocess
import sys

import pytest

from reglab.checks.probing.capture import KEPT, captured


def inside(capfd, write):
    capfd.readouterr()
    with captured() as printed:
        write()
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")
    return printed.text


@pytest.mark.parametrize("descriptor", [1, 2])
def test_the_descriptors_are_redirected_and_come_back(capfd, descriptor):
    inside(capfd, lambda: os.write(descriptor, b"log line\n"))
    os.write(descriptor, b"after\n")
    assert capfd.readouterr()[descriptor - 1] == "after\n"


def test_a_child_process_is_silent(capfd):
    code = "import sys; print('out'); print('err', file=sys.stderr)"
    inside(capfd, lambda: subprocess.run([sys.executable, "-c", code], check=True))


def test_half_a_line_in_pythons_own_buffer_does_not_come_out_later(capfd, monkeypatch):
    with open(os.dup(2), "w", encoding="utf-8") as stderr:
        # As in a kernel: sys.stderr is replaced, sys.__stderr__ still leads to descriptor 2.
        real = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
        monkeypatch.setattr(sys, "__stderr__", real)
        inside(capfd, lambda: sys.__stderr__.write("half a line"))
        real.flush()
        assert capfd.readouterr().err == ""
        assert not stderr.closed


def test_printed_text_is_kept_up_to_a_limit(capfd):
    def write():
        print("hello")
        print("error", file=sys.stderr)
        for _ in range(100):
            print("x" * 1_000)

    text = inside(capfd, write)
    assert text.startswith("hello\nerror\nxxx")
    assert len(text) == KEPT


class Kernel(io.StringIO):
    """A stream without a descriptor, as ipykernel's."""

    def fileno(self):
        raise io.UnsupportedOperation("fileno")


@pytest.mark.parametrize("make", [Kernel, lambda: None])
def test_streams_that_are_no_files(capfd, monkeypatch, make):
    stream = make()
    monkeypatch.setattr(sys, "stdout", stream)
    assert inside(capfd, lambda: print("hello")) == "hello\n"
    assert sys.stdout is stream


def test_a_closed_stream(capfd, monkeypatch):
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stdout", closed)
    monkeypatch.setattr(sys, "stderr", closed)
    assert inside(capfd, lambda: print("hello")) == "hello\n"


def test_everything_comes_back_after_an_interrupt(capfd):
    before = sys.stdout, sys.stderr, len(os.listdir("/dev/fd"))
    with pytest.raises(KeyboardInterrupt), captured():
        raise KeyboardInterrupt
    assert (sys.stdout, sys.stderr, len(os.listdir("/dev/fd"))) == before
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"


def test_descriptors_that_the_answer_closes(capfd):
    def write():
        for descriptor in (1, 2):
            os.close(descriptor)

    inside(capfd, write)
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"


def test_an_answer_that_replaces_the_streams(capfd):
    before = sys.stdout

    def write():
        sys.stdout.close()
        sys.stdout = None

    inside(capfd, write)
    assert sys.stdout is before


def test_without_descriptors():
    """A windowed Python has none: a child closes its own."""
    code = (
        "import os\n"
        "from reglab.checks.probing.capture import captured\n"
        "for descriptor in (0, 1, 2):\n"
        "    os.close(descriptor)\n"
        "with captured() as printed:\n"
        "    print('hello')\n"
        "raise SystemExit(0 if printed.text == 'hello\\n' else 1)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_nested_captures(capfd):
    def write():
        print("outer")
        with captured() as inner, contextlib.suppress(ValueError):
            print("inner")
            os.write(1, b"inner\n")
            raise ValueError
        assert inner.text == "inner\n"
        print("outer again")

    assert inside(capfd, write) == "outer\nouter again\n"
