"""What each kind of anomaly says, in French, and how severe it usually is."""

from typing import Final

from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.codes import Code
from maynum_dash.domain.coherence import COHERENCE, Sentence
from maynum_dash.domain.exports import EXPORTS

_BLOCKING, _WARNING, _INFORMATION = Severity.BLOCKING, Severity.WARNING, Severity.INFORMATION


SENTENCES: Final[dict[Code, Sentence]] = {
    **COHERENCE,
    **EXPORTS,
    Code.MACROS: Sentence(
        _INFORMATION,
        "Le classeur contient des macros : elles ne sont ni lues ni exécutées.",
    ),
    Code.EXTERNAL_LINKS: Sentence(
        _INFORMATION,
        "Le classeur est lié à d'autres fichiers : les dernières valeurs enregistrées comptent.",
    ),
    Code.TEXT_FILE: Sentence(
        _INFORMATION,
        "Le fichier est un texte en colonnes ({encoding}, séparées par {separator}) : ses valeurs sont lues "
        "telles qu'elles y sont écrites.",
    ),
    Code.COLUMN_SPLIT: Sentence(
        _INFORMATION,
        "Toute la feuille « {sheet} » tenait dans sa colonne A : elle est répartie en {count} colonnes, "
        "séparées par {separator}.",
    ),
    Code.HIDDEN_SHEET: Sentence(_INFORMATION, "La feuille « {sheet} » est masquée : ses valeurs comptent."),
    Code.HIDDEN_ROWS: Sentence(
        _INFORMATION,
        "{count} ligne(s) masquée(s) dans la feuille « {sheet} » : leurs valeurs comptent.",
    ),
    Code.HIDDEN_COLUMNS: Sentence(
        _INFORMATION,
        "{count} colonne(s) masquée(s) dans la feuille « {sheet} » : leurs valeurs comptent.",
    ),
    Code.ACTIVE_FILTER: Sentence(
        _INFORMATION,
        "Un filtre est actif dans la feuille « {sheet} » : les lignes filtrées comptent aussi.",
    ),
    Code.MERGED_CELLS: Sentence(
        _INFORMATION,
        "{count} groupe(s) de cellules fusionnées dans la feuille « {sheet} » : "
        "la valeur compte pour la première cellule seulement.",
    ),
    Code.WITNESS_ABSENT: Sentence(
        _INFORMATION,
        "Le second lecteur n'a pas pu relire la feuille « {sheet} » : ses valeurs viennent d'un seul "
        "lecteur. Enregistrez au format « Classeur Excel (.xlsx) » pour retrouver ce contrôle.",
    ),
    Code.WITNESS_PARTIAL: Sentence(
        _INFORMATION,
        "Le second lecteur a relu la feuille « {sheet} » jusqu'à la ligne {last} seulement, {reason} : "
        "la suite vient d'un seul lecteur.",
    ),
    Code.SINGLE_READER: Sentence(
        _INFORMATION,
        "Le premier lecteur refuse la feuille « {sheet} » : ses valeurs viennent du second lecteur seul.",
    ),
    Code.SHEET_IGNORED: Sentence(
        _INFORMATION,
        "La feuille « {sheet} » n'est pas reconnue : elle n'est pas lue. "
        "Donnez-lui un nom du modèle si elle doit compter.",
    ),
    Code.SHEET_SURPLUS: Sentence(
        _WARNING,
        "La feuille « {sheet} » ressemble à la feuille « {kept} », déjà lue : elle n'est pas comptée. "
        "Réunissez les lignes dans une seule feuille.",
    ),
    Code.SHEET_EMPTY: Sentence(
        _WARNING, "La feuille « {sheet} » ne contient aucune ligne sous ses en-têtes."
    ),
    Code.COLUMN_UNKNOWN: Sentence(
        _INFORMATION,
        "La colonne « {column} » n'est pas reconnue : elle est laissée de côté. "
        "Reprenez l'en-tête du modèle si elle doit compter.",
    ),
    Code.COLUMN_PERSONAL: Sentence(
        _INFORMATION,
        "La colonne « {column} » contient des données personnelles (nom, courriel ou téléphone) : "
        "elle n'est ni enregistrée ni affichée.",
    ),
    Code.CONTACT_REMOVED: Sentence(
        _INFORMATION,
        "La cellule « {column} » contenait un courriel ou un téléphone : il n'est ni enregistré ni affiché.",
    ),
    Code.TOTAL_ROW: Sentence(
        _INFORMATION,
        "Ligne de total ou de sous-total : elle n'est pas comptée, les totaux sont recalculés.",
    ),
    Code.NOTE_ROW: Sentence(_INFORMATION, "Ligne de note : elle ne décrit rien à compter."),
    Code.HEADING_ROW: Sentence(_INFORMATION, "Ligne d'en-têtes répétée : elle n'est pas comptée."),
    Code.CELL_ERROR: Sentence(
        _WARNING,
        "La cellule « {column} » contient l'erreur {value} : corrigez sa formule.",
    ),
    Code.CELL_FORMULA: Sentence(
        _WARNING,
        "La cellule « {column} » contient une formule sans résultat enregistré : "
        "ouvrez le classeur dans Excel, recalculez et enregistrez.",
    ),
    Code.ROW_SHIFTED: Sentence(
        _WARNING,
        "La ligne a plus de colonnes que les autres : un séparateur y est écrit dans un texte sans "
        "guillemets, et « {column} » n'est pas sûre. Mettez ce texte entre guillemets.",
    ),
    Code.CELL_DISAGREEMENT: Sentence(
        _WARNING,
        "Deux lecteurs lisent la cellule « {column} » différemment ({value}) : ressaisissez-la.",
    ),
    Code.REQUIRED_EMPTY: Sentence(
        _BLOCKING,
        "La cellule « {column} » est vide alors qu'elle est obligatoire : remplissez-la.",
    ),
    Code.TERRITORY_EMPTY: Sentence(
        _BLOCKING,
        "Ni EPCI, ni commune, ni SIRET : le poste ne peut pas être situé. Remplissez l'une des trois "
        "cellules.",
    ),
    Code.PLACE_UNKNOWN: Sentence(
        _BLOCKING,
        "Ni commune, ni latitude et longitude : le lieu ne peut pas être situé. Remplissez la commune.",
    ),
    Code.AMOUNT_UNREADABLE: Sentence(
        _WARNING,
        "Le montant « {value} » est illisible : écrivez un nombre en euros, par exemple 3 500,00.",
    ),
    Code.AMOUNT_AMBIGUOUS: Sentence(
        _WARNING,
        "Le montant « {value} » se lit de deux façons ({readings}) : écrivez 3 500,00 ou 3,50.",
    ),
    Code.AMOUNT_ROUNDED: Sentence(
        _WARNING,
        "Le montant « {value} » a plus de deux décimales : il est arrondi à {rounded}. "
        "Écrivez le montant délibéré au centime.",
    ),
    Code.AMOUNT_NEGATIVE: Sentence(
        _WARNING,
        "Le montant « {value} » est négatif : vérifiez qu'il s'agit bien d'une diminution.",
    ),
    Code.DATE_UNREADABLE: Sentence(
        _WARNING,
        "La date « {value} » est illisible : écrivez-la jj/mm/aaaa, par exemple 01/09/2026.",
    ),
    Code.DATE_IMPOSSIBLE: Sentence(
        _WARNING,
        "La date « {value} » n'existe pas ({reason}) : écrivez-la jj/mm/aaaa.",
    ),
    Code.DATE_UNLIKELY: Sentence(
        _WARNING,
        "La date « {value} » est hors de la période attendue (1980 à 2100) : vérifiez l'année et écrivez "
        "jj/mm/aaaa.",
    ),
    Code.DATE_MONTH_ONLY: Sentence(
        _WARNING,
        "La date « {value} » ne donne que le mois : le premier jour est retenu ({day}). Écrivez le jour.",
    ),
    Code.NUMBER_UNREADABLE: Sentence(
        _WARNING,
        "« {value} » n'est pas un nombre lisible dans la colonne « {column} » : écrivez {expected}.",
    ),
    Code.NUMBER_OUT_OF_RANGE: Sentence(
        _WARNING,
        "« {value} » est hors des bornes de la colonne « {column} » : écrivez {expected}.",
    ),
    Code.CHOICE_UNKNOWN: Sentence(
        _WARNING,
        "« {value} » n'est pas une valeur de la colonne « {column} » : choisissez {expected}.",
    ),
    Code.SIRET_INVALID: Sentence(
        _WARNING,
        "Le SIRET « {value} » est faux ({reason}) : recopiez les 14 chiffres de l'avis de situation.",
    ),
    Code.SIRET_LOST: Sentence(
        _WARNING,
        "Le SIRET « {value} » a perdu ses derniers chiffres (écriture scientifique d'Excel) : "
        "mettez la colonne au format Texte et ressaisissez les 14 chiffres.",
    ),
    Code.ZERO_RESTORED: Sentence(
        _INFORMATION,
        "Le code « {value} » avait perdu son zéro de tête : lu {restored}. "
        "Mettez la colonne au format Texte.",
    ),
    Code.CATEGORY_DEFAULT: Sentence(
        _INFORMATION,
        "Catégorie employeur non renseignée : « Public bonifié » est retenu par hypothèse.",
    ),
    Code.VACANT_UNDATED: Sentence(
        _WARNING,
        "Poste vacant sans date « Vacant depuis » : le délai de six mois ne peut pas être suivi. "
        "Remplissez la date.",
    ),
    Code.RETURNED_UNDATED: Sentence(
        _BLOCKING,
        "Poste rendu sans « Date de rendu » : la part acquise ne peut pas être calculée. Remplissez la date.",
    ),
    Code.RETURN_UNEXPECTED: Sentence(
        _WARNING,
        "« Date de rendu » remplie alors que le statut est « {status} » : la date est conservée. "
        "Corrigez le statut ou la date.",
    ),
    Code.RETURN_BEFORE_START: Sentence(
        _WARNING,
        "Le poste est rendu le {value}, avant le début de sa convention ({start}) : vérifiez les dates.",
    ),
    Code.END_BEFORE_START: Sentence(
        _WARNING,
        "La convention finit le {value}, avant son début ({start}) : vérifiez les dates.",
    ),
    Code.LENGTH_UNEXPECTED: Sentence(
        _WARNING,
        "La convention finit le {value} et non le {expected} (trois ans après son début) : "
        "le calcul garde trois ans. Vérifiez les dates.",
    ),
    Code.POST_DUPLICATE: Sentence(
        _BLOCKING,
        "L'ID Poste « {value} » est déjà décrit à la ligne {first} ({likeness}) : la première ligne compte. "
        "Supprimez la ligne en trop ou corrigez l'identifiant.",
    ),
    Code.POST_UNKNOWN: Sentence(
        _WARNING,
        "L'ID Poste « {value} » n'est pas parmi les postes acceptés de la feuille « Postes » : la ligne est "
        "conservée. Ajoutez le poste ou corrigez l'identifiant.",
    ),
    Code.EXAMPLE_ROW: Sentence(
        _WARNING,
        "La ligne d'exemple du modèle est encore là et compte : supprimez-la.",
    ),
    Code.ROW_REPEATED: Sentence(
        _WARNING,
        "Cette ligne répète exactement la ligne {first} : les deux comptent. Supprimez-en une s'il le faut.",
    ),
    Code.CREDIT_POSITIVE: Sentence(
        _WARNING,
        "Un avoir s'écrit avec un montant négatif : « {value} » augmente le total versé. Vérifiez le signe.",
    ),
    Code.PAYMENT_NEGATIVE: Sentence(
        _WARNING,
        "Le montant « {value} » est négatif alors que la nature est « {kind} » : vérifiez le signe ou "
        "écrivez « avoir ».",
    ),
}
