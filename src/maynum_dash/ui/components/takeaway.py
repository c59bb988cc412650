"""What a map leaves with: a picture at the size of a slide, its table, its boundaries with values."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from maynum_dash.rendering import posters
from maynum_dash.rendering.geodata import geojson, geopackage
from maynum_dash.rendering.plates import Plate
from maynum_dash.rendering.posters import SIZES, Format
from maynum_dash.rendering.rasters import png
from maynum_dash.rendering.spreadsheets import spreadsheet
from maynum_dash.rendering.tables import Column
from maynum_dash.ui import exporting


@dataclass(frozen=True, slots=True, eq=False)
class Takeaway:
    """A map and what it was drawn from.

    Parameters
    ----------
    plate
        The map.
    data
        Its rows, with ``code``.
    columns
        Columns of its table.
    boundaries
        GeoJSON text of the level; given only when it is asked for.
    name
        Stem of the files.
    day
        Day of the view.
    """

    plate: Plate
    data: pd.DataFrame
    columns: Sequence[Column]
    boundaries: Callable[[], str]
    name: str
    day: date

    @property
    def notes(self) -> list[str]:
        """What every file bears."""
        return [f"{self.plate.title} ({self.plate.unit})", f"Source : {self.plate.source}"]


def offer(taken: Takeaway) -> None:
    """Offer the files behind one button; each is written when it is asked for.

    Parameters
    ----------
    taken
        The map.
    """
    notes, title = taken.notes, taken.plate.title
    with st.popover("Télécharger", icon=":material/download:", key="map-downloads"):
        wanted = st.segmented_control(
            "Taille de l’image",
            list(Format),
            format_func=lambda size: size.value,
            default=Format.SLIDE,
            required=True,
            key="map-size",
        )
        size = SIZES[wanted]
        with st.container(horizontal=True):
            _file(
                taken,
                "Image PNG",
                "png",
                "image/png",
                lambda: png(posters.draw(taken.plate, wanted), size.width),
            )
            _file(
                taken,
                "Dessin SVG",
                "svg",
                "image/svg+xml",
                lambda: posters.draw(taken.plate, wanted).encode(),
            )
        st.caption("Les données de la carte")
        with st.container(horizontal=True):
            _file(
                taken,
                "Tableau Excel",
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                lambda: spreadsheet(taken.data, taken.columns, title, notes, taken.day),
            )
            _file(
                taken,
                "GeoJSON",
                "geojson",
                "application/geo+json",
                lambda: geojson(taken.boundaries(), taken.data, taken.columns, notes),
            )
            _file(
                taken,
                "GeoPackage",
                "gpkg",
                "application/geopackage+sqlite3",
                lambda: geopackage(taken.boundaries(), taken.data, taken.columns, notes),
            )
        st.caption("Le même tableau en CSV est sous la carte.")


def _file(taken: Takeaway, label: str, suffix: str, mime: str, write: Callable[[], bytes]) -> None:
    # Two different contents never share a file name (ARCHITECTURE, traps).
    described = f"{taken.plate.said} {taken.plate.unit} {taken.plate.source}"
    stamp = hashlib.sha256(described.encode()).hexdigest()[:8]
    st.download_button(
        label,
        write,
        file_name=f"maynum-{taken.name}-{stamp}.{suffix}",
        mime=mime,
        key=f"download-map-{suffix}",
        on_click=exporting.note,
        args=(f"{label} : {taken.plate.title}",),
    )
