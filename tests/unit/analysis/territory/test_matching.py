import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maynum_dash.analysis.territory.gazetteer import Gazetteer
from maynum_dash.analysis.territory.matching import match, match_served
from maynum_dash.analysis.territory.seats import match_posts
from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.sources.frames import frame
from maynum_dash.sources.reference import Reference
from maynum_dash.sources.workbook import SheetCount, Workbook

ERNEE, LAVAL, CRAON = "245300355", "200083392", "200048551"
TEXTS = ["post_id", "employer", "siret", "commune", "epci", "served"]


def posts_table(*rows: dict[str, str | None]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=TEXTS).astype("str")
    table["post_id"] = [str(number) for number in range(1, len(table) + 1)]
    table["employer"] = table["employer"].fillna("Structure de démonstration")
    return table.assign(row=range(4, len(table) + 4), fte=1.0, status="Occupé")


def matched(
    row: dict[str, str | None], epci: Gazetteer, communes: Gazetteer, reference: Reference
) -> tuple[dict[str, object], list[Anomaly]]:
    table, anomalies = match_posts(posts_table(row), epci, communes, reference, "Postes")
    found = table.loc[0, ["commune_code", "epci_code", "epci_name"]]
    return {str(key): None if pd.isna(value) else value for key, value in found.items()}, list(anomalies)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"epci": "CC de l’Ernée"}, (None, ERNEE)),
        ({"epci": "245 300 355"}, (None, ERNEE)),
        ({"commune": "Andouillé"}, ("53005", ERNEE)),
        ({"commune": "53005"}, ("53005", ERNEE)),
        ({"commune": "Azé"}, ("53062", "245300447")),
        ({"epci": "Ernée", "commune": "Ernée"}, ("53096", ERNEE)),
        ({"siret": "24530035500017"}, (None, ERNEE)),
        ({"siret": "245 300 355 00017"}, (None, ERNEE)),
        ({"epci": "Craon", "siret": "24530035500017"}, (None, CRAON)),
        ({"siret": "21530130000016"}, ("53130", LAVAL)),
        ({"siret": "215 301 300 00016"}, ("53130", LAVAL)),
        ({"epci": "Laval", "siret": "21530130000016"}, ("53130", LAVAL)),
        ({"epci": "Craon", "siret": "21530130000016"}, (None, CRAON)),
        ({"commune": "Andouillé", "siret": "21530130000016"}, ("53005", ERNEE)),
    ],
)
def test_the_epci_comes_from_its_column_else_the_commune_else_the_siret(
    row: dict[str, str | None],
    expected: tuple[str | None, str],
    epci: Gazetteer,
    communes: Gazetteer,
    reference: Reference,
) -> None:
    found, anomalies = matched(row, epci, communes, reference)

    commune, code = expected
    assert found == {"commune_code": commune, "epci_code": code, "epci_name": epci.labels[code]}
    assert anomalies == []


def test_an_unknown_commune_gives_way_to_the_siret_and_is_said(
    epci: Gazetteer, communes: Gazetteer, reference: Reference
) -> None:
    found, anomalies = matched({"commune": "Lavall", "siret": "21530130000016"}, epci, communes, reference)

    assert (found["epci_code"], found["commune_code"]) == (LAVAL, None)
    assert [a.code for a in anomalies] == ["COMMUNE_INCONNUE"]
    assert anomalies[0].message.endswith("Le poste est rattaché à « CA Laval Agglomération ».")


def test_an_epci_and_a_commune_that_disagree_are_said_and_the_epci_stands(
    epci: Gazetteer, communes: Gazetteer, reference: Reference
) -> None:
    found, anomalies = matched({"epci": "Craon", "commune": "Laval"}, epci, communes, reference)

    assert (found["epci_code"], found["commune_code"]) == (CRAON, "53130")
    assert [(a.code, a.sheet, a.row, a.column, a.value) for a in anomalies] == [
        ("EPCI_COMMUNE_DIFFERENTS", "Postes", 4, "EPCI", "Craon")
    ]
    assert "« CA Laval Agglomération »" in anomalies[0].message


def test_an_unknown_epci_gives_way_to_the_commune_and_is_said(
    epci: Gazetteer, communes: Gazetteer, reference: Reference
) -> None:
    found, anomalies = matched({"epci": "Ernéee", "commune": "Ernée"}, epci, communes, reference)

    assert found["epci_code"] == ERNEE
    assert [a.code for a in anomalies] == ["EPCI_INCONNU"]
    assert "Vouliez-vous dire « CC de l'Ernée » ?" in anomalies[0].message
    assert anomalies[0].message.endswith("Le poste est rattaché à « CC de l'Ernée ».")


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ({"epci": "Atlantide"}, ["EPCI_INCONNU"]),
        ({"epci": "Atlantide", "commune": "Lavall"}, ["EPCI_INCONNU", "COMMUNE_INCONNUE"]),
        ({"commune": "72264"}, ["COMMUNE_HORS_DEPARTEMENT"]),
        ({"siret": "78625748500015"}, ["EPCI_ABSENT"]),
        ({}, ["EPCI_ABSENT"]),
    ],
)
def test_a_post_without_territory_stays_and_is_said(
    row: dict[str, str | None], codes: list[str], epci: Gazetteer, communes: Gazetteer, reference: Reference
) -> None:
    found, anomalies = matched(row, epci, communes, reference)

    assert found == {"commune_code": None, "epci_code": None, "epci_name": None}
    assert [a.code for a in anomalies] == codes
    assert all("compté à part" in a.message for a in anomalies)


def test_a_post_serves_its_own_epci_unless_the_workbook_says_more(
    epci: Gazetteer, communes: Gazetteer, reference: Reference
) -> None:
    posts, _ = match_posts(
        posts_table(
            {"epci": "Ernée"},
            {"epci": "Ernée", "served": " ; "},
            {"epci": "Laval", "served": "Ernée : 60 % ; Craon : 30 %"},
            {"epci": "Atlantide"},
        ),
        epci,
        communes,
        reference,
        "Postes",
    )

    served, anomalies = match_served(posts, epci, reference, "Postes")

    shares = [tuple(line) for line in served.fillna("–").itertuples(index=False)]
    assert shares == [
        (4, "1", ERNEE, 1.0),
        (5, "2", ERNEE, 1.0),
        (6, "3", ERNEE, 0.6),
        (6, "3", CRAON, 0.3),
        (6, "3", "–", pytest.approx(0.1)),
        (7, "4", "–", 1.0),
    ]
    assert [(a.code, a.row, a.column) for a in anomalies] == [("PARTS_INVALIDES", 6, "EPCI desservis")]


def test_the_whole_departement_leaves_a_partial_epci_out(
    epci: Gazetteer, communes: Gazetteer, reference: Reference
) -> None:
    posts, _ = match_posts(
        posts_table({"epci": "Laval", "served": "Tout le département"}), epci, communes, reference, "Postes"
    )

    shares = match_served(posts, epci, reference, "Postes")[0].set_index("epci_code")["share"]

    assert len(shares) == 9
    assert shares[LAVAL] == pytest.approx(0.2)
    assert "247200090" not in shares.index


def test_the_tables_that_come_in_are_left_as_they_were(
    epci: Gazetteer, communes: Gazetteer, reference: Reference
) -> None:
    posts = posts_table({"epci": "Ernée"})
    before = posts.copy()

    match_posts(posts, epci, communes, reference, "Postes")

    pd.testing.assert_frame_equal(posts, before)


def test_a_workbook_is_matched_whole_and_anomalies_name_its_own_sheets(
    aliases: pd.DataFrame, reference: Reference
) -> None:
    places = pd.DataFrame({"row": [2], "name": ["Mairie"], "commune": ["Lavall"]}).assign(
        latitude=float("nan"), longitude=float("nan")
    )
    needs = pd.DataFrame(
        {"row": [2, 3], "epci": ["Ernée", "Atlantide"], "rate_pct": 20.0, "year": 2021, "source": "Insee"}
    ).assign(people=pd.array([None, None], dtype="Int64"))
    workbook = Workbook(
        name="suivi.xlsx",
        sha256="0" * 64,
        profile="classeur",
        is_demo=False,
        posts=posts_table({"epci": "Pays de Loiron"}, {"epci": "Atlantis"}),
        payments=pd.DataFrame(),
        envelopes=pd.DataFrame(),
        criteria=pd.DataFrame(),
        needs=needs,
        places=places,
        fragility=frame("fragility"),
        elected=frame("elected"),
        sheets=(
            SheetCount("Suivi des postes", "posts", 3, 2, 2, 0, ()),
            SheetCount("Permanences", "places", 1, 1, 1, 0, ()),
        ),
        anomalies=(),
    )

    found = match(workbook, reference, aliases, boundaries='{"features": []}')

    assert found.posts["epci_code"].fillna("–").tolist() == [LAVAL, "–"]
    assert found.posts["structure"].tolist() == ["Structure de démonstration"] * 2
    assert found.served["row"].tolist() == [4, 5]
    assert len(found.places) == 1
    assert found.needs["is_retained"].tolist() == [True, False]
    assert [(a.code, a.sheet, a.row) for a in found.anomalies] == [
        ("EPCI_INCONNU", "Suivi des postes", 5),
        ("COMMUNE_INCONNUE", "Permanences", 2),
        ("EPCI_INCONNU", "Illectronisme", 3),
    ]


NAMES = st.sampled_from([None, "Ernée", "CA de Laval", "Craon", "Atlantide", "Mayenne", "53130", "245300355"])
SERVED = st.sampled_from(
    [None, "Ernée", "Ernée ; Laval", "Ernée : 70 ; Craon : 20", "tout le département", "Ernée : 3", "?", ";"]
)


@settings(deadline=None)  # tables are slow to make on a busy machine
@given(rows=st.lists(st.tuples(NAMES, NAMES, SERVED, st.sampled_from([0.2, 0.5, 1.0])), max_size=12))
def test_no_post_and_no_fte_is_lost(
    rows: list[tuple[str | None, str | None, str | None, float]],
    epci: Gazetteer,
    communes: Gazetteer,
    reference: Reference,
) -> None:
    table = posts_table(*({"epci": e, "commune": c, "served": s} for e, c, s, _ in rows))
    table["fte"] = pd.Series([fte for *_, fte in rows], dtype="float64")

    posts, _ = match_posts(table, epci, communes, reference, "Postes")
    served, _ = match_served(posts, epci, reference, "Postes")

    pd.testing.assert_frame_equal(posts[table.columns], table)
    per_post = served.groupby("row")["share"].sum()
    assert per_post.to_dict() == {row: pytest.approx(1) for row in table["row"]}
    fte = served.merge(posts[["row", "fte"]], on="row", validate="m:1")
    parts = (fte["share"] * fte["fte"]).groupby(fte["epci_code"], dropna=False).sum()
    assert parts.sum() == pytest.approx(table["fte"].sum())
