"""An unknown name is decided once on the page, followed at once, listed, and can be taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from maynum_dash.sources.namings import NOWHERE, Named, Naming
from maynum_dash.store.namings import decide, namings_of
from maynum_dash.store.opening import open_store
from maynum_dash.ui import registry

Opener = Callable[..., AppTest]

ERNEE = "245300355"
WRITTEN = "Pays d'Ernnée"
POSTS: list[dict[str, object]] = [
    {
        "ID Poste": f"P{rank}",
        "Structure": "Commune",
        "EPCI": epci,
        "Statut": "Occupé",
        "Début de convention": "01/09/2026",
    }
    for rank, epci in enumerate(["Ernée", WRITTEN, WRITTEN.upper()], start=1)
]


def words(app: AppTest) -> str:
    shown = [getattr(one, "body", "") for one in app.main.get("html")]
    return " ".join(shown).replace("\u00a0", " ").replace("\u202f", " ")


def quality(open_page: Opener) -> AppTest:
    app = open_page(registry.page("imports"), POSTS, rubrique="qualite")
    assert not app.exception
    return app


def test_a_name_is_decided_once_for_every_row_and_taken_back(open_page: Opener) -> None:
    app = quality(open_page)
    assert "EPCI_INCONNU" in words(app)
    assert "2 lignes · 30 000,00 € en jeu · feuille Postes" in words(app)
    assert app.button(key="keep-names").disabled, "nothing is decided beforehand"
    choice = app.selectbox(key=f"name-epci-{WRITTEN}")
    assert choice.options[:2] == ["Décider plus tard", "CC de l'Ernée (ressemblance 91 sur 100)"]
    choice.set_value(ERNEE).run()
    app.button(key="keep-names").click().run()
    assert not app.exception
    assert "nom" in app.error[0].value, "a decision is signed"
    app.text_input(key="widget-author-page").set_value("Léa").run()
    app.button(key="keep-names").click().run()
    assert not app.exception
    assert namings_of(open_store()) == (Named(Naming.EPCI, WRITTEN, ERNEE),)
    assert "EPCI_INCONNU" not in words(app)
    assert "TERRITOIRE_DECIDE" in words(app)
    app.button(key="withdraw-name").click().run()
    assert not app.exception
    assert namings_of(open_store()) == ()
    assert "EPCI_INCONNU" in words(app)


def test_a_name_may_be_no_territory_at_all(open_page: Opener) -> None:
    app = quality(open_page)
    app.text_input(key="widget-author-page").set_value("Léa").run()
    app.selectbox(key=f"name-epci-{WRITTEN}").set_value(NOWHERE).run()
    app.button(key="keep-names").click().run()
    assert not app.exception
    assert "TERRITOIRE_ECARTE" in words(app)
    assert "Aucun territoire du département" in words(app)


def test_a_reader_sees_the_decisions_and_writes_none(
    open_page: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(open_store(), [Named(Naming.EPCI, "Ailleurs", NOWHERE)], "Léa")
    team = tmp_path / "equipe.txt"
    team.write_text("lea\n", encoding="utf-8")
    monkeypatch.setenv("MAYNUM_EQUIPE", str(team))
    app = quality(open_page)
    app.selectbox(key=f"name-epci-{WRITTEN}").set_value(ERNEE).run()
    assert app.button(key="keep-names").disabled
    assert not [one for one in app.button if one.key == "withdraw-name"]
    assert "Ailleurs" in words(app)
