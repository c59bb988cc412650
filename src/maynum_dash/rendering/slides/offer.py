"""Slides of coverage: densities with their uncertainty, share of the need and of the offer."""

import pandas as pd

from maynum_dash.domain.coverage import Standing
from maynum_dash.rendering import palette
from maynum_dash.rendering.charts.coverage import SHARES
from maynum_dash.rendering.formats import decimal, percent
from maynum_dash.rendering.slides.model import Slide
from maynum_dash.rendering.slides.proofs import Chart, Measure, Rule, Series, Shape
from maynum_dash.rendering.slides.subject import Subject
from maynum_dash.rendering.slides.words import notes, table_of
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.sources.perimeter import perimeter


def densities(subject: Subject) -> tuple[Slide, ...]:
    """FTE for 1 000 people of each EPCI, with the 95 % interval."""
    coverage, department = subject.coverage, subject.department
    rows = coverage[coverage["fte_per_1000"].notna() & ~coverage["is_partial"]]
    rows = rows.sort_values("fte_per_1000", ascending=False)
    if rows.empty or department.fte_per_1000 is None:
        return ()
    apart = int(rows["standing"].isin([Standing.ABOVE, Standing.BELOW]).sum())
    names = tuple(rows["short_name"])
    values = tuple(float(value) for value in rows["fte_per_1000"])
    alt = "ETP pour 1 000 personnes en illectronisme : " + " ; ".join(
        f"{name} {decimal(value)}" for name, value in zip(names, values, strict=True)
    )
    columns = (
        Column("short_name", "Intercommunalité"),
        Column("fte_per_1000", "ETP pour 1 000", Kind.DECIMAL, 2),
        Column("ci_low", "Borne basse", Kind.DECIMAL, 2),
        Column("ci_high", "Borne haute", Kind.DECIMAL, 2),
        Column("standing", "Situation"),
    )
    series = Series(
        "ETP pour 1 000 personnes",
        values,
        palette.ACCENT,
        low=tuple(float(value) for value in rows["ci_low"]),
        high=tuple(float(value) for value in rows["ci_high"]),
    )
    return (
        Slide(
            "couverture",
            "Densité et incertitude",
            f"{decimal(department.fte_per_1000)} ETP pour 1 000 personnes {perimeter().within} ; "
            f"{_apart(apart, len(rows))}",
            Chart(
                Shape.INTERVALS,
                Measure.DENSITY,
                names,
                (series,),
                alt,
                table_of(rows, columns, "ETP pour 1 000 personnes en illectronisme, intervalle à 95 %"),
                rule=Rule(perimeter().name, float(department.fte_per_1000)),
            ),
            f"{subject.stamp.source}. {subject.need_label}.",
            notes(
                "Intervalle de Poisson à 95 %, exact. Avec un seul poste, il va de 0,03 à 5,6 postes : une "
                "intercommunalité n’est jamais dite mal dotée pour un poste de plus ou de moins.",
                subject.stamp.source,
                (f"{name} : {decimal(value)}" for name, value in zip(names, values, strict=True)),
            ),
            lead="Point : la densité. Trait : son intervalle à 95 %. Quand il coupe la moyenne, l’écart ne "
            "peut pas être affirmé.",
        ),
    )


def shares(subject: Subject) -> tuple[Slide, ...]:
    """Share of the need and of the offer of each EPCI."""
    rows = subject.coverage[subject.coverage["people"].notna()].sort_values("people", ascending=False)
    people, fte = float(rows["people"].sum()), float(rows["fte"].sum())
    if rows.empty or people <= 0 or fte <= 0:
        return ()
    parts = {"people": rows["people"] / people * 100, "fte": rows["fte"] / fte * 100}
    series = tuple(
        Series(name, tuple(float(value) for value in parts[field]), colour, rank)
        for field, (name, colour), rank in zip(parts, SHARES.items(), (3, 1), strict=True)
    )
    frame = rows.assign(need_pct=parts["people"], offer_pct=parts["fte"])
    columns = (
        Column("short_name", "Intercommunalité"),
        Column("need_pct", "Part du besoin", Kind.PERCENT),
        Column("offer_pct", "Part de l’offre", Kind.PERCENT),
        Column("quotient", "Quotient", Kind.DECIMAL, 2),
    )
    alt = "Part du besoin et part de l’offre : " + " ; ".join(
        f"{name} {percent(need)} et {percent(offer)}"
        for name, need, offer in zip(rows["short_name"], *parts.values(), strict=True)
    )
    gini = subject.department.gini
    unequal = (
        ""
        if gini is None
        else f" Indice de Gini : {decimal(gini)} sur {subject.department.units} territoires."
    )
    return (
        Slide(
            "parts",
            "Part du besoin, part de l’offre",
            _largest(rows, parts),
            Chart(
                Shape.GROUPED,
                Measure.PERCENT,
                tuple(rows["short_name"]),
                series,
                alt,
                table_of(frame, columns, f"Part du besoin et part de l’offre, en % {perimeter().of}"),
            ),
            f"{subject.stamp.source}. {subject.need_label}.",
            notes(
                "Quotient de localisation = part de l’offre ÷ part du besoin ; 1 est une part "
                f"juste.{unequal}",
                subject.stamp.source,
                (
                    f"{name} : quotient {decimal(value)}"
                    for name, value in zip(rows["short_name"], rows["quotient"], strict=True)
                ),
            ),
            lead=f"En % du total {perimeter().of}. Deux barres égales : une part juste.{unequal}",
        ),
    )


def _apart(apart: int, whole: int) -> str:
    """Say how many territories differ from the mean beyond what one post more or less explains."""
    if not apart:
        return f"aucun des {whole} territoires ne s’en écarte nettement"
    return f"{apart} des {whole} territoires s’en écarte{'nt' if apart > 1 else ''} nettement"


def _largest(rows: pd.DataFrame, parts: dict[str, pd.Series]) -> str:
    """Compare the two shares of the EPCI that needs most."""
    name = rows["short_name"].iloc[0]
    need, offer = (float(part.iloc[0]) for part in parts.values())
    return f"{name} : {percent(need, 0)} du besoin et {percent(offer, 0)} de l’offre"
