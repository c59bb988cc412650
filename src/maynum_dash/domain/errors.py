"""Input that cannot be used; each error takes facts and writes its own French sentence."""

from enum import Enum, StrEnum


class MaynumError(Exception):
    """Base of every refusal; its text is the French sentence shown to the user."""


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


class MissingSheetError(MaynumError):
    """A workbook in which no sheet holds the posts.

    Parameters
    ----------
    name
        File name.
    expected
        Sheet that was looked for.
    found
        Sheets that the workbook holds.
    """

    def __init__(self, name: str, expected: str, found: tuple[str, ...]) -> None:
        listed = ", ".join(f"« {sheet} »" for sheet in found) or "aucune feuille"
        super().__init__(
            f"Le classeur « {name} » ne contient pas de feuille « {expected} » reconnaissable. "
            f"Feuilles trouvées : {listed}. "
            f"Partez du modèle (bouton « Modèle de classeur » ou commande « maynum modele »)."
        )


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


class AmountError(MaynumError):
    """An amount of money that cannot be held as a whole number of cents.

    Parameters
    ----------
    text
        Amount as it was written.
    reason
        What is wrong, in French, without a final full stop.
    """

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(f"Le montant « {text} » ne peut pas être utilisé : {reason}.")
        self.text = text
        self.reason = reason


class ScaleError(MaynumError):
    """A funding scale that cannot be used.

    Parameters
    ----------
    name
        File name of the scale.
    place
        Where in the file, in French; empty for the whole file.
    reason
        What was found, in French, without a final full stop.
    remedy
        What to do, in French, without a final full stop.
    """

    def __init__(self, name: str, place: str, reason: str, remedy: str) -> None:
        where = f"{place} : " if place else ""
        super().__init__(f"Le barème « {name} » est inutilisable. {where}{reason}. {remedy}.")
        self.name = name
        self.place = place
        self.reason = reason
        self.remedy = remedy


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


class MissingHeadingsError(MaynumError):
    """A sheet that should hold a table, and has no row of headings.

    Parameters
    ----------
    sheet
        Name of the sheet.
    expected
        Headings that were looked for.
    """

    def __init__(self, sheet: str, expected: tuple[str, ...]) -> None:
        super().__init__(
            f"La feuille « {sheet} » n'a pas de ligne d'en-têtes reconnaissable. "
            f"Colonnes attendues : {_quoted(expected)}. "
            f"Recopiez la ligne d'en-têtes du modèle (commande « maynum modele »)."
        )
        self.sheet = sheet


class MissingColumnError(MaynumError):
    """A table without a column that it needs.

    Parameters
    ----------
    sheet
        Name of the sheet.
    missing
        Headings that are needed and were not found.
    found
        Headings of the sheet, as written.
    """

    def __init__(self, sheet: str, missing: tuple[str, ...], found: tuple[str, ...]) -> None:
        super().__init__(
            f"Dans la feuille « {sheet} », il manque la colonne {_quoted(missing)}. "
            f"Colonnes trouvées : {_quoted(found) or 'aucune'}. "
            f"Ajoutez la colonne, ou renommez celle qui en tient lieu comme dans le modèle."
        )
        self.sheet = sheet
        self.missing = missing


class AmbiguousColumnError(MaynumError):
    """Two columns of one sheet that say to hold the same thing.

    Parameters
    ----------
    sheet
        Name of the sheet.
    heading
        Heading of the template that both stand for.
    columns
        Headings as written, each with the letter of its column.
    """

    def __init__(self, sheet: str, heading: str, columns: tuple[str, ...]) -> None:
        super().__init__(
            f"Dans la feuille « {sheet} », plusieurs colonnes correspondent à « {heading} » : "
            f"{_quoted(columns)}. Gardez celle qui compte et renommez ou supprimez les autres."
        )
        self.sheet = sheet
        self.columns = columns


class AmbiguousSheetError(MaynumError):
    """Several sheets that could each be the one to read.

    Parameters
    ----------
    expected
        Name of the sheet in the template.
    sheets
        Sheets that look like it.
    """

    def __init__(self, expected: str, sheets: tuple[str, ...]) -> None:
        super().__init__(
            f"Plusieurs feuilles ressemblent à la feuille « {expected} » : {_quoted(sheets)}. "
            f"Nommez « {expected} » celle qui compte, et renommez les autres."
        )
        self.sheets = sheets


class UnitError(MaynumError):
    """A column of amounts that is not in euros.

    Parameters
    ----------
    sheet
        Name of the sheet.
    heading
        Heading as written.
    """

    def __init__(self, sheet: str, heading: str) -> None:
        super().__init__(
            f"Dans la feuille « {sheet} », la colonne « {heading} » n'est pas en euros. "
            f"Convertissez ses montants en euros et retirez l'unité de l'en-tête."
        )
        self.sheet = sheet


def _quoted(names: tuple[str, ...]) -> str:
    """List names between French quotation marks."""
    return ", ".join(f"« {name} »" for name in names)
