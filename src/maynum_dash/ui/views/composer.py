"""Composer: build a scenario move by move, try it at once, keep it for the team."""

from dataclasses import replace

import streamlit as st

from maynum_dash.analysis.comparison.bridge import Scope
from maynum_dash.domain.errors import MaynumError
from maynum_dash.domain.moves import Move, Scenario
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.rendering import formats, moves
from maynum_dash.rendering.neutral import html_text, markdown_text
from maynum_dash.sources.scenario import LONGEST_NAME, MOST_MOVES
from maynum_dash.ui import state
from maynum_dash.ui.components.move_form import Asked, ask
from maynum_dash.ui.frame import Context
from maynum_dash.ui.playing import Start, draft, redraft, start
from maynum_dash.ui.views import scenario_shelf


def draw(context: Context) -> None:
    """Draw the part."""
    begun = start(context)
    scenario_shelf.begin(begun)
    left, right = st.columns([5, 6], gap="large")
    with left:
        _add(begun)
    with right:
        _listed(begun)
    scenario_shelf.draw(context)


def _add(begun: Start) -> None:
    """Offer the form of a new move, or of the one that is being changed."""
    rank = st.session_state.get(state.DRAFT_CHANGED)
    current = draft().moves
    seed = current[rank] if isinstance(rank, int) and rank < len(current) else None
    st.header("Changer ce mouvement" if seed else "Ajouter un mouvement", anchor=False)
    counter = st.session_state.get(state.DRAFT_FORMS, 0)
    kinds = list(moves.KINDS)
    kind = st.selectbox(
        "Que se passe-t-il ?",
        kinds,
        kinds.index(type(seed)) if seed else 0,
        moves.KINDS.__getitem__,
        key=f"move-kind-{counter}",
        filter_mode=None,
    )
    posts = begun.board.posts[["post_id", "structure"]]
    asked = Asked(
        posts, begun.names, begun.board.scale, begun.context.today, f"move-{kind.__name__}-{counter}", seed
    )
    try:
        move = ask(kind, asked)
    except MaynumError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        return
    st.html(f'<p class="mn-sentence" role="status">{html_text(moves.sentence(move, begun.names))}</p>')
    left, right = st.columns(2)
    left.button(
        "Remplacer" if seed else "Ajouter au scénario",
        type="primary",
        icon=":material/check:" if seed else ":material/add:",
        on_click=_keep,
        args=(move, rank if seed else None),
        disabled=not seed and len(current) >= MOST_MOVES,
        width="stretch",
        key="move-keep",
    )
    if seed:
        right.button("Ne pas changer", on_click=_leave, width="stretch", key="move-leave")


def _keep(move: Move, rank: int | None) -> None:
    kept = list(draft().moves)
    if rank is None:
        kept.append(move)
    else:
        kept[rank] = move
    redraft(replace(draft(), moves=tuple(kept)))
    _leave()


def _leave() -> None:
    st.session_state.pop(state.DRAFT_CHANGED, None)
    st.session_state[state.DRAFT_FORMS] = st.session_state.get(state.DRAFT_FORMS, 0) + 1


def _change(rank: int) -> None:
    _leave()
    st.session_state[state.DRAFT_CHANGED] = rank


def _remove(rank: int) -> None:
    kept = draft().moves
    redraft(replace(draft(), moves=(*kept[:rank], *kept[rank + 1 :])))
    _leave()


def _listed(begun: Start) -> None:
    """Show the draft, move by move, with what it changes in all."""
    st.header("Mon scénario", anchor=False)
    st.text_input(
        "Nom du scénario",
        max_chars=LONGEST_NAME,
        placeholder="Par exemple : L’État s’arrête, le Département compense la moitié",
        **state.typed(state.DRAFT_NAME),
    )
    scenario = draft()
    if not scenario.moves:
        st.info(
            "Le scénario est vide. Ajoutez un mouvement, ou partez d’un scénario tout prêt ci-dessus.",
            icon=":material/alt_route:",
        )
        return
    for rank, move in enumerate(scenario.moves):
        with st.container(border=True):
            st.html(f"<p>{html_text(moves.sentence(move, begun.names))}</p>")
            left, right, _ = st.columns([2, 2, 3])
            left.button(
                "Modifier",
                icon=":material/edit:",
                on_click=_change,
                args=(rank,),
                key=f"move-change-{rank}",
                width="stretch",
            )
            right.button(
                "Retirer",
                icon=":material/delete:",
                on_click=_remove,
                args=(rank,),
                key=f"move-remove-{rank}",
                width="stretch",
            )
    _effect(begun, scenario)


def _effect(begun: Start, scenario: Scenario) -> None:
    """Say at once what the draft changes for the Département and for employers, all years."""
    outcome = begun.outcome(scenario)
    cells = []
    for funder in (Funder.DEPARTMENT, Funder.STATE, Funder.EMPLOYER):
        scope = Scope(Reading.TRANCHE, (funder,))
        gap = int(scope.keep(outcome.steps)["amount_cents"].sum())
        cells.append((funder.value, formats.euros_signed(gap)))
    written = "".join(
        f"<div><dt>{html_text(name)}</dt><dd>{html_text(gap)}</dd></div>" for name, gap in cells
    )
    st.html(
        '<p class="mn-strip-title">Écart avec les données actuelles, toutes années</p>'
        f'<dl class="mn-strip">{written}</dl>'
    )
    if outcome.unknown:
        st.warning(
            f"Postes inconnus des données, laissés de côté : {markdown_text(', '.join(outcome.unknown))}.",
            icon=":material/warning:",
        )
    st.caption("Pour voir le détail, choisissez « Comparer » en haut de la page.")
