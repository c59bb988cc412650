"""Last slide: how the figures are made, and what they do not say."""

from maynum_dash.analysis.summary import READING_RULES
from maynum_dash.analysis.territory.credits import census, geography
from maynum_dash.rendering.formats import count
from maynum_dash.rendering.slides.model import Point, Points, Slide
from maynum_dash.rendering.slides.subject import Subject
from maynum_dash.rendering.slides.words import notes


def method(subject: Subject) -> tuple[Slide, ...]:
    """Definitions and limits."""
    board = subject.board
    accepted = len(board.posts)
    items = (
        Point(f"Lecture « {subject.reading} ». {READING_RULES[subject.reading]}", "Budget"),
        Point(f"{subject.need_label}.", "Besoin"),
        Point(
            "ETP des postes occupés, partagés entre les territoires desservis ; l’intervalle à 95 % "
            "dit ce qu’un "
            "poste de plus ou de moins changerait.",
            "Offre",
        ),
        Point(
            f"{count(accepted, 'poste lu', 'postes lus')}, "
            f"{count(len(board.anomalies), 'anomalie signalée', 'anomalies signalées')} ; "
            "rien n’est corrigé ni écarté sans être dit.",
            "Données",
        ),
        Point(
            "Rien ici ne mesure la qualité de l’accompagnement ni le nombre de personnes aidées.", "Limite"
        ),
    )
    return (
        Slide(
            "methode",
            "Méthode",
            "Comment ces chiffres sont faits, et ce qu’ils ne disent pas",
            Points(items),
            f"{subject.posts_source} {geography(board.reference)} ; {census(board.reference)} ; "
            "calculs du Département.",
            notes("La méthode complète est page Méthode et sources.", subject.stamp.source, ()),
        ),
    )
