"""« Exporter »: nothing is made unasked, what is made is what the view says, what is left out is said."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any, Protocol

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx
from streamlit.testing.v1 import AppTest

from maynum_dash.domain.moves import Scenario, StateEnd
from maynum_dash.sources.scenario import scenario_table
from maynum_dash.store.opening import open_store
from maynum_dash.store.scenarios import save_scenario
from maynum_dash.ui import state
from maynum_dash.ui.registry import PAGES, Page, page

POST: dict[str, object] = {
    "ID Poste": "1",
    "Structure": "<b>A</b>",
    "EPCI": "Ernée",
    "Statut": "Occupé",
    "Début de convention": "01/09/2026",
}
OFFERED = [one for one in PAGES if getattr(import_module(f"maynum_dash.ui.views.{one.key}"), "OFFERS", ())]


class Opener(Protocol):
    """Open a page on a workbook of a few posts."""

    def __call__(self, page: Page, posts: list[dict[str, object]], **query: str) -> AppTest: ...


def downloads(app: AppTest) -> list[Any]:
    return [one.proto for one in app.get("download_button") if "export-" in one.proto.id]


def prepare(app: AppTest) -> AppTest:
    return app.button(key="export-make").click().run()


def test_the_pages_that_the_team_takes_away_offer_it() -> None:
    assert {"home", "territories", "budget", "coverage", "posts"} <= {one.key for one in OFFERED}


@pytest.mark.parametrize("shown", OFFERED, ids=lambda one: one.key)
def test_nothing_is_made_unasked_then_the_file_is_given(shown: Page, open_page: Opener) -> None:
    app = open_page(shown, [POST])
    assert not app.exception
    assert downloads(app) == []
    app = prepare(app)
    assert not app.exception
    assert [one.label for one in downloads(app)] == ["Télécharger"]


def test_a_workbook_without_post_offers_nothing(open_page: Opener) -> None:
    app = open_page(page("budget"), [])
    assert not [one for one in app.button if one.key == "export-make"]


def test_another_view_forgets_the_file_made(open_page: Opener) -> None:
    app = prepare(open_page(page("budget"), [POST]))
    assert len(downloads(app)) == 1
    assert downloads(app.selectbox(key="widget-exercice-sidebar").set_value(2027).run()) == []


def test_posts_that_cannot_be_published_are_said(open_page: Opener) -> None:
    app = open_page(page("budget"), [POST])
    choice = app.radio(key="export-choice")
    said = " ".join(one.value for one in prepare(choice.set_value(choice.options[1]).run()).warning)
    assert "Sans SIRET" in said
    assert "Lignes du classeur" in said


def test_open_data_are_refused_to_a_scenario(open_page: Opener) -> None:
    scenario = Scenario("Sans l’État", (StateEnd(date(2027, 1, 1), Decimal(0)),))
    with closing(open_store()) as store:
        number = save_scenario(store, scenario.name, scenario_table(scenario), "Équipe").id
    app = open_page(page("budget"), [POST], consulte=f"scenario-{number}")
    choice = app.radio(key="export-choice")
    app = prepare(choice.set_value(choice.options[1]).run())
    assert "Les données ouvertes ne publient que des faits" in " ".join(one.value for one in app.error)
    assert downloads(app) == []


def test_a_long_export_is_given_up_at_its_next_step(
    open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []

    def write(_subject: object, progress: Callable[[int, int], None]) -> bytes:
        steps.append("begun")
        progress(0, 3)
        context = get_script_run_ctx()
        assert context is not None
        assert context.script_requests is not None
        # « Annuler » asks for another run, as any control does.
        context.script_requests.request_rerun(
            RerunData(widget_states=WidgetStates(), page_script_hash=context.page_script_hash)
        )
        progress(1, 3)
        steps.append("went on")
        return b""

    monkeypatch.setattr("maynum_dash.ui.offers.computed_workbook", write)
    app = prepare(open_page(page("budget"), [POST]))
    assert steps == ["begun"]
    assert not app.exception
    assert downloads(app) == []
    assert state.PREPARED not in app.session_state
