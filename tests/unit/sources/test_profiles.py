from collections.abc import Callable, Sequence

import pytest

from maynum_dash.sources.cells import Cell
from maynum_dash.sources.headings import CANONICAL_PROFILE, load_headings, profile_names, vintage
from maynum_dash.sources.isolation import RawSheet, RawWorkbook
from maynum_dash.sources.profiles import Candidate, detect, profile_label, settled

ExportRows = Callable[..., list[list[Cell]]]
WORKBOOK = ["ID Poste", "Structure", "EPCI", "Statut", "Début de convention"]
NEEDS = ["EPCI", "Taux (%)", "Année", "Source"]


def look(*sheets: Sequence[Sequence[Cell]]) -> tuple[Candidate, ...]:
    made = tuple(
        RawSheet(f"F{rank}", False, 0, 0, 0, False, [(n, list(row)) for n, row in enumerate(rows, start=1)])
        for rank, rows in enumerate(sheets)
    )
    return detect(RawWorkbook(made, epoch_1904=False, macros=False, external_links=False))


@pytest.mark.parametrize("profile", [name for name in profile_names() if name != CANONICAL_PROFILE])
def test_the_headings_of_an_export_settle_its_profile(profile: str, export_rows: ExportRows) -> None:
    candidates = look([["Extraction du 2 mars"], *export_rows(profile, {})])
    best = settled(candidates)
    assert best is not None
    assert (best.profile, best.is_whole) == (profile, True)
    assert best.score == 100
    assert {one.profile for one in candidates} == set(profile_names())
    assert [one.score for one in candidates] == sorted((one.score for one in candidates), reverse=True)


def test_the_canonical_workbook_has_its_own_score_beside_a_sheet_of_needs() -> None:
    candidates = look([WORKBOOK], [NEEDS])
    assert [one.profile for one in candidates[:2]] == ["classeur", "illectronisme"]
    best = settled(candidates)
    assert best is not None
    assert (best.profile, best.label) == ("classeur", "classeur de suivi May Num")


def test_a_whole_secondary_sheet_never_hides_a_workbook_that_lacks_a_column() -> None:
    candidates = look([[*WORKBOOK[:-1], "Fin de convention", "ETP", "SIRET"]], [NEEDS])
    assert [(one.profile, one.is_whole) for one in candidates[:2]] == [
        ("classeur", False),
        ("illectronisme", True),
    ]
    assert settled(candidates) is None


def test_the_score_is_sixty_points_for_what_is_needed_and_forty_for_what_is_known() -> None:
    # Needed: 4 of 5, 48 points; known: 4 of the 5 headings written, 32 points.
    (best, *_) = look([["ID Poste", "Structure", "Statut", "Total conventionné", "Couleur"]])
    assert (best.profile, best.score, best.is_whole) == ("postes-min", 80, False)
    assert best.reasons == (
        "4 en-tête(s) indispensable(s) sur 5",
        "4 en-tête(s) du fichier connu(s) sur 5",
        "il manque « Total versé »",
    )


def test_two_profiles_that_fit_as_well_are_a_tie() -> None:
    both = ["ID Structure", "SIRET structure", "Dénomination", "Nombre de conseillers validés par le COSELEC"]
    both += ["Id de la structure", "Nom de la structure", "Siret", "Candidats recrutés"]
    candidates = look([both])
    assert [one.is_whole for one in candidates[:2]] == [True, True]
    assert settled(candidates) is None


@pytest.mark.parametrize("rows", [[], [["Bonjour"]], [[1, 2.0, None]], [["EPCI"]]])
def test_a_file_without_headings_scores_nothing(rows: list[list[Cell]]) -> None:
    candidates = look(rows)
    assert {one.score for one in candidates} == {0}
    assert settled(candidates) is None


def test_a_heading_that_changed_its_accents_and_spaces_is_the_same() -> None:
    written = [" id poste", "STRUCTURE ", "Statut", "Total  conventionne", "TOTAL VERSÉ (€)"]
    assert look([written])[0].score == 100


@pytest.mark.parametrize(
    ("written", "year"), [("P21_POP1529", 2021), ("p06_pop90p", 2006), ("C21_POP15P", None)]
)
def test_the_year_of_a_heading_of_the_census(written: str, year: int | None) -> None:
    assert vintage(written) == year


@pytest.mark.parametrize("profile", profile_names())
def test_each_profile_has_a_name_and_known_fields(profile: str) -> None:
    headings = load_headings(profile)
    assert profile_label(headings)
    for table, fields in headings.required.items():
        assert set(fields) <= set(headings.fields[table].values())
    claimed = {key for fields in headings.fields.values() for key in fields}
    if profile != CANONICAL_PROFILE:
        assert not claimed & (headings.personal | headings.unused)
