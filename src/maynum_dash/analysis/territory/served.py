"""« EPCI desservis »: which territories a post serves, and in which parts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from maynum_dash.analysis.territory.gazetteer import Gazetteer
from maynum_dash.analysis.territory.names import epci_core
from maynum_dash.analysis.territory.unknowns import epci_anomaly
from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.sources.perimeter import perimeter

COLUMN = "EPCI desservis"
_WHOLE = ("departement", "departement entier", "ensemble departement", "tous", "tout departement")
# With the name of the territory.
_NAMED = (
    "departement {}",
    "ensemble {}",
    "{} entiere",
    "{} entier",
    "tout departement {}",
    "toute {}",
    "tout {}",
)
_TOLERANCE = Fraction(1, 10_000)  # 0.01 point
# Lengths are bounded: a cell of 32 000 digits is refused in no time, and never becomes a number.
_TAIL = re.compile(r"^(?P<name>.*\S) ?(?P<part>(?<![\d.,])[\d.,]{1,12} ?%)\)?$")
_PART = re.compile(r"^(?P<number>\d{1,9}(?:[.,]\d{1,9})?)(?:/(?P<over>[1-9]\d{0,3}))?(?P<percent>%?)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One territory of a cell.

    Parameters
    ----------
    name
        Name or SIREN, as written.
    part
        Part from 0 to 1; ``None`` when none is given.
    is_readable
        Whether what stands after the name is a part at all.
    """

    name: str
    part: Fraction | None
    is_readable: bool = True


@dataclass(frozen=True, slots=True)
class Sharing:
    """How one post is shared.

    Parameters
    ----------
    shares
        (EPCI code, part from 0 to 1); the code is ``None`` for what could not be attributed. Sums to 1.
    anomalies
        What had to be said, without sheet and row.
    """

    shares: tuple[tuple[str | None, float], ...]
    anomalies: tuple[Anomaly, ...] = ()


def read_entries(text: str) -> tuple[Entry, ...]:
    """Cut a cell into territories and parts.

    Parameters
    ----------
    text
        Entries apart by ``;``, ``|`` or line breaks (a name may hold a comma), each
        « name : part » with a part as « 50 % », « 0,5 », « 50 » or « 1/2 ».

    Notes
    -----
    Parts written without « % » are read together: fractions when none is above 1, percentages otherwise.
    """
    pieces = [_split(piece) for piece in re.split(r"[;|\r\n]+", text) if piece.strip()]
    numbers = [_number(part) for _, part in pieces]
    bare = [value for value, has_percent in numbers if value is not None and not has_percent]
    scale = Fraction(1, 100) if any(value > 1 for value in bare) else Fraction(1)
    entries = []
    for (name, part), (value, has_percent) in zip(pieces, numbers, strict=True):
        is_readable = value is not None or not part
        size = None if value is None else value * (Fraction(1, 100) if has_percent else scale)
        entries.append(Entry(name, size, is_readable))
    return tuple(entries)


def read_sharing(text: str, epci: Gazetteer, weights: Mapping[str, float]) -> Sharing:
    """Turn a cell into shares that sum to 1, the part that cannot be attributed kept aside.

    Parameters
    ----------
    text
        The cell.
    epci
        Lookup of EPCI.
    weights
        Population 15+ of the EPCI seated in the département, by code: how « tout le département » is shared.

    Notes
    -----
    1. Without any part, the territories named have equal parts.
    2. Parts that do not sum to 100 % within 0.01 point are kept as written when they leave something over:
       the rest is attributed to no EPCI. Above 100 % nothing can be attributed.
    """
    entries = read_entries(text)
    parts, anomalies = _parts(entries, text)
    found = epci.find_all(entry.name for entry in entries)
    shares: dict[str | None, Fraction] = {}
    for entry, part in zip(entries, parts, strict=True):
        if epci_core(entry.name) in _whole_names():
            anomalies.append(_whole_department(text))
            portions = _portions(weights)
        else:
            portions = {found[entry.name].code: Fraction(1)}
            if found[entry.name].is_said:
                anomalies.append(epci_anomaly(entry.name, found[entry.name], COLUMN))
        for code, portion in portions.items():
            shares[code] = shares.get(code, Fraction(0)) + part * portion
    anomalies += _repeated(text, (found[entry.name].code for entry in entries))
    rest = 1 - sum(shares.values(), Fraction(0))
    if rest > 0:
        shares[None] = shares.get(None, Fraction(0)) + rest
    kept = sorted(
        ((code, float(share)) for code, share in shares.items() if share > 0), key=lambda s: s[0] is None
    )
    return Sharing(tuple(kept), tuple(anomalies))


def _split(piece: str) -> tuple[str, str]:
    """Cut an entry into a name and the text of a part, empty when there is none."""
    name, mark, part = " ".join(piece.split()).replace("=", ":").partition(":")
    if mark and name.strip():
        return name.strip(), part.strip()
    match = _TAIL.search(name)
    return (match["name"].rstrip("( "), match["part"]) if match else (" ".join(piece.split()), "")


def _number(part: str) -> tuple[Fraction | None, bool]:
    match = _PART.match(re.sub(r"\s", "", part))
    if match is None:
        return None, False
    value = Fraction(match["number"].replace(",", ".")) / int(match["over"] or 1)
    return value, bool(match["percent"])


def _parts(entries: Sequence[Entry], text: str) -> tuple[list[Fraction], list[Anomaly]]:
    """Give the part of each entry, and what is wrong with them."""
    if all(entry.part is None and entry.is_readable for entry in entries):
        return [Fraction(1, len(entries)) for _ in entries], []
    parts = [entry.part or Fraction(0) for entry in entries]
    total = sum(parts, Fraction(0))
    is_complete = all(entry.part is not None for entry in entries)
    if is_complete and abs(total - 1) <= _TOLERANCE:
        return [part / total for part in parts], []
    if total > 1:
        return [Fraction(0) for _ in entries], [
            _invalid(text, total, "le poste n'est donc attribué à aucun EPCI")
        ]
    return parts, [_invalid(text, total, "le reste n'est attribué à aucun EPCI")]


def _portions(weights: Mapping[str, float]) -> dict[str | None, Fraction]:
    exact = {code: Fraction(weight) for code, weight in weights.items()}
    total = sum(exact.values())
    return {code: weight / total for code, weight in exact.items()}


def _invalid(text: str, total: Fraction, consequence: str) -> Anomaly:
    written = f"{float(total * 100):.2f}".rstrip("0").rstrip(".").replace(".", ",")
    message = (
        f"Les parts de « {text} » ne sont pas toutes lisibles ou ne font pas 100 % (lu : {written} %) ; "
        f"{consequence}. "
        "Écrivez « nom : part ; nom : part », par exemple « EPCI A : 60 % ; EPCI B : 40 % »."
    )
    return Anomaly("PARTS_INVALIDES", Severity.WARNING, "", None, COLUMN, text, message)


@cache
def _whole_names() -> frozenset[str]:
    """List the ways to write « the whole département », normalised."""
    name = epci_core(perimeter().name)
    return frozenset((*_WHOLE, *(form.format(name) for form in _NAMED)))


def _whole_department(text: str) -> Anomaly:
    message = (
        "Le poste dessert tout le département : il est réparti entre les EPCI qui y ont leur siège, "
        "selon leur population de 15 ans et plus."
    )
    return Anomaly("DEPARTEMENT_ENTIER", Severity.INFORMATION, "", None, COLUMN, text, message)


def _repeated(text: str, codes: Iterable[str | None]) -> list[Anomaly]:
    known = [code for code in codes if code is not None]
    if len(known) == len(set(known)):
        return []
    message = f"Un EPCI est cité plusieurs fois dans « {text} » : ses parts sont additionnées."
    return [Anomaly("EPCI_DESSERVI_EN_DOUBLE", Severity.WARNING, "", None, COLUMN, text, message)]
