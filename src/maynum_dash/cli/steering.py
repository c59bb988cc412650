"""The commands that steer the budget: envelopes, and what must be decided."""

from argparse import Namespace
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from maynum_dash.analysis.steering.alerts import find_alerts
from maynum_dash.analysis.steering.burndown import commitment_burndown, payment_burndown
from maynum_dash.analysis.steering.envelopes import yearly_table
from maynum_dash.analysis.steering.position import position
from maynum_dash.analysis.steering.watch import Watch, build_watch
from maynum_dash.cli.answers import DONE, answer_from
from maynum_dash.cli.columns import aligned
from maynum_dash.cli.editions import Edition, chosen
from maynum_dash.cli.opening import opened, today
from maynum_dash.rendering.formats import count, day_long, day_short, euros, percent
from maynum_dash.rendering.steering import alerts_payload, envelope_payload
from maynum_dash.store.lives import earlier_posts

_YEARLY: Final = [
    ("Exercice", "exercice"),
    ("AE votée", "ae_votee_centimes"),
    ("AE engagée", "ae_engagee_centimes"),
    ("AE disponible", "ae_disponible_centimes"),
    ("CP voté", "cp_vote_centimes"),
    ("Mandaté", "cp_mandate_centimes"),
    ("Reste à mandater", "cp_reste_a_mandater_centimes"),
]


def envelope(options: Namespace) -> int:
    """Print what is voted, committed, paid and projected."""
    edition = chosen(options)
    board, day = edition.board, _day(edition)
    year = options.exercice or day.year
    workbook = board.workbook
    found = position(board.posts, board.scale, workbook.payments, year, today=day, days=options.delai)
    watch = build_watch(board, day, options.delai)
    tracks = (
        payment_burndown(workbook.envelopes, watch.ledger, year, day),
        commitment_burndown(workbook.envelopes, board.movements, workbook.payments, day),
    )
    yearly = yearly_table(workbook.envelopes, board.movements, workbook.payments)
    payload = envelope_payload(yearly, found, tracks, day)
    names = dict(zip(board.reference.epci["code"], board.reference.epci["short_name"], strict=True))
    answer_from(edition, payload, _envelope_text(payload, names), as_json=options.json)
    return DONE


def alerts(options: Namespace) -> int:
    """Print the alerts."""
    edition = chosen(options)
    day = _day(edition)
    payload = alerts_payload(find_alerts(_watch(edition, day, options.delai)), day, options.delai)
    answer_from(edition, payload, _alerts_text(payload), as_json=options.json)
    return DONE


def _day(edition: Edition) -> date:
    """Day of the view: the one of the sealing for a sealed state."""
    sealed = edition.parameters.get("jour")
    return today() if sealed is None else date.fromisoformat(sealed)


def _watch(edition: Edition, day: date, days: int) -> Watch:
    """Gather what alerts need; a workbook has no import before it."""
    number = edition.facts.get("import")
    if number is None:
        return build_watch(edition.board, day, days)
    with opened() as store:
        history = earlier_posts(store, number, is_demo=edition.board.workbook.is_demo)
    return build_watch(edition.board, day, days, history)


def _envelope_text(payload: Mapping[str, Any], names: Mapping[str, str]) -> str:
    years = [
        [
            str(line["exercice"]),
            *(euros(line[key]) for _, key in _YEARLY[1:]),
            percent(line["taux_execution_pct"]),
        ]
        for line in payload["exercices"]
    ]
    places = [
        [
            _place_name(line, names),
            *(
                euros(line[f"{key}_centimes"])
                for key in ("ae_engagee", "mandate", "reste_exercice", "cp_n1", "cp_n2", "cp_au_dela")
            ),
            euros(line["reste_a_financer_centimes"]),
        ]
        for line in payload["territoires"]
    ]
    year = payload["exercice"]
    headings = ["Territoire et structure", "AE engagée", f"Mandaté {year}", f"Reste {year}"]
    headings += [f"CP {year + 1}", f"CP {year + 2}", "Au-delà", "Reste à financer"]
    return "\n\n".join(
        [
            aligned([*(name for name, _ in _YEARLY), "Taux"], years),
            aligned(headings, places),
            _exhaustion(f"CP {year}", payload["cp"]),
            _exhaustion("AE", payload["ae"]),
        ]
    )


def _place_name(line: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if line["niveau"] == "total":
        return "Total"
    if line["niveau"] == "epci":
        return names.get(line["epci"] or "", "Sans territoire connu")
    return f"  {line['structure'] or 'Sans structure connue'}"


def _exhaustion(name: str, track: Mapping[str, Any]) -> str:
    if track["vote_centimes"] is None:
        return f"{name} : rien n’est voté."
    if track["epuisement"] is None:
        return f"{name} : {euros(track['vote_centimes'])} votés, l’enveloppe suffit."
    day = day_long(date.fromisoformat(track["epuisement"]))
    return f"{name} : {euros(track['vote_centimes'])} votés, l’enveloppe est épuisée le {day}."


def _alerts_text(payload: Mapping[str, Any]) -> str:
    found = payload["alertes"]
    if not found:
        return "Aucune alerte."
    lines = [f"{count(len(found), 'alerte')} au {day_long(date.fromisoformat(payload['jour']))} :"]
    for alert in found:
        due, stake = alert["echeance"], euros(alert["enjeu_centimes"])
        limit = "" if due is None else f", échéance le {day_short(date.fromisoformat(due))}"
        subject = f"{alert['libelle']} – {alert['sujet']}{limit} ({stake})"
        lines += [
            f"- {alert['urgence']} – {subject}",
            f"  {alert['constat']}.",
            f"  À faire : {alert['a_faire']}.",
        ]
    return "\n".join([*lines, "", "Hypothèses :", *(f"- {one}" for one in payload["hypotheses"])])
