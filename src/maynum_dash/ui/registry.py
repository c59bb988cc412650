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
    offers_reading
        Whether the page lets the user choose the reading itself.
    """

    key: str
    path: str
    title: str
    icon: str
    offers_reading: bool = False


PAGES = (
    Page("home", "dashboard.py", "Accueil", ":material/home:"),
    Page("territories", "pages/carte.py", "Carte", ":material/map:"),
    Page("budget", "pages/budget.py", "Budget", ":material/euro:", offers_reading=True),
    Page("coverage", "pages/couverture.py", "Couverture", ":material/balance:"),
    Page("posts", "pages/postes.py", "Postes", ":material/badge:"),
    Page("method", "pages/methode.py", "Méthode et sources", ":material/menu_book:"),
)


def page(key: str) -> Page:
    """Find a page by key; an unknown key is a bug."""
    return next(candidate for candidate in PAGES if candidate.key == key)
