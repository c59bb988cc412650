"""The words of what changed between two workbooks: causes of money, natures of differences."""

from enum import StrEnum


class Cause(StrEnum):
    """Why an amount changed, in the order of a bridge.

    ``SCALE`` to ``RETURN`` stand in the order in which they are attributed; the last two move money from one
    place to another and never change a total.
    """

    ENTERED = "Postes entrés"
    LEFT = "Postes sortis"
    SCALE = "Barème"
    CATEGORY = "Catégorie d’employeur"
    AMOUNTS = "Montants délibérés"
    DATES = "Dates de décision et de début"
    RETURN = "Rendus"
    STRUCTURE = "Changements de structure"
    EPCI = "Changements d’EPCI"


class Nature(StrEnum):
    """What differs in the description of one post, in the order of a table."""

    ENTERED = "Poste entré"
    LEFT = "Poste sorti"
    STRUCTURE = "Structure"
    NAME = "Nom de la structure"
    SIRET = "SIRET"
    STATUS = "Statut"
    RETURN = "Date de rendu"
    DATES = "Dates de convention"
    VACANCY = "Vacance"
    CATEGORY = "Catégorie"
    AMOUNTS = "Montants"
    FTE = "ETP"
    EPCI = "EPCI"
    COMMUNE = "Commune"
    SERVED = "Territoires desservis"
    DECISION = "Référence de décision"


class Event(StrEnum):
    """What happened to a post, as a sentence says it; several may happen to one post."""

    ENTERED = "entré"
    LEFT = "sorti"
    SCALE = "nouveau barème"
    CATEGORY = "catégorie changée"
    AMOUNTS = "montants changés"
    DATES = "dates changées"
    RETURNED = "rendu"
    UNRETURNED = "rendu annulé"
    REDATED = "date de rendu changée"
    MOVED = "structure changée"
    RENAMED = "structure renommée"
    RELOCATED = "intercommunalité changée"
    OCCUPIED = "devenu occupé"
    VACANT = "devenu vacant"
    MARKED = "statut rendu"
    SIRET = "SIRET changé"
    VACANCY = "vacance changée"
    FTE = "quotité changée"
    COMMUNE = "commune changée"
    SERVED = "territoires desservis changés"
    DECISION = "référence changée"
