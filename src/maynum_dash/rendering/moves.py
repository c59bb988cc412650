"""Moves of a scenario in plain French: one sentence each, and a few words for a chart."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from maynum_dash.domain.deadlines import VACANCY_LIMIT_MONTHS, add_months
from maynum_dash.domain.moves import (
    WHOLE,
    Authorisation,
    BonusEnd,
    Cap,
    Chosen,
    Envelope,
    GiveBack,
    Indexation,
    Move,
    NewPosts,
    Renewal,
    ScaleChange,
    Scenario,
    StateEnd,
    Vacate,
)
from maynum_dash.domain.posts import EmployerCategory, Funder
from maynum_dash.rendering.formats import count, day_long, day_short, decimal, euros, euros_round

KINDS: Final[Mapping[type[Move], str]] = {
    Renewal: "Renouveler des conventions",
    StateEnd: "L’État s’arrête",
    BonusEnd: "La bonification s’arrête",
    NewPosts: "Ajouter des postes",
    GiveBack: "Rendre des postes",
    Vacate: "Laisser des postes vacants",
    ScaleChange: "Changer le barème",
    Indexation: "Indexer les montants",
    Cap: "Changer le plafond",
    Envelope: "Voter une enveloppe",
}
REAL: Final = "Données actuelles"
NOT_DATA: Final = "pas des données réelles"

Names = Mapping[str, str]


def sentence(move: Move, names: Names) -> str:
    """Say what a move supposes, in one French sentence; text, not HTML.

    Parameters
    ----------
    move
        The move.
    names
        Short name of each EPCI, by SIREN.
    """
    return _SENTENCES[type(move)](move, names)


def label(move: Move) -> str:
    """Name a move in a few words, for the line of a cascade."""
    return _LABELS[type(move)](move)


def title(scenario: Scenario) -> str:
    """Name a scenario so that nobody takes it for data: « Scénario « … », pas des données réelles »."""
    return f"Scénario « {scenario.name} », {NOT_DATA}"


def _share(pct: Decimal) -> str:
    digits = max(0, -int(pct.normalize().as_tuple().exponent))
    return f"{decimal(pct, digits)}\u00a0%"


def _borne(department_pct: Decimal) -> str:
    if department_pct == 0:
        return "l’employeur paie à sa place"
    if department_pct == WHOLE:
        return "le Département paie à sa place"
    rest = _share(100 - department_pct)
    return f"le Département en paie {_share(department_pct)}, l’employeur {rest}"


def _listed(post_ids: Sequence[str]) -> str:
    if not post_ids:
        return "aucun poste (la liste est vide)"
    shown = ", ".join(post_ids[:6])
    more = len(post_ids) - 6
    noun = "le poste" if len(post_ids) == 1 else f"{len(post_ids)} postes :"
    return f"{noun} {shown}" + (f" et {count(more, 'autre')}" if more > 0 else "")


def _renewal(move: Renewal, _: Names) -> str:
    ending = f"qui finissent jusqu’au {day_long(move.until)}"
    terms = "36 mois dès le lendemain, au barème de ce jour"
    if move.chosen is Chosen.ONLY:
        return f"Seules conventions renouvelées parmi celles {ending} : {_listed(move.post_ids)} ; {terms}."
    if move.chosen is Chosen.EXCEPT:
        return f"Toutes les conventions {ending} sont renouvelées, sauf {_listed(move.post_ids)} : {terms}."
    if move.pct == 0:
        return f"Aucune convention n’est renouvelée parmi celles {ending}."
    if move.pct == WHOLE:
        return f"Toutes les conventions {ending} sont renouvelées : {terms}."
    return (
        f"{_share(move.pct)} des conventions {ending} sont renouvelées : {terms}. Les postes occupés passent "
        "d’abord, puis les fins les plus proches."
    )


def _state_end(move: StateEnd, _: Names) -> str:
    when = "à la fin de chaque convention de l’État" if move.day is None else f"le {day_long(move.day)}"
    return f"L’État cesse de financer {when}, bonification comprise : {_borne(move.department_pct)}."


def _bonus_end(move: BonusEnd, _: Names) -> str:
    return f"La bonification de l’État cesse le {day_long(move.day)} : {_borne(move.department_pct)}."


def _new_posts(move: NewPosts, names: Names) -> str:
    place = names.get(move.epci_code, move.epci_code)
    fte = "" if move.fte == 1 else f" à {decimal(move.fte, 2)} ETP"
    many = count(move.count, "poste nouveau", "postes nouveaux")
    return (
        f"{many}{fte} à {place}, employeur « {move.category} », à partir du {day_long(move.start)}, "
        "pour trois ans, au barème de ce jour."
    )


def _give_back(move: GiveBack, _: Names) -> str:
    plural = "est rendu" if len(move.post_ids) == 1 else "sont rendus"
    return (
        f"{_capital(_listed(move.post_ids))} {plural} le {day_long(move.day)} : plus rien n’est dû ensuite."
    )


def _vacate(move: Vacate, _: Names) -> str:
    plural = "devient vacant" if len(move.post_ids) == 1 else "deviennent vacants"
    after = (
        f", puis rendu faute de conseiller le {day_long(add_months(move.day, VACANCY_LIMIT_MONTHS))}."
        if move.is_given_back
        else " : les montants ne changent pas, la couverture si."
    )
    return f"{_capital(_listed(move.post_ids))} {plural} le {day_long(move.day)}{after}"


def _scale(move: ScaleChange, _: Names) -> str:
    version = move.version
    totals = ", ".join(
        f"« {category} » {euros_round(sum(version.amounts[category][Funder.DEPARTMENT]))}"
        for category in EmployerCategory
    )
    return (
        f"Les décisions prises à partir du {day_long(version.valid_from)} suivent un nouveau barème : le "
        f"Département apporte sur trois ans {totals}, sur une base annuelle de "
        f"{euros_round(version.base_cents)}."
    )


def _indexation(move: Indexation, _: Names) -> str:
    way = "augmentent" if move.pct >= 0 else "diminuent"
    return (
        f"À partir de l’exercice {move.first_year}, la base et la part du Département {way} de "
        f"{_share(abs(move.pct))} par an ; l’employeur paie ce qui reste."
    )


def _cap(move: Cap, _: Names) -> str:
    return (
        f"Le Département apporte au plus {euros(move.cents)} par convention décidée à partir du "
        f"{day_long(move.decided_from)} ; la dernière année est réduite d’abord, l’employeur paie le reste."
    )


def _envelope(move: Envelope, _: Names) -> str:
    kind = (
        "autorisations d’engagement"
        if move.authorisation is Authorisation.COMMITMENT
        else "crédits de paiement"
    )
    verb = "sont votés en plus" if move.cents >= 0 else "sont retirés"
    amount = f"{euros(abs(move.cents))} de {kind} ({move.authorisation})"
    return f"{amount} {verb} pour l’exercice {move.fiscal_year}."


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _until(day: date | None) -> str:
    return "fin des conventions" if day is None else f"fin {day_short(day - timedelta(days=1))}"


_SENTENCES: Final[Mapping[type[Move], Callable[[Any, Names], str]]] = {
    Renewal: _renewal,
    StateEnd: _state_end,
    BonusEnd: _bonus_end,
    NewPosts: _new_posts,
    GiveBack: _give_back,
    Vacate: _vacate,
    ScaleChange: _scale,
    Indexation: _indexation,
    Cap: _cap,
    Envelope: _envelope,
}
_LABELS: Final[Mapping[type[Move], Callable[[Any], str]]] = {
    Renewal: lambda move: (
        f"Renouvellement {_share(move.pct)}" if move.chosen is Chosen.RATE else "Renouvellement choisi"
    ),
    StateEnd: lambda move: f"État, {_until(move.day)}",
    BonusEnd: lambda move: f"Bonification, {_until(move.day)}",
    NewPosts: lambda move: count(move.count, "poste nouveau", "postes nouveaux"),
    GiveBack: lambda move: f"Rendu : {count(len(move.post_ids), 'poste')}",
    Vacate: lambda move: f"Vacance : {count(len(move.post_ids), 'poste')}",
    ScaleChange: lambda move: f"Barème du {day_short(move.version.valid_from)}",
    Indexation: lambda move: f"Indexation {_share(move.pct)} par an",
    Cap: lambda move: f"Plafond {euros_round(move.cents)}",
    Envelope: lambda move: f"Enveloppe {move.authorisation} {move.fiscal_year}",
}
