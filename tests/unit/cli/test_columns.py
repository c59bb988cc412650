from maynum_dash.cli.columns import aligned


def test_text_stands_left_and_numbers_right() -> None:
    assert aligned(["EPCI", "ETP"], [["Ernée", "1,0"], ["Laval", "10,5"]]).splitlines() == [
        "EPCI    ETP",
        "-----  ----",
        "Ernée   1,0",
        "Laval  10,5",
    ]


def test_an_accent_typed_apart_takes_no_room() -> None:
    lines = aligned(["Nom", "N"], [["Erne\u0301e", "1"], ["Laval", "2"]]).splitlines()
    assert lines[2] == "Erne\u0301e  1"


def test_a_table_without_rows_keeps_its_headings() -> None:
    assert aligned(["EPCI", "ETP"], []).splitlines() == ["EPCI  ETP", "----  ---"]


def test_a_cell_is_shown_whole_and_never_obeyed() -> None:
    table = aligned(["Fichier", "Postes"], [["a\x1b[2J\r\nb\x9b31m", "1"]])
    assert table.splitlines()[2] == "a [2J  b 31m       1"
