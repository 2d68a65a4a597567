"""Download of MNIST from several sources; every file is verified before it is kept."""

import contextlib
import hashlib
from pathlib import Path
from urllib.parse import urlsplit

from reglab.datasets._integrity import DataIntegrityError
from reglab.datasets._progress import CHUNK, Meter, bar

# Tried in this order. A file from a source is accepted only if its SHA-256 is the one below.
SOURCES = (
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://raw.githubusercontent.com/fgnt/mnist/master/",
)
# Bytes and SHA-256 of the four files as Y. LeCun published them.
FILES = {
    "train-images-idx3-ubyte.gz": (
        9912422,
        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
    ),
    "train-labels-idx1-ubyte.gz": (
        28881,
        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
    ),
    "t10k-images-idx3-ubyte.gz": (
        1648877,
        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
    ),
    "t10k-labels-idx1-ubyte.gz": (
        4542,
        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
    ),
}
TIMEOUT = 15.0  # seconds to connect, and seconds without data


def fetch_mnist(folder: str | Path | None = None, *, progress: bool = False) -> Path:
    """Download the four MNIST files, 11.6 MB, unless they exist already.

    Every file is verified by its SHA-256, existing files included. A download is written under
    another name and renamed when it is complete and correct, so a broken download leaves no file
    behind. A source that fails is not tried again.

    Parameters
    ----------
    folder : str or Path, optional
        Folder for the files; the user's cache by default. Existing files are replaced only in the
        cache.
    progress : bool, default False
        Whether to show a progress bar on standard error during a download.

    Returns
    -------
    Path
        The folder, for `load_mnist`.

    Raises
    ------
    DataIntegrityError
        If no source has the files, the folder cannot be written to, or a file in it has the wrong
        bytes. One line, with the remedy.

    References
    ----------
    Y. LeCun, L. Bottou, Y. Bengio and P. Haffner (1998), "Gradient-based learning
    applied to document recognition", Proceedings of the IEEE 86(11), 2278-2324.

    Examples
    --------
    >>> from reglab.datasets import fetch_mnist
    >>> fetch_mnist(progress=True)  # doctest: +SKIP
    PosixPath('/home/you/.cache/reglab/mnist')
    """
    pooch = _import_pooch()
    own_cache = folder is None
    home = pooch.os_cache("reglab") / "mnist" if folder is None else Path(folder).expanduser()
    try:
        missing = [name for name in FILES if not _is_right(home / name, replace=own_cache)]
        if missing:
            with _quiet(pooch), bar(sum(FILES[name][0] for name in missing), progress) as advance:
                _download(pooch, home, missing, advance)
    except OSError as error:
        raise DataIntegrityError(
            f"{home} must be a folder that can be read and written, got "
            f"{error.strerror or type(error).__name__}; choose another one with "
            "`reglab data mnist --to FOLDER`"
        ) from None
    return home


def _import_pooch():
    try:
        import pooch
    except ImportError:
        raise DataIntegrityError(
            "downloading MNIST needs pooch: pip install 'reglab[course]', or use load_digits(), "
            "which needs no download"
        ) from None
    return pooch


def _is_right(path, replace):
    """Return whether the file exists with the right bytes; wrong bytes raise unless `replace`."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    expected = FILES[path.name][1]
    if digest != expected and not replace:
        raise DataIntegrityError(
            f"{path} must have SHA-256 {expected[:12]}..., got {digest[:12]}...; "
            "delete it, or choose another folder"
        )
    return digest == expected


def _download(pooch, home, names, advance):
    from requests import RequestException

    sources, failures = list(SOURCES), []
    for name in names:
        size, digest = FILES[name]
        while sources:
            meter = Meter(size, advance)
            # Without this header, some servers send .gz files unpacked; the SHA-256 is of the
            # packed files.
            get = pooch.HTTPDownloader(
                meter, CHUNK, timeout=TIMEOUT, headers={"Accept-Encoding": "identity"}
            )
            try:
                pooch.retrieve(sources[0] + name, f"sha256:{digest}", name, home, downloader=get)
                break
            except (RequestException, ValueError) as error:
                meter.reset()
                failures.append(f"{urlsplit(sources.pop(0)).netloc}: {_reason(error)}")
        else:
            raise DataIntegrityError(
                f"MNIST could not be downloaded ({'; '.join(failures)}): check the network and try "
                "again, name a folder that has it with load_mnist(folder) or REGLAB_MNIST_DIR, or "
                "use load_digits(), which needs no download"
            )
        # The temporary file was private, but a folder may be shared by a whole class.
        (home / name).chmod(0o644)
        advance(size, done=True)


def _reason(error):
    response = getattr(error, "response", None)
    if response is not None:
        return f"HTTP {response.status_code}"
    # A plain ValueError comes from pooch or the meter; those of requests have telling types.
    return "not the published file" if type(error) is ValueError else type(error).__name__


@contextlib.contextmanager
def _quiet(pooch):
    """Silence pooch's log lines, which would disturb the bar and notebooks."""
    logger = pooch.get_logger()
    level = logger.level
    logger.setLevel("ERROR")
    try:
        yield
    finally:
        logger.setLevel(level)
