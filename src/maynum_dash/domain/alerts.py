"""What somebody must decide or do, with its deadline, its euros and its rows."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Urgency(StrEnum):
    """How soon a matter must be dealt with."""

    URGENT = "Urgent"
    SOON = "À prévoir"
    CHECK = "À vérifier"


class AlertCode(StrEnum):
    """Stable identifier of a kind of alert."""

    ENDING = "CONVENTION_FINISSANTE"
    VACANT_FOUR = "VACANCE_QUATRE_MOIS"
    VACANT_SIX = "VACANCE_SIX_MOIS"
    CAP = "PLAFOND_DEPASSE"
    OVERDUE = "VERSEMENT_EN_RETARD"
    CREDIT_NOTE = "AVOIR_A_RECUPERER"
    UNALLOTTED = "VERSEMENT_SANS_ECHEANCE"
    CRITERION = "CRITERE_MANQUANT"
    DOCUMENT = "PIECE_MANQUANTE"
    CP_SHORT = "CP_INSUFFISANTS"
    AE_SHORT = "AE_INSUFFISANTE"
    OFF_SCALE = "MONTANT_HORS_BAREME"


LABELS = {
    AlertCode.ENDING: "Convention qui finit",
    AlertCode.VACANT_FOUR: "Vacance de quatre mois",
    AlertCode.VACANT_SIX: "Vacance de six mois",
    AlertCode.CAP: "Plafond dépassé",
    AlertCode.OVERDUE: "Versement en retard",
    AlertCode.CREDIT_NOTE: "Avoir à récupérer",
    AlertCode.UNALLOTTED: "Versement sans échéance",
    AlertCode.CRITERION: "Critère manquant",
    AlertCode.DOCUMENT: "Pièce manquante",
    AlertCode.CP_SHORT: "CP insuffisants",
    AlertCode.AE_SHORT: "AE insuffisante",
    AlertCode.OFF_SCALE: "Montant hors barème",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the workbook.

    Parameters
    ----------
    sheet
        Name of the sheet, as the user sees it.
    row
        Row number as seen in Excel.
    """

    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to decide or do.

    Parameters
    ----------
    code
        Kind.
    urgency
        How soon.
    subject
        Structure or envelope that it is about.
    post_id
        Post; empty for an envelope.
    what
        French sentence without its final full stop: what happens.
    to_do
        French sentence without its final full stop: what to do.
    due_on
        Deadline; ``None`` when there is none.
    stake_cents
        Euros at stake, in cents.
    rows
        Rows of the workbook behind it.
    """

    code: AlertCode
    urgency: Urgency
    subject: str
    post_id: str
    what: str
    to_do: str
    due_on: date | None
    stake_cents: int
    rows: tuple[Row, ...]
