"""The territories most like another one."""

import numpy as np
import pandas as pd

SIMILAR = 3
_LIKENESS = ("population_15_plus", "share_65_plus_pct", "low_diploma_pct")


def similar_codes(table: pd.DataFrame, code: str) -> tuple[str, ...]:
    """Find the territories most like another.

    Parameters
    ----------
    table
        Result of ``profiles_table``.
    code
        Territory to which the others are compared.

    Returns
    -------
    tuple of str
        Three codes at most, the most alike first; none when the territory itself has no data.

    Notes
    -----
    Distance between territories: root of the sum of the squared gaps of three features, each divided by its
    standard deviation over the territories, so that each counts as much: logarithm of the population 15+,
    share of people of 65 and over, share of low diplomas. Equals come in the order of their codes.
    """
    features = table[list(_LIKENESS)].astype("float64")
    features = features[(features["population_15_plus"] > 0) & features.notna().all(axis=1)]
    if code not in features.index or len(features) == 1:
        return ()
    features = features.assign(population_15_plus=np.log(features["population_15_plus"]))
    spread = features.std(ddof=0)
    scaled = (features - features.loc[code]) / spread.where(spread > 0, 1.0)
    gaps = scaled.pow(2).sum(axis=1).drop(code).sort_index().round(12)
    return tuple(gaps.sort_values(kind="stable").index[:SIMILAR])
