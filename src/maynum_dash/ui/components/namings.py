"""Names of territories that nobody knows: the team decides once, for every file, and may change its mind."""

from collections.abc import Callable
from typing import Final

import pandas as pd
import streamlit as st

from maynum_dash.analysis.quality.naming import NameQuestion, name_questions, territory_names
from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.errors import MaynumError
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import html_text, markdown_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.sources.namings import NOWHERE, Named, Naming
from maynum_dash.store.namings import Decided, decide, list_decided, withdraw
from maynum_dash.ui import access, editions, loading, state
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context

_LATER: Final = "plus tard"  # no code of a territory
_NOBODY: Final = "Aucun territoire du département"
_MOST_ASKED: Final = 20
_KINDS: Final = {Naming.EPCI: "intercommunalité", Naming.COMMUNE: "commune"}
# What is sealed or past keeps the decisions of its time.
_FOLLOWING: Final = (
    editions.Kind.CURRENT,
    editions.Kind.PREVIEW,
    editions.Kind.FOLDER,
    editions.Kind.DEMONSTRATION,
)
_COLUMNS: Final = [
    Column("written", "Nom écrit", is_wide=True),
    Column("kind", "Nature"),
    Column("territory", "Territoire", is_wide=True),
    Column("author", "Décidé par"),
    Column("day", "Le", Kind.DAY),
]


def names_to_decide(context: Context) -> None:
    """Ask about the names that lead nowhere, then list what was decided."""
    if context.edition.kind not in _FOLLOWING:
        return
    board = context.board
    questions = loading.once_long(
        (board.key, "names"),
        lambda: name_questions(board.anomalies, board.reference, board.basis.aliases),
    )
    decided = list_decided(loading.store())
    if not questions and not decided:
        return
    st.header("Noms de territoires", anchor=False)
    if access.visitor().is_team:
        access.ask_name()
    if questions:
        _ask_all(context, questions)
    if decided:
        _decided(context, decided)


def _ask_all(context: Context, questions: tuple[NameQuestion, ...]) -> None:
    st.html(
        f'<p class="mn-source">{formats.count(len(questions), "nom inconnu", "noms inconnus")}, les euros '
        "en jeu d’abord. Un nom proche n’est jamais retenu sans vous : la ressemblance va de 0 à 100. Votre "
        "décision vaut aussitôt pour les données courantes, puis pour tous les fichiers qui portent ce nom ; "
        "un import passé et un état scellé gardent les leurs. Un nom qui désigne deux territoires ne se "
        "décide pas ici : écrivez le code dans le classeur.</p>"
    )
    chosen = [named for one in questions[:_MOST_ASKED] if (named := _ask(context, one)) is not None]
    rest = len(questions) - _MOST_ASKED
    if rest > 0:
        st.caption(f"Et {formats.count(rest, 'autre nom', 'autres noms')}, une fois ceux-ci décidés.")
    is_team = access.visitor().is_team
    if not is_team:
        st.info("Seule l’équipe peut retenir une décision.", icon=":material/lock:")
    if st.button(
        "Retenir ces décisions",
        type="primary",
        icon=":material/check:",
        disabled=not chosen or not is_team,
        key="keep-names",
    ):
        said = formats.count(len(chosen), "décision retenue", "décisions retenues")
        _change("décider d’un nom de territoire", lambda who: decide(loading.store(), chosen, who), said)


def _ask(context: Context, question: NameQuestion) -> Named | None:
    """Show one name, what it concerns and its nearest territories; give what is decided now."""
    names = territory_names(question.kind, context.board.reference)
    labels = {_LATER: "Décider plus tard"}
    labels |= {one.code: f"{one.name} (ressemblance {one.likeness} sur 100)" for one in question.near}
    labels[NOWHERE] = _NOBODY
    labels |= {code: name for code, name in names.items() if code not in labels}
    stake = f" · {formats.euros(question.stake_cents)} en jeu" if question.stake_cents else ""
    place = f"{_KINDS[question.kind]} · {formats.count(question.rows, 'ligne')}{stake} · "
    place += f"{'feuilles' if len(question.sheets) > 1 else 'feuille'} {', '.join(question.sheets)}"
    left, right = st.columns([3, 2], vertical_alignment="center")
    left.html(
        f'<p class="mn-sentence"><b>{html_text(question.written)}</b><br>'
        f'<span class="mn-source">{html_text(place)}</span></p>'
    )
    code = right.selectbox(
        f"Territoire de « {question.written} »",
        list(labels),
        format_func=labels.__getitem__,
        key=f"name-{question.kind}-{question.written}",
        label_visibility="collapsed",
    )
    return None if code == _LATER else Named(question.kind, question.written, code)


def _decided(context: Context, decided: tuple[Decided, ...]) -> None:
    """List the decisions in force, and let the team take one back."""
    count = formats.count(len(decided), "décision gardée", "décisions gardées")
    with st.expander(f"{count} sur les noms de territoires"):
        names = {kind: territory_names(kind, context.board.reference) for kind in Naming}
        rows = [
            {
                "written": one.named.written,
                "kind": _KINDS[one.named.kind],
                "territory": names[one.named.kind].get(one.named.code, one.named.code) or _NOBODY,
                "author": one.author,
                "day": one.at.astimezone().date(),
            }
            for one in decided
        ]
        caption = "Décisions de l’équipe, en vigueur pour tous les fichiers"
        source = "mémoire du tableau de bord"
        table(pd.DataFrame(rows), _COLUMNS, caption, name="noms-decides", source=source)
        if access.visitor().is_team:
            _take_back(decided)


def _take_back(decided: tuple[Decided, ...]) -> None:
    chosen = st.selectbox(
        "Décision à retirer",
        [one.named for one in decided],
        format_func=lambda named: f"{named.written} ({_KINDS[named.kind]})",
        key="name-to-withdraw",
        filter_mode=None,
    )
    if st.button("Retirer cette décision", icon=":material/undo:", key="withdraw-name"):
        said = f"La décision sur « {chosen.written} » est retirée"
        _change("retirer une décision sur un nom", lambda who: withdraw(loading.store(), chosen, who), said)


def _change(action: str, write: Callable[[str], object], said: str) -> None:
    """Change what is remembered; a refusal leaves the choices where they are."""
    try:
        write(access.author(action))
    except MaynumError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        return
    st.session_state[state.NOTICE] = (
        Severity.INFORMATION,
        f"{said}. Les imports passés et les états scellés gardent leur lecture.",
    )
    st.rerun()
