"""Anomalies found once a workbook is joined to territories and turned into money, as they are published."""

from typing import Final

from maynum_dash.domain.anomalies import Severity
from maynum_dash.domain.coherence import Sentence

_WARNING, _INFORMATION = Severity.WARNING, Severity.INFORMATION

# What is found once a workbook is joined to territories and turned into money: written there, published here.
JOINED: Final[dict[str, Sentence]] = {
    "BAREME_ANTERIEUR": Sentence(
        _INFORMATION,
        "La décision précède la première version du barème, qui est appliquée. Écrivez les montants "
        "délibérés s'ils étaient différents.",
    ),
    "EMPLOYEUR_NEGATIF": Sentence(
        _WARNING,
        "La part de l'employeur d'une année est négative : les autres financeurs dépassent la base, ou c'est "
        "le montant délibéré. Vérifiez les montants délibérés de cette année.",
    ),
    "PLAFOND_DEPASSE": Sentence(
        _WARNING,
        "Le Département apporte plus que le plafond par poste sur trois ans. Vérifiez les montants "
        "délibérés.",
    ),
    "MONTANT_HORS_BAREME": Sentence(
        _INFORMATION,
        "Le montant délibéré n'est pas celui du barème : c'est lui qui est retenu. Rien à faire s'il est "
        "voulu.",
    ),
    "EPCI_ABSENT": Sentence(
        _WARNING,
        "Le poste n'a pas d'intercommunalité connue : son argent compte dans les totaux, sur une ligne « "
        "Sans territoire connu ». Écrivez son EPCI.",
    ),
    "EPCI_INCONNU": Sentence(
        _WARNING,
        "L'intercommunalité n'est pas reconnue : rien n'est deviné, des noms proches sont proposés. "
        "Corrigez le nom, écrivez le SIREN, ou décidez-en une fois pour toutes dans la rubrique Qualité.",
    ),
    "EPCI_AMBIGU": Sentence(
        _WARNING,
        "Le nom désigne plusieurs intercommunalités : aucune n'est choisie. Écrivez le SIREN.",
    ),
    "EPCI_COMMUNE_DIFFERENTS": Sentence(
        _WARNING,
        "L'EPCI écrit n'est pas celui de la commune : l'EPCI écrit est gardé. Corrigez l'un des deux.",
    ),
    "COMMUNE_INCONNUE": Sentence(
        _WARNING,
        "La commune n'est pas reconnue : rien n'est deviné. Corrigez le nom, écrivez le code Insee, ou "
        "décidez-en une fois pour toutes dans la rubrique Qualité.",
    ),
    "COMMUNE_AMBIGUE": Sentence(
        _WARNING, "Le nom désigne plusieurs communes : aucune n'est choisie. Écrivez le code Insee."
    ),
    "COMMUNE_HORS_DEPARTEMENT": Sentence(
        _WARNING, "La commune n'est pas dans le département : vérifiez le nom ou le code Insee."
    ),
    "TERRITOIRE_DECIDE": Sentence(
        _INFORMATION,
        "Le nom ne désigne aucun territoire à lui seul : il est lu comme l'équipe l'a décidé, une fois pour "
        "tous les fichiers. La rubrique Qualité liste les décisions et permet d'en retirer une.",
    ),
    "TERRITOIRE_ECARTE": Sentence(
        _INFORMATION,
        "L'équipe a décidé que ce nom n'est aucun territoire du département : il n'est plus signalé comme "
        "inconnu. La rubrique Qualité permet de retirer la décision.",
    ),
    "PARTS_INVALIDES": Sentence(
        _WARNING,
        "Les parts des EPCI desservis ne se lisent pas ou ne font pas 100 % : le message dit ce qui est "
        "retenu. Écrivez par exemple « EPCI A : 60 % ; EPCI B : 40 % ».",
    ),
    "DEPARTEMENT_ENTIER": Sentence(
        _INFORMATION, "Le poste dessert tout le département : il est partagé entre ses intercommunalités."
    ),
    "EPCI_DESSERVI_EN_DOUBLE": Sentence(
        _WARNING, "Une intercommunalité est écrite deux fois parmi celles desservies. Gardez-en une."
    ),
    "BESOIN_ANCIEN": Sentence(
        _INFORMATION, "Une année plus récente existe pour cet EPCI : elle seule est retenue."
    ),
    "BESOIN_EN_DOUBLE": Sentence(
        _WARNING, "Deux taux pour le même EPCI et la même année : le message dit lequel est retenu."
    ),
    "BESOIN_ANNEES_MELEES": Sentence(
        _WARNING, "Les taux retenus sont d'années différentes : ne les comparez pas entre eux."
    ),
    "LIEU_HORS_DEPARTEMENT": Sentence(
        _WARNING, "La position du lieu est hors du département : vérifiez la latitude et la longitude."
    ),
    "LIEU_SANS_POSITION": Sentence(
        _WARNING, "Le lieu ne peut pas être placé sur la carte : écrivez sa commune, ou sa position."
    ),
    "BESOIN_EPCI_PARTIEL": Sentence(
        _INFORMATION,
        "Seule une partie de l'EPCI est dans le département : le taux y est appliqué à la population de "
        "cette partie.",
    ),
    "BESOIN_INCOHERENT": Sentence(
        _WARNING,
        "Le nombre de personnes contredit le taux, ou dépasse la population : le message dit lequel est "
        "suivi. Vérifiez le taux et le nombre.",
    ),
    "STRUCTURE_ECRITE_AUTREMENT": Sentence(
        _INFORMATION,
        "La structure est regroupée avec une autre, écrite un peu autrement. Écrivez le même nom partout.",
    ),
    "INDICE_EN_DOUBLE": Sentence(
        _INFORMATION,
        "Un territoire a plusieurs indices de fragilité : le plus récent est montré, sinon celui qui est "
        "écrit le plus haut.",
    ),
    "INDICE_MELE": Sentence(
        _WARNING,
        "Les indices de fragilité mêlent plusieurs années ou plusieurs sources : ne comparez pas ces "
        "territoires entre eux.",
    ),
    "CANTON_INCONNU": Sentence(
        _WARNING,
        "Le canton n'est pas reconnu : cette personne n'est citée sur aucune fiche. Écrivez le nom du canton "
        "ou son code Insee.",
    ),
    "CANTON_PLUS_DE_DEUX": Sentence(
        _WARNING,
        "Un canton a deux élus, et le classeur lui en donne davantage : tous sont cités sur sa fiche.",
    ),
}
