import csv
import io
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from stdnum.fr import siret

from maynum_dash.domain.plan import funding_plan
from maynum_dash.domain.posts import EmployerCategory, Funder, Reading, Status
from maynum_dash.domain.schedule import Agreement, movements
from maynum_dash.rendering.demo import demo_workbook
from maynum_dash.rendering.grid import FIRST_ROW, HEADING_ROW
from maynum_dash.rendering.layout import sheets
from maynum_dash.sources.folder import DEMO_WORKBOOK
from maynum_dash.sources.reference import load_reference
from maynum_dash.sources.scale import load_scale

SITUATION = date(2026, 11, 20)
_COLUMNS = {
    Funder.STATE: "ANCT",
    Funder.BONUS: "Bonification",
    Funder.DEPARTMENT: "Département",
    Funder.EMPLOYER: "Employeur",
}
Row = dict[str, str]


def table(name: str) -> list[Row]:
    with (DEMO_WORKBOOK.parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def posts() -> list[Row]:
    return table("postes.csv")


@pytest.fixture(scope="module")
def content() -> bytes:
    return demo_workbook(load_reference().epci["name"].tolist())


def agreement(post: Row) -> Agreement:
    deliberated = {
        funder: tuple(int(text) * 100 if (text := post[f"{column} A{year}"]) else None for year in (1, 2, 3))
        for funder, column in _COLUMNS.items()
    }
    decided_on = date.fromisoformat(post["Date de décision"])
    version = load_scale().version_on(decided_on)
    triples = {funder: (cells[0], cells[1], cells[2]) for funder, cells in deliberated.items()}
    plan = funding_plan(version, EmployerCategory(post["Catégorie employeur"]), triples)
    returned = post["Date de rendu"]
    return Agreement(
        date.fromisoformat(post["Début de convention"]),
        decided_on,
        date.fromisoformat(returned) if returned else None,
        plan,
        version.clause,
    )


def department(posts: list[Row], reading: Reading) -> list[tuple[str, date, int]]:
    return [
        (post["ID Poste"], move.day, move.amount_cents)
        for post in posts
        for move in movements(agreement(post), reading)
        if move.funder is Funder.DEPARTMENT
    ]


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_two_runs_give_the_same_bytes(content: bytes) -> None:
    assert demo_workbook(load_reference().epci["name"].tolist()) == content


def test_the_workbook_in_the_repository_is_the_one_that_is_generated(content: bytes) -> None:
    # Parts, not bytes: another zlib may compress the same parts differently.
    assert members(DEMO_WORKBOOK.read_bytes()) == members(content)


def test_the_workbook_is_small(content: bytes) -> None:
    assert len(content) < 60_000


def test_every_sheet_says_that_the_data_are_invented(content: bytes) -> None:
    workbook = load_workbook(io.BytesIO(content))
    for worksheet in workbook.worksheets:
        above = [str(cell.value) for row in worksheet.iter_rows(max_row=5) for cell in row]
        assert any("Données de démonstration : montants et dates inventés" in text for text in above)


def test_rows_are_those_of_the_tables(content: bytes) -> None:
    workbook = load_workbook(io.BytesIO(content))
    names = {
        "Postes": "postes",
        "Versements": "versements",
        "Critères": "criteres",
        "Lieux": "lieux",
        "Élus": "elus",
    }
    for sheet, name in names.items():
        assert workbook[sheet].max_row == HEADING_ROW + len(table(f"{name}.csv"))
    assert workbook["Illectronisme"].max_row == HEADING_ROW
    assert workbook["Versements"].cell(FIRST_ROW, 3).value == 2450


def test_tables_use_the_headings_of_the_workbook() -> None:
    names = {"posts": "postes", "payments": "versements", "envelopes": "enveloppes"}
    names |= {"criteria": "criteres", "places": "lieux", "elected": "elus"}
    for sheet in sheets():
        if sheet.table in names:
            headings = {column.heading for column in sheet.columns}
            assert set(table(f"{names[sheet.table]}.csv")[0]) <= headings


def test_a_table_of_another_folder_is_read(tmp_path: Path) -> None:
    for name in ("postes", "versements", "enveloppes", "criteres", "lieux", "elus"):
        source = DEMO_WORKBOOK.parent / f"{name}.csv"
        heading, first = source.read_text(encoding="utf-8").splitlines()[:2]
        (tmp_path / f"{name}.csv").write_text(f"{heading}\n{first}\n", encoding="utf-8")
    workbook = load_workbook(io.BytesIO(demo_workbook([], tmp_path)))
    assert workbook["Postes"].max_row == FIRST_ROW


def test_posts_are_twenty_two_in_nine_epci(posts: list[Row]) -> None:
    assert len({post["ID Poste"] for post in posts}) == len(posts) == 22
    assert Counter(post["Statut"] for post in posts) == {
        Status.OCCUPIED: 17,
        Status.VACANT: 3,
        Status.RETURNED: 2,
    }
    assert {post["Catégorie employeur"] for post in posts} == set(EmployerCategory)
    assert len({post["EPCI"] for post in posts}) == 9
    assert {post["Début de convention"][:4] for post in posts} == {"2023", "2024", "2025", "2026"}


def test_territories_are_real(posts: list[Row]) -> None:
    reference = load_reference()
    codes = dict(zip(reference.epci["name"], reference.epci["code"], strict=True))
    communes = dict(zip(reference.communes["name"], reference.communes["epci_code"], strict=True))
    for post in posts:
        assert communes[post["Commune"]] == codes[post["EPCI"]]
    for place in table("lieux.csv"):
        assert place["Commune"] in communes


def test_only_published_employers_have_a_siret(posts: list[Row]) -> None:
    published = [post for post in posts if post["SIRET"]]
    assert len(published) == 8
    assert len({post["Structure"] for post in published}) == 6
    assert all(siret.is_valid(post["SIRET"]) for post in published)
    invented = [post for post in posts if not post["SIRET"]]
    assert all(post["Structure"].startswith("Structure de démonstration ") for post in invented)


def test_payments_follow_the_clause_but_for_one_instalment(posts: list[Row]) -> None:
    due = [line for line in department(posts, Reading.PAYMENT) if line[1] <= SITUATION]
    missing = ("DEMO-01", date(2026, 3, 1), 455_000)
    due.remove(missing)
    payments = table("versements.csv")
    paid = Counter((row["ID Poste"], round(float(row["Montant"]) * 100)) for row in payments)
    assert paid == Counter((post_id, cents) for post_id, _, cents in due)
    assert [row["Montant"] for row in payments if row["Nature"] == "avoir"] == ["-3089.04"]
    assert len({row["N° mandat"] for row in payments}) == len(payments)


def voted(authorisation: str) -> dict[int, int]:
    sums: Counter[int] = Counter()
    for row in table("enveloppes.csv"):
        if row["Type"] == authorisation:
            sums[int(row["Exercice"])] += int(row["Montant"]) * 100
    return dict(sums)


def test_envelopes_cover_the_plans_until_2027_which_is_short(posts: list[Row]) -> None:
    needed: dict[str, Counter[int]] = {"AE": Counter(), "CP": Counter()}
    for name, reading in (("AE", Reading.SIGNATURE), ("CP", Reading.PAYMENT)):
        for _, day, cents in department(posts, reading):
            needed[name][day.year] += cents
    for name in needed:
        assert set(voted(name)) == set(range(2023, 2028))
    assert all(needed["AE"][year] <= voted("AE")[year] for year in range(2023, 2028))
    assert all(needed["CP"][year] <= voted("CP")[year] for year in range(2023, 2027))
    assert 0 < needed["CP"][2027] - voted("CP")[2027] < 1_000_000


def test_criteria_are_those_of_the_scale(posts: list[Row]) -> None:
    known = set(load_scale().versions[-1].criteria)
    rows = table("criteres.csv")
    assert {row["Critère"] for row in rows} == known
    assert {row["État"] for row in rows} == {"rempli", "en attente", "non rempli"}
    active = {post["ID Poste"] for post in posts if post["Statut"] != Status.RETURNED}
    assert {row["ID Poste"] for row in rows} == active
    assert len(rows) == 5 * len(active) - 2


def test_every_occupied_post_receives_the_public_somewhere(posts: list[Row]) -> None:
    occupied = {post["ID Poste"] for post in posts if post["Statut"] == Status.OCCUPIED}
    assert {row["ID Poste"] for row in table("lieux.csv")} == occupied
