from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maynum_dash.analysis.territory.gazetteer import Gazetteer, epci_gazetteer
from maynum_dash.analysis.territory.served import Entry, Sharing, read_entries, read_sharing
from maynum_dash.sources.reference import Reference

ERNEE, LAVAL, CRAON = "245300355", "200083392", "200048551"
WEIGHTS = {LAVAL: 16_000.0, ERNEE: 8_000.0, CRAON: 8_000.0}


def read(text: str, epci: Gazetteer) -> Mapping[str | None, float]:
    return dict(read_sharing(text, epci, WEIGHTS).shares)


def codes(sharing: Sharing) -> list[str]:
    return [anomaly.code for anomaly in sharing.anomalies]


@pytest.mark.parametrize(
    "text",
    [
        "Ernée : 60 % ; Laval Agglomération : 40 %",
        "Ernée:60;Laval Agglomération:40",
        "Ernée : 0,6 ; Laval Agglomération : 0,4",
        "245300355 : 0.6 | 200083392 : 0.4",
        "245 300 355 : 3/5\n200 083 392 : 2/5",
        "Ernée = 60 % ; Laval Agglomération (40 %)",
        "Ernée\u00a0: 60\u202f% ; Laval Agglo : 40\u00a0%;",
        "Ernée : 60 % ; Laval Agglo : 0,4",
    ],
)
def test_parts_are_read_however_they_are_written(text: str, epci: Gazetteer) -> None:
    sharing = read_sharing(text, epci, WEIGHTS)

    assert dict(sharing.shares) == pytest.approx({ERNEE: 0.6, LAVAL: 0.4})
    assert codes(sharing) == []


def test_parts_are_equal_when_none_is_given(epci: Gazetteer) -> None:
    assert read("Ernée ; Laval Agglo ; Craon", epci) == pytest.approx(
        {ERNEE: 1 / 3, LAVAL: 1 / 3, CRAON: 1 / 3}
    )


def test_one_territory_has_the_whole_post(epci: Gazetteer) -> None:
    assert read("Ernée", epci) == {ERNEE: 1.0}
    assert read("Ernée : 1", epci) == {ERNEE: 1.0}
    assert read("245 300 355", epci) == {ERNEE: 1.0}


def test_a_hundredth_of_a_point_is_forgiven_and_no_more(epci: Gazetteer) -> None:
    near = read_sharing("Ernée : 33,33 ; Laval Agglo : 33,33 ; Craon : 33,33", epci, WEIGHTS)
    far = read_sharing("Ernée : 33,3 ; Laval Agglo : 33,3 ; Craon : 33,3", epci, WEIGHTS)

    assert dict(near.shares) == pytest.approx({ERNEE: 1 / 3, LAVAL: 1 / 3, CRAON: 1 / 3})
    assert codes(near) == []
    assert dict(far.shares) == pytest.approx({ERNEE: 0.333, LAVAL: 0.333, CRAON: 0.333, None: 0.001})
    assert codes(far) == ["PARTS_INVALIDES"]


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Ernée : 60 % ; Laval Agglo : 30 %", {ERNEE: 0.6, LAVAL: 0.3, None: 0.1}),
        ("Ernée : 60 % ; Laval Agglo", {ERNEE: 0.6, None: 0.4}),
        ("Ernée : 60 % ; Laval Agglo : beaucoup", {ERNEE: 0.6, None: 0.4}),
        ("Ernée : 60 % ; Laval Agglo : -40 %", {ERNEE: 0.6, None: 0.4}),
        ("Ernée : 80 % ; Laval Agglo : 40 %", {None: 1.0}),
        ("Ernée : 0 ; Laval Agglo : 0", {None: 1.0}),
    ],
)
def test_wrong_parts_leave_a_remainder_and_are_said(
    text: str, shares: Mapping[str | None, float], epci: Gazetteer
) -> None:
    sharing = read_sharing(text, epci, WEIGHTS)

    assert dict(sharing.shares) == pytest.approx(dict(shares))
    assert codes(sharing) == ["PARTS_INVALIDES"]


def test_an_unknown_territory_keeps_its_part_aside(epci: Gazetteer) -> None:
    sharing = read_sharing("Ernée : 50 % ; Atlantide : 50 %", epci, WEIGHTS)

    assert dict(sharing.shares) == {ERNEE: 0.5, None: 0.5}
    assert [(a.code, a.value, a.column) for a in sharing.anomalies] == [
        ("EPCI_INCONNU", "Atlantide", "EPCI desservis")
    ]


def test_the_whole_departement_is_shared_by_population(epci: Gazetteer) -> None:
    sharing = read_sharing("Tout le département", epci, WEIGHTS)

    assert dict(sharing.shares) == pytest.approx({LAVAL: 0.5, ERNEE: 0.25, CRAON: 0.25})
    assert codes(sharing) == ["DEPARTEMENT_ENTIER"]


@pytest.mark.parametrize("text", ["Mayenne entière", "toute la Mayenne", "TOUT LE DEPARTEMENT DE LA MAYENNE"])
def test_the_whole_departement_has_several_names(text: str, epci: Gazetteer) -> None:
    assert codes(read_sharing(text, epci, WEIGHTS)) == ["DEPARTEMENT_ENTIER"]


def test_a_part_of_a_post_may_serve_the_whole_departement(epci: Gazetteer) -> None:
    shares = read("Ernée : 50 % ; tout le département : 50 %", epci)

    assert shares == pytest.approx({ERNEE: 0.625, LAVAL: 0.25, CRAON: 0.125})


def test_a_territory_named_twice_has_the_sum_of_its_parts(epci: Gazetteer) -> None:
    sharing = read_sharing("Ernée : 30 % ; Craon : 40 % ; CC de l'Ernée : 30 %", epci, WEIGHTS)

    assert dict(sharing.shares) == pytest.approx({ERNEE: 0.6, CRAON: 0.4})
    assert codes(sharing) == ["EPCI_DESSERVI_EN_DOUBLE"]


def test_a_name_may_hold_a_comma() -> None:
    assert read_entries("CC d'ici, et d'ailleurs : 50 % ; Ernée : 50 %") == (
        Entry("CC d'ici, et d'ailleurs", Fraction(1, 2)),
        Entry("Ernée", Fraction(1, 2)),
    )


def test_bare_parts_are_read_together() -> None:
    assert [entry.part for entry in read_entries("Ernée : 1 ; Laval : 99")] == [
        Fraction(1, 100),
        Fraction(99, 100),
    ]
    assert [entry.part for entry in read_entries("Ernée : 1 ; Laval : 0")] == [Fraction(1), Fraction(0)]


NAMES = st.sampled_from(
    ["Ernée", "CA de Laval", "Pays de Craon", "Atlantide", "tout le département", "Mayenne", ""]
)
PARTS = st.one_of(
    st.just(""),
    st.integers(0, 150).map(lambda part: f": {part} %"),
    st.decimals(0, 1, places=2).map(lambda part: f": {part}"),
    st.sampled_from([": beaucoup", ":", ": 1/3", "= 20"]),
)


@settings(deadline=None)
@given(
    entries=st.lists(st.tuples(NAMES, PARTS), min_size=1, max_size=6),
    between=st.sampled_from([";", " | ", "\n"]),
)
def test_shares_are_positive_and_sum_to_one_whatever_is_written(
    entries: list[tuple[str, str]], between: str, reference: Reference
) -> None:
    epci = epci_gazetteer(reference, reference.epci.iloc[:0].assign(alias="", epci_code=""))
    text = between.join(f"{name} {part}" for name, part in entries)

    shares = read_sharing(text, epci, WEIGHTS).shares

    assert all(share > 0 for _, share in shares)
    assert sum(share for _, share in shares) == pytest.approx(1)
    assert len({code for code, _ in shares}) == len(shares)


@settings(deadline=None)
@given(text=st.text(alphabet="aé01 ,.;:|=%/()\n\u00a0-", max_size=40).filter(str.strip))
def test_any_text_is_shared_whole(text: str, reference: Reference) -> None:
    epci = epci_gazetteer(reference, reference.epci.iloc[:0].assign(alias="", epci_code=""))

    assert sum(share for _, share in read_sharing(text, epci, WEIGHTS).shares) == pytest.approx(1)


@pytest.mark.parametrize(
    "text", ["1" * 32_000, "Ernée : " + "1" * 32_000, "1," * 16_000 + "x", "(" * 32_000 + "1 %"]
)
def test_a_monstrous_cell_is_read_and_attributed_to_nobody(text: str, epci: Gazetteer) -> None:
    assert read(text, epci) == {None: 1.0}
