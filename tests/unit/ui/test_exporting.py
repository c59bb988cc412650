"""What leaves the dashboard is in the register, and bears the sealed state that it was made from."""

from datetime import date

import pytest
import streamlit as st

from maynum_dash.domain.errors import StoreError, StoreFault
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.sources.workbook import read_workbook
from maynum_dash.store.audit import Action, list_events
from maynum_dash.store.imports import Totals, add_import
from maynum_dash.store.snapshots import seal
from maynum_dash.ui import consultation, exporting, loading, state

TOTALS = Totals(0, 0, 0, 0, 0, 0, 0, 0)


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    kept: dict[str, object] = {}
    monkeypatch.setattr(st, "session_state", kept)
    monkeypatch.delenv("MAYNUM_IDENTITE", raising=False)
    return kept


@pytest.fixture
def fingerprint() -> str:
    workbook = read_workbook(DEMO_WORKBOOK.read_bytes(), "juin.xlsx")
    record, _ = add_import(loading.store(), workbook, TOTALS, "Équipe")
    snapshot, _ = seal(loading.store(), record.id, date(2026, 12, 10), {}, {}, b"{}", "0.2.0", "Équipe")
    return snapshot.fingerprint


def test_an_export_is_written_in_the_register(session: dict[str, object]) -> None:
    session[state.AUTHOR] = "Budget"
    exporting.note("Engagements par exercice")
    event = list_events(loading.store())[0]
    assert (event.author, event.action, event.subject) == (
        "Budget",
        Action.EXPORT,
        "Engagements par exercice",
    )
    assert event.detail == "données courantes"


def test_the_register_says_which_data_were_taken(session: dict[str, object], fingerprint: str) -> None:
    session[state.CONSULTED] = fingerprint
    exporting.note("Postes")
    session[state.CONSULTED], session[state.OPENED] = "", "clé"
    exporting.note("Postes")
    last, before = list_events(loading.store())[:2]
    assert fingerprint in before.detail
    assert last.detail == "classeur en aperçu"
    assert last.author == "visiteur sans nom"


def test_a_register_that_cannot_be_written_is_said(
    session: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreError(StoreFault.FULL, "maynum.db")

    monkeypatch.setattr(exporting, "record", refuse)
    exporting.note("Postes")
    said = session[state.NOTICE]
    assert isinstance(said, tuple)
    assert "il ne reste plus de place" in said[1]


def test_a_sealed_state_is_named_on_every_export(session: dict[str, object], fingerprint: str) -> None:
    assert consultation.mark() == ""
    session[state.CONSULTED] = "1"
    assert consultation.mark() == ""
    session[state.CONSULTED] = fingerprint.lower().replace("-", "")
    assert consultation.mark() == f"État scellé pour le comité du 10/12/2026, empreinte {fingerprint}"
