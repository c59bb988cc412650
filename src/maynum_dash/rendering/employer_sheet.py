"""The simulation of a post, for an employer: tables, sentence, and a sheet to print that stands alone."""

from datetime import date
from pathlib import Path
from typing import Final

import pandas as pd
from pandas import DataFrame, Series

from maynum_dash.analysis.scenario.simulation import Simulation
from maynum_dash.domain.fiscal import SCHEME_YEARS
from maynum_dash.domain.posts import Funder, Reading
from maynum_dash.rendering import formats
from maynum_dash.rendering.neutral import html_text
from maynum_dash.rendering.tables import Column, Kind
from maynum_dash.sources.perimeter import perimeter

WITHOUT: Final = "Sans May Num"
WITH: Final = "Avec May Num"
NOT_A_PROMISE: Final = "Simulation, qui n’engage pas le Département"
_STYLE: Final = Path(__file__).with_suffix(".css")


def plan_table(made: Simulation) -> tuple[DataFrame, list[Column], Series]:
    """Lay the funding plan out: funders, then what remains to be paid without help.

    Parameters
    ----------
    made
        The simulation.

    Returns
    -------
    frame, columns, total
        As ``html_table`` takes them; amounts in cents.
    """
    lines = [(funder.value, made.plan[funder]) for funder in Funder]
    frame = DataFrame([{"label": label, **_years(cents), "total": sum(cents)} for label, cents in lines])
    total = frame.drop(columns="label").sum()
    columns = [
        Column("label", "Financeur", is_wide=True),
        *_year_columns(),
        Column("total", "Trois ans", Kind.EUROS),
    ]
    return frame, columns, pd.concat([Series({"label": "Base"}, dtype=object), total.astype(object)])


def rest_table(made: Simulation) -> tuple[DataFrame, list[Column]]:
    """Lay out what the employer pays each year, with and without « May Num »; amounts in cents."""
    lines = [(WITH, made.employer_with), (WITHOUT, made.employer_without)]
    frame = DataFrame([{"label": label, **_years(cents), "total": sum(cents)} for label, cents in lines])
    return frame, [Column("label", "Employeur"), *_year_columns(), Column("total", "Trois ans", Kind.EUROS)]


def year_table(made: Simulation, reading: Reading) -> tuple[DataFrame, list[Column], Series]:
    """Lay one reading out by exercice and funder; amounts in cents.

    Parameters
    ----------
    made
        The simulation.
    reading
        How money is placed in exercices.
    """
    years = made.readings[reading]
    frame = DataFrame(
        [
            {
                "year": str(year),
                **{funder.value: cents[funder] for funder in Funder},
                "total": sum(cents.values()),
            }
            for year, cents in years.items()
        ]
    )
    columns = [
        Column("year", "Exercice"),
        *(Column(funder.value, funder.value, Kind.EUROS) for funder in Funder),
        Column("total", "Total", Kind.EUROS),
    ]
    total = frame.drop(columns="year").sum()
    return frame, columns, pd.concat([Series({"year": "Total"}, dtype=object), total.astype(object)])


def need_sentence(made: Simulation) -> str:
    """Say what the place needs and what the post would change; text, not HTML."""
    need = made.need
    there = formats.count(need.posts, "poste occupé", "postes occupés")
    if need.people is None or need.density is None:
        return f"{need.name} : besoin inconnu ; {there} au siège."
    return (
        f"{need.name} : {formats.integer(need.people)} personnes en illectronisme "
        f"({formats.percent(need.rate_pct)} des 15 ans et plus) ; {there} au siège, "
        f"{formats.decimal(need.density, 2)} ETP pour 1 000 personnes, "
        f"{formats.decimal(need.density_after, 2)} avec ce poste."
    )


def employer_sheet(made: Simulation, today: date) -> str:
    """Write the sheet as one HTML page, without anything to fetch.

    Parameters
    ----------
    made
        The simulation.
    today
        Day printed on it.
    """
    request = made.request
    plan, plan_columns, total = plan_table(made)
    rest, rest_columns = rest_table(made)
    years, year_columns, year_total = year_table(made, Reading.PAYMENT)
    lists = "".join(
        f"<h2>{title}</h2><ul>{''.join(f'<li>{html_text(line)}</li>' for line in lines)}</ul>"
        for title, lines in (
            ("Critères d’éligibilité", made.version.criteria),
            ("Engagements de l’employeur", made.version.commitments),
        )
    )
    facts = (
        f"Employeur « {request.category} », {made.need.name}. "
        f"Premier jour : {formats.day_long(request.start)}. "
        f"Décision : {formats.day_long(request.decided_on)}. Quotité : {formats.decimal(request.fte, 2)} ETP."
    )
    brings = (
        f"Le Département apporte {formats.euros(made.department_cents)} sur trois ans. Il reste "
        f"{formats.euros(sum(made.employer_with))} à payer par l’employeur, au lieu de "
        f"{formats.euros(sum(made.employer_without))} sans « Conseiller May Num »."
    )
    body = (
        f"<h1>Un conseiller numérique, combien cela coûte</h1><p>{html_text(facts)}</p>"
        f'<p class="key">{html_text(brings)}</p><p>{html_text(need_sentence(made))}</p>'
        f"{_written(plan, plan_columns, 'Plan de financement, en euros', total)}"
        f"<h2>Ce que l’employeur paie</h2>{_written(rest, rest_columns, 'Par année de convention, en euros')}"
        f"<h2>Quand les sommes sont payées</h2>"
        f"{_written(years, year_columns, 'Par exercice, lecture « paiement », en euros', year_total)}"
        f'{lists}<p class="note">{NOT_A_PROMISE}. Barème valable depuis le '
        f"{formats.day_long(made.version.valid_from)}. La base subventionnée n’est pas le coût complet d’un "
        f"poste ; les montants ne dépendent pas de la quotité. Besoin : {html_text(made.need.source)}. "
        f"Établi le {formats.day_long(today)}, {html_text(perimeter().publisher)}, "
        "« Conseiller May Num ».</p>"
    )
    style = _STYLE.read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Simulation employeur – Conseiller May Num</title><style>{style}</style></head>"
        f"<body><main>{body}</main></body></html>\n"
    )


def _written(frame: DataFrame, columns: list[Column], caption: str, total: Series | None = None) -> str:
    """Write a plain table: what is printed needs no button to sort it."""
    head = "".join(f'<th scope="col">{html_text(column.heading)}</th>' for column in columns)
    rows = [*frame.to_dict("records"), *([] if total is None else [total.to_dict()])]
    written = ["".join(f"<td>{_cell(row[column.field], column)}</td>" for column in columns) for row in rows]
    body = written if total is None else written[:-1]
    foot = "" if total is None else f"<tfoot><tr>{written[-1]}</tr></tfoot>"
    lines = "".join(f"<tr>{line}</tr>" for line in body)
    return (
        f"<table><caption>{html_text(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{lines}</tbody>{foot}</table>"
    )


def _cell(value: object, column: Column) -> str:
    return html_text(formats.euros(int(str(value))) if column.kind is Kind.EUROS else str(value))


def _years(cents: tuple[int, ...]) -> dict[str, int]:
    return {f"y{year}": amount for year, amount in zip(SCHEME_YEARS, cents, strict=True)}


def _year_columns() -> list[Column]:
    return [Column(f"y{year}", f"Année {year}", Kind.EUROS) for year in SCHEME_YEARS]
