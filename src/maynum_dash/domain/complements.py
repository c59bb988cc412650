"""What exports bring to a workbook: which file filled which table, and how a post was recognised."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

# Kind of the remembered decisions on a row of the State.
STATE_POST: Final = "poste de l'État"


class MatchedBy(StrEnum):
    """Why a row of the State stands for a post of the workbook."""

    IDENTIFIER = "identifiant"
    DECISION = "décision de l'équipe"
    SIRET = "SIRET"
    NAME = "nom de la structure"


@dataclass(frozen=True, slots=True)
class Complement:
    """A file that completes a workbook; at most one per table.

    Parameters
    ----------
    table
        Table of the workbook that it fills.
    profile
        Profile of headings under which it was read.
    label
        What this profile is called in French.
    name, sha256
        File as the user knows it, and the fingerprint of its bytes.
    given_on
        Day on which it was attached.
    """

    table: str
    profile: str
    label: str
    name: str
    sha256: str
    given_on: date
