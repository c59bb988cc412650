from dataclasses import replace

from maynum_dash.analysis.territory.credits import census, credit, geography
from maynum_dash.sources.reference import load_reference

REFERENCE = load_reference()


def test_the_shipped_data_are_credited_as_their_licences_ask() -> None:
    assert census(REFERENCE) == "Insee, RP 2017 et populations 2023"
    assert geography(REFERENCE) == "© IGN – ADMIN EXPRESS COG 2018, géographie 2025"
    assert credit(REFERENCE) == (
        "Insee, RP 2017 et populations 2023. © IGN – ADMIN EXPRESS COG 2018, géographie 2025. "
        "Calculs du Département ; estimation non produite par l’Insee."
    )


def test_other_vintages_are_credited_as_they_are() -> None:
    sources = REFERENCE.sources.replace({"COG 2018": "COG 2026"})
    sources["file"] = sources["file"].replace({"commune_epci_mayenne_2025.csv": "commune_epci_2027.csv"})
    other = replace(REFERENCE, sources=sources, fit=replace(REFERENCE.fit, indicator_year=2022))
    assert credit(other).startswith("Insee, RP 2022 et populations 2023. © IGN – ADMIN EXPRESS COG 2026, ")
    assert "géographie 2027" in credit(other)


def test_without_their_files_nothing_is_invented() -> None:
    nameless = replace(REFERENCE, sources=REFERENCE.sources.iloc[:0])
    assert geography(nameless) == "© IGN – ADMIN EXPRESS COG"
