"""The commands that write open data: subsidies (SCDL), territories (GeoJSON)."""

from argparse import Namespace
from collections.abc import Sequence

from maynum_dash.analysis.money.subsidies import subsidies
from maynum_dash.cli.answers import DONE, REFUSED
from maynum_dash.cli.console import complain, say
from maynum_dash.cli.files import check_name, shown, write_file
from maynum_dash.cli.supposing import chosen_or_supposed
from maynum_dash.domain.anomalies import Anomaly
from maynum_dash.domain.coverage import Level
from maynum_dash.domain.errors import SupposedSubsidiesError
from maynum_dash.domain.posts import Reading
from maynum_dash.rendering.formats import count
from maynum_dash.rendering.opendata.subsidies import subsidies_csv
from maynum_dash.rendering.opendata.territories import Values, territories_geojson
from maynum_dash.sources.publisher import load_publisher


def grants(options: Namespace) -> int:
    """Write the subsidies, and list the posts left out; refused when none can be published."""
    check_name(options.sortie, ".csv", "un fichier CSV", options.workbook)
    publisher = load_publisher()
    edition = chosen_or_supposed(options)
    if edition.scenario is not None:
        raise SupposedSubsidiesError(edition.scenario.name)
    found = subsidies(edition.board)
    left_out = _lines(found.left_out)
    if found.table.empty:
        complain("\n".join(["aucune subvention ne peut être publiée.", *left_out]))
        return REFUSED
    verb = (
        "remplacé" if write_file(options.sortie, subsidies_csv(found, publisher, edition.stamp)) else "écrit"
    )
    lines = [f"Fichier {verb} : {shown(options.sortie)}", count(len(found.table), "subvention")]
    if edition.warning:
        lines.append(f"{edition.warning} : à ne pas publier.")
    if left_out:
        posts = count(found.posts_left_out, "poste laissé de côté", "postes laissés de côté")
        lines += ["", f"{posts} :", *left_out]
    if found.to_check:
        lines += ["", "À vérifier :", *_lines(found.to_check)]
    say("\n".join(lines) + "\n")
    return DONE


def _lines(anomalies: Sequence[Anomaly]) -> list[str]:
    """Write one line for each reason, with the rows that it concerns."""
    rows: dict[str, list[int]] = {}
    for anomaly in anomalies:
        rows.setdefault(anomaly.message, []).append(anomaly.row or 0)
    return [
        f"- {count(len(found), 'poste')} ({'ligne' if len(found) == 1 else 'lignes'} "
        f"{', '.join(map(str, found))}) : {message}"
        for message, found in rows.items()
    ]


def boundaries(options: Namespace) -> int:
    """Write the territories with their figures."""
    check_name(options.sortie, ".geojson", "un fichier GeoJSON", options.workbook)
    edition = chosen_or_supposed(options)
    reading = edition.reading if options.lecture is None else Reading(options.lecture)
    year = edition.fiscal_year if options.exercice is None else options.exercice
    values = Values(edition.board, Level(options.niveau), edition.need_source, reading, year)
    verb = "remplacé" if write_file(options.sortie, territories_geojson(values, edition.stamp)) else "écrit"
    say(f"Fichier {verb} : {shown(options.sortie)}\n")
    return DONE
