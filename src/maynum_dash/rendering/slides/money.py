"""Slides of money: by fiscal year, in the four readings, by funder."""

from maynum_dash.analysis.money.pivots import of_reading
from maynum_dash.analysis.summary import READING_RULES
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.rendering import palette
from maynum_dash.rendering.formats import decimal, euros, euros_round
from maynum_dash.rendering.slides.model import KeyFigure, Slide
from maynum_dash.rendering.slides.proofs import Chart, Measure, Series, Shape, Table
from maynum_dash.rendering.slides.subject import Subject
from maynum_dash.rendering.slides.words import by_structure, notes, with_capital

FUNDERS = (Funder.DEPARTMENT, Funder.STATE, Funder.BONUS, Funder.EMPLOYER)
SHORT_NAMES = {
    Funder.DEPARTMENT: "Département",
    Funder.STATE: "ANCT",
    Funder.BONUS: "Bonification ANCT",
    Funder.EMPLOYER: "Employeur",
}
_VERBS = {
    Reading.SIGNATURE: "engage (AE)",
    Reading.TRANCHE: "engage",
    Reading.PRORATA: "doit, au prorata des jours,",
    Reading.PAYMENT: "paie (CP)",
}


def budget(subject: Subject) -> tuple[Slide, ...]:
    """Money of each fiscal year, by funder."""
    by_year = subject.by_year
    if by_year.empty:
        return ()
    share, year = by_year[Funder.DEPARTMENT.value], subject.fiscal_year
    categories = tuple(str(one) for one in by_year.index)
    totals = tuple(int(cents) for cents in by_year.sum(axis=1))
    series = tuple(
        Series(
            SHORT_NAMES[funder],
            tuple(int(cents) for cents in by_year[funder.value]),
            palette.FUNDER_COLOURS[funder],
            rank,
        )
        for rank, funder in enumerate(FUNDERS, start=1)
    )
    rows = tuple(
        (name, *(euros(int(one.values[place] or 0)) for one in series), euros(totals[place]))
        for place, name in enumerate(categories)
    )
    sums = tuple(euros(sum(int(cents or 0) for cents in one.values)) for one in series)
    headings = ("Exercice", *(one.name for one in series), "Total")
    alt = "Montants par exercice, tous financeurs : " + " ; ".join(
        f"{name} : {euros_round(cents)}" for name, cents in zip(categories, totals, strict=True)
    )
    caption = f"Montants par exercice et financeur, en euros, lecture « {subject.reading} »"
    table = Table(
        caption, headings, rows, (False, *[True] * (len(series) + 1)), ("Total", *sums, euros(sum(totals)))
    )
    in_view = of_reading(subject.movements, subject.reading, [Funder.DEPARTMENT])
    in_view = in_view[in_view["fiscal_year"] == year]
    return (
        Slide(
            "budget",
            "Budget par exercice",
            f"Le Département {_VERBS[subject.reading]} {euros_round(int(share.get(year, 0)))} en {year}, sur "
            f"{euros_round(int(share.sum()))} pour tout le programme",
            Chart(Shape.STACKED, Measure.CENTS, categories, series, alt, table, totals),
            subject.money_source,
            notes(
                f"Lecture « {subject.reading} ». {READING_RULES[subject.reading]}",
                subject.stamp.source,
                by_structure(in_view, subject.board.posts),
            ),
            aside=tuple(
                KeyFigure(f"Département, {one}", euros(int(share.get(one, 0))))
                for one in (year, year + 1, year + 2)
            ),
        ),
    )


def readings(subject: Subject) -> tuple[Slide, ...]:
    """The Département's share in the four readings side by side."""
    shares = subject.shares
    years = sorted({int(year) for share in shares.values() for year in share.index})
    if not years:
        return ()
    rows = tuple(
        (
            with_capital(reading.value),
            *(euros(int(share.get(year, 0))) for year in years),
            euros(int(share.sum())),
        )
        for reading, share in shares.items()
    )
    total = int(shares[subject.reading].sum())
    table = Table(
        "Part du Département par exercice, en euros",
        ("Lecture", *map(str, years), "Total"),
        rows,
        (False, *[True] * (len(years) + 1)),
    )
    return (
        Slide(
            "lectures",
            "Quatre lectures",
            f"Quatre façons de compter, un même total : {euros(total)}",
            table,
            f"En euros, part du Département. {subject.posts_source}",
            tuple(f"Lecture « {reading} ». {rule}" for reading, rule in READING_RULES.items()),
            lead="Seul l’exercice change : à la signature, par tranche annuelle, au prorata des jours ou au "
            "paiement.",
        ),
    )


def leverage(subject: Subject) -> tuple[Slide, ...]:
    """What the other funders bring beside the Département, over the whole programme."""
    sums = {funder: int(subject.by_year[funder.value].sum()) for funder in FUNDERS}
    total, ours = sum(sums.values()), sums[Funder.DEPARTMENT]
    if ours <= 0:
        return ()
    rows = tuple((SHORT_NAMES[funder], euros(cents)) for funder, cents in sums.items())
    alt = "Montants de tout le programme : " + " ; ".join(f"{name} : {written}" for name, written in rows)
    others = decimal((total - ours) / ours, 2)
    return (
        Slide(
            "levier",
            "Qui finance",
            f"Pour 1 € du Département, les autres financeurs en apportent {others}",
            Chart(
                Shape.GROUPED,
                Measure.CENTS,
                tuple(SHORT_NAMES[funder] for funder in FUNDERS),
                (Series("Tout le programme", tuple(sums.values()), palette.ACCENT),),
                alt,
                Table(
                    "Montants de tout le programme, en euros",
                    ("Financeur", "Montant"),
                    rows,
                    (False, True),
                    ("Total", euros(total)),
                ),
            ),
            f"En euros, toutes années, rendus déduits. {subject.posts_source}",
            notes(
                "Somme des montants de tous les exercices, la même dans les quatre lectures ; "
                "rapport : (total − part du Département) ÷ part du Département.",
                subject.stamp.source,
                (f"{name} : {written}" for name, written in (*rows, ("Total", euros(total)))),
            ),
        ),
    )
