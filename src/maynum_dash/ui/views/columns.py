"""Colonnes: say what the unknown columns of a file hold, and review what the team decided before."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from maynum_dash.analysis.quality.questions import Assistance, Question
from maynum_dash.analysis.quality.trial import Trial
from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.errors import MaynumError
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import html_text, markdown_text
from maynum_dash.rendering.tables import Column
from maynum_dash.sources.headings import UNUSED, load_headings
from maynum_dash.sources.lessons import Lesson, field_label, table_label
from maynum_dash.store.lessons import teach
from maynum_dash.ui import access, assistant, loading, opening, state
from maynum_dash.ui.components.lessons import lessons_kept
from maynum_dash.ui.components.table import table
from maynum_dash.ui.frame import Context
from maynum_dash.ui.shelf import Item

_LATER = ""
_MOST_ASKED = 40
_TRIAL = [
    Column("what", "Ce qui serait lu"),
    Column("before", "Sans ces décisions"),
    Column("after", "Avec ces décisions"),
]


def draw(context: Context) -> None:
    """Draw the section."""
    if access.visitor().is_team:
        access.ask_name()
    item = _item(context)
    if item is None:
        st.info(
            "Les données affichées viennent d’un import, dont le fichier n’est pas gardé : ouvrez un "
            "classeur pour décider de ses colonnes.",
            icon=":material/view_column:",
        )
    else:
        _assistant(item)
    lessons_kept()


def _item(context: Context) -> Item | None:
    """File to decide about: the one that was refused for its columns, else the one in view."""
    refused = loading.shelf().get(str(st.session_state.get(state.REFUSED, "")))
    return context.edition.item if refused is None else refused


def _assistant(item: Item) -> None:
    st.header(f"Colonnes à reconnaître dans « {markdown_text(item.name)} »", anchor=False)
    try:
        found = assistant.assistance(item)
    except MaynumError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        return
    for (sheet, name), fields in found.missing.items():
        headings = load_headings(found.profile)
        listed = ", ".join(f"« {field_label(headings, name, field)} »" for field in fields)
        st.warning(
            markdown_text(f"Feuille « {sheet} » : il manque {listed}. Dites quelle colonne en tient lieu."),
            icon=":material/priority_high:",
        )
    if not found.questions:
        st.success("Toutes les colonnes sont reconnues ou décidées.", icon=":material/check_circle:")
        return
    st.html(
        '<p class="mn-source">Chaque colonne inconnue est comparée aux champs qui manquent : le titre compte '
        "pour 65 points, la part des valeurs que le champ sait lire pour 35. Rien n’est deviné : vous "
        "décidez, et la décision vaut pour tous les fichiers qui portent ce titre.</p>"
    )
    lessons = _questions(found)
    _try(item, lessons)


def _questions(found: Assistance) -> tuple[Lesson, ...]:
    """Ask about each column; give what is decided now."""
    decided = []
    for rank, question in enumerate(found.questions[:_MOST_ASKED]):
        field = _ask(found, question, rank)
        if field:
            decided.append(Lesson(found.profile, question.table, field, question.heading))
    rest = len(found.questions) - _MOST_ASKED
    if rest > 0:
        st.caption(
            f"Et {formats.count(rest, 'autre colonne', 'autres colonnes')}, une fois celles-ci décidées."
        )
    return tuple(decided)


def _ask(found: Assistance, question: Question, rank: int) -> str:
    """Show one column, its values and its likely fields."""
    headings = load_headings(found.profile)
    likely = {one.field: one for one in question.suggestions}
    others = [one for one in found.free[question.sheet, question.table] if one not in likely]
    options = [_LATER, *likely, UNUSED, *others]

    def label(field: str) -> str:
        if field == _LATER:
            return "Décider plus tard"
        if field == UNUSED:
            return "Laisser de côté"
        name = field_label(headings, question.table, field)
        one = likely.get(field)
        if one is None:
            return name
        fit = "" if one.fit is None else f", {one.fit}\u00a0% des valeurs lisibles"
        return f"{name} (score {one.score}{fit})"

    left, right = st.columns([3, 2], vertical_alignment="bottom")
    place = (
        f"feuille « {question.sheet} » ({table_label(headings, question.table)}), colonne {question.letters}"
    )
    samples = " · ".join(question.samples) or "colonne vide"
    left.html(
        f'<p class="mn-sentence"><b>{html_text(question.heading)}</b><br>'
        f'<span class="mn-source">{html_text(place)} · exemples : {html_text(samples)}</span></p>'
    )
    return right.selectbox(
        f"Champ de la colonne « {question.heading} »",
        options,
        index=options.index(question.chosen),
        format_func=label,
        key=f"column-{rank}-{question.sheet}-{question.heading}",
        label_visibility="collapsed",
        filter_mode=None,
    )


def _try(item: Item, lessons: tuple[Lesson, ...]) -> None:
    """Show what the decisions would change, then keep them."""
    with st.container(horizontal=True):
        if st.button(
            "Voir ce que cela changerait", icon=":material/preview:", disabled=not lessons, key="try-columns"
        ):
            st.session_state[state.TRIED] = lessons
        is_tried = bool(lessons) and st.session_state.get(state.TRIED) == lessons
        keep = st.button(
            "Retenir ces décisions",
            type="primary",
            icon=":material/check:",
            disabled=not is_tried or not access.visitor().is_team,
            help="Regardez d’abord ce qu’elles changeraient.",
            key="keep-columns",
        )
    if not access.visitor().is_team:
        st.info("Seule l’équipe peut retenir une décision.", icon=":material/lock:")
    if keep and is_tried:
        _keep(item, lessons)
    elif is_tried:
        _compare(item, lessons)


def _compare(item: Item, lessons: tuple[Lesson, ...]) -> None:
    with st.spinner("Lecture du fichier avec ces décisions…"):
        before, after = assistant.trial(item, ()), assistant.trial(item, lessons)
    rows = [(what, _shown(before, what), _shown(after, what)) for what in after.figures or before.figures]
    if rows:
        frame = pd.DataFrame(rows, columns=[column.field for column in _TRIAL])
        caption = "Ce que ces décisions changeraient dans ce fichier ; les imports passés ne changent pas"
        table(frame, _TRIAL, caption, name="essai-colonnes", source=f"« {item.name} », non importé")
    if before.refusal:
        st.caption(f"Sans ces décisions, le fichier est refusé : {markdown_text(before.refusal)}")
    if after.refusal:
        st.error(markdown_text(after.refusal), icon=":material/error:")


def _shown(trial: Trial, what: str) -> str:
    return trial.figures.get(what, "refusé")


def _keep(item: Item, lessons: Sequence[Lesson]) -> None:
    try:
        count = teach(loading.store(), lessons, access.author("décider de ce que contient une colonne"))
    except MaynumError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        return
    st.session_state.pop(state.TRIED, None)
    said = f"{formats.count(count, 'décision retenue', 'décisions retenues')}."
    st.session_state[state.NOTICE] = (Severity.INFORMATION, said)
    if st.session_state.pop(state.REFUSED, None):
        opening.take(item)
    st.rerun()
