"""Annex tables: money by EPCI and by structure, need and offer by EPCI."""

from typing import Final

import pandas as pd

from maynum_dash.analysis.money.pivots import TOTAL, by_group
from maynum_dash.domain.posts import Funder
from maynum_dash.rendering.formats import euros, integer
from maynum_dash.rendering.slides.model import Slide
from maynum_dash.rendering.slides.subject import Subject
from maynum_dash.rendering.slides.words import notes, table_of
from maynum_dash.rendering.tables import Column, Kind

_UNKNOWN: Final = "Sans territoire connu"
_SUMS: Final = ("population_15_plus", "people", "fte")


def by_epci(subject: Subject) -> tuple[Slide, ...]:
    """Département's share of each EPCI and fiscal year."""
    return _money(subject, "epci_code", "Intercommunalité", "annexe-epci", "Annexe : par intercommunalité")


def by_structure(subject: Subject) -> tuple[Slide, ...]:
    """Département's share of each structure and fiscal year."""
    return _money(subject, "structure", "Structure", "annexe-structures", "Annexe : par structure")


def coverage(subject: Subject) -> tuple[Slide, ...]:
    """Need and offer of each EPCI."""
    frame = subject.coverage.sort_values("rate_pct", ascending=False, na_position="last")
    columns = (
        Column("short_name", "Intercommunalité"),
        Column("population_15_plus", "15 ans et plus", Kind.INTEGER),
        Column("rate_pct", "Taux", Kind.PERCENT),
        Column("people", "Personnes", Kind.INTEGER),
        Column("fte", "ETP occupés", Kind.DECIMAL, 2),
        Column("fte_per_1000", "ETP pour 1 000", Kind.DECIMAL, 2),
        Column("quotient", "Quotient", Kind.DECIMAL, 2),
    )
    total = pd.Series({"short_name": "Total", **{name: frame[name].sum() for name in _SUMS}}, dtype=object)
    slide = Slide(
        "annexe-couverture",
        "Annexe : besoin et offre",
        f"{integer(subject.department.people)} personnes en illectronisme, territoire par territoire",
        table_of(frame, columns, "Besoin et offre par intercommunalité", total),
        f"{subject.stamp.source}. {subject.need_label}.",
        notes(
            "Offre : ETP des postes occupés, partagés entre les intercommunalités desservies. Quotient "
            ": part de "
            "l’offre ÷ part du besoin.",
            subject.stamp.source,
            (),
        ),
    )
    return (slide,)


def _money(subject: Subject, axis: str, heading: str, key: str, name: str) -> tuple[Slide, ...]:
    """Lay the Département's share out by group and fiscal year."""
    movements = subject.movements
    if movements.empty:
        return ()
    if axis == "structure":
        names = subject.board.posts.set_index("row")["structure"]
        movements = movements.assign(structure=movements["row"].map(names))
    whole = by_group(movements, subject.reading, [axis], (Funder.DEPARTMENT,))
    years = [year for year in whole.columns if year != TOTAL]
    flat = whole.rename(columns=str).reset_index(names=axis)
    if axis == "epci_code":
        flat[axis] = [
            subject.epci_names.get(code, code) if isinstance(code, str) else _UNKNOWN for code in flat[axis]
        ]
    columns = (
        Column(axis, heading),
        *(Column(str(year), str(year), Kind.EUROS) for year in years),
        Column(TOTAL, "Total", Kind.EUROS),
    )
    body = flat.iloc[:-1].sort_values(TOTAL, ascending=False, kind="stable")
    slide = Slide(
        key,
        name,
        f"La part du Département, {heading.lower()} par {heading.lower()} : "
        f"{euros(int(flat[TOTAL].iloc[-1]))}",
        table_of(
            body, columns, f"Part du Département par {heading.lower()} et exercice, en euros", flat.iloc[-1]
        ),
        subject.money_source,
        notes(
            "Somme des montants du Département de chaque poste ; le territoire est celui de l’employeur.",
            subject.stamp.source,
            (),
        ),
    )
    return (slide,)
