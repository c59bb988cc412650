"""Pieces of sentences and notes that several slides share."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd

from maynum_dash.rendering.formats import count, euros
from maynum_dash.rendering.slides.proofs import Table
from maynum_dash.rendering.tables import Column, Kind, written

_WIDE: Final = re.compile(r" ([:»€%])")
_NARROW: Final = re.compile(r" ([;?!])")
_VOWELS: Final = "aeéèêiouy"
_LINES: Final = 15  # of a note: a speaker reads, she does not audit


def listed(parts: Sequence[str]) -> str:
    """Join names as a sentence does: « a, b et c »."""
    if len(parts) < 2:  # noqa: PLR2004 -- nothing to join
        return "".join(parts)
    return f"{', '.join(parts[:-1])} et {parts[-1]}"


def typeset(text: str) -> str:
    """Give French punctuation its no-break spaces: nothing of it starts a line.

    Parameters
    ----------
    text
        A sentence.

    Examples
    --------
    >>> typeset("Est-ce « vrai » ? Oui : 3 ; 4") == "Est-ce «\u00a0vrai\u00a0»\u202f? Oui\u00a0: 3\u202f; 4"
    True
    """
    wide = _WIDE.sub("\u00a0\\1", text.replace("« ", "«\u00a0"))
    return _NARROW.sub("\u202f\\1", wide)


def since(label: str) -> str:
    """Say from which earlier state one counts: « depuis le comité du … », « depuis l’import n° 3 ».

    Parameters
    ----------
    label
        Name of the state.

    Examples
    --------
    >>> since("import n° 3"), since("comité du 12 juin 2026")
    ('depuis l’import n° 3', 'depuis le comité du 12 juin 2026')
    """
    return f"depuis l’{label}" if label[:1].lower() in _VOWELS else f"depuis le {label}"


def with_capital(text: str) -> str:
    """Start a text with a capital."""
    return text[:1].upper() + text[1:]


def notes(rule: str, source: str, lines: Iterable[str]) -> tuple[str, ...]:
    """Write what the speaker may be asked: the rule, the source, the rows behind the figures."""
    rows = list(lines)
    said = [f"Règle. {rule}", f"Source. {source}"]
    if rows:
        more = len(rows) - _LINES
        tail = [f"… et {count(more, 'autre ligne', 'autres lignes')}, page Budget."] if more > 0 else []
        said.append("\n".join(["Lignes :", *(f"– {row}" for row in rows[:_LINES]), *tail]))
    return tuple(said)


def by_structure(movements: pd.DataFrame, posts: pd.DataFrame) -> list[str]:
    """Write the cents of each structure with the rows of the workbook that they come from, largest first.

    Parameters
    ----------
    movements
        Movements of one reading, of the funders and years meant.
    posts
        Posts with their ``structure``.
    """
    rows = movements.merge(posts[["row", "structure"]], on="row", how="left", validate="m:1")
    sums = rows.groupby("structure", dropna=False).agg(
        cents=("amount_cents", "sum"), rows=("row", lambda found: sorted(set(found)))
    )
    ordered = sums.sort_values("cents", ascending=False, kind="stable")
    return [
        f"{name} : {euros(int(cents))} ({_rows(numbers)})"
        for name, cents, numbers in zip(ordered.index, ordered["cents"], ordered["rows"], strict=True)
    ]


def _rows(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:6])) + (", …" if len(numbers) > 6 else "")  # noqa: PLR2004 -- a line
    return f"ligne{'s' if len(numbers) > 1 else ''} {shown} du classeur"


def table_of(
    frame: pd.DataFrame, columns: Sequence[Column], caption: str, total: pd.Series | None = None
) -> Table:
    """Write a table as the screen does.

    Parameters
    ----------
    frame, columns, caption, total
        As for ``html_table``.
    """
    cells = [written(frame[column.field], column) for column in columns]
    last: tuple[str, ...] = ()
    if total is not None:
        last = tuple(_total(total.get(column.field, ""), column) for column in columns)
    return Table(
        caption,
        tuple(column.heading for column in columns),
        tuple(zip(*cells, strict=True)),
        tuple(column.kind not in (Kind.TEXT, Kind.DAY) for column in columns),
        last,
    )


def _total(value: object, column: Column) -> str:
    return value if isinstance(value, str) else written(pd.Series([value], dtype="object"), column)[0]
