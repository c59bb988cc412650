"""Budget, section « Enveloppes »: votes against commitments and payments, by exercice and territory."""

import streamlit as st
from pandas import DataFrame

from maynum_dash.analysis.steering import evidence
from maynum_dash.analysis.steering.burndown import BurnDown, Line, commitment_burndown, payment_burndown
from maynum_dash.analysis.steering.envelopes import AE, CP, yearly_table
from maynum_dash.rendering import formats
from maynum_dash.rendering.charts import envelopes as charts
from maynum_dash.rendering.explanations import budget as explanations
from maynum_dash.rendering.explanations import envelopes
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.ui import loading, watching
from maynum_dash.ui.components.card import why
from maynum_dash.ui.components.chart import Caption, Equivalent, chart
from maynum_dash.ui.components.columns import MONEY_ROWS, PAYMENT_ROWS, VOTE_ROWS
from maynum_dash.ui.components.entry import entry
from maynum_dash.ui.components.position import territories
from maynum_dash.ui.components.strip import explained, strip
from maynum_dash.ui.frame import Context

_PAYMENT_LINES = {
    Line.VOTED: "Voté",
    Line.COMMITTED: "Engagé : à payer selon les conventions",
    Line.PAID: "Versé",
    Line.PROJECTED: "Projeté",
}
_COMMITMENT_LINES = {
    Line.VOTED: "Voté, cumul",
    Line.COMMITTED: "Engagé, cumul",
    Line.PAID: "Versé, cumul",
    Line.PROJECTED: "Projeté, au rythme des 365 derniers jours",
}
_YEARS = [
    Column("year", "Exercice"),
    Column("ae_voted_cents", "AE votée", Kind.EUROS),
    Column("ae_committed_cents", "AE engagée", Kind.EUROS),
    Column("ae_left_cents", "AE disponible", Kind.EUROS),
    Column("ae_left_total_cents", "AE disponible, cumul", Kind.EUROS),
    Column("cp_bp_cents", "CP : BP", Kind.EUROS),
    Column("cp_dm_cents", "CP : DM", Kind.EUROS),
    Column("cp_bs_cents", "CP : BS", Kind.EUROS),
    Column("cp_other_cents", "CP : autres votes", Kind.EUROS),
    Column("cp_voted_cents", "CP voté", Kind.EUROS),
    Column("cp_paid_cents", "Mandaté", Kind.EUROS),
    Column("rate_pct", "Taux d’exécution", Kind.PERCENT),
    Column("cp_left_cents", "Reste à mandater", Kind.EUROS),
    Column("cp_due_cents", "Échéancier des conventions", Kind.EUROS),
]
_STEPS = [
    Column("line", "Ligne"),
    Column("day", "À partir du", Kind.DAY),
    Column("total_cents", "Cumul", Kind.EUROS),
]


def draw(context: Context) -> None:
    """Draw the section."""
    board, year, day = context.board, context.filters.fiscal_year, context.today
    workbook = board.workbook
    key = (board.key, day, year, watching.delay())
    yearly = loading.once(
        (board.key, "yearly"),
        lambda: yearly_table(workbook.envelopes, board.movements, workbook.payments),
    )
    if context.filters.narrows:
        st.info(
            "Les votes ne sont pas répartis par territoire : les enveloppes comptent tous les postes. Le "
            "tableau par intercommunalité et structure suit les filtres.",
            icon=":material/info:",
        )
    if workbook.envelopes.empty:
        st.info(
            "Aucune enveloppe n’est saisie. Remplissez la feuille « Enveloppes » du classeur, ou la "
            "saisie en bas de ce volet.",
            icon=":material/account_balance:",
        )
    _figures(context, yearly, year)
    ledger = watching.watch(context).ledger
    paid = loading.once((*key, "cp"), lambda: payment_burndown(workbook.envelopes, ledger, year, day))
    committed = loading.once(
        (*key, "ae"),
        lambda: commitment_burndown(workbook.envelopes, board.movements, workbook.payments, day),
    )
    left, right = st.columns(2, gap="large")
    with left:
        st.header(f"Les crédits de paiement {year}", anchor=False)
        _track(context, paid, _PAYMENT_LINES, "cp")
        explained(envelopes.payment_credits(paid))
    with right:
        st.header("Les autorisations d’engagement", anchor=False)
        _track(context, committed, _COMMITMENT_LINES, "ae")
        explained(envelopes.commitment_authorisations(committed))
    _years(context, yearly, year)
    territories(context)
    entry(context, "envelopes")


def _figures(context: Context, yearly: DataFrame, year: int) -> None:
    """Show what is voted, committed and paid in the exercice, each with its rows."""
    found = yearly[yearly["fiscal_year"] == year]
    line = found.iloc[0] if len(found) else None

    def amount(name: str) -> str:
        return formats.MISSING if line is None else formats.euros(line[name])

    strip(
        f"Autorisations d’engagement (AE), exercice {year}",
        {
            "AE votée": amount("ae_voted_cents"),
            "AE engagée": amount("ae_committed_cents"),
            "AE disponible": amount("ae_left_cents"),
            "AE disponible, cumul des exercices": amount("ae_left_total_cents"),
        },
    )
    names = {"cp_bp_cents": "BP", "cp_dm_cents": "DM", "cp_bs_cents": "BS", "cp_other_cents": "Autres votes"}
    shown = {
        name: amount(column)
        for column, name in names.items()
        if column in {"cp_bp_cents", "cp_dm_cents"}
        or (line is not None and formats.euros(line[column]) != formats.MISSING)
    }
    strip(
        f"Crédits de paiement (CP), exercice {year}",
        {
            **shown,
            "CP voté": amount("cp_voted_cents"),
            "Mandaté": amount("cp_paid_cents"),
            "Taux d’exécution": formats.MISSING if line is None else formats.percent(line["rate_pct"]),
            "Reste à mandater": amount("cp_left_cents"),
        },
    )
    board = context.board
    passport = evidence.Passport(context.source, context.today)
    votes, ledger = board.workbook.envelopes, watching.watch(context).ledger
    why(
        (evidence.voted(votes, AE, year, passport), VOTE_ROWS),
        (evidence.committed(board.movements, year, passport), MONEY_ROWS),
        (evidence.voted(votes, CP, year, passport), VOTE_ROWS),
        (evidence.paid(ledger, [year], f"Mandaté · Exercice {year}", passport), PAYMENT_ROWS),
        key="enveloppes",
    )


def _track(context: Context, track: BurnDown, names: dict[Line, str], key: str) -> None:
    ends = track.lines.drop_duplicates("line", keep="last")
    last = {Line(line): int(cents) for line, cents in zip(ends["line"], ends["total_cents"], strict=True)}
    alt = f"Consommation de l’enveloppe {key.upper()} jour après jour, à la fin : " + " ; ".join(
        f"{names[line]} : {formats.euros_round(cents)}" for line, cents in last.items()
    )
    if track.exhausted_on is not None:
        alt += f" ; épuisée le {formats.day_long(track.exhausted_on)}"
    chart(
        charts.burn_down(track, names),
        Caption(
            alt,
            f"En euros cumulés, part du Département, tous les postes. {context.source}.",
            [(names[line], charts.LINE_COLOURS[line]) for line in last],
        ),
        Equivalent(
            track.lines.assign(line=[names[Line(line)] for line in track.lines["line"]]),
            _STEPS,
            f"Enveloppe {key.upper()} : cumul à partir de chaque jour où il change, en euros",
        ),
        key=f"consommation-{key}",
    )


def _years(context: Context, yearly: DataFrame, year: int) -> None:
    st.header("Exercice par exercice", anchor=False)
    if yearly.empty:
        st.info("Aucun vote, engagement ni versement.", icon=":material/filter_alt_off:")
        return
    alt = "Crédits de paiement votés et mandatés, par exercice : " + " ; ".join(
        f"{one} : {formats.euros_round(voted)} votés, {formats.euros_round(paid)} mandatés"
        for one, voted, paid in zip(
            yearly["fiscal_year"], yearly["cp_voted_cents"], yearly["cp_paid_cents"], strict=True
        )
    )
    chart(
        charts.years(yearly),
        Caption(
            alt,
            f"En euros, part du Département, tous les postes. {context.source}.",
            charts.YEAR_COLOURS.items(),
        ),
        Equivalent(
            yearly.assign(year=yearly["fiscal_year"].astype("str")),
            _YEARS,
            "Enveloppes par exercice, en euros",
        ),
        key="enveloppes-exercices",
    )
    explained(explanations.yearly(yearly, year))
