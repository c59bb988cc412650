"""Alerts about conventions: those that end, posts that stay vacant, the cap, amounts off the scale."""

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from maynum_dash.analysis.steering.watch import Watch
from maynum_dash.domain.alerts import Alert, AlertCode, Row, Urgency
from maynum_dash.domain.deadlines import ends_soon, vacancy
from maynum_dash.domain.fiscal import scheme_years
from maynum_dash.domain.money import euros_text
from maynum_dash.domain.posts import Funder, Status
from maynum_dash.domain.schedule import earned

_YEARS: Final = ("y1_cents", "y2_cents", "y3_cents")
_OFF_SCALE: Final = "MONTANT_HORS_BAREME"  # code of the anomaly
_OURS: Final = "Département"


def convention_alerts(watch: Watch) -> Iterator[Alert]:
    """List the alerts about conventions.

    Parameters
    ----------
    watch
        A board on one day.
    """
    plans = watch.board.plans
    ours = plans[plans["funder"] == Funder.DEPARTMENT.value].set_index("row")[list(_YEARS)]
    columns = ["row", "post_id", "structure", "status", "start", "end", "vacant_since", "returned_on"]
    posts = watch.board.posts[columns].to_dict(orient="records")
    amounts = ours.loc[watch.board.posts["row"]].to_numpy().tolist()
    for post, years in zip(posts, amounts, strict=True):
        yield from _ending(watch, post, years)
        yield from _vacant(watch, post, years)
    yield from _above_cap(watch)
    yield from _off_scale(watch)


def _ending(watch: Watch, post: dict[Any, Any], years: list[int]) -> Iterator[Alert]:
    """Warn six months before the last day of a convention."""
    end = post["end"].date()
    if post["status"] == Status.RETURNED or not ends_soon(end, watch.today):
        return
    yield Alert(
        AlertCode.ENDING,
        Urgency.SOON,
        post["structure"],
        post["post_id"],
        f"la convention du poste {post['post_id']} finit : {euros_text(years[2])} du Département par an "
        "s’arrêtent",
        "Décider du renouvellement avec la structure, ou préparer la clôture",
        end,
        years[2],
        (watch.place("posts", post["row"]),),
    )


def _vacant(watch: Watch, post: dict[Any, Any], years: list[int]) -> Iterator[Alert]:
    """Warn after four months of vacancy, and when the post must be given back."""
    since = post["vacant_since"]
    if post["status"] != Status.VACANT or pd.isna(since):
        return
    found = vacancy(since.date(), watch.today)
    if found is None:
        return
    limit = found.give_back_on
    unearned = sum(
        amount - earned(year, amount, limit)
        for year, amount in zip(scheme_years(post["start"].date()), years, strict=True)
    )
    if found.is_over:
        said, to_do = "les six mois sont écoulés, il devait être rendu ou pourvu", "Rendre le poste à l’État"
    else:
        said, to_do = "à pourvoir, sinon à rendre, au bout de six mois", "Pourvoir le poste ou le rendre"
    yield Alert(
        AlertCode.VACANT_SIX if found.is_over else AlertCode.VACANT_FOUR,
        Urgency.URGENT if found.is_over else Urgency.SOON,
        post["structure"],
        post["post_id"],
        f"poste {post['post_id']} vacant depuis {found.months} mois : {said}",
        f"{to_do} ; rendu à cette date, {euros_text(unearned)} seraient désengagés",
        limit,
        unearned,
        (watch.place("posts", post["row"]),),
    )


def _above_cap(watch: Watch) -> Iterator[Alert]:
    """Warn when all the conventions of a post bring more than the cap."""
    above = watch.lives[watch.lives["life_cents"] > watch.lives["cap_cents"]]
    for post_id, spells in above.groupby("post_id", sort=False):
        life, cap = int(spells["life_cents"].iloc[0]), int(spells["cap_cents"].iloc[0])
        parts = " ; ".join(
            f"{name}, convention du {start:%d/%m/%Y} : {euros_text(int(cents))}"
            for name, start, cents in zip(
                spells["structure"], spells["start"], spells["counted_cents"], strict=True
            )
        )
        yield Alert(
            AlertCode.CAP,
            Urgency.CHECK,
            str(spells["structure"].iloc[-1]),
            str(post_id),
            f"le Département apporte {euros_text(life)} au poste {post_id} sur toute sa vie, "
            f"{euros_text(life - cap)} de plus que le plafond de {euros_text(cap)} ({parts})",
            "Vérifier les montants délibérés, ou faire décider la dérogation",
            None,
            life - cap,
            (watch.place("posts", int(spells["row"].iloc[0])),),
        )


def _off_scale(watch: Watch) -> Iterator[Alert]:
    """Tell, once for a post, the deliberated amounts that are not the scale's."""
    posts = watch.board.posts.set_index("row")
    found: dict[int, list[Any]] = {}
    for anomaly in watch.board.anomalies:
        if anomaly.code == _OFF_SCALE and anomaly.row is not None:
            found.setdefault(anomaly.row, []).append(anomaly)
    for row, anomalies in found.items():
        post = posts.loc[row]
        parts = " ; ".join(f"{one.column} : {_signed(one.stake_cents)}" for one in anomalies)
        stakes = [int(one.stake_cents) for one in anomalies if one.column.startswith(_OURS)]
        yield Alert(
            AlertCode.OFF_SCALE,
            Urgency.CHECK,
            str(post["structure"]),
            str(post["post_id"]),
            f"montants du poste {post['post_id']} autres que ceux du barème ({parts})",
            "Rien à faire si la délibération le prévoit ; sinon corriger le classeur",
            None,
            sum(stakes),
            (Row(anomalies[0].sheet, row),),
        )


def _signed(cents: int) -> str:
    return f"+{euros_text(cents)}" if cents > 0 else euros_text(cents)
