"""What a table writes is what the frame holds, and what somebody typed stays text."""

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from maynum_dash.rendering.tables import Column, Kind, csv_table, html_table

TEXT = Column("name", "Structure")
EUROS = Column("cents", "Montant", Kind.EUROS)
NUMBERS = {
    Kind.EUROS: "Int64",
    Kind.INTEGER: "Int64",
    Kind.DECIMAL: "Float64",
    Kind.PERCENT: "float64",
    Kind.DAY: "datetime64[s]",
}
HOSTILE = json.loads((Path(__file__).parents[2] / "data" / "hostile.json").read_text(encoding="utf-8"))
MARKUP: list[str] = HOSTILE["markup"]
FORMULAS: list[str] = HOSTILE["formulas"]
# What a spreadsheet may skip before it looks for a formula.
SKIPPED = " \u00a0\u202f\n\ufeff\u200b\u200c\u200d\u2060\u00ad"


class _Reader(HTMLParser):
    """Elements, attribute names and cell texts as a browser sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.labels: list[str] = []
        self.keys: list[str | None] = []
        self.cells: list[str] = []
        self.caption = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        self.attributes |= set(given)
        self._open.append(tag)
        if tag == "td":
            self.cells.append("")
            self.keys.append(given.get("data-sort"))
        if "aria-label" in given:
            self.labels.append(given["aria-label"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, "the elements are nested right"

    def handle_data(self, data: str) -> None:
        if "td" in self._open:
            self.cells[-1] += data
        if "caption" in self._open:
            self.caption += data

    def handle_comment(self, data: str) -> None:
        pytest.fail(f"a comment: {data}")


def read_html(text: str) -> _Reader:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def names(*texts: str | None) -> pd.DataFrame:
    return pd.DataFrame({"name": pd.Series(list(texts), dtype="str")})


@pytest.mark.parametrize("payload", MARKUP)
def test_markup_typed_in_a_file_stays_text_wherever_it_stands(payload: str) -> None:
    total = pd.Series({"name": payload})
    page = read_html(html_table(names(payload), [Column("name", payload)], payload, total))
    assert page.tags == {"div", "table", "caption", "thead", "tr", "th", "button", "tbody", "td", "tfoot"}
    assert page.attributes == {"class", "tabindex", "role", "aria-label", "scope", "aria-sort", "type"}
    assert page.cells == [payload, payload]
    assert page.labels == [payload]
    assert page.caption == payload


@pytest.mark.parametrize("payload", FORMULAS)
def test_no_field_of_a_csv_can_run_wherever_it_stands(payload: str) -> None:
    rows = read_csv(csv_table(names(payload, "Ernée"), [Column("name", payload), TEXT]))
    assert [len(row) for row in rows] == [2, 2, 2]
    for field in (field for row in rows for field in row):
        assert not field.lstrip(SKIPPED).startswith(tuple("=+-@\t\r\0＝＋－＠"))
    assert rows[2] == ["Ernée", "Ernée"]


def test_enough_hostile_texts_are_tried() -> None:
    assert len(set(MARKUP)) >= 30
    assert len(set(FORMULAS)) >= 30


def test_a_negative_number_stays_a_number_in_a_csv() -> None:
    frame = pd.DataFrame(
        {"cents": pd.array([-350_000], dtype="Int64"), "count": [-3], "ratio": [-1.5], "rate": [-0.25]}
    )
    columns = [
        EUROS,
        Column("count", "Écart", Kind.INTEGER),
        Column("ratio", "Ratio", Kind.DECIMAL),
        Column("rate", "Taux", Kind.PERCENT),
    ]
    assert read_csv(csv_table(frame, columns))[1] == ["-3500,00", "-3", "-1,5", "-0,3"]


@pytest.mark.parametrize("cents", [0, 1, -1, 99, -99, 100, 123_435, -1_500_000, 123_456_789_012_345])
def test_an_amount_of_a_csv_is_exact_to_the_cent(cents: int) -> None:
    frame = pd.DataFrame({"cents": pd.array([cents], dtype="Int64")})
    written = read_csv(csv_table(frame, [EUROS]))[1][0]
    assert written[-3] == ","
    assert int(written.replace(",", "")) == cents


def test_a_csv_opens_in_a_french_spreadsheet() -> None:
    frame = pd.DataFrame({"name": ["Ernée ; « nord »"], "day": pd.to_datetime(["2024-02-29"])})
    content = csv_table(frame, [TEXT, Column("day", "Début", Kind.DAY)])
    assert content == '\ufeffStructure;Début\r\n"Ernée ; « nord »";29/02/2024\r\n'.encode()


@pytest.mark.parametrize("kind", NUMBERS)
def test_a_missing_value_is_not_a_zero(kind: Kind) -> None:
    frame = pd.DataFrame({"cents": pd.Series([None], dtype=NUMBERS[kind])})
    column = Column("cents", "Montant", kind)
    page = read_html(html_table(frame, [column], "Titre", frame.iloc[0]))
    assert page.cells == ["–", "–"]
    # JavaScript reads an empty key as 0: only « NaN » is sorted after every number.
    assert page.keys == ["NaN", "NaN"]
    assert read_csv(csv_table(frame, [column, column]))[1] == ["", ""]


def test_a_missing_text_is_a_dash_on_screen_and_nothing_in_a_file() -> None:
    frame = names(None, "Ernée")
    assert read_html(html_table(frame, [TEXT], "Titre")).cells == ["–", "Ernée"]
    assert read_csv(csv_table(frame, [TEXT, TEXT]))[1] == ["", ""]


def test_a_zero_is_written() -> None:
    frame = pd.DataFrame({"cents": pd.array([0], dtype="Int64")})
    assert read_html(html_table(frame, [EUROS], "Titre")).cells == ["0,00\u00a0€"]
    assert read_csv(csv_table(frame, [EUROS]))[1] == ["0,00"]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Kind.EUROS, [-1_000_000, -5, 0, 900, 1_000_000, 20_000_000]),
        (Kind.INTEGER, [-10, 0, 9, 10, 100]),
        (Kind.DECIMAL, [-2.5, -0.001, 0.0, 1e-7, 0.5, 9.0, 10.0, 123_456.789]),
        (Kind.PERCENT, [0.5, 9.9, 18.04, 100.0]),
        (Kind.DAY, pd.to_datetime(["1999-12-31", "2024-02-29", "2024-03-01", "2030-01-01"])),
    ],
)
def test_sort_keys_are_numbers_in_the_order_of_the_values(kind: Kind, values: list[object]) -> None:
    frame = pd.DataFrame({"cents": values})
    page = read_html(html_table(frame, [Column("cents", "Montant", kind)], "Titre"))
    keys = [float(key or "") for key in page.keys]
    assert keys == sorted(set(keys))
    assert len(keys) == len(values)


def test_texts_are_sorted_by_what_they_say() -> None:
    assert read_html(html_table(names("Ernée"), [TEXT], "Titre")).keys == [None]


def test_cells_are_written_in_french() -> None:
    frame = pd.DataFrame(
        {
            "name": ["Ernée"],
            "cents": pd.array([1_234_567], dtype="Int64"),
            "people": [12_345],
            "density": [1.255],
            "rate": [18.04],
            "day": pd.to_datetime(["2026-03-01"]),
        }
    )
    columns = [
        TEXT,
        EUROS,
        Column("people", "Personnes", Kind.INTEGER),
        Column("density", "ETP", Kind.DECIMAL, 2),
        Column("rate", "Taux", Kind.PERCENT),
        Column("day", "Début", Kind.DAY),
    ]
    assert read_html(html_table(frame, columns, "Titre")).cells == [
        "Ernée",
        "12\u202f345,67\u00a0€",
        "12\u202f345",
        "1,26",
        "18,0\u00a0%",
        "01/03/2026",
    ]


def test_the_total_row_says_what_it_knows_and_leaves_the_rest_blank() -> None:
    frame = pd.DataFrame(
        {"name": ["A", "B"], "rate": [1.0, 2.0], "cents": pd.array([100, 250], dtype="Int64")}
    )
    columns = [TEXT, Column("rate", "Taux", Kind.PERCENT), EUROS]
    total = pd.Series({"name": "Total", "cents": 350}, dtype=object)
    text = html_table(frame, columns, "Titre", total)
    assert read_html(text).cells[-3:] == ["Total", "", "3,50\u00a0€"]
    assert text.count("<tfoot>") == 1
    assert text.index("</tbody>") < text.index("<tfoot>")
    assert "<tfoot>" not in html_table(frame, columns, "Titre")


def test_an_empty_table_keeps_its_headings() -> None:
    frame = names()
    page = read_html(html_table(frame, [TEXT], "Titre"))
    assert page.cells == []
    assert {"caption", "th"} <= page.tags
    assert read_csv(csv_table(frame, [TEXT])) == [["Structure"]]


def test_neither_writing_changes_the_frame() -> None:
    frame = names("=1+1", None)
    before = frame.copy(deep=True)
    html_table(frame, [TEXT], "Titre")
    csv_table(frame, [TEXT])
    pd.testing.assert_frame_equal(frame, before)


def test_equal_values_of_two_kinds_are_each_written_as_they_are() -> None:
    frame = pd.DataFrame({"name": pd.Series([True, 1, 1.0, "1", True, None], dtype=object)})
    expected = ["True", "1", "1.0", "1", "True"]
    assert read_html(html_table(frame, [TEXT], "Titre")).cells == [*expected, "–"]
    assert [row[0] for row in read_csv(csv_table(frame, [TEXT, TEXT]))[1:]] == [*expected, ""]


def test_the_file_says_where_its_figures_come_from() -> None:
    frame = pd.DataFrame({"cents": pd.array([1], dtype="Int64")})
    written = read_csv(csv_table(frame, [EUROS], ["Titre", "Source : =Données de démonstration"]))
    assert written[-3:] == [[], ["Titre"], ["Source : =Données de démonstration"]]
    assert read_csv(csv_table(frame, [EUROS], ["=1+1"]))[-1] == ["'=1+1"]


def test_a_file_rounds_as_the_screen_does() -> None:
    frame = pd.DataFrame({"rate": [13.999999893806153], "people": [12540.3253284353]})
    columns = [Column("rate", "Taux", Kind.PERCENT), Column("people", "Personnes", Kind.INTEGER)]
    assert read_csv(csv_table(frame, columns))[1] == ["14,0", "12540"]
