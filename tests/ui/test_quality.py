"""The section « Qualité »: what is at stake first, filtered, and never more or less than what was found."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from maynum_dash.ui import registry

Opener = Callable[..., AppTest]

POSTS: list[dict[str, object]] = [
    {
        "ID Poste": f"P{rank}",
        "Structure": "Commune de Laval",
        "EPCI": epci,
        "Statut": status,
        "Début de convention": "01/09/2026",
        "Couleur": "bleu",
    }
    for rank, (epci, status) in enumerate(
        [("Ernée", "Occupé"), ("Nulle part", "Occupé"), ("Ernée", "inconnu")], start=1
    )
]


def words(app: AppTest) -> str:
    text = " ".join(getattr(one, "body", "") for one in app.main.get("html"))
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_section_counts_and_sorts_by_euros(open_page: Opener) -> None:
    app = open_page(registry.page("imports"), POSTS, rubrique="qualite")
    assert not app.exception
    shown = words(app)
    assert "lignes lues = acceptées + rejetées" in shown
    assert "Couleur" in shown, "a column left aside is named beside its sheet"
    # The unknown status costs a whole post, the unknown territory misplaces one: 15 000 € each.
    assert shown.count("15 000,00") >= 4
    assert shown.index("VALEUR_INCONNUE") < shown.index("COLONNE_INCONNUE")


def test_a_filter_comes_from_the_address_and_goes_back_to_it(open_page: Opener) -> None:
    app = open_page(registry.page("imports"), POSTS, rubrique="qualite", gravite="bloquante")
    assert "VALEUR_INCONNUE" in words(app)
    assert "COLONNE_INCONNUE" not in words(app)
    assert app.query_params["gravite"] == "bloquante"
    app.multiselect(key="widget-anomalie-page").set_value(["EPCI_INCONNU"]).run()
    assert not app.exception
    assert [one.value for one in app.info] == ["Aucune anomalie ne correspond à ces choix."]


def test_the_home_page_leads_to_it(open_page: Opener) -> None:
    app = open_page(registry.page("home"), POSTS)
    labels = [button.label.replace("\u00a0", " ") for button in app.button]
    assert any(label.startswith("Qualité des données : ") for label in labels)


def test_a_workbook_without_a_post_has_its_quality_too(open_page: Opener) -> None:
    app = open_page(registry.page("imports"), [], rubrique="qualite")
    assert not app.exception
    assert "FEUILLE_SANS_LIGNE" in words(app)
