"""The page Scénarios: try, keep, look at everywhere, simulate a post; a reader tries and never writes."""

import json
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from maynum_dash.domain.moves import Renewal, Scenario, StateEnd
from maynum_dash.sources.scenario import read_scenario, scenario_table
from maynum_dash.store.audit import list_events
from maynum_dash.store.opening import open_store
from maynum_dash.store.scenarios import list_scenarios, save_scenario

ROOT = Path(__file__).parents[2]
PAGE = "pages/scenarios.py"
SAVED = Scenario("Fin de l’État", (Renewal(date(2030, 12, 31)), StateEnd(date(2027, 1, 1), Decimal(50))))


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAYNUM_AUJOURDHUI", "2026-11-23")
    monkeypatch.delenv("MAYNUM_CLASSEURS", raising=False)


def opened(**parameters: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.run()
    app = app.switch_page(PAGE).run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return "\n".join(
        [*(getattr(element, "body", "") for element in app.get("html")), *(m.value for m in app.markdown)]
    )


def kept() -> None:
    with closing(open_store()) as store:
        save_scenario(store, SAVED.name, json.loads(json.dumps(scenario_table(SAVED))), "Équipe")


def test_ready_made_scenarios_are_compared_at_once() -> None:
    app = opened()
    assert "Tout est renouvelé" in said(app)
    assert "pas des données réelles" in said(app)
    assert "+645\u202f000,00\u00a0€" in said(app)


@pytest.mark.parametrize("side", ["fiscal_year", "funder", "epci_code"])
def test_every_side_has_its_table(side: str) -> None:
    app = opened(scenarios="etat,deux-postes", lignes=side, financeur="Tous les financeurs")
    assert not app.error
    assert "Deux postes de plus" in said(app)


def test_a_move_is_told_before_it_is_added_then_kept_for_the_team() -> None:
    app = opened(partie="composer")
    app.selectbox(key="move-kind-0").set_value(StateEnd).run()
    assert "L’État cesse de financer le 1er janvier 2027" in said(app)
    app.number_input(key="move-StateEnd-0-pct").set_value(40.0).run()
    assert "le Département en paie 40\u00a0%, l’employeur 60\u00a0%" in said(app)
    app.button(key="move-keep").click().run()
    app.text_input(key="widget-draft-name-page").set_value("Fin de l’aide").run()
    app.text_input(key="widget-author-page").set_value("Service budget").run()
    app.button(key="scenario-save").click().run()
    assert not app.exception
    assert app.success
    with closing(open_store()) as store:
        (found,) = list_scenarios(store)
        assert list_events(store)[0].author == "Service budget"
    assert read_scenario(found.content) == Scenario(
        "Fin de l’aide", (StateEnd(date(2027, 1, 1), Decimal(40)),)
    )
    app.button(key="move-change-0").click().run()
    app.number_input(key="move-StateEnd-2-pct").set_value(0.0).run()
    app.button(key="move-keep").click().run()
    assert "l’employeur paie à sa place" in said(app)
    app.button(key="move-remove-0").click().run()
    assert "Le scénario est vide" in app.info[0].value


@pytest.mark.parametrize("rank", range(10))
def test_every_kind_of_move_can_be_added(rank: int) -> None:
    app = opened(partie="composer")
    kinds = app.selectbox(key="move-kind-0").options
    assert len(kinds) == 10
    app.selectbox(key="move-kind-0").select_index(rank).run()
    app.button(key="move-keep").click().run()
    assert not app.exception
    assert not app.error
    assert "Écart avec les données actuelles" in said(app)


def test_without_a_name_nothing_is_kept() -> None:
    app = opened(partie="composer")
    app.button(key="move-keep").click().run()
    app.text_input(key="widget-draft-name-page").set_value("Essai").run()
    app.button(key="scenario-save").click().run()
    assert "Indiquez votre nom" in app.error[0].value
    with closing(open_store()) as store:
        assert list_scenarios(store) == ()


def test_a_reader_tries_and_writes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept()
    team = tmp_path / "equipe.txt"
    team.write_text("autre@exemple.fr\n", encoding="utf-8")
    monkeypatch.setenv("MAYNUM_IDENTITE", "X-Identite")
    monkeypatch.setenv("MAYNUM_EQUIPE", str(team))
    app = opened(partie="composer")
    app.button(key="move-keep").click().run()
    assert "Écart avec les données actuelles" in said(app)
    assert app.button(key="scenario-save").disabled
    assert app.button(key="scenario-delete").disabled


def test_a_saved_scenario_is_taken_again_and_duplicated() -> None:
    kept()
    app = opened(partie="composer")
    app.selectbox(key="scenario-origin").set_value("1").run()
    app.button(key="scenario-take").click().run()
    assert app.session_state["draft"] == SAVED
    assert app.text_input(key="widget-draft-name-page").value == SAVED.name
    app.text_input(key="widget-author-page").set_value("Service budget").run()
    app.button(key="scenario-save-new").click().run()
    with closing(open_store()) as store:
        assert [read_scenario(one.content) for one in list_scenarios(store)] == [SAVED, SAVED]


@pytest.mark.parametrize(
    ("page", "leaf"),
    [
        *((page, "") for page in ("dashboard.py", "pages/budget.py", "pages/couverture.py", PAGE)),
        *(("pages/postes.py", leaf) for leaf in ("liste", "frise", "fiche")),
    ],
)
def test_a_scenario_is_looked_at_in_every_page_and_never_taken_for_data(page: str, leaf: str) -> None:
    kept()
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params["feuillet"] = leaf
    app.query_params["consulte"] = "scenario-1"
    app.run()
    if page != "dashboard.py":
        app.switch_page(page).run()
    assert not app.exception
    assert not app.error
    assert "Scénario « Fin de l’État », pas des données réelles" in said(app)


@pytest.mark.parametrize("token", ["scenario-9", "scenario-", "scenario-x", "scenario-99999999999"])
def test_a_scenario_that_is_not_there_is_explained(token: str) -> None:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.query_params["consulte"] = token
    app.run()
    assert any("Aucun scénario enregistré ou prêt" in warning.value for warning in app.warning)


def test_a_simulation_is_opened_again_by_its_address() -> None:
    address = {"employeur": "Privé", "pour": "200083392", "debut": "2027-09-01", "decision": "2027-06-01"}
    app = opened(partie="simulateur", etp="0.5", **address)
    assert app.selectbox(key="widget-employeur-page").value == "Privé"
    assert app.date_input(key="widget-debut-page").value == date(2027, 9, 1)
    assert app.number_input(key="widget-etp-page").value == 0.5
    assert "Laval Agglomération" in said(app)
    assert "31\u202f000,00\u00a0€" in said(app)


def test_an_address_that_means_nothing_gives_the_usual_simulation() -> None:
    app = opened(partie="simulateur", debut="2027-02-30", decision="1999-01-01", etp="9", pour="?")
    assert app.date_input(key="widget-debut-page").value == date(2027, 1, 1)
    assert app.date_input(key="widget-decision-page").value == date(2026, 11, 23)


def test_the_least_envelope_becomes_a_scenario() -> None:
    app = opened(partie="enveloppe")
    assert "Renouveler 7\u00a0conventions suffit" in said(app)
    app.button(key="keeping-take").click().run()
    assert app.session_state["partie"] == "composer"
    assert len(app.session_state["draft"].moves[0].post_ids) == 7
