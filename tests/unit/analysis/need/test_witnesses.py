"""Sources of the need side by side: situations that a budget officer can read, and each source by itself."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from maynum_dash.analysis.need.witnesses import compared_table, witnesses
from maynum_dash.rendering.witnesses import alternative, columns, sentence
from maynum_dash.sources.reference import Reference, load_reference

FOLDER = Path(__file__).parents[3] / "situations_besoin"
SITUATIONS = [
    pytest.param(situation, id=situation["nom"])
    for path in sorted(FOLDER.glob("*.toml"))
    for situation in tomllib.loads(path.read_text(encoding="utf-8"))["situation"]
]


def official(reference: Reference, rates: dict[str, float]) -> pd.DataFrame:
    codes = reference.epci.set_index("short_name")["code"]
    table = pd.DataFrame(
        [(codes[name], rate) for name, rate in rates.items()], columns=["epci_code", "rate_pct"]
    )
    return table.assign(people=float("nan"), is_retained=True, year=2021, source="Insee").astype(
        {"people": "Int64", "year": "Int64"}
    )


@pytest.fixture
def small(reference: Reference) -> Reference:
    """The small Mayenne, its communes filling their EPCI."""
    by_epci = reference.communes.groupby("epci_code")["population_15_plus"].sum()
    adults = reference.epci["code"].map(by_epci).fillna(reference.epci["population_15_plus"])
    return replace(reference, epci=reference.epci.assign(population_15_plus=adults))


@pytest.mark.parametrize("situation", SITUATIONS)
def test_situation(situation: dict[str, Any], small: Reference) -> None:
    assert situation.keys() == {"nom", "base", "estimee", "officielle", "attendu", "phrase"}
    names = small.epci.set_index("code")["short_name"]
    rates = small.communes["epci_code"].map(names).map(situation["estimee"]).astype("float64")
    reference = replace(small, communes=small.communes.assign(estimated_rate_pct=rates))
    seen = witnesses(reference, reference, official(small, situation["officielle"]))
    base = situation["base"]
    table = compared_table(reference, seen, base)
    other = next(one for one in seen if one.key in {"officielle", "estimee"} and one.key != base)
    rows = table.set_index("name")
    for expected in situation["attendu"]:
        row = rows.loc[expected["epci"]]
        for name, column in (("points", "points"), ("personnes", "gap"), ("rangs", "moved")):
            figure = row[f"{other.key}_{column}"]
            if expected[name] == "":
                assert pd.isna(figure)
            else:
                assert figure == pytest.approx(expected[name]), (expected["epci"], name)
    main = next(one for one in seen if one.key == base)
    said = sentence(table, other, main).replace("\u00a0", " ").replace("\u202f", " ")
    assert situation["phrase"] in said


def test_there_are_situations() -> None:
    assert len(SITUATIONS) >= 3


def test_without_import_the_estimate_and_the_same_rate_are_there() -> None:
    reference = load_reference()
    assert [one.key for one in witnesses(reference, reference, None)] == ["estimee", "uniforme"]


def test_people_counted_by_insee_make_a_source_of_their_own() -> None:
    assumed = load_reference()
    communes = assumed.communes.assign(population_15_plus=assumed.communes["population_15_plus"] * 1.02)
    adults = assumed.epci["population_15_plus"] * 1.02
    counted = replace(assumed, communes=communes, epci=assumed.epci.assign(population_15_plus=adults))
    seen = witnesses(counted, assumed, None)
    assert [one.key for one in seen] == ["estimee", "comptee", "uniforme"]
    assert "comptée par l'Insee" in seen[1].label
    table = compared_table(counted, seen, "estimee")
    # The rates stay, the people follow the population.
    assert table["comptee_points"].abs().max() < 1e-9
    assert (table["comptee_gap"] / table["estimee_people"]).tolist() == pytest.approx([0.02] * 10)


def test_another_census_is_fitted_on_the_same_published_rates() -> None:
    reference = load_reference()
    older = reference.communes[["code", "low_diploma_pct", "share_65_plus_pct"]].assign(year=2012)
    shuffled = older.assign(low_diploma_pct=older["low_diploma_pct"].to_numpy()[::-1])
    seen = witnesses(
        replace(reference, vintages=pd.concat([older, shuffled.assign(year=2007)])), reference, None
    )
    assert [one.key for one in seen] == ["estimee", "uniforme"]
    seen = witnesses(
        reference, replace(reference, vintages=pd.concat([older, shuffled.assign(year=2007)])), None
    )
    assert [one.key for one in seen] == ["estimee", "millesime-2012", "millesime-2007", "uniforme"]
    same, other = seen[1].table, seen[2].table
    assert same["rate_pct"].tolist() == pytest.approx(seen[0].table["rate_pct"].tolist(), abs=1e-4)
    assert other["people"].sum() == pytest.approx(seen[0].table["people"].sum(), rel=1e-6)
    laval = other.set_index("epci_code").loc[reference.fit.anchor_epci, "rate_pct"]
    assert laval == pytest.approx(14, abs=1e-3)


def test_an_epci_with_a_commune_that_an_older_census_lacks_has_no_data_in_it() -> None:
    reference = load_reference()
    older = reference.communes[["code", "low_diploma_pct", "share_65_plus_pct"]].assign(year=2012)
    lacking = older[older["code"] != "53096"]
    seen = witnesses(reference, replace(reference, vintages=lacking), None)
    rates = seen[1].table.set_index("epci_code")["rate_pct"]
    assert rates.isna().sum() == 1
    assert pd.isna(rates["245300355"])


def test_the_same_rate_everywhere_ranks_nobody() -> None:
    reference = load_reference()
    seen = witnesses(reference, reference, None)
    table = compared_table(reference, seen, "estimee")
    assert table["uniforme_rank"].isna().all()
    assert "ne range pas les territoires" in sentence(table, seen[1], seen[0])
    assert table.loc[table["is_partial"], "estimee_rank"].isna().all()


def test_sources_without_common_territory_say_so() -> None:
    reference = load_reference()
    seen = witnesses(reference, reference, None)
    nothing = replace(seen[1], table=seen[1].table.assign(rate_pct=float("nan"), people=float("nan")))
    table = compared_table(reference, (seen[0], nothing), "estimee")
    assert "aucun territoire commun" in sentence(table, nothing, seen[0])
    assert "même taux" not in alternative(table, (seen[0], nothing))


def test_the_base_has_no_gap_with_itself() -> None:
    reference = load_reference()
    seen = witnesses(reference, reference, None)
    fields = [column.field for column in columns(seen, "uniforme")]
    assert fields[:3] == ["name", "uniforme_rate_pct", "uniforme_people"]
    assert not {"uniforme_points", "uniforme_gap", "uniforme_moved"} & set(fields)
    assert set(fields) <= set(compared_table(reference, seen, "uniforme"))
