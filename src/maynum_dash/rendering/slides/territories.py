"""Slides of maps: where the need is, where the offer is."""

import pandas as pd

from maynum_dash.analysis.need.needs import DEFINITION
from maynum_dash.analysis.territory.classes import ClassMethod, classify
from maynum_dash.analysis.territory.credits import census, geography
from maynum_dash.domain.coverage import Standing
from maynum_dash.rendering import palette
from maynum_dash.rendering.formats import decimal, integer, percent
from maynum_dash.rendering.grounds import outlines
from maynum_dash.rendering.indicators import DENSITY, RATE, Indicator
from maynum_dash.rendering.slides.model import KeyFigure, Slide
from maynum_dash.rendering.slides.proofs import Map, Swatch, Table, Territory
from maynum_dash.rendering.slides.subject import Subject
from maynum_dash.rendering.slides.words import listed, notes, with_capital
from maynum_dash.sources.perimeter import perimeter

_CLASSES = 4
_NO_DATA = "sans donnée"


def need_map(subject: Subject) -> tuple[Slide, ...]:
    """Rate of illectronisme of each EPCI."""
    known = subject.coverage[subject.coverage["rate_pct"].notna() & ~subject.coverage["is_partial"]]
    if known.empty:
        return ()
    ordered = known.sort_values("rate_pct")
    low, high = ordered.iloc[0], ordered.iloc[-1]
    department = subject.department
    return (
        Slide(
            "carte-besoin",
            "Carte du besoin",
            f"L’illectronisme va de {percent(low['rate_pct'])} ({low['short_name']}) à "
            f"{percent(high['rate_pct'])} ({high['short_name']})"
            if low["rate_pct"] < high["rate_pct"]
            else f"Le même taux partout : {percent(low['rate_pct'])} des 15 ans et plus",
            thematic(subject, RATE),
            f"{subject.need_label}. {_credit(subject)}.",
            notes(
                f"Personnes = taux × population de 15 ans et plus. {DEFINITION}",
                subject.need_label,
                _lines(subject, "rate_pct", percent),
            ),
            aside=(
                KeyFigure(perimeter().name, percent(department.rate_pct), "des 15 ans et plus"),
                KeyFigure("Personnes en illectronisme", integer(department.people), "de 15 ans et plus"),
            ),
        ),
    )


def _credit(subject: Subject) -> str:
    reference = subject.board.reference
    return f"{geography(reference)} ; {census(reference)}"


def offer_map(subject: Subject) -> tuple[Slide, ...]:
    """Occupied FTE for 1 000 people in illectronisme in each EPCI."""
    department = subject.department
    if department.fte_per_1000 is None:
        return ()
    return (
        Slide(
            "carte-offre",
            "Carte de l’offre",
            _spread(subject.coverage),
            thematic(subject, DENSITY),
            f"{subject.stamp.source}. {subject.need_label}. {_credit(subject)}.",
            notes(
                "ETP pour 1 000 personnes = ETP des postes occupés qui desservent le territoire ÷ personnes "
                "en illectronisme × 1 000. Un territoire n’est dit différent de la moyenne que si l’écart "
                "dépasse un poste de plus ou de moins.",
                subject.stamp.source,
                _lines(subject, "fte_per_1000", decimal),
            ),
            lead="ETP occupés pour 1 000 personnes en illectronisme.",
            aside=(
                KeyFigure(perimeter().name, decimal(department.fte_per_1000), "ETP pour 1 000 personnes"),
                KeyFigure("ETP occupés", decimal(department.fte), "dans les territoires avec données"),
            ),
        ),
    )


def thematic(subject: Subject, indicator: Indicator) -> Map:
    """Colour each EPCI by an indicator, in the classes of the screen.

    Parameters
    ----------
    subject
        Data.
    indicator
        A rate of ``coverage_table``.
    """
    coverage = subject.coverage
    values = coverage[indicator.field].astype("float64")
    classes, labels = classify(values, ClassMethod.QUANTILES, _CLASSES)
    colours = [
        palette.hexadecimal(one) for one in palette.sequence(indicator.theme, max(len(classes.counts), 1))
    ]
    epci = subject.board.reference.epci.set_index("code")
    points = epci.loc[coverage["epci_code"], ["longitude", "latitude"]].to_numpy("float64")
    drawn = outlines(
        subject.board.basis.boundaries["epci"], dict(zip(coverage["epci_code"], points, strict=True))
    )
    written = [_NO_DATA if pd.isna(value) else indicator.write(value) for value in values]
    territories = tuple(
        Territory(
            code,
            name,
            value,
            drawn.rings[code],
            "" if pd.isna(label) else colours[int(label)],
            None if is_partial else drawn.places[code],
        )
        for code, name, value, label, is_partial in sorted(
            zip(
                coverage["epci_code"],
                coverage["short_name"],
                written,
                labels,
                coverage["is_partial"],
                strict=True,
            ),
            key=lambda one: str(one[1]),
        )
        if code in drawn.rings
    )
    legend = [
        Swatch(colour, f"{indicator.write(low)} à {indicator.write(high)} ({number})")
        for colour, low, high, number in zip(
            colours, classes.lower, classes.upper, classes.counts, strict=False
        )
    ][::-1]
    if classes.missing:
        legend.append(Swatch("", f"{_NO_DATA} ({classes.missing})"))
    rows = tuple(sorted(zip(coverage["short_name"], written, strict=True)))
    return Map(
        drawn.width,
        drawn.height,
        territories,
        _title(indicator),
        tuple(legend),
        f"Carte : {indicator.label} ({indicator.unit}). "
        + " ; ".join(f"{name} : {value}" for name, value in rows)
        + ".",
        Table(
            f"{indicator.label} ({indicator.unit})",
            ("Intercommunalité", indicator.label),
            rows,
            (False, True),
        ),
    )


def _spread(coverage: pd.DataFrame) -> str:
    """Say which territories differ from the mean beyond what one post more or less explains."""
    told = {
        "Mieux dotés que la moyenne": coverage.loc[coverage["standing"] == Standing.ABOVE, "short_name"],
        "moins dotés": coverage.loc[coverage["standing"] == Standing.BELOW, "short_name"],
    }
    parts = [f"{words} : {listed(names.tolist())}" for words, names in told.items() if len(names)]
    if not parts:
        return "À un poste près, aucune intercommunalité ne s’écarte nettement de la moyenne"
    said = " ; ".join(parts)
    return said[0].upper() + said[1:]


def _lines(subject: Subject, field: str, write: object) -> list[str]:
    coverage = subject.coverage.sort_values(field, ascending=False, na_position="last")
    return [
        f"{name} : {write(value)}"  # type: ignore[operator]
        for name, value in zip(coverage["short_name"], coverage[field], strict=True)
    ]


def _title(indicator: Indicator) -> str:
    """Name what the colours show, and its unit; once when the unit says it all."""
    if set(indicator.label.split()) <= set(indicator.unit.split()):
        return with_capital(indicator.unit)
    return f"{indicator.label}, {indicator.unit}"
