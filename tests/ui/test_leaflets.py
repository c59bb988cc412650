"""The leaflet buttons: nothing is made unasked, both formats are given."""

from typing import Any, Protocol

import pytest
from streamlit.testing.v1 import AppTest

from maynum_dash.ui.registry import Page, page

POST: dict[str, object] = {
    "ID Poste": "1",
    "Structure": "<b>A</b>",
    "EPCI": "Ernée",
    "Statut": "Occupé",
    "Début de convention": "01/09/2026",
}


class Opener(Protocol):
    """Open a page on a workbook of a few posts."""

    def __call__(self, page: Page, posts: list[dict[str, object]], **query: str) -> AppTest: ...


def downloads(app: AppTest) -> list[Any]:
    return [one.proto.label for one in app.get("download_button") if "leaflet-" in one.proto.id]


@pytest.mark.parametrize(
    ("key", "query"), [("coverage", {"aspect": "fiche"}), ("scenarios", {"partie": "simulateur"})]
)
def test_the_leaflet_is_made_on_demand_in_both_formats(
    key: str, query: dict[str, str], open_page: Opener
) -> None:
    app = open_page(page(key), [POST], **query)
    assert not app.exception
    assert downloads(app) == []
    app = app.button(key="leaflet-make").click().run()
    assert not app.exception
    assert downloads(app) == ["Télécharger : PDF", "Télécharger : PowerPoint"]
