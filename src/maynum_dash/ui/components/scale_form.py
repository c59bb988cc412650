"""A version of the funding scale, changed on screen."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

import pandas as pd
import streamlit as st

from maynum_dash.domain.posts import EmployerCategory
from maynum_dash.domain.scale import ScaleVersion
from maynum_dash.sources.scale import read_version
from maynum_dash.sources.scale_text import KEYS, version_table

_YEARS: Final = ("Année 1", "Année 2", "Année 3")


def edited(version: ScaleVersion, valid_from: date, key: str, *, with_texts: bool) -> ScaleVersion:
    """Let the user change a version.

    Parameters
    ----------
    version
        What is shown first.
    valid_from
        First decision date shown first.
    key
        Tells one form from the next.
    with_texts
        Whether criteria and commitments are offered too.

    Raises
    ------
    ScaleError
        When what is typed cannot be a version; the sentence says why.
    """
    table = version_table(version)
    left, right = st.columns(2)
    with left:
        table["valable_depuis"] = st.date_input(
            "S’applique aux décisions prises à partir du",
            valid_from,
            date(2000, 1, 1),
            date(2100, 12, 31),
            format="DD/MM/YYYY",
            key=f"{key}-from",
        )
        share = Decimal(str(table["paiement"]["premier_jour_pct"]))
        paid = st.number_input(
            "Acompte du premier jour de chaque année (%), solde le dernier jour",
            0.0,
            100.0,
            float(share),
            5.0,
            format="%g",
            key=f"{key}-first",
        )
        table["paiement"] = {"premier_jour_pct": _decimal(paid)}
    with right:
        table["base"] = _euros("Base annuelle, tous financeurs (€)", version.base_cents, f"{key}-base")
        table["plafond_departement"] = _euros(
            "Plafond du Département sur trois ans (€)", version.cap_cents, f"{key}-cap"
        )
    table["categories"] = _amounts(table["categories"], key)
    if with_texts:
        table["criteres"] = _lines(
            "Critères d’éligibilité, un par ligne", version.criteria, f"{key}-criteria"
        )
        table["engagements"] = _lines(
            "Engagements de l’employeur, un par ligne", version.commitments, f"{key}-commitments"
        )
    return read_version(table, "en cours de modification", "Cette version")


def _amounts(categories: dict[str, Any], key: str) -> dict[str, Any]:
    """Offer the amounts of every category as one grid, in euros."""
    lines = [
        {"Catégorie": category, "Financeur": funder.value, **_cells(categories[category][word])}
        for category in categories
        for word, funder in KEYS.items()
    ]
    grid = st.data_editor(
        pd.DataFrame(lines),
        hide_index=True,
        disabled=["Catégorie", "Financeur"],
        column_config={
            year: st.column_config.NumberColumn(
                f"{year} (€)", min_value=0, step=0.01, format="localized", required=True
            )
            for year in _YEARS
        },
        key=f"{key}-amounts",
        width="stretch",
    )
    st.caption(
        "L’employeur paie ce qui reste de la base. Les montants sont en euros, par année de convention."
    )
    words = {funder.value: word for word, funder in KEYS.items()}
    changed: dict[str, Any] = {category.value: {} for category in EmployerCategory}
    for line in grid.to_dict("records"):
        changed[line["Catégorie"]][words[line["Financeur"]]] = [_decimal(line[year]) for year in _YEARS]
    return changed


def _cells(amounts: list[int | str]) -> dict[str, float]:
    return {year: float(amount) for year, amount in zip(_YEARS, amounts, strict=True)}


def _euros(label: str, cents: int, key: str) -> Decimal:
    return _decimal(st.number_input(label, 0.0, 1e9, cents / 100, 500.0, format="%g", key=key))


def _decimal(value: float) -> Decimal:
    """Take what a field shows: two decimals of a float are exact in its shortest writing."""
    return Decimal(str(value))


def _lines(label: str, texts: tuple[str, ...], key: str) -> list[str]:
    typed = st.text_area(label, "\n".join(texts), height=160, key=key)
    return [line.strip() for line in typed.splitlines() if line.strip()]
