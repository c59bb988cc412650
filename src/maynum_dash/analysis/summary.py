"""The few figures of the home page, each with the rows it adds up."""

from datetime import date

import pandas as pd

from maynum_dash.analysis.figures import Figure, Unit
from maynum_dash.analysis.money.pivots import of_reading
from maynum_dash.analysis.need.coverage import Department
from maynum_dash.analysis.need.needs import DEFINITION
from maynum_dash.domain.posts import Funder, Reading, Status
from maynum_dash.sources.perimeter import perimeter

READING_RULES = {
    Reading.SIGNATURE: (
        "Les trois années sont comptées dans l’exercice de la décision ; au rendu d’un poste, "
        "la part non acquise est désengagée dans l’exercice du rendu."
    ),
    Reading.TRANCHE: (
        "Chaque année de convention est comptée dans l’exercice où elle commence ; au rendu d’un poste, "
        "les années suivantes ne sont pas engagées et la part non acquise de l’année en cours est désengagée."
    ),
    Reading.PRORATA: (
        "Chaque année de convention est répartie au nombre de jours entre les exercices qu’elle traverse."
    ),
    Reading.PAYMENT: (
        "Les montants sont comptés quand ils sont à payer : acompte au premier jour de chaque année de "
        "convention, solde au dernier jour."
    ),
}


def occupied_posts(posts: pd.DataFrame, source: str, as_of: date) -> Figure:
    """Count the occupied posts among those kept.

    Parameters
    ----------
    posts
        Posts in view.
    source, as_of
        Passport of the figure.
    """
    rows = posts[["row", "post_id", "employer", "epci_name", "status", "fte", "start"]].assign(
        counted=(posts["status"] == Status.OCCUPIED).astype("int64")
    )
    return Figure(
        "postes-occupes",
        "Postes occupés",
        int(rows["counted"].sum()),
        Unit.POSTS,
        "Un poste compte pour 1 quand son statut est « Occupé » dans le classeur, "
        "quelle que soit sa quotité (ETP).",
        source,
        as_of,
        rows,
        "counted",
    )


def covered_territories(coverage: pd.DataFrame, source: str, as_of: date) -> Figure:
    """Count the EPCI seated in the département that an occupied post serves.

    Parameters
    ----------
    coverage
        Result of ``coverage_table``.
    source, as_of
        Passport of the figure.
    """
    seated = coverage[~coverage["is_partial"]]
    rows = seated[["name", "fte", "posts_occupied", "posts_vacant"]].assign(
        counted=(seated["fte"] > 0).astype("int64")
    )
    return Figure(
        "territoires-couverts",
        "Intercommunalités couvertes",
        int(rows["counted"].sum()),
        Unit.TERRITORIES,
        "Une intercommunalité est couverte quand un poste occupé au moins la dessert, en tout ou en partie ; "
        f"seules celles qui ont leur siège {perimeter().within} sont comptées.",
        source,
        as_of,
        rows,
        "counted",
    )


def department_money(
    movements: pd.DataFrame, reading: Reading, fiscal_year: int | None, source: str, as_of: date
) -> Figure:
    """Add up the Département's share, for an exercice or for the whole programme.

    Parameters
    ----------
    movements
        Movements of the posts in view.
    reading
        How money is placed in fiscal years.
    fiscal_year
        Exercice; ``None`` for the whole programme.
    source, as_of
        Passport of the figure.
    """
    rows = of_reading(movements, reading, [Funder.DEPARTMENT])
    if fiscal_year is not None:
        rows = rows[rows["fiscal_year"] == fiscal_year]
    period = "Programme, toutes années" if fiscal_year is None else f"Exercice {fiscal_year}"
    return Figure(
        f"departement-{fiscal_year or 'programme'}",
        f"Part du Département · {period}",
        int(rows["amount_cents"].sum()),
        Unit.CENTS,
        f"Lecture « {reading.value} ». {READING_RULES[reading]}",
        source,
        as_of,
        rows[["post_id", "row", "employer", "scheme_year", "day", "kind", "amount_cents"]],
        "amount_cents",
    )


def people_in_need(coverage: pd.DataFrame, department: Department, source: str, as_of: date) -> Figure:
    """Add up the people in illectronisme of the territories with data.

    Parameters
    ----------
    coverage
        Result of ``coverage_table``.
    department
        Its totals.
    source, as_of
        Passport of the figure.
    """
    rows = coverage.loc[coverage["people"].notna(), ["name", "population_15_plus", "rate_pct", "people"]]
    return Figure(
        "personnes",
        "Personnes en illectronisme",
        department.people,
        Unit.PEOPLE,
        "Population de 15 ans et plus × taux d’illectronisme, commune par commune, puis somme par "
        f"intercommunalité. De celles qui ont leur siège ailleurs, seule la partie située "
        f"{perimeter().within} est comptée. {DEFINITION}",
        source,
        as_of,
        rows,
        "people",
    )


def occupied_fte(
    posts: pd.DataFrame, served: pd.DataFrame, epci_code: str | None, source: str, as_of: date
) -> Figure:
    """Add up the occupied FTE that serve one EPCI, or all of them, share by share.

    Parameters
    ----------
    posts
        Every matched post: the offer does not follow the filters.
    served
        ``row``, ``epci_code`` and ``share`` of each post.
    epci_code
        SIREN; ``None`` for every share, the unmatched ones included.
    source, as_of
        Passport of the figure.
    """
    occupied = posts.loc[posts["status"] == Status.OCCUPIED, ["row", "post_id", "employer", "fte"]]
    rows = served[["row", "epci_code", "share"]].merge(occupied, on="row", how="inner", validate="m:1")
    if epci_code is not None:
        rows = rows[rows["epci_code"] == epci_code]
    rows = rows.assign(share_pct=rows["share"] * 100, counted=rows["fte"] * rows["share"])
    return Figure(
        f"etp-{epci_code or 'ensemble'}",
        "ETP occupés",
        float(rows["counted"].sum()),
        Unit.FTE,
        "Quotité de chaque poste occupé × part de son temps dans chaque intercommunalité desservie ; sans "
        "« EPCI desservis » dans le classeur, tout est compté à l’intercommunalité de l’employeur. "
        "Les filtres ne changent pas l’offre.",
        source,
        as_of,
        rows[["post_id", "row", "employer", "fte", "share_pct", "counted"]],
        "counted",
    )
