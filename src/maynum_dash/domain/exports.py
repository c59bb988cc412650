"""Sentences about the exports of the State's tools, and about the rows that speak of one post."""

from typing import Final

from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.codes import Code
from maynum_dash.domain.coherence import Sentence

EXPORTS: Final[dict[Code, Sentence]] = {
    Code.EXPORT_RECOGNISED: Sentence(
        Severity.INFORMATION,
        "Export reconnu à ses en-têtes : {label} ({score} sur 100). "
        "Il complète le classeur de suivi et ne le remplace pas.",
    ),
    Code.EXPORT_CHOSEN: Sentence(
        Severity.INFORMATION,
        "Export lu comme {label}, à votre demande. Il complète le classeur de suivi et ne le remplace pas.",
    ),
    Code.COLUMNS_UNUSED: Sentence(
        Severity.INFORMATION,
        "{count} colonne(s) connue(s) de cet export ne servent pas au suivi et sont laissées de côté : "
        "{columns}.",
    ),
    Code.PLACEHOLDER: Sentence(
        Severity.INFORMATION,
        "« {value} » dans « {column} » veut dire que l'outil de l'État n'a pas la valeur.",
    ),
    Code.EUROS_NOT_WHOLE: Sentence(
        Severity.WARNING,
        "Le montant « {value} » a des centimes alors que cet export est en euros entiers : il compte tel "
        "quel. Comparez-le à l'outil de l'État.",
    ),
    Code.FRACTION_DATED: Sentence(
        Severity.WARNING,
        "« {value} » est une date : Excel l'a faite d'une fraction (sans doute « {likely} »). Reprenez le "
        "fichier .csv d'origine sans l'ouvrir dans Excel.",
    ),
    Code.STATE_ROW_REPEATED: Sentence(
        Severity.BLOCKING,
        "« {value} » est déjà à la ligne {first} ({likeness}) : la première ligne compte. Supprimez la ligne "
        "en trop, ou téléchargez l'export de nouveau.",
    ),
    Code.POST_MOVED: Sentence(
        Severity.INFORMATION,
        "Le poste « {value} » a changé de structure : il est aussi à la ligne {first}, chez « {other} ». Les "
        "deux lignes sont gardées.",
    ),
    Code.STATUS_DIFFERS: Sentence(
        Severity.WARNING,
        "Le poste « {post} » est « {value} » ici et « {other} » à la ligne {first}, alors que le statut est "
        "celui du poste entier. Vérifiez-le dans l'outil de l'État.",
    ),
    Code.STATE_TOTAL_REPEATED: Sentence(
        Severity.WARNING,
        "Le poste « {post} » porte le même montant ({total}) qu'à la ligne {first}, chez une autre "
        "structure : les deux comptent. Vérifiez qu'il ne s'agit pas du même argent.",
    ),
    Code.ADVISER_ROWS_DIFFER: Sentence(
        Severity.WARNING,
        "« {column} » devrait être le même sur chaque ligne du poste « {post} » : « {value} » ici, "
        "« {other} » à la ligne {first}. La valeur de la ligne {first} compte. Vérifiez-la dans l'outil de "
        "l'État.",
    ),
    Code.ADVISER_ROWS_GROUPED: Sentence(
        Severity.INFORMATION,
        "{rows} ligne(s) de la feuille « {sheet} », une par conseiller, décrivent {posts} poste(s) : les "
        "montants répétés comptent une seule fois.",
    ),
    Code.BONUS_DIFFERS: Sentence(
        Severity.WARNING,
        "Les lignes du poste « {post} » donnent plusieurs bonifications (ligne {first}, puis « {value} ») : "
        "la plus forte compte ({largest}), jamais la somme. Vérifiez-les dans l'outil de l'État.",
    ),
    Code.BONUS_UNEXPECTED: Sentence(
        Severity.WARNING,
        "La bonification de {bonus} n'est ni 0, ni 7 500, ni 10 125 € : elle est gardée. Vérifiez-la.",
    ),
    Code.BONUS_ABOVE_TOTAL: Sentence(
        Severity.WARNING,
        "La bonification de {bonus} dépasse le total du renouvellement ({total}), qui la comprend déjà : "
        "vérifiez les deux montants.",
    ),
    Code.PAID_ABOVE_TOTAL: Sentence(
        Severity.WARNING,
        "L'État a versé {paid} pour {total} conventionnés : vérifiez les deux montants.",
    ),
    Code.AGES_INCOMPLETE: Sentence(
        Severity.WARNING,
        "{count} commune(s) du département manquent dans les âges de l'Insee ({communes}) : la part moyenne "
        "des 15 ans et plus y reste appliquée. Téléchargez le fichier complet.",
    ),
    Code.STATE_END_TAKEN: Sentence(
        Severity.INFORMATION,
        "La fin de la convention de l'État de {count} poste(s) est reprise de l'export de l'État, la colonne "
        "« Fin de convention État » du classeur étant vide.",
    ),
    Code.AGES_DISAGREE: Sentence(
        Severity.WARNING,
        "Les tranches d'âge de « {commune} » font {found} habitants et non {expected} : vérifiez la ligne "
        "dans le fichier de l'Insee.",
    ),
}
