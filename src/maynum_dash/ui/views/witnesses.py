"""Sources du besoin: what each source says of each territory, side by side."""

import pandas as pd
import streamlit as st

from maynum_dash.analysis.need.witnesses import Witness, compared_table, witnesses
from maynum_dash.rendering import formats
from maynum_dash.rendering import witnesses as words
from maynum_dash.rendering.charts import witnesses as charts
from maynum_dash.rendering.neutral import html_text
from maynum_dash.sources.perimeter import perimeter
from maynum_dash.ui import loading, state
from maynum_dash.ui.components.chart import Caption, Equivalent, chart
from maynum_dash.ui.components.fragility import fragility
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context

_NEVER_MIXED = (
    "Ces sources n’ont ni la même année, ni la même définition : elles se comparent, ne se mélangent pas et "
    "ne se suivent pas dans le temps. Un territoire qu’une source ne donne pas est sans donnée, jamais zéro."
)


def draw(context: Context) -> None:
    """Draw the section."""
    board = context.board
    key = (board.key, "evidence")
    seen = loading.once(key, lambda: witnesses(board.reference, board.basis.reference, board.matched.needs))
    names = {one.key: one.name for one in seen}
    base = state.one(state.BASE, list(names), seen[0].key)
    st.segmented_control(
        "Comparer les sources à",
        list(names),
        format_func=names.__getitem__,
        required=True,
        **state.wiring(state.BASE),
    )
    compared = loading.once((*key, base), lambda: compared_table(board.reference, seen, base))
    main = next(one for one in seen if one.key == base)
    for one in seen:
        if one.key != base:
            said = words.sentence(compared, one, main)
            st.html(f'<p class="mn-sentence">{html_text(said)}</p>')
    _drawn(context, seen, base, compared)
    _labels(seen)
    fragility(context)


def _drawn(context: Context, seen: tuple[Witness, ...], base: str, compared: pd.DataFrame) -> None:
    columns = words.columns(seen, base)
    caption = f"Taux et personnes selon la source, au {formats.day_short(context.today)}"
    alt = f"Taux d’illectronisme selon la source : {words.alternative(compared, seen)}"
    chart(
        loading.once(
            (context.board.key, "evidence-drawn", base), lambda: charts.dumbbells(compared, seen, base)
        ),
        Caption(alt, f"{_NEVER_MIXED} {context.source}.", charts.colours(seen).items()),
        Equivalent(
            compared, [one for one in columns if "taux" in one.heading or one.field == "name"], caption
        ),
        key="sources-du-besoin",
    )
    st.header("Écarts en points, en personnes et en rangs", anchor=False)
    st.caption(
        "Rangs gagnés : positif quand le territoire passe devant, parmi ceux que les deux sources "
        "connaissent. Une intercommunalité dont une partie seulement est "
        f"{perimeter().within} n’est pas rangée."
    )
    sums = {f"{one.key}_people": compared[f"{one.key}_people"].sum() for one in seen}
    sums |= {f"{one.key}_gap": compared[f"{one.key}_gap"].sum() for one in seen if one.key != base}
    total = pd.Series({"name": "Total des territoires connus", **sums}, dtype=object)
    table(compared, columns, caption, name="sources-du-besoin", source=context.source, total=total)


def _labels(seen: tuple[Witness, ...]) -> None:
    """Give each source its own definition, year and limits."""
    st.header("Ce que chaque source mesure", anchor=False)
    listed = "".join(f"<dt>{html_text(one.name)}</dt><dd>{html_text(one.label)}.</dd>" for one in seen)
    st.html(f'<dl class="mn-words">{listed}</dl>')
