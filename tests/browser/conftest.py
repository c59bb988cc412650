"""A real server on a free port and a real Chromium, with what they say collected for the assertions."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = ["--no-sandbox", "--disable-background-networking", "--enable-unsafe-swiftshader"]
TODAY = "2026-11-23"

expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        # Without a system browser, Playwright's own is launched: it raises when there is none either.
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_served(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"the server stopped with status {process.returncode}")
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):  # noqa: S310 -- our own server
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    pytest.fail("the server did not answer within 60 s")


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Start a fresh server, with settings of its own; every one is stopped at the end of the session."""
    running: list[subprocess.Popen[bytes]] = []

    def start(**settings: str) -> str:
        port = _free_port()
        memory = {"MAYNUM_DOSSIER": str(tmp_path_factory.mktemp("memoire")), "MAYNUM_DATABASE_URL": ""}
        environment = os.environ | {"MAYNUM_AUJOURDHUI": TODAY} | memory | settings
        environment.pop("MAYNUM_CLASSEURS", None)
        command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
        process = subprocess.Popen(
            [*command, "--server.port", str(port), "--server.address", "127.0.0.1"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        running.append(process)
        url = f"http://127.0.0.1:{port}"
        _wait_until_served(url, process)
        return url

    yield start
    for process in running:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def server(serve: Callable[[], str]) -> str:
    """One server shared by the tests that need no fresh one."""
    return serve()


@pytest.fixture
def heard() -> dict[str, list[str]]:
    """What a page said behind the screen: console errors, and requests to another host."""
    return {"errors": [], "foreign": []}


@pytest.fixture
def page(chromium: Browser, heard: dict[str, list[str]]) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="fr-FR")
    tab = context.new_page()
    # Streamlit's own client, opened on /budget, first looks for its server below /budget: two 404, not ours.
    tab.on(
        "console",
        lambda said: (
            heard["errors"].append(said.text)
            if said.type == "error" and "/_stcore/" not in said.location["url"]
            else None
        ),
    )
    tab.on("pageerror", lambda error: heard["errors"].append(str(error)))
    tab.on(
        "request",
        lambda request: (
            heard["foreign"].append(request.url)
            if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:"))
            else None
        ),
    )
    yield tab
    context.close()
