"""The content of one cell, as two readers see it and as it crosses the border of a process."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

# What Excel shows instead of a value; a text that says the same was pasted from such a cell.
ERROR_VALUES = frozenset(
    {
        "#REF!",
        "#N/A",
        "#DIV/0!",
        "#VALUE!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#GETTING_DATA",
        "#BLOCKED!",
        "#CONNECT!",
        "#UNKNOWN!",
        "#BUSY!",
        "#PYTHON!",
        "#EXTERNAL!",
        "#VALEUR!",
        "#NOM?",
        "#NUL!",
        "#NOMBRE!",
        "#PROPAGATION!",
        "#EPARS!",
    }
)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_SHOWN = 120
# Below this, a float that is whole is exactly the integer that people typed.
_EXACT = 1e16
_SAME_MOMENT = timedelta(seconds=1)


class FlawKind(StrEnum):
    """Why a cell has no value that may be counted."""

    ERROR = "erreur"
    FORMULA = "formule"
    DISAGREEMENT = "desaccord"
    SHIFT = "decalage"


class Witness(StrEnum):
    """How far the second reader confirmed the first."""

    COMPLETE = "complet"
    PARTIAL = "partiel"
    BROKEN = "interrompu"
    ABSENT = "absent"
    ALONE = "seul"


@dataclass(frozen=True, slots=True)
class Flaw:
    """A cell that holds something, but nothing that may be counted.

    Parameters
    ----------
    kind
        What is wrong with it.
    text
        What stands in the cell, as far as it can be shown.
    """

    kind: FlawKind
    text: str


Cell = None | bool | int | float | str | date | datetime | Flaw


def clean(raw: object) -> Cell:
    """Bring the value of either reader to one vocabulary.

    Parameters
    ----------
    raw
        Value given by python-calamine or openpyxl.

    Returns
    -------
    Cell
        ``None`` for blank; durations and times of day become text, because no column expects them.
    """
    if isinstance(raw, str):
        return _text(raw)
    if raw is None or isinstance(raw, bool | int | date):
        return raw
    if isinstance(raw, float):
        return raw if math.isfinite(raw) else Flaw(FlawKind.ERROR, str(raw))
    if isinstance(raw, time):
        return f"{raw:%H:%M:%S}"
    if isinstance(raw, timedelta):
        return _duration(raw)
    return _text(str(raw))


def _text(raw: str) -> Cell:
    """Trim a text, and recognise one that says an error."""
    text = raw.strip()
    if text and (text[0] in _INVISIBLE or text[-1] in _INVISIBLE):
        text = text.strip(_INVISIBLE).strip()
    if text.startswith("#") and text.upper() in ERROR_VALUES:
        return Flaw(FlawKind.ERROR, text)
    return text or None


def _duration(length: timedelta) -> str:
    """Write a duration in French: ``30 h``, ``30 h 05 min``, ``30 h 05 min 07 s``."""
    minutes, seconds = divmod(round(abs(length).total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    sign = "−" if length < timedelta() else ""
    parts = f"{sign}{hours} h", f"{minutes:02} min", f"{seconds:02} s"
    return " ".join(parts[: 3 if seconds else 2 if minutes else 1])


def same(first: Cell, second: Cell) -> bool:
    """Tell whether two readers saw the same value.

    Parameters
    ----------
    first, second
        Cleaned cells of the two readers.

    Returns
    -------
    bool
        Numbers agree within float printing (relative 1e-12), moments within one second,
        texts whatever their white space.
    """
    if isinstance(first, bool) or isinstance(second, bool):
        return first is second
    if first == second:
        return True
    if isinstance(first, int | float) and isinstance(second, int | float):
        return math.isclose(first, second, rel_tol=1e-12, abs_tol=1e-12)
    if isinstance(first, date) and isinstance(second, date):
        return abs(moment(first) - moment(second)) <= _SAME_MOMENT
    if isinstance(first, str) and isinstance(second, str):
        return _plain(first) == _plain(second)
    return False


def moment(day: date) -> datetime:
    """Give the first moment of a day, or the moment itself without its zone."""
    if isinstance(day, datetime):
        return day.replace(tzinfo=None)
    return datetime.combine(day, time())


def show(cell: Cell) -> str:
    """Write a cell as its user sees it, for an anomaly; long texts are cut."""
    if isinstance(cell, date):
        moment_shown = isinstance(cell, datetime) and cell.time() != time()
        return f"{cell:%d/%m/%Y %H:%M}" if moment_shown else f"{cell:%d/%m/%Y}"
    if isinstance(cell, bool):
        return "VRAI" if cell else "FAUX"
    if isinstance(cell, float):
        return repr(int(cell) if cell.is_integer() and abs(cell) < _EXACT else cell).replace(".", ",")
    text = "" if cell is None else cell.text if isinstance(cell, Flaw) else str(cell)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def encode(cell: Cell) -> object:
    """Write a cell with the types of JSON only."""
    if isinstance(cell, datetime):
        return {"t": moment(cell).isoformat()}
    if isinstance(cell, date):
        return {"j": cell.isoformat()}
    if isinstance(cell, Flaw):
        return {"f": [cell.kind.value, cell.text]}
    return cell


def decode_row(cells: Sequence[object]) -> list[Cell]:
    """Read back the cells written by `encode`."""
    return [_decode(cell) if type(cell) is dict else cell for cell in cells]  # type: ignore[misc]


def _decode(cell: dict[str, object]) -> Cell:
    """Read a cell that JSON has no type for."""
    match cell:
        case {"t": str(text)}:
            return datetime.fromisoformat(text)
        case {"j": str(text)}:
            return date.fromisoformat(text)
        case {"f": [str(kind), str(text)]}:
            return Flaw(FlawKind(kind), text)
    raise ValueError(cell)


def _plain(text: str) -> str:
    """Forget white space and the ``_x000D_`` escapes that only one reader resolves."""
    return "".join(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).split())
