"""« Fiche employeur »: what a post costs a structure, and what is asked of it."""

from collections.abc import Iterable
from typing import Final

from maynum_dash.analysis.scenario.simulation import Simulation
from maynum_dash.domain.fiscal import SCHEME_YEARS
from maynum_dash.domain.posts import Funder
from maynum_dash.rendering import palette
from maynum_dash.rendering.employer_sheet import NOT_A_PROMISE, WITH, WITHOUT, need_sentence
from maynum_dash.rendering.formats import day_long, decimal, euros, euros_round, integer, percent
from maynum_dash.rendering.leaflets.model import Leaflet
from maynum_dash.rendering.slides.model import KeyFigure
from maynum_dash.rendering.slides.proofs import Chart, Measure, Series, Shape, Table
from maynum_dash.rendering.stamp import Stamp

_YEARS: Final = tuple(f"Année {year}" for year in SCHEME_YEARS)


def employer_leaflet(made: Simulation, stamp: Stamp) -> Leaflet:
    """Write the leaflet of a simulation.

    Parameters
    ----------
    made
        The simulation.
    stamp
        What the page bears.
    """
    with_help, without = sum(made.employer_with), sum(made.employer_without)
    request = made.request
    return Leaflet(
        "fiche-employeur",
        "Conseiller May Num · fiche employeur",
        f"Un conseiller numérique chez vous : {euros_round(with_help)} à votre charge sur trois ans, "
        f"au lieu de {euros_round(without)}",
        f"Employeur « {request.category} », {made.need.name}. Premier jour : {day_long(request.start)}. "
        f"Quotité : {decimal(request.fte, 2)} ETP. {need_sentence(made)}",
        _figures(made),
        _chart(made),
        (_plan(made),),
        (
            ("Critères d’éligibilité", made.version.criteria),
            ("Vos engagements", made.version.commitments),
        ),
        f"{NOT_A_PROMISE}. Barème valable depuis le {day_long(made.version.valid_from)} ; la base "
        f"subventionnée n’est pas le coût complet d’un poste. Besoin : {made.need.source}. {stamp.source}.",
        stamp,
    )


def _figures(made: Simulation) -> tuple[KeyFigure, ...]:
    need = made.need
    known = need.people is not None
    return (
        KeyFigure("Le Département apporte", euros_round(made.department_cents), "sur trois ans"),
        KeyFigure("Reste à votre charge", euros_round(sum(made.employer_with)), "avec May Num"),
        KeyFigure("Sans May Num", euros_round(sum(made.employer_without)), "à votre charge"),
        KeyFigure(
            "Personnes en illectronisme",
            integer(need.people) if known else "sans donnée",
            f"{percent(need.rate_pct)} des 15 ans et plus" if known else need.name,
        ),
    )


def _chart(made: Simulation) -> Chart:
    rows = ((WITHOUT, made.employer_without, "#7F7F7F", 4), (WITH, made.employer_with, palette.ACCENT, 1))
    table = Table(
        "Ce que l’employeur paie chaque année, en euros",
        ("Employeur", *_YEARS, "Trois ans"),
        tuple((name, *_amounts(cents)) for name, cents, _, _ in rows),
        (False, True, True, True, True),
    )
    said = " ; ".join(
        f"{name} : {', '.join(euros_round(one) for one in cents)}" for name, cents, _, _ in rows
    )
    return Chart(
        Shape.GROUPED,
        Measure.CENTS,
        _YEARS,
        tuple(Series(name, tuple(cents), colour, rank) for name, cents, colour, rank in rows),
        f"Reste à charge de l’employeur, années 1 à 3. {said}.",
        table,
    )


def _plan(made: Simulation) -> Table:
    totals = [sum(made.plan[funder][year - 1] for funder in Funder) for year in SCHEME_YEARS]
    return Table(
        "Plan de financement, en euros",
        ("Financeur", *_YEARS, "Trois ans"),
        tuple((funder.value, *_amounts(made.plan[funder])) for funder in Funder),
        (False, True, True, True, True),
        ("Base subventionnée", *_amounts(totals)),
    )


def _amounts(cents: Iterable[int]) -> tuple[str, ...]:
    found = tuple(cents)
    return (*map(euros, found), euros(sum(found)))
