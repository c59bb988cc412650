"""A large canonical workbook: real territories, the rest drawn by lot, the same bytes for the same seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from openpyxl import Workbook

from maynum_dash.domain.deadlines import add_months
from maynum_dash.domain.posts import EmployerCategory, Status
from maynum_dash.rendering.archive import workbook_bytes
from maynum_dash.rendering.layout import Value, sheets
from maynum_dash.sources.reference import load_reference

TODAY = date(2026, 11, 23)
EMPLOYERS = 60
Row = dict[str, Value]

_TITLE = "Postes tirés au sort"
_WRITTEN_AT = datetime(2026, 11, 20, tzinfo=UTC)
_FIRST_START, _MONTHS = date(2021, 1, 1), 71  # starts from January 2021 to November 2026
_DAYS = (1, 1, 1, 15)
_AMOUNTS = (3500, 5000, 6500)
_KINDS = {
    "Mairie de {}": EmployerCategory.PUBLIC,
    "Centre communal d’action sociale de {}": EmployerCategory.PUBLIC_WITH_BONUS,
    "Médiathèque de {}": EmployerCategory.PUBLIC_WITH_BONUS,
    "Centre social de {}": EmployerCategory.PRIVATE,
    "Familles rurales de {}": EmployerCategory.PRIVATE,
    "Espace public numérique de {}": EmployerCategory.PUBLIC_WITH_BONUS,
    "Régie de quartier de {}": EmployerCategory.PRIVATE,
    "Foyer de jeunes travailleurs de {}": EmployerCategory.PRIVATE,
    "Maison France services de {}": EmployerCategory.PUBLIC,
}


@dataclass(frozen=True, slots=True)
class _Employer:
    """A structure, its seat and its EPCI."""

    name: str
    siret: str
    category: EmployerCategory
    commune: str
    epci: str


@dataclass(frozen=True, slots=True)
class _Post:
    """A row of « Postes », with the dates that its payments depend on."""

    line: Row
    start: date
    stop: date


def big_workbook(posts: int, seed: int, employers: int = EMPLOYERS) -> bytes:
    """Write a workbook of many posts, with their payments, envelopes and places.

    Parameters
    ----------
    posts
        Posts of the sheet « Postes », named from P-0001.
    seed
        Another seed gives other employers, statuses, dates and amounts to the same posts.
    employers
        Distinct structures, at most nine for each commune of the département.
    """
    lot = Random(seed)  # noqa: S311 -- invented data, not a secret
    structures = _employers(lot, employers)
    names = sorted({structure.epci for structure in structures})
    drawn = [_post(lot, number, structures[number % employers], names) for number in range(1, posts + 1)]
    tables: dict[str, Sequence[Row]] = {
        "posts": [post.line for post in drawn],
        "payments": [payment for post in drawn for payment in _payments(post)],
        "envelopes": list(_envelopes(posts)),
        "places": [_place(lot, post.line) for post in drawn[::10]],
    }
    book = Workbook(write_only=True)
    for sheet in sheets():
        page = book.create_sheet(sheet.name)
        headings = [column.heading for column in sheet.columns]
        page.append(headings)
        for line in tables.get(sheet.table, ()):
            page.append([line.get(heading) for heading in headings])
    return workbook_bytes(book, _TITLE, _WRITTEN_AT)


def _employers(lot: Random, count: int) -> list[_Employer]:
    reference = load_reference()
    epci = dict(zip(reference.epci["code"], reference.epci["name"], strict=True))
    communes = reference.communes.dropna(subset="epci_code")
    seats = list(zip(communes["name"], communes["epci_code"].map(epci), strict=True))
    offered = [(kind, seat) for kind in _KINDS for seat in seats]
    return [
        _Employer(kind.format(commune), _siret(lot), _KINDS[kind], commune, name)
        for kind, (commune, name) in lot.sample(offered, count)
    ]


def _siret(lot: Random) -> str:
    """Draw 14 digits whose two keys are right."""
    siren = _keyed(f"99{lot.randrange(10**6):06d}")
    return _keyed(f"{siren}0001")


def _keyed(digits: str) -> str:
    """Add the Luhn key: doubled digits, from the last one."""
    doubled = [int(digit) * (2 - position % 2) for position, digit in enumerate(reversed(digits))]
    return digits + str(-sum(value // 10 + value % 10 for value in doubled) % 10)


def _post(lot: Random, number: int, employer: _Employer, epci: Sequence[str]) -> _Post:
    start = add_months(_FIRST_START, lot.randrange(_MONTHS)).replace(day=lot.choice(_DAYS))
    end = add_months(start, 36) - timedelta(days=1)
    other = lot.choice(epci)
    shares = lot.random() < 0.03 and other != employer.epci
    line: Row = {
        "ID Poste": f"P-{number:04d}",
        "Structure": employer.name,
        "SIRET": employer.siret,
        "Catégorie employeur": employer.category.value,
        "Commune": employer.commune,
        "EPCI": employer.epci,
        "EPCI desservis": f"{employer.epci} : 60 % ; {other} : 40 %" if shares else None,
        "ETP": lot.choice((1, 1, 1, 1, 0.8, 0.5)),
        "Date de décision": start - timedelta(days=lot.randint(15, 40)),
        "Début de convention": start,
        "Fin de convention": end,
        "Fin de convention État": min(end, date(2026, 12, 31)),
        "Référence de décision": f"DEL-{start.year}-{number:04d}",
    }
    status, stop = _status(lot, start, min(end, TODAY))
    return _Post(line | status | _deliberated(lot), start, stop)


def _status(lot: Random, start: date, last: date) -> tuple[Row, date]:
    """Draw a status, and until when the post is paid: one in twelve is vacant, one in sixteen given back."""
    drawn, days = lot.random(), (last - start).days
    if drawn < 1 / 12 and last == TODAY:
        since = TODAY - timedelta(days=lot.randint(0, min(days, 300)))
        return {"Statut": Status.VACANT.value, "Vacant depuis": since}, TODAY
    if drawn > 15 / 16 and days > 1:
        returned = start + timedelta(days=lot.randint(1, days))
        return {"Statut": Status.RETURNED.value, "Date de rendu": returned}, returned
    return {"Statut": Status.OCCUPIED.value}, TODAY


def _deliberated(lot: Random) -> Row:
    """Draw amounts of its own for one post in ten; a few are above the cap."""
    if lot.random() > 0.1:
        return {}
    percent = lot.choice((50, 50, 80, 80, 80, 90, 110))
    return {
        f"Département A{year}": amount * percent / 100
        for year, amount in zip((1, 2, 3), _AMOUNTS, strict=True)
    }


def _payments(post: _Post) -> Iterator[Row]:
    """Write the instalment of each scheme year begun before the post was given back."""
    name = post.line["ID Poste"]
    for year, amount in enumerate(_AMOUNTS):
        day = add_months(post.start, 12 * year)
        if day < post.stop:
            yield {
                "ID Poste": name,
                "Date": day,
                "Montant": amount * 0.7,
                "Nature": "acompte",
                "N° mandat": f"M-{day.year}-{name}",
            }


def _envelopes(posts: int) -> Iterator[Row]:
    for year in range(_FIRST_START.year, TODAY.year + 1):
        for authorisation, share in (("AE", 2500), ("CP", 2200)):
            yield {
                "Exercice": year,
                "Type": authorisation,
                "Vote": "BP",
                "Montant": posts * share,
                "Date": date(year - 1, 12, 15),
            }


def _place(lot: Random, line: Row) -> Row:
    name = f"Permanence de {line['Commune']}, {line['ID Poste']}"
    return {
        "Nom": name,
        "Commune": line["Commune"],
        "ID Poste": line["ID Poste"],
        "Jours par semaine": lot.choice((0.5, 1, 2, 3)),
    }
