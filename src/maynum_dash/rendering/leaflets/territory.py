"""« Fiche territoire »: the need, the posts and the help of a territory, beside the others."""

from typing import Final

from maynum_dash.analysis.need.portrait import Portrait
from maynum_dash.rendering import palette, portrait
from maynum_dash.rendering.formats import count, day_long, decimal, euros, euros_round, integer, percent
from maynum_dash.rendering.leaflets.model import Leaflet
from maynum_dash.rendering.slides.model import KeyFigure
from maynum_dash.rendering.slides.proofs import Chart, Measure, Series, Shape, Table
from maynum_dash.rendering.stamp import Stamp

_SEATS: Final = 6


def territory_leaflet(sheet: Portrait, need: str, stamp: Stamp) -> Leaflet:
    """Write the leaflet of a territory.

    Parameters
    ----------
    sheet
        Its figures.
    need
        French name of the source of the need, without full stop.
    stamp
        What the page bears.
    """
    employers = portrait.seats(sheet, _SEATS)
    said = ("En toutes lettres", portrait.sentences(sheet))
    return Leaflet(
        f"fiche-territoire-{sheet.own.code}",
        f"Conseiller May Num · fiche territoire · {portrait.KINDS[sheet.tier].lower()}",
        _title(sheet),
        f"Au {day_long(sheet.as_of)}.",
        _figures(sheet),
        _chart(sheet),
        (_comparison(sheet),),
        (said, ("Qui emploie ici", employers)) if employers else (said,),
        f"{portrait.LIKENESS} Besoin : {need}. {stamp.source}. {sheet.credit}",
        stamp,
    )


def _title(sheet: Portrait) -> str:
    own = sheet.own
    if own.people is None:
        return f"{own.name} : besoin sans donnée"
    posts = own.posts_occupied or 0
    helped = (
        count(posts, "conseiller en poste", "conseillers en poste") if posts else "aucun conseiller en poste"
    )
    return f"{own.name} : {integer(own.people)} personnes en illectronisme, {helped}"


def _figures(sheet: Portrait) -> tuple[KeyFigure, ...]:
    own = sheet.own
    figures = [
        KeyFigure(
            "Personnes en illectronisme",
            "sans donnée" if own.people is None else integer(own.people),
            "" if own.rate_pct is None else f"{percent(own.rate_pct)} des 15 ans et plus",
        )
    ]
    if own.fte_per_1000 is not None:
        interval = f"de {decimal(own.ci_low)} à {decimal(own.ci_high)} (intervalle à 95\u00a0%)"
        figures.append(KeyFigure("ETP pour 1\u202f000 personnes", decimal(own.fte_per_1000), interval))
    if own.euros_cents is not None:
        programme = f"{euros_round(own.programme_cents)} sur tout le programme"
        figures.append(
            KeyFigure(f"Département, {sheet.asked.fiscal_year}", euros(own.euros_cents), programme)
        )
    if own.access_pct is not None:
        radius = decimal(sheet.asked.radius_km, 0)
        figures.append(
            KeyFigure("À portée d’un lieu", percent(own.access_pct), f"à {radius}\u00a0km ou moins")
        )
    return tuple(figures)


def _chart(sheet: Portrait) -> Chart | None:
    """Draw the money of each exercice; nothing when none is spent there."""
    if not any(one.amount_cents for one in sheet.money):
        return None
    years = tuple(str(one.fiscal_year) for one in sheet.money)
    cents = tuple(one.amount_cents for one in sheet.money)
    said = " ; ".join(f"{year} : {euros(one)}" for year, one in zip(years, cents, strict=True))
    table = Table(
        "Part du Département par exercice, en euros",
        ("Exercice", "Montant"),
        tuple((year, euros(one)) for year, one in zip(years, cents, strict=True)),
        (False, True),
        ("Total", euros(sum(cents))),
    )
    return Chart(
        Shape.STACKED,
        Measure.CENTS,
        years,
        (Series("Part du Département", cents, palette.ACCENT),),
        f"Part du Département par exercice. {said}.",
        table,
        cents,
    )


def _comparison(sheet: Portrait) -> Table:
    return Table(
        "À côté du département et des territoires semblables",
        portrait.HEADINGS,
        portrait.comparison(sheet),
        (False, *[True] * (len(portrait.HEADINGS) - 1)),
    )
