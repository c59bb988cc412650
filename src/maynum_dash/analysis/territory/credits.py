"""What every map and every file must bear: who published the figures and the outlines, and of which year."""

from maynum_dash.sources.catalogue import date_of_name
from maynum_dash.sources.reference import Reference

OURS = "Calculs du Département ; estimation non produite par l’Insee."


def census(reference: Reference) -> str:
    """Name the census and the populations: « Insee, RP 2017 et populations 2023 »."""
    fit = reference.fit
    return f"Insee, RP {fit.indicator_year} et populations {fit.population_year}"


def geography(reference: Reference) -> str:
    """Name the outlines, and the year of the territories: « © IGN – ADMIN EXPRESS …, géographie … »."""
    vintages = dict(zip(reference.sources["file"], reference.sources["vintage"], strict=True))
    drawn = next((vintages[name] for name in vintages if name.startswith("communes_")), "COG")
    listed = next((date_of_name(name) for name in vintages if name.startswith("commune_epci_")), None)
    year = f", géographie {listed.year}" if listed else ""
    return f"© IGN – ADMIN EXPRESS {drawn}{year}"


def credit(reference: Reference) -> str:
    """Say it all in two sentences."""
    return f"{census(reference)}. {geography(reference)}. {OURS}"
