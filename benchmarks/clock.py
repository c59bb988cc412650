"""Servers to measure, and a clock that runs in Chromium from the click to the painted answer."""

import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
ROUNDS = 12
OPENINGS = 5

# Starts a clock at the click, stops it two painted frames after the condition first holds.
_CLOCK = """
(condition) => {
  const holds = new Function('return ' + condition);
  window.elapsed = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('not seen within 20 s: ' + condition)), 20000);
    const begin = () => {
      const start = performance.now();
      const look = () => holds()
        ? requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)))
        : requestAnimationFrame(look);
      look();
    };
    for (const act of ['click', 'keydown']) {
      document.addEventListener(act, begin, { capture: true, once: true });
    }
  });
}
"""


@contextmanager
def served(script: Path, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serve a Streamlit script until the block ends.

    Parameters
    ----------
    script
        Script to run.
    environment
        Variables of its own.
    """
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    # The database of this user is left alone.
    inherited = {name: value for name, value in os.environ.items() if name != "MAYNUM_DATABASE_URL"}
    variables = inherited | {"MAYNUM_AUJOURDHUI": "2026-11-23"} | dict(environment or {})
    process = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):  # noqa: S310 -- our own server
                    break
            except (urllib.error.URLError, TimeoutError):
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def timed(page: Page, condition: str, act: Callable[[], None]) -> float:
    """Milliseconds from a click, or a key, to the painted answer.

    Parameters
    ----------
    page
        Page in view.
    condition
        JavaScript expression, true once the answer is there.
    act
        What clicks or presses the key.
    """
    page.evaluate(_CLOCK, condition)
    act()
    elapsed: float = page.evaluate("window.elapsed")
    page.wait_for_timeout(250)
    return elapsed


def median_of(rounds: int, measure: Callable[[int], float]) -> float:
    """Median of several rounds, the first one thrown away: caches fill, code is compiled."""
    return statistics.median([measure(turn) for turn in range(rounds + 1)][1:])


def opening(browser: Browser, url: str, condition: str) -> float:
    """Milliseconds from the address to the first meaningful view, server warm, browser cache empty.

    Parameters
    ----------
    browser
        Browser; each round has a context of its own.
    url
        Address.
    condition
        JavaScript expression, true once the view is there.
    """

    def measure(_: int) -> float:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        start = time.perf_counter()
        page.goto(url)
        page.wait_for_function(condition)
        elapsed = (time.perf_counter() - start) * 1000
        context.close()
        return elapsed

    return median_of(OPENINGS, measure)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
