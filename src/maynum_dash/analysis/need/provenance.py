"""Where a need comes from, as the screen and the files say it."""

from maynum_dash.domain.coverage import NeedSource
from maynum_dash.sources.perimeter import perimeter
from maynum_dash.sources.reference import Reference


def source_label(source: NeedSource, reference: Reference) -> str:
    """Name a source on screen, in French, with its year and its limits.

    Parameters
    ----------
    source
        Which of the three.
    reference
        Its ``fit`` holds the published aggregates on which the estimate is anchored.
    """
    fit = reference.fit
    if source is NeedSource.ESTIMATED and fit.anchor_rate_pct is None:
        return (
            f"Même taux partout, {fit.department_rate_pct:g} % des 15 ans et plus : "
            "aucun taux publié d'une intercommunalité ne permet de caler une estimation"
        ).replace(".", ",")
    if source is NeedSource.ESTIMATED:
        return (
            "Estimation synthétique, non produite par l'Insee, calée sur les taux publiés pour 2019 : "
            f"{fit.department_rate_pct:g} % {perimeter().within}, "
            f"{fit.anchor_rate_pct:g} % pour {anchor_name(reference)}"
        ).replace(".", ",")
    if source is NeedSource.UNIFORM:
        return f"Taux régional uniforme de {fit.uniform_rate_pct:g} % des 15 ans et plus, 2019".replace(
            ".", ","
        )
    return "Table officielle importée, par EPCI"


def anchor_name(reference: Reference) -> str:
    """Name the EPCI on whose rate the estimate is anchored, when there is one."""
    epci = reference.epci
    return str(epci.loc[epci["code"] == reference.fit.anchor_epci, "short_name"].iloc[0])
