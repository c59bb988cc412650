"""Files of which the headings do not settle what they are."""

from collections.abc import Mapping, Sequence
from enum import Enum

from maynum_dash.domain.errors.base import MaynumError


class UnknownProfileError(MaynumError):
    """A file that no profile explains whole, or that two explain as well.

    Parameters
    ----------
    name
        File name.
    likely
        Label, score from 0 to 100 and reasons of the closest profiles, best first.
    is_tie
        Whether several profiles fit.
    """

    def __init__(self, name: str, likely: Sequence[tuple[str, int, Sequence[str]]], *, is_tie: bool) -> None:
        listed = " ; ".join(f"{label} ({score} sur 100 : {', '.join(why)})" for label, score, why in likely)
        fault = (
            "plusieurs profils conviennent aussi bien"
            if is_tie
            else "aucun profil connu n'y trouve toutes les colonnes dont il a besoin"
        )
        super().__init__(
            f"Le fichier « {name} » n'est pas reconnu à ses en-têtes : {fault}. Les plus proches : {listed}. "
            "Choisissez le profil vous-même, ou téléchargez de nouveau l'export sans renommer ses colonnes."
        )
        self.is_tie = is_tie


class NoSuchProfileError(MaynumError):
    """A profile that is asked for and does not exist.

    Parameters
    ----------
    profile
        Name asked for.
    known
        Names that exist.
    """

    def __init__(self, profile: str, known: Sequence[str]) -> None:
        super().__init__(f"Le profil « {profile} » n'existe pas. Profils connus : {', '.join(known)}.")


class NotAnExportError(MaynumError):
    """A canonical workbook given where an export of the State is expected.

    Parameters
    ----------
    name
        File name.
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Le fichier « {name} » est un classeur de suivi, et non un export des outils de l'État. "
            "Importez-le comme classeur."
        )


class LessonFault(Enum):
    """Why a heading cannot be taught, and what to do, in French."""

    PROFILE = ("le type de fichier « {profile} » n'existe pas", "Reprenez un nom de data/entetes.csv")
    TABLE = ("le type « {profile} » n'a pas de table « {table} »", "Reprenez un nom de data/entetes.csv")
    FIELD = ("la table « {table} » n'a pas de champ « {field} »", "Choisissez un champ de la liste")
    EMPTY = ("un titre vide ou trop long ne désigne aucune colonne", "Donnez un titre à la colonne")
    CONTRADICTION = (
        "le fichier data/entetes.csv dit déjà que c'est « {known} », et non « {wanted} »",
        "Renommez la colonne dans le classeur, ou corrigez data/entetes.csv",
    )
    PERSONAL = (
        "il annonce des noms, courriels ou téléphones, qui ne sont pas conservés",
        "Laissez la colonne de côté",
    )
    UNIT = ("il annonce des milliers d'euros", "Convertissez les montants en euros, retirez l'unité du titre")


class LessonError(MaynumError):
    """A heading that the team wants to teach, and that must not be.

    Parameters
    ----------
    heading
        As written.
    fault
        Why.
    facts
        What the reason names.
    """

    def __init__(self, heading: str, fault: LessonFault, facts: Mapping[str, str]) -> None:
        reason, remedy = fault.value
        why = reason.format(**facts)
        super().__init__(f"Le titre « {heading} » ne peut pas être appris : {why}. {remedy}.")
        self.fault = fault


class UnknownLessonError(MaynumError):
    """A heading that nobody taught.

    Parameters
    ----------
    heading
        As asked for.
    """

    def __init__(self, heading: str) -> None:
        super().__init__(
            f"Le titre « {heading} » n'est pas parmi les titres appris. « maynum titres » les liste."
        )
