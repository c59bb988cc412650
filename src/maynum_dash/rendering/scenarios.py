"""A scenario beside what is known, as ``maynum scenario --json`` prints it."""

from typing import Any, Final

import pandas as pd

from maynum_dash.analysis.comparison.bridge import Scope
from maynum_dash.analysis.scenario.alternatives import coverage_by_year, years_ahead
from maynum_dash.analysis.scenario.outcome import WHEN, Outcome, totals
from maynum_dash.analysis.scenario.supposed import supposed
from maynum_dash.domain.moves import Scenario
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.rendering.moves import NOT_DATA, label, sentence
from maynum_dash.rendering.payloads import rounded
from maynum_dash.sources.scenario import scenario_table
from maynum_dash.store.scenarios import Scenario as Saved

_ORDER: Final = {funder.value: rank for rank, funder in enumerate(Funder)}


def scenario_payload(outcome: Outcome, needs: pd.DataFrame, reading: Reading) -> dict[str, Any]:
    """Write what a scenario changes, in one reading.

    Parameters
    ----------
    outcome
        The scenario played.
    needs
        Result of ``needs_table``.
    reading
        How money is placed in exercices.

    Returns
    -------
    dict
        ``scenario`` and ``nature`` (no real data), ``lecture``, ``mouvements`` (sentence, label, place in
        which each is applied), ``postes_inconnus``, ``lignes`` (cents by funder, exercice and EPCI: avant +
        écart = après), ``ecarts`` (by move, funder and exercice) and ``couverture`` (31 December).
    """
    epci = outcome.before.reference.epci
    names = dict(zip(epci["code"], epci["short_name"], strict=True))
    scenario = outcome.scenario
    applied = {rank: place for place, rank in enumerate(scenario.ranks, start=1)}
    return {
        "scenario": scenario.name,
        "nature": f"supposition, {NOT_DATA}",
        "lecture": str(reading),
        "mouvements": [
            {"libelle": label(move), "phrase": sentence(move, names), "ordre": applied[rank]}
            for rank, move in enumerate(scenario.moves)
        ],
        "postes_inconnus": list(outcome.unknown),
        "lignes": _lines(outcome, Scope(reading)),
        "ecarts": _gaps(outcome, Scope(reading)),
        "couverture": _coverage(outcome, needs),
    }


def saved_payload(saved: Saved, scenario: Scenario | None) -> dict[str, Any]:
    """Write one line of the list of scenarios.

    Parameters
    ----------
    saved
        Its line in the memory.
    scenario
        What it supposes; ``None`` when this software cannot read it.
    """
    return {
        "numero": saved.id,
        "nom": saved.name,
        "auteur": saved.author,
        "enregistre_le": saved.at.isoformat(timespec="seconds"),
        "contenu": None if scenario is None else scenario_table(scenario),
    }


def _lines(outcome: Outcome, scope: Scope) -> list[dict[str, Any]]:
    keys = WHEN[1:]
    before = scope.keep(totals(outcome.before)).groupby(keys, dropna=False)["amount_cents"].sum()
    gaps = scope.keep(outcome.steps).groupby(keys, dropna=False)["amount_cents"].sum()
    table = pd.concat([before, gaps], axis=1, keys=["before", "gap"]).fillna(0).astype("int64").reset_index()
    rows = [
        (_ORDER[funder], funder, year, None if pd.isna(epci) else epci, known, gap)
        for funder, year, epci, known, gap in table.itertuples(index=False)
        if known or gap
    ]
    rows.sort(key=lambda row: (row[0], row[2], row[3] is None, row[3] or ""))
    return [
        {
            "financeur": funder,
            "exercice": int(year),
            "epci": epci,
            "avant_centimes": int(known),
            "ecart_centimes": int(gap),
            "apres_centimes": int(known + gap),
        }
        for _, funder, year, epci, known, gap in rows
    ]


def _gaps(outcome: Outcome, scope: Scope) -> list[dict[str, Any]]:
    keys = ["move", "funder", "fiscal_year"]
    sums = scope.keep(outcome.steps).groupby(keys, as_index=False)["amount_cents"].sum()
    rows = sorted(
        sums[[*keys, "amount_cents"]].itertuples(index=False),
        key=lambda row: (row[0], _ORDER[row[1]], row[2]),
    )
    return [
        {
            "mouvement": int(move) + 1,
            "financeur": funder,
            "exercice": int(year),
            "ecart_centimes": int(cents),
        }
        for move, funder, year, cents in rows
        if cents
    ]


def _coverage(outcome: Outcome, needs: pd.DataFrame) -> list[dict[str, Any]]:
    states = [supposed(outcome.before), outcome.state]
    table = coverage_by_year(states, needs, years_ahead([outcome], outcome.today))
    return [
        {
            "exercice": int(row["fiscal_year"]),
            "etp_avant": rounded(row["fte_0"], 2),
            "etp_apres": rounded(row["fte_1"], 2),
            "etp_pour_1000_avant": rounded(row["density_0"], 2),
            "etp_pour_1000_apres": rounded(row["density_1"], 2),
        }
        for row in table.to_dict("records")
    ]
