"""The euros that an anomaly concerns, where its row says them and reading alone could not."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import pandas as pd

from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.codes import Code
from maynum_dash.domain.posts import Funder

# What may put the money of an accepted post in another year, another place, or in question.
_OF_MONEY: Final = frozenset(
    {
        *(
            code.value
            for code in (
                Code.CATEGORY_DEFAULT,
                Code.DATE_MONTH_ONLY,
                Code.DECISION_DISTANT,
                Code.END_BEFORE_START,
                Code.LENGTH_UNEXPECTED,
                Code.RETURN_BEFORE_START,
                Code.RETURN_UNEXPECTED,
                Code.SIRET_INVALID,
                Code.SIRET_LOST,
            )
        ),
        *("BAREME_ANTERIEUR", "EPCI_ABSENT", "EPCI_AMBIGU", "EPCI_COMMUNE_DIFFERENTS", "EPCI_INCONNU"),
        *("COMMUNE_AMBIGUE", "COMMUNE_HORS_DEPARTEMENT", "COMMUNE_INCONNUE", "PARTS_INVALIDES"),
    }
)


def with_stakes(anomalies: Iterable[Anomaly], plans: pd.DataFrame, sheet: str) -> tuple[Anomaly, ...]:
    """Give the anomalies of accepted posts the Département's share of their post, over three years.

    Parameters
    ----------
    anomalies
        As found; those that know their euros keep them, those that concern no money stay without.
    plans
        Result of `plans_table`.
    sheet
        Name of the sheet of the posts: the rows of the other sheets have numbers of their own.
    """
    mine = plans[plans["funder"] == Funder.DEPARTMENT]
    shares = dict(zip(mine["row"].tolist(), mine["total_cents"].tolist(), strict=True))
    return tuple(
        replace(one, stake_cents=shares.get(one.row))
        if one.stake_cents is None and one.sheet == sheet and one.code in _OF_MONEY
        else one
        for one in anomalies
    )
