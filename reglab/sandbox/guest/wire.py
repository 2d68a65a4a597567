"""Messages between the grader and the sandbox: a small JSON object and some bytes.

A hostile process may have written what the grader reads, so every length is
checked before the data is read, and an invalid message ends the reading.
"""

import contextlib
import json
import select
import socket
import struct
import time
from collections.abc import Callable

__all__ = ["Closed", "Garbled", "Late", "put", "receive", "send", "take", "within"]

_HEAD = struct.Struct("<II")
SLICE = 1.0  # seconds
MAX_HEADER = 2_000_000  # bytes of JSON
MAX_BLOB = 40_000_000  # bytes that are sent with it; `checks.model.encoding` stays below this


class Closed(Exception):
    """The other side has closed the channel."""


class Garbled(Exception):
    """The received bytes are not a valid message."""


class Late(Exception):
    """A message was not complete in time."""


def within(seconds: float) -> Callable[[], float]:
    """Return a function that says how many of some seconds of wall time are left."""
    end = time.monotonic() + seconds
    return lambda: end - time.monotonic()


def send(
    channel: socket.socket,
    message: dict,
    blob: bytes = b"",
    *,
    left: Callable[[], float] | None = None,
) -> None:
    """Send a message.

    Parameters
    ----------
    channel : socket.socket
    message : dict
        Must be JSON-serializable.
    blob : bytes
    left : callable, optional
        ``left()`` is how many seconds are left; it may return more than the last time. None means
        no time limit.

    Raises
    ------
    Closed, Late
    """
    header = json.dumps(message).encode()
    rest = memoryview(_HEAD.pack(len(header), len(blob)) + header + blob)
    try:
        while rest:
            _wait(channel, left, writing=True)
            flags = socket.MSG_DONTWAIT if left is not None else 0
            with contextlib.suppress(BlockingIOError):
                rest = rest[channel.send(rest[: 2**16], flags) :]
    except OSError as error:
        raise Closed(str(error)) from None


def receive(
    channel: socket.socket, *, left: Callable[[], float] | None = None
) -> tuple[dict, bytes]:
    """Receive a message.

    Parameters
    ----------
    channel : socket.socket
    left : callable, optional
        See `send`.

    Returns
    -------
    message : dict
    blob : bytes

    Raises
    ------
    Closed, Garbled, Late
    """
    sizes = _HEAD.unpack(_exactly(channel, _HEAD.size, left))
    if sizes[0] > MAX_HEADER or sizes[1] > MAX_BLOB:
        raise Garbled(f"message must have at most {MAX_HEADER} + {MAX_BLOB} bytes, got {sizes}")
    header, blob = (_exactly(channel, size, left) for size in sizes)
    try:
        message = json.loads(header)
    except (ValueError, RecursionError):
        raise Garbled("message must be JSON") from None
    if not isinstance(message, dict):
        raise Garbled("message must be a JSON object")
    return message, blob


def _exactly(channel, size, left):
    parts = bytearray()
    try:
        while len(parts) < size:
            _wait(channel, left)
            part = channel.recv(min(size - len(parts), 2**20))
            if not part:
                raise Closed("the channel was closed")
            parts += part
    except OSError as error:
        raise Closed(str(error)) from None
    return bytes(parts)


def _wait(channel, left, *, writing=False):
    """Wait until a channel is ready; `left` is asked again when the time it named has passed."""
    while left is not None:
        seconds = left()
        sides = ([], [channel], []) if writing else ([channel], [], [])
        # In slices: a Ctrl-C that arrives just before `select` begins does not interrupt it.
        if any(select.select(*sides, max(0, min(seconds, SLICE)))):
            return
        if seconds <= 0:
            raise Late


def put(control: socket.socket, message: dict, channel: int | None = None) -> None:
    """Send a small message between host and guest and, if given, a channel's descriptor.

    It never waits: if the other side has stopped reading, it counts as closed.
    """
    descriptors = [channel] if channel else []
    try:
        data = json.dumps(message).encode()
        socket.send_fds(control, [data], descriptors, socket.MSG_DONTWAIT)
    except OSError as error:
        raise Closed(str(error)) from None


def take(
    control: socket.socket, *, left: Callable[[], float] | None = None
) -> tuple[dict, socket.socket | None]:
    """Receive what `put` sent: the message, and a channel or None.

    Raises
    ------
    Closed
        Also if the message is not valid: a hostile process may have got at the channel.
    Late
    """
    _wait(control, left)
    try:
        data, descriptors, _, _ = socket.recv_fds(control, 2**18, 1)
    except OSError as error:
        raise Closed(str(error)) from None
    if not data:
        raise Closed("the channel was closed")
    channel = socket.socket(fileno=descriptors[0]) if descriptors else None
    try:
        message = json.loads(data)
    except (ValueError, RecursionError):
        message = None
    if not isinstance(message, dict):  # whoever wrote it, it was not the other side
        raise Closed("message must be a JSON object")
    return message, channel
