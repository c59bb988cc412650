"""Simulateur employeur: what a post would cost a structure, with the Département's help and without."""

import hashlib
from datetime import date
from typing import Final

import streamlit as st

from maynum_dash.analysis.scenario.simulation import Request, Simulation, local_need, simulate
from maynum_dash.domain.fiscal import SCHEME_YEARS
from maynum_dash.domain.posts import EmployerCategory, Funder, Reading
from maynum_dash.rendering import formats, palette
from maynum_dash.rendering.charts import scenarios as charts
from maynum_dash.rendering.employer_sheet import (
    employer_sheet,
    need_sentence,
    plan_table,
    rest_table,
    year_table,
)
from maynum_dash.rendering.leaflets.employer import employer_leaflet
from maynum_dash.rendering.neutral import html_text
from maynum_dash.ui import address, exporting, loading, results, state
from maynum_dash.ui.components.chart import Caption, Equivalent, chart
from maynum_dash.ui.components.leaflet import leaflet_buttons
from maynum_dash.ui.components.table import table
from maynum_dash.ui.filters import READING_NAMES
from maynum_dash.ui.frame import Context

_FIRST: Final = date(2020, 1, 1)
_LAST: Final = date(2060, 12, 31)


def draw(context: Context) -> None:
    """Draw the part; a control redraws it alone."""
    _explorer(context)


@st.fragment
def _explorer(context: Context) -> None:
    request = _ask(context)
    board = loading.board(context.edition.base)
    need = local_need(results.coverage(board, context.need_source), request.epci_code, request.fte)
    made = simulate(board.scale, request, need)
    _cards(made)
    left, right = st.container(key="stacked-simulator").columns([6, 5], gap="large")
    with left:
        _plan(made)
    with right:
        _around(made)
    _by_year(context, made)
    _sheet(context, made)
    leaflet_buttons((context.key, context.stamp, request), lambda: employer_leaflet(made, context.stamp))
    address.write()


def _ask(context: Context) -> Request:
    epci = context.board.reference.epci
    names = dict(zip(epci["code"], epci["short_name"], strict=True))
    categories = list(EmployerCategory)
    cells = st.columns(5)
    category = state.one(state.EMPLOYER, categories, EmployerCategory.PUBLIC_WITH_BONUS)
    cells[0].selectbox("Employeur", categories, **state.wiring(state.EMPLOYER, "page"), filter_mode=None)
    code = state.one(state.SERVED, list(names), next(iter(names)))
    cells[1].selectbox(
        "Intercommunalité",
        list(names),
        format_func=names.__getitem__,
        **state.wiring(state.SERVED, "page"),
        filter_mode=None,
    )
    start = _day(state.START, "Premier jour", date(context.today.year + 1, 1, 1), cells[2])
    decided_on = _day(state.DECISION, "Décision", context.today, cells[3])
    fte = state.number(state.FTE, 0.1, 1.0, 1.0)
    cells[4].number_input("Quotité (ETP)", 0.1, 1.0, step=0.1, format="%g", **state.wiring(state.FTE, "page"))
    return Request(category, code, start, decided_on, fte)


def _day(name: str, label: str, usual: date, cell: "st.delta_generator.DeltaGenerator") -> date:
    value = state.day(name, usual)
    cell.date_input(
        label, min_value=_FIRST, max_value=_LAST, format="DD/MM/YYYY", **state.wiring(name, "page")
    )
    return value


def _cards(made: Simulation) -> None:
    cells = {
        "Le Département apporte": formats.euros(made.department_cents),
        "Reste à payer avec May Num": formats.euros(sum(made.employer_with)),
        "Sans May Num": formats.euros(sum(made.employer_without)),
        "Base subventionnée": formats.euros(made.version.base_cents * len(SCHEME_YEARS)),
    }
    written = "".join(
        f"<div><dt>{html_text(name)}</dt><dd>{html_text(value)}</dd></div>" for name, value in cells.items()
    )
    st.html(f'<p class="mn-strip-title">Sur trois ans</p><dl class="mn-strip">{written}</dl>')
    st.html(f'<p class="mn-sentence">{html_text(need_sentence(made))}</p>')


def _plan(made: Simulation) -> None:
    st.header("Le plan de financement, année par année", anchor=False)
    frame, columns, total = plan_table(made)
    labels = [f"Année {year}" for year in SCHEME_YEARS]
    rows = {funder: made.plan[funder] for funder in Funder}
    alt = " ; ".join(
        f"{label} : {formats.euros_round(cents)} pour l’employeur"
        for label, cents in zip(labels, made.employer_with, strict=True)
    )
    chart(
        charts.plan(rows, labels),
        Caption(alt, _source(made), palette.FUNDER_COLOURS.items()),
        Equivalent(frame, columns, "Plan de financement, en euros", total),
        key="simulation-plan",
    )
    rest, rest_columns = rest_table(made)
    caption = "Ce que l’employeur paie chaque année, en euros"
    table(rest, rest_columns, caption, name="simulation", source=_source(made))


def _around(made: Simulation) -> None:
    st.header("Ce qui est demandé", anchor=False)
    for title, lines in (
        ("Critères d’éligibilité", made.version.criteria),
        ("Engagements de l’employeur", made.version.commitments),
    ):
        items = "".join(f"<li>{html_text(line)}</li>" for line in lines)
        st.html(f"<b>{title}</b><ul>{items}</ul>")


def _by_year(context: Context, made: Simulation) -> None:
    st.header("Par exercice budgétaire", anchor=False)
    reading = state.one(state.READING, list(Reading), context.usual.reading)
    st.segmented_control(
        "Lecture du budget",
        list(Reading),
        format_func=READING_NAMES.__getitem__,
        required=True,
        **state.wiring(state.READING, "page"),
    )
    frame, columns, total = year_table(made, reading)
    table(
        frame,
        columns,
        f"Par exercice et financeur, lecture « {reading} », en euros",
        name="simulation-exercices",
        source=_source(made),
        total=total,
    )


def _sheet(context: Context, made: Simulation) -> None:
    content = employer_sheet(made, context.today).encode()
    st.download_button(
        "Fiche à imprimer",
        content,
        file_name=f"maynum-simulation-{hashlib.sha256(content).hexdigest()[:8]}.html",
        mime="text/html",
        icon=":material/print:",
        on_click=exporting.note,
        args=("Fiche de simulation employeur",),
        key="simulation-sheet",
        help="Une page à ouvrir dans le navigateur, puis à imprimer ; elle n’a besoin de rien d’autre.",
    )


def _source(made: Simulation) -> str:
    version = formats.day_short(made.version.valid_from)
    return (
        f"Simulation, pas un engagement du Département. En euros, barème valable depuis le {version} ; la "
        "base subventionnée n’est pas le coût complet d’un poste."
    )
