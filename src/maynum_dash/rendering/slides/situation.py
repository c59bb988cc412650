"""Opening slide, and the state of the scheme in four numbers."""

from maynum_dash.analysis import summary
from maynum_dash.domain.posts import Funder, Status
from maynum_dash.rendering.formats import count, day_long, decimal, euros, euros_round, integer, percent
from maynum_dash.rendering.slides.model import KeyFigure, KeyFigures, Opening, Slide
from maynum_dash.rendering.slides.subject import Subject
from maynum_dash.rendering.slides.words import by_structure, notes, with_capital
from maynum_dash.sources.perimeter import perimeter

TITLE = "Conseiller May Num"


def opening(subject: Subject) -> tuple[Slide, ...]:
    """Say what is presented, on which day, from which data."""
    stamp = subject.stamp
    lines = [with_capital(f"point au {day_long(subject.today)}"), perimeter().publisher]
    if subject.kept:
        lines.append(f"Filtres : {subject.kept}")
    return (
        Slide(
            "ouverture",
            "Ouverture",
            "Conseiller May Num : où en est le dispositif ?",
            Opening(tuple(lines)),
            f"{stamp.source}.",
            notes(
                "Chaque diapositive porte la source, la date et, pour un état scellé, son empreinte.",
                stamp.source,
                (),
            ),
        ),
    )


def situation(subject: Subject) -> tuple[Slide, ...]:
    """Four numbers: posts, territories, money, need."""
    source, day = subject.stamp.source, subject.today
    posts, department = subject.posts, subject.department
    occupied = summary.occupied_posts(posts, source, day)
    covered = summary.covered_territories(subject.coverage, source, day)
    seated = int((~subject.coverage["is_partial"]).sum())
    statuses = posts["status"].value_counts()
    vacant, returned = (int(statuses.get(status, 0)) for status in (Status.VACANT, Status.RETURNED))
    money = summary.department_money(subject.movements, subject.reading, subject.fiscal_year, source, day)
    programme = int(subject.by_year[Funder.DEPARTMENT.value].sum())
    figures = (
        KeyFigure(
            "Postes occupés",
            f"{integer(occupied.value)} sur {integer(len(posts))}",
            f"{count(vacant, 'vacant')}, {count(returned, 'rendu')}",
        ),
        KeyFigure(
            "Intercommunalités couvertes",
            f"{integer(covered.value)} sur {seated}",
            "au moins un poste occupé y intervient",
        ),
        KeyFigure(
            f"Part du Département en {subject.fiscal_year}",
            euros(int(money.value)),
            f"{euros_round(programme)} sur tout le programme",
        ),
        KeyFigure(
            "Personnes en illectronisme",
            integer(department.people),
            f"{percent(department.rate_pct)} des 15 ans et plus",
        ),
    )
    shown = money.rows.merge(posts[["post_id", "row"]], on=["post_id", "row"], validate="m:1")
    return (
        Slide(
            "situation",
            "L’essentiel",
            f"{count(occupied.value, 'poste occupé', 'postes occupés')} pour "
            f"{integer(department.people)} personnes en illectronisme",
            KeyFigures(figures),
            f"{subject.money_source} {subject.need_label}.",
            (
                *notes(occupied.rule, source, ()),
                *notes(money.rule, source, by_structure(shown, subject.board.posts)),
                f"Règle. {covered.rule}",
            ),
            lead=f"Soit {decimal(department.fte_per_1000)} équivalent temps plein (ETP) pour 1 000 personnes "
            f"en illectronisme, sur {perimeter().entire}.",
        ),
    )
