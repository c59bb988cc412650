"""The sheet of a territory as one page that prints: self-contained HTML, drawings inside, A4."""

from collections.abc import Sequence

import pandas as pd

from maynum_dash.analysis.need.portrait import Portrait, YearMoney
from maynum_dash.domain.priority import Tier
from maynum_dash.rendering import formats, maps, palette, portrait
from maynum_dash.rendering.neutral import html_text
from maynum_dash.sources.perimeter import perimeter

_SHOWN_SEATS = 5
_BARS, _HIGH, _ROOM = 460, 120, 26  # units of the drawing of the money
_STYLE = f"""
@page {{ size: A4 portrait; margin: 12mm }}
* {{ box-sizing: border-box; print-color-adjust: exact; -webkit-print-color-adjust: exact }}
body {{ margin: 0 auto; max-width: 186mm; font: 9.6pt/1.36 "Source Sans 3", "Segoe UI", Arial, sans-serif;
  color: {palette.INK} }}
header {{ display: flex; justify-content: space-between; align-items: end; gap: 6mm;
  border-bottom: 2.5pt solid {palette.ACCENT}; padding-bottom: 2mm }}
h1 {{ margin: 0; font-size: 19pt; line-height: 1.1 }}
header p {{ margin: 0; color: {palette.MUTED} }}
h2 {{ margin: 3.5mm 0 1mm; font-size: 11pt }}
main > div {{ display: grid; grid-template-columns: 1fr 1fr; gap: 6mm }}
svg {{ display: block; width: 100%; max-height: 74mm }}
dl {{ display: grid; grid-template-columns: 1fr auto; gap: 1mm 3mm; margin: 1mm 0 }}
dt {{ color: {palette.MUTED} }}
dd {{ margin: 0; font-weight: 700; text-align: right; white-space: nowrap }}
main p {{ margin: 0 }}
ul {{ margin: 0; padding-left: 4.5mm }}
li {{ margin-bottom: .8mm }}
table {{ width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums }}
caption {{ text-align: left; font-weight: 700; font-size: 11pt; padding: 3.5mm 0 1mm }}
th, td {{ padding: .9mm 1.4mm; border-bottom: .5pt solid {palette.GRID}; text-align: right }}
th:first-child, td:first-child {{ text-align: left; font-weight: 400 }}
tbody tr:first-child * {{ font-weight: 700; background: #EAF1FA }}
footer {{ margin-top: 3mm; border-top: .5pt solid {palette.GRID}; padding-top: 1.5mm; font-size: 7.8pt;
  color: {palette.MUTED} }}
footer p {{ margin: 0 0 .8mm }}
"""


def territory_map(sheet: Portrait, labels: pd.DataFrame, boundaries: str) -> str:
    """Draw the territories of a size, the one of the sheet highlighted, as SVG text.

    Parameters
    ----------
    sheet
        Figures of the territory.
    labels
        ``code``, ``name``, ``longitude``, ``latitude`` (WGS84 degrees) of each territory drawn.
    boundaries
        GeoJSON text of that size; of the EPCI for the département.
    """
    is_whole = sheet.tier is Tier.DEPARTMENT
    is_own = labels["code"].eq(sheet.own.code) | is_whole
    table = labels.assign(value="", is_named=is_own & (not is_whole))
    classes = is_own.astype("Int64")
    said = f"Carte {perimeter().of} : {sheet.own.name} en foncé."
    return maps.draw(maps.Layer(table, classes, (palette.GROUND, "#82B5F2"), boundaries), None, said)


def money_bars(money: Sequence[YearMoney]) -> str:
    """Draw the cents of each exercice as bars that carry their amount, as SVG text."""
    if not money:
        return ""
    highest = max(1, *(abs(one.amount_cents) for one in money))
    step = _BARS / len(money)
    drawn = []
    for place, one in enumerate(money):
        height = abs(one.amount_cents) / highest * _HIGH
        x, top = place * step, _ROOM + _HIGH - height
        # Money given back is drawn hollow: its bar has no other direction to go.
        fill = palette.ACCENT if one.amount_cents >= 0 else palette.PAPER
        drawn.append(
            f'<rect x="{x + step * 0.14:.1f}" y="{top:.1f}" width="{step * 0.72:.1f}" height="{height:.1f}" '
            f'fill="{fill}" stroke="{palette.ACCENT}"/>'
            f'<text x="{x + step / 2:.1f}" y="{top - 6:.1f}">{formats.euros_round(one.amount_cents)}</text>'
            f'<text x="{x + step / 2:.1f}" y="{_ROOM + _HIGH + 18}">{one.fiscal_year}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_BARS} {_ROOM + _HIGH + _ROOM}" role="img" '
        f'aria-label="{html_text(money_said(money))}" font-family="sans-serif" '
        f'font-size="13" text-anchor="middle" fill="{palette.INK}">{"".join(drawn)}</svg>'
    )


def money_said(money: Sequence[YearMoney]) -> str:
    """Say what the bars show."""
    said = " ; ".join(f"{one.fiscal_year} : {formats.euros(one.amount_cents)}" for one in money)
    return f"Part du Département par exercice : {said}"


def page(sheet: Portrait, drawing: str, source: str, need: str) -> str:
    """Write the whole page.

    Parameters
    ----------
    sheet
        Figures of the territory.
    drawing
        Result of ``territory_map``.
    source
        French source line of the workbook; text.
    need
        French name of the source of the need; text.
    """
    kind = f"{portrait.KINDS[sheet.tier]} · au {formats.day_long(sheet.as_of)}"
    name = html_text(sheet.own.name)
    rows = "".join(
        f"<dt>{html_text(label)}</dt><dd>{html_text(value)}</dd>" for label, value in portrait.facts(sheet)
    )
    employers = portrait.seats(sheet, _SHOWN_SEATS)
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        f"<title>{name} – Conseiller May Num</title>"
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>'
        f"<header><h1>{name}</h1><p>Conseiller May Num<br>{html_text(kind)}</p></header><main>"
        f"<div><section>{drawing}</section><section><h2>En chiffres</h2><dl>{rows}</dl>"
        f"{_money(sheet)}</section></div>"
        f"<h2>En toutes lettres</h2><ul>{_items(portrait.sentences(sheet))}</ul>{_employers(employers)}"
        f"{_comparison(sheet)}</main>"
        f"<footer><p>{html_text(portrait.LIKENESS)}</p><p>Besoin : {html_text(need)}. {html_text(source)}. "
        f"{html_text(sheet.credit)}</p></footer></body></html>"
    )


def _items(texts: Sequence[str]) -> str:
    return "".join(f"<li>{html_text(text)}</li>" for text in texts)


def _money(sheet: Portrait) -> str:
    bars = money_bars(sheet.money)
    return f"<h2>Part du Département par exercice</h2>{bars}" if bars else ""


def _employers(listed: Sequence[str]) -> str:
    return f"<h2>Employeurs</h2><p>{html_text(' ; '.join(listed))}.</p>" if listed else ""


def _comparison(sheet: Portrait) -> str:
    head = "".join(f'<th scope="col">{html_text(one)}</th>' for one in portrait.HEADINGS)
    body = "".join(
        f'<tr><th scope="row">{html_text(first)}</th>{_cells(cells)}</tr>'
        for first, *cells in portrait.comparison(sheet)
    )
    return (
        f"<table><caption>À côté du département et des territoires semblables, exercice "
        f"{sheet.asked.fiscal_year}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cells(texts: Sequence[str]) -> str:
    return "".join(f"<td>{html_text(text)}</td>" for text in texts)
