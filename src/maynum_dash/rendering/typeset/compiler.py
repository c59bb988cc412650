"""Typst, with the fonts of a package: nothing is asked of the machine."""

from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Final

import typst

from maynum_dash.rendering.typeset.glyphs import FONTS

_FOLDER: Final = Path(__file__).parent
_STANDARDS: Final = ["1.7", "ua-1"]


def compile_pdf(source: str, files: dict[str, bytes], day: date) -> bytes:
    """Typeset a document as a tagged PDF/UA-1.

    Parameters
    ----------
    source
        Name of the Typst source, beside this module.
    files
        What it reads.
    day
        Date written in the file, so that the same figures give the same bytes.
    """
    parts = {name: (_FOLDER / name).read_bytes() for name in ("look.typ", source)}
    written = datetime.combine(day, time(), UTC)
    # Typst takes a dictionary of files, which its types forget.
    content: bytes = typst.compile(  # type: ignore[call-overload]
        {"main.typ": parts.pop(source), **parts, **files},
        format="pdf",
        font_paths=_fonts(),
        pdf_standards=_STANDARDS,
        timestamp=written,
    )
    return content


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
