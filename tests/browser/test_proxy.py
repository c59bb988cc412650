"""The shipped reverse proxy in front of two replicas that share one PostgreSQL."""

import base64
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.client import HTTPResponse
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.ui.registry import PAGES

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "deploy" / "nginx.conf"
_NOTHING_CHECKED = ssl.create_default_context()
_NOTHING_CHECKED.check_hostname = False
_NOTHING_CHECKED.verify_mode = ssl.CERT_NONE


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        pytest.fail(f"no {name} was found: « make proxy » installs Debian's")
    return found


def _adapted(folder: Path, port: int, plain: int, replicas: list[str]) -> str:
    """Shipped configuration, with the ports, names and files of this test and nothing else changed."""
    text = SHIPPED.read_text(encoding="utf-8")
    servers = iter(replicas)
    text = re.sub(r"server 127\.0\.0\.1:\d+;", lambda _: f"server {next(servers)};", text)
    text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;").replace(
        "listen 80;", f"listen 127.0.0.1:{plain};"
    )
    text = text.replace("maynum.example.org", "127.0.0.1").replace("/etc/maynum", str(folder))
    scratch = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    return (
        f"{user} pid {folder}/nginx.pid; error_log {folder}/error.log; events {{}} "
        f"http {{ access_log off; {scratch}\n{text}\n}}"
    )


@pytest.fixture
def proxied(
    tmp_path: Path, serve: Callable[..., str], new_database: Callable[[], str]
) -> Iterator[tuple[str, list[str]]]:
    """Address of the proxy, and of the two replicas behind it."""
    team = tmp_path / "equipe.txt"
    team.write_text("agent\n", encoding="utf-8")
    settings = {
        "MAYNUM_DATABASE_URL": new_database(),
        "MAYNUM_IDENTITE": "X-Forwarded-User",
        "MAYNUM_EQUIPE": str(team),
    }
    replicas = [serve(**settings) for _ in range(2)]
    (tmp_path / "users").write_text("agent:{PLAIN}secret\nélue:{PLAIN}secret\n", encoding="utf-8")
    subprocess.run(
        [
            *(_program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *(
                "-subj",
                "/CN=127.0.0.1",
                "-keyout",
                tmp_path / "key.pem",
                "-out",
                tmp_path / "certificate.pem",
            ),
        ],
        check=True,
        capture_output=True,
    )
    port, plain = _free_ports()
    configuration = tmp_path / "nginx.conf"
    hosts = [replica.removeprefix("http://") for replica in replicas]
    configuration.write_text(_adapted(tmp_path, port, plain, hosts), encoding="utf-8")
    command = [_program("nginx"), "-p", str(tmp_path), "-c", str(configuration), "-g", "daemon off;"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    address = f"https://127.0.0.1:{port}"
    _wait(address, process)
    yield address, replicas
    process.terminate()
    process.wait(timeout=20)


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        one.bind(("127.0.0.1", 0))
        two.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1]), int(two.getsockname()[1])


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"nginx stopped: {process.communicate()[1].decode()}")
        try:
            if _ask(address, "/_stcore/health", None).status == HTTPStatus.UNAUTHORIZED:
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("nginx did not answer within 20 s")


def _ask(address: str, path: str, user: str | None, cookie: str = "") -> HTTPResponse:
    """Ask without a browser; a refusal is an answer too."""
    request = urllib.request.Request(f"{address}{path}", headers={"Cookie": cookie} if cookie else {})  # noqa: S310 -- our own proxy
    if user is not None:
        request.add_header("Authorization", f"Basic {base64.b64encode(f'{user}:secret'.encode()).decode()}")
    try:
        answer: HTTPResponse = urllib.request.urlopen(request, timeout=5, context=_NOTHING_CHECKED)  # noqa: S310 -- our own proxy
    except urllib.error.HTTPError as refusal:
        return refusal  # type: ignore[return-value]  # it has the same attributes
    return answer


def test_nobody_passes_unknown_and_the_closed_doors_are_closed(proxied: tuple[str, list[str]]) -> None:
    address, replicas = proxied
    assert _ask(address, "/", None).status == HTTPStatus.UNAUTHORIZED
    assert _ask(address, "/_stcore/metrics", "agent").status == HTTPStatus.NOT_FOUND
    assert _ask(replicas[0], "/_stcore/health", None).status == HTTPStatus.OK
    home = _ask(address, "/", "agent")
    assert home.status == HTTPStatus.OK
    for name in ("Strict-Transport-Security", "X-Frame-Options", "Content-Security-Policy"):
        assert home.headers[name]
    cookie = home.headers["Set-Cookie"].split(";")[0]
    assert cookie.startswith("maynum=")
    # Known by her cookie, a visitor is not given another one: she stays on her replica.
    assert _ask(address, "/", "agent", cookie).headers["Set-Cookie"] is None


def test_two_replicas_show_the_same_data_and_know_who_is_who(
    proxied: tuple[str, list[str]], chromium: Browser
) -> None:
    address, replicas = proxied
    said: list[str] = []
    agent = _visit(chromium, address, "agent", said)
    agent.get_by_test_id("stMain").locator("input[type=file]").set_input_files(DEMO_WORKBOOK)
    agent.get_by_role("button", name="Confirmer l’import").click()
    expect(agent.get_by_text("Il est maintenant montré à tout le monde")).to_be_visible()
    for replica in replicas:
        page = chromium.new_page()
        page.goto(f"{replica}/budget")
        expect(page.locator(".mn-data").first).to_contain_text("import n° 1")
        page.close()
    elected = _visit(chromium, address, "élue", said)
    expect(elected.get_by_role("radio", name="Registre")).to_have_count(0)
    # The headers of the proxy forbid nothing that a page needs.
    for page_of in PAGES:
        agent.goto(
            f"{address}/{page_of.path.removeprefix('pages/').removesuffix('.py')}".replace("dashboard", "")
        )
        expect(agent.locator("h1.mn-title")).to_contain_text(page_of.title)
        agent.wait_for_load_state("networkidle")
    assert said == []


def _visit(chromium: Browser, address: str, user: str, said: list[str]) -> Page:
    context = chromium.new_context(
        locale="fr-FR",
        ignore_https_errors=True,
        http_credentials={"username": user, "password": "secret"},
    )
    page = context.new_page()
    page.on(
        "console",
        lambda message: (
            said.append(message.text)
            if message.type == "error" and "/_stcore/" not in message.location["url"]
            else None
        ),
    )
    page.goto(f"{address}/imports")
    expect(page.get_by_role("radio", name="Historique")).to_be_visible()
    return page
