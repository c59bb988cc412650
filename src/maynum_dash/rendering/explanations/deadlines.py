"""Sentences about conventions that end, structures at risk and alerts.

Sentences are plain text, each with its full stop; several of them are one paragraph.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from pandas import DataFrame

from maynum_dash.analysis.steering.cliff import RISKS
from maynum_dash.domain.alerts import LABELS, Alert, Urgency
from maynum_dash.rendering.formats import count, day_long, euros


def cliff(table: DataFrame) -> str:
    """Explain what ends, quarter after quarter.

    Parameters
    ----------
    table
        Result of ``cliff_table``.
    """
    posts = int(table["posts"].sum())
    if not posts:
        return "Aucune convention en cours ne finit."
    year = table.head(4)
    within = int(year["posts"].sum())
    highest = table.iloc[int(table["posts"].argmax())]
    verb = "finit" if within < 2 else "finissent"  # noqa: PLR2004 -- French rule of number
    soon = (
        f"{count(within, 'convention')} {verb} d’ici la fin du {year['quarter'].iloc[-1]} : "
        f"{euros(int(year['department_cents'].sum()))} du Département par an s’arrêtent."
        if within
        else f"Aucune convention ne finit d’ici la fin du {year['quarter'].iloc[-1]}."
    )
    return (
        f"{soon} Le trimestre le plus chargé est {highest['quarter']}, avec "
        f"{count(int(highest['posts']), 'poste')}."
    )


def employer_steps(table: DataFrame) -> str:
    """Explain the steps of the employers whose conventions end.

    Parameters
    ----------
    table
        Result of ``cliff_table``.
    """
    first, second, third = (int(table[f"employer_y{year}_cents"].sum()) for year in (1, 2, 3))
    if not int(table["posts"].sum()):
        return "Aucune convention en cours ne finit."
    return (
        f"Pour ces postes, les employeurs ont à leur charge {euros(first)} en année 1, {euros(second)} en "
        f"année 2 et {euros(third)} en année 3."
    )


def risks(table: DataFrame) -> str:
    """Explain the ranking of the structures at risk.

    Parameters
    ----------
    table
        Result of ``risk_table``.
    """
    exposed = table[table["score"] > 0]
    if exposed.empty:
        return "Aucune structure ne réunit de critère de risque."
    first = exposed.iloc[0]
    same = int((exposed["score"] == first["score"]).sum())
    verb = "réunit" if len(exposed) < 2 else "réunissent"  # noqa: PLR2004 -- French rule of number
    most = f"{count(int(first['score']), 'critère')} sur {len(RISKS)}"
    one = f"«\u00a0{first['structure']}\u00a0» en réunit"
    named = one if same == 1 else f"{count(same, 'structure')} en réunissent"
    return f"{count(len(exposed), 'structure')} {verb} au moins un critère de risque : {named} {most}."


def alerts(found: Sequence[Alert], today: date) -> str:
    """Sum up the alerts.

    Parameters
    ----------
    found
        Alerts in view.
    today
        Day of the view.
    """
    if not found:
        return f"Aucune alerte au {day_long(today)}."
    urgent = sum(alert.urgency is Urgency.URGENT for alert in found)
    kinds = Counter(f"«\u00a0{LABELS[alert.code]}\u00a0»" for alert in found).most_common(3)
    named = ", ".join(f"{name} ({number})" for name, number in kinds)
    pressing = "aucune n’est urgente" if not urgent else f"dont {count(urgent, 'urgente')}"
    return f"Au {day_long(today)}, {count(len(found), 'alerte')}, {pressing}. Les plus fréquentes : {named}."
