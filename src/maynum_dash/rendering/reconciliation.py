"""What the State and the workbook say of each post, in sentences and in columns."""

from typing import Any, Final

import pandas as pd
from pandas import DataFrame

from maynum_dash.analysis.quality.reconciliation import Gap
from maynum_dash.analysis.territory.names import fold
from maynum_dash.rendering import formats
from maynum_dash.rendering.tables import Column, Kind

RECONCILED: Final = [
    Column("post_id", "Poste"),
    Column("named", "Structure", is_wide=True),
    Column("planned_cents", "ANCT et bonification (classeur)", Kind.EUROS),
    Column("contracted_cents", "Conventionné (État)", Kind.EUROS),
    Column("paid_cents", "Versé (État)", Kind.EUROS),
    Column("difference_cents", "Écart", Kind.DIFFERENCE),
    Column("said", "Explication", is_wide=True),
]
BRIDGE: Final = [
    Column("label", "Ligne", is_wide=True),
    Column("posts", "Postes", Kind.INTEGER),
    Column("amount_cents", "Écart", Kind.DIFFERENCE),
    Column("total_cents", "Total", Kind.EUROS),
]
LINKED: Final = [
    Column("state_post_id", "ID Poste (État)"),
    Column("structure", "Structure (État)", is_wide=True),
    Column("status", "Statut"),
    Column("contracted_cents", "Conventionné", Kind.EUROS),
    Column("paid_cents", "Versé", Kind.EUROS),
    Column("post_id", "Poste du classeur"),
    Column("matched_by", "Rapproché par"),
]
OF_POST: Final = [
    Column("state_post_id", "ID Poste (État)"),
    Column("structure", "Structure (État)", is_wide=True),
    Column("status", "Statut"),
    Column("agreement", "Convention"),
    Column("agreement_end", "Fin de convention", Kind.DAY),
    Column("contracted_cents", "Conventionné", Kind.EUROS),
    Column("paid_cents", "Versé", Kind.EUROS),
    Column("matched_by", "Rapproché par"),
]
_SENTENCES: Final = {
    Gap.NONE.value: "Les totaux concordent",
    Gap.UNKNOWN_TOTAL.value: "L’export ne donne pas de total",
    Gap.ONLY_WORKBOOK.value: "Le poste n’est pas dans l’export de l’État",
    Gap.ONLY_STATE.value: "Le poste n’est pas dans le classeur",
    Gap.RETURNED.value: "Le poste est rendu : l’État ne compte que ce qui est acquis",
    Gap.CUMULATED.value: (
        "L’État cumule la convention initiale et le renouvellement ; le classeur ne décrit que la convention "
        "en cours"
    ),
    Gap.BONUS.value: "Un seul des deux compte la bonification",
    Gap.MOVED.value: "Le poste a changé de structure : l’État additionne ses lignes",
    Gap.AMOUNT.value: "Les montants diffèrent : vérifiez-les dans la convention",
}


def reconciled_rows(table: DataFrame) -> DataFrame:
    """Add to each line what there is to say of it.

    Parameters
    ----------
    table
        Result of ``reconcile``.

    Returns
    -------
    DataFrame
        The same rows with ``said`` and ``named``, the structure of the workbook and the State's where it is
        another one; the State's identifier stands for a post that the workbook has not.
    """
    said = [explanation(line) for line in table.to_dict("records")]
    return table.assign(
        said=pd.array(said, dtype="str"),
        named=pd.array(
            [_named(*pair) for pair in zip(table["employer"], table["structure"], strict=True)], dtype="str"
        ),
        post_id=table["post_id"].fillna(table["state_post_id"]),
    )


def explanation(line: dict[Any, Any]) -> str:
    """Explain one line in French: the amount, then the status and the end where they differ.

    Parameters
    ----------
    line
        Row of ``reconcile``.
    """
    parts = [_SENTENCES[line["gap"]]]
    if _both(line["status"], line["state_status"]) and line["status"] != line["state_status"]:
        parts.append(f"statut « {line['state_status']} » pour l’État, « {line['status']} » au classeur")
    if _both(line["state_end"], line["agreement_end"]) and line["state_end"] != line["agreement_end"]:
        theirs, ours = formats.day_short(line["agreement_end"]), formats.day_short(line["state_end"])
        parts.append(f"fin de la convention de l’État le {theirs} selon l’export, le {ours} au classeur")
    return " ; ".join(parts) + "."


def summary(table: DataFrame) -> str:
    """Say in one sentence how far the State and the workbook agree.

    Parameters
    ----------
    table
        Result of ``reconcile``.
    """
    both = table[
        table["gap"].isin([gap.value for gap in Gap if gap not in {Gap.ONLY_STATE, Gap.ONLY_WORKBOOK}])
    ]
    agreeing = int((both["gap"] == Gap.NONE.value).sum())
    absent = int((table["gap"] == Gap.ONLY_WORKBOOK.value).sum())
    unknown = int((table["gap"] == Gap.ONLY_STATE.value).sum())
    differing = int((both["status"] != both["state_status"]).sum())
    found = formats.count(len(both), "poste est rapproché", "postes sont rapprochés")
    same = formats.count(agreeing, "concorde au centime", "concordent au centime")
    lacking = formats.count(
        absent, "poste du classeur absent de l’export", "postes du classeur absents de l’export"
    )
    more = formats.count(
        unknown, "poste de l’État sans poste au classeur", "postes de l’État sans poste au classeur"
    )
    status = formats.count(differing, "statut différent", "statuts différents")
    return f"{found}, dont {same} ; {status} ; {lacking} ; {more}."


def _named(employer: object, structure: object) -> str | None:
    """Name the structure once when both files write it alike."""
    if not isinstance(structure, str):
        return employer if isinstance(employer, str) else None
    if not isinstance(employer, str):
        return f"{structure} (État)"
    return employer if fold(employer) == fold(structure) else f"{employer} (État : {structure})"


def _both(one: object, other: object) -> bool:
    return pd.notna(one) and pd.notna(other)  # type: ignore[call-overload, no-any-return]
