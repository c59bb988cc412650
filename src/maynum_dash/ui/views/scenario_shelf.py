"""Scenarios kept for the team: open, save, rename, duplicate, delete, export, give back, show everywhere."""

import hashlib
import json
from dataclasses import replace

import streamlit as st

from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.errors import MaynumError
from maynum_dash.domain.moves import Scenario
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import markdown_text
from maynum_dash.sources.scenario import parse_scenario, scenario_bytes, scenario_table
from maynum_dash.store.scenarios import delete_scenario, list_scenarios, save_scenario
from maynum_dash.ui import access, consultation, editions, exporting, loading, state
from maynum_dash.ui.comparing import name
from maynum_dash.ui.frame import Context
from maynum_dash.ui.playing import Offered, Start, draft, offered, redraft, unreadable

_GIVEN = "scenario-files"  # counts the files given, so that the widget empties itself


def begin(begun: Start) -> None:
    """Offer to start the draft from another scenario, or from a file."""
    known = {token: one for token, one in offered(begun).items() if one.scenario != draft()}
    left, middle, right = st.columns([5, 2, 2], vertical_alignment="bottom")
    token = left.selectbox(
        "Partir d’un scénario",
        list(known),
        format_func=lambda token: _origin(token, known[token]),
        key="scenario-origin",
        filter_mode=None,
    )
    middle.button(
        "Reprendre",
        icon=":material/file_open:",
        on_click=_take,
        args=(known[token],) if token else (),
        disabled=token is None,
        width="stretch",
        key="scenario-take",
    )
    right.button(
        "Repartir de zéro",
        icon=":material/restart_alt:",
        on_click=_clear,
        width="stretch",
        key="scenario-clear",
    )


def draw(context: Context) -> None:
    """Offer to keep the draft, and to manage what is kept."""
    st.header("Garder, partager", anchor=False)
    who = access.visitor()
    if who.is_team:
        access.ask_name()
    else:
        st.info(
            "Vous pouvez tout essayer ; seule l’équipe enregistre un scénario pour les autres.",
            icon=":material/lock:",
        )
    _buttons(draft(), is_team=who.is_team)
    _give()
    _kept(context, is_team=who.is_team)
    for saved in unreadable():
        st.warning(
            f"Le scénario enregistré « {markdown_text(saved.name)} » ne peut pas être lu par cette version "
            "du logiciel : il n’est pas proposé.",
            icon=":material/warning:",
        )


def _buttons(scenario: Scenario, *, is_team: bool) -> None:
    number = st.session_state.get(state.DRAFT_ID)
    can_save = is_team and bool(scenario.name) and bool(scenario.moves)
    first, second, third = st.columns(3)
    first.button(
        "Enregistrer" if number is None else "Enregistrer les changements",
        type="primary",
        icon=":material/save:",
        on_click=_save,
        args=(scenario, number),
        disabled=not can_save,
        width="stretch",
        key="scenario-save",
    )
    second.button(
        "Enregistrer comme nouveau",
        icon=":material/content_copy:",
        on_click=_save,
        args=(scenario, None),
        disabled=not can_save or number is None,
        width="stretch",
        key="scenario-save-new",
    )
    content = scenario_bytes(replace(scenario, name=scenario.name or "Sans nom"))
    third.download_button(
        "Exporter (JSON)",
        content,
        file_name=f"maynum-scenario-{hashlib.sha256(content).hexdigest()[:8]}.json",
        mime="application/json",
        icon=":material/download:",
        disabled=not scenario.moves,
        on_click=exporting.note,
        args=(f"Scénario « {scenario.name} »",),
        width="stretch",
        key="scenario-export",
    )
    if is_team and scenario.moves and not scenario.name:
        st.caption("Donnez un nom au scénario pour l’enregistrer.")


def _give() -> None:
    counter = st.session_state.get(_GIVEN, 0)
    given = st.file_uploader("Reprendre un scénario exporté (JSON)", key=f"scenario-file-{counter}")
    if given is None:
        return
    st.session_state[_GIVEN] = counter + 1
    try:
        _take(Offered(parse_scenario(given.getvalue())))
        said = (Severity.INFORMATION, "Le scénario du fichier est repris : il n’est pas encore enregistré.")
    except MaynumError as error:
        said = (Severity.BLOCKING, str(error))
    st.session_state[state.NOTICE] = said
    st.rerun()


def _kept(context: Context, *, is_team: bool) -> None:
    saved = {one.id: one for one in list_scenarios(loading.store())}
    if not saved:
        st.caption("Aucun scénario n’est encore enregistré.")
        return
    number = st.selectbox(
        "Scénarios enregistrés",
        list(saved),
        format_func=lambda number: (
            f"n°\u00a0{number} · {saved[number].name} · {saved[number].author}, "
            f"le {formats.day_short(saved[number].at.astimezone().date())}"
        ),
        key="scenario-kept",
        filter_mode=None,
    )
    left, right, _ = st.columns([3, 2, 4])
    token = f"{editions.SUPPOSED}{number}"
    left.button(
        "Voir dans toutes les pages",
        icon=":material/visibility:",
        on_click=consultation.consult,
        args=(token,),
        disabled=context.edition.token == token,
        width="stretch",
        key="scenario-consult",
    )
    if right.button(
        "Supprimer",
        icon=":material/delete_forever:",
        disabled=not is_team,
        width="stretch",
        key="scenario-delete",
    ):
        _confirm(number, saved[number].name)


@st.dialog("Supprimer un scénario")
def _confirm(number: int, called: str) -> None:
    """Ask before forgetting what others may use."""
    st.markdown(f"« {markdown_text(called)} » ne pourra plus être repris par personne.")
    if not st.button("Supprimer ce scénario", type="primary", key="scenario-delete-sure"):
        return
    try:
        delete_scenario(loading.store(), number, access.author("supprimer un scénario"))
    except MaynumError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        return
    if st.session_state.get(state.DRAFT_ID) == number:
        st.session_state.pop(state.DRAFT_ID)
    st.session_state[state.NOTICE] = (Severity.INFORMATION, f"Le scénario « {called} » est supprimé.")
    st.rerun()


def _origin(token: str, one: Offered) -> str:
    kind = f"enregistré n°\u00a0{one.saved.id}" if one.saved else "tout prêt"
    return f"{name(token, one)} ({kind})"


def _take(one: Offered) -> None:
    redraft(one.scenario)
    st.session_state.pop(state.DRAFT_ID, None)
    if one.saved is not None:
        st.session_state[state.DRAFT_ID] = one.saved.id
    _renew_forms()


def _clear() -> None:
    redraft(Scenario(""))
    st.session_state.pop(state.DRAFT_ID, None)
    _renew_forms()


def _renew_forms() -> None:
    st.session_state[state.DRAFT_FORMS] = st.session_state.get(state.DRAFT_FORMS, 0) + 1
    st.session_state.pop(state.DRAFT_CHANGED, None)


def _save(scenario: Scenario, number: int | None) -> None:
    """Keep the draft; a refusal leaves it as it is."""
    try:
        author = access.author("enregistrer un scénario")
        table = json.loads(json.dumps(scenario_table(scenario)))
        saved = save_scenario(loading.store(), scenario.name, table, author, number)
    except MaynumError as error:
        st.session_state[state.NOTICE] = (Severity.BLOCKING, str(error))
        return
    st.session_state[state.DRAFT_ID] = saved.id
    said = f"« {saved.name} » est enregistré : scénario n°\u00a0{saved.id}, que chacun peut comparer."
    st.session_state[state.NOTICE] = (Severity.INFORMATION, said)
