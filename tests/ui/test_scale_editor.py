"""The scale is changed on screen by the team, its effect shown before; past imports and seals keep theirs."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from maynum_dash.analysis.board import build_board
from maynum_dash.analysis.totals import import_totals
from maynum_dash.domain.posts import Funder
from maynum_dash.rendering.sealed import sealed_figures
from maynum_dash.sources.basis import load_basis, with_scale
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.sources.scale import read_scale
from maynum_dash.sources.workbook import read_workbook
from maynum_dash.store.base import Store
from maynum_dash.store.imports import add_import
from maynum_dash.store.opening import open_store
from maynum_dash.store.scales import list_scales
from maynum_dash.store.snapshots import seal

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAYNUM_AUJOURDHUI", "2026-11-23")
    monkeypatch.delenv("MAYNUM_CLASSEURS", raising=False)


@pytest.fixture
def store() -> Iterator[Store]:
    with closing(open_store()) as opened:
        yield opened


def page(path: str = "pages/scenarios.py", **parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    app = app.switch_page(path).run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return "\n".join(getattr(element, "body", "") for element in app.get("html"))


def test_a_version_is_changed_its_effect_shown_then_saved(store: Store) -> None:
    app = page(partie="bareme")
    assert "du fichier data/bareme.toml" in app.caption[-1].value
    app.selectbox(key="scale-version-0").set_value("2020-11-17").run()
    assert "Rien n’est changé" in app.info[0].value
    app.number_input(key="scale-0-2020-11-17-first").set_value(50.0).run()
    assert "de plan ou d’échéancier" in said(app)
    assert "0,00\u00a0€" in said(app)
    app.text_input(key="widget-author-page").set_value("Service budget").run()
    app.text_input(key="scale-note-0").set_value("Délibération du 12 décembre").run()
    app.button(key="scale-save").click().run()
    assert not app.exception
    assert "est en vigueur" in app.success[0].value
    (saved,) = list_scales(store)
    assert (saved.author, saved.note) == ("Service budget", "Délibération du 12 décembre")
    assert read_scale(saved.content.encode(), "").versions[0].clause.first_pct == 50


def test_a_new_version_without_any_post_says_so() -> None:
    app = page(partie="bareme")
    app.number_input(key="scale-0-nouvelle-cap").set_value(16000.0).run()
    assert "seules les décisions à venir" in said(app)


def test_what_cannot_be_a_scale_is_said_and_not_saved(store: Store) -> None:
    app = page(partie="bareme")
    app.number_input(key="scale-0-nouvelle-cap").set_value(100.0).run()
    assert "plus que le plafond" in app.error[0].value
    with pytest.raises(KeyError):
        app.button(key="scale-save")
    assert list_scales(store) == ()


def test_a_reader_sees_the_effect_and_cannot_save(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    team = tmp_path / "equipe.txt"
    team.write_text("autre@exemple.fr\n", encoding="utf-8")
    monkeypatch.setenv("MAYNUM_IDENTITE", "X-Identite")
    monkeypatch.setenv("MAYNUM_EQUIPE", str(team))
    app = page(partie="bareme")
    app.number_input(key="scale-0-nouvelle-cap").set_value(16000.0).run()
    assert "seule l’équipe enregistre un barème" in app.info[-1].value


def test_past_imports_and_sealed_states_keep_their_scale(store: Store) -> None:
    workbook = read_workbook(DEMO_WORKBOOK.read_bytes(), "juin.xlsx")
    board = build_board(workbook, load_basis())
    first, _ = add_import(store, workbook, import_totals(board), "Équipe")
    parameters = {"jour": "2026-11-23", "exercice": "2026", "lecture": "paiement"}
    snapshot, _ = seal(
        store, first.id, date(2026, 12, 1), board.basis.files, parameters, sealed_figures(board), "0.2.0", "É"
    )
    app = page(partie="bareme")
    app.selectbox(key="scale-version-0").set_value("2020-11-17").run()
    app.number_input(key="scale-0-2020-11-17-first").set_value(0.0).run()
    app.text_input(key="widget-author-page").set_value("Équipe").run()
    app.button(key="scale-save").click().run()
    later = replace(workbook, name="novembre.xlsx", sha256="f" * 64)
    second, _ = add_import(store, later, import_totals(board), "Équipe")
    (saved,) = list_scales(store)
    changed = build_board(workbook, with_scale(load_basis(), saved.content.encode()))
    shares = []
    for one in (board, changed):
        rows = one.movements
        kept = (
            (rows["reading"] == "paiement")
            & (rows["funder"] == Funder.DEPARTMENT)
            & (rows["fiscal_year"] == 2026)
        )
        shares.append(f"{rows.loc[kept, 'amount_cents'].sum() // 100:,}".replace(",", "\u202f"))
    assert shares[0] != shares[1]
    for token, share in (
        (str(first.id), shares[0]),
        (snapshot.fingerprint, shares[0]),
        (str(second.id), shares[1]),
    ):
        shown = said(page("pages/budget.py", consulte=token, lecture="paiement", exercice="2026"))
        assert share in shown
