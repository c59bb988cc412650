"""Alerts about payments: overdue, to recover, without instalment, and what a file lacks."""

from collections.abc import Iterator
from datetime import timedelta

from pandas import DataFrame

from maynum_dash.analysis.steering.watch import Watch
from maynum_dash.domain.alerts import Alert, AlertCode, Urgency
from maynum_dash.domain.allotment import InstalmentState
from maynum_dash.domain.deadlines import is_prepared
from maynum_dash.domain.money import euros_text


def payment_alerts(watch: Watch) -> Iterator[Alert]:
    """List the alerts about payments.

    Parameters
    ----------
    watch
        A board on one day.
    """
    if watch.has_payments:
        yield from _overdue(watch)
        yield from _to_recover(watch)
    yield from _unallotted(watch)
    yield from _incomplete(watch)


def payable_table(watch: Watch) -> DataFrame:
    """List what is not paid yet, and what stands in the way.

    Parameters
    ----------
    watch
        A board on one day.

    Returns
    -------
    DataFrame
        Instalments of the ledger that are neither paid nor recovered, by day: with ``is_ready`` (every
        criterion of the post is met; a credit note needs none), ``lacking`` and ``without_document`` (texts).
    """
    due = watch.ledger.instalments
    open_ = due[due["remaining_cents"] != 0].join(
        watch.lacking[["lacking", "without_document", "lacks"]], on="post_id"
    )
    is_credit = open_["remaining_cents"] < 0
    open_ = open_.assign(
        is_ready=(open_["lacks"] == 0) | is_credit,
        lacking=open_["lacking"].mask(is_credit, ""),
        without_document=open_["without_document"].mask(is_credit, ""),
    )
    return open_.sort_values(["due_on", "row"], kind="stable", ignore_index=True)


def _overdue(watch: Watch) -> Iterator[Alert]:
    due = watch.ledger.instalments
    for line in due[due["state"] == InstalmentState.OVERDUE.value].to_dict(orient="records"):
        limit = line["due_on"].date() + timedelta(days=watch.days)
        part = f", {euros_text(line['paid_cents'])} déjà versés" if line["paid_cents"] else ""
        lacking = watch.lacking.loc[line["post_id"], "lacking"]
        to_do = f"Obtenir d’abord : {lacking}" if lacking else "Mandater : les critères sont remplis"
        yield Alert(
            AlertCode.OVERDUE,
            Urgency.URGENT,
            line["structure"],
            line["post_id"],
            f"{line['kind']} de l’année {line['scheme_year']} du poste {line['post_id']}, échu le "
            f"{line['due_on']:%d/%m/%Y} : {euros_text(line['remaining_cents'])} à verser{part}",
            to_do,
            limit,
            line["remaining_cents"],
            (watch.place("posts", line["row"]),),
        )


def _to_recover(watch: Watch) -> Iterator[Alert]:
    due = watch.ledger.instalments
    for line in due[due["state"] == InstalmentState.TO_RECOVER.value].to_dict(orient="records"):
        owed = due[(due["post_id"] == line["post_id"]) & (due["remaining_cents"] > 0)][
            "remaining_cents"
        ].sum()
        to_do = (
            f"À déduire de ce qui reste à verser ({euros_text(int(owed))})"
            if owed
            else "Émettre le titre de recette"
        )
        yield Alert(
            AlertCode.CREDIT_NOTE,
            Urgency.SOON,
            line["structure"],
            line["post_id"],
            f"avoir de {euros_text(-line['remaining_cents'])} sur le poste {line['post_id']}, rendu en année "
            f"{line['scheme_year']}",
            to_do,
            line["due_on"].date(),
            -line["remaining_cents"],
            (watch.place("posts", line["row"]),),
        )


def _unallotted(watch: Watch) -> Iterator[Alert]:
    """Tell what was paid to a post beyond what is due, or to no known post."""
    for post_id, parts in watch.ledger.unallotted.groupby("post_id", sort=False):
        cents = int(parts["amount_cents"].sum())
        if not cents:
            continue
        structure = parts["structure"].iloc[0]
        is_known = isinstance(structure, str)
        what = "ne correspondent à aucune échéance" if is_known else "vont à un poste absent du classeur"
        yield Alert(
            AlertCode.UNALLOTTED,
            Urgency.CHECK,
            structure if is_known else f"Poste {post_id}",
            str(post_id) if is_known else "",
            f"{euros_text(cents)} versés au poste {post_id} {what}",
            "Vérifier l’identifiant du poste, le montant et les doublons dans la feuille des versements",
            None,
            cents,
            tuple(watch.place("payments", row) for row in parts["payment_row"].unique()),
        )


def _incomplete(watch: Watch) -> Iterator[Alert]:
    """Tell what a file lacks two months before its next payment."""
    payable = payable_table(watch)
    coming = payable[payable["remaining_cents"] > 0].drop_duplicates("post_id")
    is_told = not watch.board.workbook.criteria.empty
    for line in coming.to_dict(orient="records"):
        due_on = line["due_on"].date()
        if not (is_told and is_prepared(due_on, watch.today)):
            continue
        lacking = watch.lacking.loc[line["post_id"]]
        rows = tuple(watch.place("criteria", row) for row in lacking["rows"])
        rows = rows or (watch.place("posts", line["row"]),)
        urgency = Urgency.URGENT if due_on <= watch.today else Urgency.SOON
        payment = f"{line['kind']} du {due_on:%d/%m/%Y}"
        facts = (due_on, line["remaining_cents"], rows)
        if lacking["lacks"]:
            yield Alert(
                AlertCode.CRITERION,
                urgency,
                line["structure"],
                line["post_id"],
                f"le poste {line['post_id']} ne remplit pas tous les critères pour son {payment} : "
                f"{lacking['lacking']}",
                "Réunir les justificatifs avec la structure avant de mandater",
                *facts,
            )
        if lacking["documents"]:
            yield Alert(
                AlertCode.DOCUMENT,
                Urgency.CHECK,
                line["structure"],
                line["post_id"],
                f"pièces à joindre au dossier du poste {line['post_id']} pour son {payment} : "
                f"{lacking['without_document']}",
                "Demander la pièce et l’inscrire dans la feuille des critères",
                *facts,
            )
