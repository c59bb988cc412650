"""The words of a funded post: status, employer category, funder."""

from enum import StrEnum


class Status(StrEnum):
    """State of a post, as written in the workbook."""

    OCCUPIED = "Occupé"
    VACANT = "Vacant"
    RETURNED = "Rendu"


class EmployerCategory(StrEnum):
    """Category of employer, which decides the amounts of the funding scale."""

    PUBLIC_WITH_BONUS = "Public bonifié"
    PUBLIC = "Public"
    PRIVATE = "Privé"


class Funder(StrEnum):
    """Who pays a share of the subsidy base, in the order of the published table."""

    STATE = "ANCT"
    BONUS = "Bonification ANCT"
    DEPARTMENT = "Conseiller May Num (Département)"
    EMPLOYER = "La collectivité employeur"


class Reading(StrEnum):
    """One of the four ways to place the same money in fiscal years."""

    SIGNATURE = "signature"
    TRANCHE = "tranche"
    PRORATA = "prorata"
    PAYMENT = "paiement"


class Grouping(StrEnum):
    """By what the lines of a schedule are added up."""

    POST = "poste"
    EPCI = "epci"
    EMPLOYER = "structure"
