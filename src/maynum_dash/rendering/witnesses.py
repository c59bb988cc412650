"""Sources of the need set side by side: columns, and what they disagree on, in a sentence."""

from collections.abc import Sequence

import pandas as pd

from maynum_dash.analysis.need.witnesses import Witness
from maynum_dash.rendering import formats
from maynum_dash.rendering.tables import Column, Kind


def columns(seen: Sequence[Witness], base: str) -> list[Column]:
    """Columns of the comparison: rates, people, then gaps with the base and rank changes.

    Parameters
    ----------
    seen
        Result of ``witnesses``.
    base
        Key of the source that the others are measured against.
    """
    found = [Column("name", "Intercommunalité", is_wide=True)]
    for one in sorted(seen, key=lambda witness: witness.key != base):
        found += [
            Column(f"{one.key}_rate_pct", f"{one.name} : taux", Kind.PERCENT),
            Column(f"{one.key}_people", f"{one.name} : personnes", Kind.INTEGER),
        ]
        if one.key != base:
            found += [
                Column(f"{one.key}_points", f"{one.name} : écart (points)", Kind.DECIMAL, 1),
                Column(f"{one.key}_gap", f"{one.name} : écart (personnes)", Kind.INTEGER),
                Column(f"{one.key}_moved", f"{one.name} : rangs gagnés", Kind.INTEGER),
            ]
    return found


def sentence(table: pd.DataFrame, other: Witness, base: Witness) -> str:
    """Say where a source disagrees with the base, as text.

    Parameters
    ----------
    table
        Result of ``compared_table``.
    other, base
        The two sources.
    """
    both = table[table[f"{other.key}_points"].notna()].sort_values(
        f"{other.key}_points", key=abs, ascending=False, kind="stable"
    )
    if both.empty:
        return f"{other.name} et {base.name.lower()} ne parlent d’aucun territoire commun."
    name, points = str(both["name"].iloc[0]), float(both[f"{other.key}_points"].iloc[0])
    gap = float(both[f"{other.key}_gap"].sum())
    moved = both[f"{other.key}_moved"].dropna()
    total = f"{formats.signed(gap, 0)}\u00a0personnes" if round(gap) else "autant de personnes"
    unit = "points" if abs(points) >= 2 else "point"  # noqa: PLR2004 -- French rule of number
    return (
        f"{other.name}, à côté de « {base.name} » : {total} sur "
        f"{formats.count(len(both), 'territoire commun', 'territoires communs')} ; le plus grand écart de "
        f"taux est à {name} ({formats.signed(points, 1)}\u00a0{unit}) ; {_changes(moved)}."
    )


def _changes(moved: pd.Series) -> str:
    if moved.empty:
        return "le même taux partout ne range pas les territoires"
    changed = int((moved != 0).sum())
    if not changed:
        return "aucune intercommunalité ne change de rang"
    verb = "change" if changed == 1 else "changent"
    return f"{formats.count(changed, 'intercommunalité')} {verb} de rang"


def alternative(table: pd.DataFrame, seen: Sequence[Witness]) -> str:
    """Say in words the rates of each territory, source by source.

    Parameters
    ----------
    table
        Result of ``compared_table``.
    seen
        Sources.
    """
    written = {
        one.name.lower(): table[f"{one.key}_rate_pct"].map(formats.percent, na_action="ignore").tolist()
        for one in seen
    }
    return " ; ".join(
        f"{name} "
        + ", ".join(
            f"{source} {rates[row]}" for source, rates in written.items() if isinstance(rates[row], str)
        )
        for row, name in enumerate(table["name"])
    )
