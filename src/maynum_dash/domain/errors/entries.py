"""Rows typed in the application that cannot be kept."""

from collections.abc import Sequence

from maynum_dash.domain.errors.base import MaynumError

_TOLD = 5


class EntryError(MaynumError):
    """Typed rows that cannot be counted: none of them is kept.

    Parameters
    ----------
    faults
        Row, from 1, and French sentence, in the order of the rows.
    """

    def __init__(self, faults: Sequence[tuple[int, str]]) -> None:
        told = " ".join(f"Ligne {row} : {message}" for row, message in faults[:_TOLD])
        more = f" (et {len(faults) - _TOLD} autres points)" if len(faults) > _TOLD else ""
        super().__init__(f"Rien n’est enregistré. {told}{more}")
        self.faults = tuple(faults)


class StaleEntryError(MaynumError):
    """Rows typed over data that are no longer in force.

    Parameters
    ----------
    based_on
        Number of the import that was shown.
    current
        Number of the import in force; ``None`` when there is none.
    """

    def __init__(self, based_on: int, current: int | None) -> None:
        now = (
            "il n’y a plus de données courantes" if current is None else f"l’import n° {current} l’a remplacé"
        )
        super().__init__(
            f"Rien n’est enregistré : cette saisie partait de l’import n° {based_on}, et {now} entre-temps. "
            "Rechargez la page, vérifiez les lignes, puis recommencez."
        )
        self.based_on = based_on
        self.current = current


class NothingEnteredError(MaynumError):
    """Typed rows that are those already in force."""

    def __init__(self) -> None:
        super().__init__("Rien n’est enregistré : les lignes sont celles qui étaient déjà là.")
