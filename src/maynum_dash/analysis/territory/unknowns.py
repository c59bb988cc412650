"""What is said of a name that leads to no territory, to several, or where the team decided."""

from collections.abc import Iterable
from typing import Final

from maynum_dash.analysis.territory.gazetteer import Found
from maynum_dash.analysis.territory.names import read_commune_code
from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.sources.perimeter import perimeter

_OR_DECIDE: Final = "ou décidez-en une fois pour toutes page Imports, rubrique Qualité"


def epci_anomaly(text: str, found: Found, column: str = "EPCI") -> Anomaly:
    """Say that an EPCI is unknown, ambiguous or decided; the caller adds sheet and row.

    Parameters
    ----------
    text
        What the cell holds.
    found
        Result of the lookup, without a code or with a decision.
    column
        Heading of the column.
    """
    if found.decided is not None:
        return _as_decided(text, found.decided, column)
    if found.candidates:
        message = f"L'EPCI « {text} » peut désigner {_listed(found.candidates)} : écrivez son SIREN."
        return Anomaly("EPCI_AMBIGU", Severity.WARNING, "", None, column, text, message)
    message = (
        f"L'EPCI « {text} » n'est pas reconnu {perimeter().within}.{_question(found)} "
        f"Écrivez son nom exact ou son SIREN (9 chiffres), {_OR_DECIDE}."
    )
    return Anomaly("EPCI_INCONNU", Severity.WARNING, "", None, column, text, message)


def commune_anomaly(text: str, found: Found, column: str = "Commune") -> Anomaly:
    """Say that a commune is unknown, ambiguous, elsewhere or decided; the caller adds sheet and row.

    Parameters
    ----------
    text
        What the cell holds.
    found
        Result of the lookup, without a code or with a decision.
    column
        Heading of the column.
    """
    if found.decided is not None:
        return _as_decided(text, found.decided, column)
    code = read_commune_code(text)
    if found.candidates:
        message = f"La commune « {text} » peut désigner {_listed(found.candidates)} : écrivez son code Insee."
        return Anomaly("COMMUNE_AMBIGUE", Severity.WARNING, "", None, column, text, message)
    if code is not None and not code.startswith(perimeter().code):
        message = f"Le code Insee « {text} » désigne une commune d'un autre département."
        return Anomaly("COMMUNE_HORS_DEPARTEMENT", Severity.WARNING, "", None, column, text, message)
    message = (
        f"La commune « {text} » n'est pas reconnue {perimeter().within}.{_question(found)} "
        "Écrivez son nom exact ou son code Insee (5 chiffres ; ce n'est pas le code postal), "
        f"{_OR_DECIDE}."
    )
    return Anomaly("COMMUNE_INCONNUE", Severity.WARNING, "", None, column, text, message)


def _listed(names: Iterable[str]) -> str:
    return " ou ".join(f"« {name} »" for name in names)


def _question(found: Found) -> str:
    return f" Vouliez-vous dire {_listed(found.suggestions)} ?" if found.suggestions else ""


def _as_decided(text: str, name: str, column: str) -> Anomaly:
    """Say what the team decided of a name: nothing of it is done in silence."""
    if not name:
        message = f"« {text} » n'est aucun territoire {perimeter().of}, comme l'équipe l'a décidé."
        return Anomaly("TERRITOIRE_ECARTE", Severity.INFORMATION, "", None, column, text, message)
    message = f"« {text} » est lu comme « {name} », comme l'équipe l'a décidé."
    return Anomaly("TERRITOIRE_DECIDE", Severity.INFORMATION, "", None, column, text, message)
