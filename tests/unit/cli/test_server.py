import socket
from pathlib import Path

import pytest

from maynum_dash.cli.server import serve
from maynum_dash.domain.errors import DashboardError, DashboardFault


def test_a_folder_without_dashboard_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DashboardError, match=r"« dashboard\.py » est introuvable"):
        serve(None, tmp_path)


def test_a_port_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dashboard.py").write_text("", encoding="utf-8")
    with socket.socket() as taken:
        taken.bind(("", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        with pytest.raises(DashboardError, match=f"le port {port} est déjà pris") as refused:
            serve(port, tmp_path)
    assert refused.value.fault is DashboardFault.PORT_TAKEN
