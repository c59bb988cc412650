"""The sheet of one territory, beside the map."""

import pandas as pd
import streamlit as st

from maynum_dash.analysis.money.pivots import of_reading
from maynum_dash.analysis.need.indicators import SEATS
from maynum_dash.analysis.summary import department_money
from maynum_dash.analysis.territory.levels import cut_communes
from maynum_dash.domain.coverage import Level, Standing
from maynum_dash.domain.posts import Funder
from maynum_dash.domain.priority import Tier
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import html_text
from maynum_dash.sources.perimeter import perimeter
from maynum_dash.ui import mapping, state
from maynum_dash.ui.components.card import why
from maynum_dash.ui.components.columns import MONEY_ROWS, OFFER_ROWS
from maynum_dash.ui.components.figures import occupied_fte
from maynum_dash.ui.frame import Context

_LISTED = 12  # posts of a territory; its sheet stands beside the map
_SEATED = "Postes ayant leur siège ici"
_STANDINGS = {
    Standing.ABOVE: "Mieux doté que la moyenne du département.",
    Standing.ALIKE: "Écart à la moyenne trop faible pour être affirmé : à un poste près.",
    Standing.BELOW: "Moins doté que la moyenne du département.",
}


def sheet(context: Context, level: Level, data: pd.DataFrame, code: str) -> None:
    """Show the facts of a territory, its posts, and the way to its budget.

    Parameters
    ----------
    context
        The view.
    level
        Size of the territory.
    data
        Indicators of the level.
    code
        Territory chosen.
    """
    row = data[data["code"] == code].iloc[0]
    posts = _seated(context, level, code)
    year = context.board.reference.fit.population_year
    share = _share(context, posts)
    with st.container(border=True, key="sheet"):
        st.header(str(row["name"]), anchor=False)
        if level is Level.CANTONS:
            _elected(context, code)
        if pd.isna(row["posts_occupied"]):
            st.html(_facts([*_need(row, year), (_SEATED, "sans donnée")]))
            _to_sheet(level, code)
            return
        st.html(_facts([*_need(row, year), *_offer(row, level, posts), *_money(context, share)]))
        if level is Level.EPCI:
            _standing(context, code)
        _posts(posts)
        _origins(context, level, code, share)
        _to_sheet(level, code)
        if level is Level.EPCI:
            st.button(
                "Voir son budget",
                icon=":material/euro:",
                on_click=state.choose,
                args=(state.EPCI, code),
                key="to-budget",
            ) and st.switch_page("pages/budget.py")


def _to_sheet(level: Level, code: str) -> None:
    st.button(
        "Fiche du territoire",
        icon=":material/description:",
        on_click=open_sheet,
        args=(level.value, code),
        key="to-sheet",
    ) and st.switch_page("pages/couverture.py")


def open_sheet(tier: str, code: str) -> None:
    """Choose the territory whose sheet the page Couverture opens.

    Parameters
    ----------
    tier
        Value of ``Tier``.
    code
        Code of the territory.
    """
    for name, value in (
        (state.ASPECT, "fiche"),
        (state.SHEET_TIER, Tier(tier)),
        (state.SHEET_CODE, code),
    ):
        state.choose(name, value)


def _seated(context: Context, level: Level, code: str) -> pd.DataFrame:
    """Posts whose employer has its seat in the territory; the département holds them all."""
    posts = mapping.located(context)
    return posts if level is Level.DEPARTMENT else posts[posts[SEATS[level]] == code]


def _elected(context: Context, code: str) -> None:
    """Name the members of the canton, when the workbook does, and say what a cut commune makes unknown."""
    elected = context.board.matched.elected
    rows = elected[elected["canton_code"] == code]
    names = [
        f"<b>{html_text(name)}</b>" + (f", {html_text(role)}" if isinstance(role, str) else "")
        for name, role in zip(rows["name"], rows["role"], strict=True)
    ]
    said = "<br>".join(names) or "Élus non renseignés : remplissez la feuille « Élus » du classeur."
    st.html(f'<p class="mn-sentence">{said}</p>')
    cantons = context.board.reference.cantons
    if cantons.loc[cantons["code"] == code, "population"].isna().any():
        cut = " et ".join(cut_communes(context.board.reference))
        st.caption(
            f"Ce canton contient un morceau de commune ({cut}) : sa population et ses postes ne sont pas "
            "dans les sources. Ceux de la commune entière sont au niveau « Communes »."
        )


def _facts(facts: list[tuple[str, str]]) -> str:
    lines = "".join(f"<dt>{html_text(name)}</dt><dd>{html_text(value)}</dd>" for name, value in facts)
    return f'<dl class="mn-facts">{lines}</dl>'


def _need(row: pd.Series, year: int) -> list[tuple[str, str]]:
    facts = [
        (f"Population {year}", formats.integer(row["population"])),
        ("dont 15 ans et plus", formats.integer(row["population_15_plus"])),
        ("Taux d’illectronisme (15 ans et plus)", formats.percent(row["rate_pct"])),
    ]
    if pd.notna(row["rate_low_pct"]):
        spread = f"{formats.decimal(row['rate_low_pct'], 1)} à {formats.percent(row['rate_high_pct'])}"
        facts.append(("selon l’hypothèse de calcul", spread))
    return [*facts, ("Personnes en illectronisme (15 ans et plus)", formats.integer(row["people"]))]


def _offer(row: pd.Series, level: Level, posts: pd.DataFrame) -> list[tuple[str, str]]:
    facts = [
        (
            "Postes occupés / vacants / rendus",
            f"{row['posts_occupied']} / {row['posts_vacant']} / {row['posts_returned']}",
        )
    ]
    if level in (Level.CANTONS, Level.COMMUNES):
        return facts if len(posts) else [(_SEATED, "aucun")]
    interval = f"{formats.decimal(row['ci_low'], 2)} à {formats.decimal(row['ci_high'], 2)}"
    return [
        *facts,
        ("ETP occupés qui la desservent", formats.decimal(row["fte"], 2)),
        ("ETP pour 1 000 personnes", formats.decimal(row["fte_per_1000"], 2)),
        ("intervalle à 95 %", interval),
    ]


def _share(context: Context, posts: pd.DataFrame) -> pd.DataFrame:
    """Movements of the Département's share of some posts, in the reading in view."""
    rows = context.movements[context.movements["row"].isin(posts["row"])]
    return of_reading(rows, context.filters.reading, [Funder.DEPARTMENT])


def _money(context: Context, rows: pd.DataFrame) -> list[tuple[str, str]]:
    year = context.filters.fiscal_year
    in_view = int(rows.loc[rows["fiscal_year"] == year, "amount_cents"].sum())
    return [
        (f"Département, exercice {year}", formats.euros(in_view)),
        ("Département, tout le programme", formats.euros(int(rows["amount_cents"].sum()))),
    ]


def _origins(context: Context, level: Level, code: str, rows: pd.DataFrame) -> None:
    year, reading = context.filters.fiscal_year, context.filters.reading
    money = department_money(rows, reading, year, context.source, context.today)
    traced = [(money, MONEY_ROWS)]
    if level is Level.EPCI:
        traced.append((occupied_fte(context, code), OFFER_ROWS))
    why(*traced, key="territory")


def _standing(context: Context, code: str) -> None:
    line = context.coverage[context.coverage["epci_code"] == code].iloc[0]
    said = _STANDINGS.get(Standing(line["standing"]))
    if said:
        st.html(f'<p class="mn-sentence">{said}</p>')
    if line["is_partial"]:
        st.caption(f"Seule la partie de cette intercommunalité située {perimeter().within} est comptée.")


def _posts(posts: pd.DataFrame) -> None:
    if posts.empty:
        st.caption("Aucun poste en vue n’a son siège dans ce territoire.")
        return
    listed = posts.head(_LISTED)
    items = "".join(
        f"<li><span class='mn-tag'>{html_text(status)}</span><b>{html_text(employer)}</b></li>"
        for employer, status in zip(listed["employer"], listed["status"], strict=True)
    )
    st.html(f'<ul class="mn-list">{items}</ul>')
    if len(posts) > len(listed):
        st.caption(
            f"{formats.integer(len(listed))} postes sur {formats.integer(len(posts))} : "
            "les autres sont page Postes."
        )
