"""The same need under other hypotheses: what a rank must survive before it says anything."""

import pandas as pd

from maynum_dash.analysis.need.priorities import Variant
from maynum_dash.analysis.territory.estimation import Targets, sensitivity
from maynum_dash.domain.coverage import NeedSource
from maynum_dash.sources.reference import Reference

ROUNDING_PCT = 0.5  # points: a published rate is a rounded one


def need_variants(source: NeedSource, reference: Reference, needs: pd.DataFrame) -> tuple[Variant, ...]:
    """List the ways of seeing the need that a ranking is tried on.

    Parameters
    ----------
    source
        Estimated or official.
    reference
        Territories, and what the estimate is made of.
    needs
        Result of ``spread_needs`` for that source.

    Returns
    -------
    tuple of Variant
        The first is the need as shown. Then, for the estimate: the lowest rates, the highest, and those of
        each w from 0 to 1 (x = w · share of 65 and over + (1 − w) · low diploma, fitted again). For an
        official table: each EPCI in turn half a point lower, then half a point higher.
    """
    shown = Variant("besoin affiché", needs["people"])
    adults = needs["population_15_plus"]
    if source is NeedSource.OFFICIAL:
        return (shown, *_rounded(needs))
    communes = reference.communes.reset_index(drop=True)
    fit = reference.fit
    rates = {"taux bas": communes["rate_low_pct"], "taux haut": communes["rate_high_pct"]}
    tried = sensitivity(
        communes,
        communes["population"].astype("float64"),
        communes["epci_code"] == fit.anchor_epci,
        Targets(fit.department_rate_pct, fit.anchor_rate_pct),
    )
    rates |= {f"w = {w:.2f}": tried[w] for w in tried.columns}
    return (shown, *(Variant(name, adults * rate / 100) for name, rate in rates.items()))


def _rounded(needs: pd.DataFrame) -> list[Variant]:
    """Move each EPCI alone by half a point, down and up; a rate stays between 0 and 100 %."""
    moved = []
    for code in needs.loc[needs["people"].notna(), "epci_code"].unique():
        for step in (-ROUNDING_PCT, ROUNDING_PCT):
            is_moved = needs["epci_code"] == code
            rate = (needs["rate_pct"] + step).clip(0, 100).where(is_moved, needs["rate_pct"])
            name = f"{code} : {'+' if step > 0 else '−'}0,5 point"
            moved.append(Variant(name, needs["population_15_plus"] * rate / 100))
    return moved
