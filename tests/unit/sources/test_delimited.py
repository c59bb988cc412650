import csv
from io import StringIO

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from maynum_dash.domain.errors import UnreadableFileError
from maynum_dash.sources import delimited
from maynum_dash.sources.cells import Cell, Flaw, FlawKind, clean
from maynum_dash.sources.delimited import open_delimited, records, sniff

HEADINGS = "ID Poste;Structure;EPCI;Statut;Début de convention"


def rows(text: str, encoding: str = "utf-8") -> list[tuple[int, list[Cell]]]:
    return list(records(open_delimited(text.encode(encoding))))


def refusal(text: str) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        rows(text)
    return str(caught.value)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_are_found(separator: str, end: str) -> None:
    lines = [HEADINGS.replace(";", separator), separator.join(["0012", "A", "Ernée", "Vacant", "01/09/2026"])]
    found = rows(end.join(lines))
    assert found[1] == (2, ["0012", "A", "Ernée", "Vacant", "01/09/2026"])


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("Nom;Taux\nLaval;14,0\nErnée;19,9\n", ";"),
        ("Nom,Taux\nLaval,14.0\nErnée,19.9\n", ","),
        ("ID Poste;Structure\nP1;Laval (14,0, 2,5)\nP2;Ernée (1,0, 2,5)\n", ";"),
        ("Suivi, postes, État\nID Poste;Statut;EPCI\nP1;Vacant;Ernée\n", ";"),
        ('a,b,c\n1,"x; y; z",2\n1,"x; y; z",2\n', ","),
        ("a\tb, c\n1\t2, 3\n", "\t"),
        ("", ";"),
    ],
)
def test_the_separator_is_the_one_that_explains_the_columns(text: str, separator: str) -> None:
    assert sniff(text) == separator


def test_values_stay_as_written() -> None:
    (_, cells) = rows("a;b;c;d;e\n0012;=1+1;3 500,00 €;1/2;VRAI")[1]
    assert cells == ["0012", "=1+1", "3 500,00 €", "1/2", "VRAI"]


def test_a_surplus_separator_at_each_line_end_is_no_column() -> None:
    assert rows("a;b;\n1;2;\n3;4;\n") == [(1, ["a", "b"]), (2, ["1", "2"]), (3, ["3", "4"])]


def test_rows_are_numbered_as_excel_shows_them() -> None:
    text = 'sep=;\na;b\n\n"1\n2";3\n;\n4;5\n'
    assert rows(text) == [(1, ["a", "b"]), (3, ["1\n2", "3"]), (5, ["4", "5"])]


def test_a_quoted_text_keeps_its_separators_and_quotes() -> None:
    assert rows('a;b\n"x; ""y""";L\'asso "Z"\n')[1] == (2, ['x; "y"', 'L\'asso "Z"'])


def test_the_cells_of_a_shifted_row_are_flawed() -> None:
    text = "a;b;c\n" + "1;2;3\n" * 9 + "1;2;;3;\n"
    flaws = [None if value is None else Flaw(FlawKind.SHIFT, value) for value in ("1", "2", None, "3")]
    assert rows(text)[-1] == (11, flaws)


def test_an_error_pasted_from_a_sheet_is_flawed() -> None:
    assert rows("a;b\n#REF!;2\n")[1] == (2, [Flaw(FlawKind.ERROR, "#REF!"), "2"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bonjour\nau revoir\n", "texte sans colonnes"),
        ("", "texte sans colonnes"),
        ("a;b\n1;2\n", ""),
        ('a;b;c\n1;"2;3\n4;5;6\n', "ouvert à la ligne 2"),
        ('a;b;c\n1;"2;3\n4;x" y;6\n', "ouvert à la ligne 2"),
        ('a;b;c\n1;"2;3\n4;5;6\n7;x";9\n1;2;3\n4;5;6\n', "ouvert à la ligne 2"),
        (f"a;b\n1;{'x' * 40_000}\n", "plus de 32767 caractères"),
        ('"' * 60_001 + ";a\n", "guillemet"),
        (f"a;b\n{';' * 20_000}\n", "plus de 16384 colonnes"),
    ],
)
def test_what_would_lose_rows_is_refused(text: str, words: str) -> None:
    assert not words or words in refusal(text) if words else rows(text)


def test_too_many_rows_or_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "_LARGEST", 5)
    assert "plus de 5 cellules" in refusal("a;b\n1;2\n3;4\n")
    monkeypatch.setattr(delimited, "LAST_ROW", 2)
    assert "plus de 2 lignes" in refusal("a;b\n1;2\n3;4\n")


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n;,\t\"'"), max_size=12)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])


@given(
    st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=8),
    st.sampled_from(";,\t"),
    ENCODINGS,
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_a_program_writes_is_read_back(
    body: list[list[str]], separator: str, encoding: str, end: str
) -> None:
    written = StringIO(newline="")
    # With a lone CR, this writer would leave a LF without quotes.
    writer = (
        csv.writer(written, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL)
        if end == "\r"
        else csv.writer(written, delimiter=separator, lineterminator=end)
    )
    writer.writerow(["ID Poste", "Structure", "Statut"])
    writer.writerows(body)
    content = written.getvalue().encode(encoding, errors="replace")
    expected = [
        [clean(cell.encode(encoding, errors="replace").decode(encoding)) for cell in line] for line in body
    ]
    try:
        found = dict(records(open_delimited(content)))
    except UnreadableFileError:
        # What looks like two encodings, or like rows within a text, is refused: never a wrong value.
        event("refused")
        return
    for number, cells in enumerate(expected, start=2):
        trimmed = found.get(number, [])
        assert [*trimmed, None, None, None][:3] == cells
