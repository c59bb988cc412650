"""The parts of a presentation by name, in the order of a committee; ``catalogue`` makes them."""

from typing import Final

NAMES: Final = {
    "ouverture": "Ouverture",
    "situation": "L’essentiel",
    "budget": "Budget par exercice",
    "enveloppes": "Enveloppes",
    "lectures": "Quatre lectures",
    "levier": "Qui finance",
    "reste-a-charge": "Reste à charge de l’employeur",
    "carte-besoin": "Carte du besoin",
    "carte-offre": "Carte de l’offre",
    "couverture": "Densité et incertitude",
    "parts": "Part du besoin, part de l’offre",
    "ecarts": "Depuis le dernier comité",
    "phrases": "Ce qui a changé",
    "echeances": "Alertes et échéances",
    "scenarios": "Scénarios : ce qui est supposé",
    "scenarios-euros": "Scénarios : part du Département",
    "scenarios-ecart": "Scénarios : d’où vient l’écart",
    "scenarios-employeurs": "Scénarios : part des employeurs",
    "scenarios-couverture": "Scénarios : couverture",
    "decisions": "Décisions à prendre",
    "annexe-epci": "Annexe : par intercommunalité",
    "annexe-structures": "Annexe : par structure",
    "annexe-couverture": "Annexe : besoin et offre",
    "methode": "Méthode",
}
KEYS: Final = tuple(NAMES)
# A note is read, not shown: the others say nothing that these do not.
_SHOWN: Final = {"ouverture", "levier", "parts", "phrases", "scenarios-ecart", "scenarios-couverture"}
NOTE_KEYS: Final = tuple(key for key in KEYS if key not in _SHOWN)
