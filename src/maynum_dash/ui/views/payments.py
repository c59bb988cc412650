"""Budget, section « Paiements »: what is due, what is late, what is ready, month by month."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from pandas import DataFrame

from maynum_dash.analysis.steering.arrears import payable_table
from maynum_dash.analysis.steering.ledger import Ledger
from maynum_dash.analysis.steering.projection import cash_plan
from maynum_dash.analysis.steering.watch import Watch
from maynum_dash.domain.allotment import InstalmentState
from maynum_dash.rendering import formats
from maynum_dash.rendering.charts import payments as charts
from maynum_dash.rendering.explanations import envelopes
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import loading, state, watching
from maynum_dash.ui.components.chart import Caption, Equivalent, chart
from maynum_dash.ui.components.entry import entry
from maynum_dash.ui.components.strip import explained, strip
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context

_PAYABLE = [
    Column("post_id", "Poste"),
    Column("due_on", "Échéance", Kind.DAY),
    Column("structure", "Structure", is_wide=True),
    Column("kind", "Nature"),
    Column("amount_cents", "Montant", Kind.EUROS),
    Column("paid_cents", "Déjà versé", Kind.EUROS),
    Column("remaining_cents", "Reste", Kind.EUROS),
    Column("state", "État"),
    Column("ready", "Prêt"),
    Column("missing", "Ce qui manque", is_wide=True),
]
_PARTS = [
    Column("post_id", "Poste"),
    Column("paid_on", "Versé le", Kind.DAY),
    Column("structure", "Structure", is_wide=True),
    Column("order_number", "N° mandat"),
    Column("kind", "Nature"),
    Column("amount_cents", "Montant", Kind.EUROS),
    Column("pays", "Paie l’échéance"),
    Column("payment_row", "Ligne du classeur", Kind.INTEGER),
]
_MONTHS = [
    Column("name", "Mois"),
    *(Column(field, name, Kind.EUROS) for field, name in charts.NAMES.items()),
    Column("total_cents", "Total", Kind.EUROS),
    Column("cumulative_cents", "Cumul", Kind.EUROS),
]


def draw(context: Context) -> None:
    """Draw the section."""
    year = context.filters.fiscal_year
    watch = watching.watch(context)
    key = (*context.key, watch.key)
    ledger = loading.once_long((*key, "ledger"), lambda: _seen(context, watch.ledger))
    payable = loading.once_long((*key, "payable"), lambda: _payable(context, watch, year))
    _figures(ledger, payable, year, context.today)
    st.header(f"Plan de trésorerie {year}", anchor=False)
    _cash(context, cash_plan(ledger, year, context.today), year)
    st.header(f"À verser d’ici la fin de {year}", anchor=False)
    _to_pay(context, payable, year)
    st.header("Versements et échéances payées", anchor=False)
    _matched(context, ledger, key)
    entry(context, "payments")


def _seen(context: Context, ledger: Ledger) -> Ledger:
    """Keep the posts in view; payments of unknown posts belong to the whole only."""
    if not context.filters.narrows:
        return ledger
    ids = context.posts["post_id"]
    return Ledger(
        ledger.instalments[ledger.instalments["post_id"].isin(ids)],
        ledger.parts[ledger.parts["post_id"].isin(ids)],
    )


def _payable(context: Context, watch: Watch, year: int) -> DataFrame:
    """List what falls due up to the end of the exercice, or is late."""
    lines = payable_table(watch)
    kept = lines[
        lines["post_id"].isin(context.posts["post_id"]) & (lines["due_on"] <= pd.Timestamp(year, 12, 31))
    ]
    is_known = not watch.board.workbook.criteria.empty
    words = {True: "oui", False: "non"} if is_known else {True: "–", False: "–"}
    documents = kept["without_document"]
    documents = documents.where(documents == "", "pièce : " + documents)
    both = (kept["lacking"] != "") & (documents != "")
    missing = kept["lacking"] + pd.Series(" ; ", index=kept.index).where(both, "") + documents
    return kept.assign(ready=kept["is_ready"].map(words).astype("str"), missing=missing if is_known else "–")


def _figures(ledger: Ledger, payable: DataFrame, year: int, today: date) -> None:
    rest = payable["remaining_cents"]
    states = payable["state"]
    late = rest[states == InstalmentState.OVERDUE.value].sum()
    is_due = payable["due_on"] <= pd.Timestamp(today)
    due = rest[(rest > 0) & is_due & (states != InstalmentState.OVERDUE.value)].sum()
    ready = rest[(payable["ready"] == "oui") & (rest > 0)].sum()
    back = rest[states == InstalmentState.TO_RECOVER.value].sum()
    in_year = ledger.parts.loc[ledger.parts["fiscal_year"] == year, "amount_cents"].sum()
    strip(
        f"Part du Département, exercice {year}",
        {
            f"Versé en {year}": formats.euros(int(in_year)),
            "En retard": formats.euros(int(late)),
            "Échu, dans le délai": formats.euros(int(due)),
            f"Prêt à verser d’ici fin {year}": formats.euros(int(ready)),
            "Avoirs à récupérer": formats.euros(-int(back)),
            "Versé sans échéance": formats.euros(int(ledger.unallotted["amount_cents"].sum())),
        },
    )


def _cash(context: Context, plan: DataFrame, year: int) -> None:
    explained(envelopes.cash_plan(plan, year))
    months = [formats.month_long(day) for day in plan["month"]]
    alt = f"Versements du Département en {year}, mois par mois : " + " ; ".join(
        f"{month} : {formats.euros_round(cents)}"
        for month, cents in zip(months, plan["total_cents"], strict=True)
    )
    chart(
        charts.cash_plan(plan),
        Caption(
            alt,
            f"En euros, part du Département. Ce qui est échu et impayé est prévu demain. {context.source}.",
            charts.COLOURS.items(),
        ),
        Equivalent(plan.assign(name=months), _MONTHS, f"Versements faits et prévus en {year}, en euros"),
        key="tresorerie",
    )


def _to_pay(context: Context, payable: DataFrame, year: int) -> None:
    days = watching.delay()
    left, right = st.columns([2, 5], vertical_alignment="bottom")
    left.number_input(
        "Délai de versement admis, en jours [A]",
        0,
        watching.LONGEST_DELAY,
        step=1,
        **_delay_widget(days),
    )
    right.html(
        '<p class="mn-source">Une échéance est « échue » à sa date, « en retard » passé ce délai. Elle est '
        "« prête » quand tous les critères du poste sont remplis ; un avoir n’en demande aucun.</p>"
    )
    if payable.empty:
        st.success(f"Rien ne reste à verser d’ici la fin de {year}.", icon=":material/check_circle:")
        return
    total = pd.Series(
        {
            "post_id": "Total",
            **{name: payable[name].sum() for name in ("amount_cents", "paid_cents", "remaining_cents")},
        },
        dtype=object,
    )
    table(
        payable,
        _PAYABLE,
        f"Échéances non soldées d’ici la fin de {year}, part du Département, en euros",
        name="a-verser",
        source=context.source,
        total=total,
    )


def _delay_widget(days: int) -> dict[str, Any]:
    """Tie the field to the choice, which the address may have given as a text."""
    st.session_state[state.DELAY] = days
    return state.wiring(state.DELAY, "page")


def _matched(context: Context, ledger: Ledger, key: tuple[object, ...]) -> None:
    parts = ledger.parts
    if parts.empty:
        st.info(
            "Aucun versement n’est saisi : ce qui est échu est peut-être payé, et aucun retard n’est dit. "
            "Remplissez la feuille « Versements » du classeur, ou saisissez-les ci-dessous.",
            icon=":material/payments:",
        )
        return
    lost = int(ledger.unallotted["amount_cents"].sum())
    explained(
        f"{formats.euros(ledger.paid_cents)} versés = {formats.euros(ledger.paid_cents - lost)} qui paient "
        f"des échéances + {formats.euros(lost)} sans échéance."
    )
    shown = parts.assign(
        pays=[formats.day_short(day) if pd.notna(day) else "aucune" for day in parts["due_on"]]
    ).iloc[::-1]
    table(
        shown,
        _PARTS,
        "Ce que paie chaque versement, le plus récent d’abord, en euros",
        name="versements",
        source=context.source,
        total=pd.Series({"post_id": "Total", "amount_cents": ledger.paid_cents}, dtype=object),
        key=key,
    )
