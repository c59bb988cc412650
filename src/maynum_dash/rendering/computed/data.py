"""The data sheets of the workbook: posts, plans, schedules, payments, envelopes, criteria, offer."""

from typing import Final

import pandas as pd

from maynum_dash.domain.posts import Reading
from maynum_dash.rendering.computed.subject import NOWHERE, Subject
from maynum_dash.rendering.computed.tables import Column, Sheet
from maynum_dash.rendering.tables import Kind

READING_SHEETS: Final = {
    Reading.SIGNATURE: ("Éch. signature", "ech_signature"),
    Reading.TRANCHE: ("Éch. tranche", "ech_tranche"),
    Reading.PRORATA: ("Éch. prorata", "ech_prorata"),
    Reading.PAYMENT: ("Éch. paiement", "ech_paiement"),
}


def posts_sheet(subject: Subject) -> Sheet:
    """One row per post, as read."""
    columns = (
        Column("post_id", "ID Poste", width=14, name="postes_id"),
        Column("structure", "Structure", width=40),
        Column("structure_rank", "N° de structure", Kind.INTEGER, 11, "postes_no_structure"),
        Column("siret", "SIRET", width=17),
        Column("category", "Catégorie employeur", width=16, name="postes_categorie"),
        Column("commune", "Commune", width=18),
        Column("epci", "Intercommunalité", width=30, name="postes_epci"),
        Column("fte", "ETP", Kind.DECIMAL, 8, "postes_etp", is_total=True),
        Column("status", "Statut", width=11, name="postes_statut"),
        Column("decided_on", "Date de décision", Kind.DAY, 13),
        Column("start", "Début de convention", Kind.DAY, 13),
        Column("end", "Fin de convention", Kind.DAY, 13),
        Column("state_end", "Fin de convention État", Kind.DAY, 13),
        Column("vacant_since", "Vacant depuis", Kind.DAY, 13),
        Column("returned_on", "Date de rendu", Kind.DAY, 13),
        Column("decision_reference", "Référence de décision", width=20),
        Column("remarks", "Remarques", width=40),
        Column("row", "Ligne du classeur", Kind.INTEGER, 10),
    )
    note = "Une ligne par poste, telle que lue ; le « N° de structure » réunit ses différentes écritures."
    return Sheet("Postes", "Postes", note, columns, subject.posts)


def plans_sheet(subject: Subject) -> Sheet:
    """Four rows per post: what each funder brings in each scheme year."""
    described = subject.posts[["row", "structure", "epci", "category"]]
    frame = subject.board.plans.merge(described, on="row", how="left", validate="m:1")
    columns = (
        Column("post_id", "ID Poste", width=14),
        Column("structure", "Structure", width=40),
        Column("epci", "Intercommunalité", width=30),
        Column("category", "Catégorie employeur", width=16),
        Column("funder", "Financeur", width=32, name="plans_financeur"),
        Column("y1_cents", "Année 1", Kind.EUROS, 15, "plans_annee_un", is_total=True),
        Column("y2_cents", "Année 2", Kind.EUROS, 15, "plans_annee_deux", is_total=True),
        Column("y3_cents", "Année 3", Kind.EUROS, 15, "plans_annee_trois", is_total=True),
        Column("total_cents", "Total sur trois ans", Kind.EUROS, 16, "plans_total", is_total=True),
        Column("origin", "Origine", width=11),
    )
    return Sheet("Plans", "Plans de financement", "Avant tout rendu de poste.", columns, frame)


def schedule_sheet(subject: Subject, reading: Reading, title: str) -> Sheet:
    """Amounts of each post and funder by exercice, in one reading; nothing moves in an empty cell.

    Parameters
    ----------
    subject
        What is written.
    reading
        Which of the four.
    title
        Its French name.
    """
    name, block = READING_SHEETS[reading]
    amounts = subject.schedules[reading]
    total = amounts.sum(axis=1)
    shown = amounts.astype("Int64").mask(amounts == 0)
    shown.columns = [str(year) for year in amounts.columns]
    frame = pd.concat([subject.payers, shown, total.rename("total")], axis=1)
    # The rows are the same in the four sheets: the names of one describe them all.
    is_first = reading is Reading.SIGNATURE
    rank = (Column("structure_rank", "N° de structure", Kind.INTEGER, 11, "ech_no_structure"),)
    described = (
        Column("post_id", "ID Poste", width=14),
        Column("structure", "Structure", width=40),
        Column("epci", "Intercommunalité", width=30, name="ech_epci" if is_first else ""),
        Column("funder", "Financeur", width=32, name="ech_financeur" if is_first else ""),
        *(rank if is_first else ()),
    )
    columns = (
        *described,
        *(Column(str(year), str(year), Kind.EUROS, 15, is_total=True) for year in subject.years),
        Column("total", "Total", Kind.EUROS, 16, is_total=True),
    )
    first = len(described)
    last = first + len(subject.years) - 1
    note = "Une ligne par poste et par financeur, dans le même ordre pour les quatre lectures."
    return Sheet(name, f"Échéancier : {title}", note, columns, frame, 2, ((block, first, last),))


def payments_sheet(subject: Subject) -> Sheet:
    """What was ordered, as written in the workbook."""
    frame = subject.board.workbook.payments
    described = subject.posts[["post_id", "structure"]].drop_duplicates("post_id")
    frame = frame.merge(described, on="post_id", how="left", validate="m:1")
    frame = frame.assign(fiscal_year=frame["paid_on"].dt.year)
    columns = (
        Column("post_id", "ID Poste", width=14),
        Column("structure", "Structure", width=40),
        Column("paid_on", "Date", Kind.DAY, 13, "versements_date"),
        Column("fiscal_year", "Exercice", Kind.INTEGER, 10, "versements_exercice", is_year=True),
        Column("amount_cents", "Montant", Kind.EUROS, 16, "versements_montant", is_total=True),
        Column("kind", "Nature", width=14),
        Column("order_number", "N° mandat", width=20),
    )
    return Sheet("Versements", "Versements du Département", "Un avoir est négatif.", columns, frame)


def envelopes_sheet(subject: Subject) -> Sheet:
    """Money voted."""
    columns = (
        Column("fiscal_year", "Exercice", Kind.INTEGER, 11, "enveloppes_exercice", is_year=True),
        Column("authorisation", "Type", width=10, name="enveloppes_type"),
        Column("vote", "Vote", width=14),
        Column("amount_cents", "Montant", Kind.EUROS, 18, "enveloppes_montant"),
        Column("voted_on", "Date", Kind.DAY, 14, "enveloppes_date"),
    )
    note = "AE : ce qui peut être engagé ; CP : ce qui peut être payé."
    return Sheet("Enveloppes", "Enveloppes votées", note, columns, subject.board.workbook.envelopes)


def instalments_sheet(subject: Subject) -> Sheet:
    """What the clause asks for, day by day, and what was paid of it."""
    columns = (
        Column("post_id", "ID Poste", width=14),
        Column("structure", "Structure", width=40),
        Column("epci", "Intercommunalité", width=30),
        Column("scheme_year", "Année de convention", Kind.INTEGER, 12),
        Column("due_on", "Due le", Kind.DAY, 13, "echeances_date"),
        Column("fiscal_year", "Exercice", Kind.INTEGER, 10, "echeances_exercice", is_year=True),
        Column("kind", "Nature", width=12),
        Column("amount_cents", "Montant", Kind.EUROS, 16, "echeances_montant", is_total=True),
        Column("paid_cents", "Versé", Kind.EUROS, 16, "echeances_verse", is_total=True),
        Column("remaining_cents", "Reste à verser", Kind.EUROS, 16, "echeances_reste", is_total=True),
        Column("last_paid_on", "Dernier versement", Kind.DAY, 13),
        Column("state", "État", width=18, name="echeances_etat"),
    )
    note = "Ce que demande la clause de paiement, et ce que les versements en ont payé, au jour de la vue."
    return Sheet("Échéances", "Échéances du Département", note, columns, subject.instalments)


def criteria_sheet(subject: Subject) -> Sheet:
    """Criteria of eligibility of each post."""
    columns = (
        Column("post_id", "ID Poste", width=14),
        Column("criterion", "Critère", width=60),
        Column("state", "État", width=14, name="criteres_etat"),
        Column("checked_on", "Date", Kind.DAY, 14),
        Column("document", "Pièce", width=30),
    )
    return Sheet("Critères", "Critères d’éligibilité", "", columns, subject.board.workbook.criteria)


def offer_sheet(subject: Subject) -> Sheet:
    """Share of each post in each EPCI that it serves."""
    posts = subject.posts[["row", "post_id", "structure", "status", "fte"]]
    names = subject.board.reference.epci.set_index("code")["name"]
    served = subject.board.matched.served[["row", "epci_code", "share"]]
    frame = served.merge(posts, on="row", how="left", validate="m:1")
    frame = frame.assign(
        epci=frame["epci_code"].map(names).fillna(NOWHERE),
        share_pct=frame["share"] * 100,
        counted=frame["fte"] * frame["share"],
    )
    columns = (
        Column("post_id", "ID Poste", width=14),
        Column("structure", "Structure", width=40),
        Column("status", "Statut", width=11, name="offre_statut"),
        Column("fte", "ETP du poste", Kind.DECIMAL, 11),
        Column("epci", "Intercommunalité desservie", width=34, name="offre_epci"),
        Column("share_pct", "Part du temps", Kind.PERCENT, 11),
        Column("counted", "ETP comptés", Kind.DECIMAL, 11, "offre_etp", is_total=True),
    )
    note = "Une ligne par poste et par intercommunalité desservie."
    return Sheet("Offre", "Offre : territoires desservis", note, columns, frame)


def alerts_sheet(subject: Subject) -> Sheet:
    """What must be decided or done, the most pressing first."""
    columns = (
        Column("urgency", "Urgence", width=12, name="alertes_urgence"),
        Column("due_on", "Échéance", Kind.DAY, 13),
        Column("label", "Alerte", width=26),
        Column("subject", "Sujet", width=40),
        Column("post_id", "ID Poste", width=14),
        Column("what", "Constat", width=80),
        Column("to_do", "À faire", width=70),
        Column("stake_cents", "Euros en jeu", Kind.EUROS, 16, "alertes_enjeu"),
        Column("rows", "Lignes du classeur", width=26),
    )
    note = "Au jour de la vue ; un même euro peut être en jeu dans plusieurs alertes."
    return Sheet("Alertes", "Alertes et échéances", note, columns, subject.alerts)


def anomalies_sheet(subject: Subject) -> Sheet:
    """Everything doubtful that was found, in the order of the check."""
    frame = pd.DataFrame(
        [
            (one.severity.value, one.sheet, one.row, one.column, one.value, one.message, one.stake_cents)
            for one in subject.board.anomalies
        ],
        columns=["severity", "sheet", "row", "column", "value", "message", "stake_cents"],
    ).astype({"row": "Int64", "stake_cents": "Int64"})
    columns = (
        Column("severity", "Gravité", width=14, name="anomalies_gravite"),
        Column("sheet", "Feuille", width=14),
        Column("row", "Ligne", Kind.INTEGER, 8),
        Column("column", "Colonne", width=24),
        Column("value", "Valeur", width=24),
        Column("message", "Explication et remède", width=110),
        Column("stake_cents", "Euros en jeu", Kind.EUROS, 16),
    )
    note = "Feuille et ligne du classeur de suivi d’origine."
    return Sheet("Anomalies", "Anomalies relevées à la lecture", note, columns, frame)
