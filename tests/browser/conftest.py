"""A JupyterLab of our own on a copy of the released lesson, and a browser to look at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "only-for-this-test"


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def jupyter_lab(tmp_path_factory):
    """The address of a JupyterLab that serves copies of the released notebooks."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    port = _free_port()
    # Folders of its own: a developer's settings, kernels and running servers stay out of it.
    env = {
        **os.environ,
        "HOME": str(folder),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
    }
    log = (folder / "log.txt").open("w")
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
            *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
            *(f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder / 'notebooks'}"),
            # News and updates would be fetched from outside.
            "--LabApp.news_url=",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        ],
        cwd=folder,
        env=env,
        stdout=log,
        stderr=log,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api/status?token={TOKEN}", server, folder / "log.txt")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()


def _wait_for(url, server, log, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert server.poll() is None, log.read_text()[-2000:]
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    raise AssertionError(f"JupyterLab did not answer: {log.read_text()[-2000:]}")


def _chromium():
    """Debian's and Ubuntu's Chromium or Chrome, wherever it is installed."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    found = [path for path in map(shutil.which, names) if path]
    assert found, "expected Chromium for the browser tests: apt install chromium"
    return found[0]


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium that asks nobody outside for anything."""
    with sync_playwright() as playwright:
        quiet = ("background-networking", "component-update", "sync", "quic", "gpu")
        browser = playwright.chromium.launch(
            executable_path=_chromium(),
            args=["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)],
        )
        yield browser
        browser.close()


class Notebook:
    """A notebook that is open in JupyterLab."""

    def __init__(self, page, cells):
        self.page, self._ids = page, cells
        self._panel = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")

    def cell(self, grade_id):
        """The cell of an id, brought into view."""
        index = self._ids.index(grade_id)
        place = f".jp-WindowedPanel-viewport [data-windowed-list-index='{index}']"
        cell = self._panel.locator(place)
        for _ in range(200):
            if cell.count():
                break
            self._panel.locator(".jp-WindowedPanel-outer").first.hover()
            self.page.mouse.wheel(0, 400)
            self.page.wait_for_timeout(50)
        cell.scroll_into_view_if_needed()
        return cell

    def run(self, grade_id):
        """Run one cell and return it when it is done."""
        cell = self.cell(grade_id)
        folded = cell.locator(".jp-Placeholder-content")
        if folded.count():
            folded.first.click()  # shows the code, as a reader would
        cell.locator(".jp-InputArea-editor").click()
        self.page.keyboard.press("Control+Enter")
        prompt = cell.locator(".jp-InputPrompt")
        # [*] while it runs, a number when it is done.
        self.page.wait_for_function(
            "e => /\\d/.test(e.innerText)", arg=prompt.element_handle(), timeout=120_000
        )
        return cell


@pytest.fixture
def open_notebook(jupyter_lab, browser):
    """A function that opens a released notebook, given its lesson and a window size."""
    pages = []

    def open_(lesson, width=1280, height=900):
        import nbformat

        released = nbformat.read(ROOT / "notebooks" / lesson / f"{lesson}.ipynb", as_version=4)
        page = browser.new_page(viewport={"width": width, "height": height})
        pages.append(page)
        # reset: without it JupyterLab opens the notebooks of the test before beside this one.
        page.goto(f"{jupyter_lab}/lab/tree/{lesson}/{lesson}.ipynb?reset&token={TOKEN}")
        page.wait_for_selector(".jp-Notebook .jp-InputArea", timeout=120_000)
        page.wait_for_selector("text=/Python 3.*Idle/", timeout=120_000)
        return Notebook(page, [cell.id for cell in released.cells])

    yield open_
    for page in pages:
        page.close()
