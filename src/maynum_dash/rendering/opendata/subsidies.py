"""The subsidies as a CSV of the schema SCDL « subventions » 2.1.1."""

import csv
import io
import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from maynum_dash.analysis.money.subsidies import Subsidies
from maynum_dash.rendering.neutral import csv_text
from maynum_dash.rendering.stamp import Stamp
from maynum_dash.sources.publisher import Publisher

_LONGEST_PURPOSE: Final = 256
_WHOLE: Final = "1.00"  # one beneficiary: the whole subsidy is hers


@dataclass(frozen=True, slots=True)
class SchemaColumn:
    """What the schema wants of a column.

    Parameters
    ----------
    name
        Its heading.
    required
        Whether a row must fill it.
    pattern, choices, longest, format
        What a value must be; empty, or 0, when free.
    """

    name: str
    required: bool = False
    pattern: str = ""
    choices: tuple[str, ...] = ()
    longest: int = 0
    format: str = ""


@cache
def schema() -> tuple[SchemaColumn, ...]:
    """Columns of the schema, in its order."""
    document = tomllib.loads(Path(__file__).with_name("scdl.toml").read_text(encoding="utf-8"))
    return tuple(
        SchemaColumn(**entry | {"choices": tuple(entry.get("choices", ()))}) for entry in document["column"]
    )


def subsidies_csv(found: Subsidies, publisher: Publisher, stamp: Stamp) -> bytes:
    """Write the subsidies.

    Parameters
    ----------
    found
        What can be published.
    publisher
        Who grants.
    stamp
        Its warning begins every purpose: invented data must not be published by mistake, and the file holds
        nothing but its rows.

    Returns
    -------
    bytes
        UTF-8, commas, decimal points, ISO dates; one row per subsidy, in the order of the table.
    """
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, [column.name for column in schema()], lineterminator="\r\n")
    writer.writeheader()
    for line in found.table.to_dict(orient="records"):
        facts = {str(name): value for name, value in line.items()}
        writer.writerow({name: csv_text(text) for name, text in _row(facts, publisher, stamp).items()})
    return buffer.getvalue().encode()


def _row(line: dict[str, Any], publisher: Publisher, stamp: Stamp) -> dict[str, str]:
    reference = line["decision_reference"]
    is_single = line["payments"] == 1
    first, last = _iso(line["first_paid"]), _iso(line["last_paid"])
    return {
        "nomAttribuant": publisher.name,
        "idAttribuant": publisher.siret,
        "dateConvention": _iso(line["decided_on"]),
        "referenceDecision": reference if isinstance(reference, str) else "",
        "nomBeneficiaire": line["structure"],
        "idBeneficiaire": line["siret"],
        "rnaBeneficiaire": "",
        "objet": _purpose(line, publisher, stamp),
        "montant": str(Decimal(int(line["amount_cents"])).scaleb(-2).quantize(Decimal("0.01"))),
        "nature": publisher.nature,
        "conditionsVersement": "unique" if is_single else "échelonné",
        "datesPeriodeVersement": first if is_single else f"{first}/{last}",
        "idRAE": publisher.rae,
        "notificationUE": "oui" if publisher.is_notified else "non",
        "pourcentageSubvention": _WHOLE,
        "dispositifAide": publisher.scheme,
    }


def _purpose(line: dict[str, Any], publisher: Publisher, stamp: Stamp) -> str:
    """Say what is paid for: which posts, and how many were given back."""
    posts, returned = line["posts"], line["returned"]
    named = f"poste {posts[0]}" if len(posts) == 1 else f"{len(posts)} postes : {', '.join(posts)}"
    back = "" if not returned else ", rendu" if len(posts) == 1 else f", dont {returned} rendu(s)"
    warned = f"[{stamp.warning}] " if stamp.warning else ""
    text = f"{warned}{publisher.purpose} ({named}{back})"
    return text if len(text) <= _LONGEST_PURPOSE else f"{text[: _LONGEST_PURPOSE - 1]}…"


def _iso(day: date) -> str:
    return f"{day:%Y-%m-%d}"
