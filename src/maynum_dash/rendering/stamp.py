"""What every document that goes out bears: where its figures come from, on which day, under which seal."""

from dataclasses import dataclass
from datetime import date

from maynum_dash.rendering import formats


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every page of a document bears.

    Parameters
    ----------
    source
        Where the figures come from, in French, without final full stop.
    day
        Day of the view.
    fingerprint
        Of the sealed state; empty for other data.
    warning
        « Données de démonstration », or the name of a scenario; empty for real data.
    """

    source: str
    day: date
    fingerprint: str = ""
    warning: str = ""

    @property
    def words(self) -> str:
        """The warning, the day and the seal in one line."""
        seal = f"empreinte {self.fingerprint}" if self.fingerprint else ""
        return " · ".join(part for part in (self.warning, formats.day_long(self.day), seal) if part)
