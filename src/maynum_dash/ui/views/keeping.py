"""Garder la couverture: what the renewal rate does to the total, and the least envelope that keeps posts."""

from datetime import date
from typing import Final

import pandas as pd
import streamlit as st

from maynum_dash.analysis.comparison.bridge import Scope
from maynum_dash.analysis.scenario.alternatives import by_rate, offer_on
from maynum_dash.analysis.scenario.keeping import Keeping, least_envelope
from maynum_dash.analysis.scenario.outcome import fingerprint
from maynum_dash.analysis.scenario.presets import AHEAD, horizon
from maynum_dash.analysis.scenario.supposed import supposed
from maynum_dash.domain.coverage import density_per_1000
from maynum_dash.domain.moves import Chosen, Renewal, Scenario
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.rendering import formats, moves
from maynum_dash.rendering.charts import scenarios as charts
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.sources.perimeter import perimeter
from maynum_dash.ui import address, loading, state
from maynum_dash.ui.comparing import name
from maynum_dash.ui.components.chart import Caption, Equivalent, chart
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context
from maynum_dash.ui.playing import Start, offered, redraft, start

_SHARE: Final = Scope(Reading.SIGNATURE, (Funder.DEPARTMENT,))
_HYPOTHESES: Final = (
    "Hypothèses : chaque convention qui finit d’ici là est renouvelée une fois au plus, pour 36 mois, avec "
    "un conseiller ; son coût est la part du Département sur trois ans, au barème du jour de la décision ; "
    "la couverture est celle de tout le département. Le minimum est exact, au centième d’ETP. À coût égal, "
    "les fins les plus proches d’abord."
)


def draw(context: Context) -> None:
    """Draw the part; a control redraws it alone."""
    _explorer(context)


@st.fragment
def _explorer(context: Context) -> None:
    begun = start(context)
    _sensitivity(begun)
    _least(begun)
    address.write()


def _sensitivity(begun: Start) -> None:
    st.header("Si plus ou moins de conventions sont renouvelées", anchor=False)
    known = offered(begun)
    tokens = list(known)
    token = state.one(state.PLAYED, tokens, "renouveles")
    st.selectbox(
        "Scénario dont la part renouvelée varie de 0 à 100 %",
        tokens,
        format_func=lambda one: name(one, known[one]),
        **state.wiring(state.PLAYED, "page"),
        filter_mode=None,
    )
    day = begun.context.today
    scenario = known[token].scenario
    key = (*begun.key, fingerprint(scenario), "sensitivity")
    rows = loading.once(key, lambda: by_rate(begun.board, scenario, _SHARE, day, horizon(day)))
    low, high = int(rows["amount_cents"].iloc[0]), int(rows["amount_cents"].iloc[-1])
    step = formats.euros_round((high - low) // 10)
    st.html(
        f'<p class="mn-sentence">Part du Département, toutes années : de {formats.euros(low)} si rien n’est '
        f"renouvelé à {formats.euros(high)} si tout l’est ; en moyenne, dix points de renouvellement de plus "
        f"coûtent {step}.</p>"
    )
    alt = " ; ".join(
        f"{rate} % : {formats.euros_round(cents)}"
        for rate, cents in zip(rows["rate_pct"], rows["amount_cents"], strict=True)
    )
    chart(
        loading.once((*key, "chart"), lambda: charts.sensitivity(rows)),
        Caption(
            f"Part du Département selon la part de conventions renouvelées. {alt}",
            "En euros, toutes années, les quatre lectures donnant le même total. Supposition, "
            f"{moves.NOT_DATA}, à partir de : {begun.source}.",
        ),
        Equivalent(
            rows,
            [
                Column("rate_pct", "Conventions renouvelées", Kind.PERCENT, 0),
                Column("amount_cents", "Part du Département", Kind.EUROS),
            ],
            "Part du Département selon la part de conventions renouvelées, en euros",
        ),
        key="sensibilite",
    )


def _least(begun: Start) -> None:
    st.header("La plus petite enveloppe qui garde la couverture", anchor=False)
    today = begun.context.today
    years = list(range(today.year, today.year + AHEAD + 1))
    year = state.one(state.HORIZON, years, today.year + 1)
    present = float(offer_on(supposed(begun.board), today).sum())
    left, right = st.columns(2, gap="large")
    left.selectbox("Au 31 décembre", years, **state.wiring(state.HORIZON, "page"), filter_mode=None)
    wanted = state.number(state.WANTED, 0.0, 10_000.0, round(present, 2))
    right.number_input(
        f"Équivalents temps plein (ETP) à garder {perimeter().within}",
        0.0,
        10_000.0,
        step=0.5,
        format="%g",
        **state.wiring(state.WANTED, "page"),
    )
    day = date(year, 12, 31)
    found = loading.once(
        (*begun.key, day, wanted, "least"),
        lambda: least_envelope(supposed(begun.board), today, day, wanted),
    )
    _told(begun, found, day, present)
    if found.post_ids:
        _plan(begun, found, day)


def _told(begun: Start, found: Keeping, day: date, present: float) -> None:
    people = float(begun.needs["people"].sum())
    density = formats.decimal(density_per_1000(found.fte, people), 2)
    kept = formats.count(len(found.post_ids), "convention")
    cost, then = formats.euros(found.cents), formats.day_long(day)
    fte = formats.decimal(found.fte, 2)
    reached = f"{fte} ETP au {then}, soit {density} pour 1 000 personnes en illectronisme"
    missing = formats.decimal(found.missing_fte, 2)
    said = (
        f"Renouveler {kept} suffit : {cost} à engager par le Département sur trois ans, pour {reached}."
        if not found.missing_fte
        else f"Même en renouvelant tout ({kept}, {cost}), il manque {missing} ETP au {then} : il faut aussi "
        "des postes nouveaux."
    )
    if not found.post_ids and not found.missing_fte:
        said = f"Rien n’est à renouveler : il reste {reached}."
    st.html(f'<p class="mn-sentence" role="status">{html_text(said)}</p>')
    st.caption(f"Aujourd’hui : {formats.decimal(present, 2)} ETP en place. {_HYPOTHESES}")


def _plan(begun: Start, found: Keeping, day: date) -> None:
    """Say when the envelope is needed, and offer the scenario."""
    scenario = Scenario(
        f"Garder {formats.decimal(found.wanted_fte, 2)} ETP fin {day.year}",
        (Renewal(day, Chosen.ONLY, post_ids=found.post_ids),),
    )
    steps = begun.outcome(scenario).steps
    lines = steps[steps["funder"] == Funder.DEPARTMENT.value]
    wide = lines.pivot_table(index="fiscal_year", columns="reading", values="amount_cents", aggfunc="sum")
    wide = (
        wide.reindex(columns=[reading.value for reading in Reading]).fillna(0).astype("int64").reset_index()
    )
    headings = {Reading.SIGNATURE: "AE, à la signature", Reading.PAYMENT: "CP, au paiement"}
    columns = [
        Column("fiscal_year", "Exercice"),
        *(Column(reading.value, heading, Kind.EUROS) for reading, heading in headings.items()),
    ]
    sums = wide.drop(columns="fiscal_year").sum()
    table(
        wide.assign(fiscal_year=wide["fiscal_year"].astype("str")),
        columns,
        "Enveloppe nécessaire au Département, en plus de ce qui est déjà engagé, en euros",
        name="scenarios-enveloppe",
        source=f"Supposition, {moves.NOT_DATA}, à partir de : {begun.source}",
        total=pd.Series({"fiscal_year": "Total", **sums.to_dict()}, dtype=object),
    )
    st.button(
        "Reprendre comme scénario",
        icon=":material/alt_route:",
        on_click=_take,
        args=(scenario,),
        key="keeping-take",
    )


def _take(scenario: Scenario) -> None:
    redraft(scenario)
    st.session_state.pop(state.DRAFT_ID, None)
    state.choose(state.PART, "composer")
