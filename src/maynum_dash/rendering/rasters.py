"""An SVG drawing as a PNG, without a browser: the fonts come from a package, none is asked of the machine."""

from pathlib import Path
from typing import Final

import font_source_sans_pro
import resvg_py

_FONTS: Final = [
    str(Path(font_source_sans_pro.__file__).with_name("files") / f"SourceSansPro-{weight}.ttf")
    for weight in ("Regular", "Bold")
]


def png(svg: str, width: int) -> bytes:
    """Draw an SVG as a PNG.

    Parameters
    ----------
    svg
        Drawing of this project.
    width
        Pixels; the height follows.
    """
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            skip_system_fonts=True,
            font_files=_FONTS,
            sans_serif_family="Source Sans Pro",
        )
    )
