"""Slide of what an employer has left to pay, year after year."""

from maynum_dash.analysis.money.employers import mean_shares
from maynum_dash.domain.fiscal import SCHEME_YEARS
from maynum_dash.rendering.charts.budget import CATEGORY_COLOURS
from maynum_dash.rendering.formats import count, euros, euros_round
from maynum_dash.rendering.slides.model import Slide
from maynum_dash.rendering.slides.proofs import Chart, Measure, Series, Shape, Table
from maynum_dash.rendering.slides.subject import Subject
from maynum_dash.rendering.slides.words import notes


def remaining_cost(subject: Subject) -> tuple[Slide, ...]:
    """Average employer's share per post, by category and scheme year."""
    shares = mean_shares(subject.board.plans, subject.posts)
    if shares.empty:
        return ()
    found = {
        category: shares[shares["category"] == category.value].sort_values("scheme_year")
        for category in CATEGORY_COLOURS
    }
    kept = {category: rows for category, rows in found.items() if len(rows)}
    categories = tuple(f"Année {year}" for year in SCHEME_YEARS)
    series = tuple(
        Series(
            category.value,
            tuple(int(cents) for cents in rows["mean_cents"]),
            CATEGORY_COLOURS[category],
            list(CATEGORY_COLOURS).index(category) + 1,
        )
        for category, rows in kept.items()
    )
    counts = {category.value: int(rows["posts"].iloc[0]) for category, rows in kept.items()}
    main = max(series, key=lambda one: counts[one.name])
    first, *_, last = (int(cents or 0) for cents in main.values)
    rows = tuple(
        (one.name, str(counts[one.name]), *(euros(int(cents or 0)) for cents in one.values)) for one in series
    )
    alt = "Reste à charge moyen par poste : " + " ; ".join(
        f"{name} ({number} postes) : {', '.join(amounts)}" for name, number, *amounts in rows
    )
    table = Table(
        "Reste à charge moyen de l’employeur, en euros par poste et par année de convention",
        ("Catégorie d’employeur", "Postes", *categories),
        rows,
        (False, True, True, True, True),
    )
    return (
        Slide(
            "reste-a-charge",
            "Reste à charge de l’employeur",
            f"Le reste à charge d’un employeur passe de {euros_round(first)} la première année à "
            f"{euros_round(last)} la troisième",
            Chart(Shape.GROUPED, Measure.CENTS, categories, series, alt, table),
            "En euros par poste et par année de convention, montants délibérés confondus, avant tout rendu. "
            f"{subject.posts_source}",
            notes(
                "Moyenne, par catégorie d’employeur, de ce qui reste des 25 000 € annuels une fois déduites "
                "les parts de l’État et du Département ; arrondie au centime.",
                subject.stamp.source,
                (
                    f"{name}, {count(int(number), 'poste')} : {', '.join(amounts)}"
                    for name, number, *amounts in rows
                ),
            ),
            lead=f"Moyenne par poste. Le titre décrit la catégorie « {main.name} », la plus nombreuse.",
        ),
    )
