"""« Lisez-moi »: what the workbook holds, where it comes from, how its figures are computed."""

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from maynum_dash.analysis.need.needs import shown_label
from maynum_dash.rendering.computed.page import Draft, Page
from maynum_dash.rendering.computed.subject import Subject
from maynum_dash.rendering.computed.supposing import DATA as DIFFERENCES
from maynum_dash.rendering.computed.supposing import SHEET as SCENARIOS
from maynum_dash.rendering.formats import count, day_long

SHEET: Final = "Lisez-moi"
_TITLE: Final = "Classeur de suivi « Conseiller May Num »"
_FIRST: Final = 4
_WIDTH: Final = 96
_LINE: Final = 15.5


def write_readme(draft: Draft, subject: Subject) -> None:
    """Add the sheet."""
    worksheet = draft.sheet(SHEET, _TITLE, [26, _WIDTH])
    worksheet.set_portrait()
    draft.write_head(worksheet, _TITLE, "")
    page = Page(draft)
    row = _write_lines(page, _FIRST, "D’où viennent ces chiffres", _origin(subject))
    row = _write_lines(page, row, "Comment les chiffres sont calculés", words()["method"].items())
    page.text(row, 0, "Les feuilles", "subtitle")
    absent = () if subject.outcomes else (SCENARIOS, DIFFERENCES)
    there = [(name, text) for name, text in words()["sheets"].items() if name not in absent]
    for place, (name, text) in enumerate(there, start=row + 1):
        page.link(place, 0, name)
        page.text(place, 1, text, "wrap")
    page.write(worksheet)
    worksheet.activate()


@cache
def words() -> dict[str, Any]:
    """Words of the sheet."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _write_lines(page: Page, row: int, title: str, lines: Iterable[tuple[str, str]]) -> int:
    """Write a titled block; give the row of the next one."""
    page.text(row, 0, title, "subtitle")
    for label, text in lines:
        row += 1
        page.text(row, 0, label, "label", "wrap")
        page.text(row, 1, text, "wrap")
        page.heights[row] = _LINE * (len(text) // _WIDTH + 1) + 2
    return row + 2


def _origin(subject: Subject) -> Iterator[tuple[str, str]]:
    stamp, versions = subject.stamp, subject.board.scale.versions
    if stamp.warning:
        yield "Avertissement", f"{stamp.warning}."
    yield "Source", f"{stamp.source}."
    yield "Date de la vue", day_long(stamp.day)
    if stamp.fingerprint:
        yield "Empreinte", f"{stamp.fingerprint} : état scellé, rejouable à l’identique."
    yield "Empreinte du fichier", f"SHA-256 {subject.board.workbook.sha256}"
    posts = count(len(subject.posts), "poste")
    yield "Contenu", f"{posts}, tous ceux du classeur, quels que soient les filtres de l’écran."
    since = day_long(versions[-1].valid_from)
    yield "Barème", f"{count(len(versions), 'version')} ; décisions prises depuis le {since} : la dernière."
    yield "Besoin", f"{shown_label(subject.coverage)}."
    yield "Mentions", words()["credits"]
