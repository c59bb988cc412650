import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from maynum_dash.analysis.need.coverage import coverage_table, department_row, missing_table
from maynum_dash.analysis.need.needs import needs_table
from maynum_dash.analysis.territory.gazetteer import Gazetteer, epci_gazetteer
from maynum_dash.analysis.territory.served import read_sharing
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.sources.reference import Reference

SITUATIONS = sorted((Path(__file__).parents[3] / "situations_couverture").glob("*.toml"))
ERNEE, LAVAL, CRAON = "245300355", "200083392", "200048551"


def posts_table(*rows: tuple[str | None, float, str]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=["epci_code", "fte", "status"])
    types = {"epci_code": "str", "fte": "float64", "status": "str"}
    return table.astype(types).assign(row=range(4, len(table) + 4))


def served_table(*rows: tuple[int, str | None, float]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=["row", "epci_code", "share"])
    return table.astype({"row": "int64", "epci_code": "str", "share": "float64"})


def needs_of(reference: Reference, people: dict[str, float]) -> pd.DataFrame:
    """Needs of every EPCI of the reference; without data unless given."""
    table = needs_table(NeedSource.UNIFORM, reference)
    table["people"] = table["epci_code"].map(people).astype("float64")
    table["rate_pct"] = table["people"] / table["population_15_plus"] * 100
    return table


def test_the_offer_is_the_occupied_fte_of_those_who_serve(reference: Reference) -> None:
    posts = posts_table(
        (LAVAL, 1.0, "Occupé"), (LAVAL, 1.0, "Vacant"), (ERNEE, 0.5, "Occupé"), (CRAON, 1.0, "Rendu")
    )
    served = served_table(
        (4, LAVAL, 0.25), (4, ERNEE, 0.75), (5, LAVAL, 1.0), (6, ERNEE, 1.0), (7, CRAON, 1.0)
    )

    table = coverage_table(needs_table(NeedSource.UNIFORM, reference), posts, served).set_index("epci_code")

    assert list(table.loc[[LAVAL, ERNEE, CRAON], "fte"]) == [0.25, 1.25, 0.0]
    assert list(table.loc[LAVAL, ["posts_occupied", "posts_vacant", "posts_returned"]]) == [1, 1, 0]
    assert list(table.loc[CRAON, ["posts_occupied", "posts_vacant", "posts_returned"]]) == [0, 0, 1]
    # 10 000 inhabitants, 80 % aged 15 and over, 15 % of them: 1 200 people.
    assert table.loc[ERNEE, "fte_per_1000"] == pytest.approx(1.25 / 1.2)
    assert table.loc[ERNEE, "people_per_fte"] == pytest.approx(960)
    assert table["people_per_fte"].isna()[CRAON]
    assert len(table) == 10


def test_the_interval_of_one_post_is_the_one_of_the_method(reference: Reference) -> None:
    posts, served = posts_table((ERNEE, 1.0, "Occupé")), served_table((4, ERNEE, 1.0))

    table = coverage_table(needs_of(reference, {ERNEE: 1_000, CRAON: 1_000}), posts, served).set_index(
        "epci_code"
    )

    assert list(table.loc[ERNEE, ["ci_low", "ci_high"]]) == pytest.approx([0.0253, 5.5716], abs=1e-4)
    assert list(table.loc[CRAON, ["fte_per_1000", "ci_low", "ci_high"]]) == pytest.approx(
        [0, 0, 3.6889], abs=1e-4
    )


def test_without_data_nothing_is_computed_and_nothing_is_zero(reference: Reference) -> None:
    posts, served = posts_table((LAVAL, 1.0, "Occupé")), served_table((4, LAVAL, 1.0))

    table = coverage_table(needs_of(reference, {ERNEE: 1_000}), posts, served).set_index("epci_code")

    assert table.loc[LAVAL, "fte"] == 1
    ratios = ["fte_per_1000", "ci_low", "ci_high", "quotient", "people_per_fte"]
    assert table.loc[LAVAL, ratios].isna().all()
    assert table.loc[LAVAL, "standing"] == "sans donnée"


def test_the_quotient_compares_territories_with_data_only(reference: Reference) -> None:
    posts = posts_table((LAVAL, 4.0, "Occupé"), (ERNEE, 1.0, "Occupé"), (CRAON, 3.0, "Occupé"))
    served = served_table((4, LAVAL, 1.0), (5, ERNEE, 1.0), (6, CRAON, 1.0))

    table = coverage_table(needs_of(reference, {ERNEE: 1_000, CRAON: 1_000}), posts, served).set_index(
        "epci_code"
    )

    assert list(table.loc[[ERNEE, CRAON], "quotient"]) == [0.5, 1.5]


def test_no_post_at_all_gives_zero_offer(reference: Reference) -> None:
    posts, served = posts_table(), served_table()

    table = coverage_table(needs_table(NeedSource.UNIFORM, reference), posts, served)
    department = department_row(table, posts, served)

    assert (table["fte"] == 0).all()
    assert (table["fte_per_1000"] == 0).all()
    assert table["quotient"].isna().all()
    assert (department.fte, department.fte_per_1000, department.gini) == (0, 0, None)
    assert department.people_per_fte is None


def test_the_departement_sums_and_says_what_it_leaves_out(reference: Reference) -> None:
    posts = posts_table(
        (LAVAL, 1.0, "Occupé"), (ERNEE, 1.0, "Occupé"), (None, 0.5, "Occupé"), (None, 1.0, "Vacant")
    )
    served = served_table((4, LAVAL, 1.0), (5, ERNEE, 0.8), (5, None, 0.2), (6, None, 1.0), (7, None, 1.0))
    table = coverage_table(needs_of(reference, {ERNEE: 1_600, CRAON: 1_600}), posts, served)

    department = department_row(table, posts, served)

    assert (department.people, department.population_15_plus, department.rate_pct) == (3_200, 16_000, 20)
    assert department.fte == pytest.approx(0.8)
    assert department.fte_per_1000 == pytest.approx(0.25)
    assert department.people_per_fte == pytest.approx(4_000)
    assert department.fte_without_data == 1
    assert department.fte_unmatched == pytest.approx(0.7)
    assert department.fte + department.fte_unmatched + department.fte_without_data == pytest.approx(2.5)
    assert (department.posts_occupied, department.posts_vacant, department.posts_returned) == (3, 1, 0)
    assert department.posts_unmatched == 2
    assert len(department.epci_without_data) == 8
    assert "CA Laval Agglomération" in department.epci_without_data
    assert (department.gini, department.units) == (0.5, 2)


def test_missing_fte_of_one_territory_is_not_made_up_for_by_another(reference: Reference) -> None:
    posts, served = posts_table((ERNEE, 3.0, "Occupé")), served_table((4, ERNEE, 1.0))
    table = coverage_table(needs_of(reference, {ERNEE: 2_000, CRAON: 2_000}), posts, served)

    missing = missing_table(table, 1.0).set_index("epci_code")["fte_missing"]

    assert missing[[ERNEE, CRAON]].tolist() == [0, 2]
    assert missing.sum() == 2
    assert pd.isna(missing[LAVAL])


@pytest.mark.parametrize("path", SITUATIONS, ids=lambda path: path.stem)
def test_situation(path: Path, reference: Reference, aliases: pd.DataFrame) -> None:
    situation = tomllib.loads(path.read_text(encoding="utf-8"))
    gazetteer = epci_gazetteer(reference, aliases)
    posts, served = situation_tables(situation["poste"], gazetteer, reference)
    people = {gazetteer.find(need["epci"]).code or "": need["personnes"] for need in situation["besoin"]}
    table = coverage_table(needs_of(reference, people), posts, served)

    for expected in situation["attendu"]:
        row = table.set_index("epci_code").loc[gazetteer.find(expected["epci"]).code]
        for name, column in FIGURES.items():
            if name in expected:
                figure: Any = "" if pd.isna(row[column]) else row[column]
                assert figure == pytest.approx(expected[name], abs=0.005), (expected["epci"], name)
    department = department_row(table, posts, served)
    assert department.fte == pytest.approx(situation["departement"]["etp"])
    assert department.fte_unmatched == pytest.approx(situation["departement"]["etp_hors_epci"])


# Words of the situations, which a budget officer reads; « "" » is « sans donnée ».
FIGURES = {
    "etp": "fte",
    "etp_pour_1000": "fte_per_1000",
    "ic95_bas": "ci_low",
    "ic95_haut": "ci_high",
    "quotient": "quotient",
    "situation": "standing",
}


def situation_tables(
    posts: list[dict[str, Any]], gazetteer: Gazetteer, reference: Reference
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the posts of a situation, and what they serve."""
    seated = reference.epci[~reference.epci["is_partial"]]
    weights = dict(zip(seated["code"], seated["population_15_plus"], strict=True))
    rows = [(gazetteer.find(post["epci"]).code, post["etp"], post["statut"]) for post in posts]
    table = posts_table(*rows)
    lines = [
        (row, code, share)
        for row, post in zip(table["row"], posts, strict=True)
        for code, share in read_sharing(post.get("epci_desservis", post["epci"]), gazetteer, weights).shares
    ]
    return table, served_table(*lines)


def test_there_are_situations() -> None:
    assert len(SITUATIONS) >= 4
