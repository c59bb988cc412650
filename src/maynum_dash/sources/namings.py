"""What the team decided that a written territory stands for, once for every file."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.values import fold

# In a data folder only where something was decided: the shipped one has none.
NAMINGS: Final = "noms_decides.csv"
NOWHERE: Final = ""  # the name is known to be no territory of the data folder
_COLUMNS: Final = ("nature", "ecrit", "code")
_REASON: Final = "ce n'est pas une liste de noms décidés"
_REMEDY: Final = "Reprenez le fichier tel qu'il a été scellé"


class Naming(StrEnum):
    """Kind of territory that a column holds."""

    EPCI = "epci"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """One decision.

    Parameters
    ----------
    kind
        What the column holds.
    written
        Name, as a file writes it.
    code
        SIREN of an EPCI or INSEE code of a commune; `NOWHERE` when it is neither.
    """

    kind: Naming
    written: str
    code: str

    @property
    def key(self) -> tuple[Naming, str]:
        """What the decision is about: capitals, accents and punctuation do not matter, digits do."""
        return self.kind, fold(self.written)


def namings_csv(namings: Iterable[Named]) -> bytes:
    """Write decisions as a file of the data folder, the same bytes whatever their order.

    Parameters
    ----------
    namings
        At most one per key.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows((one.kind.value, one.written, one.code) for one in sorted(namings))
    return out.getvalue().encode()


def read_namings(content: bytes) -> tuple[Named, ...]:
    """Read decisions back.

    Parameters
    ----------
    content
        Result of `namings_csv`.

    Raises
    ------
    UnreadableFileError
        When it is anything else.
    """
    try:
        head, *rows = csv.reader(io.StringIO(content.decode("utf-8"), newline=""))
        found = tuple(Named(Naming(kind), written, code) for kind, written, code in rows)
    except (ValueError, csv.Error) as error:
        raise UnreadableFileError(NAMINGS, _REASON, _REMEDY) from error
    if tuple(head) != _COLUMNS:
        raise UnreadableFileError(NAMINGS, _REASON, _REMEDY)
    return found
