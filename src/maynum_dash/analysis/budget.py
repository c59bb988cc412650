"""From posts and scale to money: plans, movements in the four readings, and what needs attention."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame, Series
from pandas.api.extensions import ExtensionArray

from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.fiscal import SCHEME_YEARS
from maynum_dash.domain.money import euros_text
from maynum_dash.domain.plan import Deliberated, Plan, funding_plan, origin
from maynum_dash.domain.posts import EmployerCategory, Funder, Reading
from maynum_dash.domain.scale import FundingScale, ScaleVersion
from maynum_dash.domain.schedule import Agreement, MovementKind, movements

POSTS_SHEET = "Postes"
_CARRIED = ["post_id", "employer", "epci_code", "category", "status", "row"]
# Beginning of the columns of the posts table, and of the headings of the workbook.
_COLUMNS = {
    Funder.STATE: ("state", "ANCT"),
    Funder.BONUS: ("bonus", "Bonification"),
    Funder.DEPARTMENT: ("department", "Département"),
    Funder.EMPLOYER: ("employer", "Employeur"),
}
_FUNDERS = [funder.value for funder in Funder]


@dataclass(frozen=True, slots=True)
class _Funding:
    """One post with the version of the scale that its decision follows."""

    row: int
    category: EmployerCategory
    deliberated: Deliberated
    version: ScaleVersion
    plan: Plan
    agreement: Agreement


def movements_table(posts: DataFrame, scale: FundingScale) -> DataFrame:
    """Compute every movement of every post, in the four readings at once.

    Parameters
    ----------
    posts
        Posts of the workbook, one row each, every one with a start; ``epci_code`` is carried through when
        the posts were matched, and is missing everywhere otherwise.
    scale
        Funding scale.

    Returns
    -------
    DataFrame
        ``post_id, employer, epci_code, category, status, row, reading, funder, scheme_year, day,
        fiscal_year, kind, amount_cents``: one row per movement, in the order of the posts, amounts in
        cents (int64, never 0). The four readings of a post, funder and scheme year sum to the same amount.
    """
    ranks: dict[Agreement, int] = {}
    shared = [ranks.setdefault(funding.agreement, len(ranks)) for funding in _fundings(posts, scale)]
    distinct, counts = _distinct_movements(ranks)
    stops = counts.cumsum()
    rank = np.array(shared, dtype=np.int64)
    repeats = counts[rank]
    # Positions, in the distinct movements, of the movements of each post one after the other.
    within = np.arange(repeats.sum()) - np.repeat(repeats.cumsum() - repeats, repeats)
    positions = np.repeat((stops - counts)[rank], repeats) + within
    carried = posts.reindex(columns=_CARRIED).astype({"epci_code": "str"})
    described = carried.take(np.repeat(np.arange(len(posts)), repeats))
    return pd.concat(
        [described.reset_index(drop=True), distinct.take(positions).reset_index(drop=True)], axis=1
    )


def plans_table(posts: DataFrame, scale: FundingScale) -> DataFrame:
    """Write the funding plan of every post, before any return.

    Parameters
    ----------
    posts
        Posts of the workbook.
    scale
        Funding scale.

    Returns
    -------
    DataFrame
        ``row, post_id, funder, y1_cents, y2_cents, y3_cents, total_cents, origin``: four rows per post,
        amounts in cents (int64), ``origin`` one of « barème », « délibéré », « reste ».
    """
    fundings = list(_fundings(posts, scale))
    amounts = np.array([funding.plan.rows for funding in fundings], dtype=np.int64).reshape(-1, 3)
    origins = [origin(funder, funding.deliberated).value for funding in fundings for funder in Funder]
    return DataFrame(
        {
            "row": np.repeat(posts["row"].to_numpy(dtype=np.int64), len(_FUNDERS)),
            "post_id": posts["post_id"].repeat(len(_FUNDERS)).reset_index(drop=True).astype("str"),
            "funder": pd.array(_FUNDERS * len(fundings), dtype="str"),
            "y1_cents": amounts[:, 0],
            "y2_cents": amounts[:, 1],
            "y3_cents": amounts[:, 2],
            "total_cents": amounts.sum(axis=1),
            "origin": pd.array(origins, dtype="str"),
        }
    )


def budget_anomalies(posts: DataFrame, scale: FundingScale, sheet: str = POSTS_SHEET) -> tuple[Anomaly, ...]:
    """List what the plans say that somebody should look at, post by post.

    ``EMPLOYEUR_NEGATIF``: a year in which the other funders bring more than the base.
    ``PLAFOND_DEPASSE``: the Département's three years are above the cap of the scale.
    ``BAREME_ANTERIEUR``: a decision older than the scale, which follows its first version (information).
    ``MONTANT_HORS_BAREME``: a deliberated amount that is not the scale's (information).

    Parameters
    ----------
    posts
        Posts of the workbook.
    scale
        Funding scale.
    sheet
        Name of the sheet of the posts, as the user wrote it.
    """
    return tuple(
        replace(anomaly, sheet=sheet)
        for funding in _fundings(posts, scale)
        for rule in (_before_scale, _negative_employer, _above_cap, _off_scale)
        for anomaly in rule(funding)
    )


def _fundings(posts: DataFrame, scale: FundingScale) -> Iterator[_Funding]:
    """Read each post's line once, as domain values."""
    lines = zip(
        posts["row"].tolist(),
        (EmployerCategory(value) for value in posts["category"]),
        *(_dates(posts[name]) for name in ("start", "decided_on", "returned_on")),
        *(_triples(posts, prefix) for prefix, _ in _COLUMNS.values()),
        strict=True,
    )
    for row, category, start, decided_on, returned_on, *triples in lines:
        deliberated = dict(zip(_COLUMNS, triples, strict=True))
        version = scale.version_on(decided_on or start)
        plan = funding_plan(version, category, deliberated)
        agreement = Agreement(start, decided_on, returned_on, plan, version.clause)
        yield _Funding(row, category, deliberated, version, plan, agreement)


def _dates(column: Series) -> list[date | None]:
    return [None if pd.isna(day) else day for day in column.dt.date]


def _triples(posts: DataFrame, prefix: str) -> Iterator[tuple[int | None, int | None, int | None]]:
    columns = (posts[f"{prefix}_y{k}_cents"] for k in SCHEME_YEARS)
    return zip(
        *([None if pd.isna(cents) else int(cents) for cents in column] for column in columns), strict=True
    )


def _distinct_movements(agreements: Iterable[Agreement]) -> tuple[DataFrame, NDArray[np.int64]]:
    """List the movements of each agreement, all readings, and count them."""
    listed = [
        [(reading, movement) for reading in Reading for movement in movements(agreement, reading)]
        for agreement in agreements
    ]
    lines = [line for block in listed for line in block]
    days = np.array([movement.day for _, movement in lines], dtype="datetime64[D]")
    table = DataFrame(
        {
            "reading": _texts([reading for reading, _ in lines], list(Reading)),
            "funder": _texts([movement.funder for _, movement in lines], list(Funder)),
            "scheme_year": np.array([movement.scheme_year for _, movement in lines], dtype=np.int64),
            "day": days.astype("datetime64[s]"),
            "fiscal_year": days.astype("datetime64[Y]").astype(np.int64) + 1970,
            "kind": _texts([movement.kind for _, movement in lines], list(MovementKind)),
            "amount_cents": np.array([movement.amount_cents for _, movement in lines], dtype=np.int64),
        }
    )
    return table, np.array([len(block) for block in listed], dtype=np.int64)


def _texts(values: list[StrEnum], words: list[StrEnum]) -> ExtensionArray:
    """Write many values of a few words, faster than one by one."""
    codes = {word: code for code, word in enumerate(words)}
    positions = np.array([codes[value] for value in values], dtype=np.int64)
    return pd.array([word.value for word in words], dtype="str").take(positions)


def _before_scale(funding: _Funding) -> Iterator[Anomaly]:
    day, first = funding.agreement.decided_on or funding.agreement.start, funding.version.valid_from
    if day < first:
        message = (
            f"La décision précède la première version du barème ({first:%d/%m/%Y}), qui est appliquée. "
            "Écrivez les montants délibérés s'ils étaient différents."
        )
        spot = POSTS_SHEET, funding.row, "Date de décision"
        yield Anomaly("BAREME_ANTERIEUR", Severity.INFORMATION, *spot, f"{day:%d/%m/%Y}", message)


def _negative_employer(funding: _Funding) -> Iterator[Anomaly]:
    for year, cents in enumerate(funding.plan[Funder.EMPLOYER], start=1):
        if cents < 0:
            is_remainder = funding.deliberated[Funder.EMPLOYER][year - 1] is None
            cause = (
                f"les autres financeurs dépassent la base de {euros_text(funding.version.base_cents)}"
                if is_remainder
                else "c'est le montant délibéré"
            )
            yield Anomaly(
                "EMPLOYEUR_NEGATIF",
                Severity.WARNING,
                POSTS_SHEET,
                funding.row,
                f"Employeur A{year}",
                euros_text(cents),
                f"La part de l'employeur en année {year} est négative ({euros_text(cents)}) : {cause}. "
                "Vérifiez les montants délibérés de cette année.",
                cents,
            )


def _above_cap(funding: _Funding) -> Iterator[Anomaly]:
    total, cap = sum(funding.plan[Funder.DEPARTMENT]), funding.version.cap_cents
    if total > cap:
        yield Anomaly(
            "PLAFOND_DEPASSE",
            Severity.WARNING,
            POSTS_SHEET,
            funding.row,
            "Département A1 / A2 / A3",
            euros_text(total),
            f"Le Département apporte {euros_text(total)} sur trois ans, {euros_text(total - cap)} de plus "
            f"que le plafond de {euros_text(cap)} par poste. Vérifiez les montants délibérés.",
            total - cap,
        )


def _off_scale(funding: _Funding) -> Iterator[Anomaly]:
    scale = funding_plan(funding.version, funding.category, {})
    for funder, (_, heading) in _COLUMNS.items():
        for year, cents in enumerate(funding.deliberated[funder], start=1):
            expected = scale[funder][year - 1]
            if cents is not None and cents != expected:
                yield Anomaly(
                    "MONTANT_HORS_BAREME",
                    Severity.INFORMATION,
                    POSTS_SHEET,
                    funding.row,
                    f"{heading} A{year}",
                    euros_text(cents),
                    f"Le montant délibéré, {euros_text(cents)}, n'est pas celui du barème "
                    f"({euros_text(expected)}) : c'est lui qui est retenu. Rien à faire s'il est voulu.",
                    cents - expected,
                )
