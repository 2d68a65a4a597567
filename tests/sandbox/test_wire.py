"""Messages arrive whole or not at all, whatever the other side writes."""

import json
import os
import socket
import struct
import threading

import pytest

from reglab.sandbox.guest import wire


@pytest.fixture
def pair():
    """Both ends of a channel."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def soon():
    return wire.within(0.1)


def raw(header, blob=b"", sizes=None):
    return struct.pack("<II", *(sizes or (len(header), len(blob)))) + header + blob


def test_a_message_and_its_bytes_arrive_as_they_were(pair):
    ours, theirs = pair
    wire.send(theirs, {"printed": "ä\ud800", "n": 1}, b"\x00\xff")
    assert wire.receive(ours) == ({"printed": "ä\ud800", "n": 1}, b"\x00\xff")


def test_a_large_message_arrives_while_it_is_being_sent(pair):
    ours, theirs = pair
    blob = os.urandom(3_000_000)
    sender = threading.Thread(target=wire.send, args=(theirs, {}, blob))
    sender.start()
    assert wire.receive(ours, left=wire.within(60))[1] == blob
    sender.join()


@pytest.mark.parametrize(
    "sent",
    [
        raw(b"{", b""),
        raw(b"[1, 2]"),
        raw(b"\xff\xfe"),
        raw(b"[" * 100_000),
        raw(b"", b""),
        raw(b"{}", sizes=(2, wire.MAX_BLOB + 1)),
        raw(b"{}", sizes=(wire.MAX_HEADER + 1, 0)),
        b"GET / HTTP/1.1\r\n\r\n",
    ],
    ids=["cut", "list", "no text", "nested", "empty", "long blob", "long header", "other"],
)
def test_what_is_no_message_is_refused_before_it_is_read(pair, sent):
    ours, theirs = pair
    theirs.sendall(sent)
    with pytest.raises(wire.Garbled):
        wire.receive(ours, left=soon())


def test_a_number_that_json_does_not_know_is_still_no_crash(pair):
    ours, theirs = pair
    theirs.sendall(raw(json.dumps({"a": float("nan")}).encode()))
    assert wire.receive(ours)[0]["a"] != 0


@pytest.mark.parametrize("sent", [b"", raw(b'{"a": 1}')[:-3], b"\x01"])
def test_half_a_message_is_late(pair, sent):
    ours, theirs = pair
    theirs.sendall(sent)
    with pytest.raises(wire.Late):
        wire.receive(ours, left=soon())


@pytest.mark.parametrize("sent", [b"", raw(b'{"a": 1}')[:-3]])
def test_a_side_that_is_gone_is_no_answer(pair, sent):
    ours, theirs = pair
    theirs.sendall(sent)
    theirs.close()
    with pytest.raises(wire.Closed):
        wire.receive(ours, left=soon())


def test_nobody_who_does_not_read_is_waited_for(pair):
    ours, _ = pair
    with pytest.raises(wire.Late):
        wire.send(ours, {}, b"x" * 10_000_000, left=soon())


def test_sending_to_nobody_is_no_crash(pair):
    ours, theirs = pair
    theirs.close()
    with pytest.raises(wire.Closed):
        wire.send(ours, {}, b"x" * 1_000_000, left=soon())


def test_an_end_of_a_channel_travels_along():
    one, two = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours, theirs = socket.socketpair()
    with one, two, ours, theirs:
        wire.put(one, {"do": "fork"}, theirs.fileno())
        wire.put(one, {"do": "kill"})
        message, channel = wire.take(two)
        with channel:
            channel.sendall(b"here")
            assert ours.recv(4) == b"here"
        assert message == {"do": "fork"}
        assert wire.take(two) == ({"do": "kill"}, None)
        with pytest.raises(wire.Late):
            wire.take(two, left=soon())
        one.close()
        with pytest.raises(wire.Closed):
            wire.take(two)
