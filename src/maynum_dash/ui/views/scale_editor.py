"""Barème: the versions in force, and another one whose effect is shown before it is saved."""

import hashlib
from datetime import date
from typing import Final

import pandas as pd
import streamlit as st

from maynum_dash.analysis.comparison.bridge import Scope
from maynum_dash.analysis.money.pivots import TOTAL, pivot, with_totals
from maynum_dash.analysis.territory.rescaling import Effects, rescaled
from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.errors import MaynumError
from maynum_dash.domain.posts import EmployerCategory, Funder, Reading
from maynum_dash.domain.scale import FundingScale, ScaleVersion
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import html_text, markdown_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.sources.scale_text import scale_text
from maynum_dash.store.scales import list_scales, save_scale
from maynum_dash.ui import access, exporting, loading, state
from maynum_dash.ui.components.scale_form import edited
from maynum_dash.ui.components.table import table
from maynum_dash.ui.editions import Kind as EditionKind
from maynum_dash.ui.frame import Context

_NEW: Final = "nouvelle"
_LONGEST_NOTE: Final = 200
_FORMS: Final = "scale-forms"


def draw(context: Context) -> None:
    """Draw the part."""
    scale = loading.basis().scale
    _versions(scale)
    _change(context, scale)
    _saved()


def _versions(scale: FundingScale) -> None:
    lines = [
        {
            "from": version.valid_from,
            "base": version.base_cents,
            "cap": version.cap_cents,
            "first": float(version.clause.first_pct),
            **{
                category.value: sum(version.amounts[category][Funder.DEPARTMENT])
                for category in EmployerCategory
            },
        }
        for version in scale.versions
    ]
    columns = [
        Column("from", "Décisions à partir du", Kind.DAY),
        Column("base", "Base annuelle", Kind.EUROS),
        Column("cap", "Plafond, trois ans", Kind.EUROS),
        Column("first", "Acompte", Kind.PERCENT, 1),
        *(Column(category.value, f"Département, {category}", Kind.EUROS) for category in EmployerCategory),
    ]
    source = "barème en vigueur ; part du Département sur trois ans, par catégorie d’employeur"
    table(pd.DataFrame(lines), columns, "Versions du barème, en euros", name="bareme", source=source)
    content = scale_text(scale).encode()
    st.download_button(
        "Télécharger bareme.toml",
        content,
        file_name=f"bareme-{hashlib.sha256(content).hexdigest()[:8]}.toml",
        mime="application/toml",
        icon=":material/download:",
        on_click=exporting.note,
        args=("Barème",),
        key="scale-download",
    )


def _change(context: Context, scale: FundingScale) -> None:
    """Offer another version, show what it would change, then save it."""
    st.header("Changer le barème", anchor=False)
    versions = {version.valid_from.isoformat(): version for version in scale.versions}
    counter = st.session_state.get(_FORMS, 0)
    chosen = st.selectbox(
        "Version",
        [_NEW, *versions],
        format_func=lambda word: (
            "Nouvelle version, à partir de la dernière"
            if word == _NEW
            else f"Corriger celle du {formats.day_short(versions[word].valid_from)}"
        ),
        key=f"scale-version-{counter}",
        filter_mode=None,
    )
    seed = versions.get(chosen, scale.versions[-1])
    usual = seed.valid_from if chosen in versions else date(context.today.year + 1, 1, 1)
    try:
        version = edited(seed, usual, f"scale-{counter}-{chosen}", with_texts=True)
        proposed = _with(scale, version, versions.get(chosen))
    except MaynumError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        return
    if proposed == scale:
        st.info("Rien n’est changé pour l’instant.", icon=":material/info:")
        return
    effects = rescaled(loading.board(context.edition.base), proposed)
    _effects(context, effects)
    _save(context, proposed, counter)


def _with(scale: FundingScale, version: ScaleVersion, replaced: ScaleVersion | None) -> FundingScale:
    """Put a version among the others, in the place of the one that it corrects or of its own day."""
    others = [one for one in scale.versions if one != replaced and one.valid_from != version.valid_from]
    return FundingScale(tuple(sorted([*others, version], key=lambda one: one.valid_from)))


def _effects(context: Context, effects: Effects) -> None:
    st.header("Ce que cela changerait", anchor=False)
    source = f"barème proposé, non enregistré ; {context.edition.base.source}"
    if effects.posts.empty:
        st.html(
            '<p class="mn-sentence" role="status">Aucun poste des données actuelles n’est concerné : seules '
            "les décisions à venir le seraient.</p>"
        )
        return
    gap = int(Scope(Reading.TRANCHE, (Funder.DEPARTMENT,)).keep(effects.steps)["amount_cents"].sum())
    posts = formats.count(len(effects.posts), "poste change", "postes changent")
    st.html(
        f'<p class="mn-sentence" role="status">{html_text(posts)} de plan ou d’échéancier ; part du '
        f"Département, toutes années : {html_text(formats.euros_signed(gap))}.</p>"
    )
    for reading, title in ((Reading.SIGNATURE, "AE, à la signature"), (Reading.PAYMENT, "CP, au paiement")):
        kept = Scope(reading).keep(effects.steps)
        if kept.empty:
            continue
        wide = with_totals(pivot(kept, ["funder"], "fiscal_year")).rename(columns=str).reset_index()
        years = [name for name in wide.columns if name not in {"funder", TOTAL}]
        columns = [Column("funder", "Financeur")]
        columns += [Column(year, year, Kind.DIFFERENCE) for year in [*years, TOTAL]]
        table(
            wide.iloc[:-1],
            columns,
            f"Écarts par exercice, {title}, en euros",
            name=f"bareme-{reading.value}",
            source=source,
            total=wide.iloc[-1],
        )
    with st.expander("Les postes concernés", icon=":material/list:"):
        columns = [
            Column("post_id", "Poste"),
            Column("structure", "Structure", is_wide=True),
            Column("before_cents", "Département avant", Kind.EUROS),
            Column("after_cents", "Département après", Kind.EUROS),
        ]
        table(effects.posts, columns, "Postes concernés, sur trois ans", name="bareme-postes", source=source)


def _save(context: Context, proposed: FundingScale, counter: int) -> None:
    who = access.visitor()
    if not who.is_team:
        st.info("Vous pouvez tout essayer ; seule l’équipe enregistre un barème.", icon=":material/lock:")
        return
    if context.edition.base.kind is EditionKind.SEALED:
        st.info("Un état scellé garde son barème : revenez aux données courantes.", icon=":material/lock:")
        return
    access.ask_name()
    note = st.text_input(
        "Ce qui change, pour le registre",
        max_chars=_LONGEST_NOTE,
        placeholder="Délibération du …",
        key=f"scale-note-{counter}",
    )
    if not st.button("Enregistrer ce barème", type="primary", icon=":material/save:", key="scale-save"):
        return
    try:
        saved = save_scale(loading.store(), scale_text(proposed), note, access.author("changer le barème"))
    except MaynumError as error:
        st.error(markdown_text(str(error)), icon=":material/error:")
        return
    st.session_state[_FORMS] = counter + 1
    kept = "Les imports passés et les états scellés gardent le leur."
    said = f"Le barème n°\u00a0{saved.id} est en vigueur. {kept}"
    st.session_state[state.NOTICE] = (Severity.INFORMATION, said)
    st.rerun()


def _saved() -> None:
    """List the scales that were saved, the latest first."""
    saved = list_scales(loading.store())
    if not saved:
        st.caption("Aucun barème n’a été enregistré ici : celui du fichier data/bareme.toml s’applique.")
        return
    lines = [
        {
            "id": one.id,
            "day": one.at.astimezone().date(),
            "author": one.author,
            "note": one.note or formats.MISSING,
        }
        for one in saved
    ]
    columns = [
        Column("id", "N°", Kind.INTEGER),
        Column("day", "En vigueur depuis le", Kind.DAY),
        Column("author", "Par"),
        Column("note", "Ce qui change", is_wide=True),
    ]
    source = "mémoire du tableau de bord"
    table(pd.DataFrame(lines), columns, "Barèmes enregistrés", name="baremes", source=source)
