"""What changed between two imports, as tables for people and as ``maynum ecarts --json`` prints it."""

from typing import Any, Final

import pandas as pd
from pandas import DataFrame, Series

from maynum_dash.analysis.comparison.bridge import AFTER, BEFORE, Axis, Scope
from maynum_dash.analysis.comparison.changes import Changes
from maynum_dash.domain.changes import Cause
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.rendering.changes import sentences
from maynum_dash.rendering.tables import Column, Kind

# The money of the sentences: the Département's, in the reading that the screen shows first.
TOLD: Final = Scope(Reading.TRANCHE, (Funder.DEPARTMENT,))

_CENTS: Final = {"before_cents": "avant_centimes", "after_cents": "apres_centimes"}
HEADINGS: Final = {Axis.CAUSE: "Cause", Axis.STRUCTURE: "Structure", Axis.EPCI: "Intercommunalité"}
DIFFERENCES: Final = (
    Column("post_id", "Poste"),
    Column("structure", "Structure", is_wide=True),
    Column("epci_name", "Intercommunalité"),
    Column("nature", "Nature"),
    Column("field", "Colonne"),
    Column("before", "Avant"),
    Column("after", "Après"),
    Column("row_before", "Ligne avant", Kind.INTEGER),
    Column("row_after", "Ligne après", Kind.INTEGER),
)
CONTRIBUTIONS: Final = (
    Column("post_id", "Poste"),
    Column("structure", "Structure", is_wide=True),
    Column("epci_name", "Intercommunalité"),
    Column("amount_cents", "Écart", Kind.DIFFERENCE),
    Column("row_before", "Ligne avant", Kind.INTEGER),
    Column("row_after", "Ligne après", Kind.INTEGER),
)
_SIDES: Final = (
    Column("before_cents", "Avant", Kind.EUROS),
    Column("after_cents", "Après", Kind.EUROS),
    Column("difference_cents", "Écart", Kind.DIFFERENCE),
)
ENVELOPES: Final = (
    Column("authorisation", "Type"),
    Column("fiscal_year", "Exercice"),
    Column("vote", "Vote"),
    *_SIDES,
)
PAYMENTS: Final = (Column("fiscal_year", "Exercice"), *_SIDES)


def bridge_columns(by: Axis) -> list[Column]:
    """Columns of a bridge, both totals among its rows so that the file holds them too.

    Parameters
    ----------
    by
        What makes its lines.
    """
    return [
        Column("label", HEADINGS[by], is_wide=by is Axis.STRUCTURE),
        Column("posts", "Postes", Kind.INTEGER),
        Column("amount_cents", "Écart", Kind.DIFFERENCE),
        Column("total_cents", "Total", Kind.EUROS),
    ]


def grid_table(grid: DataFrame, by: Axis) -> tuple[DataFrame, list[Column], Series]:
    """Lay structures or EPCI crossed with causes out as a table.

    Parameters
    ----------
    grid
        Result of ``grid``.
    by
        ``Axis.STRUCTURE`` or ``Axis.EPCI``.

    Returns
    -------
    frame, columns, total
        As ``html_table`` takes them.
    """
    causes = [cause.value for cause in Cause if cause.value in grid.columns]
    columns = [
        Column("label", HEADINGS[by], is_wide=by is Axis.STRUCTURE),
        Column("before_cents", BEFORE, Kind.EUROS),
        *(Column(cause, cause, Kind.DIFFERENCE) for cause in causes),
        Column("after_cents", AFTER, Kind.EUROS),
    ]
    total = grid.drop(columns=["key", "label"]).sum().astype("object")
    return grid, columns, pd.concat([Series({"label": "Ensemble"}), total])


def changes_payload(changes: Changes, before_label: str, after_label: str) -> dict[str, Any]:
    """Write the differences as ``maynum ecarts --json`` prints them.

    Parameters
    ----------
    changes
        Two boards compared.
    before_label, after_label
        Names of the two imports.

    Returns
    -------
    dict
        ``avant``, ``apres``, ``postes`` (one object per difference), ``pont`` and ``totaux`` (integer cents:
        for each reading, funder and fiscal year, before + the causes = after), ``enveloppes``,
        ``versements``, ``etp_occupes``, ``phrases`` (the Département's money, reading « tranche »).
    """
    return {
        "avant": before_label,
        "apres": after_label,
        "postes": _posts(changes.posts),
        "pont": _steps(changes.steps),
        "totaux": _totals(changes.totals),
        "enveloppes": _votes(changes.envelopes, {"authorisation": "type", "vote": "vote"}),
        "versements": _votes(changes.payments, {}),
        "etp_occupes": {"avant": changes.offer_before.fte, "apres": changes.offer_after.fte},
        "phrases": [sentence.text for sentence in sentences(changes, TOLD)],
    }


def _posts(posts: DataFrame) -> list[dict[str, Any]]:
    keys = {
        "post_id": "id_poste",
        "structure": "structure",
        "nature": "nature",
        "field": "champ",
        "before": "avant",
        "after": "apres",
    }
    named = posts[list(keys)].rename(columns=keys).astype("object")
    return _records(named.where(named.notna(), None))


def _steps(steps: DataFrame) -> list[dict[str, Any]]:
    """Add up the cents of each cause; moves, which come to nothing over all places, are left out."""
    sums = _summed(steps.rename(columns={"amount_cents": "montant_centimes"}), ["montant_centimes"], "cause")
    return _records(sums[sums["montant_centimes"] != 0])


def _totals(totals: DataFrame) -> list[dict[str, Any]]:
    return _records(_summed(totals.rename(columns=_CENTS), list(_CENTS.values())))


def _summed(table: DataFrame, cents: list[str], *more: str) -> DataFrame:
    """Add up by reading, funder, fiscal year and what is more, each in its own order."""
    named = table.rename(columns={"reading": "lecture", "funder": "financeur", "fiscal_year": "exercice"})
    for name, words in {"lecture": Reading, "financeur": Funder, "cause": Cause}.items():
        if name in named:
            named[name] = pd.Categorical(named[name], [str(word) for word in words])
    keys = ["lecture", "financeur", "exercice", *more]
    return named.groupby(keys, observed=True)[cents].sum().reset_index()


def _votes(table: DataFrame, keys: dict[str, str]) -> list[dict[str, Any]]:
    names = {"fiscal_year": "exercice", **keys, **_CENTS}
    return _records(table[list(names)].rename(columns=names))


def _records(table: DataFrame) -> list[dict[str, Any]]:
    return [{str(key): value for key, value in line.items()} for line in table.to_dict(orient="records")]
