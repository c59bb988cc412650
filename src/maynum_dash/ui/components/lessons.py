"""The headings that the team taught: listed, changed, forgotten, written to a file and read from one."""

import hashlib

import pandas as pd
import streamlit as st

from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.errors import MaynumError
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import markdown_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.sources.headings import UNUSED, load_headings
from maynum_dash.sources.lessons import (
    Lesson,
    fault_of,
    field_label,
    lessons_csv,
    read_lessons,
    table_label,
)
from maynum_dash.sources.profiles import profile_label
from maynum_dash.sources.schemas import SCHEMAS
from maynum_dash.store.lessons import Taught, forget, list_lessons, teach
from maynum_dash.ui import access, loading, state
from maynum_dash.ui.components.table import table

_COLUMNS = [
    Column("heading", "Titre de la colonne", is_wide=True),
    Column("field", "Champ"),
    Column("table", "Table"),
    Column("profile", "Type de fichier"),
    Column("standing", "Effet"),
    Column("author", "Décidé par"),
    Column("day", "Le", Kind.DAY),
]


def lessons_kept() -> None:
    """Show what the team decided, and let it change its mind."""
    st.header("Titres appris", anchor=False)
    kept = list_lessons(loading.store())
    if kept:
        frame = pd.DataFrame([_row(one) for one in kept])
        caption = f"{formats.count(len(kept), 'titre appris', 'titres appris')} par l’équipe"
        table(frame, _COLUMNS, caption, name="titres-appris", source="mémoire du tableau de bord")
        _download(kept)
    else:
        st.info("Aucun titre n’est appris : seuls ceux du logiciel sont reconnus.", icon=":material/school:")
    if access.visitor().is_team:
        left, right = st.columns(2, gap="large")
        with left:
            _change(kept)
        with right:
            _bring()


def _row(one: Taught) -> dict[str, object]:
    lesson = one.lesson
    fault = fault_of(lesson)
    headings = None if fault is not None else load_headings(lesson.profile)
    return {
        "heading": lesson.heading,
        "field": lesson.field if headings is None else field_label(headings, lesson.table, lesson.field),
        "table": lesson.table if headings is None else table_label(headings, lesson.table),
        "profile": lesson.profile if headings is None else profile_label(headings),
        "standing": "appliqué" if fault is None else "sans effet : le logiciel dit autre chose",
        "author": one.author,
        "day": one.at.astimezone().date(),
    }


def _download(kept: tuple[Taught, ...]) -> None:
    content = lessons_csv(one.lesson for one in kept)
    stamp = hashlib.sha256(content).hexdigest()[:8]
    st.download_button(
        "Télécharger les titres appris (CSV de data/entetes.csv)",
        content,
        file_name=f"titres-appris-{stamp}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="download-lessons",
    )


def _change(kept: tuple[Taught, ...]) -> None:
    if not kept:
        return
    st.subheader("Revoir une décision", anchor=False)
    lesson = st.selectbox(
        "Titre", [one.lesson for one in kept], format_func=_named, key="lesson-to-change", filter_mode=None
    )
    headings = load_headings(lesson.profile) if fault_of(lesson) is None else None
    if headings is not None:
        fields = [UNUSED, *(one.name for one in SCHEMAS[lesson.table])]
        field = st.selectbox(
            "Champ",
            fields,
            index=fields.index(lesson.field),
            format_func=lambda name: field_label(headings, lesson.table, name).capitalize(),
            key=f"lesson-field-{lesson.key}",
            filter_mode=None,
        )
    else:
        field = lesson.field
    with st.container(horizontal=True):
        if st.button("Changer", icon=":material/edit:", disabled=field == lesson.field, key="change-lesson"):
            changed = Lesson(lesson.profile, lesson.table, field, lesson.heading)
            _write([changed], "La décision est changée. Les imports passés gardent la leur.")
        if st.button("Oublier", icon=":material/delete:", key="forget-lesson"):
            _forget(lesson)


def _named(lesson: Lesson) -> str:
    return f"{lesson.heading} ({lesson.profile})"


def _bring() -> None:
    st.subheader("Reprendre des titres", anchor=False)
    given = st.file_uploader("Fichier CSV de titres, ou lignes de data/entetes.csv", key="lessons-file")
    if given is None:
        return
    try:
        lessons = read_lessons(given.getvalue(), given.name)
    except MaynumError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        return
    if not lessons:
        st.info("Ce fichier n’apprend rien de nouveau.", icon=":material/info:")
        return
    listed = ", ".join(f"« {one.heading} »" for one in lessons[:5])
    more = f" et {formats.count(len(lessons) - 5, 'autre')}" if len(lessons) > 5 else ""  # noqa: PLR2004 -- as listed
    st.caption(markdown_text(f"À reprendre : {listed}{more}."))
    if st.button("Reprendre ces titres", icon=":material/upload:", key="bring-lessons"):
        _write(lessons, f"{formats.count(len(lessons), 'titre repris', 'titres repris')}.")


def _write(lessons: tuple[Lesson, ...] | list[Lesson], said: str) -> None:
    try:
        teach(loading.store(), lessons, access.author("décider de ce que contient une colonne"))
    except MaynumError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        return
    _done(said)


def _forget(lesson: Lesson) -> None:
    try:
        forget(loading.store(), lesson, access.author("oublier un titre appris"))
    except MaynumError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        return
    _done(f"Le titre « {lesson.heading} » est oublié. Les imports passés gardent leur lecture.")


def _done(said: str) -> None:
    st.session_state[state.NOTICE] = (Severity.INFORMATION, said)
    st.rerun()
