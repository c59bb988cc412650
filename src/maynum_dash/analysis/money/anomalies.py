"""What the funding plans say that somebody should look at: negative shares, cap, amounts off the scale."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame

from maynum_dash.analysis.money.agreements import FUNDERS, PREFIXES, agreements
from maynum_dash.domain.anomalies import Anomaly, Severity
from maynum_dash.domain.fiscal import SCHEME_YEARS
from maynum_dash.domain.money import euros_text
from maynum_dash.domain.plan import Deliberated, Plan, funding_plan
from maynum_dash.domain.posts import EmployerCategory, Funder
from maynum_dash.domain.scale import FundingScale, ScaleVersion

POSTS_SHEET = "Postes"
# Beginning of the headings of the workbook.
_HEADINGS = {
    Funder.STATE: "ANCT",
    Funder.BONUS: "Bonification",
    Funder.DEPARTMENT: "Département",
    Funder.EMPLOYER: "Employeur",
}


@dataclass(frozen=True, slots=True)
class _Funding:
    """One post with the version of the scale that its decision follows."""

    row: int
    category: EmployerCategory
    deliberated: Deliberated
    version: ScaleVersion
    plan: Plan
    committed_on: date


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
        for funding in _fundings(posts[_doubtful(posts, scale)], scale)
        for rule in (_before_scale, _negative_employer, _above_cap, _off_scale)
        for anomaly in rule(funding)
    )


def _doubtful(posts: DataFrame, scale: FundingScale) -> NDArray[np.bool_]:
    """Find the posts of which a rule below has something to say: most have none, and one by one is long."""
    found, usual = agreements(posts, scale), agreements(_undecided(posts), scale)
    caps = np.array([version.cap_cents for version in scale.versions], dtype=np.int64)[found.version]
    is_old = found.committed < np.datetime64(scale.versions[0].valid_from)
    is_negative = (found.plans[:, FUNDERS.index(Funder.EMPLOYER)] < 0).any(axis=1)
    is_above = found.plans[:, FUNDERS.index(Funder.DEPARTMENT)].sum(axis=1) > caps
    is_off = (found.is_deliberated & (found.plans != usual.plans)).any(axis=(1, 2))
    doubtful: NDArray[np.bool_] = is_old | is_negative | is_above | is_off
    return doubtful


def _undecided(posts: DataFrame) -> DataFrame:
    """Leave every amount to the scale."""
    amounts = [f"{prefix}_y{year}_cents" for prefix in PREFIXES.values() for year in SCHEME_YEARS]
    nothing = pd.Series(pd.NA, index=posts.index, dtype="Int64")
    return posts.assign(**dict.fromkeys(amounts, nothing))


def _fundings(posts: DataFrame, scale: FundingScale) -> Iterator[_Funding]:
    """Read each post's line once, as domain values."""
    lines = zip(
        posts["row"].tolist(),
        (EmployerCategory(value) for value in posts["category"]),
        posts["decided_on"].fillna(posts["start"]).dt.date,
        *(_triples(posts, prefix) for prefix in PREFIXES.values()),
        strict=True,
    )
    for row, category, committed_on, *triples in lines:
        deliberated = dict(zip(PREFIXES, triples, strict=True))
        version = scale.version_on(committed_on)
        plan = funding_plan(version, category, deliberated)
        yield _Funding(row, category, deliberated, version, plan, committed_on)


def _triples(posts: DataFrame, prefix: str) -> Iterator[tuple[int | None, int | None, int | None]]:
    columns = (posts[f"{prefix}_y{k}_cents"] for k in SCHEME_YEARS)
    return zip(
        *([None if pd.isna(cents) else int(cents) for cents in column] for column in columns), strict=True
    )


def _before_scale(funding: _Funding) -> Iterator[Anomaly]:
    day, first = funding.committed_on, funding.version.valid_from
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
    for funder, heading in _HEADINGS.items():
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
