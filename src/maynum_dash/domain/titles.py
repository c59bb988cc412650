"""The catalogue of anomalies as it is published: for each code a short title, its meaning, its remedy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.codes import Code
from maynum_dash.domain.joined import JOINED
from maynum_dash.domain.sentences import SENTENCES

_FACT: Final = re.compile(r"\{\w+\}")

TITLES: Final[dict[str, str]] = {
    "MACROS": "Macros présentes",
    "LIENS_EXTERNES": "Liens vers d'autres fichiers",
    "FICHIER_TEXTE": "Fichier texte",
    "COLONNE_A_REPARTIE": "Colonne A répartie",
    "FEUILLE_MASQUEE": "Feuille masquée",
    "LIGNES_MASQUEES": "Lignes masquées",
    "COLONNES_MASQUEES": "Colonnes masquées",
    "FILTRE_ACTIF": "Filtre actif",
    "CELLULES_FUSIONNEES": "Cellules fusionnées",
    "RELECTURE_IMPOSSIBLE": "Relecture impossible",
    "RELECTURE_PARTIELLE": "Relecture partielle",
    "LECTEUR_UNIQUE": "Un seul lecteur",
    "FEUILLE_IGNOREE": "Feuille non reconnue",
    "FEUILLE_EN_TROP": "Feuille en trop",
    "FEUILLE_SANS_LIGNE": "Feuille sans ligne",
    "COLONNE_INCONNUE": "Colonne non reconnue",
    "COLONNE_PERSONNELLE": "Colonne personnelle retirée",
    "COLONNE_APPRISE": "Colonne lue par décision",
    "COLONNE_ECARTEE": "Colonne écartée par décision",
    "COORDONNEES_RETIREES": "Coordonnées retirées",
    "LIGNE_DE_TOTAL": "Ligne de total",
    "LIGNE_DE_NOTE": "Ligne de note",
    "EN_TETE_REPETE": "En-têtes répétés",
    "CELLULE_EN_ERREUR": "Cellule en erreur",
    "FORMULE_SANS_VALEUR": "Formule sans résultat",
    "LECTEURS_EN_DESACCORD": "Lecteurs en désaccord",
    "LIGNE_DECALEE": "Ligne décalée",
    "CHAMP_OBLIGATOIRE_VIDE": "Champ obligatoire vide",
    "TERRITOIRE_MANQUANT": "Territoire manquant",
    "LIEU_NON_SITUE": "Lieu non situé",
    "MONTANT_ILLISIBLE": "Montant illisible",
    "MONTANT_AMBIGU": "Montant ambigu",
    "MONTANT_ARRONDI": "Montant arrondi",
    "MONTANT_NEGATIF": "Montant négatif",
    "DATE_ILLISIBLE": "Date illisible",
    "DATE_IMPOSSIBLE": "Date impossible",
    "DATE_INVRAISEMBLABLE": "Date invraisemblable",
    "DATE_AU_MOIS": "Date au mois",
    "NOMBRE_ILLISIBLE": "Nombre illisible",
    "NOMBRE_HORS_BORNES": "Nombre hors bornes",
    "TAUX_AMBIGU": "Taux ambigu",
    "TAUX_EN_FRACTION": "Taux lu comme une part",
    "TAUX_NUL": "Taux nul",
    "TAUX_ELEVE": "Taux élevé",
    "VALEUR_INCONNUE": "Valeur hors liste",
    "SIRET_INVALIDE": "SIRET faux",
    "SIRET_TRONQUE": "SIRET tronqué",
    "ZERO_RETABLI": "Zéro rétabli",
    "CATEGORIE_PAR_DEFAUT": "Catégorie par défaut",
    "VACANT_SANS_DATE": "Vacant sans date",
    "RENDU_SANS_DATE": "Rendu sans date",
    "RENDU_INATTENDU": "Date de rendu inattendue",
    "RENDU_AVANT_DEBUT": "Rendu avant le début",
    "FIN_AVANT_DEBUT": "Fin avant le début",
    "DUREE_INATTENDUE": "Durée inattendue",
    "DECISION_ELOIGNEE": "Décision éloignée",
    "POSTE_EN_DOUBLE": "Poste en double",
    "POSTE_INCONNU": "Poste inconnu",
    "EXEMPLE_A_SUPPRIMER": "Exemple à supprimer",
    "LIGNE_REPETEE": "Ligne répétée",
    "VOTE_EN_DOUBLE": "Vote en double",
    "MANDAT_EN_DOUBLE": "Mandat en double",
    "CUMUL_ELEVE": "Cumul élevé",
    "AVOIR_POSITIF": "Avoir positif",
    "VERSEMENT_NEGATIF": "Versement négatif",
    "EXPORT_RECONNU": "Export reconnu",
    "EXPORT_CHOISI": "Export choisi",
    "COLONNES_SANS_USAGE": "Colonnes sans usage",
    "VALEUR_ABSENTE": "Valeur absente",
    "CENTIMES_INATTENDUS": "Centimes inattendus",
    "FRACTION_EN_DATE": "Fraction devenue date",
    "LIGNE_EN_DOUBLE": "Ligne en double",
    "POSTE_TRANSFERE": "Poste transféré",
    "STATUTS_DIFFERENTS": "Statuts différents",
    "TOTAL_ETAT_REPETE": "Total de l'État répété",
    "LIGNES_DIFFERENTES": "Lignes différentes",
    "LIGNES_REGROUPEES": "Lignes regroupées",
    "BONIFICATIONS_DIFFERENTES": "Bonifications différentes",
    "BONIFICATION_INATTENDUE": "Bonification inattendue",
    "BONIFICATION_SUPERIEURE": "Bonification supérieure",
    "VERSE_SUPERIEUR": "Versé supérieur",
    "AGES_INCOHERENTS": "Âges incohérents",
    "BAREME_ANTERIEUR": "Barème antérieur",
    "EMPLOYEUR_NEGATIF": "Part de l'employeur négative",
    "PLAFOND_DEPASSE": "Plafond dépassé",
    "MONTANT_HORS_BAREME": "Montant hors barème",
    "EPCI_ABSENT": "Intercommunalité absente",
    "EPCI_INCONNU": "Intercommunalité inconnue",
    "EPCI_AMBIGU": "Intercommunalité ambiguë",
    "TERRITOIRE_DECIDE": "Territoire lu par décision",
    "TERRITOIRE_ECARTE": "Territoire écarté par décision",
    "EPCI_COMMUNE_DIFFERENTS": "EPCI et commune différents",
    "COMMUNE_INCONNUE": "Commune inconnue",
    "COMMUNE_AMBIGUE": "Commune ambiguë",
    "COMMUNE_HORS_DEPARTEMENT": "Commune hors du département",
    "PARTS_INVALIDES": "Parts illisibles",
    "DEPARTEMENT_ENTIER": "Département entier",
    "EPCI_DESSERVI_EN_DOUBLE": "EPCI desservi en double",
    "BESOIN_ANCIEN": "Taux plus ancien",
    "BESOIN_EN_DOUBLE": "Taux en double",
    "BESOIN_ANNEES_MELEES": "Années mêlées",
    "BESOIN_EPCI_PARTIEL": "EPCI en partie dans le département",
    "BESOIN_INCOHERENT": "Personnes et taux en désaccord",
    "LIEU_HORS_DEPARTEMENT": "Lieu hors du département",
    "LIEU_SANS_POSITION": "Lieu sans position",
    "STRUCTURE_ECRITE_AUTREMENT": "Structure écrite autrement",
    "AGES_INCOMPLETS": "Communes absentes des âges",
    "FIN_ETAT_REPRISE": "Fin de la convention de l'État reprise",
    "INDICE_EN_DOUBLE": "Indice de fragilité en double",
    "INDICE_MELE": "Indices de fragilité mêlés",
    "CANTON_INCONNU": "Canton non reconnu",
    "CANTON_PLUS_DE_DEUX": "Plus de deux élus pour un canton",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the published catalogue.

    Parameters
    ----------
    code
        Stable identifier.
    title
        What it is, in a few words.
    severity
        Usual severity; a row that cannot be counted because of it makes it blocking.
    remedy
        What is wrong and how to mend it; what each anomaly names is written « … ».
    """

    code: str
    title: str
    severity: Severity
    remedy: str


def entries() -> Iterator[Entry]:
    """Give the catalogue, the gravest first, then by title."""
    known = {**{code.value: SENTENCES[code] for code in Code}, **JOINED}
    ranks = {severity: rank for rank, severity in enumerate(Severity)}
    for code, one in sorted(known.items(), key=lambda pair: (ranks[pair[1].severity], TITLES[pair[0]])):
        yield Entry(code, TITLES[code], one.severity, _FACT.sub("…", one.text))


def title(code: str) -> str:
    """Name a kind of anomaly in a few French words; a code of another version is shown as it is."""
    return TITLES.get(code, code)
