"""Structures that a workbook writes in several ways, brought under one name."""

import re
from collections.abc import Iterator

import pandas as pd
from rapidfuzz import fuzz

from maynum_dash.analysis.territory.names import fold
from maynum_dash.domain.anomalies import Anomaly, Severity

# Likeness (0 to 100) of two names of one SIRET: a letter or two apart, not another establishment.
_LIKENESS = 90


def match_structures(posts: pd.DataFrame, sheet: str) -> tuple["pd.Series[str]", tuple[Anomaly, ...]]:
    """Give each post the name of its structure, as first written in the workbook.

    Parameters
    ----------
    posts
        ``row``, ``employer`` and ``siret`` (valid or missing).
    sheet
        Name of the sheet, for the anomalies.

    Returns
    -------
    names : pandas.Series
        One name per post, on the same index.
    anomalies : tuple of Anomaly
        Each other spelling, once.

    Notes
    -----
    Two names are one structure when they differ by capitals, accents, apostrophes, punctuation and spaces
    only; or when they are nearly the same, hold the same numbers and stand beside the same SIRET.
    """
    keys = posts["employer"].map(lambda name: fold(name) or name, na_action="ignore").astype("str")
    leaders = _leaders(keys, posts["siret"])
    groups = keys.map(lambda key: _leader(leaders, key), na_action="ignore").astype("str")
    names = posts["employer"].groupby(groups).transform("first").astype("str")
    return names.rename("structure"), tuple(_anomalies(posts, names, sheet))


def _leaders(keys: "pd.Series[str]", sirets: "pd.Series[str]") -> dict[str, str]:
    """Link near names of one SIRET: each key leads to another of its group, or is not there."""
    leaders: dict[str, str] = {}
    firsts: dict[str, str] = {}
    for key, siret in zip(keys, sirets, strict=True):
        if not isinstance(siret, str) or not isinstance(key, str):
            continue
        # Compared with the first name only: a sheet of thousands of names under one SIRET stays quick.
        first = firsts.setdefault(siret, key)
        one, other = _leader(leaders, first), _leader(leaders, key)
        if one != other and _is_near(first, key):
            leaders[other] = one
    return leaders


def _leader(leaders: dict[str, str], key: str) -> str:
    while key in leaders:
        key = leaders[key]
    return key


def _is_near(one: str, other: str) -> bool:
    return re.findall(r"\d+", one) == re.findall(r"\d+", other) and fuzz.ratio(one, other) >= _LIKENESS


def _anomalies(posts: pd.DataFrame, names: "pd.Series[str]", sheet: str) -> Iterator[Anomaly]:
    firsts: dict[str, int] = {}
    for row, employer, name in zip(posts["row"], posts["employer"], names, strict=True):
        if not isinstance(employer, str) or employer in firsts:
            continue
        firsts[employer] = int(row)
        if employer != name:
            message = (
                f"La structure « {employer} » est regroupée avec « {name} » (ligne {firsts[name]}), écrite "
                "un peu autrement. Écrivez le même nom partout."
            )
            yield Anomaly(
                "STRUCTURE_ECRITE_AUTREMENT",
                Severity.INFORMATION,
                sheet,
                int(row),
                "Structure",
                employer,
                message,
            )
