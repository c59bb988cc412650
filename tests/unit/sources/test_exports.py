import csv
from collections.abc import Callable
from datetime import date, datetime
from io import StringIO

import pytest
from pandas import DataFrame

from maynum_dash.domain.errors import (
    MissingColumnError,
    NoSuchProfileError,
    NotAnExportError,
    UnknownProfileError,
)
from maynum_dash.sources.cells import Cell, Flaw, FlawKind
from maynum_dash.sources.exports import Export, read_export
from maynum_dash.sources.headings import CANONICAL_PROFILE, load_headings, profile_names

Understand = Callable[..., Export]
ExportRows = Callable[..., list[list[Cell]]]
EXPORTS = [name for name in profile_names() if name != CANONICAL_PROFILE]


def codes(export: Export) -> set[str]:
    return {anomaly.code for anomaly in export.anomalies}


def message(export: Export, code: str) -> str:
    return next(anomaly.message for anomaly in export.anomalies if anomaly.code == code)


def posts(export: Export) -> DataFrame:
    return export.tables["state_posts"]


def as_csv(rows: list[list[Cell]], separator: str) -> str:
    text = StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("profile", EXPORTS)
def test_each_profile_is_recognised_and_its_rows_are_counted(
    profile: str, understand_rows: Understand
) -> None:
    export = understand_rows(profile, {})
    (sheet,) = export.sheets
    assert export.profile == profile
    assert (sheet.rows_read, sheet.rows_accepted, sheet.rows_rejected) == (1, 1, 0)
    assert [len(table) for table in export.tables.values()] == [1]
    assert codes(export) <= {
        "EXPORT_RECONNU",
        "COLONNES_SANS_USAGE",
        "COLONNE_PERSONNELLE",
        "VALEUR_ABSENTE",
    }


@pytest.mark.parametrize("form", ["commas", "semicolons", "workbook", "column A"])
@pytest.mark.parametrize("profile", ["postes-min", "idposte"])
def test_each_form_of_a_file_gives_the_same_table(
    form: str, profile: str, export_rows: ExportRows, write: Callable[..., bytes]
) -> None:
    headings = list(load_headings(profile).canonical.values())[1:4]
    rows = export_rows(profile, {headings[0]: "1"}, {headings[0]: "0002", "ID Structure TP": "8, bis"})
    contents = {
        "commas": as_csv(rows, ",").encode("utf-8-sig"),
        "semicolons": as_csv(rows, ";").encode("cp1252"),
        "workbook": write({"Feuille": rows}),
        "column A": write({"Feuille": [[line] for line in as_csv(rows, ",").splitlines()]}),
    }
    export = read_export(contents[form], "export.csv")
    assert export.profile == profile
    table = posts(export)
    assert table["state_post_id"].tolist() == ["1", "2"]
    assert (
        table["contracted_cents"].tolist() == [{"postes-min": 5_000_000, "idposte": 9_000_000}[profile]] * 2
    )
    assert [sheet.rows_read for sheet in export.sheets] == [2]


def test_the_columns_of_a_post_of_mon_inclusion_numerique(understand_rows: Understand) -> None:
    row = {
        "ID Poste": 12.0,
        "Coordinateur": "Oui",
        "Convention": "Renouvellement",
        "Fin de convention": date(2027, 1, 2),
        "Bonification": "Non",
        "Total conventionné": 50_000,
        "Total versé": 20_000.0,
    }
    (post,) = posts(understand_rows("postes-min", row)).to_dict("records")
    assert post["state_post_id"] == "12"
    assert (post["structure"], post["status"], post["agreement"]) == ("Mairie A", "Occupé", "Renouvellement")
    assert (post["coordinator"], post["has_bonus"]) == (True, False)
    assert post["agreement_end"] == datetime(2027, 1, 2)  # noqa: DTZ001 (a day, as tables hold them)
    assert (post["contracted_cents"], post["paid_cents"]) == (5_000_000, 2_000_000)


def test_an_empty_cell_is_unknown_and_never_zero(understand_rows: Understand) -> None:
    row = dict.fromkeys(("Coordinateur", "Convention", "Fin de convention", "Total conventionné"))
    table = posts(understand_rows("postes-min", row))
    assert table[["coordinator", "agreement", "agreement_end", "contracted_cents"]].isna().all(axis=None)


def test_a_post_that_changed_structure_keeps_its_rows_and_says_so(understand_rows: Understand) -> None:
    other = {"ID Structure TP": "8", "Structure": "CC B", "Total conventionné": "10000"}
    export = understand_rows("postes-min", {}, other)
    assert posts(export)["structure"].tolist() == ["Mairie A", "CC B"]
    assert "POSTE_TRANSFERE" in codes(export)
    assert "« Mairie A »" in message(export, "POSTE_TRANSFERE")
    assert not codes(export) & {"STATUTS_DIFFERENTS", "TOTAL_ETAT_REPETE"}


def test_the_status_of_a_moved_post_is_global(understand_rows: Understand) -> None:
    export = understand_rows("postes-min", {}, {"ID Structure TP": "8", "Statut": "Rendu"})
    assert "« Occupé » à la ligne 2" in message(export, "STATUTS_DIFFERENTS")


def test_the_same_total_at_two_structures_is_said_with_its_euros(understand_rows: Understand) -> None:
    export = understand_rows("postes-min", {}, {"ID Structure TP": "8"})
    (repeated,) = [one for one in export.anomalies if one.code == "TOTAL_ETAT_REPETE"]
    assert (repeated.row, repeated.column, repeated.stake_cents) == (3, "Total conventionné", 5_000_000)


def test_the_same_post_twice_at_one_structure_counts_once(understand_rows: Understand) -> None:
    export = understand_rows("postes-min", {}, {}, {"Total versé": "1"})
    assert len(posts(export)) == 1
    assert [sheet.rows_rejected for sheet in export.sheets] == [2]
    likeness = [one.message for one in export.anomalies if one.code == "LIGNE_EN_DOUBLE"]
    assert "ligne identique" in likeness[0]
    assert "contenu différent" in likeness[1]


@pytest.mark.parametrize("written", ["undefined", "non renseignée", "Non renseigné", "null"])
def test_a_placeholder_in_a_date_is_an_empty_cell_and_is_said(
    written: str, understand_rows: Understand
) -> None:
    export = understand_rows("postes-min", {"Fin de convention": written})
    assert posts(export)["agreement_end"].isna().all()
    assert written in message(export, "VALEUR_ABSENTE")


@pytest.mark.parametrize(
    ("heading", "value", "code", "accepted"),
    [
        ("Statut", "Suspendu", "VALEUR_INCONNUE", 0),
        ("Statut", None, "CHAMP_OBLIGATOIRE_VIDE", 0),
        ("Coordinateur", "Peut-être", "VALEUR_INCONNUE", 1),
        ("Convention", "V3", "VALEUR_INCONNUE", 1),
        ("Fin de convention", "31/02/2026", "DATE_IMPOSSIBLE", 1),
        ("Fin de contrat", "2/3", "DATE_ILLISIBLE", 1),
        ("Total conventionné", "3.500", "MONTANT_AMBIGU", 0),
        ("Total conventionné", "undefined", "VALEUR_ABSENTE", 0),
        ("Total conventionné", Flaw(FlawKind.ERROR, "#REF!"), "CELLULE_EN_ERREUR", 0),
        ("Total conventionné", "50000,50", "CENTIMES_INATTENDUS", 1),
        ("Total versé", "-1", "MONTANT_NEGATIF", 1),
        ("Total versé", "60000", "VERSE_SUPERIEUR", 1),
    ],
)
def test_a_doubtful_cell_is_named_with_its_row_and_column(
    heading: str, value: Cell, code: str, accepted: int, understand_rows: Understand
) -> None:
    export = understand_rows("postes-min", {heading: value})
    (found,) = [one for one in export.anomalies if one.code == code]
    assert (found.sheet, found.row, found.column) == ("Feuille", 2, heading)
    assert len(posts(export)) == accepted


def test_a_total_row_of_an_export_is_no_post(understand_rows: Understand) -> None:
    export = understand_rows("postes-min", {}, {"ID Poste": "Total", "Structure": None, "Statut": None})
    assert "LIGNE_DE_TOTAL" in codes(export)
    assert [(one.rows_read, one.rows_rejected) for one in export.sheets] == [(2, 1)]


@pytest.mark.parametrize("profile", ["idposte", "pilotage-structures", "pilotage-recrutements"])
def test_nothing_of_a_person_leaves_the_reader(profile: str, understand_rows: Understand) -> None:
    named = {"Nom": "Durand", "nom": "Durand", "mail_pro": "m.durand@exemple.fr", "Prénom du chef": "Camille"}
    alone = dict.fromkeys(load_headings(profile).canonical.values()) | named
    # A row that only holds a name, and one that a stray separator shifted.
    shifted = {heading: Flaw(FlawKind.SHIFT, "Durand") for heading in alone}
    export = understand_rows(profile, named, alone, shifted)
    everything = str([table.to_dict("records") for table in export.tables.values()]) + str(export.anomalies)
    for secret in ("Durand", "durand", "Camille"):
        assert secret not in everything
    personal = {one.column for one in export.anomalies if one.code == "COLONNE_PERSONNELLE"}
    assert personal >= {"Prénom du chef", "mail_pro"}
    assert [(one.rows_read, one.rows_accepted) for one in export.sheets] == [(3, 1)]


def test_a_fraction_that_excel_made_a_date_is_said_and_not_turned_back(understand_rows: Understand) -> None:
    export = understand_rows(
        "pilotage-recrutements", {}, {"Candidats recrutés": date(2026, 3, 2), "Id de la structure": "8"}
    )
    recruited = export.tables["structures"]["recruited"]
    assert recruited.iloc[0] == "2/3"
    assert recruited.isna().tolist() == [False, True]
    assert "« 2/3 »" in message(export, "FRACTION_EN_DATE")


def test_open_data_with_a_surplus_separator_at_each_line_end(export_rows: ExportRows) -> None:
    rows = [[*row, None] for row in export_rows("structures-ouvertes", {}, {"id": "8"})]
    export = read_export(as_csv(rows, ";").encode(), "structures_open_data.csv")
    table = export.tables["structures"]
    assert export.profile == "structures-ouvertes"
    assert table["invested_cents"].tolist() == [10_961_000, 10_961_000]
    assert table["in_zrr"].tolist() == [True, True]
    assert table[["in_qpv", "france_services"]].isna().all(axis=None)
    assert [sheet.unknown_columns for sheet in export.sheets] == [()]


def test_a_structure_repeated_exactly_counts_twice_and_is_said(understand_rows: Understand) -> None:
    export = understand_rows("structures-ouvertes", {}, {})
    assert len(export.tables["structures"]) == 2
    assert "LIGNE_REPETEE" in codes(export)


def test_an_unknown_column_is_listed_and_a_known_one_is_said_of_no_use(understand_rows: Understand) -> None:
    export = understand_rows("postes-min", {"Couleur": "bleu"})
    assert export.sheets[0].unknown_columns == ("Couleur",)
    assert "« Département »" in message(export, "COLONNES_SANS_USAGE")


def test_the_user_may_choose_the_profile(understand_rows: Understand) -> None:
    export = understand_rows("postes-min", {}, chosen="postes-min")
    assert "à votre demande" in message(export, "EXPORT_CHOISI")
    with pytest.raises(MissingColumnError, match="nom_structure"):
        understand_rows("postes-min", {}, chosen="idposte")
    with pytest.raises(NoSuchProfileError, match="« inconnu » n'existe pas"):
        understand_rows("postes-min", {}, chosen="inconnu")
    with pytest.raises(NotAnExportError, match="classeur de suivi"):
        understand_rows("postes-min", {}, chosen="classeur")


def test_a_file_like_nothing_is_refused_with_the_closest_profiles() -> None:
    with pytest.raises(UnknownProfileError, match="il manque « Total versé »"):
        read_export(b"ID Poste;Structure;Statut;Total conventionn\xe9\n1;A;Occup\xe9;5\n", "postes.csv")
