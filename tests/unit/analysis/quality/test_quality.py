import pandas as pd

from maynum_dash.analysis.quality.quality import (
    WHOLE_FILE,
    Selection,
    anomalies_table,
    kinds_table,
    sheets_table,
    stake,
)
from maynum_dash.analysis.quality.stakes import with_stakes
from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.posts import Funder
from maynum_dash.sources.workbook import SheetCount

BLOCKING, WARNING, INFORMATION = Severity


def made(code: str, severity: Severity, row: int | None, cents: int | None, sheet: str = "Postes") -> Anomaly:
    return Anomaly(code, severity, sheet, row, "", "", f"{code}.", cents)


FOUND = (
    made("DATE_ILLISIBLE", BLOCKING, 2, None),
    made("MONTANT_NEGATIF", WARNING, 3, -700_000),
    made("DATE_ILLISIBLE", BLOCKING, 4, 150_000),
    made("MACROS", INFORMATION, None, None, ""),
    made("MONTANT_ARRONDI", WARNING, 3, 100),
)


def test_the_euros_at_stake_come_first_whatever_their_sign_then_the_severity() -> None:
    table = anomalies_table(FOUND)
    assert table["row"].tolist() == [3, 4, 3, 2, pd.NA]
    assert table["title"].tolist()[:2] == ["Montant négatif", "Date illisible"]
    assert table["sheet"].tolist()[-1] == WHOLE_FILE


def test_no_anomaly_gives_tables_of_the_same_columns() -> None:
    assert anomalies_table(()).columns.tolist() == anomalies_table(FOUND).columns.tolist()
    assert kinds_table(()).columns.tolist() == kinds_table(FOUND).columns.tolist()


def test_kinds_are_counted_and_their_euros_added_without_their_sign() -> None:
    kinds = kinds_table([*FOUND, made("MONTANT_NEGATIF", WARNING, 9, 700_000)])
    assert kinds[["title", "count", "stake_cents"]].values.tolist()[:2] == [
        ["Montant négatif", 2, 1_400_000],
        ["Date illisible", 2, 150_000],
    ]
    unknown = kinds[kinds["code"] == "MACROS"]["stake_cents"]
    assert unknown.isna().all(), "no amount concerned is not zero euros"


def test_a_row_with_several_anomalies_is_at_stake_once() -> None:
    assert stake(FOUND, WARNING) == 700_000
    assert stake(FOUND, BLOCKING) == 150_000
    assert stake(FOUND, INFORMATION) == 0


def test_a_selection_keeps_what_it_names_and_everything_when_it_names_nothing() -> None:
    assert Selection().keep(FOUND) == FOUND
    assert Selection(severities=(BLOCKING,)).keep(FOUND) == (FOUND[0], FOUND[2])
    assert Selection(sheets=(WHOLE_FILE,)).keep(FOUND) == (FOUND[3],)
    assert Selection(codes=("MONTANT_ARRONDI",), severities=(BLOCKING,)).keep(FOUND) == ()


def test_sheets_say_what_became_of_their_rows_and_columns() -> None:
    table = sheets_table([SheetCount("Postes", "posts", 1, 5, 4, 1, ("Couleur", "Bureau"))])
    assert table.values.tolist() == [["Postes", 5, 4, 1, "Couleur, Bureau"]]


def test_an_accepted_post_out_of_place_is_at_stake_for_its_share() -> None:
    plans = pd.DataFrame(
        {
            "row": [2, 2, 3],
            "funder": [Funder.DEPARTMENT.value, Funder.STATE.value, Funder.DEPARTMENT.value],
            "total_cents": [1_500_000, 4_250_000, 900_000],
        }
    )
    found = (
        made("EPCI_INCONNU", WARNING, 2, None),
        made("EPCI_INCONNU", WARNING, 3, None, "Illectronisme"),
        made("MONTANT_ARRONDI", WARNING, 3, 5),
        made("VACANT_SANS_DATE", WARNING, 3, None),
    )
    assert [one.stake_cents for one in with_stakes(found, plans, "Postes")] == [1_500_000, None, 5, None]
