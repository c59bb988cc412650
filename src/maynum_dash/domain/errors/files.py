"""Files and servers that cannot be opened, written or started."""

from enum import Enum

from maynum_dash.domain.errors.base import MaynumError


class UnreadableFileError(MaynumError):
    """A file that cannot be opened as what it claims to be.

    Parameters
    ----------
    name
        File name as the user knows it.
    reason
        What was found, in French, without a final full stop.
    remedy
        What to do, in French, without a final full stop.
    """

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"Le fichier « {name} » ne peut pas être lu : {reason}. {remedy}.")
        self.name = name
        self.reason = reason
        self.remedy = remedy


class WatchedFolderError(MaynumError):
    """A folder to watch that is not one.

    Parameters
    ----------
    path
        Path as the user gave it.
    is_there
        Whether something else stands there.
    """

    def __init__(self, path: str, *, is_there: bool) -> None:
        fault = "n'est pas un dossier" if is_there else "n'existe pas"
        super().__init__(f"« {path} » {fault}. Indiquez le dossier où les fichiers sont déposés.")


class StoppedReadingError(MaynumError):
    """A reading that the user stopped."""

    def __init__(self) -> None:
        super().__init__("La lecture du fichier est annulée : rien n'a changé.")


class UnannotatableFileError(MaynumError):
    """A file that can be read, but not given back with its faults marked.

    Parameters
    ----------
    name
        File name as the user knows it.
    reason
        What stands in the way, in French, without a final full stop.
    remedy
        What to do, in French, without a final full stop.
    """

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"Le fichier « {name} » ne peut pas être annoté : {reason}. {remedy}.")
        self.name = name
        self.reason = reason
        self.remedy = remedy


class UnwritableFileError(MaynumError):
    """A file or folder that cannot be written.

    Parameters
    ----------
    path
        Path as the user gave it.
    reason
        What stands in the way, in French, without a final full stop.
    remedy
        What to do, in French, without a final full stop.
    """

    def __init__(self, path: str, reason: str, remedy: str) -> None:
        super().__init__(f"Impossible d'écrire « {path} » : {reason}. {remedy}.")
        self.path = path
        self.reason = reason
        self.remedy = remedy


class DashboardFault(Enum):
    """Why the dashboard does not run, and what to do, in French."""

    MISSING = ("« dashboard.py » est introuvable", "Lancez la commande depuis le projet complet")
    PORT_TAKEN = (
        "le port {port} est déjà pris ou réservé",
        "Choisissez-en un autre, ou n'en donnez pas : le premier libre sera pris",
    )
    NO_PORT = (
        "aucun port n'est libre à partir de {port}",
        "Arrêtez un tableau de bord déjà lancé, ou choisissez un port avec « --port »",
    )
    STOPPED = ("le serveur s'est arrêté de lui-même", "Relancez-le ; le détail est affiché ci-dessus")
    SILENT = ("le serveur ne répond pas sur le port {port}", "Relancez-le, ou choisissez un autre port")


class DashboardError(MaynumError):
    """A dashboard that cannot be started, or that stopped by itself.

    Parameters
    ----------
    fault
        What stands in the way.
    port
        Port of the server; 0 before one is known.
    """

    def __init__(self, fault: DashboardFault, port: int = 0) -> None:
        reason, remedy = fault.value
        super().__init__(f"Le tableau de bord ne fonctionne pas : {reason.format(port=port)}. {remedy}.")
        self.fault = fault
        self.port = port
