"""A download is complete, right and in place, or it is one line and no file."""

import logging
import sys

import pooch
import pytest

from reglab.datasets import DataIntegrityError, _download, _progress, fetch_mnist, load_mnist


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def refusal(folder, **options):
    with pytest.raises(DataIntegrityError) as caught:
        fetch_mnist(folder, **options)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_a_good_source_gives_the_four_files_and_nothing_else(server, tmp_path):
    server.use("good")
    assert fetch_mnist(str(tmp_path / "a" / "b")) == tmp_path / "a" / "b"
    assert contents(tmp_path / "a" / "b") == server.files


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("down", "127.0.0.1:9: ConnectionError"),
        ("gone", "HTTP 404"),
        ("altered", "not the published file"),
        ("short", "not the published file"),
        ("cut", "ChunkedEncodingError"),
        ("page", "not the published file"),
        ("endless", "not the published file"),
    ],
)
def test_a_bad_source_leaves_no_file_and_the_next_one_is_asked(server, tmp_path, bad, reason):
    server.use(bad)
    message = refusal(tmp_path)
    assert reason in message
    assert "load_digits()" in message
    assert "REGLAB_MNIST_DIR" in message
    assert contents(tmp_path) == {}
    server.use(bad, "good")
    fetch_mnist(tmp_path)
    assert contents(tmp_path) == server.files


def test_all_sources_are_named_in_one_line(server, tmp_path):
    server.use("down", "gone", "altered")
    message = refusal(tmp_path)
    assert message.index("ConnectionError") < message.index("HTTP 404")
    assert message.index("HTTP 404") < message.index("not the published file")


def test_a_source_that_failed_is_not_asked_again(server, tmp_path):
    server.use("gone", "good")
    fetch_mnist(tmp_path)
    assert [behaviour for behaviour, _ in server.asked] == ["gone"] + ["good"] * 4


def test_a_server_that_never_ends_is_left(server, tmp_path):
    server.use("endless")
    refusal(tmp_path)
    # The rest of what was sent lies in the buffers of the two sockets.
    assert server.sent < 32 * 2**20


def test_a_server_that_likes_to_unpack_is_asked_not_to(server, tmp_path):
    server.use("unpacking")
    fetch_mnist(tmp_path)
    assert contents(tmp_path) == server.files


def test_what_is_there_is_not_fetched_again(server, tmp_path):
    server.use("good")
    fetch_mnist(tmp_path)
    (tmp_path / "t10k-labels-idx1-ubyte.gz").unlink()
    server.asked.clear()
    fetch_mnist(tmp_path)
    assert server.asked == [("good", "t10k-labels-idx1-ubyte.gz")]
    server.use()
    fetch_mnist(tmp_path)


def test_the_cache_repairs_itself(server, tmp_path, monkeypatch):
    monkeypatch.setattr(pooch, "os_cache", lambda project: tmp_path / project)
    monkeypatch.delenv("REGLAB_MNIST_DIR", raising=False)
    server.use("good")
    home = fetch_mnist()
    assert home == tmp_path / "reglab" / "mnist"
    (home / "t10k-labels-idx1-ubyte.gz").write_bytes(b"altered")
    assert load_mnist(split="test").X.shape == (10, 784)
    assert contents(home) == server.files


def test_a_file_in_a_folder_of_the_users_own_is_never_replaced(server, mnist_folder):
    server.use("good")
    (mnist_folder / "t10k-labels-idx1-ubyte.gz").write_bytes(b"mine")
    before = contents(mnist_folder)
    message = refusal(mnist_folder)
    assert "t10k-labels-idx1-ubyte.gz must have SHA-256" in message
    assert "choose another folder" in message
    assert contents(mnist_folder) == before
    assert server.asked == []


def test_an_interrupted_download_leaves_no_file(server, tmp_path, monkeypatch):
    def interrupt(self, n):
        raise KeyboardInterrupt

    monkeypatch.setattr(_progress.Meter, "update", interrupt)
    server.use("good")
    with pytest.raises(KeyboardInterrupt):
        fetch_mnist(tmp_path)
    assert contents(tmp_path) == {}


def test_a_folder_that_cannot_be_one_is_named(server, tmp_path):
    server.use("good")
    (tmp_path / "file").write_text("not a folder")
    message = refusal(tmp_path / "file")
    assert str(tmp_path / "file") in message
    assert "--to FOLDER" in message


def test_others_may_read_what_was_downloaded(server, tmp_path):
    server.use("good")
    fetch_mnist(tmp_path)
    assert all(path.stat().st_mode & 0o044 for path in tmp_path.iterdir())


def test_progress_is_shown_only_when_asked_for(server, tmp_path, capfd):
    server.use("altered", "good")
    fetch_mnist(tmp_path / "silent")
    assert capfd.readouterr() == ("", "")
    fetch_mnist(tmp_path / "shown", progress=True)
    shown = capfd.readouterr()
    assert shown.out == ""
    size = sum(len(content) for content in server.files.values()) / 1000
    assert f"{size:.1f}/{size:.1f} kB" in shown.err


def test_no_line_of_a_log_gets_into_notebooks(server, tmp_path, caplog):
    logger = pooch.get_logger()
    logger.setLevel("INFO")
    logger.addHandler(caplog.handler)
    server.use("altered", "good")
    try:
        fetch_mnist(tmp_path)
    finally:
        logger.removeHandler(caplog.handler)
    assert caplog.records == []
    assert logger.level == logging.INFO


def test_without_pooch_the_line_says_what_to_install(server, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pooch", None)
    assert "pip install 'reglab[course]'" in refusal(tmp_path)


def test_the_real_table_names_four_files_and_encrypted_sources():
    assert all(source.startswith("https://") for source in _download.SOURCES)
    assert all(source.endswith("/") for source in _download.SOURCES)
    assert len(_download.SOURCES) >= 2
    digests = {digest for _, digest in _download.FILES.values()}
    assert len(digests) == len(_download.FILES) == 4
    assert all(len(digest) == 64 and int(digest, 16) for digest in digests)
