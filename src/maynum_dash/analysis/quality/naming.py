"""Names of territories that lead nowhere: what is asked of the team, with the nearest names; no guess."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pandas import DataFrame

from maynum_dash.analysis.territory.gazetteer import Gazetteer, commune_gazetteer, epci_gazetteer
from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.sources.namings import Named, Naming
from maynum_dash.sources.reference import Reference

LEAST_LIKENESS: Final = 60  # 0 to 100; below, a name is not worth showing beside another
_OFFERED: Final = 5
# An ambiguous name is not asked about: two homonyms are told apart by their code, row by row.
_ASKED: Final = {
    "EPCI_INCONNU": Naming.EPCI,
    "COMMUNE_INCONNUE": Naming.COMMUNE,
    "TERRITOIRE_INCONNU": Naming.COMMUNE,
}


@dataclass(frozen=True, slots=True)
class Near:
    """A territory that a name may stand for.

    Parameters
    ----------
    code
        SIREN or INSEE code.
    name
        Its name.
    likeness
        Of the two names, from 0 to 100.
    """

    code: str
    name: str
    likeness: int


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """A name to decide.

    Parameters
    ----------
    kind
        What its column holds.
    written
        As first written.
    rows
        How many rows bear it.
    stake_cents
        Euros that these rows concern, each counted once; cents.
    sheets
        Where they stand.
    near
        Nearest territories, best first.
    """

    kind: Naming
    written: str
    rows: int
    stake_cents: int
    sheets: tuple[str, ...]
    near: tuple[Near, ...]


def name_questions(
    anomalies: Iterable[Anomaly], reference: Reference, aliases: DataFrame
) -> tuple[NameQuestion, ...]:
    """List the names to decide, those with the most euros first.

    Parameters
    ----------
    anomalies
        What was found in a workbook.
    reference
        Territories.
    aliases
        Former and usual names (``alias``, ``epci_code``).
    """
    groups: dict[tuple[Naming, str], list[Anomaly]] = {}
    for one in anomalies:
        kind = _ASKED.get(one.code)
        if kind is not None and (key := Named(kind, one.value, "").key)[1]:
            groups.setdefault(key, []).append(one)
    if not groups:
        return ()
    lookups = {Naming.EPCI: epci_gazetteer(reference, aliases), Naming.COMMUNE: commune_gazetteer(reference)}
    asked = (_question(kind, found, lookups[kind]) for (kind, _), found in groups.items())
    return tuple(sorted(asked, key=lambda one: (-one.stake_cents, -one.rows)))


def territory_names(kind: Naming, reference: Reference) -> Mapping[str, str]:
    """Give the territories that a name of a kind may stand for, by code, in the order of their names.

    Parameters
    ----------
    kind
        EPCI or communes.
    reference
        Territories.
    """
    table = reference.epci if kind is Naming.EPCI else reference.communes
    ordered = table.sort_values("name")
    return dict(zip(ordered["code"], ordered["name"], strict=True))


def _question(kind: Naming, found: list[Anomaly], lookup: Gazetteer) -> NameQuestion:
    stakes: dict[tuple[str, int | None], int] = {}
    for one in found:
        place = one.sheet, one.row
        stakes[place] = max(stakes.get(place, 0), abs(one.stake_cents or 0))
    written = found[0].value
    near = lookup.nearest(written, LEAST_LIKENESS, _OFFERED)
    return NameQuestion(
        kind=kind,
        written=written,
        rows=len(stakes),
        stake_cents=sum(stakes.values()),
        sheets=tuple(dict.fromkeys(one.sheet for one in found)),
        near=tuple(Near(code, lookup.labels[code], likeness) for code, likeness in near),
    )
