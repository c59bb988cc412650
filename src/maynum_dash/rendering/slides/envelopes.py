"""Slide of the envelopes: what is voted, committed and paid, year after year."""

from typing import Final

from maynum_dash.analysis.steering.envelopes import CP, voted_cents, yearly_table
from maynum_dash.rendering.formats import euros, euros_round, percent
from maynum_dash.rendering.slides.model import Slide
from maynum_dash.rendering.slides.subject import Subject
from maynum_dash.rendering.slides.words import notes, table_of
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.sources.perimeter import perimeter

_COLUMNS: Final = (
    Column("fiscal_year", "Exercice"),
    Column("ae_voted_cents", "AE votée", Kind.EUROS),
    Column("ae_committed_cents", "AE engagée", Kind.EUROS),
    Column("ae_left_cents", "AE disponible", Kind.EUROS),
    Column("cp_voted_cents", "CP votés", Kind.EUROS),
    Column("cp_paid_cents", "Mandaté", Kind.EUROS),
    Column("cp_left_cents", "Reste à mandater", Kind.EUROS),
)


def execution(subject: Subject) -> tuple[Slide, ...]:
    """Votes, commitments and payments of each fiscal year; nothing when no envelope is written."""
    board, year = subject.board, subject.fiscal_year
    workbook = board.workbook
    if workbook.envelopes.empty:
        return ()
    frame = yearly_table(workbook.envelopes, board.movements, workbook.payments)
    paid = int(frame.loc[frame["fiscal_year"] == year, "cp_paid_cents"].sum())
    voted = voted_cents(workbook.envelopes, CP, year)
    title = (
        f"En {year}, {euros_round(paid)} sont mandatés sur {euros_round(voted)} de crédits votés "
        f"({percent(paid / voted * 100)})"
        if voted
        else f"Aucun crédit de paiement n’est voté pour {year} ; {euros_round(paid)} sont mandatés"
    )
    shown = frame.assign(fiscal_year=frame["fiscal_year"].astype("str"))
    return (
        Slide(
            "enveloppes",
            "Enveloppes",
            title,
            table_of(
                shown, _COLUMNS, "Autorisations d’engagement (AE) et crédits de paiement (CP), en euros"
            ),
            f"{subject.stamp.source}. En euros, {perimeter().entire}, quels que soient les filtres.",
            notes(
                "AE disponible : votée moins engagée. Reste à mandater : CP votés moins mandaté. Un tiret : "
                "rien n’est voté, ce qui n’est pas un vote de zéro.",
                subject.stamp.source,
                (
                    f"Exercice {one} : {euros(cents)} de CP votés"
                    for one in (year, year + 1)
                    if (cents := voted_cents(workbook.envelopes, CP, one)) is not None
                ),
            ),
        ),
    )
