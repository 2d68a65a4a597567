"""Downloading MNIST: several sources, every byte verified, nothing half-written."""

import contextlib
import hashlib
from pathlib import Path
from urllib.parse import urlsplit

from reglab.datasets._integrity import DataIntegrityError
from reglab.datasets._progress import CHUNK, Meter, bar

# Tried in this order. What a source sends is believed only if it has the SHA-256 below.
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
TIMEOUT = 15.0  # seconds without a connection, or without a byte on it


def fetch_mnist(folder=None, *, progress=False):
    """Download the four MNIST files, 11.6 MB, unless they are there already.

    Every file is verified by its SHA-256, also when it was there. It is written
    under another name and renamed when it is complete and right, so that a
    broken download leaves no file behind. A source that fails is not asked again.

    Parameters
    ----------
    folder : str or Path, optional
        Where to keep the files; the user's cache by default. In a folder that is
        named here no file is ever replaced.
    progress : bool, default False
        Show a progress bar on standard error while something is downloaded.

    Returns
    -------
    Path
        The folder, for `load_mnist`.

    Raises
    ------
    DataIntegrityError
        If no source has the files, the folder cannot be written, or a file in it
        has other bytes. One line, with the remedy.

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
    home = pooch.os_cache("reglab") / "mnist" if own_cache else Path(folder).expanduser()
    try:
        missing = [name for name in FILES if not _is_right(home / name, replace=own_cache)]
        if missing:
            with _quiet(pooch), bar(sum(FILES[name][0] for name in missing), progress) as advance:
                _download(pooch, home, missing, advance)
    except OSError as error:
        raise DataIntegrityError(
            f"{home}: expected a folder that can be read and written, got "
            f"{error.strerror or type(error).__name__}; name another one with "
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
    """Whether the file is there with the right bytes; a wrong one may be replaced or not."""
    if not path.exists():
        return False
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    expected = FILES[path.name][1]
    if digest != expected and not replace:
        raise DataIntegrityError(
            f"{path}: expected SHA-256 {expected[:12]}..., got {digest[:12]}...; "
            "delete it, or name another folder"
        )
    return digest == expected


def _download(pooch, home, names, advance):
    from requests import RequestException

    sources, failures = list(SOURCES), []
    for name in names:
        size, digest = FILES[name]
        while sources:
            meter = Meter(size, advance)
            # Some servers would unpack .gz files on the way, and the SHA-256 is of the packed ones.
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
                f"MNIST could not be downloaded ({'; '.join(failures)}): try again with a network, "
                "name a folder that has it with load_mnist(folder) or REGLAB_MNIST_DIR, or use "
                "load_digits(), which needs no download"
            )
        # The temporary file was private; a folder may serve a whole class.
        (home / name).chmod(0o644)
        advance(size, done=True)


def _reason(error):
    response = getattr(error, "response", None)
    if response is not None:
        return f"HTTP {response.status_code}"
    # A ValueError of pooch or of the meter; those of requests have a type that says more.
    return "not the published file" if type(error) is ValueError else type(error).__name__


@contextlib.contextmanager
def _quiet(pooch):
    """Keep pooch's log lines out of the bar and of notebooks."""
    logger = pooch.get_logger()
    level = logger.level
    logger.setLevel("ERROR")
    try:
        yield
    finally:
        logger.setLevel(level)
