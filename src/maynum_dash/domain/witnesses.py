"""The ways of telling how many people are in illectronisme, when they are set side by side."""

from enum import StrEnum


class Evidence(StrEnum):
    """Where a rate by EPCI comes from; a census vintage adds its year to the name."""

    OFFICIAL = "officielle"
    ESTIMATED = "estimee"
    COUNTED = "comptee"
    UNIFORM = "uniforme"
    VINTAGE = "millesime"
