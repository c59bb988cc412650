"""A cascade between two totals, as a slide shows it."""

from typing import Final

import pandas as pd

from maynum_dash.analysis.comparison.bridge import Role, shortened
from maynum_dash.rendering import palette
from maynum_dash.rendering.charts.bridge import described
from maynum_dash.rendering.slides.proofs import Chart, Measure, Series, Shape
from maynum_dash.rendering.slides.words import table_of
from maynum_dash.rendering.tables import Column

STEPS: Final = 6  # bars of a cascade that is read from the back of a room


def bridge_chart(whole: pd.DataFrame, columns: list[Column], told: str, most: int = STEPS) -> Chart:
    """Draw a bridge; the steps that a slide cannot hold are added up in one.

    Parameters
    ----------
    whole
        Result of ``bridge`` or of a cascade of scenarios.
    columns
        Of its table.
    told
        From what to what it goes, in French, with a capital.
    most
        Steps drawn.
    """
    table = shortened(whole, most)
    steps = table[table["role"] == Role.STEP.value]
    return Chart(
        Shape.BRIDGE,
        Measure.CENTS,
        tuple(table["label"]),
        (Series("Écart", tuple(int(cents) for cents in steps["amount_cents"]), palette.ACCENT),),
        f"{told} : {' ; '.join(described(table))}.",
        table_of(table, columns, f"{told}, en euros"),
        tuple(int(cents) for cents in table["total_cents"]),
    )
