"""Exports that cannot complete the data."""

from maynum_dash.domain.errors.base import MaynumError


class CompletionError(MaynumError):
    """An export that is read and checked, and brings nothing to the posts.

    Parameters
    ----------
    name
        File name.
    label
        What its profile is called in French.
    """

    def __init__(self, name: str, label: str) -> None:
        super().__init__(
            f"« {name} » est reconnu ({label}) et contrôlé, mais il décrit des structures, non des postes : "
            "il ne complète pas le suivi. Donnez l'export « Postes » de Mon Inclusion Numérique ou le "
            "fichier « idPoste »."
        )


class NothingToCompleteError(MaynumError):
    """An export given before any workbook.

    Parameters
    ----------
    name
        File name.
    label
        What its profile is called in French.
    """

    def __init__(self, name: str, label: str) -> None:
        super().__init__(
            f"« {name} » est un export ({label}) : il complète le classeur de suivi et ne le remplace pas. "
            "Importez d'abord le classeur de suivi, puis donnez cet export de nouveau."
        )


class EmptyExportError(MaynumError):
    """An export of which no row could be accepted.

    Parameters
    ----------
    name
        File name.
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Aucune ligne de « {name} » n'a pu être acceptée : cet export ne complète rien. Corrigez-le "
            "d'après les explications, ou téléchargez-le de nouveau."
        )
