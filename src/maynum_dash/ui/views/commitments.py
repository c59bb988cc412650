"""Budget, section « Engagements »: commitments per exercice, by funder, territory, employer and post."""

import pandas as pd
import streamlit as st

from maynum_dash.analysis.money.employers import mean_shares
from maynum_dash.analysis.money.pivots import TOTAL, by_fiscal_year, by_group, of_reading
from maynum_dash.analysis.summary import READING_RULES
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.rendering import formats, palette
from maynum_dash.rendering.charts import budget
from maynum_dash.rendering.explanations import budget as explanations
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import address, loading, state
from maynum_dash.ui.components.card import why
from maynum_dash.ui.components.chart import Caption, Equivalent, chart
from maynum_dash.ui.components.columns import MONEY_ROWS, by_year_columns
from maynum_dash.ui.components.figures import department_money
from maynum_dash.ui.components.strip import explained, strip
from maynum_dash.ui.components.table import table
from maynum_dash.ui.filters import READING_NAMES
from maynum_dash.ui.frame import Context

_GROUPINGS = {
    "intercommunalite": ("Intercommunalité", ["epci_code"]),
    "structure": ("Structure", ["employer"]),
    "poste": ("Poste", ["post_id", "employer"]),
}
_HEADINGS = {Reading.PAYMENT: "Paiements par exercice"}
_CUMULATIVE = "cumul"
_VIEWS = {"exercices": "Tous les financeurs", _CUMULATIVE: "Cumul du Département"}
_ALL_FUNDERS = "Tous les financeurs"


def draw(context: Context) -> None:
    """Draw the section: a change of reading redraws what follows, not the frame."""
    _explorer(context)


@st.fragment
def _explorer(opened: Context) -> None:
    reading = state.one(state.READING, list(Reading), opened.usual.reading)
    context = opened.with_reading(reading)
    st.segmented_control(
        "Lecture du budget",
        list(Reading),
        format_func=READING_NAMES.__getitem__,
        required=True,
        **state.wiring(state.READING, "page"),
    )
    explained(READING_RULES[reading])
    if context.movements.empty:
        st.info("Aucun poste ne correspond aux filtres.", icon=":material/filter_alt_off:")
        return
    by_year = loading.once((*context.key, "by-year"), lambda: by_fiscal_year(context.movements, reading))
    _department(context, by_year)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _by_year(context, by_year)
    with right:
        _employer(context)
    _groups(context)


def _department(context: Context, by_year: pd.DataFrame) -> None:
    """Say in one line what the Département has committed: before, in, and after the exercice in view."""
    share, year = by_year[Funder.DEPARTMENT.value], context.filters.fiscal_year
    periods = {
        f"Avant {year}": share[share.index < year].sum(),
        f"Exercice {year}": share[share.index == year].sum(),
        f"{year + 1}": share[share.index == year + 1].sum(),
        f"{year + 2}": share[share.index == year + 2].sum(),
        "Au-delà": share[share.index > year + 2].sum(),
        "Programme": share.sum(),
    }
    strip("Part du Département", {name: formats.euros(int(cents)) for name, cents in periods.items()})
    why((department_money(context, year), MONEY_ROWS), key="budget")


def _by_year(context: Context, by_year: pd.DataFrame) -> None:
    st.header(_HEADINGS.get(context.filters.reading, "Engagements par exercice"), anchor=False)
    view = state.one(state.VIEW, list(_VIEWS), next(iter(_VIEWS)))
    st.segmented_control(
        "Montrer",
        list(_VIEWS),
        format_func=_VIEWS.__getitem__,
        required=True,
        label_visibility="collapsed",
        **state.wiring(state.VIEW, "page"),
    )
    if view == _CUMULATIVE:
        _cumulative(context, by_year)
    else:
        _commitments(context, by_year)


def _commitments(context: Context, by_year: pd.DataFrame) -> None:
    figure = loading.once(
        (*context.key, "commitments"), lambda: budget.commitments(by_year, context.filters.fiscal_year)
    )
    totals = by_year.sum(axis=1)
    alt = "Engagements par exercice, tous financeurs : " + " ; ".join(
        f"{year} : {formats.euros_round(cents)}" for year, cents in totals.items()
    )
    chart(
        figure,
        Caption(alt, _source(context), palette.FUNDER_COLOURS.items()),
        Equivalent(*by_year_columns(by_year), "Engagements par exercice et financeur, en euros"),
        key="engagements",
    )
    noun = "à payer" if context.filters.reading is Reading.PAYMENT else "engagés"
    explained(explanations.commitments(by_year, context.filters.fiscal_year, noun))


def _cumulative(context: Context, by_year: pd.DataFrame) -> None:
    summed = by_year.cumsum()
    figure = loading.once(
        (*context.key, "cumulative"), lambda: budget.cumulative(summed, context.filters.fiscal_year)
    )
    share = summed[Funder.DEPARTMENT.value]
    alt = "Cumul de la part du Département à la fin de chaque exercice : " + " ; ".join(
        f"{year} : {formats.euros_round(cents)}" for year, cents in share.items()
    )
    frame, columns = by_year_columns(summed)
    chart(
        figure,
        Caption(alt, _source(context)),
        Equivalent(frame, columns, "Cumul à la fin de chaque exercice, en euros"),
        key="cumul",
    )
    explained(explanations.cumulative(summed, context.filters.fiscal_year))


def _employer(context: Context) -> None:
    st.header("Reste à charge moyen par poste", anchor=False)
    shares = loading.once(
        (*context.key, "mean-shares"), lambda: mean_shares(context.board.plans, context.posts)
    )
    figure = loading.once((*context.key, "employer-steps"), lambda: budget.employer_steps(shares))
    alt = "Reste à charge moyen par poste : " + " ; ".join(
        f"{category}, année {year} : {formats.euros_round(cents)}"
        for category, year, cents in zip(
            shares["category"], shares["scheme_year"], shares["mean_cents"], strict=True
        )
    )
    columns = [
        Column("category", "Catégorie d’employeur"),
        Column("scheme_year", "Année de convention", Kind.INTEGER),
        Column("posts", "Postes", Kind.INTEGER),
        Column("mean_cents", "Reste à charge moyen", Kind.EUROS),
    ]
    chart(
        figure,
        Caption(
            alt,
            "Moyenne des postes en vue, quotités et montants délibérés confondus, avant tout rendu. "
            f"En euros par année de convention. {context.source}.",
            budget.CATEGORY_COLOURS.items(),
        ),
        Equivalent(shares, columns, "Reste à charge moyen de l’employeur, en euros par poste"),
        key="reste-a-charge",
    )
    explained(explanations.employer_shares(shares))


@st.fragment
def _groups(context: Context) -> None:
    """Draw the table; its controls redraw it alone, and leave the charts above as they are."""
    st.header("Le détail", anchor=False)
    left, right = st.columns(2)
    grouping = state.one(state.GROUPING, list(_GROUPINGS), next(iter(_GROUPINGS)))
    left.segmented_control(
        "Regrouper par",
        list(_GROUPINGS),
        format_func=lambda key: _GROUPINGS[key][0],
        required=True,
        **state.wiring(state.GROUPING),
    )
    funders = [
        Funder.DEPARTMENT.value,
        _ALL_FUNDERS,
        *(f.value for f in Funder if f is not Funder.DEPARTMENT),
    ]
    funder = state.one(state.FUNDER, funders, funders[0])
    right.selectbox("Financeur", funders, filter_mode=None, **state.wiring(state.FUNDER))
    key = (*context.key, "groups", grouping, funder)
    frame, columns, total = loading.once_long(key, lambda: _grouped(context, grouping, funder))
    caption = f"{funder}, en euros, lecture « {context.filters.reading} »"
    table(frame, columns, caption, name=f"budget-{grouping}", source=context.source, total=total, key=key)
    address.write()


def _grouped(context: Context, grouping: str, funder: str) -> tuple[pd.DataFrame, list[Column], pd.Series]:
    heading, keys = _GROUPINGS[grouping]
    funders = tuple(Funder) if funder == _ALL_FUNDERS else (Funder(funder),)
    movements = context.movements
    if "employer" in keys:
        # Two spellings of one structure are one line.
        structures = context.board.posts.set_index("row")["structure"]
        movements = movements.assign(employer=movements["row"].map(structures))
    whole = by_group(movements, context.filters.reading, keys, funders)
    years = [name for name in whole.columns if name != TOTAL]
    flat = whole.rename(columns=str).reset_index()
    if keys == ["epci_code"]:
        epci = context.board.reference.epci.set_index("code")["name"]
        flat["epci_code"] = (
            flat["epci_code"].map(lambda code: epci.get(code, code)).fillna("Sans territoire connu")
        )
    columns = [Column(keys[0], heading)]
    if len(keys) > 1:
        columns.append(Column("employer", "Structure"))
    columns += [Column(str(year), f"{year}", Kind.EUROS) for year in years]
    columns.append(Column(TOTAL, "Total", Kind.EUROS))
    return flat.iloc[:-1], columns, flat.iloc[-1]


def _source(context: Context) -> str:
    reading = context.filters.reading
    posts = loading.once(
        (*context.key, "posts-counted"), lambda: len(of_reading(context.movements, reading)["row"].unique())
    )
    return f"En euros, lecture « {reading} », {formats.count(posts, 'poste')}. {context.source}."
