"""The commands that write leaflets: one for an employer, one about a territory."""

from argparse import Namespace
from pathlib import Path
from typing import Final

import pandas as pd

from maynum_dash.analysis.need.coverage import coverage_table
from maynum_dash.analysis.need.needs import needs_table
from maynum_dash.analysis.need.portrait import portrait
from maynum_dash.analysis.need.profiles import Asked, profiles_table
from maynum_dash.analysis.need.provenance import source_label
from maynum_dash.analysis.scenario.simulation import Request, local_need, simulate
from maynum_dash.analysis.territory.names import fold
from maynum_dash.cli.answers import DONE
from maynum_dash.cli.console import say
from maynum_dash.cli.editions import Edition
from maynum_dash.cli.files import check_name, shown, write_file
from maynum_dash.cli.supposing import chosen_or_supposed
from maynum_dash.domain.errors import UnknownTerritoryError
from maynum_dash.domain.places import Hosts
from maynum_dash.domain.posts import EmployerCategory
from maynum_dash.domain.priority import Tier
from maynum_dash.rendering.leaflets.employer import employer_leaflet
from maynum_dash.rendering.leaflets.model import Leaflet
from maynum_dash.rendering.leaflets.paper import leaflet_pdf
from maynum_dash.rendering.leaflets.slide import leaflet_slide
from maynum_dash.rendering.leaflets.territory import territory_leaflet

_RADIUS_KM: Final = 10.0


def employer(asked: Namespace) -> int:
    """Write what a post would cost an employer."""
    _check(asked)
    edition = chosen_or_supposed(asked)
    board = edition.board
    needs = needs_table(edition.need_source, board.reference, board.matched.needs)
    coverage = coverage_table(needs, board.posts, board.matched.served)
    code = _code(coverage.rename(columns={"epci_code": "code"}), asked.epci)
    start = asked.debut or edition.day
    request = Request(EmployerCategory(asked.categorie), code, start, min(start, edition.day), 1.0)
    made = simulate(board.scale, request, local_need(coverage, code, request.fte))
    return _write(asked.sortie, employer_leaflet(made, edition.stamp))


def territory(asked: Namespace) -> int:
    """Write what is known of a territory."""
    _check(asked)
    edition = chosen_or_supposed(asked)
    tier = Tier(asked.niveau)
    described = _described(edition)
    table = profiles_table(edition.board, tier, described).rename_axis("code").reset_index()
    code = _code(table, asked.territoire)
    sheet = portrait(edition.board, tier, code, described, edition.day)
    need = source_label(edition.need_source, edition.board.reference)
    return _write(asked.sortie, territory_leaflet(sheet, need, edition.stamp))


def _described(edition: Edition) -> Asked:
    return Asked(edition.need_source, Hosts.BOTH, _RADIUS_KM, edition.reading, edition.fiscal_year)


def _code(table: pd.DataFrame, text: str) -> str:
    """Find a territory by its code, or by its name as people write it."""
    wanted = fold(text)
    for column in ("code", "name", "short_name"):
        if column in table:
            found = table.loc[table[column].map(fold) == wanted, "code"]
            if len(found) == 1:
                return str(found.iloc[0])
    ending = table.loc[table["name"].map(lambda name: fold(name).endswith(f" {wanted}")), "code"]
    if wanted and len(ending) == 1:
        return str(ending.iloc[0])
    raise UnknownTerritoryError(text)


def _check(asked: Namespace) -> None:
    if asked.sortie.suffix.lower() != ".pptx":
        check_name(asked.sortie, ".pdf", "une fiche en PDF (.pdf) ou en diapositive (.pptx)", asked.workbook)


def _write(target: Path, leaflet: Leaflet) -> int:
    write = leaflet_slide if target.suffix.lower() == ".pptx" else leaflet_pdf
    verb = "remplacée" if write_file(target, write(leaflet)) else "écrite"
    say(f"Fiche {verb} : {shown(target)}\n")
    return DONE
