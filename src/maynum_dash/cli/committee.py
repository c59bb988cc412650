"""The commands that write what a committee is shown: slides, note, stand-alone page."""

from argparse import Namespace
from pathlib import Path

from maynum_dash.cli.answers import DONE
from maynum_dash.cli.console import say
from maynum_dash.cli.files import check_target, shown, write_file
from maynum_dash.cli.presentations import written
from maynum_dash.domain.errors import UnwritableFileError
from maynum_dash.rendering.formats import count


def write(asked: Namespace) -> int:
    """Write a document, once the place where it goes is known to take it."""
    target: Path = asked.sortie
    if target.suffix.lower() not in asked.suffixes and not target.is_dir():
        expected = " ou ".join(f"« {suffix} »" for suffix in asked.suffixes)
        raise UnwritableFileError(
            shown(target), "son nom ne dit pas ce qu'il contient", f"Donnez un nom qui finit par {expected}"
        )
    check_target(target)
    content = written(asked.name, asked, asked.diapos or asked.parts)
    verb = "remplacé" if write_file(target, content) else "écrit"
    kibibytes = count(-(-len(content) // 1024), "ko", "ko")
    say(f"Fichier {verb} : {shown(target)} ({kibibytes})\n")
    return DONE
