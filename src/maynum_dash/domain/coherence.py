"""Sentences about what can be read and that something else decides or makes doubtful."""

from typing import Final, NamedTuple

from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.codes import Code


class Sentence(NamedTuple):
    """Usual severity of an anomaly, and its sentence with named facts between braces."""

    severity: Severity
    text: str


COHERENCE: Final[dict[Code, Sentence]] = {
    Code.COLUMN_LEARNED: Sentence(
        Severity.INFORMATION,
        "La colonne « {column} » est lue comme « {value} » : l'équipe l'a décidé. "
        "La décision se revoit page Imports, rubrique Colonnes.",
    ),
    Code.COLUMN_SET_ASIDE: Sentence(
        Severity.INFORMATION,
        "La colonne « {column} » est laissée de côté : l'équipe l'a décidé. "
        "La décision se revoit page Imports, rubrique Colonnes.",
    ),
    Code.RATE_AMBIGUOUS: Sentence(
        Severity.BLOCKING,
        "Le taux « {value} » se lit de deux façons (1 % ou 100 %) : écrivez « 1 % » ou « 100 % » en texte.",
    ),
    Code.RATE_FRACTION: Sentence(
        Severity.INFORMATION,
        "Taux « {value} » lu {rate} % : un nombre entre 0 et 1 est lu comme une part. "
        "Si le taux voulu est plus petit que 1 %, écrivez-le avec le signe %.",
    ),
    Code.RATE_ZERO: Sentence(
        Severity.WARNING,
        "Taux « {value} » : un taux nul veut dire que personne n'est concerné. "
        "Videz la ligne si le taux est inconnu.",
    ),
    Code.RATE_HIGH: Sentence(
        Severity.WARNING,
        "Taux « {value} » lu {rate} % : il dépasse 60 %, ce qu'aucun territoire n'atteint. Vérifiez-le.",
    ),
    Code.VOTE_REPEATED: Sentence(
        Severity.WARNING,
        "Cet exercice, ce type et le vote « {value} » sont déjà à la ligne {first} : les deux montants "
        "comptent. Supprimez-en un, ou donnez à chaque vote son nom.",
    ),
    Code.ORDER_REPEATED: Sentence(
        Severity.WARNING,
        "Le mandat « {value} » est déjà à la ligne {first} : les deux versements comptent. "
        "Vérifiez qu'il ne s'agit pas du même.",
    ),
    Code.PAYMENTS_HIGH: Sentence(
        Severity.WARNING,
        "Les versements du poste « {post} » atteignent {paid} à cette ligne, plus de trois fois la base "
        "({most}) : vérifiez les montants et les lignes en double.",
    ),
    Code.DECISION_DISTANT: Sentence(
        Severity.WARNING,
        "La décision du {value} est à plus de trois ans du début de la convention ({start}) : "
        "vérifiez l'année des deux dates.",
    ),
}
