"""The form of each move: plain questions, and what they suppose as a value."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, TypeVar

import pandas as pd
import streamlit as st

from maynum_dash.analysis.scenario.presets import STATE_STOPS, horizon
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
    StateEnd,
    Vacate,
)
from maynum_dash.domain.posts import EmployerCategory
from maynum_dash.domain.scale import FundingScale
from maynum_dash.ui.components.scale_form import edited

_CHOICES: Final = {
    Chosen.RATE: "une part d’entre elles",
    Chosen.ONLY: "seulement celles de certains postes",
    Chosen.EXCEPT: "toutes sauf celles de certains postes",
}
_AUTHORISATIONS: Final = {
    Authorisation.COMMITMENT: "Autorisations d’engagement (AE)",
    Authorisation.PAYMENT: "Crédits de paiement (CP)",
}
_FIRST: Final = date(2000, 1, 1)
_LAST: Final = date(2100, 12, 31)
_Word = TypeVar("_Word")


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What the questions depend on.

    Parameters
    ----------
    posts
        ``post_id`` and ``structure`` of the posts that can be named.
    names
        Short name of each EPCI, by SIREN.
    scale
        Funding scale, to start a change from.
    today
        Day of the view.
    key
        Tells one form from the next.
    seed
        Move whose answers are shown first; ``None`` for usual ones.
    """

    posts: pd.DataFrame
    names: Mapping[str, str]
    scale: FundingScale
    today: date
    key: str
    seed: Move | None = None

    @property
    def next_year(self) -> date:
        """First day of the next exercice."""
        return date(self.today.year + 1, 1, 1)


def ask(kind: type[Move], asked: Asked) -> Move:
    """Ask what a move supposes.

    Parameters
    ----------
    kind
        Kind of move.
    asked
        What the questions depend on.

    Raises
    ------
    ScaleError
        When the version of the scale that is typed cannot be one.
    """
    return _FORMS[kind](asked)


def _renewal(asked: Asked) -> Renewal:
    seed = asked.seed if isinstance(asked.seed, Renewal) else Renewal(horizon(asked.today))
    until = _day("Conventions qui finissent jusqu’au", seed.until, asked, "until")
    chosen = _one("Renouveler", _CHOICES, seed.chosen, asked, "chosen")
    if chosen is Chosen.RATE:
        return Renewal(until, chosen, _pct("Part renouvelée (%)", seed.pct, asked, "pct"))
    return Renewal(until, chosen, WHOLE, _posts("Postes", seed.post_ids, asked))


def _state_end(asked: Asked) -> StateEnd:
    seed = asked.seed if isinstance(asked.seed, StateEnd) else StateEnd(STATE_STOPS, Decimal(0))
    whens = {False: "à une date", True: "à la fin de chaque convention de l’État"}
    is_each = _one("L’État cesse de financer", whens, seed.day is None, asked, "each")
    day = None if is_each else _day("Premier jour sans l’État", seed.day or STATE_STOPS, asked, "day")
    return StateEnd(day, _department(seed.department_pct, asked))


def _bonus_end(asked: Asked) -> BonusEnd:
    seed = asked.seed if isinstance(asked.seed, BonusEnd) else BonusEnd(asked.next_year, Decimal(0))
    day = _day("Premier jour sans bonification", seed.day, asked, "day")
    return BonusEnd(day, _department(seed.department_pct, asked))


def _new_posts(asked: Asked) -> NewPosts:
    usual = NewPosts(
        1, EmployerCategory.PUBLIC_WITH_BONUS, next(iter(asked.names)), asked.next_year, Decimal(1)
    )
    seed = asked.seed if isinstance(asked.seed, NewPosts) else usual
    left, right = st.columns(2)
    with left:
        count = _whole("Nombre de postes", seed.count, (1, 200), asked, "count")
        epci = _one("Intercommunalité", asked.names, seed.epci_code, asked, "epci")
        start = _day("Premier jour", seed.start, asked, "start")
    with right:
        categories = {category: category.value for category in EmployerCategory}
        category = _one("Catégorie de l’employeur", categories, seed.category, asked, "category")
        fte = _number("Quotité de chaque poste (ETP)", float(seed.fte), (0.01, 1.0, 0.1), asked, "fte")
    return NewPosts(count, category, epci, start, fte)


def _give_back(asked: Asked) -> GiveBack:
    seed = asked.seed if isinstance(asked.seed, GiveBack) else GiveBack((), asked.next_year)
    post_ids = _posts("Postes rendus", seed.post_ids, asked)
    return GiveBack(post_ids, _day("Premier jour non financé", seed.day, asked, "day"))


def _vacate(asked: Asked) -> Vacate:
    seed = asked.seed if isinstance(asked.seed, Vacate) else Vacate((), asked.next_year, is_given_back=True)
    post_ids = _posts("Postes vacants", seed.post_ids, asked)
    day = _day("Premier jour sans conseiller", seed.day, asked, "day")
    afters = {True: "rendus au bout de six mois", False: "pourvus à nouveau, ou vacants sans être rendus"}
    return Vacate(post_ids, day, _one("Ensuite, ils sont", afters, seed.is_given_back, asked, "after"))


def _scale(asked: Asked) -> ScaleChange:
    version = asked.seed.version if isinstance(asked.seed, ScaleChange) else asked.scale.versions[-1]
    day = version.valid_from if isinstance(asked.seed, ScaleChange) else asked.next_year
    return ScaleChange(edited(version, day, asked.key, with_texts=False))


def _indexation(asked: Asked) -> Indexation:
    usual = Indexation(Decimal(2), asked.next_year.year)
    seed = asked.seed if isinstance(asked.seed, Indexation) else usual
    pct = _number("Hausse par an (%)", float(seed.pct), (-50.0, 50.0, 0.5), asked, "pct")
    return Indexation(pct, _whole("À partir de l’exercice", seed.first_year, (2000, 2100), asked, "year"))


def _cap(asked: Asked) -> Cap:
    usual = Cap(asked.scale.versions[-1].cap_cents, asked.next_year)
    seed = asked.seed if isinstance(asked.seed, Cap) else usual
    cents = _cents("Plafond du Département par convention (€)", seed.cents, (0.0, 1e7), asked)
    return Cap(cents, _day("Décisions prises à partir du", seed.decided_from, asked, "day"))


def _envelope(asked: Asked) -> Envelope:
    usual = Envelope(Authorisation.PAYMENT, asked.next_year.year, 0)
    seed = asked.seed if isinstance(asked.seed, Envelope) else usual
    kind = _one("Type", _AUTHORISATIONS, seed.authorisation, asked, "kind")
    year = _whole("Exercice", seed.fiscal_year, (2000, 2100), asked, "year")
    return Envelope(kind, year, _cents("Montant voté en plus (€)", seed.cents, (-1e9, 1e9), asked))


def _day(label: str, value: date, asked: Asked, name: str) -> date:
    key = f"{asked.key}-{name}"
    given = st.date_input(label, value, _FIRST, _LAST, format="DD/MM/YYYY", key=key)
    return given if isinstance(given, date) else value


def _one(label: str, options: Mapping[_Word, str], value: _Word, asked: Asked, name: str) -> _Word:
    words = list(options)
    index = words.index(value) if value in words else 0
    key = f"{asked.key}-{name}"
    return st.selectbox(label, words, index, options.__getitem__, key=key, filter_mode=None)


def _number(label: str, value: float, bounds: tuple[float, float, float], asked: Asked, name: str) -> Decimal:
    low, high, step = bounds
    # « %g » writes 50, not 50.00, but a million as 1e+06.
    written = "%g" if high <= float(WHOLE) else "%.2f"
    given = st.number_input(label, low, high, value, step, format=written, key=f"{asked.key}-{name}")
    return Decimal(str(given)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _pct(label: str, value: Decimal, asked: Asked, name: str) -> Decimal:
    return _number(label, float(value), (0.0, 100.0, 5.0), asked, name)


def _department(value: Decimal, asked: Asked) -> Decimal:
    return _pct(
        "Part de ce qui manque payée par le Département (%), l’employeur payant le reste", value, asked, "pct"
    )


def _whole(label: str, value: int, bounds: tuple[int, int], asked: Asked, name: str) -> int:
    return int(st.number_input(label, bounds[0], bounds[1], value, key=f"{asked.key}-{name}"))


def _cents(label: str, value: int, bounds: tuple[float, float], asked: Asked) -> int:
    euros = _number(label, value / 100, (*bounds, 500.0), asked, "cents")
    return int(euros * 100)


def _posts(label: str, value: Sequence[str], asked: Asked) -> tuple[str, ...]:
    structures = dict(zip(asked.posts["post_id"], asked.posts["structure"], strict=True))
    return tuple(
        st.multiselect(
            label,
            [*structures, *(post for post in value if post not in structures)],
            list(value),
            format_func=lambda post: f"{post} · {structures.get(post, 'absent des données')}",
            placeholder="Choisissez des postes",
            key=f"{asked.key}-posts",
        )
    )


_FORMS: Final[Mapping[type[Move], Callable[[Asked], Move]]] = {
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
