"""What the command line prints as JSON: plain dictionaries with French keys, rounded half up."""

from collections.abc import Hashable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from maynum_dash.analysis.need.coverage import Department
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.domain.posts import Funder, Grouping, Reading
from maynum_dash.sources.perimeter import perimeter

# A float carries about 15 right digits: beyond the ninth decimal there is only noise, which would
# turn a half into a little less than a half.
_NOISE = 9


_GROUPS = {
    Grouping.POST: ("post_id", "id_poste"),
    Grouping.EPCI: ("epci_code", "epci"),
    Grouping.EMPLOYER: ("employer", "structure"),
}


def coverage_payload(source: NeedSource, coverage: pd.DataFrame, department: Department) -> dict[str, Any]:
    """Write the coverage as ``maynum couverture --json`` prints it.

    Parameters
    ----------
    source
        Source of the need.
    coverage
        Result of ``coverage_table``.
    department
        Result of ``department_row``.

    Returns
    -------
    dict
        ``source``, ``epci`` (by code) and ``departement``; rates with 1 decimal, people whole, the rest
        with 2; ``None`` without data.
    """
    ordered = coverage.sort_values("epci_code")
    return {
        "source": str(source),
        "epci": [
            {"code": row["epci_code"], "nom": row["name"], **_need_and_offer(row)}
            for row in ordered.to_dict(orient="records")
        ],
        "departement": {
            "code": perimeter().code,
            "nom": perimeter().name,
            **_need_and_offer(_totals(department)),
            "etp_hors_epci": rounded(department.fte_unmatched, 2),
            "etp_epci_sans_donnee": rounded(department.fte_without_data, 2),
            "epci_sans_donnee": list(department.epci_without_data),
            "gini": rounded(department.gini, 2),
            "gini_epci": department.units,
        },
    }


def schedule_payload(
    movements: pd.DataFrame, reading: Reading, by: Grouping = Grouping.POST
) -> dict[str, Any]:
    """Write a schedule as ``maynum echeancier --json`` prints it.

    Parameters
    ----------
    movements
        ``post_id``, ``employer``, ``epci_code``, ``reading``, ``funder``, ``fiscal_year``, ``amount_cents``.
    reading
        The reading printed.
    by
        What the amounts are added up by; a missing EPCI is ``None``, last.

    Returns
    -------
    dict
        ``lecture`` and ``lignes`` by group, funder (in the order of the published table) and fiscal year, in
        integer cents, those that come to zero left out.
    """
    column, key = _GROUPS[by]
    chosen = movements[movements["reading"] == reading]
    keys = [column, "funder", "fiscal_year"]
    sums = chosen.groupby(keys, dropna=False, as_index=False)["amount_cents"].sum()
    order = {str(funder): rank for rank, funder in enumerate(Funder)}
    groups = [
        (None if pd.isna(g) else str(g), str(f), int(y), int(c))
        for g, f, y, c in sums[[*keys, "amount_cents"]].itertuples(index=False)
    ]
    groups.sort(key=lambda line: (line[0] is None, line[0] or "", order[line[1]], line[2]))
    return {
        "lecture": str(reading),
        "lignes": [
            {key: group, "financeur": funder, "exercice": year, "montant_centimes": cents}
            for group, funder, year, cents in groups
            if cents != 0
        ],
    }


def rounded(value: float | None, digits: int) -> float | int | None:
    """Round half up; a missing value stays missing.

    Parameters
    ----------
    value
        Any number, or ``None``, NaN, ``pd.NA``.
    digits
        Decimals kept; with none the result is an ``int``.
    """
    if value is None or pd.isna(value):
        return None
    exact = Decimal(f"{value:.{_NOISE}f}").quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return float(exact) if digits else int(exact)


def _need_and_offer(row: Mapping[Hashable, Any]) -> dict[str, Any]:
    """Write the figures that an EPCI and the département have in common."""
    return {
        "population_15_plus": rounded(row["population_15_plus"], 0),
        "taux_pct": rounded(row["rate_pct"], 1),
        "personnes": rounded(row["people"], 0),
        "etp": rounded(row["fte"], 2),
        "etp_pour_1000": rounded(row["fte_per_1000"], 2),
        "ic95_bas": rounded(row["ci_low"], 2),
        "ic95_haut": rounded(row["ci_high"], 2),
        "quotient": rounded(row["quotient"], 2),
    }


def _totals(department: Department) -> dict[Hashable, Any]:
    """Lay the totals out like a row; the département has its own share: its quotient is 1."""
    has_offer = department.fte > 0 and department.people > 0
    return {
        "population_15_plus": department.population_15_plus,
        "rate_pct": department.rate_pct,
        "people": department.people,
        "fte": department.fte,
        "fte_per_1000": department.fte_per_1000,
        "ci_low": department.ci_low,
        "ci_high": department.ci_high,
        "quotient": 1.0 if has_offer else None,
    }
