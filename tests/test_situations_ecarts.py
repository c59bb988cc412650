"""Situations that a budget officer can read: two workbooks, and the bridge expected between them."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from maynum_dash.analysis.board import Board, build_board
from maynum_dash.analysis.comparison.bridge import Axis, Role, Scope, bridge, within
from maynum_dash.analysis.comparison.changes import Changes, compare
from maynum_dash.domain.changes import Cause, Nature
from maynum_dash.domain.money import parse_cents
from maynum_dash.domain.posts import EmployerCategory, Funder, Reading, Status
from maynum_dash.domain.scale import FundingScale, PaymentClause, ScaleVersion, YearAmounts
from maynum_dash.rendering.changes import sentences
from maynum_dash.rendering.comparison import TOLD
from maynum_dash.sources.basis import Basis, load_basis
from maynum_dash.sources.frames import frame
from maynum_dash.sources.workbook import Workbook

FOLDER = Path(__file__).parent / "situations_ecarts"
REQUIRED = {"nom", "source", "avant", "apres"}
OPTIONAL = {"bareme_apres", "pont", "structures", "epci", "ecarts", "phrases"}
POST_KEYS = {
    "poste",
    "structure",
    "epci",
    "categorie",
    "debut",
    "decision",
    "statut",
    "rendu",
    "montants_deliberes",
}
DIFFERENCE_KEYS = {"poste", "nature", "colonne", "avant", "apres"}
FUNDERS = {
    "anct": (Funder.STATE, "state"),
    "bonification": (Funder.BONUS, "bonus"),
    "departement": (Funder.DEPARTMENT, "department"),
    "employeur": (Funder.EMPLOYER, "employer"),
}
Line = dict[str, str]


def load() -> list[Any]:
    return [
        pytest.param(situation, id=f"{path.stem} : {situation.get('nom', rank)}")
        for path in sorted(FOLDER.glob("*.toml"))
        for rank, situation in enumerate(
            tomllib.loads(path.read_text(encoding="utf-8"))["situation"], start=1
        )
    ]


SITUATIONS = load()


def cents(euros: str) -> int:
    return parse_cents(Decimal(euros.replace(",", ".")))


def euros(amount: int) -> str:
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100},{abs(amount) % 100:02d}"


def expected_bridges(situation: dict[str, Any]) -> Iterator[tuple[Axis, str, str, str, dict[str, Line]]]:
    """Give every bridge of a situation: axis and place (empty for the whole), reading, funder, lines."""
    places = [
        (Axis.CAUSE, "", situation.get("pont", {})),
        *((Axis.STRUCTURE, place, tree) for place, tree in situation.get("structures", {}).items()),
        *((Axis.EPCI, place, tree) for place, tree in situation.get("epci", {}).items()),
    ]
    for axis, place, by_reading in places:
        for lecture, by_funder in by_reading.items():
            for funder, lines in by_funder.items():
                yield axis, place, lecture, funder, lines


def check_keys(situation: dict[str, Any]) -> None:
    """Refuse a key that nobody reads, and an expectation that does not add up: neither must pass."""
    assert situation.keys() >= REQUIRED, f"clés manquantes : {REQUIRED - situation.keys()}"
    assert situation.keys() <= REQUIRED | OPTIONAL, (
        f"clés inconnues : {situation.keys() - REQUIRED - OPTIONAL}"
    )
    for post in (*situation["avant"], *situation["apres"]):
        assert {"poste", "debut"} <= post.keys() <= POST_KEYS, f"poste : {sorted(post)}"
    for difference in situation.get("ecarts", []):
        assert {"poste", "nature"} <= difference.keys() <= DIFFERENCE_KEYS, f"écart : {sorted(difference)}"
        assert difference["nature"] in set(Nature), f"nature inconnue : {difference['nature']}"
    # The employer pays what remains: it has no amount in a scale.
    scale = {f"{funder}_a{year}" for funder in FUNDERS.keys() - {"employeur"} for year in (1, 2, 3)}
    scale.add("clause_premier_jour_pct")
    assert situation.get("bareme_apres", {}).keys() <= scale, "barème : clé inconnue"
    bridges = list(expected_bridges(situation))
    assert bridges, "rien n'est attendu"
    for _, place, lecture, funder, lines in bridges:
        assert lecture in set(Reading), f"lecture inconnue : {lecture}"
        assert funder in FUNDERS, f"financeur inconnu : {funder}"
        assert lines, f"{lecture}, {funder} {place} : rien n'est attendu"
        for year, line in lines.items():
            assert year == "total" or (year.isdigit() and len(year) == 4), f"exercice inconnu : {year}"
            assert line.keys() >= {"avant", "apres"}, f"{year} : il faut avant et apres"
            assert line.keys() <= {"avant", "apres"} | set(Cause), (
                f"{year} : cause inconnue dans {sorted(line)}"
            )
            explained = sum(cents(text) for key, text in line.items() if key != "apres")
            assert explained == cents(line["apres"]), f"{year} : la ligne ne tombe pas juste"


def board(posts: list[dict[str, Any]], basis: Basis) -> Board:
    """Write the posts of a situation as the lines of a workbook."""
    lines = []
    for rank, post in enumerate(posts, start=2):
        line = {
            "row": rank,
            "post_id": post["poste"],
            "employer": post.get("structure", "Structure de démonstration"),
            "epci": post.get("epci", "CC de l'Ernée"),
            "category": EmployerCategory(post.get("categorie", "Public bonifié")).value,
            "status": Status(post.get("statut", "Occupé")).value,
            "fte": 1.0,
            "start": post["debut"],
            "decided_on": post.get("decision"),
            "returned_on": post.get("rendu"),
        }
        deliberated = dict(post.get("montants_deliberes", {}))
        for funder, (_, prefix) in FUNDERS.items():
            for year in (1, 2, 3):
                amount = deliberated.pop(f"{funder}_a{year}", None)
                line[f"{prefix}_y{year}_cents"] = None if amount is None else cents(amount)
        assert not deliberated, f"montants délibérés inconnus : {sorted(deliberated)}"
        lines.append(line)
    columns = {name: [line.get(name) for line in lines] for name in frame("posts").columns}
    others = {
        table: frame(table)
        for table in ("payments", "envelopes", "criteria", "needs", "places", "fragility", "elected")
    }
    workbook = Workbook(
        "suivi.xlsx",
        "0" * 64,
        "classeur",
        False,
        frame("posts", columns),
        **others,
        sheets=(),
        anomalies=(),
        complements=(),
        is_marked=False,
    )
    return build_board(workbook, basis)


def scale_after(situation: dict[str, Any], scale: FundingScale) -> FundingScale:
    changed = dict(situation.get("bareme_apres", {}))
    clause = changed.pop("clause_premier_jour_pct", None)

    def version(one: ScaleVersion) -> ScaleVersion:
        amounts = {
            category: {funder: _amounts(changed, funder, years) for funder, years in by_funder.items()}
            for category, by_funder in one.amounts.items()
        }
        paid = one.clause if clause is None else PaymentClause(Fraction(clause.replace(",", ".")))
        return replace(one, amounts=amounts, clause=paid)

    return FundingScale(tuple(version(one) for one in scale.versions))


def _amounts(changed: dict[str, str], funder: Funder, years: YearAmounts) -> YearAmounts:
    word = next(word for word, (known, _) in FUNDERS.items() if known is funder)
    first, second, third = (
        cents(changed[f"{word}_a{rank}"]) if f"{word}_a{rank}" in changed else amount
        for rank, amount in enumerate(years, start=1)
    )
    return first, second, third


def found_line(changes: Changes, lecture: str, funder: str, year: int | None) -> Line:
    """Write one line of a bridge as a situation does; what changes nothing is left out."""
    scope = Scope(Reading(lecture), (FUNDERS[funder][0],), None if year is None else (year,))
    table = bridge(changes, scope)
    steps = table[(table["role"] == Role.STEP.value) & (table["amount_cents"] != 0)]
    return {
        "avant": euros(int(table["total_cents"].iloc[0])),
        **{
            label: euros(int(amount))
            for label, amount in zip(steps["label"], steps["amount_cents"], strict=True)
        },
        "apres": euros(int(table["total_cents"].iloc[-1])),
    }


def years_of(changes: Changes, lecture: str, funder: str) -> set[str]:
    totals = Scope(Reading(lecture), (FUNDERS[funder][0],)).keep(changes.totals)
    sums = totals.groupby("fiscal_year")[["before_cents", "after_cents"]].sum()
    return {str(year) for year in sums.index[sums.ne(0).any(axis=1)]}


@pytest.fixture(scope="module")
def basis() -> Basis:
    return load_basis()


@pytest.mark.parametrize("situation", SITUATIONS)
def test_situation(situation: dict[str, Any], basis: Basis) -> None:
    check_keys(situation)
    after = replace(basis, scale=scale_after(situation, basis.scale))
    changes = compare(board(situation["avant"], basis), board(situation["apres"], after))
    codes = {name: code for code, name in changes.epci_names.items()}
    for axis, place, lecture, funder, lines in expected_bridges(situation):
        key = codes[place] if axis is Axis.EPCI else place
        shown = within(changes, axis, key) if place else changes
        for year, line in lines.items():
            found = found_line(shown, lecture, funder, None if year == "total" else int(year))
            assert found == line, f"{lecture}, {funder} {place}, {year}"
        if set(lines) != {"total"}:
            assert years_of(shown, lecture, funder) == set(lines) - {"total"}, f"{lecture}, {funder} {place}"
    if "ecarts" in situation:
        told = changes.posts[["post_id", "nature", "field", "before", "after"]]
        found_differences = [
            {
                key: value
                for key, value in zip(("poste", "nature", "colonne", "avant", "apres"), row, strict=True)
                if not pd.isna(value)
            }
            for row in told.itertuples(index=False)
        ]
        assert found_differences == situation["ecarts"]
    if "phrases" in situation:
        said = [sentence.text for sentence in sentences(changes, TOLD)]
        assert [text.replace("\u202f", " ").replace("\u00a0", " ") for text in said] == [
            text.replace("\u202f", " ").replace("\u00a0", " ") for text in situation["phrases"]
        ]


def test_names_are_unique_and_situations_are_many() -> None:
    names = [parameter.values[0]["nom"] for parameter in SITUATIONS]
    assert len(names) >= 14
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "change",
    [
        {"pont": {}},
        {"ponts": {}},
        {"pont": {"tranches": {}}},
        {"pont": {"tranche": {"region": {}}}},
        {"pont": {"tranche": {"anct": {}}}},
        {"pont": {"tranche": {"anct": {"26": {"avant": "0", "apres": "0"}}}}},
        {"pont": {"tranche": {"anct": {"2026": {"avant": "0"}}}}},
        {"pont": {"tranche": {"anct": {"2026": {"avant": "0", "Rendu": "0", "apres": "0"}}}}},
        {"pont": {"tranche": {"anct": {"2026": {"avant": "1", "Rendus": "1", "apres": "1"}}}}},
        {"avant": [{"poste": "1"}]},
        {"apres": [{"poste": "1", "debut": "2026-09-01", "rendus": "2027-01-01"}]},
        {"ecarts": [{"poste": "1", "nature": "Statuts"}]},
        {"bareme_apres": {"departement_A1": "1,00"}},
        {"bareme_apres": {"employeur_a1": "1,00"}},
    ],
)
def test_a_misspelt_situation_fails(change: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        check_keys({**SITUATIONS[0].values[0], **change})
