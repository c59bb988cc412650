"""Archives of the store that cannot be restored."""

from enum import Enum

from maynum_dash.domain.errors.base import MaynumError


class ArchiveFault(Enum):
    """Why an archive is refused, and what to do, in French."""

    NOT_AN_ARCHIVE = (
        "ce n’est pas une archive du tableau de bord",
        "Donnez un fichier écrit par « maynum sauvegarder », ou une copie du dossier « sauvegardes »",
    )
    DAMAGED = (
        "son contenu n’est plus celui qui a été sauvegardé ({detail})",
        "Reprenez une autre copie de cette archive, ou une archive plus ancienne",
    )
    NEWER = (
        "elle a été écrite par une version plus récente du logiciel ({detail})",
        "Installez cette version, ou une plus récente",
    )
    TOO_LARGE = ("elle est trop grande", "Vérifiez qu’il s’agit bien d’une archive du tableau de bord")
    NOT_EMPTY = (
        "la base contient déjà des imports",
        "Ajoutez « --remplacer » : la base actuelle sera d’abord sauvegardée",
    )


class ArchiveError(MaynumError):
    """An archive that is refused whole; the store is left as it was.

    Parameters
    ----------
    name
        File name of the archive.
    fault
        Why.
    detail
        What the sentence names: a table, a version.
    """

    def __init__(self, name: str, fault: ArchiveFault, detail: str = "") -> None:
        reason, remedy = fault.value
        super().__init__(
            f"L’archive « {name} » ne peut pas être restaurée : {reason.format(detail=detail)}. {remedy}."
        )
        self.name = name
        self.fault = fault
