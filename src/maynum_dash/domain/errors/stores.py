"""The memory of the dashboard that cannot be opened, read or written, and what it does not hold."""

from datetime import date
from enum import Enum

from maynum_dash.domain.errors.base import MaynumError


class StoreFault(Enum):
    """What stands in the way of the store, and what to do, in French."""

    BUSY = (
        "une autre opération l'occupe depuis trop longtemps",
        "Réessayez dans un instant ; si cela dure, fermez les autres programmes qui l'ont ouverte",
    )
    FULL = (
        "il ne reste plus de place sur le disque",
        "Libérez de la place, puis recommencez ; rien n'a été enregistré à moitié",
    )
    READ_ONLY = (
        "le fichier ou son dossier est en lecture seule",
        "Donnez au compte du tableau de bord le droit d'écrire dans ce fichier et dans son dossier",
    )
    UNOPENABLE = (
        "le fichier ne peut pas être ouvert",
        "Vérifiez que son dossier existe, et que le compte du tableau de bord peut y lire et y écrire",
    )
    MOVED = (
        "le fichier a été déplacé ou supprimé pendant son utilisation",
        "Remettez-le en place, puis relancez le tableau de bord",
    )
    DISK = (
        "le disque ne répond pas correctement",
        "Vérifiez le disque et la place qui y reste ; ce fichier ne doit pas être sur un lecteur réseau",
    )
    DAMAGED = ("son contenu est endommagé", "Ne la modifiez plus et gardez-en une copie")
    NOT_A_DATABASE = (
        "ce fichier n'est pas une base de données",
        "Indiquez le bon fichier, ou déplacez celui-ci",
    )
    EMPTIED = (
        "le fichier est vide ou absent, alors que des sauvegardes existent à côté",
        "Pour repartir de zéro, déplacez d'abord ces sauvegardes",
    )
    FOREIGN = (
        "elle contient déjà les tables d'un autre logiciel",
        "Indiquez une base vide, ou celle du tableau de bord",
    )
    NEWER = (
        "elle a été mise à niveau par la version {detail} du logiciel, plus récente que celle-ci",
        "Installez cette version, ou une plus récente ; rien n'a été modifié",
    )
    ENCODING = (
        "elle est enregistrée en {detail} et non en UTF-8",
        "Créez une base dont l'encodage est UTF8",
    )
    UNREACHABLE = (
        "le serveur ne répond pas",
        "Vérifiez qu'il est démarré, et l'adresse donnée dans MAYNUM_DATABASE_URL",
    )
    PASSWORD = (
        "le serveur refuse le mot de passe, ou en attend un",
        "Vérifiez l'utilisateur et le mot de passe donnés dans MAYNUM_DATABASE_URL",
    )
    REFUSED = (
        "le serveur refuse la connexion",
        "Vérifiez l'utilisateur et le nom de la base donnés dans MAYNUM_DATABASE_URL",
    )
    RIGHTS = (
        "le serveur n'autorise pas cette opération avec ce compte",
        "Demandez à son administrateur le droit de lire et d'écrire dans cette base",
    )
    ADDRESS = (
        "cette adresse n'est pas comprise",
        "Écrivez « sqlite:///dossier/maynum.db » ou « postgresql://utilisateur:mot-de-passe@serveur/base »",
    )
    FOLDER = (
        "le dossier ne peut pas être créé",
        "Choisissez-en un autre avec MAYNUM_DOSSIER, ou donnez le droit d'écrire dans celui qui le contient",
    )


class StoreError(MaynumError):
    """A store that cannot be used, or that refuses an operation; nothing is done by halves.

    Parameters
    ----------
    fault
        What stands in the way.
    place
        File, or server and database, without any password.
    detail
        Version or encoding that the sentence names.
    backup
        Path of the last healthy backup; empty when there is none, ``None`` when backups do not matter.
    """

    def __init__(self, fault: StoreFault, place: str, *, detail: str = "", backup: str | None = None) -> None:
        reason, remedy = fault.value
        reason = reason.format(detail=detail)
        super().__init__(
            f"La base « {place} » ne peut pas être utilisée : {reason}. {remedy}.{_restoration(backup)}"
        )
        self.fault = fault
        self.place = place
        self.backup = backup


class UnknownImportError(MaynumError):
    """An import that the history does not hold.

    Parameters
    ----------
    import_id
        Number that was asked for.
    """

    def __init__(self, import_id: int) -> None:
        super().__init__(
            f"L'import n° {import_id} n'existe pas. "
            f"Choisissez-le dans l'historique (page « Imports » ou commande « maynum imports »)."
        )
        self.import_id = import_id


class EmptyHistoryError(MaynumError):
    """Current data that are asked for before any import."""

    def __init__(self) -> None:
        super().__init__(
            "Aucun classeur n'est encore importé : il n'y a pas de données courantes. "
            "Importez-en un (page « Imports » ou commande « maynum importer »)."
        )


class ErasedImportError(MaynumError):
    """An import of which only the line of history is left.

    Parameters
    ----------
    import_id
        Its number.
    erased_on
        Day on which its rows were deleted.
    """

    def __init__(self, import_id: int, erased_on: date) -> None:
        super().__init__(
            f"Les lignes de l'import n° {import_id} ont été effacées le {erased_on:%d/%m/%Y}, "
            f"au terme de leur durée de conservation. Importez de nouveau le fichier pour le consulter."
        )
        self.import_id = import_id


class DamagedImportError(MaynumError):
    """An import whose rows are no longer those that were written.

    Parameters
    ----------
    import_id
        Its number.
    name
        Name of its file.
    """

    def __init__(self, import_id: int, name: str) -> None:
        super().__init__(
            f"L'import n° {import_id} (« {name} ») n'est plus intact : ses lignes ne correspondent plus "
            f"à leur empreinte. Ne vous servez pas de ses chiffres ; restaurez une sauvegarde "
            f"ou une archive antérieure."
        )
        self.import_id = import_id


class UnknownSnapshotError(MaynumError):
    """A sealed state that the store does not hold.

    Parameters
    ----------
    text
        Fingerprint as it was written.
    """

    def __init__(self, text: str) -> None:
        super().__init__(
            f"Aucun état scellé ne porte l'empreinte « {text} ». "
            f"Recopiez les huit caractères imprimés sur le document, par exemple « 7F3K-92QD »."
        )


class DamagedSnapshotError(MaynumError):
    """A sealed state that is no longer what was sealed.

    Parameters
    ----------
    fingerprint
        Its fingerprint.
    part
        What has changed, in French.
    """

    def __init__(self, fingerprint: str, part: str) -> None:
        super().__init__(
            f"L'état scellé « {fingerprint} » n'est plus intact : {part} ne correspond plus à son empreinte. "
            f"Ne vous servez pas de ses chiffres ; restaurez une sauvegarde ou une archive antérieure."
        )
        self.fingerprint = fingerprint


class UnknownSettingError(MaynumError):
    """A setting that does not exist.

    Parameters
    ----------
    name
        Name as it was written.
    known
        Settings that exist.
    """

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        listed = ", ".join(f"« {one} »" for one in known)
        super().__init__(f"Le réglage « {name} » n'existe pas. Réglages possibles : {listed}.")


class SettingError(MaynumError):
    """A value that a setting cannot take.

    Parameters
    ----------
    label
        What the setting is, in French.
    value
        Value as it was given.
    low, high
        Bounds, included.
    """

    def __init__(self, label: str, value: int, low: int, high: int) -> None:
        super().__init__(
            f"Le réglage « {label} » ne peut pas valoir {value}. Donnez un nombre entier de {low} à {high}."
        )


def _restoration(backup: str | None) -> str:
    """Say how to come back to the last healthy backup."""
    if backup is None:
        return ""
    if not backup:
        return " Aucune sauvegarde saine n'a été trouvée à côté : restaurez une archive que vous avez gardée."
    return f" La dernière sauvegarde saine se restaure par « maynum restaurer --archive {backup} »."
