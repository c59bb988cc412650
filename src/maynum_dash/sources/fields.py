"""The columns of the canonical workbook: kind of value, whether required, what replaces a missing one."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from maynum_dash.domain.posts import EmployerCategory, Status
from maynum_dash.sources import identifiers
from maynum_dash.sources.amounts import cents
from maynum_dash.sources.dates import day_parser
from maynum_dash.sources.personal import remark
from maynum_dash.sources.rates import rate
from maynum_dash.sources.values import Bounds, Parser, choice, number, text

POSTS: Final = "posts"
SHARES: Final = ("state", "bonus", "department", "employer")
YEARS: Final = (1, 2, 3)


class Kind(StrEnum):
    """How the cells of a column are read."""

    TEXT = "text"
    REMARK = "remark"
    POST = "post"
    SIRET = "siret"
    COMMUNE = "commune"
    EPCI = "epci"
    DATE = "date"
    CENTS = "cents"
    STATUS = "status"
    CATEGORY = "category"
    FTE = "fte"
    PAYMENT = "payment"
    AUTHORISATION = "authorisation"
    STATE = "state"
    RATE = "rate"
    PEOPLE = "people"
    YEAR = "year"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    DAYS = "days"
    FLAG = "flag"
    EUROS = "euros"
    AGREEMENT = "agreement"
    TYPOLOGY = "typology"
    OWNERSHIP = "ownership"
    FRACTION = "fraction"
    HEADCOUNT = "headcount"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table.

    Parameters
    ----------
    name
        Column of the typed table.
    kind
        How its cells are read.
    required
        Whether a row without it is rejected.
    fatal
        Whether a row where it is written but unreadable is rejected.
    fallback
        What an unreadable optional cell becomes, in French.
    """

    name: str
    kind: Kind
    required: bool = False
    fatal: bool = False
    fallback: str = ""


def _required(name: str, kind: Kind) -> Field:
    """Make a required column: unreadable is as good as empty."""
    return Field(name, kind, required=True, fatal=True)


TABLES: Final[dict[str, tuple[Field, ...]]] = {
    POSTS: (
        _required("post_id", Kind.POST),
        _required("employer", Kind.TEXT),
        Field("siret", Kind.SIRET, fallback="poste sans SIRET"),
        # The category decides the amounts: a guess in place of what is written would be a silent error.
        Field("category", Kind.CATEGORY, fatal=True),
        Field("commune", Kind.COMMUNE, fallback="poste sans commune"),
        Field("epci", Kind.EPCI, fallback="poste sans EPCI"),
        Field("served", Kind.TEXT, fallback="seul l'EPCI du siège est desservi"),
        Field("fte", Kind.FTE, fallback="1 ETP"),
        _required("status", Kind.STATUS),
        Field("decided_on", Kind.DATE, fallback="le début de convention en tient lieu"),
        _required("start", Kind.DATE),
        Field("end", Kind.DATE, fallback="trois ans après le début, moins un jour"),
        Field("state_end", Kind.DATE, fallback="fin du financement de l'État inconnue"),
        Field("vacant_since", Kind.DATE, fallback="début de vacance inconnu"),
        Field("returned_on", Kind.DATE, fatal=True),
        *(Field(f"{share}_y{year}_cents", Kind.CENTS, fatal=True) for share in SHARES for year in YEARS),
        Field("decision_reference", Kind.TEXT, fallback="sans référence"),
        Field("remarks", Kind.REMARK, fallback="sans remarque"),
    ),
    "payments": (
        _required("post_id", Kind.POST),
        _required("paid_on", Kind.DATE),
        _required("amount_cents", Kind.CENTS),
        Field("kind", Kind.PAYMENT, fallback="nature inconnue"),
        Field("order_number", Kind.TEXT, fallback="sans numéro de mandat"),
    ),
    "envelopes": (
        _required("fiscal_year", Kind.YEAR),
        _required("authorisation", Kind.AUTHORISATION),
        _required("vote", Kind.TEXT),
        _required("amount_cents", Kind.CENTS),
        Field("voted_on", Kind.DATE, fallback="date du vote inconnue"),
    ),
    "criteria": (
        _required("post_id", Kind.POST),
        _required("criterion", Kind.TEXT),
        _required("state", Kind.STATE),
        Field("checked_on", Kind.DATE, fallback="date inconnue"),
        Field("document", Kind.TEXT, fallback="sans pièce"),
    ),
    "needs": (
        _required("epci", Kind.EPCI),
        _required("rate_pct", Kind.RATE),
        Field("people", Kind.PEOPLE, fallback="taux × population de 15 ans ou plus"),
        _required("year", Kind.YEAR),
        _required("source", Kind.TEXT),
    ),
    "places": (
        _required("name", Kind.TEXT),
        Field("commune", Kind.COMMUNE, fallback="lieu sans commune"),
        Field("latitude", Kind.LATITUDE, fallback="la commune situe le lieu"),
        Field("longitude", Kind.LONGITUDE, fallback="la commune situe le lieu"),
        Field("post_id", Kind.POST, fallback="lieu sans poste"),
        Field("days_per_week", Kind.DAYS, fallback="durée inconnue"),
    ),
    "fragility": (
        _required("territory", Kind.TEXT),
        _required("fragility_index", Kind.INDEX),
        _required("year", Kind.YEAR),
        _required("source", Kind.TEXT),
    ),
    # Elected members are public persons, unlike advisers: their names are kept, their contacts are not.
    "elected": (
        _required("canton", Kind.TEXT),
        _required("name", Kind.REMARK),
        Field("role", Kind.REMARK, fallback="sans fonction"),
    ),
}

# Groups of columns of which one at least must exist, beside the required ones.
ANY_OF: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    POSTS: (("epci", "commune", "siret"),),
    "places": (("commune", "latitude"), ("commune", "longitude")),
}

_STATUSES = {
    **dict.fromkeys(("occupe", "occupee", "pourvu", "pourvue"), Status.OCCUPIED.value),
    **dict.fromkeys(("vacant", "vacante", "non pourvu"), Status.VACANT.value),
    **dict.fromkeys(("rendu", "rendue", "restitue", "restituee"), Status.RETURNED.value),
}
_CATEGORIES = {
    **dict.fromkeys(
        (
            "public bonifie",
            "publique bonifiee",
            "public bonifiee",
            "public avec bonification",
            "publique avec bonification",
            "public bonus",
        ),
        EmployerCategory.PUBLIC_WITH_BONUS.value,
    ),
    **dict.fromkeys(
        ("public", "publique", "public non bonifie", "public sans bonification"),
        EmployerCategory.PUBLIC.value,
    ),
    **dict.fromkeys(("prive", "privee"), EmployerCategory.PRIVATE.value),
}
_PAYMENTS = {
    **dict.fromkeys(("acompte", "acomptes", "avance"), "acompte"),
    **dict.fromkeys(("solde", "soldes"), "solde"),
    **dict.fromkeys(("avoir", "avoirs", "reversement", "titre de recette"), "avoir"),
}
_AUTHORISATIONS = {
    **dict.fromkeys(("ae", "autorisation d engagement", "autorisations d engagement"), "AE"),
    **dict.fromkeys(("cp", "credit de paiement", "credits de paiement"), "CP"),
}
_STATES = {
    **dict.fromkeys(("rempli", "remplie", "oui", "fait", "atteint"), "rempli"),
    **dict.fromkeys(("en attente", "attente", "en cours", "a verifier"), "en attente"),
    **dict.fromkeys(("non rempli", "non remplie", "non", "pas rempli", "non atteint"), "non rempli"),
}


def parsers(*, epoch_1904: bool) -> Mapping[Kind, Parser]:
    """Give the parser of each kind of column.

    Parameters
    ----------
    epoch_1904
        Whether the workbook counts its days from 1904.
    """
    day = day_parser(epoch_1904=epoch_1904)
    return {
        Kind.TEXT: text,
        Kind.REMARK: remark,
        Kind.POST: identifiers.post_key,
        Kind.SIRET: identifiers.siret,
        Kind.COMMUNE: identifiers.commune,
        Kind.EPCI: identifiers.epci,
        Kind.DATE: day,
        Kind.CENTS: cents,
        Kind.STATUS: choice(_STATUSES),
        Kind.CATEGORY: choice(_CATEGORIES),
        Kind.PAYMENT: choice(_PAYMENTS),
        Kind.AUTHORISATION: choice(_AUTHORISATIONS),
        Kind.STATE: choice(_STATES),
        Kind.FTE: number(
            Bounds(0, 1, "un nombre entre 0 et 1, par exemple 0,5", low_included=False), is_share=True
        ),
        Kind.RATE: rate,
        Kind.PEOPLE: number(Bounds(0, 10_000_000, "un nombre entier de personnes", whole=True)),
        Kind.YEAR: number(Bounds(2000, 2100, "une année, par exemple 2026", whole=True)),
        Kind.LATITUDE: number(Bounds(-90, 90, "une latitude en degrés, par exemple 48,07")),
        Kind.LONGITUDE: number(Bounds(-180, 180, "une longitude en degrés, par exemple -0,77")),
        Kind.INDEX: number(Bounds(-10_000, 10_000, "un indice, par exemple 42,5")),
        Kind.DAYS: number(Bounds(0, 7, "un nombre de jours entre 0 et 7")),
    }
