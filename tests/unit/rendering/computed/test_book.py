"""The workbook that goes out: its formulas give our figures, in LibreOffice and without any computing."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any, TypeAlias
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from maynum_dash.analysis.board import Board, build_board
from maynum_dash.analysis.comparison.bridge import Scope
from maynum_dash.analysis.money.pivots import by_fiscal_year, of_reading
from maynum_dash.analysis.need.coverage import missing_table
from maynum_dash.analysis.scenario.alternatives import Side, beside
from maynum_dash.analysis.scenario.outcome import play, totals
from maynum_dash.analysis.scenario.presets import usual
from maynum_dash.analysis.steering.alerts import find_alerts
from maynum_dash.analysis.steering.burndown import Line, payment_burndown
from maynum_dash.analysis.steering.envelopes import yearly_table
from maynum_dash.analysis.steering.watch import build_watch
from maynum_dash.domain.allotment import InstalmentState
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.errors import UnwritableFileError
from maynum_dash.domain.moves import Renewal, Scenario
from maynum_dash.domain.posts import Funder, Reading, Status
from maynum_dash.rendering.computed import book
from maynum_dash.rendering.computed.book import computed_workbook
from maynum_dash.rendering.computed.choices import ALL_FUNDERS, READING_NAMES
from maynum_dash.rendering.computed.page import LONGEST_TEXT
from maynum_dash.rendering.computed.subject import NOWHERE, Subject
from maynum_dash.rendering.stamp import Stamp
from maynum_dash.sources.basis import Basis
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.sources.workbook import read_workbook

MakeBoard: TypeAlias = Callable[..., Board]
ConvertEach: TypeAlias = Callable[[Mapping[str, bytes], str], dict[str, bytes]]
DAY = date(2026, 11, 23)
STAMP = Stamp(
    "Import n° 3 du 20/11/2026, classeur « R&D.xlsx »", DAY, "7F3K-92QD", "Données de démonstration"
)
SYNTHESIS = (
    "Synthèse",
    "Intercommunalités",
    "Structures",
    "Exécution",
    "Consommation",
    "Couverture",
    "Scénarios",
)
# A reading and an exercice to choose, with a funder: every one of them once at least.
CHOICES = {
    "a.xlsx": (Reading.SIGNATURE, 2024, ALL_FUNDERS),
    "b.xlsx": (Reading.TRANCHE, 2026, Funder.STATE),
    "c.xlsx": (Reading.PRORATA, 2027, Funder.BONUS),
    "d.xlsx": (Reading.PAYMENT, 2029, Funder.EMPLOYER),
}


@pytest.fixture(scope="module")
def make_board(make_board: MakeBoard) -> MakeBoard:
    """Give every post the end that reading a workbook always gives it."""

    def make(posts: list[dict[str, Any]], **others: Any) -> Board:  # noqa: ANN401 -- passed on as they are
        return make_board([{"end": date(2029, 8, 31), **line} for line in posts], **others)

    return make


@pytest.fixture(scope="module")
def demo(basis: Basis) -> Board:
    return build_board(read_workbook(DEMO_WORKBOOK.read_bytes(), "R&D.xlsx"), basis)


def subject_of(board: Board, stamp: Stamp = STAMP) -> Subject:
    return Subject(board, Reading.TRANCHE, 2026, NeedSource.ESTIMATED, stamp)


@pytest.fixture(scope="module")
def written(demo: Board) -> bytes:
    return computed_workbook(subject_of(demo))


@pytest.fixture(scope="module")
def recomputed(written: bytes, libreoffice_each: ConvertEach) -> dict[str, openpyxl.Workbook]:
    """What LibreOffice computes from the formulas alone, once the choices are made."""
    asked = {"intact.xlsx": without_results(written)}
    for name, (reading, year, funder) in CHOICES.items():
        opened = openpyxl.load_workbook(BytesIO(written))
        opened["Synthèse"]["A6"] = READING_NAMES[reading]
        opened["Synthèse"]["B6"] = year
        opened["Intercommunalités"]["A6"] = str(funder)
        opened["Couverture"]["A6"] = 0.5
        saved = BytesIO()
        opened.save(saved)
        asked[name] = saved.getvalue()
    return {name: values(content) for name, content in libreoffice_each(asked, "xlsx").items()}


def values(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content), data_only=True)


def without_results(content: bytes) -> bytes:
    """Take away the values that formulas carry."""
    bare = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(bare, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, re.sub(rb"</f><v>[^<]*</v>", b"</f>", part))
    return bare.getvalue()


def formulas(content: bytes) -> dict[tuple[str, str], str]:
    opened = openpyxl.load_workbook(BytesIO(content))
    return {
        (sheet.title, cell.coordinate): str(cell.value)
        for sheet in opened.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if cell.data_type == "f"
    }


def cents(value: object) -> int:
    assert isinstance(value, int | float), value
    return round(value * 100)


def table(sheet: Worksheet, heading: str) -> dict[str, dict[object, object]]:
    """Read the table below the row whose first cell is a heading, until its total."""
    rows = [list(line) for line in sheet.iter_rows(values_only=True)]
    start = next(rank for rank, line in enumerate(rows) if line[0] == heading)
    found: dict[str, dict[object, object]] = {}
    for line in rows[start + 1 :]:
        if line[0] is None:
            break
        found[str(line[0])] = dict(zip(rows[start], line, strict=True))
        if line[0] == "Total":
            break
    return found


def test_libreoffice_finds_the_values_that_the_formulas_carry(
    written: bytes, recomputed: dict[str, openpyxl.Workbook]
) -> None:
    carried, found = values(written), recomputed["intact.xlsx"]
    places = formulas(written)
    assert len(places) > 500
    for sheet, place in places:
        ours, theirs = carried[sheet][place].value, found[sheet][place].value
        if isinstance(ours, int | float):
            assert theirs == pytest.approx(ours, abs=1e-6), (sheet, place)
        else:
            assert theirs == ours, (sheet, place)


def test_no_formula_is_without_value_nor_in_error(written: bytes) -> None:
    carried = values(written)
    for sheet, place in formulas(written):
        value = carried[sheet][place].value
        assert value is not None, (sheet, place)
        assert not str(value).startswith("#"), (sheet, place)


@pytest.mark.parametrize("name", CHOICES)
def test_each_reading_gives_our_totals_by_funder_and_exercice(
    name: str, demo: Board, recomputed: dict[str, openpyxl.Workbook]
) -> None:
    reading, year, _ = CHOICES[name]
    expected = by_fiscal_year(demo.movements, reading)
    sheet = recomputed[name]["Synthèse"]
    found = table(sheet, "Financeur")
    for funder in Funder:
        for exercice in range(2023, 2030):
            ours = expected[funder.value].get(exercice, 0)
            assert cents(found[funder][exercice]) == ours, (funder, exercice)
        assert cents(found[funder]["Total"]) == expected[funder.value].sum()
    share = expected[Funder.DEPARTMENT.value]
    periods = [share[share.index < year].sum(), share.get(year, 0), share.get(year + 1, 0)]
    assert [cents(sheet.cell(11, column).value) for column in (2, 3, 4)] == periods
    assert sheet["C10"].value == f"Exercice {year}"


@pytest.mark.parametrize("name", CHOICES)
def test_each_funder_gives_our_totals_by_territory_and_structure(
    name: str, demo: Board, recomputed: dict[str, openpyxl.Workbook]
) -> None:
    reading, _, funder = CHOICES[name]
    funders = tuple(Funder) if funder == ALL_FUNDERS else (Funder(funder),)
    moved = of_reading(demo.movements, reading, funders)
    names = demo.reference.epci.set_index("code")["name"]
    structures = demo.posts.set_index("row")["structure"]
    for sheet, heading, keys in (
        (
            "Intercommunalités",
            "Intercommunalité de l’employeur",
            moved["epci_code"].map(names).fillna(NOWHERE),
        ),
        ("Structures", "Structure", moved["row"].map(structures)),
    ):
        found = table(recomputed[name][sheet], heading)
        expected = moved.assign(group=keys.to_numpy()).groupby(["group", "fiscal_year"], as_index=False)
        assert cents(found["Total"]["Total"]) == moved["amount_cents"].sum()
        for group, exercice, amount in expected["amount_cents"].sum().itertuples(index=False):
            assert cents(found[group][exercice]) == amount, (sheet, group, exercice)


def test_the_density_aimed_at_gives_our_missing_fte(
    demo: Board, recomputed: dict[str, openpyxl.Workbook]
) -> None:
    expected = missing_table(subject_of(demo).coverage, 0.5).set_index("name")["fte_missing"]
    found = table(recomputed["a.xlsx"]["Couverture"], "Intercommunalité")
    for name, missing in expected.items():
        assert found[str(name)]["ETP manquants"] == pytest.approx(missing)


def test_execution_gives_our_yearly_table(demo: Board, recomputed: dict[str, openpyxl.Workbook]) -> None:
    found = table(recomputed["a.xlsx"]["Exécution"], "Exercice")
    workbook = demo.workbook
    expected = yearly_table(workbook.envelopes, demo.movements, workbook.payments).set_index("fiscal_year")
    headings = {
        "AE votée": "ae_voted_cents",
        "AE engagée (lecture « à la signature »)": "ae_committed_cents",
        "AE disponible": "ae_left_cents",
        "CP voté (BP, DM, BS)": "cp_voted_cents",
        "CP prévu (lecture « au paiement »)": "cp_due_cents",
        "Mandaté (versements, avoirs déduits)": "cp_paid_cents",
        "Reste à mandater": "cp_left_cents",
    }
    for year, line in expected.iterrows():
        for heading, field in headings.items():
            shown, ours = found[str(year)][heading], line[field]
            assert shown == "–" if pd.isna(ours) else cents(shown) == ours, (year, heading)
        rate = line["rate_pct"]
        shown = found[str(year)]["Taux d’exécution"]
        assert shown == "–" if pd.isna(rate) else shown == pytest.approx(rate / 100)
    assert found["2029"]["CP voté (BP, DM, BS)"] == "–"


@pytest.mark.parametrize("name", CHOICES)
def test_consumption_gives_our_credits_and_our_instalments(
    name: str, demo: Board, recomputed: dict[str, openpyxl.Workbook]
) -> None:
    _, year, _ = CHOICES[name]
    sheet, ledger = recomputed[name]["Consommation"], build_watch(demo, DAY).ledger
    drawn = payment_burndown(demo.workbook.envelopes, ledger, year, DAY)
    found = table(sheet, "Mois")
    ends = [date(year, month, monthrange(year, month)[1]) for month in range(1, 13)]
    assert [line["Au"].date() for line in list(found.values())[:-1]] == ends  # type: ignore[attr-defined]
    voted = drawn.lines[drawn.lines["line"] == Line.VOTED.value]
    paid = demo.workbook.payments
    due = ledger.instalments[ledger.instalments["due_on"].dt.year == year]
    for end, line in zip(ends, found.values(), strict=False):
        known = voted.loc[voted["day"] <= pd.Timestamp(end), "total_cents"]
        shown = line["CP votés à cette date"]
        assert shown == "–" if drawn.voted_cents is None else cents(shown) == int(known.iloc[-1])
        is_paid = (paid["paid_on"].dt.year == year) & (paid["paid_on"] <= pd.Timestamp(end))
        assert cents(line["Mandaté cumulé"]) == int(paid.loc[is_paid, "amount_cents"].sum())
        unpaid = due.loc[due["due_on"] <= pd.Timestamp(end), "remaining_cents"].sum()
        assert cents(line["Mandaté et reste à verser, cumulés"]) == cents(line["Mandaté cumulé"]) + unpaid
    assert cents(found["Total"]["Échéances du mois"]) == int(due["amount_cents"].sum())
    assert "Contrôle : les échéances de l’exercice font le CP prévu de la feuille « Exécution »" in {
        cell.value for cell in sheet["A"]
    }


def test_instalments_are_counted_by_where_they_stand(
    demo: Board, recomputed: dict[str, openpyxl.Workbook]
) -> None:
    due = build_watch(demo, DAY).ledger.instalments
    found = table(recomputed["intact.xlsx"]["Consommation"], "État des échéances")
    for state in InstalmentState:
        mine = due[due["state"] == state.value]
        assert found[state.value]["Nombre"] == len(mine)
        assert cents(found[state.value]["Reste à verser"]) == mine["remaining_cents"].sum()
    assert cents(found["Total"]["Versé"]) == due["paid_cents"].sum()


@pytest.mark.parametrize("name", CHOICES)
def test_scenarios_give_our_euros_whatever_is_chosen(
    name: str, demo: Board, recomputed: dict[str, openpyxl.Workbook]
) -> None:
    reading, _, funder = CHOICES[name]
    funders = tuple(Funder) if funder == ALL_FUNDERS else (Funder(funder),)
    outcomes = play(demo, usual(DAY), DAY)
    expected = beside(totals(demo), outcomes, Scope(reading, funders), Side.YEAR)
    found = table(recomputed[name]["Scénarios"], "Exercice")
    names = [one.scenario.name for one in outcomes]
    for line in expected.to_dict("records"):
        shown = found[str(line["key"])]
        assert cents(shown["Données actuelles"]) == line["before_cents"]
        for rank, title in enumerate(names):
            assert cents(shown[title]) == line[f"after_{rank}_cents"]
            assert cents(shown[f"Écart, {title}"]) == line[f"difference_{rank}_cents"]
    for rank, title in enumerate(names):
        assert cents(found["Total"][title]) == expected[f"after_{rank}_cents"].sum()


def test_nothing_is_supposed_of_what_is_already_supposed(demo: Board) -> None:
    opened = openpyxl.load_workbook(BytesIO(computed_workbook(replace(subject_of(demo), scenarios=()))))
    assert not {"Scénarios", "Écarts des scénarios"} & set(opened.sheetnames)
    linked = {cell.value for cell in opened["Lisez-moi"]["A"] if cell.hyperlink}
    assert linked == set(opened.sheetnames) - {"Lisez-moi"}


def test_a_hostile_name_of_scenario_stays_a_text(make_board: MakeBoard) -> None:
    given = (Scenario("=1+1", (Renewal(date(2032, 12, 31)),)), Scenario("*", ()))
    content = computed_workbook(replace(subject_of(make_board([{}])), scenarios=given))
    sheet = openpyxl.load_workbook(BytesIO(content))["Scénarios"]
    assert (sheet["C9"].value, sheet["C9"].data_type, sheet["C9"].quotePrefix) == ("=1+1", "s", True)
    # Names are never compared: a scenario named « * » has the differences of its own rank.
    found = table(values(content)["Scénarios"], "Exercice")["Total"]
    assert cents(found["Écart, *"]) == 0 != cents(found["Écart, =1+1"])


def test_progress_is_told_of_each_sheet_and_may_give_up(make_board: MakeBoard) -> None:
    told: list[tuple[int, int]] = []
    content = computed_workbook(subject_of(make_board([{}])), lambda done, whole: told.append((done, whole)))
    sheets = len(openpyxl.load_workbook(BytesIO(content)).sheetnames)
    assert told == [(done, sheets) for done in range(sheets)]

    def stop(done: int, _: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        computed_workbook(subject_of(make_board([{}])), stop)


def test_alerts_are_those_of_the_screen(written: bytes, demo: Board) -> None:
    expected = find_alerts(build_watch(demo, DAY))
    rows = list(values(written)["Alertes"].iter_rows(min_row=6, values_only=True))
    assert [cents(line[7]) for line in rows] == [alert.stake_cents for alert in expected]
    assert [line[0] for line in rows] == [alert.urgency for alert in expected]


def test_every_name_of_a_formula_is_defined(written: bytes) -> None:
    defined = set(openpyxl.load_workbook(BytesIO(written)).defined_names)
    called = {
        name
        for formula in formulas(written).values()
        for name in re.findall(
            r"(?<![\w.'!$\"])[a-z][a-z_]{3,}(?![\w(!'\"])", re.sub(r'"[^"]*"', "", formula)
        )
    }
    assert {"lecture", "exercices", "ech_financeur", "postes_statut", "financeur_critere"} <= called
    assert called <= defined
    assert {"ech_signature", "ech_tranche", "ech_prorata", "ech_paiement", "lectures"} <= defined


def test_every_sheet_bears_its_source_the_warning_and_the_seal(written: bytes) -> None:
    for sheet in openpyxl.load_workbook(BytesIO(written)).worksheets:
        assert "empreinte 7f3k-92qd" in str(sheet["A2"].value).casefold(), sheet.title
        assert "classeur « R&D.xlsx »" in str(sheet["A2"].value)
        assert sheet["A3"].value == STAMP.warning
    with ZipFile(BytesIO(written)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "worksheets/sheet" in name]
    for xml in sheets:
        assert re.search(r"<oddFooter>.*R&amp;&amp;D\.xlsx.*7F3K-92QD.*Page &amp;P sur &amp;N", xml)
        assert re.search(rf"<oddHeader>.*{STAMP.warning}", xml)


def test_real_data_bear_no_warning(make_board: MakeBoard) -> None:
    plain = computed_workbook(subject_of(make_board([{}]), Stamp("Classeur « suivi.xlsx »", DAY)))
    opened = openpyxl.load_workbook(BytesIO(plain))
    assert {sheet["A3"].value for sheet in opened.worksheets} == {None}
    assert "empreinte" not in str(opened["Synthèse"]["A2"].value).casefold()


def test_sheets_are_ready_for_paper(written: bytes) -> None:
    opened = openpyxl.load_workbook(BytesIO(written))
    for sheet in opened.worksheets[1:]:
        assert sheet.page_setup.orientation == "landscape", sheet.title
        assert sheet.page_setup.fitToWidth in (None, 1)
        properties = sheet.sheet_properties.pageSetUpPr
        assert properties is not None
        assert properties.fitToPage
        if sheet.title not in SYNTHESIS:
            assert sheet.freeze_panes or sheet.title == "Listes"
            assert sheet.print_title_rows == "$5:$5" or sheet.title == "Listes"
    formats = {cell.number_format for line in opened["Plans"].iter_rows(min_row=6) for cell in line}
    assert r"#,##0.00\ [$€-40C];[Red]\-#,##0.00\ [$€-40C]" in formats
    choices = {str(one.sqref): one.formula1 for one in opened["Synthèse"].data_validations.dataValidation}
    assert choices == {"A6": "lectures", "B6": "exercices"}


def charts(content: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(content)) as parts:
        yield from (parts.read(name).decode() for name in parts.namelist() if "charts/chart" in name)


def test_charts_show_the_cells_before_anything_is_computed(written: bytes, demo: Board) -> None:
    drawn = list(charts(written))
    assert len(drawn) == 8
    funders = next(xml for xml in drawn if "lecture choisie" in xml and "stacked" in xml)
    cached = [re.findall(r"<c:v>([^<]*)</c:v>", part) for part in re.findall(r"<c:val>.*?</c:val>", funders)]
    expected = by_fiscal_year(demo.movements, Reading.TRANCHE)
    for funder, numbers in zip(Funder, cached, strict=True):
        assert [round(float(one) * 100) for one in numbers][:6] == expected[funder.value].tolist()
    with ZipFile(BytesIO(written)) as parts:
        drawings = [parts.read(name).decode() for name in parts.namelist() if "drawings/drawing" in name]
    assert sum(len(re.findall(r'descr="[^"]{40,}"', xml)) for xml in drawings) == 8


def test_no_text_of_a_file_becomes_a_formula(
    make_board: MakeBoard, hostile: dict[str, list[str]], libreoffice_each: ConvertEach
) -> None:
    def workbook(texts: list[str]) -> bytes:
        lines: list[dict[str, Any]] = [
            {
                "employer": f"{text} n{rank}",
                "remarks": text,
                "decision_reference": text,
                "commune": text,
                "epci": text if rank % 2 else "Ernée",
            }
            for rank, text in enumerate(texts)
        ]
        given = {
            "payments": [{"order_number": text, "kind": text} for text in texts],
            "envelopes": [{"vote": text} for text in texts],
            "criteria": [
                {"post_id": "1", "criterion": text, "state": text, "document": text} for text in texts
            ],
        }
        stamp = Stamp(f"Classeur « {texts[0]} »", DAY, texts[1], texts[2])
        return computed_workbook(subject_of(make_board(lines, **given), stamp))

    hostiles = hostile["formulas"]
    attacked = workbook(hostiles)
    assert formulas(attacked) == formulas(workbook([f"m{rank:02d}" for rank in range(len(hostiles))]))
    names = [str(name) for name in openpyxl.load_workbook(BytesIO(attacked)).defined_names]
    assert all(re.fullmatch(r"[A-Za-z_]+|_xlnm\.\w+", name) for name in names)
    seen = openpyxl.load_workbook(BytesIO(libreoffice_each({"a.xlsx": attacked}, "xlsx")["a.xlsx"]))
    remarks = [line[16] for line in seen["Postes"].iter_rows(min_row=6)]
    assert len(remarks) == len(hostiles)
    assert {cell.data_type for cell in remarks} == {"s"}
    assert remarks[0].value == "=1+1"
    ours = openpyxl.load_workbook(BytesIO(attacked))["Postes"]["Q6"]
    assert (ours.value, ours.data_type, ours.quotePrefix) == ("=1+1", "s", True)
    assert not any("externalLink" in name for name in ZipFile(BytesIO(attacked)).namelist())


@pytest.mark.parametrize("lines", [[], [{}]], ids=["no post", "one post"])
def test_a_workbook_of_few_posts_holds(lines: list[dict[str, Any]], make_board: MakeBoard) -> None:
    found = values(computed_workbook(subject_of(make_board(lines))))["Synthèse"]
    assert found["D15"].value == len(lines)
    assert cents(found["A11"].value) == 1_500_000 * len(lines)
    assert "Contrôle : les quatre lectures font le même total" in {cell.value for cell in found["A"]}


def test_unknown_is_an_empty_cell_and_zero_a_zero(make_board: MakeBoard) -> None:
    board = make_board([{"fte": 1.0, "department_y1_cents": 0}], envelopes=[{"amount_cents": 0}])
    opened = values(computed_workbook(subject_of(board)))
    assert opened["Enveloppes"]["D6"].value == 0
    assert opened["Enveloppes"]["E6"].value is None
    assert opened["Postes"]["O6"].value is None


def test_a_text_longer_than_a_cell_is_cut_and_forbidden_characters_go(make_board: MakeBoard) -> None:
    board = make_board([{"employer": "a\x00b\x0b", "remarks": "x" * (LONGEST_TEXT + 1)}])
    sheet = values(computed_workbook(subject_of(board)))["Postes"]
    assert sheet["B6"].value == "ab"
    assert sheet["Q6"].value == "x" * (LONGEST_TEXT - 1) + "…"


def test_a_funder_that_never_pays_has_no_row_and_posts_keep_their_place(make_board: MakeBoard) -> None:
    board = make_board([{"category": "Public"}, {"status": Status.VACANT}])
    sheet = values(computed_workbook(subject_of(board)))["Éch. paiement"]
    rows = [(line[0].value, line[3].value) for line in sheet.iter_rows(min_row=6)]
    assert rows == [
        *(("1", funder) for funder in Funder if funder is not Funder.BONUS),
        *(("2", funder) for funder in Funder),
    ]


def test_the_same_subject_gives_the_same_bytes(make_board: MakeBoard) -> None:
    board = make_board([{}, {"status": Status.VACANT}])
    assert computed_workbook(subject_of(board)) == computed_workbook(subject_of(board))


def test_a_full_disk_is_said_in_french(make_board: MakeBoard, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(book, "write_lists", refuse)
    with pytest.raises(UnwritableFileError, match="Vérifiez la place sur le disque"):
        computed_workbook(subject_of(make_board([{}])))
