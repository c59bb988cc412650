"""The published aggregates that the illectronisme estimate is fitted on."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources.folder import DATA

CALIBRATION = DATA / "calage.toml"


@dataclass(frozen=True, slots=True)
class Calibration:
    """Published figures: two to fit, one to check, one to compare with.

    Parameters
    ----------
    department_rate_pct
        Rate of the whole département, in %; fitted. The uniform one when none is published.
    anchor_epci, anchor_rate_pct
        SIREN of one EPCI and its rate, in %; fitted. Empty and ``None`` when none is published.
    checked_epci, checked_rate_pct
        SIREN of the EPCI whose published rate, in %, is only compared with the estimate; empty and ``None``
        when none is.
    people_15_plus, inhabitants
        People aged 15 and over, and all inhabitants, of the same census.
    uniform_rate_pct
        Rate that is the same everywhere, in %.
    quotations
        Source of each figure, in French, by table of the file.
    """

    department_rate_pct: float
    anchor_epci: str
    anchor_rate_pct: float | None
    checked_epci: tuple[str, ...]
    checked_rate_pct: float | None
    people_15_plus: int
    inhabitants: int
    uniform_rate_pct: float
    quotations: tuple[tuple[str, str], ...]

    @property
    def share_15_plus(self) -> float:
        """Share of the inhabitants aged 15 and over, from 0 to 1."""
        return self.people_15_plus / self.inhabitants


def load_calibration(path: Path = CALIBRATION) -> Calibration:
    """Read the published aggregates.

    Parameters
    ----------
    path
        TOML file with the tables ``population_15_plus`` and ``uniforme``, and those of ``departement``,
        ``ancrage`` and ``verification`` that are published for the territory.

    Returns
    -------
    Calibration

    Raises
    ------
    UnreadableFileError
        When the file is missing, malformed, or holds an impossible figure.
    """
    remedy = "Reprenez le fichier livré avec le tableau de bord"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        whole = tables.get("departement", tables["uniforme"])
        anchor, checked = tables.get("ancrage"), tables.get("verification")
        calibration = Calibration(
            department_rate_pct=float(whole["taux_pct"]),
            anchor_epci=str(anchor["epci"]) if anchor else "",
            anchor_rate_pct=float(anchor["taux_pct"]) if anchor else None,
            checked_epci=tuple(str(code) for code in checked["epci"]) if checked else (),
            checked_rate_pct=float(checked["taux_pct"]) if checked else None,
            people_15_plus=int(tables["population_15_plus"]["personnes"]),
            inhabitants=int(tables["population_15_plus"]["habitants"]),
            uniform_rate_pct=float(tables["uniforme"]["taux_pct"]),
            quotations=tuple((name, str(table["source"])) for name, table in tables.items()),
        )
    except KeyError as error:
        raise UnreadableFileError(path.name, f"la donnée {error} est absente", remedy) from error
    except (OSError, ValueError, TypeError) as error:
        reason = "il est absent ou ce n'est pas un fichier TOML de chiffres"
        raise UnreadableFileError(path.name, reason, remedy) from error
    _check(path, calibration)
    return calibration


def _check(path: Path, calibration: Calibration) -> None:
    """Refuse rates outside ]0, 100[ and a share of people aged 15 and over outside ]0, 1]."""
    rates = (
        calibration.department_rate_pct,
        calibration.anchor_rate_pct,
        calibration.checked_rate_pct,
        calibration.uniform_rate_pct,
    )
    if not all(0 < rate < 100 for rate in rates if rate is not None):  # noqa: PLR2004 - the bounds of a percentage
        raise UnreadableFileError(path.name, "un taux n'est pas compris entre 0 et 100", "Corrigez-le")
    if not 0 < calibration.people_15_plus <= calibration.inhabitants:
        reason = "les personnes de 15 ans ou plus dépassent les habitants"
        raise UnreadableFileError(path.name, reason, "Corrigez les deux effectifs")
