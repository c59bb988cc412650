"""Workbooks whose sheets or columns cannot be understood."""

from maynum_dash.domain.errors.base import MaynumError


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
