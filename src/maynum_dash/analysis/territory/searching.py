"""Names under which a territory is looked for, whatever its level: today's, and those of merged communes."""

from dataclasses import dataclass

from maynum_dash.analysis.territory.levels import WHOLE
from maynum_dash.analysis.territory.names import canton_key
from maynum_dash.domain.coverage import Level
from maynum_dash.domain.departments import department_of
from maynum_dash.sources.perimeter import Perimeter
from maynum_dash.sources.reference import Reference


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of a territory.

    Parameters
    ----------
    level, code
        The territory.
    name
        As written.
    key
        As it is looked for: plain letters, « saint » in full, no article.
    former
        Name of today of the commune, when this one is of the past; empty otherwise.
    """

    level: Level
    code: str
    name: str
    key: str
    former: str = ""


def entries(reference: Reference, perimeter: Perimeter) -> tuple[Entry, ...]:
    """List every name, the largest territories first.

    Parameters
    ----------
    reference
        Territories of today, and merged communes.
    perimeter
        Name of the whole.
    """
    whole = Entry(Level.DEPARTMENT, perimeter.code or WHOLE, perimeter.name, search_key(perimeter.name))
    known = [
        (level, code, name, "")
        for level, table, column in (
            (Level.EPCI, reference.epci, "short_name"),
            (Level.CANTONS, reference.cantons, "name"),
            (Level.COMMUNES, reference.communes, "name"),
        )
        for code, name in zip(table["code"], table[column], strict=True)
    ]
    today = dict(zip(reference.communes["code"], reference.communes["name"], strict=True))
    former = reference.former_communes
    known += [
        (Level.COMMUNES, code, name, today[code])
        for code, name in zip(former["code"], former["former_name"], strict=True)
        if name != today.get(code, name)
    ]
    listed = [Entry(level, code, name, search_key(name), then) for level, code, name, then in known]
    return (whole, *sorted(listed, key=lambda entry: (list(Level).index(entry.level), entry.key)))


def is_within(entry: Entry, department: str) -> bool:
    """Tell whether a name may be found from a map of one département: its communes, and what is larger."""
    return entry.level is not Level.COMMUNES or department_of(entry.code) == department


def search_key(text: str) -> str:
    """Write a name as it is looked for: « St-Denis-d'Anjou » → ``saint denis anjou``.

    Examples
    --------
    >>> search_key("St-Denis-d'Anjou"), search_key("L'Huisserie")
    ('saint denis anjou', 'huisserie')
    """
    return canton_key(text)
