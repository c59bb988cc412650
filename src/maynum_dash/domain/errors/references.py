"""Reference data that are missing or contradict themselves."""

from enum import StrEnum

from maynum_dash.domain.errors.base import MaynumError


class MissingReferenceError(MaynumError):
    """Reference data that the application needs and does not find.

    Parameters
    ----------
    path
        File that was looked for, relative to the data folder.
    """

    def __init__(self, path: str) -> None:
        super().__init__(
            f"La donnée de référence « {path} » est introuvable. "
            f"Reconstruisez-la avec « maynum reference construire », ou reprenez le dossier « data »."
        )


class PublisherError(MaynumError):
    """What is said of the publisher of open data, and cannot be used.

    Parameters
    ----------
    name
        File name.
    key
        What is wrong in it; empty for the whole file.
    reason
        What was found, in French, without a final full stop.
    remedy
        What to do, in French, without a final full stop.
    """

    def __init__(self, name: str, key: str, reason: str, remedy: str) -> None:
        where = f"« {key} » : " if key else ""
        super().__init__(f"Le fichier « {name} » est inutilisable. {where}{reason}. {remedy}.")
        self.name = name
        self.key = key


class MissingSourceError(MaynumError):
    """An official file that the reference builder needs and does not find.

    Parameters
    ----------
    pattern
        Pattern of the file name that was looked for.
    title
        What the file holds, in French.
    """

    def __init__(self, pattern: str, title: str) -> None:
        super().__init__(
            f"Le dossier de sources ne contient aucun fichier « {pattern} » ({title}). "
            f"Ajoutez-y ce fichier public, puis relancez « maynum reference construire »."
        )


class SourceFolderError(MaynumError):
    """A folder of official files that is not one.

    Parameters
    ----------
    path
        Path as the user gave it.
    is_there
        Whether something else stands there.
    """

    def __init__(self, path: str, *, is_there: bool) -> None:
        fault = "n'est pas un dossier" if is_there else "n'existe pas"
        super().__init__(
            f"Le dossier de sources « {path} » {fault}. Indiquez le dossier des fichiers publics téléchargés."
        )


class ReferenceCheck(StrEnum):
    """What the reference builder checks, as named to the user."""

    COMMUNES = "liste des communes"
    BOUNDARIES = "contours des communes"
    HOLES = "territoire sans trou"
    OUTLINE = "contour du département"
    POINTS = "points des communes"
    EPCI = "intercommunalités"
    CANTONS = "cantons"
    SIMPLIFICATION = "simplification des contours"
    POPULATIONS = "populations"
    INDICATORS = "indicateurs du recensement"
    ZONES = "zones de revitalisation"
    PLACES = "lieux d'accueil"
    FIT = "calage de l'estimation"


class ReferenceCheckError(MaynumError):
    """Official files that contradict each other, or an expectation of the reference builder.

    Parameters
    ----------
    check
        What was checked.
    found
        What was found, in French, without a final full stop.
    """

    def __init__(self, check: ReferenceCheck, found: str) -> None:
        super().__init__(
            f"Contrôle des données de référence « {check} » : {found}. "
            f"Rien n'a été écrit ; vérifiez que les fichiers sources sont du même millésime."
        )
        self.check = check


class MissingNeedsError(MaynumError):
    """The official source is asked for, and no usable row was imported."""

    def __init__(self) -> None:
        super().__init__(
            "La source « officielle » est demandée, mais aucun taux n'a été importé. "
            "Remplissez la feuille « Illectronisme » du classeur (EPCI, Taux, Année, Source), "
            "ou choisissez la source « estimee » ou « uniforme »."
        )


class UnknownTerritoryError(MaynumError):
    """A territory asked for by a code that nothing has.

    Parameters
    ----------
    code
        As asked.
    """

    def __init__(self, code: str) -> None:
        super().__init__(
            f"Aucun territoire ne porte le code « {code} ». Choisissez-le dans la liste, ou écrivez son "
            "code : SIREN d'une intercommunalité, code Insee d'une commune ou d'un canton."
        )
