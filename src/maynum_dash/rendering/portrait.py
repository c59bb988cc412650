"""The sheet of a territory in words and rows: the same on screen, on paper and on a slide."""

from maynum_dash.analysis.need.portrait import Portrait, Profile
from maynum_dash.domain.coverage import Standing
from maynum_dash.domain.posts import Reading
from maynum_dash.domain.priority import Tier
from maynum_dash.rendering import formats
from maynum_dash.rendering.nearness import HOSTS
from maynum_dash.sources.perimeter import perimeter

KINDS = {
    Tier.DEPARTMENT: "Département",
    Tier.EPCI: "Intercommunalité",
    Tier.CANTONS: "Canton",
    Tier.COMMUNES: "Commune",
}
LIKENESS = (
    "Territoires semblables : les trois de même niveau les plus proches par la taille (population de 15 ans "
    "et plus), la part des 65 ans et plus et la part des peu diplômés, chaque critère comptant autant."
)
_STANDINGS = {
    Standing.ABOVE: "mieux doté que la moyenne",
    Standing.ALIKE: "un écart trop faible pour être affirmé, à un poste près",
    Standing.BELOW: "moins doté que la moyenne",
}
_READINGS = {
    Reading.SIGNATURE: "à la signature",
    Reading.TRANCHE: "par tranche annuelle",
    Reading.PRORATA: "au prorata des jours",
    Reading.PAYMENT: "au paiement",
}


def sentences(sheet: Portrait) -> tuple[str, ...]:
    """Say what the figures say, one subject a sentence, as text.

    Parameters
    ----------
    sheet
        Figures of the territory.
    """
    own = sheet.own
    if own.population is None:
        unknown = (
            f"{own.name} : ce canton contient une partie d’une commune coupée entre plusieurs cantons. Ni sa "
            "population, ni son besoin, ni ses postes ne sont connus ; ils ne sont pas nuls."
        )
        return (unknown,)
    said = [_need(sheet), _offer(sheet), _money(sheet), _access(sheet), _alike(sheet)]
    return tuple(one for one in said if one)


def _need(sheet: Portrait) -> str:
    own = sheet.own
    start = (
        f"{own.name} compte {formats.integer(own.population)} habitants, dont "
        f"{formats.integer(own.population_15_plus)} de 15 ans et plus."
    )
    if sheet.is_partial:
        start = f"Seule la partie située {perimeter().within} est comptée. {start}"
    if own.people is None:
        return f"{start} Son besoin n’est pas connu : sans donnée n’est pas zéro."
    spread = _range(own)
    beside = (
        ""
        if sheet.tier is Tier.DEPARTMENT
        else f", contre {_pct(sheet.department.rate_pct)} {perimeter().within}"
    )
    return (
        f"{start} {formats.integer(own.people)} personnes y sont en illectronisme, soit {_pct(own.rate_pct)} "
        f"des 15 ans et plus{spread}{beside}."
    )


def _range(own: Profile) -> str:
    """Write the range of the estimate; where it is nil by construction it says nothing of the precision."""
    low, high = formats.decimal(own.rate_low_pct, 1), formats.decimal(own.rate_high_pct, 1)
    if own.rate_low_pct is None or low == high:
        return ""
    return f" (de {low} à {formats.percent(own.rate_high_pct)} selon l’hypothèse de calcul)"


def _offer(sheet: Portrait) -> str:
    own = sheet.own
    occupied, vacant, returned = own.posts_occupied or 0, own.posts_vacant or 0, own.posts_returned or 0
    if occupied + vacant + returned:
        has = "a son siège" if occupied + vacant + returned == 1 else "ont leur siège"
        posts = (
            f"{formats.count(occupied, 'poste occupé', 'postes occupés')}, "
            f"{formats.count(vacant, 'vacant')} et {formats.count(returned, 'rendu')} y {has}."
        )
    else:
        posts = "Aucun poste n’y a son siège."
    if own.fte is None:
        return f"{posts} Un poste dessert une intercommunalité : les ETP ne se lisent qu’à ce niveau."
    served = f"{posts} {formats.decimal(own.fte, 2)}\u00a0ETP occupés la desservent"
    if sheet.tier is Tier.DEPARTMENT:
        served = f"{posts} {formats.decimal(own.fte, 2)}\u00a0ETP occupés desservent le département"
    if own.fte_per_1000 is None:
        return f"{served}."
    said = (
        f"{served}, soit {formats.decimal(own.fte_per_1000, 2)} pour 1\u202f000 personnes en illectronisme "
        f"(intervalle à 95 % : {formats.decimal(own.ci_low, 2)} à {formats.decimal(own.ci_high, 2)})"
    )
    if sheet.tier is Tier.DEPARTMENT:
        return f"{said}."
    verdict = _STANDINGS.get(sheet.standing)
    beside = f", contre {formats.decimal(sheet.department.fte_per_1000, 2)} {perimeter().within}"
    return f"{said}{beside}{f' : {verdict}' if verdict else ''}."


def _money(sheet: Portrait) -> str:
    own, asked = sheet.own, sheet.asked
    if not sheet.money:
        return "Le Département n’y finance aucun poste."
    first, last = sheet.money[0].fiscal_year, sheet.money[-1].fiscal_year
    years = f"en {first}" if first == last else f"de {first} à {last}"
    return (
        f"La part du Département, comptée {_READINGS[asked.reading]} au siège de l’employeur, est de "
        f"{formats.euros(own.euros_cents)} pour l’exercice {asked.fiscal_year} et de "
        f"{formats.euros(own.programme_cents)} sur tout le programme ({years})."
    )


def _access(sheet: Portrait) -> str:
    own, asked = sheet.own, sheet.asked
    if own.access_pct is None:
        return ""
    radius = f"{formats.decimal(asked.radius_km, 0)}\u00a0km"
    places = HOSTS[asked.hosts].lower() if asked.hosts.value != "tous" else "conseiller ou France services"
    if sheet.tier is Tier.COMMUNES:
        where = "à moins" if own.communes_beyond == 0 else "à plus"
        far = "" if own.distance_km is None else f" ({formats.decimal(own.distance_km, 1)}\u00a0km)"
        return f"La commune est {where} de {radius} d’un lieu ({places}), en ligne droite{far}."
    beyond = (
        "aucune commune n’est"
        if not own.communes_beyond
        else f"{formats.count(own.communes_beyond, 'commune')} sur {formats.integer(own.communes)} "
        f"{'est' if own.communes_beyond == 1 else 'sont'}"
    )
    beside = (
        ""
        if sheet.tier is Tier.DEPARTMENT
        else f", contre {_pct(sheet.department.access_pct)} {perimeter().within}"
    )
    return (
        f"{_pct(own.access_pct)} des personnes en illectronisme vivent dans une commune à {radius} ou moins "
        f"d’un lieu ({places}), en ligne droite{beside} ; {beyond} au-delà."
    )


def _alike(sheet: Portrait) -> str:
    if not sheet.similar:
        return ""
    names = ", ".join(one.name for one in sheet.similar)
    rates = [one.rate_pct for one in sheet.similar if one.rate_pct is not None]
    said = f"Les territoires les plus semblables sont {names}"
    if rates and sheet.own.rate_pct is not None:
        said += f" : leur taux va de {formats.decimal(min(rates), 1)} à {formats.percent(max(rates))}"
    return f"{said}."


def _pct(value: float | None) -> str:
    return formats.percent(value)


def facts(sheet: Portrait) -> tuple[tuple[str, str], ...]:
    """Give the headline figures, each with its name.

    Parameters
    ----------
    sheet
        Figures of the territory.
    """
    own = sheet.own
    posts = " / ".join(
        formats.integer(value) for value in (own.posts_occupied, own.posts_vacant, own.posts_returned)
    )
    return (
        ("Personnes en illectronisme", formats.integer(own.people)),
        ("Taux des 15 ans et plus", _pct(own.rate_pct)),
        ("Postes occupés / vacants / rendus", posts),
        ("ETP pour 1\u202f000 personnes", formats.decimal(own.fte_per_1000, 2)),
        (f"Département, exercice {sheet.asked.fiscal_year}", formats.euros(own.euros_cents)),
        (
            f"Part à {formats.decimal(sheet.asked.radius_km, 0)}\u00a0km ou moins d’un lieu",
            _pct(own.access_pct),
        ),
    )


HEADINGS = (
    "Territoire",
    "15 ans et plus",
    "Taux",
    "Personnes",
    "ETP pour 1\u202f000",
    "À portée d’un lieu",
    "€ par habitant",
)


def comparison(sheet: Portrait) -> tuple[tuple[str, ...], ...]:
    """Write the rows that set the territory beside the département and those like it.

    Parameters
    ----------
    sheet
        Figures of the territory.

    Returns
    -------
    tuple of tuple of str
        Cells in the order of ``HEADINGS``; euros are those of the exercice in view.
    """
    return tuple(_row(one) for one in compared(sheet))


def compared(sheet: Portrait) -> tuple[Profile, ...]:
    """List the territory, the département, then those like it."""
    others = () if sheet.tier is Tier.DEPARTMENT else (sheet.department,)
    return (sheet.own, *others, *sheet.similar)


def _row(one: Profile) -> tuple[str, ...]:
    return (
        one.name,
        formats.integer(one.population_15_plus),
        _pct(one.rate_pct),
        formats.integer(one.people),
        formats.decimal(one.fte_per_1000, 2),
        _pct(one.access_pct),
        formats.decimal(one.euros_per_inhabitant, 2),
    )


def seats(sheet: Portrait, limit: int) -> tuple[str, ...]:
    """List the employers of the territory with the status of their posts, up to a limit."""
    listed = [
        f"{seat.employer} ({', '.join(status.lower() for status in seat.statuses)})"
        for seat in sheet.seats[:limit]
    ]
    more = len(sheet.seats) - limit
    return (
        (*listed, f"et {formats.count(more, 'autre employeur', 'autres employeurs')}")
        if more > 0
        else (*listed,)
    )
