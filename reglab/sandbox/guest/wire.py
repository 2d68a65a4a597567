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

__all__ = ["Closed", "Garbled", "Late", "put", "receive", "send", "take"]

_HEAD = struct.Struct("<II")
MAX_HEADER = 2_000_000  # bytes of JSON
MAX_BLOB = 40_000_000  # bytes that are sent with it; `checks.model.encoding` stays below this


class Closed(Exception):
    """The other side has closed the channel."""


class Garbled(Exception):
    """The received bytes are not a valid message."""


class Late(Exception):
    """A message was not complete in time."""


def send(
    channel: socket.socket, message: dict, blob: bytes = b"", *, deadline: float | None = None
) -> None:
    """Send a message.

    Parameters
    ----------
    channel : socket.socket
    message : dict
        Must be JSON-serializable.
    blob : bytes
    deadline : float, optional
        A time of `time.monotonic`; None means no time limit.

    Raises
    ------
    Closed, Late
    """
    header = json.dumps(message).encode()
    left = memoryview(_HEAD.pack(len(header), len(blob)) + header + blob)
    try:
        while left:
            _wait(channel, deadline, writing=True)
            flags = socket.MSG_DONTWAIT if deadline is not None else 0
            with contextlib.suppress(BlockingIOError):
                left = left[channel.send(left[: 2**16], flags) :]
    except OSError as error:
        raise Closed(str(error)) from None


def receive(channel: socket.socket, *, deadline: float | None = None) -> tuple[dict, bytes]:
    """Receive a message.

    Parameters
    ----------
    channel : socket.socket
    deadline : float, optional

    Returns
    -------
    message : dict
    blob : bytes

    Raises
    ------
    Closed, Garbled, Late
    """
    sizes = _HEAD.unpack(_exactly(channel, _HEAD.size, deadline))
    if sizes[0] > MAX_HEADER or sizes[1] > MAX_BLOB:
        raise Garbled(f"message must have at most {MAX_HEADER} + {MAX_BLOB} bytes, got {sizes}")
    header, blob = (_exactly(channel, size, deadline) for size in sizes)
    try:
        message = json.loads(header)
    except (ValueError, RecursionError):
        raise Garbled("message must be JSON") from None
    if not isinstance(message, dict):
        raise Garbled("message must be a JSON object")
    return message, blob


def _exactly(channel, size, deadline):
    parts = bytearray()
    try:
        while len(parts) < size:
            _wait(channel, deadline)
            part = channel.recv(min(size - len(parts), 2**20))
            if not part:
                raise Closed("the channel was closed")
            parts += part
    except OSError as error:
        raise Closed(str(error)) from None
    return bytes(parts)


def _wait(channel, deadline, *, writing=False):
    if deadline is None:
        return
    left = deadline - time.monotonic()
    ready = select.select(*(([], [channel], []) if writing else ([channel], [], [])), max(0, left))
    if not any(ready):
        raise Late


def put(control: socket.socket, message: dict, channel: int | None = None) -> None:
    """Send a small message between host and guest and, if given, a channel's descriptor."""
    try:
        socket.send_fds(control, [json.dumps(message).encode()], [channel] if channel else [])
    except OSError as error:
        raise Closed(str(error)) from None


def take(
    control: socket.socket, *, deadline: float | None = None
) -> tuple[dict, socket.socket | None]:
    """Receive what `put` sent: the message, and a channel or None."""
    _wait(control, deadline)
    try:
        data, descriptors, _, _ = socket.recv_fds(control, 2**18, 1)
    except OSError as error:
        raise Closed(str(error)) from None
    if not data:
        raise Closed("the channel was closed")
    return json.loads(data), socket.socket(fileno=descriptors[0]) if descriptors else None
