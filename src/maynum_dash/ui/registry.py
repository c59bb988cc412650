"""The pages of the dashboard, in the order of the menu."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    Parameters
    ----------
    key
        Name of its module in ``ui/views``.
    path
        Script that Streamlit serves, relative to the project; its name is the address.
    title
        French title.
    icon
        Material symbol, shipped with Streamlit.
    scope
        French sentence: what the filters change on the page.
    offers_reading
        Whether the page lets the user choose the reading itself.
    """

    key: str
    path: str
    title: str
    icon: str
    scope: str
    offers_reading: bool = False


PAGES = (
    Page(
        "home",
        "dashboard.py",
        "Accueil",
        ":material/home:",
        "Postes et montants suivent les filtres ; besoin et couverture décrivent tout le département.",
    ),
    Page(
        "territories",
        "pages/carte.py",
        "Carte",
        ":material/map:",
        "Les postes et les montants suivent le statut et la catégorie ; les taux et les ETP, non.",
    ),
    Page(
        "budget",
        "pages/budget.py",
        "Budget",
        ":material/euro:",
        "Toute la page suit les filtres.",
        offers_reading=True,
    ),
    Page(
        "coverage",
        "pages/couverture.py",
        "Couverture",
        ":material/balance:",
        "Cette page décrit tout le département : elle ne suit pas les filtres.",
    ),
    Page("posts", "pages/postes.py", "Postes", ":material/badge:", "Toute la page suit les filtres."),
    Page(
        "scenarios",
        "pages/scenarios.py",
        "Scénarios",
        ":material/alt_route:",
        "Cette page décrit tout le département : elle ne suit pas les filtres.",
        offers_reading=True,
    ),
    Page(
        "imports",
        "pages/imports.py",
        "Imports",
        ":material/history:",
        "Seuls les montants de « Ce qui a changé » suivent le territoire ; le reste décrit tout le "
        "département.",
    ),
    Page(
        "presentation",
        "pages/presentation.py",
        "Présentation",
        ":material/co_present:",
        "Postes et montants suivent les filtres ; besoin et couverture décrivent tout le département.",
    ),
    Page(
        "method",
        "pages/methode.py",
        "Méthode et sources",
        ":material/menu_book:",
        "Cette page ne suit pas les filtres.",
    ),
)


def page(key: str) -> Page:
    """Find a page by key; an unknown key is a bug."""
    return next(candidate for candidate in PAGES if candidate.key == key)
