"""A small MNIST of our own, and a server on this machine that can misbehave."""

import gzip
import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import numpy as np
import pytest

from reglab.datasets import _download

ENDLESS = 64 * 2**20


def idx(array):
    """Write bytes in IDX form: the independent half of a round trip."""
    lengths = b"".join(length.to_bytes(4, "big") for length in array.shape)
    return bytes([0, 0, 8, array.ndim]) + lengths + array.tobytes()


@pytest.fixture(scope="session")
def small_mnist():
    """Random images and labels, and the four files that hold them."""
    rng = np.random.default_rng(20)
    made = SimpleNamespace(files={})
    for split, prefix, n in (("train", "train", 30), ("test", "t10k", 10)):
        images = rng.integers(0, 256, (n, 28, 28)).astype(np.uint8)
        labels = (np.arange(n) % 10).astype(np.uint8)
        setattr(made, split, (images, labels))
        made.files[f"{prefix}-images-idx3-ubyte.gz"] = gzip.compress(idx(images))
        made.files[f"{prefix}-labels-idx1-ubyte.gz"] = gzip.compress(idx(labels))
    return made


@pytest.fixture
def mnist_folder(tmp_path, small_mnist):
    """Give a folder with the four small files that a test may damage."""
    folder = tmp_path / "mnist"
    folder.mkdir()
    for name, content in small_mnist.files.items():
        (folder / name).write_bytes(content)
    return folder


class Source(BaseHTTPRequestHandler):
    """``/<behaviour>/<file>``: the file, or what goes wrong on the way to it."""

    def do_GET(self):
        _, behaviour, name = self.path.split("/")
        self.server.asked.append((behaviour, name))
        getattr(self, f"send_{behaviour}")(self.server.files[name])

    def send_good(self, content):
        self.reply(content)

    def send_altered(self, content):
        self.reply(content[:-1] + bytes([content[-1] ^ 1]))

    def send_short(self, content):
        self.reply(content[: len(content) // 2])

    def send_cut(self, content):
        self.reply(content[: len(content) // 2], length=len(content))

    def send_page(self, content):
        self.reply(b"<html>Please log in to the network.</html>")

    def send_gone(self, content):
        self.send_error(404)

    def send_unpacking(self, content):
        """Declare the packing as the way of sending, for whoever says that he can unpack."""
        packed = "gzip" in self.headers.get("Accept-Encoding", "")
        self.reply(content, {"Content-Encoding": "gzip"} if packed else {})

    def send_endless(self, content):
        self.send_response(200)
        self.end_headers()
        try:
            while self.server.sent < ENDLESS:
                self.server.sent += self.wfile.write(bytes(2**16))
        except OSError:
            pass  # what a server sees when the other side has heard enough

    def reply(self, content, headers=None, length=None):
        self.send_response(200)
        self.send_header("Content-Length", len(content) if length is None else length)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        """Keep the requests out of the tests' output."""


@pytest.fixture
def server(small_mnist, monkeypatch):
    """Serve the small files as if they were the published ones.

    ``use("cut", "good")`` names the sources in order; "down" is one that nobody serves.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), Source)
    server.files, server.asked, server.sent = small_mnist.files, [], 0
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()

    def use(*behaviours):
        here = f"http://127.0.0.1:{server.server_port}"
        # Port 9, "discard", is served by nobody on a machine of this century.
        roots = [f"{'http://127.0.0.1:9' if b == 'down' else here}/{b}/" for b in behaviours]
        monkeypatch.setattr(_download, "SOURCES", tuple(roots))

    server.use = use
    published = {
        name: (len(content), hashlib.sha256(content).hexdigest())
        for name, content in small_mnist.files.items()
    }
    monkeypatch.setattr(_download, "FILES", published)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
