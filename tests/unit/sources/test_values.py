import pytest

from maynum_dash.domain.codes import Code
from maynum_dash.sources.cells import Cell, Flaw, FlawKind
from maynum_dash.sources.fields import Kind
from maynum_dash.sources.schemas import parsers
from maynum_dash.sources.values import Parsed, fold, remembering, text

PARSERS = parsers(epoch_1904=False)


def doubt_code(parsed: Parsed) -> Code | None:
    return None if parsed[1] is None else parsed[1].code


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Début de convention", "debut de convention"),
        ("De\u0301but  de\u00a0convention *", "debut de convention"),
        ("Référence\nde décision", "reference de decision"),
        ("CC de l’Ernée", "cc de l ernee"),
        ("CC de l'ERNÉE", "cc de l ernee"),
        ("Œuvre", "oeuvre"),
        ("N° mandat", "n mandat"),
        ("", ""),
    ],
)
def test_words_are_compared_without_accents_case_and_punctuation(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("kind", "cell", "expected"),
    [
        (Kind.FTE, 1, 1.0),
        (Kind.FTE, 0.5, 0.5),
        (Kind.FTE, "0,5", 0.5),
        (Kind.FTE, "50 %", 0.5),
        (Kind.FTE, "80\u00a0%", 0.8),
        (Kind.RATE, 12.5, 12.5),
        (Kind.RATE, "12,5 %", 12.5),
        (Kind.RATE, "12,5", 12.5),
        (Kind.RATE, "0,9 %", 0.9),
        (Kind.RATE, "1 %", 1.0),
        (Kind.RATE, 1.1, 1.1),
        (Kind.RATE, 60, 60.0),
        (Kind.PEOPLE, "1 234", 1234),
        (Kind.PEOPLE, 1234.0, 1234),
        (Kind.YEAR, 2026.0, 2026),
        (Kind.YEAR, "2026", 2026),
        (Kind.LATITUDE, "48,07", 48.07),
        (Kind.LONGITUDE, "−0,77", -0.77),
        (Kind.DAYS, "0,5", 0.5),
        (Kind.STATUS, "occupe", "Occupé"),
        (Kind.STATUS, " VACANT ", "Vacant"),
        (Kind.STATUS, "Rendue", "Rendu"),
        (Kind.CATEGORY, "Public bonifie", "Public bonifié"),
        (Kind.CATEGORY, "privée", "Privé"),
        (Kind.CATEGORY, "PUBLIC", "Public"),
        (Kind.STATE, "Rempli", "rempli"),
        (Kind.STATE, "en  attente", "en attente"),
        (Kind.STATE, "Non rempli", "non rempli"),
        (Kind.AUTHORISATION, "ae", "AE"),
        (Kind.AUTHORISATION, "Crédits de paiement", "CP"),
        (Kind.PAYMENT, "Acompte", "acompte"),
        (Kind.TEXT, "  deux \n mots ", "deux mots"),
        (Kind.TEXT, 12.0, "12"),
    ],
)
def test_values_as_people_write_them(kind: Kind, cell: Cell, expected: object) -> None:
    assert PARSERS[kind](cell) == (pytest.approx(expected) if isinstance(expected, float) else expected, None)


@pytest.mark.parametrize(
    ("kind", "cell", "code"),
    [
        (Kind.FTE, 0, Code.NUMBER_OUT_OF_RANGE),
        (Kind.FTE, 1.2, Code.NUMBER_OUT_OF_RANGE),
        (Kind.FTE, -0.5, Code.NUMBER_OUT_OF_RANGE),
        (Kind.FTE, "mi-temps", Code.NUMBER_UNREADABLE),
        (Kind.FTE, True, Code.NUMBER_UNREADABLE),
        (Kind.RATE, 120, Code.NUMBER_OUT_OF_RANGE),
        (Kind.RATE, -0.5, Code.NUMBER_OUT_OF_RANGE),
        (Kind.RATE, "élevé", Code.NUMBER_UNREADABLE),
        (Kind.RATE, 1, Code.RATE_AMBIGUOUS),
        (Kind.RATE, 1.0, Code.RATE_AMBIGUOUS),
        (Kind.RATE, "1", Code.RATE_AMBIGUOUS),
        (Kind.RATE, "1,0", Code.RATE_AMBIGUOUS),
        (Kind.RATE, Flaw(FlawKind.ERROR, "#N/A"), Code.CELL_ERROR),
        (Kind.PEOPLE, 12.5, Code.NUMBER_OUT_OF_RANGE),
        (Kind.PEOPLE, "50 %", Code.NUMBER_UNREADABLE),
        (Kind.YEAR, 26, Code.NUMBER_OUT_OF_RANGE),
        (Kind.STATUS, "Suspendu", Code.CHOICE_UNKNOWN),
        (Kind.STATUS, 1, Code.CHOICE_UNKNOWN),
        (Kind.CATEGORY, "Associatif", Code.CHOICE_UNKNOWN),
        (Kind.STATUS, Flaw(FlawKind.ERROR, "#N/A"), Code.CELL_ERROR),
        (Kind.FTE, Flaw(FlawKind.DISAGREEMENT, "1 ou 2"), Code.CELL_DISAGREEMENT),
        (Kind.TEXT, Flaw(FlawKind.FORMULA, "formule"), Code.CELL_FORMULA),
    ],
)
def test_what_is_not_a_value_is_said_and_never_guessed(kind: Kind, cell: Cell, code: Code) -> None:
    parsed = PARSERS[kind](cell)
    assert parsed[0] is None
    assert doubt_code(parsed) is code


@pytest.mark.parametrize(
    ("cell", "rate", "code"),
    [
        (0.125, 12.5, Code.RATE_FRACTION),
        ("0,125", 12.5, Code.RATE_FRACTION),
        (0.01, 1.0, Code.RATE_FRACTION),
        (0, 0.0, Code.RATE_ZERO),
        ("0 %", 0.0, Code.RATE_ZERO),
        (60.1, 60.1, Code.RATE_HIGH),
        ("100 %", 100.0, Code.RATE_HIGH),
        (0.61, 61.0, Code.RATE_HIGH),
    ],
)
def test_a_rate_that_may_not_be_what_was_meant_is_kept_and_said(cell: Cell, rate: float, code: Code) -> None:
    parsed = PARSERS[Kind.RATE](cell)
    assert parsed[0] == pytest.approx(rate)
    assert doubt_code(parsed) is code


@pytest.mark.parametrize("kind", list(Kind))
def test_an_empty_cell_is_empty_for_every_kind(kind: Kind) -> None:
    assert PARSERS[kind](None) == (None, None)


def test_a_boolean_text_is_french() -> None:
    assert text(True) == ("Oui", None)


def test_cells_that_are_equal_and_not_the_same_are_not_taken_for_one_another() -> None:
    cells: list[Cell] = [1, 1.0, True, "1", 0, False, 0.5, "0,5"]
    parse = remembering(text)
    for _ in range(2):
        assert [parse(cell) for cell in cells] == [text(cell) for cell in cells]


def test_a_cell_met_again_is_not_parsed_again() -> None:
    met: list[Cell] = []

    def parse(cell: Cell) -> Parsed:
        met.append(cell)
        return cell, None

    again = remembering(parse)
    assert [again(cell) for cell in ("a", "b", "a")] == [("a", None), ("b", None), ("a", None)]
    assert met == ["a", "b"]
    # A column of thousands of different cells is not kept whole.
    for turn in range(2):
        assert [again(number)[0] for number in range(2000)] == list(range(2000)), turn
    assert len(met) > 2002
