"""Who may write: asked at each rerun and inside each action, never remembered."""

from pathlib import Path

import pytest
import streamlit as st

from maynum_dash.domain.errors import AccessError, MissingAuthorError
from maynum_dash.ui import access, state

ACTION = "importer un classeur"


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """A session, and no configuration."""
    kept: dict[str, object] = {}
    monkeypatch.setattr(st, "session_state", kept)
    monkeypatch.delenv("MAYNUM_IDENTITE", raising=False)
    monkeypatch.delenv("MAYNUM_EQUIPE", raising=False)
    return kept


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list of the team."""
    path = tmp_path / "equipe.txt"
    path.write_text("service.numerique@mayenne.example\n  Budget \n\n", encoding="utf-8")
    monkeypatch.setenv("MAYNUM_EQUIPE", str(path))
    return path


def identify(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Have the proxy vouch for somebody."""
    monkeypatch.setenv("MAYNUM_IDENTITE", "X-Forwarded-User")

    class Context:
        headers = {"X-Forwarded-User": name} if name else {}

    monkeypatch.setattr(st, "context", Context)


def test_without_configuration_everyone_is_the_team_and_says_her_name(session: dict[str, object]) -> None:
    with pytest.raises(MissingAuthorError):
        access.author(ACTION)
    session[state.AUTHOR] = "  Service numérique "
    assert access.author(ACTION) == "Service numérique"
    assert not access.visitor().is_known


def test_the_proxy_names_the_visitor_whatever_she_types(
    session: dict[str, object], team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session[state.AUTHOR] = "budget"
    identify(monkeypatch, "lecteur")
    with pytest.raises(AccessError, match="« lecteur » n’en fait pas partie"):
        access.author(ACTION)
    identify(monkeypatch, "BUDGET")
    assert access.author(ACTION) == "BUDGET"
    assert team.exists()


def test_nobody_writes_when_nobody_is_known(
    session: dict[str, object], team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session[state.AUTHOR] = "budget"
    with pytest.raises(AccessError, match="ne sait pas qui vous êtes"):
        access.author(ACTION)
    identify(monkeypatch, "")
    assert not access.visitor().is_team
    assert team.exists()


def test_an_empty_line_of_the_list_is_nobody(
    session: dict[str, object], team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identify(monkeypatch, "   ")
    assert access.visitor().name == ""
    assert not access.visitor().is_team
    assert team.exists()
    assert not session


def test_a_name_struck_from_the_list_loses_its_rights_at_once(
    session: dict[str, object], team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identify(monkeypatch, "Budget")
    assert access.author(ACTION) == "Budget"
    team.write_text("quelqu’un d’autre\n", encoding="utf-8")
    with pytest.raises(AccessError):
        access.author(ACTION)
    assert not session


def test_a_list_that_cannot_be_read_lets_nobody_write(
    session: dict[str, object], team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identify(monkeypatch, "Budget")
    team.write_bytes(b"\xff\xfe Budget")
    assert not access.visitor().is_team
    team.unlink()
    assert not access.visitor().is_team
    assert not session


def test_a_known_visitor_is_of_the_team_where_there_is_no_list(
    session: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    identify(monkeypatch, "élue")
    assert access.visitor() == access.Visitor("élue", is_known=True, is_team=True)
    assert not session
