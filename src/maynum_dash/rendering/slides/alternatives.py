"""Slides of scenarios beside what is known: euros by exercice, coverage at the end of each."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from maynum_dash.analysis.comparison.bridge import Scope
from maynum_dash.analysis.scenario.alternatives import Side, beside, coverage_by_year, years_ahead
from maynum_dash.analysis.scenario.supposed import supposed
from maynum_dash.domain.posts import Funder
from maynum_dash.rendering import moves
from maynum_dash.rendering.charts.scenarios import COLOURS
from maynum_dash.rendering.formats import decimal, euros, euros_round, euros_signed
from maynum_dash.rendering.slides.hypotheses import origin, source
from maynum_dash.rendering.slides.model import KeyFigure, Slide
from maynum_dash.rendering.slides.proofs import Chart, Measure, Series, Shape, Table
from maynum_dash.rendering.slides.subject import Subject
from maynum_dash.rendering.slides.words import notes, table_of
from maynum_dash.rendering.tables import Column, Kind

MOST: Final = 3  # scenarios that a chart of a slide tells apart
_SAID: Final = 2  # scenarios that a title compares
_DENSITY: Final = "ETP pour 1 000 personnes en illectronisme, au 31 décembre de chaque année."
_ACCENTS: Final = (4, 1, 3, 2)  # ranks of the same colours in the theme of a deck


def department(subject: Subject) -> tuple[Slide, ...]:
    """Département's euros of each exercice, known and supposed."""
    return _euros(subject, Funder.DEPARTMENT, "scenarios-euros", "Part du Département")


def employers(subject: Subject) -> tuple[Slide, ...]:
    """Employers' euros of each exercice, known and supposed."""
    return _euros(subject, Funder.EMPLOYER, "scenarios-employeurs", "Part des employeurs")


def coverage(subject: Subject) -> tuple[Slide, ...]:
    """FTE for 1 000 people at the end of each exercice, known and supposed."""
    outcomes = subject.outcomes[:MOST]
    if not outcomes:
        return ()
    states = [supposed(subject.start), *(one.state for one in outcomes)]
    table = coverage_by_year(states, subject.needs, years_ahead(outcomes, subject.today))
    names = _names(subject)
    years = tuple(str(year) for year in table["fiscal_year"])
    series = _series(table, [f"density_{rank}" for rank in range(len(names))], names)
    columns = [Column("fiscal_year", "31 décembre")]
    for rank, name in enumerate(names):
        columns += [
            Column(f"fte_{rank}", f"ETP, {name}", Kind.DECIMAL, 1),
            Column(f"density_{rank}", f"Pour 1 000, {name}", Kind.DECIMAL, 2),
        ]
    caption = "ETP en place au 31 décembre, et ETP pour 1 000 personnes en illectronisme"
    said = " ; ".join(
        f"{one.name}, {_dated(years[0], one.values[0])} et {_dated(years[-1], one.values[-1])}"
        for one in series
    )
    chart = Chart(
        Shape.LINES,
        Measure.DENSITY,
        years,
        series,
        f"Courbes des ETP pour 1 000 personnes en illectronisme : {said}",
        table_of(table.assign(fiscal_year=list(years)), columns, caption),
    )
    return (
        Slide(
            "scenarios-couverture",
            "Scénarios : couverture",
            _covered(years, series),
            chart,
            f"{source(subject, _DENSITY)} {subject.need_label}.",
            notes(
                "Un poste compte tant que sa convention court et qu’il a un conseiller. Dans les données "
                "actuelles, aucune convention n’est encore renouvelée : la courbe descend avec leurs fins.",
                origin(subject),
                (f"{one.name} : {', '.join(map(_dated, years, one.values))}" for one in series),
            ),
            lead=_DENSITY,
        ),
    )


def _euros(subject: Subject, funder: Funder, key: str, who: str) -> tuple[Slide, ...]:
    """Put the euros of each exercice side by side, with their totals."""
    outcomes = subject.outcomes[:MOST]
    scope = Scope(subject.reading, (funder,))
    table = beside(subject.totals, outcomes, scope, Side.YEAR)
    if not outcomes or table.empty:
        return ()
    names = _names(subject)
    columns = ["before_cents", *(f"after_{rank}_cents" for rank in range(len(outcomes)))]
    sums = [int(table[column].sum()) for column in columns]
    series = _series(table, columns, names)
    alt = " ; ".join(
        f"{name} : {euros_round(cents)} en tout" for name, cents in zip(names, sums, strict=True)
    )
    years = tuple(str(year) for year in table["key"])
    chart = Chart(
        Shape.CLUSTERED,
        Measure.CENTS,
        years,
        series,
        f"Colonnes côte à côte, {who.lower()} par exercice. {alt}",
        _table(table, names, f"{who} par exercice, en euros"),
    )
    return (
        Slide(
            key,
            f"Scénarios : {who.lower()}",
            f"{who} : {_moved(names, sums)}",
            chart,
            source(subject),
            notes(
                "Données actuelles + écarts = scénario, exercice par exercice, au centime.",
                origin(subject),
                (
                    f"{one.name}, {year} : {euros(int(cents or 0))}"
                    for one in series
                    for year, cents in zip(years, one.values, strict=True)
                    if cents
                ),
            ),
            aside=tuple(
                _total(name, cents, sums[0] if rank else None)
                for rank, (name, cents) in enumerate(zip(names, sums, strict=True))
            ),
        ),
    )


def _names(subject: Subject) -> list[str]:
    return [moves.REAL, *(one.scenario.name for one in subject.outcomes[:MOST])]


def _series(table: pd.DataFrame, columns: Sequence[str], names: Sequence[str]) -> tuple[Series, ...]:
    return tuple(
        Series(
            name,
            tuple(None if pd.isna(value) else value for value in table[column].tolist()),
            COLOURS[rank],
            _ACCENTS[rank],
        )
        for rank, (name, column) in enumerate(zip(names, columns, strict=True))
    )


def _table(table: pd.DataFrame, names: Sequence[str], caption: str) -> Table:
    """Write the euros of each exercice, and the difference of each scenario."""
    shown = table.assign(key=table["key"].astype("str"))
    columns = [Column("key", "Exercice"), Column("before_cents", moves.REAL, Kind.EUROS)]
    for rank, name in enumerate(names[1:]):
        columns += [
            Column(f"after_{rank}_cents", name, Kind.EUROS),
            Column(f"difference_{rank}_cents", f"Écart, {name}", Kind.DIFFERENCE),
        ]
    total = pd.Series({"key": "Total", **shown.drop(columns="key").sum().to_dict()}, dtype=object)
    return table_of(shown, columns, caption, total)


def _total(name: str, cents: int, known: int | None) -> KeyFigure:
    """Write the total of a scenario beside what is known; ``None`` for what is known itself."""
    if known is None:
        return KeyFigure(name, euros(cents), "toutes années")
    return KeyFigure(name, euros(cents), euros_signed(cents - known) if cents != known else "aucun écart")


def _moved(names: Sequence[str], sums: Sequence[int]) -> str:
    """Say what the scenarios that change most bring."""
    found = sorted(range(1, len(sums)), key=lambda rank: -abs(sums[rank] - sums[0]))[:_SAID]
    if all(cents == sums[0] for cents in sums):
        return "aucun écart, quel que soit le scénario"
    return " ; ".join(f"{_round(sums[rank] - sums[0])} avec « {names[rank]} »" for rank in sorted(found))


def _round(cents: int) -> str:
    """Write a difference without its cents, which the table has."""
    if not cents:
        return "aucun écart"
    return f"+{euros_round(cents)}" if cents > 0 else euros_round(cents)


def _covered(years: Sequence[str], series: Sequence[Series]) -> str:
    """Say where a scenario is furthest from what is known."""
    known, *others = series
    far = [
        (abs((value or 0) - (known.values[place] or 0)), -place, one)
        for one in others
        for place, value in enumerate(one.values)
    ]
    gap, place, one = max(far, key=lambda found: found[:2])
    if not gap:
        return "Aucun de ces scénarios ne change la couverture"
    return (
        f"Fin {years[-place]}, {_written(one.values[-place])} ETP pour 1 000 personnes avec « {one.name} », "
        f"{_written(known.values[-place])} sans rien changer"
    )


def _written(value: float | None) -> str:
    return "–" if value is None else decimal(value, 2)


def _dated(year: str, value: float | None) -> str:
    return f"{_written(value)} fin {year}"
