"""The dashboard's own process: started, waited for, stopped."""

import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from maynum_dash.cli.console import say
from maynum_dash.domain.errors import DashboardError, DashboardFault

_ROOT = Path(__file__).parents[3]
_FIRST_PORT, _PORTS_TRIED = 8501, 50
# The server's own words are English, and its welcome asks a site outside for this machine's address.
_QUIET = ("--logger.hideWelcomeMessage", "true", "--logger.level", "error")
_READY_SECONDS, _STOP_SECONDS, _PAUSE_SECONDS = 60.0, 10.0, 0.1


def serve(port: int | None, root: Path = _ROOT) -> None:
    """Run the dashboard until it is stopped.

    Parameters
    ----------
    port
        Port to listen to; the first free one from 8501 when ``None``.
    root
        Folder of ``dashboard.py``.

    Raises
    ------
    DashboardError
        When it cannot start, or stops by itself.
    """
    if not (root / "dashboard.py").is_file():
        raise DashboardError(DashboardFault.MISSING)
    chosen = _free_port() if port is None else _checked_port(port)
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "dashboard.py",
        "--server.port",
        str(chosen),
        *_QUIET,
    ]
    # Ending the command (SIGTERM) is treated like Ctrl-C, or the server would outlive it.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL) as server:  # noqa: S603 -- our own program
        try:
            _wait_ready(server, chosen)
            say(
                f"Tableau de bord prêt : http://localhost:{chosen}\n"
                "Pour l’arrêter : Ctrl+C dans cette fenêtre.\n"
            )
            status = server.wait()
        except KeyboardInterrupt:
            _stop(server)
            say("Tableau de bord arrêté.\n")
            return
        finally:
            server.kill()
    if status:
        raise DashboardError(DashboardFault.STOPPED)


def _stop(server: "subprocess.Popen[bytes]") -> None:
    """Ask the server to end, and wait; Ctrl-C has reached it too, a second request does no harm."""
    server.terminate()
    try:
        server.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()


def _wait_ready(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise DashboardError(DashboardFault.STOPPED)
        with closing(socket.socket()) as visitor:
            if visitor.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(_PAUSE_SECONDS)
    raise DashboardError(DashboardFault.SILENT, port)


def _free_port() -> int:
    for port in range(_FIRST_PORT, _FIRST_PORT + _PORTS_TRIED):
        if _is_free(port):
            return port
    raise DashboardError(DashboardFault.NO_PORT, _FIRST_PORT)


def _checked_port(port: int) -> int:
    if not _is_free(port):
        raise DashboardError(DashboardFault.PORT_TAKEN, port)
    return port


def _is_free(port: int) -> bool:
    with closing(socket.socket()) as listener:
        # Without this a port just left counts as taken on Unix; on Windows it would mean the opposite.
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("", port))
        except OSError:
            return False
    return True
