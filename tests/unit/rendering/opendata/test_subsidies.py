"""The CSV is valid for the published schema, whatever the texts of the workbook."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.money.subsidies import subsidies
from maynum_dash.rendering.opendata.subsidies import schema, subsidies_csv
from maynum_dash.rendering.stamp import Stamp
from maynum_dash.sources.publisher import load_publisher

MakeBoard: TypeAlias = Callable[..., Board]
REAL = Stamp("Import n° 3", date(2026, 11, 23))
GRANTED: dict[str, Any] = {
    "employer": "CIAS du Pays de Craon",
    "siret": "20001190600019",
    "decided_on": date(2026, 6, 29),
    "decision_reference": "2026-12",
}
COLUMNS = [
    *("nomAttribuant", "idAttribuant", "dateConvention", "referenceDecision", "nomBeneficiaire"),
    *("idBeneficiaire", "rnaBeneficiaire", "objet", "montant", "nature", "conditionsVersement"),
    *("datesPeriodeVersement", "idRAE", "notificationUE", "pourcentageSubvention", "dispositifAide"),
]
PURPOSE = "Conseiller May Num : cofinancement sur trois ans d'un poste de conseiller numérique"


def written(board: Board, stamp: Stamp = REAL) -> bytes:
    return subsidies_csv(subsidies(board), load_publisher(), stamp)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def validator() -> Draft202012Validator:
    """The schema, as a second program understands it."""
    properties = {}
    for column in schema():
        wanted: dict[str, Any] = {"type": "string"}
        if column.pattern:
            wanted["pattern"] = column.pattern
        if column.choices:
            wanted["enum"] = list(column.choices)
        if column.longest:
            wanted["maxLength"] = column.longest
        if column.format:
            wanted["format"] = column.format
        if column.required:
            wanted["minLength"] = 1
        elif column.pattern:
            wanted = {"anyOf": [{"const": ""}, wanted]}
        properties[column.name] = wanted
    return Draft202012Validator(
        {
            "type": "object",
            "properties": properties,
            "required": [column.name for column in schema()],
            "additionalProperties": False,
        },
        format_checker=FormatChecker(),
    )


def test_the_schema_is_that_of_the_domain() -> None:
    assert [column.name for column in schema()] == COLUMNS
    optional = {column.name for column in schema() if not column.required}
    assert optional == {"referenceDecision", "rnaBeneficiaire", "idRAE", "dispositifAide"}


def test_a_subsidy_is_one_row_of_the_sixteen_columns(make_board: MakeBoard) -> None:
    content = written(make_board([GRANTED]))
    assert content.decode().splitlines()[0] == ",".join(COLUMNS)
    assert rows(content) == [
        {
            "nomAttribuant": "Département de la Mayenne",
            "idAttribuant": "22530001100015",
            "dateConvention": "2026-06-29",
            "referenceDecision": "2026-12",
            "nomBeneficiaire": "CIAS du Pays de Craon",
            "idBeneficiaire": "20001190600019",
            "rnaBeneficiaire": "",
            "objet": f"{PURPOSE} (poste 1)",
            "montant": "15000.00",
            "nature": "aide en numéraire",
            "conditionsVersement": "échelonné",
            "datesPeriodeVersement": "2026-09-01/2029-08-31",
            "idRAE": "",
            "notificationUE": "non",
            "pourcentageSubvention": "1.00",
            "dispositifAide": "",
        }
    ]


def test_a_single_payment_has_a_day(make_board: MakeBoard) -> None:
    once = {**GRANTED, "department_y1_cents": 123_405, "department_y2_cents": 0, "department_y3_cents": 0}
    board = make_board([{**once, "status": "Rendu", "returned_on": date(2026, 9, 2)}])
    (line,) = rows(written(board))
    assert line["conditionsVersement"] == "échelonné"
    assert line["objet"].endswith("(poste 1, rendu)")
    assert line["montant"] == "3.38"
    whole = board.scale.versions[0]
    version = replace(whole, clause=replace(whole.clause, first_pct=100))
    paid_at_once = make_board([once], scale=replace(board.scale, versions=(version,)))
    (line,) = rows(written(paid_at_once))
    assert (line["conditionsVersement"], line["datesPeriodeVersement"]) == ("unique", "2026-09-01")
    assert line["montant"] == "1234.05"


@pytest.mark.parametrize("kind", ["formulas", "markup"])
def test_every_row_is_valid_and_inert(
    kind: str, make_board: MakeBoard, hostile: dict[str, list[str]]
) -> None:
    texts = hostile[kind]
    lines = [
        {**GRANTED, "post_id": f"{text}{rank}", "employer": text, "decision_reference": text}
        for rank, text in enumerate(texts)
    ]
    found = rows(written(make_board(lines)))
    assert len(found) == len({line["decision_reference"] for line in lines})
    for line in found:
        assert list(validator().iter_errors(line)) == []
        for value in line.values():
            assert not value.lstrip("\ufeff\u200b\u200c\u200d\u2060\u00ad \n\u00a0\u202f").startswith(
                tuple("=+-@\t\r\0＝＋－＠")
            )


def test_many_posts_of_one_decision_keep_the_purpose_short(make_board: MakeBoard) -> None:
    (line,) = rows(written(make_board([GRANTED] * 80)))
    assert (len(line["objet"]), line["objet"][-1]) == (256, "…")
    assert "80 postes : 1, 2, 3" in line["objet"]
    assert list(validator().iter_errors(line)) == []


def test_invented_data_say_so_in_every_row(make_board: MakeBoard) -> None:
    (line,) = rows(written(make_board([GRANTED]), replace(REAL, warning="Données de démonstration")))
    assert line["objet"].startswith("[Données de démonstration] Conseiller May Num")


def test_the_validator_refuses_what_the_schema_refuses(make_board: MakeBoard) -> None:
    (line,) = rows(written(make_board([GRANTED])))
    for name, value in {
        "idBeneficiaire": "2000119060001",
        "montant": "15000,00",
        "datesPeriodeVersement": "2026-09-01/",
        "notificationUE": "Non",
        "dateConvention": "2026-02-30",
        "pourcentageSubvention": "0",
        "idRAE": "123456",
        "nomBeneficiaire": "",
    }.items():
        assert list(validator().iter_errors({**line, name: value})), name
