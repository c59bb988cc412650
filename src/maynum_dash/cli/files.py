"""Files named on the command line: read or written whole, or refused in French."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from maynum_dash.domain.errors import UnreadableFileError, UnwritableFileError

# Far above any workbook; a larger file would only fill the memory before being refused.
_LARGEST_BYTES = 200 * 2**20
_TEMPORARY = "dossier temporaire"


def shown(path: Path) -> str:
    """Write a path for people, accents included, on a console that does not know them either.

    Parameters
    ----------
    path
        As typed: where the console is not UTF-8, Python keeps the bytes that it cannot read as escapes.
    """
    return os.fsencode(path).decode("utf-8", errors="replace")


def read_file(path: Path) -> bytes:
    """Read a workbook.

    Parameters
    ----------
    path
        As typed.

    Raises
    ------
    UnreadableFileError
        When there is nothing there that can be read.
    """
    try:
        if path.is_dir():
            raise UnreadableFileError(shown(path), "c'est un dossier", "Indiquez le fichier lui-même")
        if path.exists() and not path.is_file():
            raise UnreadableFileError(
                shown(path), "ce n'est pas un fichier ordinaire", "Indiquez un classeur"
            )
        if path.stat().st_size > _LARGEST_BYTES:
            raise UnreadableFileError(
                shown(path), "il dépasse 200 Mo", "Supprimez les feuilles, lignes et images inutiles"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableFileError(
            shown(path), "il n'existe pas", "Vérifiez son nom et son emplacement"
        ) from None
    except PermissionError:
        raise UnreadableFileError(
            shown(path), "vous n'en avez pas le droit", "Fermez-le dans Excel, ou demandez l'accès"
        ) from None
    except OSError:
        raise UnreadableFileError(
            shown(path), "le système ne permet pas de le lire", "Copiez-le sur votre ordinateur"
        ) from None


def write_file(path: Path, content: bytes) -> bool:
    """Write a file whole, or leave what was there.

    Parameters
    ----------
    path
        As typed; an ordinary file there is replaced.
    content
        What to write.

    Returns
    -------
    bool
        Whether a file was replaced.

    Raises
    ------
    UnwritableFileError
        When the place cannot hold the file.
    """
    try:
        return _replace(path, content)
    except PermissionError:
        raise UnwritableFileError(
            shown(path), "vous n'en avez pas le droit", "Fermez le fichier dans Excel, ou changez de dossier"
        ) from None
    except OSError:
        raise UnwritableFileError(
            shown(path), "le système le refuse", "Vérifiez la place sur le disque et le nom du fichier"
        ) from None


def check_target(path: Path) -> bool:
    """Look whether a file can be written there, as far as can be told before writing it.

    Parameters
    ----------
    path
        As typed.

    Returns
    -------
    bool
        Whether an ordinary file is there, which would be replaced.

    Raises
    ------
    UnwritableFileError
        When something else is there, or no folder.
    """
    if path.is_dir():
        raise UnwritableFileError(shown(path), "c'est un dossier", "Ajoutez un nom de fichier")
    if not path.parent.is_dir():
        raise UnwritableFileError(
            shown(path), "le dossier n'existe pas", "Créez-le, ou choisissez-en un autre"
        )
    is_there = path.exists()
    if is_there and not path.is_file():
        raise UnwritableFileError(shown(path), "ce n'est pas un fichier ordinaire", "Choisissez un autre nom")
    return is_there


def check_name(target: Path, suffix: str, what: str, source: Path | None) -> None:
    """Refuse a name that says another format, or that of the file that is read.

    Parameters
    ----------
    target
        File to write.
    suffix
        End of its name.
    what
        What is written, in French.
    source
        Workbook that is read; ``None`` for an import or a sealed state.

    Raises
    ------
    UnwritableFileError
        When the name is not right.
    """
    if target.suffix.lower() != suffix and not target.is_dir():
        raise UnwritableFileError(
            shown(target), f"c'est {what} qui est écrit", f"Donnez un nom qui finit par « {suffix} »"
        )
    if source is not None and target.exists() and source.exists() and target.samefile(source):
        raise UnwritableFileError(
            shown(target), "c'est le classeur lu, qui serait perdu", "Donnez un autre nom"
        )


@contextmanager
def written_aside() -> Iterator[None]:
    """Explain what the system says of files that are written for the time of a command.

    Raises
    ------
    UnwritableFileError
        When it refuses them.
    """
    try:
        yield
    except OSError as error:
        raise UnwritableFileError(
            _TEMPORARY, "le système le refuse", "Vérifiez la place sur le disque"
        ) from error


def _replace(path: Path, content: bytes) -> bool:
    existed = check_target(path)
    # A link stays a link: what it points to is replaced.
    target = path.resolve()
    part = target.with_name(f"{target.name}.partiel")
    try:
        part.write_bytes(content)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return existed
