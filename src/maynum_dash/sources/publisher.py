"""Who publishes the subsidies as open data, and what the workbook does not say of them."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from stdnum.fr import siret

from maynum_dash.domain.errors import PublisherError
from maynum_dash.sources.folder import DATA

PUBLISHER: Final = DATA / "donnees-ouvertes.toml"
_NATURES: Final = ("aide en numéraire", "aide en nature")
_ANSWERS: Final = ("oui", "non")
_LONGEST_PURPOSE: Final = 200  # of the 256 of the schema: the posts are named after it
_LONGEST_RAE: Final = 5
_KEYS: Final = {
    "attribuant": ("nom", "siret"),
    "subvention": ("objet", "nature", "notification_ue", "id_rae", "dispositif_aide"),
}


@dataclass(frozen=True, slots=True)
class Publisher:
    """The Département as the schema of the subsidies wants it.

    Parameters
    ----------
    name, siret
        Who grants.
    purpose
        Beginning of the purpose of every subsidy.
    nature, is_notified, rae, scheme
        Answers that are the same for every subsidy; ``rae`` and ``scheme`` may be empty.
    """

    name: str
    siret: str
    purpose: str
    nature: str
    is_notified: bool
    rae: str
    scheme: str


def load_publisher(path: Path = PUBLISHER) -> Publisher:
    """Read and check who publishes.

    Parameters
    ----------
    path
        TOML file.

    Raises
    ------
    PublisherError
        When the file is absent or holds something that the schema refuses.
    """
    words = _read(path)
    _check(
        path.name,
        {
            "nom": (bool(words["nom"]), "le nom est vide", "Écrivez celui du Département"),
            "siret": (
                words["siret"].isdecimal() and siret.is_valid(words["siret"]),
                f"« {words['siret']} » n'est pas un SIRET" if words["siret"] else "le SIRET manque",
                "Écrivez ses 14 chiffres, sans espace",
            ),
            "objet": (
                0 < len(words["objet"]) <= _LONGEST_PURPOSE,
                f"l'objet compte {len(words['objet'])} caractères",
                f"Écrivez-en de 1 à {_LONGEST_PURPOSE}",
            ),
            "nature": (
                set(words["nature"].split(";")) <= set(_NATURES),
                f"« {words['nature']} » n'est pas une nature du schéma",
                "Écrivez « aide en numéraire », « aide en nature », ou les deux séparées par « ; »",
            ),
            "notification_ue": (
                words["notification_ue"] in _ANSWERS,
                f"« {words['notification_ue']} » n'est pas une réponse du schéma",
                "Écrivez « oui » ou « non »",
            ),
            "id_rae": (
                len(words["id_rae"]) <= _LONGEST_RAE,
                f"« {words['id_rae']} » est trop long",
                f"Écrivez {_LONGEST_RAE} caractères au plus, ou rien",
            ),
        },
    )
    return Publisher(
        words["nom"],
        words["siret"],
        words["objet"],
        words["nature"],
        words["notification_ue"] == "oui",
        words["id_rae"],
        words["dispositif_aide"],
    )


def _read(path: Path) -> dict[str, str]:
    """Read the two blocks as one, once every key is there and holds a text."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        remedy = "Reprenez le dossier « data » du projet"
        raise PublisherError(path.name, "", "Il ne s'ouvre pas", remedy) from error
    except ValueError as error:
        remedy = "Vérifiez guillemets, crochets et signes « = »"
        raise PublisherError(path.name, "", "Son écriture n'est pas du TOML en UTF-8", remedy) from error
    words: dict[str, str] = {}
    for block, keys in _KEYS.items():
        given = content.get(block)
        for key in keys:
            value = given.get(key) if isinstance(given, dict) else None
            if not isinstance(value, str):
                remedy = "Écrivez-la sur une ligne, entre guillemets"
                raise PublisherError(path.name, key, f"Cette réponse manque au bloc [{block}]", remedy)
            words[key] = " ".join(value.split())
    return words


def _check(name: str, checks: dict[str, tuple[bool, str, str]]) -> None:
    for key, (holds, reason, remedy) in checks.items():
        if not holds:
            raise PublisherError(name, key, reason, remedy)
