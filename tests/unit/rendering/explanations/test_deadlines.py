"""Sentences of deadlines: none, one, several."""

from datetime import date

import pandas as pd
import pytest

from maynum_dash.analysis.steering.cliff import RISKS
from maynum_dash.domain.alerts import Alert, AlertCode, Urgency
from maynum_dash.rendering.explanations import deadlines

TODAY = date(2026, 12, 1)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def quarters(*posts: int) -> pd.DataFrame:
    table = pd.DataFrame({"quarter": [f"T{1 + rank % 4} {2027 + rank // 4}" for rank in range(len(posts))]})
    table["posts"] = posts
    table["department_cents"] = table["posts"] * 650_000
    for year, cents in ((1, 150_000), (2, 250_000), (3, 600_000)):
        table[f"employer_y{year}_cents"] = table["posts"] * cents
    return table


@pytest.mark.parametrize(
    ("posts", "soon", "most"),
    [
        (
            (1, 0),
            "1 convention finit d’ici la fin du T2 2027 : 6 500,00 € du Département par an s’arrêtent.",
            "T1 2027, avec 1 poste",
        ),
        ((0, 0, 0, 0, 2), "Aucune convention ne finit d’ici la fin du T4 2027.", "T1 2028, avec 2 postes"),
    ],
)
def test_what_ends(posts: tuple[int, ...], soon: str, most: str) -> None:
    assert plain(deadlines.cliff(quarters(*posts))) == f"{soon} Le trimestre le plus chargé est {most}."


def test_nothing_ends() -> None:
    assert deadlines.cliff(quarters(0, 0)) == "Aucune convention en cours ne finit."


def test_the_steps_of_the_employers() -> None:
    assert plain(deadlines.employer_steps(quarters(2))) == (
        "Pour ces postes, les employeurs ont à leur charge 3 000,00 € en année 1, 5 000,00 € en année 2 et "
        "12 000,00 € en année 3."
    )
    assert deadlines.employer_steps(quarters(0)) == "Aucune convention en cours ne finit."


@pytest.mark.parametrize(
    ("scores", "exposed", "named"),
    [
        ([2, 0], "1 structure réunit", "« A0 » en réunit 2 critères"),
        ([3, 1], "2 structures réunissent", "« A0 » en réunit 3 critères"),
        ([2, 2], "2 structures réunissent", "2 structures en réunissent 2 critères"),
    ],
)
def test_who_is_at_risk(scores: list[int], exposed: str, named: str) -> None:
    table = pd.DataFrame({"structure": [f"A{rank}" for rank in range(len(scores))], "score": scores})
    said = plain(deadlines.risks(table))
    assert said == f"{exposed} au moins un critère de risque : {named} sur {len(RISKS)}."


def test_nobody_is_at_risk() -> None:
    table = pd.DataFrame({"structure": ["A"], "score": [0]})
    assert deadlines.risks(table) == "Aucune structure ne réunit de critère de risque."


def test_alerts_are_counted() -> None:
    def alert(urgency: Urgency) -> Alert:
        return Alert(AlertCode.ENDING, urgency, "A", "1", "", "", None, 0, ())

    assert deadlines.alerts([], TODAY) == "Aucune alerte au 1er décembre 2026."
    assert plain(deadlines.alerts([alert(Urgency.SOON)], TODAY)) == (
        "Au 1er décembre 2026, 1 alerte, aucune n’est urgente. "
        "Les plus fréquentes : « Convention qui finit » (1)."
    )
    found = [alert(Urgency.URGENT), alert(Urgency.URGENT)]
    assert "2 alertes, dont 2 urgentes." in plain(deadlines.alerts(found, TODAY))
