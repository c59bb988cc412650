"""State money beside the workbook: sentence, cascade, table, and the decisions that link the two."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from maynum_dash.analysis.board import Board
from maynum_dash.analysis.quality.reconciliation import state_bridge
from maynum_dash.analysis.quality.statelinks import NONE, decision_key, proposals
from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.complements import STATE_POST, MatchedBy
from maynum_dash.domain.errors import MaynumError
from maynum_dash.rendering import formats
from maynum_dash.rendering.charts.bridge import LEGEND, cascade, described
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.reconciliation import BRIDGE, LINKED, RECONCILED, reconciled_rows, summary
from maynum_dash.store.matches import delete_match, list_matches, save_match
from maynum_dash.ui import access, completing, loading, state
from maynum_dash.ui.components.chart import Caption, Equivalent, chart
from maynum_dash.ui.components.table import table

_NOBODY = "Aucun poste du classeur"
_AMOUNTS = ("planned_cents", "contracted_cents", "paid_cents", "difference_cents")


def reconciled(board: Board, source: str) -> None:
    """Show how the State and the workbook agree, to the cent.

    Parameters
    ----------
    board
        Completed data.
    source
        Where they come from.
    """
    lines = completing.reconciliation(board)
    key = (board.key, "state")
    st.html(f'<p class="mn-sentence">{html_text(summary(lines))}</p>')
    st.header("De l’argent de l’État au classeur à celui de l’export", anchor=False)
    steps = loading.once((*key, "bridge"), lambda: state_bridge(lines))
    chart(
        loading.once((*key, "cascade"), lambda: cascade(steps)),
        Caption(" ; ".join(described(steps)), f"En euros, argent de l’État seul. {source}.", LEGEND.items()),
        Equivalent(steps, BRIDGE, "Du total du classeur au total de l’État, en euros"),
        key="cascade-etat",
    )
    st.header("Poste par poste", anchor=False)
    frame = loading.once_long((*key, "rows"), lambda: reconciled_rows(lines))
    amounts = {name: frame[name].sum() for name in _AMOUNTS}
    total = pd.Series({"post_id": "Total", **amounts}, dtype=object)
    caption = "Argent de l’État par poste, les plus grands écarts d’abord, en euros"
    table(frame, RECONCILED, caption, name="rapprochement", source=source, total=total, key=key)


def links(board: Board, source: str) -> None:
    """Show which post each row of the State stands for, and let the team decide.

    Parameters
    ----------
    board
        Completed data.
    source
        Where they come from.
    """
    rows = board.workbook.state_posts
    st.header("Lignes de l’État et postes du classeur", anchor=False)
    unsure = rows[rows["matched_by"].isna() | (rows["matched_by"] != MatchedBy.IDENTIFIER.value)]
    if unsure.empty:
        st.success(
            "Chaque ligne de l’État porte l’identifiant d’un poste du classeur.", icon=":material/link:"
        )
    else:
        _decide(board, unsure.sort_values("contracted_cents", ascending=False, na_position="last"))
    _remembered()
    total = pd.Series(
        {"state_post_id": "Total", **{name: rows[name].sum() for name in ("contracted_cents", "paid_cents")}},
        dtype=object,
    )
    caption = f"{formats.count(len(rows), 'ligne')} de l’export, en euros de l’État"
    with st.expander("Voir toutes les lignes de l’export"):
        table(rows, LINKED, caption, name="lignes-etat", source=source, total=total, key=(board.key, "links"))


def _decide(board: Board, unsure: pd.DataFrame) -> None:
    """Offer the rows that no identifier links, those with the most euros first."""
    without = int(unsure["post_id"].isna().sum())
    st.html(
        f'<p class="mn-source">{formats.count(without, "ligne")} sans poste. Un nom proche n’est jamais '
        "retenu sans vous : deux structures peuvent porter le même. Votre choix est gardé pour les prochains "
        "exports.</p>"
    )
    names = {index: _row_label(unsure.loc[index]) for index in unsure.index}
    left, right = st.columns(2)
    chosen = left.selectbox(
        "Ligne de l’État", list(names), format_func=names.__getitem__, key="state-row", filter_mode=None
    )
    row = unsure.loc[chosen]
    options = _options(board, row)
    right.selectbox(
        "Poste du classeur", list(options), format_func=options.__getitem__, key=f"state-post-{chosen}"
    )
    st.button(
        "Retenir ce rapprochement",
        icon=":material/link:",
        disabled=not access.visitor().is_team,
        key="keep-link",
        on_click=_keep,
        args=(decision_key(row["state_post_id"], row["structure"]), f"state-post-{chosen}"),
    )


def _options(board: Board, row: "pd.Series[Any]") -> dict[str, str]:
    """List the posts that a row may stand for: the nearest names first, each with its likeness."""
    posts = board.posts
    near = proposals(row["structure"], posts)
    options = {
        one.post_id: f"{one.post_id} · {one.employer} (ressemblance {one.likeness} sur 100)" for one in near
    }
    options[NONE] = _NOBODY
    for post_id, employer in zip(posts["post_id"], posts["employer"], strict=True):
        options.setdefault(str(post_id), f"{post_id} · {employer}")
    current = row["post_id"]
    return {str(current): options[str(current)], **options} if isinstance(current, str) else options


def _row_label(row: "pd.Series[Any]") -> str:
    amount = formats.euros(row["contracted_cents"])
    fate = f" → {row['post_id']}, {row['matched_by']}" if isinstance(row["post_id"], str) else " (sans poste)"
    return f"{row['state_post_id']} · {row['structure']} · {amount}{fate}"


def _keep(written: str, widget: str) -> None:
    _change(lambda author: save_match(loading.store(), STATE_POST, written, st.session_state[widget], author))


def _remembered() -> None:
    """List the decisions of the team, and let it forget one."""
    known = [one for one in list_matches(loading.store()) if one.kind == STATE_POST]
    if not known:
        return
    with st.expander(f"{formats.count(len(known), 'décision gardée', 'décisions gardées')}"):
        labels = {one.written: f"{one.written} → {one.code or _NOBODY} ({one.author})" for one in known}
        chosen = st.selectbox(
            "Décision", list(labels), format_func=labels.__getitem__, key="known-link", filter_mode=None
        )
        st.button(
            "Oublier cette décision",
            icon=":material/link_off:",
            disabled=not access.visitor().is_team,
            key="forget-link",
            on_click=lambda: _change(
                lambda author: delete_match(loading.store(), STATE_POST, chosen, author)
            ),
        )


def _change(write: Callable[[str], object]) -> None:
    """Change what is remembered; a refusal is said above the page."""
    try:
        write(access.author("rapprocher un poste"))
    except MaynumError as error:
        st.session_state[state.NOTICE] = (Severity.BLOCKING, str(error))
