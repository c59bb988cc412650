"""Présentation: choose the slides, read their sentences again, show them or take them away."""

from dataclasses import dataclass

import streamlit as st

from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import html_text, markdown_text
from maynum_dash.rendering.session.sections import sections
from maynum_dash.rendering.slides.catalogue import Edit, Selection
from maynum_dash.rendering.slides.model import Deck, Points, Slide
from maynum_dash.rendering.slides.parts import NAMES
from maynum_dash.store.imports import current_import, list_imports
from maynum_dash.store.snapshots import list_snapshots
from maynum_dash.ui import address, consultation, loading, presenting, state, supposing
from maynum_dash.ui.components import exports, picker, stage
from maynum_dash.ui.frame import Context

_CURRENT = ""
_LONGEST = 240  # letters of a title that a screen holds
_TYPES = ["pptx", "potx"]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A presentation, and what it depends on."""

    selection: Selection
    deck: Deck
    key: tuple[object, ...]


def draw(context: Context) -> None:
    """Draw the page."""
    st.html(
        '<p class="mn-lead">Choisissez les diapositives, relisez leurs phrases, puis présentez ou '
        "téléchargez. L’écran, le PowerPoint, les PDF et la page autonome montrent les mêmes chiffres.</p>"
    )
    _what()
    _workshop(context)


def _what() -> None:
    """Choose the data that are presented, for the whole dashboard."""
    names = {_CURRENT: "Données affichées par tous"}
    latest = current_import(loading.store())
    for one in sorted(list_snapshots(loading.store()), key=lambda seal: seal.committee_on, reverse=True):
        names[one.fingerprint] = (
            f"Comité du {formats.day_long(one.committee_on)}, empreinte {one.fingerprint}"
        )
    for record in list_imports(loading.store()):
        if record.purged_at is None and record != latest:
            day = formats.day_short(record.at.astimezone().date())
            names[str(record.id)] = f"Import n°\u00a0{record.id} du {day}, {record.name}"
    names |= supposing.presentable()
    token = str(st.session_state.get(state.CONSULTED, ""))
    shown = token if token in names else _CURRENT
    if len(names) < 2 or st.session_state.get(state.OPENED):  # noqa: PLR2004 -- nothing to choose
        return
    key = "widget-presented"
    st.session_state[key] = shown
    st.selectbox(
        "Présenter",
        list(names),
        format_func=names.__getitem__,
        key=key,
        filter_mode=None,
        on_change=lambda: consultation.consult(st.session_state[key]),
    )


@st.fragment
def _workshop(context: Context) -> None:
    known = presenting.compared(context)
    tokens = [token for token in known if token != context.edition.token or not token]
    before = state.one(state.EARLIER, tokens, presenting.last_committee(context, known))
    selection, scenarios = presenting.selection(), tuple(supposing.chosen(context).values())
    key = presenting.key_of(context, selection, before, scenarios)
    about = presenting.subject(context, before, known, scenarios)
    shown = _Shown(selection, presenting.composed(about, selection, key), key)
    opened = state.one(state.SLIDE, presenting.order(), presenting.order()[0])
    left, right = st.columns([5, 8], gap="large")
    with right:
        _preview(shown, opened)
        exports.exports(exports.Source(about, selection, shown.deck, key))
        _words(shown, opened)
    with left:
        if len(tokens) > 1:
            st.selectbox(
                "Comparer avec",
                tokens,
                format_func=known.__getitem__,
                filter_mode=None,
                **state.wiring(state.EARLIER, "page"),
            )
        supposing.choose(context)
        _list(selection, opened)
        _template()
    address.write()


def _preview(shown: _Shown, opened: str) -> None:
    html = loading.once_long((*shown.key, "sections"), lambda: sections(shown.deck))
    places = [rank for rank, slide in enumerate(shown.deck.slides) if _is_of(slide, opened)]
    stage.show(html, at=places[0] if places else 0, key="stage")


def _is_of(slide: Slide, key: str) -> bool:
    return slide.key == key or slide.key.removeprefix(f"{key}-").isdecimal()


def _list(selection: Selection, opened: str) -> None:
    st.header("Diapositives", anchor=False)
    items = [picker.Item(key, NAMES[key], key in selection.keys) for key in _ordered(selection)]
    picker.show(
        items, opened, key="picker", pick=presenting.pick, choose=lambda key: state.choose(state.SLIDE, key)
    )


def _ordered(selection: Selection) -> list[str]:
    """Every part: those that are left out keep the place that the user gave them."""
    order = presenting.order()
    return (
        order
        if state.SLIDE_ORDER in st.session_state
        else [*selection.keys, *(k for k in order if k not in selection.keys)]
    )


def _words(shown: _Shown, opened: str) -> None:
    """Let the user write the message, and the sentences of a list."""
    name = NAMES[opened]
    slides = [slide for slide in shown.deck.slides if _is_of(slide, opened)]
    if not slides:
        st.caption(f"« {name} » n’a rien à montrer, ou n’est pas retenue.")
        return
    slide, edit = slides[0], shown.selection.edits.get(opened, Edit())
    field = f"title-{opened}"
    st.session_state[field] = edit.title or slide.title
    st.text_area(
        f"Message de « {name} »",
        key=field,
        max_chars=_LONGEST,
        height=90,
        on_change=lambda: presenting.rewrite(opened, title=" ".join(st.session_state[field].split())),
    )
    if isinstance(slide.body, Points):
        _sentences(opened, slide.body)
    if edit != Edit():
        st.button(
            "Reprendre les phrases calculées",
            icon=":material/undo:",
            key=f"forget-{opened}",
            on_click=presenting.forget,
            args=(opened,),
        )


def _sentences(opened: str, body: Points) -> None:
    field = f"lines-{opened}"
    st.session_state[field] = "\n".join(item.text for item in body.items)

    def keep() -> None:
        lines = tuple(line.strip() for line in st.session_state[field].splitlines() if line.strip())
        presenting.rewrite(opened, lines=lines)

    st.text_area("Ses phrases, une par ligne", key=field, height=200, on_change=keep)


def _template() -> None:
    """Take the template of the office for the PowerPoint."""
    given = presenting.template()
    with st.expander("Modèle PowerPoint du Département", icon=":material/palette:"):
        if given is not None:
            st.html(f'<p class="mn-data">Modèle : <b>{html_text(given.name)}</b></p>')
            st.button(
                "Revenir au modèle du tableau de bord",
                key="forget-template",
                on_click=state.choose,
                args=(state.TEMPLATE, ""),
            )
        file = st.file_uploader(
            "Ses mises en page, ses polices et ses couleurs sont reprises (.pptx ou .potx, 25 Mo au plus)",
            type=_TYPES,
            key="template-file",
        )
        if file is None:
            return
        item = loading.shelf().put(file.name, file.getvalue(), loading.today())
        if given is not None and given.key == item.key:
            return
        said = presenting.refused(item)
        if said:
            st.error(markdown_text(said), icon=":material/error:")
            return
        state.choose(state.TEMPLATE, item.key)
        st.success(f"Le PowerPoint prendra les mises en page de « {markdown_text(item.name)} ».")
